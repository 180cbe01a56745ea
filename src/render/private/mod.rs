//! What only the lead may read: people by name. Nothing made here may stand in a file outside `private/`.

pub(crate) mod attendance;
pub(crate) mod calendars;
pub(crate) mod changes;
pub(crate) mod evaluation_report;
pub(crate) mod explanation;
pub(crate) mod mailing;
pub(crate) mod match_report;
pub(crate) mod names;
pub(crate) mod outcomes_table;
pub(crate) mod pairs_table;
pub(crate) mod people_view;
pub(crate) mod publication_table;
pub(crate) mod reports;
pub(crate) mod survey_report;
pub(crate) mod turnout;
