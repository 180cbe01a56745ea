//! Group sessions at random: the settings are refused exactly when the judge, written apart, finds an order broken.

use std::collections::BTreeSet;

use chrono::{Days, NaiveTime};
use proptest::prelude::*;
use revmentor::parts::check::timetable::sessions::judge_sessions;
use revmentor::parts::domain::{Audience, Event, EventKind, Settings, Venue};
use revmentor::parts::schedule::feasibility;

use super::case::{after, programme};

/// The codes with which the settings are refused, and the rules of the judge that say the same.
const SAME: [(&str, &str); 4] = [
    ("event-order", "mentors-first"),
    ("midpoint-outside", "mid-point-between"),
    ("induction-too-late", "induction-before-meetings"),
    ("meetings-after-wrap-up", "wrap-up-after-meetings"),
];

/// Kind, audience, minutes, and for each date the days from 40 before the first day for meetings and the hour.
type Draft = (usize, usize, u32, Vec<(u64, u32)>);

fn draft() -> impl Strategy<Value = Draft> {
    (0..5usize, 0..3usize, 30..240u32, proptest::collection::vec((0..400u64, 8..20u32), 1..3))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn settings_are_refused_for_the_order_of_sessions_exactly_when_it_is_broken(
        case in programme(), drafts in proptest::collection::vec(draft(), 0..5),
    ) {
        let begin = case.settings.meetings.first - Days::new(40);
        let events = drafts.iter().enumerate().map(|(number, (kind, audience, minutes, dates))| {
            let date = |(days, hour): &(u64, u32)| after(begin, *days).and_time(NaiveTime::from_hms_opt(*hour, 0, 0).unwrap());
            let (id, title, dates) = (format!("event-{number}"), "Session".to_owned(), dates.iter().map(date).collect());
            let (kind, audience) = (EventKind::ALL[*kind].0, Audience::ALL[*audience].0);
            Event { id, kind, audience, title, minutes: *minutes, dates, capacity: Vec::new(), accept: Vec::new(), venue: Venue::default(), by: None }
        });
        let settings = Settings { events: events.collect(), ..case.settings.clone() };
        let refused: BTreeSet<&str> = feasibility(&settings, &case.days).iter().filter(|p| p.is_error()).map(|p| p.code).collect();
        let broken: BTreeSet<&str> = judge_sessions(&settings).iter().map(|breach| breach.rule).collect();
        for (code, rule) in SAME {
            let judged = settings.meetings.first <= settings.meetings.last;
            prop_assert!(!judged || refused.contains(code) == broken.contains(rule), "{code} {rule}: {refused:?} {broken:?}");
        }
    }
}
