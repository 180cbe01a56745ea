//! `private/quotes.csv`: free texts of the surveys, candidates for quotation. One is printed only with consent, and never with a name.

use crate::app::evaluation::EvaluatedCohort;
use crate::app::fact_files::text_of;
use crate::app::session::CohortSession;
use crate::domain::problem::Refusal;
use crate::domain::quote::Quote;
use crate::store::changes::ChangeSet;
use crate::store::formats::quotes;
use crate::store::layout;

fn kept(session: &CohortSession) -> Result<Vec<Quote>, Refusal> {
    let path = layout::quotes();
    let text = text_of(session.workspace(), &path)?.unwrap_or_default();
    let (quotes, problems) = quotes::read(&text, path.as_str());
    if problems.is_empty() { Ok(quotes) } else { Err(Refusal::input(problems)) }
}

/// The file with every new free text added, where there is a new one; consent that was given stays.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn candidates(session: &CohortSession, evaluated: &EvaluatedCohort) -> Result<Option<ChangeSet>, Refusal> {
    let mut all = kept(session)?;
    let before = all.len();
    for (wave, linked) in &evaluated.waves {
        let known = linked.people.iter().map(|(person, answer)| (Some(person.side()), answer));
        let unlinked = linked.unmatched.iter().map(|row| (row.answer.side, &row.answer));
        let mut rows: Vec<_> = known.chain(unlinked).collect();
        rows.sort_by_key(|(_, answer)| answer.row);
        for (side, answer) in rows {
            for text in &answer.texts {
                if !all.iter().any(|quote| quote.wave == *wave && quote.text == *text) {
                    all.push(Quote { text: text.clone(), side, wave: wave.clone(), consent: String::new() });
                }
            }
        }
    }
    if all.len() == before {
        return Ok(None);
    }
    let mut changes = ChangeSet::default();
    changes.put(layout::quotes(), quotes::write(&all));
    Ok(Some(changes))
}

/// The texts whose authors consented: who speaks (a side and a wave) and the text.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn consented(session: &CohortSession) -> Result<Vec<(String, String)>, Refusal> {
    let kind = session.settings.programme.kind;
    let quotes = kept(session)?.into_iter().filter(Quote::is_consented);
    let who = |quote: &Quote| {
        let side = quote.side.map_or("a participant", |side| side.one(kind));
        format!("{side}, {}", quote.wave)
    };
    Ok(quotes.map(|quote| (who(&quote), quote.text)).collect())
}
