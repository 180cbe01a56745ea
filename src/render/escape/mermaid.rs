//! The name of a task in a Mermaid Gantt chart, which has no escape that every version understands: what is not plainly text
//! becomes a blank, and a name that begins like a statement is put between quotation marks.

/// Words with which a line of a Gantt chart may begin that is not a task (matched by Mermaid without case).
const STATEMENTS: [&str; 15] = [
    "accdescr",
    "acctitle",
    "axisformat",
    "click",
    "dateformat",
    "excludes",
    "gantt",
    "includes",
    "inclusiveenddates",
    "section",
    "tickinterval",
    "title",
    "todaymarker",
    "topaxis",
    "weekday",
];

/// The text as the name of a task or section; never empty.
pub fn name(raw: &str) -> String {
    let plain: String = raw.chars().map(|c| if is_plain(c) { c } else { ' ' }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let name = words.join(" ");
    let begins_like_a_statement = STATEMENTS.iter().any(|word| name.to_lowercase().starts_with(word));
    match name.as_str() {
        "" => "untitled".to_owned(),
        _ if begins_like_a_statement => format!("“{name}”"),
        _ => name,
    }
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
        assert_eq!(name("Title deeds"), "“Title deeds”");
    }
}
