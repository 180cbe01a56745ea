//! The recorded points as the values of a letter: without the name of anybody, and a side's reflections for that side only.

use std::collections::BTreeMap;

use crate::app::outcomes::{self, CohortOutcomes};
use crate::app::session::CohortSession;
use crate::correspondence::fields::FieldGroup;
use crate::correspondence::letter_kinds::{LetterKind, PaperTarget};
use crate::correspondence::values::{FieldValue, FieldValues};
use crate::correspondence::wording;
use crate::domain::outcome::{Outcome, OutcomeKind};
use crate::domain::problem::Refusal;

/// Every recorded point, where the kind prints points.
///
/// # Errors
/// A row that is wrong, or a point that names somebody.
pub(super) fn of_kind(session: &CohortSession, kind: &LetterKind) -> Result<Vec<Outcome>, Refusal> {
    if !kind.groups.contains(&FieldGroup::Points) {
        return Ok(Vec::new());
    }
    let points = CohortOutcomes::read(session)?.all;
    outcomes::refuse_names(session, &points.iter().collect::<Vec<_>>())?;
    Ok(points)
}

/// The values of one paper.
pub(super) fn values(points: &[Outcome], target: PaperTarget<'_>) -> FieldValues {
    let side = if let PaperTarget::Side(side) = target { Some(side) } else { None };
    let rows = |kind: OutcomeKind| {
        let of_kind = points.iter().filter(move |point| point.kind == kind);
        let own = of_kind.filter(|point| kind != OutcomeKind::Reflection || point.side == side);
        FieldValue::Rows(own.map(row).collect())
    };
    FieldValues::from([
        ("points.learning".to_owned(), rows(OutcomeKind::Learning)),
        ("points.actions".to_owned(), rows(OutcomeKind::Action)),
        ("points.reflections".to_owned(), rows(OutcomeKind::Reflection)),
    ])
}

fn row(point: &Outcome) -> BTreeMap<&'static str, FieldValue> {
    BTreeMap::from([
        ("text", FieldValue::text(&point.text)),
        ("owner", FieldValue::text(point.owner.as_deref().unwrap_or("to be agreed"))),
        ("due", FieldValue::Text(point.due.map_or("to be agreed".to_owned(), wording::day))),
    ])
}
