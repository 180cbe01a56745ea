//! `facts/sessions/EVENT.csv`: who came to one group session, or completed one training. Rows are appended; `retracted` takes what is
//! recorded of a person back.

use crate::domain::attendance::{AttendanceRow, AttendanceWord};
use crate::domain::problem::Problem;

use super::facts;

const COLUMNS: [&str; 4] = ["person", "attended", "on", "option"];

/// Reads the rows of one session, with every row that is wrong.
pub(crate) fn read(text: &str, file: &str) -> (Vec<AttendanceRow>, Vec<Problem>) {
    facts::read_fact_rows(text, file, &COLUMNS, |row| {
        let option = if row.text("option").is_empty() { None } else { Some(row.number("option", 1, 1000)?) };
        let attended = row.word("attended", &AttendanceWord::ALL)?;
        Ok(AttendanceRow { person: row.person("person")?, attended, on: row.day("on")?, option })
    })
}

/// Writes the rows of one session, in the order given.
pub(crate) fn write(rows: &[AttendanceRow]) -> String {
    let option = |option: Option<u32>| option.map(|option| option.to_string()).unwrap_or_default();
    let cells =
        |row: &AttendanceRow| [row.person.to_string(), row.attended.word().to_owned(), row.on.to_string(), option(row.option)];
    facts::write(COLUMNS, rows.iter().map(cells))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let text = "person,attended,on,option\nM02,yes,2027-01-05,1\nE01,no,2027-01-05,2\nM02,retracted,2027-01-05,1\nM03,yes,2027-01-04,\n";
        let (rows, problems) = read(text, "facts/sessions/induction.csv");
        assert_eq!((problems, write(&rows).as_str()), (vec![], text));
    }

    #[test]
    fn a_row_that_says_nothing_known_is_named_with_its_line() {
        let text = "person,attended,on,option\nM02,perhaps,2027-01-05,1\nX9,yes,2027-01-05,1\nM02,yes,2027-01-05,0\n";
        let (rows, problems) = read(text, "f.csv");
        let lines: Vec<_> = problems.iter().map(|problem| problem.place.line).collect();
        assert_eq!((rows.len(), lines), (0, vec![Some(2), Some(3), Some(4)]));
    }
}
