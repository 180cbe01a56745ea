//! `registered`: everybody in the register has joined. The other way round is no fault: who was erased has facts and no row.

use crate::check::{Check, Scope, Subject};
use crate::domain::problem::{Place, Problem};

pub(super) const CHECK: Check =
    Check { name: "registered", sentence: "Everybody in the private register has joined.", scope: Scope::Directory, judge };

fn judge(subject: &Subject<'_>) -> Vec<Problem> {
    let joined = |id| subject.cohort.people.get(&id).is_some_and(|person| person.joined.is_some());
    let strangers = subject.people.unwrap_or_default().iter().filter(|person| !joined(person.id));
    strangers
        .map(|person| {
            let id = person.id;
            Problem::error(
                CHECK.name,
                format!("{id} is in the register, but facts/people/{id}.csv does not say that they joined"),
            )
            .at(Place::file("private/register.csv"))
            .value(id.to_string())
            .restore(format!("facts/people/{id}.csv"))
            .help(format!(
                "put facts/people/{id}.csv back from a backup or a colleague's copy; without one, `revmentor import` records again that they joined"
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::check::tests::found_by_all;
    use crate::domain::answer::Answers;
    use crate::domain::example;
    use crate::domain::person::Person;

    #[test]
    fn somebody_in_the_register_who_never_joined_is_named() {
        let person = |id: &str| Person { id: id.parse().unwrap(), answers: Answers::new() };
        let found = found_by_all(|_| (), Some(&[person("M02"), person("E66")]), &example::settings());
        let message = "E66 is in the register, but facts/people/E66.csv does not say that they joined";
        assert_eq!(found, [format!("registered private/register.csv: {message}")]);
    }
}
