//! `choose import`: a poll's result or a form's export. Of somebody who answered several times the last answer counts.

use std::collections::BTreeMap;
use std::path::Path;

use super::columns::{self, Columns, WhichDate};
use super::{Choice, choice, doubts, label, order, record};
use crate::app::attendance;
use crate::app::form_answers::{Said, said};
use crate::app::session::CohortSession;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::id::PersonId;
use crate::domain::problem::{Problem, Refusal};
use crate::domain::spelling;
use crate::store::formats::table::{Row, Table};
use crate::survey::list::DayOrder;

/// What polls call a date to which somebody can come, beside yes.
const CAN: [&str; 6] = ["ok", "i can", "can", "preferred", "my choice", "first choice"];

/// What polls call one to which somebody cannot.
const CANNOT: [&str; 5] = ["cannot", "cant", "i cannot", "i cant", "not possible"];

/// What polls call one to which somebody would rather not come, and does if nothing else fits.
const IF_NEED_BE: [&str; 8] =
    ["if need be", "ifneedbe", "if needed", "yes if need be", "yes if necessary", "if necessary", "under reserve", "inn"];

pub(crate) fn run(file: &Path, event: Option<&str>, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(write.access())?;
    let table = console.table(file)?;
    let given = event.map(|id| attendance::event(&session.settings.events, id).cloned()).transpose().map_err(Refusal::from)?;
    let columns = columns::columns(&session, &table, given.as_ref()).map_err(Refusal::input)?;
    let (mut read, mut problems) = (Vec::new(), Vec::new());
    let mut doubtful: Vec<String> = columns.unread.iter().map(|heading| not_read(&table, heading)).collect();
    for row in &table.rows {
        let row_read = OneRow { session: &session, table: &table, columns: &columns, row };
        match row_read.choices() {
            Ok(chosen) => {
                doubtful.extend(row_read.open_marks(chosen.0));
                read.push((row, chosen));
            }
            Err(found) => problems.extend(found),
        }
    }
    if !problems.is_empty() {
        problems.dedup();
        return Err(Refusal::input(problems).into());
    }
    let (choices, notes) = last_answers(&table, read);
    drop(columns);
    let said: Vec<String> = choices.iter().map(|(person, choice)| record(&mut session, *person, choice, console.today)).collect();
    order::alone_first(&session, &choices)?;
    doubtful.iter().chain(&notes).try_for_each(|note| console.say(note))?;
    said.iter().try_for_each(|sentence| console.say(sentence))?;
    console.warn(&doubts(&session, &choices))?;
    console.apply(session, write, "choose", &format!("{} choices read", choices.len()))
}

/// What a row says: who, and of each session that it names which date; none where it says that no date suits.
type Chosen = (PersonId, Vec<(String, Option<Choice>)>);

/// Of each person and session the last answer, in the order of the rows; and what the lead should know.
fn last_answers(table: &Table, read: Vec<(&Row, Chosen)>) -> (Vec<(PersonId, Choice)>, Vec<String>) {
    let stamps: Vec<&str> = table.answered.into_iter().flat_map(|column| table.filled(column)).collect();
    let order = DayOrder::of(&stamps, &[], table.month_first);
    let answered = |row: &Row| table.answered.and_then(|column| order.day(row.cell(column)));
    let mut read: Vec<(usize, &Row, Chosen)> =
        read.into_iter().enumerate().map(|(at, (row, chosen))| (at, row, chosen)).collect();
    read.sort_by_key(|(at, row, _)| (answered(row), *at));
    let mut last: BTreeMap<(PersonId, String), (&Row, usize, Option<Choice>)> = BTreeMap::new();
    let mut notes = Vec::new();
    for (at, row, (person, chosen)) in read {
        for (event, choice) in chosen {
            let option = choice.as_ref().map(|choice| choice.option);
            if let Some((before, _, earlier)) = last.insert((person, event.clone()), (row, at, choice))
                && earlier.map(|earlier| earlier.option) != option
            {
                let place = table.row_place(before);
                notes.push(format!("{place}: {person} answered for {event} again in row {}, which counts.", row.record));
            }
        }
    }
    let mut choices = Vec::new();
    for ((person, event), (row, at, choice)) in last {
        match choice {
            Some(choice) => choices.push((at, person, choice)),
            None => notes.push(format!("{}: {person} chose no date of {event}.", table.row_place(row))),
        }
    }
    choices.sort_by_key(|(at, ..)| *at);
    (choices.into_iter().map(|(_, person, choice)| (person, choice)).collect(), notes)
}

/// A row, with what it is read by.
struct OneRow<'a> {
    session: &'a CohortSession,
    table: &'a Table,
    columns: &'a Columns<'a>,
    row: &'a Row,
}

impl OneRow<'_> {
    fn choices(&self) -> Result<Chosen, Vec<Problem>> {
        let person = self.columns.people.person(self.table, self.row).map_err(|problem| vec![problem])?;
        let chosen = match &self.columns.which {
            WhichDate::Named(event, option) => {
                let named = columns::named(self.session, self.row.cell(*event).trim());
                let named = named.map_err(|problem| vec![self.at(*option, problem)])?;
                vec![self.in_words(&named.id, person, *option)]
            }
            WhichDate::Each(all) => {
                let asked = all.iter().filter(|(event, column)| !self.is_not_asked(event, person, *column));
                asked.map(|(event, column)| self.in_words(event, person, *column)).collect()
            }
            WhichDate::Marks(marks) => {
                let mut by_event: BTreeMap<&str, Vec<(u32, usize)>> = BTreeMap::new();
                for (event, option, column) in marks {
                    by_event.entry(event).or_default().push((*option, *column));
                }
                by_event.into_iter().filter_map(|(event, marks)| self.marked(event, person, &marks).transpose()).collect()
            }
        };
        let (mut found, mut problems) = (Vec::new(), Vec::new());
        for one in chosen {
            match one {
                Ok(one) => found.push(one),
                Err(problem) => problems.push(problem),
            }
        }
        if problems.is_empty() { Ok((person, found)) } else { Err(problems) }
    }

    /// What the lead should know of dates that somebody marked with neither yes nor no.
    fn open_marks(&self, person: PersonId) -> Option<String> {
        let WhichDate::Marks(marks) = &self.columns.which else { return None };
        let open: Vec<String> = marks
            .iter()
            .map(|(event, _, column)| (event, *column, self.row.cell(*column).trim()))
            .filter(|(.., cell)| mark(cell) == Some(Marked::Open))
            .map(|(event, column, cell)| format!("{:?} of {event} ({cell})", self.table.heading(column)))
            .collect();
        let place = self.table.row_place(self.row);
        (!open.is_empty()).then(|| format!("{place}: {person} neither takes nor rules out {}: not counted.", open.join(", ")))
    }

    fn at(&self, column: usize, problem: Problem) -> Problem {
        Problem { place: self.table.place(self.row, column), ..problem }
    }

    /// Whether nothing stands in the column of a session to which the person is not asked.
    fn is_not_asked(&self, event: &str, person: PersonId, column: usize) -> bool {
        let event = self.session.settings.events.iter().find(|known| known.id == event);
        self.row.cell(column).trim().is_empty() && event.is_some_and(|event| !event.audience.includes(person.side()))
    }

    /// The date that stands in a cell, in words or as its number.
    fn in_words(&self, event: &str, person: PersonId, column: usize) -> Result<(String, Option<Choice>), Problem> {
        let cell = self.row.cell(column).trim();
        if says_none(cell) {
            return Ok((event.to_owned(), None));
        }
        let parts = label::parts(cell);
        let mut chosen: Vec<Choice> = Vec::new();
        for part in parts {
            let one = choice(self.session, event, person, &part).map_err(|problem| self.at(column, problem))?;
            if chosen.iter().all(|known| known.option != one.option) {
                chosen.push(one);
            }
        }
        match chosen.len() {
            1 => Ok((event.to_owned(), chosen.pop())),
            _ => Err(self.at(column, several(event, person, &chosen)).value(cell)),
        }
    }

    /// The one date whose column has a mark; nothing where the person is not asked and marked none.
    fn marked(&self, event: &str, person: PersonId, marks: &[(u32, usize)]) -> Result<Option<(String, Option<Choice>)>, Problem> {
        let mut chosen: Vec<(Choice, usize)> = Vec::new();
        for (option, column) in marks {
            let cell = self.row.cell(*column).trim();
            match mark(cell) {
                Some(Marked::Yes) => {
                    let one = choice(self.session, event, person, &option.to_string());
                    chosen.push((one.map_err(|problem| self.at(*column, problem))?, *column));
                }
                Some(Marked::No | Marked::Open) => {}
                None => {
                    let problem = Problem::error("neither-yes-nor-no", "neither yes nor no").value(cell);
                    return Err(self.at(*column, problem.help("write yes for the date to which they come, and nothing else")));
                }
            }
        }
        let is_asked = || {
            let event = self.session.settings.events.iter().find(|known| known.id == event);
            event.is_none_or(|event| event.audience.includes(person.side()))
        };
        match (chosen.len(), chosen.first().map(|(_, column)| *column)) {
            (0, _) => Ok(is_asked().then(|| (event.to_owned(), None))),
            (1, _) => Ok(chosen.pop().map(|(choice, _)| (event.to_owned(), Some(choice)))),
            (_, column) => {
                let all: Vec<Choice> = chosen.into_iter().map(|(choice, _)| choice).collect();
                Err(self.at(column.unwrap_or_default(), several(event, person, &all)))
            }
        }
    }
}

fn several(event: &str, person: PersonId, chosen: &[Choice]) -> Problem {
    let dates: Vec<String> =
        chosen.iter().map(|choice| format!("{} = {}", choice.option, choice.date.format("%-d %B %Y, %H:%M"))).collect();
    let message = format!("{person} names several dates of {event}, but can choose only one");
    let first = chosen.first().map_or(1, |choice| choice.option);
    let help = format!("leave one in the file, or take the row out and record it: `revmentor choose {event} {person} {first}`");
    Problem::error("several-dates", message).help(format!("{help} ({})", dates.join(", ")))
}

/// Whether a cell says that no date suits, or says nothing.
fn says_none(cell: &str) -> bool {
    let key = spelling::key(cell);
    let begins = ["none", "neither", "no date", "not any", "i cannot", "cannot", "unable"];
    key.is_empty()
        || said(cell) == Some(Said::No)
        || begins.iter().any(|begin| key == *begin || key.starts_with(&format!("{begin} ")))
}

/// A column whose heading is a date that no session has.
fn not_read(table: &Table, heading: &str) -> String {
    format!("{}: {heading:?} is no date of a session: the column is not read.", table.file)
}

/// What stands in the column of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marked {
    Yes,
    No,
    /// "Maybe", "if need be": said, and counted as neither.
    Open,
}

/// Whether a date is marked; nothing where the cell says neither.
fn mark(cell: &str) -> Option<Marked> {
    let key = spelling::key(cell);
    match key.as_str() {
        // Doodle puts "if need be" into brackets.
        _ if cell.starts_with('(') && cell.ends_with(')') => Some(Marked::Open),
        key if IF_NEED_BE.contains(&key) => Some(Marked::Open),
        key if CAN.contains(&key) => Some(Marked::Yes),
        key if CANNOT.contains(&key) => Some(Marked::No),
        _ => Some(match said(cell)? {
            Said::Yes => Marked::Yes,
            Said::Unclear if !cell.chars().all(|c| "-–—".contains(c)) => Marked::Open,
            Said::No | Said::Blank | Said::Unclear => Marked::No,
        }),
    }
}
