//! What the lead wrote of the two surveys into cohort.toml, or let `survey --write` write: all but what `init` put there as an example.

use std::collections::BTreeMap;

use crate::config;
use crate::domain::settings::{Column, Survey};
use crate::domain::side::{BySide, Kind, Side};
use crate::store::template;

/// What a cohort.toml says of each side's export, whatever else is wrong in it; and the columns that stand there as `init` wrote them.
pub(crate) fn written(cohort_toml: &str) -> (BySide<Survey>, BySide<BTreeMap<String, Column>>) {
    let examples: Vec<BySide<Survey>> = Kind::ALL
        .iter()
        .map(|(kind, _)| config::surveys(&template::fill(template::COHORT_TOML, *kind, &BTreeMap::new())))
        .collect();
    let mut written = config::surveys(cohort_toml);
    let mut as_given = BySide::default();
    for side in Side::BOTH {
        let is_example =
            |name: &String, column: &Column| examples.iter().any(|example| example[side].columns.get(name) == Some(column));
        (as_given[side], written[side].columns) =
            std::mem::take(&mut written[side].columns).into_iter().partition(|(name, column)| is_example(name, column));
    }
    (written, as_given)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_init_put_there_is_no_word_of_the_leads() {
        let template = template::fill(template::COHORT_TOML, Kind::Goals, &BTreeMap::new());
        let changed = template.replacen("email = \"Email address\"", "email = \"Contact\"", 1);
        let (written, as_given) = written(&changed);
        assert_eq!(written.mentors.columns.keys().collect::<Vec<_>>(), ["email"]);
        assert!(written.mentees.columns.is_empty());
        assert!(as_given.mentors.contains_key("place") && !as_given.mentors.contains_key("email"));
    }
}
