//! What `evaluate` shows: for programs one JSON document, for people who answered, what changed, and it in words.
//!
//! It shows everything, small groups too, so it stays with the lead. The names in the JSON are a promise to programs.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::domain::evaluation::{EvaluationSettings, Link};
use crate::domain::problem::Problem;
use crate::domain::side::Kind;
use crate::domain::thousandths::Thousandths;
use crate::evaluation::linking::{LinkedWave, NotLinked, Unmatched};
use crate::evaluation::null_distribution::PValue;
use crate::evaluation::summary::{Attrition, Comparison, Distribution, Evaluation, ItemFigures};
use crate::render::output::{Cell, Document, ProblemObject, Sheet};
use crate::render::shared::evaluation::sentences::{LIMITS, said, signed};

/// An evaluation with what it is shown by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EvaluationReport<'a> {
    /// The settings.
    pub settings: &'a EvaluationSettings,
    /// What the sides are called.
    pub kind: Kind,
    /// The waves that were read.
    pub waves: &'a BTreeMap<String, LinkedWave>,
    /// The figures.
    pub evaluation: &'a Evaluation,
    /// What is not there yet.
    pub notes: &'a [String],
    /// What the lead should look at.
    pub problems: &'a [Problem],
}

impl EvaluationReport<'_> {
    /// The document for programs.
    pub(crate) fn json(&self) -> Value {
        let waves: BTreeMap<&str, Value> = self.waves.iter().map(|(name, wave)| (name.as_str(), wave_json(wave))).collect();
        let attrition: Vec<Value> = self.evaluation.attrition.iter().map(|row| self.attrition_json(row)).collect();
        let comparisons: Vec<Value> = self.evaluation.comparisons.iter().map(|one| self.comparison_json(one)).collect();
        json!({
            "waves": waves,
            "attrition": attrition,
            "items": self.items_json(&self.evaluation.items),
            "comparisons": comparisons,
            "limits": LIMITS,
            "notes": self.notes,
            "problems": self.problems.iter().map(ProblemObject::from).collect::<Vec<_>>(),
        })
    }

    fn attrition_json(&self, row: &Attrition) -> Value {
        json!({
            "side": row.side.one(self.kind),
            "paired": row.paired,
            "pre": row.before,
            "post": row.after,
            "both": row.both,
            "neither": row.neither,
        })
    }

    fn comparison_json(&self, one: &Comparison) -> Value {
        json!({ "from": one.from, "to": one.to, "items": self.items_json(&one.items) })
    }

    fn items_json(&self, items: &[ItemFigures]) -> Vec<Value> {
        items.iter().map(|figures| self.item_json(figures)).collect()
    }

    fn item_json(&self, figures: &ItemFigures) -> Value {
        let change = &figures.change;
        let item = self.settings.items.get(figures.item);
        let decimal = |value: Option<Thousandths>| value.map(Thousandths::to_f64);
        let p = |value: Option<PValue>| value.map(|p| p.value);
        let is_compared = self.is_compared(figures);
        let counted = |number: usize| is_compared.then_some(number);
        let exact = [change.p_signed_rank, change.p_sign].iter().flatten().all(|p| p.exact);
        json!({
            "side": figures.side.one(self.kind),
            "item": item.map(|item| item.name.as_str()),
            "n": self.people(figures),
            "up": counted(change.up),
            "same": counted(change.same),
            "down": counted(change.down),
            "at_best_before": counted(change.at_best_before),
            "pre_median": decimal(change.before_median),
            "post_median": decimal(change.after_median),
            "mean_change": change.mean(),
            "net_share": change.net_share(),
            "hodges_lehmann": decimal(change.typical),
            "interval": change.interval.map(|interval| [interval.low.to_f64(), interval.high.to_f64()]),
            "interval_level": decimal(change.interval.map(|interval| interval.level)),
            "level": item.map(|item| item.level.word()),
            "p_signed_rank": p(change.p_signed_rank),
            "p_sign": p(change.p_sign),
            "p_holm": figures.p_holm,
            "exact": is_compared.then_some(exact),
            "asked_twice": figures.asked_twice,
            "pre": distribution_json(&figures.before),
            "post": distribution_json(&figures.after),
            "began": figures.began.map(|(again, once)| json!({ "answered_again": again.to_f64(), "did_not": once.to_f64() })),
            "said": said(figures, self.settings, self.kind),
        })
    }

    /// The tables for people.
    pub(crate) fn document(&self) -> Document {
        let document = Document::default().sheet("attrition", self.attrition_sheet());
        let items = self.items_sheet("What changed", &self.evaluation.items);
        let document =
            if self.evaluation.items.is_empty() { document.sheet("items", items) } else { document.main_sheet("items", items) };
        self.evaluation
            .comparisons
            .iter()
            .fold(document, |document, one| document.sheet("comparison", self.items_sheet(&title(one), &one.items)))
    }

    /// Everything in words, a sentence a line.
    pub(crate) fn words(&self) -> String {
        let mut lines = Vec::new();
        for figures in &self.evaluation.items {
            lines.push(self.sentence(figures));
            if let Some((again, once)) = figures.began {
                lines.push(format!("  Those who answered again began at {again}, those who did not at {once}."));
            }
        }
        for one in self.evaluation.comparisons.iter().filter(|one| !one.items.is_empty()) {
            lines.extend([String::new(), format!("{}:", title(one))]);
            lines.extend(one.items.iter().map(|figures| self.sentence(figures)));
        }
        lines.extend([String::new(), "What these figures cannot say:".to_owned()]);
        lines.extend(LIMITS.iter().map(|limit| format!("- {limit}")));
        lines.push(String::new());
        lines.join("\n")
    }

    fn sentence(&self, figures: &ItemFigures) -> String {
        let name = self.settings.items.get(figures.item).map_or("", |item| item.name.as_str());
        format!("{name}: {}.", said(figures, self.settings, self.kind))
    }

    fn attrition_sheet(&self) -> Sheet {
        let rows = self.evaluation.attrition.iter().map(|row| {
            let side = Cell::text(row.side.many(self.kind));
            let [paired, before, after] = [row.paired, row.before, row.after].map(|count| Cell::Whole(count as u64));
            let [both, neither] =
                [row.both, row.neither].map(|count| count.map_or(Cell::Empty, |count| Cell::Whole(count as u64)));
            [side, paired, before, after, both, neither]
        });
        Sheet::new("Who answered", ["side", "paired", "pre", "post", "both", "neither"], rows)
    }

    fn items_sheet(&self, title: &str, items: &[ItemFigures]) -> Sheet {
        let columns =
            ["side", "item", "n", "up", "same", "down", "change", "interval", "level", "p_signed_rank", "p_sign", "p_holm"];
        Sheet::new(title, columns, items.iter().map(|figures| self.item_row(figures)))
    }

    /// Whether the same people's answers before and after are known.
    fn is_compared(&self, figures: &ItemFigures) -> bool {
        figures.asked_twice && self.settings.link != Link::None
    }

    /// How many people the figures are about: those who answered twice, or where nothing is compared those who answered.
    fn people(&self, figures: &ItemFigures) -> usize {
        if self.is_compared(figures) { figures.change.n } else { figures.after.n().max(figures.before.n()) }
    }

    fn item_row(&self, figures: &ItemFigures) -> [Cell; 12] {
        let change = &figures.change;
        let name = self.settings.items.get(figures.item).map_or("", |item| item.name.as_str());
        let count = |count: usize| Cell::Whole(count as u64);
        let is_compared = self.is_compared(figures);
        let counted = |number: usize| if is_compared { count(number) } else { Cell::Empty };
        let too_few = || match (figures.asked_twice, is_compared) {
            (true, true) => Cell::text("too few to say"),
            (true, false) => Cell::text("not linked"),
            (false, _) => Cell::text("asked once"),
        };
        let p = |value: Option<f64>| value.map_or(Cell::Empty, |p| Cell::text(&p_value(p)));
        let interval = change
            .interval
            .map_or_else(too_few, |interval| Cell::text(&format!("{} to {}", signed(interval.low), signed(interval.high))));
        [
            Cell::text(figures.side.many(self.kind)),
            Cell::text(name),
            count(self.people(figures)),
            counted(change.up),
            counted(change.same),
            counted(change.down),
            change.typical.map_or(Cell::Empty, |typical| Cell::text(&signed(typical))),
            interval,
            change.interval.map_or(Cell::Empty, |interval| Cell::text(&percent(interval.level))),
            p(change.p_signed_rank.map(|p| p.value)),
            p(change.p_sign.map(|p| p.value)),
            p(figures.p_holm),
        ]
    }
}

/// `mid against pre`; a wave that is described by itself has its own name.
fn title(one: &Comparison) -> String {
    if one.is_alone() { format!("Answers of {}", one.to) } else { format!("{} against {}", one.to, one.from) }
}

/// `95.1 %`.
fn percent(level: Thousandths) -> String {
    format!("{} %", Thousandths::new(level.get() * 100))
}

/// Four places, or `< 0.0001`.
fn p_value(p: f64) -> String {
    if p < 0.0001 { "< 0.0001".to_owned() } else { format!("{p:.4}") }
}

/// Rows are records without the heading row here, as this document has always had them; messages number them as spreadsheets do.
fn wave_json(wave: &LinkedWave) -> Value {
    let record = |row: &u32| row.saturating_sub(wave.above);
    let superseded: Vec<Value> = wave
        .superseded
        .iter()
        .map(|(person, row, by)| json!({ "person": person.to_string(), "row": record(row), "by_row": record(by) }))
        .collect();
    let other_side: Vec<Value> =
        wave.other_side.iter().map(|(person, row)| json!({ "person": person.to_string(), "row": record(row) })).collect();
    let left_out = wave.left_out.iter();
    let left_out = left_out.map(|(person, row, why)| json!({ "person": person.to_string(), "row": record(row), "why": why }));
    json!({
        "read": wave.read,
        "people": wave.people.len(),
        "unmatched": wave.unmatched.iter().map(|row| unmatched_json(row, record(&row.answer.row))).collect::<Vec<_>>(),
        "superseded": superseded,
        "other_side": other_side,
        "left_out": left_out.collect::<Vec<_>>(),
    })
}

fn unmatched_json(row: &Unmatched, record: u32) -> Value {
    let why = match row.why {
        NotLinked::Empty => "no-code",
        NotLinked::Mistyped => "mistyped",
        NotLinked::Unknown => "unknown",
    };
    let code = row.answer.typed.as_deref().map(str::trim);
    json!({ "row": record, "line": row.answer.line, "code": code, "nearest": row.nearest, "why": why })
}

fn distribution_json(found: &Distribution) -> Value {
    json!({ "n": found.n(), "counts": found.counts, "unlinked": found.unlinked, "missing": found.missing })
}
