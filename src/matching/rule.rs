//! One rule of `cohort.toml`: people who gave a common answer are never paired. People of equal answers are alike to it.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::domain::answer::Answer;
use crate::domain::person::Person;
use crate::domain::settings::ConflictRule;

/// A rule between rows and columns.
pub(super) struct Rule {
    rows: Rc<Given>,
    cols: Rc<Given>,
    /// For each set of answers of the rows, the sets of the columns that share one with it.
    shared: Vec<Vec<u32>>,
}

/// The distinct sets of answers that one side gave, and by whom.
struct Given {
    sets: Vec<BTreeSet<String>>,
    set_of: Vec<u32>,
    people: Vec<Vec<u32>>,
}

impl Rule {
    /// Reads everybody once.
    pub(super) fn new(rule: &ConflictRule, rows: &[&Person], cols: &[&Person]) -> Rule {
        Rule::between(Rc::new(Given::new(rule, rows)), Rc::new(Given::new(rule, cols)))
    }

    fn between(rows: Rc<Given>, cols: Rc<Given>) -> Rule {
        let mut with_answer: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        for (set, number) in cols.sets.iter().zip(0..) {
            for answer in set {
                with_answer.entry(answer).or_default().push(number);
            }
        }
        let sharing = |set: &BTreeSet<String>| {
            let sharing: BTreeSet<u32> =
                set.iter().filter_map(|answer| with_answer.get(answer.as_str())).flatten().copied().collect();
            sharing.into_iter().collect()
        };
        let shared = rows.sets.iter().map(sharing).collect();
        Rule { rows, cols, shared }
    }

    /// The same rule with rows and columns exchanged.
    pub(super) fn transposed(&self) -> Rule {
        Rule::between(Rc::clone(&self.cols), Rc::clone(&self.rows))
    }

    /// The columns that are alike to a row, each once.
    pub(super) fn alike(&self, row: usize) -> impl Iterator<Item = u32> {
        self.sets_alike(row).iter().flat_map(|&set| self.cols.people[set as usize].iter().copied())
    }

    /// The same, as sets of answers.
    pub(super) fn sets_alike(&self, row: usize) -> &[u32] {
        &self.shared[self.rows.set_of[row] as usize]
    }

    /// Whether every pair is alike, or none is; nothing where some are. O(different answers of rows · of columns).
    pub(super) fn is_uniform(&self) -> Option<bool> {
        let cols = self.cols.sets.len();
        if self.shared.iter().all(Vec::is_empty) {
            return Some(false);
        }
        self.shared.iter().all(|shared| shared.len() == cols).then_some(true)
    }

    /// How many different sets of answers the columns gave.
    pub(super) fn col_sets(&self) -> usize {
        self.cols.sets.len()
    }

    /// The set of answers of each column.
    pub(super) fn set_of_col(&self) -> &[u32] {
        &self.cols.set_of
    }
}

impl Given {
    /// Reads each different answer once.
    fn new<'a>(rule: &ConflictRule, people: &[&'a Person]) -> Given {
        let mut read: BTreeMap<Option<&Answer>, u32> = BTreeMap::new();
        let mut known: BTreeMap<BTreeSet<String>, u32> = BTreeMap::new();
        let mut sets = Vec::new();
        let mut number = |keys: BTreeSet<String>| {
            let next = u32::try_from(known.len()).unwrap_or(u32::MAX);
            *known.entry(keys).or_insert_with_key(|keys| {
                sets.push(keys.clone());
                next
            })
        };
        let mut set_of = |person: &&'a Person| {
            let answer = person.answers.get(&rule.same);
            *read.entry(answer).or_insert_with(|| number(answer.map(Answer::keys).unwrap_or_default()))
        };
        let set_of: Vec<u32> = people.iter().map(&mut set_of).collect();
        let mut people = vec![Vec::new(); sets.len()];
        for (&set, place) in set_of.iter().zip(0..) {
            people[set as usize].push(place);
        }
        Given { sets, set_of, people }
    }
}
