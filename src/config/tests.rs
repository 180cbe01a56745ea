//! Every key read, every slip told with its place and its cure.

use chrono::NaiveDate;

use super::*;
use crate::domain::event::{Audience, EventKind};
use crate::domain::problem::Place;
use crate::domain::setting_ref::SettingRef;
use crate::domain::settings::{CriterionKind, Division, Method, Objective, Scale, Scores, Tradition};
use crate::domain::side::Kind;

pub(super) const SOUND: &str = r#"[programme]
name = "Reverse mentoring"
cohort = "2026 autumn"
kind = "goals"
timezone = "Europe/London"

[survey.mentors]
file = "private/surveys/mentors.csv"
tool = "ms-forms"
delimiter = "tab"
consent = { column = "Do you agree?", yes = "I agree", no = ["", "No"] }
[survey.mentors.columns]
name = ["First name", "Surname"]
email = "Email address"
goals = { column = "What would you like to share?", separator = [";", "\n"], options = ["Bias; in training", "Careers"] }
specialty = { column = "Specialty", aliases = { "ICM" = "Intensive care" } }
region = "Region"
age = "Years"
[survey.mentees.columns]
name = "Full name"
email = "Email address"
goals = { each = "What would you like to learn?" }
preferred_specialty = "Wish"
region = "Region"
age = "Years"
answered = { column = "When", format = "%d/%m/%Y %H:%M" }

[matching]
method = "goals"
seed = 20261121
minimum_score = 100
objective = "fair"
[[matching.criterion]]
name = "goals"
kind = "overlap"
weight = 60
[[matching.criterion]]
name = "specialty"
kind = "preference"
wish = "preferred_specialty"
fact = "specialty"
weight = 25
[[matching.criterion]]
field = "age"
kind = "near"
span = 10

[[conflict]]
same = "region"

[meetings]
count = [4, 6]
weeks_between = [4, 6]
minutes = 60
hours = ["09:00", 17:30:00]
first = 2027-01-11
last = 2027-06-25

[calendar]
bank_holidays = "scotland"
observances = ["judaism", "islam"]
blocked = [2027-02-15, { from = 2027-04-01, to = 2027-04-05, why = "half-term" }]
holidays_file = "holidays.ics"

[[event]]
id = "induction-mentors"
audience = "mentors"
title = "Mentor induction"
minutes = 180
dates = [2027-01-05T14:00:00]
[[event]]
id = "induction-mentees"
audience = "seniors"
minutes = 60
dates = [2027-01-05T17:00:00]
[[event]]
id = "finale"
kind = "wrap-up"
audience = "all"
minutes = 90
capacity = 40
dates = [2027-06-28T10:00, 2027-06-29T10:00:00]

[previous]
cohorts = ["../2026-spring"]
precedence = true

[privacy]
keep_until = 2028-06-30
scores = "committed"
"#;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn sound() -> Reading {
    read(SOUND, "cohort.toml").unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// What is told when `old` is written as `new` in the sound file.
fn told(old: &str, new: &str) -> Vec<Problem> {
    assert!(SOUND.contains(old), "{old:?} is not in the sound file");
    read(&SOUND.replacen(old, new, 1), "cohort.toml").map_or_else(|problems| problems, |reading| reading.warnings)
}

#[test]
fn every_key_is_read() {
    let Reading { settings, warnings, notes, .. } = sound();
    assert_eq!(warnings, []);
    assert_eq!(
        notes,
        ["survey.mentees: without a consent column everybody is taken", "matching.criterion.weight: 1 (not said)"]
            .map(String::from)
            .into_iter()
            .rev()
            .collect::<Vec<_>>()
    );
    assert_eq!((settings.programme.kind, settings.programme.timezone.as_str()), (Kind::Goals, "Europe/London"));
    let mentors = &settings.survey.mentors;
    assert_eq!((mentors.delimiter, mentors.tool.as_deref()), (Some('\t'), Some("ms-forms")));
    assert_eq!(mentors.columns["name"].headings, ["First name", "Surname"]);
    assert_eq!(mentors.columns["goals"].separators, [";", "\n"]);
    assert_eq!(mentors.columns["consent"].yes, ["I agree"]);
    assert_eq!(mentors.columns["consent"].no, ["", "No"]);
    assert_eq!(mentors.columns["specialty"].aliases["ICM"], "Intensive care");
    assert_eq!(settings.survey.mentees.columns["goals"].each.as_deref(), Some("What would you like to learn?"));
    let matching = &settings.matching;
    assert_eq!((matching.policy.method, matching.seed, matching.policy.minimum_score), (Method::Goals, Some(20_261_121), 100));
    assert_eq!((matching.policy.objective, matching.policy.criteria.len()), (Objective::Fair, 3));
    assert_eq!(matching.policy.criteria[2].kind, CriterionKind::Near { field: "age".into(), scale: Scale::Numbers { span: 10 } });
    assert_eq!((matching.policy.criteria[2].name.as_str(), matching.policy.criteria[2].weight), ("age", 1));
    assert_eq!(settings.conflict_rules[0].same, "region");
}

#[test]
fn every_key_of_the_timetable_is_read() {
    let Reading { settings, .. } = sound();
    let meetings = &settings.meetings;
    assert_eq!((meetings.least, meetings.most, meetings.weeks_least, meetings.weeks_most), (4, 6, 4, 6));
    assert_eq!((meetings.first, meetings.last), (day(2027, 1, 11), day(2027, 6, 25)));
    assert_eq!(meetings.hours.1.to_string(), "17:30:00");
    let calendar = &settings.calendar;
    assert_eq!(
        (calendar.bank_holidays, &calendar.observances[..]),
        (Division::Scotland, &[Tradition::Islam, Tradition::Judaism][..])
    );
    assert_eq!((calendar.blocked[0].from, calendar.blocked[1].to), (day(2027, 2, 15), day(2027, 4, 5)));
    assert_eq!((settings.events[1].audience, settings.events[1].title.as_str()), (Audience::Mentees, "Induction mentees"));
    assert_eq!(
        (settings.events[2].kind, settings.events[2].capacity.clone(), settings.events[2].dates.len()),
        (EventKind::WrapUp, vec![40], 2)
    );
    assert_eq!((settings.previous.cohorts.len(), settings.previous.precedence), (1, true));
    assert_eq!(settings.privacy.keep_until, Some(day(2028, 6, 30)));
    assert_eq!(settings.privacy.scores, Scores::Committed);
}

#[test]
fn a_byte_order_mark_and_the_line_ends_of_windows_change_nothing() {
    let windows = format!("\u{feff}{}", SOUND.replace('\n', "\r\n"));
    let Reading { settings, places, warnings, notes } = read(&windows, "cohort.toml").unwrap();
    let unix = sound();
    assert_eq!((settings, warnings, notes), (unix.settings, unix.warnings, unix.notes));
    // Bytes are counted in the text as it is; what stands there, and on which line, is the same.
    let last_day = |places: &SettingPlaces, text: &str| {
        let problem = Problem::error("blank", "y").at(Place::setting(SettingRef::LastMeetingDay));
        let place = places.locate(vec![problem]).remove(0).place;
        (place.line, place.span.map(|span| text[span.start..span.end].to_owned()))
    };
    assert_eq!(last_day(&places, &windows), last_day(&unix.places, SOUND));
    let problems = read(&windows.replacen("minutes = 60", "minuts = 60", 1), "cohort.toml").unwrap_err();
    let span = problems[0].place.span.unwrap();
    assert_eq!(&windows.replacen("minutes = 60", "minuts = 60", 1)[span.start..span.end], "minuts");
}

/// One slip a row: what is written, what is written instead, the code, and a word of the message or the help.
const SLIPS: [(&str, &str, &str, &str); 46] = [
    ("timezone = ", "timezon = ", "unknown-key", "did you mean `timezone`"),
    ("minutes = 60\nhours", "seed = 60\nhours", "unknown-key", "belongs to [matching]"),
    ("[calendar]", "[calender]", "unknown-key", "did you mean `calendar`"),
    ("[survey.mentors]", "[survey.mentor]", "unknown-key", "did you mean `mentors`"),
    ("Europe/London", "Europe/Londn", "unknown-timezone", "Europe/London"),
    ("kind = \"goals\"", "kind = \"gaols\"", "unknown-word", "did you mean \"goals\""),
    ("kind = \"goals\"", "kind = \"random\"", "contradiction", "method = \"random\""),
    ("tool = \"ms-forms\"", "tool = \"ms-form\"", "unknown-word", "ms-forms"),
    ("tool = ", "encoding = \"windows-1253x\"\ntool = ", "unknown-word", "encoding"),
    ("delimiter = \"tab\"", "delimiter = \"x\"", "unknown-word", "tab"),
    ("delimiter = \"tab\"", "header_row = 0", "out-of-range", "from 1"),
    ("email = \"Email", "emial = \"Email", "missing-key", "`emial`"),
    ("{ each = \"What would you like to learn?\" }", "{ options = [\"a\"] }", "missing-key", "no column"),
    ("each = \"What", "column = \"x\", each = \"What", "contradiction", "keep `column`"),
    ("region = \"Region\"\nage", "region = []\nage", "missing-key", "no column"),
    ("region = \"Region\"\nage", "region = \" \"\nage", "blank", ""),
    ("%d/%m/%Y %H:%M", "DD/MM/YYYY", "date-format", "%d"),
    ("seed = 20261121", "seed = -1", "out-of-range", "from 0"),
    ("minimum_score = 100", "minimum_score = 1001", "out-of-range", "1000"),
    ("minimum_score = 100", "minimum_score = \"100\"", "wrong-type", "a text"),
    ("weight = 60", "weight = 0", "out-of-range", "from 1"),
    ("weight = 60", "weight = 6.5", "wrong-type", "fraction"),
    ("name = \"goals\"\nkind = \"overlap\"", "kind = \"overlap\"", "criterion", "which field"),
    ("kind = \"overlap\"", "kind = \"overlap\"\nspan = 3", "misplaced-key", "near"),
    ("name = \"goals\"\nkind", "name = \"gaols\"\nkind", "unknown-field", "did you mean `goals`"),
    ("fact = \"specialty\"", "fact = \"region\"", "", ""),
    ("fact = \"specialty\"", "fact = \"place\"", "unknown-field", "[survey.mentors]"),
    ("fact = \"specialty\"\n", "", "criterion", "`fact`"),
    ("span = 10", "", "criterion", "how far apart"),
    ("span = 10", "order = [\"a\"]", "criterion", "two answers"),
    ("field = \"age\"", "name = \"goals\"\nfield = \"age\"", "duplicate", "one name"),
    ("same = \"region\"", "same = \"regoin\"", "unknown-field", "did you mean `region`"),
    ("same = \"region\"", "same = \"email\"", "unknown-field", "cannot"),
    ("count = [4, 6]", "count = [6, 4]", "reversed", "swap"),
    ("weeks_between = [4, 6]", "weeks_between = [6, 4]", "reversed", "swap"),
    ("minutes = 60\nhours", "minutes = 0\nhours", "out-of-range", "from 1"),
    ("first = 2027-01-11", "first = 2027-02-30", "toml-syntax", "no such date"),
    ("first = 2027-01-11", "first = 11/01/2027", "toml-syntax", "year first"),
    ("[survey.mentors]", "[survey.juniors]", "unknown-key", "write `mentors`"),
    ("first = 2027-01-11", "first = \"2027-01-11\"", "wrong-type", "quotes away"),
    ("last = 2027-06-25", "last = 2027-01-01", "reversed", "swap"),
    ("last = 2027-06-25", "last = 2027-07-02", "contradiction", "wrap-up"),
    ("count = [4, 6]", "count = 7", "too-short", "6 meetings would fit"),
    ("id = \"induction-mentees\"", "id = \"induction-mentors\"", "duplicate", "events 1 and 2"),
    ("2027-01-05T17:00:00", "2027-01-05T13:00:00", "contradiction", "before the mentors'"),
    ("2027-01-05T17:00:00", "2027-03-28T01:30:00", "clocks-change", "does not exist"),
];

#[test]
fn every_slip_is_told_with_its_place_and_its_cure() {
    for (old, new, code, words) in SLIPS {
        let told = told(old, new);
        if code.is_empty() {
            assert!(!told.iter().any(|p| p.code == "contradiction"), "{new}: {told:#?}");
            continue;
        }
        let found = told.iter().find(|problem| problem.code == code);
        let problem = found.unwrap_or_else(|| panic!("{new}: {code} is not among {told:#?}"));
        let words = if words == "cannot" { "not an answer" } else { words };
        assert!(format!("{problem}").contains(words), "{new}: {problem}");
        assert!(
            problem.place.line.is_some_and(|line| line > 0) && problem.place.span.is_some() && problem.help.is_some(),
            "{problem:?}"
        );
    }
}

#[test]
fn a_pointer_falls_under_the_spot() {
    for (old, new) in [("minimum_score = 100", "minimum_score = 1001"), ("seed = 20261121", "sead = 1001")] {
        let text = SOUND.replacen(old, new, 1);
        let problem = read(&text, "cohort.toml").unwrap_err().remove(0);
        let span = problem.place.span.unwrap();
        assert!(["1001", "sead"].contains(&&text[span.start..span.end]), "{problem:?}");
        let line = text.lines().nth(problem.place.line.unwrap() as usize - 1).unwrap();
        assert!(line.starts_with(new), "{line}");
    }
}

#[test]
fn all_is_told_at_once_in_the_order_of_the_lines() {
    let text = SOUND
        .replace("kind = \"goals\"\n", "kind = \"gaols\"\n")
        .replace("minimum_score = 100", "minimum_score = 5000")
        .replace("first = 2027-01-11", "first = 2027-02-30")
        .replace("keep_until", "keepuntil");
    let told: Vec<(&str, u32)> =
        read(&text, "cohort.toml").unwrap_err().iter().map(|p| (p.code, p.place.line.unwrap())).collect();
    let codes: Vec<&str> = told.iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["unknown-word", "out-of-range", "toml-syntax", "unknown-key"]);
    assert!(told.is_sorted_by_key(|(_, line)| *line));
}

#[test]
fn broken_grammar_is_told_in_plain_words_and_alone() {
    let told = told("count = [4, 6]", "count = [4, 6");
    assert!(told.iter().all(|problem| problem.code == "toml-syntax"), "{told:#?}");
    let line = SOUND.lines().position(|line| line.starts_with("count")).unwrap() + 1;
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].place.line.is_some_and(|told| told as usize == line), "{told:#?}");
}

#[test]
fn what_is_required_is_missed_by_name() {
    let told = read("", "cohort.toml").unwrap_err();
    let messages: Vec<&str> = told.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(
        messages,
        ["[matching] is missing", "[meetings] is missing", "[programme] is missing", "`survey` is missing"]
            .map(|m| m.replace("`survey`", "[survey]"))
    );
}

#[test]
fn events_in_the_wrong_order_are_told_where_no_day_is_said() {
    let events =
        "[[event]]\nid='induction-all'\ndates=[2027-09-08T10:00:00]\n[[event]]\nid='wrap-up'\ndates=[2027-07-09T10:00:00]\n";
    let told = read(&SCANT.replace("first=2027-01-11\n", events), "cohort.toml").unwrap_err();
    assert!(told.iter().any(|problem| problem.code == "reversed"), "{told:#?}");
    let told = read(&SCANT.replace("first=2027-01-11\n", ""), "cohort.toml").unwrap_err();
    assert_eq!(told.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["missing-key"], "{told:#?}");
}

pub(super) const SCANT: &str = "[programme]\n[survey.mentors.columns]\nname='N'\nemail='E'\ngoals='G'\n\
    [survey.mentees.columns]\nname='N'\nemail='E'\ngoals='G'\n[matching]\n[meetings]\nfirst=2027-01-11\n";

#[test]
fn what_is_not_said_has_a_default_that_is_said() {
    let Reading { settings, notes, .. } = read(SCANT, "cohort.toml").unwrap();
    assert_eq!((settings.programme.kind, settings.matching.policy.criteria.len()), (Kind::Goals, 1));
    assert_eq!(settings.meetings.last, day(2027, 8, 16));
    for said in ["england-and-wales", "none avoided", "goals (not said)", "everybody is taken", "overlap of `goals`", "31 weeks"]
    {
        assert!(notes.iter().any(|note| note.contains(said)), "{said}: {notes:#?}");
    }
}

#[test]
fn the_method_tells_the_kind_and_a_reciprocal_overlap_goes_both_ways() {
    let random = read(&SCANT.replace("[matching]", "[matching]\nmethod = 'random'"), "cohort.toml").unwrap();
    assert_eq!((random.settings.programme.kind, random.settings.matching.policy.criteria.len()), (Kind::Random, 0));
    let both = read(&SCANT.replace("[programme]", "[programme]\nkind = 'reciprocal'"), "cohort.toml").unwrap();
    assert_eq!(
        both.settings.matching.policy.criteria[0].kind,
        CriterionKind::Exchange { gives: "goals".into(), wants: "goals".into() }
    );
    assert_eq!((both.settings.meetings.least, both.settings.meetings.weeks_most), (4, 16));
}

#[test]
fn the_first_meeting_follows_the_inductions_and_the_last_precedes_the_wrap_up() {
    let events =
        "[[event]]\nid='induction-all'\ndates=[2027-01-08T10:00:00]\n[[event]]\nid='wrap-up'\ndates=[2027-07-09T10:00:00]\n";
    let text = SCANT.replace("first=2027-01-11\n", events);
    let meetings = read(&text, "cohort.toml").unwrap().settings.meetings;
    assert_eq!((meetings.first, meetings.last), (day(2027, 1, 9), day(2027, 7, 8)));
}

#[test]
fn the_schema_knows_every_key() {
    let schema = schema();
    for path in [
        "/properties/meetings/properties/weeks_between",
        "/properties/survey/properties/mentees/properties/columns",
        "/properties/matching/properties/criterion/items/properties/order",
        "/properties/event/items/properties/capacity",
    ] {
        assert!(schema.pointer(path).is_some(), "{path}");
    }
    assert_eq!(schema.pointer("/properties/programme/additionalProperties"), Some(&serde_json::json!(false)));
}

mod hostile {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_text_makes_it_fall(at in 0usize..2400, cut in 0usize..40, put in "[\\PC\\n]{0,12}") {
            let mut text: Vec<char> = super::SOUND.chars().collect();
            let at = at.min(text.len());
            let end = (at + cut).min(text.len());
            text.splice(at..end, put.chars());
            let text: String = text.into_iter().collect();
            if let Err(problems) = super::read(&text, "cohort.toml") {
                prop_assert!(problems.iter().any(super::Problem::is_error));
                for span in problems.iter().filter_map(|problem| problem.place.span) {
                    prop_assert!(span.start <= span.end && span.end <= text.len());
                }
            }
        }
    }
}
