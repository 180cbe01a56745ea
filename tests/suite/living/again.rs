//! Whoever was erased stays erased; whoever applies again after that is somebody new, on every machine.

use std::fs;

use super::acts::copy;
use super::cohort::{Cohort, HEAD_OF_MENTORS, MENTORS, export, git, has_git, run_in};

const AMARA: &str = MENTORS[0].0;

/// A cohort from which Amara was erased, and her id.
fn erased() -> (Cohort, String) {
    let cohort = Cohort::matched();
    let id = cohort.id(AMARA);
    cohort.ok(&format!("erase {id}"));
    (cohort, id)
}

/// The command behind `revmentor` in a help, as it is printed.
fn printed<'a>(said: &'a str, verb: &str) -> &'a str {
    let commands = said.split('`').filter_map(|part| part.strip_prefix("revmentor "));
    commands.into_iter().find(|command| command.starts_with(verb)).unwrap_or_else(|| panic!("no {verb} in {said}"))
}

#[test]
fn somebody_who_applies_again_after_an_erasure_has_a_new_id() {
    let (cohort, id) = erased();
    cohort.write("private/surveys/mentors.csv", &export(HEAD_OF_MENTORS, &MENTORS));
    let left_out = cohort.ok("import").err;
    assert!(left_out.contains(&format!("{id} was erased")) && cohort.files_with("Okonkwo").len() == 1, "{left_out}");
    let said = cohort.ok(printed(&left_out, "rejoin")).err;
    assert!(said.contains(&format!("{id} stays erased")) && said.contains("a new id"), "{said}");
    assert!(cohort.ok(&format!("rejoin {id}")).err.contains("Recorded already"));
    cohort.ok(printed(&said, "import"));
    assert_eq!(cohort.id(AMARA), "M07");
    let log = cohort.ok("log").out;
    assert!(log.contains(&format!("who was {id} may apply again")), "{log}");
    assert_eq!(cohort.run("check").err, "");
    assert!(cohort.ok("build").err.contains("Nothing to do"), "the two ids are not taken for one");
    cohort.ok("match");
    assert!(cohort.pairs().iter().any(|pair| pair.starts_with("M07-")), "{:?}", cohort.pairs());
    // The old id stays erased; only the new one can be erased again, and then the row is left out as before.
    assert!(cohort.ok(&format!("rejoin {id}")).err.contains("has applied again as M07"));
    let again = cohort.run(&format!("erase {id}"));
    assert_eq!(again.status, 1);
    cohort.ok(printed(&again.err, "erase"));
    assert_eq!(cohort.files_with("Okonkwo"), Vec::<String>::new());
    cohort.write("private/surveys/mentors.csv", &export(HEAD_OF_MENTORS, &MENTORS));
    assert!(cohort.ok("import").err.contains("M07 was erased"));
    assert_eq!(cohort.run("check").err, "");
}

#[test]
fn a_readmission_by_mistake_is_taken_back_by_erasing_again() {
    let (cohort, id) = erased();
    let said = cohort.ok(&format!("rejoin {id}")).err;
    cohort.ok(printed(&said, "erase"));
    cohort.write("private/surveys/mentors.csv", &export(HEAD_OF_MENTORS, &MENTORS));
    assert!(cohort.ok("import").err.contains(&format!("{id} was erased")));
    assert!(!cohort.read("private/register.csv").contains("Okonkwo"));
}

/// A second lead whose register still holds the old row never lets it pass for the new application.
#[test]
fn a_second_lead_erases_before_the_new_application_is_read() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    for words in [&["init", "-q", "-b", "main"][..], &["add", "-A"], &["commit", "-qm", "begin"]] {
        cohort.git(words);
    }
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("other");
    copy(cohort.root(), &other);
    let id = cohort.id(AMARA);
    cohort.ok(&format!("erase {id}"));
    cohort.ok(&format!("rejoin {id}"));
    cohort.write("private/surveys/mentors.csv", &export(HEAD_OF_MENTORS, &MENTORS));
    cohort.ok("import");
    cohort.git(&["add", "-A"]);
    cohort.git(&["commit", "-qm", "applied again"]);
    git(&other, &["pull", "-q", cohort.root().to_str().unwrap(), "main"]);
    let ok = |line: &str| {
        let said = run_in(&other, &line.split(' ').collect::<Vec<_>>());
        assert_eq!(said.status, 0, "{line}: {}{}", said.out, said.err);
        said.err
    };
    assert!(ok("status").contains("not-yet-erased"));
    let left_out = ok("import");
    assert!(left_out.contains("then put a new export into place"), "{left_out}");
    ok(printed(&left_out, "erase"));
    fs::write(other.join("private/surveys/mentors.csv"), export(HEAD_OF_MENTORS, &MENTORS)).unwrap();
    ok("import");
    let register = fs::read_to_string(other.join("private/register.csv")).unwrap();
    assert!(register.contains("\nM07,mentor,Amara Okonkwo,"), "{register}");
    assert_eq!(run_in(&other, &["check"]).status, 0);
    assert_eq!(git(&other, &["status", "--porcelain", "facts"]), "", "what the first lead recorded is enough");
}

/// A departure that was planned by mistake, and whose day has come, is taken back whole: the later meetings come back too.
#[test]
fn a_departure_that_has_come_is_taken_back_with_its_later_meetings() {
    let cohort = Cohort::matched();
    let pair = cohort.pairs()[0].clone();
    let planned =
        || cohort.read("meetings.csv").lines().filter(|row| row.starts_with(&pair) && row.contains(",planned,")).count();
    let all = planned();
    for person in pair.split('-') {
        cohort.ok(&format!("withdraw {person} --on 2027-01-10 --reason workload --today 2026-12-01"));
        assert!((1..all).contains(&planned()));
        cohort.ok("match --today 2027-01-12");
        assert!(!cohort.pairs().contains(&pair));
        let said = cohort.ok(&format!("rejoin {person} --mistake --today 2027-01-13")).err;
        assert!(said.contains(&format!("The pair {pair} goes on, with {all} planned meetings.")), "{said}");
        assert_eq!(planned(), all);
        assert_eq!(cohort.run("check --today 2027-01-13").status, 0);
    }
}

/// Nobody meets two people on one day, also where a pair goes on again that had the day first.
#[test]
fn a_pair_that_goes_on_leaves_the_days_of_its_peoples_other_pairs() {
    let cohort = Cohort::with_room_for_two(3);
    cohort.ok("match --seed 7 --today 2026-11-01");
    let pairs = cohort.pairs();
    let mentor = |pair: &str| pair[..3].to_owned();
    let of_two = |pair: &&String| pairs.iter().filter(|other| mentor(other) == mentor(pair)).count() == 2;
    let one = pairs.iter().find(of_two).unwrap();
    let other = pairs.iter().find(|other| *other != one && mentor(other) == mentor(one)).unwrap();
    let day = |pair: &str, number: u32| {
        let meetings = cohort.read("meetings.csv");
        let row = meetings.lines().find(|row| row.starts_with(&format!("{pair},{number},"))).unwrap().to_owned();
        row.split(',').nth(3).unwrap().to_owned()
    };
    let taken = day(one, 2);
    assert_ne!(taken, day(other, 2));
    cohort.ok(&format!("unpair {one}"));
    cohort.ok(&format!("meeting move {other} 2 --on {taken} --force"));
    let said = cohort.ok(&format!("unpair {one} --retract")).err;
    assert!(said.contains(&format!("{one} had meetings on days that no longer fit")), "{said}");
    assert_eq!(day(other, 2), taken);
    assert_ne!(day(one, 2), taken);
}
