//! Days with their reasons.

use super::*;
use crate::domain::days::observances::Certainty;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn calendar(traditions: &[Tradition]) -> Calendar {
    let bank_holidays = Division::EnglandAndWales;
    Calendar { bank_holidays, observances: traditions.to_vec(), blocked: vec![], closed: vec![], holidays_file: None }
}

fn book(calendar: &Calendar) -> DayBook {
    DayBook::new(calendar, &[], 2026..=2027).unwrap()
}

fn said(book: &DayBook, on: &str) -> Vec<String> {
    book.why(day(on)).iter().map(ToString::to_string).collect()
}

#[test]
fn a_stretch_that_ends_before_it_begins_is_refused() {
    let mut calendar = calendar(&[]);
    calendar.blocked.push(Closure { from: day("2027-02-19"), to: day("2027-02-15"), why: None });
    let problems = DayBook::new(&calendar, &[], 2026..=2027).unwrap_err();
    assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["blocked-backwards"]);
}

#[test]
fn a_day_tells_every_reason() {
    let mut calendar = calendar(&[Tradition::Christianity]);
    calendar.blocked.push(Closure { from: day("2027-12-20"), to: day("2028-01-07"), why: Some("winter break".into()) });
    let book = book(&calendar);
    assert_eq!(
        said(&book, "2027-12-25"),
        ["a weekend", "Christmas Day (christianity)", "closed: winter break"],
        "the bank holiday moves to Monday"
    );
    assert_eq!(said(&book, "2027-12-27"), ["Christmas Day (bank holiday)", "closed: winter break"]);
    assert!(book.is_free(day("2027-12-17")) && !book.is_free(day("2027-12-20")) && !book.is_free(day("2027-12-18")));
}

#[test]
fn a_day_told_by_sighting_takes_its_neighbours_with_it() {
    let book = book(&calendar(&[Tradition::Islam]));
    assert_eq!(said(&book, "2027-03-10"), ["the day after Eid al-Fitr (islam; by sighting, may fall a day earlier or later)"]);
    assert!(!book.is_free(day("2027-03-08")) && !book.is_free(day("2027-03-09")) && book.is_free(day("2027-03-11")));
}

#[test]
fn ramadan_closes_evenings_and_not_days() {
    let book = book(&calendar(&[Tradition::Islam]));
    let in_ramadan = day("2027-02-17");
    assert!(book.is_free(in_ramadan));
    assert_eq!(book.evening(in_ramadan).len(), 1);
    assert!(book.evening(day("2027-03-12")).is_empty());
}

#[test]
fn a_jewish_day_begins_the_evening_before() {
    let book = book(&calendar(&[Tradition::Judaism]));
    let eve = day("2027-10-10");
    let nearness = book.evening(eve).iter().map(|reason| match reason {
        Reason::Observance { name, nearness, certainty, .. } => (*name, *nearness, *certainty),
        other => panic!("{other}"),
    });
    assert_eq!(nearness.collect::<Vec<_>>(), [("Yom Kippur", Nearness::Before, Certainty::Sure)]);
    assert!(!book.is_free(day("2027-10-11")));
}

#[test]
fn an_observance_over_new_year_is_whole_in_either_year() {
    let of = |year: i32| DayBook::new(&calendar(&[Tradition::Islam]), &[], year..=year).unwrap();
    assert!(!of(2030).evening(day("2030-12-28")).is_empty());
    assert!(!of(2031).evening(day("2031-01-10")).is_empty());
}

#[test]
fn a_year_out_of_reach_is_an_error_but_not_for_what_is_computed() {
    let problems = DayBook::new(&calendar(&[Tradition::Hinduism, Tradition::Islam]), &[], 2035..=2036).unwrap_err();
    assert_eq!(problems.iter().map(|p| p.code).collect::<Vec<_>>(), ["observances-out-of-reach"; 2]);
    assert!(DayBook::new(&calendar(&[Tradition::Christianity]), &[], 2036..=2040).is_ok());
}

#[test]
fn a_stretch_that_ends_before_it_begins_is_an_error() {
    let mut calendar = calendar(&[]);
    calendar.blocked.push(Closure { from: day("2027-02-19"), to: day("2027-02-15"), why: None });
    let problems = DayBook::new(&calendar, &[], 2027..=2027).unwrap_err();
    assert_eq!(problems[0].place.column.as_deref(), Some("calendar.blocked"));
}

#[test]
fn an_endless_closure_is_cut_to_the_years_of_the_book() {
    let endless = Closure { from: NaiveDate::MIN, to: NaiveDate::MAX, why: None };
    let book = DayBook::new(&calendar(&[]), &[endless], 2027..=2027).unwrap();
    assert_eq!(book.avoided().count(), 365);
    assert!(!book.is_free(day("2027-06-15")));
}

#[test]
fn a_closed_season_is_whole_over_new_year() {
    let mut calendar = calendar(&[]);
    calendar.closed = vec![crate::domain::settings::Season::Christmas];
    let book = DayBook::new(&calendar, &[], 2026..=2027).unwrap();
    let closed = |text: &str| book.why(day(text)).iter().any(|reason| reason.to_string() == "closed: 24 December to 1 January");
    for day in ["2026-01-01", "2026-12-24", "2026-12-29", "2027-01-01", "2027-12-31"] {
        assert!(closed(day), "{day}");
    }
    for day in ["2026-01-02", "2026-12-23", "2027-01-04"] {
        assert!(!closed(day), "{day}");
    }
}
