//! What was recorded under an id that two people had: for which of the two, no fact tells. Each is named with its place and the complete
//! command that takes it back; nothing is taken back here.

use crate::app::session::CohortSession;
use crate::domain::attendance::AttendanceWord;
use crate::domain::conflict::ConflictState;
use crate::domain::fact::{Dated, PairFact, PersonFact};
use crate::domain::id::{PairId, PersonId};
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::pair::Pair;
use crate::domain::problem::{Place, Problem};
use crate::domain::told::Told;
use crate::store::layout;

/// The line of a file's first row.
const FIRST_ROW: u32 = 2;

/// Everything that stands of `id` and that a command takes back.
pub(crate) fn facts_of(session: &CohortSession, id: PersonId) -> Vec<Problem> {
    let cohort = session.cohort();
    let mut doubts = Vec::new();
    for pair in cohort.pairs.values().filter(|pair| pair.id.has(id)) {
        doubts.extend(of_pair(session, id, pair));
    }
    doubts.extend(of_person(session, id));
    for event in session.facts.attendance.0.keys() {
        doubts.extend(at_event(session, id, event));
    }
    let ledgers = [(&session.facts.told, "messages sent"), (&session.facts.letters, "letters issued")];
    for (ledger, verb) in ledgers {
        doubts.extend(ledger.0.keys().filter_map(|of| sent(ledger, id, verb, of)));
    }
    doubts
}

fn doubt(id: PersonId, what: &str, place: Place, command: &str) -> Problem {
    let message = format!("{what} may be about the other person who had the id {id}");
    Problem::warning("two-people", message).at(place).help(format!("if it is, `revmentor {command}` takes it back"))
}

/// The line of the last row that `is_it` finds.
fn line<R>(rows: &[R], is_it: impl Fn(&R) -> bool) -> u32 {
    (FIRST_ROW..).zip(rows).filter(|(_, row)| is_it(row)).last().map_or(FIRST_ROW, |(line, _)| line)
}

/// What was reported of a pair's meetings, and the pair where it goes on.
fn of_pair(session: &CohortSession, id: PersonId, pair: &Pair) -> Vec<Problem> {
    let rows = session.facts.pairs.get(&pair.id).map_or(&[][..], Vec::as_slice);
    let file = layout::pair_facts(pair.id);
    let at = |is_it: &dyn Fn(&PairFact) -> bool| Place::file(file.as_str()).line(line(rows, |row| is_it(&row.fact)));
    let is_reported = |meeting: &&Meeting| matches!(meeting.status, MeetingStatus::Held | MeetingStatus::Missed);
    let mut doubts: Vec<Problem> = Vec::new();
    for Meeting { number, .. } in pair.meetings.values().filter(is_reported) {
        let place = at(&|fact| match fact {
            PairFact::Held { meeting, .. } | PairFact::Missed { meeting } => meeting == number,
            _ => false,
        });
        let command = format!("meeting planned {} {number} --correct", pair.id);
        doubts.push(doubt(id, &format!("the report on meeting {number} of {}", pair.id), place, &command));
    }
    if pair.is_active() {
        let began = at(&|fact| matches!(fact, PairFact::Paired { .. }));
        doubts.push(doubt(id, &format!("the pair {}", pair.id), began, &format!("unpair {} --mistake", pair.id)));
    }
    doubts
}

/// What stands in the person's own file, and conflicts of interest, which stand in the mentor's.
fn of_person(session: &CohortSession, id: PersonId) -> Vec<Problem> {
    let cohort = session.cohort();
    let Some(known) = cohort.people.get(&id) else { return Vec::new() };
    let rows = session.facts.people.get(&id).map_or(&[][..], Vec::as_slice);
    let file = layout::person_facts(id);
    let at = |is_it: &dyn Fn(&PersonFact) -> bool| Place::file(file.as_str()).line(line(rows, |row| is_it(&row.fact)));
    let mut doubts = Vec::new();
    if known.withdrew.is_some() || known.leaves.is_some() {
        let place = at(&|fact| matches!(fact, PersonFact::Withdrew { .. } | PersonFact::Leaves { .. }));
        doubts.push(doubt(id, "the withdrawal", place, &format!("rejoin {id} --mistake")));
    }
    if known.declared.is_some() {
        let place = at(&|fact| matches!(fact, PersonFact::Declared { .. }));
        doubts.push(doubt(id, "the declaration", place, &format!("conflict none {id} --retract")));
    }
    for event in known.choices.keys() {
        let place = at(&|fact| matches!(fact, PersonFact::Chose { event: of, .. } if of == event));
        doubts.push(doubt(id, &format!("the choice of a date for {event}"), place, &format!("choose {event} {id} --retract")));
    }
    let conflicts = cohort.conflicts.iter().filter(|(pair, state)| pair.has(id) && state.forbids());
    doubts.extend(conflicts.map(|(pair, state)| {
        let verb = if matches!(state, ConflictState::Open(_)) { "dismiss" } else { "remove" };
        let command = format!("conflict {verb} {} {}", pair.mentor, pair.mentee);
        doubt(id, &format!("the conflict of interest {pair}"), conflict_place(session, *pair), &command)
    }));
    doubts
}

fn conflict_place(session: &CohortSession, pair: PairId) -> Place {
    let rows = session.facts.people.get(&pair.mentor).map_or(&[][..], Vec::as_slice);
    let is_it = |row: &Dated<PersonFact>| match row.fact {
        PersonFact::Conflict { with, .. } | PersonFact::Possible { with, .. } => with == pair.mentee,
        _ => false,
    };
    Place::file(layout::person_facts(pair.mentor).as_str()).line(line(rows, is_it))
}

fn at_event(session: &CohortSession, id: PersonId, event: &str) -> Option<Problem> {
    let attendance = &session.facts.attendance;
    attendance.standing(event).get(&id)?;
    let rows = attendance.0.get(event)?;
    let path = layout::attendance(event).ok()?;
    let at = line(rows, |row| row.person == id && row.attended != AttendanceWord::Retracted);
    let place = Place::file(path.as_str()).line(at);
    Some(doubt(id, &format!("what is recorded of {event}"), place, &format!("attend {event} {id} --retract")))
}

/// A message or letter that is recorded.
fn sent(ledger: &Told, id: PersonId, verb: &str, of: &str) -> Option<Problem> {
    ledger.sent(of).get(&Some(id))?;
    let path = if verb == "messages sent" { layout::told(of) } else { layout::letters_issued(of) }.ok()?;
    let at = line(ledger.0.get(of)?, |row| row.person == Some(id) && row.code.is_some());
    let place = Place::file(path.as_str()).line(at);
    Some(doubt(id, &format!("the record of {of}"), place, &format!("{verb} {of} {id} --retract")))
}
