//! What a lead waits for: every verb on cohorts of four sizes, with and without names in the surveys, in processor time and as a multiple
//! of the first `match --dry-run`. Where Python with scipy is installed, the script that does the pairing alone runs in between.
//!
//! `cargo bench --bench waits` runs all; add `-- 1000` for one size. Needs bash, which tells the processor time of a program.

#![expect(
    unreachable_pub,
    dead_code,
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    reason = "a benchmark is read by people, may stop at the first surprise, and shares its people with another"
)]

#[path = "../program/people.rs"]
mod people;
#[path = "../assignment/stream.rs"]
mod stream;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use people::{Invented, Naming};
use revmentor::parts::domain::Side;

const SIZES: [usize; 4] = [16, 100, 1000, 10_000];

/// The run that all others are compared with.
const FIRST: &str = "match --dry-run --seed 1";

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/benches/waits/script.py");

/// One row of the table.
struct Row {
    name: &'static str,
    /// The cohort on which it runs; each time on a copy where it changes something.
    cohort: &'static str,
    words: &'static str,
    changes: bool,
}

const fn row(name: &'static str, cohort: &'static str, words: &'static str) -> Row {
    Row { name, cohort, words, changes: false }
}

const fn change(name: &'static str, cohort: &'static str, words: &'static str) -> Row {
    Row { name, cohort, words, changes: true }
}

const ROWS: [Row; 16] = [
    row("start (--version)", "plain", "--version"),
    row("match --dry-run", "plain", FIRST),
    row("match --dry-run, a name each", "named", FIRST),
    row("import --dry-run", "plain", "import --dry-run"),
    row("import --dry-run, a name each", "named", "import --dry-run"),
    change("first match, written", "plain", "match --seed 1"),
    change("second match", "matched", "match"),
    row("status", "matched", "status"),
    row("check", "matched", "check"),
    row("verify", "matched", "verify"),
    change("calendar, written", "matched", "calendar"),
    change("calendar, nothing to do", "planned", "calendar"),
    change("build", "planned", "build"),
    change("withdraw", "planned", "withdraw MENTOR --reason other"),
    change("match after it", "left", "match"),
    row("status, with calendars", "planned", "status"),
];

fn main() {
    let wanted: Option<usize> = std::env::args().find_map(|word| word.parse().ok());
    let python = Command::new("python3").args(["-c", "import scipy"]).stderr(Stdio::null()).status();
    let has_python = python.is_ok_and(|status| status.success());
    for size in SIZES.into_iter().filter(|size| wanted.is_none_or(|wanted| wanted == *size)) {
        let folder = tempfile::tempdir().unwrap();
        make_cohorts(folder.path(), size);
        let mut best = [f64::INFINITY; ROWS.len() + 1];
        for _ in 0..if size < 10_000 { 5 } else { 1 } {
            for (row, best) in ROWS.iter().zip(&mut best) {
                *best = best.min(time(folder.path(), row, size));
            }
            if has_python {
                let script = best.last_mut().unwrap();
                *script = script.min(processor_time(&folder.path().join("plain/private/surveys"), &script_words(), 1));
            }
        }
        show(size, &best);
    }
}

fn show(size: usize, seconds: &[f64]) {
    let first = seconds[ROWS.iter().position(|row| row.words == FIRST).unwrap()];
    println!("\n{size} mentors and {size} mentees: milliseconds of processor time, multiple of the first match --dry-run");
    let names = ROWS.iter().map(|row| row.name).chain(["script of numpy and scipy"]);
    for (name, seconds) in names.zip(seconds).filter(|(_, seconds)| seconds.is_finite()) {
        println!("  {name:<32}{:>10.1}{:>8.2}", seconds * 1000.0, seconds / first);
    }
}

/// `plain` and `named` as they are before the first match, `matched` after it, `planned` with calendars, `left` after a withdrawal.
fn make_cohorts(folder: &Path, size: usize) {
    for (name, naming) in [("plain", Naming::Nobody), ("named", Naming::Unclear)] {
        run(folder, &format!("init {name} --kind goals --start 2027-01-04"));
        let sides = Invented::sides(size, naming);
        for side in Side::BOTH {
            let file = folder.join(format!("{name}/private/surveys/{}.csv", side.key()));
            fs::write(file, people::export(side, &sides)).unwrap();
        }
    }
    for (from, to, words) in [
        ("plain", "matched", "match --seed 1"),
        ("matched", "planned", "calendar"),
        ("planned", "left", "withdraw MENTOR --reason other"),
    ] {
        copy(&folder.join(from), &folder.join(to));
        run(&folder.join(to), &words.replace("MENTOR", &mentor(size)));
    }
}

/// The id of some mentor.
fn mentor(size: usize) -> String {
    format!("M{:0width$}", size / 2, width = 2)
}

fn run(directory: &Path, words: &str) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_revmentor"));
    let command = command.args(words.split(' ')).current_dir(directory).env("REVMENTOR_TODAY", "2026-11-21");
    assert!(command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success(), "{words:?}");
}

/// The processor time of one run in seconds. What changes nothing is run several times where it is short.
fn time(folder: &Path, row: &Row, size: usize) -> f64 {
    let words = format!("{} {}", env!("CARGO_BIN_EXE_revmentor"), row.words.replace("MENTOR", &mentor(size)));
    let directory = folder.join(row.cohort);
    if !row.changes {
        return processor_time(&directory, &words, if size <= 100 { 20 } else { 1 });
    }
    let copied = folder.join("copy");
    copy(&directory, &copied);
    let seconds = processor_time(&copied, &words, 1);
    fs::remove_dir_all(&copied).unwrap();
    seconds
}

fn script_words() -> String {
    format!("python3 {SCRIPT} mentors.csv mentees.csv /dev/null")
}

/// User and system time of a command, in seconds.
fn processor_time(directory: &Path, words: &str, times: u32) -> f64 {
    let script =
        format!("TIMEFORMAT='%3U %3S'; time (for _ in $(seq {times}); do {words} >/dev/null 2>/dev/null || exit 9; done)");
    let mut bash = Command::new("bash");
    let output = bash.args(["-c", &script]).current_dir(directory).env("REVMENTOR_TODAY", "2026-11-21").output().unwrap();
    assert!(output.status.success(), "{words}");
    let told = String::from_utf8(output.stderr).unwrap();
    told.split_whitespace().map(|seconds| seconds.parse::<f64>().unwrap()).sum::<f64>() / f64::from(times)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}
