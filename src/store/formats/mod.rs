//! Text to domain and back, one file a format: pure, so that each can be tested by writing what was read.
//!
//! Nothing here opens a file. A reader gives what is right and every [`Problem`](crate::domain::problem::Problem) at once.

pub(crate) mod announcement_toml;
mod answer_columns;
pub(crate) mod answered_links;
pub(crate) mod attendance;
pub(crate) mod calendar_dates;
mod cell;
pub(crate) mod closed;
pub(crate) mod csv_text;
pub mod draw_toml;
pub(crate) mod edition_toml;
mod facts;
pub(crate) mod format_number;
pub mod holidays;
pub(crate) mod ics;
pub(crate) mod kept_inputs;
pub(crate) mod notes;
pub(crate) mod outcomes;
pub mod pair_facts;
pub mod person_facts;
pub(crate) mod proof;
pub(crate) mod published_answers;
pub(crate) mod quotes;
pub mod register;
pub(crate) mod scores;
pub(crate) mod summaries;
pub(crate) mod table;
pub(crate) mod told;
