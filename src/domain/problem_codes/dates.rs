//! Codes of problems with dates in `cohort.toml` and calendars of holidays.

use super::{CodeArea, ProblemCode, code};

pub(super) const AREA: CodeArea = CodeArea { title: "Dates and days", codes: CODES };

const CODES: &[ProblemCode] = &[
    code("blocked-backwards", "A period in `blocked` ends before it begins.", "Swap `from` and `to`."),
    code(
        "calendar-broken",
        "A file of holidays begins an entry that never ends, or ends one that never began.",
        "Export the calendar again; it was probably cut off.",
    ),
    code(
        "clocks-change",
        "An event is at a time that does not exist or exists twice, because the clocks change on that day.",
        "Choose another time of day.",
    ),
    code(
        "closed-for-hours",
        "A holiday in the calendar file lasts some hours, and the whole day is kept free.",
        "Make it an all-day entry, or remove it from the file.",
    ),
    code(
        "date-on-avoided-day",
        "A date in [dates] is on a holiday, in a fast or on another day that is avoided.",
        "Choose another day if it matters; nothing stops.",
    ),
    code(
        "dates-order",
        "Two dates in [dates] are in the wrong order.",
        "Move one of the two; the message says which day would do.",
    ),
    code(
        "earlier-cohort",
        "An earlier cohort that [previous] names is not there, or its private register is not.",
        "Correct the directory in [previous], or put that cohort's private/ folder back; without it old pairs may be made again.",
    ),
    code(
        "event-id",
        "The id of an event has characters that an id cannot have.",
        "Use small letters, digits and hyphens, such as `supervision-1`; put the words into `title`.",
    ),
    code(
        "event-in-a-fast",
        "An event is during a fast, at an hour at which people who fast can come.",
        "Nothing stops; think of food and of when the day ends.",
    ),
    code(
        "event-in-the-evening",
        "An event begins or lasts into the evening before a day that some people keep.",
        "End it earlier or choose another date, if participants keep that day.",
    ),
    code(
        "event-on-avoided-day",
        "An event is on a holiday or another day that is avoided.",
        "Choose another date if it matters; nothing stops.",
    ),
    code(
        "event-order",
        "Events are in the wrong order, such as a wrap-up before a review.",
        "Move one of them; the message names both with their times.",
    ),
    code(
        "holidays-file",
        "The file that `holidays_file` names is missing or cannot be read.",
        "Put the calendar there (the path begins at the cohort directory), or delete the key.",
    ),
    code(
        "induction-too-late",
        "An induction is so late that no day for meetings is left after it.",
        "Move it before the meetings.",
    ),
    code(
        "meetings-after-wrap-up",
        "Meetings may be held after the wrap-up.",
        "Set the last day for meetings to the wrap-up or earlier, or move the wrap-up.",
    ),
    code("meetings-backwards", "The last day for meetings is before the first.", "Give a later last day."),
    code(
        "meetings-do-not-fit",
        "The fewest meetings that `count` asks for do not fit between the first and the last day.",
        "Set a later last day, ask for fewer meetings, or allow fewer weeks between two.",
    ),
    code(
        "meetings-without-room",
        "The meetings fit, but some of them on one day only.",
        "Nothing stops; a later last day or shorter gaps give pairs a choice.",
    ),
    code(
        "midpoint-not-half-way",
        "The review is not in the middle third of the period of meetings.",
        "Move it nearer to the day that the message names.",
    ),
    code("midpoint-outside", "The review is before the first or after the last day for meetings.", "Move it between the two."),
    code(
        "no-day",
        "No day is given, or what is written is not a day.",
        "Write it as 2027-01-31; in a calendar file the entry needs a DTSTART.",
    ),
    code(
        "no-duration",
        "An entry in a calendar file says how long it lasts in a way that cannot be read.",
        "Give the entry an end in the calendar program and export it again.",
    ),
    code("no-holidays", "The calendar file has no entries, so it closes no day.", "Export the calendar that has the holidays."),
    code("not-a-calendar", "The file that should be a calendar is not an iCalendar file.", "Export the calendar as .ics."),
    code(
        "observances-out-of-reach",
        "The dates of an observance are not known for all years of the cohort.",
        "Take it out of `observances` and name the days in `blocked`.",
    ),
    code(
        "ramadan-evening",
        "An event is in the evening during Ramadan, when people break the fast.",
        "End it before 16:00, or write `accept = [\"ramadan-evening\"]` at the event if participants agree.",
    ),
    code(
        "repeats",
        "An entry in a calendar file repeats in a way that revmentor does not follow.",
        "Entries may repeat yearly or weekly; write other days one by one, or into `blocked`.",
    ),
    code(
        "supervision-outside",
        "A supervision session is outside the period in which pairs meet.",
        "Move it between the first and the last day for meetings.",
    ),
];
