//! Why a verb failed: a refusal with its problems, a reader that went away, or a fault of the machine.

use crate::domain::problem::{Problem, Refusal};
use crate::render::escape::terminal;

/// The refusal that an error is, if it is one.
pub(super) fn refusal(error: &anyhow::Error) -> Option<Refusal> {
    let single = || error.downcast_ref::<Problem>().map(|problem| problem.clone().into());
    error.downcast_ref::<Refusal>().cloned().or_else(single)
}

/// The command that explains the first error, as a line for somebody who looks on; scripts and logs do without.
pub(super) fn where_to_read_more(refusal: &Refusal) -> String {
    let first = refusal.problems.iter().find(|problem| problem.is_error());
    first.map_or_else(String::new, |error| format!("For more: `revmentor explain-error {}`\n", error.code))
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
