//! Each rule with the timetable that breaks it and no other, and what people may do without breaking any.

use super::*;
use crate::domain::event::Audience;
use crate::domain::fact::{EndReason, Origin};
use crate::domain::samples::{self, event, on};
use crate::domain::settings::Meetings;

fn settings() -> Settings {
    let sample = samples::settings();
    let meetings = Meetings { least: 2, most: 3, ..sample.meetings.clone() };
    Settings { meetings, events: vec![event("induction", Audience::All, &["2027-01-05T14:00"])], ..sample }
}

fn meeting(number: u32, date: &str) -> Meeting {
    let (date, status, changed_on) = (on(date), MeetingStatus::Planned, on("2027-01-01"));
    Meeting {
        number,
        earliest: date,
        date,
        latest: date,
        status,
        held_on: None,
        fixed: false,
        changes: 0,
        changed_on,
        revised_on: changed_on,
    }
}

fn pair(dates: &[&str]) -> Pair {
    let numbered = (1..).zip(dates).map(|(number, date)| (number, meeting(number, date)));
    Pair {
        id: "M01-E02".parse().unwrap(),
        since: on("2027-01-01"),
        score: None,
        origin: Origin::Adopted,
        ended: None,
        ends: 0,
        until: None,
        revealed: BySide::default(),
        meetings: numbered.collect(),
        earlier: BTreeMap::new(),
    }
}

/// The meetings and the rules they break.
fn broken_by(settings: &Settings, week: &Week, pair: &Pair) -> Vec<(u32, &'static str)> {
    let days = samples::book(settings);
    let weeks = BTreeMap::from([(pair.id, week.clone())]);
    let law = Law { settings, days: &days, weeks: &weeks, today: None };
    judge(&law, [pair]).into_iter().map(|breach| (breach.meeting, breach.rule)).collect()
}

fn broken(pair: &Pair) -> Vec<(u32, &'static str)> {
    broken_by(&settings(), &Week::default(), pair)
}

const SOUND: [&str; 3] = ["2027-01-12", "2027-02-09", "2027-03-23"];

#[test]
fn a_sound_timetable_breaks_nothing() {
    assert_eq!(broken(&pair(&SOUND)), []);
}

#[test]
fn each_rule_is_broken_by_its_own_case() {
    assert_eq!(broken(&pair(&["2027-01-16"])), [(1, "working-day")]);
    assert_eq!(broken(&pair(&["2027-03-29"])), [(1, "avoided-day")]);
    assert_eq!(broken(&pair(&["2027-01-08"])), [(1, "period")]);
    assert_eq!(broken(&pair(&["2027-06-28"])), [(1, "period")]);
    assert_eq!(broken(&pair(&["2027-01-12", "2027-02-08"])), [(2, "gap")]);
    assert_eq!(broken(&pair(&["2027-01-12", "2027-02-24"])), [(2, "gap")]);
    assert_eq!(broken(&pair(&["2027-02-09", "2027-01-12"])), [(2, "order")]);
    assert_eq!(broken(&pair(&["2027-01-12", "2027-02-09", "2027-03-16", "2027-04-13"])), [(4, "too-many")]);
    let mut outside = pair(&SOUND);
    outside.meetings.get_mut(&2).unwrap().latest = on("2027-02-08");
    assert_eq!(broken(&outside), [(2, "window")]);
    let mut on_a_saturday = pair(&SOUND);
    on_a_saturday.meetings.get_mut(&2).unwrap().latest = on("2027-02-13");
    assert_eq!(broken(&on_a_saturday), [(2, "window-end")]);
    let mut too_near = pair(&SOUND);
    too_near.meetings.get_mut(&3).unwrap().earliest = on("2027-03-04");
    assert_eq!(broken(&too_near), [(3, "window-gap")]);
    let mut unknown = pair(&SOUND);
    unknown.meetings.get_mut(&1).unwrap().status = MeetingStatus::Held;
    assert_eq!(broken(&unknown), [(1, "held-day")]);
    let late = Pair { since: on("2027-01-20"), ..pair(&SOUND) };
    assert_eq!(broken(&late), [(1, "period")]);
}

#[test]
fn christmas_is_judged_by_month_and_day() {
    let mut settings = settings();
    settings.meetings.last = on("2027-12-31");
    settings.calendar.closed = vec![crate::domain::settings::Season::Christmas];
    let broken = |day: &str| broken_by(&settings, &Week::default(), &pair(&[day]));
    assert_eq!(broken("2027-12-23"), []);
    assert_eq!(broken("2027-12-29"), [(1, "avoided-day"), (1, "closed-day")]);
}

#[test]
fn meetings_wait_for_the_inductions() {
    let mut settings = settings();
    settings.events.push(event("induction-late", Audience::Mentees, &["2027-01-12T14:00"]));
    assert_eq!(broken_by(&settings, &Week::default(), &pair(&SOUND)), [(1, "induction")]);
}

#[test]
fn what_the_two_said_of_their_weeks_binds() {
    let tuesday: Weekdays = [chrono::Weekday::Tue].into_iter().collect();
    let mut week = Week { weekdays: BySide { mentors: Some(tuesday), mentees: None }, leave: vec![] };
    assert_eq!(broken_by(&settings(), &week, &pair(&SOUND)), []);
    assert_eq!(broken_by(&settings(), &week, &pair(&["2027-01-13"])), [(1, "weekday")]);
    week.leave.push((on("2027-02-01"), on("2027-02-09")));
    assert_eq!(broken_by(&settings(), &week, &pair(&SOUND)), [(2, "leave")]);
    let monday: Weekdays = [chrono::Weekday::Mon].into_iter().collect();
    let apart = Week { weekdays: BySide { mentors: Some(tuesday), mentees: Some(monday) }, leave: vec![] };
    assert_eq!(broken_by(&settings(), &apart, &pair(&["2027-01-13"])), []);
}

#[test]
fn what_people_did_is_no_breach() {
    let mut lived = pair(&["2027-01-12", "2027-02-09", "2027-05-12"]);
    let held = lived.meetings.get_mut(&1).unwrap();
    (held.status, held.held_on) = (MeetingStatus::Held, Some(on("2027-01-31")));
    let moved = lived.meetings.get_mut(&2).unwrap();
    (moved.date, moved.earliest, moved.latest, moved.fixed) = (on("2027-02-13"), on("2027-02-09"), on("2027-02-13"), true);
    assert_eq!(broken(&lived), []);
}

#[test]
fn a_long_silence_before_a_plan_is_no_breach() {
    let mut late = pair(&["2027-01-12", "2027-05-12"]);
    late.meetings.get_mut(&2).unwrap().changed_on = on("2027-05-01");
    assert_eq!(broken(&late), []);
    let mut missed = pair(&["2027-01-12", "2027-02-16", "2027-03-23"]);
    missed.meetings.get_mut(&2).unwrap().status = MeetingStatus::Missed;
    assert_eq!(broken(&missed), []);
}

#[test]
fn an_ended_pair_has_nothing_to_be_judged() {
    let ended = Pair { ended: Some((on("2027-01-02"), EndReason::Withdrawal)), ..pair(&["2027-01-16"]) };
    assert_eq!(broken(&ended), []);
}
