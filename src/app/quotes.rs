//! `private/quotes.csv`: free texts of the surveys, candidates for quotation. One is printed only with consent, and never with a name.

use std::collections::BTreeSet;

use crate::app::evaluation::{self, EvaluatedCohort};
use crate::app::fact_files::text_of;
use crate::app::session::CohortSession;
use crate::app::wave_author::WaveAuthor;
use crate::domain::contact::Email;
use crate::domain::problem::{Place, Problem, Refusal};
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

/// What one person wrote in the surveys, to be told from what others wrote.
pub(crate) struct FreeTexts {
    /// Each text with its wave, where nobody else wrote the same.
    alone: BTreeSet<(String, String)>,
    /// The waves whose exports were read.
    read: BTreeSet<String>,
}

/// What somebody wrote: `is` tells whose an address is.
///
/// # Errors
/// When the private folder cannot be read. An export that cannot be read is passed over.
pub(crate) fn of_person(session: &CohortSession, is: &dyn Fn(&Email) -> bool, author: &WaveAuthor) -> Result<FreeTexts, Refusal> {
    session.records()?;
    let mut found = FreeTexts { alone: BTreeSet::new(), read: BTreeSet::new() };
    for (wave, reading) in evaluation::readings(session).map(|(readings, _)| readings).unwrap_or_default() {
        let is_theirs = |typed: &str| author.typed(typed) || Email::parse(typed).is_ok_and(|email| is(&email));
        let (theirs, others): (Vec<_>, Vec<_>) =
            reading.rows.into_iter().partition(|row| row.typed.as_deref().is_some_and(is_theirs));
        let of_others: BTreeSet<String> = others.into_iter().flat_map(|row| row.texts).collect();
        let alone = theirs.into_iter().flat_map(|row| row.texts).filter(|text| !of_others.contains(text));
        found.alone.extend(alone.map(|text| (wave.clone(), text)));
        found.read.insert(wave);
    }
    Ok(found)
}

impl FreeTexts {
    /// The file without these texts; none where none stands in it.
    pub(crate) fn without(&self, text: &str) -> Option<String> {
        let (mut all, problems) = quotes::read(text, layout::quotes().as_str());
        let before = all.len();
        all.retain(|quote| !self.alone.contains(&(quote.wave.clone(), quote.text.clone())));
        (problems.is_empty() && all.len() < before).then(|| quotes::write(&all))
    }

    /// That texts stand in the file of which nothing tells whose they are.
    pub(crate) fn unknown(&self, text: &str) -> Option<Problem> {
        let (all, _) = quotes::read(text, layout::quotes().as_str());
        let waves: BTreeSet<&str> =
            all.iter().map(|quote| quote.wave.as_str()).filter(|wave| !self.read.contains(*wave)).collect();
        let named = waves.into_iter().collect::<Vec<_>>().join(", ");
        (!named.is_empty()).then(|| {
            let message = format!("whose the free texts of the wave {named} are is not known: its export cannot be read");
            Problem::warning("not-looked-into", message)
                .at(Place::file(layout::quotes().as_str()))
                .help("look yourself whether one of them is the person's, and take the line out")
        })
    }
}
