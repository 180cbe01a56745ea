//! SurveyMonkey: questions over options, a column for each option, newest first, unfinished responses unmarked.

use super::{Dialect, Layout, PLAIN};

/// `Email Address`, `First Name` and `Last Name` are the collector's and mostly empty.
pub(super) const SURVEYMONKEY: Dialect = Dialect {
    name: "surveymonkey",
    title: "SurveyMonkey",
    known_by: &[&["respondentid"], &["collectorid"]],
    least: 2,
    own: &[
        "respondentid",
        "collectorid",
        "startdate",
        "enddate",
        "ipaddress",
        "emailaddress",
        "firstname",
        "lastname",
        "customdata1",
        "datecreated",
        "datemodified",
    ],
    layout: Layout::Options,
    answered: &["enddate", "datemodified", "startdate", "datecreated"],
    number: &["respondentid"],
    month_first: true,
    newest_first: true,
    unmarked_unfinished: true,
    ..PLAIN
};
