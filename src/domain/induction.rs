//! When the inductions are past: from then on pairs may be revealed.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::event::EventKind;
use super::milestone::Milestone;
use super::settings::Settings;

/// The last date of an induction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Induction {
    /// What it is called.
    pub title: String,
    /// The event's id, or the key under `[dates]`.
    pub id: String,
    /// Its last day.
    pub day: NaiveDate,
    /// When it ends on that day, where that is known.
    pub ends: Option<NaiveDateTime>,
}

/// Every induction of the programme: the sessions, and of `[dates]` those that are no session. None where neither is written.
pub(crate) fn inductions(settings: &Settings) -> Vec<Induction> {
    let of_session = |event: &super::event::Event| {
        let start = *event.dates.iter().max()?;
        let ends = start.checked_add_signed(TimeDelta::minutes(i64::from(event.minutes)));
        Some(Induction { title: event.title.clone(), id: event.id.clone(), day: start.date(), ends })
    };
    let sessions = settings.events.iter().filter(|event| event.kind == EventKind::Induction);
    let is_session = |milestone: Milestone| settings.events.iter().any(|event| milestone.is_session(event));
    let of_dates = settings.dates.iter().filter(|date| {
        let induction = matches!(date.milestone, Milestone::MentorsInduction | Milestone::MenteesInduction);
        induction && !is_session(date.milestone)
    });
    let kind = settings.programme.kind;
    let of_dates = of_dates.map(|date| {
        let (title, id) = (date.milestone.title(kind), date.milestone.key().to_owned());
        Induction { title, id, day: date.last, ends: None }
    });
    sessions.filter_map(of_session).chain(of_dates).collect()
}

/// The day of the first of them; `None` where none is known.
pub(crate) fn first_day(settings: &Settings) -> Option<NaiveDate> {
    inductions(settings).into_iter().map(|induction| induction.day).min()
}

/// The day after which all of them are past; `None` where none is known.
pub(crate) fn last_day(settings: &Settings) -> Option<NaiveDate> {
    inductions(settings).into_iter().map(|induction| induction.day).max()
}

/// The day from which pairs may be told of each other: that of `[dates]`, written or proposed, else the day after the last induction.
pub(crate) fn reveal_day(settings: &Settings) -> Option<NaiveDate> {
    let of_dates = settings.dates.iter().find(|date| date.milestone == Milestone::Reveal).map(|date| date.last);
    of_dates.or_else(|| last_day(settings)?.succ_opt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example;
    use crate::domain::milestone::{ProgrammeDate, Source};

    #[test]
    fn sessions_count_and_dates_where_there_is_no_session() {
        let mut settings = example::settings();
        assert_eq!(last_day(&settings), Some(example::day(2027, 1, 5)));
        let bone = |milestone, day| ProgrammeDate { milestone, first: day, last: day, source: Source::Proposed };
        settings.dates = vec![
            bone(Milestone::MentorsInduction, example::day(2027, 2, 1)),
            bone(Milestone::MenteesInduction, example::day(2027, 1, 6)),
        ];
        let ids: Vec<String> = inductions(&settings).into_iter().map(|induction| induction.id).collect();
        assert_eq!(ids, ["induction-mentors", "mentees_induction"]);
        assert_eq!(last_day(&settings), Some(example::day(2027, 1, 6)));
        (settings.dates, settings.events) = (Vec::new(), Vec::new());
        assert_eq!(last_day(&settings), None);
    }
}
