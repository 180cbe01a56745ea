//! Which person somebody at the keyboard means: an id, an address, or a name that fits exactly one.

use std::collections::BTreeSet;

use crate::domain::contact::Email;
use crate::domain::id::PersonId;
use crate::domain::problem::{Problem, Refusal};

use super::names::Fit;
use super::register::Register;

/// The most candidates that are listed.
const LISTED: usize = 8;

/// The person that `written` means. `known` are the ids in the facts: people may stand there and no longer in the register.
///
/// # Errors
/// When nobody or several are meant; the help lists who may be.
pub(crate) fn find(written: &str, register: &Register, known: &BTreeSet<PersonId>) -> Result<PersonId, Refusal> {
    if let Ok(id) = written.parse::<PersonId>() {
        let there = known.contains(&id) || register.get(id).is_some();
        return if there { Ok(id) } else { Err(no_such_id(id, register, known)) };
    }
    if let Ok(email) = Email::parse(written) {
        let nobody = || {
            refused(
                "nobody in the register has this address",
                written,
                "look it up in private/register.csv, or give the id".to_owned(),
            )
        };
        return register.by_email(&email).ok_or_else(nobody);
    }
    match among_words(written, register, known) {
        Some(found) => found,
        None => by_name(written, register),
    }
}

/// The person whose id or address stands among other words, which have to be that person's name: `E06 Judith Hesketh`,
/// `Judith Hesketh <j.hesketh@trust.example>`. Nothing where neither does.
fn among_words(written: &str, register: &Register, known: &BTreeSet<PersonId>) -> Option<Result<PersonId, Refusal>> {
    let parts = |c: char| c.is_whitespace() || ",;()<>[]".contains(c);
    let (mut found, mut rest) = (BTreeSet::new(), Vec::new());
    for word in written.split(parts).map(|word| word.trim_matches([':', '.', '-'])).filter(|word| !word.is_empty()) {
        let by_id = word.parse::<PersonId>().ok().filter(|id| known.contains(id) || register.get(*id).is_some());
        let by_address = || word.contains('@').then(|| register.by_email(&Email::parse(word).ok()?)).flatten();
        match by_id.or_else(by_address) {
            Some(id) => _ = found.insert(id),
            None if word.contains('@') => return None,
            None => rest.push(word),
        }
    }
    let id = found.pop_first()?;
    if let Some(other) = found.first() {
        return Some(Err(refused(
            "this names several people",
            written,
            format!("give one of them: {}", listed(&[id, *other], register)),
        )));
    }
    let name = rest.join(" ");
    let fits = name.is_empty() || register.names().best(&name).is_some_and(|(_, fitting)| fitting.contains(&id));
    let help = || format!("{} has this id; correct the id or the name", listed(&[id], register));
    Some(if fits { Ok(id) } else { Err(refused("the id and the name beside it are not one person's", written, help())) })
}

fn by_name(written: &str, register: &Register) -> Result<PersonId, Refusal> {
    let (certain, fitting) =
        register.names().best(written).map_or((false, Vec::new()), |(fit, fitting)| (fit <= Fit::Part, fitting));
    match fitting[..] {
        [id] if certain => Ok(id),
        [] => Err(refused(
            "nobody in the register has this name",
            written,
            "give the id, the address, or the name as it was typed in the survey".to_owned(),
        )),
        _ if certain => {
            Err(refused("this name fits several people", written, format!("give the id: {}", listed(&fitting, register))))
        }
        _ => {
            Err(refused("nobody in the register has this name", written, format!("did you mean {}?", listed(&fitting, register))))
        }
    }
}

fn listed(ids: &[PersonId], register: &Register) -> String {
    let name = |id: &PersonId| register.get(*id).map_or(id.to_string(), |entry| format!("{id} {}", entry.contact.name));
    let names: Vec<String> = ids.iter().take(LISTED).map(name).collect();
    let more = if ids.len() > LISTED { format!(" and {} more", ids.len() - LISTED) } else { String::new() };
    names.join(", ") + &more
}

fn no_such_id(id: PersonId, register: &Register, known: &BTreeSet<PersonId>) -> Refusal {
    let ids = register.iter().map(|(id, _)| id).chain(known.iter().copied());
    let last = ids.filter(|other| other.letter() == id.letter()).max();
    let help = last.map_or_else(
        || "`status` lists the people of this cohort".to_owned(),
        |last| format!("ids of this side go up to {last}"),
    );
    refused("unknown id", &id.to_string(), help)
}

fn refused(message: &str, written: &str, help: String) -> Refusal {
    Refusal::from(Problem::error("who", message).value(written).help(help))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::answer::Answers;
    use crate::domain::contact::Contact;
    use crate::people::register::Entry;

    fn register() -> Register {
        let people = [("M01", "Anna Birch"), ("M02", "Ben Birch"), ("E01", "Zoë Quill"), ("E02", "Anna-Lena Stone")];
        Register::of(people.map(|(id, name)| {
            let email = Email::parse(&format!("{}@x.example", id.to_lowercase())).unwrap();
            (id.parse().unwrap(), Entry { contact: Contact { name: name.to_owned(), email }.into(), answers: Answers::new() })
        }))
    }

    fn who(written: &str) -> Result<String, String> {
        let known = BTreeSet::from(["M09".parse().unwrap()]);
        find(written, &register(), &known).map(|id| id.to_string()).map_err(|refusal| refusal.to_string())
    }

    #[test]
    fn an_id_an_address_or_a_name_that_fits_one() {
        for (written, id) in [
            ("m1", "M01"),
            ("M09", "M09"),
            (" E01@x.example", "E01"),
            ("zoe quill", "E01"),
            ("Quill", "E01"),
            ("Ben", "M02"),
            ("Birch, Ben", "M02"),
            ("M02 Ben Birch", "M02"),
            ("Ben Birch (M02)", "M02"),
            ("Zoë Quill <e01@x.example>", "E01"),
        ] {
            assert_eq!(who(written), Ok(id.to_owned()), "{written}");
        }
    }

    #[test]
    fn several_are_listed_and_a_slip_is_never_taken_for_the_name() {
        assert!(who("Birch").unwrap_err().contains("M01 Anna Birch, M02 Ben Birch"));
        assert!(who("Zoe Quil").unwrap_err().contains("did you mean E01 Zoë Quill?"));
        assert!(who("Nemo").unwrap_err().contains("has this name"));
        assert!(who("M02 Anna Birch").unwrap_err().contains("not one person's"));
        assert!(who("M01/M02").is_err() && who("M01, M02").unwrap_err().contains("several people"));
        assert!(who("M07").unwrap_err().contains("up to M09"));
        assert!(who("nemo@x.example").unwrap_err().contains("nobody in the register"));
    }
}
