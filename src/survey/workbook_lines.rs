//! The sheets of a workbook as lines of text, to be compared. Nothing here knows what a column means.

use super::Source;
use super::intake::{sheet_names, with_sheet};
use crate::domain::settings::Survey;

/// Every row of every sheet as a line with tabs between its cells; none of what is no workbook. O(cells).
pub(crate) fn lines_of_workbook(path: &str, bytes: &[u8]) -> Option<String> {
    let source = Source { path, bytes, ..Source::default() };
    let mut lines = String::new();
    for name in sheet_names(source)? {
        let settings = Survey { sheet: Some(name), ..Survey::default() };
        let rows = with_sheet(source, &settings, |sheet| {
            let line = |cells: &[std::borrow::Cow<'_, str>]| cells.join("\t").replace(['\r', '\n'], " ");
            Ok(sheet.rows_from(0).map(|row| line(row.cells) + "\n").collect::<String>())
        });
        lines += &rows.unwrap_or_default();
    }
    Some(lines)
}
