//! Questions about all people, those in fixed pairs included: the score of a pair, and why somebody waits.

use std::collections::{BTreeMap, BTreeSet};

use super::instance::Instance;
use super::scoring::Gain;
use super::worth::{Units, Valued};
use crate::assignment::FORBIDDEN;
use crate::assignment::Weights;
use crate::domain::draw::WaitReason;
use crate::domain::id::{PairId, PersonId};
use crate::domain::match_request::MatchRequest;
use crate::domain::person::Person;
use crate::domain::side::Side;

/// Everybody once, whatever room they have.
pub(super) struct Everybody<'a> {
    instance: Instance<'a>,
}

impl<'a> Everybody<'a> {
    /// Reads everybody; where everybody has one place in the instance of a matching, that has done it.
    pub(super) fn beside(
        instance: &Instance<'a>,
        request: &MatchRequest,
        people: &BTreeMap<PersonId, &'a Person>,
        standing: &BTreeSet<PairId>,
    ) -> Everybody<'a> {
        let placed = instance.mentors.iter().chain(&instance.mentees).map(|person| person.id);
        if placed.eq(people.keys().copied()) {
            return Everybody { instance: instance.clone() };
        }
        Everybody::new(request, people, standing)
    }

    /// Reads everybody.
    pub(super) fn new(
        request: &MatchRequest,
        people: &BTreeMap<PersonId, &'a Person>,
        standing: &BTreeSet<PairId>,
    ) -> Everybody<'a> {
        let places = Side::BOTH.map(|side| people.values().copied().filter(|person| person.id.side() == side).collect());
        Everybody { instance: Instance::new(request, &places, standing) }
    }

    /// The score of a pair; none where nothing is scored or somebody's answers are not at hand.
    pub(super) fn score(&self, pair: PairId) -> Option<u16> {
        self.instance.score(place(&self.instance.mentors, pair.mentor)?, place(&self.instance.mentees, pair.mentee)?)
    }

    /// What each criterion gives a pair; empty where nothing is scored or somebody's answers are not at hand.
    pub(super) fn gains(&self, pair: PairId) -> Vec<Gain> {
        let at = (place(&self.instance.mentors, pair.mentor), place(&self.instance.mentees, pair.mentee));
        if let (Some(row), Some(col)) = at { self.instance.gains(row, col) } else { Vec::new() }
    }

    /// Everybody who is in none of the pairs, and why; `is_full` where the programme has no more places.
    pub(super) fn waiting(&self, pairs: &BTreeSet<PairId>, is_full: bool) -> BTreeMap<PersonId, WaitReason> {
        let paired: BTreeSet<PersonId> = pairs.iter().flat_map(|pair| pair.people()).collect();
        let alone =
            |people: &[&Person]| -> Vec<usize> { (0..people.len()).filter(|&at| !paired.contains(&people[at].id)).collect() };
        let (rows, cols) = (alone(&self.instance.mentors), alone(&self.instance.mentees));
        let (row_has, col_has) = self.anybody_permitted(&rows, &cols);
        let [mentors, mentees] = [&self.instance.mentors, &self.instance.mentees];
        let reason = |others: &[&Person], anybody: bool| match anybody {
            _ if others.is_empty() => WaitReason::NobodyThere,
            true if is_full => WaitReason::ProgrammeFull,
            true => WaitReason::NoPlace,
            false => WaitReason::NobodyPermitted,
        };
        let of_rows = rows.iter().zip(row_has).map(|(&row, has)| (mentors[row].id, reason(mentees, has)));
        let of_cols = cols.iter().zip(col_has).map(|(&col, has)| (mentees[col].id, reason(mentors, has)));
        of_rows.chain(of_cols).collect()
    }

    /// Whether each of these rows and columns may be paired with anybody at all. Stops as soon as everybody has somebody.
    fn anybody_permitted(&self, rows: &[usize], cols: &[usize]) -> (Vec<bool>, Vec<bool>) {
        let mut values = vec![FORBIDDEN; self.instance.mentees.len()];
        let all = Valued::new(&self.instance.worth, Units::default());
        let mut has_any = |row: &usize| {
            all.fill(*row, &mut values);
            values.iter().any(|value| *value != FORBIDDEN)
        };
        let of_rows = rows.iter().map(&mut has_any).collect();
        let mut of_cols = vec![false; cols.len()];
        for row in 0..self.instance.mentors.len() {
            if of_cols.iter().all(|has| *has) {
                break;
            }
            all.fill(row, &mut values);
            of_cols.iter_mut().zip(cols).for_each(|(has, &col)| *has |= values[col] != FORBIDDEN);
        }
        (of_rows, of_cols)
    }
}

/// Where somebody stands among people in the order of ids.
fn place(people: &[&Person], id: PersonId) -> Option<usize> {
    people.binary_search_by_key(&id, |person| person.id).ok()
}
