//! Settings that cannot be met, and that the cures named are true.

use super::*;
use crate::domain::event::Audience;
use crate::domain::samples::{book, event, on, settings};
use crate::domain::settings::Closure;

fn codes(settings: &Settings) -> Vec<&'static str> {
    feasibility(settings, &book(settings)).iter().map(|problem| problem.code).collect()
}

#[test]
fn settings_that_can_be_met_have_no_problem() {
    assert_eq!(feasibility(&settings(), &book(&settings())), []);
}

#[test]
fn too_short_a_period_is_said_with_the_arithmetic_and_the_cure() {
    let mut settings = settings();
    settings.meetings = Meetings { least: 6, most: 6, last: on("2027-05-10"), ..settings.meetings };
    let problems = feasibility(&settings, &book(&settings));
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert_eq!(problem.place.column.as_deref(), Some("meetings.last"));
    assert_eq!(
        problem.message,
        "6 meetings at least 4 weeks apart need 20 weeks, and from 11 January 2027 to 10 May 2027 there are 17: 5 would fit"
    );
    assert_eq!(problem.help.as_deref(), Some("ask for at most 5, or set `last` to 2027-06-03 or later"));
}

#[test]
fn the_cure_is_true() {
    let mut settings = settings();
    settings.meetings = Meetings { least: 6, most: 6, last: on("2027-06-03"), ..settings.meetings };
    assert_eq!(codes(&settings), ["meetings-without-room"], "they fit, and that is all");
    settings.meetings.last = on("2027-06-02");
    assert_eq!(codes(&settings), ["meetings-do-not-fit"]);
}

#[test]
fn too_many_avoided_days_are_not_blamed_on_the_time() {
    let mut settings = settings();
    settings.calendar.blocked.push(Closure { from: on("2027-02-22"), to: on("2027-05-30"), why: None });
    let problems = feasibility(&settings, &book(&settings));
    assert!(problems[0].message.contains("there are 23, but so many days are avoided"), "{}", problems[0].message);
    assert!(problems[0].message.ends_with("only 2 fit"), "{}", problems[0].message);
}

#[test]
fn a_period_upside_down_is_one_error() {
    let mut settings = settings();
    settings.meetings.last = on("2026-06-25");
    assert_eq!(codes(&settings), ["meetings-backwards"]);
}

#[test]
fn no_pair_meets_before_the_day_after_the_last_induction() {
    let mut settings = settings();
    settings.events = vec![
        event("induction-mentors", Audience::Mentors, &["2027-01-05T14:00"]),
        event("induction-mentees", Audience::Mentees, &["2027-01-06T14:00", "2027-01-20T14:00"]),
    ];
    assert_eq!(period(&settings).first, on("2027-01-21"));
    assert_eq!(codes(&settings), Vec::<&str>::new());
    assert_eq!(years(&settings), 2027..=2027);
}

#[test]
fn numbers_that_leave_no_room_are_a_warning_with_true_cures() {
    let mut settings = settings();
    settings.meetings = Meetings { least: 4, most: 6, last: on("2027-06-03"), ..settings.meetings };
    let problems = feasibility(&settings, &book(&settings));
    let [problem] = problems.as_slice() else { panic!("{problems:?}") };
    assert!(!problem.is_error() && problem.message.contains("can be on one day only"), "{}", problem.message);
    let help = problem.help.clone().unwrap();
    assert!(help.starts_with("set `count` to 5, or set `last` to "), "{help}");
    let later = on(help.split("`last` to ").nth(1).unwrap().get(..10).unwrap());
    let roomier = Settings { meetings: Meetings { last: later, ..settings.meetings.clone() }, ..settings.clone() };
    assert_eq!(codes(&roomier), [""; 0]);
    let fewer = Settings { meetings: Meetings { most: 5, ..settings.meetings.clone() }, ..settings.clone() };
    assert_eq!(codes(&fewer), [""; 0]);
    settings.meetings = Meetings { weeks_least: 4, weeks_most: 4, last: on("2027-09-30"), ..settings.meetings };
    let problems = feasibility(&settings, &book(&settings));
    assert_eq!(problems[0].help.as_deref(), Some("write weeks_between = [3, 5]"));
}
