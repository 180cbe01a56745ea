//! Messages to participants: what is due, drafting it, recording that it was sent.
//!
//! | file | what it does |
//! | --- | --- |
//! | [`inputs`] | gathers what messages are made of: texts, cohort, register, key |
//! | [`invited`] | who was invited and has not signed up |
//! | [`drafting`] | fills a stage for its recipients, all or nothing |
//! | [`attachments`] | what goes with a draft, and to whom it belongs |
//! | [`correction`] | says that a message takes the place of another, and what changed |
//! | [`folder`] | what stands in a mailing's folder, and what has to be written |
//! | [`mailing`] | one stage drafted, judged and ready to be written |
//! | [`proof`] | has a mailing judged by code that did not make it |
//! | [`obstacles`] | why a message that is due could not be drafted |
//! | [`own_texts`] | the texts of the lead's own |
//! | [`unwanted`] | drafts that a change of the pairs made wrong |
//! | [`ledger`] | who was sent what, and what is due |

pub(crate) mod attachments;
mod correction;
pub(crate) mod drafting;
pub(crate) mod folder;
pub(crate) mod inputs;
pub(crate) mod invited;
pub(crate) mod ledger;
pub(crate) mod mailing;
pub(crate) mod obstacles;
pub(crate) mod own_texts;
pub(crate) mod proof;
pub(crate) mod unwanted;
