//! People who can come on several of a session's dates, as polls ask: somebody comes to one. It is decided where only one of them has room
//! left, or a date chosen earlier is among them; everybody else is named with the command that records the choice.

use std::collections::BTreeMap;

use super::Choice;
use crate::app::session::CohortSession;
use crate::app::turnout;
use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem};

/// A person, and the dates of one session on which they can come; where the lead's file says so.
pub(super) struct SeveralDates {
    pub(super) person: PersonId,
    pub(super) dates: Vec<Choice>,
    pub(super) place: Place,
}

/// What became of them.
#[derive(Default)]
pub(super) struct Settled {
    pub(super) chosen: Vec<(PersonId, Choice)>,
    pub(super) notes: Vec<String>,
    /// Whose choice the lead has to make.
    pub(super) open: Vec<Problem>,
}

/// Decides what can be decided, the choices of the same file being recorded already. O(people² · dates) at most.
pub(super) fn settle(session: &CohortSession, mut several: Vec<SeveralDates>) -> Settled {
    let mut settled = Settled::default();
    let mut room = Room::of(session, &several);
    several.retain(|one| match kept(session, one) {
        Some(option) => {
            let when = when(one.dates.iter().find(|date| date.option == option));
            let event = event_of(one);
            settled.notes.push(format!("{}: {} chose {event} on {when} before: that stays.", one.place, one.person));
            false
        }
        None => true,
    });
    loop {
        let is_decided = |one: &SeveralDates| one.dates.iter().filter(|date| room.has(date)).count() == 1;
        let Some(at) = several.iter().position(is_decided) else { break };
        let SeveralDates { person, dates, place } = several.remove(at);
        let Some(only) = dates.into_iter().find(|date| room.has(date)) else { continue };
        room.take(&only);
        settled.notes.push(format!(
            "{place}: of the dates of {} on which {person} can come only {} has room.",
            only.event,
            when(Some(&only))
        ));
        settled.chosen.push((person, only));
    }
    settled.open = several.iter().map(open).collect();
    settled
}

/// The date that the person has chosen already, where it is among those on which they can come.
fn kept(session: &CohortSession, one: &SeveralDates) -> Option<u32> {
    let event = session.settings.events.iter().find(|event| event.id == event_of(one))?;
    let chosen = event.option_of(*session.cohort().people.get(&one.person)?.choices.get(&event.id)?)?;
    one.dates.iter().any(|date| date.option == chosen).then_some(chosen)
}

fn event_of(one: &SeveralDates) -> &str {
    one.dates.first().map_or("", |date| date.event.as_str())
}

fn when(date: Option<&Choice>) -> String {
    date.map(|date| date.date.format("%-d %B %Y, %H:%M").to_string()).unwrap_or_default()
}

/// The places that are left, by session and date; any number where nothing is said.
struct Room(BTreeMap<(String, u32), u32>);

impl Room {
    fn of(session: &CohortSession, several: &[SeveralDates]) -> Room {
        let cohort = session.cohort();
        let mut left = BTreeMap::new();
        let events = session.settings.events.iter().filter(|event| several.iter().any(|one| event_of(one) == event.id));
        for event in events {
            for option in turnout::choices(session, &cohort, event).options {
                let chosen = u32::try_from(option.chosen.len()).unwrap_or(u32::MAX);
                if let Some(capacity) = event.capacity_of(option.option) {
                    left.insert((event.id.clone(), option.option), capacity.saturating_sub(chosen));
                }
            }
        }
        Room(left)
    }

    fn has(&self, date: &Choice) -> bool {
        self.0.get(&(date.event.clone(), date.option)).is_none_or(|left| *left > 0)
    }

    fn take(&mut self, date: &Choice) {
        if let Some(left) = self.0.get_mut(&(date.event.clone(), date.option)) {
            *left = left.saturating_sub(1);
        }
    }
}

fn open(one: &SeveralDates) -> Problem {
    let (person, event) = (one.person, event_of(one));
    let dates: Vec<String> = one.dates.iter().map(|date| format!("{} = {}", date.option, when(Some(date)))).collect();
    let first = one.dates.first().map_or(1, |date| date.option);
    let message = format!("{person} can come on {} dates of {event}: none is recorded", one.dates.len());
    let help = format!("choose one for them: `revmentor choose {event} {person} {first}` ({})", dates.join(", "));
    Problem::warning("several-dates", message).at(one.place.clone()).help(help)
}
