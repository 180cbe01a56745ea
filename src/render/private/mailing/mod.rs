//! What the lead works with beside the drafts of a mailing: a page to copy from, and a table for mail merge.

pub(crate) mod copy_page;
pub(crate) mod merge_table;
