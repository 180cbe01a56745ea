//! Two leads who match apart make two records of one number, and keep one of them. The pairs of the other are taken away here,
//! as long as nothing happened in them, so that their people can be matched again.

use std::collections::BTreeMap;

use crate::commands::book::Book;
use crate::domain::cohort::Facts;
use crate::domain::draw::Draw;
use crate::domain::fact::{Dated, Origin, PairFact};
use crate::domain::id::PairId;
use crate::domain::problem::{Place, Problem};
use crate::store::layout;

/// Takes such pairs away; says which.
pub(super) fn take_away(book: &mut Book) -> Vec<Problem> {
    let mut notes = Vec::new();
    for (pair, rows) in without_superseded(&book.facts) {
        let path = layout::pair_facts(pair);
        let message = format!("{pair} was made by a matching whose record was not kept, and is taken away");
        let help = "its two people are matched again; tell whoever was told of this pair";
        notes.push(Problem::warning("superseded-pair", message).at(Place::file(path.as_str())).help(help));
        if rows.is_empty() {
            book.facts.pairs.remove(&pair);
            book.take_away(path);
        } else {
            book.facts.pairs.insert(pair, rows);
        }
    }
    notes
}

/// The pairs that lose rows, with the rows they keep.
fn without_superseded(facts: &Facts) -> BTreeMap<PairId, Vec<Dated<PairFact>>> {
    let kept = |(pair, rows): (&PairId, &Vec<Dated<PairFact>>)| {
        let periods = rows.chunk_by(|_, next| !matches!(next.fact, PairFact::Paired { .. }));
        let kept: Vec<_> = periods.filter(|period| !is_superseded(*pair, period, &facts.draws)).flatten().cloned().collect();
        (kept.len() < rows.len()).then_some((*pair, kept))
    };
    facts.pairs.iter().filter_map(kept).collect()
}

/// Whether a time as a pair comes from a matching whose record knows nothing of it, and was no more than planned.
fn is_superseded(pair: PairId, period: &[Dated<PairFact>], draws: &BTreeMap<u32, Draw>) -> bool {
    let Some((first, rest)) = period.split_first() else { return false };
    let PairFact::Paired { origin: Origin::Draw(number), .. } = first.fact else { return false };
    let other_was_kept = draws.get(&number).is_some_and(|draw| !draw.made.contains(&pair));
    other_was_kept && rest.iter().all(|row| matches!(row.fact, PairFact::Planned { .. }))
}
