//! Jisc Online Surveys (once BOS): numbered questions, several answers joined by a comma without a blank; times only if ticked.

use super::{Dialect, PLAIN};

/// Its coded export (`URN, StartDate, CompletionDate, Q1, Q1_1 …`) holds numbers whose key is elsewhere.
pub(super) const JISC: Dialect = Dialect {
    name: "jisc",
    title: "Jisc Online Surveys",
    known_by: &[&["uniqueresponsenumber", "urn"]],
    own: &[
        "uniqueresponsenumber",
        "urn",
        "startdate",
        "starttime",
        "completiondate",
        "completiontime",
        "dateofcompletion",
        "enddate",
        "datesubmitted",
        "submissiondate",
        "started",
        "completed",
        "respondentid",
        "surveyversion",
    ],
    answered: &[
        "completiondate",
        "completiontime",
        "dateofcompletion",
        "datesubmitted",
        "submissiondate",
        "completed",
        "enddate",
        "startdate",
        "started",
    ],
    number: &["uniqueresponsenumber", "urn"],
    joint: Some(","),
    ..PLAIN
};
