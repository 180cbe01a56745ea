//! Whether a folder is copied elsewhere: by a cloud service, which is known by the names of its folders, or because it is on
//! another machine.

use std::path::Path;

/// How the folders of each service are called: the beginning of a name, in lower case. The last stands for any service on a Mac.
const SERVICES: [(&str, &str); 12] = [
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
    ("box-box", "Box"),
    ("cloudstorage", "a cloud service"),
];

/// The service that copies what is in the folder; `None` where none is known.
pub(crate) fn service(folder: &Path) -> Option<&'static str> {
    let folder = std::path::absolute(folder).ok()?;
    let named = named(&folder).or_else(|| is_library(&folder).then_some("SharePoint"));
    named.or_else(|| is_remote(&folder).then_some("a network drive"))
}

fn named(folder: &Path) -> Option<&'static str> {
    let parts: Vec<String> = folder.components().map(|part| part.as_os_str().to_string_lossy().to_lowercase()).collect();
    let known = SERVICES.iter().find(|(name, _)| parts.iter().any(|part| is_called(part, name)));
    known.map(|(_, service)| *service)
}

/// Whether the folder is in a library of SharePoint that OneDrive synchronises: beside `OneDrive - North Deanery` these are in
/// `North Deanery`.
fn is_library(folder: &Path) -> bool {
    let is_beside = |part: &Path| {
        let name = part.file_name().map(|name| format!("OneDrive - {}", name.to_string_lossy()));
        name.is_some_and(|name| part.with_file_name(name).is_dir())
    };
    folder.ancestors().any(is_beside)
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

/// Whether the folder is on another machine: `\\server\share`, or a letter that stands for one.
#[cfg(not(target_os = "linux"))]
fn is_remote(folder: &Path) -> bool {
    use std::path::{Component, Prefix};
    let there = folder.ancestors().find(|part| part.exists()).unwrap_or(folder);
    // The full name of a folder on a drive of the network begins with the server.
    let full = there.canonicalize().unwrap_or_else(|_| there.to_path_buf());
    let Some(Component::Prefix(prefix)) = full.components().next() else { return false };
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
            ("/Users/lead/Library/CloudStorage/OneDrive-NorthDeanery/autumn", Some("OneDrive")),
            ("/Users/lead/Library/CloudStorage/Other/autumn", Some("a cloud service")),
            ("/home/lead/dropboxes/autumn", None),
            ("/home/lead/autumn", None),
        ] {
            assert_eq!(named(Path::new(path)), expected, "{path}");
        }
    }

    #[test]
    fn a_library_that_one_drive_synchronises_is_known_by_the_organisation() {
        let home = tempfile::tempdir().unwrap();
        std::fs::create_dir(home.path().join("OneDrive - North Deanery")).unwrap();
        assert!(is_library(&home.path().join("North Deanery/Mentoring - Documents/autumn")));
        assert!(!is_library(&home.path().join("North Deanery Choir/autumn")));
    }
}
