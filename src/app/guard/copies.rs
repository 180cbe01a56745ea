//! Copies of private tables, which tell of people by their ids alone: rows of them that stand in another file as they are.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::app::session::CohortSession;
use crate::domain::problem::Problem;
use crate::people::search::Hit;
use crate::store::layout::{self, RelPath};

/// A table that is larger is not compared.
const LONGEST: usize = 8 << 20;

/// A row that is shorter stands in many tables.
const SHORTEST: usize = 12;

/// So many rows of private tables make a copy; one may be chance.
const ROWS: usize = 3;

/// The rows of private tables that no committed file of the program's own has.
#[derive(Default)]
pub(super) struct PrivateRows {
    rows: BTreeSet<u64>,
}

impl PrivateRows {
    /// Reads every table below private/. O(bytes of the tables).
    ///
    /// # Errors
    /// When the disk does not tell.
    pub(super) fn read(session: &CohortSession, shared: &[String]) -> Result<PrivateRows, Problem> {
        let workspace = session.workspace();
        let is_table = |path: &str| path.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("csv"));
        let mut private = PrivateRows::default();
        for found in workspace.unshared()?.into_iter().filter(|found| is_table(&found.path)) {
            if let Ok(Some(bytes)) = workspace.file(&found.path) {
                let rows: Vec<u64> = rows_of(&bytes).skip(1).collect();
                private.rows.extend(rows);
            }
        }
        if private.rows.is_empty() {
            return Ok(private);
        }
        // The facts of one person or pair have rows of a shape of their own.
        let is_of_one = |path: &str| path.starts_with("facts/people/") || path.starts_with("facts/pairs/");
        for path in shared.iter().filter(|path| is_own(path) && is_table(path) && !is_of_one(path)) {
            if let Ok(Some(bytes)) = workspace.file(path) {
                let rows: Vec<u64> = rows_of(&bytes).collect();
                for row in rows {
                    private.rows.remove(&row);
                }
            }
        }
        Ok(private)
    }

    /// The first row of a copy; none where the file is one of the program's own, or has too few such rows.
    pub(super) fn copied(&self, place: &str, bytes: &[u8]) -> Option<Hit> {
        if self.rows.is_empty() || bytes.len() > LONGEST || is_own(place) {
            return None;
        }
        let lines = (1_u32..).zip(bytes.split(|byte| *byte == b'\n'));
        let known = lines.filter(|(_, line)| row(line).is_some_and(|row| self.rows.contains(&row)));
        let known: Vec<u32> = known.map(|(number, _)| number).take(ROWS).collect();
        let first = known.first().filter(|_| known.len() == ROWS)?;
        Some(Hit { line: Some(*first), of: None, what: "copy of a private table" })
    }
}

/// The rows of a table; none of one that is too large.
fn rows_of(bytes: &[u8]) -> impl Iterator<Item = u64> {
    let is_small = bytes.len() <= LONGEST;
    bytes.split(|byte| *byte == b'\n').filter(move |_| is_small).filter_map(row)
}

/// A row of at least two cells, whatever its line ends with.
fn row(line: &[u8]) -> Option<u64> {
    let line = line.trim_ascii();
    let mut hasher = DefaultHasher::new();
    line.hash(&mut hasher);
    (line.len() >= SHORTEST && line.contains(&b',')).then(|| hasher.finish())
}

/// Whether the program writes this file itself, and it is not private.
fn is_own(path: &str) -> bool {
    path == layout::COHORT_FILE || path.parse::<RelPath>().is_ok_and(|path| !path.is_private())
}
