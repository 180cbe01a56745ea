//! Which days are avoided and why: weekends, bank holidays, observances, closed days. Days only, never a plan.
//!
//! They stand on the ground floor because the timetable and its judge both need them and may not know each other.

pub(crate) mod bank_holidays;
mod book;
pub(crate) mod easter;
pub(crate) mod observances;
mod reason;

pub use book::DayBook;
pub(crate) use reason::{Nearness, Reason};
