//! A table that was judged, read leniently: what is absent, or was refused, is nothing here, because it is told already.

use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::domain::text;

use super::value;

/// A table and where it stands.
#[derive(Clone)]
pub(super) struct Node<'t> {
    table: Option<&'t DeTable<'t>>,
    /// The span of its heading; of the whole where it has none.
    pub(super) span: Range<usize>,
    /// Its path, e.g. `survey.mentors`.
    pub(super) path: String,
}

impl<'t> Node<'t> {
    /// The whole file.
    pub(super) fn root(table: &'t DeTable<'t>) -> Node<'t> {
        Node { table: Some(table), span: 0..0, path: String::new() }
    }

    /// The table under `key`; an empty one where there is none.
    pub(super) fn table(&self, key: &str) -> Node<'t> {
        let held = self.value(key);
        let span = held.map_or(self.span.clone(), Spanned::span);
        Node { table: held.and_then(|held| held.get_ref().as_table()), span, path: self.path_of(key) }
    }

    /// The tables of the list under `key`.
    pub(super) fn tables(&self, key: &str) -> Vec<Node<'t>> {
        let path = self.path_of(key);
        let values = self.value(key).and_then(|held| held.get_ref().as_array());
        let values = values.into_iter().flat_map(|values| values.iter());
        values.map(|held| Node { table: held.get_ref().as_table(), span: held.span(), path: path.clone() }).collect()
    }

    /// The table that `held` is, reached under `key` of this one.
    pub(super) fn inner(&self, key: &str, held: &'t Spanned<DeValue<'t>>) -> Node<'t> {
        Node { table: held.get_ref().as_table(), span: held.span(), path: self.path_of(key) }
    }

    /// Whether the table is there at all.
    pub(super) fn is_there(&self) -> bool {
        self.table.is_some()
    }

    /// The value under `key`.
    pub(super) fn value(&self, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        self.table?.get(key)
    }

    /// Every key with its value, in the order of the keys.
    pub(super) fn entries(&self) -> impl Iterator<Item = (&'t str, Range<usize>, &'t Spanned<DeValue<'t>>)> {
        self.table.into_iter().flat_map(|table| table.iter()).map(|(key, held)| (key.get_ref().as_ref(), key.span(), held))
    }

    /// Where the value of `key` stands; the heading where there is none.
    pub(super) fn span_of(&self, key: &str) -> Range<usize> {
        self.value(key).map_or(self.span.clone(), Spanned::span)
    }

    /// The path of `key` in this table.
    pub(super) fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// The tidied text under `key`.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        let text = text::tidy(self.value(key)?.get_ref().as_str()?);
        (!text.is_empty()).then_some(text)
    }

    /// The texts under `key`, a single one too, as they are written.
    pub(super) fn marks(&self, key: &str) -> Vec<String> {
        self.value(key).map(|held| value::texts(held.get_ref())).unwrap_or_default()
    }

    /// The tidied texts under `key`, a single one too.
    pub(super) fn texts(&self, key: &str) -> Vec<String> {
        self.marks(key).iter().map(|text| text::tidy(text)).collect()
    }

    /// The number under `key`, where it fits.
    pub(super) fn whole<N: TryFrom<i64>>(&self, key: &str) -> Option<N> {
        N::try_from(value::whole(self.value(key)?.get_ref())?).ok()
    }

    /// One number, twice, or the two numbers under `key`.
    pub(super) fn span_of_numbers(&self, key: &str) -> Option<(u32, u32)> {
        if let Some(number) = self.whole(key) {
            return Some((number, number));
        }
        let values = self.value(key)?.get_ref().as_array()?;
        let number = |at: usize| values.get(at).and_then(|held| u32::try_from(value::whole(held.get_ref())?).ok());
        Some((number(0)?, number(1)?))
    }

    /// The flag under `key`.
    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        self.value(key)?.get_ref().as_bool()
    }

    /// The day under `key`.
    pub(super) fn day(&self, key: &str) -> Option<NaiveDate> {
        value::day(self.value(key)?.get_ref())
    }

    /// What the word under `key` means in `table`.
    pub(super) fn word<T: Copy>(&self, key: &str, table: &[(T, &'static str)]) -> Option<T> {
        let written = self.value(key)?.get_ref().as_str()?;
        table.iter().find(|(_, word)| *word == written).map(|(meaning, _)| *meaning)
    }
}
