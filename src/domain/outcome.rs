//! What comes of a programme: learning points, action points and reflections, each with an id, an owner and a state.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::shell;
use super::side::Side;
use super::text;

/// The longest text of a point, in characters.
const LONGEST: usize = 500;

/// The number of a point, `O01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OutcomeId(pub u32);

impl fmt::Display for OutcomeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("O{:02}", self.0))
    }
}

impl FromStr for OutcomeId {
    type Err = String;

    /// Reads `O01`, `o1` or ` O-01 `.
    fn from_str(text: &str) -> Result<OutcomeId, String> {
        let fault = || format!("{text:?} is not the id of a point, such as O01");
        let rest = text.trim().strip_prefix(['O', 'o']).ok_or_else(fault)?;
        let digits = rest.strip_prefix(['-', ' ']).unwrap_or(rest);
        let number = Some(digits).filter(|digits| digits.len() <= 6 && digits.bytes().all(|byte| byte.is_ascii_digit()));
        number.and_then(|digits| digits.parse().ok()).filter(|number| *number > 0).map(OutcomeId).ok_or_else(fault)
    }
}

/// What a point is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OutcomeKind {
    /// What was learnt.
    Learning,
    /// What is to be done.
    Action,
    /// What one side says at half-time.
    Reflection,
}

impl OutcomeKind {
    /// Every kind with its word.
    pub(crate) const ALL: [(OutcomeKind, &'static str); 3] =
        [(OutcomeKind::Learning, "learning"), (OutcomeKind::Action, "action"), (OutcomeKind::Reflection, "reflection")];

    /// The word of files and of the command line.
    pub(crate) fn word(self) -> &'static str {
        match self {
            OutcomeKind::Learning => "learning",
            OutcomeKind::Action => "action",
            OutcomeKind::Reflection => "reflection",
        }
    }
}

/// To whom a recommendation speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum OutcomeLevel {
    /// The school, the trust, the faculty.
    Organisation,
    /// A department or team.
    Department,
    /// The two of a pair.
    Relationship,
}

impl OutcomeLevel {
    /// Every level with its word.
    pub(crate) const ALL: [(OutcomeLevel, &'static str); 3] = [
        (OutcomeLevel::Organisation, "organisation"),
        (OutcomeLevel::Department, "department"),
        (OutcomeLevel::Relationship, "relationship"),
    ];

    /// The word of files and of the command line.
    pub(crate) fn word(self) -> &'static str {
        match self {
            OutcomeLevel::Organisation => "organisation",
            OutcomeLevel::Department => "department",
            OutcomeLevel::Relationship => "relationship",
        }
    }
}

/// One point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Its id.
    pub id: OutcomeId,
    /// What it is.
    pub kind: OutcomeKind,
    /// Whose it is; a reflection has a side.
    pub side: Option<Side>,
    /// Who it concerns.
    pub level: Option<OutcomeLevel>,
    /// The point, one line.
    pub text: String,
    /// The role that sees to it, never a name.
    pub owner: Option<String>,
    /// The day by which it is to be done.
    pub due: Option<NaiveDate>,
    /// Whether the group agreed on it.
    pub agreed: bool,
    /// The day on which it was done.
    pub done: Option<NaiveDate>,
}

impl Outcome {
    /// Whether it is the same point: of one kind and side, in the same words.
    pub(crate) fn says_the_same(&self, other: &Outcome) -> bool {
        (self.kind, self.side, &self.text) == (other.kind, other.side, &other.text)
    }

    /// `open` or `done`.
    pub(crate) fn state(&self) -> &'static str {
        if self.done.is_some() { "done" } else { "open" }
    }
}

/// A point as it is published: nothing of it is private.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublishedOutcome {
    /// Its id.
    pub id: OutcomeId,
    /// What it is.
    pub kind: OutcomeKind,
    /// Whose it is.
    pub side: Option<Side>,
    /// Who it concerns.
    pub level: Option<OutcomeLevel>,
    /// The point, one line.
    pub text: String,
    /// The role that sees to it.
    pub owner: Option<String>,
    /// The day by which it is to be done.
    pub due: Option<NaiveDate>,
    /// Whether it is done.
    pub is_done: bool,
}

impl From<&Outcome> for PublishedOutcome {
    fn from(outcome: &Outcome) -> PublishedOutcome {
        let Outcome { id, kind, side, level, text, owner, due, agreed: _, done } = outcome.clone();
        PublishedOutcome { id, kind, side, level, text, owner, due, is_done: done.is_some() }
    }
}

impl PublishedOutcome {
    /// The command that makes this point what `other` is of it; none where nothing can be typed: a day and a level can be changed, not
    /// taken away.
    pub(crate) fn correction_to(&self, other: &PublishedOutcome) -> Option<String> {
        let text = (self.text != other.text).then(|| format!(" {}", shell::word(&other.text)));
        let side = other.side.filter(|side| self.side != Some(*side)).map(|side| format!(" --side {}", side.key()));
        let owner = (self.owner != other.owner).then(|| other.owner.as_deref().unwrap_or_default());
        let owner = owner.map(|owner| format!(" --owner {}", shell::word(owner)));
        let due = other.due.filter(|due| self.due != Some(*due)).map(|due| format!(" --due {due}"));
        let level = other.level.filter(|level| self.level != Some(*level)).map(|level| format!(" --level {}", level.word()));
        let changes: String = [text, side, owner, due, level].into_iter().flatten().collect();
        (!changes.is_empty()).then(|| format!("revmentor outcome correct {}{changes}", self.id))
    }

    /// What differs between this point and `other`, in words.
    pub(crate) fn differences(&self, other: &PublishedOutcome) -> Vec<&'static str> {
        let parts = [
            (self.text != other.text, "words"),
            (self.side != other.side, "side"),
            (self.owner != other.owner, "owner"),
            (self.due != other.due, "day"),
            (self.level != other.level, "level"),
        ];
        parts.into_iter().filter(|(differs, _)| *differs).map(|(_, what)| what).collect()
    }
}

/// A point's text as it is kept: one line, of at most 500 characters, without the bullet of a list; what is cut off shows. None of nothing.
pub(crate) fn point_text(typed: &str) -> Option<String> {
    let tidy = text::tidy(typed);
    let plain = tidy.strip_prefix(['-', '\u{2013}', '\u{2022}', '*']).filter(|rest| rest.is_empty() || rest.starts_with(' '));
    let plain = plain.unwrap_or(&tidy).trim();
    match text::cap(plain, LONGEST) {
        ("", _) => None,
        (whole, false) => Some(whole.to_owned()),
        (cut, true) => Some(format!("{}\u{2026}", cut.trim_end())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_read_as_people_type_it() {
        for text in ["O07", "o7", " O-07 "] {
            assert_eq!(text.parse(), Ok(OutcomeId(7)));
        }
        for text in ["", "7", "O", "O0", "P1", "O1a"] {
            assert!(text.parse::<OutcomeId>().is_err(), "{text}");
        }
        assert_eq!(OutcomeId(7).to_string(), "O07");
    }

    #[test]
    fn a_text_is_one_line_and_as_it_was_written() {
        for (typed, kept) in [
            (" =SUM(A1)\nand more ", "=SUM(A1) and more"),
            ("'Zero tolerance' posters", "'Zero tolerance' posters"),
            ("+1 for rotas", "+1 for rotas"),
            ("- More training", "More training"),
            ("\u{2022} More training", "More training"),
        ] {
            assert_eq!(point_text(typed).as_deref(), Some(kept));
        }
        assert_eq!(point_text(" - "), None);
        let long = point_text(&"a".repeat(900)).unwrap();
        assert!(long.chars().count() == 501 && long.ends_with('\u{2026}'));
    }
}
