//! Headings of columns that are no questions: what a tool notes of a response, when it came, and whether it counts.

use super::table::Asks;

/// Headings of columns that say whether a response counts, parted by `|`.
pub(super) const FINISHED: &str = "finished|is finished|completed|is completed|complete|is complete|submitted|is submitted|status|state|\
    response status|response state|response complete|completion status|validation status|review status|review state|approval|\
    approval status|approval state|attendee status|booking status|order status|registration status|application status|entry status|\
    entry state|record status|submission status|submission state|form status|survey status|participation status";
/// Headings of columns that say whether a response does not count, parted by `|`.
pub(super) const GONE: &str = "void|voided|cancelled|canceled|withdrawn|withdrew|deleted|is deleted|trashed|spam|is spam|test|is test|\
    test response|test entry|preview|is preview|duplicate|is duplicate|disqualified|screened out";

/// Columns in which a tool notes something of a response: no answers.
pub(super) const NOTES_OF_TOOLS: [&str; 44] = [
    "id",
    "no",
    "nr",
    "number",
    "row",
    "index",
    "uuid",
    "ip",
    "ip address",
    "submission ip",
    "user ip",
    "user agent",
    "source url",
    "url",
    "referrer",
    "submission id",
    "respondent id",
    "response id",
    "entry id",
    "contribution id",
    "record id",
    "network id",
    "item type",
    "path",
    "created",
    "created by",
    "modified",
    "modified by",
    "updated by",
    "last updated",
    "last update",
    "last page accessed",
    "date updated",
    "language",
    "languages",
    "user language",
    "version",
    "status",
    "start",
    "end",
    "tags",
    "response type",
    "time started",
    "start date utc",
];
/// Words of headings over numbers that a tool gives to responses.
pub(super) const NUMBERS_OF_RESPONSES: &str = "response|respondent|submission|entry|record|row |contribution";

/// Columns that say when the answer was given.
pub(super) const MOMENTS: Asks = &[
    (5, "timestamp|zeitstempel|horodat|stamp amser|submitted|submission|completed|completion|answered|response date"),
    (4, "received|rec d|recd|registered|registration date|registration time|added time|entry date|booking date|order date"),
    (3, "date|created"),
    (2, "time|last update"),
];
/// Dates of something else.
pub(super) const NO_MOMENTS: &str =
    "birth|stage date|withdr|cancel|start|availab|meet|rotation|cct|graduat|qualif|of birth|end of";
