//! Which columns of a register or a form say who came to what: one session for the whole file, one in each row, or a column for each.

use crate::app::form_answers::{Said, said};
use crate::app::respondents::Respondents;
use crate::app::session::CohortSession;
use crate::domain::event::Event;
use crate::domain::problem::{Place, Problem};
use crate::domain::shell;
use crate::domain::spelling;
use crate::store::formats::table::Table;

const EVENT: [&str; 3] = ["event", "session", "training"];
const ATTENDED: [&str; 6] = ["attended", "came", "present", "attendance", "completed", "status"];
const OPTION: [&str; 2] = ["option", "choice"];
const ON: [&str; 4] = ["on", "date", "day", "completed_on"];

/// Words in the heading of a question whether somebody came.
const ASKS: [&str; 12] = [
    "attend",
    "attended",
    "attending",
    "attendance",
    "came",
    "come",
    "present",
    "complete",
    "completed",
    "join",
    "joined",
    "there",
];

/// Answers that mean that somebody came, beside yes, as comparison keys.
const CAME: [&str; 16] = [
    "present",
    "attended",
    "came",
    "here",
    "in person",
    "online",
    "virtually",
    "late",
    "arrived late",
    "joined",
    "joined late",
    "left early",
    "passed",
    "done",
    "i attended",
    "attended late",
];

/// Answers that mean that somebody did not.
const ABSENT: [&str; 16] = [
    "absent",
    "apologies",
    "apology",
    "apologies sent",
    "apologies received",
    "sent apologies",
    "dna",
    "did not attend",
    "didnt attend",
    "no show",
    "noshow",
    "excused",
    "in progress",
    "incomplete",
    "i did not attend",
    "sick",
];

/// Which session a row is about.
pub(super) enum WhichEvent {
    /// The same in every row, and the column that says whether they came.
    One(Box<Event>, usize),
    /// The one that a column names, and the column that says whether they came.
    Named(usize, usize),
    /// Each of these, by the column that says whether they came.
    Each(Vec<(Event, usize)>),
}

/// Where the columns stand.
pub(super) struct Columns<'s> {
    pub(super) people: Respondents<'s>,
    pub(super) events: WhichEvent,
    pub(super) option: Option<usize>,
    pub(super) on: Option<usize>,
}

/// Finds them.
///
/// # Errors
/// Everything that is missing.
pub(super) fn columns<'s>(session: &'s CohortSession, table: &Table, event: Option<&Event>) -> Result<Columns<'s>, Vec<Problem>> {
    let people = Respondents::needed(session, table).map_err(|problem| vec![problem]);
    let taken: Vec<usize> = people.iter().flat_map(Respondents::columns).collect();
    let plain = |names: &[&str]| table.find(names).filter(|column| !table.added.contains(column) && !taken.contains(column));
    let (option, on) = (plain(&OPTION), plain(&ON));
    let is_free =
        |column: &usize| !taken.contains(column) && !table.added.contains(column) && ![option, on].contains(&Some(*column));
    let named = plain(&EVENT).or_else(|| {
        let is_event = |column: &usize| {
            let (all, named) =
                (table.filled(*column).count(), table.filled(*column).filter(|cell| called(session, cell).is_some()).count());
            named > 0 && named * 2 >= all
        };
        (0..table.headings.len()).filter(is_free).find(is_event)
    });
    let asked = plain(&ATTENDED).or_else(|| asks(table, |column| is_free(column) && Some(*column) != named));
    let each: Vec<(Event, usize)> = (0..table.headings.len())
        .filter(is_free)
        .filter_map(|column| Some((called(session, table.heading(column))?.clone(), column)))
        .collect();
    let missing = || {
        let problem = Problem::error("missing-column", "no column says who came").at(Place::file(&table.file).line(1));
        let columns: Vec<String> = table.headings.iter().map(|heading| format!("“{heading}”")).collect();
        let help = "call it `attended`, with yes or no in each row; where everybody in the list came, add it with yes";
        vec![problem.help(format!("{help}; the columns are {}", columns.join(", ")))]
    };
    // A register with a column for each session has one for the session that is asked for, too.
    let own = event.and_then(|event| each.iter().find(|(known, _)| known.id == event.id)).map(|(_, column)| *column);
    let events = match (event, named, asked.or(own)) {
        (Some(event), _, Some(asked)) => Ok(WhichEvent::One(Box::new(event.clone()), asked)),
        (None, Some(named), Some(asked)) => Ok(WhichEvent::Named(named, asked)),
        (None, None, _) if !each.is_empty() => Ok(WhichEvent::Each(each)),
        (None, None, Some(_)) => Err(vec![no_event(session, table)]),
        (None, None, None) => Err(missing().into_iter().chain([no_event(session, table)]).collect()),
        (_, _, None) => Err(missing()),
    };
    match (people, events) {
        (Ok(people), Ok(events)) => Ok(Columns { people, events, option, on }),
        (people, events) => Err([people.err(), events.err()].into_iter().flatten().flatten().collect()),
    }
}

/// The session that a text names by its id or its title.
pub(super) fn called<'s>(session: &'s CohortSession, text: &str) -> Option<&'s Event> {
    let key = spelling::key(text);
    let fits = |event: &&Event| spelling::key(&event.id) == key || spelling::key(&event.title) == key;
    let mut fitting = session.settings.events.iter().filter(fits);
    fitting.next().filter(|_| !key.is_empty() && fitting.next().is_none())
}

/// The one column that asks whether somebody came, by its heading and what most of its cells say.
fn asks(table: &Table, is_free: impl Fn(&usize) -> bool) -> Option<usize> {
    let asks = |column: &usize| spelling::key(table.heading(*column)).split(' ').any(|word| ASKS.contains(&word));
    let answers = |column: &usize| {
        let (all, fitting) = (table.filled(*column).count(), table.filled(*column).filter(|cell| came(cell).is_some()).count());
        fitting > 0 && fitting * 2 >= all
    };
    let mut found = (0..table.headings.len()).filter(is_free).filter(asks).filter(answers);
    found.next().filter(|_| found.next().is_none())
}

/// Answers to an invitation, which say nothing of who came.
const INVITED: [&str; 9] =
    ["accepted", "confirmed", "registered", "tentative", "invited", "booked", "selected", "agreed", "required attendee"];

/// Whether a cell says that somebody came; nothing where it says neither.
pub(super) fn came(cell: &str) -> Option<bool> {
    let key = spelling::key(cell);
    match key.as_str() {
        key if INVITED.contains(&key) => None,
        key if CAME.contains(&key) => Some(true),
        key if ABSENT.contains(&key) || key.starts_with("apologies ") => Some(false),
        _ => match said(cell)? {
            Said::Yes => Some(true),
            Said::No => Some(false),
            Said::Unclear | Said::Blank => None,
        },
    }
}

fn no_event(session: &CohortSession, table: &Table) -> Problem {
    let problem = Problem::error("missing-column", "no column says which session a row is about");
    let problem = problem.at(Place::file(&table.file).line(1));
    let ids: Vec<&str> = session.settings.events.iter().map(|event| event.id.as_str()).collect();
    let Some(first) = ids.first() else { return problem.help("cohort.toml has no [[event]] yet: add it there first") };
    let all_rows = format!("`revmentor attend import {} --event {first}`", shell::word(&table.file));
    problem.help(format!("add a column `event`, or say it for every row: {all_rows}; the events are {}", ids.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::came;

    #[test]
    fn registers_say_who_came_in_many_ways() {
        for cell in ["Yes", "✓", "x", "Present", "Attended", "Late", "1", "TRUE", "Completed"] {
            assert_eq!(came(cell), Some(true), "{cell}");
        }
        for cell in
            ["No", "Absent", "Apologies", "apologies - on call", "DNA", "Did not attend", "0", "✗", "Incomplete", "Not completed"]
        {
            assert_eq!(came(cell), Some(false), "{cell}");
        }
        for cell in ["", "Maybe", "?", "TBC", "A", "perhaps", "see note", "Accepted", "Tentative"] {
            assert_eq!(came(cell), None, "{cell}");
        }
    }
}
