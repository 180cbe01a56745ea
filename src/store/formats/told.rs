//! `facts/told/STAGE.csv`: who was sent one mailing, and when. Rows are appended; a row with the code `retracted` takes one back.

use crate::domain::problem::Problem;
use crate::domain::told::ToldRow;

use super::facts;

const COLUMNS: [&str; 3] = ["person", "on", "code"];

/// The code of a row that takes an earlier one back.
const RETRACTED: &str = "retracted";

/// What stands in the place of a person where the mailing went to a list of addresses that only the lead's office has.
const LIST: &str = "list";

/// Reads the rows of one mailing, with every row that is wrong.
pub(crate) fn read(text: &str, file: &str) -> (Vec<ToldRow>, Vec<Problem>) {
    facts::read_fact_rows(text, file, &COLUMNS, |row| {
        let person = if row.text("person") == LIST { None } else { Some(row.person("person")?) };
        let code = row.text("code");
        let is_code = code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_code && code != RETRACTED {
            let message = "this is neither a code of eight digits nor `retracted`";
            return Err(row.damaged("code", "bad-code", message));
        }
        Ok(ToldRow { person, on: row.day("on")?, code: is_code.then(|| code.to_owned()) })
    })
}

/// Writes the rows of one mailing, in the order given.
pub(crate) fn write(rows: &[ToldRow]) -> String {
    let cells = rows.iter().map(|row| {
        let person = row.person.map_or_else(|| LIST.to_owned(), |person| person.to_string());
        [person, row.on.to_string(), row.code.clone().unwrap_or_else(|| RETRACTED.to_owned())]
    });
    facts::write(COLUMNS, cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let text = "person,on,code\nM02,2027-01-05,0123abcd\nlist,2027-01-05,0123abce\nM02,2027-01-06,retracted\n";
        let (rows, problems) = read(text, "facts/told/place.csv");
        assert_eq!((problems, write(&rows).as_str()), (vec![], text));
        assert_eq!((rows[1].person, &rows[2].code), (None, &None));
    }

    #[test]
    fn a_row_that_says_nothing_known_is_told_with_its_line() {
        let (rows, problems) = read("person,on,code\nM02,2027-01-05,yes\nX9,2027-01-05,0123abcd\n", "f.csv");
        assert_eq!(
            (rows.len(), problems.iter().map(|problem| problem.place.line).collect::<Vec<_>>()),
            (0, vec![Some(2), Some(3)])
        );
    }
}
