//! Answers in a rule's field that may be one answer in two spellings: a question to the lead, as an uncertain name is. And whoever left
//! such a field empty.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::Imported;
use super::conflicts::ConflictQuestion;
use crate::app::session::CohortSession;
use crate::domain::answer::Answer;
use crate::domain::cohort::{Cohort, Participant};
use crate::domain::conflict::{ConflictState, Doubt};
use crate::domain::correction::{self, Correctable, PersonThing};
use crate::domain::fact::PersonFact;
use crate::domain::id::{PairId, PersonId};
use crate::domain::near_answers;
use crate::domain::person::Person;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::settings::Survey;
use crate::domain::side::Side;
use crate::domain::spelling;
use crate::domain::text::agreeing;

/// Two answers that may be one, and who gave them.
struct Similar<'a> {
    field: &'a str,
    answers: [&'a str; 2],
    mentors: Vec<PersonId>,
    mentees: Vec<PersonId>,
}

impl Similar<'_> {
    fn pairs(&self) -> impl Iterator<Item = PairId> {
        self.mentors.iter().flat_map(|mentor| self.mentees.iter().map(|mentee| PairId { mentor: *mentor, mentee: *mentee }))
    }
}

/// Asks about each pair whose answers are nearly the same, and takes back the questions that settings or new answers have decided.
pub(super) fn record(session: &mut CohortSession, today: NaiveDate, imported: &mut Imported) -> Result<(), Refusal> {
    let cohort = session.cohort();
    let people = session.records()?.register.people();
    let (mut pairs, mut warnings) = (BTreeSet::new(), Vec::new());
    for rule in &session.settings.conflict_rules {
        warnings.extend(unanswered(session, &rule.same, &taking_part(&cohort, &people)));
        for similar in similar(&people, &rule.same, &session.settings.survey.mentors, &session.settings.survey.mentees) {
            let asked = |pair: &PairId| match cohort.conflicts.get(pair) {
                None | Some(ConflictState::Open(_)) => true,
                Some(state) => *state == ConflictState::Removed && was_settled_here(session, *pair),
            };
            let about: Vec<PairId> = similar.pairs().filter(asked).collect();
            if let Some(first) = about.first() {
                warnings.push(warning(session, &similar, about.len(), *first));
            }
            pairs.extend(about);
        }
    }
    imported.warnings.extend(warnings);
    let similar = ConflictState::Open(Doubt::SimilarAnswer);
    let settled = cohort.conflicts.iter().filter(|(pair, state)| **state == similar && !pairs.contains(pair));
    for (pair, _) in settled {
        session.facts.person(pair.mentor, today, PersonFact::Removed { with: pair.mentee });
    }
    for pair in pairs.into_iter().filter(|pair| !matches!(cohort.conflicts.get(pair), Some(ConflictState::Open(_)))) {
        let fact = PersonFact::Possible { with: pair.mentee, doubt: Doubt::SimilarAnswer };
        session.facts.person(pair.mentor, today, fact);
        imported.conflicts.push((pair, Some(Doubt::SimilarAnswer)));
    }
    Ok(())
}

/// Whether a question about similar answers was asked of the pair and taken back by an import, not answered by the lead: then answers that
/// are similar again are asked again. O(rows of the mentor · log rows).
fn was_settled_here(session: &CohortSession, pair: PairId) -> bool {
    let rows = session.facts.people.get(&pair.mentor).map_or(&[][..], Vec::as_slice);
    let thing = Some(PersonThing::Conflict(pair.mentee));
    let about = correction::in_order(rows).into_iter().filter(|row| row.fact.thing(row.correction) == thing);
    let all: Vec<&PersonFact> = about.map(|row| &row.fact).collect();
    matches!(all.as_slice(), [.., PersonFact::Possible { doubt: Doubt::SimilarAnswer, .. }, PersonFact::Removed { .. }])
}

/// The questions about similar answers, as they were typed.
pub(crate) fn questions(session: &CohortSession) -> Vec<ConflictQuestion> {
    let Ok(records) = session.records() else { return Vec::new() };
    let people = records.register.people();
    let survey = &session.settings.survey;
    let of_rule = |field: &str| -> Vec<ConflictQuestion> {
        let found = similar(&people, field, &survey.mentors, &survey.mentees);
        let question = |similar: &Similar<'_>| {
            let [own, other] = similar.answers;
            let typed = format!("{field}: {own} / {other}");
            let by = similar.mentors.clone().into_iter();
            by.map(|by| ConflictQuestion {
                by,
                typed: typed.clone(),
                doubt: Doubt::SimilarAnswer,
                candidates: similar.mentees.clone(),
            })
            .collect::<Vec<_>>()
        };
        found.iter().flat_map(question).collect()
    };
    session.settings.conflict_rules.iter().flat_map(|rule| of_rule(&rule.same)).collect()
}

fn taking_part<'a>(cohort: &Cohort, people: &'a [Person]) -> Vec<&'a Person> {
    let takes_part = |person: &&Person| cohort.people.get(&person.id).is_some_and(Participant::takes_part);
    people.iter().filter(takes_part).collect()
}

/// The answers of mentors and mentees that are near and not decided: not by options that the form offered, nor by aliases that say of
/// each of the two that it stands for itself. Whoever already agrees in another answer is forbidden anyway.
fn similar<'a>(people: &'a [Person], field: &'a str, mentors: &Survey, mentees: &Survey) -> Vec<Similar<'a>> {
    let by_answer = |side: Side| {
        let mut by_answer: BTreeMap<&str, Vec<PersonId>> = BTreeMap::new();
        for person in people.iter().filter(|person| person.id.side() == side) {
            for text in person.answers.get(field).into_iter().flat_map(Answer::texts) {
                by_answer.entry(text).or_default().push(person.id);
            }
        }
        by_answer
    };
    let (of_mentors, of_mentees) = (by_answer(Side::Mentor), by_answer(Side::Mentee));
    let near = near_answers::near(&of_mentors.keys().copied().collect(), &of_mentees.keys().copied().collect());
    let (known, of_mentees_known) = (decided(mentors, field), decided(mentees, field));
    let is_open = |(own, other): &(&str, &str)| {
        let is_known = |text: &str| known.contains(&spelling::key(text)) || of_mentees_known.contains(&spelling::key(text));
        !(is_known(own) && is_known(other))
    };
    let givers = |by: &BTreeMap<&str, Vec<PersonId>>, text: &str| by.get(text).cloned().unwrap_or_default();
    let found = near.into_iter().filter(is_open).map(|(own, other)| Similar {
        field,
        answers: [own, other],
        mentors: givers(&of_mentors, own),
        mentees: givers(&of_mentees, other),
    });
    found.collect()
}

/// What the form offered in a field, and what the aliases say stands for itself.
fn decided(survey: &Survey, field: &str) -> BTreeSet<String> {
    let Some(column) = survey.columns.get(field) else { return BTreeSet::new() };
    let own = column.aliases.iter().map(|(from, to)| (spelling::key(from), spelling::key(to)));
    let own = own.filter(|(from, to)| from == to).map(|(from, _)| from);
    column.options.iter().map(|option| spelling::key(option)).chain(own).collect()
}

fn warning(session: &CohortSession, similar: &Similar<'_>, pairs: usize, first: PairId) -> Problem {
    let [own, other] = similar.answers;
    let count = agreeing(pairs, "pair is a question", "pairs are questions");
    let (from, to, side) =
        if similar.mentors.len() <= similar.mentees.len() { (own, other, Side::Mentor) } else { (other, own, Side::Mentee) };
    let message = format!("{own:?} and {other:?} may be one {}: {count}, and not made until it is answered", similar.field);
    let heading = session.settings.survey[side].columns.get(similar.field).and_then(|column| column.headings.first());
    let (heading, place) = (heading.map_or(similar.field, String::as_str), Place::file("cohort.toml"));
    let help = format!(
        "if it is one, write under [survey.{}.columns] in cohort.toml: {} = {{ column = {heading:?}, aliases = {{ {from:?} = {to:?} }} }}; \
         if not: `revmentor conflict dismiss {} {}`, or aliases that map each to itself",
        side.key(),
        similar.field,
        first.mentor,
        first.mentee
    );
    Problem::warning("similar-answers", message).at(place.column(format!("conflict.{}", similar.field))).value(from).help(help)
}

/// Whoever left a rule's field empty, where others did not: the rule keeps them apart from nobody.
fn unanswered(session: &CohortSession, field: &str, people: &[&Person]) -> Option<Problem> {
    let empty: Vec<&&Person> = people.iter().filter(|person| person.keys(field).is_empty()).collect();
    if empty.is_empty() || empty.len() == people.len() {
        return None;
    }
    let who: Vec<String> = empty.iter().map(|person| session.label(person.id)).collect();
    let message = format!("no {field} is known of {}: the rule keeps them apart from nobody", who.join(", "));
    let ids: Vec<String> = empty.iter().map(|person| person.id.to_string()).collect();
    let place = Place::file("cohort.toml").column(format!("conflict.{field}"));
    let help = "ask them and correct the export, or declare what you know: `revmentor conflict list` shows what is recorded";
    Some(Problem::warning("rule-unanswered", message).at(place).value(ids.join(", ")).help(help))
}
