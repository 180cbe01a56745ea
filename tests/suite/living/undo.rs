//! Every change can be taken back, byte for byte.

use super::cohort::Cohort;

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
