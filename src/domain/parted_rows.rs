//! Rows that two leads added to one file apart, as one list: the same rows in the same order, whichever side is merged into which. Nobody
//! takes back what they did not know of: a new record stands against a retraction on the other side, and is named for the lead to decide.

use std::collections::BTreeSet;

/// A row of a file in which the last row about somebody counts, and may take back what stands.
pub(crate) trait LedgerRow: Clone + PartialEq {
    /// Whom a row is about.
    type Whom: Ord + Copy;
    /// By what two records are compared: the day first.
    type Rank: Ord;

    /// Whom it is about.
    fn whom(&self) -> Self::Whom;

    /// Whether it takes back what stands.
    fn takes_back(&self) -> bool;

    /// What of two records that two leads made apart decides which counts: the higher.
    fn rank(&self) -> Self::Rank;
}

/// The rows of both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PartedRows<R> {
    /// In the order in which they count.
    pub rows: Vec<R>,
    /// The places of a record that counts, and of the row by which the other lead took back what stood before.
    pub doubtful: Vec<[usize; 2]>,
}

/// Unites what two leads added after the rows that both have. O(rows²) of one file.
pub(crate) fn unite<R: LedgerRow>(ours: &[R], theirs: &[R]) -> PartedRows<R> {
    let common = ours.iter().zip(theirs).take_while(|(one, other)| one == other).count();
    let (shared, ours) = ours.split_at(common);
    let theirs = theirs.get(common..).unwrap_or_default();
    let mut united = PartedRows { rows: shared.to_vec(), doubtful: Vec::new() };
    let whom: BTreeSet<R::Whom> = ours.iter().chain(theirs).map(R::whom).collect();
    for whom in whom {
        let about = |rows: &[R]| rows.iter().filter(|row| row.whom() == whom).cloned().collect::<Vec<R>>();
        add(&mut united, about(ours), about(theirs));
    }
    united
}

/// Adds what both sides say of one person: first the side that does not count, then the one that does.
fn add<R: LedgerRow>(united: &mut PartedRows<R>, one: Vec<R>, other: Vec<R>) {
    let last_own = |rows: &[R], others: &[R]| {
        let last = rows.iter().rfind(|row| !others.contains(row));
        last.map(|row| (!row.takes_back(), row.rank()))
    };
    let ranks = |rows: &[R]| rows.iter().map(|row| (row.takes_back(), row.rank())).collect::<Vec<_>>();
    let is_last = (last_own(&one, &other), ranks(&one)) > (last_own(&other, &one), ranks(&other));
    let (counts, rest) = if is_last { (one, other) } else { (other, one) };
    let own: Vec<R> = rest.into_iter().filter(|row| !counts.contains(row)).collect();
    let took_back = !own.is_empty() && own.iter().all(R::takes_back);
    united.rows.extend(own);
    let before = united.rows.len();
    let stands = counts.last().is_some_and(|row| !row.takes_back());
    united.rows.extend(counts);
    if took_back && stands {
        united.doubtful.push([united.rows.len() - 1, before - 1]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::day;
    use crate::domain::told::ToldRow;

    /// `2a`: sent on the second, with code a; `3-`: taken back on the third.
    fn rows(texts: &[&str]) -> Vec<ToldRow> {
        let row = |text: &&str| {
            let (date, code) = text.split_at(1);
            let code = (code != "-").then(|| code.to_owned());
            ToldRow { person: Some("M02".parse().unwrap()), on: day(2027, 1, date.parse().unwrap()), code }
        };
        texts.iter().map(row).collect()
    }

    #[test]
    fn the_sides_may_be_swapped() {
        for (ours, theirs, united, doubtful) in [
            // Both took back, or one alone.
            (&["2a", "3-"][..], &["2a", "4-"][..], &["2a", "3-", "4-"][..], &[][..]),
            (&["2a", "3-"], &["2a"], &["2a", "3-"], &[]),
            // What the other lead did not know of stands, whatever the days, and is named.
            (&["2a", "5-"], &["2a", "4b"], &["2a", "5-", "4b"], &[[2, 1]]),
            (&["2a", "4-"], &["2a", "4a"], &["2a", "4-", "4a"], &[[2, 1]]),
            // What both recorded and one took back is taken back.
            (&["2a"], &["2a", "3-"], &["2a", "3-"], &[]),
            (&["2a", "3b"], &["2a", "3b", "4-"], &["2a", "3b", "4-"], &[]),
            // The later of two records counts; of one day the higher code, for want of anything better.
            (&["2a", "4c"], &["2a", "3d"], &["2a", "3d", "4c"], &[]),
            (&["4c"], &["4d"], &["4c", "4d"], &[]),
            // A correction of the day stays in its order.
            (&["5a", "5-", "3a"], &["5a"], &["5a", "5-", "3a"], &[]),
        ] {
            let expected = PartedRows { rows: rows(united), doubtful: doubtful.to_vec() };
            assert_eq!(unite(&rows(ours), &rows(theirs)), expected, "{ours:?} {theirs:?}");
            assert_eq!(unite(&rows(theirs), &rows(ours)), expected, "{theirs:?} {ours:?}");
        }
    }
}
