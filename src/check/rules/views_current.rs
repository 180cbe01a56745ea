//! `views-current`: every view is what the settings and facts give, byte for byte.

use crate::check::{Check, Scope, Subject, ViewState};
use crate::domain::problem::{Place, Problem};

pub(super) const CHECK: Check = Check {
    name: "views-current",
    sentence: "Every view is what cohort.toml and the facts give, byte for byte.",
    scope: Scope::Directory,
    judge,
};

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    subject
        .views
        .iter()
        .filter_map(|(name, view)| differs(name, view).map(|problem| problem.at(in_file(name, problem_line(view)))))
        .collect()
}

fn in_file(name: &str, line: Option<u32>) -> Place {
    let place = Place::file(name);
    match line {
        Some(line) => place.line(line),
        None => place,
    }
}

fn differs(name: &str, view: &ViewState) -> Option<Problem> {
    let Some(found) = &view.found else {
        return Some(Problem::error(CHECK.name, "this view is missing").help("`revmentor build` writes it"));
    };
    if *found == view.rebuilt {
        return None;
    }
    let message = if plain(found) == plain(&view.rebuilt) {
        "this view has other line ends or a byte order mark, as a spreadsheet saves it"
    } else {
        "this view is not what cohort.toml and the facts give"
    };
    let help = if name.ends_with("meetings.csv") {
        "cohort.toml or facts have changed: `revmentor build`; reports written into it by hand: `revmentor meeting import meetings.csv`"
    } else {
        "cohort.toml or facts have changed: `revmentor build` writes it anew"
    };
    Some(Problem::error(CHECK.name, message).help(help))
}

/// The first line that differs.
fn problem_line(view: &ViewState) -> Option<u32> {
    let found = view.found.as_deref()?;
    if plain(found) == plain(&view.rebuilt) {
        return None;
    }
    let (found, rebuilt) = (plain(found), plain(&view.rebuilt));
    let (mut found, mut rebuilt) = (found.split(|b| *b == b'\n'), rebuilt.split(|b| *b == b'\n'));
    (1..u32::MAX).find(|_| found.next() != rebuilt.next())
}

/// Without what spreadsheets change unasked.
fn plain(text: &[u8]) -> Vec<u8> {
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    text.iter().copied().filter(|byte| *byte != b'\r').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(found: Option<&[u8]>) -> Option<(String, Option<u32>)> {
        let view = ViewState { found: found.map(<[u8]>::to_vec), rebuilt: b"a,b\n1,2\n3,4\n".to_vec() };
        differs("pairings.csv", &view).map(|problem| (problem.message, problem_line(&view)))
    }

    #[test]
    fn a_view_that_is_missing_or_differs_is_named_with_the_first_line_that_differs() {
        assert_eq!(found(Some(b"a,b\n1,2\n3,4\n")), None);
        assert_eq!(found(None), Some(("this view is missing".to_owned(), None)));
        let edited = "this view is not what cohort.toml and the facts give".to_owned();
        assert_eq!(found(Some(b"a,b\n1,2\n3,5\n")), Some((edited.clone(), Some(3))));
        assert_eq!(found(Some(b"a,b\n")), Some((edited.clone(), Some(2))));
        assert_eq!(found(Some(b"a,b\n1,2\n3,4\n5,6\n")), Some((edited, Some(4))));
    }

    #[test]
    fn what_a_spreadsheet_does_unasked_is_told_apart_from_edits() {
        let saved = "this view has other line ends or a byte order mark, as a spreadsheet saves it".to_owned();
        assert_eq!(found(Some("\u{feff}a,b\r\n1,2\r\n3,4\r\n".as_bytes())), Some((saved, None)));
    }
}
