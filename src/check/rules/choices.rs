//! `unknown-choice`: who chose a date of an event chose one that is offered to them. Only a warning, because `cohort.toml` may
//! drop an event after people chose.

use std::collections::BTreeMap;

use crate::check::{Check, Scope, Subject, place};
use crate::domain::correction;
use crate::domain::event::ChosenDate;
use crate::domain::fact::PersonFact;
use crate::domain::id::PersonId;
use crate::domain::problem::Problem;
use crate::domain::settings::Settings;
use crate::domain::spelling;

pub(super) const CHECK: Check = Check {
    name: "unknown-choice",
    sentence: "Everybody's choice is a date that cohort.toml offers them.",
    scope: Scope::Facts,
    judge,
};

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (id, rows) in &subject.facts.people {
        let mut last = BTreeMap::new();
        for row in correction::in_order(rows) {
            match &row.fact {
                PersonFact::Chose { event, option, date } => {
                    last.insert(event, (ChosenDate { on: row.on, option: *option, date: *date }, row));
                }
                PersonFact::Unchose { event } => _ = last.remove(event),
                _ => {}
            }
        }
        for (event, (chosen, row)) in last {
            let wrong = wrong(subject.settings, *id, event, chosen);
            problems.extend(wrong.map(|problem| problem.at(place::person(*id, row))));
        }
    }
    problems
}

fn wrong(settings: &Settings, id: PersonId, event: &str, chosen: ChosenDate) -> Option<Problem> {
    let Some(known) = settings.events.iter().find(|known| known.id == event) else { return Some(unknown(settings, event)) };
    let offered = known.dates.len();
    let warning = |message: String| Some(Problem::warning(CHECK.name, message));
    if known.option_of(chosen).is_none() {
        let others = if offered > 1 { format!("; the options are 1 to {offered}") } else { String::new() };
        let help = format!("`revmentor choose {event} {id} 1`{others}");
        let message = match chosen.date {
            Some(date) => format!("{id} chose {} of “{event}”, which is offered no more", date.format("%Y-%m-%d %H:%M")),
            None => format!("{id} chose option {} of “{event}”, which offers {offered}", chosen.option),
        };
        return warning(message).map(|p| p.help(help));
    }
    if known.audience.includes(id.side()) {
        None
    } else {
        warning(format!("{id} chose a date of “{event}”, which is for {}", known.audience.word()))
    }
}

fn unknown(settings: &Settings, event: &str) -> Problem {
    let problem = Problem::warning(CHECK.name, "cohort.toml has no event of this id; the choice does not count").value(event);
    match spelling::nearest(event, settings.events.iter().map(|event| event.id.as_str())) {
        Some(near) => problem.help(format!("did you mean “{near}”?")),
        None => problem,
    }
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{found, person};
    use crate::domain::fact::PersonFact;

    fn chose(event: &str, option: u32) -> PersonFact {
        PersonFact::Chose { event: event.into(), option, date: None }
    }

    #[test]
    fn a_choice_of_what_is_not_offered_is_named() {
        let found = found(|facts| {
            person(facts, "E01", chose("midpoint-mentee", 1));
            person(facts, "E02", chose("midpoint-mentees", 3));
            person(facts, "E03", chose("midpoint-mentees", 0));
            person(facts, "M02", chose("midpoint-mentees", 2));
        });
        assert_eq!(
            found,
            [
                "unknown-choice facts/people/E01.csv, line 3: cohort.toml has no event of this id; the choice does not count",
                "unknown-choice facts/people/E02.csv, line 3: E02 chose option 3 of “midpoint-mentees”, which offers 2",
                "unknown-choice facts/people/E03.csv, line 3: E03 chose option 0 of “midpoint-mentees”, which offers 2",
                "unknown-choice facts/people/M02.csv, line 3: M02 chose a date of “midpoint-mentees”, which is for mentees",
            ]
        );
    }

    #[test]
    fn only_the_last_choice_counts() {
        let found = found(|facts| {
            person(facts, "E02", chose("midpoint-mentees", 3));
            person(facts, "E02", chose("midpoint-mentees", 2));
        });
        assert_eq!(found, Vec::<String>::new());
    }
}
