//! Which person an id is: nothing that is committed tells it, and nobody's own papers tell of the partner, before the reveal.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use super::cohort::{Cohort, HEAD_OF_MENTEES, HEAD_OF_MENTORS};

/// Six people a side with codes, so that ids are the same whatever the key, and goals that leave no pairing to the lot.
fn cohort(names: [&str; 2], domain: &str, key: u8) -> Cohort {
    let cohort = Cohort::new();
    let mut bytes = [key; 32];
    bytes[0] = 0;
    fs::write(cohort.path("private/key"), bytes).unwrap();
    let settings = cohort.read("cohort.toml");
    let coded =
        |line: &str| if line.starts_with("email = ") { format!("{line}\ncode = \"Code\"\n") } else { format!("{line}\n") };
    cohort.write("cohort.toml", &settings.lines().map(coded).collect::<String>());
    for (file, head, name, letter) in [("mentors", HEAD_OF_MENTORS, names[0], "M"), ("mentees", HEAD_OF_MENTEES, names[1], "E")] {
        let row = |at: usize| {
            let code = format!("{letter}{at:02}");
            format!("{code},{name} {at}th,{name}{at}@{domain},topic {at},Anaesthetics,,North,Trust {at},,Monday;Tuesday,Yes\n")
        };
        let rows: String = (1..=6).map(row).collect();
        cohort.write(&format!("private/surveys/{file}.csv"), &format!("Code,{head}{rows}"));
    }
    cohort.ok("match --seed 7 --today 2026-11-01");
    let pair = cohort.pairs()[0].clone();
    cohort.ok(&format!("meeting held {pair} 1 --on 2026-11-18 --today 2026-11-20"));
    cohort.ok("conflict add M02 E02 --reason knows");
    cohort.ok("match --today 2026-11-21");
    cohort.ok("calendar");
    cohort
}

/// Every file that a lead would commit.
pub(super) fn committed(cohort: &Cohort) -> BTreeMap<String, String> {
    let files = cohort.tree().into_iter().filter(|(name, _)| !name.starts_with("private/"));
    files.map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap())).collect()
}

/// The words of a text that are keyed hashes, and the text with those blotted out.
pub(super) fn blotted(text: &str) -> (BTreeSet<String>, String) {
    let keyed = |word: &str| [16, 64].contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let found: BTreeSet<String> = words.filter(|word| keyed(word)).map(str::to_owned).collect();
    let blot = found.iter().fold(text.to_owned(), |text, word| text.replace(word, &"#".repeat(word.len())));
    (found, blot)
}

#[test]
fn another_name_changes_nothing_that_is_committed() {
    let one = cohort(["Amara", "Greta"], "trust.example", 1);
    let other = cohort(["Bartholomew-Constantine", "Bo"], "trust.example", 1);
    // The addresses hold the names here, and only their keyed hashes and the digests of what they were read from may differ.
    for (name, text) in committed(&one) {
        assert_eq!(blotted(&text).1, blotted(&committed(&other)[&name]).1, "{name}");
    }
}

#[test]
fn with_another_key_and_other_people_only_what_is_keyed_differs() {
    let one = committed(&cohort(["Amara", "Greta"], "trust.example", 1));
    let other = committed(&cohort(["Bartholomew-Constantine", "Bo"], "elsewhere.example", 2));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    let mut keyed = 0;
    for (name, text) in &one {
        let ((mine, rest), (theirs, like)) = (blotted(text), blotted(&other[name]));
        assert_eq!(rest, like, "{name}");
        assert_eq!(text.len(), other[name].len(), "the size of {name} tells something");
        assert_eq!(mine.intersection(&theirs).next(), None, "{name} holds a hash without the key");
        keyed += mine.len();
    }
    assert!(keyed >= 12 + 5, "everybody's mark, and the digests of a draw: {keyed}");
}

/// Without a mapped code the key alone orders the ids, never the rows of an export or the names.
#[test]
fn the_order_of_ids_is_the_keys() {
    let orders: BTreeSet<Vec<String>> = (1..=6)
        .map(|key| {
            let cohort = Cohort::new();
            fs::write(cohort.path("private/key"), [0].into_iter().chain([key; 31]).collect::<Vec<u8>>()).unwrap();
            cohort.ok("import");
            super::cohort::MENTORS.iter().map(|(name, ..)| cohort.id(name)).collect()
        })
        .collect();
    assert!(orders.len() >= 5, "{orders:?}");
}

#[test]
fn nobodys_calendar_names_the_partner_before_the_reveal() {
    let cohort = Cohort::matched();
    cohort.ok("calendar");
    let names = || super::cohort::MENTORS.iter().chain(&super::cohort::MENTEES).map(|(name, ..)| *name);
    let calendar = |id: &str| cohort.read(&format!("private/calendars/{id}.ics")).replace("\r\n ", "");
    let others = |id: &str| {
        let text = calendar(id);
        names().filter(|name| cohort.id(name) != id && text.contains(name)).map(str::to_owned).collect::<Vec<_>>()
    };
    let ids: Vec<String> = names().map(|name| cohort.id(name)).collect();
    for id in &ids {
        assert_eq!(others(id), Vec::<String>::new(), "{id} is told a name");
        let partners = ids.iter().filter(|other| *other != id && calendar(id).contains(other.as_str()));
        assert_eq!(partners.count(), 0, "{id} is told an id");
    }
    let programme = calendar("programme");
    assert!(!names().any(|name| programme.contains(name)) && !ids.iter().any(|id| programme.contains(id.as_str())));

    cohort.ok("reveal --on 2026-12-01");
    cohort.ok("calendar");
    let told = ids.iter().filter(|id| others(id).len() == 1).count();
    assert_eq!(told, 2 * cohort.pairs().len(), "after the reveal both know, and know nobody else");
    let uids = |text: &str| text.lines().filter(|line| line.starts_with("UID:")).map(str::to_owned).collect::<BTreeSet<_>>();
    for id in &ids {
        assert!(
            uids(&calendar(id)).iter().all(|uid| !uid.contains(id.as_str()) && uid.len() >= 4 + 32),
            "{:?}",
            uids(&calendar(id))
        );
    }
}
