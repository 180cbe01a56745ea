//! Codes of problems with the answers in a survey, and which column holds what.

use super::{CodeArea, ProblemCode, code};

pub(super) const AREA: CodeArea = CodeArea { title: "Answers in surveys", codes: CODES };

const CODES: &[ProblemCode] = &[
    code(
        "address-of-another",
        "An address is made of the name of somebody else in the same export.",
        "Compare names and addresses: a column of the spreadsheet may have been sorted by itself. Export the answers again.",
    ),
    code(
        "ambiguous-dates",
        "Nothing shows whether dates in the file begin with the day or the month.",
        "The message says how they were read; if that is wrong, write `format` at the column.",
    ),
    code(
        "bad-address",
        "An email address is not valid.",
        "Correct it. In an export you may write `tbc`, and the row is left out until the address is known.",
    ),
    code(
        "code",
        "The id that the export gives somebody cannot be used.",
        "It belongs to the other side, to somebody else or to two rows. An id that was given once is kept.",
    ),
    code(
        "code-without-text",
        "The codebook does not say what some codes mean.",
        "Write the text beside each code, or delete the rows.",
    ),
    code(
        "coded-answers",
        "The answers in a column are codes whose meaning is not in the file.",
        "Export the answers as texts, or give the meanings with `aliases` or `codebook`.",
    ),
    code(
        "coded-export",
        "The headings are codes, so it is not known which question is which.",
        "Export the answers as texts, or name the columns by hand and give a `codebook`.",
    ),
    code(
        "coded-question",
        "The answers to a question are codes, and the codebook has to say what they mean.",
        "Add a row question,code,text for each.",
    ),
    code(
        "consent-not-read",
        "A column asks for consent, and it is not clear which answers agree: it asks both ways, or most say neither yes nor no.",
        "Add `consent` with the answers that mean yes and no, as the message shows.",
    ),
    code(
        "guessed-question",
        "Columns without a question above them were taken for the goals.",
        "If something else was asked, take `goals` out of the block or rename the field.",
    ),
    code(
        "hedged-wish",
        "An answer begins as no preference and goes on with a wish, or with its opposite.",
        "The message says how it was read; if that is wrong, ask the person or add `aliases`.",
    ),
    code(
        "hidden-characters",
        "A name contained invisible characters, which were removed.",
        "Compare the name with what the person wrote.",
    ),
    code(
        "impossible-date",
        "An answer was given on a date that does not exist.",
        "Correct it in the export, or say how dates are written with `format`.",
    ),
    code(
        "joined-otherwise",
        "The answers in a column look joined by another mark than `separator` says.",
        "If the message is right, write that mark; else list the answers that the form offered as `options`.",
    ),
    code("long-answer", "An answer is very long and was cut.", "A quotation mark may be missing in the export."),
    code("long-name", "A name is very long and was cut.", "Check the row in the export."),
    code(
        "lost-letters",
        "Letters of a name were lost when a program saved the file.",
        "Correct the name in the export; save it as CSV UTF-8 next time.",
    ),
    code("no-name", "A row has an email address but no name.", "Write the name into the export, or delete the row."),
    code(
        "no-side",
        "It is not known which side something belongs to.",
        "For a row of a survey, correct the answer or the `only` of a side; for a reflection, add the side.",
    ),
    code(
        "not-found",
        "No column of the export looks like one that is needed.",
        "Add the column to the block by hand, with its heading.",
    ),
    code("odd-name", "This does not look like a name.", "Check the row in the export."),
    code("one-side", "Two people or two files are of the same side.", "Name one of each side."),
    code(
        "row-status",
        "A column may say which rows count, such as `Status`, and is not read.",
        "Where some rows do not count, add `only` to the block, as the message shows.",
    ),
    code(
        "same-moment",
        "One person answered twice at the same time, with different answers.",
        "Ask which answer is meant and delete the other row; until then the later row counts.",
    ),
    code(
        "same-name",
        "Two rows of an export have one name and different email addresses.",
        "If they are one person, say so with `revmentor identity same A B`; two people of one name are left as they are.",
    ),
    code(
        "section-title",
        "A title stands over some rows of the sheet, such as WITHDRAWN.",
        "The message says whether the rows below it were read; change the title, or take the rows out.",
    ),
    code(
        "shared-address",
        "Two people with different names have one email address.",
        "Give each their own address. If it is one person, write the same name in both rows.",
    ),
    code(
        "turned-consent",
        "A column asks who refuses, so whoever marked it is left out.",
        "If it asks something else, take `consent` out of the block.",
    ),
    code(
        "two-candidates",
        "Several columns may hold the address or the name, and one of them was taken.",
        "Look at both columns; name the other one in the block if it is the right one.",
    ),
    code("two-meanings", "The codebook gives one code two meanings.", "Keep one of the two rows."),
    code(
        "unclear-mark",
        "An answer is neither yes nor no.",
        "The message says how it was counted; add `yes` and `no` to the column if that is wrong.",
    ),
    code("unclear-number", "An answer is not a number of pairs.", "Write a number, or say with `aliases` what the answer means."),
    code(
        "unclear-role",
        "Some answers name both sides or neither, so their rows count for none.",
        "Add each answer to the `only` of one side.",
    ),
    code(
        "unknown-code",
        "A code is not known.",
        "In a codebook, add a row for it. In an evaluation, it is probably a typing error: `revmentor evaluate --same TYPED=CODE` links it.",
    ),
    code(
        "unknown-option",
        "An answer is not among the choices.",
        "Correct it, or say with `aliases` what it means. For a session, give the number of one of its dates.",
    ),
    code(
        "unmapped-field",
        "cohort.toml does not say which column holds a needed answer.",
        "`revmentor survey FILE` proposes the columns.",
    ),
    code(
        "unreadable-date",
        "A date cannot be read, so the answer counts as undated.",
        "Say how dates are written: `format = \"%d/%m/%Y %H:%M\"`.",
    ),
    code(
        "unreadable-days",
        "No weekday is named in an answer about weekdays, so any day counts as possible.",
        "Write weekdays such as Mon, Wed.",
    ),
    code(
        "wish-or-conflict",
        "A column asks for people, and may be about wishes or about conflicts, so it was not read.",
        "If it asks whom somebody must not be paired with, add it to the block as `conflicts`.",
    ),
];
