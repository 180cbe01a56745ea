//! The dates of a new programme, proposed from one, as the template's gaps.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::config;
use crate::domain::days::DayBook;
use crate::domain::milestone::{Milestone, ProgrammeDate, Source};
use crate::domain::problem::Refusal;
use crate::domain::settings::{Calendar, Division, Season, Tradition};
use crate::domain::side::{Kind, Side};
use crate::schedule::{Pace, date_plan};

/// From the opening of recruitment to the first day for meetings, where nobody says when that is.
const WEEKS_BEFORE: u64 = 10;

/// Every date from the first day for meetings.
///
/// # Errors
/// The table of observances does not reach the programme's years.
pub(super) fn proposed(kind: Kind, start: Option<NaiveDate>, today: NaiveDate) -> Result<Vec<ProgrammeDate>, Refusal> {
    let begin = start.unwrap_or(later(today, 7 * WEEKS_BEFORE));
    let days = DayBook::new(&calendar(), &[], begin.year() - 1..=begin.year() + 2).map_err(Refusal::input)?;
    let begin = start.unwrap_or_else(|| free(&days, begin));
    let start = ProgrammeDate { milestone: Milestone::Start, first: begin, last: begin, source: Source::Given };
    let ((_, most), (weeks_least, weeks_most)) = config::customary(kind);
    Ok(date_plan(&[start], Pace { kind, most, weeks_least, weeks_most }, &days))
}

/// What the template avoids.
fn calendar() -> Calendar {
    Calendar {
        bank_holidays: Division::EnglandAndWales,
        observances: Tradition::ALL.map(|(tradition, _)| tradition).to_vec(),
        blocked: Vec::new(),
        closed: Season::ALL.map(|(season, _)| season).to_vec(),
        holidays_file: None,
    }
}

/// The template's gaps.
pub(super) fn gaps(kind: Kind, date_plan: &[ProgrammeDate]) -> BTreeMap<&'static str, String> {
    let ((least, most), (weeks_least, weeks_most)) = config::customary(kind);
    let [mentors, mentees] = Side::BOTH.map(|side| side.many(kind).to_owned());
    let count = if least == most { least.to_string() } else { format!("[{least}, {most}]") };
    let of =
        |milestone| date_plan.iter().find(|bone| bone.milestone == milestone).map_or_else(NaiveDate::default, |bone| bone.first);
    let (start, letters) = (of(Milestone::Start), of(Milestone::Letters));
    let mut gaps = BTreeMap::from([
        ("kind", kind.word().to_owned()),
        ("year", start.year().to_string()),
        ("previous_year", (start.year() - 1).to_string()),
        ("mentors", mentors),
        ("mentees", mentees),
        ("count", count),
        ("weeks_between", format!("[{weeks_least}, {weeks_most}]")),
        ("keep_until", letters.checked_add_months(Months::new(6)).unwrap_or(letters).to_string()),
    ]);
    gaps.insert("training", before_inductions(of(Milestone::MentorsInduction)).to_string());
    gaps.extend(date_plan.iter().map(|bone| (bone.milestone.key(), bone.first.to_string())));
    gaps
}

/// The last day for a training that comes before the inductions: a few days earlier, and no weekend.
fn before_inductions(induction: NaiveDate) -> NaiveDate {
    let day = induction.checked_sub_days(Days::new(4)).unwrap_or(induction);
    let over = day.weekday().num_days_from_monday().saturating_sub(4);
    day.checked_sub_days(Days::new(u64::from(over))).unwrap_or(day)
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// The day, or the next that is not avoided.
fn free(days: &DayBook, day: NaiveDate) -> NaiveDate {
    day.iter_days().take(366).find(|day| days.is_free(*day)).unwrap_or(day)
}
