//! What people wrote under `[messages]`, `[declaration]` and `[profile]` in `cohort.toml`.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::contact::Email;
use super::side::BySide;

/// `[messages]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Messages {
    /// Who writes; without it no message is drafted.
    pub from: Option<Mailbox>,
    /// Where answers go, if not to `from`.
    pub reply_to: Option<Email>,
    /// Where concerns go, in confidence; `from` where it is not set.
    pub concerns: Option<Email>,
    /// Stages that this programme does not use.
    pub skip: Vec<String>,
    /// Whether everybody paired is told that the pairing is final; else nobody is.
    pub rematch_notice: bool,
    /// Web addresses by name, https only.
    pub links: BTreeMap<String, String>,
    /// When stages are due, where it is not as in every programme.
    pub when: BTreeMap<String, DueSetting>,
}

impl Default for Messages {
    fn default() -> Messages {
        let (from, reply_to, concerns, skip) = (None, None, None, Vec::new());
        Messages { from, reply_to, concerns, skip, rematch_notice: true, links: BTreeMap::new(), when: BTreeMap::new() }
    }
}

/// An address with the name that mail programs show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// The name; empty where there is none.
    pub name: String,
    /// The address.
    pub email: Email,
}

/// When a stage is due, as `[messages.when]` says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DueSetting {
    /// So many days from the date that the stage follows.
    Days(i64),
    /// On this day.
    Day(NaiveDate),
    /// In words: a milestone or an event, `± days`.
    Words(String),
}

/// `[declaration]`: what each side is shown to declare conflicts of interest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// What each side gets.
    pub shows: BySide<DeclarationMode>,
}

impl Default for Declaration {
    fn default() -> Declaration {
        Declaration { shows: BySide { mentors: DeclarationMode::List, mentees: DeclarationMode::OwnWords } }
    }
}

/// How a side declares conflicts of interest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeclarationMode {
    /// The names of everybody on the other side, to be ticked.
    List,
    /// No names: whom do you know?
    #[default]
    OwnWords,
    /// Nothing is asked: a `[[conflict]]` rule decides.
    Fields,
}

impl DeclarationMode {
    /// Every mode with the word of `cohort.toml`.
    pub const ALL: [(DeclarationMode, &'static str); 3] =
        [(DeclarationMode::List, "list"), (DeclarationMode::OwnWords, "own-words"), (DeclarationMode::Fields, "fields")];
}
