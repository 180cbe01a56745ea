//! Who is told what and when: the stages of a programme, their fields, and the rules of their texts. Pure.
//!
//! | file | what it decides |
//! | --- | --- |
//! | [`stages`] | the table: every message, to whom, when, what it may name |
//! | [`stage_list`] | the stages of one cohort, with the lead's own, each with its text |
//! | [`audience`] | who gets a message, by state |
//! | [`due`] | when it is due |
//! | [`prerequisites`] | what must have happened before a stage, and how soon after its first message a reminder may go |
//! | [`ledger`] | who was sent what, who is missing, what contradicts the cohort's state |
//! | [`record`] | what was due and told for each person, as the facts alone have it |
//! | [`fields`] | which values a text may name |
//! | [`context`] | the value of each field for one recipient |
//! | [`meeting_rows`] | those of a pair's planned meetings |
//! | [`programme_values`] | those that are the same for everybody |
//! | [`front_matter`] | what stands at the head of a text: subject, recipients, due date, attachments |
//! | [`values`] | the values of fields for one recipient |
//! | [`template`] | a text checked against the catalogue, and filled |
//! | [`letter_kinds`] | the table: every letter and paper, for whom, when, what it may name |
//! | [`letter_values`] | the value of each field of a letter |
//! | [`markdown`] | a filled text as plain text and HTML |
//! | [`texts`] | the built-in texts |

pub(crate) mod audience;
pub(crate) mod context;
pub(crate) mod due;
pub(crate) mod fields;
pub(crate) mod front_matter;
pub(crate) mod ledger;
pub(crate) mod letter_kinds;
pub(crate) mod letter_values;
pub(crate) mod markdown;
mod meeting_rows;
pub(crate) mod prerequisites;
mod programme_values;
pub(crate) mod record;
pub(crate) mod stage_list;
pub(crate) mod stages;
pub(crate) mod template;
pub(crate) mod texts;
pub(crate) mod values;
pub(crate) mod wording;
