//! Everything that is sought in files that are not private.

use std::collections::{BTreeMap, BTreeSet};

use super::known;
use super::own_words::own_words;
use crate::app::session::CohortSession;
use crate::domain::contact::Email;
use crate::domain::id::PersonId;
use crate::domain::identity;
use crate::domain::problem::{Problem, Refusal};
use crate::domain::settings::{Column, CriterionKind, Scale};
use crate::domain::side::Side;
use crate::domain::spelling;
use crate::people::Secret;
use crate::people::records::PrivateRecords;
use crate::people::search::{More, Needle, Needles, Only, WhoseAddress};

/// What is sought: every secret of the private folder. A surname that is a word of the program, of the programme or of the language counts
/// only behind a title or, where the program and cohort.toml do not write it so themselves, alone in a cell; one that `allow` names
/// does not count.
///
/// # Errors
/// When there is more than can be searched for.
pub(crate) fn of_session(session: &CohortSession) -> Result<Needles, Refusal> {
    let main = known::in_main_work_tree(session)?;
    Ok(of_records(main.as_ref().unwrap_or(session))?)
}

fn of_records(session: &CohortSession) -> Result<Needles, Problem> {
    let too_many = |error: String| Problem::error("too-many-data", error);
    let (of_program, of_programme, allowed) = (own_words(session), programme_words(session), allowed(session));
    let values: BTreeSet<String> = values(&session.settings_text);
    let (mut sure, mut doubtful) = (Vec::new(), Vec::new());
    let secrets = session.records().map(PrivateRecords::secrets).unwrap_or_default();
    for secret in secrets.into_iter().chain(known::only_in_exports(session)) {
        let key = spelling::key(&secret.text);
        let is_of_program = of_program.contains(&key);
        if secret.may_be_a_word() && (allowed.contains(&key) || is_of_program && !secret.is_surname()) {
            continue;
        }
        let is_word = secret.is_common_word() || secret.may_be_a_word() && secret.is_one_word() && of_programme.contains(&key);
        let only = if secret.is_surname() && is_of_program || is_word && values.contains(&key) {
            Some(Only::Titled)
        } else if is_word {
            Some(Only::TitledOrCell)
        } else {
            secret.is_common_name().then_some(Only::Capitals)
        };
        let Secret { text, whole_word, of, what } = secret;
        let needle = Needle { text, whole_word, of, what };
        match only {
            Some(only) => doubtful.push((needle, only)),
            None => sure.push(needle),
        }
    }
    let short = session.records().map(PrivateRecords::short_surnames).unwrap_or_default();
    doubtful.extend(
        short.into_iter().map(|Secret { text, whole_word, of, what }| (Needle { text, whole_word, of, what }, Only::Titled)),
    );
    let needles = Needles::with_doubtful(&sure, &doubtful, options(session)).map_err(|error| too_many(error.to_string()))?;
    let Ok(records) = session.records() else { return Ok(needles) };
    let more = More::new(records.ends_of_names(), &records.unspaced_names(), whose_address(session));
    let needles = needles.and_more(more.map_err(|error| too_many(error.to_string()))?);
    needles.and_bytes(&records.key.write(), "key").map_err(|error| too_many(error.to_string()))
}

/// Whose an address is, also when the register does not hold it any more: the keyed hash in the facts outlasts an erasure.
fn whose_address(session: &CohortSession) -> Option<WhoseAddress> {
    let records = session.records().ok()?;
    let marks = identity::marks(&session.facts).into_iter();
    let marks: BTreeMap<String, PersonId> = marks
        .flat_map(|(id, marks)| marks.into_iter().map(move |mark| (mark, id)))
        .filter(|(mark, _)| !mark.is_empty())
        .collect();
    let key = records.key.clone();
    (!marks.is_empty()).then(|| Box::new(move |email: &Email| marks.get(&key.mark(email)).copied()) as _)
}

/// What `[privacy] allow` names beside files: words that mean nobody here.
fn allowed(session: &CohortSession) -> BTreeSet<String> {
    session.settings.privacy.allow.iter().map(|word| spelling::key(word)).collect()
}

/// The words of the programme's name and of the places where it meets. Who hosts is a person, and not among them.
fn programme_words(session: &CohortSession) -> BTreeSet<String> {
    let programme = &session.settings.programme;
    let places = session.settings.events.iter().filter_map(|event| event.venue.place.as_deref());
    let texts = [programme.name.as_str(), programme.cohort.as_str()].into_iter().chain(places);
    texts.flat_map(|text| spelling::key(text).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// Every text in quotes of cohort.toml, as a whole.
fn values(settings: &str) -> BTreeSet<String> {
    settings.lines().flat_map(|line| line.split(['"', '\'']).skip(1).step_by(2)).map(spelling::key).collect()
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
