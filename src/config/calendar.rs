//! `[calendar]`: days on which nobody is asked to meet.

use crate::domain::problem::Problem;
use crate::domain::settings::{Calendar, Closure, Division, Season, Tradition};

use super::findings::Findings;
use super::node::Node;
use super::shape::{Key, Section, Shape, words};
use super::value;

pub(super) const SECTION: Section = Section {
    title: "[calendar]",
    doc: "Days on which nobody is asked to meet.",
    keys: &[
        Key::said(
            "bank_holidays",
            Shape::Word(|| words(&Division::ALL)),
            "england-and-wales",
            "whose bank holidays are kept free",
        ),
        Key::said(
            "observances",
            Shape::List(&Shape::Word(|| words(&Tradition::ALL))),
            "none avoided",
            "faiths and traditions whose holy days are avoided",
        ),
        Key::optional(
            "blocked",
            Shape::List(&Shape::Either(&[Shape::Day, Shape::Table(&CLOSURE)])),
            "days and stretches of days that are kept free",
        ),
        Key::optional(
            "closed",
            Shape::List(&Shape::Word(|| words(&Season::ALL))),
            "seasons that are kept free every year: christmas, 24 December to 1 January",
        ),
        Key::optional("holidays_file", Shape::Text, "a calendar file (.ics) with further closed days"),
    ],
};

const CLOSURE: Section = Section {
    title: "{ from = 2027-02-15, to = 2027-02-19 }",
    doc: "A stretch of days, both ends included.",
    keys: &[
        Key::required("from", Shape::Day, "the first day"),
        Key::required("to", Shape::Day, "the last day"),
        Key::optional("why", Shape::Text, "why, for people"),
    ],
};

/// Reads the table.
pub(super) fn read(node: &Node<'_>, findings: &mut Findings<'_>) -> Calendar {
    Calendar {
        bank_holidays: node.word("bank_holidays", &Division::ALL).unwrap_or(Division::EnglandAndWales),
        observances: meant(node, "observances", &Tradition::ALL),
        blocked: blocked(node, findings),
        closed: meant(node, "closed", &Season::ALL),
        holidays_file: node.text("holidays_file"),
    }
}

/// What the words under a key mean, each once, in the order of the table.
fn meant<T: Copy + Ord>(node: &Node<'_>, key: &str, table: &[(T, &'static str)]) -> Vec<T> {
    let written = node.texts(key);
    let meaning = |word: &String| table.iter().find(|(_, known)| known == word).map(|(meaning, _)| *meaning);
    let mut meant: Vec<T> = written.iter().filter_map(meaning).collect();
    meant.sort();
    meant.dedup();
    meant
}

fn blocked(node: &Node<'_>, findings: &mut Findings<'_>) -> Vec<Closure> {
    let values = node.value("blocked").and_then(|held| held.get_ref().as_array());
    let mut closures = Vec::new();
    for held in values.into_iter().flat_map(|values| values.iter()) {
        if let Some(day) = value::day(held.get_ref()) {
            closures.push(Closure { from: day, to: day, why: None });
            continue;
        }
        let stretch = node.inner("blocked", held);
        let (Some(from), Some(to)) = (stretch.day("from"), stretch.day("to")) else { continue };
        if from > to {
            let problem = Problem::error("reversed", "this stretch of days ends before it begins")
                .value(format!("{from} to {to}"))
                .help("swap `from` and `to`");
            findings.add(&stretch.path, stretch.span.clone(), problem);
        }
        closures.push(Closure { from, to, why: stretch.text("why") });
    }
    closures
}
