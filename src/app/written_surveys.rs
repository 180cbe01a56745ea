//! What the lead wrote of the two surveys into cohort.toml, or let `survey --write` write: all but what `init` put there as an example.

use std::collections::BTreeMap;

use crate::config;
use crate::domain::settings::Survey;
use crate::domain::side::{BySide, Kind, Side};
use crate::store::template;

/// What a cohort.toml says of each side's export, whatever else is wrong in it.
pub(crate) fn written(cohort_toml: &str) -> BySide<Survey> {
    let examples: Vec<BySide<Survey>> = Kind::ALL
        .iter()
        .map(|(kind, _)| config::surveys(&template::fill(template::COHORT_TOML, *kind, &BTreeMap::new())))
        .collect();
    let mut written = config::surveys(cohort_toml);
    for side in Side::BOTH {
        let is_example =
            |name: &String, column: &_| examples.iter().any(|example| example[side].columns.get(name) == Some(column));
        written[side].columns.retain(|name, column| !is_example(name, column));
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_init_put_there_is_no_word_of_the_leads() {
        let template = template::fill(template::COHORT_TOML, Kind::Goals, &BTreeMap::new());
        let changed = template.replacen("email = \"Email address\"", "email = \"Contact\"", 1);
        let written = written(&changed);
        assert_eq!(written.mentors.columns.keys().collect::<Vec<_>>(), ["email"]);
        assert!(written.mentees.columns.is_empty());
    }
}
