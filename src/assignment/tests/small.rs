//! Small instances, against enumeration.

use super::instances::{Stream, Table, every, random};
use super::oracle::{all_on_face, all_optima, fault, worth};
use crate::assignment::BOUND;
use crate::assignment::FORBIDDEN;
use crate::assignment::Optimum;
use crate::assignment::Weights;
use crate::assignment::cardinality;
use crate::assignment::dense;
use crate::assignment::solve;
use crate::assignment::sparse;
use crate::assignment::tight;

fn judge(table: &Table, optimum: &Optimum) {
    let optima = all_optima(table);
    assert_eq!(fault(table, optimum), None, "{table:?} {optimum:?}");
    assert!(optima.contains(&optimum.mate_of_row), "{table:?} {optimum:?}");
    assert_eq!(all_on_face(table, &tight(table, optimum)), optima, "{table:?} {optimum:?}");
}

fn judge_cardinality(table: &Table) {
    let most = all_optima(table).iter().map(|mates| worth(table, mates).0).max().unwrap();
    let matching = cardinality::maximum(table);
    assert_eq!(worth(table, &matching.mate_of_row).0, most, "{table:?}");
    let cover = cardinality::cover(table, &matching);
    assert_eq!(cover.rows.iter().chain(&cover.cols).filter(|&&member| member).count(), most, "{table:?}");
    for (row, weights) in table.weights.iter().enumerate() {
        let covered = |col: usize| cover.rows[row] || cover.cols[col];
        assert!((0..table.cols).all(|col| weights[col] == FORBIDDEN || covered(col)), "{table:?}");
    }
}

#[test]
fn every_tiny_instance() {
    let sizes = [(0, 0), (0, 2), (2, 0), (1, 1), (1, 3), (3, 1), (2, 2), (2, 3), (3, 2)];
    for (rows, cols) in sizes {
        for table in every(rows, cols, &[FORBIDDEN, -1, 0, 2]) {
            judge(&table, &dense::solve(&table));
            judge(&table, &sparse::solve(&table));
            judge_cardinality(&table);
        }
    }
}

#[test]
fn every_instance_of_three_with_two_choices() {
    for table in every(3, 3, &[FORBIDDEN, 0]).chain(every(3, 3, &[FORBIDDEN, 1])).chain(every(3, 3, &[-1, 1])) {
        judge(&table, &solve(&table));
    }
}

#[test]
fn random_instances_with_ties() {
    let mut stream = Stream(1);
    for _ in 0..2500 {
        let (rows, cols) = (stream.below(7), stream.below(6));
        let table = random(&mut stream, rows, cols);
        judge(&table, &solve(&table));
        judge(&table, &dense::solve(&table));
        judge(&table, &sparse::solve(&table));
        judge_cardinality(&table);
    }
}

#[test]
fn weights_at_the_bound_do_not_overflow() {
    let mut stream = Stream(2);
    for _ in 0..300 {
        let size = 1 + stream.below(5);
        let mut extreme = || [BOUND, -BOUND, BOUND - 1, 0, FORBIDDEN][stream.below(5)];
        let table =
            Table { alike: None, cols: size, weights: (0..size).map(|_| (0..size).map(|_| extreme()).collect()).collect() };
        judge(&table, &solve(&table));
    }
}

#[test]
fn a_wrong_optimum_is_found_out() {
    let table = Table { alike: None, cols: 2, weights: vec![vec![5, 4], vec![4, FORBIDDEN]] };
    let right = dense::solve(&table);
    assert_eq!(right.mate_of_row, [Some(1), Some(0)]);
    let mut heavier_alone = right.clone();
    heavier_alone.mate_of_row = vec![Some(0), None];
    assert!(fault(&table, &heavier_alone).is_some());
    let mut cheaper = right.clone();
    cheaper.prices.rows[0] -= 1;
    assert!(fault(&table, &cheaper).is_some());
}

#[test]
fn what_is_permitted_follows_from_the_weights() {
    let weights = (0..130).map(|col| if col % 3 == 0 { FORBIDDEN } else { -col }).collect();
    let table = Table { alike: None, cols: 130, weights: vec![weights] };
    let mut bits = vec![u64::MAX; 3];
    table.permitted(0, &mut bits);
    assert!((0..192).all(|col| (bits[col / 64] >> (col % 64) & 1 == 1) == (col < 130 && col % 3 != 0)));
}
