//! Whether the fields that criteria and rules speak of are answered by the people they are about.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::domain::answer::field;
use crate::domain::problem::Problem;
use crate::domain::settings::Column;
use crate::domain::side::{BySide, Side};
use crate::domain::spelling;

use super::findings::Findings;

/// Fields of which nothing is left for matching: they are part of the contact, or judged when the survey is read.
const NOT_COMPARABLE: [&str; 7] =
    [field::NAME, field::EMAIL, field::CONFLICTS, field::CONSENT, field::ANSWERED, field::FINISHED, field::CODE];

/// The fields that are mapped on each side.
pub(super) struct Fields<'s> {
    /// `None` where a side's columns could not be read.
    pub(super) mapped: BySide<Option<&'s BTreeMap<String, Column>>>,
}

impl Fields<'_> {
    /// Whether `field` can be compared on `side`. A side that could not be read counts as able, so that one fault is told once.
    pub(super) fn has(&self, side: Side, field: &str) -> bool {
        !NOT_COMPARABLE.contains(&field) && self.mapped[side].is_none_or(|columns| columns.contains_key(field))
    }

    /// Tells when `field` is not there on a side of `sides`.
    pub(super) fn need(&self, sides: &[Side], field: &str, path: &str, span: &Range<usize>, findings: &mut Findings<'_>) {
        if NOT_COMPARABLE.contains(&field) {
            let problem = Problem::error("unknown-field", format!("`{field}` is not an answer that people can be compared by"))
                .value(field)
                .help("take a field such as goals, specialty or region");
            return findings.add(path, span.clone(), problem);
        }
        for side in sides.iter().copied().filter(|side| !self.has(*side, field)) {
            let message = format!("`{field}` is not among the columns of [survey.{}]", side.key());
            let problem = Problem::error("unknown-field", message).value(field).help(self.help(side, field));
            findings.add(path, span.clone(), problem);
        }
    }

    fn help(&self, side: Side, field: &str) -> String {
        let columns = self.mapped[side].into_iter().flat_map(|columns| columns.keys().map(String::as_str));
        let there: Vec<&str> = columns.filter(|name| !NOT_COMPARABLE.contains(name)).collect();
        let name_it = format!("name its column: [survey.{}.columns] {field} = \"…\"", side.key());
        match (spelling::nearest(field, there.iter().copied()), there.is_empty()) {
            (Some(near), _) => format!("did you mean `{near}`? or {name_it}"),
            (None, false) => format!("{name_it}; or take one that is there: {}", there.join(", ")),
            (None, true) => name_it,
        }
    }
}
