//! The scores of pairs that are kept in the private folder: read with the session, so that the lead sees them where the facts hold
//! none. Where new ones go is not decided here.

use std::collections::BTreeMap;

use crate::domain::cohort::Cohort;
use crate::domain::draw::Aims;
use crate::domain::fact::Origin;
use crate::domain::facts::Facts;
use crate::domain::id::PairId;
use crate::domain::pair::Pair;
use crate::domain::problem::Problem;
use crate::store::changes::Workspace;
use crate::store::formats::scores::{self, PairScores};
use crate::store::layout;

/// Everything that is known of scores beside the facts.
#[derive(Debug, Default)]
pub(crate) struct KeptScores {
    pub(super) by_origin: BTreeMap<Origin, PairScores>,
}

impl KeptScores {
    /// Reads the scores of every matching in `facts`, and of adopted pairs. What is wrong with a file goes to `problems`.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub(crate) fn read(workspace: &Workspace, facts: &Facts, problems: &mut Vec<Problem>) -> Result<KeptScores, Problem> {
        let mut kept = KeptScores::default();
        for origin in facts.draws.keys().map(|number| Origin::Draw(*number)).chain([Origin::Adopted]) {
            let path = layout::scores(origin);
            if let Some(bytes) = workspace.read(&path)? {
                let (scores, found) = scores::read(&String::from_utf8_lossy(&bytes), path.as_str());
                problems.extend(found);
                kept.by_origin.insert(origin, scores);
            }
        }
        Ok(kept)
    }

    /// Gives one pair its score.
    pub(crate) fn complete_pair(&self, cohort: &mut Cohort, pair: PairId) {
        cohort.pairs.get_mut(&pair).into_iter().for_each(|pair| self.score(pair));
    }

    fn score(&self, pair: &mut Pair) {
        let kept = || self.by_origin.get(&pair.origin)?.pairs.get(&pair.id).copied();
        pair.score = pair.score.or_else(kept);
    }

    /// Gives the pairs and matchings of the cohort the scores that the facts do not hold.
    pub(crate) fn complete(&self, cohort: &mut Cohort) {
        cohort.pairs.values_mut().for_each(|pair| self.score(pair));
        for draw in cohort.draws.iter_mut().filter(|draw| draw.scores_withheld) {
            let kept = self.by_origin.get(&Origin::Draw(draw.number)).and_then(|scores| scores.reached);
            if let Some((total, weakest)) = kept {
                draw.aims = Aims { total, weakest, ..draw.aims };
                draw.scores_withheld = false;
            }
        }
    }
}
