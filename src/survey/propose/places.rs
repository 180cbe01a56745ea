//! Which question says where somebody works, where another asks for the place that the partner should have: the wishes are compared
//! with it, so it is the question in whose answers they occur.

use std::collections::BTreeSet;

use super::described::cells;
use super::kept::Kept;
use super::looks::Looks;
use super::questions::{Mapped, Question};
use crate::domain::spelling;
use crate::survey::header::Header;
use crate::survey::intake::sheet::Sheet;

/// The field of the place, and that of the wish.
const PLACE: &str = "place";
const WISH: &str = "preferred_place";
/// Fields whose questions ask for a place too, the likeliest first.
const ALSO_PLACES: [&str; 2] = ["employer", "region"];

/// Maps the place to the question whose answers the wishes name; without one, to that for the employer or the region. A question for the
/// employer stays one, as a rule may need it.
pub(super) fn settle<'q>(
    sheet: &Sheet<'_>,
    header: &Header,
    questions: &'q [Question],
    kept: &Kept<'_>,
    mapped: &mut Mapped<'q>,
) {
    let Some([wish]) = mapped.get(WISH).map(Vec::as_slice) else { return };
    if kept.has(PLACE) {
        return;
    }
    let answers = |question: &Question| -> BTreeSet<String> {
        let all = cells(sheet, header, question).into_iter().flat_map(|cell| question.joining.split(cell));
        all.map(|answer| spelling::key(&answer)).collect()
    };
    let wishes = answers(wish);
    let met = |question: &Question| answers(question).intersection(&wishes).count();
    let also = || ALSO_PLACES.iter().filter_map(|name| mapped.get(*name)?.first().copied());
    let found = mapped.get(PLACE).and_then(|found| found.first().copied());
    let is_used = |question: &Question| mapped.values().flatten().any(|used| used.columns == question.columns);
    let is_open = |question: &&Question| {
        let offers = matches!(question.looks, Looks::OneOf(answers) if answers > 1);
        offers && !question.own && !question.heading.is_empty() && !is_used(question)
    };
    let candidates = found.into_iter().chain(also()).chain(questions.iter().filter(is_open));
    let best =
        candidates.map(|question| (met(question), question)).reduce(|best, next| if next.0 > best.0 { next } else { best });
    let named = best.filter(|(met, _)| *met > 0).map(|(_, question)| question);
    let place = named.or_else(|| found.filter(|question| question.looks != Looks::OneOf(1))).or_else(|| also().next());
    if let Some(question) = place.or(found) {
        mapped.insert(PLACE.to_owned(), vec![question]);
    }
}
