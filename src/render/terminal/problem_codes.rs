//! The explanation of a code and the list of all, for people and as rows.

use std::fmt::Write as _;

use crate::domain::problem_codes::{AREAS, CodeArea, ProblemCode};
use crate::render::output::{Cell, Sheet};

/// One code: what is wrong, then what to do.
pub(crate) fn explanation(known: &ProblemCode) -> String {
    let ProblemCode { code, meaning, advice } = known;
    format!("{code}: {meaning}\n{advice}\n")
}

/// Every code in a line of its own, below the heading of its area.
pub(crate) fn list() -> String {
    let width = AREAS.iter().flat_map(|area| area.codes).map(|known| known.code.len()).max().unwrap_or_default();
    let mut text = String::new();
    for CodeArea { title, codes } in AREAS {
        _ = writeln!(text, "{title}");
        for ProblemCode { code, meaning, .. } in *codes {
            _ = writeln!(text, "  {code:width$}  {meaning}");
        }
        text.push('\n');
    }
    text.push_str("`revmentor explain-error CODE` says what to do about one of them.\n");
    text
}

/// The codes for which `is_wanted`, as rows.
pub(crate) fn sheet(is_wanted: impl Fn(&ProblemCode) -> bool) -> Sheet {
    let rows = AREAS.iter().flat_map(|area| area.codes.iter().map(|known| (area.title, known)));
    let rows = rows.filter(|(_, known)| is_wanted(known)).map(|(title, known)| {
        let ProblemCode { code, meaning, advice } = *known;
        [code, title, meaning, advice].map(Cell::text)
    });
    Sheet::new("Error codes", ["code", "area", "meaning", "advice"], rows)
}
