//! Which contradictions among the facts stop a command: a command that only shows is stopped by none, one that corrects by those that no
//! verb settles. What a contradiction is, `check` decides.

use crate::check;
use crate::domain::problem::Problem;

/// How the facts are judged when a session is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judging {
    /// A contradiction among them refuses the command.
    Strict,
    /// A verb that only shows tells contradictions as warnings, and shows what it can.
    Showing,
    /// A verb that settles contradictions works in spite of them, as long as it adds none.
    Settling,
    /// As strict, after the rows of both sides of a merge were united where git left a conflict; where something was set right,
    /// contradictions stay for a verb to settle, because that verb could not work before.
    Uniting,
}

impl Judging {
    /// Whether a contradiction does not stop the command; `is_mended` where something was set right before.
    pub(super) fn lets_pass(self, problem: &Problem, is_mended: bool) -> bool {
        let passes = match self {
            Judging::Strict => false,
            Judging::Showing => true,
            Judging::Settling => check::SETTLED_BY_VERBS.contains(&problem.code),
            Judging::Uniting => is_mended && check::SETTLED_BY_VERBS.contains(&problem.code),
        };
        passes && problem.is_error()
    }
}
