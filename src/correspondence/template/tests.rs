//! Texts with every mistake that a lead makes, and texts filled with hostile values.

use super::faults::samples;
use super::*;
use crate::correspondence::fields::FieldGroup;
use crate::correspondence::markdown;
use crate::correspondence::values::FieldValue;

const GROUPS: [FieldGroup; 3] = [FieldGroup::Programme, FieldGroup::Person, FieldGroup::Session];

fn template(head: &str, body: &str) -> Result<Template, Vec<Problem>> {
    let text = format!("+++\n{head}\n+++\n{body}");
    let front = front_matter::read(&text, "a.md").unwrap();
    let (columns, links) = (["goals".to_owned()], ["teams".to_owned()]);
    Template::new(&text, &front, "a.md", Allowed { groups: &GROUPS, columns: &columns, links: &links, stage: "session-x" })
}

fn told(body: &str) -> Vec<(u32, String, Option<String>)> {
    let mut told: Vec<(u32, String, Option<String>)> = template("subject = \"x\"", body)
        .unwrap_err()
        .into_iter()
        .map(|problem| {
            (problem.place.line.unwrap() - 3, problem.value.unwrap(), problem.help.filter(|help| help.starts_with("did")))
        })
        .collect();
    told.sort();
    told
}

fn values(name: &str, link: &str) -> FieldValues {
    let mut values = samples(true);
    values.insert("person.name".into(), FieldValue::text(name));
    values.insert("person.goals".into(), FieldValue::text(""));
    values.insert("link.teams".into(), FieldValue::Link(link.into()));
    values
}

#[test]
fn every_mistake_is_told_at_once_with_line_slice_and_advice() {
    let body = "Dear {{ person.nme }},\n{{ partner.name }} {{ person.name|uper }}\n{% for s in sessions %}{{ s.titel }}{% endfor %}\n\
                {{ person.name + }} {{ link.temas }}\n{% include \"x\" %}\n{{ open\n";
    let near = |word: &str| Some(format!("did you mean {word:?}?"));
    let expected = [
        (1, "person.nme".to_owned(), near("person.name")),
        (2, "partner.name".to_owned(), None),
        (2, "uper".to_owned(), near("upper")),
        (3, "s.titel".to_owned(), near("title")),
        (4, "link.temas".to_owned(), near("link.teams")),
        (5, "{% include \"x\" %}".to_owned(), None),
        (6, "{{ open".to_owned(), None),
    ];
    let told = told(body);
    assert_eq!(
        expected.iter().filter(|fault| !told.contains(fault)).collect::<Vec<_>>(),
        Vec::<&(u32, String, Option<String>)>::new(),
        "{told:?}"
    );
    assert_eq!(self::told("Dear {{ person.name + }}\n{{ x y }}").iter().map(|(line, ..)| *line).collect::<Vec<_>>()[..2], [1, 2]);
}

#[test]
fn an_open_condition_or_a_filter_that_fits_no_value_is_a_fault() {
    assert_eq!(told("{% if code %}\nDear\n").len(), 2, "no group for code, and no end");
    assert_eq!(told("{{ session.is_absent|join }}").len(), 1);
    assert!(template("subject = \"{{ person.nam }}\"", "Dear").is_err());
}

#[test]
fn values_are_plain_in_the_subject_and_shown_as_they_are_in_the_body() {
    let template = template(
        "subject = \"For {{ person.name }}\"",
        "Dear {{ person.name }}, see {{ link.teams }} or [here]({{ link.teams }}).",
    )
    .unwrap();
    let name = "[x](https://evil.example) *B* <i>";
    let filled = template.fill(&values(name, "https://teams.example/a_b?c=d&e")).unwrap();
    assert_eq!(filled.subject, format!("For {name}"));
    let text = markdown::to_text(&filled.markdown);
    assert_eq!(
        text.trim_end(),
        format!("Dear {name}, see https://teams.example/a_b?c=d&e or here (https://teams.example/a_b?c=d&e).")
    );
    let html = markdown::to_html(&filled.markdown);
    assert!(
        !html.contains("href=\"https://evil") && html.matches("href=\"https://teams.example/a_b?c=d&amp;e\"").count() == 2,
        "{html}"
    );
}

#[test]
fn an_empty_field_is_named_unless_something_stands_in_its_place() {
    let template = |body| template("subject = \"x\"", body).unwrap();
    assert_eq!(
        template("{{ person.goals }} {{ link.teams }}").fill(&values("A", "")).unwrap_err(),
        ["person.goals", "link.teams"]
    );
    assert_eq!(template("{{ \"for \" ~ person.goals }}").fill(&values("A", "")).unwrap_err(), ["person.goals"]);
    let filled =
        template("{{ person.goals or \"nothing yet\" }}{% if link.teams %} {{ link.teams }}{% endif %}").fill(&values("A", ""));
    assert_eq!(filled.unwrap().markdown, "nothing yet");
    assert_eq!(template("{{ person.name }}").fill(&values("A\u{fdd0}x\u{fdd1}", "")).unwrap().markdown, "Ax");
}

#[test]
fn a_line_of_text_keeps_its_end_and_a_line_of_statements_leaves_none() {
    let filled = |body: &str| template("subject = \"x\"", body).unwrap().fill(&values("A", "")).unwrap().markdown;
    assert_eq!(filled("one{% if person.name %} two{% endif %}\n\nthree"), "one two\n\nthree");
    assert_eq!(filled("- {% if person.name %}one{% endif %}\n- two\n"), "- one\n- two");
    assert_eq!(filled("one\n{% if person.name %}\ntwo\n{% endif %}\nthree"), "one\ntwo\nthree");
    assert_eq!(filled("{% if person.name %}{% if person.goals %}\nno\n{% endif %}{% endif %}\none"), "one");
}
