//! Weekdays as people write them: `Mon/Tue`, `Tue Thu`, `Monday to Wednesday`, `any day but Friday`.

use chrono::Weekday;

use crate::domain::weekdays;

const WORKING: [Weekday; 5] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];

/// The English names of the days that the text means, Monday first; empty when it names none.
pub(crate) fn read(text: &str) -> Vec<String> {
    let words = words(text);
    let (before, after) =
        match words.iter().position(|word| matches!(word.as_str(), "not" | "except" | "but" | "excluding" | "no")) {
            Some(at) => words.split_at(at),
            None => (words.as_slice(), &[][..]),
        };
    let mut days = named(before);
    let excluded = named(after);
    if !excluded.is_empty() && days.is_empty() {
        days = WORKING.to_vec();
    }
    days.retain(|day| !excluded.contains(day));
    days.sort_by_key(Weekday::num_days_from_monday);
    days.dedup();
    days.into_iter().map(|day| weekdays::name(day).to_owned()).collect()
}

fn words(text: &str) -> Vec<String> {
    let spaced = text.replace(['-', '–', '—'], " to ");
    let parts = spaced.split(|c: char| !c.is_alphanumeric());
    parts.filter(|word| !word.is_empty()).map(|word| word.to_lowercase().replace("weds", "wed")).collect()
}

fn named(words: &[String]) -> Vec<Weekday> {
    let mut days = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if matches!(word.as_str(), "weekdays" | "weekday") {
            days.extend(WORKING);
        }
        let Some(day) = weekdays::parse(word) else { continue };
        let range = at.checked_sub(2).and_then(|from| words.get(from)).and_then(|word| weekdays::parse(word));
        let linked = at
            .checked_sub(1)
            .and_then(|link| words.get(link))
            .is_some_and(|link| matches!(link.as_str(), "to" | "until" | "till" | "through"));
        if let Some(from) = range.filter(|_| linked) {
            days.extend(between(from, day));
        }
        days.push(day);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_the_ways_people_write_them() {
        for (text, days) in [
            ("Mon/Tue", "Monday Tuesday"),
            ("Thu tue", "Tuesday Thursday"),
            ("Mondays and Weds", "Monday Wednesday"),
            ("Mon-Wed", "Monday Tuesday Wednesday"),
            ("Monday – Friday", "Monday Tuesday Wednesday Thursday Friday"),
            ("Any day except Friday", "Monday Tuesday Wednesday Thursday"),
            ("Weekdays, not Tuesday", "Monday Wednesday Thursday Friday"),
            ("Tuesday am; Thurs pm", "Tuesday Thursday"),
            ("whenever", ""),
        ] {
            assert_eq!(read(text).join(" "), days, "{text}");
        }
    }
}
