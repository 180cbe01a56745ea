//! `private/summaries/summaries.csv`: the pairs' own summaries with the consent of both; `summaries.md`: those published without a name.

use std::fmt::Write as _;

use super::cell;
use super::facts::{self, FactRow, Told};
use crate::domain::pair_summary::{PairSummary, SummaryConsent};
use crate::domain::problem::Problem;

const COLUMNS: [&str; 6] = ["pair", "first", "half_way", "last", "mentor_consent", "mentee_consent"];

/// Reads the summaries that are kept, with every row that is wrong.
pub(crate) fn read(text: &str, file: &str) -> (Vec<PairSummary>, Vec<Problem>) {
    if text.trim().is_empty() {
        return Default::default();
    }
    facts::read_rows(text, file, &COLUMNS, summary)
}

fn summary(row: &FactRow<'_>) -> Result<PairSummary, Told> {
    let words = |name: &str| cell::read_text(row.raw(name));
    let pair = row.text("pair").parse();
    Ok(PairSummary {
        pair: pair.map_err(|_| row.told("pair", "not-a-pair", "this is not a pair", "write a pair such as M03-E07"))?,
        first: words("first"),
        half_way: words("half_way"),
        last: words("last"),
        mentor: row.word("mentor_consent", &SummaryConsent::ALL)?,
        mentee: row.word("mentee_consent", &SummaryConsent::ALL)?,
    })
}

/// The summaries as the file that is kept.
pub(crate) fn write(summaries: &[PairSummary]) -> String {
    let mut records = facts::headed(COLUMNS);
    for summary in summaries {
        let words = |words: &str| cell::write_text(words);
        records.push([
            summary.pair.to_string(),
            words(&summary.first),
            words(&summary.half_way),
            words(&summary.last),
            summary.mentor.word().to_owned(),
            summary.mentee.word().to_owned(),
        ]);
    }
    records.into_text()
}

/// The paragraphs of the published file.
pub(crate) fn read_published(text: &str) -> Vec<String> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect()
}

/// Paragraphs, already made harmless, as the file that is published; in an order that tells nothing of the pairs.
pub(crate) fn write_published(paragraphs: &[String]) -> String {
    let mut sorted = paragraphs.to_vec();
    sorted.sort();
    let mut text = "# What pairs wrote\n".to_owned();
    for paragraph in sorted {
        _ = write!(text, "\n{paragraph}\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summaries_are_read_as_they_were_written() {
        let summary = PairSummary {
            pair: "M03-E07".parse().unwrap(),
            first: "=A first; \"odd\"".into(),
            half_way: String::new(),
            last: "The rota\nand names".into(),
            mentor: SummaryConsent::Named,
            mentee: SummaryConsent::Anonymous,
        };
        let text = write(std::slice::from_ref(&summary));
        assert_eq!(read(&text, "s.csv"), (vec![summary.clone()], vec![]));
        assert_eq!(summary.consent(), SummaryConsent::Anonymous);
        assert!(text.lines().count() == 2 && !text.contains(",=A"), "{text}");
        let problems = read("pair,first,half_way,last,mentor_consent,mentee_consent\nM1,a,b,c,maybe,no\n", "s.csv").1;
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["not-a-pair"]);
        assert_eq!(write_published(&["b".into(), "a".into()]), "# What pairs wrote\n\na\n\nb\n");
    }
}
