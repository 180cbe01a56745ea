//! Fills the request of a matching from the session, has it answered, and records the answer as facts.
//!
//! Nothing is chosen here: who is paired with whom is decided by `matching` alone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::app::scores;
use crate::app::session::CohortSession;
use crate::domain::cohort::Cohort;
use crate::domain::draw::{Aims, Draw, Occasion, WaitReason};
use crate::domain::fact::{Origin, PairFact};
use crate::domain::id::{PairId, PersonId};
use crate::domain::identity;
use crate::domain::match_request::{MatchInputs, MatchParams, MatchRequest};
use crate::domain::pair::Pair;
use crate::domain::person::Person;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::settings::{Method, Scores, Settings};
use crate::domain::shell;
use crate::domain::side::Side;
use crate::domain::text;
use crate::matching::{self, Idle, IdleKind, Proposal};
use crate::store::formats::kept_inputs;
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
/// Without the private folder there are no answers to match; without a criterion nothing says who fits whom.
pub(crate) fn request(session: &CohortSession, cohort: &Cohort, wish: &Wish) -> Result<MatchRequest, Refusal> {
    let policy = &session.settings.matching.policy;
    if policy.method == Method::Goals && policy.criteria.is_empty() {
        return Err(without_criteria());
    }
    // Whoever is going to leave keeps the pair until then, and gets no other; so does somebody who may be known under two ids.
    let (doubtful, paired) = (identity::in_question(&session.facts), cohort.paired());
    let is_doubtful = |person: &Person| doubtful.contains(&person.id) && !paired.contains(&person.id);
    let present = |person: &Person| {
        let known = cohort.people.get(&person.id);
        known.is_some_and(|known| known.takes_part() && known.leaves.is_none()) && !is_doubtful(person)
    };
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
    let mut room: BTreeMap<PersonId, u32> =
        people.iter().map(|person| (person.id, room(person))).filter(|(_, room)| *room != 1).collect();
    people.retain(|person| room.get(&person.id) != Some(&0));
    room.retain(|_, places| *places > 0);
    let Settings { programme, matching, conflict_rules, .. } = &session.settings;
    let inputs = MatchInputs {
        people,
        room,
        precedence: wish.precedence.clone(),
        declared: cohort.forbidden().collect(),
        standing: standing.iter().map(|pair| (pair.id, pair.is_settled())).collect(),
    };
    let params = MatchParams {
        draw: session.facts.next_draw(),
        algorithm: matching::algorithm(&inputs),
        kind: programme.kind,
        policy: matching.policy.clone(),
        rules: conflict_rules.clone(),
        seed: wish.seed,
        public: wish.public.clone(),
        allow_moves: wish.allow_moves,
        fresh: wish.fresh,
    };
    Ok(MatchRequest { inputs, params })
}

fn without_criteria() -> Refusal {
    Problem::error("missing-key", "nothing says what makes two people compatible")
        .at(Place::file(layout::cohort_file().as_str()).column("matching.criterion"))
        .help("add a [[matching.criterion]], or name the column `goals` on both sides, or write kind = \"random\"")
        .into()
}

/// Repeats or makes the matching that is asked for.
///
/// # Errors
/// What about the request cannot be.
pub(crate) fn propose(request: &MatchRequest) -> Result<Proposal, Refusal> {
    matching::propose(request).map_err(Refusal::unmet)
}

/// As [`propose`], for a request that follows the settings of the session: what is wrong is told with its place in them.
///
/// # Errors
/// What about the request cannot be.
pub(crate) fn propose_in(session: &CohortSession, request: &MatchRequest) -> Result<Proposal, Refusal> {
    matching::propose(request).map_err(|found| Refusal::unmet(session.locate(found)))
}

/// What a matching does while it lasts, in words.
pub(crate) fn pairing(request: &MatchRequest) -> String {
    let [mentors, mentees] = Side::BOTH.map(|side| text::grouped(request.count(side)));
    format!("pairing {mentors} and {mentees} people")
}

/// Whether the proposal says anything that the cohort does not show already.
pub(crate) fn is_news(cohort: &Cohort, proposal: &Proposal) -> bool {
    let mut waiting = cohort.waiting();
    // Whoever has room for no pair is not in the matching.
    waiting.retain(|_, reason| *reason != WaitReason::NoCapacity);
    proposal.changes_pairs() || proposal.waiting != waiting
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
pub(crate) fn record(
    session: &mut CohortSession,
    request: &MatchRequest,
    proposal: &Proposal,
    today: NaiveDate,
) -> Result<(), Refusal> {
    for (pair, reason) in &proposal.ended {
        session.facts.pair(*pair, today, PairFact::Ended { reason: *reason });
    }
    let origin = Origin::Draw(request.params.draw);
    let reached = (request.params.policy.method == Method::Goals).then_some((proposal.aims.total, proposal.aims.weakest));
    let made = proposal.pairs.iter().filter(|pair| !pair.kept).map(|made| (made.pair, made.score)).collect();
    for (pair, score) in scores::keep(session, origin, made, reached) {
        session.facts.pair(pair, today, PairFact::Paired { score, origin });
    }
    let mut files = kept_inputs::write(request);
    let digest = |text: &String| session.records().map(|records| records.key.digest(text.as_bytes()));
    let digests = files.iter().map(|(name, text)| Ok(((*name).to_owned(), digest(text)?))).collect::<Result<_, Refusal>>()?;
    let proof = proof::write(&proposal.proof);
    let mut draw = of(request, proposal, today, digests, Some(digest(&proof)?));
    if session.settings.privacy.scores == Scores::Private {
        draw.aims = Aims { total: 0, weakest: 0, ..draw.aims };
        draw.scores_withheld = true;
    }
    files.insert(proof::NAME, proof);
    for (name, text) in files {
        session.add(
            layout::draw_inputs(request.params.draw, name).map_err(|fault| Problem::error("file-name", fault.to_string()))?,
            text,
        );
    }
    session.facts.draws.insert(request.params.draw, draw);
    Ok(())
}

/// The record of a matching that was asked by `request` and gave `proposal`; with public entropy it holds all that anybody needs to repeat
/// a draw by lot.
pub(crate) fn of(
    request: &MatchRequest,
    proposal: &Proposal,
    on: NaiveDate,
    digests: BTreeMap<String, String>,
    proof: Option<String>,
) -> Draw {
    let pairs =
        |kept: bool| proposal.pairs.iter().filter(move |pair| pair.kept == kept).map(|pair| pair.pair).collect::<Vec<PairId>>();
    let forbidden = if request.params.public.is_some() { forbidden(request) } else { Vec::new() };
    Draw {
        number: request.params.draw,
        on,
        method: request.params.policy.method,
        objective: request.params.policy.objective,
        algorithm: request.params.algorithm,
        seed: request.params.seed,
        public: request.params.public.clone(),
        occasion: occasion(request),
        aims: proposal.aims,
        scores_withheld: false,
        people: request.inputs.people.iter().map(|person| person.id).collect(),
        room: request.inputs.room.clone(),
        places: request.params.policy.places,
        fixed: if request.params.public.is_some() { fixed(request, &forbidden) } else { Vec::new() },
        forbidden,
        kept: pairs(true),
        made: pairs(false),
        ended: proposal.ended.iter().map(|(pair, _)| *pair).collect(),
        waiting: proposal.waiting.clone(),
        inputs: digests,
        proof,
    }
}

fn occasion(request: &MatchRequest) -> Occasion {
    match (request.params.fresh, request.inputs.standing.is_empty()) {
        (true, _) => Occasion::Fresh,
        (false, true) => Occasion::First,
        (false, false) => Occasion::Repair,
    }
}

/// Every pair that may not be, by id.
pub(crate) fn forbidden(request: &MatchRequest) -> Vec<PairId> {
    let forbidden = matching::forbidden(&request.inputs.people, &request.params.rules, &request.inputs.declared);
    forbidden.into_iter().map(|forbidden| forbidden.pair).collect()
}

/// The standing pairs that had begun and were not to be moved, by id.
pub(crate) fn fixed(request: &MatchRequest, forbidden: &[PairId]) -> Vec<PairId> {
    let begun = request.inputs.standing.iter().filter(|(_, settled)| **settled && !request.params.allow_moves);
    begun.map(|(pair, _)| *pair).filter(|pair| forbidden.binary_search(pair).is_err()).collect()
}

/// What is asked for in cohort.toml and tells no pair from another: a criterion that gives everybody the same, a rule that forbids
/// nobody or everybody.
pub(crate) fn idle(session: &CohortSession, request: &MatchRequest) -> Vec<Problem> {
    let kind = session.settings.programme.kind;
    let files = Side::BOTH.iter().filter_map(|side| session.settings.survey[*side].file.as_deref());
    let look = files.map(|file| format!("`revmentor survey {}`", shell::word(file))).collect::<Vec<_>>().join(" and ");
    let look = if look.is_empty() { "`revmentor status`".to_owned() } else { look };
    let help = format!("{look}: see whether the column is the right one and its answers are read as they were meant");
    let problem = |idle: Idle| {
        let said = match idle.what {
            IdleKind::Criterion { points: 0, .. } => "gives every pair nothing".to_owned(),
            IdleKind::Criterion { points, most } => format!("gives every pair the same, {points} of {most} points"),
            IdleKind::ForbidsNone => "forbids no pair".to_owned(),
            IdleKind::ForbidsAll => "forbids every pair".to_owned(),
        };
        let nobody = idle.unanswered.iter().map(|(field, side)| format!("none of the {} answered {field}", side.many(kind)));
        let why: Vec<String> = nobody.collect();
        let why = if why.is_empty() { String::new() } else { format!(": {}", why.join(", ")) };
        let (table, what) = match idle.what {
            IdleKind::Criterion { .. } => ("matching.criterion", "criterion"),
            IdleKind::ForbidsNone | IdleKind::ForbidsAll => ("conflict", "rule"),
        };
        let message = format!("the {what} {:?} {said}{why}", idle.name);
        Problem::warning("decides-nothing", message)
            .at(Place::file(layout::COHORT_FILE).column(format!("{table}.{}", idle.name)))
            .help(help.clone())
    };
    matching::idle(request).into_iter().map(problem).collect()
}
