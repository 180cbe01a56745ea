//! What a cell says: marks, moments, weekdays, several answers, names, or nothing at all.

pub(crate) mod addresses;
mod clock;
pub(crate) mod counts;
pub(crate) mod date_order;
pub(crate) mod dates;
mod day_clauses;
mod day_names;
pub(crate) mod days;
mod escaped;
pub(crate) mod marks;
pub(crate) mod names;
pub(crate) mod nothing;
pub(crate) mod numbered;
pub(crate) mod on_scale;
pub(crate) mod polarity;
pub(crate) mod sentences;
pub(crate) mod several;
pub(crate) mod statements;
mod wrapping;
