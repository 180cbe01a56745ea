//! Polls for a date whose heading is laid over two or three rows, as Doodle and Framadate write them: month, day and time, each in the
//! first of the columns that it is meant for. Which session a date belongs to is not decided here.

use super::intake::sheet::{Row, Sheet, is_blank};
use crate::domain::spelling;
use crate::domain::text;

/// So far down the rows of dates are looked for.
const SEARCHED: usize = 14;

/// The heading of a poll.
pub(super) struct PollHeader {
    /// The first of its rows, from 0.
    pub(super) first: usize,
    /// The first row of answers, from 0.
    pub(super) body: usize,
    /// What each column is called: the date, with its month and time.
    pub(super) headings: Vec<String>,
    /// Rows that count the answers, from 0.
    pub(super) counts: Vec<usize>,
}

/// Finds the rows of dates: two or three that stand over each other, with nothing over the names.
pub(super) fn header(sheet: &Sheet<'_>) -> Option<PollHeader> {
    let is_dates = |at: usize| sheet.row(at).is_some_and(is_row_of_dates);
    let first = (0..sheet.len().min(SEARCHED)).find(|at| is_dates(*at) && is_dates(at + 1))?;
    let body = (first..first + 4).find(|at| !is_dates(*at))?;
    let width = (first..body).filter_map(|at| sheet.row(at)).map(|row| row.cells.len()).max()?;
    let mut headings = vec!["Name".to_owned()];
    for column in 1..width {
        let parts: Vec<String> = (first..body).filter_map(|at| over(sheet, at, column, at + 1 < body)).collect();
        let is_meant = sheet.row(body - 1).is_some_and(|row| !is_blank(row.cell(column)));
        headings.push(if is_meant { parts.join(" ") } else { String::new() });
    }
    let counts = (body..sheet.len()).filter(|at| sheet.row(*at).is_some_and(counts_answers)).collect();
    Some(PollHeader { first, body, headings, counts })
}

/// What a heading row says of a column; what stands further left in all but the last row goes on to the right.
fn over(sheet: &Sheet<'_>, at: usize, column: usize, goes_on: bool) -> Option<String> {
    let row = sheet.row(at)?;
    let places = if goes_on { 1..column + 1 } else { column..column + 1 };
    places.rev().map(|place| text::tidy(row.cell(place))).find(|cell| !cell.is_empty())
}

/// Nothing in the first cell, and only months, days and times in the others.
fn is_row_of_dates(row: Row<'_>) -> bool {
    let others = || row.cells.iter().skip(1).filter(|cell| !is_blank(cell));
    (is_blank(row.cell(0)) || spelling::key(row.cell(0)) == "name")
        && others().count() > 0
        && others().all(|cell| is_part_of_date(cell))
}

fn is_part_of_date(cell: &str) -> bool {
    const WORDS: [&str; 21] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri",
        "sat", "sun", "am", "pm",
    ];
    let small = cell.to_lowercase();
    let mut words = small.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
    let is_number = |word: &str| {
        let digits = word.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
        let digits = digits.trim_end_matches("am").trim_end_matches("pm").trim_end_matches('h');
        !digits.is_empty() && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    let fits = |word: &str| {
        is_number(word)
            || WORDS.iter().any(|known| word.starts_with(known) && word.chars().all(char::is_alphabetic))
            || matches!(word, "t" | "to" | "noon" | "all" | "day")
            || word.split_once('t').is_some_and(|(date, time)| is_number(date) && is_number(time))
    };
    words.peek().is_some() && words.all(fits)
}

/// Whether a row sums up the answers.
fn counts_answers(row: Row<'_>) -> bool {
    let key = spelling::key(row.cell(0));
    let is_figure = |cell: &str| is_blank(cell) || cell.trim().bytes().all(|byte| byte.is_ascii_digit());
    ["count", "total", "sum", "anzahl", "summe", "best", "totals"].contains(&key.split(' ').next().unwrap_or_default())
        && row.cells.iter().skip(1).all(|cell| is_figure(cell))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::intake::sheet::{Facts, Format};

    #[test]
    fn month_day_and_time_make_one_heading() {
        let mut sheet = Sheet::new("poll.csv", Facts::of(Format::Csv));
        for row in [
            "Poll \"Induction\"|||",
            "https://poll.example/x|||",
            "|January 2027||February 2027",
            "|Mon 18||Mon 1",
            "|2:00 PM – 4:00 PM|5:30 PM – 7:00 PM|2:00 PM – 4:00 PM",
            "Ada Whitlock|OK||(OK)",
            "Count|1|0|0",
        ] {
            row.split('|').for_each(|cell| sheet.push(cell.into()));
            sheet.end_row(None);
        }
        let found = header(&sheet).unwrap();
        assert_eq!((found.first, found.body, found.counts), (2, 5, vec![6]));
        let days = [
            "Name",
            "January 2027 Mon 18 2:00 PM – 4:00 PM",
            "January 2027 Mon 18 5:30 PM – 7:00 PM",
            "February 2027 Mon 1 2:00 PM – 4:00 PM",
        ];
        assert_eq!(found.headings, days);
    }
}
