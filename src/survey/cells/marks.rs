//! Yes and no in the many ways in which people and programs write them.

use crate::domain::settings::Column;
use crate::domain::spelling;

/// Whether the cell is a sentence that grants something: `I agree that my answers may be used`.
pub(crate) fn grants(cell: &str) -> bool {
    let key = spelling::key(cell);
    let mut words = key.split(' ').skip(1).take(3).peekable();
    words.peek().is_some()
        && words.any(|word| ["agree", "consent", "confirm", "accept", "understand"].contains(&word))
        && guess(cell, &key) == Mark::Yes
}

/// What a mark says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Yes.
    Yes,
    /// No, or nothing at all.
    No,
    /// Something else: somebody has to look.
    Unclear,
}

const YES: [&str; 26] = [
    "yes",
    "y",
    "true",
    "1",
    "x",
    "on",
    "ok",
    "okay",
    "tick",
    "ticked",
    "checked",
    "selected",
    "agree",
    "agreed",
    "accepted",
    "confirmed",
    "given",
    "done",
    "complete",
    "completed",
    "ja",
    "oui",
    "ydw",
    "ydy",
    "cytuno",
    "einverstanden",
];
const NO: [&str; 25] = [
    "no",
    "n",
    "false",
    "0",
    "off",
    "not",
    "none",
    "never",
    "declined",
    "refused",
    "withheld",
    "unticked",
    "unchecked",
    "disagree",
    "nil",
    "na",
    "pending",
    "tbc",
    "incomplete",
    "partial",
    "unfinished",
    "nein",
    "non",
    "nac",
    "nage",
];
/// Whole cells by which a list says that somebody takes part. As the first word of an answer they mean nothing.
const TAKES_PART: [&str; 7] = ["approved", "attending", "registered", "active", "paid", "submitted", "valid"];
/// Whole cells by which a list says that somebody does not take part.
const DOES_NOT: [&str; 15] = [
    "denied",
    "rejected",
    "cancelled",
    "canceled",
    "refunded",
    "withdrawn",
    "withdrew",
    "deleted",
    "removed",
    "abandoned",
    "void",
    "invalid",
    "waitlisted",
    "draft",
    "pending approval",
];
/// Words of a sentence that grants something.
const GRANTS: [&str; 11] =
    ["agree", "consent", "confirm", "accept", "happy", "permission", "understand", "willing", "consented", "agreed", "read"];
/// Words that turn a sentence round.
const TURNS: [&str; 12] =
    ["not", "dont", "do not", "cannot", "cant", "no", "decline", "refuse", "withdraw", "without", "never", "unable"];
/// What somebody has not who agrees: `no problem`, `agree, no reservations`.
const NO_OBJECTION: [&str; 12] = [
    "problem",
    "problems",
    "objection",
    "objections",
    "worries",
    "issue",
    "issues",
    "concern",
    "concerns",
    "reservation",
    "reservations",
    "doubt",
];
/// Words that take something back.
const HALVES: [&str; 9] = ["somewhat", "partly", "partially", "maybe", "perhaps", "possibly", "unsure", "undecided", "depends"];
const TICKS: [char; 9] = ['✓', '✔', '☑', '√', '✅', '■', '●', '🗹', 'ü'];
const CROSSES: [char; 8] = ['✗', '✘', '☐', '☒', '❌', '×', '□', '✕'];

/// Reads a mark; the settings' own `yes` and `no` go first.
pub(crate) fn read(cell: &str, column: &Column) -> Mark {
    let key = spelling::key(cell);
    let listed = |marks: &[String]| marks.iter().any(|mark| same(mark, cell, &key));
    if listed(&column.yes) {
        return Mark::Yes;
    }
    if listed(&column.no) {
        return Mark::No;
    }
    if !column.yes.is_empty() && !column.no.is_empty() {
        return Mark::Unclear;
    }
    match guess(cell, &key) {
        Mark::Unclear => in_two_languages(cell),
        mark => mark,
    }
}

/// `Jā / Yes`, `Yes (Ydw)`: a word in two languages, of which one is understood, or both say the same.
fn in_two_languages(cell: &str) -> Mark {
    let halves: Vec<&str> = cell.split(['/', '|', '(', ')']).map(str::trim).filter(|half| !half.is_empty()).collect();
    if halves.len() != 2 || halves.iter().any(|half| half.split(' ').count() > 2) {
        return Mark::Unclear;
    }
    let mut clear = halves.iter().map(|half| guess(half, &spelling::key(half))).filter(|mark| *mark != Mark::Unclear);
    let first = clear.next().unwrap_or(Mark::Unclear);
    if clear.all(|other| other == first) { first } else { Mark::Unclear }
}

fn same(mark: &str, cell: &str, key: &str) -> bool {
    let mark_key = spelling::key(mark);
    mark.trim() == cell.trim() || !mark_key.is_empty() && mark_key == key
}

fn guess(cell: &str, key: &str) -> Mark {
    if cell.chars().any(|c| TICKS.contains(&c)) && cell.trim().chars().count() <= 3 {
        return Mark::Yes;
    }
    if cell.chars().any(|c| CROSSES.contains(&c)) && cell.trim().chars().count() <= 3 || key.is_empty() || key == "n a" {
        return Mark::No;
    }
    let words: Vec<&str> = key.split(' ').collect();
    let first = words.first().copied().unwrap_or_default();
    if words.len() > 1 && words.iter().any(|word| NO_OBJECTION.contains(word) || HALVES.contains(word)) {
        return Mark::Unclear;
    }
    let turned = words.iter().any(|word| TURNS.contains(word));
    let says_yes = YES.contains(&first) && !(turned && words.len() > 1) && !is_number_of_several(&words);
    if NO.contains(&first) && !is_number_of_several(&words) || DOES_NOT.contains(&key) {
        Mark::No
    } else if says_yes || TAKES_PART.contains(&key) {
        Mark::Yes
    } else if words.iter().any(|word| GRANTS.contains(word)) {
        if turned { Mark::No } else { Mark::Yes }
    } else {
        Mark::Unclear
    }
}

/// Whether a figure begins a list of them: `1, 3` names answers and ticks nothing.
fn is_number_of_several(words: &[&str]) -> bool {
    words.len() > 1 && words.first().is_some_and(|first| matches!(*first, "0" | "1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_are_read_in_many_ways() {
        let plain = Column::default();
        let yes = [
            "Yes",
            "y",
            "✓",
            "☑",
            "1",
            "TRUE",
            "x",
            "I agree that my answers may be used to find me a mentor;",
            "Yes - all of it",
            "Ydw / Yes",
            "Jā / Yes",
            "Oui",
            "Approved",
        ];
        let no = [
            "",
            " ",
            "No",
            "N",
            "NO - chase",
            "0",
            "false",
            "☐",
            "I do not agree",
            "I don’t consent",
            "n/a",
            "Nac ydw / No",
            "Nē (no)",
            "Nein",
            "Withdrawn",
            "Not attending",
        ];
        assert!(yes.iter().all(|cell| read(cell, &plain) == Mark::Yes));
        assert!(no.iter().all(|cell| read(cell, &plain) == Mark::No));
        for cell in
            ["maybe later", "1, 3", "Yes / no", "Partly / perhaps", "No problem", "Agree, no reservations", "Somewhat agree"]
        {
            assert_eq!(read(cell, &plain), Mark::Unclear, "{cell}");
        }
    }

    #[test]
    fn sentences_that_grant_something_are_known() {
        assert!(["I agree that my answers may be used", "Yes, I consent"].into_iter().all(grants));
        assert!(!["Yes", "agree", "I do not consent", "I would be happy to meet", ""].into_iter().any(grants));
    }

    #[test]
    fn the_settings_marks_go_first() {
        let column = Column { yes: vec!["ja".into()], no: vec!["x".into()], ..Column::default() };
        assert_eq!((read("Ja", &column), read("x", &column), read("yes", &column)), (Mark::Yes, Mark::No, Mark::Unclear));
    }
}
