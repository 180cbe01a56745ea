//! Who may not be paired with whom, and why: rules of `cohort.toml`, declared conflicts, open questions.
//!
//! Forbidding costs as much as there is to forbid, not n × m.

use std::collections::BTreeMap;
use std::ops::Range;

use super::rule::Rule;
use crate::domain::conflict::{ConflictState, Veto};
use crate::domain::id::{PairId, PersonId};
use crate::domain::person::Person;
use crate::domain::settings::ConflictRule;

/// The forbidden pairs of rows and columns.
pub(super) struct Vetoes {
    /// The rules.
    pub(super) rules: Vec<Rule>,
    /// The columns that a declaration or open question forbids to each row, in order.
    pub(super) declared: Vec<Vec<u32>>,
}

impl Vetoes {
    /// Reads everybody once; mentors are rows, mentees columns, each in the order of ids. O(people · rules + declarations · log people).
    pub(super) fn new(
        rules: &[ConflictRule],
        declared: &BTreeMap<PairId, ConflictState>,
        mentors: &[&Person],
        mentees: &[&Person],
    ) -> Vetoes {
        let rules = rules.iter().map(|rule| Rule::new(rule, mentors, mentees)).collect();
        let mut vetoes = Vetoes { rules, declared: vec![Vec::new(); mentors.len()] };
        for (pair, _) in declared.iter().filter(|(_, state)| state.forbids()) {
            for row in places(mentors, pair.mentor) {
                vetoes.declared[row as usize].extend(places(mentees, pair.mentee));
            }
        }
        vetoes
    }

    /// The same with rows and columns exchanged; there are `cols` columns.
    pub(super) fn transposed(&self, cols: usize) -> Vetoes {
        Vetoes { rules: self.rules.iter().map(Rule::transposed).collect(), declared: inverted(&self.declared, cols) }
    }

    /// Calls `forbid` with every column that is forbidden to `row`, some perhaps more than once.
    pub(super) fn each(&self, row: usize, mut forbid: impl FnMut(usize)) {
        let by_rule = self.rules.iter().flat_map(|rule| rule.alike(row));
        by_rule.chain(self.declared[row].iter().copied()).for_each(|col| forbid(col as usize));
    }
}

/// For each column the rows in whose lists it stands.
pub(super) fn inverted(cols_of_row: &[Vec<u32>], cols: usize) -> Vec<Vec<u32>> {
    let mut rows_of_col = vec![Vec::new(); cols];
    for (of_row, row) in cols_of_row.iter().zip(0..) {
        for &col in of_row {
            rows_of_col[col as usize].push(row);
        }
    }
    rows_of_col
}

/// At which places somebody stands among people in the order of ids; a person with room for two stands at two.
pub(super) fn places(people: &[&Person], id: PersonId) -> Range<u32> {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    place(people.partition_point(|person| person.id < id))..place(people.partition_point(|person| person.id <= id))
}

/// Every reason why these two may not be paired; empty when they may.
pub(super) fn why(
    rules: &[ConflictRule],
    declared: &BTreeMap<PairId, ConflictState>,
    mentor: &Person,
    mentee: &Person,
) -> Vec<Veto> {
    let alike = |rule: &&ConflictRule| !mentor.keys(&rule.same).is_disjoint(&mentee.keys(&rule.same));
    let by_rule = rules.iter().filter(alike).map(|rule| Veto::Alike { field: rule.same.clone() });
    by_rule.chain(said(declared, PairId { mentor: mentor.id, mentee: mentee.id })).collect()
}

/// The veto of a declaration or open question.
pub(super) fn said(declared: &BTreeMap<PairId, ConflictState>, pair: PairId) -> Option<Veto> {
    match declared.get(&pair)? {
        ConflictState::Declared(reason) => Some(Veto::Declared(*reason)),
        ConflictState::Open(doubt) => Some(Veto::Open(*doubt)),
        ConflictState::Dismissed | ConflictState::Removed => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::answer::Answer;
    use crate::domain::conflict::{ConflictReason, Doubt};
    use std::collections::BTreeSet;

    fn person(id: &str, region: &str) -> Person {
        let answers = [("region".to_owned(), Answer::List(region.split(';').map(str::to_owned).collect()))].into();
        Person { id: id.parse().unwrap(), answers }
    }

    #[test]
    fn the_fast_sets_forbid_exactly_what_the_reasons_say() {
        let mentors = [person("M1", "North"), person("M2", "South; north"), person("M3", ""), person("M4", "East")];
        let mentees = [person("E1", "NORTH"), person("E2", ""), person("E3", "South;East")];
        let rules = [ConflictRule { same: "region".into() }];
        let pair = |text: &str| text.parse::<PairId>().unwrap();
        let declared = BTreeMap::from([
            (pair("M1-E2"), ConflictState::Declared(ConflictReason::Knows)),
            (pair("M3-E1"), ConflictState::Open(Doubt::Misspelt)),
            (pair("M3-E2"), ConflictState::Dismissed),
            (pair("M9-E2"), ConflictState::Declared(ConflictReason::Knows)),
        ]);
        let (rows, cols): (Vec<_>, Vec<_>) = (mentors.iter().collect(), mentees.iter().collect());
        let vetoes = Vetoes::new(&rules, &declared, &rows, &cols);
        let mut fast = BTreeSet::new();
        (0..rows.len()).for_each(|row| vetoes.each(row, |col| _ = fast.insert((row, col))));
        let slow = |row: usize, col: usize| !why(&rules, &declared, rows[row], cols[col]).is_empty();
        let all = (0..4).flat_map(|row| (0..3).map(move |col| (row, col)));
        assert_eq!(fast, all.filter(|&(row, col)| slow(row, col)).collect());
        assert_eq!(fast, BTreeSet::from([(0, 0), (0, 1), (1, 0), (1, 2), (2, 0), (3, 2)]));
    }

    #[test]
    fn two_who_left_the_answer_empty_are_not_alike() {
        let rules = [ConflictRule { same: "region".into() }];
        assert!(why(&rules, &BTreeMap::new(), &person("M1", ""), &person("E1", " ")).is_empty());
    }
}
