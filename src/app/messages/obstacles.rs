//! Why a message that is due could not be drafted as things stand: found by drafting it in memory.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::attachments::Papers;
use super::drafting::Drafting;
use super::inputs::MessageInputs;
use crate::app::session::CohortSession;
use crate::correspondence::ledger::Recipient;
use crate::domain::problem::{Problem, Refusal};

/// Of a mailing so many drafts are tried: what stands in the way of one stands in the way of most.
const TRIED: usize = 100;

/// Whose drafts are tried, of each stage by name.
pub(crate) type Trials = BTreeMap<String, BTreeSet<Recipient>>;

/// The first reason why each of these stages cannot be drafted; of those that can, none.
///
/// # Errors
/// Without the private folder.
pub(crate) fn obstacles(
    session: &CohortSession,
    today: NaiveDate,
    trials: &Trials,
    papers: Papers,
) -> Result<BTreeMap<String, Problem>, Refusal> {
    let mut found = BTreeMap::new();
    if trials.is_empty() {
        return Ok(found);
    }
    let inputs = MessageInputs::read(session)?;
    let stages = inputs.stages(session)?;
    let mail = inputs.mail(session, today);
    for stage in stages.iter().filter(|stage| trials.contains_key(&stage.name)) {
        let drafting = Drafting { session, inputs: &inputs, mail: &mail, stage };
        let people: Vec<Recipient> = trials.get(&stage.name).into_iter().flatten().take(TRIED).copied().collect();
        let problem = match drafting.drafts(&people, papers) {
            Err(refusal) => refusal.problems.into_iter().next(),
            Ok(drafts) => drafting.judged(&drafts)?.into_iter().next(),
        };
        let problem = mail.contradictions(stage, &session.facts.told).into_iter().next().or(problem);
        found.extend(problem.map(|problem| (stage.name.clone(), problem)));
    }
    Ok(found)
}
