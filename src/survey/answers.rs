//! One row's answers: cells to texts and lists, cleaned once, here.

use std::rc::Rc;

use super::cells::dates::{self, Fault, Moment, Order};
use super::cells::nothing::{is_nothing, is_spreadsheet_error, wish_beside};
use super::cells::numbered;
use super::cells::several::{self, Joining};
use super::cells::{counts, days, marks, names};
use super::columns::{Field, Kind, Role};
use super::header::heading::fold;
use super::intake::sheet::{Row, is_blank};
use crate::domain::answer::Answer;
use crate::domain::spelling;
use crate::domain::text;

/// A field's answer in one row, and what was written beside the options.
#[derive(Debug)]
pub(crate) struct Read {
    /// The answer.
    pub(crate) answer: Rc<Answer>,
    /// Free texts beside the options; they are answers too.
    pub(crate) others: Vec<String>,
    /// Whether the cell was to be a mark or a number and is none, or a cell of several for weekdays is not understood.
    pub(crate) unclear: bool,
}

/// Reads a field of a row. A date that cannot be read is empty here; [`moment`] says why.
pub(crate) fn read(field: &Field<'_>, row: Row<'_>) -> Read {
    let mut others = Vec::new();
    let mut unclear = false;
    let answer = match field.kind {
        Kind::Mark => Answer::Text(mark(field, row, &mut unclear).to_owned()),
        Kind::Moment(_) => Answer::Text(moment(field, row).ok().flatten().map(|moment| moment.iso()).unwrap_or_default()),
        Kind::Count => Answer::Text(count(field, row, &mut unclear)),
        Kind::Days => Answer::List(weekdays(field, row, &mut unclear)),
        Kind::Names => Answer::List(people(field, row)),
        Kind::List => Answer::List(list(field, row, &mut others)),
        Kind::Text => Answer::Text(single(field, row)),
    };
    Read { answer: answer.into(), others, unclear }
}

/// The joined text of a field's cells, tidied and capped.
pub(crate) fn joined(field: &Field<'_>, row: Row<'_>) -> String {
    let mut joined = String::new();
    for (at, _) in &field.sources {
        let cell = clean(row.cell(*at));
        if joined.is_empty() {
            joined = cell;
        } else if !cell.is_empty() {
            joined.push(' ');
            joined.push_str(&cell);
        }
    }
    if joined.len() > text::FREE_TEXT { text::cap(&joined, text::FREE_TEXT).0.to_owned() } else { joined }
}

/// The joined text of a field's cells, or what the settings say it stands for.
pub(crate) fn meant(field: &Field<'_>, row: Row<'_>) -> String {
    aliased(field, joined(field, row))
}

/// Whether the mark in a row says yes.
pub(crate) fn says(field: &Field<'_>, row: Row<'_>) -> marks::Mark {
    marks::read(&meant(field, row), field.column)
}

/// When the answer was given; nothing where nothing was written.
///
/// # Errors
/// Why the cell is no date.
pub(crate) fn moment(field: &Field<'_>, row: Row<'_>) -> Result<Option<Moment>, Fault> {
    let order = if let Kind::Moment(order) = field.kind { order } else { Order::DayFirst };
    let cell = meant(field, row);
    if is_nothing(&cell) {
        return Ok(None);
    }
    let moment = match &field.column.format {
        Some(pattern) => dates::parse_as(&cell, pattern)?,
        None => dates::parse(&cell, order)?,
    };
    // LimeSurvey writes the first day of 1980 where a survey is not date-stamped.
    Ok(Some(moment).filter(|moment| moment.iso().get(..10) != Some("1980-01-01")))
}

/// A cell as one tidy line.
fn clean(cell: &str) -> String {
    unguarded(text::tidy(cell))
}

/// A text without the apostrophe with which spreadsheets guard what looks like a formula.
fn unguarded(tidy: String) -> String {
    let guarded = tidy.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    guarded.map(str::to_owned).unwrap_or(tidy)
}

fn aliased(field: &Field<'_>, answer: String) -> String {
    let alias = |answer: &str| field.aliases.get(&spelling::key(answer)).map(|meant| text::tidy(meant));
    if let Some(meant) = alias(&answer).filter(|_| !field.aliases.is_empty()) {
        return meant;
    }
    match numbered::without_number(&answer).filter(|_| field.is_numbered) {
        Some(rest) => alias(rest).unwrap_or_else(|| rest.to_owned()),
        None => answer,
    }
}

/// What is wished, where an answer says so beside having no preference.
fn wished(field: &Field<'_>, answer: String) -> String {
    let wish = if field.is_wish() { wish_beside(&answer) } else { None };
    wish.map(str::to_owned).unwrap_or(answer)
}

fn mark(field: &Field<'_>, row: Row<'_>, unclear: &mut bool) -> &'static str {
    match says(field, row) {
        marks::Mark::Yes => "yes",
        marks::Mark::No => "no",
        marks::Mark::Unclear => {
            *unclear = true;
            "no"
        }
    }
}

/// A number of pairs; nothing where the cell is empty or no number.
fn count(field: &Field<'_>, row: Row<'_>, unclear: &mut bool) -> String {
    let said = meant(field, row);
    let count = counts::read(&said);
    *unclear = count.is_none() && !is_nothing(&said);
    count.map(|count| count.to_string()).unwrap_or_default()
}

fn single(field: &Field<'_>, row: Row<'_>) -> String {
    let answer = meant(field, row);
    if is_nothing(&answer) || is_spreadsheet_error(&answer) { String::new() } else { answer }
}

/// The days that are possible. What was ticked counts; a text beside the ticks adds days to them, and takes none away.
fn weekdays(field: &Field<'_>, row: Row<'_>, unclear: &mut bool) -> Vec<String> {
    let (mut said, mut beside): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for (at, role) in &field.sources {
        let cell = row.cell(*at);
        match role {
            Role::Option(option) => match possible(field, cell, option) {
                Some(true) => said.push(aliased(field, option.clone())),
                Some(false) => {}
                None => *unclear = true,
            },
            Role::Other if says_something(cell) => beside.extend(split_days(field, cell)),
            Role::Other => {}
            Role::Whole => said.extend(split_days(field, cell)),
        }
    }
    let ticked = days::read(&said.join("; "));
    let beside = beside.join("; ");
    let further = days::read(&beside);
    *unclear |= !beside.is_empty() && (further.is_empty() || !ticked.is_empty() && days::may_exclude(&beside));
    if ticked.is_empty() {
        return further;
    }
    if *unclear || further.is_empty() { ticked } else { days::read(&[ticked, further].concat().join("; ")) }
}

/// Whether a cell under a day says that the day is possible; none where it cannot be told.
fn possible(field: &Field<'_>, cell: &str, option: &str) -> Option<bool> {
    if is_blank(cell) || ticked(field, cell, option) {
        return Some(!is_blank(cell));
    }
    let says_no = || is_nothing(cell) || marks::read(cell, field.column) == marks::Mark::No;
    let is_short_no = || cell.trim().chars().count() <= 9 && says_no();
    days::availability(cell).or_else(|| is_short_no().then_some(false))
}

/// Whether a text beside weekdays says anything; `none of these` does, of the days.
fn says_something(cell: &str) -> bool {
    !is_blank(cell) && (!is_nothing(cell) || spelling::key(cell).starts_with("none of"))
}

/// The cell of several for weekdays that is not understood, with its column (from 0).
pub(crate) fn unclear_day<'r>(field: &Field<'_>, row: Row<'r>) -> Option<(usize, &'r str)> {
    let is_unclear = |role: &Role, cell: &str| match role {
        Role::Option(option) => possible(field, cell, option).is_none(),
        Role::Other => says_something(cell),
        Role::Whole => false,
    };
    field
        .sources
        .iter()
        .map(|(at, role)| (*at, role, row.cell(*at)))
        .find(|(_, role, cell)| is_unclear(role, cell))
        .map(|(at, _, cell)| (at, cell))
}

fn split_days(field: &Field<'_>, cell: &str) -> Vec<String> {
    if field.aliases.is_empty() {
        vec![clean(cell)]
    } else {
        field_parts(field, cell).into_iter().map(|part| aliased(field, part)).collect()
    }
}

/// The parts of a cell by the settings' separators, or by the usual ones.
fn field_parts(field: &Field<'_>, cell: &str) -> Vec<String> {
    let usual: Vec<String> = [",", ";", "/", "\n"].map(str::to_owned).to_vec();
    let separators = if field.column.separators.is_empty() { usual } else { several::written(&field.column.separators) };
    Joining::new(&separators, &field.column.options, false).split(cell)
}

fn people(field: &Field<'_>, row: Row<'_>) -> Vec<String> {
    let mut people: Vec<String> = Vec::new();
    for (at, _) in &field.sources {
        let cell = text::cap(row.cell(*at), text::FREE_TEXT).0;
        if is_spreadsheet_error(cell.trim()) {
            continue;
        }
        let separators = several::written(&field.column.separators);
        let cell = separators.iter().fold(cell.to_owned(), |cell, separator| cell.replace(separator.as_str(), "\n"));
        for name in names::split(&cell).into_iter().map(|name| aliased(field, name)) {
            if !people.contains(&name) {
                people.push(name);
            }
        }
    }
    people
}

fn list(field: &Field<'_>, row: Row<'_>, others: &mut Vec<String>) -> Vec<String> {
    let mut answers: Vec<String> = Vec::new();
    for (at, role) in &field.sources {
        let cell = row.cell(*at);
        if is_blank(cell) || is_spreadsheet_error(cell.trim()) {
            continue;
        }
        match role {
            Role::Option(option) if ticked(field, cell, option) => answers.push(option.clone()),
            Role::Option(_) => answers.extend(foreign(cell, field)),
            Role::Other => {
                let text = clean(cell);
                if !is_nothing(&text) && !is_tick(&text, field) && !super::columns::is_other(&text) {
                    others.push(text.clone());
                    answers.push(text);
                }
            }
            Role::Whole => {
                answers.extend(field.joining.split(text::cap(cell, text::FREE_TEXT).0).into_iter().map(unguarded));
            }
        }
    }
    let mut kept: Vec<String> = Vec::new();
    for answer in answers.into_iter().map(|answer| aliased(field, wished(field, answer))) {
        let empty = is_nothing(&answer) || is_only_other(&answer);
        if !empty && !kept.contains(&answer) {
            kept.push(answer);
        }
    }
    kept
}

/// Whether an answer says only that there is another one: two people who both ticked "Other" need not share anything.
fn is_only_other(answer: &str) -> bool {
    let key = spelling::key(answer);
    let Some(rest) = key.strip_prefix("other") else { return false };
    let asks =
        ["please", "specify", "state", "describe", "details", "below", "write", "in", "give", "s", "answer", "option", "text"];
    rest.split(' ').all(|word| word.is_empty() || asks.contains(&word))
}

/// Whether a cell says that its option was chosen: by the option's text or by a mark.
fn ticked(field: &Field<'_>, cell: &str, option: &str) -> bool {
    fold(cell) == fold(option) || is_tick(cell, field)
}

fn is_tick(cell: &str, field: &Field<'_>) -> bool {
    let cell = &aliased(field, cell.trim().to_owned());
    !is_blank(cell) && marks::read(cell, field.column) == marks::Mark::Yes && cell.trim().chars().count() <= 9
}

/// A text in an option's column that is neither a mark nor the heading's option: the tool cut or changed the heading.
fn foreign(cell: &str, field: &Field<'_>) -> Option<String> {
    let text = clean(cell);
    (marks::read(&text, field.column) == marks::Mark::Unclear && !is_nothing(&text)).then_some(text)
}
