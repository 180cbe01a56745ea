//! What the views held when they were last written, so that an edit by hand shows. Kept in `.revmentor/views`.

use std::collections::BTreeMap;

use super::change_set::ChangeSet;
use super::journal::digest;
use crate::store::layout::{RelPath, views};

/// The digest of each view as last written.
pub(super) type Digests = BTreeMap<RelPath, String>;

/// Reads `DIGEST  PATH` lines; a line that is none counts as not there, so that its view is asked about.
pub(super) fn parse(bytes: &[u8]) -> Digests {
    let text = String::from_utf8_lossy(bytes);
    let pairs = text.lines().filter_map(|line| line.split_once("  "));
    pairs.filter_map(|(digest, path)| Some((path.parse().ok()?, digest.to_owned()))).collect()
}

/// Writes what [`parse`] reads.
pub(super) fn print(digests: &Digests) -> Vec<u8> {
    let lines = digests.iter().map(|(path, digest)| format!("{digest}  {path}\n"));
    lines.collect::<String>().into_bytes()
}

/// The digests once the change set is in place.
pub(super) fn after(mut digests: Digests, changes: &ChangeSet) -> Digests {
    let views = views();
    for (path, bytes) in changes.iter().filter(|(path, _)| views.contains(path)) {
        match bytes {
            Some(bytes) => drop(digests.insert(path.clone(), digest(bytes))),
            None => drop(digests.remove(path)),
        }
    }
    digests
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::layout;

    #[test]
    fn only_views_are_written_down_and_read_back() {
        let mut changes = ChangeSet::default();
        changes.put(layout::pairings(), "a");
        changes.put(layout::cohort_file(), "b");
        let digests = after(Digests::new(), &changes);
        assert_eq!(digests, Digests::from([(layout::pairings(), digest(b"a"))]));
        assert_eq!(parse(&print(&digests)), digests);
        changes.remove(layout::pairings());
        assert_eq!(after(digests, &changes), Digests::new());
    }
}
