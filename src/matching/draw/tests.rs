//! Draws against all choices one by one: every choice is drawn, each equally often.

use std::collections::BTreeMap;

use super::*;
use crate::matching::ties::tests::{all, random};

/// Every choice of a block.
pub(crate) fn choices(block: &Block) -> Vec<Vec<u32>> {
    let mut found = vec![Vec::new()];
    for others in &block.edges {
        let longer = |choice: &Vec<u32>| {
            let free = others.iter().filter(|other| !choice.contains(other));
            free.map(|other| [choice.as_slice(), &[*other]].concat()).collect::<Vec<_>>()
        };
        found = found.iter().flat_map(longer).collect();
    }
    let complete = |choice: &Vec<u32>| (0..).zip(&block.optional).all(|(at, optional)| *optional || choice.contains(&at));
    found.retain(complete);
    found
}

fn one_place_each(block: &Block) -> Owners {
    let most = block.full.iter().chain(&block.other).max().map_or(0, |at| *at as usize + 1);
    Owners::of_one_place(most, most)
}

/// Draws `draws` choices and compares with the uniform distribution: chi-square must stay under its 0.001 quantile.
fn assert_uniform(block: &Block, draws: u32, mut one: impl FnMut() -> Vec<u32>) {
    let mut seen: BTreeMap<Vec<u32>, u32> = choices(block).into_iter().map(|choice| (choice, 0)).collect();
    for _ in 0..draws {
        *seen.get_mut(&one()).unwrap() += 1;
    }
    #[expect(clippy::cast_precision_loss, reason = "a few hundred at most")]
    let expected = f64::from(draws) / seen.len() as f64;
    let chi: f64 = seen.values().map(|&n| (f64::from(n) - expected).powi(2) / expected).sum();
    #[expect(clippy::cast_precision_loss, reason = "a few hundred at most")]
    let degrees = (seen.len() - 1) as f64;
    // Wilson and Hilferty's approximation of the quantile.
    let quantile = degrees * (1.0 - 2.0 / (9.0 * degrees) + 3.09 * (2.0 / (9.0 * degrees)).sqrt()).powi(3);
    assert!(chi < quantile, "chi-square {chi} on {degrees} degrees of freedom of {block:?}");
}

/// Blocks of random instances with between 2 and 200 choices, `count` of them, square and not.
fn interesting(count: usize) -> Vec<Block> {
    let all = (0..).flat_map(|seed| blocks(&random(seed))).filter(|block| block.full.len() > 2);
    all.filter(|block| (2..200).contains(&choices(block).len())).take(count).collect()
}

#[test]
fn counts_are_the_number_of_choices_and_of_choices_with_each_pair() {
    for block in interesting(400) {
        let choices = choices(&block);
        let owners = one_place_each(&block);
        let table = counting::Table::of(&block, &owners).unwrap();
        assert_eq!(table.all(), choices.len() as u128);
        for ((full, other), ways) in table.ways(&block, &owners) {
            assert_eq!(ways, choices.iter().filter(|choice| choice[full] == other).count() as u128);
        }
    }
}

#[test]
fn counted_blocks_are_drawn_uniformly() {
    let mut stream = Stream::of("counted");
    for block in interesting(12) {
        let table = counting::Table::of(&block, &one_place_each(&block)).unwrap();
        assert_uniform(&block, 20_000, || table.draw(&block, &mut stream));
    }
}

#[test]
fn rejection_draws_uniformly_too() {
    let mut stream = Stream::of("rejected");
    for block in interesting(30) {
        let bound = rejection::Bound::new(&block);
        assert_uniform(&block, 20_000, || bound.draw(&mut stream).unwrap());
    }
}

#[test]
fn narrow_blocks_are_drawn_uniformly_too() {
    let mut stream = Stream::of("narrow");
    for block in interesting(30) {
        let layers = narrow::Layers::of(&block).unwrap();
        assert_uniform(&block, 20_000, || layers.draw(&mut stream));
    }
}

#[test]
fn lots_take_a_choice_of_the_block() {
    let mut stream = Stream::of("lots");
    for block in interesting(30) {
        assert!(choices(&block).contains(&by_lots(&block, &mut stream)));
    }
}

/// Thirteen a side: too many choices to see them all, but every pair's chance is known from the counts.
#[test]
fn rejection_gives_every_pair_of_a_larger_block_its_chance() {
    let mut stream = Stream::of("larger");
    let edges: Vec<Vec<u32>> =
        (0..13).map(|row| (0..15).filter(|&col| col == row || stream.below(10) > 2 + u64::from(row) / 3).collect()).collect();
    let block = Block { of_rows: true, full: (0..13).collect(), other: (0..15).collect(), optional: vec![true; 15], edges };
    let owners = one_place_each(&block);
    let (table, bound) = (counting::Table::of(&block, &owners).unwrap(), rejection::Bound::new(&block));
    let mut seen: BTreeMap<(usize, u32), f64> = BTreeMap::new();
    for _ in 0..20_000 {
        bound.draw(&mut stream).unwrap().into_iter().enumerate().for_each(|pair| *seen.entry(pair).or_default() += 1.0);
    }
    for ((full, other), ways) in table.ways(&block, &owners) {
        #[expect(clippy::cast_precision_loss, reason = "a chance to a few digits")]
        let chance = ways as f64 / table.all() as f64;
        let spread = (20_000.0 * chance * (1.0 - chance)).sqrt();
        let count = seen.get(&(full, other)).copied().unwrap_or(0.0);
        assert!((count - 20_000.0 * chance).abs() < 4.5 * spread + 1e-9, "{full} with {other}: {count} for {chance}");
    }
}

#[test]
fn whole_draws_are_uniform_over_all_tied_matchings() {
    for seed in [3, 14, 15, 92, 65, 35] {
        let ties = random(seed);
        let mut seen: BTreeMap<Vec<(u32, u32)>, u32> = all(&ties).into_iter().map(|matching| (matching, 0)).collect();
        let mut stream = Stream::of("whole");
        for _ in 0..200 * seen.len() {
            let owners = Owners::of_one_place(ties.edges.len(), ties.must_cols.len());
            let (mates, evenness) = draw(&ties, &owners, &mut stream);
            assert_eq!(evenness, Evenness::Exact);
            let pairs: Vec<(u32, u32)> = (0..).zip(mates).filter_map(|(row, col)| Some((row, col?))).collect();
            *seen.get_mut(&pairs).unwrap() += 1;
        }
        assert!(seen.values().all(|n| (100..300).contains(n)), "seed {seed}: {seen:?}");
    }
}
