//! Observances of faiths and traditions: a table in the repository, and Christianity computed.
//!
//! Applied to everybody alike, so that nobody's religion is asked or kept. The table `observances.tsv` names the source of each row
//! and how sure it is; what can be computed is proved in the tests against a maintained calendar library.

use std::ops::RangeInclusive;

use chrono::{Days, NaiveDate};

use super::{easter, iso_day};
use crate::domain::settings::Tradition;

/// The years that the table covers whole.
pub(crate) const REACH: RangeInclusive<i32> = 2020..=2035;

const TABLE: &str = include_str!("observances.tsv");

/// One observance in one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Observance {
    /// Whose.
    pub tradition: Tradition,
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
    /// Which.
    pub name: &'static str,
    /// What is kept free.
    pub avoid: Avoid,
    /// Where the days come from.
    pub source: &'static str,
    /// How sure they are.
    pub certainty: Certainty,
}

/// What is kept free for an observance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Avoid {
    /// Its days.
    Day,
    /// Its days, the day before and the day after: which it will be is told by sighting the moon.
    Around,
    /// Its days, and for group sessions the evening before, with which they begin.
    Eve,
    /// The evenings of its days, for group sessions.
    Evenings,
}

impl Avoid {
    const ALL: [(Avoid, &'static str); 4] =
        [(Avoid::Day, "day"), (Avoid::Around, "around"), (Avoid::Eve, "eve"), (Avoid::Evenings, "evenings")];
}

/// How sure a day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Fixed by arithmetic or astronomy that nobody disputes.
    Sure,
    /// Foretold by a calendar; sighting the moon may move it by a day.
    Sighting,
    /// Kept on another day by some communities or in some places.
    Regional,
}

impl Certainty {
    const ALL: [(Certainty, &'static str); 3] =
        [(Certainty::Sure, "sure"), (Certainty::Sighting, "sighting"), (Certainty::Regional, "regional")];

    /// What a reader is told of it after the tradition; empty when sure.
    pub fn remark(self) -> &'static str {
        match self {
            Certainty::Sure => "",
            Certainty::Sighting => "; by sighting, may fall a day earlier or later",
            Certainty::Regional => "; some communities keep it on another day",
        }
    }
}

/// The rows of the table that begin in one of `years`, in its order, of these traditions: what is not asked for is not read.
pub(crate) fn beginning_in(years: RangeInclusive<i32>, traditions: &[Tradition]) -> impl Iterator<Item = Observance> + use<> {
    let words: Vec<&[u8]> = traditions.iter().map(|tradition| tradition.word().as_bytes()).collect();
    let is_asked = move |line: &&str| {
        let mut cells = line.as_bytes().splitn(4, |byte| *byte == b'\t');
        let is_theirs = cells.next().is_some_and(|word| words.contains(&word));
        let mut year = || str::from_utf8(cells.nth(1)?.get(..4)?).ok()?.parse::<i32>().ok();
        is_theirs && year().is_some_and(|year| years.contains(&year))
    };
    TABLE.lines().skip(1).filter(is_asked).filter_map(row)
}

fn row(line: &'static str) -> Option<Observance> {
    let mut cells = line.split('\t');
    let mut cell = || cells.next();
    Some(Observance {
        tradition: word(&Tradition::ALL, cell()?)?,
        name: cell()?,
        first: iso_day(cell()?)?,
        last: iso_day(cell()?)?,
        avoid: word(&Avoid::ALL, cell()?)?,
        source: cell()?,
        certainty: word(&Certainty::ALL, cell()?)?,
    })
}

fn word<T: Copy>(words: &[(T, &str)], wanted: &str) -> Option<T> {
    words.iter().find(|(_, word)| *word == wanted).map(|(value, _)| *value)
}

/// The Christian observances of `year`, Western and Orthodox.
pub(crate) fn christian(year: i32) -> Vec<Observance> {
    let fixed = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    let days = [
        ("Orthodox Christmas", fixed(1, 7), "25 December of the Julian calendar", Certainty::Regional),
        ("Good Friday", before(easter::western(year), 2), COMPUTUS, Certainty::Sure),
        ("Easter Sunday", easter::western(year), COMPUTUS, Certainty::Sure),
        ("Easter Monday", after(easter::western(year), 1), COMPUTUS, Certainty::Sure),
        ("Orthodox Good Friday", before(easter::orthodox(year), 2), JULIAN_COMPUTUS, Certainty::Sure),
        ("Orthodox Easter Sunday", easter::orthodox(year), JULIAN_COMPUTUS, Certainty::Sure),
        ("Orthodox Easter Monday", after(easter::orthodox(year), 1), JULIAN_COMPUTUS, Certainty::Sure),
        ("Christmas Day", fixed(12, 25), "25 December", Certainty::Sure),
    ];
    let observance = |(name, day, source, certainty): (_, Option<NaiveDate>, _, _)| {
        let (tradition, avoid) = (Tradition::Christianity, Avoid::Day);
        day.map(|day| Observance { tradition, first: day, last: day, name, avoid, source, certainty })
    };
    days.into_iter().filter_map(observance).collect()
}

const COMPUTUS: &str = "anonymous Gregorian computus";
const JULIAN_COMPUTUS: &str = "Meeus, Julian computus";

fn before(day: Option<NaiveDate>, days: u64) -> Option<NaiveDate> {
    day?.checked_sub_days(Days::new(days))
}

fn after(day: Option<NaiveDate>, days: u64) -> Option<NaiveDate> {
    day?.checked_add_days(Days::new(days))
}

#[cfg(test)]
#[path = "observances_tests.rs"]
mod tests;
