//! The three published programmes, run with every observance kept.

use chrono::{Days, NaiveDate, NaiveTime};
use revmentor::parts::check::timetable::Week;
use revmentor::parts::domain::{Audience, Calendar, Division, Event, EventKind, Meetings, Problem, Settings, Tradition, Venue};
use revmentor::parts::schedule::{DayBook, feasibility};

use super::case::{Case, accept, settings_of};

/// A group session of an hour, its kind told by its id.
fn session(id: &str, audience: Audience, dates: &[&str]) -> Event {
    let (kind, title) = (EventKind::of_id(id), id.to_owned());
    let dates = dates.iter().map(|date| date.parse().unwrap()).collect();
    Event {
        id: id.into(),
        kind,
        audience,
        title,
        minutes: 60,
        dates,
        capacity: Vec::new(),
        accept: Vec::new(),
        venue: Venue::default(),
        by: None,
    }
}

/// The three published programmes, with every observance kept: meetings, where, and group sessions.
fn published() -> [(Meetings, Division, Vec<Event>); 3] {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let meetings = |first: &str, last: &str, (least, most): (u32, u32), (weeks_least, weeks_most): (u32, u32)| {
        let hours = (NaiveTime::MIN, NaiveTime::MIN);
        Meetings { least, most, weeks_least, weeks_most, minutes: 60, hours, first: day(first), last: day(last) }
    };
    let (mentors, mentees, all) = (Audience::Mentors, Audience::Mentees, Audience::All);
    let faculty = vec![
        session("induction-mentors", mentors, &["2023-06-06T14:00:00"]),
        session("induction-mentees", mentees, &["2023-06-06T17:00:00"]),
        session("midpoint-mentors", mentors, &["2023-09-12T17:00:00"]),
        session("midpoint-mentees", mentees, &["2023-09-13T17:00:00"]),
        session("wrap-up-mentors", mentors, &["2023-12-05T16:00:00", "2023-12-13T16:00:00"]),
        session("wrap-up", all, &["2023-12-05T17:00:00", "2023-12-13T17:00:00"]),
    ];
    let deanery = vec![
        session("induction-mentors", mentors, &["2023-11-14T14:00:00"]),
        session("induction-mentees", mentees, &["2023-11-16T12:30:00"]),
        session("supervision-1", mentors, &["2024-01-16T12:30:00", "2024-01-18T12:30:00"]),
        session("supervision-2", mentors, &["2024-03-19T12:30:00", "2024-03-21T12:30:00"]),
        session("midterm-mentees", mentees, &["2024-02-27T12:30:00", "2024-02-29T17:00:00"]),
        session("wrap-up", all, &["2024-06-18T13:00:00"]),
    ];
    [
        (meetings("2023-06-07", "2023-12-05", (4, 6), (4, 6)), Division::EnglandAndWales, faculty),
        (meetings("2023-11-20", "2024-06-14", (4, 6), (4, 6)), Division::EnglandAndWales, deanery),
        (meetings("2023-11-01", "2024-10-31", (4, 4), (8, 16)), Division::Scotland, vec![]),
    ]
}

#[test]
fn the_published_programmes_can_be_run_and_meet_on_no_avoided_day() {
    for (meetings, bank_holidays, events) in published() {
        let observances = Tradition::ALL.iter().map(|(tradition, _)| *tradition).collect();
        let calendar = Calendar { bank_holidays, observances, blocked: vec![], closed: vec![], holidays_file: None };
        let days = DayBook::new(&calendar, &[], 2023..=2024).unwrap();
        let settings = Settings { events, ..settings_of(meetings, calendar) };
        let errors: Vec<_> = feasibility(&settings, &days).into_iter().filter(Problem::is_error).collect();
        assert_eq!(errors, []);
        let (today, most) = (settings.meetings.first - Days::new(30), settings.meetings.most as usize);
        let case = Case { settings, days, week: Week::default(), since: today, today };
        let (mut pair, timetable) = (case.pair(), case.plan(&case.pair(), today));
        accept(&mut pair, &timetable, today);
        assert_eq!(case.breaches(&pair), Vec::<String>::new());
        assert_eq!((timetable.meetings.len(), timetable.remarks), (most, vec![]));
        assert!(timetable.meetings.iter().all(|slot| case.days.is_free(slot.date) && case.days.is_free(slot.earliest)));
    }
}
