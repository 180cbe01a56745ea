//! What the layout promises: where a cohort is found, and which names are refused.

use super::*;

#[test]
fn what_the_constructors_make_is_a_path_of_the_layout() {
    let (person, pair): (PersonId, PairId) = ("M3".parse().unwrap(), "M3-E107".parse().unwrap());
    let made = [cohort_file(), format_file(), person_facts(person), pair_facts(pair), draw(7), draw(1234)];
    let private = [key(), register(), notes(), closed(), calendar(person), programme_calendar()];
    let rest = [gitignore(), gitattributes(), view_digests()];
    for path in made.iter().chain(&private).chain(&rest).chain(&views()) {
        assert_eq!(path.as_str().parse().as_ref(), Ok(path));
    }
    assert!(private.iter().all(is_private));
    assert!(!made.iter().chain(&views()).any(is_private));
}

#[test]
fn names_that_could_lead_out_or_tell_are_refused() {
    assert_eq!(draw_inputs(1, "people.csv").unwrap().as_str(), "private/draws/001/people.csv");
    for name in ["../../x", "a/b", "Siân.csv", "", "con", "a b"] {
        assert!(draw_inputs(1, name).is_err() && message("invitation", name).is_err(), "{name:?}");
    }
    assert!(survey_export("Mentor survey.csv").is_ok());
    assert!(survey_export("../register.csv").is_err());
}

#[test]
fn git_is_told_what_the_contract_promises() {
    let text = gitattributes_text();
    assert!(text.starts_with("* text=auto eol=lf\n*.ics text eol=crlf\n"));
    assert!(views().iter().all(|view| text.contains(&format!("/{view} -merge\n"))));
    assert!(GITIGNORE.contains("/private/\n/.revmentor/\n"));
}

#[test]
fn the_nearest_parent_with_a_cohort_file_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let (root, deep) = (folder.path().join("autumn"), folder.path().join("autumn/private/surveys"));
    fs::create_dir_all(&deep).unwrap();
    assert_eq!(find(&deep, None).unwrap_err().code, "no-cohort");
    fs::write(root.join("cohort.toml"), "").unwrap();
    assert_eq!(find(&deep, None).unwrap(), root);
    assert_eq!(find(folder.path(), Some(&root)).unwrap(), root);
    assert_eq!(find(&root, Some(&deep)).unwrap_err().code, "no-cohort");
}
