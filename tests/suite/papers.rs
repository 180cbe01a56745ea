//! The README says what the program does, so it is held to it: its verbs, its commands and its picture of the terminal.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::stories::{example, program, said};

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The verbs of the binary, in the order of its help.
pub(crate) fn verbs() -> Vec<String> {
    let help = said(&mut program(Path::new("."), &["--help"])).out;
    let (_, commands) = help.split_once("Commands:\n").unwrap();
    let lines = commands.lines().take_while(|line| !line.is_empty()).filter(|line| !line.starts_with("   "));
    let verbs: Vec<String> = lines.filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect();
    verbs.into_iter().filter(|verb| verb != "help").collect()
}

/// The blocks between fences that name this language.
fn blocks(language: &str) -> Vec<String> {
    let readme = readme();
    let blocks = readme.split("```").skip(1).step_by(2);
    blocks.filter_map(|block| block.strip_prefix(&format!("{language}\n"))).map(str::to_owned).collect()
}

#[test]
fn the_table_of_verbs_is_that_of_the_binary() {
    let readme = readme();
    let section = readme.split("## ").find(|section| section.starts_with("The verbs\n")).unwrap();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    let told: Vec<&str> = rows.map(|row| row.split([' ', '`']).next().unwrap()).collect();
    assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), told.len(), "a verb stands twice");
    let told: BTreeSet<String> = told.into_iter().map(str::to_owned).collect();
    assert_eq!(told, verbs().into_iter().collect());
}

#[test]
fn every_command_names_a_verb() {
    let verbs = verbs();
    let blocks = blocks("sh");
    let commands = blocks.iter().flat_map(|block| block.lines());
    let typed = commands.filter_map(|line| line.split_once("revmentor ").or_else(|| line.split_once("--release -- ")));
    let words: Vec<&str> = typed.filter_map(|(_, rest)| rest.split(' ').find(|word| !word.starts_with('-'))).collect();
    assert!(words.len() > 5, "{words:?}");
    for word in words {
        assert!(verbs.iter().any(|verb| verb == word), "{word}");
    }
}

/// Each line of the picture was seen; `…` stands for lines left out.
#[test]
fn the_picture_of_the_terminal_is_real() {
    let seen: String =
        ["goals", "random-story"].map(|name| fs::read_to_string(example(name).join("terminal.txt")).unwrap()).concat();
    let seen: BTreeSet<&str> = seen.lines().map(str::trim_end).collect();
    let blocks = blocks("console");
    assert!(!blocks.is_empty(), "the picture is gone");
    for line in blocks.iter().flat_map(|block| block.lines()).filter(|line| !matches!(line.trim(), "" | "…")) {
        assert!(seen.contains(line.trim_end()), "nobody saw this: {line}");
    }
}

#[test]
fn every_file_that_is_pointed_to_exists() {
    let readme = readme();
    let targets = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    for target in targets.filter(|target| !target.starts_with("http") && !target.starts_with('#')) {
        assert!(Path::new(env!("CARGO_MANIFEST_DIR")).join(target).exists(), "{target}");
    }
}

/// The folders of the repository that the papers for engineers speak of.
const FOLDERS: [&str; 10] =
    ["src/", "tests/", "docs/", "release/", "benches/", "cohort-template/", "examples/", ".ci/", ".github/", "wix/"];

#[test]
fn every_path_that_the_papers_for_engineers_name_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for paper in ["ARCHITECTURE.md", "CONTRIBUTING.md", "release/README.md"] {
        let text = fs::read_to_string(root.join(paper)).unwrap();
        let quoted = text.split('`').skip(1).step_by(2).filter(|word| FOLDERS.iter().any(|folder| word.starts_with(folder)));
        let paths: BTreeSet<&str> = quoted.filter(|word| !word.contains([' ', '*'])).collect();
        assert!(paper == "release/README.md" || paths.len() > 15, "{paper}: {paths:?}");
        for path in paths {
            assert!(root.join(path).exists(), "{paper} names {path}");
        }
    }
}

/// Every Markdown file that people read, as a path from the root.
fn papers(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let here = files.into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    here.chain(folders.iter().flat_map(|folder| papers(folder))).collect()
}

/// A heading as an address within a page has it.
fn anchor(heading: &str) -> String {
    let kept = heading.trim().to_lowercase().replace(' ', "-");
    kept.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_')).collect()
}

#[test]
fn every_link_in_the_papers_leads_somewhere() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let top = ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "release/README.md", "SECURITY.md", "CODE_OF_CONDUCT.md"];
    let top = top.map(|name| root.join(name)).into_iter().filter(|path| path.exists());
    let papers: Vec<_> = top.chain(papers(&root.join("docs"))).collect();
    let mut followed = 0;
    for paper in &papers {
        let text = fs::read_to_string(paper).unwrap();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.starts_with("http") && !link.starts_with("mailto:")) {
            let (file, part) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { paper.clone() } else { paper.parent().unwrap().join(file) };
            assert!(target.exists(), "{} leads to {link}", paper.display());
            if !part.is_empty() {
                let there = fs::read_to_string(&target).unwrap();
                let mut headings =
                    there.lines().filter(|line| line.starts_with('#')).map(|line| anchor(line.trim_start_matches('#')));
                assert!(headings.any(|heading| heading == part), "{} leads to {link}", paper.display());
            }
            followed += 1;
        }
    }
    assert!(followed > 10, "{followed}");
}

#[test]
fn a_bare_command_prints_its_help_whatever_the_environment_says() {
    let said = said(program(Path::new("."), &[]).env("REVMENTOR_TODAY", "2027-01-01"));
    assert!(format!("{}{}", said.out, said.err).contains("Commands:\n  init"), "{}{}", said.out, said.err);
}

#[test]
fn help_shows_examples() {
    for verb in verbs().iter().filter(|verb| !["shell-init", "schema"].contains(&verb.as_str())) {
        let help = said(&mut program(Path::new("."), &[verb, "--help"])).out;
        assert!(help.contains("Examples:\n  revmentor "), "{verb}: {help}");
    }
    let folder = tempfile::tempdir().unwrap();
    let asked = said(&mut program(folder.path(), &["match", "--output", "help.txt", "--help"]));
    assert_eq!((asked.status, asked.out.as_str()), (0, ""), "{}", asked.err);
    let kept = fs::read_to_string(folder.path().join("help.txt")).unwrap();
    assert_eq!(kept, said(&mut program(folder.path(), &["match", "--help"])).out);
    let nested = said(&mut program(Path::new("."), &["meeting", "move", "--help"])).out;
    assert!(nested.contains("--force") && nested.contains("revmentor meeting move M03-E04 2"), "{nested}");
}
