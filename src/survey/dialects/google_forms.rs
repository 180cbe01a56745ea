//! Google Forms: downloaded from the form (`;`, year first, a zone) or from the linked sheet (`, `, the sheet's locale).

use super::{Dialect, PLAIN};

/// Several answers are joined by `, ` in the sheet, so that only the options tell where one ends.
pub(super) const GOOGLE_FORMS: Dialect = Dialect {
    name: "google-forms",
    title: "Google Forms",
    known_by: &[&["timestamp"]],
    own: &["timestamp", "username", "emailaddress", "score", "totalscore"],
    answered: &["timestamp"],
    joint: Some(";"),
    ..PLAIN
};
