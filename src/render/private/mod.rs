//! What only the lead may read: people by name. Nothing made here may stand in a file outside `private/`.

pub mod calendars;
pub mod changes;
pub mod evaluation_report;
pub mod explanation;
pub mod mailing;
pub mod match_report;
pub mod names;
pub mod outcomes_table;
pub mod pairs_table;
pub mod people_view;
pub mod publication_table;
pub mod reports;
pub mod survey_report;
pub mod turnout;
