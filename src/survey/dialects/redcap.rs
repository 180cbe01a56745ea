//! REDCap: a column for each option (`goals___1`, `Goals (choice=Rotas)`), and after each form whether it is complete: 0 to 2 in raw
//! exports, words in labelled ones. What was broken off has `[not completed]` for its time. A project has several instruments, each
//! with these columns of its own: those of the instrument that holds the mapped fields count.

use super::{Dialect, Mark, Meaning, PLAIN, Test};

pub(super) const REDCAP: Dialect = Dialect {
    name: "redcap",
    title: "REDCap",
    known_by: &[
        &["record_id", "recordid"],
        &["*_complete", "complete?"],
        &["redcap_survey_identifier", "surveyidentifier"],
        &["*_timestamp", "surveytimestamp"],
    ],
    least: 2,
    own: &[
        "record_id",
        "recordid",
        "redcap_survey_identifier",
        "surveyidentifier",
        "redcap_event_name",
        "eventname",
        "redcap_repeat_instrument",
        "redcap_repeat_instance",
        "repeatinstrument",
        "repeatinstance",
        "redcap_data_access_group",
        "dataaccessgroup",
        "*_timestamp",
        "surveytimestamp",
        "*_complete",
        "complete?",
    ],
    answered: &["*_timestamp", "surveytimestamp"],
    number: &["record_id", "recordid"],
    ends: &["*_complete", "complete?"],
    marks: &[
        Mark { column: &["*_complete", "complete?"], test: Test::Is(&["0", "incomplete"]), means: Meaning::Unfinished },
        Mark { column: &["*_timestamp", "surveytimestamp"], test: Test::Is(&["[notcompleted]"]), means: Meaning::Unfinished },
    ],
    ..PLAIN
};
