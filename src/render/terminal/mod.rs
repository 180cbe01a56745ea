//! What the lead sees on her screen: tables, and what is wrong with the place and a pointer under it.

pub mod excerpt;
pub mod file_list;
pub mod problems;
pub mod table;
