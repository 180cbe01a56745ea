//! Headings that name the question first and the option after it, where nothing in the heading alone says so: one code before several
//! texts, as in `goals. Rotas`, or the question on a line of its own. They are known by neighbouring columns that begin alike, and by cells
//! that are ticks or repeat the option.

use super::ending::holds_option;
use super::heading::Heading;
use crate::domain::text;
use crate::survey::intake::sheet::{Row, Sheet};

/// Parts every such heading into its question and its option. O(cells).
pub(super) fn part(sheet: &Sheet<'_>, row: Row<'_>, body: usize, headings: &mut [Heading]) {
    let parts: Vec<Option<(String, String)>> =
        headings.iter().enumerate().map(|(at, heading)| parts_of(row.cell(at), heading)).collect();
    let mut at = 0;
    while let Some(part) = parts.get(at) {
        let question = part.as_ref().map(|(question, _)| question);
        let run: Vec<&str> = parts
            .iter()
            .skip(at)
            .map_while(|part| part.as_ref().filter(|(own, _)| Some(own) == question).map(|(_, option)| option.as_str()))
            .collect();
        let holds = |(offset, option): (usize, &&str)| holds_option(sheet, body, at + offset, option);
        if let Some(question) = question.filter(|_| run.len() > 1 && run.iter().enumerate().all(holds)) {
            for (heading, option) in headings.iter_mut().skip(at).zip(&run) {
                heading.set_parts(question, option);
            }
        }
        at += run.len().max(1);
    }
}

fn parts_of(raw: &str, heading: &Heading) -> Option<(String, String)> {
    by_code(heading).or_else(|| by_line(raw, heading)).or_else(|| by_number(heading))
}

/// `3.2. Topics - Rotas`: each option has a number of its own below that of the question.
fn by_number(heading: &Heading) -> Option<(String, String)> {
    let (number, text) = heading.label.split_once(' ').filter(|_| heading.option.is_none())?;
    let parts: Vec<&str> = number.trim_end_matches(['.', ')']).split('.').collect();
    let is_numbered =
        parts.len() > 1 && parts.iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let (question, option) = text.split_once(" - ").filter(|_| is_numbered)?;
    (!question.trim().is_empty() && !option.trim().is_empty()).then(|| (question.trim().to_owned(), option.trim().to_owned()))
}

/// What looks like a tool's code before the text of the question is the question, where several columns have it.
fn by_code(heading: &Heading) -> Option<(String, String)> {
    let code = heading.code.as_ref().filter(|_| heading.option.is_none())?;
    Some((code.clone(), heading.label.clone()))
}

/// The first line and the rest.
fn by_line(raw: &str, heading: &Heading) -> Option<(String, String)> {
    let (question, option) = raw.trim().split_once(['\n', '\r']).filter(|_| heading.option.is_none())?;
    let (question, option) = (text::tidy(question), text::tidy(option));
    (!question.is_empty() && !option.is_empty()).then_some((question, option))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::intake::sheet::{Facts, Format};

    #[test]
    fn an_option_after_a_code_or_on_a_line_of_its_own_is_parted_from_its_question() {
        let labels = [
            "goals. Rotas",
            "goals. Pay (e.g. band)",
            "Days\nMonday",
            "Days\nTuesday",
            "Your\nname",
            "Your\nmail",
            "age. Years",
            "3.1. Topics - Rotas",
            "3.2. Topics - Pay",
        ];
        let mut sheet = Sheet::new("a.csv", Facts::of(Format::Csv));
        for row in [labels, ["1", "0", "x", "Tuesday", "Anna", "a@x.example", "1", "1", "0"]] {
            for cell in row {
                sheet.push(cell.into());
            }
            sheet.end_row(None);
        }
        let mut headings: Vec<Heading> = labels.iter().map(|label| Heading::single(label)).collect();
        part(&sheet, sheet.row(0).unwrap(), 1, &mut headings);
        let options: Vec<Option<&str>> = headings.iter().map(|heading| heading.option.as_deref()).collect();
        let found = [Some("Rotas"), Some("Pay (e.g. band)"), Some("Monday"), Some("Tuesday"), None, None, None];
        assert_eq!(options, [&found[..], &[Some("Rotas"), Some("Pay")]].concat());
        assert!(headings[0].after("goals").is_some() && headings[2].after("days").is_some());
    }
}
