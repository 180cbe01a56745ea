//! What is wrong, for people: all of it at once, alike things together, each with its place, an excerpt with a pointer where
//! the file's text is at hand, the value, and what to do; then the count.

use std::collections::BTreeMap;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::excerpt::{Excerpt, Texts};
use crate::domain::problem::{Problem, Severity};
use crate::people::search;
use crate::render::escape::terminal;

/// How the screen is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    /// Whether to write colours.
    pub colour: bool,
    /// Columns.
    pub width: u16,
}

/// So many alike problems are shown one by one with excerpts; more are a list of places.
const SINGLY: usize = 3;

/// All problems, and how many there are; empty when there is none. O(problems · log problems + excerpts).
pub(crate) fn problems(problems: &[Problem], texts: &Texts, look: Look) -> String {
    if problems.is_empty() {
        return String::new();
    }
    let renderer = renderer(look);
    let mut shown: Vec<String> = Vec::new();
    for alike in groups(problems) {
        match alike.as_slice() {
            few if few.len() <= SINGLY => shown.extend(few.iter().map(|problem| single(problem, texts, &renderer))),
            many => shown.push(list(many, &renderer)),
        }
    }
    shown.push(count(problems));
    shown.join("\n")
}

fn renderer(look: Look) -> Renderer {
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    renderer.decor_style(DecorStyle::Ascii).term_width(look.width.into())
}

/// Problems that say the same of several places, in the order in which they first appear.
fn groups(problems: &[Problem]) -> Vec<Vec<&Problem>> {
    let mut places = BTreeMap::new();
    let mut groups: Vec<Vec<&Problem>> = Vec::new();
    for problem in problems {
        let saying = (problem.severity, problem.code, &problem.message, &problem.help);
        let at = *places.entry(saying).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.push(problem),
            None => groups.push(vec![problem]),
        }
    }
    groups
}

fn single(problem: &Problem, texts: &Texts, renderer: &Renderer) -> String {
    // The line on which a personal datum stands would tell it.
    let excerpt = Excerpt::of(&problem.place, texts).filter(|_| problem.code != search::CODE);
    let mut group = title(problem);
    match &excerpt {
        Some(excerpt) => {
            let pointer = AnnotationKind::Primary.span(excerpt.span.clone());
            let snippet = Snippet::source(&excerpt.text).line_start(excerpt.first_line).path(&excerpt.path);
            group = group.element(snippet.annotation(pointer));
        }
        None => group = group.elements(place(problem).map(Origin::path)),
    }
    if let Some(value) = &problem.value {
        group = group.element(Level::NOTE.with_name("value").message(quoted(value)));
    }
    finish(group, problem, renderer)
}

fn list(alike: &[&Problem], renderer: &Renderer) -> String {
    let Some(first) = alike.first() else { return String::new() };
    let spot = |problem: &&Problem| match (place(problem), &problem.value) {
        (place, Some(value)) => Some(format!("{}: {}", place.unwrap_or_default(), quoted(value))),
        (place, None) => place,
    };
    let group = title(first).elements(alike.iter().filter_map(spot).map(Origin::path));
    finish(group, first, renderer)
}

fn title(problem: &Problem) -> Group<'_> {
    let level = if problem.is_error() { Level::ERROR } else { Level::WARNING };
    Group::with_title(level.primary_title(terminal::line(&problem.message)).id(problem.code))
}

fn place(problem: &Problem) -> Option<String> {
    Some(terminal::line(&problem.place.to_string())).filter(|place| !place.is_empty())
}

fn finish(group: Group<'_>, problem: &Problem, renderer: &Renderer) -> String {
    let help = problem.help.as_ref().map(|help| Level::HELP.message(terminal::line(help)));
    format!("{}\n", renderer.render(&[group.elements(help)]))
}

fn quoted(value: &str) -> String {
    format!("“{}”", terminal::line(value))
}

/// `3 errors, 1 warning`.
fn count(problems: &[Problem]) -> String {
    let of = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    let said = |number: usize, word: &str| match number {
        0 => None,
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{number} {word}s")),
    };
    let parts = [said(of(Severity::Error), "error"), said(of(Severity::Warning), "warning")];
    format!("{}\n", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::problem::Place;
    use crate::render::escape::hostile;

    const PLAIN: Look = Look { colour: false, width: 100 };

    fn texts() -> Texts {
        Texts::from([("cohort.toml".into(), "[matching]\nseeed = 7\nminimum_score = 2000\n".into())])
    }

    #[test]
    fn a_pointer_stands_under_the_spot() {
        let place = Place::file("cohort.toml").line(2).column("seeed").span(11..16);
        let problem = Problem::error("unknown-key", "[matching] has no key of this name").at(place).help("did you mean “seed”?");
        let expected = "\
error[unknown-key]: [matching] has no key of this name
 --> cohort.toml:2:1
  |
2 | seeed = 7
  | ^^^^^
  |
  = help: did you mean “seed”?

1 error
";
        assert_eq!(problems(&[problem], &texts(), PLAIN), expected);
    }

    #[test]
    fn without_a_text_the_place_and_the_value_are_said() {
        let place = Place::file("private/surveys/mentors.csv").at(17, 19).column("Email");
        let problem = Problem::warning("bad-address", "not a valid email address").at(place).value("tbc");
        let expected = "\
warning[bad-address]: not a valid email address
--> private/surveys/mentors.csv, row 17, line 19, column \"Email\"
 = value: “tbc”

1 warning
";
        assert_eq!(problems(&[problem], &Texts::new(), PLAIN), expected);
    }

    #[test]
    fn two_hundred_alike_are_one_list_that_leaves_out_none() {
        let row = |row: u32| {
            let place = Place::file("mentors.csv").at(row, row).column("Email");
            Problem::error("bad-address", "not a valid email address").at(place).value(format!("x{row}")).help("write it again")
        };
        let mut all: Vec<Problem> = (1..=200).map(row).collect();
        all.push(Problem::error("missing-column", "a column is missing"));
        let text = problems(&all, &Texts::new(), PLAIN);
        assert_eq!(text.matches("not a valid email address").count(), 1);
        assert_eq!(text.matches("write it again").count(), 1);
        assert!((1..=200).all(|row| text.contains(&format!("row {row}, line {row}, column \"Email\": “x{row}”\n"))), "{text}");
        assert!(text.ends_with("\n201 errors\n"), "{text}");
    }

    #[test]
    fn nothing_hostile_reaches_the_screen_from_any_part() {
        for raw in hostile::TEXTS {
            let span = "a = \"".len()..5 + raw.len();
            let texts = Texts::from([("cohort.toml".into(), format!("a = \"{raw}\"\n"))]);
            let spot = Place::file("cohort.toml").line(1).span(span);
            let there = Problem::error("blank", raw).at(spot).value(raw).help(raw);
            let elsewhere = Problem::error("unused", "y").at(Place::file(raw).column(raw));
            let text = problems(&[there, elsewhere], &texts, PLAIN);
            assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{raw:?}\n{text:?}");
            assert!(!text.contains(['\u{202e}', '\u{2066}', '\u{200b}']), "{raw:?}");
        }
    }

    #[test]
    fn colour_is_only_written_when_asked_for() {
        let problem = [Problem::error("blank", "y")];
        assert!(problems(&problem, &Texts::new(), Look { colour: true, width: 80 }).contains('\u{1b}'));
        assert!(!problems(&problem, &Texts::new(), PLAIN).contains('\u{1b}'));
        assert_eq!(problems(&[], &Texts::new(), PLAIN), "");
    }
}
