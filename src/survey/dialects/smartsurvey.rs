//! SmartSurvey: a status of completed, partial or disqualified; a column for each option; day first.

use super::{Dialect, Mark, Meaning, PLAIN, Test};

/// The names of its own columns differ between exports, so that any three of them are enough.
pub(super) const SMARTSURVEY: Dialect = Dialect {
    name: "smartsurvey",
    title: "SmartSurvey",
    known_by: &[
        &["uniqueid", "userid", "responseid", "respondentid"],
        &["trackinglink", "trackinglinkname", "collector"],
        &["started", "datestarted", "startdate"],
        &["ended", "dateended", "completeddate", "enddate", "completed"],
        &["status", "responsestatus", "completionstatus"],
        &["contactname", "contactemail", "contacte-mail", "savedname", "savedemail", "savede-mail"],
    ],
    least: 3,
    own: &[
        "uniqueid", "userid", "responseid", "respondentid", "trackinglink", "trackinglinkname", "collector", "started", "datestarted",
        "startdate", "ended", "dateended", "completeddate", "enddate", "completed", "status", "responsestatus", "completionstatus",
        "contactname", "contactemail", "contacte-mail", "savedname", "savedemail", "savede-mail", "ipaddress", "ip", "language", "device",
        "emailaddress", "timetaken",
    ],
    answered: &["ended", "dateended", "completeddate", "enddate", "completed", "started", "datestarted", "startdate"],
    number: &["uniqueid", "userid", "responseid", "respondentid"],
    marks: &[
        Mark {
            column: &["status", "responsestatus", "completionstatus"],
            test: Test::Is(&["partial", "partiallycompleted", "partiallycomplete", "incomplete", "inprogress", "started", "disqualified"]),
            means: Meaning::Unfinished,
        },
        Mark {
            column: &["status", "responsestatus", "completionstatus"],
            test: Test::Is(&["preview", "test", "testmode"]),
            means: Meaning::Preview,
        },
        Mark { column: &["completed"], test: Test::Is(&["no", "false", "partial"]), means: Meaning::Unfinished },
    ],
    joint: Some(";"),
    ..PLAIN
};
