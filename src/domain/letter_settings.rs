//! What people wrote under `[letters]` in `cohort.toml`.

/// `[letters]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    /// Who signs letters, such as "Postgraduate Dean".
    pub signed_by: Option<String>,
    /// The least number of meetings for a letter of participation; the least of `[meetings] count` where it is not set.
    pub least_meetings: Option<u32>,
}
