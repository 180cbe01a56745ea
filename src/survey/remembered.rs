//! Answers already read, by field and cell: most of what people answer was answered before, and is then shared.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::answers::{self, Read};
use super::columns::{Field, Plan};
use super::intake::sheet::Row;

/// The fields of a plan as answers name them, with what was read of each.
pub(crate) struct Remembered<'p, 's, 'a> {
    fields: Vec<Known<'p, 's, 'a>>,
}

/// One field, and every cell of it that was read.
pub(crate) struct Known<'p, 's, 'a> {
    /// The field.
    pub(crate) field: &'p Field<'s>,
    /// Its name, shared by everybody's answers.
    pub(crate) name: Rc<str>,
    read: BTreeMap<&'a str, Rc<Read>>,
}

impl<'p, 's, 'a> Remembered<'p, 's, 'a> {
    /// Nothing read yet of those fields of the plan that `wanted` names.
    pub(crate) fn of(plan: &'p Plan<'s>, wanted: impl Fn(&str) -> bool) -> Remembered<'p, 's, 'a> {
        let wanted = plan.fields.iter().filter(|field| wanted(field.name));
        Remembered { fields: wanted.map(|field| Known { field, name: field.name.into(), read: BTreeMap::new() }).collect() }
    }

    /// The fields, in the order of their names.
    pub(crate) fn fields(&mut self) -> impl Iterator<Item = &mut Known<'p, 's, 'a>> {
        self.fields.iter_mut()
    }
}

impl<'a> Known<'_, '_, 'a> {
    /// The field's answer in a row. O(length · log different cells) where one column makes up the field and the cell is known.
    pub(crate) fn read(&mut self, row: Row<'a>) -> Rc<Read> {
        match self.field.sources[..] {
            [(at, _)] => Rc::clone(self.read.entry(row.cell(at)).or_insert_with(|| answers::read(self.field, row).into())),
            _ => answers::read(self.field, row).into(),
        }
    }
}
