//! The words behind a code, as somebody wrote them.

use chrono::NaiveDate;

/// Words that were given with a change.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Note {
    /// The day.
    pub on: NaiveDate,
    /// The person or the pair, by id.
    pub about: String,
    /// What they were given with, e.g. `withdrew`, `conflict`.
    pub what: String,
    /// The words.
    pub text: String,
}

/// Says nothing of the words.
impl std::fmt::Debug for Note {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Note({} {} {} …)", self.on, self.about, self.what)
    }
}

impl Note {
    /// What `what` is where the text is a name that somebody gave as a conflict of interest on a declaration sheet.
    pub(crate) const NAMED: &'static str = "named";
}
