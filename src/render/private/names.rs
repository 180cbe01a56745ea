//! Who an id is, for the lead's own screen and private files.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::domain::contact::Contact;
use crate::domain::id::PersonId;
use crate::render::output::Cell;

/// The contacts at hand, by id; empty without the register.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names(BTreeMap<PersonId, Rc<Contact>>);

impl Names {
    /// The contacts of a register.
    pub(crate) fn new(contacts: BTreeMap<PersonId, Rc<Contact>>) -> Names {
        Names(contacts)
    }

    /// The contact of `id`.
    pub(crate) fn contact(&self, id: PersonId) -> Option<&Contact> {
        self.0.get(&id).map(Rc::as_ref)
    }

    /// `M03 Anna Smith`, or `M03` when nobody at hand has this id.
    pub(crate) fn label(&self, id: PersonId) -> String {
        match self.contact(id) {
            Some(contact) => format!("{id} {}", contact.name),
            None => id.to_string(),
        }
    }

    /// The address; nothing when nobody at hand has this id.
    pub(crate) fn email(&self, id: PersonId) -> Cell {
        self.contact(id).map_or(Cell::Empty, |contact| Cell::text(contact.email.reveal()))
    }

    /// A cell that shows the label to people and the id to programs.
    pub(crate) fn cell(&self, id: PersonId) -> Cell {
        Cell::Coded { code: id.to_string(), label: self.label(id) }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::domain::contact::Email;

    pub(crate) fn names(people: &[(&str, &str)]) -> Names {
        let contact = |name: &str| Contact { name: name.into(), email: Email::parse(&address(name)).unwrap() };
        Names::new(people.iter().map(|(id, name)| (id.parse().unwrap(), contact(name).into())).collect())
    }

    fn address(name: &str) -> String {
        format!("{}@x.example", crate::domain::spelling::key(name).replace(' ', "."))
    }

    #[test]
    fn who_is_unknown_is_shown_by_id() {
        let names = names(&[("M03", "Anna Smith")]);
        assert_eq!(names.label("M03".parse().unwrap()), "M03 Anna Smith");
        assert_eq!(names.label("E01".parse().unwrap()), "E01");
    }

    #[test]
    fn debug_tells_no_name() {
        assert!(!format!("{:?}", names(&[("M03", "Anna Smith")])).contains("Anna"));
    }
}
