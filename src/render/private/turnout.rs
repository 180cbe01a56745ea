//! Group sessions with several dates: how many can come to each, which one or two leave out the fewest, and whom.

use crate::domain::event::Event;
use crate::domain::id::PersonId;
use crate::render::output::{Cell, Sheet};
use crate::schedule::{Choices, Selection, Turnout};

use super::names::Names;

/// An event and what is known of its dates.
pub(crate) type Judged<'a> = (&'a Event, Choices);

/// Each date with how many can come and how many chose it.
pub(crate) fn dates(judged: &[Judged<'_>]) -> Sheet {
    let columns = ["event", "option", "date", "start", "can_come", "chosen", "capacity", "too_many"];
    let rows = judged.iter().flat_map(|(event, choices)| choices.options.iter().map(|turnout| date(event, turnout)));
    Sheet::new("Availability by date", columns, rows)
}

fn date(event: &Event, turnout: &Turnout) -> [Cell; 8] {
    let [can, chosen, surplus] =
        [turnout.can.len(), turnout.chosen.len(), turnout.surplus].map(|number| Cell::Whole(number as u64));
    let capacity = event.capacity_of(turnout.option).map_or(Cell::Empty, |capacity| Cell::Whole(capacity.into()));
    let (day, start) = (Cell::Day(turnout.start.date()), Cell::text(&turnout.start.format("%H:%M")));
    [Cell::text(&event.id), Cell::Whole(turnout.option.into()), day, start, can, chosen, capacity, surplus]
}

/// The one date and the two dates that leave out the fewest, and all of them; with everybody who is left out.
pub(crate) fn best(judged: &[Judged<'_>], names: &Names) -> Sheet {
    let rows = judged.iter().flat_map(|(event, choices)| {
        let every = Selection {
            options: choices.options.iter().map(|turnout| turnout.option).collect(),
            left_out: choices.left_out.clone(),
        };
        let two = choices.best_two.clone().filter(|two| two.options.len() < every.options.len());
        let selections = choices.best_one.clone().into_iter().chain(two).chain([every]);
        selections.map(|selection| row(event, &selection, names)).collect::<Vec<_>>()
    });
    Sheet::new("Best combination of dates", ["event", "options", "left_out", "who"], rows)
}

fn row(event: &Event, selection: &Selection, names: &Names) -> [Cell; 4] {
    let options = Cell::List(selection.options.iter().map(ToString::to_string).collect());
    let number = Cell::Whole(selection.left_out.len() as u64);
    [Cell::text(&event.id), options, number, people(&selection.left_out, names)]
}

fn people(people: &[PersonId], names: &Names) -> Cell {
    let joined = |told: &dyn Fn(PersonId) -> String| people.iter().map(|person| told(*person)).collect::<Vec<_>>().join("; ");
    Cell::Coded { code: joined(&|person| person.to_string()), label: joined(&|person| names.label(person)) }
}

/// Who has chosen which date.
pub(crate) fn choices(judged: &[Judged<'_>], names: &Names) -> Sheet {
    let rows = judged.iter().flat_map(|(event, choices)| {
        choices.options.iter().flat_map(move |turnout| {
            turnout.chosen.iter().map(move |person| {
                let (option, day) = (Cell::Whole(turnout.option.into()), Cell::Day(turnout.start.date()));
                [Cell::text(&event.id), names.cell(*person), option, day, Cell::text(&turnout.start.format("%H:%M"))]
            })
        })
    });
    Sheet::new("Chosen dates", ["event", "person", "option", "date", "start"], rows)
}

/// Who has not chosen a date, with the address.
pub(crate) fn open(silent: &[(&Event, Vec<PersonId>)], names: &Names) -> Sheet {
    let rows = silent.iter().flat_map(|(event, people)| {
        people.iter().map(|person| [Cell::text(&event.id), names.cell(*person), names.email(*person)])
    });
    Sheet::new("Nothing chosen yet", ["event", "person", "email"], rows)
}

/// The date on which each person is best put, the two of a pair together where that is possible.
pub(crate) fn seats(judged: &[Judged<'_>], names: &Names) -> Sheet {
    let rows = judged.iter().flat_map(|(event, choices)| {
        choices.seats.iter().map(|(person, option)| {
            let chosen = choices.options.iter().any(|turnout| turnout.chosen.contains(person));
            let apart = choices.apart.iter().any(|pair| pair.has(*person));
            [Cell::text(&event.id), names.cell(*person), Cell::Whole((*option).into()), Cell::Flag(chosen), Cell::Flag(apart)]
        })
    });
    Sheet::new("Dates proposed to each", ["event", "person", "option", "chosen", "apart_from_partner"], rows)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::event::Audience;
    use crate::domain::example;
    use crate::domain::side::Kind;
    use crate::render::output::Format;
    use crate::render::private::names::tests::names;
    use crate::schedule::{Invitee, choices};

    #[test]
    fn who_is_left_out_is_named_to_people_and_told_by_id_to_programs() {
        let event = Event { audience: Audience::All, capacity: vec![2], ..example::settings().events[0].clone() };
        let invitee = |id: &str, can: &[u32], chosen| {
            let can: BTreeSet<u32> = can.iter().copied().collect();
            Invitee { person: id.parse().unwrap(), partner: None, can, chosen }
        };
        let people = [
            invitee("M02", &[1], None),
            invitee("E01", &[], None),
            invitee("E02", &[1, 2], Some(2)),
            invitee("E03", &[2], Some(2)),
            invitee("M10", &[], Some(2)),
        ];
        let judged = [(&event, choices(&event, &people))];
        let csv = "event,option,date,start,can_come,chosen,capacity,too_many\nmidpoint-mentees,1,2027-03-11,17:00,2,0,2,0\n\
                   midpoint-mentees,2,2027-03-09,17:00,3,3,2,1\n";
        assert_eq!(dates(&judged).show(Format::Csv, 100, Kind::Goals), csv);
        let best = best(&judged, &names(&[("E01", "Siân O’Brien")]));
        let csv = "event,options,left_out,who\nmidpoint-mentees,1,3,M10; E01; E03\nmidpoint-mentees,1; 2,2,E01; E03\n";
        assert_eq!(best.show(Format::Csv, 100, Kind::Goals), csv);
        assert!(best.show(Format::Table, 200, Kind::Goals).contains("E01 Siân O’Brien"));
        assert_eq!(seats(&judged, &names(&[])).show(Format::Csv, 100, Kind::Goals).lines().count(), 4);
    }
}
