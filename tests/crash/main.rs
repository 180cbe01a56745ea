//! What becomes of a cohort directory when everything goes wrong: every operation of every kind of change is killed, failed
//! and forgotten in turn, and afterwards the directory must be the old one or the new one, without anybody's help.
//!
//! The operations are those of [`revmentor::parts::store::Disk`]; `traced` does the same to the whole program, at its calls
//! of the system.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod cost;
mod edits;
#[path = "../shared/effort.rs"]
mod effort;
mod errors;
mod faulty;
mod histories;
mod journal;
mod kills;
mod memory;
#[path = "../shared/mutate.rs"]
mod mutate;
mod power;
mod races;
mod story;
#[cfg(target_os = "linux")]
mod traced;
#[cfg(unix)]
mod watch;
