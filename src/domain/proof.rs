//! A proof that no pairing could have been better: prices of people, which anybody can check by adding up.
//!
//! A proof is a list of stages. It begins with every permitted pair and nobody indispensable. A stage gives each pair a value and
//! each person a price. It holds when
//!
//! - for every pair still in question the two prices add up to at least the pair's value;
//! - nobody who is not indispensable has a price below 0;
//! - the prices of all places add up to what the pairing reached.
//!
//! Somebody who can be in several pairs has as many places. Where a person's first pair counts for more than the others, the first place and
//! the further ones have prices of their own and are indispensable or not by themselves, as if they were two people.
//!
//! Then no pairing that is left can be worth more: its value is at most the sum of its people's prices, and that at most the sum of
//! all. The pairings that are worth as much are those whose pairs have exactly their value in prices and that leave out nobody
//! with a price; so what is left in question for the next stage are these pairs, and whoever has a price is indispensable.
//!
//! This is linear programming duality for the assignment problem (Egerváry 1931; Kuhn 1955), one aim after another. In the stage
//! [`Aim::Pairs`] with prices 0 and 1 it is the theorem of König (1931): people who are in every permitted pair, no more of
//! them than pairs.

use std::collections::BTreeMap;

use super::id::PersonId;

/// Whose places a price is for: all places of a person, or those beyond the first where these have a price of their own.
///
/// Places of one person can be paired with the same people. Only [`Aim::People`] and [`Aim::Precedence`] tell the first from the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlacesOf {
    /// Whose.
    pub person: PersonId,
    /// Whether they are those beyond the first alone.
    pub further: bool,
}

impl PlacesOf {
    /// The places of a person beyond the first.
    pub fn further(person: PersonId) -> PlacesOf {
        PlacesOf { person, further: true }
    }
}

impl From<PersonId> for PlacesOf {
    /// All places of the person.
    fn from(person: PersonId) -> PlacesOf {
        PlacesOf { person, further: false }
    }
}

/// The price of each place; 0 for those who are not listed.
pub type Prices = BTreeMap<PlacesOf, i128>;

/// The proof of a pairing of those who were free to be paired.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// What was reached, the first aim first.
    pub stages: Vec<Stage>,
    /// After all stages, that the weakest pair cannot be stronger; where the objective asks for that.
    pub weakest: Option<Ceiling>,
}

/// One stage: the greatest value of the sum of its aims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The aims, the first before the second and so on: the unit of each outweighs all that the later ones can add up to.
    pub aims: Vec<(Aim, i128)>,
    /// The prices that prove it.
    pub prices: Prices,
}

/// Proves that in every pairing that is left at least `pairs` pairs score no more than `score`: the prices are those of the aim
/// `Above(score)` and add up to so many fewer than there are pairs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ceiling {
    /// The score of the weakest pair.
    pub score: u16,
    /// How many pairs have it at least; not 0.
    pub pairs: u32,
    /// The prices.
    pub prices: Prices,
}

/// What a pair is worth to an aim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aim {
    /// 1 for every pair: the most pairs.
    Pairs,
    /// 1 for a standing pair: the fewest changes.
    Kept,
    /// 1 for each of the two whose first pair it is: the most people. Somebody's first place counts and the further ones do not; whoever is in
    /// a pair that stays anyway has no first place any more. An aim only where somebody has a further place.
    People,
    /// 1 for each of the two who has precedence and, where [`Aim::People`] is an aim, whose first pair it is.
    Precedence,
    /// The score.
    Total,
    /// 1 for a pair that scores more than this: as few as possible at or below it.
    Above(u16),
}

impl Aim {
    /// The most that one pair can be worth to the aim.
    pub fn most(self) -> i128 {
        match self {
            Aim::Pairs | Aim::Kept | Aim::Above(_) => 1,
            Aim::People | Aim::Precedence => 2,
            Aim::Total => 1000,
        }
    }
}
