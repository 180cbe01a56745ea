//! File names: made from ids only, never from a name or a title, so that no text from outside can choose a path.

use crate::domain::id::{PairId, PersonId};

/// `M03.ics`.
pub fn person(id: PersonId, extension: &'static str) -> String {
    format!("{id}.{extension}")
}

/// `M03-E07.md`.
pub fn pair(id: PairId, extension: &'static str) -> String {
    format!("{id}.{extension}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names that Windows keeps for devices, whatever the extension and case.
    const RESERVED: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "COM", "LPT"];

    #[test]
    fn no_id_makes_a_reserved_name_or_leaves_its_folder() {
        for text in ["M1", "e7", "J05", "S99"] {
            let name = person(text.parse().unwrap(), "ics");
            assert!(!RESERVED.iter().any(|word| name.to_uppercase().starts_with(word)), "{name}");
            assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '.'), "{name}");
        }
        for text in ["COM1", "../x", "con", "M1/..", "LPT9"] {
            assert!(text.parse::<PersonId>().is_err(), "{text}");
        }
        assert_eq!(pair("E7-M3".parse().unwrap(), "md"), "M03-E07.md");
    }

    #[test]
    fn spellings_of_one_id_cannot_collide_where_case_does_not_count() {
        let (upper, lower): (PersonId, PersonId) = ("M1".parse().unwrap(), "m01".parse().unwrap());
        assert_eq!(person(upper, "ics"), person(lower, "ics"));
    }
}
