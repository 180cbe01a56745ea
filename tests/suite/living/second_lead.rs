//! What a second lead finds after a merge: ledgers, the report, calendars and the inputs of a matching, by the verbs that the messages name.

use std::fs;
use std::path::Path;

use super::acts::copy;
use super::cohort::{Cohort, HEAD_OF_MENTORS, MENTORS, export, git, has_git, run_in};
use super::two_clones::{Clones, commit, ok, printed, pull};

/// A mentor more than mentees, so that whoever loses a mentor gets another.
fn with_one_waiting() -> Cohort {
    let cohort = Cohort::new();
    let more = [&MENTORS[..], &[("Alice Newcombe", "exams;rotas", "")]].concat();
    cohort.write("private/surveys/mentors.csv", &export(HEAD_OF_MENTORS, &more));
    cohort.ok("match --seed 7 --today 2026-11-01");
    cohort
}

/// Two who match apart keep one record; whoever has the inputs of the other is told so, and what to do.
#[test]
fn inputs_of_a_matching_that_was_given_up_contradict_nothing() {
    if !has_git() {
        return;
    }
    let clones = Clones::of(&with_one_waiting());
    let pairs = fs::read_to_string(clones.one.join("pairings.csv")).unwrap();
    let mentors: Vec<&str> = pairs.lines().filter(|line| line.contains(",active,")).map(|line| &line[..3]).collect();
    for (root, mentor) in [(&clones.one, mentors[0]), (&clones.two, mentors[1])] {
        ok(root, &format!("withdraw {mentor}"));
        ok(root, "match");
        commit(root);
    }
    pull(&clones.two, &clones.one);
    git(&clones.two, &["checkout", "--theirs", "facts/draws/002.toml"]);
    let mut said = ok(&clones.two, "build");
    for is_committed in [false, true] {
        said = ok(&clones.two, "verify");
        assert!(said.err.contains("given-up-inputs") && said.err.contains("private/draws/002/"), "{}", said.err);
        assert!(said.err.contains(", 0 are contradicted") && !said.out.contains("CONTRADICTED"), "{}{}", said.out, said.err);
        if !is_committed {
            commit(&clones.two);
        }
    }
    let kept = ok(&clones.one, "verify");
    assert!(!kept.err.contains("given-up-inputs"), "{}", kept.err);
    // What was never another matching's is a contradiction as before.
    let people = clones.two.join("private/draws/002/people.csv");
    let own = fs::read_to_string(&people).unwrap();
    fs::write(&people, own.replacen("exams", "rotas", 1)).unwrap();
    assert_eq!(run_in(&clones.two, &["verify"]).status, 1);
    fs::remove_dir_all(clones.two.join("private/draws/002")).unwrap();
    copy(&clones.one.join("private/draws/002"), &clones.two.join("private/draws/002"));
    let said = ok(&clones.two, printed(&said.err, "verify 2"));
    assert!(!said.err.contains("given-up-inputs") && said.err.contains(", 0 could not be checked"), "{}", said.err);
}

/// What one lead took back and the other recorded anew: the same whichever side is merged into which, and both rows are named.
#[test]
fn a_record_of_one_lead_and_a_retraction_of_the_other_are_one_ledger() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    for line in ["messages sent place M01 --on 2026-11-20", "attend induction-mentors M01 --today 2027-02-01"] {
        cohort.ok(line);
    }
    let clones = Clones::of(&cohort);
    ok(&clones.one, "messages sent place M01 --retract --today 2026-12-09");
    ok(&clones.one, "attend induction-mentors M01 --retract --today 2027-02-02");
    ok(&clones.two, "messages sent place M01 --on 2026-12-03");
    ok(&clones.two, "attend induction-mentors M02 --today 2027-02-02");
    commit(&clones.one);
    commit(&clones.two);
    let folder = tempfile::tempdir().unwrap();
    let swapped = folder.path().join("swapped");
    copy(&clones.one, &swapped);
    pull(&swapped, &clones.two);
    pull(&clones.two, &clones.one);
    let said = ok(&clones.two, "build --today 2027-02-03").err;
    assert_eq!(ok(&swapped, "build --today 2027-02-03").err.matches("parted-records").count(), 1);
    for file in ["facts/told/place.csv", "facts/sessions/induction-mentors.csv"] {
        let [one, other] = [&clones.two, &swapped].map(|root| fs::read_to_string(root.join(file)).unwrap());
        assert_eq!(one, other);
    }
    let told = fs::read_to_string(clones.two.join("facts/told/place.csv")).unwrap();
    let rows: Vec<&str> = told.lines().skip(1).map(|line| &line[..14]).collect();
    assert_eq!(rows, ["M01,2026-11-20", "M01,2026-12-09", "M01,2026-12-03"].map(|row| &row[..14]), "{told}");
    assert!(said.contains("[parted-records]") && said.contains("facts/told/place.csv, line 3"), "{said}");
    ok(&clones.two, &format!("{} --today 2027-02-03", printed(&said, "messages sent place M01 --retract")));
    assert_eq!(run_in(&clones.two, &["check"]).status, 0);
}

/// A report that both leads had written is of neither's facts after the merge.
#[test]
fn the_report_is_written_anew_after_a_merge() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    cohort.ok("report");
    let pairs = cohort.pairs();
    let clones = Clones::of(&cohort);
    for (root, pair) in [(&clones.one, &pairs[0]), (&clones.two, &pairs[1])] {
        ok(root, &format!("meeting held {pair} 1 --on 2026-12-01"));
        ok(root, "report");
        commit(root);
    }
    pull(&clones.two, &clones.one);
    let said = ok(&clones.two, "build").err;
    assert!(said.contains("report.html is written anew") && said.contains("report.md is written anew"), "{said}");
    assert!(ok(&clones.two, "report").err.contains("Nothing to do"));
    assert!(ok(&clones.two, "build").err.contains("Nothing to do"));
}

/// Whom another lead erased is named in no calendar any more, though this register has the row still.
#[test]
fn a_second_leads_calendars_name_nobody_who_was_erased() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    cohort.ok("reveal --on 2026-12-01");
    let pair = cohort.pairs()[0].clone();
    let (mentor, mentee) = pair.split_once('-').unwrap();
    let register = cohort.read("private/register.csv");
    let name = register.lines().find(|line| line.starts_with(mentee)).unwrap().split(',').nth(2).unwrap().to_owned();
    let clones = Clones::of(&cohort);
    let calendar = |root: &Path| {
        ok(root, "calendar");
        let text = fs::read_to_string(root.join(format!("private/calendars/{mentor}.ics"))).unwrap();
        let unfolded = text.replace("\r\n ", "");
        let highest = unfolded.lines().filter_map(|line| line.strip_prefix("SEQUENCE:")?.parse::<u32>().ok()).max();
        (unfolded, highest.unwrap())
    };
    let (before, number) = calendar(&clones.one);
    assert!(before.contains(&name), "{before}");
    ok(&clones.one, &format!("erase {mentee}"));
    commit(&clones.one);
    pull(&clones.two, &clones.one);
    let (after, next) = calendar(&clones.two);
    assert!(!after.contains(&name) && next > number, "{number} {next}\n{after}");
}

/// One lead raised the directory's format farther than the other: the higher number holds, whichever side is merged into which.
#[test]
fn the_higher_of_two_formats_holds() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    let pair = cohort.pairs()[0].clone();
    let (second, third) = (format!("unpair {pair}"), "choose supervision M02 1".to_owned());
    for (one, two) in [(&second, &third), (&third, &second)] {
        let clones = Clones::of(&cohort);
        for (root, line) in [(&clones.one, one), (&clones.two, two)] {
            ok(root, line);
            commit(root);
        }
        pull(&clones.one, &clones.two);
        let said = run_in(&clones.one, &["check"]);
        assert!(said.status == 2 && said.err.contains("facts/format, line 1"), "{}", said.err);
        let said = ok(&clones.one, printed(&said.err, "build")).err;
        assert!(said.contains("the higher of the two numbers holds") && said.contains("directory format 3"), "{said}");
        assert_eq!(fs::read_to_string(clones.one.join("facts/format")).unwrap(), "3\n");
        commit(&clones.one);
        ok(&clones.one, "check");
    }
}
