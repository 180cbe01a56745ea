//! The name of a task in a Mermaid Gantt chart, which has no escape that every version understands: what is not plainly text
//! becomes a blank, and a name that begins like a statement is put between quotation marks.

/// Words with which a line of a Gantt chart may begin that is not a task (matched by Mermaid without case).
const STATEMENTS: [&str; 18] = [
    "accdescr",
    "acctitle",
    "axisformat",
    "call",
    "click",
    "dateformat",
    "excludes",
    "gantt",
    "href",
    "includes",
    "inclusiveenddates",
    "section",
    "tickinterval",
    "title",
    "todaymarker",
    "topaxis",
    "weekday",
    "weekend",
];

/// The text as the name of a task or section; never empty.
pub(crate) fn name(raw: &str) -> String {
    let plain: String = raw.chars().map(|c| if is_plain(c) { c } else { ' ' }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let name = words.join(" ");
    match name.as_str() {
        "" => "untitled".to_owned(),
        _ if begins_like_a_statement(&name) || begins_with_a_year(&name) => format!("“{name}”"),
        _ => name,
    }
}

fn begins_like_a_statement(name: &str) -> bool {
    let name = name.to_lowercase();
    STATEMENTS.iter().any(|word| name.starts_with(word))
}

/// A line that begins with a date is a date to Mermaid, not a task.
fn begins_with_a_year(name: &str) -> bool {
    name.split_once('-').is_some_and(|(year, _)| year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit()))
}

fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || " -–,.()'’&/+?!\u{200C}\u{200D}".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::escape::hostile;

    #[test]
    fn no_hostile_text_ends_the_name_or_begins_a_statement() {
        for raw in hostile::TEXTS {
            let name = name(raw);
            assert!(!name.is_empty());
            assert!(!name.contains([':', ';', '#', '%', '\n', '<', '>', '"', '{', '`']), "{raw:?}");
            assert!(!name.starts_with("section"), "{raw:?}");
        }
    }

    #[test]
    fn ordinary_titles_stay_as_they_are() {
        assert_eq!(name("Mentor induction (part 1), Ymddiriedolaeth Siân"), "Mentor induction (part 1), Ymddiriedolaeth Siân");
        assert_eq!(name("Wrap-up: all"), "Wrap-up all");
        assert_eq!(name("2027 review"), "2027 review");
    }

    #[test]
    fn a_name_that_begins_like_a_statement_or_a_date_is_quoted() {
        for begins in ["Title deeds", "Call for ideas", "weekend away", "2027-01-05 or later"] {
            assert_eq!(name(begins), format!("“{begins}”"));
        }
    }
}
