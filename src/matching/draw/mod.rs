//! A draw: one of the tied pairings, each with the same chance.
//!
//! Blocks are independent, so each is drawn by itself: exactly where the pairings can be counted set by set ([`counting`]: up to
//! 20 people a side), else by counting along a narrow path ([`narrow`]) or by acceptance and rejection ([`rejection`]), both
//! within a stated distance of uniform. Which of the three it is depends on the block alone, never on what is drawn. A large block
//! in which nearly everything is forbidden, without being narrow, can be too much for all three: then lots decide, and it is said.
//! Said is as well where people with room for several pairs keep places empty in a block that is too large to be counted: the places
//! are drawn evenly there, which is not quite the same for pairings.

mod counting;
mod narrow;
mod owners;
mod rejection;

use std::collections::BTreeMap;

use super::prng::Stream;
use super::ties::Ties;
use super::ties::blocks::{Block, blocks};
use super::ties::cover::cheapest;
pub(super) use owners::Owners;
use owners::Run;

/// How likely a pair was: exactly `ways` of `all` pairings have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    /// The pairings with this pair.
    pub ways: u128,
    /// All pairings (of the block of the pair; the others do not matter).
    pub all: u128,
}

/// How even a draw was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evenness {
    /// Every pairing had exactly the same chance.
    Exact,
    /// Every pairing had the same chance but for roundings: less than 10^-6 in total variation for ten thousand people.
    Rounded,
    /// Lots, or places of people with several, decided in some part: every pairing was possible, but not proved equally likely.
    Unproved,
}

/// One of the matchings, each with the same chance: the column of each row, and how even the draw was.
pub(super) fn draw(ties: &Ties, owners: &Owners, stream: &mut Stream) -> (Vec<Option<u32>>, Evenness) {
    let mut mates = vec![None; ties.edges.len()];
    let mut least = Evenness::Exact;
    for block in blocks(ties) {
        let (choice, evenness) = choose(&block, owners, stream);
        least = least.max(evenness);
        block.pairs(&choice).for_each(|(row, col)| mates[row as usize] = Some(col));
    }
    (mates, least)
}

/// How likely each pair (row, col) is, where the block of the pair can be counted; a person's first place stands for all.
pub(super) fn chances(ties: &Ties, owners: &Owners) -> BTreeMap<(u32, u32), Chance> {
    let mut chances = BTreeMap::new();
    for block in blocks(ties) {
        let Some(table) = counting::Table::of(&block, owners) else { continue };
        let ways = table.ways(&block, owners).into_iter();
        chances.extend(ways.map(|((full, other), ways)| (block.pair(full, other), Chance { ways, all: table.all() })));
    }
    chances
}

/// For each of the full side of a block its place in `other`.
fn choose(block: &Block, owners: &Owners, stream: &mut Stream) -> (Vec<u32>, Evenness) {
    if let Some(table) = counting::Table::of(block, owners) {
        return (table.draw(block, stream), Evenness::Exact);
    }
    let (choice, evenness) = choose_places(block, stream);
    let emptied = |(run, optional): (Run, &bool)| run.len() > 1 && *optional;
    let uneven = owners.of_other(block).into_iter().zip(&block.optional).any(emptied);
    (choice, if uneven { Evenness::Unproved } else { evenness })
}

/// The same where every place is somebody of its own.
fn choose_places(block: &Block, stream: &mut Stream) -> (Vec<u32>, Evenness) {
    if let Some(layers) = narrow::Layers::of(block) {
        return (layers.draw(stream), Evenness::Rounded);
    }
    match rejection::Bound::new(block).draw(stream) {
        Some(choice) => (choice, Evenness::Rounded),
        None => (by_lots(block, stream), Evenness::Unproved),
    }
}

/// The choice with the least sum of drawn lots.
fn by_lots(block: &Block, stream: &mut Stream) -> Vec<u32> {
    let mut lots = |others: &Vec<u32>| others.iter().map(|&other| (other, stream.below(1 << 43))).collect();
    let edges: Vec<Vec<(u32, u64)>> = block.edges.iter().map(&mut lots).collect();
    cheapest(&edges, &block.optional, &[], i128::from).map(|found| found.choice).unwrap_or_default()
}

#[cfg(test)]
pub(super) mod tests;
