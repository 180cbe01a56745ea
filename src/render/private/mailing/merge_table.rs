//! `STAGE.csv` of a mailing, for mail merge in Word and Outlook or for GOV.UK Notify: one row a person, one column a field that is used.

use crate::correspondence::values::{FieldValue, FieldValues};
use crate::render::escape::csv;

/// One person of the table.
#[derive(Clone, Debug)]
pub(crate) struct MergeRow<'a> {
    /// The address.
    pub address: &'a str,
    /// The name.
    pub name: &'a str,
    /// The subject as filled.
    pub subject: &'a str,
    /// The values of all fields.
    pub values: &'a FieldValues,
}

/// The table, with a byte order mark so that Excel reads it as UTF-8. `fields` are the paths that the text names.
pub(crate) fn write(fields: &[String], rows: &[MergeRow<'_>]) -> String {
    let head = ["email address", "name", "subject"].into_iter().chain(fields.iter().map(String::as_str));
    let mut records = csv::Records::headed_after("\u{feff}", head);
    for row in rows {
        let values = fields.iter().map(|field| row.values.get(field).map(plain).unwrap_or_default());
        let cells = [row.address, row.name, row.subject].into_iter().map(str::to_owned).chain(values);
        records.push(cells);
    }
    records.into_text()
}

/// A value in one cell.
fn plain(value: &FieldValue) -> String {
    match value {
        FieldValue::Text(text) | FieldValue::Link(text) => text.clone(),
        FieldValue::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        FieldValue::Texts(texts) => texts.join("; "),
        FieldValue::Rows(rows) => {
            let row = |row: &std::collections::BTreeMap<&'static str, FieldValue>| {
                let told = row.iter().map(|(key, value)| (key, plain(value))).filter(|(_, text)| !text.is_empty());
                told.map(|(key, text)| format!("{key}: {text}")).collect::<Vec<_>>().join(", ")
            };
            rows.iter().map(row).collect::<Vec<_>>().join("; ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_made_harmless_and_a_list_is_one_cell() {
        let texts = FieldValue::Texts(vec!["a".into(), "b".into()]);
        let values =
            FieldValues::from([("person.name".to_owned(), FieldValue::text("=1+1")), ("question.words".to_owned(), texts)]);
        let rows = [MergeRow { address: "a@x.example", name: "=1+1", subject: "Hello, you", values: &values }];
        let table = write(&["person.name".to_owned(), "question.words".to_owned()], &rows);
        assert_eq!(
            table,
            "\u{feff}email address,name,subject,person.name,question.words\na@x.example,'=1+1,\"Hello, you\",'=1+1,a; b\n"
        );
    }
}
