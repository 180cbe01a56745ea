//! What a report of the open cohort is made from: the public edition from what is committed, the private one from everything at hand.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::NaiveDate;

use crate::app::evaluation::evaluated;
use crate::app::fact_files::text_of;
use crate::app::messages::ledger;
use crate::app::outcomes::CohortOutcomes;
use crate::app::previous;
use crate::app::quotes;
use crate::app::session::CohortSession;
use crate::domain::cohort::Cohort;
use crate::domain::facts::Facts;
use crate::domain::id::PersonId;
use crate::domain::outcome::PublishedOutcome;
use crate::domain::person::Person;
use crate::domain::problem::Refusal;
use crate::domain::publication;
use crate::domain::settings::{Scores, Settings};
use crate::matching;
use crate::render::report::{self, CohortRow, MailingRow, PrivateReport, ReportData, ReportFigures, ScoreRow};
use crate::store::formats::outcomes;
use crate::store::layout;

/// What every edition is made from.
struct ReportBasis {
    cohort: Rc<Cohort>,
    as_of: Option<NaiveDate>,
    outcomes: Vec<PublishedOutcome>,
    summaries: Vec<String>,
    cohorts: Vec<CohortRow>,
}

/// The public edition as a web page and as Markdown. It reads nothing of `private/`.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn public(session: &CohortSession) -> Result<(String, String), Refusal> {
    let shows_scores = session.settings.privacy.scores == Scores::Committed;
    let cohort = if shows_scores { session.cohort() } else { Rc::new(session.cohort().without_scores()) };
    let basis = basis(session, cohort)?;
    let current = publication::current(&session.facts.editions);
    let figures = current.map(|(number, held)| report::from_edition(number, held)).unwrap_or_default();
    let data = data(&session.settings, &basis, &figures, None);
    Ok((report::page(&data), report::markdown(&data)))
}

/// The private edition.
///
/// # Errors
/// When there is no private folder, or a survey cannot be read.
pub(crate) fn private(session: &CohortSession) -> Result<String, Refusal> {
    session.records()?;
    let mut basis = basis(session, session.cohort())?;
    basis.outcomes = CohortOutcomes::read(session)?.all.iter().map(PublishedOutcome::from).collect();
    let evaluated = evaluated(session)?;
    let figures = report::from_evaluation(&session.settings.evaluation, &evaluated.evaluation);
    let names = session.names();
    let (scores, mailing) = (scores(session, &basis.cohort)?, mailing(session, basis.as_of.unwrap_or_default())?);
    let quotes = quotes::consented(session)?;
    let private = PrivateReport { names: &names, scores: &scores, mailing: &mailing, quotes: &quotes };
    Ok(report::page(&data(&session.settings, &basis, &figures, Some(private))))
}

fn data<'a>(
    settings: &'a Settings,
    basis: &'a ReportBasis,
    figures: &'a ReportFigures,
    private: Option<PrivateReport<'a>>,
) -> ReportData<'a> {
    ReportData {
        settings,
        cohort: &basis.cohort,
        as_of: basis.as_of,
        figures,
        outcomes: &basis.outcomes,
        summaries: &basis.summaries,
        cohorts: &basis.cohorts,
        private,
    }
}

fn basis(session: &CohortSession, cohort: Rc<Cohort>) -> Result<ReportBasis, Refusal> {
    let text = |path: &layout::RelPath| text_of(session.workspace(), path).map(Option::unwrap_or_default);
    let published = layout::published_outcomes();
    let (outcomes, found) = outcomes::read_published(&text(&published)?, published.as_str());
    if !found.is_empty() {
        return Err(Refusal::input(found));
    }
    let summaries = text(&layout::published_summaries())?;
    Ok(ReportBasis {
        as_of: newest(&session.facts),
        outcomes,
        summaries: summaries.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect(),
        cohorts: earlier(session).into_iter().chain([row(&session.settings, &session.facts, &cohort)]).collect(),
        cohort,
    })
}

/// The day of the newest fact.
fn newest(facts: &Facts) -> Option<NaiveDate> {
    let people = facts.people.values().flatten().map(|row| row.on);
    let pairs = facts.pairs.values().flatten().map(|row| row.on);
    let draws = facts.draws.values().map(|draw| draw.on);
    let told = facts.told.0.values().chain(facts.letters.0.values()).flatten().map(|row| row.on);
    let editions = facts.editions.values().map(|edition| edition.on);
    people.chain(pairs).chain(draws).chain(told).chain(editions).max()
}

/// One line for each earlier cohort whose directory is at hand.
fn earlier(session: &CohortSession) -> Vec<CohortRow> {
    let cohorts = session.settings.previous.cohorts.iter().filter_map(|directory| {
        let then = previous::open(session, directory).ok()?;
        Some(row(&then.settings, &then.facts, &then.cohort()))
    });
    cohorts.collect()
}

fn row(settings: &Settings, facts: &Facts, cohort: &Cohort) -> CohortRow {
    let figures = publication::current(&facts.editions).map(|(_, held)| held.figures.as_slice()).unwrap_or_default();
    report::cohort_row(settings, cohort, figures)
}

/// What each criterion gives each standing pair, by the answers of now.
fn scores(session: &CohortSession, cohort: &Cohort) -> Result<Vec<ScoreRow>, Refusal> {
    let people: BTreeMap<PersonId, Person> =
        session.records()?.register.people().into_iter().map(|person| (person.id, person)).collect();
    let (policy, kind) = (&session.settings.matching.policy, session.settings.programme.kind);
    let rows = cohort.active_pairs().filter_map(|pair| {
        let (mentor, mentee) = (people.get(&pair.id.mentor)?, people.get(&pair.id.mentee)?);
        let gains = matching::gains(policy, kind, mentor, mentee);
        Some(ScoreRow { pair: pair.id, gains: gains.into_iter().map(|gain| (gain.criterion, gain.points)).collect() })
    });
    Ok(rows.collect())
}

/// Every mailing as it stands on the day of the newest fact.
fn mailing(session: &CohortSession, day: NaiveDate) -> Result<Vec<MailingRow>, Refusal> {
    if session.settings.messages.from.is_none() {
        return Ok(Vec::new());
    }
    let row = |line: crate::correspondence::ledger::LedgerLine| MailingRow {
        told: line.sent.len(),
        missing: line.expected.difference(&line.sent).count(),
        stage: line.stage,
        due: line.due,
    };
    Ok(ledger::lines(session, day)?.into_iter().map(row).collect())
}

/// Whether the public report is missing or another than it would be now.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn is_outdated(session: &CohortSession) -> Result<bool, Refusal> {
    let (page, _) = public(session)?;
    Ok(session.workspace().read(&layout::report())?.is_none_or(|found| found != page.into_bytes()))
}
