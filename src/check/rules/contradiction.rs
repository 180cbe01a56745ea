//! `contradiction`: two corrections of one thing with one number say the same. Two leads who correct apart can contradict each other:
//! both rows are named, with the verb that settles it. Reports of meetings are judged by `one-report`.

use crate::check::{Check, Scope, Subject, place, story};
use crate::domain::correction::{self, PairThing, PersonThing};
use crate::domain::fact::{Dated, DeclaredAnswer, PairFact, PersonFact};
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::{Place, Problem};
use crate::domain::side::Side;

pub(super) const CHECK: Check = Check {
    name: "contradiction",
    sentence: "Two corrections of one thing that have one number say the same.",
    scope: Scope::Facts,
    judge,
};

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    let of_people = subject.facts.people.iter().flat_map(|(id, rows)| of_person(*id, rows));
    of_people.chain(subject.facts.pairs.iter().flat_map(|(id, rows)| of_pair(*id, rows))).collect()
}

fn of_person(id: PersonId, rows: &[Dated<PersonFact>]) -> Vec<Problem> {
    let last = correction::last_corrections(rows);
    let apart = last.into_iter().filter_map(|(thing, rows)| {
        let (one, other) = two_that_differ(&rows, say_one_thing)?;
        Some(problem([place::person(id, one), place::person(id, other)], &cure_of_person(id, &thing, &one.fact)))
    });
    apart.chain(choices_apart(id, rows)).collect()
}

/// Two first choices of one event that differ. Only a warning: the first format of the directory had no numbers, and the last row counted.
fn choices_apart(id: PersonId, rows: &[Dated<PersonFact>]) -> Vec<Problem> {
    let first = correction::first_words(rows).into_iter();
    let apart = first.filter(|(thing, _)| matches!(thing, PersonThing::Choice(_))).filter_map(|(thing, rows)| {
        let (one, other) = two_that_differ(&rows, PersonFact::eq)?;
        let last = rows.last().map_or(other, |row| row);
        let message = format!("this row and {} choose different dates; the last in the file counts", place::person(id, one));
        let help = format!("`{}` keeps it, unless another date is right", cure_of_person(id, &thing, &last.fact));
        Some(Problem::warning(CHECK.name, message).at(place::person(id, other)).help(help))
    });
    apart.collect()
}

fn of_pair(id: PairId, rows: &[Dated<PairFact>]) -> Vec<Problem> {
    let Some(period) = story::periods(rows).1.pop() else { return Vec::new() };
    let last = correction::last_corrections(period.rows);
    let apart = last.into_iter().filter_map(|(thing, rows)| {
        let cure = match thing {
            PairThing::Standing => format!("revmentor unpair {id}"),
            PairThing::Reveal => format!("revmentor reveal --retract --to {} --reason contradiction", side_of(&rows)),
            PairThing::Report(_) => return None,
        };
        let is_end = |fact: &PairFact| matches!(fact, PairFact::Ended { .. });
        let same = |one: &PairFact, other: &PairFact| match thing {
            PairThing::Standing => is_end(one) == is_end(other),
            _ => std::mem::discriminant(one) == std::mem::discriminant(other),
        };
        let (one, other) = two_that_differ(&rows, same)?;
        Some(problem([place::pair(id, one), place::pair(id, other)], &cure))
    });
    apart.collect()
}

/// The side that a reveal was taken back for; both have the same cure.
fn side_of(rows: &[&Dated<PairFact>]) -> &'static str {
    let side = rows.iter().find_map(|row| match row.fact {
        PairFact::Concealed { to } => to,
        _ => None,
    });
    if side == Some(Side::Mentee) { "mentees" } else { "mentors" }
}

fn two_that_differ<'a, F>(rows: &[&'a Dated<F>], same: impl Fn(&F, &F) -> bool) -> Option<(&'a Dated<F>, &'a Dated<F>)> {
    let (first, rest) = rows.split_first()?;
    rest.iter().find(|row| !same(&first.fact, &row.fact)).map(|other| (*first, *other))
}

/// Whether nothing hangs on the difference.
fn say_one_thing(one: &PersonFact, other: &PersonFact) -> bool {
    match (one, other) {
        (PersonFact::Returned { .. }, PersonFact::Returned { .. })
        | (PersonFact::Withdrew { .. }, PersonFact::Withdrew { .. })
        | (PersonFact::Conflict { .. }, PersonFact::Conflict { .. })
        | (
            PersonFact::Dismissed { .. } | PersonFact::Removed { .. },
            PersonFact::Dismissed { .. } | PersonFact::Removed { .. },
        ) => true,
        _ => one == other,
    }
}

fn cure_of_person(id: PersonId, thing: &PersonThing, fact: &PersonFact) -> String {
    match (thing, fact) {
        (PersonThing::TakingPart | PersonThing::Erasure, _) => format!("revmentor rejoin {id}"),
        (PersonThing::Conflict(with), _) => format!("revmentor conflict confirm {id} {with}"),
        (PersonThing::Declaration, PersonFact::Declared { answer: DeclaredAnswer::Retracted }) => {
            format!("revmentor conflict none {id} --retract")
        }
        (PersonThing::Declaration, _) => format!("revmentor conflict none {id}"),
        (PersonThing::Choice(event), PersonFact::Chose { option, .. }) => format!("revmentor choose {event} {id} {option}"),
        (PersonThing::Choice(event), _) => format!("revmentor choose {event} {id} --retract"),
        (PersonThing::Identity(with), _) => format!("revmentor identity different {id} {with}"),
    }
}

fn problem([one, other]: [Place; 2], cure: &str) -> Problem {
    let message = format!("this row and {one} correct one thing with one number, and differ");
    Problem::error(CHECK.name, message).at(other).help(format!("`{cure}` settles it; say there what is right"))
}

#[cfg(test)]
mod tests {
    use crate::check::tests::{facts, found};
    use crate::domain::example::{self, day};
    use crate::domain::fact::{Dated, PersonFact};
    use crate::domain::facts::Facts;

    fn chose(option: u32) -> Dated<PersonFact> {
        let fact = PersonFact::Chose { event: "midpoint-mentees".into(), option, date: None };
        Dated { correction: 1, ..Dated::new(day(2027, 1, 2), fact) }
    }

    fn add(facts: &mut Facts, options: &[u32]) {
        facts.people.get_mut(&"E01".parse().unwrap()).unwrap().extend(options.iter().map(|option| chose(*option)));
    }

    #[test]
    fn two_leads_first_choices_that_differ_are_named_until_one_is_recorded_again() {
        let first = |option| Dated { correction: 0, ..chose(option) };
        let both = |more: &[Dated<PersonFact>]| {
            let rows = [&[first(1), first(2)], more].concat();
            found(|facts| facts.people.get_mut(&"E01".parse().unwrap()).unwrap().extend(rows))
        };
        let message = "this row and facts/people/E01.csv, line 3 choose different dates; the last in the file counts";
        assert_eq!(both(&[]), [format!("contradiction facts/people/E01.csv, line 4: {message}")]);
        assert_eq!(both(&[chose(2)]), Vec::<String>::new());
    }

    #[test]
    fn two_corrections_of_one_number_that_differ_are_named_with_the_verb() {
        assert_eq!(found(|facts| add(facts, &[1])), Vec::<String>::new());
        let message = "this row and facts/people/E01.csv, line 3 correct one thing with one number, and differ";
        assert_eq!(found(|facts| add(facts, &[1, 2])), [format!("contradiction facts/people/E01.csv, line 4: {message}")]);
        let problems = super::super::super::judge_facts(&example::settings(), &facts(|facts| add(facts, &[1, 2])));
        assert!(problems[0].help.as_deref().unwrap().starts_with("`revmentor choose midpoint-mentees E01 1`"), "{problems:#?}");
    }
}
