//! What is to become of each row of a sheet from which a person is taken out. Knows no bytes.

use std::ops::Range;

use super::Whom;
use crate::domain::answer::field;
use crate::domain::contact::Email;
use crate::domain::evaluation::column;
use crate::domain::settings::Survey;
use crate::people::search;
use crate::survey::cells::addresses;
use crate::survey::columns::{self, Field, Plan};
use crate::survey::header;
use crate::survey::intake::sheet::{Row, Sheet};
use crate::survey::side_tables;

/// What becomes of a row.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stays.
    Stays,
    /// It is the person's: it goes.
    Goes,
    /// These cells (from 0) get these texts.
    Loses(Vec<(usize, String)>),
}

/// The columns that say whose a row is, and what it says of others.
pub(super) struct Judge<'s> {
    email: Option<Field<'s>>,
    code: Option<Field<'s>>,
    conflicts: Option<Field<'s>>,
    /// The columns of each of several tables side by side: a row then holds a person of each.
    tables: Vec<Range<usize>>,
}

impl<'s> Judge<'s> {
    /// The judge by the first settings that fit the sheet.
    pub(super) fn of(sheet: &Sheet<'_>, settings: &[&'s Survey]) -> Judge<'s> {
        let plans = settings.iter().filter_map(|settings| plan(sheet, settings));
        let fitting = plans.into_iter().find(|plan| [field::EMAIL, column::CODE].iter().any(|name| plan.field(name).is_some()));
        let found = |name: &str| fitting.as_ref().and_then(|plan| plan.field(name)).cloned();
        let tables = side_tables::side_by_side(sheet);
        Judge { email: found(field::EMAIL), code: found(column::CODE), conflicts: found(field::CONFLICTS), tables }
    }

    /// Judges a row by its cells; `raw` gives a cell as it stands in the file, quotes and all.
    pub(super) fn fate<'r>(&self, row: Row<'r>, whom: &Whom<'_>, raw: impl Fn(usize) -> &'r str) -> Fate {
        let theirs = |cell: &str| (whom.code)(cell) || addresses::only(cell).is_ok_and(|email| (whom.is)(&email));
        let whose = self.whose(row);
        let unaddressed =
            || self.typed(row).is_some_and(|typed| (whom.typed)(&typed)) || row.cells.iter().any(|cell| theirs(cell));
        // The first address of a table says whose part of the row it is.
        let whose_part =
            |table: &Range<usize>| (0..row.cells.len()).filter(|at| table.contains(at)).find(|at| row.cell(*at).contains('@'));
        let is_theirs = |table: &&Range<usize>| whose_part(table).is_some_and(|at| theirs(row.cell(at)));
        let part = self.tables.iter().find(is_theirs);
        if self.tables.is_empty() && whose.as_ref().map_or_else(unaddressed, whom.is) {
            return Fate::Goes;
        }
        let named = whose.and_then(|whose| whom.named.get(&whose));
        let names_people = |at: usize| self.conflicts.as_ref().is_some_and(|found| found.sources.iter().any(|(n, _)| *n == at));
        let mut losses = Vec::new();
        for at in 0..row.cells.len() {
            if part.is_some_and(|part| part.contains(&at)) {
                losses.extend((!raw(at).is_empty()).then(|| (at, String::new())));
                continue;
            }
            let stripped = search::without(raw(at), whom.needles);
            let before = stripped.as_deref().unwrap_or_else(|| raw(at));
            let named = named.filter(|_| names_people(at)).and_then(|named| search::without(before, named));
            losses.extend(named.or(stripped).map(|text| (at, text)));
        }
        if losses.is_empty() { Fate::Stays } else { Fate::Loses(losses) }
    }

    /// The address in the column for it, where there is one.
    fn whose(&self, row: Row<'_>) -> Option<Email> {
        let cells = self.email.as_ref()?.sources.iter().map(|(at, _)| row.cell(*at));
        addresses::only(&cells.collect::<Vec<_>>().join(" ")).ok()
    }

    /// What was typed in the column for the code or the id, where there is one.
    fn typed(&self, row: Row<'_>) -> Option<String> {
        let cells = self.code.as_ref()?.sources.iter().map(|(at, _)| row.cell(*at));
        Some(cells.collect::<Vec<_>>().join(" "))
    }
}

/// The columns for the address, for the code and for conflicts, by settings that know nothing else.
fn plan<'s>(sheet: &Sheet<'_>, settings: &'s Survey) -> Option<Plan<'s>> {
    let header = header::find(sheet, settings).ok()?;
    Some(columns::resolve_fields(sheet, &header, settings, &[field::EMAIL, field::CONFLICTS, column::CODE]))
}
