//! Questions for consent that are not read, with the line by which they are: nobody may guess what a yes means where a heading says two things.

use super::Proposal;
use super::described;
use super::questions::{Mapped, Question};
use super::wording;
use crate::domain::answer::field;
use crate::domain::problem::{Place, Problem};
use crate::survey::block;
use crate::survey::header::Header;
use crate::survey::intake::sheet::Sheet;

/// Why a question for consent is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// It asks both who agrees and who refuses.
    BothWays,
    /// Its cells say neither yes nor no.
    Unclear,
    /// It asks whether somebody takes part, and its cells say more than yes and no.
    TakingPart,
    /// The settings do not name it.
    Unnamed,
}

/// A question for consent that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnreadConsent {
    heading: String,
    line: String,
    why: Why,
    /// Whether there is no doubt that consent is asked, and none which answers agree can be guessed.
    pub(crate) is_certain: bool,
}

impl UnreadConsent {
    /// What the lead is told: `table` is where the line belongs that reads it, and `follows` what happens until then.
    pub(crate) fn problem(&self, path: &str, table: &str, follows: &str) -> Problem {
        let why = match self.why {
            Why::BothWays => "this column asks both who agrees and who refuses",
            Why::Unclear => "this column asks for consent, and most of its cells say neither yes nor no",
            Why::Unnamed => "this column asks for consent, and cohort.toml does not say so",
            Why::TakingPart => "this column asks whether somebody takes part, and its cells say more than yes or no",
        };
        Problem::warning("consent-not-read", format!("{why}: it is not read, and {follows}"))
            .at(Place::file(path).column(&self.heading))
            .help(format!("say in {table} which answers agree: {}", self.line))
    }
}

impl Proposal {
    /// The question for consent that the proposal found, for settings that do not name it.
    pub(crate) fn unnamed_consent(&self) -> Option<UnreadConsent> {
        let column = self.settings.columns.get(field::CONSENT)?;
        let heading = column.headings.first().or(column.each.as_ref())?.clone();
        Some(UnreadConsent { heading, line: block::line(field::CONSENT, column), why: Why::Unnamed, is_certain: false })
    }
}

/// The questions for consent that are not read, where no other one decides.
pub(super) fn unread(sheet: &Sheet<'_>, header: &Header, questions: &[Question], mapped: &Mapped<'_>) -> Vec<UnreadConsent> {
    if mapped.contains_key(field::CONSENT) {
        return Vec::new();
    }
    let is_used = |question: &Question| mapped.values().flatten().any(|used| used.columns == question.columns);
    let why = |question: &Question| {
        let speaks = || wording::speaks_of_taking_part(question) && question.filled > 0 && !is_used(question);
        match () {
            () if wording::asks_both_ways(question) => Some(Why::BothWays),
            () if wording::asks_for_consent(question) => Some(Why::Unclear),
            () => speaks().then_some(Why::TakingPart),
        }
    };
    let unread = |question: &Question| {
        let why = why(question)?;
        Some(UnreadConsent {
            heading: question.heading.clone(),
            line: described::consent_line(sheet, header, question),
            why,
            is_certain: why == Why::BothWays && wording::asks_for_consent(question),
        })
    };
    questions.iter().filter_map(unread).collect()
}
