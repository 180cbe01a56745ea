//! `people`: one line a person, for the lead alone: paired, met, met enough, answered.

use super::drawing::{Anchor, Drawing, LEFT};
use super::flow::met_enough;
use super::picture::{Picture, PictureTable};
use super::words::counted;
use super::{Drawn, ReportData};
use crate::domain::pair::Pair;
use crate::domain::side::Side;

const ROW: i64 = 20;
const COLUMN: i64 = 120;
const COLUMNS: [&str; 4] = ["paired", "met", "met enough", "left"];

pub(super) fn picture(data: &ReportData<'_>) -> Drawn {
    let private = data.private.ok_or("only the private edition names people")?;
    if data.cohort.people.is_empty() {
        return Err("nobody has signed up");
    }
    let enough: Vec<_> = Side::BOTH.iter().flat_map(|side| met_enough(data.cohort, data.settings, *side)).collect();
    let mut table = PictureTable::new(["person", "pairs", "meetings held", "last held", "met enough", "left"]);
    let mut drawing = Drawing::new(i64::try_from(data.cohort.people.len()).unwrap_or(0) * ROW + 40);
    for (at, name) in (0_i64..).zip(COLUMNS) {
        drawing.text((LEFT + 20 + at * COLUMN, 16), Anchor::Middle, "axis-label", name);
    }
    let mut behind = 0;
    for (at, person) in (0_i64..).zip(data.cohort.people.values()) {
        let y = 34 + at * ROW;
        let pairs: Vec<&Pair> = data.cohort.pairs.values().filter(|pair| pair.id.has(person.id)).collect();
        let held: usize = pairs.iter().map(|pair| pair.held().count()).sum();
        let last = pairs.iter().flat_map(|pair| pair.held()).filter_map(|meeting| meeting.held_on).max();
        let is_paired = pairs.iter().any(|pair| pair.is_active());
        let has_left = person.withdrew.is_some();
        behind += usize::from(!has_left && !pairs.is_empty() && !enough.contains(&person.id));
        let label = private.names.label(person.id);
        drawing.label(y + 4, &label);
        for (column, holds) in (0_i64..).zip([is_paired, held > 0, enough.contains(&person.id), has_left]) {
            let class = if holds { "mark s0" } else { "open" };
            drawing.circle((LEFT + 20 + column * COLUMN, y), 6, class, Some(if holds { "1" } else { "0" }));
        }
        let yes = |holds: bool| if holds { "yes" } else { "no" }.to_owned();
        let ids = pairs.iter().map(|pair| pair.id.to_string()).collect::<Vec<_>>().join(", ");
        let last = last.map(|day| day.to_string()).unwrap_or_default();
        table.push([label, ids, held.to_string(), last, yes(enough.contains(&person.id)), yes(has_left)]);
    }
    let finding = format!(
        "{} paired and not withdrawn, with fewer meetings held than the minimum. A full circle means yes, an empty one no.",
        counted(behind, "person")
    );
    Ok(Picture { question: "Who has fallen behind?", finding, drawing, table, notes: Vec::new() })
}
