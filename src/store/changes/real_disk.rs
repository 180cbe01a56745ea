//! The disk of this machine: the one place of the transaction that calls the operating system.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::disk::{Disk, Kind, Locked, Look, Openness, Share};

/// The file system of the operating system.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn look(&self, path: &Path) -> io::Result<Option<Look>> {
        let Some(data) = unless_absent(fs::symlink_metadata(path))? else { return Ok(None) };
        let kind = kind(data.file_type());
        let (mode, device) = system::mode_and_device(&data);
        Ok(Some(Look { kind, mode, modified: data.modified().ok(), device }))
    }

    fn read(&self, path: &Path) -> io::Result<Option<Vec<u8>>> {
        unless_absent(fs::read(path))
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<String>> {
        let Some(entries) = unless_absent(fs::read_dir(folder))? else { return Ok(Vec::new()) };
        let name = |entry: io::Result<fs::DirEntry>| Ok(entry?.file_name().to_string_lossy().into_owned());
        let mut names = entries.map(name).collect::<io::Result<Vec<String>>>()?;
        names.sort();
        Ok(names)
    }

    fn entries(&self, folder: &Path) -> io::Result<Vec<(String, Kind)>> {
        let Some(entries) = unless_absent(fs::read_dir(folder))? else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            found.extend(unless_absent(entry.file_type())?.map(|of| (name, kind(of))));
        }
        found.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        Ok(found)
    }

    fn may_change(&self, path: &Path) -> io::Result<()> {
        if path.is_dir() { system::may_enter(path) } else { OpenOptions::new().write(true).open(path).map(drop) }
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut options = OpenOptions::new();
        system::only_for_the_owner(options.write(true).create_new(true)).open(path)?.write_all(bytes)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        system::patiently(|| fs::rename(from, to))
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        unless_absent(system::patiently(|| fs::remove_file(path))).map(drop)
    }

    fn make_folder(&self, path: &Path, openness: Openness) -> io::Result<()> {
        let mut builder = DirBuilder::new();
        if openness == Openness::Private {
            system::only_for_the_owner_folder(&mut builder);
        }
        match builder.create(path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
            result => result,
        }
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        unless_absent(fs::remove_dir(path)).map(drop)
    }

    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        system::set_mode(path, mode)
    }

    #[cfg(windows)]
    fn close_to_others(&self, folder: &Path) -> io::Result<()> {
        super::access_list::close(folder)
    }

    fn sync_file(&self, path: &Path) -> io::Result<()> {
        OpenOptions::new().write(true).open(path)?.sync_all()
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        system::sync_folder(path)
    }

    fn sync_all(&self, root: &Path, changed: &[PathBuf]) -> io::Result<()> {
        system::sync_all(root, changed)
    }

    fn lock(&self, path: &Path, share: Share) -> io::Result<Locked> {
        let mut options = OpenOptions::new();
        if share == Share::Exclusive {
            system::only_for_the_owner(options.write(true).create(true).truncate(false));
        }
        let Some(file) = unless_absent(options.read(true).open(path))? else { return Ok(Locked::Absent) };
        let answer = match share {
            Share::Exclusive => file.try_lock(),
            Share::Shared => file.try_lock_shared(),
        };
        match answer {
            // Whoever made the file may have taken it away again: then the next one makes another, and this is no lock on that.
            Ok(()) if !system::is_at(&file, path)? => Ok(Locked::Busy),
            Ok(()) => Ok(Locked::Held(Box::new(Held(file)))),
            Err(TryLockError::WouldBlock) => Ok(Locked::Busy),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

/// A lock that is given up explicitly: closing the file is not enough while a child process that is just being started
/// still shares it.
struct Held(File);

impl Drop for Held {
    fn drop(&mut self) {
        // If the system does not take it back now, it does when the file is closed.
        let _ = self.0.unlock();
    }
}

fn kind(of: fs::FileType) -> Kind {
    match of {
        of if of.is_symlink() => Kind::Link,
        of if of.is_dir() => Kind::Folder,
        of if of.is_file() => Kind::File,
        _ => Kind::Other,
    }
}

fn unless_absent<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Makes each file and the folder of each durable, one by one: for systems without a single request for all.
#[cfg_attr(target_os = "linux", expect(dead_code, reason = "Linux has syncfs"))]
fn sync_each(changed: &[PathBuf]) -> io::Result<()> {
    let folders: std::collections::BTreeSet<&Path> = changed.iter().filter_map(|path| path.parent()).collect();
    for path in changed.iter().filter(|path| path.is_file()) {
        OpenOptions::new().write(true).open(path)?.sync_all()?;
    }
    folders.into_iter().filter(|folder| folder.is_dir()).try_for_each(system::sync_folder)
}

#[cfg(unix)]
mod system {
    //! What Unix has: permission bits, devices, folders that can be synced.

    use std::fs::{DirBuilder, File, Metadata, OpenOptions, Permissions, set_permissions};
    use std::io;
    use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
    use std::path::{Path, PathBuf};

    pub(super) fn mode_and_device(data: &Metadata) -> (u32, u64) {
        (data.permissions().mode() & 0o7777, data.dev())
    }

    pub(super) fn is_at(file: &File, path: &Path) -> io::Result<bool> {
        let (open, named) = (file.metadata()?, super::unless_absent(path.metadata())?);
        Ok(named.is_some_and(|named| (named.dev(), named.ino()) == (open.dev(), open.ino())))
    }

    pub(super) fn only_for_the_owner(options: &mut OpenOptions) -> &mut OpenOptions {
        options.mode(0o600)
    }

    pub(super) fn only_for_the_owner_folder(builder: &mut DirBuilder) {
        builder.mode(0o700);
    }

    pub(super) fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
        set_permissions(path, Permissions::from_mode(mode))
    }

    pub(super) fn may_enter(folder: &Path) -> io::Result<()> {
        use rustix::fs::{Access, access};
        Ok(access(folder, Access::WRITE_OK | Access::EXEC_OK)?)
    }

    pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
        File::open(folder)?.sync_all()
    }

    #[cfg(target_os = "linux")]
    pub(super) fn sync_all(root: &Path, _changed: &[PathBuf]) -> io::Result<()> {
        Ok(rustix::fs::syncfs(File::open(root)?)?)
    }

    #[cfg(not(target_os = "linux"))]
    pub(super) fn sync_all(_root: &Path, changed: &[PathBuf]) -> io::Result<()> {
        super::sync_each(changed)
    }

    pub(super) fn patiently(action: impl Fn() -> io::Result<()>) -> io::Result<()> {
        action()
    }
}

#[cfg(not(unix))]
mod system {
    //! What other systems have: no permission bits, and files that cannot be replaced while a program holds them.

    use std::fs::{DirBuilder, File, Metadata, OpenOptions};
    use std::io::{self, ErrorKind};
    use std::path::{Path, PathBuf};
    use std::thread::sleep;
    use std::time::Duration;

    pub(super) fn mode_and_device(_data: &Metadata) -> (u32, u64) {
        (0o600, 0)
    }

    /// A file that is open does not lose its name here before it is closed.
    pub(super) fn is_at(_file: &File, _path: &Path) -> io::Result<bool> {
        Ok(true)
    }

    pub(super) fn only_for_the_owner(options: &mut OpenOptions) -> &mut OpenOptions {
        options
    }

    pub(super) fn only_for_the_owner_folder(_builder: &mut DirBuilder) {}

    pub(super) fn set_mode(_path: &Path, _mode: u32) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn may_enter(_folder: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn sync_folder(_folder: &Path) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn sync_all(_root: &Path, changed: &[PathBuf]) -> io::Result<()> {
        super::sync_each(changed)
    }

    /// Indexers and virus scanners hold a file for a moment: ten tries in a quarter of a second.
    pub(super) fn patiently(action: impl Fn() -> io::Result<()>) -> io::Result<()> {
        for _ in 0..9 {
            match action() {
                Err(error) if error.kind() == ErrorKind::PermissionDenied || error.raw_os_error() == Some(32) => {
                    sleep(Duration::from_millis(25));
                }
                result => return result,
            }
        }
        action()
    }
}
