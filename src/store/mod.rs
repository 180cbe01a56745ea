//! The cohort directory: where every file stands, how it is read and written, all or nothing.

pub(crate) mod changes;
pub(crate) mod formats;
pub(crate) mod git;
pub mod layout;
pub(crate) mod office;
pub(crate) mod private_folder;
pub(crate) mod sealing;
pub mod template;
pub(crate) mod volume;
