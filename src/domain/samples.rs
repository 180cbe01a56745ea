//! Settings for unit tests of every floor; never part of the program.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use crate::domain::correspondence_settings::{Declaration, Messages};
use crate::domain::days::DayBook;
use crate::domain::event::{Audience, Event, EventKind, Venue};
use crate::domain::letter_settings::Letters;
use crate::domain::settings::{
    Calendar, Division, MatchPolicy, Matching, Meetings, Method, Previous, Privacy, Programme, Settings, Tradition,
};
use crate::domain::side::{BySide, Kind};

pub(crate) fn on(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn settings() -> Settings {
    let (name, cohort, timezone) = ("Reverse mentoring".into(), "2027".into(), "Europe/London".into());
    let method = Method::Goals;
    let hours = (NaiveTime::MIN, NaiveTime::MIN);
    let (first, last) = (on("2027-01-11"), on("2027-06-25"));
    Settings {
        programme: Programme { name, cohort, kind: Kind::Goals, timezone, contact: None },
        survey: BySide::default(),
        matching: Matching { seed: None, policy: MatchPolicy { method, ..MatchPolicy::default() } },
        conflict_rules: vec![],
        meetings: Meetings { least: 4, most: 6, weeks_least: 4, weeks_most: 6, minutes: 60, hours, first, last },
        calendar: Calendar {
            bank_holidays: Division::EnglandAndWales,
            observances: Tradition::ALL.iter().map(|(tradition, _)| *tradition).collect(),
            blocked: vec![],
            closed: Vec::new(),
            holidays_file: None,
        },
        dates: vec![],
        events: vec![],
        evaluation: crate::domain::evaluation::EvaluationSettings::default(),
        previous: Previous::default(),
        privacy: Privacy::default(),
        messages: Messages::default(),
        declaration: Declaration::default(),
        profile: BySide::default(),
        letters: Letters::default(),
    }
}

pub(crate) fn book(settings: &Settings) -> DayBook {
    DayBook::new(&settings.calendar, &[], 2026..=2028).unwrap()
}

/// An event of an hour, of the kind that its id tells.
pub(crate) fn event(id: &str, audience: Audience, dates: &[&str]) -> Event {
    let date = |text: &&str| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").unwrap();
    let (kind, title, dates) = (EventKind::of_id(id), id.to_owned(), dates.iter().map(date).collect());
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
