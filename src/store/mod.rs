//! The cohort directory: where every file stands, how it is read and written, all or nothing.

pub mod changes;
pub mod formats;
pub mod git;
pub mod layout;
pub mod office;
pub mod private_folder;
pub mod sealing;
pub mod template;
pub mod volume;
