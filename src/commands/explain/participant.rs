//! One sentence that a participant can be sent: it is made from that person's own state alone.

use crate::commands::book::Book;
use crate::commands::desk::{Desk, Done};
use crate::domain::fact::Origin;
use crate::domain::id::PersonId;
use crate::render::output::{Cell, Document, Format, Sheet};
use crate::render::private::explanation::{self, Standing};

pub(super) fn run(book: &Book, person: PersonId, desk: &mut Desk<'_>) -> anyhow::Result<Done> {
    let sentence = explanation::for_participant(standing(book, person));
    match desk.format {
        Format::Table => desk.print(&format!("{sentence}\n"))?,
        Format::Json | Format::Csv => {
            let row = [Cell::text(&person), Cell::text(&sentence)];
            desk.show(&Document::default().sheet("participant", Sheet::new("Participant", ["person", "sentence"], [row])))?;
        }
    }
    Ok(Done)
}

fn standing(book: &Book, person: PersonId) -> Standing {
    let cohort = book.cohort();
    if cohort.people.get(&person).is_some_and(|known| known.withdrew.is_some()) {
        return Standing::Withdrawn;
    }
    if let Some(pair) = cohort.pairs_of(person).last() {
        let method = match pair.origin {
            Origin::Draw(number) => book.facts.draws.get(&number).map(|draw| draw.method),
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
