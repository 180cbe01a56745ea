//! Why not everybody can be paired: a smallest group of people who together have too few permitted partners, and what would mend it.
//!
//! By Hall's theorem (1935) people of one side can all be paired exactly when no group of them has fewer permitted partners
//! than members. From somebody without a pair, everybody reached by alternating paths (one who could have the partner of one
//! reached) is such a group, and no part of it is: it is a circuit of the transversal matroid. The smallest circuit of all is
//! hard to find, so circuits are compared from everybody who could be left out instead, and small groups are tried out one by one.

use std::collections::{BTreeMap, BTreeSet};

use super::instance::Instance;
use super::standing;
use super::worth::{Units, Valued};
use crate::assignment::FORBIDDEN;
use crate::assignment::Optimum;
use crate::assignment::Weights;
use crate::assignment::solve;
use crate::domain::id::{PairId, PersonId};
use crate::domain::match_request::{MatchInputs, MatchRequest};
use crate::domain::person::Person;
use crate::domain::side::Side;
use crate::domain::stand_in;

/// The most groups that are tried out one by one.
const TRIES: usize = 100_000;
/// The most circuits that are compared.
const CIRCUITS: usize = 200;

/// People of one side who cannot all be paired, though there are enough people on the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Obstruction {
    /// The people, all of one side; no part of them is a group like this.
    pub group: BTreeSet<PersonId>,
    /// Everybody with whom one of them may be paired (and who has not begun with somebody else): fewer.
    pub partners: BTreeSet<PersonId>,
    /// Whether no smaller group is obstructed; else there may be one that was not found.
    pub smallest: bool,
}

/// The least that would let more people be paired.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relief {
    /// Declared conflicts and open questions, as few as can be, without which the most people could be paired.
    pub lifted: Vec<PairId>,
    /// How many pairs there would be without them.
    pub pairs: u32,
    /// How many people of the other side, with whom those who wait may be paired, would have to join instead.
    pub joining: u32,
}

/// The obstruction of a request whose people cannot all be paired although numbers would allow it, and what would relieve it.
pub fn obstruction(request: &MatchRequest) -> Option<(Obstruction, Relief)> {
    let people: BTreeMap<PersonId, &Person> = request.inputs.people.iter().map(|person| (person.id, person)).collect();
    let sorted = standing::sort(request, &people);
    let places = standing::places(request, &people, &sorted.fixed);
    let preferred = if request.params.fresh { BTreeSet::new() } else { sorted.free };
    let instance = Instance::new(request, &places, &preferred);
    let optimum = solve(&Valued::new(&instance.worth, Units::default()));
    let pairs = optimum.mate_of_row.iter().flatten().count();
    let most = stand_in::most_pairs(request.params.policy.places, sorted.fixed.len(), preferred.len());
    let wanted = instance.mentors.len().min(instance.mentees.len()).min(most);
    if pairs >= wanted {
        return None;
    }
    let short = Side::BOTH.into_iter().filter(|side| Graph::size(&instance, *side) == wanted);
    let found = short.filter_map(|side| Graph::new(&instance, &optimum, side).obstruction(&instance, side));
    let smallest = found.min_by_key(|obstruction| obstruction.group.len())?;
    Some((smallest, relief(request, &places, &preferred, wanted - pairs)))
}

/// The permitted pairs seen from one side, and the most that can be made.
struct Graph {
    partners: Vec<Vec<usize>>,
    mate: Vec<Option<usize>>,
    holder: Vec<Option<usize>>,
}

impl Graph {
    fn size(instance: &Instance<'_>, side: Side) -> usize {
        if side == Side::Mentor { instance.mentors.len() } else { instance.mentees.len() }
    }

    fn new(instance: &Instance<'_>, optimum: &Optimum, side: Side) -> Graph {
        let valued = Valued::new(&instance.worth, Units::default());
        let (rows, cols) = (instance.mentors.len(), instance.mentees.len());
        let (own, others) = if side == Side::Mentor { (rows, cols) } else { (cols, rows) };
        let mut graph = Graph { partners: vec![Vec::new(); own], mate: vec![None; own], holder: vec![None; others] };
        let mut worth = vec![FORBIDDEN; cols];
        for row in 0..rows {
            valued.fill(row, &mut worth);
            for col in (0..cols).filter(|&col| worth[col] != FORBIDDEN) {
                let (one, other) = if side == Side::Mentor { (row, col) } else { (col, row) };
                graph.partners[one].push(other);
                if optimum.mate_of_row[row] == Some(col) {
                    (graph.mate[one], graph.holder[other]) = (Some(other), Some(one));
                }
            }
        }
        graph
    }

    /// Everybody reached from somebody without a pair by alternating paths, and from whom: a circuit.
    fn reach(&self, start: usize) -> BTreeMap<usize, usize> {
        let (mut from, mut open) = (BTreeMap::from([(start, start)]), vec![start]);
        while let Some(one) = open.pop() {
            for holder in self.partners[one].iter().filter_map(|&other| self.holder[other]) {
                from.entry(holder).or_insert_with(|| {
                    open.push(holder);
                    one
                });
            }
        }
        from
    }

    /// Leaves `end` out instead of the one from whom it was reached.
    fn leave_out(&mut self, end: usize, from: &BTreeMap<usize, usize>) {
        let mut at = end;
        let mut free = self.mate[at].take();
        while let Some(&before) = from.get(&at).filter(|before| **before != at) {
            if let Some(other) = free {
                self.holder[other] = Some(before);
            }
            free = std::mem::replace(&mut self.mate[before], free);
            at = before;
        }
    }

    fn obstruction(&mut self, instance: &Instance<'_>, side: Side) -> Option<Obstruction> {
        let alone: Vec<usize> = (0..self.mate.len()).filter(|&one| self.mate[one].is_none()).collect();
        let mut best: Option<BTreeSet<usize>> = None;
        let mut possible = BTreeSet::new();
        for start in alone {
            let from = self.reach(start);
            let fresh: Vec<usize> = from.into_keys().filter(|other| possible.insert(*other)).collect();
            let mut left_out = start;
            for other in fresh.into_iter().take(CIRCUITS) {
                let path = self.reach(left_out);
                self.leave_out(other, &path);
                left_out = other;
                let group: BTreeSet<usize> = self.reach(other).into_keys().collect();
                if best.as_ref().is_none_or(|best| group.len() < best.len()) {
                    best = Some(group);
                }
            }
        }
        let (group, smallest) = self.smaller(best?, &possible.into_iter().collect::<Vec<_>>());
        let partners: BTreeSet<usize> = group.iter().flat_map(|&one| self.partners[one].iter().copied()).collect();
        let id = |side: Side, at: usize| if side == Side::Mentor { instance.mentors[at].id } else { instance.mentees[at].id };
        let group = group.into_iter().map(|at| id(side, at)).collect();
        Some(Obstruction { group, partners: partners.into_iter().map(|at| id(side.other(), at)).collect(), smallest })
    }

    /// A smaller group among those who could be left out, by trying; and whether all smaller ones were tried.
    fn smaller(&self, best: BTreeSet<usize>, possible: &[usize]) -> (BTreeSet<usize>, bool) {
        let mut tries = TRIES;
        for size in 1..best.len() {
            match self.obstructed(possible, size, &mut Vec::new(), &mut tries) {
                Some(group) => return (group.into_iter().collect(), true),
                None if tries == 0 => return (best, false),
                None => {}
            }
        }
        (best, true)
    }

    /// The first group of `size` more that has fewer partners than members.
    fn obstructed(&self, possible: &[usize], size: usize, group: &mut Vec<usize>, tries: &mut usize) -> Option<Vec<usize>> {
        *tries = tries.checked_sub(1)?;
        if size == 0 {
            let partners: BTreeSet<usize> = group.iter().flat_map(|&one| self.partners[one].iter().copied()).collect();
            return (partners.len() < group.len()).then(|| group.clone());
        }
        for (at, &one) in possible.iter().enumerate() {
            group.push(one);
            let found = self.obstructed(&possible[at + 1..], size - 1, group, tries);
            group.pop();
            if found.is_some() || *tries == 0 {
                return found;
            }
        }
        None
    }
}

/// The fewest conflicts without which most can be paired: conflicts become permitted pairs that count against the sum.
fn relief(request: &MatchRequest, places: &[Vec<&Person>; 2], preferred: &BTreeSet<PairId>, missing: usize) -> Relief {
    let said: BTreeSet<PairId> =
        request.inputs.declared.iter().filter(|(_, state)| state.forbids()).map(|(pair, _)| *pair).collect();
    let inputs = MatchInputs { declared: BTreeMap::new(), ..request.inputs.clone() };
    let without = MatchRequest { inputs, params: request.params.clone() };
    let instance = Instance::new(&without, places, preferred);
    let lifting = Lifting { instance: &instance, said: &said };
    let optimum = solve(&lifting);
    let made = optimum.mate_of_row.iter().enumerate().filter_map(|(row, col)| Some(instance.pair(row, (*col)?)));
    let made: BTreeSet<PairId> = made.collect();
    Relief {
        lifted: made.intersection(&said).copied().collect(),
        pairs: u32::try_from(made.len()).unwrap_or(u32::MAX),
        joining: u32::try_from(missing).unwrap_or(u32::MAX),
    }
}

/// An instance without conflicts, in which every pair that one forbade costs 1.
struct Lifting<'i> {
    instance: &'i Instance<'i>,
    said: &'i BTreeSet<PairId>,
}

impl Weights for Lifting<'_> {
    fn rows(&self) -> usize {
        self.instance.mentors.len()
    }

    fn cols(&self) -> usize {
        self.instance.mentees.len()
    }

    fn fill(&self, row: usize, out: &mut [i64]) {
        Valued::new(&self.instance.worth, Units::default()).fill(row, out);
        for (col, value) in out.iter_mut().enumerate().filter(|(_, value)| **value != FORBIDDEN) {
            *value = -i64::from(self.said.contains(&self.instance.pair(row, col)));
        }
    }
}
