//! `demo --finished`: the invented cohort at the end of its programme, with meetings reported, surveys before and after, points agreed,
//! figures published and a report to open. Every step is a verb that a lead would type; only the answers are made up here.

use std::fmt::Write as _;
use std::path::Path;

use chrono::NaiveDate;

use crate::app::attendance;
use crate::app::session::CohortSession;
use crate::cli::console::{Access, Console};
use crate::cli::write_args::WriteArgs;
use crate::domain::meeting::MeetingStatus;
use crate::domain::problem::{Problem, Refusal};
use crate::store::changes::ChangeSet;
use crate::store::layout;

/// What a lead adds for the evaluation.
pub(super) const SETTINGS: &str = r#"
# The same questions before the first meeting and at the end.
[survey.pre]
file = "private/surveys/before.csv"
[survey.pre.columns]
code = "Your participant code"
answered = "Completion time"

[survey.post]
file = "private/surveys/after.csv"
[survey.post.columns]
code = "Your participant code"
answered = "Completion time"
comments = "What will you remember?"

[evaluation]
scale = ["strongly disagree", "disagree", "neither", "agree", "strongly agree"]

[[evaluation.item]]
name = "confident"
heading = "I feel confident talking about inequality at work"
level = "learning"
[[evaluation.item]]
name = "speak_up"
heading = "I speak up when a colleague is treated unfairly"
level = "behaviour"
[[evaluation.item]]
name = "isolated"
heading = "I feel isolated at work"
level = "results"
better = "lower"
[[evaluation.item]]
name = "worthwhile"
heading = "The programme was worth my time"
level = "reaction"
"#;

/// The headings of the four questions; the last is asked at the end only.
const QUESTIONS: [&str; 4] = [
    "I feel confident talking about inequality at work",
    "I speak up when a colleague is treated unfairly",
    "I feel isolated at work",
    "The programme was worth my time",
];

/// The words of the scale.
const SCALE: [&str; 5] = ["strongly disagree", "disagree", "neither", "agree", "strongly agree"];

/// What a few of them wrote.
const COMMENTS: [&str; 4] = [
    "I had not known how long a visa takes.",
    "That my consultant rang me back the same day.",
    "To ask before I advise.",
    "More time for the first meeting, please.",
];

/// What the group agreed on: the words of `outcome add`.
const POINTS: [&[&str]; 5] = [
    &["learning", "Privilege is seldom noticed by those who have it"],
    &["learning", "A first meeting needs an hour without an agenda"],
    &[
        "action",
        "A calendar of all faiths beside every rota",
        "--owner",
        "Head of school",
        "--due",
        "2027-09-01",
        "--level",
        "organisation",
    ],
    &[
        "action",
        "A buddy for everybody who comes from abroad",
        "--owner",
        "College tutors",
        "--due",
        "2027-08-01",
        "--level",
        "department",
    ],
    &["reflection", "It was hard to be honest at first", "--side", "mentees"],
];

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// The day on which the finished demo ends.
pub(super) fn today() -> NaiveDate {
    day(2027, 6, 30)
}

/// Takes the cohort from its first matching to the report.
pub(super) fn run(directory: &Path, console: &mut Console<'_>) -> anyhow::Result<()> {
    let at = |console: &mut Console<'_>, today: NaiveDate| console.turn_to(directory.to_path_buf(), today);
    let type_in = |console: &mut Console<'_>, words: &[&str]| super::super::perform_words(words, console).map(|_| ());
    at(console, day(2026, 11, 13));
    type_in(console, &["reveal"])?;
    at(console, day(2027, 2, 1));
    report_meetings(directory, console)?;
    type_in(console, &["withdraw", "M07", "--reason", "workload"])?;
    type_in(console, &["match"])?;
    type_in(console, &["reveal"])?;
    at(console, today());
    report_meetings(directory, console)?;
    record_attendance(directory, console)?;
    keep_answers(console)?;
    for point in POINTS {
        type_in(console, &[&["outcome", "add"], point].concat())?;
    }
    type_in(console, &["outcome", "agree", "O01", "O02", "O03", "O04", "O05"])?;
    type_in(console, &["outcome", "done", "O04", "--on", "2027-06-28"])?;
    type_in(console, &["outcome", "publish"])?;
    type_in(console, &["evaluate", "--publish"])?;
    type_in(console, &["report"])?;
    type_in(console, &["report", "--private"])
}

/// Reports every meeting whose day has come, by a file as a lead might keep it. A few were missed.
fn report_meetings(directory: &Path, console: &mut Console<'_>) -> anyhow::Result<()> {
    let session = console.open_to_show()?;
    let mut table = "pair,meeting,status,held_on\n".to_owned();
    for (at, pair) in session.cohort().active_pairs().enumerate() {
        let due = pair.planned().filter(|meeting| meeting.date <= console.today);
        for meeting in due {
            let missed = (at + meeting.number as usize).is_multiple_of(9) || (at == 5 && meeting.number > 2);
            let (status, on) =
                if missed { (MeetingStatus::Missed, String::new()) } else { (MeetingStatus::Held, meeting.date.to_string()) };
            // Writing to a string cannot fail.
            let _ = writeln!(table, "{},{},{},{on}", pair.id, meeting.number, status.word());
        }
    }
    drop(session);
    let mut changes = ChangeSet::default();
    let path = export("reported-meetings.csv")?;
    changes.put(path.clone(), table);
    keep(console, changes, "a list of meetings that took place")?;
    let file = directory.join(path.as_str());
    super::super::perform_words(&["meeting", "import", &file.display().to_string()], console).map(|_| ())
}

/// Reads the registers of all group sessions, as a lead might keep them in one table. One in seven did not come.
fn record_attendance(directory: &Path, console: &mut Console<'_>) -> anyhow::Result<()> {
    let session = console.open_to_show()?;
    let mut table = "event,person,attended,option\n".to_owned();
    for (at, (event, people)) in attendance::unrecorded(&session, &session.cohort(), console.today).into_iter().enumerate() {
        for (place, person) in people.into_iter().enumerate() {
            let came = if (at + place) % 7 == 3 { "no" } else { "yes" };
            let option = place % event.dates.len().max(1) + 1;
            let _ = writeln!(table, "{},{person},{came},{option}", event.id);
        }
    }
    drop(session);
    let mut changes = ChangeSet::default();
    let path = export("registers.csv")?;
    changes.put(path.clone(), table);
    keep(console, changes, "the registers of the group sessions")?;
    let file = directory.join(path.as_str());
    super::super::perform_words(&["attend", "import", &file.display().to_string()], console).map(|_| ())
}

/// The two surveys, answered by most of those who were paired.
fn keep_answers(console: &mut Console<'_>) -> anyhow::Result<()> {
    let session = console.open_to_show()?;
    let mut changes = ChangeSet::default();
    changes.put(export("before.csv")?, answers(&session, false)?);
    changes.put(export("after.csv")?, answers(&session, true)?);
    drop(session);
    keep(console, changes, "two surveys")
}

fn answers(session: &CohortSession, is_after: bool) -> Result<String, Refusal> {
    let codes = session.records()?.key.participant_codes(session.facts.people.keys().copied());
    let paired: std::collections::BTreeSet<_> = session.facts.pairs.keys().flat_map(|pair| pair.people()).collect();
    let asked = if is_after { 4 } else { 3 };
    let mut table = format!("Completion time,Your participant code,{}", QUESTIONS.get(..asked).unwrap_or_default().join(","));
    table.push_str(if is_after { ",What will you remember?\n" } else { "\n" });
    for (at, person) in paired.iter().enumerate() {
        if (is_after && at % 8 == 5) || (!is_after && at % 15 == 7) {
            continue;
        }
        let Some(code) = codes.get(person) else { continue };
        let when = if is_after { "2027-06-25" } else { "2026-11-05" };
        let _ = write!(table, "{when} {:02}:15,{code}", 8 + at % 10);
        for question in 0..asked {
            let _ = write!(table, ",{}", SCALE.get(answer(at, question, is_after)).copied().unwrap_or_default());
        }
        if is_after {
            let _ = write!(table, ",{}", COMMENTS.get(at).map(|comment| format!("\"{comment}\"")).unwrap_or_default());
        }
        table.push('\n');
    }
    Ok(table)
}

/// Who stood low before mostly rises, some stay, a few fall; where a low answer is the better one it is the other way round.
fn answer(at: usize, question: usize, is_after: bool) -> usize {
    let before = (at * 7 + question * 3) % 3 + usize::from(at.is_multiple_of(5));
    let risen = match (at + question) % 7 {
        0 => before.saturating_sub(at % 2),
        1 => before,
        2..=5 => before + 1,
        _ => before + 2,
    };
    let level = match (is_after, question) {
        (_, 3) => 3 + (at % 4).min(1) - usize::from(at.is_multiple_of(11)),
        (true, _) => risen.min(4),
        (false, _) => before.min(4),
    };
    if question == 2 { 4 - level } else { level }
}

/// What to look at and what to try, as lines.
pub(super) fn tour(directory: &Path) -> String {
    let (place, day) = (directory.display(), today());
    format!(
        "\nThat was a whole programme of people who do not exist. Open, in {place}:\n  \
         report.html            the report for the board: ids, and figures only of large groups\n  \
         private/report.html    the report for the lead: names, all figures, who has fallen behind\n  \
         outcomes.csv           what the group agreed on\n  \
         facts/evaluation/      the published figures\n\nIts dates are fixed. Go there and let {day} be today:\n  \
         export REVMENTOR_TODAY={day}      in PowerShell: $env:REVMENTOR_TODAY = \"{day}\"\n\nThen try:\n  \
         revmentor evaluate                     what changed, in figures and in words\n  \
         revmentor outcome list                 who sees to what, and by when\n  \
         revmentor status                       what is left to do\n"
    )
}

fn export(name: &str) -> Result<layout::RelPath, Problem> {
    layout::survey_export(name).map_err(|fault| Problem::error("file-name", fault.to_string()))
}

fn keep(console: &mut Console<'_>, changes: ChangeSet, what: &str) -> anyhow::Result<()> {
    let mut workspace = console.workspace(Access::Write)?;
    console.write_files(&mut workspace, changes, WriteArgs::default(), "demo", what).map(|_| ())
}
