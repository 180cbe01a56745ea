//! The dates of a programme as written: what stands, what follows, what contradicts it.

use super::tests::{SCANT, SOUND};
use super::*;
use crate::domain::milestone::{Milestone, Source};

const DATES: &str = "[dates]\nstart=2027-01-11\n";

/// What `[meetings] first` said, said by `[dates]`, with more.
fn with(more: &str) -> Result<Reading, Vec<Problem>> {
    read(&format!("{}{DATES}{more}", SCANT.replace("first=2027-01-11\n", "")), "cohort.toml")
}

fn codes(told: &[Problem]) -> Vec<&str> {
    told.iter().map(|problem| problem.code).collect()
}

#[test]
fn the_keys_are_the_milestones() {
    assert!(dates::SECTION.keys.iter().map(|key| key.name).eq(Milestone::all().map(Milestone::key)));
}

#[test]
fn without_the_table_there_is_no_date_but_those_of_the_events() {
    assert_eq!(read(SOUND, "cohort.toml").unwrap().settings.dates, []);
}

#[test]
fn one_date_gives_them_all_and_the_period_of_the_meetings() {
    let settings = with("").unwrap().settings;
    let said: Vec<String> = settings.dates.iter().map(|bone| format!("{} {}", bone.milestone.key(), bone.first)).collect();
    assert_eq!(said.len(), 14, "{said:?}");
    assert_eq!((said[0].as_str(), said[13].as_str()), ("recruitment_opens 2026-11-03", "letters 2027-07-19"));
    let meetings = &settings.meetings;
    assert_eq!((meetings.first.to_string(), meetings.last.to_string()), ("2027-01-11".into(), "2027-07-05".into()));
}

#[test]
fn what_is_written_stands_and_an_event_says_when_it_is() {
    let settings =
        with("matching=2026-12-01\n[[event]]\nid='induction-mentors'\naudience='mentors'\ndates=[2027-01-05T14:00:00]\n")
            .unwrap()
            .settings;
    let of = |milestone| settings.dates.iter().find(|bone| bone.milestone == milestone).unwrap();
    let (matching, induction) = (of(Milestone::Matching), of(Milestone::MentorsInduction));
    assert_eq!((matching.first.to_string(), matching.source), ("2026-12-01".into(), Source::Given));
    assert_eq!((induction.first.to_string(), induction.source), ("2027-01-05".into(), Source::Sessions));
    assert_eq!(of(Milestone::RecruitmentCloses).first.to_string(), "2026-11-24");
}

#[test]
fn a_stage_that_there_is_not_and_a_date_that_there_is_not_are_named() {
    let told = with("[messages]\nskip=['lgo']\n[messages.when]\nsesion=-10\nplace='reval + 3d'\n").unwrap_err();
    assert_eq!(codes(&told), ["unknown-stage", "unknown-stage", "unknown-date"]);
    let helps: Vec<&str> = told.iter().filter_map(|problem| problem.help.as_deref()).collect();
    assert_eq!(helps, ["did you mean \"log\"?", "did you mean \"session\"?", "did you mean \"reveal\"?"]);
    let event = "[[event]]\nid='midpoint'\nat='12:00'\n";
    let good =
        format!("[messages]\nskip=['log', 'training']\n[messages.when]\nsession=-10\nsession-midpoint='midpoint - 3d'\n{event}");
    assert!(with(&good).is_ok());
}

/// The deanery supervises its mentors twice; each time they choose one of two dates.
#[test]
fn a_second_supervision_is_spread_over_the_rest_of_the_period() {
    let of = |dates: &str, first: &str| {
        let events =
            format!("{dates}[[event]]\nid='supervision'\n{first}\n[[event]]\nid='supervision-2'\nat=['12:00','15:00']\n");
        let events = with(&events).unwrap().settings.events;
        events.iter().flat_map(|event| event.dates.iter().map(|date| date.date().to_string())).collect::<Vec<_>>()
    };
    assert_eq!(of("", "at='12:00'"), ["2027-03-10", "2027-05-07", "2027-05-10"]);
    assert_eq!(of("supervision=2027-02-15\n", "at='12:00'"), ["2027-02-15", "2027-04-26", "2027-04-28"]);
    assert_eq!(of("", "dates=[2027-02-15T12:00:00]"), ["2027-02-15", "2027-04-26", "2027-04-28"]);
}

#[test]
fn an_event_without_days_falls_where_the_dates_say() {
    let event = "[[event]]\nid='midpoint'\nat=['12:00','15:00']\n[[event]]\nid='wrap-up'\nat='14:30'\n";
    let events = with(&format!("midpoint=2027-04-15\n{event}")).unwrap().settings.events;
    let dates = |at: usize| events[at].dates.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(dates(0), ["2027-04-15 12:00:00", "2027-04-19 15:00:00"], "two days later, after the weekend");
    assert_eq!(dates(1), ["2027-07-12 14:30:00"]);
}

#[test]
fn a_session_more_does_not_move_those_that_follow_the_dates() {
    let more = "[[event]]\nid='wrap-up'\nat='14:30'\n[[event]]\nid='wrap-up-late'\ndates=[2027-09-06T12:00:00]\n";
    let settings = with(more).unwrap().settings;
    assert_eq!(settings.events[0].dates[0].to_string(), "2027-07-12 14:30:00");
    assert_eq!(settings.dates.last().unwrap().first.to_string(), "2027-07-19");
}

#[test]
fn the_first_day_may_stand_in_meetings_or_follow_the_inductions() {
    let from_meetings = read(&format!("{SCANT}[dates]\n"), "cohort.toml").unwrap().settings;
    assert_eq!(from_meetings.dates.len(), 14);
    let events = "[dates]\n[[event]]\nid='induction'\ndates=[2027-01-08T10:00:00]\n";
    let reading = read(&SCANT.replace("first=2027-01-11\n", events), "cohort.toml").unwrap();
    assert_eq!(reading.settings.meetings.first.to_string(), "2027-01-09");
    assert!(reading.notes.iter().any(|note| note.contains("dates.start: Saturday 9 January 2027")), "{:?}", reading.notes);
}

#[test]
fn each_contradiction_names_both_lines() {
    let induction = "[[event]]\nid='induction-mentors'\naudience='mentors'\ndates=[2027-01-05T14:00:00]\n";
    for (more, code, line, words) in [
        (
            "letters=2026-12-10\n",
            "dates-order",
            14,
            "`letters` in [dates] is Thursday 10 December 2026, before `start` in [dates] on Monday 11 January 2027 (line 13)",
        ),
        (
            &format!("reveal=2027-01-04\n{induction}"),
            "dates-order",
            14,
            "before the event \"induction-mentors\" on Tuesday 5 January 2027 (line 18)",
        ),
        (
            &format!("mentors_induction=2027-01-06\n{induction}"),
            "contradiction",
            14,
            "is Wednesday 6 January 2027 here and Tuesday 5 January 2027 in the event \"induction-mentors\" (line 18)",
        ),
        (
            &format!("recruitment_closes=2027-01-06\n{induction}"),
            "dates-order",
            18,
            "the event \"induction-mentors\" is Tuesday 5 January 2027, before `recruitment_closes` in [dates] on Wednesday 6 January 2027 (line 14)",
        ),
    ] {
        let told = with(more).unwrap_err();
        assert_eq!(codes(&told), [code], "{told:#?}");
        assert!(told[0].message.contains(words), "{}", told[0].message);
        assert_eq!((told[0].place.line, told[0].help.is_some()), (Some(line), true), "{:?}", told[0]);
    }
    let twice = read(&format!("{SCANT}last=2027-06-01\n[dates]\nstart=2027-01-18\nmeetings_end=2027-06-01\n"), "cohort.toml");
    let told = twice.unwrap_err();
    assert_eq!(codes(&told), ["contradiction"], "{told:#?}");
    assert!(told[0].message.contains("`first` in [meetings] (line 12)"), "{}", told[0].message);
}

#[test]
fn an_event_without_a_day_is_told_how_to_get_one() {
    let nowhere = |event: &str| read(&format!("{SCANT}[[event]]\n{event}"), "cohort.toml").unwrap_err();
    for (told, code, words) in [
        (nowhere("id='wrap-up'\n"), "missing-key", "`dates` is missing"),
        (nowhere("id='wrap-up'\nat='13:00'\n"), "missing-key", "without [dates] there is no day for it"),
        (with("[[event]]\nid='book-club'\nat='13:00'\n").unwrap_err(), "contradiction", "gives no day for this session"),
        (with("[[event]]\nid='wrap-up'\nat='13:00'\ndates=[2027-07-12T13:00:00]\n").unwrap_err(), "contradiction", "both"),
        (with("[[event]]\nid='wrap-up'\nat='one'\n").unwrap_err(), "wrong-type", "a text"),
        (
            with("supervision=2027-03-28\n[[event]]\nid='supervision'\nat='01:30'\n").unwrap_err(),
            "clocks-change",
            "does not exist",
        ),
    ] {
        assert_eq!(codes(&told), [code], "{told:#?}");
        assert!(told[0].message.contains(words) && told[0].place.line.is_some_and(|line| line > 8), "{:?}", told[0]);
    }
}

#[test]
fn each_option_may_hold_another_number() {
    let event = |capacity: &str| with(&format!("[[event]]\nid='midpoint'\nat=['12:00','15:00']\ncapacity={capacity}\n"));
    let holds = |capacity| [1, 2, 3].map(|option| event(capacity).unwrap().settings.events[0].capacity_of(option));
    assert_eq!(holds("5"), [Some(5); 3]);
    assert_eq!(holds("[5, 7]"), [Some(5), Some(7), None]);
    for wrong in ["[5]", "[5, 7, 9]", "[]"] {
        let told = event(wrong).unwrap_err();
        assert_eq!((codes(&told), told[0].place.line), (vec!["contradiction"], Some(17)), "{told:#?}");
    }
}

#[test]
fn a_year_that_the_table_does_not_reach_is_told_at_its_traditions() {
    let told = with("letters=2036-01-07\n[calendar]\nobservances=['judaism']\n").unwrap_err();
    assert_eq!(codes(&told), ["observances-out-of-reach"]);
    assert_eq!(told[0].place.line, Some(16));
    assert!(with("letters=2036-01-07\n[calendar]\nobservances=['christianity']\n").is_ok());
}

#[test]
fn a_missing_first_day_is_told_once() {
    let told = read(&SCANT.replace("first=2027-01-11", "[dates]\nstrat=2027-01-11"), "cohort.toml").unwrap_err();
    assert_eq!(codes(&told), ["missing-key", "unknown-key"], "{told:#?}");
}
