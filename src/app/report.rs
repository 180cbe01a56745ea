//! The private edition of the report, made from everything at hand.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::app::evaluation::evaluated;
use crate::app::messages::ledger;
use crate::app::outcomes::CohortOutcomes;
use crate::app::public_report::{basis, data};
use crate::app::quotes;
use crate::app::session::CohortSession;
use crate::domain::cohort::Cohort;
use crate::domain::id::PersonId;
use crate::domain::outcome::PublishedOutcome;
use crate::domain::person::Person;
use crate::domain::problem::Refusal;
use crate::matching;
use crate::render::report::{self, MailingRow, PrivateReport, ScoreRow};

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
