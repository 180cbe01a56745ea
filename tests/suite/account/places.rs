//! `[matching] places`: at most so many pairs, the rest wait with that reason, and the record proves it.

use super::cohort::{Directory, GOALS, LOT};

fn with_places(kind: &str, matching: &str, places: u32) -> Directory {
    let directory = Directory::new(kind, matching);
    set(&directory, &format!("[matching]\nplaces = {places}"), "[matching]");
    directory
}

fn set(directory: &Directory, new: &str, old: &str) {
    let settings = directory.read("cohort.toml");
    assert!(settings.contains(old), "{settings}");
    directory.write("cohort.toml", &settings.replacen(old, new, 1));
}

#[test]
fn the_rest_waits_because_the_programme_is_full() {
    for (kind, matching) in [("goals", GOALS), ("random", LOT)] {
        let directory = with_places(kind, matching, 3);
        let said = directory.done(&["match"]).err;
        assert!(said.contains("3 pairs, as many as there are places."), "{said}");
        let waiting = directory.read("waiting-list.csv");
        assert_eq!(waiting.matches(",programme-full").count(), 5, "{waiting}");
        let (status, claims) = directory.verify();
        assert!(status == 0 && claims.iter().all(|claim| !claim.contains("contradicted")), "{claims:#?}");
        let table = directory.done(&["verify"]).out;
        assert!(table.contains("3 pairs, the maximum within 3 places"), "{table}");
        directory.done(&["check"]);
        let nothing = directory.done(&["match"]).err;
        assert!(nothing.contains("Nothing to do"), "{nothing}");
        let alone = waiting.lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
        let explained = directory.done(&["explain", &alone]).out;
        assert!(explained.contains("the programme has no more places"), "{explained}");

        // More places are filled, and no pair is touched; fewer end none.
        let pairs = directory.made(1);
        set(&directory, "places = 4", "places = 3");
        directory.done(&["match"]);
        assert_eq!(directory.made(2).len(), 1);
        set(&directory, "places = 2", "places = 4");
        directory.done(&["match"]);
        let active = directory.read("pairings.csv");
        assert_eq!(active.matches(",active,").count(), 4, "{active}");
        assert!(pairs.iter().all(|pair| active.contains(pair)), "{active}");
    }
}

#[test]
fn a_record_with_a_pair_too_many_or_another_bound_is_found_out() {
    let directory = with_places("goals", GOALS, 3);
    directory.done(&["match"]);
    let kept = "private/draws/001/settings.toml";
    let settings = directory.read(kept);
    directory.write(kept, &settings.replace("places = 3", "places = 2"));
    let (status, claims) = directory.verify();
    assert_eq!(status, 1, "{claims:#?}");
}

#[test]
fn anybody_can_repeat_a_public_draw_with_a_bound() {
    let directory = with_places("random", LOT, 3);
    directory.done(&["match", "--public", "4 8 15 16 23 42"]);
    std::fs::remove_dir_all(directory.path("private")).unwrap();
    let (status, claims) = directory.verify();
    for claim in ["1 pairs holds: ", "1 most-pairs holds: "] {
        assert!(status == 0 && claims.contains(&claim.to_owned()), "{claim} {claims:#?}");
    }
}

#[test]
fn a_bound_of_nothing_is_refused() {
    let directory = with_places("goals", GOALS, 0);
    let said = directory.run(&["match"]);
    assert!(said.status == 2 && said.err.contains("places"), "{}", said.err);
}
