//! How people word an answer about others: what parts two names, what says that there is nobody, what stands around a name.

use super::none;
use crate::domain::text;
use crate::people::names;

/// Words around a name that say how somebody is known.
const AROUND: &str = "\
    my our an i we is was am are have has been with of by at in on from to for as who because know knows knew known well \
    personally work works worked together same cousin brother sister husband wife partner spouse friend family mother father \
    son daughter uncle aunt nephew niece colleague boss manager line supervisor supervises supervised educational clinical \
    tutor trainer trainee examiner former ex old previous current school please used will would yes thank thanks you";

/// Parts a text at what stands between people, but for commas.
pub(super) fn pieces(written: &str) -> Vec<String> {
    let spaced = written.replace(['\n', '\r', ';', '|', '&', '+', '•', '·'], "\u{1}");
    let spaced = [" and ", " And ", " AND ", " / ", " - ", " – ", " — ", " or "]
        .iter()
        .fold(spaced, |text, parting| text.replace(parting, "\u{1}"));
    spaced.split('\u{1}').flat_map(at_slashes).map(|piece| text::tidy(&piece)).filter(|piece| !piece.is_empty()).collect()
}

/// `Anna Birch/Ben Cole` are two; `A/Prof` and `n/a` are one.
fn at_slashes(piece: &str) -> Vec<String> {
    let long = |part: &str| part.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let parts: Vec<&str> = piece.split('/').collect();
    if parts.iter().all(|part| long(part)) { parts.into_iter().map(str::to_owned).collect() } else { vec![piece.to_owned()] }
}

/// Whether a piece says that there is nobody.
pub(super) fn says_nobody(piece: &str) -> bool {
    let has_words = piece.bytes().any(|byte| byte.is_ascii_alphabetic()) || !names::folded(piece).is_empty();
    !has_words && !names::is_all_lost(piece) || none::denies(piece)
}

/// The words without those around a name, at both ends.
pub(super) fn bare(words: &[String]) -> Vec<String> {
    let first = words.iter().position(|word| !is_around(word)).unwrap_or(words.len());
    let last = words.iter().rposition(|word| !is_around(word)).map_or(first, |last| last + 1);
    words.get(first..last).unwrap_or_default().to_vec()
}

/// Whether a folded word stands around a name without being part of it.
pub(super) fn is_around(word: &str) -> bool {
    let listed = AROUND.contains(word) && AROUND.split_ascii_whitespace().any(|around| around == word);
    listed || names::is_title(word) || names::is_letters(word)
}
