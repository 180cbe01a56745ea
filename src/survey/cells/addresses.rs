//! The address in a cell: alone, or among what programs and people put around it, as `Ada Whitlock <ada@x.example>`.

use crate::domain::contact::{Email, EmailFault};

/// The one address that a cell holds.
///
/// # Errors
/// Why the cell holds none, or not exactly one.
pub(crate) fn only(cell: &str) -> Result<Email, EmailFault> {
    let fault = match Email::parse(cell) {
        Ok(email) => return Ok(email),
        Err(fault) => fault,
    };
    let around = |c: char| c.is_whitespace() || "<>[]\"'“”‘’,;|".contains(c);
    let mut found: Vec<Email> = Vec::new();
    for word in marked(cell).split(around).filter(|word| !word.is_empty()) {
        let bare = word.strip_prefix("mailto:").or_else(|| word.strip_prefix("MAILTO:")).unwrap_or(word);
        // Any other word may be a part of the address, or a second one, mistyped.
        let email = Email::parse(bare.trim_end_matches(['.', ':', '?'])).map_err(|_| fault)?;
        if !found.contains(&email) {
            found.push(email);
        }
    }
    match <[Email; 1]>::try_from(found) {
        Ok([email]) => Ok(email),
        Err(_) => Err(fault),
    }
}

/// What stands between angle brackets, or the cell without a remark in brackets behind the address.
fn marked(cell: &str) -> &str {
    let angled = cell.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(inside, _)| inside);
    let remark = || cell.trim_end().strip_suffix(')')?.split_once(" (").filter(|(_, remark)| !remark.contains('@'));
    angled.filter(|inside| inside.contains('@')).or_else(|| remark().map(|(address, _)| address)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_among_what_stands_around_it() {
        for cell in [
            "ada@x.example",
            "Ada <ada@x.example>",
            "mailto:ada@x.example",
            "<ADA@x.example>",
            "ada@x.example,",
            "ada@x.example (work)",
            "ada@x.example.",
            "ada@x.example; ada@x.example",
        ] {
            assert_eq!(only(cell).unwrap().reveal(), "ada@x.example", "{cell:?}");
        }
        for cell in [
            "",
            "tbc",
            "a@x.example; b@x.example",
            "ada @x.example",
            "a da@x.example",
            "see ada@x.example",
            "ada@x,example",
            "ada@@x.example",
            "ada@x",
        ] {
            assert!(only(cell).is_err(), "{cell:?}");
        }
    }
}
