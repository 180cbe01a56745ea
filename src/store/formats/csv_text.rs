//! Writes CSV records with the `csv` crate: RFC 4180, LF, one record at a time at the end of a text. Knows no heading.
//!
//! Reading is elsewhere: [`super::table`] reads the program's own tables, [`crate::survey`] every table that a lead hands over.

use std::fmt::{self, Display, Write};

use csv::WriterBuilder;

/// Adds one record of a file that the program keeps. Cells that hold a semicolon are quoted too, so that a spreadsheet whose list
/// separator is a semicolon opens the file as it is.
pub(crate) fn push_record<T: Display>(text: &mut String, cells: impl IntoIterator<Item = T>) {
    // The writer quotes every cell that holds the comment character.
    push(text, WriterBuilder::new().comment(Some(b';')), cells);
}

/// Adds one record in which only what RFC 4180 asks for is quoted.
pub(crate) fn push_plain_record<T: Display>(text: &mut String, cells: impl IntoIterator<Item = T>) {
    push(text, &mut WriterBuilder::new(), cells);
}

/// A value, or an empty cell where there is none.
pub(crate) struct OrBlank<T>(pub(crate) Option<T>);

impl<T: Display> Display for OrBlank<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map_or(Ok(()), |value| value.fmt(f))
    }
}

fn push<T: Display>(text: &mut String, builder: &mut WriterBuilder, cells: impl IntoIterator<Item = T>) {
    /// Enough for most records; longer ones grow.
    const RECORD: usize = 256;
    let mut record = Vec::with_capacity(RECORD);
    let mut writer = builder.flexible(true).buffer_capacity(RECORD).from_writer(&mut record);
    let mut cell = String::new();
    // Neither formatting into a text nor writing into memory can fail.
    for value in cells {
        cell.clear();
        let _ = write!(cell, "{value}");
        let _ = writer.write_field(&cell);
    }
    let _ = writer.write_record(None::<&[u8]>);
    drop(writer);
    text.push_str(&String::from_utf8_lossy(&record));
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut text = String::new();
        push_record(&mut text, ["Monday; Friday;", "a \"b\"", "c,d", "e"]);
        push_plain_record(&mut text, ["Monday; Friday;", ""]);
        push_record(&mut text, [&OrBlank(Some(7)) as &dyn Display, &OrBlank(None::<u32>)]);
        push_record(&mut text, [""]);
        assert_eq!(text, "\"Monday; Friday;\",\"a \"\"b\"\"\",\"c,d\",e\nMonday; Friday;,\n7,\n\"\"\n");
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(rows in prop::collection::vec(prop::collection::vec("\\PC{0,4}|[,;\"\n\r \t]{0,3}", 2..4), 0..4)) {
            let mut text = String::new();
            for row in &rows {
                push_record(&mut text, row);
            }
            prop_assert_eq!(read(&text), rows);
        }
    }
}
