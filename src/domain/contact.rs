//! Who a person is: the name and the address. Kept apart from everything else and never printed by accident.

use std::fmt;
use std::rc::Rc;

use super::text;

/// An e-mail address, trimmed and in lower case: what a person is known by.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(Rc<str>);

/// Why a text is not an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmailFault {
    /// Nothing was written.
    Empty,
    /// A blank stands inside the address.
    Blank,
    /// It has no single `@` with a name before and a domain after it, or holds a character that no address holds.
    Shape,
}

impl Email {
    /// The address that `raw` holds, after trimming (no-break spaces and invisible characters too) and lower-casing.
    ///
    /// # Errors
    /// What is wrong with it. The grammar is RFC 5321's dot-string with one `@`, without quoted local parts.
    pub fn parse(raw: &str) -> Result<Email, EmailFault> {
        let tidy = text::tidied(raw).to_lowercase();
        if tidy.is_empty() {
            return Err(EmailFault::Empty);
        }
        if tidy.contains(' ') {
            return Err(EmailFault::Blank);
        }
        let (local, domain) = tidy.split_once('@').ok_or(EmailFault::Shape)?;
        let allowed = |c: char| c.is_alphanumeric() || "-._+!#$%&'*/=?^`{|}~".contains(c);
        let dotted = |part: &str| part.split('.').all(|label| !label.is_empty());
        let host = |c: char| c.is_alphanumeric() || c == '-' || c == '.';
        let good =
            dotted(local) && dotted(domain) && local.chars().all(allowed) && domain.chars().all(host) && domain.contains('.');
        if good { Ok(Email(tidy.into())) } else { Err(EmailFault::Shape) }
    }

    /// The address of the mailbox that it reaches, as far as its form tells: without a tag behind a plus sign, and for one provider
    /// that passes over them, without dots.
    pub fn mailbox(&self) -> String {
        let (local, domain) = self.0.rsplit_once('@').unwrap_or((&self.0, ""));
        let local = local.split('+').next().unwrap_or(local);
        let is_dotless = ["gmail.com", "googlemail.com"].contains(&domain);
        if is_dotless { format!("{}@gmail.com", local.replace('.', "")) } else { format!("{local}@{domain}") }
    }

    /// The address as text, for private sinks only.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(…)")
    }
}

/// A person's name and address. It has no `Display`; its `Debug` tells nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    /// The name as typed, tidied.
    pub name: String,
    /// The address.
    pub email: Email,
}

impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Contact(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_trimmed_and_lower_cased() {
        assert_eq!(Email::parse(" Anna.Smith@nhs.Example \u{a0}").unwrap().reveal(), "anna.smith@nhs.example");
    }

    #[test]
    fn what_is_no_address_is_refused_with_the_reason() {
        for (raw, fault) in [
            ("", EmailFault::Empty),
            ("a b@x.example", EmailFault::Blank),
            ("tbc", EmailFault::Shape),
            ("a@b@c.example", EmailFault::Shape),
            ("anonymous", EmailFault::Shape),
            ("a@x.example,b@y.example", EmailFault::Shape),
            ("=cmd@x.example\"", EmailFault::Shape),
        ] {
            assert_eq!(Email::parse(raw), Err(fault), "{raw}");
        }
    }

    #[test]
    fn debug_tells_nothing() {
        let contact = Contact { name: "Anna".into(), email: Email::parse("anna@x.example").unwrap() };
        assert!(!format!("{contact:?} {:?}", contact.email).to_lowercase().contains("anna"));
    }
}
