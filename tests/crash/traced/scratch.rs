//! A place for one try: a folder that goes when the value goes, with a cohort directory in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use revmentor::parts::store::layout;

/// The files of a place by their paths, without the transaction's own.
pub(super) type Tree = BTreeMap<String, Vec<u8>>;

/// The cohort directory's name.
const COHORT: &str = "autumn";

const LOG: &str = "strace.log";

pub(super) struct Scratch(tempfile::TempDir);

impl Scratch {
    /// An empty one; in memory where the system offers that, so that a sync costs nothing.
    pub(super) fn new() -> Scratch {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        Scratch(folder.unwrap())
    }

    /// Another one that holds the same.
    pub(super) fn fork(&self) -> Scratch {
        let other = Scratch::new();
        copy(self.path(), other.path());
        other
    }

    pub(super) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(super) fn cohort(&self) -> PathBuf {
        self.path().join(COHORT)
    }

    /// Where strace may write; no part of the trees.
    pub(super) fn log(&self) -> PathBuf {
        self.path().join(LOG)
    }

    /// Whether a change is decided and not yet retired.
    pub(super) fn is_decided(&self) -> bool {
        self.cohort().join(layout::LOCAL).join("txn").exists()
    }

    /// Whether there is a cohort, or a decision that makes one.
    pub(super) fn holds_a_cohort(&self) -> bool {
        self.is_decided() || self.cohort().join(layout::COHORT_FILE).exists()
    }

    /// The program for this cohort.
    pub(super) fn program(&self, line: &str) -> Command {
        let mut program = self.elsewhere(line);
        program.args(["-C", COHORT]);
        program
    }

    /// The program, which makes its cohort.
    pub(super) fn elsewhere(&self, line: &str) -> Command {
        let mut program = Command::new(env!("CARGO_BIN_EXE_revmentor"));
        program.args(line.split(' ')).current_dir(self.path()).env_clear().stdin(Stdio::null());
        program
    }

    /// Every file but the transaction's own. Of a key, which is drawn, only the length.
    pub(super) fn tree(&self) -> Tree {
        let own = format!("{COHORT}/{}/", layout::LOCAL);
        let key = format!("{COHORT}/{}", layout::key());
        let mut tree = self.everything();
        // The lead's own views are no part of a change: the next command that writes brings them up to date.
        let views = layout::private_views().map(|view| format!("{COHORT}/{view}"));
        tree.retain(|name, _| !name.starts_with(&own) && !views.contains(name));
        tree.entry(key).and_modify(|bytes| *bytes = bytes.len().to_string().into_bytes());
        tree
    }

    /// Every file but strace's.
    pub(super) fn everything(&self) -> Tree {
        let mut tree = Tree::new();
        walk(self.path(), &mut |path| {
            let name = path.strip_prefix(self.path()).unwrap().to_string_lossy().into_owned();
            tree.insert(name, fs::read(path).unwrap());
        });
        tree.remove(LOG);
        tree
    }
}

fn walk(folder: &Path, file: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { walk(&path, file) } else { file(&path) }
    }
}

/// Lets everybody look into a folder and all that is in it.
pub(super) fn open_to_others(folder: &Path) {
    use std::os::unix::fs::PermissionsExt;

    fs::set_permissions(folder, fs::Permissions::from_mode(0o755)).unwrap();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            open_to_others(&path);
        } else {
            fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
        }
    }
}

/// Copies a folder with all that is in it, permissions included.
pub(super) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, name) = entry.map(|entry| (entry.path(), entry.file_name())).unwrap();
        if path.is_dir() { copy(&path, &to.join(name)) } else { fs::copy(&path, to.join(name)).map(drop).unwrap() }
    }
    fs::set_permissions(to, fs::metadata(from).unwrap().permissions()).unwrap();
}
