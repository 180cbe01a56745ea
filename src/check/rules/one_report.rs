//! `one-report`: of each meeting one report stands, and it can have happened while the pair lasted. Two leads who report apart can
//! contradict each other: both rows are named, with the verb that settles it.

use chrono::NaiveDate;

use crate::check::story::{self, Period, Row};
use crate::check::{Check, Scope, Subject, place};
use crate::domain::fact::PairFact;
use crate::domain::id::PairId;
use crate::domain::problem::Problem;
use crate::domain::text::long_date;

pub(super) const CHECK: Check = Check {
    name: "one-report",
    sentence: "A meeting is reported once, or corrected by number, and held while its pair lasts.",
    scope: Scope::Facts,
    judge,
};

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    subject.facts.pairs.iter().flat_map(|(pair, rows)| of_pair(*pair, rows)).collect()
}

fn of_pair(pair: PairId, rows: &[Row]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let periods = story::periods(rows).1;
    for (at, period) in periods.iter().enumerate() {
        for (meeting, reports) in period.reports() {
            // A meeting of an earlier time as a pair cannot be corrected any more.
            let is_last = at + 1 == periods.len();
            let two = two_that_differ(period, meeting, &reports);
            let told = two.map(|(one, other)| apart(pair, meeting, one, other));
            problems.extend(told.map(|problem| if is_last { problem } else { of_earlier(problem) }));
            problems.extend(reports.iter().filter_map(|row| impossible_day(pair, period, row)).filter(|_| is_last));
        }
    }
    problems
}

/// Two reports of one number that cannot both be.
fn two_that_differ<'a>(period: &Period<'_>, meeting: u32, reports: &[&'a Row]) -> Option<(&'a Row, &'a Row)> {
    let (first, rest) = reports.split_first()?;
    if let Some(other) = rest.iter().find(|row| is_held(row) == is_held(first) && row.fact != first.fact) {
        return Some((first, other));
    }
    let other = rest.iter().find(|row| row.fact != first.fact)?;
    let held = if is_held(first) { first } else { other };
    // A meeting that was missed may be caught up with on another day.
    let is_catching_up = first.correction == 0 && day_held(held) != period.planned_day(meeting);
    (!is_catching_up).then_some((first, other))
}

fn is_held(row: &Row) -> bool {
    day_held(row).is_some()
}

fn day_held(row: &Row) -> Option<NaiveDate> {
    if let PairFact::Held { date, .. } = row.fact { Some(date) } else { None }
}

fn apart(pair: PairId, meeting: u32, one: &Row, other: &Row) -> Problem {
    let message = format!("meeting {meeting} of {pair} {} and {}, at {}", said(other), said(one), place::pair(pair, one));
    let cure = match (day_held(one), day_held(other)) {
        (Some(day), _) | (None, Some(day)) => format!("`revmentor meeting held {pair} {meeting} --on {day} --correct`"),
        (None, None) => format!("`revmentor meeting planned {pair} {meeting} --correct`"),
    };
    let help = format!("{cure} settles it; say there what is right");
    Problem::error(CHECK.name, message).at(place::pair(pair, other)).help(help)
}

/// A contradiction about a meeting of an earlier time as a pair, which no verb settles: what was held counts.
fn of_earlier(problem: Problem) -> Problem {
    problem
        .as_warning()
        .help("nothing to do: the two were a pair again since, and of reports on earlier meetings what was held counts")
}

fn said(row: &Row) -> String {
    match (&row.fact, row.correction) {
        (PairFact::Held { date, .. }, 0) => format!("was held on {}", long_date(*date)),
        (PairFact::Missed { .. }, 0) => "was missed".to_owned(),
        (PairFact::Held { date, .. }, number) => format!("was held on {} (correction {number})", long_date(*date)),
        (PairFact::Missed { .. }, number) => format!("was missed (correction {number})"),
        (_, number) => format!("is planned (correction {number})"),
    }
}

/// A meeting that was held when the two were no pair.
fn impossible_day(pair: PairId, period: &Period<'_>, row: &Row) -> Option<Problem> {
    let PairFact::Held { meeting, date } = row.fact else { return None };
    let began = period.paired;
    let message = if period.begins_after(date) {
        format!("{pair} met on {}, before it began at {}", long_date(date), place::pair(pair, began))
    } else {
        let ended = period.ended().filter(|ended| date > ended.on)?;
        format!("{pair} met on {}, after it ended on {}, at {}", long_date(date), long_date(ended.on), place::pair(pair, ended))
    };
    let help = format!("`revmentor meeting planned {pair} {meeting} --correct` takes the report back");
    Some(Problem::error(CHECK.name, message).at(place::pair(pair, row)).help(help))
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{facts, found, pair, rows};
    use crate::check::{Scope, judge_facts};
    use crate::domain::example::{self, day};
    use crate::domain::fact::{EndReason, Origin, PairFact};
    use crate::domain::facts::Facts;

    const HELD: PairFact = PairFact::Held { meeting: 1, date: day_14() };

    const fn day_14() -> chrono::NaiveDate {
        chrono::NaiveDate::from_ymd_opt(2027, 1, 14).unwrap()
    }

    /// What is found after a change of a pair whose meeting 1, planned for 12 January, was held on 13 January 2027 (line 6).
    fn after(change: impl FnOnce(&mut Facts)) -> Vec<String> {
        let place = "one-report facts/pairs/M02-E01.csv, ";
        found(change).iter().map(|said| said.strip_prefix(place).unwrap_or(said).to_owned()).collect()
    }

    #[test]
    fn a_meeting_held_on_two_days_names_both_rows_and_the_verb() {
        let there = "line 7: meeting 1 of M02-E01 was held on Thursday 14 January 2027 and was held on Wednesday 13 January 2027, \
                     at facts/pairs/M02-E01.csv, line 6";
        assert_eq!(after(|facts| pair(facts, "M02-E01", HELD)), [there]);
        let problems = judge_facts(&example::settings(), &facts(|facts| pair(facts, "M02-E01", HELD)));
        assert!(problems[0].help.as_deref().unwrap().starts_with("`revmentor meeting held M02-E01 1 --on 2027-01-13 --correct`"));
        assert_eq!(super::CHECK.scope, Scope::Facts);
    }

    #[test]
    fn a_correction_counts_wherever_it_stands() {
        let corrected = |facts: &mut Facts| facts.correct_pair(example::pair("M02-E01"), day(2027, 1, 20), 1, HELD);
        assert_eq!(after(corrected), Vec::<String>::new());
        let first = after(|facts| {
            corrected(facts);
            rows(facts, "M02-E01").swap(4, 5);
        });
        assert_eq!(first, Vec::<String>::new());
        let both = after(|facts| {
            corrected(facts);
            let mut other = rows(facts, "M02-E01").last().unwrap().clone();
            other.fact = PairFact::Missed { meeting: 1 };
            rows(facts, "M02-E01").push(other);
        });
        let there = "line 8: meeting 1 of M02-E01 was missed (correction 1) and was held on Thursday 14 January 2027 (correction 1), \
                     at facts/pairs/M02-E01.csv, line 7";
        assert_eq!(both, [there]);
    }

    #[test]
    fn held_against_missed_is_a_contradiction_on_one_day_alone() {
        let missed = PairFact::Missed { meeting: 1 };
        assert_eq!(after(|facts| pair(facts, "M02-E01", missed.clone())), Vec::<String>::new(), "held on another day");
        let there = "line 7: meeting 1 of M02-E01 was missed and was held on Tuesday 12 January 2027, \
                     at facts/pairs/M02-E01.csv, line 6";
        let same_day = after(|facts| {
            rows(facts, "M02-E01")[4].fact = PairFact::Held { meeting: 1, date: day(2027, 1, 12) };
            pair(facts, "M02-E01", missed);
        });
        assert_eq!(same_day, [there]);
    }

    #[test]
    fn a_pair_meets_only_while_it_lasts() {
        let ended = PairFact::Ended { reason: EndReason::Rematch };
        let held = |date| PairFact::Held { meeting: 2, date };
        let add = |some: [PairFact; 2]| after(|facts| some.into_iter().for_each(|fact| pair(facts, "M02-E01", fact)));
        assert_eq!(add([ended.clone(), held(day(2027, 3, 1))]), Vec::<String>::new());
        let late = "M02-E01 met on Tuesday 2 March 2027, after it ended on Monday 1 March 2027, \
                    at facts/pairs/M02-E01.csv, line";
        assert_eq!(add([ended.clone(), held(day(2027, 3, 2))]), [format!("line 8: {late} 7")]);
        assert_eq!(add([held(day(2027, 3, 2)), ended]), [format!("line 7: {late} 8")]);
        let early = "line 7: M02-E01 met on Monday 19 October 2026, before it began at facts/pairs/M02-E01.csv, line 2";
        assert_eq!(after(|facts| pair(facts, "M02-E01", held(day(2026, 10, 19)))), [early]);
    }

    #[test]
    fn a_pair_that_was_taken_over_may_have_met_before() {
        let found = found(|facts| {
            rows(facts, "M10-E03")[0].fact = PairFact::Paired { score: None, origin: Origin::Adopted };
            facts.draws.get_mut(&1).unwrap().made.retain(|pair| pair.mentor.number() != 10);
            pair(facts, "M10-E03", PairFact::Held { meeting: 1, date: day(2026, 9, 1) });
        });
        assert_eq!(found, Vec::<String>::new());
    }
}
