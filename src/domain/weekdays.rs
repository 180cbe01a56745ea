//! A set of weekdays: the days on which somebody can meet.

use chrono::Weekday;

use super::answer::{Answers, field};

/// A set of weekdays as bits, Monday first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Weekdays(u8);

const WEEK: [(Weekday, &str); 7] = [
    (Weekday::Mon, "Monday"),
    (Weekday::Tue, "Tuesday"),
    (Weekday::Wed, "Wednesday"),
    (Weekday::Thu, "Thursday"),
    (Weekday::Fri, "Friday"),
    (Weekday::Sat, "Saturday"),
    (Weekday::Sun, "Sunday"),
];

impl Weekdays {
    /// No day.
    pub const NONE: Weekdays = Weekdays(0);
    /// Monday to Friday.
    pub const WORKING: Weekdays = Weekdays(0b001_1111);

    /// Whether no day is in the set.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `day` is in the set.
    pub fn has(self, day: Weekday) -> bool {
        self.0 & (1 << day.num_days_from_monday()) != 0
    }

    /// The days in both sets.
    #[must_use]
    pub fn common(self, other: Weekdays) -> Weekdays {
        Weekdays(self.0 & other.0)
    }

    /// The days, Monday first.
    pub fn iter(self) -> impl Iterator<Item = Weekday> {
        WEEK.into_iter().map(|(day, _)| day).filter(move |day| self.has(*day))
    }
}

impl FromIterator<Weekday> for Weekdays {
    fn from_iter<T: IntoIterator<Item = Weekday>>(days: T) -> Weekdays {
        Weekdays(days.into_iter().fold(0, |bits, day| bits | 1 << day.num_days_from_monday()))
    }
}

/// The English name of a weekday.
pub(crate) fn name(day: Weekday) -> &'static str {
    WEEK[day.num_days_from_monday() as usize].1
}

/// The weekdays in German, French and Welsh, as comparison keys; the Welsh word stands behind `Dydd`.
const FOREIGN: [(Weekday, [&str; 3]); 7] = [
    (Weekday::Mon, ["montag", "lundi", "llun"]),
    (Weekday::Tue, ["dienstag", "mardi", "mawrth"]),
    (Weekday::Wed, ["mittwoch", "mercredi", "mercher"]),
    (Weekday::Thu, ["donnerstag", "jeudi", "iau"]),
    (Weekday::Fri, ["freitag", "vendredi", "gwener"]),
    (Weekday::Sat, ["samstag", "samedi", "sadwrn"]),
    (Weekday::Sun, ["sonntag", "dimanche", "sul"]),
];

/// The weekday that a word means: a full English name or its beginning of at least three letters, or `Tues`, `Thurs`; a full name in
/// German, French or Welsh.
pub(crate) fn parse(word: &str) -> Option<Weekday> {
    let word = word.trim().trim_end_matches('.');
    let stem = word.strip_suffix(['s', 'S']).filter(|stem| stem.len() >= 6).unwrap_or(word);
    let fits = |(_, name): &&(Weekday, &str)| name.get(..stem.len()).is_some_and(|start| start.eq_ignore_ascii_case(stem));
    if stem.len() < 3 {
        return None;
    }
    let english = WEEK.iter().find(fits).map(|(day, _)| *day);
    let is_foreign = |names: &[&str; 3]| names.iter().any(|name| name.eq_ignore_ascii_case(word));
    english.or_else(|| FOREIGN.iter().find(|(_, names)| is_foreign(names)).map(|(day, _)| *day))
}

/// The weekdays on which somebody said they can meet; `None` when nothing was said.
pub(crate) fn of_answers(answers: &Answers) -> Option<Weekdays> {
    let days: Weekdays = answers.get(field::DAYS)?.texts().filter_map(parse).collect();
    (!days.is_empty()).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_the_ways_people_write_them() {
        for (word, day) in [
            ("Mon", Weekday::Mon),
            ("tues", Weekday::Tue),
            ("Thurs.", Weekday::Thu),
            ("Fridays", Weekday::Fri),
            ("wednesday", Weekday::Wed),
            ("Montag", Weekday::Mon),
            ("jeudi", Weekday::Thu),
            ("Gwener", Weekday::Fri),
        ] {
            assert_eq!(parse(word), Some(day), "{word}");
        }
        assert_eq!(parse("T"), None);
        assert_eq!(parse("whenever"), None);
    }
}
