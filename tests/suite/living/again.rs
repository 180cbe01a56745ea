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
