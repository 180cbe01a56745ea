//! Whether a day that somebody chose for a meeting keeps the rules, said with the nearest day that does.

use chrono::{Datelike, NaiveDate};

use crate::app::plan;
use crate::app::session::CohortSession;
use crate::domain::pair::Pair;
use crate::domain::problem::{Problem, Refusal};
use crate::schedule::{self, ChosenDay};

/// The codes of what may speak against a day.
pub(crate) const CODES: [&str; 3] = schedule::Objection::CODES;

/// Everything that speaks against meeting `number` of `pair` on `date`; the lead may want it all the same.
///
/// # Errors
/// As [`plan::day_book_of`].
pub(crate) fn objections(
    session: &CohortSession,
    pair: &Pair,
    number: u32,
    date: NaiveDate,
    today: NaiveDate,
) -> Result<Vec<Problem>, Refusal> {
    let years = schedule::years(&session.settings);
    let years = date.year().min(*years.start())..=date.year().max(*years.end());
    let (days, _) = plan::day_book_of(session, years)?;
    let period = schedule::period(&session.settings);
    let chosen = ChosenDay { settings: &period, days: &days, meetings: &pair.meetings, number, today };
    let found = chosen.objections(date);
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let command = |day: NaiveDate| format!("revmentor meeting move {} {number} --on {day}", pair.id);
    let all_the_same = format!("to take this day all the same: `{} --force`", command(date));
    let help = match chosen.nearest(date) {
        Some(day) => format!("the nearest day that keeps every rule: `{}`; {all_the_same}", command(day)),
        None => format!("no day keeps every rule; {all_the_same}"),
    };
    let problem = |objection: schedule::Objection| {
        let message = format!("meeting {number} of {}: {objection}", pair.id);
        Problem::error(objection.code(), message).value(date.to_string()).help(&help)
    };
    Ok(found.into_iter().map(problem).collect())
}
