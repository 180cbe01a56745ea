//! Text from outside is hostile: it is cleaned once, here, on its way in. Every sink escapes again.

use std::borrow::Cow;

use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization;

/// The most characters kept of an ordinary field.
pub(crate) const FIELD: usize = 200;
/// The most characters kept of a free text.
pub(crate) const FREE_TEXT: usize = 4000;

/// One tidy line in Unicode's composed form (NFC): control characters become spaces, direction and zero-width characters go
/// (but the joiners between letters that names in Persian or Indic scripts need), no-break spaces are spaces, runs of blanks
/// are one blank.
pub(crate) fn tidy(text: &str) -> String {
    tidied(text).into_owned()
}

/// As [`tidy`]; the text itself where it is tidy, as most texts are.
pub(crate) fn tidied(text: &str) -> Cow<'_, str> {
    if is_tidy(text) {
        return text.into();
    }
    let composed: Cow<'_, str> = if text.is_ascii() { text.into() } else { text.nfc().collect::<String>().into() };
    let mut tidy = String::with_capacity(composed.len());
    for word in composed.split(is_blank).map(strip).filter(|word| !word.is_empty()) {
        if !tidy.is_empty() {
            tidy.push(' ');
        }
        tidy.push_str(&word);
    }
    tidy.into()
}

/// Whether a text is plain ASCII with single blanks between words.
fn is_tidy(text: &str) -> bool {
    let mut before = b' ';
    for byte in text.bytes() {
        if !(b' '..0x7f).contains(&byte) || byte == b' ' && before == b' ' {
            return false;
        }
        before = byte;
    }
    before != b' ' || text.is_empty()
}

/// The first `most` characters, and whether any were cut off.
pub(crate) fn cap(text: &str, most: usize) -> (&str, bool) {
    match text.char_indices().nth(most) {
        Some((end, _)) => (&text[..end], true),
        None => (text, false),
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

fn strip(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let chars: Vec<char> = word.chars().collect();
    let beside = |at: usize| (at.checked_sub(1).and_then(|at| chars.get(at)), chars.get(at + 1));
    let kept = chars.iter().enumerate().filter(|&(at, &c)| match (c, beside(at)) {
        ('\u{200C}' | '\u{200D}', (Some(before), Some(after))) => joins(*before) && joins(*after),
        ('\u{FE0F}', (Some(before), _)) => is_symbol(*before),
        _ => !is_invisible(c),
    });
    Cow::Owned(kept.map(|(_, c)| *c).collect())
}

/// What a joiner may stand beside: a letter, the sign without a vowel of an Indic script, a part of an emoji.
fn joins(c: char) -> bool {
    c.is_alphabetic() || is_symbol(c) || is_virama(c) || c == '\u{FE0F}'
}

/// The signs that take a consonant's vowel away; with a joiner behind them two consonants are written as one.
fn is_virama(c: char) -> bool {
    matches!(
        c,
        '\u{094D}'
            | '\u{09CD}'
            | '\u{0A4D}'
            | '\u{0ACD}'
            | '\u{0B4D}'
            | '\u{0BCD}'
            | '\u{0C4D}'
            | '\u{0CCD}'
            | '\u{0D4D}'
            | '\u{0DCA}'
            | '\u{1039}'
            | '\u{103A}'
            | '\u{17D2}'
    )
}

/// Pictures, arrows and the like, of which emoji are made.
fn is_symbol(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}')
}

/// Characters that change what a reader sees without being seen: direction marks, overrides, zero-width and tag characters.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180E}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}')
}

/// A number with its thousands separated by commas.
pub(crate) fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let groups: Vec<&str> = digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}

/// `16 November 2026`: a day as people read it.
pub(crate) fn short_date(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// `Monday 16 November 2026`: a day on which something happens.
pub(crate) fn long_date(day: NaiveDate) -> String {
    day.format("%A %-d %B %Y").to_string()
}

/// `1 meeting`, `3 meetings`, `2 people`: a number with its noun.
pub(crate) fn counted(number: usize, noun: &str) -> String {
    if number == 1 {
        return format!("1 {noun}");
    }
    match noun.strip_suffix("person") {
        Some(before) => format!("{number} {before}people"),
        None if noun.ends_with('s') => format!("{number} {noun}es"),
        None => format!("{number} {noun}s"),
    }
}

/// `1 draft is late`, `3 drafts are late`: a number with words that agree with it.
pub(crate) fn agreeing(number: usize, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_of_every_kind_become_one() {
        assert_eq!(tidy("Sia\u{302}n"), "Siân");
        assert_eq!(tidy("  Ostap \u{a0} Kovalenko\r\n\t"), "Ostap Kovalenko");
    }

    #[test]
    fn overrides_and_escapes_go_but_joiners_inside_a_name_stay() {
        assert_eq!(tidy("An\u{202e}na \u{1b}[2KSmith\u{200b}"), "Anna [2KSmith");
        assert_eq!(tidy("می\u{200c}ترا"), "می\u{200c}ترا");
        assert_eq!(tidy("\u{200d}Anna"), "Anna");
        for whole in ["ශ්\u{200d}රී", "क्\u{200d}ष", "👩\u{200d}⚕\u{fe0f}", "❤\u{fe0f}\u{200d}🔥"] {
            assert_eq!(tidy(whole), whole);
        }
        assert_eq!(tidy("A\u{fe0f}nna\u{200d} Smith"), "Anna Smith");
    }

    #[test]
    fn a_cap_falls_between_characters() {
        assert_eq!(cap("łódź", 2), ("łó", true));
        assert_eq!(cap("łódź", 4), ("łódź", false));
    }

    #[test]
    fn nouns_agree_with_their_number() {
        assert_eq!([0, 1, 2].map(|number| counted(number, "pair")), ["0 pairs", "1 pair", "2 pairs"]);
        assert_eq!([counted(2, "person"), counted(3, "address")], ["2 people", "3 addresses"]);
        assert_eq!([1, 2].map(|number| agreeing(number, "pair is", "pairs are")), ["1 pair is", "2 pairs are"]);
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!([0, 16, 999, 1000, 50_000, 1_234_567].map(grouped), ["0", "16", "999", "1,000", "50,000", "1,234,567"]);
    }
}
