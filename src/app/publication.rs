//! Publishes figures of an evaluation as an edition under `facts/evaluation/`, and takes editions back.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::app::editions_in_history;
use crate::app::evaluation::{EvaluatedCohort, people};
use crate::app::fact_files::text_of;
use crate::app::session::CohortSession;
use crate::domain::evaluation::{AFTER, BEFORE};
use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::publication::{Edition, EditionAnswers, EditionContent, EditionDigests, EditionFigures, PublishedAnswers};
use crate::domain::side::Side;
use crate::evaluation::publication::{self, FigureFate, PublicationInput};
use crate::people::key::Key;
use crate::store::formats::{edition_toml, published_answers};
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
    let mut next = match next {
        Ok(next) => next,
        Err(fates) => return refused(fates),
    };
    let digests = digests(&session.records()?.key, next.number, &next.edition, &next.answers);
    if let EditionContent::Figures(held) = &mut next.edition.content {
        editions_in_history::refuse_telling(session, held)?;
        held.digests = Some(digests);
    }
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
        .value(items.join(", "));
        let is_rescaled = fates.iter().any(|(_, _, fate)| *fate == FigureFate::Rescaled);
        let problem = problem.help(if is_rescaled {
            "the published figures stay, on the scale of then; `revmentor evaluate --publish --retract` takes them back"
        } else {
            "the published figures stay; publish again when more people have answered"
        });
        return Err(Refusal::unmet(vec![problem]));
    }
    if stands {
        return Ok(Publication { number: None, fates });
    }
    if fates.is_empty() {
        let problem = Problem::error("nothing-to-publish", "no answers were read, so there is nothing to publish");
        return Err(Refusal::unmet(vec![problem.help("`revmentor evaluate` says which files are missing")]));
    }
    let problem =
        Problem::error("nothing-to-publish", "no figure may be published: groups or counts are too small, or all alike")
            .help("`revmentor evaluate` shows them to you; [evaluation] least_group is the fewest people of a public figure");
    Err(Refusal::unmet(vec![problem]))
}

/// Whether a figure is not new because it would tell what single people answered since.
fn is_held_back(fate: FigureFate) -> bool {
    matches!(fate, FigureFate::CarriedOver(_) | FigureFate::Telling | FigureFate::Renamed(_) | FigureFate::Rescaled)
}

/// Takes back what is published now. Gives the number of the retraction and of the edition.
///
/// # Errors
/// When nothing is published.
pub(crate) fn retract(session: &mut CohortSession, on: NaiveDate) -> Result<(u32, u32), Refusal> {
    let mut answers = answers_at_hand(session)?;
    let Some((number, edition, behind)) = publication::retraction(&session.facts.editions, on) else {
        let problem = Problem::error("not-published", "no figures are published at present");
        return Err(Refusal::unmet(vec![problem.help("nothing to do; `revmentor evaluate` shows what could be published")]));
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
fn read_answers(session: &CohortSession) -> Result<PublishedAnswers, Refusal> {
    let path = layout::published_answers();
    let text = text_of(session.workspace(), &path)?.unwrap_or_default();
    published_answers::read(&text, path.as_str()).map_err(Refusal::input)
}

/// The answers with which published figures can be judged, and what is to be said of the editions themselves: where the answers at hand
/// are not those behind one, and where one is not as it was published.
///
/// # Errors
/// When the answers cannot be read.
pub(crate) fn judged_answers(session: &CohortSession) -> Result<(PublishedAnswers, Vec<Problem>), Refusal> {
    let mut answers = read_answers(session)?;
    let changed = changed(session)?;
    let mut lacking = lacking(session, &answers)?;
    // Of what was changed every fault is named, with the answers that are there.
    lacking.retain(|number| !changed.contains(number));
    answers.retain(|number, _| !lacking.contains(number));
    let not_as_published = |number: u32| {
        Problem::error("published-figures", "the edition is not as it was published")
            .at(Place::file(layout::edition(number).as_str()))
            .help("take the file from git again; only `evaluate --publish` writes it")
    };
    let mut problems: Vec<Problem> = changed.into_iter().map(not_as_published).collect();
    if !lacking.is_empty() {
        let problem = Problem::warning("no-published-answers", not_at_hand(&lacking)).at(place_of_answers());
        let help = "take the file from the lead who published; until then these figures are judged without the answers";
        problems.push(problem.help(help));
    }
    Ok((answers, problems))
}

/// The editions whose digest is not that of what they hold.
fn changed(session: &CohortSession) -> Result<Vec<u32>, Refusal> {
    let key = &session.records()?.key;
    let is_changed = |(number, edition): (&u32, &Edition)| {
        let digests = edition.figures()?.digests.as_ref()?;
        (digests.edition != edition_digest(key, *number, edition, &digests.answers)).then_some(*number)
    };
    Ok(session.facts.editions.iter().filter_map(is_changed).collect())
}

/// The answers behind all editions; without them no edition can be compared with those before.
fn answers_at_hand(session: &CohortSession) -> Result<PublishedAnswers, Refusal> {
    let answers = read_answers(session)?;
    let lacking = lacking(session, &answers)?;
    if lacking.is_empty() {
        return Ok(answers);
    }
    let help = "take the file from the lead who published it: without it a new edition could show what single people answered";
    let problem = Problem::error("no-published-answers", not_at_hand(&lacking)).at(place_of_answers());
    Err(Refusal::unmet(vec![problem.help(help)]))
}

/// The editions of figures whose answers are not at hand: there are none, or those of another edition of that number, as two leads leave
/// them who published apart.
fn lacking(session: &CohortSession, answers: &PublishedAnswers) -> Result<Vec<u32>, Refusal> {
    let key = &session.records()?.key;
    let is_lacking = |number: &u32, held: &EditionFigures| {
        let Some(behind) = answers.get(number) else { return true };
        held.digests.as_ref().is_some_and(|bound| bound.answers != answers_digest(key, behind))
    };
    let editions = session.facts.editions.iter().filter_map(|(number, edition)| Some((number, edition.figures()?)));
    Ok(editions.filter(|(number, held)| is_lacking(number, held)).map(|(number, _)| *number).collect())
}

fn not_at_hand(editions: &[u32]) -> String {
    let numbers: Vec<String> = editions.iter().map(ToString::to_string).collect();
    let noun = if editions.len() == 1 { "edition" } else { "editions" };
    format!("the answers behind {noun} {} are not at hand", numbers.join(", "))
}

fn place_of_answers() -> Place {
    Place::file(layout::published_answers().as_str())
}

fn digests(key: &Key, number: u32, edition: &Edition, answers: &EditionAnswers) -> EditionDigests {
    let answers = answers_digest(key, answers);
    EditionDigests { edition: edition_digest(key, number, edition, &answers), answers }
}

fn answers_digest(key: &Key, answers: &EditionAnswers) -> String {
    key.digest(format!("published answers\n{}", published_answers::without_people(answers)).as_bytes())
}

fn edition_digest(key: &Key, number: u32, edition: &Edition, answers: &str) -> String {
    key.digest(format!("edition {number}\n{answers}\n{}", edition_toml::unbound(edition)).as_bytes())
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
