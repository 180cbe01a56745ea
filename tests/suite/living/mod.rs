//! Cohorts that are lived through with the verbs, as leads do it: erased from, undone, leaked, merged, lied to, failed.

mod acts;
mod again;
mod attendance;
mod chosen_dates;
mod clones;
pub(crate) mod cohort;
mod corrections;
mod declarations;
mod disguises;
mod erase;
mod forms;
mod guarding;
mod hidden;
mod hostile;
mod identity;
mod json;
mod lead_mail;
mod leads;
mod leaks;
mod mail_reasons;
mod mailings;
mod messages;
mod scores;
mod sealed;
mod sequences;
mod support;
mod undo;
