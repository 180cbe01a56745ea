//! The report as Markdown for the repository: the same questions, findings and tables, without drawings.

use std::fmt::Write;

use super::page::edition;
use super::picture::PictureTable;
use super::words::capital;
use super::{ReportData, left_out, pictures, summary};
use crate::render::escape::markdown::text;

/// The text.
pub(crate) fn markdown(data: &ReportData<'_>) -> String {
    let programme = &data.settings.programme;
    let (drawn, missing) = pictures(data);
    let mut page =
        format!("# {}: {}\n\n{}\n\n## Summary\n\n", text(&programme.name), text(&programme.cohort), text(&edition(data)));
    for (name, sentence) in summary::rows(data) {
        // Writing to a string cannot fail.
        let _ = writeln!(page, "- **{name}**: {}", text(&sentence));
    }
    for (_, picture) in &drawn {
        let _ = write!(page, "\n## {}\n\n{}\n\n", text(picture.question), text(&picture.finding));
        table(&mut page, &picture.table);
        for note in &picture.notes {
            let _ = write!(page, "\n{}\n", text(note));
        }
    }
    if let Some(sentence) = left_out(&missing) {
        let _ = write!(page, "\n{}\n", text(&sentence));
    }
    page
}

fn table(page: &mut String, table: &PictureTable) {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    page.push_str(&line(table.columns.iter().map(|column| text(&capital(column))).collect()));
    page.push_str(&line(table.columns.iter().map(|_| "---".to_owned()).collect()));
    table.rows.iter().for_each(|row| page.push_str(&line(row.iter().map(|cell| text(cell)).collect())));
}
