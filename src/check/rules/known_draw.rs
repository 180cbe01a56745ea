//! `known-draw`: the facts of the pairs and the records of the matchings tell the same.

use crate::check::{Check, Scope, Subject, place, story};
use crate::domain::draw::Draw;
use crate::domain::fact::{Origin, PairFact};
use crate::domain::facts::Facts;
use crate::domain::id::PairId;
use crate::domain::problem::Problem;

pub(super) const CHECK: Check = Check {
    name: "known-draw",
    sentence: "Every drawn pair is in its matching's record, and every recorded pair has its file.",
    scope: Scope::Facts,
    judge,
};

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    let facts = subject.facts;
    let of_records = facts.draws.iter().flat_map(|(file, draw)| unheard(facts, *file, draw));
    unrecorded(facts).into_iter().chain(of_records).collect()
}

/// Pairs that name a matching which does not know them.
fn unrecorded(facts: &Facts) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (pair, rows) in &facts.pairs {
        for period in story::periods(rows).1 {
            let Origin::Draw(number) = period.origin else { continue };
            let record = place::draw(number);
            let file = record.file.as_deref().unwrap_or_default();
            let told = |message: String| Problem::error(CHECK.name, message).at(place::pair(*pair, period.paired));
            problems.push(match facts.draws.get(&number) {
                None => {
                    let problem = told(format!("{pair} comes from matching {number}, of which there is no record"));
                    match facts.draws.values().find(|draw| draw.made.contains(pair)) {
                        Some(_) => problem.help("`revmentor build` writes the number of the matching that made the pair"),
                        None => problem.restore(file).help(format!(
                            "put {file} back from a backup or a colleague's copy; without one, `revmentor build` lets its pairs count as \
                             taken over"
                        )),
                    }
                }
                Some(draw) if !draw.made.contains(pair) => {
                    let message = format!("{pair} comes from matching {number}, whose record {record} does not make it");
                    let kept = "if that record was kept and another one not, `revmentor build` takes this pair away";
                    told(message).help(format!("{kept}, or over where it met"))
                }
                Some(_) => continue,
            });
        }
    }
    problems
}

/// Pairs of which a record tells and their own files do not.
fn unheard(facts: &Facts, file: u32, draw: &Draw) -> Vec<Problem> {
    let made = |pair: &&PairId| !origins(facts, **pair).contains(&Origin::Draw(draw.number));
    let stood = |pair: &&PairId| origins(facts, **pair).is_empty();
    let ended = |pair: &&PairId| {
        !facts.pairs.get(pair).is_some_and(|rows| rows.iter().any(|row| matches!(row.fact, PairFact::Ended { .. })))
    };
    let say = |pair: &PairId, what: &str| {
        let message = format!("this matching {what} {pair}, but facts/pairs/{pair}.csv does not say so");
        let file_of_pair = format!("facts/pairs/{pair}.csv");
        let help = format!(
            "put {file_of_pair} back from a backup or a colleague's copy; without one, `revmentor build` puts the pair back without its \
             meetings"
        );
        Problem::error(CHECK.name, message).at(place::draw(file)).restore(file_of_pair).help(help)
    };
    let made = draw.made.iter().filter(made).map(|pair| say(pair, "made"));
    let kept = draw.kept.iter().filter(stood).map(|pair| say(pair, "kept"));
    made.chain(kept).chain(draw.ended.iter().filter(ended).map(|pair| say(pair, "ended"))).collect()
}

fn origins(facts: &Facts, pair: PairId) -> Vec<Origin> {
    let rows = facts.pairs.get(&pair).map_or(&[][..], Vec::as_slice);
    story::periods(rows).1.iter().map(|period| period.origin).collect()
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{found, pair};
    use crate::domain::example;
    use crate::domain::fact::{Origin, PairFact};

    #[test]
    fn a_pair_of_an_unknown_matching_is_named() {
        let found = found(|facts| pair(facts, "M11-E02", PairFact::Paired { score: None, origin: Origin::Draw(2) }));
        let message = "M11-E02 comes from matching 2, of which there is no record";
        assert_eq!(found, [format!("known-draw facts/pairs/M11-E02.csv, line 2: {message}")]);
    }

    #[test]
    fn a_pair_that_its_matching_did_not_make_is_named() {
        let found = found(|facts| pair(facts, "M11-E02", PairFact::Paired { score: None, origin: Origin::Draw(1) }));
        let message = "M11-E02 comes from matching 1, whose record facts/draws/001.toml does not make it";
        assert_eq!(found, [format!("known-draw facts/pairs/M11-E02.csv, line 2: {message}")]);
    }

    #[test]
    fn what_a_record_tells_stands_in_the_pairs_files() {
        let found = found(|facts| {
            facts.pairs.remove(&example::pair("M10-E03"));
            let draw = facts.draws.get_mut(&1).unwrap();
            draw.kept.push(example::pair("M11-E01"));
            draw.ended.push(example::pair("M02-E01"));
        });
        let said = |what: &str, pair: &str| {
            format!("known-draw facts/draws/001.toml: this matching {what} {pair}, but facts/pairs/{pair}.csv does not say so")
        };
        assert_eq!(found, [said("ended", "M02-E01"), said("kept", "M11-E01"), said("made", "M10-E03")]);
    }
}
