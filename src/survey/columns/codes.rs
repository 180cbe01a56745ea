//! Answers that are codes: refused, unless the settings give the key.

use std::collections::BTreeSet;

use super::{Field, Kind, Role, cells};
use crate::domain::problem::{Place, Problem};
use crate::domain::spelling;
use crate::domain::text;
use crate::survey::header::Header;
use crate::survey::intake::sheet::Sheet;

/// Answers that are codes whose key is elsewhere: `3` is no goal.
pub(super) fn refuse(sheet: &Sheet<'_>, header: &Header, found: &Field<'_>) -> Option<Problem> {
    let spoken = matches!(found.kind, Kind::List | Kind::Days) || found.kind == Kind::Text && SPOKEN.contains(&found.name);
    if !spoken {
        return None;
    }
    let options: Vec<String> = found
        .sources
        .iter()
        .filter_map(|(_, role)| if let Role::Option(option) = role { Some(option.clone()) } else { None })
        .collect();
    let is_list = !options.is_empty();
    let parts = if is_list { options } else { parts(sheet, header, found) };
    let codes = || parts.iter().filter(|part| is_code(part));
    let unknown = |code: &&String| !found.aliases.contains_key(&spelling::key(code));
    let open: BTreeSet<&str> = codes().filter(unknown).map(String::as_str).collect();
    // Beside codes may stand what people wrote under "other".
    if open.is_empty() || codes().count() * 10 < parts.len() * 6 {
        return None;
    }
    let open: Vec<&str> = open.into_iter().take(4).collect();
    let first = open.first().copied().unwrap_or_default();
    let is_count = !is_list && SPOKEN.contains(&found.name) && open.iter().all(|code| is_count(code));
    let count = if is_count {
        format!(
            "; or, if it says for how many pairs somebody has room, write capacity = {:?} in place of the line of {}",
            found.label, found.name
        )
    } else {
        String::new()
    };
    Some(
        Problem::error("coded-answers", format!("the answers to {:?} are codes whose meaning is elsewhere", found.name))
            .at(Place::file(&sheet.path).column(&found.label))
            .value(open.join(", "))
            .help(format!(
                "export the answers as texts; or give the key: aliases = {{ \"{first}\" = \"what it means\", … }} for this column, or \
                 codebook = \"FILE\", a table question,code,text, for the export{count}"
            )),
    )
}

/// Few enough to be a number of pairs.
fn is_count(code: &str) -> bool {
    code.parse::<u32>().is_ok_and(|count| count < 10)
}

/// Fields whose answers are words.
const SPOKEN: [&str; 4] = ["specialty", "place", "region", "employer"];

/// The parts of the first cells, by any separator: enough to tell codes from words.
fn parts(sheet: &Sheet<'_>, header: &Header, found: &Field<'_>) -> Vec<String> {
    const ENOUGH: usize = 60;
    let cells = cells(sheet, header, found);
    let parts = cells.iter().take(ENOUGH).flat_map(|cell| cell.split([',', ';', '/', '\n', '|']));
    parts.map(text::tidy).filter(|part| !part.is_empty()).collect()
}

/// `3`, `A2`, `SQ001`: a code and no word.
pub(crate) fn is_code(text: &str) -> bool {
    let letters = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_' || c == '.');
    let digits = text.len() > letters.len() && text.len() <= 8;
    digits && matches!(letters, "" | "A" | "AO" | "SQ" | "Q" | "a" | "sq" | "L")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_from_words() {
        assert!(["3", "12", "A2", "SQ001", "AO01"].into_iter().all(is_code));
        assert!(!["ST3", "Allyship", "", "A", "9460426000", "Q"].into_iter().any(is_code));
    }
}
