//! A first plan keeps every rule and has the most meetings; where it has too few, and where settings are refused, the reasons are true.

use chrono::NaiveDate;
use proptest::prelude::*;
use revmentor::parts::check::timetable::Week;
use revmentor::parts::domain::{Meeting, Meetings, Pair};
use revmentor::parts::schedule::{Obstacle, Remark, Timetable, feasibility};

use super::case::{Case, accept, after, programme, settings_of};

pub(super) fn a_fresh_plan_keeps_every_rule_and_has_the_most_meetings(programme: &Case) {
    let mut pair = programme.pair();
    let timetable = programme.plan(&pair, programme.today);
    accept(&mut pair, &timetable, programme.today);
    assert_eq!(programme.breaches(&pair), Vec::<String>::new());
    assert!(timetable.meetings.iter().all(|slot| slot.date > programme.today && slot.changed && slot.before.is_none()));
    assert!(timetable.meetings.windows(2).all(|two| two[0].latest < two[1].earliest), "windows overlap: {timetable:?}");
    let from = pair.since.max(programme.settings.meetings.first).max(after(programme.today, 1));
    assert_eq!(timetable.meetings.len(), programme.most_possible(from, &[]));
    every_day_at_the_end_of_a_window_will_do(programme, &pair);
    the_reasons_are_true(programme, &timetable, from);
    assert_eq!(programme.plan(&pair, programme.today).meetings.iter().filter(|slot| slot.changed).count(), 0);
}

fn every_day_at_the_end_of_a_window_will_do(programme: &Case, pair: &Pair) {
    for (number, meeting) in &pair.meetings {
        for day in [meeting.earliest, meeting.latest] {
            let mut moved = pair.clone();
            moved.meetings.values_mut().for_each(|other| (other.earliest, other.latest) = (other.date, other.date));
            moved.meetings.insert(*number, Meeting { date: day, earliest: day, latest: day, ..meeting.clone() });
            assert_eq!(programme.breaches(&moved), Vec::<String>::new(), "meeting {number} on {day}");
        }
    }
}

fn the_reasons_are_true(programme: &Case, timetable: &Timetable, from: NaiveDate) {
    let too_few = timetable.meetings.len() < programme.settings.meetings.least as usize;
    let told: Vec<_> =
        timetable.remarks.iter().filter_map(|remark| if let Remark::TooFew(why) = remark { Some(why) } else { None }).collect();
    assert_eq!(told.len(), usize::from(too_few));
    let all = [Obstacle::Weekdays, Obstacle::Leave, Obstacle::AvoidedDays];
    for why in told {
        assert_eq!(why.on_every_working_day as usize, programme.most_possible(from, &all));
        for obstacle in all {
            let without = programme.most_possible(from, &[obstacle]);
            let said = why.without.iter().find(|(said, _)| *said == obstacle).map(|(_, meetings)| *meetings as usize);
            assert_eq!(said, (without > timetable.meetings.len()).then_some(without), "{obstacle:?}");
        }
    }
}

pub(super) fn settings_are_refused_exactly_when_no_pair_could_meet_them(programme: &Case) {
    let nobody = Week::default();
    let unlimited = Case { week: nobody, ..programme.clone() };
    let meetings = &programme.settings.meetings;
    let possible = unlimited.most_possible(meetings.first, &[]);
    let problems = feasibility(&programme.settings, &programme.days);
    let refused = problems.iter().find(|problem| problem.code == "meetings-do-not-fit");
    assert_eq!(refused.is_some(), possible < meetings.least as usize, "{problems:?}");
    if let Some(later) = refused.and_then(|problem| problem.help.as_deref()?.split("`last` to ").nth(1)?.get(..10)?.parse().ok())
    {
        let with_last = |last| {
            let settings = settings_of(Meetings { last, ..meetings.clone() }, programme.settings.calendar.clone());
            Case { settings, ..unlimited.clone() }.most_possible(meetings.first, &[])
        };
        let later: NaiveDate = later;
        assert!(with_last(later) >= meetings.least as usize);
        assert!(with_last(later.pred_opt().unwrap()) < meetings.least as usize);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fresh_plans_keep_every_rule(programme in programme()) {
        a_fresh_plan_keeps_every_rule_and_has_the_most_meetings(&programme);
        settings_are_refused_exactly_when_no_pair_could_meet_them(&programme);
    }
}
