//! `private/closed.csv`: stretches of days on which one person cannot meet.

use crate::domain::id::PersonId;
use crate::domain::problem::Problem;
use crate::people::closed_days::ClosedDays;
use crate::survey::intake::delimited::{self, Quotes};
use crate::survey::intake::sheet::{Facts, Format, Sheet};

use super::facts;
use super::table;

const COLUMNS: [&str; 3] = ["person", "from", "to"];

/// Reads the closed days, with every row that is wrong. A `to` left empty is the same day.
pub(crate) fn read(text: &str, file: &str) -> (Vec<ClosedDays>, Vec<Problem>) {
    facts::read_rows(text, file, &COLUMNS, |row| {
        let (person, from) = (row.person("person")?, row.day("from")?);
        let to = if row.text("to").is_empty() { from } else { row.day("to")? };
        if to < from {
            return Err(row.told("to", "reversed", "these days end before they begin", "swap `from` and `to`"));
        }
        Ok(ClosedDays { person, from, to })
    })
}

/// The list without one person's rows; every other byte stays. `None` where the person has none.
pub(crate) fn without(text: &str, person: PersonId) -> Option<String> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let delimiter = u8::try_from(table::delimiter(body)).ok()?;
    let mut sheet = Sheet::new("", Facts::of(Format::Csv));
    delimited::parse(body, delimiter, Quotes::Strict, &mut sheet).ok()?;
    let at = sheet.row(0)?.cells.iter().position(|heading| heading.trim().eq_ignore_ascii_case(COLUMNS[0]))?;
    let spans = delimited::spans(body, delimiter, Quotes::Strict);
    let rows = sheet.rows_from(0).zip(spans);
    let gone: Vec<_> = rows.filter(|(row, _)| row.cell(at).parse() == Ok(person)).map(|(_, span)| span.row).collect();
    let mut rest = text.strip_suffix(body).unwrap_or_default().to_owned();
    let end = gone.iter().fold(0, |end, row| {
        rest.push_str(body.get(end..row.start).unwrap_or_default());
        row.end
    });
    rest.push_str(body.get(end..).unwrap_or_default());
    (!gone.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        let text = "person,from,to\nM02,2027-01-11,2027-01-15\nM10,2027-02-01,2027-02-01\n";
        let (closed, problems) = read(text, "private/closed.csv");
        let said: Vec<_> = closed.iter().map(|days| format!("{},{},{}", days.person, days.from, days.to)).collect();
        assert_eq!((problems, said), (vec![], text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>()));
    }

    #[test]
    fn one_persons_rows_go_and_every_other_byte_stays() {
        let text = "\u{feff}Person;from;to;why\r\nM02;2027-01-11;;\"at\r\nsea\"\r\nm10;2027-02-01;;\r\n\r\nM02 ;2027-03-01;;\r\n";
        let rest = "\u{feff}Person;from;to;why\r\nm10;2027-02-01;;\r\n\r\n";
        assert_eq!(without(text, "M02".parse().unwrap()).as_deref(), Some(rest));
        assert_eq!(without(rest, "M02".parse().unwrap()), None);
    }

    #[test]
    fn one_day_needs_no_end_and_a_reversed_stretch_is_told() {
        let (closed, problems) = read("person,from,to\nM02,2027-01-11,\nM03,2027-01-11,2027-01-10\n", "private/closed.csv");
        assert_eq!((closed[0].to, problems[0].code, problems[0].place.line), (closed[0].from, "reversed", Some(3)));
    }
}
