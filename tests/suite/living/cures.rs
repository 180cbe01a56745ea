//! What a refusal prints works when it is typed: about pairs that ended, and in a clone without the private folder.

use super::cohort::Cohort;
use super::two_clones::printed;

/// The refusal of a line.
fn refused(cohort: &Cohort, line: &str, code: &str) -> String {
    let said = cohort.run(line);
    assert!(said.status != 0 && said.err.contains(&format!("[{code}]")), "{line}: {}", said.err);
    said.err
}

#[test]
fn a_pair_that_cannot_go_on_is_let_go_on_by_what_is_printed() {
    let cohort = Cohort::matched();
    let pairs = cohort.pairs();
    let (mentor, mentee) = pairs[0].split_once('-').unwrap();
    cohort.ok(&format!("withdraw {mentor}"));
    for line in [format!("unpair {}", pairs[0]), format!("unpair {} --retract", pairs[0])] {
        let said = cohort.run(&line).err;
        assert!(said.contains(&format!("{mentor} has left")), "{said}");
        assert_eq!(printed(&said, "rejoin"), format!("rejoin {mentor} --mistake"));
    }
    cohort.ok(&format!("rejoin {mentor} --mistake"));
    assert!(cohort.pairs().contains(&pairs[0]));
    cohort.ok(&format!("unpair {}", pairs[0]));
    cohort.ok(&format!("conflict add {mentor} {mentee}"));
    let said = refused(&cohort, &format!("unpair {} --retract", pairs[0]), "not-free");
    cohort.ok(printed(&said, "conflict remove"));
    cohort.ok(&format!("unpair {} --retract", pairs[0]));
    // Whoever was erased comes back in no pair.
    cohort.ok(&format!("erase {mentor}"));
    let said = refused(&cohort, &format!("unpair {} --retract", pairs[0]), "not-free");
    assert!(said.contains("nothing to do") && !said.contains("`revmentor"), "{said}");
}

#[test]
fn no_example_about_a_pair_that_ended_is_refused() {
    let cohort = Cohort::matched();
    let pair = cohort.pairs()[0].clone();
    cohort.ok(&format!("meeting held {pair} 1 --on 2026-12-01"));
    cohort.ok(&format!("unpair {pair}"));
    // The day of the end is taken by the first meeting.
    let said = refused(&cohort, &format!("meeting held {pair} 2 --on 2026-12-05 --today 2026-12-10"), "held-after-end");
    assert!(!said.contains("`revmentor"), "{said}");
    let said = refused(&cohort, &format!("meeting held {pair} 1 --on 2026-12-05 --today 2026-12-10"), "held-after-end");
    cohort.ok(&format!("{} --today 2026-12-10", printed(&said, "meeting held")));
    let said = refused(&cohort, &format!("meeting missed {pair} 5"), "pair-ended");
    assert!(said.contains("nothing to do") && !said.contains("meeting move"), "{said}");
}

#[test]
fn a_clone_without_the_private_folder_names_no_bundle_that_is_not_there() {
    let cohort = Cohort::matched();
    std::fs::remove_dir_all(cohort.path("private")).unwrap();
    let said = refused(&cohort, "match", "no-private-folder");
    assert!(!said.contains("unseal"), "{said}");
    let said = refused(&cohort, "withdraw M01 --reason somewhere", "no-private-folder");
    assert!(said.contains("leave them away"), "{said}");
    cohort.ok("withdraw M01");
    cohort.write("private/private.age", "sealed");
    let said = refused(&cohort, "match", "no-private-folder");
    assert_eq!(printed(&said, "unseal"), "unseal private/private.age");
}

#[test]
fn where_nothing_is_published_and_nothing_was_read_publishing_is_not_proposed() {
    let cohort = Cohort::matched();
    let said = refused(&cohort, "evaluate --publish --retract", "not-published");
    assert!(!said.contains("--publish`"), "{said}");
    cohort.ok(printed(&said, "evaluate"));
}

/// Whoever is going to leave is in no matching; a conflict that comes up in the meantime ends the pair all the same.
#[test]
fn a_forbidden_pair_of_somebody_who_is_going_to_leave_is_ended_by_match() {
    let cohort = Cohort::matched();
    let pair = cohort.pairs()[0].clone();
    let (mentor, mentee) = pair.split_once('-').unwrap();
    cohort.ok(&format!("withdraw {mentee} --on 2027-01-20"));
    cohort.ok(&format!("conflict add {mentor} {mentee}"));
    let said = cohort.run("check").err;
    assert!(said.contains("[forbidden-pair]"), "{said}");
    let said = cohort.ok(printed(&said, "match")).err;
    assert!(said.contains(&format!("The pair {pair} ends before one of the two leaves")), "{said}");
    assert!(!cohort.pairs().contains(&pair));
    cohort.ok("check");
    cohort.ok("verify");
}
