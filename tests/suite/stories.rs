//! Cases that are directories: `in/` is a cohort directory, `run` a list of command lines, `out/` what a lead would commit
//! afterwards, `terminal.txt` what was seen. Every case of `examples/` is played and compared byte for byte.
//!
//! `REGENERATE=1 cargo test stories` writes `out/` and `terminal.txt` anew; read the difference before you commit it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The files of a directory by their paths, with forward slashes.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// What a lead would not commit.
const NOT_COMMITTED: [&str; 3] = ["private", ".revmentor", ".git"];

/// The program in `directory`, with an environment of its own.
pub(crate) fn program(directory: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_revmentor"));
    command.args(arguments).current_dir(directory).env_clear().env("NO_COLOR", "1");
    command
}

/// What the program said and how it ended.
pub(crate) struct Said {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn said(command: &mut Command) -> Said {
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Said { status: status.code().unwrap_or(-1), out: text(stdout), err: text(stderr) }
}

/// Every file below `root` that is not in one of the folders `skip`.
pub(crate) fn tree(root: &Path, skip: &[&str]) -> Tree {
    let mut files = Tree::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            if skip.contains(&name.as_str()) {
                continue;
            }
            if path.is_symlink() {
                files.insert(name, fs::read_link(&path).unwrap().into_os_string().into_encoded_bytes());
            } else if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

pub(crate) fn write(root: &Path, files: &Tree) {
    for (name, bytes) in files {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
}

pub(crate) fn example(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(name)
}

/// What goes into an example, in a directory of its own.
pub(crate) fn laid_out(example: &Path) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    write(directory.path(), &tree(&example.join("in"), &[]));
    directory
}

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir(example("")).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|case| case.is_dir());
    cases.sort();
    assert!(cases.len() >= 4, "an example is gone");
    cases
}

/// The lines of `run`, with the status each has to end with: 0, or what stands before a colon. `# …` is a comment.
fn lines(case: &Path) -> Vec<(i32, String)> {
    let text = fs::read_to_string(case.join("run")).unwrap();
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let status = |line: &str| match line.split_once(": ") {
        Some((status, line)) if status.len() == 1 => (status.parse().unwrap(), line.to_owned()),
        _ => (0, line.to_owned()),
    };
    lines.map(status).collect()
}

/// Plays a case: the program is started for every line by `start`. Gives what was seen.
fn play(case: &Path, directory: &Path, start: impl Fn(&Path, &[&str]) -> Command) -> String {
    let mut seen = String::new();
    for (status, line) in lines(case) {
        let arguments: Vec<&str> = line.split(' ').collect();
        let said = said(&mut start(directory, &arguments));
        seen.extend(["$ revmentor ", line.as_str(), "\n", said.out.as_str(), said.err.as_str(), "\n"]);
        assert_eq!(said.status, status, "{}\n{seen}", case.display());
    }
    seen
}

fn regenerate(case: &Path, found: &Tree, seen: &str) {
    fs::remove_dir_all(case.join("out")).ok();
    write(&case.join("out"), found);
    fs::write(case.join("terminal.txt"), seen).unwrap();
}

fn assert_same(found: &Tree, expected: &Tree, what: &str) {
    let names = |files: &Tree| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(found), names(expected), "{what}");
    for (name, bytes) in expected {
        let text = String::from_utf8_lossy(&found[name]);
        assert!(*bytes == found[name], "{what}: {name}\n{text}");
    }
}

#[test]
fn every_example_comes_out_byte_for_byte() {
    for case in cases() {
        let directory = laid_out(&case);
        let seen = play(&case, directory.path(), program);
        let found = tree(directory.path(), &NOT_COMMITTED);
        if std::env::var_os("REGENERATE").is_some() {
            regenerate(&case, &found, &seen);
        }
        assert_same(&found, &tree(&case.join("out"), &[]), &case.display().to_string());
        assert_same_lines(&seen, &fs::read_to_string(case.join("terminal.txt")).unwrap(), &case);
    }
}

fn assert_same_lines(seen: &str, expected: &str, case: &Path) {
    for (number, (seen, expected)) in seen.split('\n').zip(expected.split('\n')).enumerate() {
        assert_eq!(seen, expected, "{}/terminal.txt, line {}", case.display(), number + 1);
    }
    assert_eq!(seen.len(), expected.len(), "{}/terminal.txt: the end", case.display());
}

#[test]
fn every_example_ends_with_a_check_that_finds_nothing() {
    for case in cases() {
        assert!(lines(&case).contains(&(0, "check".to_owned())), "{}", case.display());
        let text = fs::read_to_string(case.join("terminal.txt")).unwrap();
        assert!(text.contains("$ revmentor check\n\n"), "{}: `check` is silent when all is well", case.display());
    }
}

/// The same rows in another order: those that hold an address, from the last to the first.
fn turned_round(export: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(export).unwrap();
    let is_person = |line: &&str| line.contains('@');
    let mut people: Vec<&str> = text.split_inclusive('\n').filter(is_person).map(str::trim_end).collect();
    let turn = |line: &str| {
        let end = &line[line.trim_end().len()..];
        if is_person(&line) { people.pop().unwrap().to_owned() + end } else { line.to_owned() }
    };
    text.split_inclusive('\n').map(turn).collect::<String>().into_bytes()
}

#[test]
fn the_order_of_the_rows_changes_no_byte() {
    for case in cases() {
        let [straight, turned] = [laid_out(&case), laid_out(&case)];
        let mut moved = 0;
        for (name, bytes) in tree(&turned.path().join("private/surveys"), &[]) {
            let rows = turned_round(&bytes);
            moved += usize::from(rows != bytes);
            fs::write(turned.path().join("private/surveys").join(name), rows).unwrap();
        }
        assert!(moved >= 2, "the rows were not moved");
        for directory in [&straight, &turned] {
            play(&case, directory.path(), program);
        }
        let aside = ["private/surveys", ".revmentor"];
        assert_same(&tree(turned.path(), &aside), &tree(straight.path(), &aside), &case.display().to_string());
    }
}

#[test]
fn zone_locale_and_umask_change_no_byte() {
    let elsewhere = |directory: &Path, arguments: &[&str]| {
        let mut command = Command::new("sh");
        command.args(["-c", "umask 077; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_revmentor")]).args(arguments);
        command.current_dir(directory).env_clear();
        command.envs([("NO_COLOR", "1"), ("TZ", "Pacific/Kiritimati"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")]);
        command
    };
    if !cfg!(unix) {
        return;
    }
    for case in cases() {
        let directory = laid_out(&case);
        play(&case, directory.path(), elsewhere);
        assert_same(&tree(directory.path(), &NOT_COMMITTED), &tree(&case.join("out"), &[]), &case.display().to_string());
    }
}

#[test]
fn a_second_match_touches_no_file() {
    for case in ["goals", "random", "reciprocal"].map(example) {
        let directory = laid_out(&case);
        play(&case, directory.path(), program);
        let times = || {
            let names = tree(directory.path(), &[".revmentor/lock"]).into_keys();
            names.map(|name| (directory.path().join(&name).metadata().unwrap().modified().unwrap(), name)).collect::<Vec<_>>()
        };
        let (files, before) = (tree(directory.path(), &[]), times());
        let again = said(&mut program(directory.path(), &["match", "--today", "2026-10-16"]));
        assert!(again.err.ends_with("Nothing to do: all files are up to date.\n"), "{}", again.err);
        assert_eq!(times(), before);
        assert_same(&tree(directory.path(), &[]), &files, &case.display().to_string());
    }
}

#[test]
fn the_demo_is_the_first_example_and_every_command_of_its_tour_works() {
    let directory = tempfile::tempdir().unwrap();
    let demo = said(&mut program(directory.path(), &["demo"]));
    assert_eq!(demo.status, 0, "{}", demo.err);
    let cohort = directory.path().join("revmentor-demo");
    assert_same(&tree(&cohort, &NOT_COMMITTED), &tree(&example("goals").join("out"), &[]), "demo");
    let tour: Vec<&str> = demo.err.lines().filter_map(|line| line.strip_prefix("  revmentor ")).collect();
    assert!(tour.len() > 5, "{}", demo.err);
    for line in tour {
        let command = line.split("  ").next().unwrap();
        let arguments: Vec<&str> = command.split(' ').chain(["--today", "2026-10-16"]).collect();
        let said = said(&mut program(&cohort, &arguments));
        assert_eq!(said.status, 0, "{command}: {}", said.err);
    }
    let again = said(&mut program(directory.path(), &["demo"]));
    assert_eq!((again.status, again.err.contains("must be empty")), (2, true), "{}", again.err);
}

#[test]
fn a_new_cohort_of_each_kind_passes_check() {
    for kind in ["random", "goals", "reciprocal"] {
        let directory = tempfile::tempdir().unwrap();
        let made = said(&mut program(directory.path(), &["init", "cohort", "--kind", kind, "--today", "2026-09-01"]));
        assert_eq!(made.status, 0, "{kind}: {}", made.err);
        let check = said(&mut program(directory.path(), &["check", "--cohort", "cohort"]));
        assert_eq!((check.status, check.out, check.err), (0, String::new(), String::new()), "{kind}");
    }
}
