//! Who is told what and when: the stages of a programme, their fields, and the rules of their texts. Pure.
//!
//! | file | what it decides |
//! | --- | --- |
//! | [`stages`] | the table: every message, to whom, when, what it may name |
//! | [`stage_list`] | the stages of one cohort, with the lead's own, each with its text |
//! | [`audience`] | who gets a message, by state |
//! | [`due`] | when it is due |
//! | [`ledger`] | who was sent what, who is missing, what contradicts the cohort's state |
//! | [`fields`] | which values a text may name |
//! | [`context`] | the value of each field for one recipient |
//! | [`front_matter`] | what stands at the head of a text: subject, recipients, due date, attachments |
//! | [`values`] | the values of fields for one recipient |
//! | [`template`] | a text checked against the catalogue, and filled |
//! | [`letter_kinds`] | the table: every letter and paper, for whom, when, what it may name |
//! | [`letter_values`] | the value of each field of a letter |
//! | [`markdown`] | a filled text as plain text and HTML |
//! | [`texts`] | the built-in texts |

pub mod audience;
pub mod context;
pub mod due;
pub mod fields;
pub mod front_matter;
pub mod ledger;
pub mod letter_kinds;
pub mod letter_values;
pub mod markdown;
pub mod stage_list;
pub mod stages;
pub mod template;
pub mod texts;
pub mod values;
pub mod wording;
