//! Steps 4 to 6 of the protocol (see the head of [`super`]): what differs is staged, decided with one rename, put into
//! place, made durable, and retired. Which changes are made, and whether they may be, is not decided here.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::disk::{Kind, Openness};
use super::journal::{Journal, Retire, Step};
use super::site::{DAMAGED, DRAFT, OPEN, STAGE, Site, UNDO};
use super::trouble;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::store::layout::{LOCAL, RelPath, STANDING};

/// How many undo records are kept.
const KEPT: usize = 20;

/// Makes a change: all of it, or nothing.
///
/// # Errors
/// Refused with nothing changed; or, when a disk fails after the decision, `unfinished`: the next command finishes it.
pub(super) fn run(site: Site<'_>, journal: &Journal) -> Result<Vec<Problem>, Refusal> {
    let mut made = Vec::new();
    if let Err(refusal) = decide(site, journal, &mut made) {
        return Err(give_up(site, &made).map_or(refusal, |error| trouble::unfinished(&error)));
    }
    finish(site, journal).map_err(|error| trouble::unfinished(&error))
}

/// Step 4, up to and with the commit point.
fn decide(site: Site<'_>, journal: &Journal, made: &mut Vec<PathBuf>) -> Result<(), Refusal> {
    let problems = obstacles(site, &journal.steps);
    if !problems.is_empty() {
        return Err(Refusal::unmet(problems));
    }
    let disk = site.disk;
    let own = |error: io::Error| trouble::refusal(LOCAL, &error);
    disk.make_folder(&site.own(STAGE), Openness::Private).map_err(own)?;
    for (number, step) in journal.steps.iter().enumerate() {
        if let Some(bytes) = &step.after {
            disk.create(&site.staged(number), bytes).map_err(|error| trouble::refusal(step.path.as_str(), &error))?;
        }
    }
    site.make_folders(journal.new_paths(), made).map_err(|error| trouble::refusal(".", &error))?;
    disk.create(&site.own(DRAFT), &journal.to_bytes()).map_err(own)?;
    disk.sync_file(&site.own(DRAFT)).map_err(own)?;
    disk.rename(&site.own(DRAFT), &site.own(OPEN)).map_err(own)?;
    disk.sync_folder(&site.local()).map_err(own)
}

/// Why files could not be put into place later: better known now, while nothing is changed. O(files).
fn obstacles(site: Site<'_>, steps: &[Step]) -> Vec<Problem> {
    let folders: BTreeSet<&str> = steps.iter().flat_map(|step| step.path.folders()).collect();
    let home = site.disk.may_change(site.root).and_then(|()| site.disk.look(site.root));
    let home = match home {
        Ok(look) => look.map(|look| look.device),
        Err(error) => return vec![trouble::problem(".", &error)],
    };
    let closed = folders.into_iter().filter_map(|folder| closed_folder(site, folder, home).err());
    closed.chain(steps.iter().filter_map(|step| closed_file(site, &step.path).err())).collect()
}

fn closed_folder(site: Site<'_>, folder: &str, home: Option<u64>) -> Result<(), Problem> {
    let trouble = |error: io::Error| trouble::problem(folder, &error);
    let path = site.root.join(folder);
    match site.disk.look(&path).map_err(trouble)? {
        None => Ok(()),
        Some(look) if look.kind == Kind::Link => Err(trouble::link(folder)),
        Some(look) if look.kind != Kind::Folder => Err(trouble::not_a(folder, "folder")),
        Some(look) if Some(look.device) != home => Err(other_disk(folder)),
        Some(_) => site.disk.may_change(&path).map_err(trouble),
    }
}

fn closed_file(site: Site<'_>, file: &RelPath) -> Result<(), Problem> {
    let trouble = |error: io::Error| trouble::problem(file.as_str(), &error);
    let path = file.under(site.root);
    match site.disk.look(&path).map_err(trouble)?.map(|look| look.kind) {
        None => Ok(()),
        Some(Kind::File) => site.disk.may_change(&path).map_err(trouble),
        Some(Kind::Link) => Err(trouble::link(file.as_str())),
        Some(_) => Err(trouble::not_a(file.as_str(), "file")),
    }
}

fn other_disk(folder: &str) -> Problem {
    Problem::error(
        "other-disk",
        "this folder is on another disk than the cohort directory, and files cannot change places at once",
    )
    .at(Place::file(folder))
    .help("put the whole cohort directory on one disk")
}

/// Takes back a change that is not decided; gives an error when the decision cannot be taken back.
fn give_up(site: Site<'_>, made: &[PathBuf]) -> Option<io::Error> {
    let taken_back = site.disk.remove(&site.own(OPEN));
    // What stays is swept by the next writer.
    let _ = site.sweep();
    for folder in made.iter().rev() {
        let _ = site.disk.remove_folder(folder);
    }
    taken_back.err()
}

/// Steps 5 and 6. May be repeated from any point; gives what the lead should know.
pub(super) fn finish(site: Site<'_>, journal: &Journal) -> io::Result<Vec<Problem>> {
    let mut notes = Vec::new();
    for (number, step) in journal.steps.iter().enumerate() {
        notes.extend(place(site, number, step)?);
    }
    let changed: Vec<PathBuf> = journal.steps.iter().map(|step| step.path.under(site.root)).collect();
    site.disk.sync_all(site.root, &changed)?;
    retire(site, journal.retire)?;
    // The change is done; what stays behind is swept by the next writer.
    let _ = site.sweep();
    Ok(notes)
}

/// Step 5 for one file.
fn place(site: Site<'_>, number: usize, step: &Step) -> io::Result<Option<Problem>> {
    let (disk, target) = (site.disk, step.path.under(site.root));
    let now = disk.read(&target)?;
    let mut note = None;
    if now != step.after {
        let foreign = now.as_ref().filter(|now| Some(*now) != step.before.as_ref() && !is_torn(now, step.after.as_deref()));
        if foreign.is_some() {
            note = Some(keep_aside(site, &step.path)?);
        }
        match &step.after {
            Some(bytes) => put(site, &step.path, &site.staged(number), bytes)?,
            None => take_away(site, &step.path)?,
        }
    }
    if step.after.is_some() && disk.look(&target)?.is_some_and(|look| look.mode != step.mode) {
        disk.set_mode(&target, step.mode)?;
    }
    Ok(note)
}

fn put(site: Site<'_>, path: &RelPath, staged: &Path, bytes: &[u8]) -> io::Result<()> {
    let disk = site.disk;
    if disk.read(staged)?.is_none_or(|found| found != bytes) {
        disk.make_folder(&site.own(STAGE), Openness::Private)?;
        disk.remove(staged)?;
        disk.create(staged, bytes)?;
    }
    match disk.rename(staged, &path.under(site.root)) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            site.make_folders([path], &mut Vec::new())?;
            disk.rename(staged, &path.under(site.root))
        }
        result => result,
    }
}

/// Removes a file, and the folders on the way to it that are empty then, but for those that `init` made.
fn take_away(site: Site<'_>, path: &RelPath) -> io::Result<()> {
    site.disk.remove(&path.under(site.root))?;
    for folder in path.folders().rev() {
        if STANDING.contains(&folder) || !site.disk.names(&site.root.join(folder))?.is_empty() {
            break;
        }
        site.disk.remove_folder(&site.root.join(folder))?;
    }
    Ok(())
}

/// Whether a power cut left only a part of `after`: its beginning, perhaps with zeros where the rest belongs.
fn is_torn(now: &[u8], after: Option<&[u8]>) -> bool {
    let Some(after) = after else { return false };
    let same = now.iter().zip(after).take_while(|(a, b)| a == b).count();
    now.len() <= after.len() && now.iter().skip(same).all(|byte| *byte == 0)
}

/// Moves a file that somebody edited since the change was decided out of its way.
fn keep_aside(site: Site<'_>, path: &RelPath) -> io::Result<Problem> {
    let mut name = format!("{path}.yours");
    let mut number = 1;
    while site.disk.look(&site.root.join(&name))?.is_some() {
        number += 1;
        name = format!("{path}.yours{number}");
    }
    site.disk.rename(&path.under(site.root), &site.root.join(&name))?;
    Ok(Problem::warning(
        "kept-aside",
        format!("this file was edited while a change was unfinished; your version is kept as {name}"),
    )
    .at(Place::file(path.as_str()))
    .help("compare the two, enter what is missing with the commands, then delete your version"))
}

/// The last part of step 6: the journal leaves its place.
fn retire(site: Site<'_>, how: Retire) -> io::Result<()> {
    let (disk, undo) = (site.disk, site.own(UNDO));
    let records = records(site)?;
    match how {
        Retire::Keep => {
            disk.make_folder(&undo, Openness::Private)?;
            let next = records.last().map_or(1, |last| last + 1);
            disk.rename(&site.own(OPEN), &record(site, next))?;
            for old in records.iter().rev().skip(KEPT - 1) {
                // A record too many is removed by the next change.
                let _ = disk.remove(&record(site, *old));
            }
            disk.sync_folder(&undo)?;
        }
        Retire::Undoes(number) => disk.remove(&record(site, number))?,
        Retire::Forget => {
            disk.remove(&site.own(DAMAGED))?;
            records.iter().try_for_each(|number| disk.remove(&record(site, *number)))?;
        }
    }
    disk.remove(&site.own(OPEN))?;
    disk.sync_folder(&site.local())
}

/// The numbers of the undo records, the oldest first.
pub(super) fn records(site: Site<'_>) -> io::Result<Vec<u32>> {
    let mut numbers: Vec<u32> = site.disk.names(&site.own(UNDO))?.iter().filter_map(|name| name.parse().ok()).collect();
    numbers.sort_unstable();
    Ok(numbers)
}

/// Where an undo record stands.
pub(super) fn record(site: Site<'_>, number: u32) -> PathBuf {
    site.own(UNDO).join(format!("{number:04}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_file_is_told_from_an_edited_one() {
        let after = Some(b"M01,E01\nM02,E02\n".as_slice());
        for torn in [b"".as_slice(), b"M01,E0", b"M01,\0\0\0", b"\0\0"] {
            assert!(is_torn(torn, after), "{torn:?}");
        }
        for edited in [b"M01,E09\n".as_slice(), b"M01,E01\nM02,E02\nM03,E03\n", b"M01\0,E01"] {
            assert!(!is_torn(edited, after), "{edited:?}");
        }
        assert!(!is_torn(b"", None), "a removed file that is there again is somebody's");
    }
}
