//! Personal data where git keeps it: none through a whole life, and every planted leak found, in the words of an id.

use super::cohort::{Cohort, MENTEES, MENTORS, address, git, has_git};

fn commit(cohort: &Cohort, message: &str) {
    cohort.git(&["add", "-A"]);
    cohort.git(&["commit", "-q", "--allow-empty", "-m", message]);
}

fn in_git() -> Option<Cohort> {
    if !has_git() {
        return None;
    }
    let cohort = Cohort::new();
    cohort.git(&["init", "-q"]);
    commit(&cohort, "Begin");
    Some(cohort)
}

#[test]
fn a_whole_life_leaves_no_name_in_git() {
    let Some(cohort) = in_git() else { return };
    let lines = |cohort: &Cohort| {
        let pair = cohort.pairs()[0].clone();
        let (mentor, mentee) = pair.split_once('-').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
        vec![
            format!("meeting held {pair} 1 --on 2026-11-18 --today 2026-11-20"),
            format!("choose supervision {mentor} 1"),
            "reveal --on 2026-12-01".to_owned(),
            format!("conflict add {} {mentee} --reason cousins", cohort.id("Efua Mensah")),
            format!("withdraw {mentor} --reason ill --today 2027-01-20"),
            "match --today 2027-01-21".to_owned(),
            "schedule --today 2027-01-22".to_owned(),
            "erase Okonkwo --today 2027-01-23".to_owned(),
            "build --today 2027-01-24".to_owned(),
        ]
    };
    cohort.ok("match --seed 7 --today 2026-11-01");
    commit(&cohort, "Match");
    for line in lines(&cohort) {
        cohort.ok(&line);
        commit(&cohort, line.split(' ').next().unwrap());
        cohort.ok("check --privacy");
    }
    let everything = cohort.git(&["rev-list", "--all", "--reflog", "--objects"]);
    let objects: Vec<&str> = everything.lines().filter_map(|line| line.split(' ').next()).collect();
    let mut held = everything.clone();
    for object in &objects {
        held += &git(cohort.root(), &["cat-file", "-p", object]);
    }
    held += &cohort.git(&["log", "-g", "--all", "--format=%gs"]);
    let key = cohort.read("private/key");
    for text in
        MENTORS.iter().chain(&MENTEES).flat_map(|(name, ..)| [(*name).to_owned(), address(name)]).chain([key.trim().to_owned()])
    {
        assert!(!held.to_lowercase().contains(&text.to_lowercase()), "{text}");
    }
    assert!(objects.len() > 60);
}

/// A leak: what is done, the datum in it, and what must be said of it.
type Leak = (&'static str, fn(&Cohort), &'static str, &'static str);

const LEAKS: [Leak; 18] = [
    ("a name in a new file", |c| plant(c, "notes.md", "with Bilal Hashemi"), "name", "notes.md, line 1"),
    ("a name turned round", |c| plant(c, "notes.md", "x\nHASHEMI, Bilal"), "name", "notes.md, line 2"),
    ("a surname", |c| plant(c, "notes.md", "Dr Thornbury rang"), "surname", "notes.md, line 1"),
    ("a surname with accents", |c| plant(c, "notes.md", "pani Wisniewska"), "surname", "notes.md, line 1"),
    ("an address", |c| plant(c, "notes.md", "to: efua.mensah@trust.example;"), "address", "notes.md, line 1"),
    ("a free answer", |c| plant(c, "notes.md", "A word that only Chandra would EVER write."), "answer", "notes.md, line 1"),
    ("the key in hexadecimal digits", |c| plant(c, "notes.md", &hex(&c.read("private/key"))), "key", "notes.md, line 1"),
    ("the key as it is", |c| plant(c, "key.backup", &format!("\0{}\0", c.read("private/key"))), "key", "key.backup"),
    (
        "cohort.toml",
        |c| plant(c, "cohort.toml", &format!("{}\n# ask Dr Harcourt", c.read("cohort.toml"))),
        "surname",
        "cohort.toml",
    ),
    (
        "only staged",
        |c| {
            plant(c, "notes.md", "Bilal Hashemi");
            c.write("notes.md", "nobody");
        },
        "name",
        "staged",
    ),
    (
        "taken out again",
        |c| {
            plant(c, "notes.md", "Bilal Hashemi");
            commit(c, "Add");
            c.git(&["rm", "-q", "notes.md"]);
            commit(c, "Take out");
        },
        "name",
        "history",
    ),
    (
        "amended",
        |c| {
            plant(c, "notes.md", "x");
            commit(c, "For Bilal Hashemi");
            c.git(&["commit", "-q", "--amend", "-m", "For nobody"]);
        },
        "name",
        "commit ",
    ),
    (
        "stashed",
        |c| {
            plant(c, "notes.md", "x");
            commit(c, "Add");
            c.write("notes.md", "Bilal Hashemi");
            c.git(&["stash", "-q"]);
        },
        "name",
        "history",
    ),
    ("the name of a file", |c| plant(c, "letters/Bilal_Hashemi.md", "x"), "name", "letters/"),
    ("the message of a tag", |c| drop(c.git(&["tag", "-a", "v1", "-m", "for Bilal Hashemi"])), "name", "tag "),
    (
        "replaced",
        |c| {
            plant(c, "notes.md", "Bilal Hashemi");
            commit(c, "Add");
            let object = c.git(&["rev-parse", "HEAD:notes.md"]);
            plant(c, "notes.md", "nobody");
            commit(c, "Take out");
            c.git(&["replace", object.trim(), c.git(&["rev-parse", "HEAD:notes.md"]).trim()]);
        },
        "name",
        "history",
    ),
    (
        "staged in another work tree",
        |c| {
            c.git(&["worktree", "add", "-q", "../other", "-b", "other"]);
            c.write("../other/notes.md", "Bilal Hashemi");
            git(&c.path("../other"), &["add", "notes.md"]);
        },
        "name",
        "staged",
    ),
    ("the name of a branch", |c| drop(c.git(&["branch", "for-bilal-hashemi"])), "name", "branches"),
];

fn hex(text: &str) -> String {
    text.bytes().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|digit| char::from_digit(digit.into(), 16)).collect()
}

fn plant(cohort: &Cohort, file: &str, text: &str) {
    cohort.write(file, text);
    cohort.git(&["add", "-A"]);
}

#[test]
fn every_planted_leak_is_found_and_never_repeated() {
    for (what, leak, kind, place) in LEAKS {
        let Some(cohort) = in_git() else { return };
        cohort.ok("import");
        commit(&cohort, "Import");
        cohort.ok("check --privacy");
        leak(&cohort);
        let said = cohort.run("check --privacy");
        assert_eq!(said.status, 1, "{what}: not found");
        assert!(
            (said.err.contains(&format!("'s {kind} ")) || said.err.contains(&format!("the {kind} "))) && said.err.contains(place),
            "{what}: {}",
            said.err
        );
        let told = format!("{}{}", said.out, said.err).to_lowercase();
        // A file's own name is how the lead finds it.
        let told = told.replace("letters/bilal_hashemi.md", "");
        for datum in ["hashemi", "thornbury", "wisniewska", "harcourt", "efua", "only chandra"] {
            assert!(!told.contains(datum), "{what}: {datum} is said: {told}");
        }
    }
}

#[test]
fn a_private_file_in_git_is_found_even_without_a_name_in_it() {
    let Some(cohort) = in_git() else { return };
    cohort.write("private/letters/dean/all.md", "nothing");
    cohort.git(&["add", "-f", "private/letters/dean/all.md"]);
    assert!(cohort.run("check --privacy").err.contains("[private-in-git]"));
    assert_eq!(cohort.run("check").status, 1);
}

#[test]
fn the_options_of_the_form_and_the_programs_own_words_are_no_leaks() {
    let Some(cohort) = in_git() else { return };
    let people =
        [("Ada London", "a very long option of the form", ""), ("Tom Score", "exams", "none"), ("Jo Session", "exams", "No")];
    cohort.write("private/surveys/mentors.csv", &super::cohort::export(super::cohort::HEAD_OF_MENTORS, &people));
    let options = "separator = \";\", options = [\"a very long option of the form\"] }";
    let settings = cohort.read("cohort.toml");
    cohort.write("cohort.toml", &settings.replacen("separator = \";\" }", options, 1));
    cohort.ok("match --seed 7");
    commit(&cohort, "Match");
    cohort.ok("check --privacy");
    cohort.ok("check");
    plant(&cohort, "notes.md", "Ada London");
    assert_eq!(cohort.run("check --privacy").status, 1, "the full name is sought all the same");
}

#[test]
fn a_repository_that_git_does_not_read_is_no_clean_one() {
    let Some(cohort) = in_git() else { return };
    cohort.ok("import");
    cohort.write(".git/HEAD", "");
    let said = cohort.run("check --privacy");
    assert!(said.status == 1 && said.err.contains("git does not answer"), "{}", said.err);
}

#[test]
fn what_nothing_leads_to_any_more_is_said_and_stops_nobody() {
    let Some(cohort) = in_git() else { return };
    cohort.ok("import");
    plant(&cohort, "notes.md", "Bilal Hashemi");
    plant(&cohort, "notes.md", "nobody");
    let said = cohort.ok("check --privacy");
    assert!(said.err.contains("nothing in git refers to") && said.err.contains("git gc --prune=now"), "{}", said.err);
    assert!(!said.err.contains("Hashemi"), "{}", said.err);
    cohort.git(&["prune", "--expire=now"]);
    assert!(!cohort.ok("check --privacy").err.contains("personal-datum"));
}

#[test]
fn a_submodule_is_said_not_to_have_been_looked_into() {
    let (Some(cohort), Some(other)) = (in_git(), in_git()) else { return };
    let source = other.root().display().to_string();
    cohort.git(&["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &source, "papers"]);
    commit(&cohort, "Add the papers");
    let said = cohort.ok("check --privacy");
    assert!(said.err.contains("papers") && said.err.contains("[submodule]"), "{}", said.err);
    assert!(!cohort.ok("check").err.contains("submodule"));
}

#[test]
fn a_repository_within_the_cohort_is_named() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    cohort.git(&["init", "-q"]);
    std::fs::create_dir(cohort.path("other")).unwrap();
    git(&cohort.path("other"), &["init", "-q"]);
    let said = cohort.ok("check --privacy").err;
    assert!(said.contains("[submodule]") && said.contains("other"), "{said}");
}

#[test]
fn a_history_that_was_cut_off_is_no_clean_one() {
    let Some(cohort) = in_git() else { return };
    commit(&cohort, "Go on");
    let folder = tempfile::tempdir().unwrap();
    let source = format!("file://{}", cohort.root().display());
    git(folder.path(), &["clone", "-q", "--depth", "1", &source, "clone"]);
    let said = super::cohort::run_in(&folder.path().join("clone"), &["check", "--privacy"]);
    assert!(said.status == 1 && said.err.contains("[shallow]"), "{}", said.err);
}

#[test]
fn a_clone_without_names_does_not_say_that_all_is_well() {
    let Some(cohort) = in_git() else { return };
    std::fs::remove_dir_all(cohort.path("private")).unwrap();
    let said = cohort.run("check --privacy");
    assert!(said.status == 1 && said.err.contains("nobody's name is known"), "{}", said.err);
}

/// Runs git with the program on the PATH.
#[cfg(unix)]
fn with_program(cohort: &Cohort, words: &str) -> (bool, String) {
    let output = super::shell::with_program(cohort.root(), &format!("git {words}"));
    (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[cfg(unix)]
#[test]
fn the_hook_lets_no_leak_and_no_broken_cohort_pass() {
    if !has_git() {
        return;
    }
    // The cohort stands one folder below the top of its repository.
    let cohort = Cohort::new();
    let top = cohort.root().parent().unwrap().to_path_buf();
    git(&top, &["init", "-q"]);
    assert!(cohort.ok("init --hook").err.contains("The hooks are installed"));
    assert!(cohort.ok("init --hook").err.contains("already installed"));
    cohort.ok("match --seed 7 --today 2026-11-01");
    cohort.git(&["add", "-A"]);
    let (passed, said) = with_program(&cohort, "commit -qm Match");
    assert!(passed, "{said}");
    let readme = cohort.read("README.md");
    cohort.write("notes.md", "nobody");
    cohort.git(&["add", "-A"]);
    let refused = super::shell::without_program(cohort.root(), "git commit -qm x");
    let said = String::from_utf8_lossy(&refused.stderr);
    assert!(!refused.status.success() && said.contains("revmentor was not found"), "without the program nothing passes: {said}");
    assert!(with_program(&cohort, "commit -qm Notes").0);
    cohort.write("notes.md", "Bilal Hashemi");
    for words in ["commit -qam x", "commit -qm x -- notes.md"] {
        let (passed, said) = with_program(&cohort, words);
        assert!(!passed && said.contains("M05's name") && !said.contains("Hashemi"), "{words:?}: {said}");
    }
    cohort.git(&["add", "-A"]);
    cohort.write("notes.md", "nobody");
    assert!(!with_program(&cohort, "commit -qm x").0, "what is staged counts, not what lies there");
    cohort.git(&["add", "-A"]);
    cohort.write("README.md", &format!("{readme}by hand\n"));
    let (passed, said) = with_program(&cohort, "commit -qam x");
    assert!(!passed && said.contains("README.md"), "{said}");
    cohort.write("README.md", &readme);
    cohort.git(&["add", "-A"]);
    assert!(with_program(&cohort, "commit --allow-empty -qm x").0);
}

#[cfg(unix)]
#[test]
fn the_hook_names_a_pair_that_became_forbidden_and_lets_the_fact_pass() {
    if !has_git() {
        return;
    }
    let cohort = Cohort::matched();
    cohort.git(&["init", "-q"]);
    cohort.ok("init --hook");
    cohort.git(&["add", "-A"]);
    assert!(with_program(&cohort, "commit -qm begin").0);
    let pairs = cohort.pairs();
    // A lead with the names, and one without.
    for (pair, is_private) in pairs.iter().zip([true, false]) {
        if !is_private {
            std::fs::remove_dir_all(cohort.path("private")).unwrap();
        }
        cohort.ok(&format!("conflict add {}", pair.replace('-', " ")));
        let check = cohort.run("check");
        assert!(check.status == 1 && check.err.contains("[forbidden-pair]"), "{}", check.err);
        cohort.git(&["add", "-A"]);
        let (passed, said) = with_program(&cohort, "commit -qm conflict");
        assert!(passed && said.contains(&format!("{pair} goes on although a conflict")), "{said}");
    }
    let readme = cohort.read("README.md");
    cohort.write("README.md", &format!("{readme}by hand\n"));
    assert!(!with_program(&cohort, "commit -qam x").0, "what nothing repairs does not pass");
}

#[test]
fn a_hook_of_somebody_elses_stays_and_the_lead_is_told_what_to_add() {
    let Some(cohort) = in_git() else { return };
    cohort.write(".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n");
    let said = cohort.run("init --hook");
    assert!(
        said.status == 0 && said.err.contains("[foreign-hook]") && said.err.contains("again: revmentor -C . check || exit 1"),
        "{}",
        said.err
    );
    assert!(said.err.contains("as far as no other hook is in their place: commit-msg, pre-push"), "{}", said.err);
    assert_eq!(cohort.read(".git/hooks/pre-commit"), "#!/bin/sh\nexit 0\n");
    assert!(cohort.read(".git/hooks/pre-push").contains("revmentor init --hook"));
    cohort.ok("import");
    assert!(cohort.run("check").err.contains("[no-hook]"), "one is still missing");
    for hook in ["pre-commit", "commit-msg", "pre-push"] {
        std::fs::remove_file(cohort.path(&format!(".git/hooks/{hook}"))).unwrap();
    }
    let shared = tempfile::tempdir().unwrap();
    cohort.git(&["config", "core.hooksPath", &shared.path().display().to_string()]);
    assert_eq!(cohort.run("init --hook").status, 1);
    assert_eq!(std::fs::read_dir(shared.path()).unwrap().count(), 0);
}

#[test]
fn a_new_cohort_can_have_its_hook_from_the_start() {
    let Some(cohort) = in_git() else { return };
    let below = cohort.root().join("private/..").canonicalize().unwrap().join("next year");
    let said = cohort.ok_words(&["init", &below.display().to_string(), "--hook"]);
    assert!(said.err.contains("The hooks are installed"), "{}", said.err);
    assert!(cohort.read(".git/hooks/pre-commit").contains("cohort 'next year' || exit 1\n"));
    assert!(cohort.ok("init --hook").err.contains("check this cohort, too"));
    let alone = tempfile::tempdir().unwrap();
    let said = cohort.run_words(&["init", &alone.path().join("x").display().to_string(), "--hook"]);
    assert!(said.status == 1 && alone.path().join("x/cohort.toml").exists(), "{}", said.err);
    let within = cohort.ok_words(&["init", &cohort.root().join("another").display().to_string()]);
    assert!(within.err.contains("[inside-another]"), "{}", within.err);
}
