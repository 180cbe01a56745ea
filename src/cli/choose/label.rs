//! Which of an event's dates a poll's label means: `18 Jan, 14:00`, `Tuesday 18th January 2027 at 2pm`, `18/01/2027 14:00`.

use chrono::{Datelike, NaiveDateTime, NaiveTime, Timelike};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// What a label says of a date; whatever it does not say fits any.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Label {
    day: Option<u32>,
    month: Option<u32>,
    year: Option<i32>,
    time: Option<NaiveTime>,
}

/// The places of the dates that the label may mean; none where it names no day.
pub(super) fn places(label: &str, dates: &[NaiveDateTime]) -> Vec<usize> {
    let label = read(label);
    if label.day.is_none() || label.month.is_none() {
        return Vec::new();
    }
    dates.iter().enumerate().filter(|(_, date)| label.fits(**date)).map(|(place, _)| place).collect()
}

/// The dates that a cell names, each by itself: a box may be ticked for several. What stands between semicolons or on lines of its own is
/// apart; between commas and "and" it is where both halves name a day.
pub(super) fn parts(cell: &str) -> Vec<String> {
    let pieces = cell.split([';', '\n', '\r']).map(str::trim).filter(|piece| !piece.is_empty());
    pieces.flat_map(apart).collect()
}

/// Whether a text says a day and its month.
pub(super) fn names_day(text: &str) -> bool {
    let label = read(text);
    label.day.is_some() && label.month.is_some()
}

fn apart(piece: &str) -> Vec<String> {
    let halves = |between: &'static str| {
        piece.rmatch_indices(between).find_map(|(at, _)| {
            let halves = (piece.get(..at)?, piece.get(at + between.len()..)?);
            (names_day(halves.0) && names_day(halves.1)).then_some(halves)
        })
    };
    // The last place at which both halves name a day: before it a date keeps its time.
    match [" and ", " & ", " or ", ","].into_iter().find_map(halves) {
        Some((before, after)) => apart(before.trim()).into_iter().chain(apart(after.trim())).collect(),
        None => vec![piece.to_owned()],
    }
}

impl Label {
    fn fits(self, date: NaiveDateTime) -> bool {
        let time = date.time().with_second(0);
        self.day.is_none_or(|day| day == date.day())
            && self.month.is_none_or(|month| month == date.month())
            && self.year.is_none_or(|year| year == date.year())
            && self.time.is_none_or(|own| Some(own) == time)
    }
}

/// Days come before months, as in the United Kingdom, unless a year of four digits comes first. Of several times the first is the beginning.
fn read(text: &str) -> Label {
    let mut label = Label::default();
    for word in words(text) {
        let word = word.as_str();
        if let Some((day, month, year)) = numbers(word) {
            (label.day, label.month, label.year) = (Some(day), Some(month), year.or(label.year));
        } else if let Some(time) = word.split('-').next().and_then(time) {
            label.time = label.time.or(Some(time));
        } else if let Some(month) = MONTHS.iter().position(|month| word.starts_with(month)) {
            label.month = u32::try_from(month + 1).ok();
        } else if let Ok(number) = word.trim_end_matches(|c: char| c.is_alphabetic() || c == '.').parse::<u32>() {
            match number {
                1..=31 => label.day = label.day.or(Some(number)),
                1900..=2200 => label.year = i32::try_from(number).ok(),
                _ => {}
            }
        }
    }
    label
}

/// The words in small letters; a date and its time, and what is joined by hyphens to a month's name, come apart.
fn words(text: &str) -> Vec<String> {
    let text = text.to_lowercase().replace(['[', ']', '?'], " ").replace(" am", "am").replace(" pm", "pm");
    let words = text.split(|c: char| c.is_whitespace() || ",;()–—".contains(c)).filter(|word| !word.is_empty());
    let apart = |word: &str| match word.split_once('t') {
        Some((date, time)) if numbers(date).is_some() => vec![date.to_owned(), time.to_owned()],
        _ if word.contains(char::is_alphabetic) => word.split('-').map(str::to_owned).collect(),
        _ => vec![word.to_owned()],
    };
    words.flat_map(apart).collect()
}

/// `18/01/2027`, `18.1.`, `2027-01-18`.
fn numbers(word: &str) -> Option<(u32, u32, Option<i32>)> {
    let parts: Vec<u32> = word.trim_end_matches('.').split(['/', '.', '-']).map(str::parse).collect::<Result<_, _>>().ok()?;
    let (day, month, year) = match *parts.as_slice() {
        [year @ 1900..=2200, month, day] | [day, month, year @ 1900..=2200] => (day, month, i32::try_from(year).ok()),
        [day, month, year @ 0..=99] => (day, month, i32::try_from(year + 2000).ok()),
        [day, month] if word.contains('/') || word.ends_with('.') => (day, month, None),
        _ => return None,
    };
    ((1..=31).contains(&day) && (1..=12).contains(&month)).then_some((day, month, year))
}

/// `14:00`, `14.00`, `2pm`, `2:00pm`.
fn time(word: &str) -> Option<NaiveTime> {
    let (digits, half) = match (word.strip_suffix("pm"), word.strip_suffix("am")) {
        (Some(digits), _) => (digits, Some(12)),
        (_, Some(digits)) => (digits, Some(0)),
        _ => (word, None),
    };
    let (hour, minute) = match digits.split_once([':', '.']) {
        Some((hour, minute)) => (hour, minute.get(..2)?),
        None => (half.map(|_| digits)?, "0"),
    };
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    NaiveTime::from_hms_opt(half.map_or(hour, |half| hour % 12 + half), minute, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_dates_in_a_cell_come_apart_and_the_parts_of_one_do_not() {
        for one in ["18 Jan, 14:00", "Monday, 18 January 2027, 14:00 and later", "January 18, 2:00 PM", "2", "none of these"] {
            assert_eq!(parts(one), [one], "{one}");
        }
        let both = ["18 Jan, 14:00", "20 Jan, 17:30"];
        for between in [";", "; ", ", ", "\n", " and ", " or "] {
            assert_eq!(parts(&both.join(between)), both, "{between:?}");
        }
        assert_eq!(parts("18/01/2027 14:00, 20/01/2027 17:30, 25/01/2027").len(), 3);
    }

    #[test]
    fn labels_are_understood_as_polls_write_them() {
        let dates: Vec<NaiveDateTime> =
            ["2027-01-18T14:00:00", "2027-01-20T14:00:00", "2027-01-20T17:30:00"].map(|date| date.parse().unwrap()).to_vec();
        for label in [
            "18 Jan, 14:00",
            "Monday 18 January 2027 at 2pm",
            "18th January",
            "18/01/2027 14:00",
            "18.01.2027, 14.00",
            "2027-01-18 14:00",
            "2027-01-18T14:00:00",
            "January 18, 2:00 PM",
            "Mon 18 Jan 14:00-15:00",
            "18 Jan, 14:00 – 15:00",
            "18-Jan-2027 14:00",
        ] {
            assert_eq!(places(label, &dates), [0], "{label}");
        }
        let october: NaiveDateTime = "2027-10-05T09:00:00".parse().unwrap();
        assert_eq!(places("Tuesday 5 October at 9am", &[october]), [0]);
        assert_eq!(places("20 Jan, 17:30", &dates), [2]);
        assert_eq!(places("20 Jan", &dates), [1, 2], "two dates on one day");
        for label in ["19 Jan, 14:00", "14:00", "neither", "18 Feb", "18 Jan 2028", "18 Jan, 15:00", ""] {
            assert_eq!(places(label, &dates), [0; 0], "{label}");
        }
    }
}
