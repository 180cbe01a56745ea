//! What the lead works with beside the drafts of a mailing: a page to copy from, and a table for mail merge.

pub mod copy_page;
pub mod merge_table;
