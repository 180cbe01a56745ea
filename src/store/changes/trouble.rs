//! The words for what a disk can refuse: a system's error becomes a problem with a file and a next step.

use std::io::{Error, ErrorKind};

use crate::domain::problem::{Place, Problem, Refusal};

/// What each kind of error means: the kinds, the code, the message, what to do.
const MEANINGS: [(&[ErrorKind], &str, &str, &str); 5] = [
    (
        &[ErrorKind::StorageFull, ErrorKind::QuotaExceeded, ErrorKind::FileTooLarge],
        "disk-full",
        "there is no room left on the disk",
        "make room, then run the command again",
    ),
    (
        &[ErrorKind::ReadOnlyFilesystem],
        "read-only",
        "this disk cannot be written to",
        "copy the cohort directory to a disk that can be written to",
    ),
    (
        &[ErrorKind::PermissionDenied],
        "no-permission",
        "the system does not permit this",
        "close the file in every other program (a spreadsheet?), or ask its owner for the permission",
    ),
    (
        &[ErrorKind::AlreadyExists, ErrorKind::IsADirectory, ErrorKind::NotADirectory],
        "not-a-file",
        "a file is where a folder should be, or a folder where a file should be",
        "move it out of the cohort directory",
    ),
    (
        &[ErrorKind::ResourceBusy, ErrorKind::ExecutableFileBusy],
        "in-use",
        "another program holds this file",
        "close the file there (in the spreadsheet?), then run the command again",
    ),
];

/// The codes with which Windows says that another program holds a file (ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION).
const HELD: [i32; 2] = [32, 33];

/// A system's error about a file, in the lead's words.
pub(super) fn problem(file: &str, error: &Error) -> Problem {
    let in_use = cfg!(windows) && error.raw_os_error().is_some_and(|number| HELD.contains(&number));
    let kind = if in_use { ErrorKind::ResourceBusy } else { error.kind() };
    let known = MEANINGS.iter().find(|(kinds, ..)| kinds.contains(&kind));
    let problem = match known {
        Some((_, code, message, next)) => Problem::error(code, *message).help(*next),
        None => Problem::error("disk", format!("the disk refused: {error}")).help("look after the disk, then try again"),
    };
    problem.at(Place::file(file))
}

/// The refusal of a change that the disk does not let through; nothing was changed.
pub(super) fn refusal(file: &str, error: &Error) -> Refusal {
    Refusal::unmet(vec![problem(file, error)])
}

/// The refusal when the change is decided but not all of it is in place.
pub(super) fn unfinished(error: &Error) -> Refusal {
    let message = format!("the change was decided, but not every file is in place yet: {error}");
    let help = "see that the directory can be written to and has room; the next command of any kind finishes the change first";
    Refusal::unmet(vec![Problem::error("unfinished", message).help(help)])
}

/// A symbolic link where a file or folder of the cohort should be.
pub(super) fn link(file: &str) -> Problem {
    Problem::error(
        "link",
        "this is a symbolic link, and nothing outside the cohort directory is ever read or written through one",
    )
    .at(Place::file(file))
    .help("put the file or folder itself there")
}

/// Something that is neither a file nor a folder, or the one where the other should be.
pub(super) fn not_a(file: &str, what: &str) -> Problem {
    Problem::error("not-a-file", format!("this should be a {what}, but is something else"))
        .at(Place::file(file))
        .help("move it out of the cohort directory")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_error_of_the_system_has_its_code() {
        let code = |kind: ErrorKind| problem("x", &Error::from(kind)).code;
        let kinds = [
            (ErrorKind::StorageFull, "disk-full"),
            (ErrorKind::ReadOnlyFilesystem, "read-only"),
            (ErrorKind::PermissionDenied, "no-permission"),
            (ErrorKind::NotADirectory, "not-a-file"),
            (ErrorKind::ResourceBusy, "in-use"),
            (ErrorKind::TimedOut, "disk"),
        ];
        for (kind, expected) in kinds {
            assert_eq!(code(kind), expected, "{kind:?}");
        }
    }
}
