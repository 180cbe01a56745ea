//! Codes of problems with files of facts, views made from them, and what a merge leaves.

use super::{CodeArea, ProblemCode, code};

pub(super) const AREA: CodeArea = CodeArea { title: "Facts, records and views", codes: CODES };

const CODES: &[ProblemCode] = &[
    code("bad-format", "The file `facts/format` does not hold a number.", "Restore it from git or a backup."),
    code(
        "conflict-file",
        "A conflict of interest is in the wrong file, or is not between a mentor and a mentee.",
        "A file was edited: `revmentor build` puts it right.",
    ),
    code(
        "conflict-marker",
        "Git left a conflict in this file.",
        "Keep both sides' rows of a file of facts and delete the marker lines; of a record keep one side whole. `revmentor build` helps.",
    ),
    code(
        "edited-view",
        "A view, such as meetings.csv, was edited by hand.",
        "Views are made from the facts. Record the change with its verb; `revmentor build` drops the edits.",
    ),
    code(
        "left-pair",
        "A pair was made while one of the two left, and is ended.",
        "`revmentor match` finds a partner for the other.",
    ),
    code(
        "merged-rows",
        "Rows that say the same twice after a merge were removed, or rows of a merge were put in order.",
        "Nothing to do.",
    ),
    code("missing-cell", "A row of facts lacks a cell.", "A file was edited: restore it from git or a backup."),
    code("not-a-day", "A cell should hold a day and does not.", "Write it as 2027-01-11."),
    code(
        "not-a-number",
        "A cell should hold a number and does not.",
        "Write a whole number within the limits that the message gives.",
    ),
    code("not-an-id", "A cell should hold an id and does not.", "Write an id such as M03."),
    code(
        "one-mark",
        "Two people have one id, or a person has two ids.",
        "Two leads imported at the same time: `revmentor build` settles it.",
    ),
    code(
        "one-pair-each",
        "Somebody is in more pairs at once than there is room for.",
        "Usually two leads matched at the same time: end one of the pairs with `revmentor unpair PAIR --mistake`.",
    ),
    code(
        "one-report",
        "A meeting was reported twice, differently.",
        "Say what is right with the command that the message gives.",
    ),
    code(
        "pair-story",
        "The facts of a pair do not begin and end as they should.",
        "A file was edited or merged: `revmentor build` puts it right, or the command that the message gives.",
    ),
    code(
        "parted-records",
        "One lead recorded something while the other took back what was recorded before.",
        "The new record counts; if it is wrong, take it back with the command that the message gives.",
    ),
    code(
        "register",
        "A row of the register is broken.",
        "Correct it in `private/register.csv`; ids, sides and addresses must fit and be there once.",
    ),
    code(
        "registered",
        "Somebody in the register never joined the cohort.",
        "A file of facts is missing: restore it from git or a backup.",
    ),
    code(
        "repaired-row",
        "A row of facts that no command writes was put right or taken away.",
        "Look at the change before you commit it, for example with `git diff`.",
    ),
    code("repeated-fact", "A row of facts says again what already holds.", "Nothing stops; `revmentor build` removes it."),
    code(
        "stray-cell",
        "A row of facts has a cell that it should not have.",
        "The row has probably slipped by a column; restore the file from git or a backup.",
    ),
    code(
        "stray-facts",
        "The name of a file of facts is not an id, a pair or a number, so it does not count.",
        "Often a sync program made a copy. Delete it once you know that nothing is missing.",
    ),
    code(
        "superseded-pair",
        "A pair was made by a matching that lost against another lead's, and is removed.",
        "`revmentor match` pairs the two again; tell the other lead.",
    ),
    code("united", "Git left a conflict in a file of facts, and the rows of both sides were kept.", "Commit the file."),
    code("unrecorded-pair", "A pair comes from a matching whose record was not kept, and counts as adopted.", "Nothing to do."),
    code("views-current", "A view is missing or not up to date.", "`revmentor build` writes it."),
    code(
        "waiting-list",
        "Somebody who takes part is neither in a pair nor on the waiting list, or is in both.",
        "`revmentor build` writes the list anew.",
    ),
    code("withdrawn-paired", "Somebody who has left is still in a pair.", "`revmentor build` ends the pair."),
];
