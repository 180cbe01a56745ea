//! A draw: one of the tied pairings, each with the same chance.
//!
//! Blocks are independent, so each is drawn by itself: exactly where the pairings can be counted set by set ([`counting`]: up to
//! 20 people a side), else by counting along a narrow path ([`narrow`]) or by acceptance and rejection ([`rejection`]), both
//! within a stated distance of uniform. Which of the three it is depends on the block alone, never on what is drawn.

mod counting;
mod narrow;
mod rejection;

use std::collections::BTreeMap;

use super::prng::Stream;
use super::ties::Ties;
use super::ties::blocks::{Block, blocks};

/// How likely a pair was: exactly `ways` of `all` pairings have it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    /// The pairings with this pair.
    pub ways: u128,
    /// All pairings (of the block of the pair; the others do not matter).
    pub all: u128,
}

/// One of the matchings, each with the same chance: the column of each row.
pub(super) fn draw(ties: &Ties, stream: &mut Stream) -> Vec<Option<u32>> {
    let mut mates = vec![None; ties.edges.len()];
    for block in blocks(ties) {
        let choice = choose(&block, stream);
        block.pairs(&choice).for_each(|(row, col)| mates[row as usize] = Some(col));
    }
    mates
}

/// How likely each pair (row, col) is, where the block of the pair can be counted.
pub(super) fn chances(ties: &Ties) -> BTreeMap<(u32, u32), Chance> {
    let mut chances = BTreeMap::new();
    for block in blocks(ties) {
        let Some(table) = counting::Table::of(&block) else { continue };
        for (full, ways) in table.ways(&block).into_iter().enumerate() {
            let chance = |&(other, ways): &(u32, u128)| (other, Chance { ways, all: table.all() });
            for (other, chance) in ways.iter().map(chance) {
                chances.insert(block.pair(full, other), chance);
            }
        }
    }
    chances
}

/// For each of the full side of a block its place in `other`.
fn choose(block: &Block, stream: &mut Stream) -> Vec<u32> {
    if let Some(table) = counting::Table::of(block) {
        return table.draw(block, stream);
    }
    match narrow::Layers::of(block) {
        Some(layers) => layers.draw(stream),
        None => rejection::Bound::new(block).draw(stream),
    }
}

#[cfg(test)]
pub(super) mod tests;
