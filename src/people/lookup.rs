//! Whose name a text may be, for many texts: everybody's name and the index over them, made when the first text comes.

use super::names::{Fit, Name, NameIndex};
use crate::domain::id::PersonId;

/// The names of a register.
pub(super) struct NameLookup {
    people: Vec<(PersonId, Name)>,
    index: NameIndex,
}

/// Says no name.
impl std::fmt::Debug for NameLookup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NameLookup({} people)", self.people.len())
    }
}

impl NameLookup {
    /// Prepares names. O(letters · log letters).
    pub(super) fn new<'n>(names: impl Iterator<Item = (PersonId, &'n str)>) -> NameLookup {
        let people: Vec<(PersonId, Name)> = names.map(|(id, name)| (id, Name::of(name))).collect();
        let index = NameIndex::new(people.iter().map(|(_, name)| name));
        NameLookup { people, index }
    }

    /// Everybody whom a text fits best, and how well; nobody where it fits nobody.
    pub(super) fn best(&self, written: &str) -> Option<(Fit, Vec<PersonId>)> {
        let text = Name::of(written);
        let candidates = self.index.candidates(&text).into_iter().filter_map(|place| self.people.get(place));
        let mut fits: Vec<(Fit, PersonId)> = candidates.filter_map(|(id, name)| Some((name.fit(&text)?, *id))).collect();
        fits.sort_unstable();
        let best = fits.first()?.0;
        Some((best, fits.into_iter().take_while(|(fit, _)| *fit == best).map(|(_, id)| id).collect()))
    }
}
