//! A written separator by which the cells do not seem to be joined: kept, as everything that is written, and said.

use super::{Field, Role, cells};
use crate::domain::problem::{Place, Problem};
use crate::domain::spelling;
use crate::survey::cells::several::{self, Joining};
use crate::survey::header::Header;
use crate::survey::intake::sheet::Sheet;

/// So many cells tell.
const ENOUGH: usize = 200;

/// What is to be said where another mark joins the answers in at least three of ten cells.
pub(super) fn otherwise(sheet: &Sheet<'_>, header: &Header, found: &Field<'_>, written: &Joining) -> Option<Problem> {
    if found.sources.iter().any(|(_, role)| *role != Role::Whole) {
        return None;
    }
    let cells: Vec<&str> = cells(sheet, header, found).into_iter().take(ENOUGH).collect();
    let looks = several::infer(&cells, None);
    let [mark] = looks.separators.as_slice() else { return None };
    let plain = mark.trim_matches(' ');
    let is_offered = |part: &str| found.column.options.iter().any(|option| spelling::key(option) == spelling::key(part));
    // A line break is a blank in a tidied answer.
    let holds = |part: &String| part.contains(plain) && !is_offered(part);
    let is_other = |cell: &&&str| {
        let parts = written.split(cell);
        (if mark == "\n" { parts.len() < 2 && cell.trim().contains('\n') } else { parts.iter().any(holds) })
            && looks.split(cell).len() > 1
    };
    let otherwise = cells.iter().filter(is_other).count();
    let is_same = written.separators.iter().any(|separator| separator.trim_matches(' ') == plain);
    (!is_same && otherwise > 1 && otherwise * 10 >= cells.len() * 3).then(|| {
        let name = found.name;
        let by = found.column.separators.join(" ");
        let message = format!("the answers look joined by {plain:?}, and the settings part them by {by:?}");
        let help = format!("write separator = {plain:?} for {name}, or list the answers that the form offered as options");
        Problem::warning("joined-otherwise", message)
            .at(Place::file(&sheet.path).column(&found.label))
            .value(cells.iter().find(is_other).copied().unwrap_or_default())
            .help(help)
    })
}
