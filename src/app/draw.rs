//! Asks the matching floor for a pairing and records its answer as facts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::app::session::CohortSession;
use crate::domain::cohort::Cohort;
use crate::domain::draw::{Draw, Occasion};
use crate::domain::fact::{Origin, PairFact};
use crate::domain::id::{PairId, PersonId};
use crate::domain::pair::Pair;
use crate::domain::person::Person;
use crate::domain::problem::{Problem, Refusal};
use crate::domain::settings::Settings;
use crate::domain::side::Side;
use crate::domain::text;
use crate::matching::{self, Proposal, Request, Standing};
use crate::store::formats::kept_inputs::{self, Asked, Kept};
use crate::store::formats::proof;
use crate::store::layout;

/// What a matching is asked for beside what the cohort directory says.
#[derive(Clone, Debug)]
pub(crate) struct Wish {
    pub(crate) seed: u64,
    pub(crate) public: Option<String>,
    pub(crate) fresh: bool,
    pub(crate) allow_moves: bool,
    pub(crate) precedence: BTreeSet<PersonId>,
}

/// Everything that a matching reads, gathered from the session and its cohort; kept so that it can be repeated.
///
/// Somebody whose data was erased is never newly paired, and such a person's pair stays as it is.
///
/// # Errors
/// Without the private folder there are no answers to match.
pub(crate) fn inputs(session: &CohortSession, cohort: &Cohort, wish: &Wish) -> Result<Kept, Refusal> {
    let present = |person: &Person| cohort.people.get(&person.id).is_some_and(|known| known.withdrew.is_none());
    let mut people: Vec<Person> = session.records()?.register.people().into_iter().filter(present).collect();
    let known: BTreeSet<PersonId> = people.iter().map(|person| person.id).collect();
    let (standing, left): (Vec<&Pair>, Vec<&Pair>) =
        cohort.active_pairs().partition(|pair| pair.id.people().iter().all(|person| known.contains(person)));
    let room = |person: &Person| {
        let elsewhere = left.iter().filter(|pair| pair.id.has(person.id)).count();
        cohort
            .people
            .get(&person.id)
            .map_or(1, |known| known.capacity)
            .saturating_sub(u32::try_from(elsewhere).unwrap_or(u32::MAX))
    };
    let room: BTreeMap<PersonId, u32> =
        people.iter().map(|person| (person.id, room(person))).filter(|(_, room)| *room != 1).collect();
    people.retain(|person| room.get(&person.id) != Some(&0));
    let Settings { programme, matching, conflict_rules, .. } = &session.settings;
    let asked = Asked {
        draw: session.facts.next_draw(),
        kind: programme.kind,
        method: matching.method,
        objective: matching.objective,
        minimum_score: matching.minimum_score,
        seed: wish.seed,
        public: wish.public.clone(),
        allow_moves: wish.allow_moves,
        fresh: wish.fresh,
        criteria: matching.criteria.clone(),
        rules: conflict_rules.clone(),
    };
    Ok(Kept {
        people,
        room,
        precedence: wish.precedence.clone(),
        declared: cohort.forbidden().collect(),
        standing: standing.iter().map(|pair| (pair.id, pair.is_settled())).collect(),
        asked,
    })
}

/// Repeats or makes the matching that the inputs ask for.
///
/// # Errors
/// What about the request cannot be.
pub(crate) fn propose(inputs: &Kept) -> Result<Proposal, Refusal> {
    matching::propose(&request(inputs, &standing(inputs))).map_err(Refusal::unmet)
}

/// What a matching does while it lasts, in words.
pub(crate) fn pairing(inputs: &Kept) -> String {
    let [mentors, mentees] = Side::BOTH.map(|side| inputs.people.iter().filter(|person| person.id.side() == side).count());
    format!("pairing {} and {} people", text::grouped(mentors), text::grouped(mentees))
}

/// The pairs that stood, as a request lists them.
pub(crate) fn standing(inputs: &Kept) -> Vec<Standing> {
    inputs.standing.iter().map(|(pair, settled)| Standing { pair: *pair, settled: *settled }).collect()
}

/// What the inputs ask of the matching floor; `standing` are their standing pairs.
pub(crate) fn request<'a>(inputs: &'a Kept, standing: &'a [Standing]) -> Request<'a> {
    let asked = &inputs.asked;
    Request {
        method: asked.method,
        objective: asked.objective,
        kind: asked.kind,
        minimum_score: asked.minimum_score,
        criteria: &asked.criteria,
        rules: &asked.rules,
        seed: asked.seed,
        public: asked.public.as_deref(),
        draw: asked.draw,
        people: &inputs.people,
        room: &inputs.room,
        declared: &inputs.declared,
        standing,
        allow_moves: asked.allow_moves,
        fresh: asked.fresh,
        precedence: &inputs.precedence,
    }
}

/// Whether the proposal says anything that the cohort does not show already.
pub(crate) fn is_news(cohort: &Cohort, proposal: &Proposal) -> bool {
    proposal.changes_pairs() || proposal.waiting != cohort.waiting()
}

/// How many pairs stay whatever the matching is.
pub(crate) fn begun(proposal: &Proposal) -> u32 {
    let kept = proposal.pairs.iter().filter(|pair| pair.kept).count();
    u32::try_from(kept).unwrap_or(u32::MAX).saturating_sub(proposal.aims.kept)
}

/// Records the pairs that end and those that are made, the matching itself, and what it read.
///
/// # Errors
/// Without the private folder.
pub(crate) fn record(session: &mut CohortSession, inputs: &Kept, proposal: &Proposal, today: NaiveDate) -> Result<(), Refusal> {
    for (pair, reason) in &proposal.ended {
        session.facts.pair(*pair, today, PairFact::Ended { reason: *reason });
    }
    for made in proposal.pairs.iter().filter(|pair| !pair.kept) {
        session.facts.pair(made.pair, today, PairFact::Paired { score: made.score, origin: Origin::Draw(inputs.asked.draw) });
    }
    let mut files = kept_inputs::write(inputs);
    let digest = |text: &String| session.records().map(|records| records.key.digest(text.as_bytes()));
    let digests = files.iter().map(|(name, text)| Ok(((*name).to_owned(), digest(text)?))).collect::<Result<_, Refusal>>()?;
    let proof = proof::write(&proposal.proof);
    let draw = of(inputs, proposal, today, digests, Some(digest(&proof)?));
    files.insert(proof::NAME, proof);
    for (name, text) in files {
        session.add(
            layout::draw_inputs(inputs.asked.draw, name).map_err(|fault| Problem::error("file-name", fault.to_string()))?,
            text,
        );
    }
    session.facts.draws.insert(inputs.asked.draw, draw);
    Ok(())
}

/// The record of a matching that read `inputs` and gave `proposal`; with public entropy it holds all that anybody needs to repeat
/// a draw by lot.
pub(crate) fn of(
    inputs: &Kept,
    proposal: &Proposal,
    on: NaiveDate,
    digests: BTreeMap<String, String>,
    proof: Option<String>,
) -> Draw {
    let pairs =
        |kept: bool| proposal.pairs.iter().filter(move |pair| pair.kept == kept).map(|pair| pair.pair).collect::<Vec<PairId>>();
    let forbidden = if inputs.asked.public.is_some() { forbidden(inputs) } else { Vec::new() };
    Draw {
        number: inputs.asked.draw,
        on,
        method: inputs.asked.method,
        objective: inputs.asked.objective,
        algorithm: matching::ALGORITHM,
        seed: inputs.asked.seed,
        public: inputs.asked.public.clone(),
        occasion: occasion(inputs),
        aims: proposal.aims,
        people: inputs.people.iter().map(|person| person.id).collect(),
        room: inputs.room.clone(),
        fixed: if inputs.asked.public.is_some() { fixed(inputs, &forbidden) } else { Vec::new() },
        forbidden,
        kept: pairs(true),
        made: pairs(false),
        ended: proposal.ended.iter().map(|(pair, _)| *pair).collect(),
        waiting: proposal.waiting.clone(),
        inputs: digests,
        proof,
    }
}

fn occasion(inputs: &Kept) -> Occasion {
    match (inputs.asked.fresh, inputs.standing.is_empty()) {
        (true, _) => Occasion::Fresh,
        (false, true) => Occasion::First,
        (false, false) => Occasion::Repair,
    }
}

/// Every pair that may not be, by id.
fn forbidden(inputs: &Kept) -> Vec<PairId> {
    let forbidden = matching::forbidden(&inputs.people, &inputs.asked.rules, &inputs.declared);
    forbidden.into_iter().map(|forbidden| forbidden.pair).collect()
}

/// The standing pairs that had begun and were not to be moved, by id.
fn fixed(inputs: &Kept, forbidden: &[PairId]) -> Vec<PairId> {
    let begun = inputs.standing.iter().filter(|(_, settled)| **settled && !inputs.asked.allow_moves);
    begun.map(|(pair, _)| *pair).filter(|pair| forbidden.binary_search(pair).is_err()).collect()
}
