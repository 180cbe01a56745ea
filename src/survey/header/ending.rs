//! Headings that name the option first and the question after it, as `Leadership: Which goals?` and `Leadership (goals)`. They are known by the ending that
//! neighbouring columns share, and by cells that are ticks or repeat the option.

use super::heading::{Heading, fold};
use crate::domain::settings::Column;
use crate::domain::weekdays;
use crate::survey::cells::marks::{self, Mark};
use crate::survey::intake::sheet::{Sheet, is_blank};

/// What stands between option and question, the surest first.
const MARKS: [&str; 5] = [": ", ":", " | ", " - ", " – "];

/// Parts every such heading into its question and its option. O(cells).
pub(super) fn part(sheet: &Sheet<'_>, body: usize, headings: &mut [Heading]) {
    let mut at = 0;
    while at + 1 < headings.len() {
        let question = headings.get(at).zip(headings.get(at + 1)).and_then(|(one, next)| shared_ending(one, next));
        let Some(question) = question else {
            at += 1;
            continue;
        };
        let (question, in_brackets) = question;
        let options = |heading: &Heading| option_before(heading, &question, in_brackets);
        let parted: Vec<String> = headings.iter().skip(at).map_while(options).collect();
        let fits = |(offset, option): (usize, &String)| holds_option(sheet, body, at + offset, option);
        if parted.len() >= 2 && parted.iter().enumerate().all(fits) {
            for (heading, option) in headings.iter_mut().skip(at).zip(&parted) {
                heading.set_parts(&question, option);
            }
        }
        at += parted.len().max(1);
    }
}

/// The question that two headings end with, and whether it is in brackets.
fn shared_ending(one: &Heading, next: &Heading) -> Option<(String, bool)> {
    if one.option.is_some() || next.option.is_some() {
        return None;
    }
    let back = || one.label.chars().rev().zip(next.label.chars().rev());
    let shared: usize = back().take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let ending = one.label.get(one.label.len() - shared..)?;
    let in_brackets = ending.strip_suffix(')').and_then(|ending| Some(ending.rsplit_once('(')?.1));
    let question = in_brackets.or_else(|| MARKS.iter().find_map(|mark| Some(ending.split_once(mark)?.1)))?.trim();
    (question.chars().filter(|c| c.is_alphabetic()).count() >= 3).then(|| (question.to_owned(), in_brackets.is_some()))
}

/// What stands before the question, and the mark between them.
fn option_before(heading: &Heading, question: &str, in_brackets: bool) -> Option<String> {
    let label = heading.label.as_str();
    let end = if in_brackets { label.strip_suffix(')')?.trim_end() } else { label };
    let before = end.strip_suffix(question).filter(|_| heading.option.is_none())?;
    let option =
        if in_brackets { before.trim_end().strip_suffix('(') } else { MARKS.iter().find_map(|mark| before.strip_suffix(mark)) };
    let option = option?.trim();
    (!option.is_empty()).then(|| option.to_owned())
}

/// Whether the filled cells of a column are ticks, or repeat its option. Under a weekday some write what they do on it, and beside the
/// options anything.
pub(super) fn holds_option(sheet: &Sheet<'_>, body: usize, column: usize, option: &str) -> bool {
    let folded = fold(option);
    let fits = |cell: &&str| fold(cell) == folded || marks::read(cell, &Column::default()) != Mark::Unclear;
    let filled = || sheet.rows_from(body).map(|row| row.cell(column)).filter(|cell| !is_blank(cell));
    let least = if weekdays::parse(option).is_some() { 5 } else { 10 };
    folded.starts_with("other") || filled().filter(fits).count() * 10 >= filled().count() * least
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::intake::sheet::{Facts, Format};

    #[test]
    fn an_option_before_its_question_is_parted_from_it() {
        let labels = [
            "Name: first",
            "Name: last",
            "Leadership:Which goals?",
            "Rotas: pay:Which goals?",
            "Other - Write In:Which goals?",
            "E-mail",
        ];
        let mut sheet = Sheet::new("a.csv", Facts::of(Format::Csv));
        for cell in ["Anna", "Birch", "Leadership", "Rotas: pay", "Car parks", "a@x.example"] {
            sheet.push(cell.into());
        }
        sheet.end_row(None);
        let mut headings: Vec<Heading> = labels.iter().map(|label| Heading::single(label)).collect();
        part(&sheet, 0, &mut headings);
        let options: Vec<Option<&str>> = headings.iter().map(|heading| heading.option.as_deref()).collect();
        assert_eq!(options, [None, None, Some("Leadership"), Some("Rotas: pay"), Some("Other - Write In"), None]);
        let in_brackets = ["Rotas (goals)", "Pay (of all) (goals)"].map(Heading::single);
        assert_eq!(shared_ending(&in_brackets[0], &in_brackets[1]), Some(("goals".to_owned(), true)));
        assert_eq!(option_before(&in_brackets[1], "goals", true).as_deref(), Some("Pay (of all)"));
        assert_eq!(headings[3].question, "Which goals?");
        assert!(headings[3].is_called(&fold("Rotas: pay:Which goals?")) && headings[3].after("whichgoals?").is_some());
    }
}
