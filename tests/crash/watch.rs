//! Before and after every operation on the real disk, under a umask that forbids nothing: whatever is private can be read by
//! the lead alone.

use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::rc::Rc;

use revmentor::parts::store::{Access, ChangeSet, Disk, Locked, Look, Openness, RealDisk, Share, Workspace, create_on, layout};

use crate::story::{entry, first};

/// The variable by which a process of these tests is told to run under its own umask.
const ROLE: &str = "REVMENTOR_TEST_UMASK";

/// The real disk, watched.
struct Watched {
    root: PathBuf,
    looks: std::cell::Cell<usize>,
}

impl Watched {
    fn look_round(&self) {
        self.looks.set(self.looks.get() + 1);
        for top in ["private", layout::LOCAL] {
            check(&self.root.join(top));
        }
    }

    fn watch<T>(&self, action: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        self.look_round();
        let result = action();
        self.look_round();
        result
    }
}

fn check(path: &Path) {
    let Ok(data) = std::fs::symlink_metadata(path) else { return };
    let (mode, wanted) = (data.permissions().mode() & 0o777, if data.is_dir() { 0o700 } else { 0o600 });
    assert_eq!(mode, wanted, "{} can be read by others", path.display());
    if data.is_dir() {
        for entry in std::fs::read_dir(path).unwrap() {
            check(&entry.unwrap().path());
        }
    }
}

impl Disk for Watched {
    fn look(&self, path: &Path) -> io::Result<Option<Look>> {
        RealDisk.look(path)
    }
    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        RealDisk.read(path)
    }
    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        RealDisk.names(folder)
    }
    fn may_change(&self, path: &Path) -> io::Result<()> {
        RealDisk.may_change(path)
    }
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.watch(|| RealDisk.create(path, bytes))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.watch(|| RealDisk.rename(from, to))
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.watch(|| RealDisk.remove(path))
    }
    fn make_folder(&self, path: &Path, openness: Openness) -> io::Result<()> {
        self.watch(|| RealDisk.make_folder(path, openness))
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.watch(|| RealDisk.remove_folder(path))
    }
    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        self.watch(|| RealDisk.set_mode(path, mode))
    }
    fn sync_file(&self, path: &Path) -> io::Result<()> {
        self.watch(|| RealDisk.sync_file(path))
    }
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.watch(|| RealDisk.sync_folder(path))
    }
    fn sync_all(&self, root: &Path, changed: &[PathBuf]) -> io::Result<()> {
        self.watch(|| RealDisk.sync_all(root, changed))
    }
    fn lock(&self, path: &Path, share: Share) -> io::Result<Locked> {
        self.watch(|| RealDisk.lock(path, share))
    }
}

/// Not a test by itself: a life of a cohort, watched, in a process with a umask of its own.
#[test]
fn a_watched_life() {
    let Some(folder) = std::env::var_os(ROLE) else { return };
    let root = Path::new(&folder).join("autumn");
    let watched = Rc::new(Watched { root: root.clone(), looks: std::cell::Cell::new(0) });
    let disk: Rc<dyn Disk> = watched.clone();
    create_on(&disk, &root, first(), entry("init")).unwrap();
    let mut changes = ChangeSet::default();
    changes.put(layout::register(), "id,name\nM01,Anna\nM02,Bola\n");
    changes.put(layout::draw_inputs(1, "people.csv").unwrap(), "M02\n");
    changes.put(layout::pairings(), "M01-E01\n");
    let mut letters = ChangeSet::default();
    letters.put(layout::letter("handbook", "mentors.md").unwrap(), "x");
    let (mut workspace, _) = Workspace::open_on(Rc::clone(&disk), &root, Access::Write).unwrap();
    workspace.commit(letters, entry("letters")).unwrap();
    drop(workspace);
    for _ in 0..2 {
        let (mut workspace, _) = Workspace::open_on(Rc::clone(&disk), &root, Access::Write).unwrap();
        workspace.commit(changes.clone(), entry("match")).unwrap();
    }
    Workspace::open_on(Rc::clone(&disk), &root, Access::Write).unwrap().0.undo().unwrap();
    assert!(watched.looks.get() > 100);
    std::fs::write(Path::new(&folder).join("done"), "").unwrap();
}

#[test]
fn whatever_is_private_is_closed_at_every_moment() {
    let folder = tempfile::tempdir().unwrap();
    let script = "umask 000; exec \"$0\" --exact watch::a_watched_life --nocapture";
    let mut shell = Command::new("sh");
    shell.args(["-c", script]).arg(std::env::current_exe().unwrap()).env(ROLE, folder.path());
    let output = shell.stdin(Stdio::null()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(folder.path().join("done").exists(), "the other process did nothing");
    let view = std::fs::metadata(folder.path().join("autumn/pairings.csv")).unwrap();
    assert_eq!(view.permissions().mode() & 0o777, 0o666, "the umask reached the other process");
}
