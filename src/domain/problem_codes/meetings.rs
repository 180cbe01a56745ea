//! Codes of problems with meetings of pairs, group sessions, attendance and the reveal.

use super::{CodeArea, ProblemCode, code};

pub(super) const AREA: CodeArea = CodeArea { title: "Meetings and sessions", codes: CODES };

const CODES: &[ProblemCode] = &[
    code(
        "attendance",
        "A record of attendance contradicts another, or is about somebody who is not invited.",
        "Record what is right with `revmentor attend EVENT PERSON`, or take it back with `--retract`.",
    ),
    code(
        "calendar-edited",
        "An entry in a calendar file is not as revmentor wrote it.",
        "Do not edit the files in `private/calendars/`; `revmentor calendar` writes them.",
    ),
    code(
        "choice-order",
        "Somebody has chosen dates in the wrong order, such as a later session before an earlier one.",
        "Choose a date that is after the other one; the message gives the command.",
    ),
    code("date-full", "More people have chosen a date than it has places.", "Ask somebody to take another date."),
    code(
        "day-avoided",
        "The chosen day for a meeting is a holiday or another day that is avoided.",
        "Take the nearest day that the message gives, or give `--force`.",
    ),
    code(
        "day-gap",
        "The chosen day is too near to the pair's other meetings.",
        "Take the nearest day that the message gives, or give `--force`.",
    ),
    code(
        "day-outside-period",
        "The chosen day is outside the period of meetings.",
        "Take the nearest day that the message gives, or give `--force`.",
    ),
    code(
        "day-past",
        "A meeting cannot be moved to a day that is past.",
        "Give a day to come; a meeting that was held is reported with `revmentor meeting held PAIR 2`.",
    ),
    code(
        "held-after-end",
        "The meeting is reported for a day after the pair ended.",
        "Check the day, and the day on which the pair ended.",
    ),
    code("held-already", "The meeting is already reported.", "If the report is wrong, repeat the command with `--correct`."),
    code("held-before-pair", "The meeting is reported for a day before the two were a pair.", "Check the day."),
    code(
        "held-in-future",
        "A meeting cannot be reported as held on a day to come.",
        "Report it once it was held; `revmentor meeting move PAIR 2 --on 2027-01-31` changes the day.",
    ),
    code(
        "held-out-of-order",
        "The meeting is reported for a day that is before an earlier or after a later meeting of the pair.",
        "Check the day and the number of the meeting.",
    ),
    code(
        "induction-to-come",
        "An induction is still to come, so pairs are not revealed yet.",
        "Reveal after both inductions, or give `--force --reason TEXT`.",
    ),
    code("induction-today", "An induction is on the day of the reveal.", "Tell nobody before it has ended."),
    code("late-meetings", "Meetings of a pair were cancelled, because one of the two leaves before them.", "Nothing to do."),
    code(
        "meeting-story",
        "The facts of a pair's meetings do not fit together.",
        "A file was edited or merged: `revmentor build` puts it right.",
    ),
    code("neither-yes-nor-no", "A cell is neither yes nor no.", "Write yes or no."),
    code(
        "no-common-weekday",
        "Since somebody's answers changed, the two of a pair have no weekday in common.",
        "Ask the two; correct the answer in the export, or leave their meetings on other working days.",
    ),
    code(
        "no-induction",
        "cohort.toml has no induction, so it is not known whether it is over.",
        "Tell people of their partner only after both inductions.",
    ),
    code("no-number", "This is not the number of a meeting.", "Write 1 for the first meeting, 2 for the second."),
    code(
        "no-such-meeting",
        "The pair has no meeting with this number.",
        "The message lists its meetings; `revmentor schedule` plans more.",
    ),
    code("no-such-pair", "These two people were never a pair.", "pairings.csv lists every pair."),
    code(
        "not-asked",
        "The session is for the other side, so this person is not invited.",
        "Name somebody of the right side, or another session.",
    ),
    code(
        "not-by-import",
        "A change in the list of meetings cannot be made by an import.",
        "Use the verb for it, such as `revmentor meeting move PAIR 2 --on 2027-01-31` or `revmentor withdraw PERSON`.",
    ),
    code("not-chosen", "The person has not chosen a date of this session.", "`revmentor log` shows what was recorded."),
    code(
        "not-recorded",
        "No attendance is recorded, so there is none to take back.",
        "`revmentor attend list` shows what is recorded.",
    ),
    code(
        "not-reported",
        "No report on the meeting is recorded, so there is none to take back.",
        "`revmentor log` shows what was recorded.",
    ),
    code("not-revealed", "The pair has not been revealed to this side.", "Record the reveal first with `revmentor reveal`."),
    code("not-yet", "The session is still to come, so nobody can have attended.", "Record attendance once it has taken place."),
    code(
        "out-of-order",
        "The new day is before an earlier or after a later meeting of the pair.",
        "Choose a day between the two, or move the other meeting first.",
    ),
    code(
        "pair-apart",
        "The two people of a pair come to different dates of a session.",
        "`revmentor schedule` shows the dates that suit both.",
    ),
    code(
        "reported-already",
        "The meeting is reported already.",
        "If the report is wrong: `revmentor meeting planned PAIR 2 --correct`.",
    ),
    code(
        "reveal-to-come",
        "cohort.toml sets a later day for the reveal.",
        "Reveal on that day, or give `--force --reason TEXT`.",
    ),
    code("row-gone", "A row of the list of meetings was deleted.", "Put it back; a missed meeting gets the status missed."),
    code("row-twice", "A meeting or an answer is in the file twice.", "Keep one of the rows."),
    code("session-past", "The session that the message is about is over.", "If its date has moved, write that into cohort.toml."),
    code(
        "several-dates",
        "An answer names several dates of a session, and somebody comes to one.",
        "Ask which, and leave that one in the file.",
    ),
    code(
        "still-to-come",
        "The meeting is still to come.",
        "`revmentor meeting move PAIR 2 --on 2027-01-31` chooses another day.",
    ),
    code(
        "timetable",
        "A planned meeting breaks a rule of [meetings] or [calendar].",
        "`revmentor schedule` plans what is to come anew.",
    ),
    code(
        "told-already",
        "People are recorded as told of their partner, so the reveal cannot be taken back.",
        "`--force` takes the record back all the same.",
    ),
    code(
        "unknown-choice",
        "Somebody has chosen a date that cohort.toml does not offer.",
        "Give the event its former id or dates, or record another choice.",
    ),
    code("unknown-event", "There is no event with this id.", "The message lists the ids."),
    code("unknown-status", "This is not a status of a meeting.", "Write planned, held, missed or cancelled."),
    code(
        "which-date",
        "The session has several dates, and it is not known which one the person attended.",
        "Say which with `--option`, or in a column `option`.",
    ),
    code(
        "which-meeting",
        "An answer says that a meeting did not take place, and not which one.",
        "Take the row out, and type the command that the message gives for the right meeting.",
    ),
];
