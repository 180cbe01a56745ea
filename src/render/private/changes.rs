//! What a re-matching changes, pair by pair, and why; what would have spared it.

use std::collections::BTreeMap;

use crate::domain::cohort::Cohort;
use crate::domain::conflict::Veto;
use crate::domain::draw::WaitReason;
use crate::domain::fact::EndReason;
use crate::domain::id::{PairId, PersonId};
use crate::domain::side::Kind;
use crate::matching::{Proposal, Sparing, Way};
use crate::render::output::{Cell, Sheet};

use super::names::Names;

/// Every pair that ends, is made or is kept, with the reason. `before` is the cohort as it was; `vetoes` say why pairs may not be.
pub(crate) fn sheet(before: &Cohort, proposal: &Proposal, vetoes: &BTreeMap<PairId, Vec<Veto>>, names: &Names) -> Sheet {
    let row = |pair: PairId, change: &str, score: Option<u16>, why: String| {
        let score = score.map_or(Cell::Empty, Cell::Score);
        [Cell::text(&pair), names.cell(pair.mentor), names.cell(pair.mentee), Cell::text(change), score, Cell::Text(why)]
    };
    let score = |pair: &PairId| before.pairs.get(pair).and_then(|pair| pair.score);
    let left = proposal.ended.iter().rev().flat_map(|(pair, _)| pair.people().map(|person| (person, *pair)));
    let former = Former { pairs: left.collect(), waiting: before.waiting() };
    let ends = proposal.ended.iter().map(|(pair, reason)| row(*pair, "ended", score(pair), why_ended(*reason, vetoes.get(pair))));
    let of = |kept: bool| proposal.pairs.iter().filter(move |pair| pair.kept == kept);
    let made = of(false).map(|made| row(made.pair, "made", made.score, why_made(made.pair, &former)));
    let kept = of(true).map(|kept| row(kept.pair, "kept", kept.score, String::new()));
    Sheet::new("What changes", ["pair", "mentor", "mentee", "change", "score", "why"], ends.chain(made).chain(kept))
}

fn why_ended(reason: EndReason, vetoes: Option<&Vec<Veto>>) -> String {
    match (reason, vetoes) {
        (EndReason::Conflict, Some(vetoes)) if !vetoes.is_empty() => {
            vetoes.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
        }
        (EndReason::Conflict, _) => "the two may not be paired".to_owned(),
        _ => "moved, so that as many as possible have a pair and as few as possible change".to_owned(),
    }
}

/// Where people were before.
struct Former {
    /// The first pair of each that ended.
    pairs: BTreeMap<PersonId, PairId>,
    waiting: BTreeMap<PersonId, WaitReason>,
}

/// By ids: the names stand in the row itself, or in that of the pair that ended.
fn why_made(pair: PairId, former: &Former) -> String {
    let was = |person: PersonId| {
        let last = former.pairs.get(&person);
        let had = last.map(|other| format!("{person} was with {}", other.person(person.side().other())));
        had.unwrap_or_else(|| match former.waiting.get(&person) {
            Some(WaitReason::NotYetMatched) | None => format!("{person} is new"),
            Some(WaitReason::PairEnded) => format!("{person} was left without a pair"),
            Some(_) => format!("{person} waited"),
        })
    };
    pair.people().map(was).join("; ")
}

/// What would spare changes, one sentence each; `changed` is how many standing pairs change for others' sake.
pub(crate) fn sparing(found: &[Sparing], changed: u32, kind: Kind, names: &Names) -> Vec<String> {
    let say = |sparing: &Sparing| {
        let left = match sparing.changed {
            0 => "none of them would change".to_owned(),
            left => format!("{left} instead of {changed} would change"),
        };
        match sparing.way {
            Way::Lifting(pair) => {
                format!("Without the conflict of {} with {}, {left}.", names.label(pair.mentor), names.label(pair.mentee))
            }
            Way::Joining(side) => format!("With one more {}, {left}.", side.one(kind)),
        }
    };
    found.iter().map(say).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::conflict::ConflictReason;
    use crate::domain::draw::Aims;
    use crate::domain::example::{self, pair};
    use crate::domain::proof::Proof;
    use crate::domain::side::Side;
    use crate::matching::ProposedPair;
    use crate::render::output::Format;
    use crate::render::private::names::tests::names;

    #[test]
    fn each_change_has_its_reason() {
        let of = |text: &str, kept| ProposedPair { pair: pair(text), score: None, kept };
        let proposal = Proposal {
            pairs: vec![of("M02-E02", false), of("M10-E03", true), of("M11-E01", false)],
            ended: vec![(pair("M02-E01"), EndReason::Conflict)],
            waiting: BTreeMap::new(),
            aims: Aims::default(),
            proof: Proof::default(),
            evenness: None,
        };
        let vetoes = BTreeMap::from([(pair("M02-E01"), vec![Veto::Declared(ConflictReason::Knows)])]);
        let shown =
            sheet(&example::cohort(), &proposal, &vetoes, &names(&[("M02", "Anna Reed")])).show(Format::Csv, 100, Kind::Goals);
        assert_eq!(
            shown,
            "pair,mentor,mentee,change,score,why\n\
             M02-E01,M02,E01,ended,700,a declared conflict of interest (knows)\n\
             M02-E02,M02,E02,made,,M02 was with E01; E02 was left without a pair\n\
             M11-E01,M11,E01,made,,M11 waited; E01 was with M02\n\
             M10-E03,M10,E03,kept,,\n"
        );
    }

    #[test]
    fn what_would_spare_changes_is_one_sentence_each() {
        let found =
            [Sparing { way: Way::Lifting(pair("M02-E03")), changed: 1 }, Sparing { way: Way::Joining(Side::Mentor), changed: 0 }];
        let said = sparing(&found, 2, Kind::Reciprocal, &names(&[("M02", "Anna Reed")]));
        assert_eq!(
            said,
            [
                "Without the conflict of M02 Anna Reed with E03, 1 instead of 2 would change.",
                "With one more junior, none of them would change.",
            ]
        );
    }
}
