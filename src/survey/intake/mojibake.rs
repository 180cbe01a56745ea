//! Letters that were read in the wrong encoding, here or by a program before: names are never spelt wrongly without a word.

use super::decode::Text;
use super::letters;
use super::sheet::Sheet;
use crate::domain::problem::{Place, Problem};

/// How a text was decoded, and where that was a guess, words by which the lead can tell whether it is right.
pub(super) fn decoded(text: &Text<'_>) -> String {
    let is_guess = text.encoding == "windows-1252" && text.is_guess;
    let words = if is_guess { letters::beyond_ascii(&text.content, 4) } else { Vec::new() };
    let shown: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
    let other = text.likelier.as_ref().filter(|likely| !likely.is_sure).map_or_else(String::new, |likely| {
        let would_be: Vec<&str> = likely.words.iter().map(|(_, word)| word.as_str()).collect();
        format!(" (by encoding = {:?} it would hold {})", likely.encoding, would_be.join(", "))
    });
    let look = if shown.is_empty() { String::new() } else { format!("; it holds {}{other}", shown.join(", ")) };
    format!("encoding {} ({}){look}", text.encoding, text.why)
}

/// Text of another part of the world that is read as windows-1252: `Pawe³` for `Paweł`; or of an old Mac or MS-DOS: `SŽ` for `Sé`.
pub(super) fn other_encoding(path: &str, text: &Text<'_>) -> Option<Problem> {
    let likely = text.likelier.as_ref().filter(|likely| likely.is_sure)?;
    let (first, encoding) = (likely.words.first()?, &likely.encoding);
    let at = text.content.find(first.0.as_str())?;
    let line = u32::try_from(text.content.get(..at)?.matches('\n').count() + 1).ok()?;
    let would_be: Vec<&str> = likely.words.iter().map(|(_, likely)| likely.as_str()).collect();
    let message = format!(
        "the file is not UTF-8, and its letters look like {encoding}, not like windows-1252: they would be {}",
        would_be.join(", ")
    );
    let words: Vec<&str> = likely.words.iter().map(|(read, _)| read.as_str()).collect();
    Some(Problem::warning("garbled-letters", message).at(Place::file(path).line(line)).value(words.join(", ")).help(format!(
        "where names are spelt wrongly, say encoding = {encoding:?} in the block of this survey, or save the file as CSV UTF-8"
    )))
}

/// The first cell of a workbook whose letters another program read in the wrong encoding.
pub(super) fn in_cells(sheet: &Sheet<'_>) -> Option<Problem> {
    let cells = sheet.rows_from(0).flat_map(|row| row.cells.iter().enumerate().map(move |(at, cell)| (row, at, cell)));
    cells.filter(|(.., cell)| !cell.is_ascii()).find_map(|(row, at, cell)| {
        let place = sheet.place(row).column(sheet.heading_above(at).unwrap_or_else(|| (at + 1).to_string()));
        garbled(&place, cell).map(|problem| problem.at(place))
    })
}

/// UTF-8 that was read as windows-1252 and saved again: `Å‚` for `ł`.
pub(super) fn garbled(place: &Place, text: &str) -> Option<Problem> {
    const SECOND: &str = "‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€";
    let second = |c: char| matches!(c, '\u{80}'..='\u{bf}') || SECOND.contains(c);
    // In UTF-8 the letters Â, Ã, Ä and Å are the bytes C3 82 to C3 85.
    let pairs = text.as_bytes().windows(2).enumerate();
    let mut first = pairs.filter(|(_, pair)| matches!(pair, [0xC3, 0x82..=0x85])).map(|(at, _)| at);
    let stray = || {
        let words = text.split(|c: char| c.is_whitespace() || ",;\t\"|".contains(c)).filter(|word| !word.is_ascii());
        words.filter(|word| letters::holds_stray_sign(word)).map(|word| word.as_ptr().addr() - text.as_ptr().addr()).next()
    };
    let at = first.find(|at| text.get(at + 2..).and_then(|rest| rest.chars().next()).is_some_and(second)).or_else(stray)?;
    let line = u32::try_from(text.get(..at)?.matches('\n').count() + 1).ok()?;
    Some(
        Problem::warning("garbled-letters", "letters look as if the file was opened in the wrong encoding and saved again")
            .at(place.clone().line(line))
            .help("export the file again and do not open it in Excel before; names may be spelt wrongly"),
    )
}
