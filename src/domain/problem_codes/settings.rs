//! Codes of problems with the settings in `cohort.toml`, dates apart.

use super::{CodeArea, ProblemCode, code};

pub(super) const AREA: CodeArea = CodeArea { title: "cohort.toml", codes: CODES };

const CODES: &[ProblemCode] = &[
    code(
        "bad-link",
        "A link in cohort.toml is not a web address that begins with https://.",
        "Copy the whole address from the browser.",
    ),
    code(
        "bad-link-name",
        "The name of a link cannot be used in a template.",
        "Use small letters, digits and underscores, such as `joining_survey`.",
    ),
    code(
        "bad-recipient",
        "A key to seal for is not a public key of age or SSH.",
        "Copy the whole line, which begins with `age1`, `ssh-ed25519` or `ssh-rsa`.",
    ),
    code(
        "bad-scale",
        "The scale of an evaluation question has no two different answers in rising order.",
        "Write `{ from = 1, to = 5 }`, or list the answers from lowest to highest, each once.",
    ),
    code("blank", "A setting is empty.", "Write a value, or delete the line."),
    code(
        "contradiction",
        "Two entries contradict each other.",
        "In cohort.toml, keep one of the two settings that the message names. In the facts, two leads corrected the same thing differently: the help gives the command that settles it.",
    ),
    code(
        "criterion",
        "A criterion does not fit its kind.",
        "Each kind of criterion needs its own keys and columns; the message names what is missing or wrong.",
    ),
    code(
        "date-format",
        "The pattern for dates is not valid.",
        "Write %d for the day, %m for the month, %Y for the year and %H:%M for the time, such as \"%d/%m/%Y %H:%M\".",
    ),
    code(
        "decides-nothing",
        "A criterion or a conflict rule makes no difference to who is paired with whom.",
        "Usually everybody gave the same answer or none, or the column is the wrong one. Check the column, or delete the rule.",
    ),
    code("duplicate", "Two entries in cohort.toml have the same name, id or content.", "Rename or delete one of them."),
    code(
        "field-name",
        "The name of a survey field is not a plain word.",
        "Write it with small letters, digits and underscores, such as `years_of_training`.",
    ),
    code(
        "item-name",
        "The name of an evaluation question is not a short plain word.",
        "Write it like `confidence`; the wording of the question goes into `heading`.",
    ),
    code(
        "mentors-not-asked",
        "The mentees would be given a list of mentors who have not agreed to that.",
        "Ask the mentors first and write `mentors_agreed = true`, or do not send a list.",
    ),
    code(
        "misplaced-key",
        "A criterion has a key that belongs to another kind of criterion.",
        "Delete the key, or change `kind`.",
    ),
    code(
        "missing-key",
        "A setting that is needed is missing from cohort.toml.",
        "Add the key that the message names; `revmentor schema` and the page \"Every key of cohort.toml\" describe it.",
    ),
    code(
        "named-recipient",
        "A public SSH key is followed by a comment that says whose it is, and cohort.toml is committed.",
        "Delete what follows the key.",
    ),
    code(
        "near-miss",
        "A column was taken as a field of your own, and its name is close to one with a meaning.",
        "If it is a typing error, write the name that the message suggests.",
    ),
    code(
        "one-way",
        "A criterion asks one side what it offers and only the other what it looks for, so half of its points can never be reached.",
        "Name the missing columns, or use `overlap` with one field.",
    ),
    code(
        "out-of-range",
        "A number or year in cohort.toml is too small or too large.",
        "Write a value within the limits that the message gives.",
    ),
    code(
        "overlap",
        "Two dates in cohort.toml overlap or come in an unusual order.",
        "Nothing stops; check the dates that the message names.",
    ),
    code("reversed", "A period ends before it begins, or the first of two numbers is greater than the second.", "Swap the two."),
    code(
        "seed",
        "The seed is not a whole number that fits, or the file that holds it cannot be used.",
        "Give one whole number from 0 to 9223372036854775807.",
    ),
    code(
        "small-group",
        "`least_group` is below 8, so published figures may show what single people answered.",
        "Delete the line to return to 8.",
    ),
    code(
        "toml-syntax",
        "cohort.toml is not valid TOML at this place.",
        "Often a quotation mark or bracket is missing, or a date is written with slashes. The pointer shows the place.",
    ),
    code(
        "too-short",
        "The period is too short for the fewest meetings that `count` asks for.",
        "Move the last day, ask for fewer meetings, or allow fewer weeks between two.",
    ),
    code(
        "unknown-column",
        "A column with this heading is not known.",
        "In cohort.toml, name a column of the survey. In a file of facts, the file was edited by hand: restore it from git or a backup.",
    ),
    code(
        "unknown-field",
        "A field is named that does not exist here.",
        "In cohort.toml, use a field that both surveys have. In a message or letter, use one that `revmentor messages fields` lists.",
    ),
    code(
        "unknown-key",
        "cohort.toml has a key that revmentor does not know.",
        "Usually a typing error: take the key that the message suggests, or delete the line.",
    ),
    code("unknown-timezone", "There is no time zone with this name.", "Write a name such as \"Europe/London\"."),
    code(
        "unknown-word",
        "A word is written where only certain other words are possible.",
        "Take one of the words that the message lists.",
    ),
    code(
        "unused",
        "A setting has no effect with the rest of cohort.toml.",
        "Delete it, or change what makes it ineffective, such as `kind` in [programme].",
    ),
    code(
        "wrong-type",
        "A setting has the wrong kind of value, such as a text where a number is needed.",
        "Write the value as the message shows; texts need quotation marks, numbers and dates have none.",
    ),
];
