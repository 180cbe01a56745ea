//! What a command wants the cohort directory to hold, and how that differs from what it holds. Knows no disk.

use std::collections::BTreeMap;
use std::fmt;

use crate::store::layout::RelPath;

/// The desired contents of some files. Files that are not named stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChangeSet {
    wanted: BTreeMap<RelPath, Option<Vec<u8>>>,
}

impl ChangeSet {
    /// The file shall hold these bytes.
    pub fn put(&mut self, path: RelPath, bytes: impl Into<Vec<u8>>) {
        debug_assert!(path.as_str().parse::<RelPath>().is_ok(), "{path} could not be read back from the journal");
        self.wanted.insert(path, Some(bytes.into()));
    }

    /// The file shall be gone.
    pub fn remove(&mut self, path: RelPath) {
        self.wanted.insert(path, None);
    }

    /// Everything that `other` wants too; where both speak of a file, `other` is right.
    pub fn extend(&mut self, other: ChangeSet) {
        self.wanted.extend(other.wanted);
    }

    /// The files that are spoken of, by path.
    pub fn paths(&self) -> impl Iterator<Item = &RelPath> {
        self.wanted.keys()
    }

    /// The files with their desired contents (`None` for those that shall be gone), by path.
    pub fn iter(&self) -> impl Iterator<Item = (&RelPath, Option<&[u8]>)> {
        self.wanted.iter().map(|(path, bytes)| (path, bytes.as_deref()))
    }

    /// Whether no file is spoken of.
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty()
    }
}

impl IntoIterator for ChangeSet {
    type Item = (RelPath, Option<Vec<u8>>);
    type IntoIter = std::collections::btree_map::IntoIter<RelPath, Option<Vec<u8>>>;

    /// The files with their desired contents, by path.
    fn into_iter(self) -> Self::IntoIter {
        self.wanted.into_iter()
    }
}

/// One file that a change set would change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The file.
    pub path: RelPath,
    /// What would become of it.
    pub kind: DifferenceKind,
}

/// `changed facts/people/M03.csv`.
impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<8}{}", self.kind, self.path)
    }
}

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// It is new.
    Added,
    /// It holds something else.
    Changed,
    /// It goes.
    Removed,
}

impl Difference {
    /// The difference between two contents of a file; `None` when there is none. O(bytes).
    pub(super) fn between(path: &RelPath, before: Option<&[u8]>, after: Option<&[u8]>) -> Option<Difference> {
        let kind = match (before, after) {
            (None, Some(_)) => DifferenceKind::Added,
            (Some(_), None) => DifferenceKind::Removed,
            (Some(before), Some(after)) if before != after => DifferenceKind::Changed,
            _ => return None,
        };
        Some(Difference { path: path.clone(), kind })
    }
}

/// `added`, `changed` or `removed`.
impl fmt::Display for DifferenceKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            DifferenceKind::Added => "added",
            DifferenceKind::Changed => "changed",
            DifferenceKind::Removed => "removed",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::layout;

    #[test]
    fn the_last_word_about_a_file_counts() {
        let mut changes = ChangeSet::default();
        changes.put(layout::pairings(), "a");
        changes.remove(layout::pairings());
        let wants = |changes: &ChangeSet| changes.iter().map(|(_, bytes)| bytes.map(<[u8]>::to_vec)).collect::<Vec<_>>();
        assert_eq!(wants(&changes), [None]);
        let mut later = ChangeSet::default();
        later.put(layout::pairings(), "b");
        changes.extend(later);
        assert_eq!(wants(&changes), [Some(b"b".to_vec())]);
    }

    #[test]
    fn equal_contents_are_no_difference() {
        let kind = |before, after| Difference::between(&layout::readme(), before, after).map(|d| d.kind);
        assert_eq!(kind(None, None), None);
        assert_eq!(kind(Some(b"a"), Some(b"a")), None);
        assert_eq!(kind(None, Some(b"")), Some(DifferenceKind::Added));
        assert_eq!(kind(Some(b""), None), Some(DifferenceKind::Removed));
        assert_eq!(kind(Some(b"a"), Some(b"b")), Some(DifferenceKind::Changed));
    }
}
