//! Where the results of a programme stand: figures, points, summaries and reports. Paths only, as in the rest of the layout.

use super::RelPath;
use crate::domain::id::PairId;

/// `facts/evaluation/001.toml`: one edition of published figures.
pub fn edition(number: u32) -> RelPath {
    RelPath::made(format!("facts/evaluation/{number:03}.toml"))
}

/// `private/evaluation/published.csv`: the answers on which published figures rest.
pub fn published_answers() -> RelPath {
    RelPath::made("private/evaluation/published.csv")
}

/// `report.html`: the public report, written by `report`.
pub fn report() -> RelPath {
    RelPath::made("report.html")
}

/// `report.md`: the public report as Markdown.
pub fn report_text() -> RelPath {
    RelPath::made("report.md")
}

/// `private/report.html`: the report with names.
pub fn private_report() -> RelPath {
    RelPath::made("private/report.html")
}

/// `private/outcomes.csv`: every learning point, action point and reflection.
pub fn outcomes() -> RelPath {
    RelPath::made("private/outcomes.csv")
}

/// `outcomes.csv`: the points that were published.
pub fn published_outcomes() -> RelPath {
    RelPath::made("outcomes.csv")
}

/// `private/quotes.csv`: free texts of the surveys, with consent.
pub fn quotes() -> RelPath {
    RelPath::made("private/quotes.csv")
}

/// `private/summaries/summaries.csv`: the pairs' own summaries with consent.
pub fn summaries() -> RelPath {
    RelPath::made("private/summaries/summaries.csv")
}

/// `private/summaries/M03-E07.docx`: the summary of a pair whose two want to be named.
pub fn pair_summary(pair: PairId) -> RelPath {
    RelPath::made(format!("private/summaries/{pair}.docx"))
}

/// `summaries.md`: summaries that were published without a name.
pub fn published_summaries() -> RelPath {
    RelPath::made("summaries.md")
}

/// `private/evaluation/same.csv`: whose a mistyped participant code is.
pub fn answered_links() -> RelPath {
    RelPath::made("private/evaluation/same.csv")
}
