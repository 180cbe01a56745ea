//! Answers that can be read but should be looked at: lost letters, hidden characters, markup, days that are none.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use super::answers::{self, Read};
use super::block;
use super::cells::days;
use super::cells::nothing::{is_hedged, is_nothing, is_spreadsheet_error};
use super::columns::{Field, Kind, Role};
use super::intake::sheet::{Row, Sheet, is_blank};
use super::reading::Respondent;
use crate::domain::answer::field;
use crate::domain::person::MOST_PAIRS;
use crate::domain::problem::{Place, Problem};
use crate::domain::spelling;
use crate::domain::text;

/// What is odd about a name.
pub(crate) fn of_name(sheet: &Sheet<'_>, row: Row<'_>, found: &Field<'_>, name: &str) -> Vec<Problem> {
    let place = || sheet.place(row).column(&found.label);
    let mut odd = Vec::new();
    if lost_letters(name) {
        odd.push(
            Problem::warning("lost-letters", "letters of the name were lost when a program saved the file")
                .at(place())
                .value(name)
                .help("correct the name in the export; save it as CSV UTF-8 next time"),
        );
    }
    if found.sources.iter().any(|(at, _)| hides(row.cell(*at))) {
        odd.push(
            Problem::warning("hidden-characters", "the name holds characters that are not seen; they were removed")
                .at(place())
                .value(name)
                .help("compare the name with what the person wrote"),
        );
    }
    let strange = |c: char| matches!(c, '<' | '>' | '{' | '}' | '\\' | '$' | '|' | '=' | '/' | '@' | '0'..='9');
    if name.contains(strange) || !name.is_empty() && !name.chars().any(char::is_alphabetic) || name.contains("..") {
        odd.push(
            Problem::warning("odd-name", "this does not look like a name")
                .at(place())
                .value(name)
                .help("look at the row in the export"),
        );
    }
    if is_trial(name) {
        odd.push(
            Problem::warning("odd-name", "this looks like a trial of the form and not like a person")
                .at(place())
                .value(name)
                .help("take the row out of the export if nobody is meant by it"),
        );
    }
    if text::cap(name, text::FIELD).1 {
        let message = format!("the name is longer than {} characters and was cut", text::FIELD);
        odd.push(Problem::warning("long-name", message).at(place()).help("look at the row in the export"));
    }
    odd
}

/// Whoever counts must have a name: without it nobody can say who is in a pair.
pub(crate) fn no_name(sheet: &Sheet<'_>, found: Option<&Field<'_>>, person: &Respondent) -> Option<Problem> {
    let label = found.map(|found| found.label.as_str()).unwrap_or_default();
    let place = Place { row: Some(person.record), line: person.line, ..Place::file(&sheet.path) };
    is_nothing(&person.contact.name).then(|| {
        Problem::error("no-name", "the row has an address but no name")
            .at(place.column(label))
            .value(person.contact.name.clone())
            .help("write the person's name into the export, or take the row out of it")
    })
}

/// `Test Test`, `Dummy User`: what people type who try a form.
fn is_trial(name: &str) -> bool {
    const TRIALS: [&str; 9] = ["test", "testing", "tester", "dummy", "trial", "sample", "example", "asdf", "preview"];
    const BESIDE: [&str; 16] = [
        "person", "user", "name", "response", "entry", "account", "a", "only", "please", "ignore", "this", "delete", "do", "not",
        "is", "the",
    ];
    let key = spelling::key(name);
    let words = || key.split(' ').map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit()));
    words().any(|word| TRIALS.contains(&word))
        && words().all(|word| word.is_empty() || TRIALS.contains(&word) || BESIDE.contains(&word))
}

/// People whose address is made of another's first name and surname: a column was sorted or moved by itself.
pub(crate) fn of_mixed_up_rows(path: &str, people: &[Respondent]) -> Vec<Problem> {
    let ends = |person: &Respondent| {
        let key = spelling::key(&person.contact.name);
        let (first, last) = (key.split(' ').next()?.to_owned(), key.rsplit(' ').next()?.to_owned());
        (key.contains(' ') && first.len() > 1 && last.len() > 2).then_some((first, last))
    };
    let by_name: LazyCell<BTreeMap<(String, String), u32>, _> =
        LazyCell::new(|| people.iter().filter_map(|person| Some((ends(person)?, person.record))).collect());
    let mut problems = Vec::new();
    for person in people {
        let local = person.contact.email.reveal().split('@').next().unwrap_or_default();
        let words: Vec<&str> =
            local.split(['.', '_', '-']).map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit())).collect();
        let [first, .., last] = words.as_slice() else { continue };
        let Some(own) = ends(person) else { continue };
        let (first, last) = ((*first).to_owned(), (*last).to_owned());
        let is_own = [&own.0, &own.1].into_iter().any(|word| *word == first || *word == last);
        let turned = (last.clone(), first.clone());
        let other = by_name.get(&(first, last)).or_else(|| by_name.get(&turned));
        let Some(other) = other.filter(|_| !is_own) else { continue };
        let place = Place { row: Some(person.record), line: person.line, ..Place::file(path) };
        problems.push(
            Problem::warning("address-of-another", format!("this address looks like that of the person in row {other}"))
                .at(place.column("email"))
                .value(person.contact.email.reveal())
                .help("compare names and addresses: a column may have been sorted by itself"),
        );
    }
    problems
}

/// People of one name under several addresses: two people, or one who answered from work and from home.
pub(crate) fn of_one_name(path: &str, name: Option<&Field<'_>>, people: &[Respondent]) -> Vec<Problem> {
    let mut first: BTreeMap<String, &Respondent> = BTreeMap::new();
    let mut problems = Vec::new();
    for person in people {
        let key = spelling::key(&person.contact.name);
        let Some(other) = first.get(&key) else {
            first.insert(key, person);
            continue;
        };
        let place = Place { row: Some(person.record), line: person.line, ..Place::file(path) };
        let message = format!("two rows have one name and different addresses; the other is row {}", other.record);
        let [one, two] = [other.contact.email.reveal(), person.contact.email.reveal()];
        problems.push(
            Problem::warning("same-name", message)
                .at(place.column(name.map(|found| found.label.as_str()).unwrap_or_default()))
                .value(person.contact.name.clone())
                .help(format!("if it is one person: `revmentor identity same {one} {two}` after the import")),
        );
    }
    problems
}

/// A `?` inside a word, a replacement character, or an underscore where a letter was.
fn lost_letters(name: &str) -> bool {
    if !name.contains(['\u{fffd}', '?', '_']) {
        return false;
    }
    let letters: Vec<char> = name.chars().collect();
    let beside = |at: usize| {
        let letter = |i: Option<usize>| i.and_then(|i| letters.get(i)).is_some_and(|c| c.is_alphabetic());
        letter(at.checked_sub(1)) || letter(at.checked_add(1))
    };
    letters.iter().enumerate().any(|(at, c)| *c == '\u{fffd}' || matches!(*c, '?' | '_') && beside(at))
}

/// Direction overrides, zero-width characters, terminal escapes: things that a name does not need.
fn hides(cell: &str) -> bool {
    cell.chars().any(|c| {
        let blank = matches!(c, '\r' | '\n' | '\t');
        c.is_control() && !blank || text::is_invisible(c) && !matches!(c, '\u{200c}' | '\u{200d}' | '\u{feff}' | '\u{ad}')
    })
}

/// What is odd about one answer.
pub(crate) fn of_answer(sheet: &Sheet<'_>, row: Row<'_>, found: &Field<'_>, read: &Read) -> Option<Problem> {
    let problem = error_of_spreadsheet(found, row)
        .or_else(|| unclear_day(sheet, found, row, read))
        .or_else(|| odd_answer(found, row, read))?;
    let column = problem.place.column.clone().unwrap_or_else(|| found.label.clone());
    Some(problem.at(sheet.place(row).column(column)))
}

/// A cell that shows a spreadsheet's error, saved as text.
fn error_of_spreadsheet(found: &Field<'_>, row: Row<'_>) -> Option<Problem> {
    let shown = found.sources.iter().map(|(at, _)| row.cell(*at).trim()).find(|cell| is_spreadsheet_error(cell))?;
    let help = "look in the spreadsheet: a formula lost what it pointed to, or an answer begins with “=” or “-”; write the answer as text";
    Some(Problem::warning("error-cell", "this cell shows an error of a spreadsheet and counts as empty").value(shown).help(help))
}

/// One cure for all numbers of pairs that cannot be read: a column has one line in cohort.toml.
pub(crate) fn one_cure(sheet: &Sheet<'_>, found: Option<&Field<'_>>, problems: &mut [Problem]) {
    let Some(found) = found else { return };
    let is_number = |problem: &Problem| problem.code == "unclear-number";
    let records: BTreeSet<u32> =
        problems.iter().filter(|problem| is_number(problem)).filter_map(|problem| problem.place.row).collect();
    if records.len() < 2 {
        return;
    }
    // What is shown of a cell may be cut, and an alias has to be the whole of it.
    let rows = sheet.rows_from(0).filter(|row| records.contains(&row.record));
    let cells = rows.map(|row| answers::joined(found, row)).filter(|cell| is_short(cell));
    let aliases: BTreeMap<String, String> = cells.map(|cell| (cell, "2".to_owned())).collect();
    let help = match with_aliases(found, aliases) {
        Some(line) => format!("write numbers; or say in cohort.toml what each means: {line}"),
        None => "write numbers".to_owned(),
    };
    for problem in problems.iter_mut().filter(|problem| is_number(problem)) {
        problem.help = Some(help.clone());
    }
}

/// Whether an answer is short enough to stand in cohort.toml.
fn is_short(cell: &str) -> bool {
    cell.len() <= text::FIELD
}

/// The line of the survey's columns in cohort.toml that says what cells mean; none where there are none.
fn with_aliases(found: &Field<'_>, aliases: BTreeMap<String, String>) -> Option<String> {
    let mut column = found.column.clone();
    let is_new = !aliases.is_empty();
    column.aliases.extend(aliases);
    is_new.then(|| block::line(found.name, &column))
}

/// What to do, and how cohort.toml says what a cell means, unless the cell is too long for that.
fn or_with_alias(what: &str, found: &Field<'_>, cell: &str, meant: &str) -> String {
    let alias = is_short(cell).then(|| (cell.to_owned(), meant.to_owned()));
    match with_aliases(found, alias.into_iter().collect()) {
        Some(line) => format!("{what}; or say in cohort.toml what is meant: {line}"),
        None => what.to_owned(),
    }
}

/// A cell of several for weekdays that is not understood: under a day, or beside the days that were ticked.
fn unclear_day(sheet: &Sheet<'_>, found: &Field<'_>, row: Row<'_>, read: &Read) -> Option<Problem> {
    let (at, cell) = answers::unclear_day(found, row).filter(|_| found.kind == Kind::Days && read.unclear)?;
    let is_beside = found.sources.iter().any(|(other, role)| *other == at && *role == Role::Other);
    let message = match (read.answer.is_empty(), is_beside) {
        (true, _) => "no weekday can be read here and in the columns beside it: any day counts as possible",
        (false, true) => "this stands beside the weekdays that were ticked and is not read: what was ticked counts",
        (false, false) => "it is not clear whether this weekday is possible: it counts as not possible",
    };
    let column = sheet.heading_above(at).unwrap_or_else(|| found.label.clone());
    Some(
        Problem::warning("unreadable-days", message)
            .at(Place::default().column(column))
            .value(text::cap(&text::tidy(cell), 60).0)
            .help("ask the person, and mark the weekdays that are possible in the export"),
    )
}

fn odd_answer(found: &Field<'_>, row: Row<'_>, read: &Read) -> Option<Problem> {
    match found.kind {
        Kind::Mark if read.unclear => {
            let taken = if found.name == field::FINISHED { "finished" } else { "no" };
            let message = format!("this says neither yes nor no; it counts as {taken}");
            let help = format!("say `{} = {{ column = …, yes = […], no = […] }}`", found.name);
            Some(Problem::warning("unclear-mark", message).value(text::cap(&answers::joined(found, row), 60).0).help(help))
        }
        Kind::Count if read.unclear => {
            let message = format!("this is no number of pairs from 0 to {MOST_PAIRS}");
            let cell = answers::joined(found, row);
            let help = or_with_alias("write a number", found, &cell, "2");
            Some(Problem::error("unclear-number", message).value(text::cap(&cell, 60).0).help(help))
        }
        Kind::Days if read.answer.is_empty() => {
            let whole = found.sources.iter().filter(|(_, role)| *role == Role::Whole).map(|(at, _)| row.cell(*at));
            let cell = whole.into_iter().find(|cell| !is_blank(cell) && !is_nothing(cell))?;
            let message = if days::names_one(cell) {
                "it is not clear which of these weekdays are possible: none is read, and any day counts as possible"
            } else {
                "no weekday is named here; any day counts as possible"
            };
            Some(Problem::warning("unreadable-days", message).value(text::cap(&text::tidy(cell), 60).0).help(
                "ask the person, and write the days that are possible, such as Mon, Wed; or say aliases = { \"…\" = \"Monday\" }",
            ))
        }
        Kind::List if found.is_wish() && found.sources.iter().any(|(at, _)| is_hedged(row.cell(*at))) => {
            let read: Vec<&str> = read.answer.texts().collect();
            let message = match read.as_slice() {
                [] => "this begins as no preference and goes on; it counts as none".to_owned(),
                wishes => format!("this begins as no preference and goes on: it is read as a wish for {}", wishes.join("; ")),
            };
            let cell = found.sources.iter().map(|(at, _)| row.cell(*at)).find(|cell| is_hedged(cell)).unwrap_or_default();
            let cell = text::tidy(cell);
            let meant = read.first().copied().unwrap_or("No preference");
            let help = or_with_alias("ask the person", found, &cell, meant);
            Some(Problem::warning("hedged-wish", message).value(text::cap(&cell, 60).0).help(help))
        }
        Kind::List | Kind::Text | Kind::Names if found.sources.iter().any(|(at, _)| row.cell(*at).len() > text::FREE_TEXT) => {
            Some(
                Problem::warning("long-answer", format!("the answer is longer than {} characters and was cut", text::FREE_TEXT))
                    .help("a quotation mark may be missing in the export"),
            )
        }
        _ => None,
    }
}
