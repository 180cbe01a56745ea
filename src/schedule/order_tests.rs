//! Each order of group sessions with the case that breaks it.

use super::*;
use crate::domain::problem::Severity;
use crate::domain::samples::{book, event, on, settings};

/// Severity, code and key of every problem.
fn judged(events: Vec<Event>) -> Vec<(Severity, &'static str, String)> {
    let mut settings = settings();
    settings.events = events;
    let problems = problems(&settings, &book(&settings));
    problems.into_iter().map(|p| (p.severity, p.code, p.place.column.unwrap_or_default())).collect()
}

const MENTORS: Audience = Audience::Mentors;
const MENTEES: Audience = Audience::Mentees;

#[test]
fn a_sound_order_has_no_problem() {
    let events = vec![
        event("induction-mentors", MENTORS, &["2027-01-05T14:00"]),
        event("induction-mentees", MENTEES, &["2027-01-05T15:00"]),
        event("supervision-1", MENTORS, &["2027-03-02T12:00", "2027-03-04T12:00"]),
        event("midpoint-mentees", MENTEES, &["2027-04-06T12:00"]),
        event("wrap-up-mentors", MENTORS, &["2027-07-01T13:00"]),
        event("wrap-up", Audience::All, &["2027-07-01T14:00"]),
    ];
    let ramadan = (Severity::Warning, "event-in-a-fast", "event.supervision-1.dates".to_owned());
    assert_eq!(judged(events), [ramadan.clone(), ramadan]);
}

#[test]
fn the_mentees_induction_waits_for_the_mentors() {
    let key = "event.induction-mentees.dates".to_owned();
    let before = |dates: &[&str]| {
        judged(vec![event("induction-mentees", MENTEES, &["2027-01-06T14:30"]), event("induction-mentors", MENTORS, dates)])
    };
    assert_eq!(before(&["2027-01-06T14:00"]), [(Severity::Error, "event-order", key.clone())]);
    assert_eq!(before(&["2027-01-05T14:00", "2027-01-08T14:00"]), [(Severity::Warning, "event-order", key)]);
    assert_eq!(before(&["2027-01-06T13:30"]), []);
}

#[test]
fn mentors_wrap_up_alone_before_both_do() {
    let events =
        vec![event("wrap-up", Audience::All, &["2027-06-29T14:00"]), event("wrap-up-mentors", MENTORS, &["2027-06-30T14:00"])];
    assert_eq!(judged(events), [(Severity::Error, "event-order", "event.wrap-up.dates".into())]);
}

#[test]
fn the_mid_point_is_about_half_way() {
    let on_day = |day: &str| judged(vec![event("midterm-mentees", MENTEES, &[day])]);
    let key = "event.midterm-mentees.dates".to_owned();
    assert_eq!(midpoint_day(&settings().meetings), on("2027-04-03"));
    assert_eq!(on_day("2027-04-07T12:00"), []);
    assert_eq!(on_day("2027-06-01T12:00"), [(Severity::Warning, "midpoint-not-half-way", key.clone())]);
    assert_eq!(on_day("2027-06-29T12:00"), [(Severity::Error, "midpoint-outside", key)]);
}

#[test]
fn no_meeting_after_the_wrap_up() {
    let wrap_up = |dates: &[&str]| judged(vec![event("wrap-up", Audience::All, dates)]);
    assert_eq!(wrap_up(&["2027-06-17T12:00"]), [(Severity::Error, "meetings-after-wrap-up", "meetings.last".into())]);
    assert_eq!(wrap_up(&["2027-06-17T12:00", "2027-06-29T12:00"]), []);
    assert_eq!(wrap_up(&["2027-06-25T12:00"]), []);
}

#[test]
fn supervision_is_held_while_pairs_meet() {
    let early = judged(vec![event("supervision", MENTORS, &["2027-01-08T12:00"])]);
    assert_eq!(early, [(Severity::Warning, "supervision-outside", "event.supervision.dates".into())]);
}

#[test]
fn an_induction_leaves_days_for_meetings() {
    let judge = |day: &str| judged(vec![event("induction", Audience::All, &[day])]);
    let key = "event.induction.dates".to_owned();
    assert_eq!(judge("2027-01-11T12:00"), []);
    assert_eq!(judge("2027-06-25T12:00"), [(Severity::Error, "induction-too-late", key)]);
}

#[test]
fn avoided_days_and_evenings_are_said() {
    let session = |start: &str| judged(vec![event("talk", Audience::All, &[start])]);
    let said = |severity, code| vec![(severity, code, "event.talk.dates".to_owned())];
    assert_eq!(session("2027-02-17T12:00"), said(Severity::Warning, "event-in-a-fast"));
    assert_eq!(session("2027-02-17T15:30"), said(Severity::Warning, "ramadan-evening"));
    assert_eq!(session("2027-02-17T16:00"), said(Severity::Warning, "ramadan-evening"));
    assert_eq!(session("2027-05-31T12:00"), said(Severity::Warning, "event-on-avoided-day"));
    assert_eq!(
        session("2027-02-27T12:00"),
        [said(Severity::Warning, "event-on-avoided-day"), said(Severity::Warning, "event-in-a-fast")].concat()
    );
    assert_eq!(session("2027-04-21T12:00"), [], "the day before Pesach");
    assert_eq!(session("2027-04-21T18:00"), said(Severity::Warning, "event-in-the-evening"));
}

#[test]
fn an_evening_of_ramadan_that_is_accepted_is_not_said() {
    let accepting = |start: &str| {
        let accept = vec![Accepted::RamadanEvening];
        judged(vec![Event { accept, ..event("talk", Audience::All, &[start]) }])
    };
    assert_eq!(accepting("2027-02-17T18:00"), []);
    assert_eq!(accepting("2027-02-17T15:30"), []);
    assert_eq!(accepting("2027-04-21T18:00").len(), 1, "the evening before Pesach is another matter");
}

#[test]
fn wrap_ups_with_as_many_dates_are_compared_date_by_date() {
    let told = |joint: &[&str]| {
        let alone = event("wrap-up-mentors", Audience::Mentors, &["2027-06-28T13:00", "2027-07-05T13:00"]);
        let mut settings = settings();
        settings.events = vec![alone, event("wrap-up", Audience::All, joint)];
        let found = problems(&settings, &book(&settings)).into_iter().filter(|problem| problem.code == "event-order");
        found.map(|problem| (problem.is_error(), problem.message)).collect::<Vec<_>>()
    };
    assert_eq!(told(&["2027-06-28T14:30", "2027-07-05T14:30"]), [], "each joint session follows its own");
    let swapped = told(&["2027-07-05T14:30", "2027-06-28T14:30"]);
    let said = "date 2 of wrap-up begins on Monday 28 June 2027 at 14:30, before date 2 of wrap-up-mentors ends on Monday 5 July 2027 at 14:00";
    assert_eq!(swapped, [(true, said.to_owned())]);
}
