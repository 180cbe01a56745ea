//! Copies of private tables, which tell of people by their ids alone: rows of them that stand in another file as they are.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::leak::COPY;
use crate::app::session::CohortSession;
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::Problem;
use crate::people::search::{Hit, Whose};
use crate::store::layout::{self, RelPath};
use crate::survey;

/// A table that is larger is not compared.
const LONGEST: usize = 8 << 20;

/// A row that is shorter, and does not begin with an id, stands in many tables.
const SHORTEST: usize = 12;

/// So many different rows of private tables make a copy; one may be chance.
const ROWS: usize = 3;

/// Folders of exports and of tables that the program keeps.
const FOLDERS: [&str; 5] = ["private/surveys/", "private/draws/", "private/evaluation/", "private/messages/", "private/letters/"];

/// Rows above the answers: some tools write three.
const HEADINGS_OF_EXPORTS: usize = 3;

/// The rows of private tables that no committed file of the program's own has. They are read when a file may be a copy.
#[derive(Default)]
pub(super) struct PrivateRows<'a> {
    /// Where the private folder is, and what is shared there.
    source: Option<(&'a CohortSession, &'a [String])>,
    rows: OnceCell<Result<BTreeSet<u64>, Problem>>,
}

impl<'a> PrivateRows<'a> {
    pub(super) fn of(session: &'a CohortSession, shared: &'a [String]) -> PrivateRows<'a> {
        PrivateRows { source: Some((session, shared)), rows: OnceCell::new() }
    }

    /// Why the tables could not be read, if they were needed.
    pub(super) fn fault(&self) -> Option<Problem> {
        self.rows.get()?.as_ref().err().cloned()
    }

    /// The first row of a copy; none where the file is one of the program's own, or has too few such rows.
    pub(super) fn copied(&self, place: &str, bytes: &[u8]) -> Option<Hit> {
        let (session, shared) = self.source?;
        let bytes = &as_text(place, bytes);
        if bytes.len() > LONGEST || is_own(place) || lines(bytes).filter_map(row).take(ROWS).count() < ROWS {
            return None;
        }
        let rows = self.rows.get_or_init(|| rows_of_private_tables(session, shared)).as_ref().ok()?;
        let known = (1_u32..).zip(lines(bytes)).filter_map(|(number, line)| Some((number, row(line)?)));
        let mut first = None;
        let mut found = BTreeSet::new();
        for (number, row) in known.filter(|(_, row)| rows.contains(row)) {
            first.get_or_insert(number);
            found.insert(row);
            if found.len() == ROWS {
                return Some(Hit { line: first, of: Whose::Nobody, what: COPY });
            }
        }
        None
    }
}

/// O(bytes of the tables).
fn rows_of_private_tables(session: &CohortSession, shared: &[String]) -> Result<BTreeSet<u64>, Problem> {
    let workspace = session.workspace();
    let named = files_of_settings(session);
    let mut rows = BTreeSet::new();
    for found in workspace.unshared()?.into_iter().filter(|found| is_compared(&found.path, &named)) {
        if let Ok(Some(bytes)) = workspace.file(&found.path) {
            let is_export = found.path.starts_with("private/surveys/") || named.contains(&found.path);
            let headings = if is_export { HEADINGS_OF_EXPORTS } else { 1 };
            rows.extend(lines_of_table(&as_text(&found.path, &bytes)).skip(headings).filter_map(row));
        }
    }
    // The facts of one person or pair have rows of a shape of their own.
    let is_of_one = |path: &str| path.starts_with("facts/people/") || path.starts_with("facts/pairs/");
    for path in shared.iter().filter(|path| is_own(path) && is_table(path) && !is_of_one(path)) {
        if let Ok(Some(bytes)) = workspace.file(path) {
            for row in lines_of_table(&bytes).filter_map(row) {
                rows.remove(&row);
            }
        }
    }
    Ok(rows)
}

/// Whether a private file is a table of the program's or an export; a lead's own list is no secret because of its place.
fn is_compared(path: &str, named: &BTreeSet<String>) -> bool {
    let of_program = || {
        let tables = [layout::register(), layout::former_rows(), layout::notes(), layout::closed()].into_iter();
        let tables = tables.chain(layout::private_views()).chain([layout::outcomes(), layout::quotes(), layout::summaries()]);
        tables.into_iter().any(|table| table.as_str() == path)
    };
    let is_key = path.rsplit('/').next().is_some_and(|name| name.starts_with("codebook"));
    is_table(path) && !is_key && (named.contains(path) || FOLDERS.iter().any(|folder| path.starts_with(folder)) || of_program())
}

/// The exports that cohort.toml names.
fn files_of_settings(session: &CohortSession) -> BTreeSet<String> {
    let surveys = [&session.settings.survey.mentors, &session.settings.survey.mentees].into_iter();
    let waves = session.settings.evaluation.waves.iter().map(|wave| &wave.survey);
    surveys.chain(waves).filter_map(|survey| survey.file.clone()).collect()
}

fn is_table(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, end)| ["csv", "tsv", "txt", "xlsx", "xls", "ods"].iter().any(|table| end.eq_ignore_ascii_case(table)))
}

/// A table as lines of text: one in UTF-16 in UTF-8, a workbook with tabs between its cells. What cannot be read so stays as it is.
fn as_text<'b>(path: &str, bytes: &'b [u8]) -> Cow<'b, [u8]> {
    let wide = |order: fn([u8; 2]) -> u16, bytes: &[u8]| {
        let units: Vec<u16> = bytes.chunks_exact(2).map(|two| order([two[0], two[1]])).collect();
        Cow::Owned(String::from_utf16_lossy(&units).into_bytes())
    };
    match bytes {
        _ if bytes.len() > LONGEST => Cow::Borrowed(bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => Cow::Borrowed(rest),
        [0xFF, 0xFE, rest @ ..] => wide(u16::from_le_bytes, rest),
        [0xFE, 0xFF, rest @ ..] => wide(u16::from_be_bytes, rest),
        [1..=255, 0, 1..=255, 0, ..] => wide(u16::from_le_bytes, bytes),
        [0, 1..=255, 0, 1..=255, ..] => wide(u16::from_be_bytes, bytes),
        [b'P', b'K', 3, 4, ..] | [0xD0, 0xCF, 0x11, 0xE0, ..] if is_table(path) => {
            survey::lines_of_workbook(path, bytes).map_or(Cow::Borrowed(bytes), |text| Cow::Owned(text.into_bytes()))
        }
        _ => Cow::Borrowed(bytes),
    }
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == b'\n')
}

/// The lines of a table; none of one that is too large.
fn lines_of_table(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let is_small = bytes.len() <= LONGEST;
    lines(bytes).filter(move |_| is_small)
}

/// A row of at least two cells, whatever parts them and whatever its line ends with, that tells more than ids.
fn row(line: &[u8]) -> Option<u64> {
    let line = line.trim_ascii();
    if !line.iter().any(|byte| [b',', b';', b'\t'].contains(byte)) {
        return None;
    }
    let cells = || {
        let cells = line.split(|byte| [b',', b';', b'\t'].contains(byte));
        cells
            .map(<[u8]>::trim_ascii)
            .map(|cell| cell.strip_prefix(b"\"").unwrap_or(cell))
            .map(|cell| cell.strip_suffix(b"\"").unwrap_or(cell))
    };
    let is_told = |cell: &[u8]| !is_id(cell) && cell.iter().any(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii());
    if line.len() < SHORTEST && !cells().next().is_some_and(is_id) || !cells().any(is_told) {
        return None;
    }
    let mut hasher = DefaultHasher::new();
    // A workbook has no empty cells at the end of a row.
    let filled = cells().zip(1..).filter(|(cell, _)| !cell.is_empty()).last().map_or(0, |(_, count)| count);
    cells().take(filled).for_each(|cell| cell.hash(&mut hasher));
    Some(hasher.finish())
}

/// Whether a cell is the id of a person or a pair.
fn is_id(cell: &[u8]) -> bool {
    let id = std::str::from_utf8(cell).ok().filter(|cell| cell.len() < 16);
    id.is_some_and(|id| id.parse::<PersonId>().is_ok() || id.parse::<PairId>().is_ok())
}

/// Whether the program writes this file itself, and it is not private.
fn is_own(path: &str) -> bool {
    path == layout::COHORT_FILE || path.parse::<RelPath>().is_ok_and(|path| !path.is_private())
}
