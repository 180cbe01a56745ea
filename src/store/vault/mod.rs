//! The only reader and writer of names: the key, the register, and who is meant by a name.
//!
//! What leaves this folder for matching is a [`Person`](crate::domain::person::Person), which has an id and no name.

mod erasure;
pub mod key;
pub mod mentions;
mod names;
mod opened;
pub mod register;
mod secrets;
pub mod who;

pub use erasure::Erasure;
pub use opened::Vault;
pub use secrets::Secret;
