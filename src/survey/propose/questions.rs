//! The questions of an export: a column each, or a column for each option of one question.

use crate::domain::settings::Column;
use crate::domain::spelling;
use crate::domain::weekdays;
use crate::survey::cells::marks::{self, Mark};
use crate::survey::cells::several::Joining;
use crate::survey::columns::is_other;
use crate::survey::header::Header;
use crate::survey::header::heading::{Heading, fold};
use crate::survey::intake::sheet::{Sheet, is_blank};

use super::looks::{Looks, look};
use super::topics::{self, Topic};

/// One question with its columns and what they look like.
#[derive(Debug)]
pub(super) struct Question {
    /// Its columns, from 0.
    pub(super) columns: Vec<usize>,
    /// How the settings would call it.
    pub(super) heading: String,
    /// The beginning that its columns share, where there is one for each option.
    pub(super) each: Option<String>,
    /// Its wording as a comparison key, with the option where it is a part of a larger question.
    pub(super) key: String,
    /// What its cells look like.
    pub(super) looks: Looks,
    /// How its answers are joined.
    pub(super) joining: Joining,
    /// Whether the column is the tool's own.
    pub(super) own: bool,
    /// How many rows in a hundred hold something.
    pub(super) filled: usize,
    /// The options, where there is a column for each.
    pub(super) options: Vec<String>,
    /// How many of the filled cells say "no preference" or the like, in a hundred.
    pub(super) indifferent: usize,
    /// Whether every filled cell grants something: "I agree that …".
    pub(super) grants: bool,
    /// What most of the answers are about.
    pub(super) topic: Option<Topic>,
}

/// All questions, in the order of the columns. O(cells).
pub(super) fn all(sheet: &Sheet<'_>, header: &Header) -> Vec<Question> {
    let mut questions = Vec::new();
    let mut at = 0;
    while at < header.headings.len() {
        let (end, each) = option_run(sheet, header, at).map_or((at + 1, None), |(end, each)| (end, Some(each)));
        questions.push(question(sheet, header, (at..end).collect(), each));
        at = end;
    }
    questions
}

/// Where the columns for one question's options end, and the beginning they share.
fn option_run(sheet: &Sheet<'_>, header: &Header, at: usize) -> Option<(usize, String)> {
    let heading = |at: usize| header.headings.get(at);
    let first = heading(at)?;
    if header.dialect.is_some_and(|dialect| dialect.owns(first)) || first.label.is_empty() {
        return None;
    }
    let (each, parting) = match &first.option {
        Some(_) => (first.question.clone(), Parting::Mark),
        None => shared_beginning(&first.label, &heading(at + 1)?.label)?,
    };
    let folded = fold(&each);
    let belongs = |heading: &Heading| match &first.option {
        Some(_) => heading.option.is_some() && heading.question == first.question,
        None => heading.option.is_none() && heading.after(&folded).is_some_and(|rest| !rest.is_empty()),
    };
    let end = (at..header.headings.len()).find(|at| !heading(*at).is_some_and(belongs)).unwrap_or(header.headings.len());
    let alone_is_enough = first.option.is_some() && end == at + 1;
    let options = (at..end).filter(|column| is_ticked_column(sheet, header, *column, &folded)).count();
    let offers = (at..end).filter_map(|column| heading(column)?.after(&folded)).any(|option| !is_other(option));
    let enough = offers && options * 10 >= (end - at) * 7 && (end - at >= 2 || alone_is_enough);
    let enough =
        enough && (parting == Parting::Mark || end - at >= 3 && (at..end).all(|at| holds_its_option(sheet, header, at, &folded)));
    enough.then_some((end, each))
}

/// The common beginning of two headings, up to whatever parts question and option: marks with a blank beside them, a bracket, a colon
/// or the like; else a blank, which parts words of one question too.
fn shared_beginning(a: &str, b: &str) -> Option<(String, Parting)> {
    let common: usize = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let common = a.get(..common)?;
    let (mut marked, mut blank, mut run) = (None, None, 0);
    for (at, c) in common.char_indices() {
        let end = at + c.len_utf8();
        if c.is_alphanumeric() {
            run = end;
            continue;
        }
        let marks = common.get(run..end).unwrap_or_default();
        let has_blank = marks.chars().any(char::is_whitespace);
        let has_mark = marks.chars().any(|c| !c.is_whitespace() && !"'’".contains(c));
        if has_mark && has_blank || marks.contains(['[', '(', ':', '_', '|', '>']) {
            marked = Some(end);
        } else if has_blank {
            blank = Some(end);
        }
    }
    let (end, parting) = marked.map(|end| (end, Parting::Mark)).or_else(|| blank.map(|end| (end, Parting::Blank)))?;
    let beginning = common.get(..end)?;
    (fold(beginning).chars().count() >= 3).then(|| (beginning.trim_end().to_owned(), parting))
}

/// What parts a question and an option in a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Parting {
    Mark,
    Blank,
}

/// Whether the cells of a column are its option's text, or marks.
fn is_ticked_column(sheet: &Sheet<'_>, header: &Header, column: usize, folded: &str) -> bool {
    let Some(option) = header.headings.get(column).and_then(|heading| heading.after(folded)) else { return false };
    let mark = |cell: &str| cell.trim().chars().count() <= 12 && marks::read(cell, &Column::default()) != Mark::Unclear;
    let fits = |cell: &str| fold(cell) == fold(option) || mark(cell);
    let filled = || sheet.rows_from(header.body).map(|row| row.cell(column)).filter(|cell| !is_blank(cell)).take(200);
    is_other(option) || filled().all(fits) || filled().filter(|cell| fits(cell)).count() * 10 >= filled().count() * 9
}

/// Whether a column's cells are its option's text, or its option is a weekday: yes and no answer questions of one beginning too.
fn holds_its_option(sheet: &Sheet<'_>, header: &Header, column: usize, folded: &str) -> bool {
    let Some(option) = header.headings.get(column).and_then(|heading| heading.after(folded)) else { return false };
    let mut filled = sheet.rows_from(header.body).map(|row| row.cell(column)).filter(|cell| !is_blank(cell)).take(200).peekable();
    weekdays::parse(option).is_some()
        || is_other(option)
        || filled.peek().is_some() && filled.all(|cell| fold(cell) == fold(option))
}

fn question(sheet: &Sheet<'_>, header: &Header, columns: Vec<usize>, each: Option<String>) -> Question {
    let first = columns.first().and_then(|at| header.headings.get(*at)).cloned().unwrap_or_default();
    let own = header.dialect.is_some_and(|dialect| dialect.owns(&first));
    let rows: Vec<_> = sheet.rows_from(header.body).filter(|row| !row.is_blank()).collect();
    let cells: Vec<&str> =
        rows.iter().flat_map(|row| columns.iter().map(move |at| row.cell(*at))).filter(|cell| !is_blank(cell)).collect();
    let answered = rows.iter().filter(|row| columns.iter().any(|at| !is_blank(row.cell(*at)))).count();
    let joint = header.dialect.and_then(|dialect| dialect.joint);
    let options: Vec<String> = each.iter().flat_map(|each| options(header, &columns, &fold(each))).collect();
    let (looks, joining) = if each.is_some() { (Looks::Marks, Joining::default()) } else { look(&cells, joint) };
    let part = first.option.as_ref().filter(|_| each.is_none());
    let words = part.map_or_else(|| first.question.clone(), |part| format!("{part} {}", first.question));
    let heading = unique_name(header, &first, columns.first().copied().unwrap_or(0));
    let topic = if each.is_none() { topics::of(&cells) } else { None };
    let grants = !cells.is_empty() && cells.iter().all(|cell| marks::grants(cell));
    let indifferent = cells.iter().filter(|cell| is_indifferent(cell)).count() * 100 / cells.len().max(1);
    let key = spelling::key(each.as_ref().filter(|_| first.option.is_none()).unwrap_or(&words));
    let key = if part.is_some() { spelling::key(part.map_or("", |part| part)) } else { key };
    Question {
        columns,
        heading,
        each,
        key,
        looks,
        joining,
        own,
        filled: answered * 100 / rows.len().max(1),
        options,
        indifferent,
        grants,
        topic,
    }
}

fn options(header: &Header, columns: &[usize], folded: &str) -> Vec<String> {
    columns
        .iter()
        .filter_map(|at| header.headings.get(*at)?.after(folded))
        .filter(|option| !is_other(option))
        .map(str::to_owned)
        .collect()
}

/// The label, or the tool's code where several columns have one label.
fn unique_name(header: &Header, heading: &Heading, at: usize) -> String {
    let folded = fold(&heading.label);
    let alone = header.headings.iter().enumerate().all(|(other, heading)| other == at || !heading.is_called(&folded));
    let code = heading.code.as_ref().filter(|_| !alone);
    code.unwrap_or(&heading.label).clone()
}

fn is_indifferent(cell: &str) -> bool {
    let key = spelling::key(cell);
    key.starts_with("no preference")
        || key.starts_with("any")
        || key.starts_with("no specific")
        || key.ends_with("mind")
        || key == "either"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_parts_question_and_option_ends_the_beginning() {
        for (a, b, beginning) in [
            ("Availability | Monday", "Availability | Tuesday", Some(("Availability |", Parting::Mark))),
            ("Availability. Monday", "Availability. Tuesday", Some(("Availability.", Parting::Mark))),
            ("Days — Monday", "Days — Tuesday", Some(("Days —", Parting::Mark))),
            ("Goals? [Rotas]", "Goals? [Ramadan]", Some(("Goals? [", Parting::Mark))),
            ("Goals_1", "Goals_2", Some(("Goals_", Parting::Mark))),
            ("Goals - Rotas", "Goals - Rota gaps", Some(("Goals -", Parting::Mark))),
            ("Availability Monday", "Availability Tuesday", Some(("Availability", Parting::Blank))),
            ("Name", "Number", None),
            ("Co-mentor", "Co-mentee", None),
        ] {
            let expected = beginning.map(|(text, parting)| (text.to_owned(), parting));
            assert_eq!(shared_beginning(a, b), expected, "{a} / {b}");
        }
    }
}
