//! Criteria and rules that tell no pair from another: worth knowing before anything is chosen by them.

use std::collections::BTreeSet;

use super::criteria;
use super::rule::Rule;
use super::scoring::Scorer;
use crate::domain::match_request::MatchRequest;
use crate::domain::person::Person;
use crate::domain::settings::Method;
use crate::domain::side::Side;

/// A criterion or rule that decides nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Idle {
    /// The criterion's name, or the field of the rule.
    pub(crate) name: String,
    /// What it is.
    pub(crate) what: IdleKind,
    /// Fields that nobody of a side answered.
    pub(crate) unanswered: Vec<(String, Side)>,
}

/// What decides nothing, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IdleKind {
    /// A criterion that gives every pair these points of so many.
    Criterion {
        /// The points that every pair gets.
        points: u16,
        /// The most that it could give.
        most: u16,
    },
    /// A rule that forbids no pair.
    ForbidsNone,
    /// A rule that forbids every pair.
    ForbidsAll,
}

/// Every criterion and rule of the request that treats all pairs alike. Nothing where a side is empty.
pub(crate) fn idle(request: &MatchRequest) -> Vec<Idle> {
    let of = |side: Side| request.inputs.people.iter().filter(|person| person.id.side() == side).collect::<Vec<_>>();
    let (mentors, mentees) = (of(Side::Mentor), of(Side::Mentee));
    if mentors.is_empty() || mentees.is_empty() || mentors.len() + mentees.len() < 4 {
        return Vec::new();
    }
    let unanswered = |fields: BTreeSet<&str>| {
        let nobody = |field: &str, people: &[&Person]| people.iter().all(|person| person.keys(field).is_empty());
        let sides = [(Side::Mentor, &mentors), (Side::Mentee, &mentees)];
        let missing = fields.into_iter().flat_map(|field| {
            sides.iter().filter(move |(_, people)| nobody(field, people)).map(move |(side, _)| (field.to_owned(), *side))
        });
        missing.collect::<Vec<_>>()
    };
    let mut found = Vec::new();
    for rule in &request.params.rules {
        let what = match Rule::new(rule, &mentors, &mentees).is_uniform() {
            Some(true) => IdleKind::ForbidsAll,
            Some(false) => IdleKind::ForbidsNone,
            None => continue,
        };
        found.push(Idle { name: rule.same.clone(), what, unanswered: unanswered([rule.same.as_str()].into()) });
    }
    if request.params.policy.method == Method::Goals {
        let criteria = &request.params.policy.criteria;
        let scorer = Scorer::new(criteria, request.params.kind, &mentors, &mentees);
        for (part, criterion) in scorer.parts.iter().zip(criteria) {
            let Some(points) = part.only_points() else { continue };
            let measure = criteria::measure(&criterion.kind, request.params.kind);
            let fields = measure.fields().into_iter().flatten().collect();
            let what = IdleKind::Criterion { points, most: part.most() };
            found.push(Idle { name: criterion.name.clone(), what, unanswered: unanswered(fields) });
        }
    }
    found
}
