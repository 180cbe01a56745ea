//! Conflicts of interest: why two people may not be paired.

use std::fmt;

use super::id::PairId;

/// The short list of reasons that may stand in a committed file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConflictReason {
    /// They know each other personally.
    Knows,
    /// They work in the same region.
    SameRegion,
    /// They work for the same employer.
    SameEmployer,
    /// One supervises or assesses the other.
    Supervises,
    /// One of them named the other in the survey, without a reason that could be coded.
    Named,
    /// They were a pair in an earlier cohort.
    Previous,
    /// Anything else; the words stand in the private notes.
    Other,
    /// They were a pair of this cohort, which the lead ended.
    Unpaired,
}

impl ConflictReason {
    /// Every reason with its code.
    pub const ALL: [(ConflictReason, &'static str); 8] = [
        (ConflictReason::Knows, "knows"),
        (ConflictReason::SameRegion, "same-region"),
        (ConflictReason::SameEmployer, "same-employer"),
        (ConflictReason::Supervises, "supervises"),
        (ConflictReason::Named, "named"),
        (ConflictReason::Previous, "previous"),
        (ConflictReason::Other, "other"),
        (ConflictReason::Unpaired, "unpaired"),
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        let own = |(reason, _): &&(ConflictReason, &str)| *reason == self;
        ConflictReason::ALL.iter().find(own).map_or("other", |(_, code)| code)
    }

    /// The reason that a person's words say outright: the code itself, or the same in words ("same region", "knows personally").
    pub fn of_words(words: &str) -> Option<ConflictReason> {
        let key = crate::domain::spelling::key(words);
        let said = |(_, code): &&(ConflictReason, &str)| key == code.replace('-', " ");
        let listed = ConflictReason::ALL.iter().find(said).map(|(reason, _)| *reason);
        listed.or(match key.as_str() {
            "knows personally" | "know each other" | "knows each other" => Some(ConflictReason::Knows),
            _ => None,
        })
    }

    /// The reason with this code.
    pub fn of_code(code: &str) -> Option<ConflictReason> {
        ConflictReason::ALL.iter().find(|(_, c)| *c == code).map(|(reason, _)| *reason)
    }
}

/// Why it is not certain that a text means a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doubt {
    /// The name is nearly, not exactly, somebody's.
    Misspelt,
    /// It fits several people.
    Ambiguous,
    /// Letters were lost when a program saved the file.
    LostLetters,
    /// The two gave nearly the same answer in the field of a rule.
    SimilarAnswer,
}

impl Doubt {
    /// Every doubt with its code.
    pub const ALL: [(Doubt, &'static str); 4] = [
        (Doubt::Misspelt, "misspelt"),
        (Doubt::Ambiguous, "ambiguous"),
        (Doubt::LostLetters, "lost-letters"),
        (Doubt::SimilarAnswer, "similar-answer"),
    ];

    /// The weaker of two doubts about one pair: certain where either is.
    #[must_use]
    pub fn and(self, other: Option<Doubt>) -> Option<Doubt> {
        other.map(|other| self.min(other))
    }

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Doubt::Misspelt => "misspelt",
            Doubt::Ambiguous => "ambiguous",
            Doubt::LostLetters => "lost-letters",
            Doubt::SimilarAnswer => "similar-answer",
        }
    }
}

/// What is known of a possible conflict between two people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConflictState {
    /// Declared: the two are never paired.
    Declared(ConflictReason),
    /// Asked: it counts as a conflict until it is confirmed or dismissed.
    Open(Doubt),
    /// Dismissed: an open question answered with no.
    Dismissed,
    /// Removed: a declared conflict taken back.
    Removed,
}

impl ConflictState {
    /// Whether the two may not be paired as things stand.
    pub fn forbids(self) -> bool {
        matches!(self, ConflictState::Declared(_) | ConflictState::Open(_))
    }
}

/// A reason why a pair is forbidden, as judged for one pair.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Veto {
    /// A rule of `cohort.toml`: both gave the same answer in this field.
    Alike {
        /// The field.
        field: String,
    },
    /// A declared conflict.
    Declared(ConflictReason),
    /// A conflict that is not yet confirmed or dismissed.
    Open(Doubt),
}

/// For people: `both gave the same answer: region`.
impl fmt::Display for Veto {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Veto::Alike { field } => write!(f, "both gave the same answer: {field}"),
            Veto::Declared(ConflictReason::Unpaired) => f.write_str("the lead ended this pair"),
            Veto::Declared(reason) => write!(f, "a declared conflict of interest ({})", reason.code()),
            Veto::Open(doubt) => write!(f, "a possible conflict of interest that is not answered yet ({})", doubt.code()),
        }
    }
}

/// A forbidden pair with the reason.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Forbidden {
    /// The pair.
    pub pair: PairId,
    /// Why.
    pub veto: Veto,
}
