//! `change`: for each question and side the typical change with its interval, beside the line of no change.

use super::drawing::{Anchor, Drawing, LEFT, RIGHT};
use super::picture::{Picture, PictureTable};
use super::words::{capital, sentences};
use super::{Drawn, ReportData};
use crate::domain::evaluation::Level;
use crate::domain::publication::{PublishedChange, PublishedFigure};
use crate::domain::side::Side;
use crate::domain::thousandths::Thousandths;
use crate::render::shared::evaluation::sentences::{LIMITS, signed};

const ROW: i64 = 28;

pub(super) fn picture(data: &ReportData<'_>) -> Drawn {
    let kind = data.settings.programme.kind;
    let changed: Vec<(&PublishedFigure, PublishedChange)> =
        data.figures.figures.iter().filter_map(|figure| Some((figure, figure.change?))).collect();
    if changed.is_empty() {
        return Err("no change is published");
    }
    let farthest = changed.iter().flat_map(|(_, change)| [change.low.get().abs(), change.high.get().abs()]).max().unwrap_or(0);
    let steps = (farthest + 999).div_euclid(1000).max(1);
    let mut table = PictureTable::new([
        "side",
        "question",
        "level",
        "people",
        "typical change",
        "interval",
        "confidence",
        "mean change",
        "steps",
    ]);
    let height = i64::try_from(changed.len()).unwrap_or(0) * ROW + 40;
    let mut drawing = Drawing::new(height);
    axis(&mut drawing, steps, height);
    let mut said = Vec::new();
    for (at, (figure, change)) in (0_i64..).zip(&changed) {
        let item = data.figures.item(figure);
        let level = data.settings.evaluation.item(&figure.item).map_or(Level::Reaction, |item| item.level);
        row(&mut drawing, 34 + at * ROW, &format!("{}: {}", capital(figure.side.many(kind)), figure.item), change, steps);
        table.push([
            figure.side.many(kind).to_owned(),
            item.map_or_else(|| figure.item.clone(), |item| format!("{}: {}", figure.item, item.heading)),
            level.word().to_owned(),
            figure.n.to_string(),
            signed(change.typical),
            format!("{} to {}", signed(change.low), signed(change.high)),
            format!("{} %", Thousandths::new(change.level.get() * 100)),
            signed(change.mean),
            item.map_or_else(String::new, |item| item.scale.steps().to_string()),
        ]);
    }
    for side in Side::BOTH {
        let of_side = || changed.iter().filter(move |(figure, _)| figure.side == side);
        let better = of_side().filter(|(_, change)| change.low.get() > 0).count();
        let worse = of_side().filter(|(_, change)| change.high.get() < 0).count();
        if of_side().next().is_some() {
            let worse = if worse > 0 { format!(", and {worse} lie below") } else { String::new() };
            said.push(format!(
                "{}: {better} of {} questions lie above no change with their whole interval{worse}.",
                capital(side.many(kind)),
                of_side().count()
            ));
        }
    }
    let mut notes: Vec<String> = LIMITS.iter().map(|limit| (*limit).to_owned()).collect();
    if let Some(edition) = data.figures.edition {
        notes.push(format!(
            "Figures of edition {edition}; groups of fewer people than {} are not shown.",
            data.settings.evaluation.least_group.0
        ));
    }
    Ok(Picture { question: "Did it help, and whom?", finding: sentences(&said), drawing, table, notes })
}

fn at(value: Thousandths, steps: i64) -> i64 {
    i64::midpoint(LEFT, RIGHT) + value.get() * (RIGHT - LEFT) / (2 * steps * 1000)
}

fn axis(drawing: &mut Drawing, steps: i64, height: i64) {
    for step in -steps..=steps {
        let (value, class) = (Thousandths::new(step * 1000), if step == 0 { "zero" } else { "grid" });
        let x = at(value, steps);
        drawing.line((x, 20), (x, height), class);
        drawing.text((x, 14), Anchor::Middle, "axis-label", &if step == 0 { "no change".to_owned() } else { signed(value) });
    }
}

fn row(drawing: &mut Drawing, y: i64, label: &str, change: &PublishedChange, steps: i64) {
    drawing.label(y + 4, label);
    let (low, high) = (at(change.low, steps), at(change.high, steps));
    drawing.line((low, y), (high, y), "interval");
    for (end, value) in [(low, change.low), (high, change.high)] {
        drawing.rect((end - 1, y - 6), (2, 12), "mark s0", Some(&value.to_string()));
    }
    drawing.circle((at(change.typical, steps), y), 6, "mark s0", Some(&change.typical.to_string()));
    drawing.text((RIGHT + 8, y + 4), Anchor::Start, "num", &signed(change.typical));
}
