//! What a pair wrote at the end: what they spoke of first, halfway and last, and how far each of the two wants it to be shown.

use super::id::PairId;

/// How far somebody wants a summary to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SummaryConsent {
    /// Not at all.
    No,
    /// Without a name.
    Anonymous,
    /// With the name.
    Named,
}

impl SummaryConsent {
    /// Every consent with its word.
    pub(crate) const ALL: [(SummaryConsent, &'static str); 3] =
        [(SummaryConsent::No, "no"), (SummaryConsent::Anonymous, "anonymous"), (SummaryConsent::Named, "named")];

    /// The word of files.
    pub(crate) fn word(self) -> &'static str {
        match self {
            SummaryConsent::No => "no",
            SummaryConsent::Anonymous => "anonymous",
            SummaryConsent::Named => "named",
        }
    }
}

/// The summary of one pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PairSummary {
    /// The pair.
    pub pair: PairId,
    /// What they spoke of first.
    pub first: String,
    /// What they spoke of halfway.
    pub half_way: String,
    /// What they spoke of last.
    pub last: String,
    /// What the mentor (junior) agreed to.
    pub mentor: SummaryConsent,
    /// What the mentee (senior) agreed to.
    pub mentee: SummaryConsent,
}

impl PairSummary {
    /// What both agreed to: the narrower of the two.
    pub(crate) fn consent(&self) -> SummaryConsent {
        self.mentor.min(self.mentee)
    }

    /// The three parts with their headings, without those that are empty.
    pub(crate) fn parts(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let parts = [("At first", &self.first), ("Half-way", &self.half_way), ("At the end", &self.last)];
        parts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(heading, text)| (heading, text.as_str()))
    }
}
