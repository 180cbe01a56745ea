//! What people wrote under `[letters]` in `cohort.toml`.

/// `[letters]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Letters {
    /// Who signs letters, such as "Postgraduate Dean".
    pub signed_by: Option<String>,
    /// What a letter of participation asks for.
    pub participation: Participation,
}

/// What somebody has to have done for a letter of participation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Participation {
    /// The least number of meetings; the least of `[meetings] count` where it is not set.
    pub meetings: Option<u32>,
    /// Whether the induction of the person's side has to have been attended.
    pub induction: bool,
    /// How many supervisions have to have been attended, by the side that is asked to come.
    pub supervision: u32,
}
