//! Whatever the day on which a cohort is begun, its dates can be met and its directory passes the check.

use std::ffi::OsString;

use chrono::Days;

use super::*;
use crate::cli::Environment;
use crate::cli::WIDTH_OF_A_PIPE;
use crate::cli::run as run_program;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The settings that `init` would write.
fn written(kind: Kind, start: Option<NaiveDate>, today: NaiveDate) -> (Settings, Vec<Problem>) {
    let date_plan = dates::proposed(kind, start, today).unwrap();
    let text = template::fill(template::COHORT_TOML, kind, &dates::gaps(kind, &date_plan));
    assert!(text.split('{').skip(1).all(|rest| rest.starts_with(' ')), "a gap is left: {text}");
    let reading = config::read(&text, "cohort.toml").unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"));
    assert_eq!(reading.warnings, [], "{text}");
    let days: Vec<_> = date_plan.iter().map(|bone| (bone.milestone, bone.first)).collect();
    assert!(reading.settings.dates.iter().map(|bone| (bone.milestone, bone.first)).eq(days), "the file says what was proposed");
    let warnings = avoided(&reading.settings).unwrap();
    (reading.settings, warnings)
}

/// Every week of six years: whatever the season, no proposed date is avoided and every rule is kept.
#[test]
fn every_proposal_can_be_met_and_falls_on_free_days() {
    for (_, kind, weeks) in Kind::ALL.into_iter().flat_map(|(kind, word)| (0..312).step_by(5).map(move |week| (word, kind, week)))
    {
        let today = day("2025-01-01") + Days::new(7 * weeks);
        let (settings, warnings) = written(kind, None, today);
        assert_eq!(warnings, [], "{today}");
        let days = DayBook::new(&settings.calendar, &[], schedule::years(&settings)).unwrap();
        for event in &settings.events {
            assert!(event.dates.iter().all(|date| days.is_free(date.date())), "{today} {event:?}");
        }
        assert!(days.is_free(settings.meetings.first) && days.is_free(settings.meetings.last));
        // A fast of a month cannot be avoided, and the evening before a holy day begins after such a session ends.
        let found = schedule::feasibility(&settings, &days);
        let known = ["event-in-a-fast", "event-in-the-evening", "ramadan-evening"];
        let beside = |problem: &&Problem| !known.contains(&problem.code);
        assert_eq!(found.iter().filter(|problem| problem.is_error()).count(), 0, "{today} {kind:?} {found:#?}");
        assert_eq!(found.iter().find(beside), None, "{today} {kind:?}");
    }
}

#[test]
fn a_day_that_the_lead_chose_stands_and_is_said_where_it_is_avoided() {
    let (settings, warnings) = written(Kind::Goals, Some(day("2027-01-11")), day("2026-11-01"));
    assert_eq!((settings.meetings.first, warnings), (day("2027-01-11"), vec![]));
    let (settings, warnings) = written(Kind::Goals, Some(day("2027-01-10")), day("2026-11-01"));
    assert_eq!((settings.meetings.first, warnings[0].code), (day("2027-01-10"), "date-on-avoided-day"));
}

/// Runs the program and gives its status and what it said.
fn revmentor(arguments: &[&str], directory: &Path) -> (u8, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments: Vec<OsString> = std::iter::once("revmentor").chain(arguments.iter().copied()).map(OsString::from).collect();
    let status = run_program(Environment {
        arguments,
        today: day("2026-09-01"),
        entropy: &mut || Ok([9; 32]),
        directory: directory.to_path_buf(),
        program: None,
        width: WIDTH_OF_A_PIPE,
        out: &mut out,
        err: &mut err,
        watched: false,
        shown: false,
    });
    (status, String::from_utf8_lossy(&[out, err].concat()).into_owned())
}

#[test]
fn a_new_cohort_of_each_kind_passes_its_own_check() {
    for (_, kind) in Kind::ALL {
        let folder = tempfile::tempdir().unwrap();
        let (status, said) = revmentor(&["init", "new", "--kind", kind], folder.path());
        assert_eq!(status, 0, "{said}");
        assert!(said.contains("Recruitment opens"), "{said}");
        assert_eq!(revmentor(&["check"], &folder.path().join("new")), (0, String::new()), "{kind}");
    }
}
