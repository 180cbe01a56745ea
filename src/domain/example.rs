//! A small invented cohort in the middle of its life, for the tests of every floor.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};

use super::cohort::Cohort;
use super::correspondence_settings::{Declaration, Messages};
use super::draw::{Aims, Draw, Occasion, WaitReason};
use super::event::{Audience, Event, EventKind, Venue};
use super::fact::{EndReason, Origin, PairFact, PersonFact, WithdrawalReason};
use super::facts::Facts;
use super::id::PairId;
use super::letter_settings::Letters;
use super::settings::{
    Calendar, Division, MatchPolicy, Matching, Meetings, Method, Objective, Previous, Privacy, Programme, Settings,
};
use super::side::{BySide, Kind};

pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

pub(crate) fn pair(text: &str) -> PairId {
    text.parse().unwrap()
}

pub(crate) fn settings() -> Settings {
    let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
    let event = |id: &str, audience, title: &str, minutes, dates| Event {
        id: id.into(),
        kind: EventKind::of_id(id),
        audience,
        title: title.into(),
        minutes,
        dates,
        capacity: Vec::new(),
        accept: Vec::new(),
        venue: Venue::default(),
        by: None,
    };
    let reviews = vec![day(2027, 3, 11).and_time(time(17)), day(2027, 3, 9).and_time(time(17))];
    Settings {
        programme: Programme {
            name: "Reverse mentoring".into(),
            cohort: "2026 autumn".into(),
            kind: Kind::Goals,
            timezone: "Europe/London".into(),
            contact: None,
        },
        survey: BySide::default(),
        matching: Matching { seed: Some(7), policy: MatchPolicy { method: Method::Goals, ..MatchPolicy::default() } },
        conflict_rules: Vec::new(),
        meetings: Meetings {
            least: 2,
            most: 6,
            weeks_least: 4,
            weeks_most: 6,
            minutes: 60,
            hours: (time(9), time(17)),
            first: day(2027, 1, 11),
            last: day(2027, 6, 25),
        },
        calendar: Calendar {
            bank_holidays: Division::EnglandAndWales,
            observances: Vec::new(),
            blocked: Vec::new(),
            closed: Vec::new(),
            holidays_file: None,
        },
        dates: Vec::new(),
        events: vec![
            event("midpoint-mentees", Audience::Mentees, "Review, one of two", 60, reviews),
            event("induction-mentors", Audience::Mentors, "Mentor induction", 180, vec![day(2027, 1, 5).and_time(time(14))]),
        ],
        evaluation: crate::domain::evaluation::EvaluationSettings::default(),
        previous: Previous::default(),
        privacy: Privacy::default(),
        messages: Messages::default(),
        declaration: Declaration::default(),
        profile: BySide::default(),
        letters: Letters::default(),
    }
}

/// Three pairs, one of them ended; M09 left, E02 is free again, M11 never had a place.
pub(crate) fn facts() -> Facts {
    let mut facts = Facts::default();
    let drawn = day(2026, 10, 20);
    for id in ["M02", "M09", "M10", "M11", "E01", "E02", "E03"] {
        facts.person(id.parse().unwrap(), day(2026, 10, 1), PersonFact::Joined { mark: format!("mark-of-{id}") });
    }
    let pairs = [("M02-E01", Some(700)), ("M09-E02", None), ("M10-E03", Some(0))];
    for (id, score) in pairs {
        facts.pair(pair(id), drawn, PairFact::Paired { score, origin: Origin::Draw(1) });
    }
    for id in ["M02-E01", "M09-E02"] {
        let (first, second) = if id == "M02-E01" { (12, 16) } else { (14, 16) };
        let window = |meeting, date, earliest, latest| PairFact::Planned { meeting, date, earliest, latest };
        let plan = [
            window(1, day(2027, 1, first), day(2027, 1, 11), day(2027, 1, 22)),
            window(2, day(2027, 2, second), day(2027, 2, 8), day(2027, 2, 26)),
        ];
        for fact in plan {
            facts.pair(pair(id), drawn, fact);
        }
    }
    let late = PairFact::Planned { meeting: 10, date: day(2027, 6, 2), earliest: day(2027, 6, 1), latest: day(2027, 6, 3) };
    facts.pair(pair("M02-E01"), drawn, late);
    facts.pair(pair("M02-E01"), day(2027, 1, 13), PairFact::Held { meeting: 1, date: day(2027, 1, 13) });
    facts.pair(pair("M09-E02"), day(2027, 1, 20), PairFact::Missed { meeting: 1 });
    facts.pair(pair("M09-E02"), day(2027, 2, 1), PairFact::Ended { reason: EndReason::Withdrawal });
    facts.person("M09".parse().unwrap(), day(2027, 2, 1), PersonFact::Withdrew { reason: WithdrawalReason::Workload });
    facts.draws.insert(1, draw(drawn, &pairs.map(|(id, _)| pair(id))));
    number_lines(&mut facts);
    facts
}

fn draw(on: NaiveDate, made: &[PairId]) -> Draw {
    let mut people: Vec<_> = made.iter().flat_map(|pair| pair.people()).chain(["M11".parse().unwrap()]).collect();
    people.sort();
    Draw {
        number: 1,
        on,
        method: Method::Goals,
        objective: Objective::Total,
        algorithm: 1,
        seed: 7,
        public: None,
        occasion: Occasion::First,
        aims: Aims { pairs: 3, total: 700, ..Aims::default() },
        scores_withheld: false,
        people,
        forbidden: Vec::new(),
        room: BTreeMap::new(),
        places: None,
        fixed: Vec::new(),
        kept: Vec::new(),
        made: made.to_vec(),
        ended: Vec::new(),
        waiting: BTreeMap::from([("M11".parse().unwrap(), WaitReason::NoPlace)]),
        inputs: BTreeMap::new(),
        proof: None,
    }
}

/// Gives every fact the line on which it would stand in its file, below the header.
pub(crate) fn number_lines(facts: &mut Facts) {
    for rows in facts.people.values_mut() {
        rows.iter_mut().zip(2..).for_each(|(row, line)| row.line = line);
    }
    for rows in facts.pairs.values_mut() {
        rows.iter_mut().zip(2..).for_each(|(row, line)| row.line = line);
    }
}

pub(crate) fn cohort() -> Cohort {
    Cohort::of(&facts())
}
