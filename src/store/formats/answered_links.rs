//! `private/evaluation/same.csv`: whose a mistyped participant code is, as the lead answered.

use std::collections::BTreeMap;

use crate::domain::id::PersonId;
use crate::domain::problem::Problem;

use super::{cell, facts};

const COLUMNS: [&str; 2] = ["typed", "person"];

/// The answers by what was typed; the last row of a text counts.
///
/// # Errors
/// Rows that name no id.
pub(crate) fn read(text: &str, file: &str) -> Result<BTreeMap<String, PersonId>, Vec<Problem>> {
    if text.trim().is_empty() {
        return Ok(BTreeMap::new());
    }
    let (rows, problems) =
        facts::read_rows(text, file, &COLUMNS, |row| Ok((cell::read_text(row.raw("typed")), row.person("person")?)));
    if problems.is_empty() { Ok(rows.into_iter().collect()) } else { Err(problems) }
}

/// The answers as a file.
pub(crate) fn write(same: &BTreeMap<String, PersonId>) -> String {
    let mut records = facts::headed(COLUMNS);
    for (typed, person) in same {
        records.push([cell::write_text(typed), person.to_string()]);
    }
    records.into_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_as_they_were_written() {
        let same =
            BTreeMap::from([("S99".to_owned(), "S09".parse().unwrap()), ("ANNA@X.EXAMPLE".to_owned(), "J01".parse().unwrap())]);
        let text = write(&same);
        assert_eq!(read(&text, "same.csv").unwrap(), same);
        assert_eq!(read("", "same.csv").unwrap(), BTreeMap::new());
        assert_eq!(read("typed,person\nS99,nobody\n", "same.csv").unwrap_err().len(), 1);
    }
}
