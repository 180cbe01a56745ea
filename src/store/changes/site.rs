//! A cohort directory on a disk: where the transaction's own files stand, and the walks that everything else needs.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, Kind, Openness};
use super::trouble;
use crate::domain::problem::Problem;
use crate::store::layout::{self, LOCAL, RelPath};

/// The journal of the change that is decided but not known to be in place.
pub(super) const OPEN: &str = "txn";
/// The journal while it is written.
pub(super) const DRAFT: &str = "txn.tmp";
/// The folder of new contents.
pub(super) const STAGE: &str = "stage";
/// A journal that cannot be read.
pub(super) const DAMAGED: &str = "damaged";
/// The folder of undo records.
pub(super) const UNDO: &str = "undo";

/// A cohort directory on a disk.
#[derive(Clone, Copy)]
pub(super) struct Site<'a> {
    /// The disk.
    pub disk: &'a dyn Disk,
    /// The cohort directory.
    pub root: &'a Path,
}

/// A thing below the cohort directory, with the path of its parts.
pub(super) struct Found {
    /// The path below the cohort directory, `/` between its parts.
    pub path: String,
    /// What it is.
    pub kind: Kind,
}

impl Site<'_> {
    /// The folder of the transaction's own files.
    pub(super) fn local(self) -> PathBuf {
        self.root.join(LOCAL)
    }

    /// One of the transaction's own files.
    pub(super) fn own(self, name: &str) -> PathBuf {
        self.local().join(name)
    }

    /// Where the new contents of the `number`-th step wait.
    pub(super) fn staged(self, number: usize) -> PathBuf {
        self.own(STAGE).join(format!("{number:04}"))
    }

    /// What a file holds.
    pub(super) fn read(self, path: &RelPath) -> io::Result<Option<Vec<u8>>> {
        self.disk.read(&path.under(self.root))
    }

    /// Makes the folders on the way to files that are missing, private ones closed from the start; adds them to `made`.
    pub(super) fn make_folders<'p>(
        self,
        paths: impl IntoIterator<Item = &'p RelPath>,
        made: &mut Vec<PathBuf>,
    ) -> io::Result<()> {
        let ways = paths.into_iter().flat_map(|path| path.folders().map(|folder| (folder, path.is_private())));
        for (folder, private) in ways.collect::<BTreeMap<&str, bool>>() {
            let path = self.root.join(folder);
            if self.disk.look(&path)?.is_none() {
                let openness = if private { Openness::Private } else { Openness::Shared };
                self.disk.make_folder(&path, openness)?;
                made.push(path);
            }
        }
        Ok(())
    }

    /// Removes what an unfinished staging left behind. Never touches the open journal.
    pub(super) fn sweep(self) -> io::Result<()> {
        self.disk.remove(&self.own(DRAFT))?;
        let stage = self.own(STAGE);
        for name in self.disk.names(&stage)? {
            self.disk.remove(&stage.join(name))?;
        }
        self.disk.remove_folder(&stage)
    }

    /// Everything below a folder, the folder itself first; links are listed, not followed. O(things).
    pub(super) fn walk(self, folder: &str) -> io::Result<Vec<Found>> {
        let mut found = Vec::new();
        let look = self.disk.look(&self.root.join(folder))?;
        let mut waiting: Vec<Found> = look.map(|look| Found { path: folder.to_owned(), kind: look.kind }).into_iter().collect();
        while let Some(thing) = waiting.pop() {
            if thing.kind == Kind::Folder {
                let inside = self.disk.entries(&self.root.join(&thing.path))?;
                let inside = inside.into_iter().rev().map(|(name, kind)| Found { path: format!("{}/{name}", thing.path), kind });
                waiting.extend(inside);
            }
            found.push(thing);
        }
        Ok(found)
    }

    /// Every link among the files and folders of the cohort, each as a problem.
    pub(super) fn links(self) -> io::Result<Vec<Problem>> {
        let others = [layout::report(), layout::report_text(), layout::published_outcomes(), layout::published_summaries()];
        let own = [layout::cohort_file(), layout::gitignore(), layout::gitattributes()];
        let top = layout::views().into_iter().chain(own).chain(others);
        let mut starts: Vec<String> = top.map(|path| path.to_string()).collect();
        starts.extend(["facts", "private", LOCAL].map(str::to_owned));
        let mut links = Vec::new();
        for start in starts {
            let found = self.walk(&start)?;
            links.extend(found.iter().filter(|found| found.kind == Kind::Link).map(|found| trouble::link(&found.path)));
        }
        Ok(links)
    }
}
