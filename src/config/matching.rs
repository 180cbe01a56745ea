//! `[matching]`: whether chance or compatibility decides, and what is best.

use crate::domain::answer::field;
use crate::domain::problem::Problem;
use crate::domain::settings::{Criterion, MatchPolicy, Matching, Method, Objective};
use crate::domain::side::{Kind, Side};

use super::criterion;
use super::fields::Fields;
use super::findings::Findings;
use super::node::Node;
use super::shape::{Key, Section, Shape, words};

pub(super) const SECTION: Section = Section {
    title: "[matching]",
    doc: "How pairs are found.",
    keys: &[
        Key::optional("method", Shape::Word(|| words(&Method::ALL)), "random or goals; follows from the programme's kind"),
        Key::optional("seed", Shape::Whole(0, i64::MAX as u64), "the seed of draws and tie-breaks; drawn at the first match"),
        Key::said("minimum_score", Shape::Whole(0, 1000), "0", "no pair under this score is made, 0 to 1000"),
        Key::said("objective", Shape::Word(|| words(&Objective::ALL)), "total", "total, or fair: the weakest pair first"),
        Key::optional("places", Shape::Whole(1, 1_000_000), "at most so many pairs; the rest wait with that reason"),
        Key::optional("criterion", Shape::Tables(&criterion::SECTION), "what makes two people compatible"),
    ],
};

/// Reads the table in a cohort of `kind`.
pub(super) fn read(node: &Node<'_>, kind: Kind, fields: &Fields<'_>, findings: &mut Findings<'_>) -> Matching {
    let follows = if kind == Kind::Random { Method::Random } else { Method::Goals };
    if node.word("method", &Method::ALL).is_some_and(|method| method != follows) {
        let message = format!("a cohort of kind {:?} is not matched in this way", kind.word());
        let problem = Problem::error("contradiction", message)
            .value(node.text("method").unwrap_or_default())
            .help(format!("write method = {:?} or take it away, or change [programme] kind", follows.word()));
        findings.add(&node.path_of("method"), node.span_of("method"), problem);
    }
    let written = criterion::read(&node.tables("criterion"), kind, fields, findings);
    let criteria = if follows == Method::Random {
        unused(node, &written, findings)
    } else {
        or_goals(node, kind, written, fields, findings)
    };
    let policy = MatchPolicy {
        method: follows,
        minimum_score: node.whole("minimum_score").unwrap_or(0),
        objective: node.word("objective", &Objective::ALL).unwrap_or_default(),
        criteria,
        places: node.whole("places"),
    };
    Matching { seed: node.whole("seed"), policy }
}

/// A draw by lot weighs nothing, so criteria beside it are a misunderstanding that is told.
fn unused(node: &Node<'_>, criteria: &[Criterion], findings: &mut Findings<'_>) -> Vec<Criterion> {
    let weighs = node.whole::<u16>("minimum_score").is_some_and(|least| least > 0);
    for key in
        ["criterion", "minimum_score"].into_iter().filter(|key| if *key == "criterion" { !criteria.is_empty() } else { weighs })
    {
        let problem = Problem::warning("unused", format!("pairs are drawn by lot: `{key}` has no effect"))
            .help("take it away, or write kind = \"goals\" in [programme]");
        findings.add(&node.path_of(key), node.span_of(key), problem);
    }
    Vec::new()
}

/// The criteria, or the overlap of goals where none is written.
fn or_goals(
    node: &Node<'_>,
    kind: Kind,
    written: Vec<Criterion>,
    fields: &Fields<'_>,
    findings: &mut Findings<'_>,
) -> Vec<Criterion> {
    if !written.is_empty() || !node.tables("criterion").is_empty() {
        return written;
    }
    if Side::BOTH.into_iter().all(|side| fields.has(side, field::GOALS)) {
        findings.note("matching.criterion: the overlap of `goals` alone (not said)");
        let kind = criterion::overlap(kind, field::GOALS.to_owned());
        return vec![Criterion { name: field::GOALS.to_owned(), weight: 1, kind }];
    }
    if node.is_there() {
        // Answers can be read without it; whoever pairs people asks for it.
        let problem = Problem::warning("missing-key", "nothing says what makes two people compatible")
            .help("add a [[matching.criterion]], or name the column `goals` on both sides, or write kind = \"random\"");
        findings.add(&node.path_of("criterion"), node.span.clone(), problem);
    }
    Vec::new()
}
