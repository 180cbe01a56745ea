//! Codes of problems with the command line, and where a result goes.

use super::{CodeArea, ProblemCode, code};

pub(super) const AREA: CodeArea = CodeArea { title: "The command line", codes: CODES };

const CODES: &[ProblemCode] = &[
    code(
        "failed",
        "Something outside revmentor failed, such as the disk or a network folder.",
        "The sentence after the code says what. Mend that, then run the command again.",
    ),
    code(
        "no-folder",
        "The folder in which `--output` would put the file does not exist.",
        "Make the folder first, or name another one.",
    ),
    code(
        "no-message",
        "The hook could not read the commit message.",
        "Git gives the hook the name of the file; this happens when the hook is run by hand without it.",
    ),
    code("one-file", "`survey --wave` takes one file at a time.", "Look at each wave's export in a command of its own."),
    code(
        "opened-to-read",
        "A command that only reads tried to write.",
        "This is a bug in revmentor: please report it with the command that you typed.",
    ),
    code("output-is-folder", "`--output` names a folder.", "Name a file in it."),
    code(
        "output-not-private",
        "The result can contain names, and `--output` would put it where git commits it.",
        "Write it below `private/` or outside the cohort directory.",
    ),
    code(
        "output-not-written",
        "The manual pages cannot be written to this directory.",
        "Name a directory in which you may write.",
    ),
    code(
        "output-taken",
        "`--output` names a file that revmentor reads and cannot make again, such as the key, the register or an export.",
        "Name another file, such as `private/results.json`.",
    ),
    code("unknown-error-code", "There is no error code with this name.", "`revmentor explain-error` lists them all."),
    code(
        "unknown-verb",
        "The first word after `revmentor` is not one of its verbs.",
        "Usually a typing error; `revmentor help` lists the verbs.",
    ),
    code(
        "unreadable",
        "A file that was named on the command line cannot be read.",
        "Check its name and folder. Paths start at the directory in which you typed the command.",
    ),
    code(
        "usage",
        "The command line cannot be understood.",
        "An option is misspelt, missing or has a value that it does not take; `revmentor help VERB` shows what the verb takes.",
    ),
];
