//! A repair moves the fewest dates that any timetable with as many meetings moves: every one is tried.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use revmentor::parts::check::timetable::Week;
use revmentor::parts::domain::{Closure, MeetingStatus, Meetings};
use revmentor::parts::schedule::DayBook;

use super::case::{Case, accept, after, programme, settings_of};

prop_compose! {
    /// A programme so small that every timetable can be tried, and a closure that comes to be known after the first plan.
    pub(super) fn small_programme()(
        case in programme(), length in 10..36u64, weeks in 1..3u32, more in 0..2u32, most in 2..5u32, closure in (0..30u64, 0..4u64),
    ) -> (Case, Closure) {
        let first = case.settings.meetings.first;
        let (least, weeks_least, weeks_most, last) = (1, weeks, weeks + more, after(first, length));
        let meetings = Meetings { least, most, weeks_least, weeks_most, last, ..case.settings.meetings };
        let closure = Closure { from: after(first, closure.0), to: after(first, closure.0 + closure.1), why: None };
        let (settings, week) = (settings_of(meetings, case.settings.calendar), Week::default());
        (Case { settings, week, since: first, today: first - Days::new(1), ..case }, closure)
    }
}

/// Every chain of open days after `today` that keeps the gaps, also to the last meeting held.
fn every_chain(case: &Case, today: NaiveDate, held: Option<NaiveDate>) -> Vec<Vec<NaiveDate>> {
    let last = case.settings.meetings.last;
    let open: Vec<NaiveDate> =
        today.iter_days().skip(1).take_while(|day| *day <= last).filter(|day| case.is_open(*day, &[])).collect();
    let soon = |day: &NaiveDate| held.is_none_or(|held| case.may_follow(held, *day));
    let far_enough =
        |day: &NaiveDate| held.is_none_or(|held| (*day - held).num_days() >= i64::from(case.settings.meetings.weeks_least) * 7);
    let long_ago = !open.iter().any(soon);
    let begins = |day: &&NaiveDate| if long_ago { far_enough(day) } else { soon(day) };
    let mut chains = vec![Vec::new()];
    let mut longest: Vec<Vec<NaiveDate>> = open.iter().filter(begins).map(|day| vec![*day]).collect();
    while !longest.is_empty() {
        chains.extend(longest.iter().cloned());
        let onward = |chain: &Vec<NaiveDate>| {
            let end = chain[chain.len() - 1];
            let next = open.iter().filter(move |day| case.may_follow(end, **day));
            let chain = chain.clone();
            next.map(move |day| [chain.as_slice(), &[*day]].concat()).collect::<Vec<_>>()
        };
        longest = longest.iter().flat_map(onward).collect();
    }
    chains
}

/// In how many of the `standing` days a chain differs, when the surplus standing ones are dropped as well as can be.
fn fewest_moves(standing: &[NaiveDate], chain: &[NaiveDate]) -> usize {
    match (standing.split_first(), chain.split_first()) {
        (None, _) | (_, None) => 0,
        (Some((stood, later)), Some((day, rest))) => {
            let here = usize::from(stood != day) + fewest_moves(later, rest);
            if standing.len() > chain.len() { here.min(fewest_moves(later, chain)) } else { here }
        }
    }
}

pub(super) fn a_repair_moves_the_fewest_dates(case: &Case, closure: Closure, lateness: &[u64], passed: u64) {
    let mut pair = case.pair();
    let first = case.plan(&pair, case.today);
    accept(&mut pair, &first, case.today);
    let mut case = case.clone();
    case.days = DayBook::new(&case.settings.calendar, &[closure], 2024..=2030).unwrap();
    let today = after(case.today, passed);
    for (meeting, late) in pair.meetings.values_mut().zip(lateness).filter(|(meeting, _)| meeting.date <= today) {
        (meeting.status, meeting.held_on) = (MeetingStatus::Held, Some(after(meeting.date, *late).min(today)));
    }
    let fixed: Vec<NaiveDate> = pair.meetings.values().filter(|m| m.date <= today).map(|m| m.held_on.unwrap_or(m.date)).collect();
    let standing: Vec<NaiveDate> = pair.meetings.values().filter(|m| m.date > today).map(|m| m.date).collect();
    let room = (case.settings.meetings.most as usize).saturating_sub(fixed.len());
    let mut chains = every_chain(&case, today, fixed.iter().max().copied());
    chains.retain(|chain| chain.len() <= room);
    let longest = chains.iter().map(Vec::len).max().unwrap();
    let fewest = chains.iter().filter(|chain| chain.len() == longest).map(|chain| fewest_moves(&standing, chain)).min().unwrap();
    let repaired = case.plan(&pair, today);
    let coming = repaired.meetings.iter().filter(|slot| slot.date > today);
    assert_eq!(coming.clone().count(), longest);
    assert_eq!(coming.filter(|slot| slot.before.is_some_and(|before| before != slot.date)).count(), fewest);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn repairs_move_the_fewest_dates(
        (case, closure) in small_programme(), lateness in proptest::collection::vec(0..9u64, 5), passed in 0..30u64,
    ) {
        a_repair_moves_the_fewest_dates(&case, closure, &lateness, passed);
    }
}
