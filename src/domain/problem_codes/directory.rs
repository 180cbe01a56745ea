//! Codes of problems with the cohort directory, the disk and `undo`.

use super::{CodeArea, ProblemCode, code};

pub(super) const AREA: CodeArea = CodeArea { title: "The cohort directory", codes: CODES };

const CODES: &[ProblemCode] = &[
    code(
        "broken-toml",
        "cohort.toml cannot be changed, because it is not valid TOML.",
        "Mend it first; `revmentor status` shows the place.",
    ),
    code("busy", "Another revmentor is working in this directory.", "Wait until it has finished, then run the command again."),
    code(
        "changed-meanwhile",
        "A file was changed by another program while the command ran.",
        "Save it there, then run the command again.",
    ),
    code(
        "committed",
        "The facts that would be taken back are committed to git, where others may have them.",
        "Enter a correction instead.",
    ),
    code(
        "damaged-journal",
        "The record of an interrupted change cannot be read, so the change was not finished.",
        "Run `revmentor check` and `revmentor build`, and check the disk.",
    ),
    code(
        "damaged-record",
        "The record of a change that could be undone cannot be read.",
        "Delete the file that the message names.",
    ),
    code("disk", "The disk refused to read or write.", "Check the disk or the network folder, then run the command again."),
    code("disk-full", "There is no room left on the disk.", "Make room, then run the command again."),
    code(
        "edited-private-view",
        "A file that revmentor writes was edited; it is made anew, and your version is kept.",
        "Changes belong into the survey exports, or are recorded by a verb.",
    ),
    code(
        "edited-since",
        "A file was changed after the command that would be undone.",
        "Put it back as it was, or record a correction.",
    ),
    code("finished", "An interrupted change was finished.", "Nothing to do."),
    code("in-use", "Another program has the file open.", "Close it there (often a spreadsheet), then run the command again."),
    code(
        "kept-aside",
        "A file was edited while a change was unfinished; your version is kept beside it.",
        "Compare the two, record what is missing, then delete your version.",
    ),
    code("link", "A file or folder of the cohort is a symbolic link.", "Put the file or folder itself there."),
    code("newer-format", "The directory or a file was written by a newer revmentor.", "Install the newest version."),
    code(
        "no-cohort",
        "This directory is not in a cohort: there is no cohort.toml.",
        "Change into the cohort directory, name it with `-C`, or make one with `revmentor init DIR`.",
    ),
    code(
        "no-permission",
        "The system does not permit access to the file.",
        "Close it in other programs, or ask its owner for permission.",
    ),
    code("not-a-file", "A file is where a folder should be, or the other way round.", "Move it out of the cohort directory."),
    code("not-empty", "A new cohort needs an empty directory, and this one is not.", "Name a directory that does not exist yet."),
    code(
        "nothing-to-undo",
        "There is no change on this machine that could be undone.",
        "`revmentor log` shows what happened; record a correction.",
    ),
    code("other-disk", "A folder of the cohort is on another disk.", "Put the whole cohort directory on one disk."),
    code(
        "other-schema",
        "`cohort.schema.json`, by which editors mark keys of cohort.toml, is another version's or was edited.",
        "Run `revmentor build`.",
    ),
    code(
        "private-view",
        "A file in the private folder could not be brought up to date.",
        "Close it in the spreadsheet; the next command that writes does it.",
    ),
    code("read-only", "The disk cannot be written to.", "Copy the cohort directory to a disk that can."),
    code(
        "unfinished",
        "The change is decided, but not every file is in place yet.",
        "Run any command once the disk works: it finishes the change.",
    ),
];
