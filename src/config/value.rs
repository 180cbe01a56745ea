//! One TOML value as one of our plain values, or nothing where it is of another type. Says nothing and judges nothing.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use toml::de::DeValue;
use toml::value::{Datetime, Time};

/// A whole number; `None` also where it is larger than any that TOML promises to keep.
pub(super) fn whole(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// A day without a time.
pub(super) fn day(value: &DeValue<'_>) -> Option<NaiveDate> {
    match value.as_datetime()? {
        Datetime { date: Some(date), time: None, offset: None } => {
            NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))
        }
        _ => None,
    }
}

/// A day and a time of day without an offset.
pub(super) fn moment(value: &DeValue<'_>) -> Option<NaiveDateTime> {
    match value.as_datetime()? {
        Datetime { date: Some(date), time: Some(time), offset: None } => {
            let day = NaiveDate::from_ymd_opt(i32::from(date.year), u32::from(date.month), u32::from(date.day))?;
            Some(day.and_time(time_of_day(*time)?))
        }
        _ => None,
    }
}

/// A time of day: `"09:00"` or TOML's own `09:00:00`.
pub(super) fn clock(value: &DeValue<'_>) -> Option<NaiveTime> {
    if let Some(text) = value.as_str() {
        return NaiveTime::parse_from_str(text.trim(), "%H:%M").ok();
    }
    match value.as_datetime()? {
        Datetime { date: None, time: Some(time), offset: None } => time_of_day(*time),
        _ => None,
    }
}

/// The text as a list of one, or the texts of a list.
pub(super) fn texts(value: &DeValue<'_>) -> Vec<String> {
    match value {
        DeValue::String(text) => vec![text.to_string()],
        DeValue::Array(values) => values.iter().filter_map(|value| value.get_ref().as_str().map(str::to_owned)).collect(),
        _ => Vec::new(),
    }
}

fn time_of_day(time: Time) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(u32::from(time.hour), u32::from(time.minute), u32::from(time.second.unwrap_or(0)))
}
