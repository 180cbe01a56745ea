//! What a file is, told from its bytes and never from its name.

use crate::domain::problem::{Place, Problem};

/// The kinds of content that may be a survey.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Text, in whatever encoding.
    Text,
    /// A zip archive, which may be a workbook of Excel.
    Zip,
    /// An OpenDocument spreadsheet.
    Ods,
    /// A compound file, which may be a workbook of the years before 2007, or one with a password.
    Xls,
}

/// What begins with these bytes is no survey: the bytes, what it is, and what to do.
const FOREIGN: [(&[u8], &str, &str); 9] = [
    (b"%PDF-", "a PDF document", "export the answers as CSV or Excel, not as a report"),
    (b"{\\rtf", "a rich-text document", "export the answers as CSV or Excel"),
    (b"\x1F\x8B", "a gzip archive", "unpack it first"),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive", "unpack it first"),
    (b"Rar!", "a rar archive", "unpack it first"),
    (b"\x89PNG", "a picture", "export the answers as CSV or Excel"),
    (b"\xFF\xD8\xFF", "a picture", "export the answers as CSV or Excel"),
    (b"SQLite format 3", "a database", "export the answers as CSV or Excel"),
    (b"\x7FELF", "a program", "export the answers as CSV or Excel"),
];

/// What begins with these words (in any case, after blanks) is text but no table.
const FOREIGN_TEXT: [(&str, &str, &str); 10] = [
    ("<!doctype html", "a web page", "it is often a login page: sign in to the survey tool and export again"),
    ("<html", "a web page", "it is often a login page: sign in to the survey tool and export again"),
    ("<head", "a web page", "it is often a login page: sign in to the survey tool and export again"),
    ("<script", "a web page", "it is often a login page: sign in to the survey tool and export again"),
    ("<table", "a web page", "save it from Excel as .xlsx or CSV UTF-8"),
    ("<?xml", "an XML document", "open it in Excel and save it as .xlsx or CSV UTF-8, or export the answers as CSV"),
    ("mime-version:", "a web archive", "open it in Excel and save it as .xlsx or CSV UTF-8"),
    ("{\"", "a JSON document", "export the answers as CSV or Excel"),
    ("[{", "a JSON document", "export the answers as CSV or Excel"),
    ("from: ", "an e-mail message", "save its attachment and read that"),
];

/// Says what the bytes are, or why they are no survey.
///
/// # Errors
/// One problem, `empty-file` or `not-a-survey`.
pub(crate) fn recognise(path: &str, bytes: &[u8]) -> Result<Content, Problem> {
    if bytes.iter().all(u8::is_ascii_whitespace) || matches!(bytes, b"\xEF\xBB\xBF" | b"\xFF\xFE" | b"\xFE\xFF") {
        return Err(Problem::error("empty-file", "the file is empty")
            .at(Place::file(path))
            .help("export the answers again, as CSV or Excel"));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(if is_open_document(bytes) { Content::Ods } else { Content::Zip });
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Ok(Content::Xls);
    }
    // Some programs write a table of a web page into a file called .xls.
    let holds_table = || bytes.windows(6).any(|window| window.eq_ignore_ascii_case(b"<table"));
    let binary = FOREIGN.iter().find(|(magic, ..)| bytes.starts_with(magic)).map(|(_, what, cure)| (*what, *cure));
    match binary.or_else(|| foreign_text(bytes)) {
        Some(("a web page", _)) if holds_table() => {
            Err(not_a_survey(path, "a web page with a table", "open it in Excel and save it as .xlsx or CSV UTF-8"))
        }
        Some((what, cure)) => Err(not_a_survey(path, what, cure)),
        None => Ok(Content::Text),
    }
}

/// Whether a zip archive begins with the media type of a spreadsheet, as every OpenDocument file does.
fn is_open_document(bytes: &[u8]) -> bool {
    const TYPE: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    bytes.get(..120).unwrap_or(bytes).windows(TYPE.len()).any(|window| window == TYPE)
}

/// The refusal of a file that is something else.
pub(crate) fn not_a_survey(path: &str, what: &str, cure: &str) -> Problem {
    Problem::error("not-a-survey", format!("this is {what}, not a table")).at(Place::file(path)).help(cure)
}

fn foreign_text(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    let beginning: Vec<u8> = bytes.iter().take(400).copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&beginning).to_lowercase();
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{fffd}');
    FOREIGN_TEXT.iter().find(|(start, ..)| text.starts_with(start)).map(|(_, what, cure)| (*what, *cure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_survey_is_called_by_its_name() {
        for (bytes, word) in [
            (&b"%PDF-1.7"[..], "PDF"),
            (b"\xEF\xBB\xBF\r\n<!DOCTYPE html><html>", "web page"),
            (b"<\0!\0D\0O\0C\0T\0Y\0P\0E\0 \0H\0T\0M\0L\0", "web page"),
            (b"{\"values\":[]}", "JSON"),
        ] {
            let problem = recognise("x.csv", bytes).unwrap_err();
            assert!(problem.code == "not-a-survey" && problem.message.contains(word), "{problem}");
        }
    }

    #[test]
    fn nothing_is_said_to_be_empty_and_text_passes() {
        for bytes in [&b""[..], b" \r\n\r\n", b"\xEF\xBB\xBF"] {
            assert_eq!(recognise("x.csv", bytes).unwrap_err().code, "empty-file");
        }
        assert_eq!(recognise("x.csv", b"Name,Email\n"), Ok(Content::Text));
        assert_eq!(recognise("x.csv", b"PK\x03\x04"), Ok(Content::Zip));
    }
}
