//! Columns that belong to one question: a column for each option, with a beginning in common or headed by the option alone.

use crate::domain::settings::Column;
use crate::domain::weekdays;
use crate::survey::cells::days;
use crate::survey::cells::marks::{self, Mark};
use crate::survey::columns::is_other;
use crate::survey::header::Header;
use crate::survey::header::heading::{Heading, fold};
use crate::survey::intake::sheet::{Sheet, is_blank};

/// So many cells of a column are looked at.
const ENOUGH: usize = 200;

/// Where the columns for one question's options end, and the beginning they share.
pub(super) fn options(sheet: &Sheet<'_>, header: &Header, at: usize) -> Option<(usize, String)> {
    let heading = |at: usize| header.headings.get(at);
    let first = heading(at)?;
    if header.dialect.is_some_and(|dialect| dialect.owns(first)) || first.label.is_empty() {
        return None;
    }
    if first.option.is_none() && heading(at + 1).is_some_and(|next| is_whole_of(first, next)) {
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

/// Whether a column holds all answers to the question of which the next column holds one option: `Goals` before `Goals/Rotas`.
fn is_whole_of(whole: &Heading, option: &Heading) -> bool {
    let rest = option.label.strip_prefix(whole.label.as_str()).map(str::trim_start);
    rest.is_some_and(|rest| rest.starts_with(['/', '[', '(', ':', '|', '>', '_', '-', '–', '—']))
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
        // `goals.Rotas`, and not `1.2` or `e.g.a`.
        let is_point =
            marks == "." && common.get(..run).is_some_and(|before| before.chars().filter(|c| c.is_alphabetic()).count() > 2);
        let has_blank = marks.chars().any(char::is_whitespace);
        let has_mark = marks.chars().any(|c| !c.is_whitespace() && !"'’".contains(c));
        if has_mark && has_blank || is_point || marks.contains(['[', '(', ':', '_', '|', '>', '/', '#', '~', '=']) {
            marked = Some(end);
        } else if has_blank {
            blank = Some(end);
        }
    }
    let (end, parting) = marked.map(|end| (end, Parting::Mark)).or_else(|| blank.map(|end| (end, Parting::Blank)))?;
    let beginning = common.get(..end)?;
    (fold(beginning).chars().count() >= 3 && beginning.chars().any(char::is_alphabetic))
        .then(|| (beginning.trim_end().to_owned(), parting))
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
    let is_day = !days::read(option).is_empty();
    let fits = |cell: &str| fold(cell) == fold(option) || mark(cell) || is_day && days::is_about_day(cell);
    let filled = || sheet.rows_from(header.body).map(|row| row.cell(column)).filter(|cell| !is_blank(cell)).take(ENOUGH);
    // Under a weekday some write what they do on it.
    let most = if is_day { 5 } else { 9 };
    is_other(option) || filled().filter(|cell| fits(cell)).count() * 10 >= filled().count() * most
}

/// Whether a column's cells are its option's text, or its option is a weekday: yes and no answer questions of one beginning too.
fn holds_its_option(sheet: &Sheet<'_>, header: &Header, column: usize, folded: &str) -> bool {
    let Some(option) = header.headings.get(column).and_then(|heading| heading.after(folded)) else { return false };
    let mut filled =
        sheet.rows_from(header.body).map(|row| row.cell(column)).filter(|cell| !is_blank(cell)).take(ENOUGH).peekable();
    weekdays::parse(option).is_some()
        || is_other(option)
        || filled.peek().is_some() && filled.all(|cell| fold(cell) == fold(option))
}

/// Where columns end that are headed by one option each and nothing else: cells repeat their headings, or weekdays are ticked.
pub(super) fn bare(sheet: &Sheet<'_>, header: &Header, at: usize) -> Option<usize> {
    let first = header.headings.get(at)?;
    let is_day = |heading: &Heading| weekdays::parse(&heading.label).is_some();
    let belongs = |at: &usize| {
        header.headings.get(*at).is_some_and(|heading| {
            let own = header.dialect.is_some_and(|dialect| dialect.owns(heading));
            let is_option = is_day(heading) == is_day(first) && !heading.label.is_empty() && heading.option.is_none() && !own;
            is_option && stands_for_itself(sheet, header, *at, &heading.label, is_day(heading))
        })
    };
    let end = (at..=header.headings.len()).find(|at| !belongs(at))?;
    let filled = (at..end).filter(|at| sheet.rows_from(header.body).any(|row| !is_blank(row.cell(*at)))).count();
    if end - at < 3 || filled < 3 {
        return None;
    }
    let is_further = |heading: &Heading| is_other(&heading.label) && !is_day(first);
    Some(end + usize::from(header.headings.get(end).is_some_and(is_further)))
}

/// Whether the filled cells of a column are its heading; of a weekday they may be ticks.
fn stands_for_itself(sheet: &Sheet<'_>, header: &Header, column: usize, label: &str, day: bool) -> bool {
    let folded = fold(label);
    let tick = |cell: &str| day && marks::read(cell, &Column::default()) != Mark::Unclear;
    let filled = || sheet.rows_from(header.body).map(|row| row.cell(column)).filter(|cell| !is_blank(cell)).take(ENOUGH);
    if day && weekdays::parse(label).is_some() {
        // Some write what they do on that day.
        let fits = |cell: &str| fold(cell) == folded || tick(cell) || days::is_about_day(cell);
        return filled().filter(|cell| fits(cell)).count() * 2 >= filled().count();
    }
    filled().all(|cell| fold(cell) == folded || tick(cell))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_parts_question_and_option_ends_the_beginning() {
        for (a, b, beginning) in [
            ("Topics?/Rotas", "Topics?/Ramadan", Some(("Topics?/", Parting::Mark))),
            ("Availability | Monday", "Availability | Tuesday", Some(("Availability |", Parting::Mark))),
            ("Availability. Monday", "Availability. Tuesday", Some(("Availability.", Parting::Mark))),
            ("Days — Monday", "Days — Tuesday", Some(("Days —", Parting::Mark))),
            ("Goals? [Rotas]", "Goals? [Ramadan]", Some(("Goals? [", Parting::Mark))),
            ("Goals_1", "Goals_2", Some(("Goals_", Parting::Mark))),
            ("goals#Rotas", "goals#Ramadan", Some(("goals#", Parting::Mark))),
            ("goals~Rotas", "goals~Ramadan", Some(("goals~", Parting::Mark))),
            ("goals = Rotas", "goals = Ramadan", Some(("goals =", Parting::Mark))),
            ("goals.Rotas", "goals.Ramadan", Some(("goals.", Parting::Mark))),
            ("1.1 Consent", "1.2 Contact", None),
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
