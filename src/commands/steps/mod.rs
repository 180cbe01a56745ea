//! What several verbs do on their way: reading the exports, recording a matching, finding what an earlier one read, planning meetings.

pub(super) mod closures;
pub(super) mod draw;
pub(super) mod import;
pub(super) mod kept;
pub(super) mod merged;
pub(super) mod plan;
pub(super) mod previous;
pub(super) mod table;
pub(super) mod turnout;
