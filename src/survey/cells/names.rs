//! Several people named in one free text: where one name ends and the next begins.

use super::nothing::is_nothing;
use crate::domain::spelling;
use crate::domain::text;

/// Words that names do not hold: where they stand, a sentence is meant and not a list.
const SENTENCE: [&str; 30] = [
    "i", "im", "my", "me", "we", "us", "our", "he", "she", "they", "is", "was", "are", "were", "have", "has", "had", "who",
    "with", "from", "because", "worked", "works", "work", "know", "knows", "same", "both", "also", "together",
];
const TITLES: [&str; 11] = ["dr", "prof", "professor", "mr", "mrs", "ms", "miss", "mx", "sir", "dame", "lord"];

/// `Whitlock, Ada` to `Ada Whitlock`; none where a cell is not one surname, a comma and a first name. What stands behind a comma may
/// be a degree or a post as well.
pub(crate) fn turned(name: &str) -> Option<String> {
    const NO_NAMES: [&str; 9] = ["consultant", "registrar", "gp", "nurse", "jr", "junior", "phd", "frcp", "trainee"];
    let (last, first) = name.split_once(',')?;
    let (last, first) = (text::tidy(last), text::tidy(first));
    let is_word = |word: &str| word.chars().all(|c| c.is_alphabetic() || "-'’‘.".contains(c));
    let is_name = |part: &str| !part.is_empty() && part.split(' ').count() <= 3 && part.split(' ').all(is_word);
    let is_first = |word: &str| word.chars().any(char::is_lowercase) && !NO_NAMES.contains(&word.to_lowercase().as_str());
    (is_name(&last)
        && is_name(&first)
        && first.split(' ').any(is_first)
        && !first.split(' ').any(|word| NO_NAMES.contains(&word.to_lowercase().as_str())))
    .then(|| format!("{first} {last}"))
}

/// The names in a text, tidied; empty when it says that there is nobody.
pub(crate) fn split(raw: &str) -> Vec<String> {
    if is_open(raw) {
        return vec![text::tidy(raw)];
    }
    if is_nothing(raw) && !may_be_lost(raw) {
        return Vec::new();
    }
    let mut names = Vec::new();
    for part in cut(raw, |c| matches!(c, ';' | '\n' | '\r' | '|' | '•')) {
        for part in slashes(part) {
            names.extend(commas(part).into_iter().flat_map(ands));
        }
    }
    names.retain(|name| may_be_lost(name) || !is_nothing(name) && name.chars().any(char::is_alphabetic));
    names
}

/// `?`, `see above`: somebody may be meant, and the lead has to ask.
fn is_open(raw: &str) -> bool {
    let raw = raw.trim();
    let key = spelling::key(raw);
    !raw.is_empty() && raw.chars().all(|c| c == '?') && raw.len() < 4
        || ["see above", "as above", "see below"].contains(&key.as_str())
}

/// `??? ?????`: a name of which a program lost every letter. A few question marks alone are no name.
fn may_be_lost(name: &str) -> bool {
    let lost = |c: char| matches!(c, '?' | '\u{fffd}');
    name.trim().chars().all(|c| lost(c) || c.is_whitespace() || ",.-'’".contains(c))
        && name.chars().filter(|c| lost(*c)).count() > 3
}

/// Cuts outside brackets.
fn cut(text: &str, parts: impl Fn(char) -> bool) -> Vec<&str> {
    let (mut pieces, mut start, mut depth) = (Vec::new(), 0, 0_usize);
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if parts(c) && (depth == 0 || c == '\n') => {
                pieces.push(text.get(start..at).unwrap_or_default());
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    pieces.push(text.get(start..).unwrap_or_default());
    pieces
}

/// A slash parts names, but not `n/a` or `c/o`.
fn slashes(text: &str) -> Vec<&str> {
    let pieces = cut(text, |c| c == '/');
    let whole = pieces.iter().any(|piece| piece.trim().chars().count() < 2);
    if whole { vec![text] } else { pieces }
}

/// A comma parts names, unless it stands between one surname and one forename.
fn commas(text: &str) -> Vec<String> {
    let pieces: Vec<String> = cut(text, |c| c == ',').into_iter().map(bare).filter(|piece| !piece.is_empty()).collect();
    let single = |piece: &String| !piece.contains(' ');
    if pieces.len() == 2 && pieces.iter().all(single) && !pieces.iter().any(|piece| is_nothing(piece)) {
        return vec![pieces.join(", ")];
    }
    let mut joined: Vec<String> = Vec::new();
    for piece in pieces {
        // `Dr Anna Smith, Consultant` and sentences stay whole.
        match joined.last_mut() {
            Some(last) if is_sentence(&piece) => *last = format!("{last}, {piece}"),
            _ => joined.push(piece),
        }
    }
    joined
}

/// `and` and `&` part names where both sides look like one.
fn ands(text: String) -> Vec<String> {
    let lower = text.to_lowercase();
    if lower.len() != text.len() {
        return vec![text];
    }
    for word in [" and ", " & ", " + "] {
        if let Some(at) = lower.find(word) {
            let (left, right) = (bare(text.get(..at).unwrap_or_default()), bare(text.get(at + word.len()..).unwrap_or_default()));
            if is_name(&left) && right.split(" and ").all(|piece| is_name(&bare(piece))) {
                return [vec![left], ands(right)].concat();
            }
        }
    }
    let start = lower.strip_prefix("and ").map_or(0, |_| 4);
    vec![text.get(start..).unwrap_or_default().to_owned()]
}

fn bare(text: &str) -> String {
    let text = text.trim_matches(|c: char| c.is_whitespace() || "-–•*\"".contains(c));
    let unnumbered = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = unnumbered.len() < text.len() && unnumbered.starts_with(['.', ')']);
    text::tidy(if numbered { unnumbered.get(1..).unwrap_or_default() } else { text })
}

fn words(text: &str) -> Vec<String> {
    text.split(' ').map(|word| word.to_lowercase().replace(['.', '\'', '’'], "")).collect()
}

fn is_sentence(text: &str) -> bool {
    words(text).iter().any(|word| SENTENCE.contains(&word.as_str()))
}

fn is_name(text: &str) -> bool {
    let words = words(text);
    let titled = words.first().is_some_and(|word| TITLES.contains(&word.as_str()));
    !text.is_empty() && words.len() <= 6 + usize::from(titled) && !is_sentence(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_parted_in_every_usual_way() {
        for (text, names) in [
            ("Dr Anna Smith", "Dr Anna Smith"),
            ("Anna Smith; bob jones", "Anna Smith|bob jones"),
            ("Anna Smith, Bob Jones and Siân O’Brien", "Anna Smith|Bob Jones|Siân O’Brien"),
            ("anna smith\r\nDr. Bob Jones", "anna smith|Dr. Bob Jones"),
            ("Anna Smith / Bob Jones", "Anna Smith|Bob Jones"),
            ("Anna Smith & Bob Jones", "Anna Smith|Bob Jones"),
            ("Smith, Anna", "Smith, Anna"),
            ("Smith, Anna; Jones, Bob", "Smith, Anna|Jones, Bob"),
            ("Dr Smith, Prof Jones", "Dr Smith|Prof Jones"),
            ("1. Anna Smith\n2) Bob Jones", "Anna Smith|Bob Jones"),
            ("Anna Smith (she supervises me, since May)", "Anna Smith (she supervises me, since May)"),
            ("Anna Smith and I worked together", "Anna Smith and I worked together"),
        ] {
            assert_eq!(split(text).join("|"), names, "{text}");
        }
    }

    #[test]
    fn a_surname_that_stands_first_is_turned_round() {
        assert_eq!(turned("Ó Sé, Carys").as_deref(), Some("Carys Ó Sé"));
        for name in ["Ada Whitlock", "Ada Whitlock, PhD", "Whitlock, Consultant", "Whitlock, A, B", "Whitlock, ", "Whitlock, 3"] {
            assert_eq!(turned(name), None, "{name}");
        }
    }

    #[test]
    fn nobody_is_nobody() {
        for text in ["", "-", "n/a", "None", "No", "None that I know of", "none, n/a"] {
            assert_eq!(split(text), Vec::<String>::new(), "{text}");
        }
    }
}
