//! How a cohort is doing on a given day: which pairs have gone quiet, which meetings nobody has reported.

use chrono::{Days, NaiveDate};

use super::cohort::Cohort;
use super::id::PairId;
use super::meeting::Meeting;
use super::pair::Pair;
use super::settings::Meetings;

/// A pair that has not been known to meet for longer than the largest gap between two meetings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quiet {
    /// The pair.
    pub pair: PairId,
    /// The day of the last meeting held; `None` when they never met.
    pub last_held: Option<NaiveDate>,
    /// Since when they could have met.
    pub since: NaiveDate,
    /// How many days ago that was.
    pub days: i64,
}

/// A meeting with the pair whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PairMeeting<'a> {
    /// The pair.
    pub pair: PairId,
    /// The meeting.
    pub meeting: &'a Meeting,
}

/// The active pairs that have gone quiet on `today`, the quietest first.
///
/// A pair that never met counts from the first day on which it could: the first day of meetings, or the day it was paired.
/// A pair that held as many meetings as are planned at most is done, not quiet.
pub(crate) fn quiet_pairs(cohort: &Cohort, meetings: &Meetings, today: NaiveDate) -> Vec<Quiet> {
    let mut quiet: Vec<Quiet> = cohort.active_pairs().filter_map(|pair| quiet(pair, meetings, today)).collect();
    quiet.sort_by_key(|quiet| (std::cmp::Reverse(quiet.days), quiet.pair));
    quiet
}

fn quiet(pair: &Pair, meetings: &Meetings, today: NaiveDate) -> Option<Quiet> {
    let held: Vec<NaiveDate> = pair.held().filter_map(|meeting| meeting.held_on).collect();
    let done = u32::try_from(held.len()).is_ok_and(|held| held >= meetings.most);
    let last_held = held.into_iter().max();
    let since = last_held.unwrap_or_else(|| pair.since.max(meetings.first));
    let until = today.min(meetings.last);
    let allowed = since.checked_add_days(Days::new(u64::from(meetings.weeks_most) * 7))?;
    let days = (today - since).num_days();
    (!done && until > allowed).then_some(Quiet { pair: pair.id, last_held, since, days })
}

/// Planned meetings of active pairs whose day is before `today`, by day.
pub(crate) fn unreported(cohort: &Cohort, today: NaiveDate) -> Vec<PairMeeting<'_>> {
    let mut past: Vec<PairMeeting<'_>> = cohort
        .active_pairs()
        .flat_map(|pair| pair.planned().map(|meeting| PairMeeting { pair: pair.id, meeting }))
        .filter(|past| past.meeting.date < today)
        .collect();
    past.sort_by_key(|unreported| (unreported.meeting.date, unreported.pair));
    past
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;

    use super::*;
    use crate::domain::fact::{Origin, PairFact};
    use crate::domain::facts::Facts;

    fn day(month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, month, day).unwrap()
    }

    fn meetings() -> Meetings {
        let hours = (NaiveTime::from_hms_opt(9, 0, 0).unwrap(), NaiveTime::from_hms_opt(17, 0, 0).unwrap());
        let (first, last) = (day(1, 11), day(6, 30));
        Meetings { least: 4, most: 6, weeks_least: 4, weeks_most: 6, minutes: 60, hours, first, last }
    }

    fn pair_with_two_meetings() -> (Facts, PairId) {
        let pair: PairId = "M01-E01".parse().unwrap();
        let mut facts = Facts::default();
        facts.pair(pair, day(1, 2), PairFact::Paired { score: None, origin: Origin::Draw(1) });
        for (meeting, date) in [(1, day(1, 12)), (2, day(2, 16))] {
            facts.pair(pair, day(1, 2), PairFact::Planned { meeting, date, earliest: date, latest: date });
        }
        (facts, pair)
    }

    #[test]
    fn a_pair_is_quiet_only_after_the_largest_gap() {
        let (mut facts, pair) = pair_with_two_meetings();
        assert!(quiet_pairs(&Cohort::of(&facts), &meetings(), day(2, 22)).is_empty());
        let quiet = quiet_pairs(&Cohort::of(&facts), &meetings(), day(2, 23));
        assert_eq!((quiet[0].pair, quiet[0].last_held, quiet[0].since, quiet[0].days), (pair, None, day(1, 11), 43));
        facts.pair(pair, day(1, 20), PairFact::Held { meeting: 1, date: day(1, 20) });
        assert!(quiet_pairs(&Cohort::of(&facts), &meetings(), day(2, 23)).is_empty());
        assert_eq!(quiet_pairs(&Cohort::of(&facts), &meetings(), day(3, 4))[0].last_held, Some(day(1, 20)));
    }

    #[test]
    fn a_day_that_passed_unreported_is_named() {
        let (facts, pair) = pair_with_two_meetings();
        let cohort = Cohort::of(&facts);
        assert!(unreported(&cohort, day(1, 12)).is_empty());
        let past = unreported(&cohort, day(1, 13));
        assert_eq!((past.len(), past[0].pair, past[0].meeting.number), (1, pair, 1));
    }
}
