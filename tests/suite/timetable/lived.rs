//! Whatever happens, what is settled stays, every rule is kept, and planning again changes nothing.

use chrono::NaiveDate;
use proptest::prelude::*;
use revmentor::parts::domain::{Meeting, MeetingStatus, Pair};

use super::case::{Case, accept, after, programme};

/// What happens to a pair between two plans.
#[derive(Clone, Copy, Debug)]
pub(super) enum Happening {
    Time(u64),
    Held { which: usize, late: u64 },
    Missed { which: usize },
    Moved { which: usize, by: u64 },
}

pub(super) fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        (1..60u64).prop_map(Happening::Time),
        (0..3usize, 0..20u64).prop_map(|(which, late)| Happening::Held { which, late }),
        (0..3usize).prop_map(|which| Happening::Missed { which }),
        (0..4usize, 0..40u64).prop_map(|(which, by)| Happening::Moved { which, by }),
    ]
}

/// Lets it happen; meetings are held and missed only once their day has come.
fn happen(pair: &mut Pair, today: &mut NaiveDate, happening: Happening) {
    let now = *today;
    let planned =
        |past: bool| move |meeting: &&mut Meeting| meeting.status == MeetingStatus::Planned && (meeting.date <= now) == past;
    match happening {
        Happening::Time(days) => *today = after(now, days),
        Happening::Held { which, late } => {
            if let Some(meeting) = pair.meetings.values_mut().filter(planned(true)).nth(which) {
                meeting.status = MeetingStatus::Held;
                meeting.held_on = Some(after(meeting.date, late).min(now));
            }
        }
        Happening::Missed { which } => {
            if let Some(meeting) = pair.meetings.values_mut().filter(planned(true)).nth(which) {
                meeting.status = MeetingStatus::Missed;
            }
        }
        Happening::Moved { which, by } => {
            if let Some(meeting) = pair.meetings.values_mut().filter(planned(false)).nth(which) {
                meeting.date = after(now, by + 1);
                (meeting.earliest, meeting.latest) = (meeting.earliest.min(meeting.date), meeting.latest.max(meeting.date));
                meeting.fixed = true;
            }
        }
    }
}

fn settled(pair: &Pair) -> Vec<Meeting> {
    let stays = |meeting: &&Meeting| meeting.status != MeetingStatus::Planned || meeting.fixed;
    pair.meetings.values().filter(stays).cloned().collect()
}

pub(super) fn a_life_keeps_every_rule(programme: &Case, happenings: &[Happening]) {
    let (mut pair, mut today) = (programme.pair(), programme.today);
    let first = programme.plan(&pair, today);
    accept(&mut pair, &first, today);
    for happening in happenings {
        happen(&mut pair, &mut today, *happening);
        let before = settled(&pair);
        let timetable = programme.plan(&pair, today);
        assert!(timetable.meetings.iter().filter(|slot| slot.before != Some(slot.date)).all(|slot| slot.date > today));
        accept(&mut pair, &timetable, today);
        let cancelled_now = |meeting: &Meeting| timetable.cancelled.contains(&meeting.number);
        let after: Vec<Meeting> = settled(&pair).into_iter().filter(|meeting| !cancelled_now(meeting)).collect();
        assert_eq!(before, after, "what is settled stays");
        assert_eq!(programme.breaches(&pair), Vec::<String>::new(), "{timetable:?}");
        let again = programme.plan(&pair, today);
        assert!(again.meetings.iter().all(|slot| !slot.changed) && again.cancelled.is_empty(), "{timetable:?}\nagain {again:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lived_plans_keep_every_rule(programme in programme(), happenings in proptest::collection::vec(happening(), 1..12)) {
        a_life_keeps_every_rule(&programme, &happenings);
    }
}
