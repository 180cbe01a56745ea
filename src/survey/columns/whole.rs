//! `each` where one column begins so, and holds whole answers instead of marks.

use super::{Field, Role, Said};
use crate::survey::cells::days;
use crate::survey::cells::marks::{self, Mark};
use crate::survey::header::Header;
use crate::survey::header::heading::fold;
use crate::survey::intake::sheet::{Sheet, is_blank};

/// Reads the one column of an `each` as a whole, where most of its cells are neither marks nor its option; this is said.
pub(super) fn mark(sheet: &Sheet<'_>, header: &Header, found: &mut Field<'_>, said: &mut Said) {
    let Some(each) = &found.column.each else { return };
    let [(at, role @ Role::Option(_))] = found.sources.as_mut_slice() else { return };
    let option = if let Role::Option(option) = role { fold(option) } else { String::new() };
    let is_mark = |cell: &str| {
        let is_day = !days::read(cell).is_empty();
        fold(cell) == option
            || !is_day && (marks::read(cell, found.column) != Mark::Unclear || days::availability(cell).is_some())
    };
    let filled: Vec<&str> = sheet.rows_from(header.body).map(|row| row.cell(*at)).filter(|cell| !is_blank(cell)).collect();
    if filled.iter().filter(|cell| is_mark(cell)).count() * 2 >= filled.len() {
        return;
    }
    *role = Role::Whole;
    let heading = header.headings.get(*at).map(|heading| heading.label.as_str()).unwrap_or_default();
    said.notes.push(format!(
        "{heading:?} is the only column that begins with {each:?}, and its cells are whole answers, not marks: it is read as one column"
    ));
}
