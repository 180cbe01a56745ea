//! Wishes of one side that name nothing which anybody of the other side answered: a misspelling, a sentence, or a post that nobody holds. They
//! count as unmet in every pair, which is said before anything is chosen by them.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::session::CohortSession;
use crate::domain::answer::Answer;
use crate::domain::id::PersonId;
use crate::domain::match_request::MatchRequest;
use crate::domain::person::Person;
use crate::domain::problem::{Place, Problem};
use crate::domain::settings::{CriterionKind, Method};
use crate::domain::side::Side;
use crate::domain::spelling;
use crate::domain::text;
use crate::store::layout;

/// So many wishes are shown.
const SHOWN: usize = 6;

/// One warning for each criterion and side with such wishes. O(people · answers).
pub(crate) fn problems(session: &CohortSession, request: &MatchRequest) -> Vec<Problem> {
    if request.params.policy.method != Method::Goals {
        return Vec::new();
    }
    let mut problems = Vec::new();
    for criterion in &request.params.policy.criteria {
        let CriterionKind::Preference { wish, fact } = &criterion.kind else { continue };
        let unmet = |side: Side| Unmet::of(&request.inputs.people, side, wish, fact);
        problems.extend(Side::BOTH.into_iter().filter_map(unmet).map(|unmet| unmet.problem(session, &criterion.name)));
    }
    problems
}

/// The wishes of one side, as first written, with who has them.
struct Unmet<'a> {
    side: Side,
    wish: &'a str,
    fact: &'a str,
    wishes: BTreeMap<String, (&'a str, Vec<PersonId>)>,
    /// What the other side answered.
    facts: BTreeSet<&'a str>,
}

impl<'a> Unmet<'a> {
    /// None where every wish can be met, or where the other side answered nothing.
    fn of(people: &'a [Person], side: Side, wish: &'a str, fact: &'a str) -> Option<Unmet<'a>> {
        let texts = |side: Side, field: &'a str| {
            let of_side = people.iter().filter(move |person| person.id.side() == side);
            of_side.flat_map(move |person| {
                person.answers.get(field).into_iter().flat_map(Answer::texts).map(|text| (person.id, text))
            })
        };
        let facts: BTreeSet<&str> = texts(side.other(), fact).map(|(_, text)| text).collect();
        let keys: BTreeSet<String> = facts.iter().map(|fact| spelling::key(fact)).collect();
        let mut wishes: BTreeMap<String, (&str, Vec<PersonId>)> = BTreeMap::new();
        for (person, text) in texts(side, wish) {
            let key = spelling::key(text);
            if !keys.contains(&key) {
                wishes.entry(key).or_insert((text, Vec::new())).1.push(person);
            }
        }
        (!keys.is_empty() && !wishes.is_empty()).then_some(Unmet { side, wish, fact, wishes, facts })
    }

    fn problem(&self, session: &CohortSession, criterion: &str) -> Problem {
        let others = self.side.other().many(session.settings.programme.kind);
        let ids = |people: &[PersonId]| people.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let shown = |(wish, people): &(&str, Vec<PersonId>)| format!("{:?} ({})", text::cap(wish, 60).0, ids(people));
        let mut wishes: Vec<String> = self.wishes.values().take(SHOWN).map(shown).collect();
        let more = self.wishes.len().saturating_sub(SHOWN);
        wishes.extend((more > 0).then(|| format!("{more} more")));
        let message = format!("none of the {others} answered under {} what is wished for: {}", self.fact, wishes.join(", "));
        // Of what is shown only: to compare every wish with every answer would take people times people.
        let near = self.wishes.values().take(SHOWN).find_map(|(wish, _)| Some((*wish, self.misspelt(wish)?)));
        let help = match near {
            Some((wish, near)) => self.alias(session, wish, near),
            None => "such a wish is unmet in every pair: ask them, or leave it".to_owned(),
        };
        let place = Place::file(layout::COHORT_FILE).column(format!("matching.criterion.{criterion}"));
        let first = near.map(|(wish, _)| wish).or_else(|| self.wishes.values().next().map(|(wish, _)| *wish));
        Problem::warning("unmet-wish", message).at(place).value(text::cap(first.unwrap_or_default(), 60).0).help(help)
    }

    /// The answer that a wish may mean. Who mistypes a word rarely mistypes its first letter, and South is not North.
    fn misspelt(&self, wish: &str) -> Option<&'a str> {
        let first = |text: &str| spelling::key(text).chars().next();
        spelling::nearest(wish, self.facts.iter().copied()).filter(|near| first(near) == first(wish))
    }

    /// What to write where a wish means an answer that is spelt otherwise.
    fn alias(&self, session: &CohortSession, wish: &str, near: &str) -> String {
        let mut column = session.settings.survey[self.side].columns.get(self.wish).cloned().unwrap_or_default();
        column.aliases.insert(wish.to_owned(), near.to_owned());
        let line = crate::survey::column_line(self.wish, &column);
        format!("if {wish:?} means {near:?}, write under [survey.{}.columns] in cohort.toml: {line}", self.side.key())
    }
}
