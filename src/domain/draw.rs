//! The record of one matching: what it read, what it reached, who waits and why.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::id::{PairId, PersonId};
use super::settings::{Method, Objective};

/// The first version of the algorithm that pairs as many people as possible before precedence and scores, where somebody has room for several.
const PEOPLE_SINCE: u32 = 2;

/// Whether a version of the algorithm pairs as many people as possible before precedence and scores.
pub(crate) fn counts_people(algorithm: u32) -> bool {
    algorithm >= PEOPLE_SINCE
}

/// How many different people are in pairs.
pub(crate) fn people_in<'p>(pairs: impl IntoIterator<Item = &'p PairId>) -> u32 {
    let people: BTreeSet<PersonId> = pairs.into_iter().flat_map(|pair| pair.people()).collect();
    u32::try_from(people.len()).unwrap_or(u32::MAX)
}

/// One matching as recorded in `facts/draws/NNN.toml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// Its number, from 1.
    pub number: u32,
    /// The day.
    pub on: NaiveDate,
    /// Chance or compatibility.
    pub method: Method,
    /// What was best among pairings of the greatest size.
    pub objective: Objective,
    /// The version of the algorithm; the same version gives the same pairs for ever.
    pub algorithm: u32,
    /// The seed.
    pub seed: u64,
    /// The text drawn in public and mixed into the seed.
    pub public: Option<String>,
    /// Why it was made.
    pub occasion: Occasion,
    /// What was reached.
    pub aims: Aims,
    /// Whether the record keeps the total and the weakest score back; in `aims` they are then 0, or what the private folder says.
    pub scores_withheld: bool,
    /// Everybody who could be paired, by id.
    pub people: Vec<PersonId>,
    /// For how many pairs somebody had room; one for those who are not here.
    pub room: BTreeMap<PersonId, u32>,
    /// The bound on the number of pairs, where there was one.
    pub places: Option<u32>,
    /// The forbidden pairs by id; recorded only with public entropy, so that anyone can repeat the draw.
    pub forbidden: Vec<PairId>,
    /// The standing pairs that could not be moved; recorded only with public entropy, as the forbidden ones.
    pub fixed: Vec<PairId>,
    /// The standing pairs that were kept.
    pub kept: Vec<PairId>,
    /// The pairs that were made.
    pub made: Vec<PairId>,
    /// The standing pairs that ended.
    pub ended: Vec<PairId>,
    /// Who waits, and why.
    pub waiting: BTreeMap<PersonId, WaitReason>,
    /// Keyed digests of the kept inputs, by file name.
    pub inputs: BTreeMap<String, String>,
    /// The keyed digest of the proof of optimality.
    pub proof: Option<String>,
}

/// Why a matching was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// The first.
    First,
    /// Pairs stand; only what must change was changed.
    Repair,
    /// Everybody was paired afresh.
    Fresh,
}

impl Occasion {
    /// Every occasion with its code.
    pub const ALL: [(Occasion, &'static str); 3] =
        [(Occasion::First, "first"), (Occasion::Repair, "repair"), (Occasion::Fresh, "fresh")];

    /// The code in files.
    pub fn code(self) -> &'static str {
        match self {
            Occasion::First => "first",
            Occasion::Repair => "repair",
            Occasion::Fresh => "fresh",
        }
    }
}

/// What a matching reached of each aim, in their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Aims {
    /// Pairs in all: the most that are possible.
    pub pairs: u32,
    /// Standing pairs that were free to move.
    pub standing: u32,
    /// Of those, how many stayed: the most that are possible with so many pairs.
    pub kept: u32,
    /// People in pairs: the most that are possible with so many pairs and changes; none where everybody has room for one, for then pairs
    /// say it.
    pub people: Option<u32>,
    /// People with precedence who have a pair.
    pub precedence: u32,
    /// The sum of all pairs' scores.
    pub total: u64,
    /// The weakest pair's score.
    pub weakest: u16,
}

/// Why an applicant has no pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WaitReason {
    /// Nobody of the other side was there at all, or none with room for a pair.
    NobodyThere,
    /// Every person of the other side is forbidden or under the least score.
    NobodyPermitted,
    /// There were people with whom a pair was permitted; the best pairing gave them to others.
    NoPlace,
    /// The pair ended and no matching was made since.
    PairEnded,
    /// No matching was made since this person joined.
    NotYetMatched,
    /// The person has said that they have room for no pair.
    NoCapacity,
    /// A pair was permitted, but the programme has no more places.
    ProgrammeFull,
}

impl WaitReason {
    /// Every reason with its code and what it means.
    pub const ALL: [(WaitReason, &'static str, &'static str); 7] = [
        (WaitReason::NobodyThere, "nobody-there", "nobody on the other side can be paired"),
        (
            WaitReason::NobodyPermitted,
            "nobody-permitted",
            "conflicts, rules or the least score forbid everybody on the other side",
        ),
        (WaitReason::NoPlace, "no-place", "not enough people on the other side"),
        (WaitReason::PairEnded, "pair-ended", "the pair ended; the next match offers a new one"),
        (
            WaitReason::NotYetMatched,
            "not-yet-matched",
            "no matching was made since this person joined; the next match offers a pair",
        ),
        (WaitReason::NoCapacity, "no-capacity", "this person has said that there is room for no pair"),
        (WaitReason::ProgrammeFull, "programme-full", "the programme has no more places"),
    ];

    /// The code in files.
    pub fn code(self) -> &'static str {
        self.row().1
    }

    /// What it means, for people.
    pub fn meaning(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> (WaitReason, &'static str, &'static str) {
        match self {
            WaitReason::NobodyThere => Self::ALL[0],
            WaitReason::NobodyPermitted => Self::ALL[1],
            WaitReason::NoPlace => Self::ALL[2],
            WaitReason::PairEnded => Self::ALL[3],
            WaitReason::NotYetMatched => Self::ALL[4],
            WaitReason::NoCapacity => Self::ALL[5],
            WaitReason::ProgrammeFull => Self::ALL[6],
        }
    }
}
