//! A new cohort directory: the same transaction on an empty directory, with the folders above it where they are missing.

use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::change_set::ChangeSet;
use super::disk::{Disk, Kind, Openness};
use super::journal::{LogEntry, Retire};
use super::real_disk::RealDisk;
use super::site::Site;
use super::workspace::{Access, Workspace, Written};
use super::{lock, trouble};
use crate::domain::problem::{Place, Problem, Refusal};
use crate::store::layout::{LOCAL, STANDING};

/// What may stand in a directory that is still empty for our purposes: a repository, and what an interrupted `init` left.
const NOTHING: [&str; 2] = [".git", LOCAL];

/// Refuses a directory in which anything stands, before anything is said of what would be put there.
///
/// # Errors
/// As [`create`].
pub(crate) fn must_be_empty(root: &Path) -> Result<(), Refusal> {
    let disk = Rc::new(RealDisk) as Rc<dyn Disk>;
    let site = Site { disk: &*disk, root };
    let occupants = occupants(site).map_err(|error| trouble::refusal(&root.display().to_string(), &error))?;
    if occupants.is_empty() { Ok(()) } else { Err(not_empty(root, &occupants).into()) }
}

/// Makes a cohort directory with these files and the private folders. There is no way back but deleting it.
///
/// # Errors
/// When the directory holds anything (but a `.git`) or the disk refuses; then nothing is changed.
pub fn create(root: &Path, changes: ChangeSet, entry: LogEntry) -> Result<Written, Refusal> {
    create_on(&(Rc::new(RealDisk) as Rc<dyn Disk>), root, changes, entry)
}

/// [`create`] on a disk of the caller's.
///
/// # Errors
/// As `create`.
pub fn create_on(disk: &Rc<dyn Disk>, root: &Path, changes: ChangeSet, entry: LogEntry) -> Result<Written, Refusal> {
    let site = Site { disk: disk.as_ref(), root };
    let trouble = |error| trouble::refusal(&root.display().to_string(), &error);
    let missing = missing(site).map_err(trouble)?;
    let occupants = occupants(site).map_err(trouble)?;
    if lock::is_unfinished(site) || !occupants.is_empty() {
        return Err(not_empty(root, &occupants).into());
    }
    let result = fill(disk, root, &missing, changes, entry);
    if result.is_err() {
        clear(site, &missing);
    }
    result
}

fn fill(disk: &Rc<dyn Disk>, root: &Path, missing: &[PathBuf], changes: ChangeSet, entry: LogEntry) -> Result<Written, Refusal> {
    let trouble = |error| trouble::refusal(&root.display().to_string(), &error);
    missing.iter().try_for_each(|folder| disk.make_folder(folder, Openness::Shared)).map_err(trouble)?;
    let (mut workspace, mut notes) = Workspace::open_on(Rc::clone(disk), root, Access::Write)?;
    STANDING.iter().try_for_each(|folder| disk.make_folder(&root.join(folder), Openness::Private)).map_err(trouble)?;
    let written = workspace.write(changes, entry, Retire::Forget)?;
    notes.extend(written.notes);
    Ok(Written { notes, ..written })
}

/// The directory and the folders above it that are not there, the outermost first.
fn missing(site: Site<'_>) -> io::Result<Vec<PathBuf>> {
    let mut missing = Vec::new();
    for folder in site.root.ancestors().filter(|folder| !folder.as_os_str().is_empty()) {
        if site.disk.look(folder)?.is_some() {
            break;
        }
        missing.insert(0, folder.to_path_buf());
    }
    Ok(missing)
}

/// What stands in the directory and is more than the empty folders of an interrupted `init`.
fn occupants(site: Site<'_>) -> io::Result<Vec<String>> {
    let mut names = site.disk.names(site.root)?;
    names.retain(|name| !NOTHING.contains(&name.as_str()));
    for folder in ["facts", "private"] {
        if site.walk(folder)?.iter().all(|found| found.kind == Kind::Folder) {
            names.retain(|name| name != folder);
        }
    }
    Ok(names)
}

/// Takes away the folders of an `init` that was refused. What cannot be taken away does not stand in the way of another.
fn clear(site: Site<'_>, missing: &[PathBuf]) {
    if !lock::is_unfinished(site) {
        for folder in STANDING.iter().rev() {
            let _ = site.disk.remove_folder(&site.root.join(folder));
        }
        lock::discard(site);
    }
    // Only empty ones go.
    for folder in missing.iter().rev() {
        let _ = site.disk.remove_folder(folder);
    }
}

fn not_empty(root: &Path, occupants: &[String]) -> Problem {
    let found: Vec<&str> = occupants.iter().map(String::as_str).take(3).collect();
    Problem::error("not-empty", "a new cohort directory must be empty, and this one is not")
        .at(Place::file(root.display().to_string()))
        .value(found.join(", "))
        .help("name a directory that does not exist yet")
}
