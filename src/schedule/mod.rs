//! When pairs and groups meet: free days, timetables and their repair. Pure; today is an argument.
//!
//! One door: [`plan()`] takes what is settled and what is asked for and gives every pair's timetable. [`feasibility()`] judges the settings
//! before there is any pair.

mod chain;
mod choices;
mod chosen_day;
mod date_plan;
mod feasibility;
mod order;
mod plan;
mod planner;
mod remark;
mod request;
mod shared_days;
mod shortfall;
mod stretches;
mod timetable;
mod week;
mod window;

pub use crate::domain::days::DayBook;
pub(crate) use crate::domain::days::Reason;
pub(crate) use choices::{Choices, Invitee, Selection, Turnout, choices, within_reach};
pub(crate) use chosen_day::{ChosenDay, Objection};
pub(crate) use date_plan::{Pace, date_plan, further_date, spread_date};
pub use feasibility::feasibility;
pub(crate) use feasibility::{period, years};
pub use plan::plan;
pub use remark::{Obstacle, Remark};
pub use request::{PairRequest, Request};
pub use timetable::{Schedule, Timetable};
