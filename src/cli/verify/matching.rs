//! One recorded matching: its inputs, the record against them, the pairs made again, the pairs' own files, and the claims.

use std::collections::BTreeMap;

use super::announced;
use super::claims;
use super::finding::{Claim, Finding};
use super::proof::Evidence;
use crate::app::draw as step;
use crate::app::draw_history::DrawHistory;
use crate::app::kept;
use crate::app::kept::Inputs;
use crate::app::kept::Judged;
use crate::app::session::CohortSession;
use crate::check::recorded;
use crate::domain::draw::{Aims, Draw};
use crate::domain::id::PairId;
use crate::domain::match_request::MatchRequest;
use crate::domain::problem::{Place, Problem};
use crate::domain::text::counted;
use crate::matching::{ALGORITHM, Proposal};
use crate::store::git::Commit;
use crate::store::layout::Folder;

/// A matching of which there is no record.
pub(super) fn missing(number: u32) -> Finding {
    let details = vec![format!("facts/draws/{number:03}.toml is not here, though a pair or a later matching tells of it")];
    Finding::of(number, RECORD.into(), "by the numbers", details)
}

const INPUTS: (&str, &str) = ("inputs", "inputs are unchanged");
const RECORD: (&str, &str) = ("record", "record matches the settings used");
const PAIRS: (&str, &str) = ("pairs", "the same pairs result again");
const FACTS: (&str, &str) = ("facts", "pair files match the record");

/// Everything that is claimed of the matching in file `number`, checked.
///
/// # Errors
/// When the directory cannot be read.
pub(super) fn judge(
    session: &CohortSession,
    history: &DrawHistory,
    (number, draw): (u32, &Draw),
) -> Result<Vec<Finding>, Problem> {
    let Inputs { kept, public, judged, proof } = kept::of(session, number, draw)?;
    let evidence = match &judged.given_up {
        Some(_) => Evidence::Missing(judged.unknown.join("; ")),
        None => Evidence::new(session, number, draw, proof.as_deref()),
    };
    let judge = Judge { session, number, draw, evidence };
    let mut findings = vec![judge.inputs(judged)];
    match kept.and_then(|request| Again::new(draw, request, public)) {
        Ok(again) => findings.extend(judge.repeated(&again)),
        Err(why) => findings.extend(judge.unrepeated(&why)),
    }
    let pairs = findings.iter().find(|finding| finding.claim.code == PAIRS.0).map(|finding| finding.outcome);
    findings.extend(announced::unchosen(session, history, (number, draw), pairs)?);
    Ok(findings)
}

/// The kept inputs are those of a matching that was given up in a merge: the other lead has the right ones.
fn of_another_matching(number: u32, commit: &Commit) -> Problem {
    let folder = Folder::DrawInputs(number);
    let commit = commit.short();
    let message = format!("{folder}/ holds what another matching {number} read, which was given up in a merge (commit {commit})");
    let help = format!(
        "nothing is wrong with the record; to check it here, replace your {folder}/ by that of the lead whose matching was kept, then \
         `revmentor verify {number}`"
    );
    Problem::warning("given-up-inputs", message).at(Place::file(folder.to_string())).help(help)
}

/// A matching made again.
struct Again {
    request: MatchRequest,
    /// Whether the record alone was enough.
    public: bool,
    proposal: Proposal,
    /// The record as it would be written now, but for its proof.
    record: Draw,
}

impl Again {
    fn new(draw: &Draw, request: MatchRequest, public: bool) -> Result<Again, String> {
        let proposal = step::propose(&request).map_err(|refusal| format!("the inputs cannot be matched: {refusal}"))?;
        let record = step::of(&request, &proposal, draw.on, draw.inputs.clone(), None);
        Ok(Again { request, public, proposal, record })
    }

    fn scores(&self) -> BTreeMap<PairId, Option<u16>> {
        self.proposal.pairs.iter().map(|pair| (pair.pair, pair.score)).collect()
    }

    fn how(&self) -> String {
        let from = if self.public { "the record alone, which is public" } else { "the kept inputs" };
        format!("repeated from {from}, with seed {}", self.record.seed)
    }
}

struct Judge<'b> {
    session: &'b CohortSession,
    number: u32,
    draw: &'b Draw,
    evidence: Evidence,
}

impl Judge<'_> {
    fn inputs(&self, judged: Judged) -> Finding {
        let Judged { same, contradictions, unknown, given_up } = judged;
        if contradictions.is_empty() && !unknown.is_empty() {
            let unchecked = Finding::unchecked(self.number, INPUTS.into(), unknown.join("; "));
            return Finding { advice: given_up.map(|commit| of_another_matching(self.number, &commit)), ..unchecked };
        }
        Finding::of(self.number, INPUTS.into(), format!("by the keyed digests of {}", counted(same, "file")), contradictions)
    }

    fn repeated(&self, again: &Again) -> Vec<Finding> {
        let mut findings = vec![self.record(again), self.pairs(again), self.facts(Some(&again.scores()))];
        let proof = self.evidence.or(&again.proposal.proof);
        findings.extend(claims::judge(self.number, &self.with_scores(again), &again.request, proof));
        findings.extend(again.proposal.evenness.map(|evenness| claims::even(self.number, evenness)));
        findings.push(self.evidence.finding(self.number, self.session, self.draw, Some(&again.proposal.proof)));
        findings
    }

    /// The record with what it keeps back, as the matching made again gives it.
    fn with_scores(&self, again: &Again) -> Draw {
        let Aims { total, weakest, .. } = again.record.aims;
        if self.draw.scores_withheld {
            Draw { aims: Aims { total, weakest, ..self.draw.aims }, scores_withheld: false, ..self.draw.clone() }
        } else {
            self.draw.clone()
        }
    }

    fn unrepeated(&self, why: &str) -> Vec<Finding> {
        let unchecked = |claim: Claim| Finding::unchecked(self.number, claim, why);
        let record = match self.misnumbered() {
            Some(said) => Finding::of(self.number, RECORD.into(), "by the file's name", vec![said]),
            None => unchecked(RECORD.into()),
        };
        let mut findings = vec![record, unchecked(PAIRS.into()), self.facts(None)];
        findings.extend(claims::claims(self.draw).into_iter().map(unchecked));
        findings.push(self.evidence.finding(self.number, self.session, self.draw, None));
        findings
    }

    fn misnumbered(&self) -> Option<String> {
        let said = format!("number: the record says {}, its file's name {}", self.draw.number, self.number);
        (self.draw.number != self.number).then_some(said)
    }

    fn record(&self, again: &Again) -> Finding {
        let mut found: Vec<String> = self.misnumbered().into_iter().collect();
        found.extend(recorded::asked(self.draw, &again.record));
        let how = if again.public {
            "by the file's name; a public record says itself what was asked"
        } else {
            "compared with what was kept"
        };
        Finding::of(self.number, RECORD.into(), how, found)
    }

    fn pairs(&self, again: &Again) -> Finding {
        if self.draw.algorithm > ALGORITHM && !self.same_answer(again) {
            return Finding::unchecked(self.number, PAIRS.into(), self.other_version());
        }
        Finding::of(self.number, PAIRS.into(), again.how(), recorded::answered(self.draw, &again.record))
    }

    fn same_answer(&self, again: &Again) -> bool {
        recorded::answered(self.draw, &again.record).is_empty()
    }

    fn other_version(&self) -> String {
        let made = self.draw.algorithm;
        format!("it was made by version {made} of the algorithm, this program has version {ALGORITHM}: update revmentor")
    }

    fn facts(&self, scores: Option<&BTreeMap<PairId, Option<u16>>>) -> Finding {
        let draw = Draw { number: self.number, ..self.draw.clone() };
        let found = recorded::in_facts(&draw, scores, &self.session.facts);
        Finding::of(self.number, FACTS.into(), "compared row by row", found)
    }
}
