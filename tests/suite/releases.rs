//! What a release is made of: manual pages, the package's files, the workflow's first step.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use super::stories::{program, said};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn man_writes_a_page_for_every_verb_and_for_those_below() {
    let directory = tempfile::tempdir().unwrap();
    let done = said(&mut program(directory.path(), &["man", "--output-dir", "pages"]));
    assert_eq!(done.status, 0, "{}", done.err);
    let pages = directory.path().join("pages");
    let written: BTreeSet<String> =
        fs::read_dir(&pages).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    for verb in super::papers::verbs() {
        assert!(written.contains(&format!("revmentor-{verb}.1")), "{verb}");
    }
    for nested in ["revmentor-meeting-held.1", "revmentor-outcome-summary-write.1", "revmentor.1"] {
        assert!(written.contains(nested), "{nested}");
    }
    for name in &written {
        let page = fs::read_to_string(pages.join(name)).unwrap();
        for section in ["EXIT STATUS", "FILES", "ENVIRONMENT"] {
            assert!(page.contains(&format!(".SH \"{section}\"\n")), "{name} lacks {section}");
        }
    }
    let held = said(&mut program(directory.path(), &["man", "meeting", "held"])).out;
    assert_eq!(held, fs::read_to_string(pages.join("revmentor-meeting-held.1")).unwrap());
    assert!(held.contains(".SH \"EXAMPLES\"\n"));
}

#[test]
fn man_that_cannot_write_says_where() {
    let directory = tempfile::tempdir().unwrap();
    fs::write(directory.path().join("taken"), "a file").unwrap();
    let refused = said(&mut program(directory.path(), &["man", "--output-dir", "taken"]));
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("output-not-written") && refused.err.contains("taken"), "{}", refused.err);
}

/// A user builds the package; tests and their data stay in the repository.
#[test]
fn the_package_holds_no_tests() {
    let list =
        Command::new(env!("CARGO")).args(["package", "--list", "--allow-dirty", "--offline"]).current_dir(ROOT).output().unwrap();
    assert!(list.status.success(), "{}", String::from_utf8_lossy(&list.stderr));
    let list = String::from_utf8(list.stdout).unwrap().replace('\\', "/");
    let beside: Vec<&str> = list.lines().filter(|file| !file.starts_with("src/")).collect();
    assert!(beside.len() < 60, "{beside:?}");
    assert!(list.lines().all(|file| !file.starts_with("tests/") && !file.ends_with("tests.rs")), "{list}");
    for needed in ["README.md", "LICENSE-MIT", "cohort-template/cohort.toml", "src/main.rs"] {
        assert!(list.lines().any(|file| file == needed), "{needed}");
    }
}

/// The script of the step that looks for `repository`, as bash gets it.
#[cfg(unix)]
fn first_step() -> String {
    let workflow = fs::read_to_string(Path::new(ROOT).join(".github/workflows/release.yml")).unwrap();
    let (_, step) = workflow.split_once("- name: The repository is named in Cargo.toml\n").unwrap();
    let (_, script) = step.split_once("run: |\n").unwrap();
    let lines = script.lines().map_while(|line| line.strip_prefix("          "));
    lines.fold(String::new(), |script, line| script + line + "\n")
}

#[cfg(unix)]
#[test]
fn the_release_workflow_stops_without_a_repository() {
    let directory = tempfile::tempdir().unwrap();
    let run = |manifest: &str| {
        fs::write(directory.path().join("Cargo.toml"), manifest).unwrap();
        let output = Command::new("bash").args(["-e", "-c", &first_step()]).current_dir(directory.path()).output().unwrap();
        (output.status.success(), String::from_utf8(output.stdout).unwrap())
    };
    let manifest = "[package]\nname = \"revmentor\"\nlicense = \"MIT\"\n";
    let (goes_on, told) = run(manifest);
    assert!(!goes_on && told.contains("`repository` is missing: write repository = \"https://github.com/"), "{told}");
    assert!(run(&format!("{manifest}repository = \"https://github.com/deanery/revmentor\"\n")).0);
}
