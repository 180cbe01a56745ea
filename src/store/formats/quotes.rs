//! `private/quotes.csv`: free texts of the surveys, with the consent of their authors as the lead notes it.

use super::cell;
use super::facts::{self, FactRow, Told};
use crate::domain::problem::Problem;
use crate::domain::quote::Quote;
use crate::domain::side::Side;

const COLUMNS: [&str; 4] = ["text", "side", "wave", "consent"];
const SIDES: [(Side, &str); 4] =
    [(Side::Mentor, "mentor"), (Side::Mentee, "mentee"), (Side::Mentor, "junior"), (Side::Mentee, "senior")];

/// Reads all candidates, with every row that is wrong.
pub(crate) fn read(text: &str, file: &str) -> (Vec<Quote>, Vec<Problem>) {
    if text.trim().is_empty() {
        return Default::default();
    }
    facts::read_rows(text.trim_start_matches('\u{feff}'), file, &COLUMNS, quote)
}

fn quote(row: &FactRow<'_>) -> Result<Quote, Told> {
    let side = if row.text("side").is_empty() { None } else { Some(row.word("side", &SIDES)?) };
    Ok(Quote {
        text: cell::read_text(row.raw("text")),
        side,
        wave: row.text("wave").to_owned(),
        consent: cell::read_text(row.raw("consent")),
    })
}

/// All candidates as the file.
pub(crate) fn write(quotes: &[Quote]) -> String {
    let mut records = facts::headed(COLUMNS);
    for quote in quotes {
        let side = quote.side.map(|side| side.to_string()).unwrap_or_default();
        records.push([cell::write_text(&quote.text), side, quote.wave.clone(), cell::write_text(&quote.consent)]);
    }
    records.into_text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::escape::hostile;

    #[test]
    fn hostile_texts_are_read_as_they_were_written_and_are_no_formula() {
        let quotes: Vec<Quote> = hostile::TEXTS
            .iter()
            .map(|text| Quote { text: (*text).to_owned(), side: None, wave: "post".into(), consent: "=1".into() })
            .collect();
        let text = write(&quotes);
        assert!(!text.lines().any(|line| line.starts_with(['=', '+', '-', '@'])), "{text}");
        let tidy = |quote: &Quote| quote.text.clone();
        let (read, problems) = read(&text, "private/quotes.csv");
        assert_eq!((read.iter().map(tidy).collect::<Vec<_>>().len(), problems), (quotes.len(), vec![]));
    }
}
