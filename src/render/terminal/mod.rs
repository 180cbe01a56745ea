//! What the lead sees on her screen: tables, and what is wrong with the place and a pointer under it.

pub(crate) mod excerpt;
pub(crate) mod file_list;
pub(crate) mod problem_codes;
pub(crate) mod problems;
pub(crate) mod prose;
pub(crate) mod table;
