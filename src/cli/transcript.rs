//! What a verb says while its change is not made yet: held back until it is, so that nothing is said of a change that is then refused.

/// Something to be said, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Utterance {
    /// On standard output.
    Result(String),
    /// To the person at the terminal.
    Message(String),
    /// To the person at the terminal, whatever becomes of the change.
    Warning(String),
}

/// Where a verb stands with its change.
#[derive(Debug, Default)]
pub(super) enum Transcript {
    /// The verb changes nothing, or not yet: what it says is said at once.
    #[default]
    Open,
    /// The verb is going to change something: what it says waits.
    Waiting(Vec<Utterance>),
    /// The change is made.
    Committed,
}

impl Transcript {
    /// From now on what is said waits for the change.
    pub(super) fn wait(&mut self) {
        if matches!(self, Transcript::Open) {
            *self = Transcript::Waiting(Vec::new());
        }
    }

    /// Gives back what is to be said at once.
    pub(super) fn add(&mut self, utterance: Utterance) -> Option<Utterance> {
        match self {
            Transcript::Waiting(waiting) => {
                waiting.push(utterance);
                None
            }
            Transcript::Open | Transcript::Committed => Some(utterance),
        }
    }

    /// What waited; from now on everything is said at once.
    pub(super) fn take(&mut self, then: Transcript) -> Vec<Utterance> {
        match std::mem::replace(self, then) {
            Transcript::Waiting(waiting) => waiting,
            Transcript::Open | Transcript::Committed => Vec::new(),
        }
    }

    /// Whether the change is made.
    pub(super) fn is_committed(&self) -> bool {
        matches!(self, Transcript::Committed)
    }

    /// Whether a change was begun and is not made.
    pub(super) fn is_waiting(&self) -> bool {
        matches!(self, Transcript::Waiting(_))
    }
}
