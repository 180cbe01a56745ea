//! LimeSurvey: `goals[SQ001]` or `Goals [Option]`, a column for each option with Y/Yes or nothing/No/N/A, unfinished ones on request.

use super::{Dialect, Mark, Meaning, PLAIN, Test};

/// Surveys that are not date-stamped say 1980-01-01 everywhere, which is no date.
pub(super) const LIMESURVEY: Dialect = Dialect {
    name: "limesurvey",
    title: "LimeSurvey",
    known_by: &[&["submitdate", "datesubmitted"], &["lastpage"], &["startlanguage"], &["seed"]],
    least: 3,
    own: &[
        "id",
        "responseid",
        "submitdate",
        "datesubmitted",
        "lastpage",
        "startlanguage",
        "seed",
        "startdate",
        "datestarted",
        "datestamp",
        "datelastaction",
        "ipaddr",
        "ipaddress",
        "refurl",
        "referrerurl",
        "token",
        "accesscode",
        "interviewtime",
        "totaltime",
    ],
    answered: &["submitdate", "datesubmitted", "datestamp", "datelastaction"],
    number: &["id", "responseid"],
    marks: &[Mark { column: &["submitdate", "datesubmitted"], test: Test::Empty, means: Meaning::Unfinished }],
    ..PLAIN
};
