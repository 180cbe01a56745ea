//! How texts are compared: a key in which spelling variants of one word are equal, and the nearest known word.

use super::text;

/// The comparison key of a text: tidied, lower case, without diacritics, only letters and digits, words parted by one space.
///
/// For comparing only, never shown: `Siân O’Brien` and `sian obrien` have one key.
pub(crate) fn key(raw: &str) -> String {
    let mut key = String::with_capacity(raw.len());
    if push_plain_key(&mut key, raw) {
        return key;
    }
    let tidy = text::tidied(raw);
    let latin = if tidy.is_ascii() { tidy } else { any_ascii::any_ascii(&tidy).into() };
    let mut key = String::with_capacity(latin.len());
    let mut is_parted = false;
    for c in latin.chars() {
        if c.is_alphanumeric() {
            if is_parted && !key.is_empty() {
                key.push(' ');
            }
            key.push(c.to_ascii_lowercase());
            is_parted = false;
        } else {
            is_parted |= parts_words(c);
        }
    }
    key
}

/// The key of a text of printable ASCII, as most are; false for any other.
fn push_plain_key(key: &mut String, raw: &str) -> bool {
    let mut is_parted = false;
    for byte in raw.bytes() {
        if byte.is_ascii_alphanumeric() {
            if is_parted && !key.is_empty() {
                key.push(' ');
            }
            key.push(char::from(byte.to_ascii_lowercase()));
            is_parted = false;
        } else if (b' '..0x7f).contains(&byte) {
            is_parted |= parts_words(char::from(byte));
        } else {
            return false;
        }
    }
    true
}

/// Whether words end here; any other sign is passed over.
fn parts_words(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '/' | '_' | ',' | '.' | ';' | ':' | '(' | ')' | '[' | ']' | '&' | '+')
}

/// The candidate nearest to `word` ("did you mean"), if one is near enough to be worth a suggestion.
///
/// Distance is Damerau-Levenshtein on comparison keys; among equals the first candidate wins. O(candidates · length²).
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = key(word);
    let budget = (wanted.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(&wanted, &key(candidate)), candidate))
        .filter(|(distance, _)| *distance <= budget)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

fn distance(wanted: &str, candidate: &str) -> usize {
    let whole_word_inside =
        wanted.len() >= 4 && (candidate.contains(wanted) || wanted.contains(candidate) && candidate.len() >= 4);
    let typed = strsim::damerau_levenshtein(wanted, candidate);
    if whole_word_inside { typed.min(1) } else { typed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_variants_have_one_key() {
        assert_eq!(key("Siân O’Brien"), key("sian o'brien"));
        assert_eq!(key("Łukasz  Wiśniewski"), "lukasz wisniewski");
        assert_eq!(key("What\u{a0}is your specialty? "), key("what is your specialty"));
        assert_eq!(key(" - (St.) Mary's / A&E, * 2nd-floor? "), "st marys a e 2nd floor");
        assert_eq!(key("* – ()"), "");
    }

    #[test]
    fn a_near_word_is_suggested_and_a_far_one_is_not() {
        let verbs = ["match", "meeting", "status"];
        assert_eq!(nearest("mtach", verbs), Some("match"));
        assert_eq!(nearest("statsu", verbs), Some("status"));
        assert_eq!(nearest("zebra", verbs), None);
    }
}
