//! What everybody with the repository may read: ids only, a pure function of the settings and the facts, no clock.
//!
//! A new view: a file here and a line in [`views::VIEWS`].

pub mod evaluation;
pub mod meetings;
pub mod pairings;
pub mod readme;
pub mod timeline;
pub mod views;
pub mod waiting_list;
