//! Attendance at group sessions: in numbers, by person, and whose is not recorded.

use std::collections::BTreeMap;

use super::names::Names;
use crate::domain::attendance::{AttendanceRow, AttendanceWord};
use crate::domain::event::Event;
use crate::domain::id::PersonId;
use crate::render::output::{Cell, Sheet};

/// A session and what is recorded of everybody who is asked to come.
pub(crate) type Recorded<'a> = (&'a Event, BTreeMap<PersonId, Option<AttendanceRow>>);

/// How many came to each session.
pub(crate) fn totals(all: &[Recorded<'_>]) -> Sheet {
    let rows = all.iter().map(|(event, people)| {
        let count = |word: Option<AttendanceWord>| {
            Cell::Whole(people.values().filter(|row| row.map(|row| row.attended) == word).count() as u64)
        };
        let [came, absent, open] = [Some(AttendanceWord::Came), Some(AttendanceWord::Absent), None].map(count);
        [Cell::text(&event.id), Cell::Whole(people.len() as u64), came, absent, open]
    });
    Sheet::new("Attendance", ["event", "asked", "attended", "absent", "unrecorded"], rows)
}

/// Who came and who did not.
pub(crate) fn people(all: &[Recorded<'_>], names: &Names) -> Sheet {
    let rows = all.iter().flat_map(|(event, people)| {
        people.values().flatten().map(move |row| {
            let option = row.option_now(event).map_or(Cell::Empty, |option| Cell::Whole(option.into()));
            let came = Cell::Flag(row.attended == AttendanceWord::Came);
            [Cell::text(&event.id), names.cell(row.person), came, Cell::Day(row.on), option]
        })
    });
    Sheet::new("Who attended", ["event", "person", "attended", "on", "option"], rows)
}

/// Of whom nothing is recorded although the session is past, with the address.
pub(crate) fn unrecorded(all: &[(&Event, Vec<PersonId>)], names: &Names) -> Sheet {
    let rows = all.iter().flat_map(|(event, people)| {
        people.iter().map(|person| [Cell::text(&event.id), names.cell(*person), names.email(*person)])
    });
    Sheet::new("Nothing recorded yet", ["event", "person", "email"], rows)
}
