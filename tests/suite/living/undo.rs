//! Every change can be taken back, byte for byte.

use super::cohort::{Cohort, has_git, run_in};
use super::two_clones::{Clones, commit, ok, printed};

#[test]
fn every_verb_that_writes_can_be_taken_back_to_the_byte() {
    let cohort = Cohort::new();
    let pair_and_person = |cohort: &Cohort| {
        let pair = cohort.pairs()[0].clone();
        (pair.clone(), pair.split('-').next().unwrap().to_owned())
    };
    let mut undone = 0;
    let mut there_and_back = |line: String| {
        let before = cohort.tree();
        cohort.ok(&line);
        let after = cohort.tree();
        assert!(after != before, "{line} changes nothing");
        cohort.ok("undo");
        assert!(cohort.tree() == before, "{line} is not taken back");
        cohort.ok(&line);
        assert!(cohort.tree() == after, "{line} is another the second time");
        undone += 1;
    };
    there_and_back("import".into());
    there_and_back("match --seed 7 --today 2026-11-01".into());
    let (pair, person) = pair_and_person(&cohort);
    let mentee = pair.split('-').nth(1).unwrap().to_owned();
    there_and_back(format!("meeting move {pair} 1 --on 2026-12-02 --force"));
    there_and_back(format!("meeting held {pair} 1 --on 2026-12-02 --today 2026-12-03"));
    there_and_back(format!("meeting missed {pair} 2 --today 2027-01-20"));
    there_and_back(format!("choose supervision {person} 2"));
    there_and_back("reveal --on 2026-12-01".into());
    there_and_back(format!("conflict add {person} {mentee} --reason cousins"));
    there_and_back(format!("conflict remove {person} {mentee}"));
    there_and_back(format!("withdraw {person} --on 2027-02-01 --reason ill"));
    there_and_back("match --today 2027-02-02".into());
    let other = cohort.pairs()[0].split('-').next().unwrap().to_owned();
    cohort.write("private/closed.csv", &format!("person,from,to\n{other},2027-02-21,2027-04-30\n"));
    there_and_back("schedule --today 2027-02-20".into());
    assert!(undone > 10);
    cohort.ok("check");
}

#[cfg(unix)]
#[test]
fn a_verb_that_finds_nothing_to_do_closes_what_the_lead_left_open_and_writes_nothing() {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    let cohort = Cohort::matched();
    let export = cohort.path("private/surveys/mentors.csv");
    fs::set_permissions(&export, fs::Permissions::from_mode(0o644)).unwrap();
    fs::set_permissions(cohort.path("private/surveys"), fs::Permissions::from_mode(0o755)).unwrap();
    let (before, records) = (cohort.tree(), fs::read_dir(cohort.path(".revmentor/undo")).unwrap().count());
    let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    cohort.ok("build --dry-run");
    assert_eq!(mode(export.clone()), 0o644, "a dry run changes nothing");
    assert!(cohort.ok("build").err.contains("Nothing to do"));
    assert_eq!((mode(export), mode(cohort.path("private/surveys"))), (0o600, 0o700));
    assert!(cohort.tree() == before);
    assert_eq!(fs::read_dir(cohort.path(".revmentor/undo")).unwrap().count(), records);
}

/// What git's HEAD holds is taken back by a verb: it is printed, and works.
#[test]
fn a_committed_change_names_the_command_that_takes_it_back() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    let pair = cohort.pairs()[0].clone();
    for (line, cure) in [
        (format!("withdraw {}", &pair[..3]), "rejoin"),
        (format!("unpair {pair}"), "unpair"),
        (format!("meeting held {pair} 1 --on 2026-11-30"), "meeting planned"),
        ("conflict add M01 E01".to_owned(), "conflict remove"),
        ("choose supervision M01 1".to_owned(), "choose"),
        ("attend induction-mentors M01 --on 2026-11-24".to_owned(), "attend"),
        ("messages sent place M01".to_owned(), "messages sent"),
        ("identity same M01 M02".to_owned(), "identity different"),
        ("reveal --on 2026-12-01".to_owned(), "reveal --retract"),
    ] {
        let clones = Clones::of(&cohort);
        ok(&clones.one, &line);
        commit(&clones.one);
        let said = run_in(&clones.one, &["undo"]);
        assert!(said.status == 1 && said.err.contains("[committed]"), "{line}: {}", said.err);
        assert_eq!(said.err.matches("error[").count(), 1, "{}", said.err);
        ok(&clones.one, printed(&said.err, cure));
    }
}

/// Of a merge that is committed nothing is this machine's to take back.
#[test]
fn a_committed_build_is_not_taken_back() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    let pairs = cohort.pairs();
    let clones = Clones::of(&cohort);
    clones.part(&[&format!("unpair {}", pairs[0])], &[&format!("unpair {}", pairs[1])]);
    let said = run_in(&clones.one, &["undo"]);
    assert!(said.status == 1 && said.err.contains("[nothing-to-undo]"), "{}", said.err);
    ok(&clones.one, "check");
}
