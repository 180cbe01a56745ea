//! Stand-ins: how "at most so many pairs" becomes a matching without a bound.
//!
//! With n free places on the first side, m on the second and at most k pairs, the second side gets n − k stand-ins and the first
//! m − k. Each may be paired with everybody real and with no other stand-in. Then a pairing with the most pairs uses every stand-in and
//! holds as many real pairs as can be, at most k: with r real pairs and d of stand-ins, 2r + d ≤ n + m and d ≤ n + m − 2k; the sum
//! r + d is greatest where d is, and then r ≤ k. What the pairs of stand-ins are worth is a constant, so that all later aims compare
//! real pairs alone: they score as much as can be, count nobody with precedence and never stand.
//!
//! A stand-in has an id with the number 0, which nobody else has. It occurs in a matching and in its proof, nowhere else.

use super::answer::{Answer, Answers};
use super::id::PersonId;
use super::person::Person;
use super::settings::ConflictRule;
use super::side::{BySide, Kind, Side};

/// A field that no survey can have: all stand-ins gave one answer in it, so that a rule keeps them apart.
const FIELD: &str = "\0stand-in";

/// The stand-in of each side, the mentors' first: all stand-ins of a side are this one, with several places.
pub(crate) fn both(kind: Kind) -> [Person; 2] {
    Side::BOTH.map(|side| Person {
        id: PersonId::stand_in(side, kind),
        answers: Answers::from([(FIELD, Answer::Text("yes".to_owned()))]),
    })
}

/// The rule by which stand-ins are never paired with each other.
pub(crate) fn rule() -> ConflictRule {
    ConflictRule { same: FIELD.to_owned() }
}

/// How many more pairs may be made: `places` less those that are `fixed`, but never fewer than there are `standing` that are free to move, for
/// a bound ends no pair. Without a bound as many as there are places.
pub(crate) fn most_pairs(places: Option<u32>, fixed: usize, standing: usize) -> usize {
    places.map_or(usize::MAX, |places| (places as usize).saturating_sub(fixed).max(standing))
}

/// How many stand-ins each side gets when `free` places are there and at most `most` pairs may be made; none where numbers allow no more
/// anyway.
pub(crate) fn needed(free: &BySide<usize>, most: usize) -> BySide<usize> {
    if most >= free.mentors.min(free.mentees) {
        return BySide { mentors: 0, mentees: 0 };
    }
    BySide { mentors: free.mentees - most, mentees: free.mentors - most }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_is_met_by_as_many_stand_ins_as_would_be_too_many() {
        let free = BySide { mentors: 7, mentees: 5 };
        assert_eq!(needed(&free, most_pairs(Some(4), 1, 0)), BySide { mentors: 2, mentees: 4 });
        assert_eq!(needed(&free, most_pairs(Some(3), 0, 4)), BySide { mentors: 1, mentees: 3 });
        for unbounded in [None, Some(5), Some(9)] {
            assert_eq!(needed(&free, most_pairs(unbounded, 0, 0)), BySide { mentors: 0, mentees: 0 });
        }
    }

    #[test]
    fn stand_ins_are_alike_to_each_other_and_to_nobody_else() {
        for kind in [Kind::Random, Kind::Goals, Kind::Reciprocal] {
            let [one, other] = both(kind);
            assert!(one.id.is_stand_in() && !one.keys(&rule().same).is_disjoint(&other.keys(&rule().same)));
            assert!(one.id < PersonId::new(Side::Mentor, kind, 1) && "M00".parse::<PersonId>().is_err());
        }
    }
}
