//! What people really send back: exports of forms in the shapes of many tools, as CSV and as workbooks, read by every verb that imports.

mod answers;
mod declared;
mod exports;
mod meetings;
mod polls;
mod registers;
mod reports;

use super::cohort::{Cohort, Said, address};
use crate::survey::workbooks::workbook;

/// A table as CSV: a comma parts cells, and every cell is quoted.
fn csv(rows: &[&[&str]]) -> Vec<u8> {
    let cell = |cell: &&str| format!("\"{}\"", cell.replace('"', "\"\""));
    let row = |row: &&[&str]| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n";
    rows.iter().map(row).collect::<String>().into_bytes()
}

/// The same table as a workbook, without the empty cells at the end of a row.
fn xlsx(rows: &[&[&str]]) -> Vec<u8> {
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    let name = |at: usize| {
        let letter = |at: usize| char::from(b'A' + u8::try_from(at % 26).unwrap());
        if at < 26 { letter(at).to_string() } else { format!("A{}", letter(at)) }
    };
    let row = |(number, row): (usize, &&[&str])| {
        let cell = |(at, cell): (usize, &&str)| {
            format!(r#"<c r="{}{}" t="inlineStr"><is><t>{}</t></is></c>"#, name(at), number + 1, escaped(cell))
        };
        let cells = row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()).map(cell).collect::<String>();
        format!(r#"<row r="{}">{cells}</row>"#, number + 1)
    };
    workbook(&rows.iter().enumerate().map(row).collect::<String>(), "")
}

/// Imports a table as CSV and, in a cohort of its own, as a workbook: both times the same is said, but for lines of files.
fn import(make: fn() -> Cohort, typed: &str, rows: &[&[&str]]) -> (Cohort, Said) {
    let (verb, rest) = typed.split_once(" FILE").unwrap();
    let (as_csv, as_workbook) = (make(), make());
    std::fs::write(as_csv.path("in.csv"), csv(rows)).unwrap();
    std::fs::write(as_workbook.path("in.xlsx"), xlsx(rows)).unwrap();
    let said = as_csv.run(&format!("{verb} in.csv{rest}"));
    let also = as_workbook.run(&format!("{verb} in.xlsx{rest}"));
    assert_eq!(said.status, also.status, "{}\n{}", said.err, also.err);
    let facts = |cohort: &Cohort| {
        let files = cohort.tree().into_iter().filter(|(path, _)| path.starts_with("facts/") || path == "private/notes.csv");
        files.collect::<Vec<_>>()
    };
    assert!(facts(&as_csv) == facts(&as_workbook), "{}\n{}", said.err, also.err);
    (as_csv, said)
}

/// Whether all of these stand in what was said, whatever the breaks of its lines.
fn tells(said: &Said, parts: &[&str]) {
    let plain = said.err.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in parts {
        assert!(plain.contains(part), "{part:?} is not in:\n{}", said.err);
    }
}
