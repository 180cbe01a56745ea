//! Steps 1 and 2 of the protocol (see the head of [`super`]): one writer at a time, and what an interrupted one left is
//! finished before anything else. The system frees the lock when its holder ends, however it ends.

use std::any::Any;
use std::io;
use std::time::SystemTime;

use chrono::{DateTime, Local};

use super::disk::{Locked, Openness, Share};
use super::journal::{Fault, Journal};
use super::site::{DAMAGED, OPEN, Site};
use super::{transaction, trouble};
use crate::domain::problem::{Place, Problem, Refusal};
use crate::store::layout::LOCAL;

const LOCK: &str = "lock";
pub(super) const HOLDER: &str = "holder";

/// The system's lock, held until it is dropped.
pub(super) struct Lock {
    _held: Box<dyn Any>,
    /// Whether the holder wrote down who it is.
    signed: bool,
}

/// The lock for a writer. The folder for it is made.
pub(super) fn for_writing(site: Site<'_>) -> Result<Lock, Refusal> {
    let trouble = |error: io::Error| trouble::refusal(LOCAL, &error);
    site.disk.make_folder(&site.local(), Openness::Private).map_err(trouble)?;
    match site.disk.lock(&site.own(LOCK), Share::Exclusive).map_err(trouble)? {
        Locked::Held(held) => {
            let lock = Lock { _held: held, signed: true };
            sign(site).inspect_err(|_| leave(site, &lock)).map_err(trouble)?;
            Ok(lock)
        }
        Locked::Busy | Locked::Absent => Err(busy(site)),
    }
}

/// The lock for a reader: none where nobody ever wrote, or where the file system has no locks; nothing is made.
pub(super) fn for_reading(site: Site<'_>) -> Result<Option<Lock>, Refusal> {
    match site.disk.lock(&site.own(LOCK), Share::Shared) {
        Ok(Locked::Held(held)) => Ok(Some(Lock { _held: held, signed: false })),
        Ok(Locked::Busy) => Err(busy(site)),
        Ok(Locked::Absent) | Err(_) => Ok(None),
    }
}

/// Ends a command: where nothing was ever written no lock is left behind either.
pub(super) fn leave(site: Site<'_>, lock: &Lock) {
    let own = |name: &String| name == LOCK || name == HOLDER;
    if lock.signed && site.disk.names(&site.local()).is_ok_and(|names| names.iter().all(own)) {
        discard(site);
    } else if lock.signed {
        sign_off(site);
    }
}

/// Takes the holder's name off the lock.
fn sign_off(site: Site<'_>) {
    // The name tells only while the lock is held; a name that stays misleads nobody.
    let _ = site.disk.remove(&site.own(HOLDER));
}

/// Takes the lock away from a directory in which nothing was written. A process that opened the file before is refused, for what
/// it locks is no longer the file of that name.
pub(super) fn discard(site: Site<'_>) {
    let _ = site.disk.remove(&site.own(HOLDER));
    let _ = site.disk.remove(&site.own(LOCK));
    let _ = site.disk.remove_folder(&site.local());
}

/// Writes down who holds the lock, beside it: where locks are mandatory the lock file itself cannot be read.
fn sign(site: Site<'_>) -> io::Result<()> {
    let holder = site.own(HOLDER);
    site.disk.remove(&holder)?;
    site.disk.create(&holder, format!("process {}{}", std::process::id(), on_this_machine()).as_bytes())
}

#[cfg(unix)]
fn on_this_machine() -> String {
    format!(" on {}", rustix::system::uname().nodename().to_string_lossy())
}

#[cfg(not(unix))]
fn on_this_machine() -> String {
    String::new()
}

/// Another holds the lock: who, since when. A writer's name counts only while no shared lock can be had.
fn busy(site: Site<'_>) -> Refusal {
    let by_readers = matches!(site.disk.lock(&site.own(LOCK), Share::Shared), Ok(Locked::Held(_)));
    let who = if by_readers { "only reading".to_owned() } else { holder(site).unwrap_or_else(|| "it has just begun".to_owned()) };
    let message = format!("another revmentor is at work here ({who})");
    Refusal::unmet(vec![Problem::error("busy", message).help("wait until it has finished, then run the command again")])
}

fn holder(site: Site<'_>) -> Option<String> {
    let path = site.own(HOLDER);
    let name = String::from_utf8(site.disk.read(&path).ok()??).ok()?;
    let since = site.disk.look(&path).ok()??.modified.map(clock).unwrap_or_default();
    Some(format!("{}{since}", crate::domain::text::tidy(&name)))
}

fn clock(time: SystemTime) -> String {
    format!(", since {}", DateTime::<Local>::from(time).format("%Y-%m-%d %H:%M:%S"))
}

/// Whether a change is decided but not known to be in place.
pub(super) fn is_unfinished(site: Site<'_>) -> bool {
    !matches!(site.disk.look(&site.own(OPEN)), Ok(None))
}

/// Finishes the open change, if there is one, and sweeps. Needs the writer's lock. Gives what the lead should know.
pub(super) fn recover(site: Site<'_>) -> Result<Vec<Problem>, Refusal> {
    let Some(bytes) = site.disk.read(&site.own(OPEN)).map_err(|error| trouble::unfinished(&error))? else {
        site.sweep().map_err(|error| trouble::refusal(LOCAL, &error))?;
        return Ok(Vec::new());
    };
    match Journal::parse(&bytes) {
        Ok(journal) => {
            let mut notes = transaction::finish(site, &journal).map_err(|error| trouble::unfinished(&error))?;
            let message = format!("finished a `{}` that was interrupted: {}", journal.entry.verb, journal.entry.summary);
            notes.push(Problem::warning("finished", message));
            Ok(notes)
        }
        Err(Fault::Newer) => Err(super::newer(&format!("{LOCAL}/{OPEN}")).into()),
        Err(Fault::Damaged) => put_aside(site).map_err(|error| trouble::unfinished(&error)),
    }
}

/// A journal that no crash can leave behind, because it is made durable before it gets its name: the disk lost something.
fn put_aside(site: Site<'_>) -> io::Result<Vec<Problem>> {
    site.disk.rename(&site.own(OPEN), &site.own(DAMAGED))?;
    let message = "the record of an unfinished change cannot be read any more, so it was not finished";
    let note = Problem::warning("damaged-journal", message)
        .at(Place::file(format!("{LOCAL}/{DAMAGED}")))
        .help("run `revmentor check` and `revmentor build`, and look at the disk");
    Ok(vec![note])
}
