//! Which of several columns of one field stand for one option each.

use super::{Field, Kind, Role, is_other};
use crate::domain::weekdays;
use crate::survey::cells::days;
use crate::survey::cells::marks;
use crate::survey::header::Header;
use crate::survey::header::heading::fold;
use crate::survey::intake::sheet::{Sheet, is_blank};

/// Of several columns those whose cells are ticks or repeat the heading stand for one option each.
pub(super) fn mark(sheet: &Sheet<'_>, header: &Header, found: &mut Field<'_>) {
    if found.sources.iter().filter(|(_, role)| *role == Role::Whole).count() < 2 {
        return;
    }
    for (at, role) in found.sources.iter_mut().filter(|(_, role)| *role == Role::Whole) {
        let Some(heading) = header.headings.get(*at).filter(|heading| !is_other(&heading.label)) else { continue };
        let option = heading.option.as_ref().unwrap_or(&heading.label);
        let (folded, column) = (fold(option), found.column);
        let is_day = found.kind == Kind::Days && weekdays::parse(option).is_some();
        let stands = |cell: &&str| {
            let is_mark = fold(cell) == folded || marks::read(cell, column) != marks::Mark::Unclear;
            is_mark || is_day && days::is_about_day(cell)
        };
        let filled = || sheet.rows_from(header.body).map(|row| row.cell(*at)).filter(|cell| !is_blank(cell));
        let fitting = filled().filter(stands).count();
        if fitting == filled().count() || is_day && fitting * 2 >= filled().count() {
            *role = Role::Option(option.clone());
        }
    }
}
