//! Who is told what and when: the stages of a programme, their fields, and the rules of their texts. Pure.
//!
//! | file | what it decides |
//! | --- | --- |
//! | [`fields`] | which values a text may name |
//! | [`front_matter`] | what stands at the head of a text: subject, recipients, due date, attachments |
//! | [`values`] | the values of fields for one recipient |

pub mod fields;
pub mod front_matter;
pub mod values;
