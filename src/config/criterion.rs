//! `[[matching.criterion]]`: one thing that makes two people compatible.

use crate::domain::problem::Problem;
use crate::domain::settings::{Criterion, CriterionKind, Scale};
use crate::domain::side::{Kind, Side};

use super::fields::Fields;
use super::findings::Findings;
use super::node::Node;
use super::shape::{Key, Section, Shape};

/// The kinds, and the keys that only they know.
const KINDS: [(&str, &[&str]); 5] = [
    ("overlap", &["field", "gives", "wants"]),
    ("preference", &["wish", "fact"]),
    ("same", &["field"]),
    ("different", &["field"]),
    ("near", &["field", "order", "span"]),
];

/// The keys that belong to some kinds only.
const PARTICULAR: [&str; 7] = ["field", "gives", "wants", "wish", "fact", "order", "span"];

pub(super) const SECTION: Section = Section {
    title: "[[matching.criterion]]",
    doc: "One thing that makes two people compatible.",
    keys: &[
        Key::optional("name", Shape::Text, "its name; also the field it looks at, unless another key says the field"),
        Key::said(
            "kind",
            Shape::Word(|| KINDS.iter().map(|(kind, _)| *kind).collect()),
            "overlap",
            "how two answers are compared",
        ),
        Key::said("weight", Shape::Whole(1, 1_000_000), "1", "its share of the points, relative to the others"),
        Key::optional("field", Shape::Text, "the field that is compared"),
        Key::optional("gives", Shape::Text, "overlap both ways: the field with what a person can give"),
        Key::optional("wants", Shape::Text, "overlap both ways: the field with what a person wants to get"),
        Key::optional("wish", Shape::Text, "preference: the field that holds the wish"),
        Key::optional("fact", Shape::Text, "preference: the other's field that answers it"),
        Key::optional("order", Shape::List(&Shape::Text), "near: the answers in their order"),
        Key::optional("span", Shape::Whole(1, 1_000_000), "near: the distance at which nothing is left"),
    ],
};

/// Reads the criteria; one that could not be understood is told and left out.
pub(super) fn read(nodes: &[Node<'_>], kind: Kind, fields: &Fields<'_>, findings: &mut Findings<'_>) -> Vec<Criterion> {
    let mut criteria: Vec<Criterion> = Vec::new();
    for node in nodes {
        let Some(criterion) = one(node, kind, fields, findings) else { continue };
        if criteria.iter().any(|other| other.name == criterion.name) {
            let problem = Problem::error("duplicate", "two criteria have one name")
                .value(&criterion.name)
                .help("name one of them otherwise");
            findings.add(&node.path_of("name"), node.span_of("name"), problem);
        }
        criteria.push(criterion);
    }
    criteria
}

/// An overlap of one field: in a reciprocal cohort it counts in both directions.
pub(super) fn overlap(kind: Kind, field: String) -> CriterionKind {
    match kind {
        Kind::Reciprocal => CriterionKind::Exchange { gives: field.clone(), wants: field },
        Kind::Random | Kind::Goals => CriterionKind::Overlap { field },
    }
}

fn one(node: &Node<'_>, kind: Kind, fields: &Fields<'_>, findings: &mut Findings<'_>) -> Option<Criterion> {
    let word = if node.value("kind").is_none() { "overlap".to_owned() } else { node.text("kind")? };
    let (word, own) = *KINDS.iter().find(|(known, _)| *known == word)?;
    strangers(node, word, own, findings);
    let compared = match word {
        "preference" => preference(node, fields, findings),
        "same" => compared_field(node, fields, findings).map(|field| CriterionKind::Same { field }),
        "different" => compared_field(node, fields, findings).map(|field| CriterionKind::Different { field }),
        "near" => near(node, fields, findings),
        _ if node.value("gives").is_some() || node.value("wants").is_some() => exchange(node, fields, findings),
        _ => compared_field(node, fields, findings).map(|field| overlap(kind, field)),
    }?;
    let name = node.text("name").or_else(|| node.text("field")).unwrap_or_else(|| called(&compared).to_owned());
    Some(Criterion { name, weight: node.whole("weight").unwrap_or(1), kind: compared })
}

/// What a criterion without a name is called.
fn called(kind: &CriterionKind) -> &str {
    match kind {
        CriterionKind::Overlap { field }
        | CriterionKind::Same { field }
        | CriterionKind::Different { field }
        | CriterionKind::Near { field, .. } => field,
        CriterionKind::Exchange { wants, .. } => wants,
        CriterionKind::Preference { fact, .. } => fact,
    }
}

/// Tells keys that belong to another kind.
fn strangers(node: &Node<'_>, word: &str, own: &[&str], findings: &mut Findings<'_>) {
    for key in PARTICULAR.into_iter().filter(|key| !own.contains(key) && node.value(key).is_some()) {
        let owners: Vec<&str> = KINDS.iter().filter(|(_, keys)| keys.contains(&key)).map(|(kind, _)| *kind).collect();
        let problem = Problem::error("misplaced-key", format!("a criterion of kind {word:?} has no `{key}`"))
            .help(format!("`{key}` belongs to kind {}", owners.join(", ")));
        findings.add(&node.path_of(key), node.span_of(key), problem);
    }
}

/// The field that both sides answer: `field`, or the criterion's name.
fn compared_field(node: &Node<'_>, fields: &Fields<'_>, findings: &mut Findings<'_>) -> Option<String> {
    let key = if node.value("field").is_some() { "field" } else { "name" };
    let Some(field) = node.text(key) else {
        if node.value(key).is_none() {
            missing(
                node,
                "field",
                "nothing says which field this criterion looks at",
                "write field = \"goals\", or another column's field",
                findings,
            );
        }
        return None;
    };
    fields.need(&Side::BOTH, &field, &node.path_of(key), &node.span_of(key), findings);
    Some(field)
}

/// A key's text, or the field's, or the name: the key it was found under, and what it says.
fn named_or_own<'k>(node: &Node<'_>, key: &'k str) -> Option<(&'k str, String)> {
    [key, "field", "name"].into_iter().find_map(|key| Some((key, node.text(key)?)))
}

fn exchange(node: &Node<'_>, fields: &Fields<'_>, findings: &mut Findings<'_>) -> Option<CriterionKind> {
    let (gives_key, gives) = named_or_own(node, "gives")?;
    let (wants_key, wants) = named_or_own(node, "wants")?;
    let way = |giver: Side| fields.has(giver, &gives) && fields.has(giver.other(), &wants);
    if !Side::BOTH.into_iter().any(way) {
        fields.need(&Side::BOTH, &gives, &node.path_of(gives_key), &node.span_of(gives_key), findings);
        fields.need(&Side::BOTH, &wants, &node.path_of(wants_key), &node.span_of(wants_key), findings);
    } else if !Side::BOTH.into_iter().all(way) {
        let problem = Problem::warning("one-way", "only one side says what it gives and only the other what it wants").help(
            "half of this criterion's points can never be reached; name the missing columns, or take `overlap` of one field",
        );
        findings.add(&node.path_of(gives_key), node.span_of(gives_key), problem);
    }
    Some(CriterionKind::Exchange { gives, wants })
}

fn preference(node: &Node<'_>, fields: &Fields<'_>, findings: &mut Findings<'_>) -> Option<CriterionKind> {
    let (Some(wish), Some(fact)) = (node.text("wish"), node.text("fact")) else {
        for key in ["wish", "fact"].into_iter().filter(|key| node.value(key).is_none()) {
            let message = format!("a preference needs `{key}`");
            missing(
                node,
                key,
                &message,
                "write wish = \"the field with the wish\" and fact = \"the other's field that answers it\"",
                findings,
            );
        }
        return None;
    };
    let wishers: Vec<Side> = Side::BOTH.into_iter().filter(|side| fields.has(*side, &wish)).collect();
    if wishers.is_empty() {
        fields.need(&Side::BOTH, &wish, &node.path_of("wish"), &node.span_of("wish"), findings);
    }
    let answering: Vec<Side> = wishers.iter().map(|side| side.other()).collect();
    fields.need(&answering, &fact, &node.path_of("fact"), &node.span_of("fact"), findings);
    Some(CriterionKind::Preference { wish, fact })
}

fn near(node: &Node<'_>, fields: &Fields<'_>, findings: &mut Findings<'_>) -> Option<CriterionKind> {
    let field = compared_field(node, fields, findings);
    let order = node.texts("order");
    let scale = match (node.value("order"), node.value("span")) {
        (Some(_), None) if order.len() >= 2 => Scale::Order(order),
        (None, Some(_)) => Scale::Numbers { span: node.whole("span")? },
        (Some(_), None) => {
            missing(node, "order", "an order needs at least two answers", "list the answers from one end to the other", findings);
            return None;
        }
        (Some(_), Some(_)) => {
            missing(
                node,
                "span",
                "both `order` and `span` are said",
                "keep `order` for answers in words, `span` for numbers",
                findings,
            );
            return None;
        }
        (None, None) => {
            missing(
                node,
                "span",
                "nothing says how far apart answers can be",
                "write span = 10 for numbers, or order = [\"ST3\", \"ST4\"] for words",
                findings,
            );
            return None;
        }
    };
    Some(CriterionKind::Near { field: field?, scale })
}

fn missing(node: &Node<'_>, key: &str, message: &str, help: &str, findings: &mut Findings<'_>) {
    findings.add(&node.path_of(key), node.span_of(key), Problem::error("criterion", message).help(help));
}
