//! Names that agree only in part with somebody's: lost letters, another first name, a part in brackets. They are always asked.

use std::cell::LazyCell;

use super::{Meaning, Mentions, bare};
use crate::domain::conflict::Doubt;
use crate::domain::id::PersonId;
use crate::people::names::{self, Name, NameShape};

/// Up to so many people of one surname are asked about whatever their first names are.
pub(super) const FEW: usize = 3;

/// The most words of a name with another first name; more words are a sentence.
const MOST_WORDS: usize = 4;

/// The shapes of all names, in both orders, with the places of their people; sorted by the lengths of their words.
pub(super) type Shapes = Vec<(NameShape, usize)>;

impl Mentions<'_> {
    /// What is asked already, or what agrees with the name in part.
    pub(super) fn in_part(&self, piece: &str, name: &Name, asked: Option<Vec<Meaning>>, by: PersonId) -> Vec<Meaning> {
        let bracketed = piece.contains(['(', '[']).then(|| Name::of(&piece.replace(['(', ')', '[', ']'], " ")));
        let inside = bracketed.as_ref().map(|name| self.name(name, by)).map_or(Meaning::Nobody, asked_about);
        match (asked, inside) {
            (Some(asked), inside) => {
                let likely = if asked.iter().any(|meaning| self.is_likely(meaning, name)) {
                    Vec::new()
                } else {
                    self.namesakes(name, by, true)
                };
                with_further([candidates(&inside), likely].concat(), asked)
            }
            (None, Meaning::Nobody) => vec![self.by_a_part(piece, name, bracketed.as_ref(), by)],
            (None, inside) => vec![inside],
        }
    }

    /// Whether one who is asked about may have the first name that was typed.
    fn is_likely(&self, meaning: &Meaning, name: &Name) -> bool {
        let own = |id: PersonId| {
            let place = self.people().binary_search_by_key(&id, |(id, _)| *id).ok()?;
            self.people().get(place).map(|(_, name)| name)
        };
        candidates(meaning).into_iter().filter_map(own).any(|own| own.has_first_name_like(name))
    }

    fn by_a_part(&self, piece: &str, name: &Name, bracketed: Option<&Name>, by: PersonId) -> Meaning {
        let lost = self.by_shape(piece, by);
        if !lost.is_empty() {
            return Meaning::Ask { doubt: Doubt::LostLetters, candidates: lost };
        }
        let mut named = [Some(name), bracketed].into_iter().flatten();
        named.find_map(|name| question(self.namesakes(name, by, false))).unwrap_or(Meaning::Nobody)
    }

    /// The people of the other side whose names are the text but for lost letters, by the letters that are left and the lengths of
    /// the words. Where nothing is left, names in letters that a program may lose go before all others.
    fn by_shape(&self, piece: &str, by: PersonId) -> Vec<PersonId> {
        if !names::has_lost_letters(piece) {
            return Vec::new();
        }
        let text = NameShape::of(piece);
        let shapes = self.shapes.get_or_init(|| {
            let shape = |(place, (id, _)): (usize, &(PersonId, Name))| {
                let shape = NameShape::of(&self.register.get(*id).map(|entry| entry.contact.name.clone()).unwrap_or_default());
                [(shape.turned(), place), (shape, place)]
            };
            let mut shapes: Shapes = self.people().iter().enumerate().flat_map(shape).collect();
            shapes.sort_unstable();
            shapes
        });
        let first = shapes.partition_point(|(shape, _)| shape.lengths() < text.lengths());
        let alike = shapes.iter().skip(first).take_while(|(shape, _)| shape.lengths() == text.lengths());
        let fitting: Vec<&(NameShape, usize)> = alike.filter(|(shape, _)| text.fits(shape)).collect();
        let foreign = LazyCell::new(|| fitting.iter().any(|(shape, _)| shape.may_lose_letters()));
        let likely = |shape: &NameShape| !names::is_all_lost(piece) || !*foreign || shape.may_lose_letters();
        self.others(fitting.iter().filter(|(shape, _)| likely(shape)).map(|(_, place)| *place), by)
    }

    /// The people of the other side who have the surname and another first name. Of a frequent surname, or on demand, only those whose first name
    /// has the same initial or is a form of the one that is written; nobody where the name is that of somebody on `by`'s own side.
    fn namesakes(&self, name: &Name, by: PersonId, likely_only: bool) -> Vec<PersonId> {
        let words = bare(name.words());
        let name = Name::of_words(&words);
        let is_fellow = self.called(&names::joined(&words)).any(|(id, _)| id.side() == by.side());
        if is_fellow || name.is_lossy() || !(2..=MOST_WORDS).contains(&words.len()) {
            return Vec::new();
        }
        let mut places: Vec<usize> = name.surnames().iter().flat_map(|surname| self.index().people_called(surname)).collect();
        places.sort_unstable();
        places.dedup();
        if likely_only || places.len() > FEW {
            places.retain(|place| self.people().get(*place).is_some_and(|(_, own)| own.has_first_name_like(&name)));
        }
        self.others(places.into_iter(), by)
    }

    /// The people at these places with whom `by` could be paired, by id.
    fn others(&self, places: impl Iterator<Item = usize>, by: PersonId) -> Vec<PersonId> {
        let mut ids: Vec<PersonId> = places.filter_map(|place| self.people().get(place)).map(|(id, _)| *id).collect();
        ids.retain(|id| id.side() != by.side());
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// What is sure with the words in brackets is asked without them.
fn asked_about(meaning: Meaning) -> Meaning {
    match meaning {
        Meaning::Means(id) => Meaning::Ask { doubt: Doubt::Misspelt, candidates: vec![id] },
        other => other,
    }
}

pub(super) fn candidates(meaning: &Meaning) -> Vec<PersonId> {
    match meaning {
        Meaning::Means(id) => vec![*id],
        Meaning::Ask { candidates, .. } => candidates.clone(),
        Meaning::Fellow(_) | Meaning::Oneself | Meaning::Nobody => Vec::new(),
    }
}

/// Adds people to the question that is asked, or asks about them beside several.
fn with_further(further: Vec<PersonId>, mut asked: Vec<Meaning>) -> Vec<Meaning> {
    let known: Vec<PersonId> = asked.iter().flat_map(candidates).collect();
    let further: Vec<PersonId> = further.into_iter().filter(|id| !known.contains(id)).collect();
    match asked.as_mut_slice() {
        _ if further.is_empty() => asked,
        [Meaning::Ask { doubt, candidates }] => {
            *doubt = Doubt::Ambiguous;
            candidates.extend(further);
            candidates.sort_unstable();
            candidates.dedup();
            asked
        }
        _ => {
            asked.extend(question(further));
            asked
        }
    }
}

/// The question who of these is meant.
pub(super) fn question(candidates: Vec<PersonId>) -> Option<Meaning> {
    let doubt = if candidates.len() == 1 { Doubt::Misspelt } else { Doubt::Ambiguous };
    (!candidates.is_empty()).then_some(Meaning::Ask { doubt, candidates })
}
