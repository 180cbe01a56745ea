//! What a matching claims of its pairs: that they are permitted, and that nothing better was possible. Judged by `check`, which
//! does not know how pairs are found.

use std::collections::BTreeSet;

use super::finding::{Claim, Finding};
use crate::check::optimality::{self, PairingClaim};
use crate::domain::draw::Draw;
use crate::domain::id::PairId;
use crate::domain::match_request::MatchRequest;
use crate::domain::problem::Problem;
use crate::domain::proof::Proof;
use crate::domain::settings::{Method, Objective};
use crate::domain::text::{agreeing, counted};
use crate::matching::Evenness;
use crate::render::output::{points, total};

const PERMITTED: (&str, &str) =
    ("permitted", "no pair is forbidden, nobody has more pairs than places, no pair that had begun was moved");

/// The claims of a record, in the order of the aims.
pub(super) fn claims(draw: &Draw) -> Vec<Claim> {
    let aims = draw.aims;
    let by = |method, objective| (draw.method, draw.objective) == (method, objective);
    let claim = |code, says: String| Some(Claim { code, says });
    let within = draw
        .places
        .filter(|places| aims.pairs <= *places)
        .map(|places| format!(" within {}", counted(places as usize, "place")))
        .unwrap_or_default();
    let pairs = claim("most-pairs", format!("{}, the maximum{within}", counted(aims.pairs as usize, "pair")));
    let fewest = format!("{} of {} kept, the maximum", aims.kept, counted(aims.standing as usize, "existing pair"));
    let first = format!(
        "{} a pair, the maximum",
        agreeing(aims.precedence as usize, "person with precedence has", "people with precedence have")
    );
    let (best, fair) = scored(draw);
    [
        Some(PERMITTED.into()),
        pairs,
        claim("fewest-changes", fewest).filter(|_| aims.standing > 0),
        aims.people
            .and_then(|people| claim("most-people", format!("{} in pairs, the maximum", counted(people as usize, "person")))),
        claim("precedence", first).filter(|_| aims.precedence > 0),
        claim("best-total", best).filter(|_| by(Method::Goals, Objective::Total)),
        claim("fairest", fair).filter(|_| by(Method::Goals, Objective::Fair)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What the record claims of the total, and of the weakest pair; without figures where only the private folder has them.
fn scored(draw: &Draw) -> (String, String) {
    if draw.scores_withheld {
        let best = "a higher total was not possible, nor with it a stronger weakest pair";
        return (best.to_owned(), "neither the weakest pair nor the next weakest could be stronger, and so on".to_owned());
    }
    let (sum, weakest) = (total(draw.aims.total), points(draw.aims.weakest));
    (
        format!("the total is {sum}, and more was not possible; with it no stronger weakest pair than {weakest}"),
        format!("the weakest pair has {weakest}; neither it nor the next weakest could be stronger, and so on"),
    )
}

/// Checks the claims of a record for the pairs that it holds, by the prices of a proof.
///
/// O(mentors · mentees · (criteria + stages)).
pub(super) fn judge(number: u32, draw: &Draw, request: &MatchRequest, proof: &Proof) -> Vec<Finding> {
    let (of_proof, of_pairs): (Vec<Problem>, Vec<Problem>) =
        problems(draw, request, proof).into_iter().partition(|problem| problem.code.starts_with("proof-"));
    let judge = |claim: Claim| match claim.code {
        code if code == PERMITTED.0 => Finding::of(number, claim, "pair by pair, from the answers", said(&of_pairs)),
        _ if of_pairs.is_empty() => Finding::of(number, claim, how(proof), said(&of_proof)),
        _ => Finding::unchecked(number, claim, "the pairs themselves do not hold"),
    };
    claims(draw).into_iter().map(judge).collect()
}

/// How even a draw by lot was, as counting tells.
pub(super) fn even(number: u32, evenness: Evenness) -> Finding {
    let claim = |says: &str| Claim { code: "even-draw", says: says.to_owned() };
    match evenness {
        Evenness::Exact => {
            let says = claim("each of these pairings had exactly the same chance");
            Finding::of(number, says, "the pairings were counted", Vec::new())
        }
        Evenness::Rounded => {
            let says = claim("each of these pairings had the same chance, but for less than one in a million");
            Finding::of(number, says, "by the bound of the method that drew", Vec::new())
        }
        Evenness::Unproved => {
            let says = claim("each of these pairings had the same chance");
            Finding::unchecked(
                number,
                says,
                "a part of it could not be counted: lots decided there, and every pairing was possible",
            )
        }
    }
}

fn how(proof: &Proof) -> String {
    let priced: BTreeSet<_> = proof.stages.iter().flat_map(|stage| stage.prices.keys()).map(|of| of.person).collect();
    format!("the prices of {}, added up over every possible pair", counted(priced.len(), "person"))
}

fn problems(draw: &Draw, request: &MatchRequest, proof: &Proof) -> Vec<Problem> {
    let pairs: BTreeSet<PairId> = draw.kept.iter().chain(&draw.made).copied().collect();
    optimality::check(&PairingClaim { request, pairs: &pairs, aims: draw.aims, proof })
}

fn said(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(ToString::to_string).collect()
}
