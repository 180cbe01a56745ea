//! What stands between the braces of a placeholder: a field's path, and perhaps what is shown where it is empty.

/// A placeholder's contents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expression {
    /// The path, such as `person.name`, or `sessions.date` for a field of a list.
    pub path: String,
    /// What is shown where the field is empty; an empty field without it is a fault.
    pub fallback: Option<String>,
}

/// Word's quotes and blanks, as it likes to change them while one types.
fn straight(text: &str) -> String {
    let straight = |c| match c {
        '“' | '”' | '„' => '"',
        '‘' | '’' => '\'',
        '\u{a0}' | '\n' | '\t' => ' ',
        c => c,
    };
    text.chars().map(straight).collect()
}

/// Reads `path` or `path or "text"`.
pub(super) fn read(inner: &str) -> Option<Expression> {
    let inner = straight(inner);
    let inner = inner.trim();
    let (path, rest) = inner.split_once(' ').unwrap_or((inner, ""));
    let is_path = |path: &str| {
        !path.is_empty()
            && path.split('.').all(|word| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-'))
    };
    if !is_path(path) {
        return None;
    }
    let path = path.to_owned();
    let rest = rest.trim();
    if rest.is_empty() {
        return Some(Expression { path, fallback: None });
    }
    let quoted = rest.strip_prefix("or ")?.trim();
    let quote = quoted.chars().next().filter(|c| ['"', '\''].contains(c))?;
    let text = quoted.strip_prefix(quote)?.strip_suffix(quote)?;
    Some(Expression { path, fallback: Some(text.to_owned()) })
}

/// The fields that Word's users know by other names.
const COMMON: [(&str, &str); 3] = [("name", "person.name"), ("email", "person.email"), ("date", "letter.date")];

/// The path that a merge field's name means: Word's common names, or a path in which `_` may stand for the first `.`.
pub(super) fn of_merge_field(name: &str) -> String {
    let lower = name.to_lowercase();
    if let Some((_, path)) = COMMON.iter().find(|(common, _)| *common == lower) {
        return (*path).to_owned();
    }
    if lower.contains('.') { lower } else { lower.replacen('_', ".", 1) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_and_what_stands_in_its_place() {
        let read = |inner| read(inner).map(|read| (read.path, read.fallback));
        assert_eq!(read(" person.name "), Some(("person.name".into(), None)));
        assert_eq!(read("session.place\u{a0}or “to be told”"), Some(("session.place".into(), Some("to be told".into()))));
        for bad in ["", "person name", "person.", "a|upper", "x or", "x or \"y", "x and \"y\"", "%"] {
            assert_eq!(read(bad), None, "{bad}");
        }
    }

    #[test]
    fn merge_fields_have_the_names_that_people_give_them() {
        assert_eq!(
            ["Name", "Person_Name", "dates.start", "letter_signed_by"].map(of_merge_field),
            ["person.name", "person.name", "dates.start", "letter.signed_by"]
        );
    }
}
