//! Judges the record of a matching against the same matching made again, and against the files of its pairs.
//!
//! Gives sentences, one for each thing that is told in two ways; none when all agree. How the matching was made again is not known
//! here.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use crate::domain::draw::{Aims, Draw};
use crate::domain::fact::{EndReason, Origin, PairFact};
use crate::domain::facts::Facts;
use crate::domain::id::PairId;
use crate::domain::text::long_date;

/// What the record says was asked, against what was kept of it.
pub(crate) fn asked(recorded: &Draw, again: &Draw) -> Vec<String> {
    let told = Told { first: "the record says", second: "what was kept says" };
    let public = |draw: &Draw| draw.public.clone().unwrap_or_else(|| "nothing".to_owned());
    let values = [
        told.value("number", recorded.number, again.number),
        told.value("algorithm", recorded.algorithm, again.algorithm),
        told.value("occasion", recorded.occasion.code(), again.occasion.code()),
        told.value("method", recorded.method.word(), again.method.word()),
        told.value("objective", recorded.objective.word(), again.objective.word()),
        told.value("seed", recorded.seed, again.seed),
        told.value("public", public(recorded).as_str(), public(again).as_str()),
    ];
    let lists = [
        told.list("people", &recorded.people, &again.people),
        told.list("room", &room(recorded), &room(again)),
        told.list("forbidden", &recorded.forbidden, &again.forbidden),
        told.list("fixed", &recorded.fixed, &again.fixed),
    ];
    values.into_iter().chain(lists).flatten().collect()
}

fn room(draw: &Draw) -> Vec<String> {
    // Older versions recorded the partner of somebody who was about to leave, who had no place and took no part.
    draw.room.iter().filter(|(_, room)| **room > 0).map(|(person, room)| format!("{person} ({room})")).collect()
}

/// What the record says was answered, against the answer of the same matching made again.
pub(crate) fn answered(recorded: &Draw, again: &Draw) -> Vec<String> {
    let told = Told { first: "the record says", second: "the repeated matching gives" };
    let lists = [
        told.list("made", &recorded.made, &again.made),
        told.list("kept", &recorded.kept, &again.kept),
        told.list("ended", &recorded.ended, &again.ended),
        told.list("waiting", &waiting(recorded), &waiting(again)),
    ];
    // How many people are paired follows from the pairs.
    let of = |Aims { pairs, standing, kept, people: _, precedence, total, weakest }: Aims| {
        [("pairs", pairs.into()), ("standing", standing.into()), ("kept", kept.into())].into_iter().chain([
            ("precedence", precedence.into()),
            ("total", total),
            ("weakest", u64::from(weakest)),
        ])
    };
    // What the record keeps back contradicts nothing.
    let told_aims = if recorded.scores_withheld { 4 } else { 6 };
    let aims = of(recorded.aims).zip(of(again.aims)).take(told_aims);
    let aims = aims.filter_map(|((aim, one), (_, other))| told.value(&format!("aims.{aim}"), &one, &other));
    lists.into_iter().flatten().chain(aims).collect()
}

fn waiting(draw: &Draw) -> Vec<String> {
    draw.waiting.iter().map(|(person, reason)| format!("{person} ({})", reason.code())).collect()
}

/// Two sources that tell of one thing.
struct Told {
    first: &'static str,
    second: &'static str,
}

impl Told {
    fn value<T: PartialEq + Display + Copy>(&self, what: &str, one: T, other: T) -> Option<String> {
        (one != other).then(|| format!("{what}: {} {one}, {} {other}", self.first, self.second))
    }

    /// The order does not matter: it is that of the ids.
    fn list<T: Ord + Display>(&self, what: &str, one: &[T], other: &[T]) -> Option<String> {
        let (first, second): (BTreeSet<&T>, BTreeSet<&T>) = (one.iter().collect(), other.iter().collect());
        let only = |these: &BTreeSet<&T>, those: &BTreeSet<&T>, source: &str| {
            let only: Vec<String> = these.difference(those).map(ToString::to_string).collect();
            (!only.is_empty()).then(|| format!("only {source} {}", only.join(", ")))
        };
        let said: Vec<String> =
            [only(&first, &second, self.first), only(&second, &first, self.second)].into_iter().flatten().collect();
        (!said.is_empty()).then(|| format!("{what}: {}", said.join("; ")))
    }
}

/// What the files of the pairs tell otherwise than the record. `scores` are those of the matching made again, where it could be.
pub(crate) fn in_facts(draw: &Draw, scores: Option<&BTreeMap<PairId, Option<u16>>>, facts: &Facts) -> Vec<String> {
    let mut told = Vec::new();
    let rows = |pair: &PairId| facts.pairs.get(pair).map_or(&[][..], Vec::as_slice);
    for pair in &draw.made {
        let made = rows(pair).iter().find_map(|row| match row.fact {
            PairFact::Paired { score, origin } if origin == Origin::Draw(draw.number) => Some((row.on, score)),
            _ => None,
        });
        match made {
            None => told.push(format!("{pair} was made, but facts/pairs/{pair}.csv does not say so")),
            Some((on, score)) => {
                told.extend(
                    (on != draw.on)
                        .then(|| format!("{pair} was made on {}, its file says {}", long_date(draw.on), long_date(on))),
                );
                let written = score.is_some() || !draw.scores_withheld;
                told.extend(scores.filter(|_| written).and_then(|scores| other_score(*pair, score, scores)));
            }
        }
    }
    let by_lot = |pair: &&PairId| {
        rows(pair).iter().any(|row| matches!(row.fact, PairFact::Paired { origin: Origin::Draw(n), .. } if n == draw.number))
    };
    let strangers = facts.pairs.keys().filter(by_lot).filter(|pair| !draw.made.contains(pair));
    told.extend(strangers.map(|pair| format!("facts/pairs/{pair}.csv says that this matching made {pair}; the record does not")));
    let stood = |pair: &&PairId| rows(pair).iter().any(|row| matches!(row.fact, PairFact::Paired { .. }) && row.on <= draw.on);
    told.extend(
        draw.kept.iter().filter(|pair| !stood(pair)).map(|pair| format!("{pair} was kept, but no file says that it existed")),
    );
    let ended = |pair: &&PairId| rows(pair).iter().any(|row| row.on == draw.on && ends(&row.fact));
    let unended = draw.ended.iter().filter(|pair| !ended(pair));
    told.extend(
        unended.map(|pair| format!("{pair} was ended on {}, but facts/pairs/{pair}.csv does not say so", long_date(draw.on))),
    );
    told
}

/// Whether the fact is the end of a pair by a matching.
fn ends(fact: &PairFact) -> bool {
    matches!(fact, PairFact::Ended { reason: EndReason::Conflict | EndReason::Rematch })
}

fn other_score(pair: PairId, written: Option<u16>, scores: &BTreeMap<PairId, Option<u16>>) -> Option<String> {
    let said = |score: Option<u16>| score.map_or_else(|| "no score".to_owned(), |score| score.to_string());
    let again = *scores.get(&pair)?;
    (again != written).then(|| format!("{pair} scores {}, its file says {}", said(again), said(written)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draw::WaitReason;
    use crate::domain::example::{self, day, pair};

    fn draw() -> Draw {
        example::facts().draws[&1].clone()
    }

    fn changed(change: impl FnOnce(&mut Draw)) -> Draw {
        let mut draw = draw();
        change(&mut draw);
        draw
    }

    #[test]
    fn what_agrees_is_silent() {
        let scores = BTreeMap::from([(pair("M02-E01"), Some(700))]);
        assert_eq!(in_facts(&draw(), Some(&scores), &example::facts()), Vec::<String>::new());
        assert!(asked(&draw(), &draw()).is_empty() && answered(&draw(), &draw()).is_empty());
        let turned = changed(|draw| draw.made.reverse());
        assert!(answered(&draw(), &turned).is_empty());
    }

    #[test]
    fn every_part_of_the_record_is_compared() {
        type Change = fn(&mut Draw);
        let asks: [(&str, Change); 5] = [
            ("room: only the record says M02 (2)", |draw| _ = draw.room.insert("M02".parse().unwrap(), 2)),
            ("seed: the record says 8, what was kept says 7", |draw| draw.seed = 8),
            ("public: the record says 4 8 15, what was kept says nothing", |draw| draw.public = Some("4 8 15".into())),
            ("people: only what was kept says M11", |draw| draw.people.retain(|id| id.to_string() != "M11")),
            ("fixed: only the record says M02-E01", |draw| draw.fixed.push(pair("M02-E01"))),
        ];
        for (said, change) in asks {
            assert_eq!(asked(&changed(change), &draw()), [said]);
        }
        let answers: [(&str, Change); 3] = [
            ("made: only the record says M02-E09; only the repeated matching gives M02-E01", |draw| {
                draw.made = vec![pair("M02-E09"), pair("M09-E02"), pair("M10-E03")];
            }),
            ("waiting: only the record says M11 (nobody-there); only the repeated matching gives M11 (no-place)", |draw| {
                draw.waiting.insert("M11".parse().unwrap(), WaitReason::NobodyThere);
            }),
            ("aims.total: the record says 701, the repeated matching gives 700", |draw| draw.aims.total = 701),
        ];
        for (said, change) in answers {
            assert_eq!(answered(&changed(change), &draw()), [said]);
        }
    }

    #[test]
    fn the_files_of_the_pairs_are_compared_both_ways() {
        let told = |change: fn(&mut Draw)| in_facts(&changed(change), None, &example::facts());
        assert_eq!(
            told(|draw| draw.made.truncate(2)),
            ["facts/pairs/M10-E03.csv says that this matching made M10-E03; the record does not"]
        );
        let missing = told(|draw| draw.made.push(pair("M11-E09")));
        assert_eq!(missing, ["M11-E09 was made, but facts/pairs/M11-E09.csv does not say so"]);
        assert_eq!(told(|draw| draw.kept.push(pair("M11-E09"))), ["M11-E09 was kept, but no file says that it existed"]);
        let ended = told(|draw| draw.ended.push(pair("M09-E02")));
        assert_eq!(ended, ["M09-E02 was ended on Tuesday 20 October 2026, but facts/pairs/M09-E02.csv does not say so"]);
        assert_eq!(told(|draw| draw.on = day(2026, 10, 21)).len(), 3);
    }

    #[test]
    fn a_score_that_does_not_come_out_again_is_told() {
        let scores = BTreeMap::from([(pair("M02-E01"), Some(701)), (pair("M09-E02"), Some(0))]);
        let told = in_facts(&draw(), Some(&scores), &example::facts());
        assert_eq!(told, ["M02-E01 scores 701, its file says 700", "M09-E02 scores 0, its file says no score"]);
    }
}
