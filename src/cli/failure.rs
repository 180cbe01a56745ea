//! Why a verb failed: a refusal with its problems, a reader that went away, or a fault of the machine.

use crate::domain::problem::{Problem, Refusal};
use crate::render::escape::terminal;

/// The refusal that an error is, if it is one.
pub(super) fn refusal(error: &anyhow::Error) -> Option<Refusal> {
    let single = || error.downcast_ref::<Problem>().map(|problem| problem.clone().into());
    error.downcast_ref::<Refusal>().cloned().or_else(single)
}

/// An error that is no refusal, for people.
pub(super) fn other(error: &anyhow::Error) -> String {
    format!("error: {}\n", terminal::line(&format!("{error:#}")))
}

/// An error that is no refusal, for programs.
pub(super) fn as_problem(error: &anyhow::Error) -> Problem {
    Problem::error("failed", format!("{error:#}"))
}

/// The change is made, and only what was to be said of it could not be written.
pub(super) fn not_shown(error: &anyhow::Error) -> String {
    format!("warning: the change was made, but its result could not be shown: {}\n", terminal::line(&format!("{error:#}")))
}

/// The disk failed after the decision: the next command finishes the change.
pub(super) fn is_decided(error: &anyhow::Error) -> bool {
    error.downcast_ref::<Refusal>().is_some_and(|refusal| refusal.problems.iter().any(|problem| problem.code == "unfinished"))
}

/// The reader of standard output went away, as `head` does.
pub(super) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}
