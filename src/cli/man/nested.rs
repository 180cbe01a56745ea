//! The examples of verbs within a verb: one or two for each, by the words after the program's name, joined by hyphens.

use super::Example;

/// In the order of the verbs.
pub(super) const NESTED: [(&str, &[Example]); 38] = [
    ("conflict-add", &[("revmentor conflict add M11 E04 --reason supervises", "these two may not be paired")]),
    ("conflict-remove", &[("revmentor conflict remove M11 E04", "a conflict that was declared is none any more")]),
    ("conflict-list", &[("revmentor conflict list", "every conflict, and what is still a question")]),
    ("conflict-import", &[("revmentor conflict import declarations.xlsx", "everything that came back, at once")]),
    (
        "conflict-none",
        &[
            ("revmentor conflict none M03 M04", "both have nobody with whom they should not be paired"),
            ("revmentor conflict none M04 --retract", "M04 has not said so"),
        ],
    ),
    ("conflict-confirm", &[("revmentor conflict confirm M11 E04", "yes, M11 meant this one: the two may not be paired")]),
    ("conflict-dismiss", &[("revmentor conflict dismiss M11 E04", "no, M11 meant somebody else: the two may be paired")]),
    ("identity-list", &[("revmentor identity list", "who may be one person under two ids")]),
    ("identity-same", &[("revmentor identity same M03 M19", "M19 is M03 with a new address")]),
    ("identity-different", &[("revmentor identity different M03 M19", "two people who are called alike")]),
    (
        "meeting-held",
        &[
            ("revmentor meeting held M03-E04 2 --on 2027-03-10", "the second meeting took place"),
            ("revmentor meeting held M03-E04 2 --on 2027-03-11 --correct", "it was a day later"),
        ],
    ),
    ("meeting-missed", &[("revmentor meeting missed M03-E04 2", "the second meeting did not take place")]),
    ("meeting-planned", &[("revmentor meeting planned M03-E04 2 --correct", "the report was wrong: it is planned as before")]),
    ("meeting-move", &[("revmentor meeting move M03-E04 2 --on 2027-03-12", "the pair meets on another day")]),
    ("meeting-list", &[("revmentor meeting list", "meetings that are past and not reported")]),
    ("meeting-import", &[("revmentor meeting import replies.csv --dry-run", "what the replies would change")]),
    ("choose-list", &[("revmentor choose list", "who has not chosen a date yet")]),
    ("choose-import", &[("revmentor choose import poll.xlsx --event supervision", "a poll about one session")]),
    ("attend-list", &[("revmentor attend list", "who came, and of whom nothing is recorded")]),
    ("attend-import", &[("revmentor attend import register.csv --event supervision", "a register of one session")]),
    (
        "outcome-add",
        &[(
            "revmentor outcome add action \"A calendar of all faiths\" --owner \"Head of school\" --due 2027-09-01",
            "an action point with who sees to it and by when",
        )],
    ),
    ("outcome-agree", &[("revmentor outcome agree O01 O03", "the group agreed on these two")]),
    (
        "outcome-correct",
        &[(
            "revmentor outcome correct O01 \"A calendar of all faiths for rotas\"",
            "other words, also after they were published",
        )],
    ),
    ("outcome-done", &[("revmentor outcome done O03 --on 2027-08-20", "it was done on that day")]),
    ("outcome-import", &[("revmentor outcome import board.csv --dry-run", "which points would be taken over")]),
    ("outcome-list", &[("revmentor outcome list --format csv", "all points as a table")]),
    ("outcome-publish", &[("revmentor outcome publish O01", "write one agreed point into outcomes.csv")]),
    ("outcome-summary", &[("revmentor outcome summary import summaries.xlsx", "what pairs wrote, with the consent of both")]),
    (
        "outcome-summary-import",
        &[("revmentor outcome summary import summaries.xlsx", "what pairs wrote, with the consent of both")],
    ),
    (
        "outcome-summary-write",
        &[("revmentor outcome summary write", "documents for pairs that want to be named, and summaries.md")],
    ),
    ("messages-show", &[("revmentor messages show place M03", "what M03 would get")]),
    ("messages-edit", &[("revmentor messages edit place", "a copy for you to change")]),
    ("messages-template", &[("revmentor messages template place --diff", "how your copy differs from the built-in text")]),
    ("messages-fields", &[("revmentor messages fields", "what texts may name in braces")]),
    ("messages-correction", &[("revmentor messages correction reveal", "for whom the reveal's message is out of date")]),
    (
        "messages-sent",
        &[
            ("revmentor messages sent place --except M03", "all were sent but one"),
            ("revmentor messages sent place M04 --retract", "this one was not sent after all"),
        ],
    ),
    ("letters-edit", &[("revmentor letters edit agreement", "a Word document for you to change")]),
    ("letters-issued", &[("revmentor letters issued participation M03", "M03 has got the letter")]),
];
