//! Which days are avoided and why: weekends, bank holidays, observances, closed days. Days only, never a plan.
//!
//! They stand on the ground floor because the timetable and its judge both need them and may not know each other.

pub mod bank_holidays;
mod book;
pub mod easter;
pub mod observances;
mod reason;

pub use book::DayBook;
pub use reason::{Nearness, Reason};
