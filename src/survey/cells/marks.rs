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

const YES: [&str; 20] = [
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
];
const NO: [&str; 21] = [
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
];
/// Words of a sentence that grants something.
const GRANTS: [&str; 11] =
    ["agree", "consent", "confirm", "accept", "happy", "permission", "understand", "willing", "consented", "agreed", "read"];
/// Words that turn a sentence round.
const TURNS: [&str; 12] =
    ["not", "dont", "do not", "cannot", "cant", "no", "decline", "refuse", "withdraw", "without", "never", "unable"];
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
    if !column.yes.is_empty() && !column.no.is_empty() { Mark::Unclear } else { guess(cell, &key) }
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
    let turned = words.iter().any(|word| TURNS.contains(word));
    if NO.contains(&first) {
        Mark::No
    } else if YES.contains(&first) && !(turned && words.len() > 1) {
        Mark::Yes
    } else if words.iter().any(|word| GRANTS.contains(word)) {
        if turned { Mark::No } else { Mark::Yes }
    } else {
        Mark::Unclear
    }
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
        ];
        let no = ["", " ", "No", "N", "NO - chase", "0", "false", "☐", "I do not agree", "I don’t consent", "n/a"];
        assert!(yes.iter().all(|cell| read(cell, &plain) == Mark::Yes));
        assert!(no.iter().all(|cell| read(cell, &plain) == Mark::No));
        assert_eq!(read("maybe later", &plain), Mark::Unclear);
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
