//! Instances too large for enumeration: the two solvers, which share no code, against each other, and both against the proof.

use super::instances::{Fast, Stream, Table, random, random_with_kinds};
use super::oracle::{fault, is_on, worth};
use crate::assignment::BOUND;
use crate::assignment::FORBIDDEN;
use crate::assignment::Weights;
use crate::assignment::dense;
use crate::assignment::sparse;
use crate::assignment::tight;

fn judge(table: &Table) {
    let slow = dense::solve(table);
    assert_eq!(fault(table, &slow), None);
    let fast = Fast::new(table);
    let ways: [&dyn Weights; 2] = [table, &fast];
    for weights in ways {
        let optimum = sparse::solve(weights);
        assert_eq!(fault(table, &optimum), None);
        assert_eq!(worth(table, &optimum.mate_of_row), worth(table, &slow.mate_of_row));
        // Each solver's optimum must lie on the face that the other's proof describes.
        for (face, mates) in [(tight(weights, &optimum), &slow.mate_of_row), (tight(table, &slow), &optimum.mate_of_row)] {
            assert!(mates.iter().enumerate().all(|(row, col)| col.is_none_or(|col| is_on(&face, row, col))));
            assert!(face.must_rows.iter().all(|&row| mates[row].is_some()));
            assert!(face.must_cols.iter().all(|&col| mates.contains(&Some(col))));
        }
    }
}

#[test]
fn random_instances() {
    let mut stream = Stream(3);
    for _ in 0..120 {
        let (rows, cols) = (stream.below(45), stream.below(45));
        judge(&random(&mut stream, rows, cols));
    }
}

#[test]
fn lists_that_are_too_short() {
    let mut stream = Stream(4);
    for _ in 0..8 {
        let rows = 60 + stream.below(60);
        let cols = rows + [0, 0, 30][stream.below(3)];
        judge(&random(&mut stream, rows, cols));
    }
}

#[test]
fn crowds_of_people_who_are_alike() {
    let mut stream = Stream(5);
    for _ in 0..40 {
        let rows = 30 + stream.below(60);
        let cols = [rows, rows, 30 + stream.below(60)][stream.below(3)];
        judge(&random_with_kinds(&mut stream, rows, cols, (3, 4)));
    }
}

#[test]
fn trees_that_meet_and_part() {
    for seed in 0..1500 {
        let mut stream = Stream(seed);
        let (size, forbidden) = (60 + stream.below(20), [0, 40][stream.below(2)]);
        let mut weight = || if stream.below(100) < forbidden { FORBIDDEN } else { stream.between(0, 999) };
        let table =
            Table { alike: None, cols: size, weights: (0..size).map(|_| (0..size).map(|_| weight()).collect()).collect() };
        assert_eq!(fault(&table, &sparse::solve(&table)), None, "seed {seed}");
    }
}

#[test]
fn everybody_wants_the_same() {
    for size in [40, 100] {
        judge(&Table { alike: None, cols: size, weights: vec![(0..).take(size).map(|col| 7 * col).collect(); size] });
        judge(&Table { alike: None, cols: size, weights: vec![vec![5; size]; size] });
        let staircase = |row: usize| (0..size).map(|col| if col <= row { 1 } else { FORBIDDEN }).collect();
        judge(&Table { alike: None, cols: size, weights: (0..size).map(staircase).collect() });
    }
}

#[test]
fn prices_that_need_more_than_64_bits() {
    let size = 600;
    let weight = |row: usize, col: usize| match col.abs_diff(row) {
        0 => -BOUND,
        1 if col > row => BOUND,
        _ => FORBIDDEN,
    };
    let table = Table {
        alike: None,
        cols: size,
        weights: (0..size).map(|row| (0..size).map(|col| weight(row, col)).collect()).collect(),
    };
    let optimum = sparse::solve(&table);
    assert_eq!(fault(&table, &optimum), None);
    let face = tight(&table, &optimum);
    assert!(optimum.mate_of_row.iter().enumerate().all(|(row, col)| col.is_some_and(|col| is_on(&face, row, col))));
}
