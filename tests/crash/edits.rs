//! Somebody edits a file while a change is decided and not in place: the edit is kept and said, whatever was in the way.

use std::path::Path;

use crate::story::{ROOT, Verb, before_and_after, tree};

#[test]
fn an_edit_before_the_change_is_finished_is_kept_beside_it() {
    let new = before_and_after(Verb::Commit).1;
    for file in ["cohort.toml", "pairings.csv", "facts/draws/001.toml", "private/register.csv", "facts/people/M01.csv"] {
        let disk = Verb::Recover.stage();
        let path = format!("{ROOT}/{file}");
        disk.edit(Path::new(&path), b"mine");
        let notes = Verb::Recover.run(disk.clone()).unwrap();
        let mut now = tree(&disk);
        if file == "cohort.toml" {
            assert_eq!(now.get(&path).unwrap(), b"mine", "a file that the change does not speak of stays as it is");
            continue;
        }
        assert_eq!(now.remove(&format!("{path}.yours")).as_deref(), Some(b"mine".as_slice()), "{file}");
        assert_eq!(now, new, "{file}");
        let kept: Vec<String> = notes.iter().filter(|n| n.code == "kept-aside").map(ToString::to_string).collect();
        assert!(kept.len() == 1 && kept[0].starts_with(file) && kept[0].contains(&format!("{file}.yours")), "{kept:?}");
    }
}

#[test]
fn a_version_that_was_kept_before_is_not_overwritten() {
    let disk = Verb::Recover.stage();
    disk.edit(Path::new(&format!("{ROOT}/pairings.csv.yours")), b"first");
    disk.edit(Path::new(&format!("{ROOT}/pairings.csv")), b"second");
    Verb::Recover.run(disk.clone()).unwrap();
    let now = tree(&disk);
    let kept = |name: &str| now.get(&format!("{ROOT}/{name}")).map(Vec::as_slice);
    assert_eq!(
        [kept("pairings.csv.yours"), kept("pairings.csv.yours2")],
        [Some(b"first".as_slice()), Some(b"second".as_slice())]
    );
}
