//! Which character parts the cells: the one with which the headings that the settings name are found, else the one by which the
//! rows, read with their quotes, agree with their header on a number of columns.

use std::collections::BTreeMap;

use super::delimited;
use super::sheet::{Facts, Format, Sheet};
use crate::survey::named_headings::{NamedHeadings, SEARCHED};

/// The delimiters that programs write, in the order in which equals are preferred.
pub(crate) const CANDIDATES: [char; 4] = [',', ';', '\t', '|'];

/// Delimiters that some programs write, taken only where no other parts anything and nearly every row agrees on them.
const RARE: [char; 3] = ['^', '~', ':'];

/// So much of the file is looked at.
const SAMPLE: usize = 16 << 10;

/// The delimiter named by a first line `sep=;`, as Excel understands it.
pub(crate) fn named(text: &str) -> Option<char> {
    let line = text.lines().next()?.trim_end_matches([',', '"']).trim_start_matches('"');
    let named = line.strip_prefix("sep=").or_else(|| line.strip_prefix("SEP="))?;
    match named {
        "" if text.starts_with("sep=,") || text.starts_with("\"sep=,") => Some(','),
        "\\t" => Some('\t'),
        _ => named.chars().next().filter(|_| named.chars().count() == 1),
    }
}

/// The delimiter with which most of the named headings are found; none where no delimiter finds any.
pub(crate) fn by_headings(text: &str, wanted: &NamedHeadings) -> Option<char> {
    let sample = sample(text);
    let mut best = (0, None);
    for candidate in CANDIDATES.into_iter().chain(RARE) {
        let found = wanted.in_sheet(&parsed(sample, candidate).0);
        if found > best.0 {
            best = (found, Some(candidate));
        }
        if found == wanted.count() {
            break;
        }
    }
    best.1
}

/// The delimiter that fits best; a comma where none parts anything.
pub(crate) fn detect(text: &str) -> char {
    let sample = sample(text);
    let best = CANDIDATES.into_iter().map(|candidate| (fit(sample, candidate), candidate));
    let best = best.reduce(|best, next| if next.0 > best.0 { next } else { best }).filter(|(fit, _)| *fit > 0);
    best.map(|(_, delimiter)| delimiter).or_else(|| RARE.into_iter().find(|rare| parts_every_row(sample, *rare))).unwrap_or(',')
}

/// Whether nearly all rows have as many cells by this delimiter, three or more.
fn parts_every_row(sample: &str, delimiter: char) -> bool {
    let (widths, _) = widths(sample, delimiter);
    let agree = |width: usize| widths.iter().filter(|other| **other == width).count() * 10 >= widths.len() * 9;
    widths.len() > 1 && widths.iter().any(|width| *width > 2 && agree(*width))
}

/// How many cells stand in rows that agree: a comma in a hundred broken lines is outweighed by forty whole rows of twenty cells.
///
/// A header stands above the first address: where any row stands there, only widths that one of those rows has count.
fn fit(sample: &str, delimiter: char) -> usize {
    let (widths, above) = widths(sample, delimiter);
    let mut agreeing: BTreeMap<usize, usize> = BTreeMap::new();
    for width in &widths {
        *agreeing.entry(*width).or_default() += 1;
    }
    let headers = widths.get(..above).unwrap_or_default();
    let may_be = |width: &usize| headers.is_empty() || headers.contains(width);
    agreeing.into_iter().filter(|(width, _)| may_be(width)).map(|(width, rows)| rows * (width - 1)).max().unwrap_or(0)
}

/// The sheet that the delimiter makes of a text, and whether it was read to its end.
fn parsed(sample: &str, delimiter: char) -> (Sheet<'_>, bool) {
    let mut sheet = Sheet::new("", Facts::of(Format::Csv));
    let byte = u8::try_from(delimiter).unwrap_or(b',');
    let is_whole = delimited::parse(sample, byte, delimited::Quotes::Lenient, &mut sheet).is_ok();
    (sheet, is_whole)
}

/// How many cells each row has that is not empty, and how many of those rows stand above the first that holds an address.
fn widths(sample: &str, delimiter: char) -> (Vec<usize>, usize) {
    let (sheet, read_whole) = parsed(sample, delimiter);
    let filled = || sheet.rows_from(0).filter(|row| !row.is_blank());
    let above = filled().take(SEARCHED).position(|row| row.cells.iter().any(|cell| cell.contains('@'))).unwrap_or(0);
    let rows: Vec<usize> = filled().map(|row| row.cells.len()).collect();
    let lines = || sample.lines().map(|line| line.matches(delimiter).count() + 1);
    // An unclosed quote is told later, by the real reading. Where it swallowed most of the lines, these are needed to choose.
    if read_whole || 2 * rows.len() > lines().count() { (rows, above) } else { (lines().collect(), 0) }
}

/// The beginning of the text, up to the end of a line.
fn sample(text: &str) -> &str {
    if text.len() <= SAMPLE {
        return text;
    }
    let mut end = SAMPLE;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text.get(..end).unwrap_or(text);
    head.rfind('\n').and_then(|at| head.get(..=at)).unwrap_or(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_on_which_the_rows_agree_wins() {
        for (text, delimiter) in [
            ("a,b,c\n1,2;2;2,3\n4,5,6\n", ','),
            ("Name;Goals;Note\nA;\"x, y, z\";\"1,2\"\nB;\"x, y\";c\n", ';'),
            ("a\tb\n1,2\t3\n", '\t'),
            ("a|b|c\n1|2|3", '|'),
            ("Name\nAnna\n", ','),
            ("Name^Email^Time\nAnna^a@x.example^10:00\nBo^b@x.example^11:00\n", '^'),
            ("Name:Email:Goal\nAnna:a@x.example:Pay\nBo:b@x.example:Pay\n", ':'),
            ("Who\nAnna: from 10:00\nBo: from 11:00\n", ','),
            ("Name,Days,Note\nA,Mon;Tue,x\nB,\"Mon;Tue,y\nC,Mon;Wed,z\nD,Mon;Thu,\n", ','),
            ("Title, with a comma\n\nName;Email\nAnna;a@x.example\nBob;b@x.example\n", ';'),
        ] {
            assert_eq!(detect(text), delimiter, "{text}");
        }
    }

    #[test]
    fn a_sep_line_is_understood() {
        for (text, delimiter) in [
            ("sep=;\r\na;b", Some(';')),
            ("sep=\t\nx", Some('\t')),
            ("\"sep=|\"\nx", Some('|')),
            ("sep=,\nx", Some(',')),
            ("sepia,b", None),
        ] {
            assert_eq!(named(text), delimiter, "{text}");
        }
    }
}
