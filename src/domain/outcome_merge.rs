//! Points of two leads: the published rows of both sides of a merge as one list, and a lead's own points beside what another published.
//!
//! A point is known by its kind, its side and its words; one that was published under its id and has other words there now was corrected. An id
//! that two leads gave to two points stays with the one that was published first in the file; the other gets the next free one.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::outcome::{Outcome, OutcomeId, OutcomeKind, OutcomeLevel, PublishedOutcome};
use super::side::Side;

/// A point that got another id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Renumbered {
    /// The id that it had.
    pub from: OutcomeId,
    /// The id that it has.
    pub to: OutcomeId,
    /// Whether a point in the same words had the new id before, so that the two are one.
    pub is_same: bool,
}

/// What a point is known by.
type Words<'o> = (OutcomeKind, Option<Side>, &'o str);

/// One row for each point, in the order of the ids; of two that say the same, done is done, and of two owners, days or levels the first
/// counts, whichever row stands first. O(rows · log rows).
pub(crate) fn united(rows: Vec<PublishedOutcome>) -> (Vec<PublishedOutcome>, Vec<Renumbered>) {
    let mut points: Vec<PublishedOutcome> = Vec::new();
    let mut known: BTreeMap<(OutcomeKind, Option<Side>, String), usize> = BTreeMap::new();
    // The ids of points that say what another says, with the place of that one.
    let mut again: Vec<(OutcomeId, usize)> = Vec::new();
    for row in rows {
        let at = known.get(&(row.kind, row.side, row.text.clone())).copied();
        if let Some((at, point)) = at.and_then(|at| Some((at, points.get_mut(at)?))) {
            again.extend((row.id != point.id).then_some((row.id, at)));
            point.is_done |= row.is_done;
            point.owner = either(point.owner.take(), row.owner);
            point.due = either(point.due, row.due);
            point.level = either(point.level, row.level);
        } else {
            known.insert((row.kind, row.side, row.text.clone()), points.len());
            points.push(row);
        }
    }
    let (mut last, mut taken, mut renumbered) = (last(points.iter().map(|point| point.id)), BTreeSet::new(), Vec::new());
    for point in &mut points {
        if !taken.insert(point.id) {
            last += 1;
            renumbered.push(Renumbered { from: point.id, to: OutcomeId(last), is_same: false });
            point.id = OutcomeId(last);
        }
    }
    let same = |(from, at): (OutcomeId, usize)| points.get(at).map(|point| Renumbered { from, to: point.id, is_same: true });
    renumbered.extend(again.into_iter().filter_map(same));
    points.sort_by_key(|point| point.id);
    (points, renumbered)
}

/// A lead's own points together with what was published, whoever published it: a published point is as `outcomes.csv` has it and agreed,
/// unless the lead took that back, and one that was published before and is not any more is not agreed any more. `done_on`
/// counts as the day on which such a point was done. O(points · log points).
pub(crate) fn beside_published(
    own: Vec<Outcome>,
    was_published: &BTreeSet<OutcomeId>,
    published: &[PublishedOutcome],
    done_on: NaiveDate,
) -> (Vec<Outcome>, Vec<Renumbered>) {
    let ids: BTreeMap<Words<'_>, OutcomeId> =
        published.iter().map(|point| ((point.kind, point.side, point.text.as_str()), point.id)).collect();
    let taken: BTreeSet<OutcomeId> = ids.values().copied().collect();
    let mut last = last(own.iter().map(|point| point.id).chain(taken.iter().copied()));
    let corrected = corrected(&own, was_published, published);
    let mut renumbered = Vec::new();
    let mut all: Vec<Outcome> = own
        .into_iter()
        .map(|point| {
            let from = point.id;
            let by_words = ids.get(&(point.kind, point.side, point.text.as_str())).copied();
            let published = by_words.or_else(|| corrected.get(&from).copied());
            let to = published.unwrap_or_else(|| {
                last += u32::from(taken.contains(&from));
                if taken.contains(&from) { OutcomeId(last) } else { from }
            });
            let is_published = published.is_some();
            renumbered.extend((from != to).then_some(Renumbered { from, to, is_same: is_published }));
            let was_published = was_published.contains(&from);
            // What another lead published was agreed; what this lead had published may not be agreed any more.
            let agreed = if is_published { point.agreed || !was_published } else { point.agreed && !was_published };
            Outcome { id: to, agreed, ..point }
        })
        .collect();
    // Own points in the same words are one where they were published as one.
    let mut seen = BTreeSet::new();
    all.retain(|point| seen.insert(point.id));
    for point in published {
        let done = point.is_done.then(|| point.due.unwrap_or(done_on));
        match all.iter_mut().find(|known| known.id == point.id) {
            Some(known) => {
                *known = Outcome { agreed: known.agreed, done: done.map(|done| known.done.unwrap_or(done)), ..taken_over(point) }
            }
            None => all.push(Outcome { done, ..taken_over(point) }),
        }
    }
    all.sort_by_key(|point| point.id);
    (all, renumbered)
}

/// Own points that were published under their id and whose words another lead corrected: no point of one's own has the new words.
fn corrected(
    own: &[Outcome],
    was_published: &BTreeSet<OutcomeId>,
    published: &[PublishedOutcome],
) -> BTreeMap<OutcomeId, OutcomeId> {
    let words: BTreeSet<Words<'_>> = own.iter().map(|point| (point.kind, point.side, point.text.as_str())).collect();
    let is_new = |point: &&PublishedOutcome| !words.contains(&(point.kind, point.side, point.text.as_str()));
    published.iter().filter(|point| was_published.contains(&point.id)).filter(is_new).map(|point| (point.id, point.id)).collect()
}

/// What is said, or the lesser of two things that are said: the same whoever merges.
fn either<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// What two leads made of one point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Corrected {
    /// The point as it is now: what either lead changed counts.
    pub point: PublishedOutcome,
    /// The point as the other correction has it, where both leads changed the same part of it, each in another way.
    pub other: Option<PublishedOutcome>,
}

/// One point of both sides of a merge, where it was `before`. Where both changed the same part of it, the correction counts that comes first
/// by its words, then by everything else, so that every clone takes the same.
pub(crate) fn corrected_apart(before: &PublishedOutcome, ours: &PublishedOutcome, theirs: &PublishedOutcome) -> Corrected {
    fn changed<T: PartialEq + Clone>(before: &T, first: &T, second: &T) -> (T, T) {
        match (first == before, second == before) {
            (true, _) => (second.clone(), second.clone()),
            (false, true) => (first.clone(), first.clone()),
            (false, false) => (first.clone(), second.clone()),
        }
    }
    let (first, second) = if in_order(ours) <= in_order(theirs) { (ours, theirs) } else { (theirs, ours) };
    let ((text, other_text), (side, other_side), (level, other_level), (owner, other_owner), (due, other_due)) = (
        changed(&before.text, &first.text, &second.text),
        changed(&before.side, &first.side, &second.side),
        changed(&before.level, &first.level, &second.level),
        changed(&before.owner, &first.owner, &second.owner),
        changed(&before.due, &first.due, &second.due),
    );
    let (is_done, _) = changed(&before.is_done, &first.is_done, &second.is_done);
    let point = PublishedOutcome { side, level, text, owner, due, is_done, ..before.clone() };
    let other = PublishedOutcome {
        text: other_text,
        side: other_side,
        level: other_level,
        owner: other_owner,
        due: other_due,
        ..point.clone()
    };
    Corrected { other: (other != point).then_some(other), point }
}

/// What one point comes before another by.
type Order<'p> = (&'p str, Option<Side>, Option<OutcomeLevel>, Option<&'p str>, Option<NaiveDate>);

fn in_order(point: &PublishedOutcome) -> Order<'_> {
    (&point.text, point.side, point.level, point.owner.as_deref(), point.due)
}

/// What another lead published was agreed.
fn taken_over(point: &PublishedOutcome) -> Outcome {
    let PublishedOutcome { id, kind, side, level, text, owner, due, is_done: _ } = point.clone();
    Outcome { id, kind, side, level, text, owner, due, agreed: true, done: None }
}

fn last(ids: impl Iterator<Item = OutcomeId>) -> u32 {
    ids.max().map_or(0, |last| last.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::day;

    fn point(id: u32, text: &str, is_done: bool) -> PublishedOutcome {
        let (kind, text) = (OutcomeKind::Action, text.to_owned());
        PublishedOutcome { id: OutcomeId(id), kind, side: None, level: None, text, owner: None, due: None, is_done }
    }

    fn told(points: &[PublishedOutcome]) -> Vec<(u32, &str, bool)> {
        points.iter().map(|point| (point.id.0, point.text.as_str(), point.is_done)).collect()
    }

    fn renumbered(from: u32, to: u32) -> Renumbered {
        Renumbered { from: OutcomeId(from), to: OutcomeId(to), is_same: false }
    }

    fn one_with(from: u32, to: u32) -> Renumbered {
        Renumbered { is_same: true, ..renumbered(from, to) }
    }

    #[test]
    fn rows_of_two_leads_become_one_list() {
        let rows =
            vec![point(1, "a", false), point(2, "b", false), point(2, "c", false), point(1, "a", true), point(3, "b", false)];
        let (points, changed) = united(rows);
        assert_eq!(told(&points), [(1, "a", true), (2, "b", false), (3, "c", false)]);
        assert_eq!(changed, [renumbered(2, 3), one_with(3, 2)]);
        assert_eq!(united(points.clone()), (points, vec![]));
    }

    #[test]
    fn what_both_sides_say_in_the_same_words_is_two_points() {
        let of =
            |id, side| PublishedOutcome { kind: OutcomeKind::Reflection, side: Some(side), ..point(id, "It was hard", false) };
        let both = vec![of(1, Side::Mentor), of(2, Side::Mentee)];
        assert_eq!(united(both.clone()), (both.clone(), vec![]));
        let own: Vec<Outcome> = both.iter().map(taken_over).collect();
        assert_eq!(beside_published(own.clone(), &BTreeSet::new(), &both, day(2027, 7, 1)), (own, vec![]));
    }

    #[test]
    fn what_another_lead_published_has_its_place_beside_ones_own() {
        let own = |id, text: &str| Outcome { agreed: false, ..taken_over(&point(id, text, false)) };
        let published = [point(1, "a", true), point(2, "theirs", true), point(3, "mine", false)];
        let (all, changed) =
            beside_published(vec![own(1, "a"), own(2, "mine"), own(3, "draft")], &BTreeSet::new(), &published, day(2027, 7, 1));
        let told: Vec<_> = all.iter().map(|point| (point.id.0, point.text.as_str(), point.agreed, point.done)).collect();
        let done = Some(day(2027, 7, 1));
        assert_eq!(told, [(1, "a", true, done), (2, "theirs", true, done), (3, "mine", true, None), (4, "draft", false, None)]);
        assert_eq!(changed, [one_with(2, 3), renumbered(3, 4)]);
        assert_eq!(beside_published(all.clone(), &BTreeSet::new(), &published, day(2027, 7, 1)), (all, vec![]));
    }

    #[test]
    fn what_one_lead_wrote_twice_is_one_point_and_keeps_its_first_id() {
        let twice = vec![point(1, "a", false), point(2, "a", true)];
        let (points, changed) = united(twice.clone());
        assert_eq!((told(&points), changed), (vec![(1, "a", true)], vec![one_with(2, 1)]));
        let own: Vec<Outcome> = twice.iter().map(taken_over).collect();
        let (all, changed) = beside_published(own, &BTreeSet::new(), &points, day(2027, 7, 1));
        assert_eq!((all.len(), all[0].id.0, changed), (1, 1, vec![one_with(2, 1)]));
    }

    #[test]
    fn a_point_that_another_lead_corrected_has_the_new_words() {
        let own = |id, text: &str| taken_over(&point(id, text, false));
        let was_published = BTreeSet::from([OutcomeId(1)]);
        let (all, changed) =
            beside_published(vec![own(1, "Bok a room")], &was_published, &[point(1, "Book a room", false)], day(2027, 7, 1));
        assert_eq!((all, changed), (vec![own(1, "Book a room")], vec![]));
        let both = vec![own(1, "mine"), own(2, "theirs")];
        let (all, _) = beside_published(both, &was_published, &[point(1, "theirs", false)], day(2027, 7, 1));
        assert_eq!(all.iter().map(|point| point.text.as_str()).collect::<Vec<_>>(), ["theirs", "mine"], "those are two points");
    }

    #[test]
    fn what_either_side_changed_of_a_point_counts() {
        let before = point(1, "a", false);
        let done = corrected_apart(&before, &point(1, "b", false), &point(1, "a", true));
        assert_eq!(done, Corrected { point: point(1, "b", true), other: None });
        let apart = |ours: &str, theirs: &str| corrected_apart(&before, &point(1, ours, false), &point(1, theirs, false));
        assert_eq!(apart("c", "b"), Corrected { point: point(1, "b", false), other: Some(point(1, "c", false)) });
        assert_eq!(apart("c", "b"), apart("b", "c"), "whoever merges");
    }

    #[test]
    fn of_two_corrections_of_an_owner_every_clone_takes_the_same_and_the_other_is_known() {
        let before = point(1, "a", false);
        let with = |owner: &str, due| PublishedOutcome { owner: Some(owner.into()), due, ..before.clone() };
        let (one, other) = (with("Dean", None), with("Registrar", Some(day(2027, 7, 1))));
        let merged = corrected_apart(&before, &one, &other);
        assert_eq!(merged, corrected_apart(&before, &other, &one), "whoever merges");
        let due = Some(day(2027, 7, 1));
        assert_eq!(
            merged,
            Corrected { point: with("Dean", due), other: Some(with("Registrar", due)) },
            "a day that one gave counts"
        );
        let taken_away = corrected_apart(&one, &before, &one);
        assert_eq!(taken_away, Corrected { point: before.clone(), other: None });
        let rows = |first: &PublishedOutcome, second: &PublishedOutcome| united(vec![first.clone(), second.clone()]).0;
        assert_eq!(rows(&one, &other), rows(&other, &one), "without a common past, too");
    }

    #[test]
    fn what_another_lead_took_back_is_not_brought_back() {
        let done = |id, text: &str| Outcome { done: Some(day(2027, 7, 1)), ..taken_over(&point(id, text, true)) };
        let was_published = BTreeSet::from([OutcomeId(1), OutcomeId(2)]);
        let own = vec![done(1, "a"), done(2, "b")];
        let (all, _) = beside_published(own, &was_published, &[point(1, "a", false)], day(2027, 7, 1));
        let told: Vec<_> = all.iter().map(|point| (point.id.0, point.agreed, point.done)).collect();
        assert_eq!(told, [(1, true, None), (2, false, Some(day(2027, 7, 1)))]);
    }
}
