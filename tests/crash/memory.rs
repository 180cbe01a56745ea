//! A disk in memory that knows what a power cut would leave of it.
//!
//! The model is that of a journalling file system: changes of names become durable in their order; a sync of a file makes
//! its contents and every earlier change of names durable; contents that were not synced may be there, be torn, be zeros
//! or be gone.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use revmentor::parts::store::{Disk, Kind, Locked, Look, Openness, Share};

/// A thing with a name.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    File { contents: usize, mode: u32 },
    Folder { mode: u32 },
}

/// A change of names.
#[derive(Clone, Debug)]
enum Change {
    Put(PathBuf, Node),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
}

#[derive(Clone, Debug, Default)]
struct State {
    names: BTreeMap<PathBuf, Node>,
    /// The contents ever written, by number; a file is written once.
    contents: Vec<Vec<u8>>,
    /// The names as they are durable.
    durable: BTreeMap<PathBuf, Node>,
    /// The contents that are durable.
    synced: BTreeSet<usize>,
    /// The changes of names since then.
    pending: Vec<Change>,
}

/// A disk in memory.
#[derive(Debug, Default)]
pub(crate) struct MemoryDisk(RefCell<State>);

impl State {
    fn change(&mut self, change: Change) {
        apply(&mut self.names, &change);
        self.pending.push(change);
    }

    fn settle(&mut self) {
        self.durable = self.names.clone();
        self.pending.clear();
    }

    fn settle_everything(&mut self) {
        self.settle();
        self.synced = (0..self.contents.len()).collect();
    }

    fn folder_of(&self, path: &Path) -> io::Result<()> {
        match path.parent().and_then(|parent| self.names.get(parent)) {
            Some(Node::Folder { .. }) => Ok(()),
            _ => Err(ErrorKind::NotFound.into()),
        }
    }
}

fn apply(names: &mut BTreeMap<PathBuf, Node>, change: &Change) {
    match change {
        Change::Put(path, node) => drop(names.insert(path.clone(), node.clone())),
        Change::Remove(path) => drop(names.remove(path)),
        Change::Rename(from, to) => {
            if let Some(node) = names.remove(from) {
                names.insert(to.clone(), node);
            }
        }
    }
}

impl MemoryDisk {
    /// A disk with one folder, durable.
    pub(crate) fn with_folder(path: &Path) -> Rc<MemoryDisk> {
        let mut state = State::default();
        state.change(Change::Put(path.to_path_buf(), Node::Folder { mode: 0o755 }));
        state.settle();
        Rc::new(MemoryDisk(RefCell::new(state)))
    }

    /// Another disk that holds the same.
    pub(crate) fn fork(&self) -> Rc<MemoryDisk> {
        Rc::new(MemoryDisk(RefCell::new(self.0.borrow().clone())))
    }

    /// The files and what they hold.
    pub(crate) fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let state = self.0.borrow();
        let file = |(path, node): (&PathBuf, &Node)| match node {
            Node::File { contents, .. } => Some((path.to_str()?.to_owned(), state.contents.get(*contents)?.clone())),
            Node::Folder { .. } => None,
        };
        state.names.iter().filter_map(file).collect()
    }

    /// The folders.
    pub(crate) fn folders(&self) -> BTreeSet<String> {
        let state = self.0.borrow();
        let folder =
            |(path, node): (&PathBuf, &Node)| matches!(node, Node::Folder { .. }).then(|| path.to_str().map(str::to_owned));
        state.names.iter().filter_map(folder).flatten().collect()
    }

    /// Somebody edits a file, by other means than ours; durable at once.
    pub(crate) fn edit(&self, path: &Path, bytes: &[u8]) {
        let mut state = self.0.borrow_mut();
        let contents = state.contents.len();
        state.contents.push(bytes.to_vec());
        state.change(Change::Put(path.to_path_buf(), Node::File { contents, mode: 0o644 }));
        state.settle_everything();
    }

    /// Everything so far is durable.
    pub(crate) fn settle(&self) {
        self.0.borrow_mut().settle_everything();
    }

    /// The disk after a power cut: `choose(n)` is asked for a number below `n` wherever fate decides.
    pub(crate) fn after_power_cut(&self, mut choose: impl FnMut(usize) -> usize) -> Rc<MemoryDisk> {
        let mut state = self.0.borrow().clone();
        let reached = choose(state.pending.len() + 1);
        let mut names = state.durable.clone();
        for change in state.pending.iter().take(reached) {
            apply(&mut names, change);
        }
        for number in 0..state.contents.len() {
            if !state.synced.contains(&number) {
                lose(&mut state.contents[number], &mut choose);
            }
        }
        state.names = names;
        state.settle_everything();
        Rc::new(MemoryDisk(RefCell::new(state)))
    }
}

/// What may be left of contents that were never synced.
fn lose(bytes: &mut Vec<u8>, choose: &mut impl FnMut(usize) -> usize) {
    match choose(4) {
        0 => {}
        1 => bytes.clear(),
        2 => bytes.truncate(choose(bytes.len() + 1)),
        _ => {
            let torn = choose(bytes.len() + 1);
            bytes.iter_mut().skip(torn).for_each(|byte| *byte = 0);
        }
    }
}

impl Disk for MemoryDisk {
    fn look(&self, path: &Path) -> io::Result<Option<Look>> {
        let look = |kind, mode| Look { kind, mode, modified: None, device: 1 };
        Ok(self.0.borrow().names.get(path).map(|node| match node {
            Node::File { mode, .. } => look(Kind::File, *mode),
            Node::Folder { mode } => look(Kind::Folder, *mode),
        }))
    }

    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        let state = self.0.borrow();
        match state.names.get(path) {
            None => Ok(None),
            Some(Node::File { contents, .. }) => Ok(state.contents.get(*contents).cloned()),
            Some(Node::Folder { .. }) => Err(ErrorKind::IsADirectory.into()),
        }
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let state = self.0.borrow();
        let inside = state.names.keys().filter(|path| path.parent() == Some(folder));
        Ok(inside.filter_map(|path| Some(path.file_name()?.to_str()?.to_owned())).collect())
    }

    fn may_change(&self, path: &Path) -> io::Result<()> {
        self.look(path)?.map(drop).ok_or(ErrorKind::NotFound.into())
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        state.folder_of(path)?;
        if state.names.contains_key(path) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        let contents = state.contents.len();
        state.contents.push(bytes.to_vec());
        state.change(Change::Put(path.to_path_buf(), Node::File { contents, mode: 0o600 }));
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        state.folder_of(to)?;
        match (state.names.get(from), state.names.get(to)) {
            (None, _) => Err(ErrorKind::NotFound.into()),
            (Some(Node::Folder { .. }), _) | (_, Some(Node::Folder { .. })) => Err(ErrorKind::IsADirectory.into()),
            _ => {
                state.change(Change::Rename(from.to_path_buf(), to.to_path_buf()));
                Ok(())
            }
        }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        if state.names.contains_key(path) {
            state.change(Change::Remove(path.to_path_buf()));
        }
        Ok(())
    }

    fn make_folder(&self, path: &Path, openness: Openness) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        state.folder_of(path)?;
        if !state.names.contains_key(path) {
            let mode = if openness == Openness::Private { 0o700 } else { 0o755 };
            state.change(Change::Put(path.to_path_buf(), Node::Folder { mode }));
        }
        Ok(())
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        if !self.names(path)?.is_empty() {
            return Err(ErrorKind::DirectoryNotEmpty.into());
        }
        self.remove(path)
    }

    fn set_mode(&self, path: &Path, new: u32) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        let node = match state.names.get(path) {
            Some(Node::File { contents, .. }) => Node::File { contents: *contents, mode: new },
            Some(Node::Folder { .. }) => Node::Folder { mode: new },
            None => return Err(ErrorKind::NotFound.into()),
        };
        state.change(Change::Put(path.to_path_buf(), node));
        Ok(())
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        let mut state = self.0.borrow_mut();
        let Some(Node::File { contents, .. }) = state.names.get(path).cloned() else {
            return Err(ErrorKind::NotFound.into());
        };
        state.synced.insert(contents);
        state.settle();
        Ok(())
    }

    fn sync_folder(&self, _path: &Path) -> io::Result<()> {
        self.0.borrow_mut().settle();
        Ok(())
    }

    fn sync_all(&self, _root: &Path, _changed: &[PathBuf]) -> io::Result<()> {
        self.settle();
        Ok(())
    }

    fn lock(&self, path: &Path, share: Share) -> io::Result<Locked> {
        match (self.look(path)?, share) {
            (None, Share::Shared) => return Ok(Locked::Absent),
            (None, Share::Exclusive) => self.create(path, b"")?,
            (Some(_), _) => {}
        }
        Ok(Locked::Held(Box::new(())))
    }
}
