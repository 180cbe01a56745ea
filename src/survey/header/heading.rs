//! A column's heading, in all the ways in which it may be called.

use crate::domain::text;

/// One column's heading: what it is called in messages and settings, and its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Heading {
    /// What it is called: the question, or `question [option]`; empty where the column has no heading.
    pub(crate) label: String,
    /// The question.
    pub(crate) question: String,
    /// The option, where a question has a column for each.
    pub(crate) option: Option<String>,
    /// The tool's code of the question.
    pub(crate) code: Option<String>,
    /// All its names, folded: what the settings may call it.
    names: Vec<String>,
    /// Names that a longer name may continue, folded: the question, the label, the code.
    beginnings: Vec<String>,
}

/// Under these words a second header row says only that the question has one column.
const NO_OPTION: [&str; 5] = ["response", "open-endedresponse", "openendedresponse", "answer", "selectedchoice"];

impl Heading {
    fn new(label: String, question: String, option: Option<String>, code: Option<String>) -> Heading {
        let called = fold(&label);
        let asked = if question == label { called.clone() } else { fold(&question) };
        let coded = code.as_ref().map(|code| fold(code));
        let mut names = vec![called.clone()];
        names.extend(coded.clone());
        names.extend(option.is_none().then(|| asked.clone()));
        names.extend(code.as_ref().map(|code| fold(&format!("{code}. {label}"))));
        names.dedup();
        let beginnings = vec![asked, called, coded.unwrap_or_default()];
        Heading { label, question, option, code, names, beginnings }
    }

    /// A heading of one row, whose option stands in brackets if it has one: `Goals [Networking]`.
    pub(crate) fn single(raw: &str) -> Heading {
        let label = readable(raw);
        let (code, label) = split_code(&label);
        let (question, option) = split_option(&label);
        Heading::new(label, question, option, code)
    }

    /// A heading of a question row and a row of options under it.
    pub(crate) fn double(question: &str, option: &str) -> Heading {
        let (question, option) = (readable(question), readable(option));
        if option.is_empty() || NO_OPTION.contains(&fold(&option).as_str()) {
            return Heading::new(question.clone(), question, None, None);
        }
        let label = if question.is_empty() { option.clone() } else { format!("{question} [{option}]") };
        Heading::new(label, question, Some(option), None)
    }

    /// A heading with the tool's code above the text: `Q5_2`, `Which topics? - Selected Choice - Networking`.
    pub(crate) fn coded(code: &str, text: &str) -> Heading {
        let (code, text) = (readable(code), readable(text));
        if text.is_empty() {
            return Heading::new(code.clone(), code.clone(), None, Some(code));
        }
        let numbered =
            code.rsplit_once('_').is_some_and(|(_, last)| !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit()));
        let written = code.ends_with("_TEXT");
        let parts: Vec<&str> = text.split(" - ").filter(|part| fold(part) != "selectedchoice").collect();
        let split = parts.split_last().filter(|(_, before)| (numbered || written) && !before.is_empty());
        let (question, option) = match split {
            Some((last, before)) if !written => (before.join(" - "), Some((*last).to_owned())),
            Some((_, before)) => (before.first().copied().unwrap_or_default().to_owned(), Some("Other (text)".to_owned())),
            None => (parts.join(" - "), None),
        };
        let label = option.as_ref().map_or_else(|| question.clone(), |option| format!("{question} [{option}]"));
        Heading::new(label, question, option, Some(code))
    }

    /// The heading with its question and option as a key gives them; the settings may still call it as it stands in the file.
    pub(crate) fn decoded(&self, question: &str, option: &str) -> Heading {
        let Heading { label, question, option, .. } = Heading::double(question, option);
        Heading::new(label, question, option, Some(self.label.clone()))
    }

    /// Says what of the label is the question and what the option; the label stays its name.
    pub(super) fn set_parts(&mut self, question: &str, option: &str) {
        *self = Heading::new(self.label.clone(), question.to_owned(), Some(option.to_owned()), self.code.clone());
    }

    /// Whether `folded` is one of the column's names.
    pub(crate) fn is_called(&self, folded: &str) -> bool {
        !folded.is_empty() && self.names.iter().any(|name| name == folded)
    }

    /// What follows `folded` in one of the column's names: the option, where the beginning is the question.
    pub(crate) fn after<'h>(&'h self, folded: &str) -> Option<&'h str> {
        let [question, label, code] = self.beginnings.as_slice() else { return None };
        let begins = |name: &String| !folded.is_empty() && name.starts_with(folded);
        match &self.option {
            Some(option) if begins(question) || begins(label) || begins(code) => Some(option),
            None if begins(label) => Some(rest_of(&self.label, folded)),
            None if begins(code) => Some(&self.label),
            _ => None,
        }
    }
}

/// A heading as one tidy line, without the HTML that some tools leave in it.
fn readable(raw: &str) -> String {
    if !raw.contains(['<', '&']) {
        return text::tidy(raw);
    }
    let mut plain = String::with_capacity(raw.len());
    let mut inside = false;
    for c in raw.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                plain.push(' ');
            }
            _ if inside => {}
            _ => plain.push(c),
        }
    }
    let plain = if inside { raw.to_owned() } else { plain };
    text::tidy(&plain.replace("&nbsp;", " ").replace("&amp;", "&").replace("&quot;", "\"").replace("&#39;", "'"))
}

/// `goals[SQ001]. Which goals? [Networking]` to its code and its text.
fn split_code(label: &str) -> (Option<String>, String) {
    let is_code = |code: &str| {
        let marked =
            code.contains(['[', '_']) || code.bytes().any(|b| b.is_ascii_digit()) || code.bytes().all(|b| b.is_ascii_lowercase());
        let first = code.bytes().next().is_some_and(|b| b.is_ascii_alphabetic());
        marked && first && code.bytes().all(|b| b.is_ascii_alphanumeric() || b"[]_".contains(&b))
    };
    match label.split_once(". ") {
        Some((code, text)) if is_code(code) => (Some(code.to_owned()), text.to_owned()),
        _ => (None, label.to_owned()),
    }
}

/// `Goals [Networking]`, or as REDCap writes it, `Goals (choice=Networking)`.
fn split_option(label: &str) -> (String, Option<String>) {
    if let Some((question, option)) = label.strip_suffix(')').and_then(|label| label.rsplit_once("(choice=")) {
        return (question.trim().to_owned(), Some(option.trim().to_owned()));
    }
    let split = label.strip_suffix(']').and_then(|label| label.rsplit_once('['));
    match split {
        Some((question, option)) if !question.trim().is_empty() && !option.trim().is_empty() => {
            (question.trim().to_owned(), Some(option.trim().to_owned()))
        }
        _ => (label.to_owned(), None),
    }
}

/// The part of `label` after the beginning whose folded form is `folded`, without the marks around it.
fn rest_of<'h>(label: &'h str, folded: &str) -> &'h str {
    let wanted = folded.chars().count();
    let mut seen = 0;
    let end = label.char_indices().find(|(_, c)| {
        if seen >= wanted {
            return true;
        }
        seen += fold(c.encode_utf8(&mut [0; 4])).chars().count();
        false
    });
    let rest = end.and_then(|(at, _)| label.get(at..)).unwrap_or("").trim();
    // The bracket that the beginning opens ends with the option.
    let rest = if folded.ends_with('(') { rest.strip_suffix(')').unwrap_or(rest) } else { rest };
    rest.trim_matches(|c: char| c.is_whitespace() || "[]():-–—/.>»_#~=|".contains(c) && !(c == ')' && rest.contains('(')))
}

/// The form in which headings are compared: tidy, in small letters, without white space; quotes of all kinds are alike.
pub(crate) fn fold(heading: &str) -> String {
    let small = text::tidied(heading).to_lowercase();
    let quote = |c| if matches!(c, '’' | '‘' | '`' | '´') { '\'' } else { c };
    small.chars().filter(|c| !c.is_whitespace()).map(quote).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_compared_without_case_and_blanks() {
        assert_eq!(fold(" What’s\u{a0}your\nSpecialty? "), fold("what's your specialty?"));
        assert_ne!(fold("Name"), fold("Name2"));
    }

    #[test]
    fn an_option_is_found_in_every_tools_way() {
        for heading in [
            Heading::single("Which goals? [Networking]"),
            Heading::double("Which goals?", "Networking"),
            Heading::coded("Q5_2", "Which goals? - Selected Choice - Networking"),
            Heading::single("goals[SQ002]. Which goals? [Networking]"),
            Heading::single("Which goals? (choice=Networking)"),
        ] {
            assert_eq!((heading.question.as_str(), heading.option.as_deref()), ("Which goals?", Some("Networking")));
            assert_eq!(heading.after("whichgoals?"), Some("Networking"));
        }
        assert_eq!(Heading::single("Goals - Networking (online)").after("goals-"), Some("Networking (online)"));
        assert_eq!(Heading::single("Goals (Networking (online))").after("goals("), Some("Networking (online)"));
        assert_eq!(Heading::single("Goals (Networking)").after("goals("), Some("Networking"));
        assert_eq!(Heading::single("goals#Networking").after("goals#"), Some("Networking"));
        assert_eq!(Heading::coded("Q5", "Which goals? - Selected Choice").label, "Which goals?");
        assert_eq!(Heading::double("Your grade?", "Response").option, None);
        assert_eq!(Heading::single("<p>Your&nbsp;<b>grade</b>?</p>").label, "Your grade ?");
    }
}
