//! What everybody with the repository may read: ids only, a pure function of the settings and the facts, no clock.
//!
//! A new view: a file here and a line in [`views::VIEWS`].

pub(crate) mod evaluation;
pub(crate) mod mailing;
pub(crate) mod meetings;
pub(crate) mod pairings;
pub(crate) mod readme;
pub(crate) mod timeline;
pub(crate) mod views;
pub(crate) mod waiting_list;
