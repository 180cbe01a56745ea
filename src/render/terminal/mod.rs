//! What the lead sees on her screen: tables, and what is wrong with the place and a pointer under it.

mod excerpt;
pub mod problems;
pub mod table;
