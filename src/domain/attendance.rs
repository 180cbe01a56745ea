//! Who came to group sessions, and who completed a training: the rows of `facts/sessions/EVENT.csv`.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::event::Event;
use super::id::PersonId;
use super::parted_rows::LedgerRow;

/// What a row says of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AttendanceWord {
    /// The person came, or completed the training.
    Came,
    /// The person did not come.
    Absent,
    /// What earlier rows say of the person is taken back.
    Retracted,
}

impl AttendanceWord {
    /// Every word, as files write it.
    pub(crate) const ALL: [(AttendanceWord, &'static str); 3] =
        [(AttendanceWord::Came, "yes"), (AttendanceWord::Absent, "no"), (AttendanceWord::Retracted, "retracted")];

    /// The word that files use.
    pub(crate) fn word(self) -> &'static str {
        AttendanceWord::ALL.iter().find(|(one, _)| *one == self).map_or("", |(_, word)| word)
    }
}

/// One row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AttendanceRow {
    /// Who.
    pub person: PersonId,
    /// Whether the person came.
    pub attended: AttendanceWord,
    /// The day of the session, or on which the training was completed.
    pub on: NaiveDate,
    /// Which of the session's dates, from 1; none for a training.
    pub option: Option<u32>,
}

impl LedgerRow for AttendanceRow {
    type Whom = PersonId;
    type Rank = (NaiveDate, &'static str, Option<u32>);

    fn whom(&self) -> PersonId {
        self.person
    }

    fn takes_back(&self) -> bool {
        self.attended == AttendanceWord::Retracted
    }

    fn rank(&self) -> (NaiveDate, &'static str, Option<u32>) {
        (self.on, self.attended.word(), self.option)
    }
}

impl AttendanceRow {
    /// The number that the date has now at which the person was, or was to be: that of the only date on the recorded day, since dates may
    /// have been put before it; else the number as it was recorded.
    pub(crate) fn option_now(&self, event: &Event) -> Option<u32> {
        self.option.map(|option| event.option_on(self.on).unwrap_or(option))
    }
}

/// Every row of every session, by the event's id and in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Attendance(pub BTreeMap<String, Vec<AttendanceRow>>);

impl Attendance {
    /// The row that counts for each person: the last, unless it takes the record back.
    pub(crate) fn standing(&self, event: &str) -> BTreeMap<PersonId, AttendanceRow> {
        let mut standing = BTreeMap::new();
        for row in self.0.get(event).into_iter().flatten() {
            match row.attended {
                AttendanceWord::Retracted => _ = standing.remove(&row.person),
                _ => _ = standing.insert(row.person, *row),
            }
        }
        standing
    }

    /// People of whom two rows say different things although none was taken back between them, as after a merge of two leads' records.
    pub(crate) fn contradicted(&self, event: &str) -> BTreeMap<PersonId, [AttendanceRow; 2]> {
        let (mut last, mut contradicted) = (BTreeMap::new(), BTreeMap::new());
        for row in self.0.get(event).into_iter().flatten() {
            if row.attended == AttendanceWord::Retracted {
                last.remove(&row.person);
                contradicted.remove(&row.person);
            } else if let Some(earlier) = last.insert(row.person, *row).filter(|earlier| earlier != row) {
                contradicted.insert(row.person, [earlier, *row]);
            }
        }
        contradicted
    }

    /// Records that a person came or did not come; a record that says otherwise is taken back first. Gives whether it was new.
    pub(crate) fn record(&mut self, event: &str, row: AttendanceRow) -> bool {
        let known = self.standing(event).get(&row.person).copied();
        if known == Some(row) && !self.contradicted(event).contains_key(&row.person) {
            return false;
        }
        let rows = self.0.entry(event.to_owned()).or_default();
        rows.extend(known.map(|known| AttendanceRow { attended: AttendanceWord::Retracted, ..known }));
        rows.push(row);
        true
    }

    /// Takes back what is recorded of a person; `false` where nothing is.
    pub(crate) fn retract(&mut self, event: &str, person: PersonId) -> bool {
        let Some(known) = self.standing(event).get(&person).copied() else { return false };
        self.0.entry(event.to_owned()).or_default().push(AttendanceRow { attended: AttendanceWord::Retracted, ..known });
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::day;

    fn row(attended: AttendanceWord) -> AttendanceRow {
        AttendanceRow { person: "M02".parse().unwrap(), attended, on: day(2027, 1, 12), option: Some(1) }
    }

    #[test]
    fn the_last_record_counts_and_can_be_taken_back() {
        let person = "M02".parse().unwrap();
        let mut attendance = Attendance::default();
        assert!(attendance.record("induction", row(AttendanceWord::Absent)));
        assert!(!attendance.record("induction", row(AttendanceWord::Absent)), "it is known");
        assert!(attendance.record("induction", row(AttendanceWord::Came)));
        assert_eq!(attendance.standing("induction")[&person].attended, AttendanceWord::Came);
        assert!(attendance.contradicted("induction").is_empty(), "the correction takes the first record back");
        assert!(attendance.retract("induction", person) && attendance.standing("induction").is_empty());
        assert!(!attendance.retract("induction", person) && attendance.standing("wrap-up").is_empty());
    }

    #[test]
    fn two_records_of_a_merge_that_differ_are_a_contradiction_until_one_is_recorded_anew() {
        let person: PersonId = "M02".parse().unwrap();
        let rows = vec![row(AttendanceWord::Came), row(AttendanceWord::Absent)];
        let mut attendance = Attendance(BTreeMap::from([("induction".to_owned(), rows)]));
        assert_eq!(attendance.contradicted("induction").into_keys().collect::<Vec<_>>(), [person]);
        assert!(attendance.record("induction", row(AttendanceWord::Absent)), "what already counts settles it, too");
        assert!(attendance.contradicted("induction").is_empty());
    }
}
