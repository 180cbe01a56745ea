//! Codes of problems with messages, letters and their texts.

use super::{CodeArea, ProblemCode, code};

pub(super) const AREA: CodeArea = CodeArea { title: "Messages and letters", codes: CODES };

const CODES: &[ProblemCode] = &[
    code(
        "address-beyond-ascii",
        "An address has letters that many mail servers refuse, so there is no draft for it.",
        "Copy the message from index.html, and ask for another address.",
    ),
    code(
        "agenda",
        "An agenda does not fit into its session, or its times cannot be worked out.",
        "Make the session longer in cohort.toml, or shorten the agenda: `revmentor letters edit KIND` copies it for you to change.",
    ),
    code("already-sent", "The message was already sent to these people.", "Give `--force` to draft it again."),
    code("bad-code", "A record of what was sent has a broken code.", "The file was edited: restore it from git or a backup."),
    code("docx-comments", "The Word document has comments.", "Delete them all in Word (Review, Delete) and save it."),
    code(
        "docx-external",
        "The Word document loads something from elsewhere when it is opened, such as a picture on a server.",
        "Insert the picture itself in Word instead of a link to it, and save the document.",
    ),
    code("docx-macros", "The Word document has macros.", "Save it as .docx, which has none."),
    code(
        "docx-placeholder",
        "A placeholder in the Word document cannot be filled.",
        "Write it in one piece, as {{ field }}; it cannot be in a chart or a diagram.",
    ),
    code("docx-too-large", "The Word document is too large.", "Make its pictures smaller."),
    code(
        "docx-tracked-changes",
        "The Word document has tracked changes.",
        "Accept or reject them all in Word (Review, Accept) and save it.",
    ),
    code(
        "edited-draft",
        "A draft was edited by hand and would be overwritten.",
        "Send it as it is, or give `--force`: the edited one is kept beside the new one.",
    ),
    code(
        "edited-letter",
        "A letter was edited by hand and would be overwritten.",
        "Give `--force`: the edited one is kept beside the new one.",
    ),
    code(
        "empty-field",
        "A text uses a field that is empty for somebody.",
        "Fill it in, or write what to print instead: {{ field or \"…\" }}.",
    ),
    code(
        "field-not-allowed",
        "A text names the partner where people may not know the partner yet.",
        "Delete the field, or use a stage after the reveal.",
    ),
    code(
        "front-matter",
        "The lines between the two `+++` at the top of a text are wrong.",
        "Write one key a line, such as `subject = \"Your induction\"`.",
    ),
    code(
        "gets-no-letter",
        "The person is not among those who get this letter.",
        "`revmentor letters KIND --dry-run` shows who gets one.",
    ),
    code("letter-missing", "A letter that is to be sent or recorded has not been made.", "`revmentor letters KIND` makes it."),
    code("letter-name", "The name of a letter cannot be a file name.", "Use small letters, digits and hyphens."),
    code(
        "letter-outdated",
        "A letter that is to be sent would say something else if it were made today: a date, a time or a name has changed.",
        "`revmentor letters KIND` makes it anew.",
    ),
    code(
        "mailing-fault",
        "A draft would not arrive as it should, for example because an address or a name in it is wrong.",
        "Change the text or the answer that it prints, then draft again.",
    ),
    code(
        "no-drafts",
        "There is no draft of the message, so it is unknown to whom it was sent.",
        "Draft it first, or name the people to whom you sent it.",
    ),
    code(
        "no-libreoffice",
        "LibreOffice is not installed, and it makes the PDF files.",
        "Install it, or leave out `--pdf` and save the .docx as PDF in Word.",
    ),
    code("no-pdf", "LibreOffice did not make a PDF.", "Leave out `--pdf` and save the .docx as PDF in Word."),
    code(
        "no-place",
        "A message invites to a session, and cohort.toml does not say where the session is.",
        "Add `place` or `link` to the event in cohort.toml.",
    ),
    code(
        "no-sender",
        "[messages] `from` is missing, so nobody would know who writes.",
        "Add the name and address of the programme's team to cohort.toml.",
    ),
    code("not-a-recipient", "The message does not go to this person.", "`revmentor messages` lists who gets what."),
    code(
        "not-docx",
        "The file is not a Word document that can be read.",
        "Open it in Word, remove a password if it has one, and save it as .docx.",
    ),
    code("not-for-a-person", "This letter is not made for single people.", "Leave out the person."),
    code(
        "not-for-word",
        "The text of this letter has conditions, which a Word document cannot have.",
        "Use Markdown: `revmentor letters edit KIND --markdown`.",
    ),
    code("not-issued", "The letter is not recorded as issued to this person.", "`revmentor letters` shows what is recorded."),
    code(
        "not-matched",
        "The message goes to people in pairs, and there are no pairs yet.",
        "Pair people first: `revmentor match`.",
    ),
    code("not-sent", "The message is not recorded as sent to this person.", "`revmentor messages` shows the record."),
    code(
        "not-written",
        "A file cannot be written.",
        "The sentence says why: often a file of that name exists already, or its folder does not.",
    ),
    code(
        "sender-takes-part",
        "The address of the sender or of the copies belongs to a participant.",
        "Write the address of the programme's team.",
    ),
    code(
        "stage-early",
        "The message presupposes something that has not happened: that another was sent, that a session was held, or that results are published.",
        "Do first what the message names, or give `--force`.",
    ),
    code("stage-name", "The name of a message cannot be a file name.", "Use small letters, digits and hyphens."),
    code(
        "survey-early",
        "The message looks back on the whole programme, and meetings are still planned.",
        "Wait until then, or give `--force`.",
    ),
    code(
        "template-exists",
        "You have a text of your own for this letter already.",
        "Change that file; delete it to go back to the built-in text.",
    ),
    code(
        "template-syntax",
        "The text has an error in its {{ }} or {% %}.",
        "Every {% if %} needs an {% endif %}; the message shows the place.",
    ),
    code(
        "too-few-meetings",
        "The person has not done what a letter of participation certifies.",
        "Record what is missing, or change what [letters] asks for.",
    ),
    code(
        "unknown-date",
        "`due` is not a day and not a date of the programme.",
        "Write a day, or a date with an offset, such as \"reveal - 14d\".",
    ),
    code("unknown-filter", "The text uses a filter that does not exist.", "Take the filter that the message suggests."),
    code("unknown-letter", "There is no letter of this kind.", "`revmentor letters` lists the kinds."),
    code("unknown-recipients", "`to` does not name a group of people.", "Take one of the groups that the message lists."),
    code("unknown-stage", "There is no message with this name.", "`revmentor messages` lists the messages."),
];
