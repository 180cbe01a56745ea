//! What two leads published apart is one list of points. A point that either of them took out stays out: it may have told something.

use std::collections::BTreeSet;

use crate::app::fact_files::{UNITED, text_of};
use crate::app::outcomes::keep_new_ids;
use crate::app::session::CohortSession;
use crate::domain::outcome::{OutcomeId, PublishedOutcome};
use crate::domain::outcome_merge::{self, Corrected, Renumbered};
use crate::domain::problem::{Place, Problem};
use crate::domain::text::long_date;
use crate::store::formats::outcomes;
use crate::store::formats::table::{self, Sides};
use crate::store::layout;

/// Makes one list of what two leads published, where a merge left two; says what it did.
pub(super) fn unite(session: &mut CohortSession) -> Vec<Problem> {
    let path = layout::published_outcomes();
    let Ok(Some(text)) = text_of(session.workspace(), &path) else { return Vec::new() };
    let sides = table::sides(&text);
    let (mut rows, problems) = outcomes::read_published(sides.as_ref().map_or(&text, |sides| &sides.united), path.as_str());
    if !problems.is_empty() {
        return problems;
    }
    let before = rows.len();
    let parted = sides.as_ref().map(|sides| parted(session, sides)).unwrap_or_default();
    rows.retain(|row| !parted.taken_out.iter().any(|gone| says_the_same(gone, row)));
    rows.retain(|row| !parted.corrected.iter().any(|corrected| corrected.point.id == row.id));
    rows.extend(parted.corrected.iter().map(|corrected| corrected.point.clone()));
    let (points, renumbered) = outcome_merge::united(rows);
    if sides.is_none() && points.len() == before && renumbered.is_empty() {
        return keep_new_ids(session, points);
    }
    session.add(path.clone(), outcomes::write_points(&points));
    let own = keep_new_ids(session, points.clone());
    let is_said = sides.is_some() || renumbered.is_empty();
    let ids: Vec<String> = points.iter().map(|point| point.id.to_string()).collect();
    let kept = format!("the points of both sides of a merge are kept: {}", ids.join(", "));
    let first = (is_said && !points.is_empty()).then(|| note(UNITED, kept));
    let again = renumbered.into_iter().map(again);
    first.into_iter().chain(parted.notes()).chain(again).chain(own).collect()
}

/// Points that only one side of a merge has.
#[derive(Default)]
struct Parted {
    /// Those that stood before the two parted, and that one lead took out.
    taken_out: Vec<PublishedOutcome>,
    /// Those that either lead changed.
    corrected: Vec<Corrected>,
    /// Those of which nobody knows whether the one lead added them or the other took them out.
    doubtful: Vec<PublishedOutcome>,
}

impl Parted {
    fn notes(&self) -> impl Iterator<Item = Problem> {
        let ids: BTreeSet<OutcomeId> = self.taken_out.iter().map(|point| point.id).collect();
        let taken_out = ids.into_iter().map(|id| {
            let again = format!("if it is to be published, `revmentor outcome agree {id}` and `revmentor outcome publish {id}`");
            note("merged-rows", format!("{id} was taken out by one of you, and stays out")).help(again)
        });
        let doubtful = self.doubtful.iter().map(|PublishedOutcome { id, .. }| {
            let cure = format!("if one of you had taken it out, `revmentor outcome publish --retract {id}`");
            note("merged-rows", format!("only one of the two sides has {id}")).help(cure)
        });
        let corrected = self.corrected.iter().filter_map(|Corrected { point, other }| {
            let (id, other) = (point.id, other.as_ref()?);
            let what = point.differences(other).join(" and the ");
            let message = format!("both of you corrected the {what} of {id}; it now says: {}", in_words(point));
            let said = note("merged-rows", message);
            Some(match point.correction_to(other) {
                Some(command) => said.help(format!("if the other correction is right, `{command}`")),
                None => said,
            })
        });
        taken_out.chain(doubtful).chain(corrected)
    }
}

fn parted(session: &CohortSession, sides: &Sides) -> Parted {
    let path = layout::published_outcomes();
    let read = |text: &str| outcomes::read_published(text, path.as_str()).0;
    let (ours, theirs) = (read(&sides.ours), read(&sides.theirs));
    let has = |side: &[PublishedOutcome], point: &PublishedOutcome| side.iter().any(|also| says_the_same(also, point));
    let base = session.workspace().git().and_then(|git| git.merge_base(&path).ok().flatten());
    if let Some(base) = base {
        let (mut taken_out, base) = (Vec::new(), read(&String::from_utf8_lossy(&base)));
        let mut corrected = Vec::new();
        for point in base {
            let [ours, theirs] = [&ours, &theirs].map(|side| same_point(side, &point));
            match (ours, theirs) {
                (Some(ours), Some(theirs)) if ours.differences(theirs).is_empty() && ours.is_done == theirs.is_done => {}
                (Some(ours), Some(theirs)) => corrected.push(outcome_merge::corrected_apart(&point, ours, theirs)),
                _ => taken_out.extend([Some(point), ours.cloned(), theirs.cloned()].into_iter().flatten()),
            }
        }
        return Parted { taken_out, corrected, ..Parted::default() };
    }
    let only = |side: &[PublishedOutcome], other: &[PublishedOutcome]| -> Vec<PublishedOutcome> {
        side.iter().filter(|point| !has(other, point)).cloned().collect()
    };
    // Without a common past what either side says of a point counts.
    let both = |ours: &PublishedOutcome| {
        let theirs = theirs.iter().find(|theirs| theirs.id == ours.id && says_the_same(ours, theirs))?;
        let unsaid = PublishedOutcome { owner: None, due: None, level: None, is_done: false, ..ours.clone() };
        Some(outcome_merge::corrected_apart(&unsaid, ours, theirs))
    };
    let corrected = ours.iter().filter_map(both).filter(|corrected| corrected.other.is_some()).collect();
    Parted { doubtful: [only(&ours, &theirs), only(&theirs, &ours)].concat(), corrected, ..Parted::default() }
}

/// The point as one side of a merge has it: in its words, or corrected under its id.
fn same_point<'s>(side: &'s [PublishedOutcome], point: &PublishedOutcome) -> Option<&'s PublishedOutcome> {
    let in_its_words = side.iter().find(|also| says_the_same(also, point));
    in_its_words.or_else(|| side.iter().find(|also| also.id == point.id && also.kind == point.kind))
}

/// Without a common past a point is known by its kind, its side and its words.
fn says_the_same(one: &PublishedOutcome, other: &PublishedOutcome) -> bool {
    (one.kind, one.side, &one.text) == (other.kind, other.side, &other.text)
}

/// `Book a room (owner: Dean, by Thursday 1 July 2027, level: department)`.
fn in_words(point: &PublishedOutcome) -> String {
    let owner = point.owner.as_ref().map(|owner| format!("owner: {owner}"));
    let due = point.due.map(|due| format!("by {}", long_date(due)));
    let level = point.level.map(|level| format!("level: {}", level.word()));
    let more: Vec<String> = [owner, due, level].into_iter().flatten().collect();
    if more.is_empty() { point.text.clone() } else { format!("{} ({})", point.text, more.join(", ")) }
}

fn again(Renumbered { from, to, is_same }: Renumbered) -> Problem {
    let message = if is_same {
        format!("{from} says the same as {to}: the two are one point, {to}")
    } else {
        format!("two leads published a point as {from}: the second is {to} from now on")
    };
    note("merged-rows", message)
}

fn note(code: &'static str, message: String) -> Problem {
    Problem::warning(code, message).at(Place::file(layout::published_outcomes().as_str())).help("commit the file")
}
