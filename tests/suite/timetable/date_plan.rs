//! Random tables of dates, written as a lead would write them: every date that follows lies where it must, and a table is refused exactly
//! when two of the written dates contradict each other. The order is written here a second time, as sentences of the handbook.

use std::collections::BTreeMap;
use std::fmt::Write;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::prelude::*;
use revmentor::parts::config;
use revmentor::parts::domain::DayBook;

/// Each date, and what must have been by then.
const BY_THEN: [(&str, &[&str]); 14] = [
    ("recruitment_opens", &[]),
    ("recruitment_closes", &["recruitment_opens"]),
    ("matching", &["recruitment_closes"]),
    ("conflicts_declared", &["recruitment_closes"]),
    ("mentors_induction", &["recruitment_closes"]),
    ("mentees_induction", &["mentors_induction"]),
    ("reveal", &["matching", "conflicts_declared", "mentees_induction"]),
    ("start", &["reveal"]),
    ("first_meeting_by", &["start"]),
    ("supervision", &["start"]),
    ("midpoint", &["start"]),
    ("meetings_end", &["first_meeting_by", "midpoint"]),
    ("wrap_up", &["meetings_end", "supervision"]),
    ("letters", &["wrap_up"]),
];

/// Where dates usually lie, in days from the first for meetings, so that most drafts are sensible.
const USUAL: [i64; 14] = [-70, -42, -35, -21, -7, -5, -3, 0, 21, 60, 87, 175, 182, 189];

const BEFORE: &str = "[programme]\n[survey.mentors.columns]\nname='N'\nemail='E'\ngoals='G'\n\
    [survey.mentees.columns]\nname='N'\nemail='E'\ngoals='G'\n[matching]\n[meetings]\ncount=[1, 6]\n\
    [calendar]\nobservances=['islam','judaism','hinduism','sikhism','buddhism','christianity','lunar-new-year']\n[dates]\n";

/// A first day for meetings, and for some of the other dates how far each lies from its usual place.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    start: NaiveDate,
    moved: BTreeMap<usize, i64>,
}

prop_compose! {
    pub(super) fn draft()(
        offset in 0..3000u64, moved in proptest::collection::btree_map(0..14usize, prop_oneof![4 => -10..10i64, 1 => -200..200i64], 0..6),
    ) -> Draft {
        Draft { start: NaiveDate::from_ymd_opt(2023, 9, 1).unwrap() + Days::new(offset), moved }
    }
}

impl Draft {
    fn written(&self) -> BTreeMap<&'static str, NaiveDate> {
        let start = [("start", self.start)];
        let others = self.moved.iter().filter(|(at, _)| BY_THEN[**at].0 != "start");
        let day = |at: &usize, moved: &i64| self.start.checked_add_signed(chrono::Duration::days(USUAL[*at] + moved)).unwrap();
        start.into_iter().chain(others.map(|(at, moved)| (BY_THEN[*at].0, day(at, moved)))).collect()
    }
}

fn must_have_been(key: &str) -> Vec<&'static str> {
    let (_, direct) = BY_THEN.iter().find(|(known, _)| *known == key).unwrap();
    direct.iter().flat_map(|before| must_have_been(before).into_iter().chain([*before])).collect()
}

fn contradicts(dates: &BTreeMap<&str, NaiveDate>) -> bool {
    dates.iter().any(|(key, day)| must_have_been(key).iter().any(|before| dates.get(before).is_some_and(|earlier| day < earlier)))
}

pub(super) fn a_spine_keeps_every_rule(draft: &Draft) {
    let written = draft.written();
    let mut text = BEFORE.to_owned();
    for (key, day) in &written {
        writeln!(text, "{key} = {day}").unwrap();
    }
    let reading = match config::read(&text, "cohort.toml") {
        Ok(reading) => reading,
        Err(told) => {
            assert!(contradicts(&written), "refused without a reason: {told:#?}\n{text}");
            assert!(told.iter().all(|problem| problem.code == "dates-order"), "{told:#?}");
            return;
        }
    };
    assert!(!contradicts(&written), "not refused: {text}");
    let date_plan: BTreeMap<&str, NaiveDate> =
        reading.settings.dates.iter().map(|bone| (bone.milestone.key(), bone.first)).collect();
    assert_eq!(date_plan.len(), 14);
    assert!(!contradicts(&date_plan), "{date_plan:?}\n{text}");
    assert!(written.iter().all(|(key, day)| date_plan[key] == *day), "what is written stands: {date_plan:?}");
    let years = date_plan.values().map(Datelike::year);
    let days = DayBook::new(&reading.settings.calendar, &[], years.clone().min().unwrap()..=years.max().unwrap()).unwrap();
    for (key, day) in date_plan.iter().filter(|(key, _)| !written.contains_key(**key)) {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let avoided = weekend || !days.avoided_on(*day).is_empty();
        assert!(!avoided || nothing_is_free(key, &date_plan, &days), "{key} follows to {day}: {:?}\n{text}", days.why(*day));
    }
}

/// Whether each day between what must have been and what must not yet have been is avoided.
fn nothing_is_free(key: &str, date_plan: &BTreeMap<&str, NaiveDate>, days: &DayBook) -> bool {
    let least = must_have_been(key).iter().map(|before| date_plan[before]).max();
    let most = date_plan.iter().filter(|(later, _)| must_have_been(later).contains(&key)).map(|(_, day)| *day).min();
    let (Some(least), Some(most)) = (least, most) else { return false };
    least.iter_days().take_while(|day| *day <= most).all(|day| !days.is_free(day))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn dates_that_follow_keep_every_rule(draft in draft()) {
        a_spine_keeps_every_rule(&draft);
    }
}
