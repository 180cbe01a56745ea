//! A disk that fails or dies at a chosen operation and otherwise does what the disk below it does.

use std::cell::Cell;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use revmentor::parts::store::{Disk, Locked, Look, Openness, Share};

/// What goes wrong, and when; operations count from 0.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Plan {
    /// Nothing.
    Nothing,
    /// The process dies on entering the operation; a file that was being written is half there.
    Kill(usize),
    /// The operation fails with this error of the system: once, or it and every later one.
    Fail { at: usize, errno: i32, for_good: bool },
}

/// The disk.
pub(crate) struct Faulty {
    below: Rc<dyn Disk>,
    plan: Plan,
    count: Cell<usize>,
    syncs: Cell<usize>,
    struck: Cell<bool>,
}

impl Faulty {
    pub(crate) fn new(below: Rc<dyn Disk>, plan: Plan) -> Rc<Faulty> {
        Rc::new(Faulty { below, plan, count: Cell::new(0), syncs: Cell::new(0), struck: Cell::new(false) })
    }

    /// Whether the chosen operation was reached.
    pub(crate) fn struck(&self) -> bool {
        self.struck.get()
    }

    /// How many operations there were.
    pub(crate) fn count(&self) -> usize {
        self.count.get()
    }

    /// How many requests to make something durable there were.
    pub(crate) fn syncs(&self) -> usize {
        self.syncs.get()
    }

    fn gate(&self) -> io::Result<()> {
        let now = self.count.get();
        self.count.set(now + 1);
        let error = match self.plan {
            Plan::Kill(at) if now >= at => io::Error::other("killed"),
            Plan::Fail { at, errno, for_good } if now == at || for_good && now > at => io::Error::from_raw_os_error(errno),
            _ => return Ok(()),
        };
        self.struck.set(true);
        Err(error)
    }

    fn sync(&self) -> io::Result<()> {
        self.syncs.set(self.syncs.get() + 1);
        self.gate()
    }
}

impl Disk for Faulty {
    fn look(&self, path: &Path) -> io::Result<Option<Look>> {
        self.gate()?;
        self.below.look(path)
    }

    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        self.gate()?;
        self.below.read(path)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        self.gate()?;
        self.below.names(folder)
    }

    fn may_change(&self, path: &Path) -> io::Result<()> {
        self.gate()?;
        self.below.may_change(path)
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let alive = !self.struck();
        let gate = self.gate();
        if gate.is_err() && alive {
            let half = bytes.split_at(bytes.len() / 2).0;
            self.below.create(path, half)?;
        }
        gate?;
        self.below.create(path, bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.gate()?;
        self.below.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.gate()?;
        self.below.remove(path)
    }

    fn make_folder(&self, path: &Path, openness: Openness) -> io::Result<()> {
        self.gate()?;
        self.below.make_folder(path, openness)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.gate()?;
        self.below.remove_folder(path)
    }

    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        self.gate()?;
        self.below.set_mode(path, mode)
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        self.sync()?;
        self.below.sync_file(path)
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.sync()?;
        self.below.sync_folder(path)
    }

    fn sync_all(&self, root: &Path, changed: &[PathBuf]) -> io::Result<()> {
        self.sync()?;
        self.below.sync_all(root, changed)
    }

    fn lock(&self, path: &Path, share: Share) -> io::Result<Locked> {
        self.gate()?;
        self.below.lock(path, share)
    }
}
