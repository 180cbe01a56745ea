//! `[evaluation]`, its items, and the waves `[survey.pre]`, `[survey.post]` and others.

use std::collections::BTreeSet;

use toml::de::DeValue;

use crate::domain::evaluation::{
    AnswerScale, EvaluationSettings, FEEDBACK, Item, KNOWN_WAVES, LeastGroup, Level, Link, Wave, column as wave_column,
};
use crate::domain::problem::Problem;
use crate::domain::spelling;

use super::findings::Findings;
use super::node::Node;
use super::shape::{Key, Section, Shape, words};
use super::survey;

const NUMBERS: Section = Section {
    title: "{ from = 1, to = 5 }",
    doc: "A scale of whole numbers.",
    keys: &[
        Key::required("from", Shape::Whole(0, 100), "the lowest answer"),
        Key::required("to", Shape::Whole(1, 1000), "the highest answer"),
    ],
};

const SCALE: Shape = Shape::Either(&[Shape::List(&Shape::Text), Shape::Table(&NUMBERS)]);

/// `[evaluation]`.
pub(super) const SECTION: Section = Section {
    title: "[evaluation]",
    doc: "How the surveys before and after are compared.",
    keys: &[
        Key::optional("link", Shape::Word(|| words(&Link::ALL)), "how two answers are linked: code, id, email or none"),
        Key::optional("scale", SCALE, "the answers, from the lowest to the highest: words, or { from = 1, to = 5 }"),
        Key::optional("least_group", Shape::Whole(5, 1000), "no figure of fewer people is published"),
        Key::optional("item", Shape::Tables(&ITEM), "the questions"),
    ],
};

/// `[[evaluation.item]]`.
pub(super) const ITEM: Section = Section {
    title: "[[evaluation.item]]",
    doc: "One question of the evaluation.",
    keys: &[
        Key::required("name", Shape::Text, "its name in files and pictures"),
        Key::required("heading", Shape::Text, "the heading of its column, the same in every wave that asks it"),
        Key::optional("level", Shape::Word(|| words(&Level::ALL)), "Kirkpatrick's level: reaction, learning, behaviour, results"),
        Key::optional("better", Shape::Word(|| words(&BETTER)), "which answers are better: higher or lower"),
        Key::optional("scale", SCALE, "its own answers, where they differ"),
    ],
};

/// Whether a lower answer is the better one.
const BETTER: [(bool, &str); 2] = [(false, "higher"), (true, "lower")];

/// Reads `[evaluation]` and the waves under `[survey]`.
pub(super) fn read(node: &Node<'_>, surveys: &Node<'_>, findings: &mut Findings<'_>) -> EvaluationSettings {
    let least_group = node.whole("least_group").map_or_else(LeastGroup::default, LeastGroup);
    if node.value("least_group").is_some() && least_group < LeastGroup::default() {
        let problem = Problem::warning("small-group", "figures of fewer than 8 people may show what single people answered")
            .value(least_group.0.to_string())
            .help("8 is what national statistics use; take the key away to keep it");
        findings.add(&node.path_of("least_group"), node.span_of("least_group"), problem);
    }
    EvaluationSettings {
        waves: waves(surveys, findings),
        link: node.word("link", &Link::ALL).unwrap_or_default(),
        scale: scale(node, findings).unwrap_or_default(),
        least_group,
        items: items(node, findings),
    }
}

fn waves(surveys: &Node<'_>, findings: &mut Findings<'_>) -> Vec<Wave> {
    let is_wave = |name: &&str| KNOWN_WAVES.contains(name) || name.starts_with(FEEDBACK);
    let mut names: Vec<&str> = surveys.entries().map(|(name, ..)| name).filter(is_wave).collect();
    let place = |name: &str| KNOWN_WAVES.iter().position(|known| *known == name).unwrap_or(KNOWN_WAVES.len());
    names.sort_by_key(|name| (place(name), *name));
    let wave = |name: &str, findings: &mut Findings<'_>| {
        let node = surveys.table(name);
        near_misses(&node.table("columns"), findings);
        Wave { name: name.to_owned(), survey: survey::export(&node, findings) }
    };
    names.into_iter().map(|name| wave(name, findings)).collect()
}

/// A column that nobody knows and that looks like one with a meaning is a slip more often than a free text.
fn near_misses(columns: &Node<'_>, findings: &mut Findings<'_>) {
    for (name, span, _) in columns.entries().filter(|(name, ..)| !wave_column::KNOWN.contains(name)) {
        let near = spelling::nearest(name, wave_column::KNOWN).filter(|near| columns.value(near).is_none());
        if let Some(near) = near {
            let problem = Problem::warning("near-miss", format!("`{name}` is read as a free text"))
                .help(format!("did you mean `{near}`, which has a meaning?"));
            findings.add(&columns.path_of(name), span, problem);
        }
    }
}

fn items(node: &Node<'_>, findings: &mut Findings<'_>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    for table in node.tables("item") {
        let (Some(name), Some(heading)) = (table.text("name"), table.text("heading")) else { continue };
        let taken: BTreeSet<&str> = items.iter().map(|item| item.name.as_str()).collect();
        if taken.contains(name.as_str()) {
            let problem = Problem::error("duplicate", "another item has this name").value(&name).help("give each its own name");
            findings.add(&table.path_of("name"), table.span_of("name"), problem);
        }
        let other = items.iter().find(|item| spelling::key(&item.heading) == spelling::key(&heading));
        if let Some(other) = other {
            let problem = Problem::error("duplicate", format!("the item {:?} reads this column already", other.name))
                .value(&heading)
                .help("take one of the two out: figures of both would show what few people answered");
            findings.add(&table.path_of("heading"), table.span_of("heading"), problem);
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
        if !name.chars().all(plain) || name.len() > 40 {
            let problem = Problem::error("item-name", "the name of an item is a short plain word")
                .value(&name)
                .help("write it like confidence or impact_goals; the question itself goes into `heading`");
            findings.add(&table.path_of("name"), table.span_of("name"), problem);
        }
        items.push(Item {
            name,
            heading,
            level: table.word("level", &Level::ALL).unwrap_or_default(),
            lower_is_better: table.word("better", &BETTER).unwrap_or_default(),
            scale: scale(&table, findings),
        });
    }
    items
}

fn scale(node: &Node<'_>, findings: &mut Findings<'_>) -> Option<AnswerScale> {
    let held = node.value("scale")?;
    let problem = if let DeValue::Table(_) = held.get_ref() {
        let ends = node.table("scale");
        let (from, to) = (ends.whole("from")?, ends.whole("to")?);
        if from < to {
            return Some(AnswerScale::Numbers { from, to });
        }
        Problem::error("bad-scale", "the scale ends before it begins").help("write { from = 1, to = 5 }")
    } else {
        let words = node.texts("scale");
        let different: BTreeSet<String> = words.iter().map(|word| spelling::key(word)).collect();
        if words.len() >= 2 && different.len() == words.len() {
            return Some(AnswerScale::Words(words));
        }
        Problem::error("bad-scale", "a scale has at least two different answers")
            .help("write them from the lowest to the highest, each once")
    };
    findings.add(&node.path_of("scale"), node.span_of("scale"), problem);
    None
}
