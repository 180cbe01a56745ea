//! Directories of every format that ever was are read for ever; those of a format that is not yet known are left alone.

use std::fs;
use std::path::{Path, PathBuf};

use super::papers::verbs;
use super::stories::{Said, Tree, program, said, tree};

/// Late enough for everything that happened in the frozen directories.
const TODAY: &str = "2027-01-04";

fn frozen() -> Vec<PathBuf> {
    let formats = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/frozen");
    let folders = |folder: &Path| -> Vec<PathBuf> {
        let inside = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        inside.filter(|path| path.is_dir()).collect()
    };
    let mut found: Vec<PathBuf> = folders(&formats).iter().flat_map(|format| folders(format)).collect();
    found.sort();
    assert!(found.len() >= 3, "a frozen directory is gone");
    found
}

/// A copy that may be changed. Without their dots the files for git are asleep: here they would bind this repository.
fn thawed(frozen: &Path) -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    for (name, bytes) in tree(frozen, &[]) {
        let asleep = ["gitattributes", "gitignore"].contains(&name.as_str());
        let path = directory.path().join(if asleep { format!(".{name}") } else { name });
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    directory
}

fn run(directory: &Path, line: &str) -> Said {
    let words: Vec<&str> = line.split(' ').chain(["--today", TODAY]).collect();
    said(&mut program(directory, &words))
}

fn ok(directory: &Path, line: &str, what: &Path) -> Said {
    let said = run(directory, line);
    assert_eq!(said.status, 0, "{}: {line}\n{}{}", what.display(), said.out, said.err);
    said
}

/// What is the lead's or happened: never made anew.
fn truth(directory: &Path) -> Tree {
    let mut files = tree(directory, &[".revmentor", "private/calendars"]);
    // The lead's own views stand from the first change on.
    for view in ["private/people.csv", "private/pairs.csv"] {
        files.remove(view);
    }
    files.retain(|name, _| name == "cohort.toml" || name.starts_with("facts/") || name.starts_with("private/"));
    files
}

fn everything(directory: &Path) -> Tree {
    tree(directory, &[".revmentor"])
}

#[test]
fn every_old_directory_is_read_and_looking_at_it_changes_nothing() {
    for case in frozen() {
        let directory = thawed(&case);
        let directory = directory.path();
        let before = tree(directory, &[]);
        let pair = fs::read_to_string(directory.join("pairings.csv")).unwrap();
        let pair = pair.lines().find(|line| line.contains(",active,")).unwrap().split(',').next().unwrap().replace('-', " ");
        for line in ["status", "log", "verify", "conflict list", "survey", "import --dry-run", &format!("explain {pair}")] {
            let said = ok(directory, line, &case);
            assert!(!said.out.is_empty() || line.contains("dry"), "{line}");
        }
        let verified = ok(directory, "verify --format json", &case).out;
        let verified: serde_json::Value = serde_json::from_str(&verified).unwrap();
        let claims = verified["claims"].as_array().unwrap();
        assert!(claims.iter().filter(|claim| claim["result"] == "holds").count() > 10, "{claims:#?}");
        assert!(tree(directory, &[]) == before, "{}", case.display());
    }
}

/// A later version may write views otherwise, once; what they are made from stays as it is, and nothing is written twice.
#[test]
fn an_old_directory_goes_on_as_it_was() {
    for case in frozen() {
        let directory = thawed(&case);
        let directory = directory.path();
        let before = truth(directory);
        ok(directory, "build", &case);
        ok(directory, "check", &case);
        let built = everything(directory);
        for line in ["build", "import", "match", "schedule"] {
            let said = ok(directory, line, &case);
            assert!(said.err.contains("Nothing to do"), "{}: {line}\n{}", case.display(), said.err);
            assert!(everything(directory) == built, "{}: {line}", case.display());
        }
        assert!(truth(directory) == before, "{}", case.display());
    }
}

/// But for one whose last change was an edition of calendars: people may have copies of that.
#[test]
fn the_last_change_of_an_old_directory_can_be_taken_back() {
    let mut taken_back = 0;
    for case in frozen() {
        if !case.join(".revmentor/undo").exists() {
            continue;
        }
        let directory = thawed(&case);
        let before = everything(directory.path());
        let undo = run(directory.path(), "undo");
        if undo.status == 1 {
            assert!(undo.err.contains("calendars by the next `calendar`"), "{}", undo.err);
            assert!(everything(directory.path()) == before, "{}", case.display());
            continue;
        }
        assert_eq!(undo.status, 0, "{}: {}", case.display(), undo.err);
        ok(directory.path(), "build", &case);
        ok(directory.path(), "check", &case);
        assert!(everything(directory.path()) != before, "{}", case.display());
        taken_back += 1;
    }
    assert!(taken_back > 0);
}

/// Every verb with words that it would take; nothing for those that look at no cohort directory.
const TYPED: [(&str, &str); 38] = [
    ("init", "init --hook"),
    ("demo", ""),
    ("survey", "survey"),
    ("import", "import"),
    ("match", "match --seed 1"),
    ("adopt", "adopt pairings.csv"),
    ("conflict", "conflict list"),
    ("identity", "identity list"),
    ("withdraw", "withdraw M01"),
    ("rejoin", "rejoin M01"),
    ("unpair", "unpair M01"),
    ("schedule", "schedule"),
    ("meeting", "meeting import meetings.csv"),
    ("choose", "choose supervision M01 1"),
    ("attend", "attend induction-mentors M01"),
    ("reveal", "reveal"),
    ("calendar", "calendar"),
    ("messages", "messages"),
    ("letters", "letters"),
    ("evaluate", "evaluate"),
    ("outcome", "outcome list"),
    ("report", "report"),
    ("status", "status"),
    ("check", "check"),
    ("explain", "explain M01"),
    ("explain-error", ""),
    ("verify", "verify"),
    ("build", "build"),
    ("undo", "undo"),
    ("log", "log"),
    ("support", "support ../help.txt"),
    ("erase", "erase M01"),
    ("seal", "seal --to age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"),
    ("unseal", "unseal private/private.age"),
    ("shell-init", ""),
    ("completions", ""),
    ("man", ""),
    ("schema", ""),
];

#[test]
fn a_directory_of_a_newer_format_is_left_alone_by_every_verb() {
    let typed = |verb: &String| TYPED.iter().find(|(known, _)| known == verb).map(|(_, line)| *line);
    for frozen in frozen() {
        let directory = thawed(&frozen);
        let directory = directory.path();
        fs::write(directory.join("facts/format"), "4\n").unwrap();
        let before = tree(directory, &[]);
        for verb in verbs() {
            let line = typed(&verb).unwrap_or_else(|| panic!("say here what is typed for {verb}"));
            if line.is_empty() {
                continue;
            }
            for line in [line.to_owned(), format!("{line} --dry-run")] {
                let said = run(directory, &line);
                let takes_it = !said.err.contains("unexpected argument '--dry-run'");
                assert_eq!(said.status, 2, "{line}: {}{}", said.out, said.err);
                assert!(said.err.contains("a newer revmentor wrote this directory") || !takes_it, "{line}: {}", said.err);
                assert!(tree(directory, &[]) == before, "{line}");
            }
        }
    }
}
