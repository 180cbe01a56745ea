//! Questions that a form asked of both sides, and that look like a field among the answers of one side only: they give it for both.

use super::Proposal;
use super::kept::places;
use crate::survey::header::Header;
use crate::survey::intake::sheet::{Sheet, is_blank};

/// Adds to the proposal of a side what the other proposal found in columns that this side filled, and that give it no other field.
pub(super) fn add(proposal: &mut Proposal, other: &Proposal, rows: &Sheet<'_>, header: &Header) {
    for (name, column) in &other.settings.columns {
        if proposal.settings.columns.contains_key(name) {
            continue;
        }
        let Some(found) = places(header, column) else { continue };
        let is_used = |at: &usize| {
            let used = proposal.settings.columns.values().filter_map(|column| places(header, column));
            used.flatten().any(|used| used == *at)
        };
        let is_filled = |at: &usize| rows.rows_from(header.body).any(|row| !is_blank(row.cell(*at)));
        if found.iter().any(is_used) || !found.iter().any(is_filled) {
            continue;
        }
        let headings: Vec<String> = column.headings.iter().chain(&column.each).map(|heading| format!("{heading:?}")).collect();
        let headings = headings.join(" and ");
        proposal.notes.push(format!("{name} is {headings} here too: both sides were asked"));
        proposal.settings.columns.insert(name.clone(), column.clone());
        for look in &mut proposal.columns {
            let at = usize::try_from(look.number).unwrap_or_default().checked_sub(1);
            if look.field.is_none() && at.is_some_and(|at| found.contains(&at)) {
                look.field = Some(name.clone());
            }
        }
    }
}
