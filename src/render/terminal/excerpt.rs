//! The lines of a file around a problem, made visible, with the span of the spot inside them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::domain::problem::Place;
use crate::render::escape::terminal;

/// Texts of files by the name that problems use. Only of files that hold nothing sensitive.
pub(crate) type Texts = BTreeMap<String, String>;

/// Whole lines of a file, escaped, and where in them the spot is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The file's name.
    pub path: String,
    /// The number of the first line, from 1.
    pub first_line: usize,
    /// The lines.
    pub text: String,
    /// The spot, in bytes of `text`.
    pub span: Range<usize>,
}

impl Excerpt {
    /// The excerpt for a place with a span or a line in a file whose text is at hand; `None` when the place is not in the text.
    pub(super) fn of(place: &Place, texts: &Texts) -> Option<Excerpt> {
        let (path, text) = texts.get_key_value(place.file.as_ref()?)?;
        let spot = match place.span {
            Some(span) => span.start..span.end.max(span.start),
            None => line_span(text, place.line?)?,
        };
        let (before, inside, after) = (text.get(..spot.start)?, text.get(spot.clone())?, text.get(spot.end..)?);
        let first = before.rfind('\n').map_or(0, |at| at + 1);
        let begin = terminal::lines(before.get(first..)?);
        let inside = terminal::lines(inside);
        let end = terminal::lines(after.split('\n').next()?);
        let span = begin.len()..begin.len() + inside.len();
        let first_line = 1 + before.matches('\n').count();
        Some(Excerpt { path: terminal::line(path), first_line, text: format!("{begin}{inside}{end}"), span })
    }
}

/// The bytes of a line, from 1, without its end.
fn line_span(text: &str, line: u32) -> Option<Range<usize>> {
    let mut start = 0;
    for (number, content) in (1..).zip(text.split('\n')) {
        if number == line {
            return Some(start..start + content.trim_end().len());
        }
        start += content.len() + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Texts {
        Texts::from([("f".into(), text.into())])
    }

    #[test]
    fn a_spot_after_escaped_characters_is_still_under_its_letters() {
        let text = "first\n\u{202e}x = bad\nlast";
        let start = text.find("bad").unwrap();
        let place = Place::file("f").span(start..start + 3);
        let excerpt = Excerpt::of(&place, &texts(text)).unwrap();
        assert_eq!((excerpt.first_line, excerpt.text.as_str()), (2, "<U+202E>x = bad"));
        assert_eq!(&excerpt.text[excerpt.span], "bad");
    }

    #[test]
    fn a_line_without_a_span_is_shown_whole() {
        let excerpt = Excerpt::of(&Place::file("f").line(2), &texts("a\r\nbc\r\nd")).unwrap();
        assert_eq!((excerpt.text.as_str(), excerpt.span), ("bc", 0..2));
    }

    #[test]
    fn a_place_that_is_not_in_the_text_has_no_excerpt() {
        for place in [Place::file("g").line(1), Place::file("f").line(9), Place::file("f").span(1..2), Place::file("f")] {
            assert_eq!(Excerpt::of(&place, &texts("é")), None, "{place:?}");
        }
    }
}
