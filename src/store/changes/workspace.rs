//! An opened cohort directory: what it holds, what a change set would change, and the change itself.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::change_set::{ChangeSet, Difference};
use super::disk::{Disk, Kind};
use super::journal::{Checksum, Journal, LogEntry, Retire, Step, checksum, digest};
use super::lock::{self, Lock};
use super::real_disk::RealDisk;
use super::site::Site;
use super::{guard, transaction, trouble, views};
use crate::domain::problem::{Place, Problem, Refusal};
use crate::store::git::Git;
use crate::store::layout::{self, Folder, RelPath};

/// What a command is going to do with the directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Look only, side by side with other readers.
    Read,
    /// Change it, alone.
    Write,
}

/// An opened cohort directory. The lock is held until it is dropped.
pub struct Workspace {
    disk: Rc<dyn Disk>,
    root: PathBuf,
    access: Access,
    lock: Option<Lock>,
    /// The digest of each file as this command read it.
    seen: RefCell<BTreeMap<RelPath, Option<Seen>>>,
    /// The repository, once it was asked for.
    git: OnceCell<Option<Git>>,
}

/// What a file held.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Seen {
    length: usize,
    checksum: Checksum,
}

impl Seen {
    fn of(bytes: &[u8]) -> Seen {
        Seen { length: bytes.len(), checksum: checksum(bytes) }
    }

    /// Whether it was these bytes. Of another length they need not be summed up.
    fn is_of(&self, bytes: &[u8]) -> bool {
        self.length == bytes.len() && self.checksum == checksum(bytes)
    }
}

/// What a commit did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The files that differ now; empty when nothing was written.
    pub changed: Vec<Difference>,
    /// What the lead should know.
    pub notes: Vec<Problem>,
}

/// The files of a folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Those of the layout, by path.
    pub files: Vec<RelPath>,
    /// The paths of whatever else stands there.
    pub strangers: Vec<String>,
}

impl Workspace {
    /// Opens a cohort directory and finishes what an interrupted command had decided; says so in its notes.
    ///
    /// # Errors
    /// When the format is newer than this program (nothing is touched), somebody else is at work, a symbolic link stands in
    /// the directory, or the disk does not let an unfinished change be finished.
    pub fn open(root: &Path, access: Access) -> Result<(Workspace, Vec<Problem>), Refusal> {
        Workspace::open_on(Rc::new(RealDisk), root, access)
    }

    /// [`Workspace::open`] on a disk of the caller's.
    ///
    /// # Errors
    /// As `open`.
    pub fn open_on(disk: Rc<dyn Disk>, root: &Path, access: Access) -> Result<(Workspace, Vec<Problem>), Refusal> {
        let site = Site { disk: disk.as_ref(), root };
        guard::known_format(site)?;
        guard::no_links(site)?;
        let mut lock = match access {
            Access::Read => lock::for_reading(site)?,
            Access::Write => None,
        };
        let mut notes = Vec::new();
        // Looked for under the shared lock: before it, a writer could still decide something and die.
        if access == Access::Write || lock::is_unfinished(site) {
            drop(lock.take());
            let held = lock::for_writing(site)?;
            notes = lock::recover(site).inspect_err(|_| lock::leave(site, &held))?;
            lock = Some(held);
        }
        let (seen, git) = (RefCell::default(), OnceCell::new());
        Ok((Workspace { root: root.to_path_buf(), access, lock, seen, git, disk }, notes))
    }

    /// The cohort directory.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The repository that the directory stands in; `None` where it is in none, or git is not installed. Git is asked once.
    pub(crate) fn git(&self) -> Option<&Git> {
        self.git.get_or_init(|| Git::of(&self.root)).as_ref()
    }

    /// What a file holds; `None` when it is not there. The commit refuses if the file is another by then.
    ///
    /// # Errors
    /// When the disk does not give it, or it is a link.
    pub fn read(&self, path: &RelPath) -> Result<Option<Vec<u8>>, Problem> {
        let site = self.site();
        let fault = |error: io::Error| trouble::problem(path.as_str(), &error);
        let bytes = match site.disk.look(&path.under(&self.root)).map_err(fault)?.map(|look| look.kind) {
            Some(Kind::Link) => return Err(trouble::link(path.as_str())),
            Some(Kind::Folder | Kind::Other) => return Err(trouble::not_a(path.as_str(), "file")),
            Some(Kind::File) => site.read(path).map_err(fault)?,
            None => None,
        };
        Ok(self.bear_in_mind(path, bytes))
    }

    /// As [`Workspace::read`], for a file that was just listed: what it is was seen there.
    ///
    /// # Errors
    /// When the disk does not give it.
    pub fn read_listed(&self, path: &RelPath) -> Result<Option<Vec<u8>>, Problem> {
        let bytes = self.site().read(path).map_err(|error| trouble::problem(path.as_str(), &error))?;
        Ok(self.bear_in_mind(path, bytes))
    }

    /// The files of a folder and its folders; strangers apart. An absent folder is empty. O(files).
    ///
    /// # Errors
    /// When the disk does not tell.
    pub fn list(&self, folder: Folder) -> Result<Listing, Problem> {
        let folder = folder.to_string();
        let found = self.site().walk(&folder).map_err(|error| trouble::problem(&folder, &error))?;
        let mut listing = Listing::default();
        for found in found.into_iter().filter(|found| found.kind != Kind::Folder) {
            match found.path.parse() {
                Ok(path) if found.kind == Kind::File && !is_stray(&path) => listing.files.push(path),
                _ => listing.strangers.push(found.path),
            }
        }
        listing.files.sort();
        Ok(listing)
    }

    /// The versions of files that somebody edited and that were kept beside them, by path. O(files).
    ///
    /// # Errors
    /// When the disk does not tell.
    pub fn kept_aside(&self) -> Result<Vec<RelPath>, Problem> {
        let trouble = |error: io::Error| trouble::problem(".", &error);
        let mut names = self.disk.names(&self.root).map_err(trouble)?;
        for folder in ["facts", "private"] {
            names.extend(self.site().walk(folder).map_err(trouble)?.into_iter().map(|found| found.path));
        }
        let mut paths: Vec<RelPath> = names.iter().filter_map(|name| name.parse().ok()).collect();
        paths.retain(RelPath::is_kept_aside);
        paths.sort();
        Ok(paths)
    }

    /// What the change set would change. O(bytes of its files).
    ///
    /// # Errors
    /// When files cannot be read.
    pub fn difference(&self, changes: &ChangeSet) -> Result<Vec<Difference>, Refusal> {
        let mut differences = Vec::new();
        // A folder that is not there is looked for once, not once for each of its files.
        let (mut folder, mut is_there) = ("", true);
        for (path, after) in changes.iter().filter(|(path, after)| !self.was_seen_as(path, *after)) {
            if path.folder() != folder {
                folder = path.folder();
                is_there = self.is_there(folder)?;
            }
            let before = if is_there { self.read(path)? } else { self.bear_in_mind(path, None) };
            differences.extend(Difference::between(path, before.as_deref(), after));
        }
        Ok(differences)
    }

    fn is_there(&self, folder: &str) -> Result<bool, Problem> {
        let look = self.disk.look(&self.root.join(folder)).map_err(|error| trouble::problem(folder, &error))?;
        Ok(look.is_some())
    }

    /// Whether the file held these bytes when this command read it.
    fn was_seen_as(&self, path: &RelPath, bytes: Option<&[u8]>) -> bool {
        let seen = self.seen.borrow();
        seen.get(path).is_some_and(|seen| match (seen, bytes) {
            (Some(seen), Some(bytes)) => seen.is_of(bytes),
            (seen, bytes) => seen.is_none() && bytes.is_none(),
        })
    }

    /// Keeps what a file held when it was first read, so that a commit can tell whether it is another by then.
    fn bear_in_mind(&self, path: &RelPath, bytes: Option<Vec<u8>>) -> Option<Vec<u8>> {
        self.seen.borrow_mut().entry(path.clone()).or_insert_with(|| bytes.as_deref().map(Seen::of));
        bytes
    }

    /// Makes the directory hold what the change set wants: all of it or nothing. Where nothing differs nothing is written.
    /// Closes the private folder to others in any case.
    ///
    /// # Errors
    /// Refused with nothing changed when a file is another than the one read, or the disk does not let everything through;
    /// `unfinished` when the disk fails after the decision: then the next command finishes it.
    pub fn commit(&mut self, changes: ChangeSet, entry: LogEntry) -> Result<Written, Refusal> {
        self.write(changes, entry, Retire::Keep)
    }

    /// Like [`Workspace::commit`], but leaves no way back: no undo record of this change or any earlier one stays. For
    /// erasing a person, whose data those records hold.
    ///
    /// # Errors
    /// As `commit`.
    pub fn commit_for_good(&mut self, changes: ChangeSet, entry: LogEntry) -> Result<Written, Refusal> {
        self.write(changes, entry, Retire::Forget)
    }

    pub(super) fn write(&mut self, changes: ChangeSet, entry: LogEntry, retire: Retire) -> Result<Written, Refusal> {
        self.must_be_writer()?;
        let view_step = self.view_step(&changes)?;
        let mut steps = self.steps(changes)?;
        let written: Vec<Difference> = steps.iter().filter_map(Step::difference).collect();
        let writes_nothing = written.is_empty() && retire != Retire::Forget;
        if !writes_nothing {
            self.refuse_foreign_edits()?;
        }
        let mut notes = guard::close_private(self.site())?;
        if writes_nothing {
            return Ok(Written { changed: written, notes });
        }
        steps.extend(view_step);
        let journal = Journal { entry, retire, steps };
        notes.extend(transaction::run(self.site(), &journal)?);
        notes.extend(guard::close_by_access_list(self.site()));
        let now = journal.steps.iter().map(|step| (step.path.clone(), step.after.as_deref().map(Seen::of)));
        self.seen.borrow_mut().extend(now);
        Ok(Written { changed: written, notes })
    }

    /// The views that are not as this program wrote them last in this directory, with their bytes: edited by hand, or brought here by
    /// git. Absent ones are left out.
    ///
    /// # Errors
    /// When views cannot be read.
    pub fn unrecorded_views(&self) -> Result<BTreeMap<RelPath, Vec<u8>>, Problem> {
        let recorded = self.view_digests()?;
        let mut unrecorded = BTreeMap::new();
        for path in layout::views() {
            let Some(bytes) = self.read(&path)? else { continue };
            if recorded.get(&path) != Some(&digest(&bytes)) {
                unrecorded.insert(path, bytes);
            }
        }
        Ok(unrecorded)
    }

    pub(super) fn site(&self) -> Site<'_> {
        Site { disk: self.disk.as_ref(), root: &self.root }
    }

    pub(super) fn must_be_writer(&self) -> Result<(), Refusal> {
        let problem = || Problem::error("opened-to-read", "the cohort directory was opened for reading only");
        if self.access == Access::Write { Ok(()) } else { Err(Refusal::unmet(vec![problem()])) }
    }

    /// Every file of the change set that differs, with what it holds now.
    fn steps(&self, changes: ChangeSet) -> Result<Vec<Step>, Refusal> {
        let open = self.shared_mode()?;
        let mut steps = Vec::new();
        let mut problems = Vec::new();
        for (path, after) in changes {
            if self.was_seen_as(&path, after.as_deref()) {
                continue;
            }
            let name = path.to_string();
            match self.step(path, after, open) {
                Ok(step) => steps.extend(step),
                Err(error) => problems.push(trouble::problem(&name, &error)),
            }
        }
        if problems.is_empty() { Ok(steps) } else { Err(Refusal::unmet(problems)) }
    }

    fn step(&self, path: RelPath, after: Option<Vec<u8>>, open: u32) -> io::Result<Option<Step>> {
        let site = self.site();
        let before = site.read(&path)?;
        if before == after {
            return Ok(None);
        }
        let mode = match site.disk.look(&path.under(&self.root))? {
            _ if path.is_private() => 0o600,
            Some(look) => look.mode,
            None => open,
        };
        Ok(Some(Step { path, mode, before, after }))
    }

    /// A new shared file is as open as the cohort directory itself.
    fn shared_mode(&self) -> Result<u32, Refusal> {
        let look = self.disk.look(&self.root).map_err(|error| trouble::refusal(".", &error))?;
        Ok(look.map_or(0o644, |look| look.mode & 0o666))
    }

    /// A file that this command read and that is another by now: what was computed from it does not hold.
    fn refuse_foreign_edits(&self) -> Result<(), Refusal> {
        let mut problems = Vec::new();
        for (path, then) in self.seen.borrow().iter() {
            let now = self.site().read(path).map_err(|error| trouble::refusal(path.as_str(), &error))?;
            if now.as_deref().map(Seen::of) != *then {
                let problem = Problem::error("changed-meanwhile", "this file was changed by somebody else during the command");
                problems.push(problem.at(Place::file(path.as_str())).help("save it, then run the command again"));
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(Refusal::unmet(problems)) }
    }

    fn view_digests(&self) -> Result<views::Digests, Problem> {
        let path = layout::view_digests();
        let bytes = self.site().read(&path).map_err(|error| trouble::problem(path.as_str(), &error))?;
        Ok(views::parse(&bytes.unwrap_or_default()))
    }

    /// The step that writes down what the views of this change are.
    fn view_step(&self, changes: &ChangeSet) -> Result<Option<Step>, Refusal> {
        let digests = views::after(self.view_digests()?, changes);
        let step = self.step(layout::view_digests(), Some(views::print(&digests)), 0o600);
        step.map_err(|error| trouble::refusal(layout::LOCAL, &error))
    }
}

/// A version kept aside is no fact, whatever it is called.
fn is_stray(path: &RelPath) -> bool {
    path.is_kept_aside() && !path.is_private()
}

impl Step {
    /// What becomes of the file, for people.
    pub(super) fn difference(&self) -> Option<Difference> {
        Difference::between(&self.path, self.before.as_deref(), self.after.as_deref())
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        if let Some(lock) = &self.lock {
            lock::leave(self.site(), lock);
        }
    }
}
