//! The only reader and writer of names: the key, the register, and who is meant by a name.
//!
//! What leaves this folder for matching is a [`Person`](crate::domain::person::Person), which has an id and no name.

pub mod closed_days;
mod erasure;
pub mod key;
mod lookup;
pub mod mentions;
mod names;
pub mod note;
pub mod records;
pub mod register;
pub mod search;
mod secrets;
pub mod who;

pub use erasure::Erasure;
pub use secrets::Secret;
