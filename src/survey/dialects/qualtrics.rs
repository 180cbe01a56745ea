//! Qualtrics: codes, texts and a row of JSON above the answers; previews, spam and unfinished responses marked.

use super::{Dialect, Layout, Mark, Meaning, PLAIN, Test};

/// A lapsed session is recorded days later with `Finished` False; numeric exports write 0 and 1, and 1 or 8 for the status.
pub(super) const QUALTRICS: Dialect = Dialect {
    name: "qualtrics",
    title: "Qualtrics",
    known_by: &[&["startdate"], &["enddate"], &["recordeddate"], &["responseid"], &["finished"], &["distributionchannel"]],
    least: 4,
    own: &[
        "startdate",
        "enddate",
        "status",
        "ipaddress",
        "progress",
        "duration(inseconds)",
        "finished",
        "recordeddate",
        "responseid",
        "recipientlastname",
        "recipientfirstname",
        "recipientemail",
        "externalreference",
        "externaldatareference",
        "locationlatitude",
        "locationlongitude",
        "distributionchannel",
        "userlanguage",
        "q_recaptchascore",
        "q_relevantidduplicate",
    ],
    layout: Layout::Coded,
    answered: &["enddate", "recordeddate", "startdate"],
    marks: &[
        Mark {
            column: &["status"],
            test: Test::Is(&["surveypreview", "surveytest", "spam", "possiblespam", "preview", "test", "1", "2", "4", "8"]),
            means: Meaning::Preview,
        },
        Mark { column: &["distributionchannel"], test: Test::Is(&["preview", "test"]), means: Meaning::Preview },
        Mark { column: &["finished"], test: Test::Is(&["false", "0", "no"]), means: Meaning::Unfinished },
        Mark { column: &["progress"], test: Test::Below(100), means: Meaning::Unfinished },
    ],
    joint: Some(","),
    ..PLAIN
};
