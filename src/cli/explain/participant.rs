//! One sentence that a participant can be sent: it is made from that person's own state alone.

use crate::app::session::CohortSession;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::domain::fact::Origin;
use crate::domain::id::PersonId;
use crate::render::output::{Cell, Document, Format, Sheet};
use crate::render::private::explanation::{self, Standing};

pub(super) fn run(session: &CohortSession, person: PersonId, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let sentence = explanation::for_participant(standing(session, person));
    match console.format {
        Format::Table | Format::List => console.print_prose(&format!("{sentence}\n"))?,
        Format::Json | Format::Csv => {
            let row = [Cell::text(&person), Cell::text(&sentence)];
            console.show(&Document::default().sheet("participant", Sheet::new("Participant", ["person", "sentence"], [row])))?;
        }
    }
    Ok(Done)
}

fn standing(session: &CohortSession, person: PersonId) -> Standing {
    let cohort = session.cohort();
    if cohort.people.get(&person).is_some_and(|known| !known.takes_part()) {
        return Standing::Withdrawn;
    }
    if let Some(pair) = cohort.pairs_of(person).last() {
        let method = match pair.origin {
            Origin::Draw(number) => session.facts.draws.get(&number).map(|draw| draw.method),
            Origin::Adopted => None,
        };
        let changed = cohort.pairs.values().any(|other| !other.is_active() && other.id.has(person));
        return Standing::Paired { method, changed };
    }
    match cohort.waiting().get(&person) {
        Some(reason) => Standing::Waiting(*reason),
        None => Standing::Early,
    }
}
