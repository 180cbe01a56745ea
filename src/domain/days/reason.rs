//! Why a day is avoided.

use std::fmt;

use super::observances::Certainty;
use crate::domain::settings::Tradition;

/// One reason to avoid a day, or its evening.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Saturday or Sunday.
    Weekend,
    /// A bank holiday with this name.
    BankHoliday(&'static str),
    /// An observance of a faith or tradition.
    Observance {
        /// Whose.
        tradition: Tradition,
        /// Which.
        name: &'static str,
        /// Whether it is the day itself or one beside it.
        nearness: Nearness,
        /// How sure the day is.
        certainty: Certainty,
        /// Where the day comes from.
        source: &'static str,
    },
    /// Closed by the lead, in `cohort.toml` or in a calendar file, for this reason if one was given.
    Closed(Option<String>),
}

impl Reason {
    /// Where the day comes from; nothing for weekends and for what the lead closed.
    pub fn source(&self) -> Option<&'static str> {
        match self {
            Reason::BankHoliday(_) => Some("Banking and Financial Dealings Act 1971 and the proclamations under it"),
            Reason::Observance { source, .. } => Some(source),
            Reason::Weekend | Reason::Closed(_) => None,
        }
    }

    /// Whether it lasts for weeks (Ramadan) and closes evenings only, unlike the eve of one day.
    pub fn is_season(&self) -> bool {
        matches!(self, Reason::Observance { nearness: Nearness::On, .. })
    }
}

/// Where a day lies beside an observance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// On it.
    On,
    /// On the day before, which may turn out to be it, or whose evening begins it.
    Before,
    /// On the day after, which may turn out to be it.
    After,
}

/// `Christmas Day (bank holiday)`, `the day before Eid al-Fitr (islam; by sighting, may fall a day earlier or later)`.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Weekend => f.write_str("a weekend"),
            Reason::BankHoliday(name) => write!(f, "{name} (bank holiday)"),
            Reason::Observance { tradition, name, nearness, certainty, .. } => {
                let beside = match nearness {
                    Nearness::On => "",
                    Nearness::Before => "the day before ",
                    Nearness::After => "the day after ",
                };
                write!(f, "{beside}{name} ({}{})", tradition.word(), certainty.remark())
            }
            Reason::Closed(Some(why)) => write!(f, "closed: {why}"),
            Reason::Closed(None) => f.write_str("closed by the programme"),
        }
    }
}
