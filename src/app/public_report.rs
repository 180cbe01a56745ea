//! The editions of the report that are made from what is committed: the public one, and that which participants get. Nothing here reads
//! `private/`.

use std::rc::Rc;

use chrono::NaiveDate;

use crate::app::fact_files::text_of;
use crate::app::previous;
use crate::app::session::CohortSession;
use crate::domain::cohort::Cohort;
use crate::domain::facts::Facts;
use crate::domain::id::PairId;
use crate::domain::outcome::PublishedOutcome;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::publication;
use crate::domain::settings::{Scores, Settings};
use crate::render::report::{self, CohortRow, PrivateReport, ReportData, ReportFigures};
use crate::store::formats::{outcomes, summaries};
use crate::store::layout::{self, RelPath};

/// What every edition is made from.
pub(super) struct ReportBasis {
    pub(super) cohort: Rc<Cohort>,
    pub(super) as_of: Option<NaiveDate>,
    pub(super) outcomes: Vec<PublishedOutcome>,
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
    let figures = published_figures(session);
    let data = data(&session.settings, &basis, &figures, None);
    Ok((report::page(&data), report::markdown(&data)))
}

/// The edition that participants get: that of [`public`] without any line about one pair, in which they would find their own by the days of
/// their meetings, and without anything of a pair of which one of the two has not been told: before the reveal nothing in it depends on
/// who is paired with whom.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn for_participants(session: &CohortSession, today: NaiveDate) -> Result<String, Refusal> {
    let mut basis = basis(session, Rc::new(session.cohort().as_everybody_may_know(today)))?;
    basis.as_of = newest(&session.facts, |pair| basis.cohort.pairs.contains_key(&pair));
    let figures = published_figures(session);
    Ok(report::page(&ReportData { for_participants: true, ..data(&session.settings, &basis, &figures, None) }))
}

fn published_figures(session: &CohortSession) -> ReportFigures {
    let current = publication::current(&session.facts.editions);
    current.map(|(number, held)| report::from_edition(&session.settings.evaluation, number, held)).unwrap_or_default()
}

/// The command that takes out of the report what was withdrawn, where a report stands.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn still_public(session: &CohortSession) -> Result<Option<String>, Refusal> {
    for path in [layout::report(), layout::report_text()] {
        if session.workspace().read(&path)?.is_some() {
            return Ok(Some(format!("{path} may still show it: `revmentor report` writes the report anew.")));
        }
    }
    Ok(None)
}

/// What stands in the public report and was taken back since: figures of the surveys, points, summaries. Nothing where no report can be
/// made at present.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn withdrawn_but_shown(session: &CohortSession) -> Result<Vec<Problem>, Refusal> {
    let (page, text) = (session.workspace().read(&layout::report())?, session.workspace().read(&layout::report_text())?);
    if page.is_none() && text.is_none() {
        return Ok(Vec::new());
    }
    // What keeps a report from being made is told by whatever judges the facts.
    let Ok((page_now, text_now)) = public(session) else { return Ok(Vec::new()) };
    let mut problems = Vec::new();
    for (path, found, now) in [(layout::report(), page, page_now), (layout::report_text(), text, text_now)] {
        let Some(found) = found else { continue };
        let (shown, now) = (report::withdrawable(&String::from_utf8_lossy(&found)), report::withdrawable(&now));
        let withdrawn: Vec<String> = shown.difference(&now).cloned().collect();
        if !withdrawn.is_empty() {
            let problem = Problem::error("withdrawn-in-report", "the report shows what is not published any more");
            let help = "`revmentor report` writes it anew";
            problems.push(problem.at(Place::file(path.as_str())).value(withdrawn.join(", ")).help(help));
        }
    }
    Ok(problems)
}

/// Writes the public report anew where one stands and is another than it would be now, as after a merge; gives the files. Where none can be
/// made at present, it stays as it is.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn renew(session: &mut CohortSession) -> Result<Vec<RelPath>, Refusal> {
    let stands = |path: &RelPath| session.workspace().read(path);
    let found = [(layout::report(), stands(&layout::report())?), (layout::report_text(), stands(&layout::report_text())?)];
    if found.iter().all(|(_, found)| found.is_none()) {
        return Ok(Vec::new());
    }
    let Ok((page, text)) = public(session) else { return Ok(Vec::new()) };
    let mut renewed = Vec::new();
    for ((path, found), now) in found.into_iter().zip([page, text]) {
        if found.is_some_and(|found| found != now.as_bytes()) {
            session.add(path.clone(), now);
            renewed.push(path);
        }
    }
    Ok(renewed)
}

/// Whether the public report is missing or another than it would be now.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn is_outdated(session: &CohortSession) -> Result<bool, Refusal> {
    let (page, _) = public(session)?;
    Ok(session.workspace().read(&layout::report())?.is_none_or(|found| found != page.into_bytes()))
}

/// Whether figures of the surveys, or points of the group, are published.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn has_something(session: &CohortSession) -> Result<bool, Refusal> {
    let published = layout::published_outcomes();
    let text = text_of(session.workspace(), &published)?.unwrap_or_default();
    let has_points = !outcomes::read_published(&text, published.as_str()).0.is_empty();
    Ok(has_points || publication::current(&session.facts.editions).is_some())
}

/// All that a report is made from.
pub(super) fn data<'a>(
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
        for_participants: false,
    }
}

/// Gathers what every edition needs.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn basis(session: &CohortSession, cohort: Rc<Cohort>) -> Result<ReportBasis, Refusal> {
    let text = |path: &RelPath| match session.added(path) {
        Some(bytes) => Ok(String::from_utf8_lossy(bytes).into_owned()),
        None => text_of(session.workspace(), path).map(Option::unwrap_or_default),
    };
    let published = layout::published_outcomes();
    let (outcomes, found) = outcomes::read_published(&text(&published)?, published.as_str());
    if !found.is_empty() {
        return Err(Refusal::input(found));
    }
    let summaries = text(&layout::published_summaries())?;
    Ok(ReportBasis {
        as_of: newest(&session.facts, |_| true).max(session.facts.draws.values().map(|draw| draw.on).max()),
        outcomes,
        summaries: summaries::read_published(&summaries),
        cohorts: earlier(session).into_iter().chain([row(&session.settings, &session.facts, &cohort)]).collect(),
        cohort,
    })
}

/// The day of the newest fact, matchings and the pairs that `counts` leaves out aside.
fn newest(facts: &Facts, counts: impl Fn(PairId) -> bool) -> Option<NaiveDate> {
    let people = facts.people.values().flatten().map(|row| row.on);
    let pairs = facts.pairs.iter().filter(|(pair, _)| counts(**pair)).flat_map(|(_, rows)| rows).map(|row| row.on);
    let told = facts.told.0.values().chain(facts.letters.0.values()).flatten().map(|row| row.on);
    let editions = facts.editions.values().map(|edition| edition.on);
    people.chain(pairs).chain(told).chain(editions).max()
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
