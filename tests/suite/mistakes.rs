//! A catalogue of mistakes. Each is told once, with its place and its cure; the exit status is 2 and nothing is written.

use std::fs;
use std::path::Path;

use super::broken::{self, Stage};
use super::errors::page::Provocation;
use super::stories::{Said, Tree, program, said, tree};

pub(crate) const MENTORS: &str = "private/surveys/mentors.csv";
pub(crate) const SETTINGS: &str = "cohort.toml";

/// A mistake in a directory that was sound.
struct Mistake {
    name: &'static str,
    /// Makes it; nothing where the mistake is on the command line.
    make: fn(&Path),
    /// What is typed then; `_` stands for a blank within a word.
    typed: &'static str,
    /// The place and the cure, in the words of the message.
    says: &'static [&'static str],
}

/// A mistake in a file, found by the first `match`.
const fn in_file(name: &'static str, make: fn(&Path), says: &'static [&'static str]) -> Mistake {
    Mistake { name, make, typed: "match", says }
}

/// A mistake on the command line.
const fn typed(name: &'static str, typed: &'static str, says: &'static [&'static str]) -> Mistake {
    Mistake { name, make: |_| (), typed, says }
}

pub(crate) fn text(directory: &Path, file: &str) -> String {
    fs::read_to_string(directory.join(file)).unwrap()
}

/// Writes a file, and the folder in which it is.
pub(crate) fn put(directory: &Path, file: &str, bytes: &[u8]) {
    let path = directory.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Replaces the first `from`, which has to be there.
pub(crate) fn edit(directory: &Path, file: &str, from: &str, to: &str) {
    let before = text(directory, file);
    assert!(before.contains(from), "{file} does not hold {from}");
    put(directory, file, before.replacen(from, to, 1).as_bytes());
}

/// Replaces `from` on line `number`, where it has to be.
pub(crate) fn edit_line(directory: &Path, file: &str, number: usize, from: &str, to: &str) {
    let before = text(directory, file);
    let line = before.split_inclusive('\n').nth(number - 1).unwrap();
    assert!(line.contains(from), "line {number} of {file} does not hold {from}");
    put(directory, file, before.replacen(line, &line.replacen(from, to, 1), 1).as_bytes());
}

/// What is between the `nth` and the next comma of a line.
pub(crate) fn cell(directory: &Path, file: &str, number: usize, nth: usize) -> String {
    text(directory, file).lines().nth(number - 1).unwrap().split(',').nth(nth).unwrap().to_owned()
}

/// Where the address stands in both exports.
pub(crate) const EMAIL: usize = 6;

const FILES: [Mistake; 8] = [
    in_file(
        "no file",
        |d| fs::remove_file(d.join(MENTORS)).unwrap(),
        &["[no-export]", MENTORS, "does not exist", "help: check the path"],
    ),
    in_file(
        "a directory",
        |d| {
            fs::remove_file(d.join(MENTORS)).unwrap();
            fs::create_dir(d.join(MENTORS)).unwrap();
        },
        &["[no-export]", MENTORS, "is a directory", "help: name the file in it"],
    ),
    in_file("empty", |d| put(d, MENTORS, b""), &["[empty-file]", MENTORS, "the file is empty", "help: export the answers again"]),
    in_file("a byte order mark alone", |d| put(d, MENTORS, b"\xEF\xBB\xBF"), &["[empty-file]", "the file is empty", "help:"]),
    in_file(
        "headings alone",
        |d| put(d, MENTORS, text(d, MENTORS).split_inclusive('\n').next().unwrap().as_bytes()),
        &["[no-answers]", "a header and no answers", "help: export the answers again"],
    ),
    in_file(
        "a picture",
        |d| put(d, MENTORS, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xFF\xFE"),
        &["[not-a-survey]", "a picture, not a table", "CSV or Excel"],
    ),
    in_file(
        "NUL in a text",
        |d| edit_line(d, MENTORS, 4, "Monday", "Mon\0day"),
        &["[nul-bytes]", "NUL bytes", "line 4", "export the file again"],
    ),
    in_file(
        "no cohort",
        |d| fs::remove_file(d.join(SETTINGS)).unwrap(),
        &["[no-cohort]", "holds a cohort.toml", "`revmentor init cohort`"],
    ),
];

const ROWS: [Mistake; 11] = [
    in_file(
        "a renamed column",
        |d| edit(d, MENTORS, ",Specialty,", ",Speciality,"),
        &["[missing-column]", "no column has this heading", "row 1", "“Specialty”", "did you mean \"Speciality\"?"],
    ),
    in_file(
        "a missing column",
        |d| edit(d, SETTINGS, "specialty = \"Specialty\"", "specialty = \"Ward\""),
        &["[missing-column]", "no column has this heading", "“Ward”", "the columns are \"ID\""],
    ),
    in_file(
        "two columns of one heading",
        |d| edit(d, MENTORS, ",Email,", ",Full name,"),
        &["[two-columns]", "columns 4 and 6 have this heading", "\"Full name\"", "rename one of the two"],
    ),
    in_file(
        "a row too long",
        |d| edit_line(d, MENTORS, 4, "\r", ",more\r"),
        &["[row-too-long]", "15 cells, the header 14", "row 4, line 4", "help:"],
    ),
    in_file(
        "a row too short",
        |d| edit_line(d, MENTORS, 4, ",\"Yes, you may;\"", ""),
        &["[row-too-short]", "13 cells, the header 14", "row 4, line 4", "help:"],
    ),
    in_file(
        "a quotation mark that swallows rows",
        |d| edit_line(d, MENTORS, 4, "you may;\"", "you may;"),
        &["[swallowed-rows]", "quotation mark", "row 4, line 4", "help: close"],
    ),
    in_file(
        "a quotation mark that the next row's closes",
        |d| {
            edit_line(d, MENTORS, 4, "\"Yes, you may;\"", "\"Yes");
            let name = cell(d, MENTORS, 5, 5);
            edit_line(d, MENTORS, 5, &name, &format!("\"{name}\""));
        },
        &[
            "[row-too-long]",
            "a quotation mark is likely missing",
            "row 4, line 4",
            "opens on line 4, in cell 14",
            "1 more line",
            "Close it",
        ],
    ),
    in_file(
        "a quotation mark that is never closed",
        |d| {
            let unquoted = text(d, MENTORS).replace("\"Yes, you may;\"", "Yes").replace(", and what", " and what");
            put(d, MENTORS, unquoted.replace('"', "").as_bytes());
            edit_line(d, MENTORS, 4, "Fatou", "\"Fatou");
        },
        &["[unclosed-quote]", "a quotation mark opens on this line and is not closed", "line 4", "help: close it"],
    ),
    in_file(
        "two people with one address",
        |d| edit_line(d, MENTORS, 5, &cell(d, MENTORS, 5, EMAIL), &cell(d, MENTORS, 4, EMAIL)),
        &[
            "[shared-address]",
            "two people with different names have one address",
            "row 4",
            "row 5, line 5",
            "give each their own address",
        ],
    ),
    in_file(
        "no address",
        |d| edit_line(d, MENTORS, 4, &cell(d, MENTORS, 4, EMAIL), "nobody at home"),
        &[
            "[bad-address]",
            "blank inside",
            "row 4, line 4, column \"Work e-mail address\"",
            "“nobody at home”",
            "correct it in the export",
        ],
    ),
    in_file(
        "an answer given on the thirtieth of February",
        |d| edit_line(d, MENTORS, 4, &cell(d, MENTORS, 4, 2), "2/30/26 14:37:43"),
        &[
            "[impossible-date]",
            "no such date",
            "row 4, line 4, column \"Completion time\"",
            "“2/30/26 14:37:43”",
            "correct it in the export",
        ],
    ),
];

const KEYS: [Mistake; 10] = [
    in_file(
        "a day that does not exist",
        |d| edit(d, SETTINGS, "2026-11-16", "2026-02-30"),
        &["[toml-syntax]", "cohort.toml:71:9", "no such date", "write a day that exists"],
    ),
    in_file(
        "a day in words",
        |d| edit(d, SETTINGS, "start = 2026-11-16", "start = \"soon\""),
        &["[wrong-type]", "cohort.toml:71:9", "“\"soon\"”", "have none"],
    ),
    in_file(
        "an unknown key",
        |d| edit(d, SETTINGS, "weeks_between", "weeks_betwen"),
        &["[unknown-key]", "cohort.toml:55:1", "no such key", "did you mean `weeks_between`?"],
    ),
    in_file(
        "a number in words",
        |d| edit(d, SETTINGS, "minutes = 60", "minutes = \"an hour\""),
        &["[wrong-type]", "cohort.toml:56:11", "a whole number from 1"],
    ),
    in_file(
        "hours turned round",
        |d| edit(d, SETTINGS, "[\"09:00\", \"17:00\"]", "[\"17:00\", \"09:00\"]"),
        &["[reversed]", "cohort.toml:57:9", "greater than the second", "swap them"],
    ),
    in_file(
        "the mentees' induction first",
        |d| edit(d, SETTINGS, "2026-11-12T12:30:00", "2026-11-09T12:30:00"),
        &["[contradiction]", "cohort.toml:86:9", "the mentees' induction comes before the mentors'", "put the mentees' after it"],
    ),
    in_file(
        "more meetings than fit",
        |d| {
            edit(d, SETTINGS, "count = [4, 6]", "count = 6");
            edit(d, SETTINGS, "2027-06-11", "2027-03-12");
        },
        &[
            "[too-short]",
            "cohort.toml:54:9",
            "6 meetings at least 4 weeks apart take 20 weeks",
            "there are 16",
            "5 meetings would fit",
        ],
    ),
    in_file(
        "a meeting after the wrap-up",
        |d| edit(d, SETTINGS, "2027-06-11", "2027-07-11"),
        &["[contradiction]", "cohort.toml:107:9", "after the wrap-up", "write an earlier `meetings_end`"],
    ),
    in_file(
        "an open bracket",
        |d| edit(d, SETTINGS, "[programme]", "[programme"),
        &["[toml-syntax]", "cohort.toml:3:11", "not closed", "write ] at the end"],
    ),
    in_file(
        "an unknown kind",
        |d| edit(d, SETTINGS, "\"goals\"", "\"gaols\""),
        &["[unknown-word]", "cohort.toml:6:8", "“gaols”", "did you mean \"goals\"?"],
    ),
];

const TYPED: [Mistake; 12] = [
    typed("a mistyped verb", "mathc", &["[unknown-verb]", "did you mean `match`?"]),
    typed("a verb that is none", "frobnicate", &["[unknown-verb]", "unknown command", "`revmentor help` lists the verbs"]),
    typed("a mistyped option", "match --sede 3", &["'--sede'", "'--seed'"]),
    typed("an unknown format", "status --format yaml", &["'yaml'", "it is table, list, json or csv"]),
    typed("a seed in words", "match --seed many", &["'many'", "--seed"]),
    typed("a mistyped name", "withdraw Emre_Uhce", &["[who]", "has this name", "did you mean M01 Emre Uche?"]),
    typed("an id that nobody has", "withdraw M99", &["[who]", "unknown id", "“M99”", "go up to M18"]),
    typed("a day that does not exist", "withdraw M01 --on 2026-02-30", &["'2026-02-30'", "there is no such day"]),
    typed("a day the other way round", "withdraw M01 --on 30/11/2026", &["'30/11/2026'", "year first: 2026-11-30"]),
    typed("two of one side", "conflict add M01 M02", &["[one-side]", "M01 and M02 are both mentors", "one person of each side"]),
    typed("a pair that never was", "meeting held M01-E01 1", &["[no-such-pair]", "“M01-E01”", "pairings.csv lists every pair"]),
    typed("no such file", "conflict import nothing.csv", &["[unreadable]", "nothing.csv", "no such file", "look at its name"]),
];

/// The message is one, and nothing was written but a lock that holds nothing.
fn judge(mistake: &Mistake, before: &Tree, after: &Tree, said: &Said) {
    let Said { status, out, err } = said;
    let name = mistake.name;
    assert_eq!(*status, 2, "{name}: {err}");
    assert_eq!(out, "", "{name}");
    assert_eq!(err.lines().filter(|line| line.starts_with("error")).count(), 1, "{name}: told once\n{err}");
    for words in mistake.says {
        assert!(err.contains(words), "{name}: it does not say {words}\n{err}");
    }
    assert!(before == after, "{name}: something was written");
}

fn try_all(mistakes: &[Mistake], stage: Stage) {
    for mistake in mistakes {
        let directory = broken::stage(stage);
        (mistake.make)(directory.path());
        let look = || tree(directory.path(), &[".revmentor/lock"]);
        let before = look();
        let typed = mistake.typed.split(' ').map(|word| word.replace('_', " "));
        let said = said(program(directory.path(), &["--today", "2026-10-16"]).args(typed));
        judge(mistake, &before, &look(), &said);
    }
}

/// Every mistake, for the page of errors.
pub(crate) fn provocations() -> impl Iterator<Item = Provocation> {
    FILES.iter().chain(&ROWS).chain(&KEYS).chain(&TYPED).map(|mistake| {
        let words = mistake.typed.split(' ').map(|word| match word.replace('_', " ") {
            several if several.contains(' ') => format!("\"{several}\""),
            one => one,
        });
        let Mistake { name, make, says, .. } = *mistake;
        Provocation { name, before: &[], make, typed: words.collect::<Vec<_>>().join(" "), code: broken::code(says) }
    })
}

#[test]
fn of_files() {
    try_all(&FILES, Stage::Fresh);
}

#[test]
fn of_rows_and_columns() {
    try_all(&ROWS, Stage::Fresh);
}

#[test]
fn of_cohort_toml() {
    try_all(&KEYS, Stage::Fresh);
}

#[test]
fn of_the_command_line() {
    try_all(&TYPED, Stage::Matched);
}
