//! What a participant is told names nobody, whatever became of them.

use super::cohort::{Directory, GOALS, LOT, NAMES};

const IDS: [&str; 11] = ["M01", "M02", "M03", "M04", "M05", "M06", "E01", "E02", "E03", "E04", "E05"];

fn told(directory: &Directory) -> Vec<String> {
    IDS.map(|id| directory.done(&["explain", id, "--for-participant"]).out).to_vec()
}

#[test]
fn nobody_else_is_named_in_any_state() {
    let (lot, goals, adopted) = (Directory::new("random", LOT), Directory::new("goals", GOALS), Directory::new("goals", GOALS));
    adopted.write("pairs.csv", "mentor,mentee\nAmal Reed,Hugh Beck\n");
    adopted.done(&["adopt", "pairs.csv"]);
    lot.done(&["import"]);
    let mut all = told(&lot);
    assert!(all.iter().all(|said| said == "Nobody is paired yet.\n"), "{all:?}");
    for directory in [&lot, &goals] {
        directory.done(&["match"]);
        all.extend(told(directory));
        let pair = directory.made(1).remove(0);
        let (mentor, mentee) = pair.split_once('-').unwrap();
        directory.done(&["conflict", "add", mentor, mentee]);
        directory.done(&["match"]);
        assert!(directory.done(&["explain", mentee, "--for-participant"]).out.starts_with("Your pairing has changed. "));
        directory.done(&["withdraw", mentor]);
        assert!(directory.done(&["explain", mentor, "--for-participant"]).out.contains("left the programme"));
        all.extend(told(directory));
    }
    all.extend(told(&adopted));
    for said in all {
        let spoken = said.to_lowercase();
        let named = NAMES.iter().flat_map(|name| name.split(' ')).chain(IDS);
        let named: Vec<&str> =
            named.filter(|name| spoken.split(|c: char| !c.is_alphanumeric()).any(|w| w == name.to_lowercase())).collect();
        assert!(named.is_empty(), "{named:?} in {said}");
    }
}

#[test]
fn nobody_can_be_asked_about_beside() {
    let directory = Directory::new("goals", GOALS);
    directory.done(&["import"]);
    assert_eq!(directory.run(&["explain", "M01", "E01", "--for-participant"]).status, 2);
}
