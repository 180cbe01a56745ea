//! A drawing as SVG elements: whole coordinates, classes instead of colours, and every text made harmless.
//!
//! A mark that stands for a number carries it as `data-value`, so that a picture can be held against its table.

use std::fmt::Write;

use crate::render::escape::html;

/// The width of every drawing.
pub(super) const WIDTH: i64 = 760;
/// Where labels end and marks begin.
pub(super) const LEFT: i64 = 220;
/// Where marks end.
pub(super) const RIGHT: i64 = 690;
/// The most characters of a label in a drawing; the table has all of it.
const LABEL: usize = 30;

/// Where a text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A drawing.
#[derive(Clone, Debug)]
pub(super) struct Drawing {
    pub(super) height: i64,
    pub(super) body: String,
}

impl Drawing {
    pub(super) fn new(height: i64) -> Drawing {
        Drawing { height, body: String::new() }
    }

    pub(super) fn rect(&mut self, (x, y): (i64, i64), (width, height): (i64, i64), class: &str, value: Option<&str>) {
        let width = width.max(0);
        let value = data(value);
        // Writing to a string cannot fail.
        let _ = writeln!(self.body, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" class=\"{class}\"{value}/>");
    }

    pub(super) fn circle(&mut self, (x, y): (i64, i64), radius: i64, class: &str, value: Option<&str>) {
        let value = data(value);
        let _ = writeln!(self.body, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" class=\"{class}\"{value}/>");
    }

    pub(super) fn line(&mut self, (x1, y1): (i64, i64), (x2, y2): (i64, i64), class: &str) {
        let _ = writeln!(self.body, "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" class=\"{class}\"/>");
    }

    pub(super) fn path(&mut self, points: &[(i64, i64)], class: &str) {
        let mut d = String::new();
        for (at, (x, y)) in points.iter().enumerate() {
            let _ = write!(d, "{}{x} {y}", if at == 0 { "M" } else { "L" });
        }
        let _ = writeln!(self.body, "<path d=\"{d}\" class=\"{class}\"/>");
    }

    /// A cross: something that did not take place.
    pub(super) fn cross(&mut self, (x, y): (i64, i64), size: i64, class: &str) {
        self.line((x - size, y - size), (x + size, y + size), class);
        self.line((x - size, y + size), (x + size, y - size), class);
    }

    pub(super) fn text(&mut self, (x, y): (i64, i64), anchor: Anchor, class: &str, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let text = html::text(text);
        let _ = writeln!(self.body, "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" class=\"{class}\">{text}</text>");
    }

    /// The label of a row, shortened to its place.
    pub(super) fn label(&mut self, y: i64, text: &str) {
        self.text((LEFT - 12, y), Anchor::End, "label", &shortened(text, LABEL));
    }
}

fn data(value: Option<&str>) -> String {
    value.map(|value| format!(" data-value=\"{}\"", html::text(value))).unwrap_or_default()
}

/// The text, or its beginning with an ellipsis.
pub(super) fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let beginning: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", beginning.trim_end())
}

/// A place between `LEFT` and `RIGHT` for a value between two ends.
pub(super) fn place(value: i64, (from, to): (i64, i64)) -> i64 {
    if to <= from {
        return LEFT;
    }
    LEFT + (value - from) * (RIGHT - LEFT) / (to - from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::escape::hostile;

    #[test]
    fn hostile_text_stays_text() {
        for raw in hostile::TEXTS {
            let mut drawing = Drawing::new(20);
            drawing.label(10, raw);
            drawing.rect((0, 0), (1, 1), "s0", Some(raw));
            assert_eq!(drawing.body.matches('<').count(), 3, "{raw:?} {}", drawing.body);
            assert!(!drawing.body.contains("<script") && drawing.body.lines().count() == 2, "{raw:?}");
        }
    }

    #[test]
    fn a_value_has_its_place_between_the_ends() {
        assert_eq!((place(0, (0, 10)), place(10, (0, 10)), place(5, (5, 5))), (LEFT, RIGHT, LEFT));
        assert_eq!(shortened("abcdef", 4), "abc…");
    }
}
