//! Spines from one date, and from one date and others.

use super::*;
use crate::domain::milestone::out_of_order;
use crate::domain::samples::{book, on, settings};

const PACE: Pace = Pace { kind: Kind::Goals, most: 6, weeks_least: 4, weeks_most: 6 };

fn given(milestone: Milestone, day: &str) -> ProgrammeDate {
    ProgrammeDate { milestone, first: on(day), last: on(day), source: Source::Given }
}

fn proposed(settled: &[ProgrammeDate]) -> Vec<String> {
    let date_plan = date_plan(settled, PACE, &book(&settings()));
    date_plan.iter().map(|date| format!("{} {}", date.first, date.milestone.key())).collect()
}

#[test]
fn everything_follows_from_one_date() {
    assert_eq!(
        proposed(&[given(Start, "2027-01-11")]),
        [
            "2026-11-02 recruitment_opens",
            "2026-11-30 recruitment_closes",
            "2026-12-07 matching",
            "2026-12-21 conflicts_declared",
            "2027-01-04 mentors_induction",
            "2027-01-06 mentees_induction",
            "2027-01-08 reveal",
            "2027-01-11 start",
            "2027-02-01 first_meeting_by",
            "2027-03-11 supervision",
            "2027-04-08 midpoint",
            "2027-07-05 meetings_end",
            "2027-07-12 wrap_up",
            "2027-07-19 letters",
        ]
    );
    assert_eq!(proposed(&[given(Letters, "2027-01-11")]), [""; 0], "nothing follows from any other date");
}

#[test]
fn what_is_settled_stands_and_the_rest_follows() {
    let induction = ProgrammeDate { last: on("2026-12-15"), source: Source::Sessions, ..given(MentorsInduction, "2026-12-08") };
    let date_plan = proposed(&[given(Start, "2027-01-11"), given(MeetingsEnd, "2027-06-25"), induction]);
    for follows in
        ["2027-07-02 wrap_up", "2026-11-23 conflicts_declared", "2026-12-08 mentors_induction", "2027-03-11 supervision"]
    {
        assert!(date_plan.contains(&follows.to_owned()), "{follows}: {date_plan:?}");
    }
}

#[test]
fn what_follows_lies_between_what_is_settled_before_and_after() {
    let late = [given(Start, "2027-01-11"), given(RecruitmentCloses, "2026-12-18"), given(Letters, "2027-07-07")];
    let date_plan = proposed(&late);
    for squeezed in ["2026-12-21 matching", "2026-12-21 conflicts_declared", "2027-07-06 wrap_up", "2027-07-05 meetings_end"] {
        assert!(date_plan.contains(&squeezed.to_owned()), "{squeezed}: {date_plan:?}");
    }
    let short = proposed(&[given(Start, "2027-01-11"), given(MeetingsEnd, "2027-01-20")]);
    assert!(short.contains(&"2027-01-19 first_meeting_by".to_owned()), "{short:?}");
}

#[test]
fn no_proposed_date_is_avoided_and_none_is_out_of_order() {
    let days = book(&settings());
    for offset in 0..300 {
        let start = later(on("2026-09-01"), offset);
        let begin = ProgrammeDate { milestone: Start, first: start, last: start, source: Source::Given };
        let date_plan = date_plan(&[begin], PACE, &days);
        assert!(date_plan.iter().filter(|date| date.milestone != Start).all(|date| days.is_free(date.first)), "{start}");
        let as_written: Vec<ProgrammeDate> =
            date_plan.iter().map(|date| ProgrammeDate { source: Source::Given, ..*date }).collect();
        assert_eq!(out_of_order(&as_written), [], "{start}");
        assert!(date_plan.iter().map(|date| date.milestone).eq(Milestone::all()));
    }
}

#[test]
fn meetings_at_one_pace_have_room_for_avoided_days() {
    let pace = |most, weeks_least, weeks_most| Pace { kind: Kind::Goals, most, weeks_least, weeks_most };
    assert_eq!([pace(6, 4, 6), pace(6, 4, 4), pace(1, 4, 6)].map(Pace::days), [175, 154, 14]);
    assert_eq!(Pace { kind: Kind::Reciprocal, ..pace(4, 8, 16) }.days(), 350);
}

#[test]
fn pairs_are_planned_to_have_met_by_the_day_by_which_they_should() {
    assert_eq!(u64::try_from(super::super::chain::FIRST_MEETING_WITHIN), Ok(FIRST_MEETING_BY));
}
