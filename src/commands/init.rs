//! `init`: a new cohort directory from the template, with dates that hang together and a key of its own.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use clap::Args;

use super::desk::{Desk, Done};
use crate::domain::days::DayBook;
use crate::domain::problem::Refusal;
use crate::domain::settings::{Calendar, Division, Tradition};
use crate::domain::side::{Kind, Side};
use crate::render::shared::views::views;
use crate::store::changes::{self, ChangeSet, LogEntry};
use crate::store::formats::cohort_toml;
use crate::store::vault::key::Key;
use crate::store::{layout, template};

/// Make a new cohort directory
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Where; it must be empty or not be there yet
    directory: PathBuf,
    /// How people are paired: random, goals or reciprocal
    #[arg(long, default_value = "goals", value_parser = kind_word)]
    kind: Kind,
    /// The day on which recruitment opens, from which every date is proposed [default: today]
    #[arg(long, value_name = "DATE")]
    start: Option<NaiveDate>,
    #[command(flatten)]
    write: super::write::WriteArguments,
}

fn kind_word(word: &str) -> Result<Kind, String> {
    let known = Kind::ALL.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind);
    known.ok_or_else(|| "it is random, goals or reciprocal".to_owned())
}

pub(super) fn run(arguments: &Arguments, desk: &mut Desk<'_>) -> anyhow::Result<Done> {
    let start = arguments.start.unwrap_or(desk.today);
    let gaps = gaps(arguments.kind, start)?;
    let settings = template::fill(template::COHORT_TOML, arguments.kind, &gaps);
    let key = Key::new(desk.entropy()?);
    let changes = new_directory(&settings, &key)?;
    let directory = desk.path(&arguments.directory);
    if arguments.write.dry_run {
        desk.say(&format!("Dry run, nothing is written. It would make {}:", directory.display()))?;
        for path in changes.paths() {
            desk.say(&format!("  {path}"))?;
        }
        return Ok(Done);
    }
    let entry = LogEntry { verb: "init".to_owned(), on: desk.today, summary: format!("a new {} cohort", arguments.kind.word()) };
    let written = changes::create(&directory, changes, entry)?;
    desk.warn(&written.notes)?;
    tell(arguments, desk)?;
    Ok(Done)
}

/// Everything that a new cohort directory holds.
///
/// # Errors
/// Never, as long as the template is sound; the tests hold that.
pub(super) fn new_directory(settings_text: &str, key: &Key) -> Result<ChangeSet, Refusal> {
    let settings = cohort_toml::read(settings_text, layout::COHORT_FILE).map_err(Refusal::input)?.settings;
    let mut changes = ChangeSet::default();
    changes.put(layout::cohort_file(), settings_text);
    changes.put(layout::gitignore(), layout::GITIGNORE);
    changes.put(layout::gitattributes(), layout::gitattributes_text());
    changes.put(layout::key(), key.write());
    for (name, bytes) in views(&settings, &crate::domain::cohort::Cohort::default()) {
        if let Some(path) = layout::views().into_iter().find(|path| path.as_str() == name) {
            changes.put(path, bytes);
        }
    }
    Ok(changes)
}

fn tell(arguments: &Arguments, desk: &mut Desk<'_>) -> anyhow::Result<()> {
    let directory = arguments.directory.display();
    let [first, second] = Side::BOTH.map(|side| side.many(arguments.kind));
    for sentence in [
        format!("Made {directory}. Next:"),
        format!("  1. put the exports into {directory}/private/surveys/ as {first}.csv and {second}.csv (or .xlsx)"),
        format!(
            "  2. revmentor survey {directory}/private/surveys/{first}.csv    shows what is in it and prints the block for cohort.toml"
        ),
        format!("  3. look at the dates in {directory}/cohort.toml"),
        "  4. revmentor match --dry-run, then revmentor match".to_owned(),
    ] {
        desk.say(&sentence)?;
    }
    Ok(())
}

/// The gaps of the template, each with how many days after the start and at what time of day it is proposed. A date that falls on
/// a weekend or an avoided day moves to the next that is free.
const DATES: [(&str, u64, &str); 12] = [
    ("induction_mentors", 70, "T14:00:00"),
    ("induction_mentees", 72, "T12:30:00"),
    ("first", 77, ""),
    ("supervision_1", 126, "T12:30:00"),
    ("supervision_2", 128, "T15:00:00"),
    ("midpoint_mentors", 168, "T12:30:00"),
    ("midpoint_mentees_1", 170, "T12:30:00"),
    ("midpoint_mentees_2", 175, "T15:00:00"),
    ("last", 273, ""),
    ("wrapup_mentors", 280, "T13:00:00"),
    ("wrapup", 280, "T14:30:00"),
    ("keep_until", 455, ""),
];

/// In a reciprocal cohort the period is a year: everything after the first meeting takes twice as long.
fn days_after(kind: Kind, days: u64) -> u64 {
    let first = 77;
    if kind == Kind::Reciprocal && days > first { first + (days - first) * 9 / 5 } else { days }
}

fn gaps(kind: Kind, start: NaiveDate) -> Result<BTreeMap<&'static str, String>, Refusal> {
    let calendar = Calendar {
        bank_holidays: Division::EnglandAndWales,
        observances: Tradition::ALL.map(|(tradition, _)| tradition).to_vec(),
        blocked: Vec::new(),
        holidays_file: None,
    };
    let days = DayBook::new(&calendar, &[], start.year()..=start.year() + 2).map_err(Refusal::input)?;
    let [mentors, mentees] = Side::BOTH.map(|side| side.many(kind).to_owned());
    let mut gaps = BTreeMap::from([
        ("kind", kind.word().to_owned()),
        ("year", start.year().to_string()),
        ("previous_year", (start.year() - 1).to_string()),
        ("mentors", mentors),
        ("mentees", mentees),
    ]);
    for (gap, after, time) in DATES {
        let day = next_free(start.checked_add_days(Days::new(days_after(kind, after))).unwrap_or(start), &days);
        gaps.insert(gap, format!("{day}{time}"));
    }
    Ok(gaps)
}

fn next_free(mut day: NaiveDate, days: &DayBook) -> NaiveDate {
    while matches!(day.weekday(), Weekday::Sat | Weekday::Sun) || !days.is_free(day) {
        let Some(next) = day.succ_opt() else { break };
        day = next;
    }
    day
}
