//! `private/closed.csv`: stretches of days on which one person cannot meet.

use crate::domain::id::PersonId;
use crate::domain::problem::Problem;
use crate::people::closed_days::ClosedDays;

use super::csv_text;
use super::facts;
use super::table;

const COLUMNS: [&str; 3] = ["person", "from", "to"];

/// Reads the closed days, with every row that is wrong. A `to` left empty is the same day.
pub fn read(text: &str, file: &str) -> (Vec<ClosedDays>, Vec<Problem>) {
    facts::read_rows(text, file, &COLUMNS, |row| {
        let (person, from) = (row.person("person")?, row.day("from")?);
        let to = if row.text("to").is_empty() { from } else { row.day("to")? };
        if to < from {
            return Err(row.told("to", "reversed", "these days end before they begin", "turn `from` and `to` round"));
        }
        Ok(ClosedDays { person, from, to })
    })
}

/// The list without one person's rows; every other byte stays. `None` where the person has none.
pub fn without(text: &str, person: PersonId) -> Option<String> {
    let records = csv_text::parse(text, table::delimiter(text)).ok()?;
    let at = records.first()?.cells.iter().position(|heading| heading.trim().eq_ignore_ascii_case(COLUMNS[0]))?;
    let theirs = |record: &&csv_text::Record| record.cells.get(at).is_some_and(|cell| cell.parse() == Ok(person));
    let gone: Vec<_> = records.iter().filter(theirs).map(|record| record.span.clone()).collect();
    let mut rest = String::new();
    let end = gone.iter().fold(0, |end, span| {
        rest.push_str(text.get(end..span.start).unwrap_or_default());
        span.end
    });
    rest.push_str(text.get(end..).unwrap_or_default());
    (!gone.is_empty()).then_some(rest)
}

/// Writes the closed days, sorted.
pub fn write(closed: &[ClosedDays]) -> String {
    let mut sorted = closed.to_vec();
    sorted.sort_unstable();
    facts::write(COLUMNS, sorted.iter().map(|days| [days.person.to_string(), days.from.to_string(), days.to.to_string()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let text = "person,from,to\nM02,2027-01-11,2027-01-15\nM10,2027-02-01,2027-02-01\n";
        let (closed, problems) = read(text, "private/closed.csv");
        assert_eq!((problems, write(&closed).as_str()), (vec![], text));
        let reversed: Vec<ClosedDays> = closed.iter().rev().copied().collect();
        assert_eq!(write(&reversed), text);
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
