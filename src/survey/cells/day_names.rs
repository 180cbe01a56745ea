//! The weekdays that words name, ranges filled in: `Mon to Wed`, `weekdays`.

use chrono::Weekday;

use crate::domain::weekdays;

/// The days on which people work.
pub(super) const WORKING: [Weekday; 5] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

/// The weekday that a word means.
pub(super) fn day(word: &str) -> Option<Weekday> {
    weekdays::parse(if word.eq_ignore_ascii_case("weds") { "wed" } else { word })
}

/// The days that words name, ranges filled in.
pub(super) fn named(words: &[&str]) -> Vec<Weekday> {
    let mut days = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if word.eq_ignore_ascii_case("weekdays") || word.eq_ignore_ascii_case("weekday") {
            days.extend(WORKING);
        }
        let Some(last) = day(word) else { continue };
        let before = |back: usize| at.checked_sub(back).and_then(|at| words.get(at)).copied();
        let linked = before(1)
            .is_some_and(|link| ["to", "until", "till", "through", "thru", "bis"].iter().any(|to| to.eq_ignore_ascii_case(link)));
        if let Some(first) = before(2).and_then(day).filter(|_| linked) {
            days.extend(between(first, last));
        }
        days.push(last);
    }
    days
}

fn between(from: Weekday, to: Weekday) -> Vec<Weekday> {
    let mut days = vec![from];
    let mut day = from;
    while day != to && days.len() < 7 {
        day = day.succ();
        days.push(day);
    }
    days
}
