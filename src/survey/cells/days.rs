//! Weekdays as people write them: `Mon/Tue`, `Tue Thu`, `Monday to Wednesday`, `any day but Friday`.

use chrono::Weekday;

use super::day_clauses as clauses;
use super::day_names::named;
use super::polarity;
use crate::domain::spelling;
use crate::domain::weekdays;

/// The English names of the days that the text means, Monday first; empty when it names none, or leaves open which are possible.
pub(crate) fn read(text: &str) -> Vec<String> {
    let words = words(text);
    let mut days = match initials(&words) {
        Some(days) => days,
        None => match named(&words) {
            days if days.is_empty() || !clauses::may_exclude(&words, text) => days,
            _ => clauses::read(text).unwrap_or_default(),
        },
    };
    days.sort_by_key(Weekday::num_days_from_monday);
    days.dedup();
    days.into_iter().map(|day| weekdays::name(day).to_owned()).collect()
}

/// Whether a text names a day, possible or not.
pub(crate) fn names_one(text: &str) -> bool {
    !named(&words(text)).is_empty()
}

/// Whether a text names days and takes some out of them, or doubts some.
pub(crate) fn may_exclude(text: &str) -> bool {
    clauses::may_exclude(&words(text), text)
}

/// Words beside a day by which it is not possible.
const NOT: &str = "not|no|none|never|unavailable|busy|cannot|cant|nil|na|unable|impossible|dont|wont";
/// Words beside a day by which some hours of it are possible.
const HOURS: &str = "am|pm|morning|mornings|afternoon|afternoons|evening|evenings|lunch|lunchtime|lunchtimes|noon|midday|early|late|\
    before|after";
/// Words beside a day by which it is possible.
const POSSIBLE: &str = "available|avail|free|any|anytime|all|flexible|preferred|possible|yes|ok|okay|fine|good";
/// Words that leave open whether a day is possible.
const OPEN: &str = "maybe|perhaps|possibly|probably|if|unless|but|except|depends|depending|sometimes|occasionally|alternate|tbc|unsure|\
    emergency|emergencies|rarely|fortnightly|necessary|needed";

/// Whether a cell under the heading of a day says that the day is possible: `Morning`, `9-11am`, `Available`, `Not available`; none
/// where it says neither, or what somebody does on that day: `Clinic all day`.
pub(crate) fn availability(cell: &str) -> Option<bool> {
    let key = spelling::key(cell);
    let words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
    let has = |known: &str| words.iter().any(|word| polarity::is_one_of(known, word));
    let is_hour = |word: &&str| {
        let number = word.trim_end_matches("am").trim_end_matches("pm");
        number.len() < word.len() && number.parse::<u32>().is_ok_and(|hour| hour <= 12)
    };
    let has_clock = cell.contains(':') && cell.contains(|c: char| c.is_ascii_digit());
    let has_hours = has_clock || has(HOURS) || words.iter().any(is_hour);
    if is_away(&key) || !has(OPEN) && !has_hours && is_no_with_reason(cell) {
        return Some(false);
    }
    if has(OPEN) || clauses::has_duty(&words) {
        return None;
    }
    if has(NOT) {
        let is_welcome = words.iter().any(|word| polarity::is_objection(word));
        // `Not mornings` says nothing of the afternoon.
        return (!has_hours).then_some(is_welcome);
    }
    let is_short = words.len() <= 8;
    (is_short && (has_hours || has(POSSIBLE))).then_some(true)
}

/// Whether a cell under the heading of a day is about that day, whether or not it can be told if the day is possible: `Clinic`, `Maybe`.
pub(crate) fn is_about_day(cell: &str) -> bool {
    let key = spelling::key(cell);
    let words: Vec<&str> = key.split(' ').collect();
    let has = |known: &str| words.iter().any(|word| polarity::is_one_of(known, word));
    availability(cell).is_some() || is_away(&key) || has(NOT) || has(OPEN) || clauses::has_duty(&words)
}

/// Whether a cell under the heading of a day says that the person is away on it: `Day off`.
fn is_away(key: &str) -> bool {
    const AWAY: &str = "off|day off|my day off|days off|off day|off work|day off work|non working day|nonworking day|not working|nwd|\
        rest day|ltft day|ltft day off|study day|sdt day|annual leave|al|on leave|not in|not at work|dont work|do not work|i dont work|\
        i do not work|nights|post nights|away|out of office";
    polarity::is_one_of(AWAY, key)
}

/// Whether a cell begins with a plain no and goes on with the reason behind a mark: `No, sorry, clinic`. `No clinic` is no such no.
fn is_no_with_reason(cell: &str) -> bool {
    const PLAIN_NO: &str = "no|nope|n|no sorry|sorry no|no thanks|not possible|not available|unavailable|cannot|cant|sorry";
    let Some(end) = cell.find([',', ';', '.', '(', ':', '-', '–', '—']) else { return false };
    cell.get(..end).is_some_and(|first| polarity::is_one_of(PLAIN_NO, &spelling::key(first)))
}

/// The words of a text; a dash is the word `to`.
fn words(text: &str) -> Vec<&str> {
    let mut words = Vec::with_capacity(12);
    let mut start = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_alphanumeric()) {
        words.extend(text.get(start..at).filter(|word| !word.is_empty()));
        words.extend(matches!(c, '-' | '–' | '—').then_some("to"));
        start = at + c.len_utf8();
    }
    words.extend(text.get(start..).filter(|word| !word.is_empty()));
    words
}

/// Days of which nothing is written but their first letters: `M/W/F`, `Mo, Tu, Fr`.
fn initials(words: &[&str]) -> Option<Vec<Weekday>> {
    let day = |word: &&str| {
        Some(match word.to_lowercase().as_str() {
            "m" | "mo" => Weekday::Mon,
            "t" | "tu" => Weekday::Tue,
            "w" | "we" => Weekday::Wed,
            "th" => Weekday::Thu,
            "f" | "fr" => Weekday::Fri,
            _ => return None,
        })
    };
    let mut days = words.iter().map(day).collect::<Option<Vec<Weekday>>>().filter(|days| days.len() > 1)?;
    let all = days.len();
    days.sort_by_key(Weekday::num_days_from_monday);
    days.dedup();
    // `M T W T F` names Thursday by the letter of Tuesday.
    (days.len() == all).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_under_a_day_says_whether_the_day_is_possible() {
        for (cell, possible) in [
            ("Morning, Afternoon", Some(true)),
            ("9am-11am", Some(true)),
            ("12:00 to 14:00", Some(true)),
            ("Not available", Some(false)),
            ("Yes - after 2pm", Some(true)),
            ("after clinic", Some(true)),
            ("Clinic all day", None),
            ("Theatre list am", None),
            ("Yes but not the 1st of the month", None),
            ("Not mornings", None),
            ("No, sorry, clinic", Some(false)),
            ("No - clinic", Some(false)),
            ("Day off", Some(false)),
            ("No clinic", None),
            ("No, mornings only", None),
            ("Leadership", None),
            ("", None),
        ] {
            assert_eq!(availability(cell), possible, "{cell}");
        }
    }

    #[test]
    fn a_duty_is_about_its_day() {
        for cell in ["Clinic", "Theatre all day", "Maybe", "Day off", "Yes, after 2pm", "No, sorry, clinic"] {
            assert!(is_about_day(cell), "{cell}");
        }
        assert!(!is_about_day("Leadership") && !is_about_day("Ada Whitlock"));
    }

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
            ("M/W/F", "Monday Wednesday Friday"),
            ("Mo, Tu, Th", "Monday Tuesday Thursday"),
            ("M T W T F", ""),
            ("Always but Monday mornings", ""),
            ("Always but Monday", "Tuesday Wednesday Thursday Friday"),
            ("whenever", ""),
        ] {
            assert_eq!(read(text).join(" "), days, "{text}");
        }
    }
}
