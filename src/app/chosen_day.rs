//! Whether a day that somebody chose for a meeting keeps the rules, said with the nearest day that does.

use chrono::{Datelike, NaiveDate};

use crate::app::plan;
use crate::app::session::CohortSession;
use crate::domain::pair::Pair;
use crate::domain::problem::{Problem, Refusal};
use crate::schedule::{self, ChosenDay};

/// The codes of what may speak against a day.
pub(crate) const CODES: [&str; 3] = schedule::Objection::CODES;

/// A day that somebody asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wish<'a> {
    /// The pair, with its meetings.
    pub pair: &'a Pair,
    /// Which of them is to be moved.
    pub number: u32,
    /// To which day.
    pub date: NaiveDate,
    /// The day that counts as today.
    pub today: NaiveDate,
}

impl Wish<'_> {
    fn command(&self, day: NaiveDate) -> String {
        format!("revmentor meeting move {} {} --on {day}", self.pair.id, self.number)
    }

    /// Everything that speaks against the day; the lead may want it all the same.
    ///
    /// # Errors
    /// As [`plan::day_book_of`].
    pub(crate) fn objections(&self, session: &CohortSession) -> Result<Vec<Problem>, Refusal> {
        self.judge(session, |chosen| {
            let found = chosen.objections(self.date);
            if found.is_empty() {
                return Vec::new();
            }
            let all_the_same = format!("to take this day all the same: `{} --force`", self.command(self.date));
            let help = match chosen.nearest(self.date) {
                Some(day) => format!("the nearest day that keeps every rule: `{}`; {all_the_same}", self.command(day)),
                None => format!("no alternative day; {all_the_same}"),
            };
            let problem = |objection: schedule::Objection| {
                let message = format!("meeting {} of {}: {objection}", self.number, self.pair.id);
                Problem::error(objection.code(), message).value(self.date.to_string()).help(&help)
            };
            found.into_iter().map(problem).collect()
        })
    }

    /// What to type in place of a day that cannot be: the nearest day that keeps every rule, else the nearest between its neighbours.
    /// `None` where there is no room between them.
    ///
    /// # Errors
    /// As [`plan::day_book_of`].
    pub(crate) fn instead(&self, session: &CohortSession) -> Result<Option<String>, Refusal> {
        self.judge(session, |chosen| match (chosen.nearest(self.date), chosen.nearest_in_order(self.date)) {
            (Some(day), _) => Some(format!("the nearest day that keeps every rule: `{}`", self.command(day))),
            (None, Some(day)) => {
                let command = self.command(day);
                Some(format!("no alternative day; the nearest between the meetings around it: `{command} --force`"))
            }
            (None, None) => None,
        })
    }

    fn judge<T>(&self, session: &CohortSession, judge: impl FnOnce(&ChosenDay<'_>) -> T) -> Result<T, Refusal> {
        let years = schedule::years(&session.settings);
        let years = self.date.year().min(*years.start())..=self.date.year().max(*years.end());
        let (days, _) = plan::day_book_of(session, years)?;
        let Wish { pair, number, today, .. } = *self;
        let period = schedule::period(&session.settings);
        // Two who do not know of each other yet cannot meet.
        let told_on = pair.told_on().filter(|told| *told > today);
        Ok(judge(&ChosenDay { settings: &period, days: &days, meetings: &pair.meetings, number, told_on, today }))
    }
}
