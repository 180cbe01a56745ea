//! Delimited text without one person: rows and cells are cut out of the file's own bytes.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::tables::{Fate, Judge};
use super::{Erased, Whom, cannot};
use crate::domain::code_page_850;
use crate::domain::problem::Problem;
use crate::domain::settings::Survey;
use crate::survey::Source;
use crate::survey::intake::decode::{self, Text};
use crate::survey::intake::delimited::{self, Span};
use crate::survey::intake::sheet::Sheet;
use crate::survey::intake::{self};

/// Takes a person out of delimited text.
pub(super) fn without(source: Source<'_>, settings: &[&Survey], whom: &Whom<'_>) -> Result<Erased, Problem> {
    let plain = Survey::default();
    let how = settings.first().copied().unwrap_or(&plain);
    let text = decode::decode(source.path, source.bytes, how.encoding.as_deref())?;
    let mut sheet = Sheet::new(source.path, intake::facts(source.path, &text, how));
    let delimiter = sheet.facts.delimiter.and_then(|c| u8::try_from(c).ok()).unwrap_or(b',');
    delimited::parse(&text.content, delimiter, delimited::Quotes::Lenient, &mut sheet)?;
    let spans = delimited::spans(&text.content, delimiter, delimited::Quotes::Lenient);
    let (rest, rows, cells) = cut(&text.content, &sheet, &spans, &Judge::of(&sheet, settings), whom);
    if rows.is_empty() && cells == 0 {
        return Ok(Erased::Untouched);
    }
    let encode = |what: &str| encode(what, &text).ok_or_else(|| cannot(source.path, "its letters cannot be written back"));
    if encode(&text.content)? != source.bytes {
        return Err(cannot(source.path, "its letters do not come back as they were"));
    }
    Ok(Erased::Rewritten { bytes: encode(&rest)?, rows, cells, plain: false })
}

/// The text without the rows that go and with the cells that lose something; which rows went, and how many cells lost.
fn cut(text: &str, sheet: &Sheet<'_>, spans: &[Span], judge: &Judge<'_>, whom: &Whom<'_>) -> (String, Vec<u32>, usize) {
    let (mut rest, mut rows, mut cells) = (String::with_capacity(text.len()), Vec::new(), 0);
    for (row, span) in sheet.rows_from(0).zip(spans) {
        let raw = |at: usize| span.cells.get(at).and_then(|cell| text.get(cell.clone())).unwrap_or_default();
        match judge.fate(row, whom, raw) {
            Fate::Goes => rows.push(row.record),
            Fate::Stays => rest.push_str(text.get(span.row.clone()).unwrap_or_default()),
            Fate::Loses(losses) => {
                let mut at = span.row.start;
                cells += losses.len();
                for (cell, new) in losses {
                    let Some(old) = span.cells.get(cell) else { continue };
                    rest.push_str(text.get(at..old.start).unwrap_or_default());
                    rest.push_str(&new);
                    at = old.end;
                }
                rest.push_str(text.get(at..span.row.end).unwrap_or_default());
            }
        }
    }
    (rest, rows, cells)
}

/// A text as bytes in the encoding and with the mark that the file has; nothing where a letter has no place in it.
fn encode(what: &str, like: &Text<'_>) -> Option<Vec<u8>> {
    if code_page_850::is_called(&like.encoding) {
        return code_page_850::encode(what);
    }
    let encoding = Encoding::for_label(like.encoding.as_bytes())?;
    let marked = if like.bom { format!("\u{feff}{what}") } else { what.to_owned() };
    if encoding == UTF_16LE {
        return Some(marked.encode_utf16().flat_map(u16::to_le_bytes).collect());
    }
    if encoding == UTF_16BE {
        return Some(marked.encode_utf16().flat_map(u16::to_be_bytes).collect());
    }
    let (bytes, _, lost) = encoding.encode(&marked);
    (!lost).then(|| bytes.into_owned())
}
