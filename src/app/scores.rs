//! Where the scores of pairs go that were just made: into the private folder, or into the facts, as `[privacy] scores` says. Scores
//! that stand in the facts already are not touched, except by [`move_out_of_facts`], which the lead asks for.

use std::collections::BTreeMap;

use crate::app::session::CohortSession;
use crate::domain::draw::Aims;
use crate::domain::fact::{Origin, PairFact};
use crate::domain::id::PairId;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::settings::Scores;
use crate::domain::text::counted;
use crate::store::formats::scores;
use crate::store::layout;

/// Keeps the scores of pairs that were just made or adopted, and of what they reached, where scores are private. Gives the pairs
/// with the scores that their facts are to hold.
pub(crate) fn keep(
    session: &mut CohortSession,
    origin: Origin,
    mut made: BTreeMap<PairId, Option<u16>>,
    reached: Option<(u64, u16)>,
) -> BTreeMap<PairId, Option<u16>> {
    if session.settings.privacy.scores == Scores::Committed {
        return made;
    }
    let scored: BTreeMap<PairId, u16> = made.iter().filter_map(|(pair, score)| Some((*pair, (*score)?))).collect();
    if !scored.is_empty() {
        let kept = session.scores.by_origin.entry(origin).or_default();
        kept.reached = reached.or(kept.reached);
        kept.pairs.extend(&scored);
        let text = scores::write(kept);
        session.facts.forget();
        session.add(layout::scores(origin), text);
    }
    for score in made.values_mut() {
        *score = None;
    }
    made
}

/// Takes the scores out of the facts into the private folder. Gives how many pairs had one.
///
/// # Errors
/// Without the private folder the scores would be lost; where they are to be committed they stay.
pub(crate) fn move_out_of_facts(session: &mut CohortSession) -> Result<usize, Refusal> {
    session.records()?;
    if session.settings.privacy.scores == Scores::Committed {
        let problem = Problem::error("scores-committed", "cohort.toml says that scores are committed");
        let place = Place::file(layout::COHORT_FILE).column("privacy.scores");
        return Err(problem.at(place).help("write scores = \"private\" under [privacy], or take the line away").into());
    }
    let mut found: BTreeMap<Origin, BTreeMap<PairId, Option<u16>>> = BTreeMap::new();
    for (pair, rows) in &mut session.facts.pairs {
        for row in rows {
            if let PairFact::Paired { score, origin } = &mut row.fact {
                found.entry(*origin).or_default().extend(score.take().map(|score| (*pair, Some(score))));
            }
        }
    }
    let mut reached = BTreeMap::new();
    for (number, draw) in session.facts.draws.iter_mut().filter(|(_, draw)| !draw.scores_withheld) {
        reached.insert(Origin::Draw(*number), (draw.aims.total, draw.aims.weakest));
        draw.aims = Aims { total: 0, weakest: 0, ..draw.aims };
        draw.scores_withheld = true;
    }
    let moved = found.values().map(BTreeMap::len).sum();
    for (origin, pairs) in found {
        _ = keep(session, origin, pairs, reached.get(&origin).copied());
    }
    Ok(moved)
}

/// What the lead has to know where scores are private and the facts hold some: those that an earlier version committed.
pub(crate) fn committed(session: &CohortSession) -> Option<Problem> {
    let is_scored = |fact: &PairFact| matches!(fact, PairFact::Paired { score: Some(_), .. });
    let scored = session.facts.pairs.iter().filter(|(_, rows)| rows.iter().any(|row| is_scored(&row.fact)));
    let pairs: Vec<&PairId> = scored.map(|(pair, _)| pair).collect();
    let first = pairs.first().filter(|_| session.settings.privacy.scores == Scores::Private)?;
    let message = format!(
        "the scores of {} are in the facts, and in git's history where they were committed: whoever holds everybody's \
         answers could tell who these pairs are",
        counted(pairs.len(), "pair")
    );
    let help = "`revmentor build --move-scores` takes them into private/ (the history keeps them); to leave them, write scores = \
         \"committed\" under [privacy]";
    Some(Problem::warning("committed-scores", message).at(Place::file(layout::pair_facts(**first).as_str())).help(help))
}
