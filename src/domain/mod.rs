//! The nouns of a reverse-mentoring programme: plain values, judged and combined by the floors above.
//!
//! Nothing here reads, writes, prints, asks the time or draws a number; nothing here knows a file format.

pub mod announcement;
pub mod answer;
pub mod blind;
pub mod cohort;
pub mod conflict;
pub mod contact;
pub mod correction;
pub mod correspondence_settings;
pub mod days;
pub mod draw;
pub mod evaluation;
pub mod event;
pub mod fact;
pub mod facts;
pub mod id;
pub mod identity;
pub mod induction;
pub mod letter_settings;
pub mod match_request;
pub mod meeting;
pub mod milestone;
pub mod outcome;
pub mod pair;
pub mod pair_summary;
pub mod participant_code;
pub mod person;
pub mod problem;
pub mod progress;
pub mod proof;
pub mod publication;
pub mod quote;
pub mod recipient;
pub mod setting_ref;
pub mod settings;
pub mod side;
pub mod spelling;
pub mod survey_settings;
pub mod text;
pub mod thousandths;
pub mod told;
pub mod visible_pairs;
pub mod wave_answer;
pub mod weekdays;

#[cfg(test)]
pub(crate) mod example;
#[cfg(test)]
pub(crate) mod samples;
