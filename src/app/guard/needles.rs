//! Everything that is sought in files that are not private.

use super::own_words::own_words;
use crate::app::session::CohortSession;
use crate::domain::problem::Problem;
use crate::domain::settings::{Column, CriterionKind, Scale};
use crate::domain::side::Side;
use crate::domain::spelling;
use crate::people::Secret;
use crate::people::search::{Needle, Needles};

/// What is sought: every secret of the private folder that is not a word of the program or an option of the form.
///
/// # Errors
/// When there is more than can be searched for.
pub(super) fn of_session(session: &CohortSession) -> Result<Needles, Problem> {
    let own_words = own_words(session);
    let secrets = session.records().map(crate::people::records::PrivateRecords::secrets).unwrap_or_default();
    let sought =
        secrets.into_iter().filter(|secret| !secret.may_be_a_word() || !own_words.contains(&spelling::key(&secret.text)));
    let needle = |Secret { text, whole_word, of, what }| Needle { text, whole_word, of, what };
    let wanted: Vec<Needle> = sought.map(needle).collect();
    let text = Needles::new(&wanted, options(session));
    let with_key = text.and_then(|text| match session.records() {
        Ok(records) => text.and_bytes(&records.key.write(), "key"),
        Err(_) => Ok(text),
    });
    with_key.map_err(|error| Problem::error("too-many-data", error.to_string()))
}

/// What the form offered, as cohort.toml says: whoever ticked it told nothing of their own.
fn options(session: &CohortSession) -> impl Iterator<Item = &str> {
    fn of_column(column: &Column) -> impl Iterator<Item = &str> {
        let aliases = column.aliases.iter().flat_map(|(written, meant)| [written.as_str(), meant.as_str()]);
        column.options.iter().map(String::as_str).chain(aliases)
    }
    let columns = Side::BOTH.into_iter().flat_map(|side| session.settings.survey[side].columns.values());
    let places = session.settings.matching.policy.criteria.iter().filter_map(|criterion| match &criterion.kind {
        CriterionKind::Near { scale: Scale::Order(order), .. } => Some(order),
        _ => None,
    });
    columns.flat_map(of_column).chain(places.flatten().map(String::as_str))
}
