//! When pairs and groups meet: free days, timetables and their repair. Pure; today is an argument.
//!
//! One door: [`plan()`] takes what is settled and what is asked for and gives every pair's timetable. [`feasibility()`] judges the settings
//! before there is any pair.

mod chain;
mod choices;
mod feasibility;
mod order;
mod plan;
mod remark;
mod shared_days;
mod shortfall;
mod spine;
mod stretches;
mod week;
mod window;

pub use crate::domain::days::{DayBook, Reason};
pub use choices::{Choices, Invitee, Selection, Turnout, choices, within_reach};
pub use feasibility::{feasibility, period, years};
pub use order::midpoint_day;
pub use plan::{PairRequest, Request, Schedule, Slot, Timetable, plan};
pub use remark::{Obstacle, Remark, Shortfall};
pub use spine::{Pace, further_date, spine};
