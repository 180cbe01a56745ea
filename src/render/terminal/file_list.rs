//! The files that a change touches, for people: many of one folder in one line.

use std::collections::BTreeMap;

use crate::store::changes::{Difference, DifferenceKind};

/// More files of one folder than this, all added or all changed, are counted.
const LISTED: usize = 6;

/// One line a file, or one line a folder where there are many.
pub(crate) fn lines(differences: &[Difference]) -> Vec<String> {
    let mut groups: BTreeMap<(&str, DifferenceKind), Vec<&Difference>> = BTreeMap::new();
    for difference in differences {
        groups.entry((folder(difference), difference.kind)).or_default().push(difference);
    }
    let told = |((folder, kind), files): ((&str, DifferenceKind), Vec<&Difference>)| match files.len() {
        count if count > LISTED && !folder.is_empty() => vec![format!("{kind:<8}{folder}/ ({count} files)")],
        _ => files.iter().map(ToString::to_string).collect(),
    };
    groups.into_iter().flat_map(told).collect()
}

/// The folder of the file; empty at the top.
fn folder(difference: &Difference) -> &str {
    difference.path.as_str().rsplit_once('/').map_or("", |(folder, _)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::layout;

    fn difference(path: &str, kind: DifferenceKind) -> Difference {
        Difference { path: path.parse().unwrap(), kind }
    }

    #[test]
    fn many_files_of_one_folder_are_counted() {
        let mut all: Vec<Difference> =
            (1..8).map(|n| difference(&format!("facts/people/M{n:02}.csv"), DifferenceKind::Added)).collect();
        all.push(difference("facts/people/E01.csv", DifferenceKind::Changed));
        all.extend(layout::views().map(|path| Difference { path, kind: DifferenceKind::Removed }));
        all.push(difference("cohort.toml", DifferenceKind::Removed));
        let told = lines(&all);
        assert_eq!(told[..2], ["removed pairings.csv", "removed meetings.csv"]);
        assert_eq!(told[7..], ["added   facts/people/ (7 files)", "changed facts/people/E01.csv"]);
        assert_eq!(lines(&all[1..7]).len(), 6);
    }
}
