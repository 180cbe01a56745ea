//! Whoever was erased is not brought back: the row is left out, and the lead is told what to do with it. Only where the lead records that
//! the person has applied again is the row read, under a new id.

use super::{Imported, Read};
use crate::app::session::CohortSession;
use crate::domain::cohort::Cohort;
use crate::domain::contact::Email;
use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::survey::{LeftOut, LeftOutKind};

/// Why a row of somebody who was erased is not read.
#[derive(Clone, Copy)]
enum Reason {
    /// Nothing says that the person has applied again.
    Erased,
    /// Another lead erased the person, and the register of this machine still has the row.
    StillHere,
}

/// Takes the rows of those who were erased out of what was read.
///
/// # Errors
/// Without the private folder.
pub(super) fn leave_out(session: &CohortSession, cohort: &Cohort, imported: &mut Imported) -> Result<(), Refusal> {
    let records = session.records()?;
    if cohort.people.values().all(|person| person.erased.is_none()) {
        return Ok(());
    }
    let erased = cohort.erased();
    let reason = |email: &Email| {
        let still_here = records.register.by_email(email).filter(|id| cohort.is_erased(*id)).map(|id| (id, Reason::StillHere));
        still_here.or_else(|| erased.get(records.key.mark(email).as_str()).map(|id| (*id, Reason::Erased)))
    };
    for Read { reading, .. } in &mut imported.read {
        let mut gone = Vec::new();
        reading.people.retain(|row| {
            let reason = reason(&row.contact.email);
            gone.extend(
                reason.map(|reason| (reason, Place { row: Some(row.record), line: row.line, ..Place::file(&reading.path) })),
            );
            reason.is_none()
        });
        for ((id, reason), place) in gone {
            reading.left_out.push(left_out(id, &place));
            reading.warnings.push(warning(id, reason, place));
        }
        reading.left_out.sort_by_key(|row| row.record);
    }
    Ok(())
}

fn left_out(id: PersonId, place: &Place) -> LeftOut {
    let (record, why) = (place.row.unwrap_or_default(), format!("{id} was erased"));
    LeftOut { record, line: place.line, is: LeftOutKind::Erased, why, by_record: None }
}

fn warning(id: PersonId, reason: Reason, place: Place) -> Problem {
    let help = match reason {
        Reason::Erased => format!(
            "`revmentor erase {id}` takes it out of the private folder; if the person has applied again, `revmentor rejoin {id}` lets the \
             next import read it, under a new id"
        ),
        Reason::StillHere => {
            format!(
                "`revmentor erase {id}` takes the old data out of this machine; then put a new export into place and import it"
            )
        }
    };
    Problem::warning("erased", format!("{id} was erased, and this row holds the data again: it is left out")).at(place).help(help)
}
