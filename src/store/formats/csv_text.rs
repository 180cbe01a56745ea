//! Writes tables as CSV with the `csv` crate: RFC 4180, LF. Knows no heading.
//!
//! Reading is elsewhere: [`super::table`] reads the program's own tables, [`crate::survey`] every table that a lead hands over.

use std::borrow::Cow;
use std::fmt::{self, Display, Write};

use csv::{Writer, WriterBuilder};

/// A table in the making. Nothing here can fail: it is written into memory.
pub(crate) struct Records {
    writer: Writer<Vec<u8>>,
    cell: String,
}

impl Records {
    /// A file that the program keeps. Cells that hold a semicolon are quoted too, so that a spreadsheet whose list separator is a
    /// semicolon opens the file as it is. Most such files are short, and there are many.
    pub(crate) fn kept() -> Records {
        const MOST_FACTS: usize = 512;
        // The writer quotes every cell that holds the comment character.
        Records::new(WriterBuilder::new().comment(Some(b';')).buffer_capacity(MOST_FACTS), "")
    }

    /// A table in which only what RFC 4180 asks for is quoted, after `start`.
    pub(crate) fn plain(start: &str) -> Records {
        Records::new(&mut WriterBuilder::new(), start)
    }

    fn new(builder: &mut WriterBuilder, start: &str) -> Records {
        Records { writer: builder.flexible(true).from_writer(start.as_bytes().to_vec()), cell: String::new() }
    }

    /// Adds one record with its line feed.
    pub(crate) fn push<T: Display>(&mut self, cells: impl IntoIterator<Item = T>) {
        self.push_changed(cells, |cell| cell.into());
    }

    /// Adds one record, each of its cells as `change` makes it.
    pub(crate) fn push_changed<T: Display>(&mut self, cells: impl IntoIterator<Item = T>, change: impl Fn(&str) -> Cow<'_, str>) {
        for value in cells {
            self.cell.clear();
            let _ = write!(self.cell, "{value}");
            let _ = self.writer.write_field(change(&self.cell).as_bytes());
        }
        let _ = self.writer.write_record(None::<&[u8]>);
    }

    /// The table as text.
    pub(crate) fn into_text(self) -> String {
        let bytes = self.writer.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
    }
}

/// A value, or an empty cell where there is none.
pub(crate) struct OrBlank<T>(pub(crate) Option<T>);

impl<T: Display> Display for OrBlank<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_ref().map_or(Ok(()), |value| value.fmt(f))
    }
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
        let mut kept = Records::kept();
        kept.push(["Monday; Friday;", "a \"b\"", "c,d", "e"]);
        kept.push([&OrBlank(Some(7)) as &dyn Display, &OrBlank(None::<u32>)]);
        kept.push([""]);
        assert_eq!(kept.into_text(), "\"Monday; Friday;\",\"a \"\"b\"\"\",\"c,d\",e\n7,\n\"\"\n");
        let mut plain = Records::plain("start\n");
        plain.push(["Monday; Friday;", ""]);
        assert_eq!(plain.into_text(), "start\nMonday; Friday;,\n");
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(rows in prop::collection::vec(prop::collection::vec("\\PC{0,4}|[,;\"\n\r \t]{0,3}", 2..4), 0..4)) {
            let mut records = Records::kept();
            for row in &rows {
                records.push(row);
            }
            prop_assert_eq!(read(&records.into_text()), rows);
        }
    }
}
