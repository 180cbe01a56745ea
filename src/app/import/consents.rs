//! A question for consent that nobody can read lets nobody in: whoever refused must not be taken because a heading says two things.

use crate::domain::answer::field;
use crate::domain::problem::{Problem, Severity};
use crate::domain::settings::Survey;
use crate::survey::{self, Source};

/// The code of a question for consent that is not read.
pub(super) const NOT_READ: &str = "consent-not-read";

/// What keeps an export from being read: it asks for consent both ways, and the settings do not say which answers agree.
///
/// # Errors
/// Each such question.
pub(super) fn refuse_unread(source: Source<'_>, settings: &Survey) -> Result<(), Vec<Problem>> {
    if settings.columns.contains_key(field::CONSENT) {
        return Ok(());
    }
    // What is wrong with the file as a whole is said when it is read.
    let Ok(proposal) = survey::propose_with(source, settings) else { return Ok(()) };
    let refused = |problem: Problem| {
        let problem = Problem { severity: Severity::Error, ..problem };
        problem.help("say in cohort.toml which answers agree: consent = { column = …, yes = [\"…\"], no = [\"…\"] }")
    };
    let problems: Vec<Problem> = proposal.consents_both_ways.into_iter().map(refused).collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}
