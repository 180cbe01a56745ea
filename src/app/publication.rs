//! Publishes figures of an evaluation as an edition under `facts/evaluation/`, and takes editions back.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::app::evaluation::{EvaluatedCohort, people};
use crate::app::fact_files::text_of;
use crate::app::session::CohortSession;
use crate::domain::evaluation::{AFTER, BEFORE};
use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::publication::PublishedAnswers;
use crate::domain::side::Side;
use crate::evaluation::publication::{self, FigureFate, PublicationInput};
use crate::store::formats::published_answers;
use crate::store::layout;

/// What became of each item of each side.
pub(crate) type Fates = Vec<(Side, String, FigureFate)>;

/// What a publication did.
pub(crate) struct Publication {
    /// The edition that was added; none where everything stands as it was published.
    pub(crate) number: Option<u32>,
    /// What became of each figure.
    pub(crate) fates: Fates,
}

/// Puts the next edition into the session, to be written with it.
///
/// # Errors
/// When nothing may be published, or the answers behind earlier editions are not at hand.
pub(crate) fn publish(
    session: &mut CohortSession,
    evaluated: &EvaluatedCohort,
    on: NaiveDate,
    accept_unanimous: bool,
) -> Result<Publication, Refusal> {
    let mut answers = answers_at_hand(session)?;
    let turnout = turnout(session, evaluated);
    let next = publication::next_edition(PublicationInput {
        settings: &session.settings.evaluation,
        evaluation: &evaluated.evaluation,
        turnout: &turnout,
        editions: &session.facts.editions,
        answers: &answers,
        on,
        accept_unanimous,
    });
    let next = match next {
        Ok(next) => next,
        Err(fates) => return refused(fates),
    };
    answers.insert(next.number, next.answers);
    session.facts.editions.insert(next.number, next.edition);
    session.add(layout::published_answers(), published_answers::write(&answers));
    Ok(Publication { number: Some(next.number), fates: next.fates })
}

/// Nothing new: fine where everything stands, else refused with the reasons.
fn refused(fates: Fates) -> Result<Publication, Refusal> {
    let stands = fates.iter().any(|(_, _, fate)| *fate == FigureFate::Same);
    let carried: Vec<String> = fates.iter().filter(|(_, _, fate)| is_held_back(*fate)).map(|(_, item, _)| item.clone()).collect();
    if !carried.is_empty() {
        let items: BTreeSet<String> = carried.into_iter().collect();
        let items: Vec<String> = items.into_iter().collect();
        let problem = Problem::error(
            "few-new-answers",
            "so few answers changed since the last edition that a new one would show what single people answered",
        )
        .value(items.join(", "))
        .help("the published figures stand; publish again when more people have answered");
        return Err(Refusal::unmet(vec![problem]));
    }
    if stands {
        return Ok(Publication { number: None, fates });
    }
    let problem =
        Problem::error("nothing-to-publish", "no figure may be published: groups or counts are too small, or all alike")
            .help("`revmentor evaluate` shows them to you; [evaluation] least_group is the fewest people of a public figure");
    Err(Refusal::unmet(vec![problem]))
}

/// Whether a figure is not new because it would tell what single people answered since.
fn is_held_back(fate: FigureFate) -> bool {
    matches!(fate, FigureFate::CarriedOver(_) | FigureFate::Telling | FigureFate::Renamed(_))
}

/// Takes back what is published now. Gives the number of the retraction and of the edition.
///
/// # Errors
/// When nothing is published.
pub(crate) fn retract(session: &mut CohortSession, on: NaiveDate) -> Result<(u32, u32), Refusal> {
    let mut answers = answers_at_hand(session)?;
    let Some((number, edition, behind)) = publication::retraction(&session.facts.editions, on) else {
        let problem = Problem::error("not-published", "no figures are published at present");
        return Err(Refusal::unmet(vec![problem.help("nothing to do; `revmentor evaluate --publish` publishes them")]));
    };
    answers.insert(number, behind);
    session.facts.editions.insert(number, edition);
    session.add(layout::published_answers(), published_answers::write(&answers));
    Ok((number, number - 1))
}

/// The answers behind the editions so far.
///
/// # Errors
/// When they cannot be read.
pub(crate) fn read_answers(session: &CohortSession) -> Result<PublishedAnswers, Refusal> {
    let path = layout::published_answers();
    let text = text_of(session.workspace(), &path)?.unwrap_or_default();
    published_answers::read(&text, path.as_str()).map_err(Refusal::input)
}

/// The answers behind all editions; without them no edition can be compared with those before.
fn answers_at_hand(session: &CohortSession) -> Result<PublishedAnswers, Refusal> {
    let answers = read_answers(session)?;
    let missing = session.facts.editions.keys().find(|number| !answers.contains_key(number));
    missing.map_or(Ok(answers), |number| {
        let problem = Problem::error("no-published-answers", format!("the answers behind edition {number} are not at hand"))
            .at(Place::file(layout::published_answers().as_str()))
            .help(
                "take the file from the lead who published it: without it a new edition could show what single people answered",
            );
        Err(Refusal::unmet(vec![problem]))
    })
}

/// Who answered before and after, of everybody who answered or was ever paired.
fn turnout(session: &CohortSession, evaluated: &EvaluatedCohort) -> BTreeMap<PersonId, (bool, bool)> {
    let answered = |wave: &str, person: &PersonId| evaluated.waves.get(wave).is_some_and(|wave| wave.people.contains_key(person));
    let erased: BTreeSet<PersonId> = session.cohort().erased().into_values().collect();
    let turnout = people(session).into_iter().filter(|(person, _)| !erased.contains(person)).map(|(person, paired)| {
        let row = (answered(BEFORE, &person), answered(AFTER, &person));
        (person, row, paired)
    });
    turnout.filter(|(_, row, paired)| *paired || row.0 || row.1).map(|(person, row, _)| (person, row)).collect()
}
