//! `pair-story`: the rows of a pair begin and end it in turn.

use crate::check::story::{self, Period, Row};
use crate::check::{Check, Scope, Subject, place};
use crate::domain::fact::PairFact;
use crate::domain::id::PairId;
use crate::domain::problem::Problem;
use crate::domain::text::long_date;

pub(super) const CHECK: Check = Check {
    name: "pair-story",
    sentence: "A pair's facts begin with “paired”; it begins and ends in turn, and never ends before it began.",
    scope: Scope::Facts,
    judge,
};

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    subject.facts.pairs.iter().flat_map(|(pair, rows)| of_pair(*pair, rows)).collect()
}

fn of_pair(pair: PairId, rows: &[Row]) -> Vec<Problem> {
    let (before, periods) = story::periods(rows);
    let mut problems: Vec<Problem> = before.first().map(|row| unbegun(pair, row)).into_iter().collect();
    for (at, period) in periods.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| periods.get(at));
        problems.extend(before.filter(|before| before.ended().is_none()).map(|before| again(pair, before, period)));
        problems.extend(ends(pair, period));
    }
    problems
}

fn unbegun(pair: PairId, row: &Row) -> Problem {
    Problem::error(CHECK.name, format!("no row before this one says that {pair} became a pair"))
        .at(place::pair(pair, row))
        .help("`revmentor build` puts the row back, as the matching recorded it or as taken over")
}

fn again(pair: PairId, before: &Period<'_>, period: &Period<'_>) -> Problem {
    let first = place::pair(pair, before.paired);
    Problem::error(CHECK.name, format!("{pair} became a pair again without having ended; it began at {first}"))
        .at(place::pair(pair, period.paired))
        .help("`revmentor build` keeps one of the two rows")
}

fn ends(pair: PairId, period: &Period<'_>) -> Vec<Problem> {
    let Some(first) = period.ended() else { return Vec::new() };
    let contradicts = |row: &&Row| {
        let is_end = matches!(row.fact, PairFact::Ended { .. }) && row.correction == first.correction;
        is_end && (row.on, &row.fact) != (first.on, &first.fact)
    };
    let twice = |row: &Row| {
        let message = format!("{pair} ended twice, first at {}", place::pair(pair, first));
        Problem::error(CHECK.name, message).at(place::pair(pair, row)).help("`revmentor build` keeps one of the two rows")
    };
    let early = period.begins_after(first.on).then(|| {
        let message = format!(
            "{pair} ended on {} and began on {}, at {}",
            long_date(first.on),
            long_date(period.paired.on),
            place::pair(pair, period.paired)
        );
        Problem::error(CHECK.name, message)
            .at(place::pair(pair, first))
            .help(format!("`revmentor unpair {pair} --retract` takes the end back"))
    });
    period.rows.iter().filter(contradicts).map(twice).chain(early).collect()
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{found, pair, rows};
    use crate::domain::example;
    use crate::domain::fact::{Dated, EndReason, Origin, PairFact};

    #[test]
    fn a_file_that_does_not_begin_with_paired_is_named() {
        let found = found(|facts| {
            rows(facts, "M10-E03").insert(0, Dated::new(example::day(2026, 10, 1), PairFact::Revealed { to: None }));
        });
        assert_eq!(found, ["pair-story facts/pairs/M10-E03.csv, line 2: no row before this one says that M10-E03 became a pair"]);
    }

    #[test]
    fn a_second_beginning_and_a_second_end_name_the_first() {
        let found = found(|facts| {
            pair(facts, "M10-E03", PairFact::Paired { score: Some(9), origin: Origin::Draw(1) });
            let other_end = Dated::new(example::day(2027, 3, 1), PairFact::Ended { reason: EndReason::Conflict });
            rows(facts, "M09-E02").push(other_end);
        });
        assert_eq!(
            found,
            [
                "pair-story facts/pairs/M09-E02.csv, line 7: M09-E02 ended twice, first at facts/pairs/M09-E02.csv, line 6",
                "pair-story facts/pairs/M10-E03.csv, line 3: M10-E03 became a pair again without having ended; \
             it began at facts/pairs/M10-E03.csv, line 2",
            ]
        );
    }

    #[test]
    fn a_pair_that_comes_back_after_its_end_is_no_fault() {
        let found = found(|facts| {
            pair(facts, "M10-E03", PairFact::Ended { reason: EndReason::Conflict });
            pair(facts, "M10-E03", PairFact::Paired { score: Some(9), origin: Origin::Draw(1) });
        });
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn no_pair_ends_before_it_began() {
        let early = Dated::new(example::day(2026, 10, 19), PairFact::Ended { reason: EndReason::Conflict });
        let found = found(|facts| rows(facts, "M10-E03").push(early));
        assert_eq!(
            found,
            ["pair-story facts/pairs/M10-E03.csv, line 3: M10-E03 ended on Monday 19 October 2026 and began on \
             Tuesday 20 October 2026, \
             at facts/pairs/M10-E03.csv, line 2",]
        );
    }
}
