//! A text with personal data taken out of it: the words that tell are gone, everything else stands as it stood.

use std::ops::Range;

use super::fold::{fold, is_skipped, origins};
use super::{Needles, hits};

/// The text without the data sought; `None` where it holds none of them. O(characters + data found).
pub(crate) fn without(text: &str, needles: &Needles) -> Option<String> {
    let folded = fold(text.as_bytes());
    let mut found: Vec<Range<usize>> = hits(&folded, needles, super::stands_alone).map(|(_, range)| range).collect();
    if found.is_empty() {
        return None;
    }
    found.sort_by_key(|range| (range.start, range.end));
    let origins = origins(text);
    let mut rest = String::with_capacity(text.len());
    let mut taken_to = 0;
    for range in found {
        let Some((start, end)) = source(text, &origins, &range) else { continue };
        rest.push_str(text.get(taken_to..start).unwrap_or_default());
        taken_to = taken_to.max(end);
    }
    rest.push_str(text.get(taken_to..).unwrap_or_default());
    Some(rest)
}

/// Where a run of the folded text stands in the text itself, with the accents that belong to its last letter.
fn source(text: &str, origins: &[Range<usize>], run: &Range<usize>) -> Option<(usize, usize)> {
    let (first, last) = (origins.get(run.start)?, origins.get(run.end.checked_sub(1)?)?);
    let rest = text.get(last.end..)?;
    let accents: usize = rest.chars().take_while(|c| !c.is_ascii() && is_skipped(*c)).map(char::len_utf8).sum();
    Some((first.start, last.end + accents))
}

#[cfg(test)]
mod tests {
    use super::super::{Needle, Whose};
    use super::*;

    fn strip(text: &str) -> Option<String> {
        let needle = |text: &str| Needle { text: text.into(), whole_word: true, of: Whose::Nobody, what: "name" };
        let needles = Needles::new(&[needle("Siân O’Brien"), needle("sian@x.example"), needle("O’Brien")], []).unwrap();
        without(text, &needles)
    }

    #[test]
    fn the_name_goes_in_every_spelling_and_the_rest_stays() {
        for (text, rest) in [
            ("Dr SIAN O'BRIEN; Łukasz – Größe", "Dr ; Łukasz – Größe"),
            ("a\tSia\u{302}n\u{200b}  O`Brien\u{301}, b", "a\t, b"),
            ("(Sian@X.example)", "()"),
            ("O'Brien and Sian OBrien", " and "),
            ("Siân O’Brien", ""),
        ] {
            assert_eq!(strip(text).as_deref(), Some(rest), "{text:?}");
        }
    }

    #[test]
    fn a_word_that_only_holds_it_stays() {
        assert_eq!(strip("obrienfield; susian@x.example"), None);
    }
}
