//! What may be shown of counts, and how people whose answers changed are counted.

use super::*;
use crate::evaluation::differencing::{self, Difference, Shown};

fn twice(before: &[i64], after: &[i64]) -> Vec<PublishedAnswer> {
    let rows = (1..).zip(before.iter().zip(after));
    rows.map(|(number, (before, after)): (u32, _)| PublishedAnswer {
        person: format!("M{number:02}").parse().ok(),
        before: Some(*before),
        after: Some(*after),
    })
    .collect()
}

#[test]
fn counts_are_shown_whole_or_in_groups_or_not_at_all() {
    let ends = (1, 5);
    let (low, high) = ([2, 2, 2, 2, 2, 3, 3, 3, 3, 3], [4, 4, 4, 4, 4, 5, 5, 5, 5, 5]);
    let whole = counts(&twice(&low, &high), ends, false).unwrap();
    assert_eq!((whole.grouped, whole.before), (false, Some(vec![0, 5, 5, 0, 0])));
    let grouped = counts(&twice(&[1, 1, 2, 2, 2, 4, 4, 4, 5, 5], &[2, 2, 1, 1, 2, 5, 5, 4, 4, 4]), ends, false).unwrap();
    assert_eq!((grouped.grouped, grouped.after), (true, Some(vec![5, 0, 5])));
    // One more of the middle would be a cell of one.
    assert_eq!(counts(&twice(&[1, 1, 2, 2, 2, 4, 4, 4, 5, 3], &[2; 10]), ends, false), None);
    // The mean change would tell that everybody went from one end of the groups to the other.
    assert_eq!(
        counts(&twice(&[1, 1, 1, 1, 1, 4, 4, 4, 4, 4], &[2, 2, 2, 2, 2, 5, 5, 5, 5, 5]), ends, false).map(|c| c.grouped),
        Some(false)
    );
    assert_eq!(counts(&twice(&[1, 1, 1, 1, 2, 4, 4, 4, 4, 4], &[2, 2, 2, 2, 2, 5, 5, 5, 5, 5]), ends, false), None);
    assert_eq!(counts(&twice(&[3; 10], &[2, 2, 2, 2, 2, 4, 4, 4, 4, 4]), ends, false), None);
    assert!(counts(&twice(&[3; 10], &[2, 2, 2, 2, 2, 4, 4, 4, 4, 4]), ends, true).is_some());
}

/// A figure with these answers and counts of one cell an answer.
fn shown(rows: &[PublishedAnswer]) -> PublishedFigure {
    let cells = |wave: fn(&PublishedAnswer) -> Option<i64>| {
        let given: Vec<usize> = rows.iter().filter_map(wave).filter_map(|answer| usize::try_from(answer - 1).ok()).collect();
        let counts = (0..5).map(|cell| given.iter().filter(|answer| **answer == cell).count()).collect();
        (!given.is_empty()).then_some(counts)
    };
    let counts = Some(PublishedCounts { grouped: false, before: cells(|row| row.before), after: cells(|row| row.after) });
    PublishedFigure { side: Side::Mentor, item: "able".into(), since: 1, n: rows.len(), change: None, counts }
}

fn difference(old: &[PublishedAnswer], new: &[PublishedAnswer]) -> Difference {
    let (one, other) = (shown(old), shown(new));
    differencing::between(Shown { figure: Some(&one), answers: old }, Shown { figure: Some(&other), answers: new }, 8)
}

#[test]
fn each_distribution_needs_enough_changed_answers() {
    let (low, high) = ([2_i64; 10], [4_i64; 10]);
    let old = twice(&low, &high);
    assert_eq!(difference(&old, &old), Difference::Nothing);
    // Nine answered otherwise afterwards, and one of them before, too.
    let mut before = low;
    before[0] = 1;
    assert_eq!(difference(&old, &twice(&before, &[5; 10])), Difference::Few(1));
    // Whoever answered afterwards only is not hidden by an item that is paired now.
    let once: Vec<PublishedAnswer> = old.iter().map(|row| PublishedAnswer { before: None, ..*row }).collect();
    let late = [once.clone(), vec![PublishedAnswer { person: "M11".parse().ok(), before: None, after: Some(1) }]].concat();
    assert_eq!(difference(&late, &old), Difference::Few(1));
    assert_eq!(difference(&once, &old), Difference::Nothing, "the same people, and nothing of before was published");
}

#[test]
fn the_difference_of_counts_has_no_small_cell_and_is_not_all_alike() {
    let old = twice(&[1, 1, 1, 1, 1, 2, 2, 2, 2, 2], &[3, 3, 3, 3, 3, 4, 4, 4, 4, 4]);
    let with = |before: &[i64], after: &[i64]| {
        let rows = twice(before, after).into_iter().zip(11_u32..);
        let late = rows.map(|(row, number)| PublishedAnswer { person: format!("M{number}").parse().ok(), ..row });
        old.iter().copied().chain(late).collect::<Vec<_>>()
    };
    let spread = [1, 1, 1, 1, 1, 2, 2, 2, 2, 2];
    assert_eq!(difference(&old, &with(&[2; 8], &[3; 8])), Difference::Telling, "all eight answered alike");
    assert_eq!(difference(&old, &with(&spread, &[4, 3, 3, 3, 3, 4, 4, 4, 4, 5])), Difference::Telling, "one answered 5");
    assert_eq!(difference(&old, &with(&spread, &[3, 3, 3, 3, 3, 4, 4, 4, 4, 4])), Difference::Nothing);
}

#[test]
fn people_whose_answers_changed_are_counted_at_their_fewest() {
    let old = twice(&[1, 2, 3], &[2, 3, 4]);
    assert_eq!(changed_people(&old, &old), 0);
    assert_eq!(changed_people(&old, &twice(&[1, 2, 4], &[2, 3, 4])), 1);
    assert_eq!(changed_people(&old, &twice(&[1, 2, 3, 5], &[2, 3, 4, 5])), 1);
    let nameless = |rows: &[PublishedAnswer]| -> Vec<PublishedAnswer> {
        rows.iter().map(|row| PublishedAnswer { person: None, ..*row }).collect()
    };
    assert_eq!(changed_people(&nameless(&old), &nameless(&old)), 0);
    // Rows without a person may be of those who are named in the other.
    assert_eq!(changed_people(&nameless(&old), &old), 0);
    assert_eq!(changed_people(&[old.clone(), nameless(&old)].concat(), &old), 3);
}
