//! The figures of a published-size pilot, and every figure against enumeration of all sign patterns.

use super::change::PairedChange;
use crate::domain::thousandths::Thousandths;

/// Answers before and after of the juniors and seniors of `examples/reciprocal`'s pilot, one row an item.
const PILOT: [&[(i64, i64)]; 10] = [
    &[(3, 4), (2, 4), (2, 3), (3, 4), (3, 5), (3, 3), (2, 2), (3, 4), (3, 4), (2, 2)],
    &[(4, 5), (3, 3), (1, 3), (2, 3), (2, 3), (4, 4), (2, 3), (3, 3), (2, 3), (3, 4)],
    &[(3, 3), (3, 4), (5, 4), (4, 3), (5, 5), (5, 5), (3, 3), (5, 5), (5, 5), (5, 5), (5, 5)],
    &[(4, 5), (3, 3), (2, 2), (1, 1), (3, 3), (5, 4), (1, 3), (3, 4), (3, 2), (2, 2), (3, 5)],
    &[(5, 5), (4, 4), (4, 4), (2, 3), (4, 4), (3, 2), (3, 3), (4, 4), (3, 3), (4, 5), (3, 4)],
    &[(3, 3), (4, 4), (1, 2), (2, 3), (3, 4), (4, 5), (3, 4), (3, 5), (3, 4), (4, 5), (2, 3), (3, 4), (2, 3)],
    &[(2, 3), (3, 5), (3, 3), (2, 2), (2, 3), (2, 3), (4, 5), (4, 5), (4, 5), (4, 5), (4, 5), (3, 5), (4, 4)],
    &[(2, 3), (2, 3), (3, 4), (3, 4), (1, 2), (2, 3), (4, 5), (2, 3), (4, 5), (3, 5), (2, 3), (3, 4), (2, 3)],
    &[(3, 4), (3, 3), (3, 4), (3, 4), (3, 4), (3, 4), (4, 4), (4, 5), (3, 5), (3, 3), (4, 5), (3, 3)],
    &[(2, 2), (3, 3), (3, 4), (3, 4), (3, 5), (2, 3), (2, 2), (3, 3), (2, 2), (3, 4), (3, 4), (3, 2)],
];

/// n, up, same, down; typical change and interval in thousandths; both p-values.
type Row = ([usize; 4], [i64; 3], [f64; 2]);

const FIGURES: [Row; 10] = [
    ([10, 7, 3, 0], [1000, 500, 1500], [0.015_625, 0.015_625]),
    ([10, 7, 3, 0], [1000, 500, 1000], [0.015_625, 0.015_625]),
    ([11, 1, 8, 2], [0, -500, 0], [1.0, 1.0]),
    ([11, 4, 5, 2], [500, -500, 1000], [0.343_75, 0.6875]),
    ([11, 3, 7, 1], [0, 0, 500], [0.625, 0.625]),
    ([13, 11, 2, 0], [1000, 500, 1000], [0.000_976_562_5, 0.000_976_562_5]),
    ([13, 10, 3, 0], [1000, 500, 1500], [0.001_953_125, 0.001_953_125]),
    ([13, 13, 0, 0], [1000, 1000, 1000], [0.000_244_140_625, 0.000_244_140_625]),
    ([12, 8, 4, 0], [1000, 500, 1000], [0.007_812_5, 0.007_812_5]),
    ([12, 6, 5, 1], [500, 0, 1000], [0.109_375, 0.125]),
];

/// The figures of a change in the order of [`Row`].
fn row(change: &PairedChange) -> Row {
    let p = |value: Option<super::null_distribution::PValue>| value.map_or(f64::NAN, |p| p.value);
    let interval = change.interval.unwrap();
    (
        [change.n, change.up, change.same, change.down],
        [change.typical.unwrap(), interval.low, interval.high].map(Thousandths::get),
        [p(change.p_signed_rank), p(change.p_sign)],
    )
}

#[test]
fn the_pilot_gives_the_published_figures() {
    for (answers, expected) in PILOT.iter().zip(FIGURES) {
        assert_eq!(row(&PairedChange::of(answers, 5)), expected);
    }
    let first = PairedChange::of(PILOT[0], 5);
    assert_eq!((first.sum, first.interval.unwrap().level.get()), (9, 951));
    assert_eq!((first.before_median.unwrap().get(), first.after_median.unwrap().get()), (3000, 4000));
    assert_eq!(PairedChange::of(PILOT[2], 5).at_best_before, 7);
}

#[test]
fn below_six_people_there_is_no_interval_and_no_p() {
    let few = PairedChange::of(&PILOT[0][..5], 5);
    assert_eq!((few.n, few.interval, few.p_signed_rank, few.p_sign), (5, None, None, None));
    assert_eq!(few.typical, Some(Thousandths::new(1500)));
    let nobody = PairedChange::of(&[], 5);
    assert_eq!((nobody.n, nobody.typical, nobody.before_median, nobody.mean()), (0, None, None, None));
}

#[test]
fn nothing_changed_for_anybody() {
    let (counts, changes, p) = row(&PairedChange::of(&[(3, 3); 6], 5));
    assert_eq!((counts, changes, p), ([6, 0, 6, 0], [0, 0, 0], [1.0, 1.0]));
}

/// Answers drawn by a small generator, with many ties and zeros.
fn drawn(n: usize, state: &mut u64) -> Vec<(i64, i64)> {
    let mut next = || {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((*state >> 33) % 5).unwrap() + 1
    };
    (0..n).map(|_| (next(), next())).collect()
}

/// Both p-values by walking through every sign pattern of the changes that are not zero.
fn by_enumeration(changes: &[i64]) -> [f64; 2] {
    let moved: Vec<i64> = changes.iter().copied().filter(|change| *change != 0).collect();
    let doubled_rank = |of: i64| {
        let below = moved.iter().filter(|other| other.abs() < of.abs()).count();
        let ties = moved.iter().filter(|other| other.abs() == of.abs()).count();
        2 * below + ties + 1
    };
    let ranks: Vec<usize> = moved.iter().map(|change| doubled_rank(*change)).collect();
    let distance = |sums: (usize, usize)| sums.0.abs_diff(sums.1);
    let sums = |is_up: &dyn Fn(usize) -> bool, weights: &dyn Fn(usize) -> usize| {
        let up: usize = (0..moved.len()).filter(|at| is_up(*at)).map(weights).sum();
        let all: usize = (0..moved.len()).map(weights).sum();
        (up, all - up)
    };
    let share = |weights: &dyn Fn(usize) -> usize| {
        let found = distance(sums(&|at| moved[at] > 0, weights));
        let patterns = 1_u32 << moved.len();
        let far = (0..patterns).filter(|pattern| distance(sums(&|at| pattern >> at & 1 == 1, weights)) >= found).count();
        f64::from(u32::try_from(far).unwrap()) / f64::from(patterns)
    };
    [share(&|at| ranks[at]), share(&|_| 1)]
}

#[test]
fn counting_agrees_with_every_sign_pattern() {
    let mut state = 20_261_128;
    for n in (6..=12).chain([6, 8, 10]) {
        let answers = drawn(n, &mut state);
        let changes: Vec<i64> = answers.iter().map(|(before, after)| after - before).collect();
        let (counts, typical, p) = row(&PairedChange::of(&answers, 5));
        assert_eq!(p.map(f64::to_bits), by_enumeration(&changes).map(f64::to_bits), "{changes:?}");
        let mut means: Vec<i64> =
            (0..n).flat_map(|a| (a..n).map(move |b| (a, b))).map(|(a, b)| changes[a] + changes[b]).collect();
        means.sort_unstable();
        let middle = means[(means.len() - 1) / 2] + means[means.len() / 2];
        assert_eq!((counts[0], typical[0]), (n, 250 * middle), "{changes:?}");
    }
}

/// With every untied pattern of signs equally likely the interval misses 0 no more often than it says.
#[test]
fn the_interval_covers_as_often_as_it_says() {
    for n in 6..=10 {
        let level = PairedChange::of(&vec![(1, 2); n], 5).interval.unwrap().level.get();
        let covered = (0..1_u32 << n).filter(|pattern| {
            let answers: Vec<(i64, i64)> =
                (0..n).map(|at| (0, i64::from(1_u32 << at) * if pattern >> at & 1 == 1 { 1 } else { -1 })).collect();
            let interval = PairedChange::of(&answers, i64::MAX).interval.unwrap();
            interval.low.get() <= 0 && interval.high.get() >= 0
        });
        let share = (covered.count() * 1000) >> n;
        assert!(share.abs_diff(usize::try_from(level).unwrap()) <= 1, "n {n}: {share} against {level}");
    }
}

#[test]
fn turning_the_scale_round_turns_the_signs_round() {
    let mut state = 7;
    for n in 6..20 {
        let answers = drawn(n, &mut state);
        let turned: Vec<(i64, i64)> = answers.iter().map(|(before, after)| (6 - before, 6 - after)).collect();
        let (a, b) = (PairedChange::of(&answers, 5), PairedChange::of(&turned, 5));
        let (i, j) = (a.interval.unwrap(), b.interval.unwrap());
        assert_eq!((a.up, a.down, a.typical, i.low, i.high), (b.down, b.up, b.typical.map(|t| -t), -j.high, -j.low));
        assert_eq!((a.p_signed_rank, a.p_sign), (b.p_signed_rank, b.p_sign));
    }
}

#[test]
fn ten_thousand_answers_are_approximated_and_say_so() {
    let mut state = 3;
    let change = PairedChange::of(&drawn(10_000, &mut state), 5);
    assert!(change.p_signed_rank.is_some_and(|p| !p.exact) && change.p_sign.is_some_and(|p| !p.exact));
    assert_eq!(change.interval.map(|interval| interval.level.get()), Some(950));
}
