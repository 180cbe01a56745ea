//! The rows of a pair's file that two leads continued apart, as one file: each time as a pair for itself, whichever side is merged into
//! which. What is said of a time as a pair stays with it, also where the other lead paired the two anew.

use chrono::NaiveDate;

use super::correction::{self, Correctable, PairThing};
use super::fact::{Dated, EndReason, PairFact};

type Row = Dated<PairFact>;

/// The rows of both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PartedPeriods {
    /// In the order in which they count, with the lines that they will have.
    pub rows: Vec<Row>,
    /// Whether one lead ended for good what the other made anew: it ends.
    pub is_ended_again: bool,
}

/// Unites two sides that both begin with a time as a pair; nothing where one does not. O(rows²) of one file.
pub(crate) fn unite(ours: &[Row], theirs: &[Row]) -> Option<PartedPeriods> {
    let begins = |rows: &[Row]| rows.first().is_some_and(|row| row.fact.begins_anew());
    if !begins(ours) || !begins(theirs) {
        return None;
    }
    let [ours, theirs] = [ours, theirs].map(|rows| rows.chunk_by(|_, next| !next.fact.begins_anew()).collect::<Vec<_>>());
    let shared = ours.len().min(theirs.len());
    let (longer, shorter) = if ours.len() > shared { (&ours, &theirs) } else { (&theirs, &ours) };
    let mut rows: Vec<Row> = Vec::new();
    for (at, (one, other)) in ours.iter().zip(&theirs).enumerate() {
        let is_over = at + 1 < longer.len();
        let mut both = period(one, other, is_over);
        correction::raise_what_was_not_corrected(&mut both, one, other);
        if at + 1 == shared && is_over {
            end_before_the_next(&mut both, longer.get(at).copied().unwrap_or_default());
        }
        rows.extend(both);
    }
    rows.extend(longer.iter().skip(shared).flat_map(|period| period.iter().cloned()));
    let left_ended = shorter.last().copied().and_then(standing).filter(|row| {
        let is_for_good = row.fact == PairFact::Ended { reason: EndReason::Unpaired };
        is_for_good && !longer.iter().any(|period| period.iter().any(|also| is_same(row, also)))
    });
    let is_ended_again = longer.len() > shared && left_ended.is_some_and(|row| end_the_last(&mut rows, row));
    for (row, line) in rows.iter_mut().zip(2..) {
        row.line = line;
    }
    Some(PartedPeriods { rows, is_ended_again })
}

/// One time as a pair as both sides tell it. Where both made the pair anew, the two beginnings stand together: whatever each recorded is
/// of one time, and which record of a matching was kept is not known here.
fn period(one: &[Row], other: &[Row], is_over: bool) -> Vec<Row> {
    let (Some((first, rest)), Some((second, others))) = (one.split_first(), other.split_first()) else { return Vec::new() };
    if is_same(first, second) {
        let common = rest.iter().zip(others).take_while(|(one, other)| is_same(one, other)).count();
        let added = |rows: &[Row]| rows.get(common..).unwrap_or_default().to_vec();
        let (own, mut new) = (added(rest), added(others));
        new.retain(|row| !own.iter().any(|also| is_same(row, also)));
        return [one.get(..=common).unwrap_or_default(), &own, &new].concat();
    }
    let is_planned = |row: &Row| matches!(row.fact, PairFact::Planned { .. });
    if !is_over && rest.iter().chain(others).all(is_planned) {
        return [one, other].concat();
    }
    [&[first.clone(), second.clone()], rest, others].concat()
}

/// A pair that was made anew had ended, whatever the other lead took back of that without knowing.
fn end_before_the_next(rows: &mut [Row], told: &[Row]) {
    let Some(end) = standing(told).filter(|row| matches!(row.fact, PairFact::Ended { .. })) else { return };
    let about = |row: &&Row| row.fact.thing(row.correction) == Some(PairThing::Standing);
    let Some(last) = rows.iter().filter(about).map(|row| row.correction).max() else { return };
    let goes_on = rows.iter().any(|row| row.fact == PairFact::Resumed && row.correction == last);
    if goes_on && let Some(row) = rows.iter_mut().rfind(|row| row.on == end.on && row.fact == end.fact) {
        row.correction = last.saturating_add(1);
    }
}

/// Ends the last time as a pair as `end` did the one before; whether it went on.
fn end_the_last(rows: &mut Vec<Row>, end: &Row) -> bool {
    let last = correction::latest_period(rows);
    if standing(last).is_some_and(|row| matches!(row.fact, PairFact::Ended { .. })) {
        return false;
    }
    let met = last.iter().filter_map(|row| if let PairFact::Held { date, .. } = row.fact { Some(date) } else { None });
    let on: Option<NaiveDate> = met.chain(last.first().map(|row| row.on)).chain([end.on]).max();
    let correction = correction::next_number(rows, &PairThing::Standing);
    rows.push(Dated { correction, ..Dated::new(on.unwrap_or(end.on), end.fact.clone()) });
    true
}

/// The row that says last whether the pair goes on.
fn standing(period: &[Row]) -> Option<&Row> {
    let about = period.iter().filter(|row| row.fact.thing(row.correction) == Some(PairThing::Standing));
    about.max_by_key(|row| row.correction)
}

fn is_same(one: &Row, other: &Row) -> bool {
    one.on == other.on && one.correction == other.correction && one.fact == other.fact
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::day;
    use crate::domain::fact::Origin;

    /// `p2`: paired by the second matching; `w`, `u`: ended; `r1`: the first correction lets it go on; `h3`: the third meeting was held.
    fn rows(text: &str) -> Vec<Row> {
        let row = |word: &str| {
            let (letter, number) = word.split_at(1);
            let number: u32 = number.parse().unwrap_or(0);
            let (fact, correction) = match letter {
                "p" => (PairFact::Paired { score: None, origin: Origin::Draw(number) }, 0),
                "w" => (PairFact::Ended { reason: EndReason::Withdrawal }, number),
                "u" => (PairFact::Ended { reason: EndReason::Unpaired }, number),
                "r" => (PairFact::Resumed, number),
                _ => (PairFact::Held { meeting: number, date: day(2027, 1, 4) }, 0),
            };
            Dated { correction, ..Dated::new(day(2027, 1, 4), fact) }
        };
        text.split(' ').map(row).collect()
    }

    fn united(one: &str, other: &str) -> Vec<Row> {
        let united = unite(&rows(one), &rows(other)).unwrap().rows;
        united.into_iter().map(|row| Dated { line: 0, ..row }).collect()
    }

    #[test]
    fn what_is_said_of_a_time_as_a_pair_stays_with_it() {
        for (one, other, expected) in [
            // The other lead made the pair anew: it had ended, and what was held is of the first time.
            ("p1 u r1", "p1 w p2", ["p1 u r1 w2 p2", "p1 w2 u r1 p2"]),
            ("p1 h1", "p1 w p2 h2", ["p1 h1 w p2 h2", "p1 w h1 p2 h2"]),
            // An end for good ends what was made anew.
            ("p1 u", "p1 w p2", ["p1 u w p2 u", "p1 w u p2 u"]),
            ("p1 u", "p1 w p2 w r1", ["p1 u w p2 w r1 u2", "p1 w u p2 w r1 u2"]),
            ("p1 u", "p1 w p2 u", ["p1 u w p2 u", "p1 w u p2 u"]),
            // Both made it anew: one time, and no end of it goes lost.
            ("p1 w p2 h1", "p1 w p3 u", ["p1 w p2 p3 h1 u", "p1 w p3 p2 u h1"]),
            ("p1 w p2", "p1 w p3", ["p1 w p2 p3", "p1 w p3 p2"]),
        ] {
            assert_eq!([united(one, other), united(other, one)], expected.map(rows), "{one}; {other}");
        }
        assert!(unite(&rows("h1"), &rows("p1")).is_none());
    }
}
