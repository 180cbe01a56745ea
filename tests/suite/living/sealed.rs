//! The private folder sealed on one machine and opened on another, with the real program where it is installed and with one that
//! only pretends everywhere.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::cohort::{Cohort, Said, has_git, tree};

pub(super) const ANNA: &str = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";

/// Pretends to be age: writes down how it was called, and shifts every byte instead of encrypting.
const PRETENDER: &str = r#"#!/bin/sh
log=$(dirname "$0")/called
case "$1" in
--version) echo v0; exit 0 ;;
-d)
    echo "open $*" >> "$log"
    case "$3" in *wrong*) echo 'age: error: no identity matched any of the recipients' >&2; exit 1 ;; esac
    tail -n +2 | tr '\200-\377\000-\177' '\000-\377' ;;
*)
    echo "seal $*" >> "$log"
    printf 'age-encryption.org/v1\n'
    tr '\000-\377' '\200-\377\000-\177' ;;
esac
"#;

/// A machine with a folder of programs of its own.
pub(super) struct Machine {
    folder: tempfile::TempDir,
    path: String,
}

impl Machine {
    /// On which the pretender is installed as `age`, or as whatever it is called here.
    pub(super) fn with(names: &[&str]) -> Machine {
        let folder = tempfile::tempdir().unwrap();
        for name in names {
            fs::write(folder.path().join(name), PRETENDER).unwrap();
            fs::set_permissions(folder.path().join(name), fs::Permissions::from_mode(0o755)).unwrap();
        }
        // The tools of the pretender and git, but no age.
        let tools = folder.path().join("tools");
        fs::create_dir(&tools).unwrap();
        for tool in ["sh", "git", "dirname", "tail", "tr"] {
            let found = Command::new("sh").args(["-c", &format!("command -v {tool}")]).output().unwrap();
            let found = String::from_utf8(found.stdout).unwrap();
            if !found.trim().is_empty() {
                std::os::unix::fs::symlink(found.trim(), tools.join(tool)).unwrap();
            }
        }
        let path = format!("{}:{}", folder.path().display(), tools.display());
        Machine { folder, path }
    }

    /// The real one, if there is one.
    #[expect(clippy::print_stderr, reason = "a test that is passed over says so")]
    fn real() -> Option<Machine> {
        let there = |name: &&str| Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success());
        if !["age", "rage"].iter().any(there) || !there(&"age-keygen") {
            eprintln!("passed over: neither age nor rage is installed");
            return None;
        }
        Some(Machine { folder: tempfile::tempdir().unwrap(), path: std::env::var("PATH").unwrap() })
    }

    pub(super) fn run(&self, root: &Path, words: &[&str]) -> Said {
        let mut program = Command::new(env!("CARGO_BIN_EXE_revmentor"));
        let output = program.current_dir(root).env("PATH", &self.path).env("REVMENTOR_TODAY", "2026-12-01").args(words).output();
        let output = output.unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let status = output.status.code().and_then(|code| u8::try_from(code).ok()).unwrap();
        Said { status, out: text(output.stdout), err: text(output.stderr) }
    }

    fn ok(&self, root: &Path, words: &[&str]) -> Said {
        let said = self.run(root, words);
        assert_eq!(said.status, 0, "{words:?}\n{}{}", said.out, said.err);
        said
    }

    fn called(&self) -> String {
        fs::read_to_string(self.folder.path().join("called")).unwrap_or_default()
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// A copy of what a clone of the directory has: everything but what is private or local.
fn clone_of(cohort: &Cohort, to: &Path) -> PathBuf {
    let root = to.join("clone");
    for (name, bytes) in tree(cohort.root(), &["private", ".revmentor", ".git"]) {
        let file = root.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    root
}

fn private(root: &Path) -> Vec<(String, Vec<u8>)> {
    // A bundle holds no bundle, and no view that a clone makes itself.
    let sealed = |name: &str| ["private/private.age", "private/people.csv", "private/pairs.csv"].contains(&name);
    tree(root, &[]).into_iter().filter(|(name, _)| name.starts_with("private/") && !sealed(name)).collect()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_second_lead_gets_every_private_file_and_nobody_else_any() {
    let machine = Machine::with(&["age"]);
    let cohort = Cohort::matched();
    machine.ok(cohort.root(), &["seal", "--to", ANNA]);
    let bundle = cohort.path("private/private.age");
    assert_eq!(mode(&bundle), 0o600);
    assert_eq!(machine.called(), format!("seal -r {ANNA}\n"), "nothing but the public key is on the command line");
    let clone = clone_of(&cohort, machine.folder.path());
    let sent = machine.file("sent.age");
    fs::copy(&bundle, &sent).unwrap();
    fs::write(machine.file("secret.txt"), "AGE-SECRET-KEY-1").unwrap();
    let (sent, secret) = (sent.display().to_string(), machine.file("secret.txt").display().to_string());
    let words = ["unseal", &sent, "--identity", &secret];

    let dry = machine.ok(&clone, &[&words[..], &["--dry-run"]].concat());
    assert!(dry.err.contains("Dry run") && !clone.join("private").exists(), "{}", dry.err);
    let said = machine.ok(&clone, &words);
    assert!(said.err.contains("12 people are known by name now"), "{}", said.err);
    assert!(private(&clone) == private(cohort.root()), "what was sealed is what comes out");
    assert_eq!((mode(&clone.join("private")), mode(&clone.join("private/key"))), (0o700, 0o600));
    machine.ok(&clone, &["check"]);
    machine.ok(&clone, &["match"]);
    let again = machine.ok(&clone, &words);
    assert!(again.err.contains("0 of"), "{}", again.err);
    assert!(machine.called().lines().skip(1).all(|line| line == format!("open -d -i {secret}")), "{}", machine.called());
    // No plain text anywhere but in private/ and in the records of the transaction.
    for (name, bytes) in tree(machine.folder.path(), &["clone/private", "clone/.revmentor"]) {
        assert!(!String::from_utf8_lossy(&bytes).contains("Okonkwo"), "{name}");
    }
}

#[test]
fn the_real_program_seals_and_opens() {
    let Some(machine) = Machine::real() else { return };
    let cohort = Cohort::matched();
    let identity = machine.file("identity.txt");
    let made = Command::new("age-keygen").arg("-o").arg(&identity).output().unwrap();
    let told = String::from_utf8(made.stderr).unwrap();
    let key = told.split_whitespace().find(|word| word.starts_with("age1")).unwrap().to_owned();
    fs::write(machine.file("leads.txt"), format!("# the leads\n{key}\n")).unwrap();
    let (leads, out) = (machine.file("leads.txt").display().to_string(), machine.file("out.age").display().to_string());
    machine.ok(cohort.root(), &["seal", "--recipients", &leads, "--to", &key, "--out", &out]);
    assert!(fs::read(&out).unwrap().starts_with(b"age-encryption.org/v1\n"));
    let clone = clone_of(&cohort, machine.folder.path());
    let said = machine.run(&clone, &["unseal", &out]);
    assert!(said.status != 0 && said.err.contains("[not-opened]") && said.err.contains("--identity"), "{}", said.err);
    machine.ok(&clone, &["unseal", &out, "--identity", &identity.display().to_string()]);
    assert!(private(&clone) == private(cohort.root()));

    let mut bytes = fs::read(&out).unwrap();
    let last = bytes.len() - 40;
    bytes[last] ^= 1;
    fs::write(&out, bytes).unwrap();
    fs::remove_dir_all(clone.join("private")).unwrap();
    let said = machine.run(&clone, &["unseal", &out, "--identity", &identity.display().to_string()]);
    assert!(said.status == 2 && !clone.join("private").exists(), "a damaged bundle gives nothing: {}", said.err);
}

#[test]
fn without_a_program_the_lead_is_told_what_to_install() {
    let machine = Machine::with(&[]);
    let cohort = Cohort::matched();
    let before = tree(cohort.root(), &[]);
    let said = machine.run(cohort.root(), &["seal", "--to", ANNA]);
    assert!(said.status == 1 && said.err.contains("[no-age]") && said.err.contains("apt install age"), "{}", said.err);
    assert!(tree(cohort.root(), &[]) == before);
    let twin = Machine::with(&["rage"]);
    twin.ok(cohort.root(), &["seal", "--to", ANNA]);
    assert_eq!(twin.called().lines().count(), 1);
}

#[test]
fn a_private_folder_that_is_other_is_never_overwritten_unasked() {
    let machine = Machine::with(&["age"]);
    let cohort = Cohort::matched();
    let out = machine.file("b.age").display().to_string();
    machine.ok(cohort.root(), &["seal", "--to", ANNA, "--out", &out]);
    cohort.ok_words(&["conflict", "add", &cohort.id("Amara Okonkwo"), &cohort.id("Henry Harcourt"), "--reason", "a shared flat"]);
    cohort.write("private/surveys/mentors.csv", "edited\n");
    let before = tree(cohort.root(), &[]);
    let said = machine.run(cohort.root(), &["unseal", &out]);
    assert!(
        said.status == 1
            && said.err.contains("[private-differs]")
            && said.err.contains("private/surveys/mentors.csv")
            && said.err.contains("--replace"),
        "{}",
        said.err
    );
    assert!(said.out.contains("private/notes.csv") && said.out.contains("only here"), "{}", said.out);
    assert!(tree(cohort.root(), &[]) == before);
    machine.ok(cohort.root(), &["unseal", &out, "--replace"]);
    assert!(cohort.read("private/surveys/mentors.csv").contains("Okonkwo"));
    assert!(cohort.read("private/notes.csv").contains("a shared flat"), "what is only here stays");
    machine.ok(cohort.root(), &["undo"]);
    assert_eq!(cohort.read("private/surveys/mentors.csv"), "edited\n");
}

#[test]
fn a_bundle_of_another_cohort_is_refused() {
    let machine = Machine::with(&["age"]);
    let (cohort, other) = (Cohort::matched(), Cohort::matched());
    let out = machine.file("b.age").display().to_string();
    let before = tree(other.root(), &[]);
    other.write("private/key", &"5a".repeat(32));
    machine.ok(other.root(), &["seal", "--to", ANNA, "--out", &out]);
    fs::remove_dir_all(cohort.path("private")).unwrap();
    let said = machine.run(cohort.root(), &["unseal", &out, "--replace"]);
    assert!(
        said.status == 2
            && said.err.contains("[other-cohort]")
            && said.err.contains("is somebody else here")
            && !cohort.path("private").exists(),
        "{}",
        said.err
    );
    assert!(!said.err.contains("Okonkwo") && !before.is_empty(), "{}", said.err);
    fs::remove_file(other.path("private/register.csv")).unwrap();
    machine.ok(other.root(), &["seal", "--to", ANNA, "--out", &out]);
    let said = machine.run(cohort.root(), &["unseal", &out]);
    assert!(said.status == 2 && said.err.contains("knows nobody"), "{}", said.err);
}

#[test]
fn mistakes_are_refused_and_nothing_is_written() {
    let machine = Machine::with(&["age"]);
    let cohort = Cohort::matched();
    cohort.write("notes.txt", "mine");
    let before = tree(cohort.root(), &[]);
    for (words, status, says) in [
        (&["seal"][..], 2, "nobody is named"),
        (&["seal", "--to", "AGE-SECRET-KEY-1XYZ"], 2, "this is a secret key"),
        (&["seal", "--to", "anna@trust.example"], 2, "no public key"),
        (&["seal", "--recipients", "nowhere.txt"], 2, "nowhere.txt"),
        (&["seal", "--to", ANNA, "--out", "notes.txt"], 2, "is not overwritten"),
        (&["seal", "--to", ANNA, "--out", "no/such/folder.age"], 1, "[disk]: the disk refused"),
        (&["unseal", "nowhere.age"], 2, "name the bundle that"),
        (&["unseal", "notes.txt"], 2, "not an age file"),
        (&["unseal", "notes.txt", "--identity", "x"], 2, "notes.txt"),
    ] {
        let said = machine.run(cohort.root(), words);
        assert!(said.status == status && said.err.contains(says), "{words:?} {}: {}", said.status, said.err);
        assert!(!said.err.contains("1XYZ") && tree(cohort.root(), &[]) == before, "{words:?}");
    }
    let out = machine.file("b.age").display().to_string();
    machine.ok(cohort.root(), &["seal", "--to", ANNA, "--out", &out]);
    fs::write(machine.file("wrong.txt"), "").unwrap();
    let said = machine.run(cohort.root(), &["unseal", &out, "--identity", &machine.file("wrong.txt").display().to_string()]);
    assert!(
        said.status == 2 && said.err.contains("no identity matched") && said.err.contains("sealed for its public key"),
        "{}",
        said.err
    );
}

#[test]
fn recipients_of_cohort_toml_are_keys_without_names() {
    let machine = Machine::with(&["age"]);
    let cohort = Cohort::matched();
    let settings = cohort.read("cohort.toml");
    let with = |recipients: &str| cohort.write("cohort.toml", &format!("{settings}\n[privacy]\nrecipients = [{recipients}]\n"));
    with(&format!("\"{ANNA}\", \"ssh-ed25519 AAAAC3NzaC1lZDI1\""));
    machine.ok(cohort.root(), &["seal"]);
    assert_eq!(machine.called(), format!("seal -r {ANNA} -r ssh-ed25519 AAAAC3NzaC1lZDI1\n"));
    with("\"ssh-ed25519 AAAAC3NzaC1lZDI1 amara@laptop\"");
    let said = machine.run(cohort.root(), &["status"]);
    assert!(said.status == 2 && said.err.contains("the comment of this SSH key names its owner"), "{}", said.err);
    with("\"AGE-SECRET-KEY-1XYZ\"");
    assert!(machine.run(cohort.root(), &["status"]).err.contains("this is a secret key"));
}

#[test]
fn a_bundle_that_git_would_take_is_said_and_an_erasure_takes_it_away() {
    if !has_git() {
        return;
    }
    let machine = Machine::with(&["age"]);
    let cohort = Cohort::matched();
    cohort.git(&["init", "-q"]);
    let said = machine.ok(cohort.root(), &["seal", "--to", ANNA, "--out", "b.age"]);
    assert!(said.err.contains("[would-be-committed]"), "{}", said.err);
    let said = machine.ok(cohort.root(), &["seal", "--to", ANNA]);
    assert!(!said.err.contains("a commit would take"), "{}", said.err);
    machine.ok(cohort.root(), &["erase", "Okonkwo"]);
    assert!(!cohort.path("private/private.age").exists());
    let clone = clone_of(&cohort, machine.folder.path());
    let said = machine.ok(&clone, &["unseal", &cohort.path("b.age").display().to_string()]);
    assert!(said.err.contains("[not-yet-erased]"), "{}", said.err);
}
