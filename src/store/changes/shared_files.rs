//! Every file below the cohort directory that is not private, whatever it is called and whether git knows it or not: what a cloud
//! service, a backup or a colleague with the folder would get. What stands in them is not judged here.

use std::io;

use super::disk::Kind;
use super::lock::HOLDER;
use super::site::{DAMAGED, DRAFT, OPEN, STAGE, Site, UNDO};
use super::trouble;
use super::workspace::Workspace;
use crate::domain::problem::{Place, Problem};
use crate::store::layout::{COHORT_FILE, LOCAL, PRIVATE, RelPath};

/// The longest file that is read.
const LONGEST: u64 = 64 << 20;

/// What desktops leave in folders.
const FURNITURE: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// What stands below the cohort directory and is not private, by its path; sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shared {
    /// Files.
    pub files: Vec<String>,
    /// Links, which are not followed.
    pub links: Vec<String>,
    /// Folders that are repositories of their own.
    pub repositories: Vec<String>,
}

/// What the program keeps in the local folder: what every transaction clears away itself, digests and marks.
const OWN: [&str; 10] = [DAMAGED, DRAFT, OPEN, STAGE, UNDO, "lock", HOLDER, "views", "private-views", "no-hook"];

/// A file or folder below the folders that are never shared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unshared {
    /// The path below the cohort directory.
    pub path: String,
    /// Whether it is a folder, or a file of the layout.
    pub is_known: bool,
}

impl Workspace {
    /// Everything below the private folder and the local one, but for what the program keeps there for itself. O(files).
    ///
    /// # Errors
    /// When the disk does not tell.
    pub fn unshared(&self) -> Result<Vec<Unshared>, Problem> {
        let part_of = |path: &str| path.strip_prefix(LOCAL)?.strip_prefix('/')?.split('/').next().map(str::to_owned);
        let is_own = |path: &str| part_of(path).is_some_and(|part| OWN.contains(&part.as_str()));
        let mut all = Vec::new();
        for folder in [PRIVATE, LOCAL] {
            let found = self.site().walk(folder).map_err(|error| trouble::problem(folder, &error))?;
            all.extend(found.into_iter().filter(|found| !is_own(&found.path)).map(|found| {
                let is_file = || found.path.parse::<RelPath>().is_ok_and(|path| path.is_private());
                Unshared { is_known: found.kind == Kind::Folder || is_file(), path: found.path }
            }));
        }
        Ok(all)
    }

    /// What stands below the cohort directory and is not private; what git keeps for itself is left out. O(files).
    ///
    /// # Errors
    /// When the disk does not tell.
    pub fn shared(&self) -> Result<Shared, Problem> {
        walk(self.site()).map_err(|error| trouble::problem(".", &error))
    }

    /// To what a link leads, as it is written in the link: git keeps that text.
    pub fn target(&self, link: &str) -> Option<String> {
        let target = std::fs::read_link(self.root().join(link)).ok()?;
        Some(target.to_string_lossy().into_owned())
    }

    /// Whether a link leads into the private folder.
    pub fn leads_into_private(&self, link: &str) -> bool {
        let real = |path: &str| self.root().join(path).canonicalize().ok();
        real(link).zip(real(PRIVATE)).is_some_and(|(target, private)| target.starts_with(private))
    }

    /// What a file holds, of the layout or not; nothing where it is gone by now.
    ///
    /// # Errors
    /// When the disk does not give it; a warning where it is too long to be looked into.
    pub fn file(&self, path: &str) -> Result<Option<Vec<u8>>, Problem> {
        let file = self.root().join(path);
        if std::fs::symlink_metadata(&file).is_ok_and(|file| file.len() > LONGEST) {
            let problem = Problem::warning("too-large", "this is too large to be looked into").at(Place::file(path));
            return Err(problem.help("look into it yourself"));
        }
        self.site().disk.read(&file).map_err(|error| trouble::problem(path, &error))
    }
}

fn walk(site: Site<'_>) -> io::Result<Shared> {
    let mut shared = Shared::default();
    let mut folders = vec![String::new()];
    while let Some(folder) = folders.pop() {
        let entries = site.disk.entries(&site.root.join(&folder))?;
        let has = |what: &str| entries.iter().any(|(name, _)| name == what);
        // Another cohort may stand below this one, with a private folder of its own.
        let is_cohort = folder.is_empty() || has(COHORT_FILE);
        if !folder.is_empty() && has(".git") {
            shared.repositories.push(folder.clone());
        }
        let is_left_out = |name: &str| name == ".git" || (is_cohort && (name == PRIVATE || name == LOCAL));
        for (name, kind) in entries.iter().filter(|(name, _)| !is_left_out(name)) {
            let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            match kind {
                Kind::Folder => folders.push(path),
                Kind::File if !FURNITURE.contains(&name.as_str()) => shared.files.push(path),
                Kind::Link => shared.links.push(path),
                _ => {}
            }
        }
    }
    for paths in [&mut shared.files, &mut shared.links, &mut shared.repositories] {
        paths.sort();
    }
    Ok(shared)
}
