//! A bundle for asking for help: what somebody needs who looks into a fault, and nothing that tells who takes part.
//!
//! It is made of words of this program, of numbers and of shifted days alone. No text of a survey, of `cohort.toml` or of a file's name
//! is in it, no message of a problem (which may quote one), and no id.

mod masked_paths;
mod masked_settings;
mod shifted_days;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::app::import::Read;
use crate::app::session::CohortSession;
use crate::config;
use crate::domain::cohort::Participant;
use crate::domain::problem::{Problem, Severity};
use crate::survey::Facts;
use masked_settings::Masked;
use shifted_days::Shift;

/// What is known of a cohort whose lead asks for help. Of a directory that cannot be read there is no session.
pub(crate) struct Evidence<'a> {
    /// The versions of the program and of the system.
    pub(crate) versions: Vec<String>,
    /// The path and length in bytes of every file below the directory that is not private.
    pub(crate) files: Vec<(String, usize)>,
    /// `cohort.toml`.
    pub(crate) settings: &'a str,
    /// The cohort.
    pub(crate) session: Option<&'a CohortSession>,
    /// How often which verb changed something, by day.
    pub(crate) history: BTreeMap<(NaiveDate, &'static str), usize>,
    /// What was read from the survey exports.
    pub(crate) read: Vec<Read>,
    /// Everything that is wrong.
    pub(crate) problems: Vec<Problem>,
}

/// The text of the bundle. O(files + rows of facts).
pub(crate) fn bundle(evidence: &Evidence<'_>) -> String {
    let settings = Masked::read(evidence.settings);
    let days = settings.days().chain(evidence.history.keys().map(|(day, _)| *day));
    let shift = Shift::from_earliest(days);
    let mut text =
        String::from("revmentor support bundle: words of the program, numbers and shifted days; no names, no answers\n");
    section(&mut text, "versions", evidence.versions.clone());
    section(&mut text, "files", masked_paths::counted(&evidence.files));
    section(&mut text, "cohort.toml", settings.lines(shift));
    section(&mut text, "cohort", evidence.session.map(cohort).unwrap_or_default());
    section(&mut text, "exports", evidence.read.iter().map(export).collect());
    let of_day = |((day, verb), count): (&(NaiveDate, &str), &usize)| format!("{} {verb} {count}", shift.day(*day));
    section(&mut text, "log", evidence.history.iter().map(of_day).collect());
    section(&mut text, "problems", evidence.problems.iter().map(problem).collect());
    text
}

fn section(text: &mut String, title: &str, lines: Vec<String>) {
    _ = writeln!(text, "\n[{title}]");
    let nothing = lines.is_empty().then(|| "nothing".to_owned());
    for line in lines.into_iter().chain(nothing) {
        _ = writeln!(text, "{line}");
    }
}

fn cohort(session: &CohortSession) -> Vec<String> {
    let cohort = session.cohort();
    let people = cohort.people.values();
    let taking_part = people.clone().filter(|person| Participant::takes_part(person)).count();
    let pairs = cohort.pairs.values();
    let meetings = pairs.clone().map(|pair| pair.meetings.len()).sum::<usize>();
    let mut lines = vec![
        format!(
            "people {}, taking part {taking_part}, erased {}",
            people.len(),
            people.filter(|one| one.erased.is_some()).count()
        ),
        format!("pairs {}, active {}", pairs.len(), cohort.active_pairs().count()),
        format!("meetings {meetings}"),
        format!("conflicts {}, forbidding {}", cohort.conflicts.len(), cohort.forbidden().count()),
        format!("draws {}", cohort.draws.len()),
        format!("waiting {}", cohort.waiting().len()),
    ];
    lines.push(match session.records() {
        Ok(records) => format!("private folder there, register of {}", records.register.iter().count()),
        Err(_) => "no private folder".to_owned(),
    });
    lines
}

fn export(read: &Read) -> String {
    let reading = &read.reading;
    let tool = reading.tool.unwrap_or("no tool known");
    let (people, others) = (reading.people.len(), reading.left_out.len());
    let header: Vec<String> = reading.header_records.iter().map(ToString::to_string).collect();
    // A sheet may be called after somebody.
    let format = Facts { sheet: None, ..reading.facts.clone() }.summary();
    format!(
        "{}: {people} people, {others} other rows, header in row {} ({tool}; {format})",
        read.side.key(),
        header.join(" and ")
    )
}

fn problem(problem: &Problem) -> String {
    let severity = if problem.severity == Severity::Error { "error" } else { "warning" };
    let place = &problem.place;
    let parts = [
        place.file.as_deref().map(masked_paths::shape),
        place.row.map(|row| format!("row {row}")),
        place.line.map(|line| format!("line {line}")),
        place.column.as_deref().filter(|column| config::is_key_path(column)).map(|column| format!("at {column}")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{severity} {} {}", problem.code, parts.join(", ")).trim_end().to_owned()
}
