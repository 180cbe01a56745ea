//! The few file operations that the transaction is made of, behind one trait, so that tests can fail, cut off or forget
//! each of them in turn. What they are used for is not decided here.

use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What stands at a path; links are not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The kind of thing.
    pub kind: Kind,
    /// The permission bits, as far as the system has them.
    pub mode: u32,
    /// When its contents changed last, where the system tells.
    pub modified: Option<SystemTime>,
    /// The file system that it stands on, where the system tells.
    pub device: u64,
}

/// The kind of thing at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A plain file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link (or another kind of pointer to elsewhere).
    Link,
    /// A device, a pipe, a socket.
    Other,
}

/// Who may enter a new folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Openness {
    /// Nobody but the lead: 0700 from the moment it is made.
    Private,
    /// Whoever the lead's system lets in.
    Shared,
}

/// How a lock is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Share {
    /// Nobody else may have it.
    Exclusive,
    /// Others may share it.
    Shared,
}

/// What came of asking for a lock.
#[derive(Debug)]
pub enum Locked {
    /// It is held until the value is dropped or the process ends.
    Held(Box<dyn std::any::Any>),
    /// Somebody else holds it.
    Busy,
    /// There is no lock file, and none was made.
    Absent,
}

/// A place for files. All paths are absolute or relative to the working directory, never to the cohort directory.
///
/// # Errors
/// Every function gives the system's error as it is.
#[expect(clippy::missing_errors_doc, reason = "said once for all of them")]
pub trait Disk {
    /// What stands there; `None` when nothing does.
    fn look(&self, path: &Path) -> io::Result<Option<Look>>;
    /// The contents of a file; `None` when nothing is there.
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>>;
    /// The names in a folder, sorted; none when there is no folder.
    fn names(&self, folder: &Path) -> io::Result<Vec<String>>;
    /// What stands in a folder, by name; nothing when there is no folder. Many systems tell the kinds together with the names.
    fn entries(&self, folder: &Path) -> io::Result<Vec<(String, Kind)>> {
        let mut entries = Vec::new();
        for name in self.names(folder)? {
            entries.extend(self.look(&folder.join(&name))?.map(|look| (name, look.kind)));
        }
        Ok(entries)
    }
    /// An error when this file could not be replaced, or nothing could be put into this folder. Changes nothing.
    fn may_change(&self, path: &Path) -> io::Result<()>;
    /// Makes a file that only the lead can read, 0600 from the moment it is made. It must not exist.
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Puts a file in the place of another, whole.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file; nothing happens when there is none.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Makes a folder; nothing happens when it exists.
    fn make_folder(&self, path: &Path, openness: Openness) -> io::Result<()>;
    /// Removes an empty folder; nothing happens when there is none.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Sets the permission bits, where the system has them.
    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()>;
    /// Closes a folder and everything in it to other accounts, where the system has access lists in place of permission bits.
    fn close_to_others(&self, _folder: &Path) -> io::Result<()> {
        Ok(())
    }
    /// Makes a file's contents durable.
    fn sync_file(&self, path: &Path) -> io::Result<()>;
    /// Makes the names in a folder durable.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
    /// Makes durable all that was done so far to these files on the file system of `root`, with one request where the
    /// system has such a request.
    fn sync_all(&self, root: &Path, changed: &[PathBuf]) -> io::Result<()>;
    /// Asks for the lock on a file without waiting; makes the file for an exclusive lock.
    fn lock(&self, path: &Path, share: Share) -> io::Result<Locked>;
}
