//! `draw-numbers`: matchings are numbered from 1 without a gap, and a record knows its own number. Their days need not rise: of two leads
//! who match apart, one numbers on from a matching that the merge then replaces by the other's.

use crate::check::{Check, Scope, Subject, place};
use crate::domain::problem::Problem;

pub(super) const CHECK: Check =
    Check { name: "draw-numbers", sentence: "Matchings are numbered from 1 without a gap.", scope: Scope::Directory, judge };

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    let draws = &subject.facts.draws;
    let mut problems = Vec::new();
    let announced = subject.facts.announcements.iter().map(|(file, announcement)| (file, announcement.number));
    let mut records: Vec<_> = draws.iter().map(|(file, draw)| (file, draw.number)).chain(announced).collect();
    records.sort_unstable();
    for ((file, number), expected) in records.into_iter().zip(1..) {
        let mut say =
            |message: String, help: &str| problems.push(Problem::error(CHECK.name, message).at(place::draw(*file)).help(help));
        if *file != expected {
            say(format!("matching {expected} has no record"), "bring it back from git");
            break;
        }
        if number != *file {
            say(format!("the record says that it is matching {number}"), "give the file the name that its number asks for");
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use crate::check::tests::found_by_all;
    use crate::domain::draw::Draw;
    use crate::domain::example;
    use crate::domain::facts::Facts;

    fn found(change: impl FnOnce(&mut Facts, Draw)) -> Vec<String> {
        let change = |facts: &mut Facts| {
            let next = Draw { number: 2, kept: facts.draws[&1].made.clone(), made: Vec::new(), ..facts.draws[&1].clone() };
            change(facts, next);
        };
        found_by_all(change, None, &example::settings())
    }

    #[test]
    fn a_missing_record_is_named() {
        assert_eq!(found(|facts, next| drop(facts.draws.insert(2, next))), Vec::<String>::new());
        let gap = found(|facts, next| drop(facts.draws.insert(3, Draw { number: 3, ..next })));
        assert_eq!(gap, ["draw-numbers facts/draws/003.toml: matching 2 has no record"]);
    }

    #[test]
    fn a_record_under_another_number_is_named() {
        let wrong = found(|facts, next| drop(facts.draws.insert(2, Draw { number: 5, ..next })));
        assert_eq!(wrong, ["draw-numbers facts/draws/002.toml: the record says that it is matching 5"]);
    }
}
