//! Parts of one sheet: titles over some of the rows, such as "WITHDRAWN", and a second table with headings of its own. Whoever stands
//! under a title of those who do not take part, or of the other side, is left out; a second table is refused. All of it is said.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::header::Header;
use super::header::heading::fold;
use super::intake::sheet::{Row, Sheet, is_blank};
use super::reading::LeftOutKind;
use crate::domain::contact::Email;
use crate::domain::problem::Problem;
use crate::domain::side::Side;
use crate::domain::spelling;
use crate::domain::text::{self, counted};

/// Words of a title over people who do not take part, or not yet.
const GONE: [&str; 29] = [
    "withdrawn",
    "withdrew",
    "withdrawals",
    "withdrawal",
    "dropped",
    "declined",
    "cancelled",
    "canceled",
    "cancellations",
    "rejected",
    "ineligible",
    "unsuccessful",
    "excluded",
    "removed",
    "deleted",
    "duplicate",
    "duplicates",
    "inactive",
    "deferred",
    "waiting",
    "waitlist",
    "waitlisted",
    "reserve",
    "reserves",
    "previous",
    "archive",
    "archived",
    "unsuitable",
    "former",
];
/// The same in several words.
const GONE_PHRASES: [&str; 7] =
    ["no longer", "not taking part", "not eligible", "not attending", "not participating", "did not", "on hold"];
/// Words of a title over people of one side.
const OF_SIDE: [(Side, &[&str]); 2] = [
    (Side::Mentor, &["mentor", "mentors", "junior", "juniors", "trainees"]),
    (Side::Mentee, &["mentee", "mentees", "senior", "seniors", "leaders", "executives"]),
];
/// First words of a row that sums up.
const TOTALS: [&str; 10] = ["total", "totals", "subtotal", "count", "sum", "average", "mean", "grand", "number", "percentage"];

/// Which rows stand in a part of the sheet that is not read, and what is said of it.
#[derive(Debug, Default)]
pub(super) struct Sections {
    rows: BTreeMap<u32, (LeftOutKind, String)>,
    /// What the lead should know.
    pub(super) problems: Vec<Problem>,
}

/// The sheet up to a second table, and without the headings where they stand again, if it has one of the two.
pub(super) fn first_table(sheet: &Sheet<'_>, header: &Header) -> Option<Sheet<'static>> {
    let classifier = RowClassifier::new(sheet, header, &[]);
    let again: BTreeSet<u32> =
        sheet.rows_from(header.body).filter(|row| classifier.is_heading_again(*row)).map(|row| row.record).collect();
    let is_second =
        |row: &Row<'_>| !again.contains(&row.record) && classifier.is_second_heading(*row) && row.record < classifier.last;
    let end = sheet.rows_from(header.body).find(is_second).map(|row| row.record);
    if end.is_none() && again.is_empty() {
        return None;
    }
    let mut first = Sheet::new(&sheet.path, sheet.facts.clone());
    for row in sheet.rows_from(0).take_while(|row| end.is_none_or(|end| row.record < end)) {
        let cells = row.cells.iter().filter(|_| !again.contains(&row.record));
        cells.for_each(|cell| first.push(Cow::Owned(cell.to_string())));
        first.end_row(row.line);
    }
    let holds_people = first.rows_from(header.body).any(has_address);
    holds_people.then_some(first)
}

/// The part in which a row stands.
#[derive(Clone, Debug)]
struct Part {
    title: String,
    record: u32,
    /// The column in which it stands, from 0.
    column: usize,
    meaning: Title,
    people: Vec<u32>,
}

/// What a title says of the rows under it: that they do not take part, whose they are, or nothing that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Title {
    Gone,
    Of(Side),
    Unknown,
}

impl Sections {
    /// Looks at all rows of a sheet that is read for this side, if it is known. O(cells).
    pub(super) fn of(sheet: &Sheet<'_>, header: &Header, name: &[usize], side: Option<Side>) -> Sections {
        let classifier = RowClassifier::new(sheet, header, name);
        let mut sections = Sections::default();
        let mut titles: Vec<Part> = sheet.rows_from(header.body).filter_map(|row| classifier.title(row)).collect();
        without_answers(sheet, header, &mut titles);
        let names_sides = titles.iter().any(|part| matches!(part.meaning, Title::Of(_)));
        let mut open = if names_sides { classifier.title_above() } else { None };
        let mut second: Option<Part> = None;
        for row in sheet.rows_from(header.body).filter(|row| !row.is_blank()) {
            if classifier.is_heading_again(row) {
                continue;
            }
            if let Some(part) = titles.iter().find(|part| part.record == row.record) {
                sections.close(sheet, open.replace(part.clone()), side);
                sections
                    .rows
                    .insert(row.record, (LeftOutKind::Note, format!("a title over the rows below it: {:?}", part.title)));
            } else if classifier.is_second_heading(row) {
                sections.rows.insert(row.record, (LeftOutKind::Note, "a second row of headings".to_owned()));
                second = second.or_else(|| Some(part_of(row, Title::Unknown)));
            } else if is_total(row) {
                sections.rows.insert(row.record, (LeftOutKind::Note, "not a person: a total or a remark".to_owned()));
            } else if let Some(second) = second.as_ref().filter(|_| !has_address(row)) {
                let why = format!("it is below the second row of headings ({})", second.record);
                sections.rows.insert(row.record, (LeftOutKind::Note, why));
            } else if has_address(row) {
                sections.take(row, &mut open, second.as_mut(), side);
            }
        }
        sections.close(sheet, open, side);
        sections.problems.extend(second.filter(|part| !part.people.is_empty()).map(|part| second_table(sheet, &part)));
        sections
    }

    /// What a row is, where it is not to be read.
    pub(super) fn of_row(&self, row: Row<'_>) -> Option<(LeftOutKind, String)> {
        self.rows.get(&row.record).cloned()
    }

    /// Counts somebody's row to its part.
    fn take(&mut self, row: Row<'_>, open: &mut Option<Part>, second: Option<&mut Part>, side: Option<Side>) {
        let under = open.as_mut().map(|part| {
            part.people.push(row.record);
            (part.is_left_out(side), format!("it is under {:?} (row {})", part.title, part.record))
        });
        match (under, second) {
            (Some((true, why)), _) => _ = self.rows.insert(row.record, (LeftOutKind::NotSelected, why)),
            (_, Some(second)) => {
                second.people.push(row.record);
                let why = format!("it is in a second table, below the headings in row {}", second.record);
                self.rows.insert(row.record, (LeftOutKind::NotSelected, why));
            }
            _ => {}
        }
    }

    /// Says what became of a part that ends.
    fn close(&mut self, sheet: &Sheet<'_>, part: Option<Part>, side: Option<Side>) {
        let Some(part) = part.filter(|part| !part.people.is_empty()) else { return };
        let people = counted(part.people.len(), "row");
        let (message, help) = match part.meaning {
            Title::Of(own) if side.is_none_or(|side| side == own) => return,
            Title::Of(_) => (
                format!("{people} below this title are left out: they are of the other side"),
                "name the same file for the other side, and they are read there",
            ),
            Title::Gone => (
                format!("{people} below this title are left out"),
                "take the title out of the sheet if they take part, or write a title of its own above those who do",
            ),
            Title::Unknown => (
                format!("{people} below this title are read like all others"),
                "where they do not take part, take them out of the sheet, or write WITHDRAWN into the title",
            ),
        };
        let place = sheet.row(usize::try_from(part.record).unwrap_or(1).saturating_sub(1)).map(|row| sheet.place(row));
        let problem = Problem::warning("section-title", message).value(part.title).help(help);
        self.problems.push(place.into_iter().fold(problem, Problem::at));
    }
}

/// A role that is filled in before the person is known is no title: people have the same answer in its column.
fn without_answers(sheet: &Sheet<'_>, header: &Header, titles: &mut Vec<Part>) {
    let columns: BTreeSet<usize> = titles.iter().map(|part| part.column).collect();
    let people = || sheet.rows_from(header.body).filter(|row| has_address(*row));
    let answers: BTreeSet<(usize, String)> =
        people().flat_map(|row| columns.iter().map(move |column| (*column, fold(row.cell(*column))))).collect();
    titles.retain(|part| !answers.contains(&(part.column, fold(&part.title))));
}

impl Part {
    fn is_left_out(&self, side: Option<Side>) -> bool {
        match self.meaning {
            Title::Gone => true,
            Title::Of(own) => side.is_some_and(|side| side != own),
            Title::Unknown => false,
        }
    }
}

fn part_of(row: Row<'_>, meaning: Title) -> Part {
    let column = row.cells.iter().position(|cell| !is_blank(cell)).unwrap_or(0);
    let title = text::cap(&text::tidy(row.cell(column)), 60).0.to_owned();
    Part { title, record: row.record, column, meaning, people: Vec::new() }
}

fn second_table(sheet: &Sheet<'_>, part: &Part) -> Problem {
    let rows = counted(part.people.len(), "row");
    let message = format!("a second table with headings of its own begins here: {rows} of it hold an address");
    let place = sheet.row(usize::try_from(part.record).unwrap_or(1).saturating_sub(1)).map(|row| sheet.place(row));
    let problem = Problem::error("second-table", message).value(part.title.clone());
    let help = "move it to a sheet or a file of its own, or take it out: one sheet holds one table";
    place.into_iter().fold(problem, Problem::at).help(help)
}

/// What rows are compared with.
struct RowClassifier<'a> {
    sheet: &'a Sheet<'a>,
    header: &'a Header,
    heads: Vec<String>,
    name: &'a [usize],
    /// The last row that holds an address.
    last: u32,
}

impl<'a> RowClassifier<'a> {
    fn new(sheet: &'a Sheet<'a>, header: &'a Header, name: &'a [usize]) -> RowClassifier<'a> {
        let heads = header.headings.iter().map(|heading| fold(&heading.label)).collect();
        let last = sheet.rows_from(header.body).filter(|row| has_address(*row)).last().map_or(0, |row| row.record);
        RowClassifier { sheet, header, heads, name, last }
    }

    /// The title that a row is: one text, and people below it.
    fn title(&self, row: Row<'_>) -> Option<Part> {
        let at = row.cells.iter().position(|cell| !is_blank(cell)).filter(|_| row.filled() == 1 && row.record < self.last)?;
        let (cell, meaning) = (text::tidy(row.cell(at)), meaning(row.cell(at)));
        let is_short = cell.chars().count() <= 60 && cell.chars().filter(|c| c.is_alphabetic()).count() >= 3;
        let is_set_off = row.record >= 2
            && self.sheet.row(usize::try_from(row.record).ok()?.checked_sub(2)?).is_some_and(|above| above.is_blank());
        let is_loud = cell.ends_with(':') || !cell.chars().any(char::is_lowercase);
        let is_first = self.name.contains(&at) || self.heads.iter().position(|head| !head.is_empty()) == Some(at) || at == 0;
        let is_known = meaning != Title::Unknown && (is_first || is_set_off);
        // Somebody whose address is still to come stands alone in the column of names.
        (is_short && (is_known || is_first && (is_set_off || is_loud))).then(|| part_of(row, meaning))
    }

    /// The title above the headings that names a side.
    fn title_above(&self) -> Option<Part> {
        let first = self.header.records.first().copied().unwrap_or(1);
        let above = self.sheet.rows_from(0).take_while(|row| row.record < first).filter(|row| row.filled() == 1);
        let part = above.filter_map(|row| row.cells.iter().find(|cell| !is_blank(cell)).map(|cell| (row, meaning(cell)))).last();
        part.filter(|(_, meaning)| matches!(meaning, Title::Of(_))).map(|(row, meaning)| part_of(row, meaning))
    }

    fn is_heading_again(&self, row: Row<'_>) -> bool {
        let is = |at: &usize| self.heads.get(*at).is_some_and(|head| !head.is_empty() && *head == fold(row.cell(*at)));
        row.filled() > 1 && !has_address(row) && (0..self.heads.len()).filter(is).count() == row.filled()
    }

    /// Whether a row names columns: one of addresses, that of names by its own heading, or two of the others.
    fn is_second_heading(&self, row: Row<'_>) -> bool {
        if row.filled() < 2 || row.cells.iter().any(|cell| cell.contains('@')) {
            return false;
        }
        let is_head = |at: usize, cell: &str| {
            let folded = fold(cell);
            let own = self.heads.get(at) == Some(&folded);
            !folded.is_empty() && if own { self.name.contains(&at) } else { self.heads.contains(&folded) }
        };
        let others = row.cells.iter().enumerate().filter(|(_, cell)| !names_addresses(cell));
        let named = others.filter(|(at, cell)| is_head(*at, cell)).count();
        let own_name =
            self.name.iter().any(|at| self.heads.get(*at).is_some_and(|head| *head == fold(row.cell(*at)) && !head.is_empty()));
        let has_names = || row.cells.iter().any(|cell| names_people(cell));
        own_name || named >= 2 || row.cells.iter().any(|cell| names_addresses(cell)) && (named > 0 || has_names())
    }
}

/// Whether a cell is the heading of a column of names.
pub(super) fn names_people(cell: &str) -> bool {
    spelling::key(cell).split(' ').any(|word| word == "name" || word == "surname")
}

/// Whether a cell is the heading of a column of addresses.
pub(super) fn names_addresses(cell: &str) -> bool {
    let key = spelling::key(cell);
    let words: Vec<&str> = key.split(' ').collect();
    words.len() <= 4 && (words.contains(&"email") || key.contains("e mail"))
}

pub(super) fn meaning(cell: &str) -> Title {
    let key = spelling::key(cell);
    let words: Vec<&str> = key.split(' ').collect();
    let of = |(side, names): &(Side, &[&str])| words.iter().any(|word| names.contains(word)).then_some(*side);
    let mut sides = OF_SIDE.iter().filter_map(of);
    let is_gone = words.iter().any(|word| GONE.contains(word)) || GONE_PHRASES.iter().any(|phrase| key.contains(phrase));
    match (is_gone && words.len() <= 6, sides.next(), sides.next()) {
        (true, ..) => Title::Gone,
        (false, Some(side), None) if words.len() <= 6 => Title::Of(side),
        _ => Title::Unknown,
    }
}

fn is_total(row: Row<'_>) -> bool {
    let first = row.cells.iter().find(|cell| !is_blank(cell)).map(|cell| spelling::key(cell)).unwrap_or_default();
    let word = first.split(' ').next().unwrap_or_default();
    let is_figure = |cell: &str| is_blank(cell) || cell.chars().all(|c| c.is_ascii_digit() || " .,%/:-".contains(c));
    let rest = row.cells.iter().skip_while(|cell| is_blank(cell)).skip(1);
    TOTALS.contains(&word)
        && first.split(' ').count() <= 4
        && rest.clone().any(|cell| !is_blank(cell))
        && rest.clone().all(|cell| is_figure(cell))
}

pub(super) fn has_address(row: Row<'_>) -> bool {
    row.cells.iter().any(|cell| cell.contains('@') && Email::parse(cell).is_ok())
}
