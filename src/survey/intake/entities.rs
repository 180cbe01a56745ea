//! HTML entities in cells, such as `&amp;` and `&#39;`, which some web forms write into their exports. They are read as the letters they
//! stand for where a whole column is written so; in a column that holds a plain `&` too they stay, and are named.

use std::borrow::Cow;

use super::sheet::Sheet;
use crate::domain::entities;
use crate::domain::problem::{Place, Problem};
use crate::domain::text;

/// What stands in the cells of a column.
#[derive(Clone, Debug, Default)]
struct Column {
    /// The row (from 0) and the cell in which the first entity stands.
    entity: Option<(usize, String)>,
    has_plain: bool,
}

/// Replaces the entities of every column that is written with them, and says so. O(length).
pub(super) fn replace(sheet: &mut Sheet<'_>) {
    if !sheet.rows_from(0).any(|row| row.cells.iter().any(|cell| entities(cell).0)) {
        return;
    }
    let mut columns: Vec<Column> = Vec::new();
    for (at, row) in sheet.rows_from(0).enumerate() {
        for (place, cell) in row.cells.iter().enumerate().filter(|(_, cell)| cell.contains('&')) {
            if columns.len() <= place {
                columns.resize(place + 1, Column::default());
            }
            let Some(column) = columns.get_mut(place) else { continue };
            let (has_entity, has_plain) = entities(cell);
            column.has_plain |= has_plain;
            if has_entity && column.entity.is_none() {
                column.entity = Some((at, cell.to_string()));
            }
        }
    }
    for (place, column) in columns.into_iter().enumerate() {
        let Some((at, cell)) = column.entity else { continue };
        let heading = sheet.heading_above(place).unwrap_or_else(|| (place + 1).to_string());
        let shown = text::cap(&text::tidy(&cell), 60).0.to_owned();
        if column.has_plain {
            let position = sheet.row(at).map_or_else(|| Place::file(&sheet.path), |row| sheet.place(row));
            let message = "HTML entities stand beside a plain & in this column: they stay as they are written";
            let problem = Problem::warning("html-entities", message).at(position.column(heading)).value(shown);
            sheet.facts.warnings.push(problem.help("export the answers again; or correct the cells"));
        } else {
            sheet.change_column(place, |cell| cell.contains('&').then(|| Cow::Owned(plain(cell))));
            sheet
                .facts
                .notes
                .push(format!("{heading:?} holds HTML entities ({shown:?}): they are read as the letters they stand for"));
        }
    }
}

/// Whether a text holds entities, and whether it holds a `&` that begins none.
fn entities(cell: &str) -> (bool, bool) {
    let (mut found, mut is_plain) = (false, false);
    for (at, _) in cell.match_indices('&') {
        let is_entity = cell.get(at + 1..).is_some_and(|rest| entity(rest).is_some());
        found |= is_entity;
        is_plain |= !is_entity;
    }
    (found, is_plain)
}

/// The letter of the entity at the beginning of what follows a `&`, and the length of the entity.
fn entity(rest: &str) -> Option<(char, usize)> {
    let name = rest.get(..rest.bytes().take(9).position(|byte| byte == b';')?)?;
    let letter = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control())?
        }
        // A blank of another width is a blank in an answer.
        None => entities::named(name).map(|c| if c.is_whitespace() { ' ' } else { c })?,
    };
    Some((letter, name.len() + 1))
}

fn plain(cell: &str) -> String {
    let mut plain = String::with_capacity(cell.len());
    let mut rest = cell;
    while let Some(at) = rest.find('&') {
        let (before, after) = (rest.get(..at).unwrap_or_default(), rest.get(at + 1..).unwrap_or_default());
        plain.push_str(before);
        if let Some((letter, length)) = entity(after) {
            plain.push(letter);
            rest = after.get(length..).unwrap_or_default();
        } else {
            plain.push('&');
            rest = after;
        }
    }
    plain.push_str(rest);
    plain
}
