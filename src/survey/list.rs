//! How a list that a lead hands over is laid out: which rows are its header, what each column is called, which columns a survey tool
//! added itself, and which rows are no answers. Who or what a row means is not decided here.

use std::collections::BTreeSet;

use super::cells::date_order;
use super::cells::dates::{self, Order};
use super::dialects::{self, Dialect, Meaning};
use super::header::{self, Header};
use super::intake::sheet::{Row, Sheet, is_blank};
use super::poll::{self, PollHeader};
use super::rows;
use crate::domain::spelling;
use crate::domain::text;

/// So far down a header is looked for.
const SEARCHED: usize = 12;

/// Headings that a list has and a title has not.
const OF_LISTS: [&str; 28] = [
    "person",
    "email",
    "e mail",
    "email address",
    "name",
    "full name",
    "your name",
    "first name",
    "surname",
    "id",
    "who",
    "participant",
    "mentor",
    "mentee",
    "junior",
    "senior",
    "pair",
    "conflict",
    "conflicts",
    "reason",
    "event",
    "session",
    "attended",
    "came",
    "present",
    "kind",
    "option",
    "status",
];

/// What tools that have no dialect of their own call the columns that they add: REDCap, SharePoint, and forms of other makers.
const ADDED: [&str; 29] = [
    "timestamp",
    "survey timestamp",
    "submitted",
    "submitted at",
    "submitted on",
    "submission date",
    "submission time",
    "date submitted",
    "start time",
    "completion time",
    "last modified time",
    "start date",
    "end date",
    "recorded date",
    "completed at",
    "created",
    "created at",
    "created by",
    "modified",
    "modified by",
    "item type",
    "path",
    "record id",
    "event name",
    "survey identifier",
    "redcap event name",
    "redcap survey identifier",
    "response id",
    "submission id",
];

/// Of those, the ones that say when an answer was given, the best first.
const MOMENTS: [&str; 15] = [
    "completion time",
    "completed at",
    "timestamp",
    "survey timestamp",
    "submitted at",
    "submitted on",
    "submitted",
    "submission date",
    "submission time",
    "date submitted",
    "recorded date",
    "end date",
    "created",
    "created at",
    "start time",
];

/// The layout of a list.
pub(crate) struct ListLayout {
    /// The first row of answers, from 0.
    pub(crate) body: usize,
    /// The row that names the columns, from 0.
    pub(crate) header: usize,
    /// What each column is called.
    pub(crate) headings: Vec<String>,
    /// The columns that a tool added.
    pub(crate) added: Vec<usize>,
    /// The column that says when an answer was given.
    pub(crate) answered: Option<usize>,
    /// Whether the tool writes the month first where nothing in the file decides.
    pub(crate) month_first: bool,
    /// Rows that are no answers: their index, and why.
    pub(crate) no_answers: Vec<(usize, String)>,
}

/// Finds the layout of a list.
pub(crate) fn layout(sheet: &Sheet<'_>) -> ListLayout {
    if let Some(poll) = poll::header(sheet) {
        return of_poll(poll);
    }
    let rows = || sheet.rows_from(0).take(SEARCHED).enumerate();
    let of_tool = rows().find_map(|(at, row)| Some((at, dialects::recognise(row)?)));
    match of_tool {
        Some((at, dialect)) => of_dialect(sheet, at, dialect),
        None => by_hand(sheet),
    }
}

fn of_poll(poll: PollHeader) -> ListLayout {
    let PollHeader { first, body, headings, counts } = poll;
    let no_answers = counts.into_iter().map(|at| (at, "the poll's own count".to_owned())).collect();
    ListLayout { body, header: first, headings, added: Vec::new(), answered: None, month_first: false, no_answers }
}

fn of_dialect(sheet: &Sheet<'_>, at: usize, dialect: &'static Dialect) -> ListLayout {
    let header = header::build(sheet, at, Some(dialect), Vec::new());
    let added = header.headings.iter().enumerate().filter(|(_, heading)| dialect.owns(heading) || is_added(&heading.label));
    let added = added.map(|(column, _)| column).collect();
    let answered =
        dialect.answered.iter().filter_map(|name| header.own_column(name)).find(|column| has_days(sheet, header.body, *column));
    let headings = header.headings.iter().map(|heading| heading.label.clone()).collect();
    let (body, month_first, no_answers) = (header.body, dialect.month_first, no_answers(sheet, &header));
    ListLayout { body, header: at, headings, added, answered, month_first, no_answers }
}

fn no_answers(sheet: &Sheet<'_>, header: &Header) -> Vec<(usize, String)> {
    let marks = rows::marks(header, &BTreeSet::new());
    let why = |row: Row<'_>| {
        let (column, mark) = marks.iter().find(|(column, mark)| mark.test.holds(row.cell(*column)))?;
        let heading = header.headings.get(*column).map_or("", |heading| heading.label.as_str());
        Some(match mark.means {
            Meaning::Preview => format!("a preview, a test or spam, says {heading:?}"),
            Meaning::Unfinished => format!("the response was not finished, says {heading:?}"),
        })
    };
    let rows = sheet.rows_from(header.body).enumerate().filter(|(_, row)| !row.is_blank());
    rows.filter_map(|(at, row)| Some((header.body + at, why(row)?))).collect()
}

/// A list of no tool's: the first row with two cells or more, unless a row below it has the headings of a list and it has none; the
/// first row that is not blank where all have one cell.
fn by_hand(sheet: &Sheet<'_>) -> ListLayout {
    let filled = |least: usize| sheet.rows_from(0).position(|row| row.filled() >= least);
    let first = filled(2).or_else(|| filled(1)).unwrap_or(0);
    let below = sheet.rows_from(first + 1).take(SEARCHED).position(is_header).map(|at| first + 1 + at);
    let header = match sheet.row(first) {
        Some(row) if !is_header(row) => below.unwrap_or(first),
        _ => first,
    };
    let cells = sheet.row(header).map_or(&[][..], |row| row.cells);
    let headings: Vec<String> = cells.iter().map(|heading| text::tidy(heading)).collect();
    let added: Vec<usize> = (0..headings.len()).filter(|at| headings.get(*at).is_some_and(|heading| is_added(heading))).collect();
    let body = header + 1;
    let called = |name: &&str| {
        let fits = |column: &&usize| headings.get(**column).is_some_and(|heading| is_moment(&spelling::key(heading), name));
        added.iter().find(fits).copied().filter(|column| has_days(sheet, body, *column))
    };
    let answered = MOMENTS.iter().find_map(called);
    ListLayout { body, header, headings, added, answered, month_first: false, no_answers: Vec::new() }
}

fn is_header(row: Row<'_>) -> bool {
    row.filled() > 1 && row.cells.iter().any(|cell| OF_LISTS.contains(&spelling::key(cell).as_str()))
}

fn is_moment(key: &str, name: &str) -> bool {
    key == name || name == "timestamp" && key.ends_with(" timestamp")
}

/// Whether a tool without a dialect calls a column of its own so.
fn is_added(heading: &str) -> bool {
    let key = spelling::key(heading);
    // REDCap ends each form with whether it is complete; people write no underscores.
    ADDED.contains(&key.as_str()) || key.ends_with(" timestamp") || heading.ends_with("_complete") || heading == "Complete?"
}

fn has_days(sheet: &Sheet<'_>, body: usize, column: usize) -> bool {
    let is_day = |cell: &str| dates::day(cell, Order::DayFirst).or(dates::day(cell, Order::MonthFirst)).is_some();
    sheet.rows_from(body).map(|row| row.cell(column)).filter(|cell| !is_blank(cell)).any(is_day)
}

/// Which of day and month a column writes first, by its cells in the order of the rows; day first where nothing decides, unless the
/// tool's habit is another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DayOrder(Order);

impl DayOrder {
    /// The order of these cells, where `beside` are days that the same program wrote.
    pub(crate) fn of<'a>(cells: &[&'a str], beside: &[&'a str], month_first: bool) -> DayOrder {
        let habit = if month_first { Order::MonthFirst } else { Order::DayFirst };
        let basis = |cells: &[&'a str]| date_order::decide(cells.iter().copied(), Order::DayFirst);
        let decides = |basis| matches!(basis, date_order::Basis::Days | date_order::Basis::Sequence);
        match (basis(cells), basis(beside)) {
            ((order, date_order::Basis::Days), _) => DayOrder(order),
            (_, (order, by)) if decides(by) => DayOrder(order),
            ((order, by), _) if decides(by) => DayOrder(order),
            _ => DayOrder(habit),
        }
    }

    /// The day that a cell means.
    pub(crate) fn day(self, cell: &str) -> Option<chrono::NaiveDate> {
        dates::day(cell, self.0)
    }
}

/// The day and the month of a cell that names no year: `18 November`, `Wed 18th Nov`, `18/11`.
pub(crate) fn day_without_year(cell: &str) -> Option<(u32, u32)> {
    use chrono::Datelike;
    // Every day of the calendar is one of a leap year.
    let written = format!("{} 2000", cell.trim().trim_end_matches(['.', ',']));
    let orders = [Order::DayFirst, Order::MonthFirst];
    let day = orders.into_iter().find_map(|order| dates::parse(&written, order).ok()).filter(|moment| moment.time.is_none())?.day;
    (day.year() == 2000 && !cell.contains("2000")).then(|| (day.day(), day.month()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_without_a_year_is_known_as_such() {
        for (cell, day) in [
            ("18 November", Some((18, 11))),
            ("18th Nov", Some((18, 11))),
            ("Wed 18 Nov", Some((18, 11))),
            ("Nov 18th", Some((18, 11))),
            ("18/11", Some((18, 11))),
            ("18.11.", Some((18, 11))),
            ("29 February", Some((29, 2))),
            ("last Tuesday", None),
            ("18", None),
            ("31 November", None),
            ("", None),
        ] {
            assert_eq!(day_without_year(cell), day, "{cell}");
        }
    }

    #[test]
    fn days_are_read_in_the_order_that_the_file_shows() {
        let order =
            |cells: &[&str], beside: &[&str], month_first| DayOrder::of(cells, beside, month_first).day("03/04/2026").unwrap();
        let (april, march) = ("2026-04-03".parse().unwrap(), "2026-03-04".parse().unwrap());
        assert_eq!(order(&["03/04/2026"], &[], false), april);
        assert_eq!(order(&["03/04/2026"], &[], true), march);
        assert_eq!(order(&["03/04/2026", "03/24/2026"], &[], false), march);
        assert_eq!(order(&["03/04/2026"], &["03/24/2026 10:00"], false), march);
        assert_eq!(order(&["03/04/2026", "24/03/2026"], &["03/24/2026 10:00"], true), april);
        for cell in ["18 November 2026", "18th Nov 2026", "Wed 18 Nov 2026", "18.11.26", "2026-11-18", "18/11/2026", "46344"] {
            assert_eq!(DayOrder::of(&[], &[], false).day(cell), "2026-11-18".parse().ok(), "{cell}");
        }
    }
}
