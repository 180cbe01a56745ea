//! Which of an event's dates people can come to: asked of everybody who is in a pair, or of all applicants before there are pairs.

use chrono::NaiveDate;

use crate::commands::book::Book;
use crate::domain::cohort::{Cohort, Participant};
use crate::domain::event::Event;
use crate::render::output::Document;
use crate::render::private::turnout::{self, Judged};
use crate::schedule::{self, Choices, Invitee};

/// Every event to come that has several dates, judged; none while there is nobody to come.
pub(in crate::commands) fn judged(book: &Book, today: NaiveDate) -> Vec<Judged<'_>> {
    let cohort = book.cohort();
    if cohort.present().next().is_none() {
        return Vec::new();
    }
    let to_come = |event: &&Event| event.dates.len() > 1 && event.dates.iter().any(|date| date.date() >= today);
    let events = book.settings.events.iter().filter(to_come);
    events.map(|event| (event, choices(book, &cohort, event))).collect()
}

/// Who can come to which of the event's dates, and who chose which.
pub(in crate::commands) fn choices(book: &Book, cohort: &Cohort, event: &Event) -> Choices {
    let paired = cohort.paired();
    let asked =
        |person: &&Participant| event.audience.includes(person.id.side()) && (paired.is_empty() || paired.contains(&person.id));
    let invitees: Vec<Invitee> = cohort.present().filter(asked).map(|person| invitee(book, cohort, event, person)).collect();
    schedule::choices(event, &invitees)
}

fn invitee(book: &Book, cohort: &Cohort, event: &Event, person: &Participant) -> Invitee {
    let partner = cohort.pairs_of(person.id).next().map(|pair| pair.id.person(person.id.side().other()));
    let can = schedule::within_reach(event, book.weekdays(person.id), &book.closed(person.id));
    let chosen = person.choices.get(&event.id).copied().filter(|option| (1..=event.dates.len()).contains(&(*option as usize)));
    Invitee { person: person.id, partner, can, chosen }
}

/// The document with the sheets that tell of events with several dates.
pub(in crate::commands) fn sheets(document: Document, judged: &[Judged<'_>], book: &Book) -> Document {
    document.sheet("dates", turnout::dates(judged)).sheet("best_dates", turnout::best(judged, &book.names()))
}
