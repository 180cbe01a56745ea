//! Whether a folder is copied elsewhere: by a cloud service, which is known by the names of its folders, or because it is on
//! another machine.

use std::path::Path;

/// How the folders of each service are called: the beginning of a name, in lower case.
const SERVICES: [(&str, &str); 10] = [
    ("onedrive", "OneDrive"),
    ("sharepoint", "SharePoint"),
    ("dropbox", "Dropbox"),
    ("icloud", "iCloud"),
    ("mobile documents", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("nextcloud", "Nextcloud"),
    ("box sync", "Box"),
];

/// The service that copies what stands in the folder; `None` where none is known.
pub fn service(folder: &Path) -> Option<&'static str> {
    let folder = std::path::absolute(folder).ok()?;
    let parts = folder.components().map(|part| part.as_os_str().to_string_lossy().to_lowercase());
    let named = parts.into_iter().find_map(|part| SERVICES.iter().find(|(name, _)| is_called(&part, name)));
    named.map(|(_, service)| *service).or_else(|| is_remote(&folder).then_some("a network drive"))
}

/// `onedrive`, `onedrive - deanery`, `dropbox (team)`; but not `dropboxes`.
fn is_called(part: &str, name: &str) -> bool {
    part.strip_prefix(name).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether the folder is on another machine.
#[cfg(target_os = "linux")]
fn is_remote(folder: &Path) -> bool {
    /// NFS, SMB, CIFS, SMB2, AFS: the numbers of the file systems in Linux.
    const REMOTE: [u64; 5] = [0x6969, 0x517B, 0xFF53_4D42, 0xFE53_4D42, 0x5346_414F];
    let there = folder.ancestors().find(|part| part.exists()).unwrap_or(folder);
    let kind = rustix::fs::statfs(there).ok().and_then(|found| u64::try_from(found.f_type).ok());
    kind.is_some_and(|kind| REMOTE.contains(&kind))
}

/// Whether the folder is on another machine: `\\server\share`. A letter that stands for one is not told from a disk.
#[cfg(not(target_os = "linux"))]
fn is_remote(folder: &Path) -> bool {
    use std::path::{Component, Prefix};
    let Some(Component::Prefix(prefix)) = folder.components().next() else { return false };
    matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_that_are_copied_are_known_by_their_names() {
        for (path, expected) in [
            ("/home/lead/OneDrive - North Deanery/autumn", Some("OneDrive")),
            ("/Users/lead/Library/Mobile Documents/com~apple~CloudDocs/autumn", Some("iCloud")),
            ("/home/lead/Dropbox (Team)/autumn", Some("Dropbox")),
            ("/home/lead/dropboxes/autumn", None),
            ("/home/lead/autumn", None),
        ] {
            assert_eq!(service(Path::new(path)), expected, "{path}");
        }
    }
}
