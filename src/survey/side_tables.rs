//! The tables of both sides in one sheet, one below the other or side by side, told by their titles or by what their headings name.
//! A side reads its own: the sheet in which the cells of the other are empty, so that every row and column keeps its number.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::header::heading::fold;
use super::intake::sheet::{Row, Sheet, is_blank};
use super::reading::{LeftOut, LeftOutKind};
use super::sections::{Title, has_address, meaning, names_addresses, names_people};
use crate::domain::contact::Email;
use crate::domain::settings::Survey;
use crate::domain::side::Side;
use crate::domain::text;

/// Letters of the longest title.
const TITLE: usize = 60;

/// One table: whose it is, what says so, and where it is (rows and columns from 0).
#[derive(Clone, Debug)]
struct Table {
    /// None where a title says that nobody in it takes part.
    side: Option<Side>,
    title: String,
    /// Whether its first row is its title.
    is_titled: bool,
    rows: Range<usize>,
    columns: Range<usize>,
}

/// What one side reads of a sheet that holds a table for each.
pub(super) struct OwnTable<'a> {
    /// The sheet without the cells of the other tables.
    pub(super) sheet: Sheet<'a>,
    /// Which titles said so, in words.
    pub(super) note: String,
    elsewhere: BTreeMap<u32, (LeftOutKind, String)>,
}

impl<'a> OwnTable<'a> {
    /// The table of a side; none where the sheet does not hold one for each. O(cells).
    pub(super) fn of(sheet: &'a Sheet<'_>, settings: &Survey, side: Option<Side>) -> Option<OwnTable<'a>> {
        let side = side?;
        let tables = of_both(sheet);
        if tables.is_empty() {
            return None;
        }
        let others: Vec<&Table> = tables.iter().filter(|table| table.side != Some(side)).collect();
        let headings = headings_of_all(sheet, &tables, side);
        let written = settings.header_row.and_then(|row| usize::try_from(row).ok()?.checked_sub(1));
        let is_heading = |at: usize, row: Row<'_>| headings.contains(&at) && row.filled() > 1;
        let is_kept = |at: usize, row: Row<'_>| is_heading(at, row) || written == Some(at);
        // Its own title is a text in the column of names.
        let titled = |at: usize| tables.iter().find(|table| !table.is_beside() && table.is_titled && table.rows.start == at);
        let mut own = Sheet::new(&sheet.path, sheet.facts.clone());
        let mut elsewhere = BTreeMap::new();
        for (at, row) in sheet.rows_from(0).enumerate() {
            let is_of_row = |table: &&Table| table.rows.contains(&at) && (table.is_beside() || !is_kept(at, row));
            let of_row: Vec<&Table> = titled(at).into_iter().chain(others.iter().copied().filter(is_of_row)).collect();
            let is_others = |column: usize| of_row.iter().any(|table| table.columns.contains(&column));
            for (column, cell) in row.cells.iter().enumerate() {
                own.push(Cow::Borrowed(if is_others(column) { "" } else { cell.as_ref() }));
            }
            own.end_row(row.line);
            let is_nothing = row.cells.iter().enumerate().all(|(column, cell)| is_blank(cell) || is_others(column));
            if let Some(table) = of_row.first().filter(|_| is_nothing && !row.is_blank()) {
                let title =
                    titled(at).map(|table| (LeftOutKind::Note, format!("a title over the rows below it: {:?}", table.title)));
                elsewhere.insert(row.record, title.unwrap_or_else(|| table.elsewhere(row)));
            }
        }
        Some(OwnTable { sheet: own, note: note(&tables), elsewhere })
    }

    /// Says of rows that seem to be empty in which table they are.
    pub(super) fn explain(&self, left_out: &mut [LeftOut]) {
        for row in left_out {
            if let Some((is, why)) = self.elsewhere.get(&row.record) {
                (row.is, row.why) = (*is, why.clone());
            }
        }
    }
}

impl Table {
    fn is_beside(&self) -> bool {
        self.columns.end < usize::MAX || self.columns.start > 0
    }

    fn elsewhere(&self, row: Row<'_>) -> (LeftOutKind, String) {
        let why = format!("it is in the table {:?}", self.title);
        if has_address(row) { (LeftOutKind::NotSelected, why) } else { (LeftOutKind::Note, why) }
    }
}

/// Whether a sheet holds a table for each side. O(cells).
pub(super) fn is_for_both(sheet: &Sheet<'_>) -> bool {
    !of_both(sheet).is_empty()
}

/// Which columns (from 0) each of several tables side by side has; none where there is only one.
pub(super) fn side_by_side(sheet: &Sheet<'_>) -> Vec<Range<usize>> {
    beside(sheet).into_iter().map(|table| table.columns).collect()
}

fn note(tables: &[Table]) -> String {
    let titles: Vec<String> = tables.iter().map(|table| format!("{:?}", table.title)).collect();
    format!("the sheet holds a table for each side ({}): each side reads its own", titles.join(", "))
}

/// The tables of a sheet, where people stand in one of each side.
fn of_both(sheet: &Sheet<'_>) -> Vec<Table> {
    let beside = beside(sheet);
    let tables = if beside.is_empty() { below(sheet) } else { beside };
    let has_side = |side: Side| tables.iter().any(|table| table.side == Some(side) && has_people(sheet, table));
    if Side::BOTH.into_iter().all(has_side) { tables } else { Vec::new() }
}

fn has_people(sheet: &Sheet<'_>, table: &Table) -> bool {
    let addresses = |row: Row<'_>| row.cells.iter().enumerate().any(|(at, cell)| table.columns.contains(&at) && is_address(cell));
    sheet.rows_from(0).enumerate().any(|(at, row)| table.rows.contains(&at) && addresses(row))
}

fn is_address(cell: &str) -> bool {
    cell.contains('@') && Email::parse(cell).is_ok()
}

/// The rows with the headings that a side shares with the other: those above the first address, where its own table has none.
fn headings_of_all(sheet: &Sheet<'_>, tables: &[Table], side: Side) -> Range<usize> {
    let Some(own) = tables.iter().find(|table| table.side == Some(side) && has_people(sheet, table)) else { return 0..0 };
    let first = |from: usize| sheet.rows_from(from).position(has_address).map_or(from, |at| from + at);
    let is_heading = |row: Row<'_>| row.filled() > 1;
    let has_own = sheet.rows_from(own.rows.start).take(first(own.rows.start) - own.rows.start).any(is_heading);
    if has_own { 0..0 } else { 0..first(0) }
}

/// Tables one below the other. Where titles name one side only, whoever is above the first of them is of the other.
fn below(sheet: &Sheet<'_>) -> Vec<Table> {
    let titles = titles(sheet);
    let Some((first, _, side)) = titles.first().cloned() else { return Vec::new() };
    let mut tables = Vec::new();
    let is_of_one = titles.iter().all(|(.., other)| *other == side);
    if is_of_one && sheet.rows_from(0).take(first).any(has_address) {
        let title = format!("above row {}", first + 1);
        tables.push(Table { side: Some(side.other()), title, is_titled: false, rows: 0..first, columns: 0..usize::MAX });
    }
    let ends: Vec<usize> = titles.iter().skip(1).map(|(at, ..)| *at).chain([sheet.len()]).collect();
    tables.extend(titles.into_iter().zip(ends).map(|((start, title, side), end)| Table {
        side: Some(side),
        title,
        is_titled: true,
        rows: start..end,
        columns: 0..usize::MAX,
    }));
    tables
}

/// The rows that are titles (from 0), and the side that each names: one short text at the beginning of a row, and people below it.
fn titles(sheet: &Sheet<'_>) -> Vec<(usize, String, Side)> {
    let filled = |row: Row<'_>| row.cells.iter().position(|cell| !is_blank(cell));
    let of_people = |at: usize| sheet.row(at).filter(|row| has_address(*row));
    let people: Vec<Row<'_>> = (0..sheet.len()).filter_map(of_people).collect();
    let leftmost = people.iter().filter_map(|row| filled(*row)).min().unwrap_or(0);
    let last = people.last().map_or(0, |row| row.record);
    let mut titles = Vec::new();
    for (at, row) in sheet.rows_from(0).enumerate().filter(|(_, row)| row.record < last && row.filled() == 1) {
        let Some(column) = filled(row) else { continue };
        let Title::Of(side) = meaning(row.cell(column)) else { continue };
        let is_set_off = at == 0 || sheet.row(at - 1).is_some_and(|above| above.is_blank());
        let title = text::tidy(row.cell(column));
        if title.chars().count() <= TITLE && (column <= leftmost || is_set_off) {
            titles.push((at, column, title, side));
        }
    }
    // A role that is filled in before the person is known is no title: people have the same answer.
    let columns: BTreeSet<usize> = titles.iter().map(|(_, column, ..)| *column).collect();
    let answers: BTreeSet<(usize, String)> =
        people.iter().flat_map(|row| columns.iter().map(|column| (*column, fold(row.cell(*column))))).collect();
    titles.retain(|(_, column, title, _)| !answers.contains(&(*column, fold(title))));
    titles.into_iter().map(|(at, _, title, side)| (at, title, side)).collect()
}

/// Tables side by side, each told by a title over it or by the side that its headings name; none unless each is told.
fn beside(sheet: &Sheet<'_>) -> Vec<Table> {
    let Some(first) = sheet.rows_from(0).position(has_address) else { return Vec::new() };
    let mut tables = Vec::new();
    for columns in blocks(sheet, first) {
        let table = Table { side: None, title: String::new(), is_titled: false, rows: 0..sheet.len(), columns };
        if !has_people(sheet, &table) {
            continue;
        }
        let Some((title, side)) = told(sheet, first, &table.columns) else { return Vec::new() };
        tables.push(Table { side, title, ..table });
    }
    if tables.len() > 1 { tables } else { Vec::new() }
}

/// The columns between empty ones; where there are none, those that begin with a title.
fn blocks(sheet: &Sheet<'_>, first: usize) -> Vec<Range<usize>> {
    let width = sheet.rows_from(0).map(|row| row.cells.len()).max().unwrap_or(0);
    let mut is_filled = vec![false; width];
    for row in sheet.rows_from(0).filter(|row| row.filled() > 1) {
        row.cells.iter().zip(&mut is_filled).for_each(|(cell, is_filled)| *is_filled |= !is_blank(cell));
    }
    let is_empty = |at: &usize| is_filled.get(*at) == Some(&false);
    let mut starts: Vec<usize> =
        (0..width).filter(|at| !is_empty(at) && at.checked_sub(1).is_none_or(|left| is_empty(&left))).collect();
    if starts.len() < 2 {
        let is_titles = |row: &Row<'_>| {
            let mut cells = row.cells.iter().filter(|cell| !is_blank(cell));
            row.filled() > 1 && cells.all(|cell| meaning(cell) != Title::Unknown)
        };
        let titles = sheet.rows_from(0).take(first.saturating_sub(1)).find(is_titles);
        let filled = |row: Row<'_>| (0..row.cells.len()).filter(move |at| !is_blank(row.cell(*at))).collect();
        starts = titles.map_or_else(Vec::new, filled);
    }
    let ends = starts.iter().skip(1).copied().chain([usize::MAX]);
    starts.iter().enumerate().zip(ends).map(|((at, start), end)| if at == 0 { 0..end } else { *start..end }).collect()
}

/// What tells whose the table in these columns is: the only text of a row above its headings, or the headings of names and addresses.
fn told(sheet: &Sheet<'_>, first: usize, columns: &Range<usize>) -> Option<(String, Option<Side>)> {
    let cells = |row: Row<'_>| -> Vec<String> {
        let inside = row.cells.iter().enumerate().filter(|(at, cell)| columns.contains(at) && !is_blank(cell));
        inside.map(|(_, cell)| text::tidy(cell)).collect()
    };
    let above: Vec<Vec<String>> = sheet.rows_from(0).take(first).map(cells).collect();
    let title = above.iter().rev().skip(1).find_map(|cells| match cells.as_slice() {
        [title] => match meaning(title) {
            Title::Of(side) => Some((title.clone(), Some(side))),
            Title::Gone => Some((title.clone(), None)),
            Title::Unknown => None,
        },
        _ => None,
    });
    title.or_else(|| {
        let headings = above.last()?.iter().filter(|cell| names_addresses(cell) || names_people(cell));
        let sides = headings.map(|cell| (cell, meaning(cell)));
        let mut named = sides.filter_map(|(cell, meaning)| if let Title::Of(side) = meaning { Some((cell, side)) } else { None });
        let (heading, side) = named.next()?;
        named.all(|(_, other)| other == side).then(|| (heading.clone(), Some(side)))
    })
}
