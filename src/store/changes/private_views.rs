//! The views for the lead's own spreadsheet: written after a change, never part of it. A file that another program holds is left as it
//! is and named; an edited one is kept beside the new one.

use std::collections::BTreeMap;
use std::io;

use super::journal::digest;
use super::views::{self, Digests};
use super::{Workspace, trouble};
use crate::domain::problem::{Place, Problem, Severity};
use crate::store::layout::{self, LOCAL, RelPath};

/// The digest of each private view as last written, below [`LOCAL`].
const DIGESTS: &str = "private-views";
/// Where a private view waits until it is whole.
const NEW: &str = "private-view.new";
/// So many edited versions of one view are kept.
const VERSIONS: u32 = 99;

impl Workspace {
    /// Writes the private views that differ from what stands, and removes those of which nothing is left. Gives what the lead should
    /// know: a view that could not be written, an edited one that was kept.
    pub fn write_private_views(&self, wanted: &BTreeMap<RelPath, Vec<u8>>) -> Vec<Problem> {
        if self.must_be_writer().is_err() {
            return Vec::new();
        }
        let digests_file = self.site().own(DIGESTS);
        let recorded = self.site().disk.read(&digests_file).ok().flatten().unwrap_or_default();
        let mut digests = views::parse(&recorded);
        let mut notes = Vec::new();
        for path in layout::private_views() {
            match self.write_private_view(&path, wanted.get(&path), &mut digests) {
                Ok(note) => notes.extend(note),
                Err(error) => notes.push(left(&path, &error)),
            }
        }
        let now = views::print(&digests);
        if now != recorded
            && let Err(error) = self.put(&digests_file, &now)
        {
            notes.push(Problem { severity: Severity::Warning, ..trouble::problem(&format!("{LOCAL}/{DIGESTS}"), &error) });
        }
        notes
    }

    fn write_private_view(&self, path: &RelPath, wanted: Option<&Vec<u8>>, digests: &mut Digests) -> io::Result<Option<Problem>> {
        let stands = self.site().read(path)?;
        if stands.as_ref() == wanted {
            return Ok(None);
        }
        // Of a folder that came from another machine nothing is recorded here, and its views are not taken for edited ones.
        let edited = stands.filter(|bytes| digests.get(path).is_some_and(|known| *known != digest(bytes)));
        let note = edited.map(|bytes| self.keep_edited(path, &bytes)).transpose()?;
        if let Some(bytes) = wanted {
            self.put(&path.under(self.root()), bytes)?;
            digests.insert(path.clone(), digest(bytes));
        } else {
            self.site().disk.remove(&path.under(self.root()))?;
            digests.remove(path);
        }
        Ok(note)
    }

    /// Keeps an edited view as `NAME.yours.csv`, or the first free `NAME.yours2.csv`.
    fn keep_edited(&self, path: &RelPath, bytes: &[u8]) -> io::Result<Problem> {
        let stem = path.as_str().strip_suffix(".csv").unwrap_or(path.as_str());
        let name = |number: u32| match number {
            1 => format!("{stem}.yours.csv"),
            _ => format!("{stem}.yours{number}.csv"),
        };
        let free = |name: &String| self.site().disk.look(&self.root().join(name)).is_ok_and(|look| look.is_none());
        let kept = (1..=VERSIONS).map(name).find(free).ok_or(io::ErrorKind::AlreadyExists)?;
        self.site().disk.create(&self.root().join(&kept), bytes)?;
        let problem = Problem::warning("edited-private-view", "this file was edited; it is made anew, and your version is kept");
        Ok(problem
            .at(Place::file(path.as_str()))
            .value(kept)
            .help("changes belong into the survey exports or are recorded by a verb"))
    }

    /// Puts a file in place whole, closed to others.
    fn put(&self, file: &std::path::Path, bytes: &[u8]) -> io::Result<()> {
        let (disk, new) = (self.site().disk, self.site().own(NEW));
        disk.remove(&new)?;
        disk.create(&new, bytes)?;
        disk.rename(&new, file).inspect_err(|_| drop(disk.remove(&new)))
    }
}

/// The view stays as it was.
fn left(path: &RelPath, error: &io::Error) -> Problem {
    let reason = trouble::problem(path.as_str(), error).message;
    Problem::warning("private-view", format!("this file is not up to date: {reason}"))
        .at(Place::file(path.as_str()))
        .help("close it in the spreadsheet; the next command that writes brings it up to date")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::store::changes::Access;

    fn workspace() -> (tempfile::TempDir, Workspace) {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("cohort.toml"), "").unwrap();
        fs::create_dir(folder.path().join("private")).unwrap();
        let (workspace, _) = Workspace::open(folder.path(), Access::Write).unwrap();
        (folder, workspace)
    }

    fn views(text: &str) -> BTreeMap<RelPath, Vec<u8>> {
        layout::private_views().map(|path| (path, text.as_bytes().to_vec())).into()
    }

    #[test]
    fn a_view_that_came_with_the_folder_from_another_machine_is_no_edit() {
        let (folder, workspace) = workspace();
        let people = folder.path().join("private/people.csv");
        fs::write(&people, "of yesterday\n").unwrap();
        assert!(workspace.write_private_views(&views("one\n")).is_empty());
        assert_eq!(fs::read_to_string(people).unwrap(), "one\n");
    }

    #[test]
    fn an_edited_view_is_kept_and_made_anew() {
        let (folder, workspace) = workspace();
        assert!(workspace.write_private_views(&views("one\n")).is_empty());
        assert!(workspace.write_private_views(&views("two\n")).is_empty(), "what the program wrote is no edit");
        let people = folder.path().join("private/people.csv");
        for (edit, kept) in [("mine\n", "people.yours.csv"), ("mine again\n", "people.yours2.csv")] {
            fs::write(&people, edit).unwrap();
            let notes = workspace.write_private_views(&views("two\n"));
            assert_eq!(notes.iter().map(|note| note.code).collect::<Vec<_>>(), ["edited-private-view"]);
            assert_eq!(fs::read_to_string(folder.path().join("private").join(kept)).unwrap(), edit);
            assert_eq!(fs::read_to_string(&people).unwrap(), "two\n");
        }
    }

    #[test]
    fn a_view_that_cannot_be_written_is_named_and_stops_nothing() {
        let (folder, workspace) = workspace();
        fs::create_dir_all(folder.path().join("private/people.csv/in the way")).unwrap();
        let notes = workspace.write_private_views(&views("one\n"));
        assert_eq!(notes.iter().map(|note| note.code).collect::<Vec<_>>(), ["private-view"]);
        assert_eq!(fs::read_to_string(folder.path().join("private/pairs.csv")).unwrap(), "one\n");
        assert!(workspace.write_private_views(&BTreeMap::new()).len() == 1);
        assert!(!folder.path().join("private/pairs.csv").exists());
    }
}
