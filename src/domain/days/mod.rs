//! Which days are avoided and why: weekends, bank holidays, observances, closed days. Days only, never a plan.
//!
//! They stand on the ground floor because the timetable and its judge both need them and may not know each other.

pub(crate) mod bank_holidays;
mod book;
pub(crate) mod easter;
pub(crate) mod observances;
mod reason;

use chrono::NaiveDate;

pub use book::DayBook;
pub(crate) use reason::{Nearness, Reason};

/// A day as the program writes it, `2027-01-11`: read without a pattern, because most of what facts and tables hold are days.
pub(crate) fn iso_day(written: &str) -> Option<NaiveDate> {
    let number = |from: usize, to: usize| -> Option<u32> {
        let digits = written.get(from..to).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        digits?.parse().ok()
    };
    let is_parted = |at: usize| written.as_bytes().get(at) == Some(&b'-');
    let year = number(0, 4).filter(|_| written.len() == 10 && is_parted(4) && is_parted(7))?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, number(5, 7)?, number(8, 10)?)
}
