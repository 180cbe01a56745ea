//! Whose pair a row of a form or a log is about: the one of whoever answers, and where the partner stands beside, of these two.

use std::collections::BTreeSet;

use super::Answered;
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::Problem;

impl Answered<'_> {
    /// Everybody whom the row names.
    pub(super) fn people(&self) -> Result<BTreeSet<PersonId>, Vec<Problem>> {
        let (columns, table) = (self.form.columns, self.form.table);
        let own = std::iter::once(columns.people.of_row(table, self.row));
        let others = columns.partners.iter().map(|column| columns.people.in_cell(table, self.row, *column));
        let (mut people, mut problems) = (BTreeSet::new(), Vec::new());
        for found in own.chain(others) {
            match found {
                Ok(person) => people.extend(person),
                Err(problem) => problems.push(problem),
            }
        }
        problems.extend(self.one_for_two());
        if people.is_empty() && problems.is_empty() {
            problems.extend(columns.people.person(table, self.row).err());
        }
        if problems.is_empty() { Ok(people) } else { Err(problems) }
    }

    /// One person under both sides, or as their own partner: nobody knows who the other was.
    fn one_for_two(&self) -> Option<Problem> {
        let (columns, table) = (self.form.columns, self.form.table);
        let found = |column: usize| columns.people.in_cell(table, self.row, column).ok().flatten();
        let fault = |column: usize, person: PersonId, message: &str| {
            let message = format!("{} {message}", self.form.session.label(person));
            self.fault(column, "no-pair", message).help("correct the name that is wrong, or take the row out")
        };
        if let [one, other] = &columns.sides[..] {
            let named = |column: &usize| found(*column).filter(|person| one.iter().any(|own| found(*own) == Some(*person)));
            let twice = other.iter().find_map(|column| Some((*column, named(column)?)));
            if let Some((column, person)) = twice {
                return Some(fault(column, person, "is named on both sides"));
            }
        }
        let own = columns.people.of_row(table, self.row).ok().flatten()?;
        let partner = columns.called.iter().copied().find(|column| found(*column) == Some(own))?;
        Some(fault(partner, own, "is named as their own partner"))
    }

    /// The pair of the people of the row. Of somebody in several pairs who stands there alone it is asked: `command` records the answer
    /// for one of them.
    pub(super) fn pair(&self, command: impl Fn(PairId) -> Option<String>) -> Result<PairId, Vec<Problem>> {
        let people: Vec<PersonId> = self.people()?.into_iter().collect();
        match people.as_slice() {
            [person] => self.only_pair(*person, command).map_err(|problem| vec![problem]),
            [a, b] => {
                let pair = PairId::of(*a, *b).filter(|pair| self.form.cohort.pairs.contains_key(pair));
                pair.ok_or_else(|| vec![self.no_pair(&people)])
            }
            _ => Err(vec![self.no_pair(&people)]),
        }
    }

    fn only_pair(&self, person: PersonId, command: impl Fn(PairId) -> Option<String>) -> Result<PairId, Problem> {
        let pairs: Vec<PairId> = self.form.cohort.pairs_of(person).map(|pair| pair.id).collect();
        let fault = |message| self.fault(self.form.columns.people.column(), "no-pair", message);
        match pairs.as_slice() {
            [pair] => Ok(*pair),
            [] => {
                let help = "take the row out; `revmentor status` lists the pairs";
                Err(fault(format!("{person} is in no pair at present")).help(help))
            }
            several => {
                let commands: Vec<String> = several.iter().filter_map(|pair| command(*pair)).collect();
                let message = format!("{person} is in several pairs, and the answer does not say which it is about");
                let help = format!("name the partner in a column of its own, or record what is right: {}", commands.join(" or "));
                Err(fault(message).help(help))
            }
        }
    }

    /// The people of the row never were a pair.
    fn no_pair(&self, people: &[PersonId]) -> Problem {
        let session = self.form.session;
        let labels: Vec<String> = people.iter().map(|person| session.label(*person)).collect();
        let column = self.form.columns.partners.first().copied().unwrap_or(self.form.columns.people.column());
        let pairs = people.iter().flat_map(|person| self.form.cohort.pairs_of(*person));
        let pairs: BTreeSet<String> = pairs.map(|pair| pair.id.to_string()).collect();
        let known = match pairs.len() {
            0 => "`revmentor status` lists the pairs".to_owned(),
            _ => format!("their pairs are {}", pairs.into_iter().collect::<Vec<_>>().join(", ")),
        };
        let message = format!("{} are not a pair", labels.join(" and "));
        self.fault(column, "no-pair", message).help(format!("correct the name that is wrong, or take the row out; {known}"))
    }
}
