//! Every test that needs more than one module, in one program so that it links once.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]
mod account;
mod architecture;
mod broken;
mod calendar;
mod dates;
mod editions;
#[path = "../shared/effort.rs"]
mod effort;
mod errors;
mod evaluation;
mod frozen;
mod guide;
mod letters;
mod living;
mod mailing;
mod mistakes;
#[path = "../shared/mutate.rs"]
mod mutate;
mod outcomes;
mod pairing;
mod papers;
mod parsers;
mod programme;
mod publication;
mod releases;
mod report;
mod schema;
mod shells;
mod stories;
mod survey;
mod timetable;
mod withdrawn;
