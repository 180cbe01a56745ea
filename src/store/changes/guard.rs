//! What is looked at before a directory is touched: its format, links in it, and who can read its private folder.

use std::io;

use super::disk::Kind;
use super::site::{Site, UNDO};
use super::trouble;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::store::formats::format_number;
use crate::store::layout::{self, FORMAT, LOCAL};

/// Refuses a directory of a newer format, before anything else is read.
pub(super) fn known_format(site: Site<'_>) -> Result<(), Refusal> {
    let path = layout::format_file();
    let bytes = site.read(&path).map_err(|error| trouble::refusal(path.as_str(), &error))?;
    let Some(bytes) = bytes else { return Ok(()) };
    let text = String::from_utf8_lossy(&bytes);
    match format_number::read(&text) {
        Some(number) if number > FORMAT => Err(newer(path.as_str()).into()),
        Some(_) => Ok(()),
        None => Err(Problem::error("bad-format", "this file should hold the number of the format")
            .at(Place::file(path.as_str()).line(1))
            .value(text.trim().chars().take(40).collect::<String>())
            .restore(path.as_str())
            .into()),
    }
}

/// Something that a newer version of the program wrote.
pub(super) fn newer(file: &str) -> Problem {
    let message = format!("a newer revmentor wrote this directory; this one knows format {FORMAT} and has touched nothing");
    Problem::error("newer-format", message).at(Place::file(file)).help("install the newest revmentor")
}

/// Refuses a directory with symbolic links among the cohort's files: one could lead out of it.
pub(super) fn no_links(site: Site<'_>) -> Result<(), Refusal> {
    let links = site.links().map_err(|error| trouble::refusal(".", &error))?;
    if links.is_empty() { Ok(()) } else { Err(Refusal::input(links)) }
}

/// Closes everything below `private/` and the local folder to other people, the lead's own exports too. What the system
/// does not let be closed is said.
pub(super) fn close_private(site: Site<'_>) -> Result<Vec<Problem>, Refusal> {
    let mut notes = Vec::new();
    for start in ["private", LOCAL] {
        let mut failed = Vec::new();
        for thing in site.walk(start).map_err(|error| trouble::refusal(start, &error))? {
            let (path, Some(mode)) = (site.root.join(&thing.path), closed_mode(thing.kind)) else { continue };
            let look = site.disk.look(&path).map_err(|error| trouble::refusal(start, &error))?;
            let is_open = look.is_some_and(|look| look.mode != mode);
            let error = if is_open { site.disk.set_mode(&path, mode).err() } else { None };
            failed.extend(error.map(|error| still_open(&thing.path, &error)));
        }
        // Where one cannot be closed the file system has no modes, or somebody else owns it all: all are tried, one is said.
        notes.extend(failed.into_iter().next());
    }
    Ok(notes)
}

/// Where access lists close folders: the private folder and the undo records, which hold private files as they were. Done after a
/// change, since a file that is put into place brings the list of the folder that it was made in.
pub(super) fn close_by_access_list(site: Site<'_>) -> Option<Problem> {
    let folders = [("private".to_owned(), site.root.join("private")), (format!("{LOCAL}/{UNDO}"), site.own(UNDO))];
    folders.iter().find_map(|(name, path)| site.disk.close_to_others(path).err().map(|error| still_open(name, &error)))
}

fn closed_mode(kind: Kind) -> Option<u32> {
    match kind {
        Kind::Folder => Some(0o700),
        Kind::File => Some(0o600),
        Kind::Link | Kind::Other => None,
    }
}

fn still_open(file: &str, error: &io::Error) -> Problem {
    Problem::warning("open-to-others", format!("other people may be able to read this: {error}"))
        .at(Place::file(file))
        .help("keep the cohort directory on a disk and in a folder that only you can open")
}
