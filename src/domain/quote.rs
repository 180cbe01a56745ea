//! A free text of a survey that might be quoted.

use super::side::Side;
use super::spelling;

/// A candidate for quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    /// What was written, on one line.
    pub text: String,
    /// Whose side wrote it, where that is known.
    pub side: Option<Side>,
    /// In which wave.
    pub wave: String,
    /// What the author said when asked, as the lead wrote it; nothing where nobody was asked.
    pub consent: String,
}

impl Quote {
    /// Whether the author agreed to be quoted without a name. Anything but a plain yes is a no.
    pub(crate) fn is_consented(&self) -> bool {
        ["yes", "y", "anonymous", "named", "agreed"].contains(&spelling::key(&self.consent).as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_yes_is_consent() {
        let quote = |consent: &str| Quote { text: "x".into(), side: None, wave: "post".into(), consent: consent.into() };
        assert!(["yes", " Yes ", "anonymous", "named"].iter().all(|consent| quote(consent).is_consented()));
        assert!(!["", "no", "not yet", "asked on Monday", "yes?but"].iter().any(|consent| quote(consent).is_consented()));
    }
}
