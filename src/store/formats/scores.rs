//! `scores.csv` of a matching, in the private folder: what each of its pairs scored, and what all of them reached together.
//!
//! Holds ids and numbers only. It is written where scores are not committed.

use std::collections::BTreeMap;

use crate::domain::id::PairId;
use crate::domain::problem::Problem;

use super::facts::{self, FactRow, Told};

const COLUMNS: [&str; 2] = ["of", "score"];
const TOTAL: &str = "total";
const WEAKEST: &str = "weakest";
/// A bound on totals: a million pairs of the highest score.
const GREATEST: u32 = 1_000_000_000;

/// The scores that one matching, or one adoption, gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PairScores {
    /// The sum over all pairs and the weakest of them; none for pairs that were adopted.
    pub reached: Option<(u64, u16)>,
    /// The score of each pair, 0 to 1000.
    pub pairs: BTreeMap<PairId, u16>,
}

enum ScoreRow {
    Total(u32),
    Weakest(u16),
    Pair(PairId, u16),
}

/// Reads the scores, with every row that is wrong.
pub(crate) fn read(text: &str, file: &str) -> (PairScores, Vec<Problem>) {
    let (rows, problems) = facts::read_rows(text, file, &COLUMNS, score_row);
    let (mut scores, mut total, mut weakest) = (PairScores::default(), None, None);
    for row in rows {
        match row {
            ScoreRow::Total(sum) => total = Some(u64::from(sum)),
            ScoreRow::Weakest(score) => weakest = Some(score),
            ScoreRow::Pair(pair, score) => _ = scores.pairs.insert(pair, score),
        }
    }
    scores.reached = total.zip(weakest);
    (scores, problems)
}

fn score_row(row: &FactRow<'_>) -> Result<ScoreRow, Told> {
    let score = || row.number("score", 0, 1000).map(|score| u16::try_from(score).unwrap_or(0));
    match row.text("of") {
        TOTAL => Ok(ScoreRow::Total(row.number("score", 0, GREATEST)?)),
        WEAKEST => Ok(ScoreRow::Weakest(score()?)),
        pair => match pair.parse() {
            Ok(pair) => Ok(ScoreRow::Pair(pair, score()?)),
            Err(_) => Err(row.told("of", "not-an-id", "this is not a pair", "take the file from a backup")),
        },
    }
}

/// Writes what [`read`] reads, the pairs by id.
pub(crate) fn write(scores: &PairScores) -> String {
    let mut records = facts::headed(COLUMNS);
    let mut push = |of: String, score: String| records.push([of, score]);
    if let Some((total, weakest)) = &scores.reached {
        push(TOTAL.to_owned(), total.to_string());
        push(WEAKEST.to_owned(), weakest.to_string());
    }
    for (pair, score) in &scores.pairs {
        push(pair.to_string(), score.to_string());
    }
    records.into_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_is_read() {
        let pairs = BTreeMap::from([("M02-E01".parse().unwrap(), 700), ("M10-E03".parse().unwrap(), 0)]);
        for reached in [None, Some((700, 0))] {
            let scores = PairScores { reached, pairs: pairs.clone() };
            assert_eq!(read(&write(&scores), "scores.csv"), (scores, vec![]));
        }
        assert_eq!(read("of,score\nM02-E01,1001\nSam,3\n", "scores.csv").1.len(), 2);
    }
}
