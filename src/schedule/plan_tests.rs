//! What a plan does to a pair: fresh, after life happened, and where it cannot be done.

use chrono::{Datelike, Weekday};

use super::*;
use crate::domain::days::DayBook;
use crate::domain::meeting::MeetingStatus;
use crate::domain::samples::{self, on};
use crate::domain::settings::Meetings;
use crate::domain::settings::{Calendar, Closure, Division};
use crate::domain::side::BySide;
use crate::schedule::Obstacle;

fn settings(least: u32, most: u32) -> Meetings {
    Meetings { least, most, ..samples::settings().meetings }
}

fn book(blocked: &[(&str, &str)]) -> DayBook {
    let blocked = blocked.iter().map(|(from, to)| Closure { from: on(from), to: on(to), why: None }).collect();
    let calendar =
        Calendar { bank_holidays: Division::EnglandAndWales, observances: vec![], blocked, closed: vec![], holidays_file: None };
    DayBook::new(&calendar, &[], 2026..=2028).unwrap()
}

fn pair() -> PairRequest {
    let id = "M01-E02".parse().unwrap();
    PairRequest {
        id,
        since: on("2026-12-01"),
        told_on: None,
        weekdays: BySide::default(),
        closed: vec![],
        standing: BTreeMap::new(),
    }
}

fn planned(pair: &PairRequest, settings: &Meetings, days: &DayBook, today: &str) -> Timetable {
    let request = Request { meetings: settings, days, pairs: std::slice::from_ref(pair), today: on(today) };
    plan(&request).pairs.remove(&pair.id).unwrap()
}

/// The pair after the plan was written down.
fn accepted(pair: &PairRequest, timetable: &Timetable) -> PairRequest {
    shared_days::as_planned(pair, timetable)
}

fn start(settings: &Meetings) -> PairRequest {
    accepted(&pair(), &planned(&pair(), settings, &book(&[]), "2026-12-01"))
}

fn dates(timetable: &Timetable) -> Vec<String> {
    timetable.meetings.iter().map(|slot| format!("{} {}", slot.number, slot.date)).collect()
}

fn hold(pair: &mut PairRequest, number: u32, day: &str) {
    let meeting = pair.standing.get_mut(&number).unwrap();
    (meeting.status, meeting.held_on) = (MeetingStatus::Held, Some(on(day)));
}

#[test]
fn whoever_is_in_two_pairs_meets_one_partner_a_day() {
    let (settings, days) = (settings(4, 4), book(&[]));
    let two = |standing: [&PairRequest; 2]| {
        let pairs = standing.map(Clone::clone);
        plan(&Request { meetings: &settings, days: &days, pairs: &pairs, today: on("2026-12-01") }).pairs
    };
    let other = PairRequest { id: "M01-E03".parse().unwrap(), ..pair() };
    let fresh = two([&pair(), &other]);
    let [one, second] = [&pair(), &other].map(|pair| &fresh[&pair.id]);
    assert_eq!((one.meetings.len(), second.meetings.len()), (4, 4));
    assert!(one.meetings.iter().all(|slot| second.meetings.iter().all(|other| other.date != slot.date)));
    let [one, second] = [accepted(&pair(), one), accepted(&other, second)];
    assert!(two([&one, &second]).values().all(|timetable| timetable.meetings.iter().all(|slot| !slot.changed)));
    // With few weekdays the windows are narrow, and each leaves out the days of the other pair, whichever was planned first.
    let on_days = |days: &[Weekday]| Some(days.iter().copied().collect::<Weekdays>());
    let weekdays =
        BySide { mentors: on_days(&[Weekday::Wed, Weekday::Thu, Weekday::Fri]), mentees: on_days(&[Weekday::Wed, Weekday::Thu]) };
    let [first, next] = [pair(), other.clone()].map(|pair| PairRequest { weekdays: weekdays.clone(), ..pair });
    let fresh = two([&first, &next]);
    let (a, b) = (&fresh[&first.id].meetings, &fresh[&next.id].meetings);
    for (one, other) in a.iter().flat_map(|one| b.iter().map(move |other| (one, other))) {
        for (window, day) in [(one, other.date), (other, one.date)] {
            assert!(day != window.earliest && day != window.latest, "{window:?} {day}");
        }
    }
    let [first, next] = [accepted(&first, &fresh[&first.id]), accepted(&next, &fresh[&next.id])];
    assert!(two([&first, &next]).values().all(|timetable| timetable.meetings.iter().all(|slot| !slot.changed)));
    let mut clash = PairRequest { standing: one.standing.clone(), ..other };
    clash.standing.values_mut().for_each(|meeting| meeting.fixed = true);
    let repaired = two([&one, &clash]);
    assert!(repaired[&clash.id].meetings.iter().all(|slot| slot.before == Some(slot.date)), "what was moved by hand stays");
    assert!(repaired[&one.id].meetings.iter().all(|slot| slot.before != Some(slot.date)));
}

#[test]
fn six_meetings_are_spread_over_the_period() {
    let timetable = planned(&pair(), &settings(6, 6), &book(&[]), "2026-12-01");
    assert_eq!(
        dates(&timetable),
        ["1 2027-01-11", "2 2027-02-12", "3 2027-03-17", "4 2027-04-19", "5 2027-05-21", "6 2027-06-23"],
        "33 days each, as nearly as weekends let"
    );
    assert!(timetable.remarks.is_empty() && timetable.cancelled.is_empty());
}

#[test]
fn windows_hold_the_day_and_never_overlap() {
    let wide = Meetings { weeks_least: 1, ..settings(4, 4) };
    for settings in [settings(6, 6), wide] {
        let slots = planned(&pair(), &settings, &book(&[]), "2026-12-01").meetings;
        assert!(slots.iter().all(|slot| slot.earliest <= slot.date && slot.date <= slot.latest && slot.changed));
        assert!(slots.windows(2).all(|two| two[0].latest < two[1].earliest));
        assert!(slots.iter().any(|slot| slot.earliest < slot.date) && slots.iter().any(|slot| slot.date < slot.latest));
    }
}

#[test]
fn both_sides_weekdays_bind() {
    let mut pair = pair();
    pair.weekdays.mentors = Some([Weekday::Mon, Weekday::Wed].into_iter().collect());
    pair.weekdays.mentees = Some([Weekday::Wed, Weekday::Fri].into_iter().collect());
    let timetable = planned(&pair, &settings(4, 6), &book(&[]), "2026-12-01");
    assert_eq!(timetable.meetings.len(), 6);
    assert!(timetable.meetings.iter().all(|slot| slot.date.weekday() == Weekday::Wed));
}

#[test]
fn two_who_share_no_weekday_get_working_days_and_a_remark() {
    let mut pair = pair();
    pair.weekdays.mentors = Some([Weekday::Mon].into_iter().collect());
    pair.weekdays.mentees = Some([Weekday::Fri].into_iter().collect());
    let timetable = planned(&pair, &settings(6, 6), &book(&[]), "2026-12-01");
    assert_eq!((timetable.meetings.len(), timetable.remarks), (6, vec![Remark::NoCommonWeekday]));
}

#[test]
fn a_plan_planned_again_is_the_same_on_any_later_day() {
    let settings = settings(4, 6);
    let pair = start(&settings);
    for today in ["2026-12-01", "2027-01-10", "2027-01-11", "2027-02-20", "2027-06-25", "2027-09-01"] {
        let again = planned(&pair, &settings, &book(&[]), today);
        assert!(again.meetings.iter().all(|slot| !slot.changed), "{today}: {again:?}");
        assert!(again.cancelled.is_empty() && again.remarks.is_empty(), "{today}");
    }
}

#[test]
fn what_was_held_stays_and_what_follows_moves_no_more_than_it_must() {
    let settings = settings(6, 6);
    let mut pair = start(&settings);
    hold(&mut pair, 1, "2027-01-11");
    hold(&mut pair, 2, "2027-02-19");
    let again = planned(&pair, &settings, &book(&[]), "2027-02-22");
    assert_eq!(
        dates(&again),
        ["3 2027-03-19", "4 2027-04-19", "5 2027-05-21", "6 2027-06-23"],
        "26 days after the late second are too few: the third moves, nothing else"
    );
    let moved: Vec<u32> = again.meetings.iter().filter(|slot| slot.before != Some(slot.date)).map(|slot| slot.number).collect();
    assert_eq!(moved, [3]);
}

#[test]
fn a_missed_meeting_stays_missed_and_is_made_up_for_where_there_is_room() {
    let settings = settings(4, 6);
    let mut pair = start(&settings);
    hold(&mut pair, 1, "2027-01-11");
    pair.standing.get_mut(&2).unwrap().status = MeetingStatus::Missed;
    let again = planned(&pair, &settings, &book(&[]), "2027-02-15");
    assert_eq!(dates(&again), ["3 2027-02-16", "4 2027-03-17", "5 2027-04-19", "6 2027-05-21", "7 2027-06-23"]);
    let strange = again.meetings.iter().filter(|slot| !pair.standing.values().any(|stood| stood.date == slot.date));
    assert_eq!(strange.count(), 1, "only one day is new in the two diaries");
}

#[test]
fn a_meeting_moved_by_hand_stays_and_the_others_keep_their_distance() {
    let settings = settings(6, 6);
    let mut pair = start(&settings);
    let moved = pair.standing.get_mut(&3).unwrap();
    (moved.date, moved.fixed) = (on("2027-03-29"), true);
    let again = planned(&pair, &settings, &book(&[]), "2027-01-05");
    assert_eq!(dates(&again), ["1 2027-01-11", "2 2027-02-18", "3 2027-03-29", "4 2027-04-26", "5 2027-05-25", "6 2027-06-23"]);
    let easter_monday = Remark::OnAvoidedDay { number: 3, day: on("2027-03-29"), why: book(&[]).why(on("2027-03-29")) };
    assert_eq!(again.remarks, [easter_monday]);
}

#[test]
fn a_gap_made_by_hand_is_said() {
    let settings = settings(4, 6);
    let mut pair = start(&settings);
    hold(&mut pair, 1, "2027-01-11");
    let moved = pair.standing.get_mut(&2).unwrap();
    (moved.date, moved.fixed) = (on("2027-01-20"), true);
    let again = planned(&pair, &settings, &book(&[]), "2027-01-15");
    assert_eq!(again.remarks, [Remark::Gap { earlier: 1, later: 2, days: 9, least: 28, most: 42 }]);
}

#[test]
fn after_a_long_silence_the_next_meeting_comes_soon_and_the_gap_is_said() {
    let settings = settings(2, 6);
    let mut pair = start(&settings);
    for number in 2..=6 {
        pair.standing.get_mut(&number).unwrap().status = MeetingStatus::Missed;
    }
    hold(&mut pair, 1, "2027-01-11");
    let again = planned(&pair, &settings, &book(&[]), "2027-04-01");
    assert_eq!(dates(&again), ["7 2027-04-02", "8 2027-04-30", "9 2027-05-28", "10 2027-06-25"]);
    let gap = Remark::Gap { earlier: 1, later: 7, days: 81, least: 28, most: 42 };
    assert_eq!(again.remarks, [gap, Remark::NoRoom(vec![7, 8, 9, 10])], "the last day for meetings leaves four no other day");
}

#[test]
fn a_past_unreported_meeting_stays_planned() {
    let settings = settings(6, 6);
    let pair = start(&settings);
    let again = planned(&pair, &settings, &book(&[]), "2027-02-12");
    assert_eq!(dates(&again)[..2], ["1 2027-01-11", "2 2027-02-12"]);
}

#[test]
fn a_meeting_of_two_who_did_not_know_each_other_gets_another_day() {
    let settings = settings(6, 6);
    let pair = PairRequest { told_on: Some(on("2027-01-20")), ..start(&settings) };
    let again = planned(&pair, &settings, &book(&[]), "2027-01-21");
    assert_eq!(dates(&again)[..2], ["1 2027-01-22", "2 2027-02-19"]);
    let told_in_time = PairRequest { told_on: Some(on("2027-01-11")), ..pair };
    assert_eq!(dates(&planned(&told_in_time, &settings, &book(&[]), "2027-01-21"))[0], "1 2027-01-11");
}

#[test]
fn a_closure_that_comes_late_moves_one_day() {
    let settings = settings(6, 6);
    let pair = start(&settings);
    let again = planned(&pair, &settings, &book(&[("2027-04-19", "2027-04-19")]), "2026-12-01");
    let moved: Vec<String> = again.meetings.iter().filter(|s| s.before != Some(s.date)).map(|s| s.date.to_string()).collect();
    assert_eq!(moved, ["2027-04-20"]);
}

#[test]
fn fewer_meetings_than_before_are_asked_for() {
    let pair = start(&settings(6, 6));
    let again = planned(&pair, &settings(4, 4), &book(&[]), "2026-12-01");
    assert_eq!(again.cancelled.len(), 2);
    assert_eq!(again.meetings.len(), 4);
    assert!(again.meetings.iter().all(|slot| slot.before == Some(slot.date)), "the ones that stay need not move: {again:?}");
}

#[test]
fn a_late_pair_gets_what_still_fits_and_is_told_why() {
    let settings = settings(4, 6);
    let late = PairRequest { since: on("2027-04-12"), ..pair() };
    let timetable = planned(&late, &settings, &book(&[]), "2027-04-12");
    assert_eq!(dates(&timetable), ["1 2027-04-13", "2 2027-05-18", "3 2027-06-22"], "the middle of four to six weeks");
    let [Remark::TooFew(shortfall)] = timetable.remarks.as_slice() else { panic!("{:?}", timetable.remarks) };
    assert!(shortfall.is_for_want_of_time());
    assert_eq!((shortfall.meetings, shortfall.on_every_working_day, shortfall.from), (3, 3, on("2027-04-13")));
}

#[test]
fn the_obstacle_that_costs_meetings_is_named() {
    let settings = settings(6, 6);
    let away = PairRequest { closed: vec![(on("2027-03-01"), on("2027-04-30"))], ..pair() };
    let timetable = planned(&away, &settings, &book(&[]), "2026-12-01");
    let [Remark::TooFew(shortfall)] = timetable.remarks.as_slice() else { panic!("{:?}", timetable.remarks) };
    assert_eq!(shortfall.without, [(Obstacle::Leave, 6)]);
    assert!(!shortfall.is_for_want_of_time());
}

#[test]
fn nothing_is_planned_for_a_period_that_is_over_or_upside_down() {
    let over = planned(&pair(), &settings(4, 6), &book(&[]), "2027-06-25");
    assert!(over.meetings.is_empty() && over.remarks.len() == 1, "{over:?}");
    assert!(over.remarks[0].to_string().contains("no day is left"), "{}", over.remarks[0]);
    let upside_down = Meetings { first: on("2027-06-25"), last: on("2027-01-11"), ..settings(4, 6) };
    assert!(planned(&pair(), &upside_down, &book(&[]), "2026-12-01").meetings.is_empty());
    let absurd = Meetings { weeks_least: u32::MAX, weeks_most: u32::MAX, most: u32::MAX, ..settings(1, 1) };
    assert_eq!(planned(&pair(), &absurd, &book(&[]), "2026-12-01").meetings.len(), 1);
}

#[test]
fn shifting_everything_by_whole_weeks_shifts_the_timetable() {
    let calendar =
        Calendar { bank_holidays: Division::None, observances: vec![], blocked: vec![], closed: vec![], holidays_file: None };
    let days = DayBook::new(&calendar, &[], 2026..=2028).unwrap();
    let weeks = chrono::TimeDelta::weeks(9);
    let here = settings(4, 6);
    let there = Meetings { first: here.first + weeks, last: here.last + weeks, ..here.clone() };
    let shifted = planned(&pair(), &there, &days, "2026-12-01").meetings;
    let stayed = planned(&pair(), &here, &days, "2026-12-01").meetings;
    assert!(stayed.iter().zip(&shifted).all(|(a, b)| a.date + weeks == b.date && a.earliest + weeks == b.earliest));
}

#[test]
fn a_first_meeting_is_not_dropped_because_the_second_was_moved_far_away() {
    let settings = settings(4, 6);
    let mut pair = start(&settings);
    let moved = pair.standing.get_mut(&2).unwrap();
    (moved.date, moved.fixed) = (on("2027-03-30"), true);
    let closed = book(&[("2027-02-16", "2027-03-02")]);
    let again = planned(&pair, &settings, &closed, "2027-01-05");
    assert_eq!(dates(&again)[..2], ["1 2027-01-11", "2 2027-03-30"]);
    assert_eq!(again.remarks, [Remark::Gap { earlier: 1, later: 2, days: 78, least: 28, most: 42 }]);
}

#[test]
fn where_the_period_allows_gaps_are_in_the_middle_and_every_meeting_has_room() {
    let wide = Meetings { last: on("2027-12-17"), ..settings(4, 6) };
    let thursdays =
        PairRequest { weekdays: BySide { mentors: Some([Weekday::Thu].into_iter().collect()), mentees: None }, ..pair() };
    for pair in [pair(), thursdays] {
        let timetable = planned(&pair, &wide, &book(&[]), "2026-12-01");
        let slots = &timetable.meetings;
        let gaps: Vec<i64> = slots.windows(2).map(|two| (two[1].date - two[0].date).num_days()).collect();
        assert!(gaps.iter().all(|gap| (32..=38).contains(gap)), "{gaps:?}");
        assert!(slots.iter().all(|slot| slot.earliest < slot.latest), "{slots:?}");
        assert_eq!(timetable.remarks, []);
    }
}

#[test]
fn numbers_that_leave_no_room_are_said() {
    let exact = Meetings { weeks_least: 5, weeks_most: 5, ..settings(4, 4) };
    let timetable = planned(&pair(), &exact, &book(&[]), "2026-12-01");
    assert_eq!(timetable.remarks, [Remark::NoRoom(vec![1, 2, 3, 4])]);
    assert_eq!(timetable.remarks[0].to_string(), "meetings 1, 2, 3 and 4: no alternative day");
}
