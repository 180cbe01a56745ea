//! What several verbs do on their way: reading the exports, recording a matching, finding what an earlier one read, planning meetings.

pub(crate) mod announce;
pub(crate) mod closures;
pub(crate) mod draw;
pub(crate) mod edited_views;
pub(crate) mod evaluation;
pub(crate) mod fact_files;
pub(crate) mod guard;
pub(crate) mod import;
pub(crate) mod input_file;
pub(crate) mod kept;
pub(crate) mod kept_scores;
pub(crate) mod letters;
pub(crate) mod merged;
pub(crate) mod messages;
pub(crate) mod outcomes;
pub(crate) mod plan;
pub(crate) mod previous;
pub(crate) mod publication;
pub(crate) mod scores;
pub(crate) mod session;
pub(crate) mod survey_look;
pub(crate) mod survey_settings;
pub(crate) mod table;
pub(crate) mod taking_part;
pub(crate) mod turnout;
