//! Text to domain and back, one file a format: pure, so that each can be tested by writing what was read.
//!
//! Nothing here opens a file. A reader gives what is right and every [`Problem`](crate::domain::problem::Problem) at once.

pub mod announcement_toml;
mod answer_columns;
pub mod answered_links;
mod cell;
pub mod closed;
pub(crate) mod csv_text;
pub mod draw_toml;
pub mod edition_toml;
mod facts;
pub mod holidays;
pub mod ics;
pub mod kept_inputs;
pub mod notes;
pub mod outcomes;
pub mod pair_facts;
pub mod person_facts;
pub mod proof;
pub mod published_answers;
pub mod quotes;
pub mod register;
pub mod scores;
pub mod summaries;
pub mod table;
pub mod told;
