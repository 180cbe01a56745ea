//! The whole mail of a programme, day by day: who is written to, and what each side reads. `tests/programmes/NAME/` has the directory that
//! the programme begins with (`in/`, or settings for an example: all, or those that are added), the story, and what is expected: `who.txt` with the
//! recipients and a digest of the drafts of each stage and day, one text of each stage for each side, and what the story asks to see.
//!
//! `REGENERATE=1 cargo test programme` writes what is expected anew; read the difference.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::account::cohort::run;
use crate::stories::{example, laid_out};

/// What a programme's mail came to.
#[derive(Default)]
struct Mail {
    /// A line for each stage and day.
    who: String,
    /// The first text of each stage for each side.
    texts: BTreeMap<String, String>,
}

fn typed(root: &Path, line: &str) -> String {
    let ran = run(root, &line.split(' ').collect::<Vec<_>>());
    assert_eq!(ran.status, 0, "{line}\n{}{}", ran.out, ran.err);
    ran.out
}

/// Drafts all that is due, keeps what it came to, and records it as sent.
fn send_what_is_due(root: &Path, day: &str, mail: &mut Mail) {
    let shown: Value = serde_json::from_str(&typed(root, &format!("messages --due --today {day} --format json"))).unwrap();
    for stage in shown["stages"].as_array().unwrap() {
        let name = stage["stage"].as_str().unwrap();
        let (mut whom, mut bytes) = (Vec::new(), Sha256::new());
        for draft in stage["drafts"].as_array().unwrap() {
            let person = draft["person"].as_str().unwrap_or("list");
            bytes.update(fs::read(root.join(draft["path"].as_str().unwrap())).unwrap());
            let side = if person.starts_with(['M', 'J']) { "mentor" } else { "mentee" };
            let file = format!("{name}-{side}.txt");
            if person != "list" && !mail.texts.contains_key(&file) {
                mail.texts.insert(file, typed(root, &format!("messages show {name} {person} --today {day}")));
            }
            whom.push(person);
        }
        let digest = data_encoding::HEXLOWER.encode(&bytes.finalize()[..8]);
        writeln!(mail.who, "{day} {name} {digest} {}", whom.join(" ")).unwrap();
        typed(root, &format!("messages sent {name} --today {day}"));
    }
}

fn play(name: &str, from: &Path) -> Mail {
    let directory = laid_out(from);
    let (root, programme) = (directory.path(), expected(name));
    if let Ok(settings) = fs::read(programme.join("cohort.toml")) {
        fs::write(root.join("cohort.toml"), settings).unwrap();
    }
    if let Ok(more) = fs::read_to_string(programme.join("settings.toml")) {
        let settings = fs::read_to_string(root.join("cohort.toml")).unwrap();
        fs::write(root.join("cohort.toml"), settings + &more).unwrap();
    }
    let story = fs::read_to_string(programme.join("story")).unwrap();
    let mut mail = Mail::default();
    for line in story.lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(' ') {
            Some(("due", day)) => send_what_is_due(root, day, &mut mail),
            Some(("show", what)) => {
                let (what, day) = what.split_once(" on ").unwrap();
                let shown = typed(root, &format!("messages show {what} --today {day}"));
                mail.texts.insert(format!("{}.txt", what.replace(' ', "-")), shown);
            }
            Some(("write", papers)) => {
                let (papers, day) = papers.split_once(" on ").unwrap();
                for paper in papers.split(' ') {
                    fill_in(root, paper);
                    typed(root, &format!("letters {paper} --today {day}"));
                }
            }
            _ => _ = typed(root, line),
        }
    }
    mail
}

/// Writes a line into a sheet that a group fills in.
fn fill_in(root: &Path, paper: &str) {
    if ["expectations", "language"].contains(&paper) {
        typed(root, &format!("letters edit {paper} --markdown"));
        let path = root.join(format!("templates/letters/{paper}.md"));
        let text = fs::read_to_string(&path).unwrap();
        fs::write(path, text.replacen("&nbsp;", "Be on time", 1)).unwrap();
    }
}

fn expected(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programmes").join(name)
}

#[test]
fn a_faculty_writes_to_everybody_in_time_and_each_reads_what_is_theirs() {
    compare(&expected("faculty"), &play("faculty", &example("random-story")));
}

/// Matched by goals, with a mentee who has two mentors, two supervisions, a conflict that shows late, and people who leave.
#[test]
fn a_deanery_writes_to_everybody_in_time_and_each_reads_what_is_theirs() {
    compare(&expected("deanery"), &play("deanery", &expected("deanery")));
}

/// Both learn and teach; the reveal comes after the day that was planned for the first meeting.
#[test]
fn a_pilot_in_which_both_learn_and_teach_writes_of_nobody_as_a_mentor_or_a_mentee() {
    let mail = play("pilot", &example("reciprocal"));
    for (file, text) in &mail.texts {
        let heard = text.to_lowercase();
        assert!(!heard.contains("mentee") && !heard.contains("your mentor") && !heard.contains("mentors"), "{file}\n{text}");
    }
    compare(&expected("pilot"), &mail);
}

fn compare(folder: &Path, mail: &Mail) {
    if std::env::var_os("REGENERATE").is_some() {
        fs::remove_dir_all(folder.join("texts")).ok();
        fs::create_dir_all(folder.join("texts")).unwrap();
        fs::write(folder.join("who.txt"), &mail.who).unwrap();
        for (file, text) in &mail.texts {
            fs::write(folder.join("texts").join(file), text).unwrap();
        }
    }
    let who = fs::read_to_string(folder.join("who.txt")).unwrap();
    for (seen, line) in mail.who.lines().zip(who.lines()) {
        assert_eq!(seen, line, "who.txt");
    }
    assert_eq!(mail.who.len(), who.len(), "who.txt: the end");
    let texts = crate::stories::tree(&folder.join("texts"), &[]);
    assert_eq!(mail.texts.keys().collect::<Vec<_>>(), texts.keys().collect::<Vec<_>>());
    for (file, text) in &mail.texts {
        assert_eq!(text.as_bytes(), texts[file], "{file}\n{text}");
    }
}
