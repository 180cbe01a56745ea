//! Columns that are read and that nothing uses: no criterion, no rule, no profile.

use crate::domain::settings::{Criterion, CriterionKind, Settings};
use crate::domain::side::Side;

/// Fields with a meaning of their own.
const OWN: [&str; 11] =
    ["name", "email", "conflicts", "days", "consent", "answered", "finished", "applied_before", "code", "capacity", "known_as"];

/// The fields of a side's columns that nothing uses, in order.
pub(crate) fn unused(settings: &Settings, side: Side) -> Vec<&str> {
    let criteria = settings.matching.policy.criteria.iter().flat_map(fields);
    let rules = settings.conflict_rules.iter().map(|rule| rule.same.as_str());
    let used: Vec<&str> = criteria.chain(rules).chain(settings.profile[side].iter().map(String::as_str)).chain(OWN).collect();
    settings.survey[side].columns.keys().map(String::as_str).filter(|field| !used.contains(field)).collect()
}

fn fields(criterion: &Criterion) -> Vec<&str> {
    match &criterion.kind {
        CriterionKind::Overlap { field }
        | CriterionKind::Same { field }
        | CriterionKind::Different { field }
        | CriterionKind::Near { field, .. } => vec![field],
        CriterionKind::Exchange { gives, wants } => vec![gives, wants],
        CriterionKind::Preference { wish, fact } => vec![wish, fact],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example;
    use crate::domain::settings::{Column, ConflictRule};

    #[test]
    fn a_column_is_used_by_a_criterion_a_rule_a_profile_or_its_own_meaning() {
        let mut settings = example::settings();
        for field in ["name", "email", "days", "preferred_place", "place", "region", "specialty", "shoe_size"] {
            settings.survey.mentors.columns.insert(field.to_owned(), Column::default());
        }
        let kind = CriterionKind::Preference { wish: "preferred_place".into(), fact: "place".into() };
        let criterion = Criterion { name: "place".into(), weight: 1, kind };
        assert_eq!(unused(&settings, Side::Mentor), ["place", "preferred_place", "region", "shoe_size", "specialty"]);
        settings.matching.policy.criteria.push(criterion);
        settings.conflict_rules.push(ConflictRule { same: "region".into() });
        settings.profile.mentors.push("specialty".into());
        assert_eq!(unused(&settings, Side::Mentor), ["shoe_size"]);
        assert!(unused(&settings, Side::Mentee).is_empty());
    }
}
