//! `choose import`: a poll's result or a form's export. Of somebody who answered several times the last answer counts.

use std::collections::BTreeMap;
use std::path::Path;

use super::columns::{self, Columns, WhichDate};
use super::several::{self, SeveralDates};
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
    let Answered { mut choices, several, mut notes } = last_answers(&table, read);
    drop(columns);
    let mut said: Vec<String> =
        choices.iter().map(|(person, choice)| record(&mut session, *person, choice, console.today)).collect();
    let settled = several::settle(&session, several);
    said.extend(settled.chosen.iter().map(|(person, choice)| record(&mut session, *person, choice, console.today)));
    choices.extend(settled.chosen);
    notes.extend(settled.notes);
    order::alone_first(&session, &choices)?;
    doubtful.iter().chain(&notes).try_for_each(|note| console.say(note))?;
    said.iter().try_for_each(|sentence| console.say(sentence))?;
    console.warn(&[settled.open, doubts(&session, &choices)].concat())?;
    console.apply(session, write, "choose", &format!("{} choices read", choices.len()))
}

/// What a row says: who, and of each session that it names the dates on which they can come; none where it says that no date suits.
type Chosen = (PersonId, Vec<(String, Vec<Choice>)>);

/// The last answers of everybody, in the order of the rows; and what the lead should know.
struct Answered {
    choices: Vec<(PersonId, Choice)>,
    several: Vec<SeveralDates>,
    notes: Vec<String>,
}

/// Of each person and session the last answer.
fn last_answers(table: &Table, read: Vec<(&Row, Chosen)>) -> Answered {
    let stamps: Vec<&str> = table.answered.into_iter().flat_map(|column| table.filled(column)).collect();
    let order = DayOrder::of(&stamps, &[], table.month_first);
    let answered = |row: &Row| table.answered.and_then(|column| order.day(row.cell(column)));
    let mut read: Vec<(usize, &Row, Chosen)> =
        read.into_iter().enumerate().map(|(at, (row, chosen))| (at, row, chosen)).collect();
    read.sort_by_key(|(at, row, _)| (answered(row), *at));
    let mut last: BTreeMap<(PersonId, String), (&Row, usize, Vec<Choice>)> = BTreeMap::new();
    let mut notes = Vec::new();
    for (at, row, (person, chosen)) in read {
        for (event, dates) in chosen {
            let options = |dates: &[Choice]| dates.iter().map(|date| date.option).collect::<Vec<u32>>();
            let now = options(&dates);
            if let Some((before, _, earlier)) = last.insert((person, event.clone()), (row, at, dates))
                && options(&earlier) != now
            {
                let place = table.row_place(before);
                notes.push(format!("{place}: {person} answered for {event} again in row {}, which counts.", row.record));
            }
        }
    }
    let mut in_order: Vec<_> = last.into_iter().collect();
    in_order.sort_by_key(|(_, (_, at, _))| *at);
    let mut answered = Answered { choices: Vec::new(), several: Vec::new(), notes };
    for ((person, event), (row, _, mut dates)) in in_order {
        match (dates.pop(), dates.is_empty()) {
            (Some(only), true) => answered.choices.push((person, only)),
            (Some(last), false) => {
                dates.push(last);
                answered.several.push(SeveralDates { person, dates, place: table.row_place(row) });
            }
            (None, _) => answered.notes.push(format!("{}: {person} chose no date of {event}.", table.row_place(row))),
        }
    }
    answered
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
                vec![self.in_words(&named.id, person, *option).and_then(|(event, dates)| match dates.len() {
                    0 | 1 => Ok((event, dates)),
                    _ => Err(self.at(*option, several_of(&named.id, person, &dates)).value(self.row.cell(*option).trim())),
                })]
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

    /// The dates that stand in a cell, in words or as their numbers.
    fn in_words(&self, event: &str, person: PersonId, column: usize) -> Result<(String, Vec<Choice>), Problem> {
        let cell = self.row.cell(column).trim();
        if says_none(cell) {
            return Ok((event.to_owned(), Vec::new()));
        }
        let parts = label::parts(cell);
        let mut chosen: Vec<Choice> = Vec::new();
        for part in parts {
            let one = choice(self.session, event, person, &part).map_err(|problem| self.at(column, problem))?;
            if chosen.iter().all(|known| known.option != one.option) {
                chosen.push(one);
            }
        }
        Ok((event.to_owned(), chosen))
    }

    /// The dates whose columns have a mark; nothing where the person is not asked and marked none.
    fn marked(&self, event: &str, person: PersonId, marks: &[(u32, usize)]) -> Result<Option<(String, Vec<Choice>)>, Problem> {
        let mut chosen: Vec<Choice> = Vec::new();
        for (option, column) in marks {
            let cell = self.row.cell(*column).trim();
            match mark(cell) {
                Some(Marked::Yes) => {
                    let one = choice(self.session, event, person, &option.to_string());
                    chosen.push(one.map_err(|problem| self.at(*column, problem))?);
                }
                Some(Marked::No | Marked::Open) => {}
                None => {
                    let problem = Problem::error("neither-yes-nor-no", "neither yes nor no").value(cell);
                    return Err(
                        self.at(*column, problem.help("write yes for a date on which they can come, and no for any other"))
                    );
                }
            }
        }
        let is_asked = || {
            let event = self.session.settings.events.iter().find(|known| known.id == event);
            event.is_none_or(|event| event.audience.includes(person.side()))
        };
        Ok((!chosen.is_empty() || is_asked()).then(|| (event.to_owned(), chosen)))
    }
}

fn several_of(event: &str, person: PersonId, chosen: &[Choice]) -> Problem {
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
