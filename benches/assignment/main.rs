//! The assignment solver beside the crates `pathfinding` and `lapjv`, on cohorts as programmes have them.
//!
//! Ours computes the weights from profiles as it goes, so its time includes the scoring, and the proof; what does not depend on the pairs
//! (the order by likeness, the codes of answers) stands ready. The others are given a finished matrix, and only their solving counts. A
//! forbidden pair is a very small weight to them. Ratios within one run are what counts.
//! `cargo bench --bench assignment` runs all; add `-- 10000` for one size.

#![expect(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    reason = "a benchmark is read by people, and may stop at the first surprise"
)]

mod cohort;
mod conflicts;
mod stream;

use std::fmt;

use cohort::{Cohort, Shape};
use divan::Bencher;
use revmentor::parts::assignment::{FORBIDDEN, Weights, dense, sparse, tight};

fn main() {
    divan::main();
}

/// A shape with its name.
#[derive(Clone, Copy)]
struct Case {
    name: &'static str,
    shape: Shape,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} x {}", self.name, self.shape.rows, self.shape.cols)
    }
}

/// Every shape at one size.
fn shapes(size: usize) -> Vec<Case> {
    let standard = Shape::standard(size);
    let case = |name, shape| Case { name, shape };
    vec![
        case("no conflicts", Shape { conflicts: 0, ..standard }),
        case("1 % conflicts", standard),
        case("8 % conflicts", Shape { conflicts: 800, ..standard }),
        case("30 % conflicts", Shape { conflicts: 3000, ..standard }),
        case("too many mentors", Shape { cols: size * 7 / 10, ..standard }),
        case("too many mentees", Shape { rows: size * 7 / 10, ..standard }),
        case("concentrated", Shape::concentrated(size)),
        case("clones", Shape::clones(size)),
    ]
}

/// The standard shape at some sizes.
fn standard(sizes: &[usize]) -> Vec<Case> {
    sizes.iter().map(|&size| Case { name: "standard", shape: Shape::standard(size) }).collect()
}

/// What the other crates are given.
fn for_peers() -> Vec<Case> {
    [standard(&[100, 300, 1000, 2000]), shapes(2000)].concat()
}

/// Costs for solvers that need a full square matrix: a missing person and a forbidden pair cost more than all others together.
fn costs(cohort: &Cohort) -> Vec<Vec<i64>> {
    let size = cohort.rows().max(cohort.cols());
    let dear = 1001 * (size as i64 + 1);
    let mut costs = vec![vec![dear; size]; size];
    let mut weights = vec![FORBIDDEN; cohort.cols()];
    for (row, costs) in costs.iter_mut().enumerate().take(cohort.rows()) {
        cohort.fill(row, &mut weights);
        for (cost, &weight) in costs.iter_mut().zip(&weights).filter(|(_, weight)| **weight != FORBIDDEN) {
            *cost = 1000 - weight;
        }
    }
    costs
}

#[divan::bench(args = standard(&[100, 300, 1000, 2000, 5000, 10_000]), sample_count = 5, sample_size = 1)]
fn growth(bencher: Bencher, case: Case) {
    let cohort = Cohort::new(&case.shape, 1);
    bencher.bench(|| sparse::solve(&cohort));
}

#[divan::bench(args = shapes(2000), sample_count = 5, sample_size = 1)]
fn shape(bencher: Bencher, case: Case) {
    let cohort = Cohort::new(&case.shape, 1);
    bencher.bench(|| sparse::solve(&cohort));
}

#[divan::bench(args = standard(&[1000, 10_000]), sample_count = 3, sample_size = 1)]
fn all_tight_pairs(bencher: Bencher, case: Case) {
    let cohort = Cohort::new(&case.shape, 1);
    let optimum = sparse::solve(&cohort);
    bencher.bench(|| tight(&cohort, &optimum));
}

#[divan::bench(args = standard(&[100, 1000]), sample_count = 3, sample_size = 1)]
fn second_solver(bencher: Bencher, case: Case) {
    let cohort = Cohort::new(&case.shape, 1);
    bencher.bench(|| dense::solve(&cohort));
}

#[divan::bench(args = for_peers(), sample_count = 3, sample_size = 1)]
fn crate_lapjv(bencher: Bencher, case: Case) {
    let costs = costs(&Cohort::new(&case.shape, 1));
    let size = costs.len();
    let costs = costs.concat().into_iter().map(|cost| cost as f64).collect();
    let matrix = lapjv::Matrix::from_shape_vec((size, size), costs).unwrap();
    bencher.bench(|| lapjv::lapjv(&matrix));
}

#[divan::bench(args = for_peers(), sample_count = 1, sample_size = 1)]
fn crate_pathfinding(bencher: Bencher, case: Case) {
    let costs = costs(&Cohort::new(&case.shape, 1));
    let matrix = pathfinding::matrix::Matrix::from_rows(costs).unwrap();
    bencher.bench(|| pathfinding::kuhn_munkres::kuhn_munkres_min(&matrix));
}
