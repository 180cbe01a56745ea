//! The `cohort.toml` of a new cohort: `cohort-template/cohort.toml`, embedded in the program, filled in for a kind.
//!
//! In the template, the lines between `#[goals reciprocal]` and `#[end]` stand for these kinds only, and `{word}` is a gap.

use std::collections::BTreeMap;

use crate::domain::side::Kind;

/// The template as it stands in the repository.
pub const COHORT_TOML: &str = include_str!("../../cohort-template/cohort.toml");

/// The template for a cohort of `kind`, with its gaps filled. A gap that `gaps` does not know stays as it is.
pub fn fill(template: &str, kind: Kind, gaps: &BTreeMap<&str, String>) -> String {
    let mut applies = true;
    let mut filled = String::with_capacity(template.len());
    for line in template.lines() {
        if let Some(kinds) = line.strip_prefix("#[").and_then(|rest| rest.strip_suffix(']')) {
            applies = kinds == "end" || kinds.split(' ').any(|word| word == kind.word());
        } else if applies {
            filled.push_str(&fill_gaps(line, gaps));
            filled.push('\n');
        }
    }
    filled
}

fn fill_gaps(line: &str, gaps: &BTreeMap<&str, String>) -> String {
    gaps.iter().fold(line.to_owned(), |line, (gap, value)| line.replace(&format!("{{{gap}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_other_kinds_go_and_gaps_are_filled() {
        let template = "a {who}\n#[random goals]\nb\n#[end]\n#[reciprocal]\nc\n#[end]\nd {unknown}\n";
        let gaps = BTreeMap::from([("who", "juniors".to_owned())]);
        assert_eq!(fill(template, Kind::Reciprocal, &gaps), "a juniors\nc\nd {unknown}\n");
        assert_eq!(fill(template, Kind::Goals, &gaps), "a juniors\nb\nd {unknown}\n");
    }
}
