//! The only reader and writer of names: the key, the register, and who is meant by a name.
//!
//! What leaves this folder for matching is a [`Person`](crate::domain::person::Person), which has an id and no name.

pub(crate) mod closed_days;
pub(crate) mod common_words;
mod erasure;
mod initials;
pub(crate) mod key;
mod lookup;
pub(crate) mod mentions;
mod names;
pub(crate) mod note;
pub(crate) mod records;
pub(crate) mod register;
pub(crate) mod search;
mod secrets;
mod strangers;
mod titles;
pub(crate) mod who;

pub(crate) use erasure::Erasure;
pub(crate) use initials::NameForms;
pub(crate) use names::may_be_of_one;
pub(crate) use secrets::Secret;
