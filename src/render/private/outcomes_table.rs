//! What `outcome list` shows: every point with its state.

use std::collections::BTreeSet;

use crate::domain::outcome::{Outcome, OutcomeId, PublishedOutcome};
use crate::domain::side::Kind;
use crate::render::output::{Cell, Sheet};

/// All points, in the order of their ids.
pub(crate) fn outcomes(all: &[Outcome], published: &BTreeSet<OutcomeId>, kind: Kind) -> Sheet {
    let columns = ["id", "kind", "side", "level", "text", "owner", "due", "state", "agreed", "published"];
    let text = |text: Option<&str>| text.map_or(Cell::Empty, Cell::text);
    Sheet::new(
        "Points",
        columns,
        all.iter().map(|outcome| {
            [
                Cell::text(&outcome.id),
                Cell::text(outcome.kind.word()),
                text(outcome.side.map(|side| side.one(kind))),
                text(outcome.level.map(crate::domain::outcome::OutcomeLevel::word)),
                Cell::text(&outcome.text),
                text(outcome.owner.as_deref()),
                outcome.due.map_or(Cell::Empty, Cell::Day),
                Cell::text(outcome.state()),
                Cell::Flag(outcome.agreed),
                Cell::Flag(published.contains(&outcome.id)),
            ]
        }),
    )
}

/// Action points that earlier cohorts published and left open.
pub(crate) fn earlier(open: &[(String, PublishedOutcome)]) -> Sheet {
    let rows = open.iter().map(|(cohort, point)| {
        [
            Cell::text(cohort),
            Cell::text(&point.id),
            Cell::text(&point.text),
            point.owner.as_deref().map_or(Cell::Empty, Cell::text),
            point.due.map_or(Cell::Empty, Cell::Day),
        ]
    });
    Sheet::new("Left open by earlier cohorts", ["cohort", "id", "text", "owner", "due"], rows)
}
