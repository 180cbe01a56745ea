//! Microsoft Forms: one header row, `;` after each answer, month first when Excel saves it as CSV, never an unfinished response.

use super::{Dialect, PLAIN};

/// `Name` and `Email` are the signed-in account's; an anonymous form says `anonymous` in every row.
pub(super) const MS_FORMS: Dialect = Dialect {
    name: "ms-forms",
    title: "Microsoft Forms",
    known_by: &[&["starttime"], &["completiontime"]],
    least: 2,
    own: &["id", "starttime", "completiontime", "email", "name", "lastmodifiedtime", "language", "totalpoints", "quizfeedback"],
    answered: &["completiontime", "starttime"],
    number: &["id"],
    joint: Some(";"),
    month_first: true,
    ..PLAIN
};
