//! Codes of problems with who takes part, who is meant, and conflicts of interest.

use super::{CodeArea, ProblemCode, code};

pub(super) const AREA: CodeArea = CodeArea { title: "People and conflicts of interest", codes: CODES };

const CODES: &[ProblemCode] = &[
    code("after-programme", "The day is after the last day of the programme.", "Check the year."),
    code("already-withdrew", "The person has already withdrawn.", "If that was a mistake: `revmentor rejoin PERSON --mistake`."),
    code("before-joining", "The day is before the person joined.", "Give a later day with `--on`."),
    code(
        "contradicting-answer",
        "Somebody answers that there is no conflict of interest, or is not sure, and names somebody.",
        "The pair is not made until you answer: `revmentor conflict list` shows the question.",
    ),
    code("doubled-person", "Two rows of the export have one email address.", "Keep one of the two rows, or correct an address."),
    code(
        "erased",
        "The person's data were erased, and are here again or are needed.",
        "`revmentor erase PERSON` removes them again; somebody who comes back gets a new id by `revmentor import`.",
    ),
    code(
        "held-later",
        "The person held a meeting after the given day.",
        "Give the day of that meeting or a later one with `--on`.",
    ),
    code(
        "identity-question",
        "Two records may be one person, and neither is paired until you decide.",
        "`revmentor identity list` shows the questions and how to answer.",
    ),
    code("leave-of-nobody", "Days off are recorded for an id that nobody has.", "Correct the id in `private/closed.csv`."),
    code(
        "more-pairs-than-room",
        "Somebody now has room for fewer pairs than they are in.",
        "The pairs stay. Unpair one if that is wanted.",
    ),
    code(
        "named-nobody",
        "A declaration names somebody who is nobody in the cohort, so no conflict is recorded.",
        "Often it is somebody outside the cohort. If not, `revmentor conflict add A B` records it by id.",
    ),
    code(
        "named-oneself",
        "Somebody names themselves as their conflict of interest, which is ignored.",
        "Ask whom they mean; `revmentor conflict none PERSON` records that there is nobody.",
    ),
    code(
        "never-joined",
        "The facts never say that this person joined.",
        "Usually the id is a typing error or a file is missing: `revmentor import` adds people, git or a backup restores files.",
    ),
    code(
        "no-headings",
        "The first line of a table names somebody, so it cannot be its line of headings.",
        "Put a line of headings above it, such as `person,conflict,reason`.",
    ),
    code(
        "no-pair",
        "The person is in no pair, or in several; or two people in a row are not a pair.",
        "Name the pair itself, such as M03-E07; `revmentor status` lists them.",
    ),
    code(
        "no-such-conflict",
        "No conflict of interest between these two people is recorded.",
        "`revmentor conflict list` shows all.",
    ),
    code(
        "not-declared",
        "The person has not made a declaration, so there is none to take back.",
        "`revmentor conflict list` shows what is recorded.",
    ),
    code("not-in-pair", "The person is not in the pair that the row names.", "Correct the number of the pair or the person."),
    code(
        "not-two-people",
        "A row does not name one person of each side.",
        "Name both by id, email address or full name, best under the headings `mentor` and `mentee`.",
    ),
    code(
        "not-withdrawn",
        "The person takes part, so there is no withdrawal to take back.",
        "`revmentor status` shows who takes part.",
    ),
    code("one-person", "After a merge, two ids turned out to be the same person; the older id goes on.", "Nothing to do."),
    code(
        "one-record",
        "Both words mean the same record.",
        "Give the ids of two different records; `revmentor identity list` shows them.",
    ),
    code(
        "other-person",
        "An id belongs to one person in this register and to another in the facts.",
        "Two leads gave the id at the same time. `revmentor import` gives this person a new id.",
    ),
    code(
        "retired-id",
        "The id is retired, because another id is the same person.",
        "Use the other id; if they are two people: `revmentor identity different A B`.",
    ),
    code(
        "rule-unanswered",
        "People left the field of a conflict rule empty, so the rule protects nobody from them.",
        "Ask them and correct the export, or declare what you know with `revmentor conflict add A B`.",
    ),
    code(
        "shared-name",
        "Somebody else has the same name, so it stays where others wrote it.",
        "Check the register and the exports yourself.",
    ),
    code(
        "similar-answers",
        "Two answers in the field of a conflict rule are spelt almost alike and count as different.",
        "If they mean the same, use one spelling in the exports or add an alias.",
    ),
    code("twice", "Somebody or something is listed twice.", "Keep the entry that is right."),
    code(
        "two-people",
        "After a merge, two people had one id; it stays with the first.",
        "`revmentor import` gives the other a new id.",
    ),
    code(
        "unanswered",
        "A declaration says neither yes nor no, so nothing is recorded.",
        "Ask the person; the message gives the commands that record the answer.",
    ),
    code(
        "unattributed-row",
        "A row of a form or a list does not say whose it is.",
        "Write the id, the email address or the name into the row, or take the row out of the file.",
    ),
    code(
        "unclear-reason",
        "A row names two people and gives `none` as the reason, which could mean no conflict or no reason.",
        "Take the row out where there is no conflict; leave the reason empty where there is one.",
    ),
    code("unknown-person", "The person is not in this cohort, or could not be paired.", "Correct the name or id in the file."),
    code(
        "unnamed-conflict",
        "Somebody declares a conflict of interest and does not say with whom.",
        "Ask the person; the message gives the commands that record the answer.",
    ),
    code(
        "who",
        "Nobody or several people are meant by this name.",
        "Give the id, the email address or the name as it was typed in the survey.",
    ),
    code("withdrawn", "Somebody in the file has withdrawn.", "Delete the row, or give the other person somebody else."),
    code(
        "wrong-deed",
        "A declared conflict is removed and a question about one is dismissed, not the other way round.",
        "Type the command that the message gives.",
    ),
];
