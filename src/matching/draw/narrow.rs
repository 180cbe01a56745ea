//! Drawing from a large block that is narrow: one in which people can be gone through, from both sides, so that at any time only
//! few of those still to come have been met. Repairs are of this kind: everybody keeps their partner or hands them on.
//!
//! A state is the set of people still to come who already have a partner. States that agree in it are one, so the numbers of
//! choices add up state by state from the end (the frontier method; Simpath in Knuth, The Art of Computer Programming 4A, 7.1.4).
//! These numbers outgrow any integer and are kept with 53 bits and an exponent: sums of at most d terms in l steps, and a drawn
//! number of 53 bits in each, keep the draw within l · (d + 2) · 2^−52 of uniform.

use std::collections::BTreeMap;

use super::super::prng::Stream;
use super::super::ties::blocks::Block;

/// The most people still to come who have been met.
const WIDTH: usize = 24;
/// The most states in all.
const STATES: usize = 1 << 17;

/// All states of a block, layer by layer.
pub(super) struct Layers {
    /// How many people the full side has; the others follow in the numbering.
    full: usize,
    /// Who is gone through, in order.
    order: Vec<u32>,
    /// For each of them and each state before: what can be done, and how likely each is.
    states: Vec<Vec<Vec<Move>>>,
}

/// For each state before a person: whom the person can take, if anybody, and the state after it.
type Layer = Vec<Vec<(Option<u32>, usize)>>;

struct Move {
    /// Whom the person takes, if anybody.
    partner: Option<u32>,
    /// The state after it.
    next: usize,
    /// The share of the choices that go on like this.
    share: f64,
}

impl Layers {
    /// Goes through a block; `None` when it is not narrow.
    pub(super) fn of(block: &Block) -> Option<Layers> {
        let graph = Graph::of(block);
        graph.partners.iter().find(|partners| partners.len() <= WIDTH)?;
        let order = graph.order()?;
        let states = graph.layers(&order)?;
        Some(Layers { full: block.full.len(), order, states: shared(states) })
    }

    /// One choice, each with the same chance: for each of the full side its place in `other`.
    pub(super) fn draw(&self, stream: &mut Stream) -> Vec<u32> {
        let mut choice = vec![0; self.full];
        let mut state = 0;
        for (&person, layer) in self.order.iter().zip(&self.states) {
            let Some(taken) = pick(&layer[state], stream.fraction()) else { break };
            if let Some(partner) = taken.partner {
                let (full, other) = (person.min(partner), person.max(partner));
                choice[full as usize] = other - u32::try_from(self.full).unwrap_or(u32::MAX);
            }
            state = taken.next;
        }
        choice
    }
}

/// The move that the number falls on; the last possible one where roundings leave a gap.
fn pick(moves: &[Move], mut lot: f64) -> Option<&Move> {
    let possible = || moves.iter().filter(|taken| taken.share > 0.0);
    let falls_on = |taken: &&Move| {
        lot -= taken.share;
        lot < 0.0
    };
    possible().find(falls_on).or(possible().next_back())
}

struct Graph {
    /// The partners of everybody: the full side first, then the other.
    partners: Vec<Vec<u32>>,
    optional: Vec<bool>,
}

impl Graph {
    fn of(block: &Block) -> Graph {
        let full = u32::try_from(block.full.len()).unwrap_or(u32::MAX);
        let others = block.edges.iter().map(|own| own.iter().map(|other| other + full).collect());
        let optional = block.full.iter().map(|_| false).chain(block.optional.iter().copied()).collect();
        Graph { partners: others.chain(block.reversed()).collect(), optional }
    }

    /// An order in which few are met early: next is always somebody who brings in the fewest new people. `None` when there would
    /// be more than [`WIDTH`] at a time.
    fn order(&self) -> Option<Vec<u32>> {
        let (mut met, mut gone) = (vec![false; self.partners.len()], vec![false; self.partners.len()]);
        let (mut order, mut width) = (Vec::new(), 0_usize);
        while order.len() < self.partners.len() {
            let fresh = |at: &usize| self.partners[*at].iter().filter(|partner| !met[**partner as usize]).count();
            let next = (0..self.partners.len()).filter(|&at| !gone[at]).min_by_key(|at| (fresh(at), !met[*at]))?;
            width -= usize::from(std::mem::replace(&mut met[next], true));
            gone[next] = true;
            for &partner in &self.partners[next] {
                width += usize::from(!std::mem::replace(&mut met[partner as usize], true));
            }
            if width > WIDTH {
                return None;
            }
            order.push(u32::try_from(next).ok()?);
        }
        Some(order)
    }

    /// What can be done in every state of every layer; `None` when there are more than [`STATES`].
    fn layers(&self, order: &[u32]) -> Option<Vec<Layer>> {
        let mut gone = vec![false; self.partners.len()];
        let mut states = vec![Vec::new()];
        let (mut layers, mut count) = (Vec::with_capacity(order.len()), 1);
        for &person in order {
            gone[person as usize] = true;
            let mut next: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
            let mut number = |state: Vec<u32>| {
                let fresh = next.len();
                *next.entry(state).or_insert(fresh)
            };
            let moves =
                |state: &Vec<u32>| self.moves(person, state, &gone).map(|(partner, state)| (partner, number(state))).collect();
            layers.push(states.iter().map(moves).collect());
            states = in_order(next);
            count += states.len();
            if count > STATES {
                return None;
            }
        }
        Some(layers)
    }

    /// What `person` can do when these have a partner: nothing for one who has one, else to take somebody still to come who has
    /// none, or to be left out.
    fn moves(&self, person: u32, taken: &[u32], gone: &[bool]) -> impl Iterator<Item = (Option<u32>, Vec<u32>)> {
        let has_one = taken.contains(&person);
        let free = |partner: &&u32| !has_one && !gone[**partner as usize] && !taken.contains(partner);
        let with = |partner: &u32| {
            let mut after = [taken, &[*partner]].concat();
            after.sort_unstable();
            (Some(*partner), after)
        };
        let without = || (None, taken.iter().copied().filter(|other| *other != person).collect());
        let pairs: Vec<_> = self.partners[person as usize].iter().filter(free).map(with).collect();
        (has_one || self.optional[person as usize]).then(without).into_iter().chain(pairs)
    }
}

fn in_order(numbered: BTreeMap<Vec<u32>, usize>) -> Vec<Vec<u32>> {
    let mut states: Vec<(usize, Vec<u32>)> = numbered.into_iter().map(|(state, number)| (number, state)).collect();
    states.sort_unstable();
    states.into_iter().map(|(_, state)| state).collect()
}

/// The shares of all moves, from the last layer to the first.
fn shared(layers: Vec<Layer>) -> Vec<Vec<Vec<Move>>> {
    let mut after: Option<Vec<Amount>> = None;
    let mut shared = Vec::with_capacity(layers.len());
    for layer in layers.into_iter().rev() {
        let value = |next: usize| after.as_ref().map_or(Amount::ONE, |after| after[next]);
        let all: Vec<Amount> =
            layer.iter().map(|moves| moves.iter().fold(Amount::ZERO, |sum, (_, next)| sum.plus(value(*next)))).collect();
        let share = |moves: Vec<(Option<u32>, usize)>, all: Amount| {
            moves.into_iter().map(|(partner, next)| Move { partner, next, share: value(next).over(all) }).collect()
        };
        shared.push(layer.into_iter().zip(&all).map(|(moves, all)| share(moves, *all)).collect());
        after = Some(all);
    }
    shared.reverse();
    shared
}

/// A number of choices: `mantissa · 2^(512 · exponent)`, the mantissa 0 or between 1 and 2^512.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Amount {
    mantissa: f64,
    exponent: u32,
}

impl Amount {
    const ZERO: Amount = Amount { mantissa: 0.0, exponent: 0 };
    const ONE: Amount = Amount { mantissa: 1.0, exponent: 0 };
    /// 2^512.
    const STEP: f64 = f64::from_bits((1023 + 512) << 52);

    fn plus(self, other: Amount) -> Amount {
        let exponent = self.exponent.max(other.exponent);
        let sum = self.at(exponent) + other.at(exponent);
        if sum < Amount::STEP {
            Amount { mantissa: sum, exponent }
        } else {
            Amount { mantissa: sum / Amount::STEP, exponent: exponent + 1 }
        }
    }

    /// The mantissa at a greater exponent; nothing when it is far below.
    fn at(self, exponent: u32) -> f64 {
        match exponent - self.exponent {
            0 => self.mantissa,
            1 => self.mantissa / Amount::STEP,
            _ => 0.0,
        }
    }

    fn over(self, all: Amount) -> f64 {
        if self.mantissa == 0.0 { 0.0 } else { self.at(all.exponent) / all.mantissa }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_add_up_beyond_the_range_of_floating_point() {
        let doubled = (0..3000).fold(Amount::ONE, |amount, _| amount.plus(amount));
        assert_eq!((doubled.mantissa.log2(), doubled.exponent), (440.0, 5));
        assert_eq!(doubled.plus(Amount::ONE), doubled);
        assert!((doubled.over(doubled.plus(doubled)) - 0.5).abs() < 1e-15);
    }

    /// Everybody keeps their partner, but for one newcomer on each side who cannot be paired with each other: somebody in between
    /// hands a partner on, and each is as likely as any other.
    #[test]
    fn a_repair_of_a_large_cohort_is_drawn_from_all_repairs_alike() {
        let many = 100_u32;
        let mut edges: Vec<Vec<u32>> = (0..many).map(|at| vec![at, many]).collect();
        edges.push((0..many).collect());
        let people: Vec<u32> = (0..=many).collect();
        let optional = vec![false; edges.len()];
        let block = Block { of_rows: true, full: people.clone(), other: people, optional, edges };
        let layers = Layers::of(&block).unwrap();
        let mut stream = Stream::of("repairs");
        let mut seen = vec![0_u32; many as usize];
        for _ in 0..10_000 {
            let choice = layers.draw(&mut stream);
            let between: Vec<u32> = (0..many).filter(|&at| choice[at as usize] != at).collect();
            assert_eq!(between.len(), 1);
            seen[between[0] as usize] += 1;
        }
        let chi: f64 = seen.iter().map(|&n| (f64::from(n) - 100.0).powi(2) / 100.0).sum();
        assert!(chi < 149.0, "chi-square {chi} on 99 degrees of freedom");
    }
}
