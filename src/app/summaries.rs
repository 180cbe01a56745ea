//! The pairs' own summaries: taken in with the consent of both, written as documents where both want to be named, and published
//! without a name where both agree to that at least.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::app::fact_files::text_of;
use crate::app::outcomes::refuse_names_in;
use crate::app::session::CohortSession;
use crate::domain::id::{PairId, PersonId};
use crate::domain::pair_summary::{PairSummary, SummaryConsent};
use crate::domain::problem::{Problem, Refusal};
use crate::domain::spelling;
use crate::domain::text;
use crate::render::escape::markdown;
use crate::render::paper::{self, Paper, docx};
use crate::store::formats::summaries;
use crate::store::formats::table::{Row, Table};
use crate::store::layout;

/// The longest part of a summary, in characters.
const LONGEST: usize = 2000;

/// What was written.
pub(crate) struct WrittenSummaries {
    /// The pairs with a document of their own.
    pub(crate) named: Vec<PairId>,
    /// How many were published without a name.
    pub(crate) anonymous: usize,
}

fn kept(session: &CohortSession) -> Result<BTreeMap<PairId, PairSummary>, Refusal> {
    session.records()?;
    let path = layout::summaries();
    let (all, problems) = summaries::read(&text_of(session.workspace(), &path)?.unwrap_or_default(), path.as_str());
    if problems.is_empty() {
        Ok(all.into_iter().map(|summary| (summary.pair, summary)).collect())
    } else {
        Err(Refusal::input(problems))
    }
}

/// Takes over a table of summaries; a later one of a pair replaces the earlier, and what is not to be shown any more goes. Gives how many
/// were read, and how many documents and published texts went.
///
/// # Errors
/// Every row that is wrong.
pub(crate) fn import(session: &mut CohortSession, table: &Table) -> Result<(usize, usize), Refusal> {
    let mut all = kept(session)?;
    let (mut read, mut problems) = (0, Vec::new());
    let mut rows: BTreeMap<PairId, (&Row, PairSummary)> = BTreeMap::new();
    for row in &table.rows {
        match summary(session, table, row) {
            Ok(summary) => {
                read += 1;
                let earlier = rows.insert(summary.pair, (row, summary.clone()));
                problems.extend(earlier.and_then(|(first, other)| contradiction(table, (first, &other), (row, &summary))));
                all.insert(summary.pair, summary);
            }
            Err(found) => problems.extend(found),
        }
    }
    if !problems.is_empty() {
        return Err(Refusal::input(problems));
    }
    let withdrawn = withdraw(session, &all)?;
    let all: Vec<PairSummary> = all.into_values().collect();
    session.add(layout::summaries(), summaries::write(&all));
    Ok((read, withdrawn))
}

/// Two rows of one pair in one table that want it to be shown otherwise.
fn contradiction(table: &Table, (first, one): (&Row, &PairSummary), (second, other): (&Row, &PairSummary)) -> Option<Problem> {
    let said = |summary: &PairSummary| format!("{} and {}", summary.mentor.word(), summary.mentee.word());
    if (one.mentor, one.mentee) == (other.mentor, other.mentee) {
        return None;
    }
    let message =
        format!("the consents of {} are {} here, and {} at {}", one.pair, said(other), said(one), table.row_place(first));
    let problem = Problem::error("bad-consent", message).at(table.row_place(second)).value(said(other));
    Some(problem.help("keep the row that says what the two want now"))
}

/// Takes away the documents and the published texts of pairs that do not want them shown any more. Gives how many went.
fn withdraw(session: &mut CohortSession, all: &BTreeMap<PairId, PairSummary>) -> Result<usize, Refusal> {
    let unwanted = take_documents_away(session, all)?;
    let path = layout::published_summaries();
    let Some(text) = text_of(session.workspace(), &path)? else { return Ok(unwanted) };
    let anonymous = all.values().filter(|summary| summary.consent() == SummaryConsent::Anonymous);
    let wanted: BTreeSet<String> = anonymous.map(paragraph).collect();
    let (kept, gone): (Vec<String>, Vec<String>) =
        summaries::read_published(&text).into_iter().partition(|paragraph| wanted.contains(paragraph));
    if !gone.is_empty() {
        session.add(path, summaries::write_published(&kept));
    }
    Ok(unwanted + gone.len())
}

/// Takes the published texts of somebody's pairs away, whose other half may have agreed alone. Whether there were any.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn withdraw_of(session: &mut CohortSession, person: PersonId) -> Result<bool, Refusal> {
    let path = layout::published_summaries();
    let Some(text) = text_of(session.workspace(), &path)? else { return Ok(false) };
    let unwanted: BTreeSet<String> = kept(session)?.values().filter(|of| of.pair.has(person)).map(paragraph).collect();
    let published = summaries::read_published(&text);
    let left: Vec<String> = published.iter().filter(|paragraph| !unwanted.contains(*paragraph)).cloned().collect();
    if left.len() < published.len() {
        session.add(path, summaries::write_published(&left));
    }
    Ok(left.len() < published.len())
}

/// Takes the documents of pairs away that do not want to be named any more.
fn take_documents_away(session: &mut CohortSession, all: &BTreeMap<PairId, PairSummary>) -> Result<usize, Refusal> {
    let mut gone = 0;
    for summary in all.values().filter(|summary| summary.consent() != SummaryConsent::Named) {
        let path = layout::pair_summary(summary.pair);
        if session.workspace().read(&path)?.is_some() {
            session.take_away(path);
            gone += 1;
        }
    }
    Ok(gone)
}

/// A summary without a name, made harmless.
fn paragraph(summary: &PairSummary) -> String {
    let parts: Vec<String> = summary.parts().map(|(heading, text)| format!("{heading}: {text}")).collect();
    markdown::text(&parts.join(" "))
}

fn summary(session: &CohortSession, table: &Table, row: &Row) -> Result<PairSummary, Vec<Problem>> {
    let mut problems = Vec::new();
    let cell = |names: &[&str]| table.find(names).map_or("", |column| row.cell(column));
    let words = |names: &[&str]| text::cap(&text::tidy(cell(names)), LONGEST).0.to_owned();
    let pair = table.find(&["pair"]).map(|column| (column, session.pair(row.cell(column).trim())));
    let pair = match pair {
        Some((_, Ok(pair))) if session.facts.pairs.contains_key(&pair) => Some(pair),
        Some((column, _)) => {
            let problem = Problem::error("unknown-pair", "not a pair of this cohort").at(table.place(row, column));
            problems.push(problem.value(row.cell(column)).help("write a pair such as M03-E07; pairings.csv lists them"));
            None
        }
        None => {
            problems.push(Problem::error("missing-column", "no column is called pair").at(table.row_place(row)));
            None
        }
    };
    let mut consent = |names: &[&str]| -> SummaryConsent {
        let column = table.find(names);
        let said = column.map_or("", |column| row.cell(column));
        consent_of(said).unwrap_or_else(|| {
            let place = column.map_or_else(|| table.row_place(row), |column| table.place(row, column));
            let problem = Problem::error("bad-consent", "invalid consent").at(place).value(said);
            problems.push(problem.help("write named, anonymous or no"));
            SummaryConsent::No
        })
    };
    let (mentor, mentee) = (consent(&["mentor_consent", "junior_consent"]), consent(&["mentee_consent", "senior_consent"]));
    let (first, half_way, last) = (words(&["first"]), words(&["half_way", "half way", "half-way", "halfway"]), words(&["last"]));
    match pair {
        Some(pair) if problems.is_empty() => Ok(PairSummary { pair, first, half_way, last, mentor, mentee }),
        _ => Err(problems),
    }
}

/// Nothing written means no.
fn consent_of(said: &str) -> Option<SummaryConsent> {
    let key = spelling::key(said);
    if key.is_empty() {
        return Some(SummaryConsent::No);
    }
    SummaryConsent::ALL.iter().find(|(_, word)| *word == key).map(|(consent, _)| *consent)
}

/// Writes a document for each pair with both consents `named`, and `summaries.md` with those that both want shown without a name.
///
/// # Errors
/// A summary to be shown without a name that names somebody.
pub(crate) fn write(session: &mut CohortSession) -> Result<WrittenSummaries, Refusal> {
    let all = kept(session)?;
    take_documents_away(session, &all)?;
    let mut written = WrittenSummaries { named: Vec::new(), anonymous: 0 };
    let (mut paragraphs, mut texts) = (Vec::new(), Vec::new());
    for summary in all.values() {
        match summary.consent() {
            SummaryConsent::No => {}
            SummaryConsent::Anonymous => {
                let parts: Vec<String> = summary.parts().map(|(heading, text)| format!("{heading}: {text}")).collect();
                texts.push((format!("the summary of {}", summary.pair), parts.join("\n")));
                paragraphs.push(paragraph(summary));
            }
            SummaryConsent::Named => {
                let path = layout::pair_summary(summary.pair);
                session.add(path, document(session, summary)?);
                written.named.push(summary.pair);
            }
        }
    }
    refuse_names_in(session, texts)?;
    written.anonymous = paragraphs.len();
    let path = layout::published_summaries();
    if !paragraphs.is_empty() || session.workspace().read(&path)?.is_some() {
        session.add(path, summaries::write_published(&paragraphs));
    }
    Ok(written)
}

/// The summary as a Word document with both names.
fn document(session: &CohortSession, summary: &PairSummary) -> Result<Vec<u8>, Refusal> {
    let names = session.names();
    let name = |id| names.contact(id).map_or_else(|| id.to_string(), |contact| contact.name.clone());
    let title = format!("{} and {}", name(summary.pair.mentor), name(summary.pair.mentee));
    let mut page = format!("# {}\n", markdown::text(&title));
    for (heading, text) in summary.parts() {
        // Writing to a string cannot fail.
        let _ = write!(page, "\n## {heading}\n\n{}\n", markdown::text(text));
    }
    docx::write(&Paper { title, blocks: paper::read(&page) }).map_err(|error| {
        Problem::error("not-written", format!("the document of {} cannot be made: {error}", summary.pair)).into()
    })
}
