//! From text to TOML: what the parser found wrong, in plain words. Knows no key of ours.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue, Error};

use crate::domain::problem::Problem;

use super::findings::Findings;

/// What the parser says, what a person is told, and what to do about it. The first row whose beginning fits is taken.
const TRANSLATIONS: [(&str, &str, &str); 12] = [
    ("invalid date", "there is no such date", "write a day that exists, year first: 2027-01-11"),
    ("invalid time", "there is no such time of day", "write hours and minutes that exist: 14:00:00"),
    ("invalid datetime", "there is no such date and time", "write it as 2027-01-05T14:00:00"),
    ("string values must be quoted", "text must be in straight quotes", "write \"…\" with the straight quotes of the keyboard"),
    ("duplicate key", "duplicate key", "keep one of the two; a second event or criterion begins with [[…]], two brackets"),
    ("unclosed table", "the bracket of this heading is not closed", "write ] at the end"),
    ("unclosed array", "a list is not closed", "write ] at its end"),
    ("unclosed inline table", "a brace is not closed", "write } at its end"),
    ("key with no value", "there is a key without a value", "write key = value; texts with blanks need quotes"),
    ("missing comma", "a comma is missing in this list", "write a comma between any two values, and ] at the end"),
    ("invalid basic string", "a text in quotes is not closed on its line", "write a straight quote at its end"),
    ("invalid boolean", "this is neither true nor false", "write true or false, or put a text into quotes"),
];

/// The table that `text` holds, or `None` when its grammar is broken so that nothing below can be trusted.
///
/// A value that cannot be (30 February) or a key said twice leaves the rest readable: the problem is told, the walk goes on, and
/// the spans in the second part are values not to be judged again. Of broken grammar only the first spot is told: what the
/// parser says after it is its own confusion.
pub(super) fn parse<'t>(text: &'t str, findings: &mut Findings<'_>) -> Option<(Spanned<DeTable<'t>>, Vec<Range<usize>>)> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut values = Vec::new();
    spans_of_table(table.get_ref(), &mut values);
    let mut errors: Vec<(Range<usize>, Error)> = errors.into_iter().map(|error| (error.span().unwrap_or(0..0), error)).collect();
    errors.sort_by_key(|(span, _)| (span.start, span.end));
    let mut broken = Vec::new();
    for (span, error) in errors {
        findings.add("", spot(text, &span), translated(&error, findings.written(&span)));
        if values.contains(&span) {
            broken.push(span);
        } else if !error.message().starts_with("duplicate key") {
            return None;
        }
    }
    Some((table, broken))
}

/// Where a person looks: something missing is missing after the last thing written, not before the next.
fn spot(text: &str, span: &Range<usize>) -> Range<usize> {
    if !span.is_empty() {
        return span.clone();
    }
    let end = text.get(..span.start).map_or(0, |before| before.trim_end().len());
    end..end
}

fn translated(error: &Error, written: &str) -> Problem {
    if error.message().starts_with("string values must be quoted") && is_slashed_date(written) {
        let problem = Problem::error("toml-syntax", "a day is not written like this").value(written);
        return problem.help("write the year first, with hyphens and without quotes: 2027-01-11");
    }
    let known = TRANSLATIONS.iter().find(|(beginning, ..)| error.message().starts_with(beginning));
    let problem = match known {
        Some((_, message, help)) => Problem::error("toml-syntax", *message).help(*help),
        None => Problem::error("toml-syntax", format!("invalid TOML: {}", error.message()))
            .help("compare with the lines around it, or with the template that `init` writes"),
    };
    if written.is_empty() { problem } else { problem.value(written) }
}

/// `11/01/2027`, `11.1.27`.
fn is_slashed_date(written: &str) -> bool {
    let parts: Vec<&str> = written.split(['/', '.', '-']).collect();
    parts.len() == 3 && parts.iter().all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
}

fn spans_of_table(table: &DeTable<'_>, spans: &mut Vec<Range<usize>>) {
    for (_, value) in table {
        spans_of_value(value, spans);
    }
}

fn spans_of_value(value: &Spanned<DeValue<'_>>, spans: &mut Vec<Range<usize>>) {
    match value.get_ref() {
        DeValue::Table(table) => spans_of_table(table, spans),
        DeValue::Array(values) => values.iter().for_each(|value| spans_of_value(value, spans)),
        _ => spans.push(value.span()),
    }
}
