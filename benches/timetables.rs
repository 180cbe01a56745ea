//! A thousand timetables, new and repaired.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime, Weekday};
use revmentor::parts::domain::{
    BySide, Calendar, DayBook, Division, Meeting, MeetingStatus, Meetings, PairId, Tradition, Weekdays,
};
use revmentor::parts::schedule::{PairRequest, Request, Schedule, plan};

fn main() {
    divan::main();
}

fn on(text: &str) -> NaiveDate {
    text.parse().unwrap_or_default()
}

fn meetings() -> Meetings {
    let hours = (NaiveTime::MIN, NaiveTime::MIN);
    let (first, last) = (on("2027-01-11"), on("2027-06-25"));
    Meetings { least: 4, most: 6, weeks_least: 4, weeks_most: 6, minutes: 60, hours, first, last }
}

fn book() -> DayBook {
    let observances = Tradition::ALL.iter().map(|(tradition, _)| *tradition).collect();
    let calendar =
        Calendar { bank_holidays: Division::EnglandAndWales, observances, blocked: vec![], closed: vec![], holidays_file: None };
    DayBook::new(&calendar, &[], 2026..=2028).unwrap_or_else(|problems| unreachable!("{problems:?}"))
}

/// A set of weekdays that differs from pair to pair.
fn some_days(pair: u32) -> Weekdays {
    let week = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    (0u32..5).zip(week).filter(|(bit, _)| (pair * 7 + 3) >> bit & 1 == 1).map(|(_, day)| day).collect()
}

/// A thousand pairs, each with weekdays and leave of its own, so that nothing can be shared.
fn pairs() -> Vec<PairRequest> {
    let pair = |number: u32| {
        let id: PairId = format!("M{number}-E{number}").parse().unwrap_or_else(|fault| unreachable!("{fault}"));
        let away = on("2027-01-11") + chrono::Days::new(u64::from(number % 160));
        let weekdays = BySide { mentors: Some(some_days(number)), mentees: None };
        PairRequest {
            id,
            since: on("2026-12-01"),
            told_on: None,
            weekdays,
            closed: vec![(away, away)],
            standing: BTreeMap::new(),
        }
    };
    (1..=1000).map(pair).collect()
}

fn standing(pairs: Vec<PairRequest>, schedule: &Schedule) -> Vec<PairRequest> {
    let with_meetings = |mut pair: PairRequest| {
        for slot in schedule.pairs.get(&pair.id).into_iter().flat_map(|timetable| &timetable.meetings) {
            let (number, date, status, changed_on) = (slot.number, slot.date, MeetingStatus::Planned, on("2026-12-01"));
            let (earliest, latest) = (slot.earliest, slot.latest);
            let meeting = Meeting {
                number,
                earliest,
                date,
                latest,
                status,
                held_on: None,
                fixed: false,
                changes: 0,
                changed_on,
                revised_on: changed_on,
            };
            pair.standing.insert(number, meeting);
        }
        if let Some(first) = pair.standing.get_mut(&1) {
            first.status = MeetingStatus::Held;
            first.held_on = Some(first.date + chrono::Days::new(10));
        }
        pair
    };
    pairs.into_iter().map(with_meetings).collect()
}

#[divan::bench]
fn a_thousand_new(bencher: divan::Bencher<'_, '_>) {
    let (meetings, days, pairs) = (meetings(), book(), pairs());
    bencher.bench(|| plan(&Request { meetings: &meetings, days: &days, pairs: &pairs, today: on("2026-12-01") }));
}

#[divan::bench]
fn a_thousand_repaired_after_a_late_first_meeting(bencher: divan::Bencher<'_, '_>) {
    let (meetings, days, pairs) = (meetings(), book(), pairs());
    let first = plan(&Request { meetings: &meetings, days: &days, pairs: &pairs, today: on("2026-12-01") });
    let pairs = standing(pairs, &first);
    bencher.bench(|| plan(&Request { meetings: &meetings, days: &days, pairs: &pairs, today: on("2027-02-01") }));
}
