//! Which columns of a poll or a form say who comes to which date: one date in each row, of one session or of each in a column of its own; or a
//! column for each date, with a mark.

use super::label;
use crate::app::attendance;
use crate::app::respondents::Respondents;
use crate::app::session::CohortSession;
use crate::domain::event::Event;
use crate::domain::problem::{Place, Problem};
use crate::domain::shell;
use crate::domain::spelling;
use crate::store::formats::table::Table;

const EVENT: [&str; 2] = ["event", "session"];
const OPTION: [&str; 6] = ["option", "date", "choice", "chosen date", "preferred date", "your choice"];

/// Where a row says which date.
pub(super) enum WhichDate {
    /// The session stands in one column, its date in another.
    Named(usize, usize),
    /// The date of each of these sessions stands in a column.
    Each(Vec<(String, usize)>),
    /// Each column is a date: the session, its option and the column with the mark.
    Marks(Vec<(String, u32, usize)>),
}

/// Where the columns stand.
pub(super) struct Columns<'s> {
    pub(super) people: Respondents<'s>,
    pub(super) which: WhichDate,
    /// Headings of columns that are a date which no session has.
    pub(super) unread: Vec<String>,
}

/// Finds them; `given` is the session that every row is about, where the lead says it.
///
/// # Errors
/// Everything that is missing.
pub(super) fn columns<'s>(session: &'s CohortSession, table: &Table, given: Option<&Event>) -> Result<Columns<'s>, Vec<Problem>> {
    let people = Respondents::needed(session, table);
    let taken: Vec<usize> = people.iter().flat_map(Respondents::columns).collect();
    let is_free = |column: &usize| !taken.contains(column) && !table.added.contains(column);
    let finder = Finder { session, table, given, free: (0..table.headings.len()).filter(is_free).collect() };
    let which = finder.which();
    match (people, which) {
        (Ok(people), Ok(which)) => Ok(Columns { people, unread: finder.unread(&which), which }),
        (people, which) => Err(people.err().into_iter().chain(which.err().into_iter().flatten()).collect()),
    }
}

struct Finder<'a> {
    session: &'a CohortSession,
    table: &'a Table,
    given: Option<&'a Event>,
    free: Vec<usize>,
}

impl Finder<'_> {
    fn which(&self) -> Result<WhichDate, Vec<Problem>> {
        let plain = |names: &[&str]| self.table.find(names).filter(|column| self.free.contains(column));
        let (event, option) = (plain(&EVENT).filter(|_| self.given.is_none()), plain(&OPTION));
        if let (Some(event), Some(option)) = (event, option) {
            return Ok(WhichDate::Named(event, option));
        }
        let marks = self.marks()?;
        if !marks.is_empty() {
            return Ok(WhichDate::Marks(marks));
        }
        if let Some(event) = event {
            let dates = self.free.iter().copied().find(|column| *column != event && self.events_by_cells(*column).len() == 1);
            return dates.map(|dates| WhichDate::Named(event, dates)).ok_or_else(|| self.missing(None, option));
        }
        let each: Vec<(String, usize)> = self.free.iter().filter_map(|column| Some((self.asks_for(*column)?, *column))).collect();
        match (each.is_empty(), option, self.given) {
            (false, ..) => Ok(WhichDate::Each(each)),
            (true, Some(option), Some(given)) => Ok(WhichDate::Each(vec![(given.id.clone(), option)])),
            (true, Some(option), None) => match self.events_by_cells(option).as_slice() {
                [only] => Ok(WhichDate::Each(vec![(only.id.clone(), option)])),
                _ => Err(self.missing(event, Some(option))),
            },
            (true, None, _) => {
                let dated = self.free.iter().find_map(|column| Some((self.only_event_by_cells(*column)?, *column)));
                dated.map(|(event, column)| WhichDate::Each(vec![(event, column)])).ok_or_else(|| self.missing(event, None))
            }
        }
    }

    /// The sessions of which a date can be chosen.
    fn events(&self) -> impl Iterator<Item = &Event> {
        let all = self.session.settings.events.iter().filter(|event| event.dates.len() > 1);
        all.filter(|event| self.given.is_none_or(|given| given.id == event.id))
            .chain(self.given.filter(|given| given.dates.len() < 2))
    }

    /// Columns whose heading is a date of a session: the session is that which the lead names, or that of which every such heading is one.
    fn marks(&self) -> Result<Vec<(String, u32, usize)>, Vec<Problem>> {
        let named = |event: &Event, column: usize| match label::places(self.table.heading(column), &event.dates)[..] {
            [place] => u32::try_from(place + 1).ok(),
            _ => None,
        };
        let of = |event: &Event| -> Vec<(String, u32, usize)> {
            let column = |column: &usize| Some((event.id.clone(), named(event, *column)?, *column));
            self.free.iter().filter_map(column).collect()
        };
        let found: Vec<Vec<(String, u32, usize)>> = self.events().map(of).filter(|marks| !marks.is_empty()).collect();
        let mut columns: Vec<usize> = found.iter().flatten().map(|(.., column)| *column).collect();
        let all = columns.len();
        columns.sort_unstable();
        columns.dedup();
        if columns.len() < all {
            return Err(vec![self.no_event("the dates are those of several sessions")]);
        }
        Ok(found.into_iter().flatten().collect())
    }

    /// Columns beside those with marks whose heading is a date of no session that is read.
    fn unread(&self, which: &WhichDate) -> Vec<String> {
        let WhichDate::Marks(marks) = which else { return Vec::new() };
        let is_read = |column: &usize| marks.iter().any(|(.., read)| read == column);
        let others = self.free.iter().filter(|column| !is_read(column)).map(|column| self.table.heading(*column));
        others.filter(|heading| label::names_day(heading)).map(str::to_owned).collect()
    }

    /// The session of which a column asks for the date: its heading names it, or what stands in it are dates of that one alone.
    fn asks_for(&self, column: usize) -> Option<String> {
        let heading = format!(" {} ", spelling::key(self.table.heading(column)));
        let names = |event: &&Event| {
            [&event.title, &event.id]
                .into_iter()
                .map(|name| spelling::key(name))
                .any(|name| !name.is_empty() && heading.contains(&format!(" {name} ")))
        };
        let asked: Vec<&Event> = self.events().filter(names).collect();
        let longest = asked.iter().max_by_key(|event| event.title.len())?;
        let is_answered = self.table.filled(column).any(|cell| is_date_of(cell, longest) || cell.trim().parse::<usize>().is_ok());
        is_answered.then(|| longest.id.clone())
    }

    fn only_event_by_cells(&self, column: usize) -> Option<String> {
        match self.events_by_cells(column)[..] {
            [only] => Some(only.id.clone()),
            _ => None,
        }
    }

    /// The sessions whose dates stand in at least half of a column's cells; the best only.
    fn events_by_cells(&self, column: usize) -> Vec<&Event> {
        let all = self.table.filled(column).count();
        let fitting = |event: &Event| self.table.filled(column).filter(|cell| is_date_of(cell, event)).count();
        let counted: Vec<(usize, &Event)> = self.events().map(|event| (fitting(event), event)).collect();
        let most = counted.iter().map(|(count, _)| *count).max().filter(|most| *most > 0 && most * 2 >= all);
        counted.into_iter().filter(|(count, _)| Some(*count) == most).map(|(_, event)| event).collect()
    }

    fn missing(&self, event: Option<usize>, option: Option<usize>) -> Vec<Problem> {
        let need = |found: Option<usize>, names: &[&str]| found.map_or_else(|| self.table.need(names).err(), |_| None);
        let event = if self.given.is_some() { None } else { need(event, &EVENT) };
        let event = event.map(|problem| {
            let all_rows = self.for_every_row();
            Problem { help: problem.help.clone().map(|help| format!("{help}; {all_rows}")), ..*problem }
        });
        event.into_iter().chain(need(option, &OPTION).map(|problem| *problem)).collect()
    }

    fn no_event(&self, message: &str) -> Problem {
        let problem = Problem::error("missing-column", message).at(Place::file(&self.table.file).line(1));
        problem.help(format!("add a column event; {}", self.for_every_row()))
    }

    fn for_every_row(&self) -> String {
        let ids: Vec<&str> =
            self.session.settings.events.iter().filter(|event| event.dates.len() > 1).map(|event| event.id.as_str()).collect();
        match ids.first() {
            Some(first) => format!(
                "or say which session all rows are about: `revmentor choose import {} --event {first}`; those with several dates are {}",
                shell::word(&self.table.file),
                ids.join(", ")
            ),
            None => "cohort.toml has no session with several dates".to_owned(),
        }
    }
}

/// Whether a cell names a date of the session.
fn is_date_of(cell: &str, event: &Event) -> bool {
    label::parts(cell).iter().any(|part| !label::places(part, &event.dates).is_empty())
}

/// The session that a cell names, by id or title.
pub(super) fn named<'s>(session: &'s CohortSession, cell: &str) -> Result<&'s Event, Problem> {
    let key = spelling::key(cell);
    let mut titled = session.settings.events.iter().filter(|event| !key.is_empty() && spelling::key(&event.title) == key);
    match (titled.next(), titled.next()) {
        (Some(only), None) => Ok(only),
        _ => attendance::event(&session.settings.events, cell),
    }
}
