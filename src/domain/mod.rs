//! The nouns of a reverse-mentoring programme: plain values, judged and combined by the floors above.
//!
//! Nothing here reads, writes, prints, asks the time or draws a number; nothing here knows a file format.

pub(crate) mod announcement;
pub(crate) mod answer;
pub(crate) mod attendance;
pub(crate) mod blind;
pub(crate) mod calendar_dates;
pub(crate) mod code_page_850;
pub(crate) mod cohort;
pub(crate) mod conflict;
pub(crate) mod contact;
pub(crate) mod correction;
pub(crate) mod correspondence_settings;
pub(crate) mod days;
pub(crate) mod draw;
pub(crate) mod entities;
pub(crate) mod evaluation;
pub(crate) mod event;
pub(crate) mod fact;
pub(crate) mod facts;
pub(crate) mod id;
pub(crate) mod identity;
pub(crate) mod induction;
pub(crate) mod letter_settings;
pub(crate) mod line_diff;
pub(crate) mod match_request;
pub(crate) mod meeting;
pub(crate) mod milestone;
pub(crate) mod near_answers;
pub(crate) mod outcome;
pub(crate) mod outcome_merge;
pub(crate) mod pair;
pub(crate) mod pair_summary;
pub(crate) mod parted_periods;
pub(crate) mod parted_rows;
pub(crate) mod participant_code;
pub(crate) mod person;
pub(crate) mod problem;
pub(crate) mod problem_codes;
pub(crate) mod progress;
pub(crate) mod proof;
pub(crate) mod public_text;
pub(crate) mod publication;
pub(crate) mod quote;
pub(crate) mod recipient;
pub(crate) mod setting_ref;
pub(crate) mod settings;
pub(crate) mod shell;
pub(crate) mod side;
pub(crate) mod spelling;
pub(crate) mod stand_in;
pub(crate) mod survey_settings;
pub(crate) mod text;
pub(crate) mod thousandths;
pub(crate) mod told;
pub(crate) mod visible_pairs;
pub(crate) mod wave_answer;
pub(crate) mod weekdays;
pub(crate) mod zone;

#[cfg(test)]
pub(crate) mod example;
#[cfg(test)]
pub(crate) mod samples;
