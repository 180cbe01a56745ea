//! Which of an event's dates people come to: how many can come to each, which one or two dates leave out the fewest and whom, and
//! a seat for everybody who can be seated, the two of a pair together where that is possible.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, NaiveDateTime};

use crate::domain::event::Event;
use crate::domain::id::{PairId, PersonId};
use crate::domain::weekdays::Weekdays;

/// Somebody asked to an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Invitee {
    /// Who.
    pub person: PersonId,
    /// The other of the pair.
    pub partner: Option<PersonId>,
    /// The options, from 1, to which this person can come.
    pub can: BTreeSet<u32>,
    /// The option that this person chose; it can be come to, and nothing else is proposed instead.
    pub chosen: Option<u32>,
}

/// The options of `event` that a person with these weekdays (`None`: said nothing, can do any) and this leave can come to.
pub(crate) fn within_reach(event: &Event, weekdays: Option<Weekdays>, leave: &[(NaiveDate, NaiveDate)]) -> BTreeSet<u32> {
    let free = |day: NaiveDate| {
        let away = leave.iter().any(|(from, to)| (*from..=*to).contains(&day));
        !away && weekdays.is_none_or(|days| days.has(day.weekday()))
    };
    options(event).filter(|(_, start)| free(start.date())).map(|(option, _)| option).collect()
}

/// What is known of an event's dates and who comes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Choices {
    /// Each option in the order of the file.
    pub options: Vec<Turnout>,
    /// The one date that leaves out the fewest.
    pub best_one: Option<Selection>,
    /// The two dates that leave out the fewest, where there are two.
    pub best_two: Option<Selection>,
    /// With all options held: who comes to which; recorded choices as they are.
    pub seats: BTreeMap<PersonId, u32>,
    /// With all options held: who can come to none, or finds no seat.
    pub left_out: Vec<PersonId>,
    /// Pairs whose two come to different options.
    pub apart: Vec<PairId>,
}

/// One option of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Turnout {
    /// Which, from 1.
    pub option: u32,
    /// When it begins.
    pub start: NaiveDateTime,
    /// Who can come.
    pub can: Vec<PersonId>,
    /// Who chose it.
    pub chosen: Vec<PersonId>,
    /// How many more chose it than fit.
    pub surplus: usize,
}

/// Some of the options, and whom they leave out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Selection {
    /// The options, from 1.
    pub options: Vec<u32>,
    /// Who can come to none of them, or finds no seat.
    pub left_out: Vec<PersonId>,
}

/// Judges an event's dates by who can come and who chose what.
///
/// As many people as possible are seated (augmenting paths: Kuhn 1955, Berge 1957). That pairs sit together is sought and not proved to be
/// the most; without a capacity it is. Earlier ids and earlier options come first. O(options² · people² · options) at worst.
pub(crate) fn choices(event: &Event, invitees: &[Invitee]) -> Choices {
    let by_id: BTreeMap<PersonId, Invitee> = invitees.iter().map(|invitee| (invitee.person, with_choice(invitee))).collect();
    let all: Vec<u32> = options(event).map(|(option, _)| option).collect();
    let settled: BTreeMap<PersonId, Invitee> = by_id.iter().map(|(id, invitee)| (*id, held_to_choice(invitee))).collect();
    let seats = Room::new(event, &all, &settled).seat();
    let two = all.iter().enumerate().flat_map(|(at, one)| all.iter().skip(at + 1).map(move |two| vec![*one, *two]));
    Choices {
        options: options(event).map(|(option, start)| turnout(event, (option, start), &by_id)).collect(),
        best_one: best(event, &by_id, all.iter().map(|option| vec![*option])),
        best_two: best(event, &by_id, two),
        left_out: left_out(&by_id, &seats),
        apart: apart(&by_id, &seats),
        seats,
    }
}

fn options(event: &Event) -> impl Iterator<Item = (u32, NaiveDateTime)> {
    (1..).zip(event.dates.iter().copied())
}

fn with_choice(invitee: &Invitee) -> Invitee {
    let mut invitee = invitee.clone();
    invitee.can.extend(invitee.chosen);
    invitee
}

fn held_to_choice(invitee: &Invitee) -> Invitee {
    let can = invitee.chosen.map_or_else(|| invitee.can.clone(), |option| BTreeSet::from([option]));
    Invitee { can, ..invitee.clone() }
}

fn turnout(event: &Event, (option, start): (u32, NaiveDateTime), invitees: &BTreeMap<PersonId, Invitee>) -> Turnout {
    let who = |fits: &dyn Fn(&Invitee) -> bool| invitees.values().filter(|i| fits(i)).map(|i| i.person).collect::<Vec<_>>();
    let (can, chosen) = (who(&|invitee| invitee.can.contains(&option)), who(&|invitee| invitee.chosen == Some(option)));
    let surplus = event.capacity_of(option).map_or(0, |capacity| chosen.len().saturating_sub(capacity as usize));
    Turnout { option, start, can, chosen, surplus }
}

/// The selection that leaves out the fewest people, then parts the fewest pairs, then is the first.
fn best(event: &Event, invitees: &BTreeMap<PersonId, Invitee>, some: impl Iterator<Item = Vec<u32>>) -> Option<Selection> {
    let judged = some.map(|options| {
        let seats = Room::new(event, &options, invitees).seat();
        (left_out(invitees, &seats), apart(invitees, &seats).len(), options)
    });
    let (left_out, _, options) = judged.min_by_key(|(left_out, apart, _)| (left_out.len(), *apart))?;
    Some(Selection { options, left_out })
}

fn left_out(invitees: &BTreeMap<PersonId, Invitee>, seats: &BTreeMap<PersonId, u32>) -> Vec<PersonId> {
    invitees.keys().filter(|person| !seats.contains_key(person)).copied().collect()
}

fn apart(invitees: &BTreeMap<PersonId, Invitee>, seats: &BTreeMap<PersonId, u32>) -> Vec<PairId> {
    let pairs: BTreeSet<PairId> = invitees.values().filter_map(|i| PairId::of(i.person, i.partner?)).collect();
    let parted = |pair: &PairId| match pair.people().map(|person| seats.get(&person)) {
        [Some(one), Some(other)] => one != other,
        _ => false,
    };
    pairs.into_iter().filter(parted).collect()
}

/// Options with seats that are taken one by one.
struct Room<'a> {
    event: &'a Event,
    options: &'a [u32],
    invitees: &'a BTreeMap<PersonId, Invitee>,
    seats: BTreeMap<PersonId, u32>,
    /// How many seats of each option are taken.
    taken: BTreeMap<u32, usize>,
    /// Full options whose people can go nowhere else: they stay so, because whoever is seated later moves along other options.
    closed: BTreeSet<u32>,
}

impl<'a> Room<'a> {
    fn new(event: &'a Event, options: &'a [u32], invitees: &'a BTreeMap<PersonId, Invitee>) -> Room<'a> {
        Room { event, options, invitees, seats: BTreeMap::new(), taken: BTreeMap::new(), closed: BTreeSet::new() }
    }

    /// Pairs with the fewest options in common sit down first, then everybody by augmenting paths, which unseat nobody.
    fn seat(mut self) -> BTreeMap<PersonId, u32> {
        let mut pairs: Vec<(usize, PairId, Vec<u32>)> = self.pairs().collect();
        pairs.sort();
        for (_, pair, common) in pairs {
            if let Some(option) = self.roomiest(&common).filter(|option| self.free(*option) >= 2) {
                pair.people().into_iter().for_each(|person| self.sit(person, option));
            }
        }
        for person in self.invitees.keys() {
            if !self.seats.contains_key(person) {
                let mut tried = self.closed.clone();
                if !self.find_seat(*person, &mut tried) {
                    self.closed = tried;
                }
            }
        }
        self.seats
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, PairId, Vec<u32>)> {
        let mentors = self.invitees.values().filter_map(|i| Some((i, self.invitees.get(&i.partner?)?)));
        mentors.filter(|(one, other)| one.person < other.person).filter_map(|(one, other)| {
            let common: Vec<u32> =
                self.options.iter().copied().filter(|o| one.can.contains(o) && other.can.contains(o)).collect();
            (!common.is_empty()).then_some((common.len(), PairId::of(one.person, other.person)?, common))
        })
    }

    /// The option with the most free seats, the first among equals.
    fn roomiest(&self, options: &[u32]) -> Option<u32> {
        options.iter().copied().rev().max_by_key(|option| self.free(*option))
    }

    fn free(&self, option: u32) -> usize {
        let capacity = self.event.capacity_of(option).map_or(usize::MAX, |capacity| capacity as usize);
        capacity.saturating_sub(self.taken.get(&option).copied().unwrap_or(0))
    }

    fn sit(&mut self, person: PersonId, option: u32) {
        if let Some(taken) = self.seats.insert(person, option).and_then(|before| self.taken.get_mut(&before)) {
            *taken -= 1;
        }
        *self.taken.entry(option).or_default() += 1;
    }

    /// Seats the person, moving others along if need be; `tried` holds the full options already asked.
    fn find_seat(&mut self, person: PersonId, tried: &mut BTreeSet<u32>) -> bool {
        let can = self.invitees.get(&person).map(|invitee| &invitee.can);
        let possible: Vec<u32> = self.options.iter().copied().filter(|o| can.is_some_and(|can| can.contains(o))).collect();
        if let Some(option) = self.roomiest(&possible).filter(|option| self.free(*option) > 0) {
            self.sit(person, option);
            return true;
        }
        for option in possible {
            if !tried.insert(option) {
                continue;
            }
            let there: Vec<PersonId> = self.seats.iter().filter(|(_, at)| **at == option).map(|(person, _)| *person).collect();
            for other in there {
                if self.find_seat(other, tried) {
                    self.sit(person, option);
                    return true;
                }
            }
        }
        false
    }
}

#[cfg(test)]
#[path = "choices_tests.rs"]
mod tests;
