//! A correction says first that it is one, and what has changed since the message that somebody holds.
//!
//! What changed is read off the draft that was sent, where it still stands in the folder and is known by its code.

use crate::check::mailing::{DraftWords, words_of};
use crate::correspondence::markdown::{self, escape};
use crate::domain::line_diff::{self, LineSide};

/// What the subject begins with.
const SUBJECT: &str = "Correction: ";

/// After these words the message itself follows.
const END: &str = "The whole message follows, as it stands now.";

/// The most changes that are listed, and the longest line of one.
const MOST: usize = 8;
const LONGEST: usize = 160;

/// A message as a correction.
pub(super) struct Corrected {
    pub(super) subject: String,
    pub(super) markdown: String,
}

/// A message with its subject and Markdown as a correction of what was sent on that day; `before` is what was sent, where it is known.
pub(super) fn corrected(subject: &str, markdown: &str, on: &str, before: Option<&str>) -> Corrected {
    let changes = before.map(|before| changes(before, &markdown::to_text(markdown))).unwrap_or_default();
    let note = note(on, &changes);
    // The greeting comes first.
    let (greeting, rest) = match markdown.trim_start().split_once("\n\n") {
        Some((first, rest)) if first.trim_end().ends_with(',') && !first.contains('\n') => (first, rest),
        _ => ("", markdown),
    };
    Corrected { subject: format!("{SUBJECT}{subject}"), markdown: [greeting, &note, rest].join("\n\n") }
}

/// Whether a draft that stands is a correction, and one that says what the message says now, where that is given.
pub(super) fn is_current(bytes: &[u8], text: Option<&str>) -> bool {
    let stands = words_of(bytes).filter(|stands| stands.subject.starts_with(SUBJECT));
    stands.is_some_and(|stands| text.is_none_or(|text| unmarked(stands).text == text))
}

/// The words of a draft, without what makes it a correction.
pub(super) fn standing(bytes: &[u8]) -> Option<DraftWords> {
    words_of(bytes).map(unmarked)
}

fn unmarked(words: DraftWords) -> DraftWords {
    let Some(subject) = words.subject.strip_prefix(SUBJECT) else { return words };
    let (head, rest) = words.text.split_once(END).unwrap_or(("", &words.text));
    let greeting = head.split_once("\n\n").map(|(first, _)| first).filter(|first| first.ends_with(','));
    let text = match greeting {
        Some(greeting) => format!("{greeting}{rest}"),
        None => rest.trim_start().to_owned(),
    };
    DraftWords { subject: subject.to_owned(), text }
}

/// What is new, each with what stood there before; none where that would be much or long.
fn changes(before: &str, now: &str) -> Vec<(String, String)> {
    let (mut changes, mut gone): (Vec<(String, String)>, Vec<String>) = (Vec::new(), Vec::new());
    for (side, line) in line_diff::lines(before, now).into_iter().filter(|(_, line)| !line.trim().is_empty()) {
        let line = line.trim().trim_start_matches(['-', '*']).trim().to_owned();
        match side {
            LineSide::First => gone.push(line),
            LineSide::Second if gone.is_empty() => changes.push((line, String::new())),
            LineSide::Second => changes.push((line, gone.remove(0))),
            LineSide::Both => changes.extend(gone.drain(..).map(|line| (String::new(), line))),
        }
    }
    changes.extend(gone.into_iter().map(|line| (String::new(), line)));
    let is_short = changes.len() <= MOST && changes.iter().all(|(new, old)| new.len() <= LONGEST && old.len() <= LONGEST);
    if is_short { changes } else { Vec::new() }
}

/// The paragraphs that say so, as Markdown.
fn note(on: &str, changes: &[(String, String)]) -> String {
    let opening = format!("**This is a correction.** It takes the place of our message of {}.", escape(on));
    if changes.is_empty() {
        return format!("{opening} Something in it has changed, so please read it once more.\n\n{END}");
    }
    let item = |(now, before): &(String, String)| match (now.is_empty(), before.is_empty()) {
        (false, false) => format!("- {} (before: {})", escape(now), escape(without_label(before, now))),
        (false, true) => format!("- New: {}", escape(now)),
        _ => format!("- No longer: {}", escape(before)),
    };
    let list: Vec<String> = changes.iter().map(item).collect();
    format!("{opening} This has changed:\n\n{}\n\n{END}", list.join("\n"))
}

/// `Time: 17:00` beside another `Time: …` is `17:00`.
fn without_label<'t>(before: &'t str, now: &str) -> &'t str {
    match (before.split_once(": "), now.split_once(": ")) {
        (Some((label, rest)), Some((same, _))) if label == same => rest,
        _ => before,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changed_stands_beside_what_stood_there_before() {
        let before = "Dear A,\n\nTime: 17:00 to 18:00\nPlace: Room 1\n\nBye\n";
        let now = "Dear A,\n\nTime: 17:15 to 18:15\nPlace: Room 1\n\nLink: here\n\nBye\n";
        assert_eq!(
            changes(before, now),
            [("Time: 17:15 to 18:15".to_owned(), "Time: 17:00 to 18:00".to_owned()), ("Link: here".to_owned(), String::new())]
        );
        assert!(changes(before, &"a long line ".repeat(40)).is_empty(), "nobody reads that as a list");
        let said = markdown::to_text(&note("Tuesday 23 May 2023", &changes(before, now)));
        assert!(said.contains("- Time: 17:15 to 18:15 (before: 17:00 to 18:00)\n- New: Link: here\n"), "{said}");
        let unknown = note("Tuesday 23 May 2023", &[]);
        assert!(unknown.contains("Something in it has changed"));
    }

    #[test]
    fn a_correction_without_its_mark_is_the_message() {
        let message = "Dear A,\n\nTime: 17:15\n";
        let marked = ["Dear A,", &note("Tuesday 23 May 2023", &[]), "Time: 17:15"].join("\n\n");
        let words = DraftWords { subject: format!("{SUBJECT}x"), text: markdown::to_text(&marked) };
        assert_eq!(unmarked(words), DraftWords { subject: "x".to_owned(), text: message.to_owned() });
    }
}
