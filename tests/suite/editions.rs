//! Calendars after whatever a lead may do: nothing vanishes, SEQUENCE and DTSTAMP never fall, and SEQUENCE rises when an entry is told
//! anew.

use std::collections::BTreeMap;
use std::fs;

use chrono::{Days, NaiveDate};
use icalendar::{Component, Event};

use super::calendar::{Cohort, entries};

/// A small generator, so that a story can be told again from its number (splitmix64: Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        let count = u64::try_from(words.len()).unwrap();
        words[usize::try_from(self.below(count)).unwrap()]
    }
}

/// A verb as a lead might type it, sensible or not.
fn something(cohort: &Cohort, chance: &mut Chance, today: NaiveDate) -> Vec<String> {
    let pairings = fs::read_to_string(cohort.path("pairings.csv")).unwrap();
    let pairs: Vec<&str> = pairings.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    let pair = if pairs.is_empty() { "M01-E01" } else { chance.of(&pairs) };
    let (number, days) = ((1 + chance.below(4)).to_string(), Days::new(1 + chance.below(60)));
    let (day, on) = (today.to_string(), (today + days).to_string());
    let [mentor, mentee] = [chance.of(&["M01", "M02", "M03"]), chance.of(&["E01", "E02"])];
    let anybody = chance.of(&[mentor, mentee]);
    let typed = match chance.below(12) {
        0 | 1 => format!("meeting move {pair} {number} --on {on}"),
        2 => format!("meeting held {pair} {number} --on {day}"),
        3 => format!("meeting missed {pair} {number}"),
        4 => format!("withdraw {anybody}"),
        5 | 6 => "match --allow-moves".to_owned(),
        7 => "reveal --force --reason early".to_owned(),
        8 => "undo".to_owned(),
        9 => format!("choose wrap-up-choice {anybody} {}", 1 + chance.below(2)),
        10 => format!("conflict add {mentor} {mentee} --reason knows"),
        _ => "schedule".to_owned(),
    };
    typed.split(' ').map(str::to_owned).collect()
}

/// What a lead writes into cohort.toml now and then.
fn some_setting(cohort: &Cohort, chance: &mut Chance) {
    let turned = [
        ("start = 2027-01-11", "start = 2027-01-18"),
        ("minutes = 60\nhours", "minutes = 90\nhours"),
        ("title = \"Farewell\"", "title = \"Good-bye, and thanks\""),
        ("dates = [2027-09-06T12:00:00", "dates = [2027-09-03T12:00:00"),
    ];
    let (one, other) = turned[usize::try_from(chance.below(4)).unwrap()];
    cohort.edit("cohort.toml", |text| if text.contains(one) { text.replace(one, other) } else { text.replace(other, one) });
}

/// Everything that is told of an entry, apart from the number and the day of the edition.
fn told(entry: &Event) -> Vec<(String, String)> {
    let beside = ["SEQUENCE", "DTSTAMP", "LAST-MODIFIED"];
    let properties = entry.properties().iter().filter(|(name, _)| !beside.contains(&name.as_str()));
    properties.map(|(name, property)| (name.clone(), property.value().to_owned())).collect()
}

fn by_uid(cohort: &Cohort) -> BTreeMap<String, Event> {
    let all = cohort.calendars().into_values().flat_map(|text| entries(&text));
    all.map(|entry| (entry.get_uid().unwrap().to_owned(), entry)).collect()
}

fn a_next_edition_corrects_the_last(before: &BTreeMap<String, Event>, after: &BTreeMap<String, Event>, story: &str) {
    for (uid, was) in before {
        let is = after.get(uid).unwrap_or_else(|| panic!("{story}: {:?} vanished", was.get_summary()));
        assert!(was.get_timestamp() <= is.get_timestamp(), "{story}: {was:?} {is:?}");
        let (was_told, is_told) = (told(was), told(is));
        let numbers = (was.get_sequence(), is.get_sequence());
        assert!(numbers.0 < numbers.1 || was_told == is_told, "{story}: {numbers:?} {was_told:?}\n{is_told:?}");
        assert!(was.get_sequence() <= is.get_sequence(), "{story}");
    }
}

fn whatever_happens_calendars_are_corrected(number: u64) {
    let (cohort, mut chance) = (Cohort::matched(), Chance(number));
    let mut today: NaiveDate = "2026-10-02".parse().unwrap();
    cohort.done("2026-10-02", &["calendar"]);
    let mut before = by_uid(&cohort);
    let mut story = format!("story {number}");
    for _ in 0..15 {
        today = today + Days::new(chance.below(12));
        let typed = something(&cohort, &mut chance, today);
        if chance.below(4) == 0 {
            some_setting(&cohort, &mut chance);
        }
        let typed: Vec<&str> = typed.iter().map(String::as_str).collect();
        let (status, _) = cohort.run(&today.to_string(), &typed);
        story = format!("{story}\n{today} {} -> {status}", typed.join(" "));
        if cohort.run(&today.to_string(), &["calendar"]).0 == 0 {
            let after = by_uid(&cohort);
            a_next_edition_corrects_the_last(&before, &after, &story);
            assert!(cohort.done(&today.to_string(), &["calendar"]).contains("Nothing to do"), "{story}");
            before = after;
        }
    }
}

#[test]
fn a_few_stories_never_let_a_calendar_fall_back() {
    (0..4).for_each(whatever_happens_calendars_are_corrected);
}

#[test]
#[ignore = "two hundred stories take minutes; run with --ignored before a release"]
fn two_hundred_stories_never_let_a_calendar_fall_back() {
    (4..204).for_each(whatever_happens_calendars_are_corrected);
}
