//! A question for consent that nobody can read lets nobody in: whoever refused must not be taken because a heading says two things. People
//! who were read before stay, and the question is named.

use crate::domain::answer::field;
use crate::domain::problem::{Problem, Severity};
use crate::domain::settings::Survey;
use crate::domain::side::Side;
use crate::survey::{self, Source};

/// The code of a question for consent that is not read.
pub(super) const NOT_READ: &str = "consent-not-read";

/// The questions for consent that the settings do not read. Errors where consent is asked both ways for certain, and nobody of the side was
/// read before.
pub(super) fn unread(source: Source<'_>, settings: &Survey, side: Side, has_people: bool) -> Vec<Problem> {
    if settings.columns.contains_key(field::CONSENT) {
        return Vec::new();
    }
    // What is wrong with the file as a whole is said when it is read.
    let Ok(proposal) = survey::propose_with(source, settings) else { return Vec::new() };
    let table = format!("[survey.{}.columns] of cohort.toml", side.key());
    let problem = |unread: &survey::UnreadConsent| {
        let is_error = unread.is_certain && !has_people;
        let follows =
            if is_error { "nobody is taken until that is said" } else { "whoever says no there is taken like everybody" };
        let problem = unread.problem(source.path, &table, follows);
        if is_error { Problem { severity: Severity::Error, ..problem } } else { problem }
    };
    proposal.unread_consents.iter().chain(&proposal.unnamed_consent()).map(problem).collect()
}
