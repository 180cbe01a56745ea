//! The ledger of a cohort: every stage with who was sent what, and what is due.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::drafting::Drafting;
use super::folder::MailFolder;
use super::inputs::MessageInputs;
use crate::app::session::CohortSession;
use crate::correspondence::audience::MailState;
use crate::correspondence::ledger::{LedgerLine, Recipient};
use crate::correspondence::prerequisites;
use crate::correspondence::stage_list::Stage;
use crate::domain::problem::Refusal;

/// Every stage of the ledger, what is due today first.
///
/// # Errors
/// All that is wrong with any text; no private folder.
pub(crate) fn lines(session: &CohortSession, today: NaiveDate) -> Result<Vec<LedgerLine>, Refusal> {
    let inputs = MessageInputs::read(session)?;
    let stages = inputs.stages(session)?;
    let mail = inputs.mail(session, today);
    let folders = MailFolder::all(session)?;
    let mut lines = Vec::new();
    for stage in &stages {
        let drafted = folders.get(&stage.name).map(MailFolder::drafted).unwrap_or_default();
        let outdated = outdated(session, &inputs, stage, today)?;
        let drafting = Drafting { session, inputs: &inputs, mail: &mail, stage };
        let corrections = match folders.get(&stage.name) {
            Some(folder) if !outdated.is_empty() => drafting.corrected(folder, &outdated)?,
            _ => BTreeSet::new(),
        };
        let mut line = mail.line(stage, &session.facts.told, &drafted, outdated, corrections);
        if let Some(folder) = folders.get(&stage.name).filter(|_| !line.drafted.is_empty()) {
            line.stale = drafting.stale(folder, &line.drafted)?;
        }
        lines.push(line);
    }
    for stage in &stages {
        leave_to_the_first(session, stage, &mut lines);
    }
    // Stable: what is due keeps the order of a programme, and so does the rest.
    lines.sort_by_key(|line| !line.is_due);
    Ok(lines)
}

/// Whoever holds an outdated message and an outdated reminder of it is sent one correction, that of the message.
fn leave_to_the_first(session: &CohortSession, stage: &Stage<'_>, lines: &mut [LedgerLine]) {
    let Some((firsts, _)) = prerequisites::reminds_of(stage, &session.settings) else { return };
    let told = &session.facts.told;
    let sent = told.sent(&stage.name);
    let mut settled: BTreeSet<Recipient> = BTreeSet::new();
    for first in &firsts {
        settled.extend(lines.iter().filter(|line| line.stage == *first).flat_map(|line| line.outdated.iter().copied()));
        let later = told.sent(first).into_iter().filter(|(who, first)| sent.get(who).is_some_and(|sent| sent.on <= first.on));
        settled.extend(later.map(|(who, _)| who));
    }
    if let Some(line) = lines.iter_mut().find(|line| line.stage == stage.name) {
        line.outdated.retain(|who| !settled.contains(who));
    }
}

/// The links without which something that is due cannot be drafted, each with these stages.
pub(crate) fn blocked(lines: &[LedgerLine]) -> BTreeMap<&'static str, Vec<&str>> {
    let mut blocked: BTreeMap<&'static str, Vec<&str>> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.is_blocked) {
        if let Some(link) = line.lacks {
            blocked.entry(link).or_default().push(&line.stage);
        }
    }
    blocked
}

/// Who was sent what is no longer right: the message as it would be for the day on which it was sent says something else, and the person
/// is still among those who get it.
///
/// # Errors
/// No private folder.
pub(crate) fn outdated(
    session: &CohortSession,
    inputs: &MessageInputs,
    stage: &Stage<'_>,
    today: NaiveDate,
) -> Result<BTreeSet<Recipient>, Refusal> {
    let sent = session.facts.told.sent(&stage.name);
    if sent.is_empty() {
        return Ok(BTreeSet::new());
    }
    let now: BTreeSet<Recipient> = inputs.mail(session, today).recipients(stage).into_iter().collect();
    let mut by_day: BTreeMap<NaiveDate, Vec<Recipient>> = BTreeMap::new();
    for (who, sent) in sent.iter().filter(|(who, _)| now.contains(who)) {
        by_day.entry(sent.on).or_default().push(*who);
    }
    let mut outdated = BTreeSet::new();
    for (day, people) in by_day {
        let mail: MailState<'_> = inputs.mail(session, day);
        let codes = Drafting { session, inputs, mail: &mail, stage }.codes(people)?;
        outdated.extend(
            codes.into_iter().filter(|(who, code)| sent.get(who).is_some_and(|sent| sent.code != *code)).map(|(who, _)| who),
        );
    }
    Ok(outdated)
}
