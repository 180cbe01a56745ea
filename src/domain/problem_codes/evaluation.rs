//! Codes of problems with the evaluation before and after, learning points and summaries.

use super::{CodeArea, ProblemCode, code};

pub(super) const AREA: CodeArea = CodeArea { title: "Evaluation and outcomes", codes: CODES };

const CODES: &[ProblemCode] = &[
    code("answered-twice", "Somebody answered a wave again; the later answer counts.", "Nothing to do."),
    code("bad-consent", "A summary does not say how it may be published.", "Write named, anonymous or no."),
    code(
        "bad-id",
        "The id of a point is broken.",
        "The file was edited: write the ids as they were, or bring the file back from a backup.",
    ),
    code(
        "edition-record",
        "The record of published figures cannot be read.",
        "It is written by `evaluate --publish` alone; restore it from git or a backup.",
    ),
    code("empty-point", "A point has no words.", "Write it in one sentence."),
    code(
        "few-new-answers",
        "So few answers have changed that new figures would show what single people answered.",
        "The published figures stay; publish again when more people have answered.",
    ),
    code(
        "known-code",
        "The code belongs to somebody already, so it cannot be linked to another.",
        "Only a code that fits nobody can be linked.",
    ),
    code(
        "known-point",
        "A point says the same as another, with another owner, day or level.",
        "`revmentor outcome correct O01 --owner ROLE` gives a point another owner; `--due`, `--level` and other words likewise.",
    ),
    code(
        "no-answer",
        "No decision about this code is recorded, so there is none to take back.",
        "`revmentor evaluate` lists the codes that fit nobody.",
    ),
    code("no-code-known", "No code in the file belongs to this cohort.", "Check that it is this cohort's export."),
    code("no-equals-sign", "`--same` needs two codes with an equals sign between them.", "Write `--same S99=S09`."),
    code("no-item", "No question of [evaluation] has a column in the file.", "Write the headings as they are in the file."),
    code(
        "no-published-answers",
        "The answers behind published figures are not on this machine.",
        "Take the file from the lead who published: without it new figures could show what single people answered.",
    ),
    code("not-a-pair", "This is not a pair.", "Write a pair such as M03-E07."),
    code("not-agreed", "A point would be published that the group has not agreed.", "`revmentor outcome agree O01` once it has."),
    code("not-an-action", "Only action points are done.", "`revmentor outcome list` shows which points are actions."),
    code(
        "not-on-scale",
        "An answer is not on the scale of its question.",
        "Correct the scale in cohort.toml or the answer in the export.",
    ),
    code("not-published", "Nothing is published that could be withdrawn.", "`revmentor outcome list` shows what is published."),
    code(
        "not-that-day",
        "A point would be done on a day to come, or before the programme.",
        "Give the day on which it was done with `--on`.",
    ),
    code(
        "nothing-to-publish",
        "No figure may be published: groups are too small, or all answers are alike.",
        "`revmentor evaluate` shows the figures to you alone.",
    ),
    code("other-side", "A form names the other side than the code does; the code counts.", "Nothing to do."),
    code(
        "published-figures",
        "Published figures do not follow from their answers, or show too much.",
        "They are written by `evaluate --publish` alone; restore the file from git or a backup.",
    ),
    code(
        "renumbered-point",
        "Another lead published a point under the id of one of yours.",
        "`revmentor build` keeps the new ids; `revmentor outcome list` shows them.",
    ),
    code("same-file", "Two waves have the same file.", "Name the export of each wave in cohort.toml."),
    code("unknown-pair", "This is not a pair of the cohort.", "Write a pair such as M03-E07; pairings.csv lists them."),
    code("unknown-point", "There is no point with this id.", "`revmentor outcome list` shows all."),
    code(
        "waves-turned-round",
        "All answers after the programme are older than those before it, or somebody answered the form before after the form after.",
        "Swap the two files in cohort.toml; of one person, look at the row.",
    ),
    code(
        "withdrawn-in-report",
        "The public report shows figures, points or summaries that were taken back.",
        "`revmentor report` writes it anew.",
    ),
];
