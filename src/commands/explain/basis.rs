//! Which matching an explanation is about: the one that made the pair, else the last that knew the people, else one made now.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::commands::book::Book;
use crate::commands::steps::draw::{self, Wish};
use crate::commands::steps::kept;
use crate::domain::draw::Draw;
use crate::domain::fact::Origin;
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::Refusal;
use crate::store::formats::kept_inputs::Kept;

/// What a matching read, and which it was.
pub(super) struct Basis {
    pub(super) kept: Kept,
    /// The number and day; none for one that is only supposed.
    pub(super) draw: Option<(u32, NaiveDate)>,
    /// What must be said about it first.
    pub(super) said: Vec<String>,
}

impl Basis {
    /// The matching that made the person's pair, else the last in which the person was.
    pub(super) fn of_one(book: &Book, person: PersonId) -> Result<Basis, Refusal> {
        let cohort = book.cohort();
        let own = cohort.pairs_of(person).next();
        let mut basis = match own.map(|pair| pair.origin) {
            Some(Origin::Draw(number)) => Basis::from(book, |draw| draw.number == number),
            Some(Origin::Adopted) => Basis::now(book, Vec::new()),
            None => Basis::from(book, |draw| draw.people.contains(&person)),
        }?;
        if let Some((day, reason)) = cohort.people.get(&person).and_then(|known| known.withdrew) {
            basis.said.push(format!("{} withdrew on {day} ({}).", book.label(person), reason.code()));
        }
        if let Some(pair) = own.filter(|pair| pair.origin == Origin::Adopted) {
            basis.said.push(format!("The pair {} was taken over from elsewhere on {}.", pair.id, pair.since));
        }
        Ok(basis)
    }

    /// The matching that made the two a pair, else the last in which both were.
    pub(super) fn of_two(book: &Book, pair: PairId) -> Result<Basis, Refusal> {
        let cohort = book.cohort();
        let stands = cohort.pairs.get(&pair).filter(|known| known.is_active());
        match stands.map(|pair| pair.origin) {
            Some(Origin::Draw(number)) => Basis::from(book, |draw| draw.number == number),
            Some(Origin::Adopted) => Basis::now(
                book,
                vec![format!("The pair {pair} was taken over from elsewhere; no matching of this program made it.")],
            ),
            None => Basis::from(book, |draw| pair.people().iter().all(|person| draw.people.contains(person))),
        }
    }

    fn from(book: &Book, fits: impl Fn(&Draw) -> bool) -> Result<Basis, Refusal> {
        let Some((&number, draw)) = book.facts.draws.iter().rev().find(|(_, draw)| fits(draw)) else {
            return Basis::now(book, Vec::new());
        };
        match kept::of(book, number, draw)?.kept {
            Ok(kept) => {
                let said = vec![format!("Matching {number} of {} ({}):", draw.on, draw.occasion.code())];
                Ok(Basis { kept, draw: Some((number, draw.on)), said })
            }
            Err(why) => Basis::now(book, vec![format!("What matching {number} read cannot be had: {why}.")]),
        }
    }

    /// A matching as it would be made now.
    fn now(book: &Book, mut said: Vec<String>) -> Result<Basis, Refusal> {
        let seed = book.settings.matching.seed.unwrap_or(0);
        let wish = Wish { seed, public: None, fresh: false, allow_moves: false, precedence: BTreeSet::new() };
        said.push("As `revmentor match` would have it now, by the answers of today:".to_owned());
        Ok(Basis { kept: draw::inputs(book, &book.cohort(), &wish)?, draw: None, said })
    }
}
