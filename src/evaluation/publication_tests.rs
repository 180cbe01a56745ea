//! What may be shown of counts, and how people whose answers changed are counted.

use super::*;

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
