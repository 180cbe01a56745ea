//! Who was told what: the rows of `facts/told/STAGE.csv`, one file for each mailing.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::id::PersonId;
use super::parted_rows::LedgerRow;

/// One row: a mailing was sent to somebody, or that row is taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ToldRow {
    /// Who; nobody where the mailing went to a list that only the lead's office has.
    pub person: Option<PersonId>,
    /// The day on which it was sent.
    pub on: NaiveDate,
    /// The keyed code of what was sent; `None` takes the row back.
    pub code: Option<String>,
}

impl LedgerRow for ToldRow {
    type Whom = Option<PersonId>;
    type Rank = (NaiveDate, Option<String>);

    fn whom(&self) -> Option<PersonId> {
        self.person
    }

    fn takes_back(&self) -> bool {
        self.code.is_none()
    }

    fn rank(&self) -> (NaiveDate, Option<String>) {
        (self.on, self.code.clone())
    }
}

/// What one person was sent last of one stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sent {
    /// The day.
    pub on: NaiveDate,
    /// The keyed code of what was sent.
    pub code: String,
}

/// Every mailing: its rows by stage, in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told(pub BTreeMap<String, Vec<ToldRow>>);

impl Told {
    /// Who was sent the stage, and has not been taken back; of several rows the last counts.
    pub(crate) fn sent(&self, stage: &str) -> BTreeMap<Option<PersonId>, Sent> {
        let mut sent = BTreeMap::new();
        for row in self.0.get(stage).into_iter().flatten() {
            match &row.code {
                Some(code) => _ = sent.insert(row.person, Sent { on: row.on, code: code.clone() }),
                None => _ = sent.remove(&row.person),
            }
        }
        sent
    }

    /// Adds a row at the end of a stage's file.
    pub(crate) fn add(&mut self, stage: &str, row: ToldRow) {
        self.0.entry(stage.to_owned()).or_default().push(row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::day;

    #[test]
    fn the_last_row_counts_and_can_be_taken_back() {
        let person = Some("M02".parse().unwrap());
        let row = |date, code: Option<&str>| ToldRow { person, on: date, code: code.map(str::to_owned) };
        let mut told = Told::default();
        told.add("place", row(day(2027, 1, 2), Some("a")));
        told.add("place", row(day(2027, 1, 3), Some("b")));
        assert_eq!(told.sent("place")[&person], Sent { on: day(2027, 1, 3), code: "b".into() });
        told.add("place", row(day(2027, 1, 4), None));
        assert!(told.sent("place").is_empty() && told.sent("session").is_empty());
    }
}
