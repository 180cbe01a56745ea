//! `draw-record`: everybody in a matching is in one of its pairs or waits, and its numbers are those of its pairs.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::{Check, Scope, Subject, place};
use crate::domain::draw::Draw;
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::Problem;

pub(super) const CHECK: Check = Check {
    name: "draw-record",
    sentence: "Everybody in a matching is in one of its pairs or waits, in several only with room for them, and what it counts is so.",
    scope: Scope::Directory,
    judge,
};

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    subject
        .facts
        .draws
        .iter()
        .flat_map(|(file, draw)| of_draw(draw).into_iter().map(|problem| problem.at(place::draw(*file))))
        .collect()
}

fn of_draw(draw: &Draw) -> Vec<Problem> {
    let people: BTreeSet<PersonId> = draw.people.iter().copied().collect();
    let counted = count(draw);
    let say = |message: String| Problem::error(CHECK.name, message).help("bring the record back from git");
    let misplaced = people.iter().filter_map(|id| {
        let (pairs, waits) = (counted.get(id).copied().unwrap_or(0), draw.waiting.contains_key(id));
        let room = draw.room.get(id).copied().unwrap_or(1);
        match (pairs, waits) {
            (0, false) => Some(say(format!("{id} has neither a pair nor a place among those who wait"))),
            (1.., true) => Some(say(format!("{id} has a pair and waits"))),
            (pairs, _) if pairs > room => Some(say(format!("{id} is in {pairs} of its pairs, and had room for {room}"))),
            _ => None,
        }
    });
    let strangers = draw.made.iter().flat_map(|pair| pair.people()).filter(|id| !people.contains(id));
    let strangers = strangers.map(|id| say(format!("{id} was paired but is not among the people of this matching")));
    let forbidden = draw.made.iter().filter(|pair| draw.forbidden.contains(pair));
    let forbidden = forbidden.map(|pair| say(format!("{pair} was made although the record forbids it")));
    misplaced.chain(strangers).chain(forbidden).chain(miscounted(draw).map(say)).collect()
}

/// In how many pairs each person is.
fn count(draw: &Draw) -> BTreeMap<PersonId, u32> {
    let mut counted = BTreeMap::new();
    for id in draw.kept.iter().chain(&draw.made).flat_map(|pair: &PairId| pair.people()) {
        *counted.entry(id).or_insert(0) += 1;
    }
    counted
}

fn miscounted(draw: &Draw) -> impl Iterator<Item = String> {
    let pairs = draw.kept.len() + draw.made.len();
    let wrong_pairs = usize::try_from(draw.aims.pairs) != Ok(pairs);
    let wrong_kept = draw.aims.kept > draw.aims.standing;
    let pairs = wrong_pairs.then(|| format!("it counts {} pairs and holds {pairs}", draw.aims.pairs));
    let kept = wrong_kept.then(|| format!("{} of {} free pairs cannot have stayed", draw.aims.kept, draw.aims.standing));
    pairs.into_iter().chain(kept)
}

#[cfg(test)]
mod tests {
    use crate::check::tests::found_by_all;
    use crate::domain::draw::{Draw, WaitReason};
    use crate::domain::example;

    fn found(change: impl FnOnce(&mut Draw)) -> Vec<String> {
        let found = found_by_all(|facts| change(facts.draws.get_mut(&1).unwrap()), None, &example::settings());
        found.iter().map(|said| said.replace("draw-record facts/draws/001.toml: ", "")).collect()
    }

    #[test]
    fn everybody_has_exactly_one_place() {
        assert_eq!(found(|draw| draw.waiting.clear()), ["M11 has neither a pair nor a place among those who wait"]);
        let twice = found(|draw| draw.waiting.extend([("M02".parse().unwrap(), WaitReason::NoPlace)]));
        assert_eq!(twice, ["M02 has a pair and waits"]);
        let third = found(|draw| draw.kept.push(example::pair("M02-E11")));
        assert_eq!(third[0], "M02 is in 2 of its pairs, and had room for 1");
        let stranger = found(|draw| draw.people.retain(|id| id.to_string() != "E03"));
        assert_eq!(stranger, ["E03 was paired but is not among the people of this matching"]);
    }

    #[test]
    fn no_pair_is_made_that_the_record_forbids() {
        let forbidden = found(|draw| draw.forbidden = vec![example::pair("M10-E03")]);
        assert_eq!(forbidden, ["M10-E03 was made although the record forbids it"]);
    }

    #[test]
    fn the_counts_are_those_of_the_pairs() {
        assert_eq!(found(|draw| draw.aims.pairs = 4), ["it counts 4 pairs and holds 3"]);
        assert_eq!(found(|draw| draw.aims.kept = 1), ["1 of 0 free pairs cannot have stayed"]);
    }
}
