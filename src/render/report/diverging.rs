//! Answers as diverging bars: those below the middle of the scale to the left, those above it to the right, the middle apart at the side.

use super::bars::whole;
use super::drawing::{Anchor, Drawing, LEFT, RIGHT};
use crate::domain::evaluation::AnswerScale;
use crate::domain::publication::{PublishedItem, in_groups};

/// One bar.
pub(super) struct DivergingRow {
    /// What it is about.
    pub(super) label: String,
    /// How many below the middle, in the middle, and above.
    pub(super) groups: [usize; 3],
}

const ROW: i64 = 26;
/// Where the middle answers are shown.
const ASIDE: i64 = RIGHT - 60;

/// The rows as a drawing.
pub(super) fn diverging(rows: &[DivergingRow]) -> Drawing {
    let most = rows.iter().flat_map(|row| [row.groups[0], row.groups[2]]).max().unwrap_or(0).max(1);
    let (centre, reach) = ((LEFT + ASIDE - 40) / 2, (ASIDE - 80 - LEFT) / 2);
    let height = whole(rows.len()) * ROW + 40;
    let mut drawing = Drawing::new(height);
    for (x, anchor, text) in
        [(centre - 10, Anchor::End, "below the middle"), (centre + 10, Anchor::Start, "above"), (ASIDE, Anchor::Middle, "middle")]
    {
        drawing.text((x, 14), anchor, "axis-label", text);
    }
    drawing.line((centre, 20), (centre, height), "zero");
    for (at, row) in rows.iter().enumerate() {
        let y = 28 + whole(at) * ROW;
        let [below, middle, above] = row.groups;
        drawing.label(y + 13, &row.label);
        let (left, right) = (whole(below) * reach / whole(most), whole(above) * reach / whole(most));
        drawing.rect((centre - left, y), (left, 18), "mark low", Some(&below.to_string()));
        drawing.rect((centre, y), (right, 18), "mark high", Some(&above.to_string()));
        drawing.text((centre - left - 5, y + 13), Anchor::End, "num", &below.to_string());
        drawing.text((centre + right + 5, y + 13), Anchor::Start, "num", &above.to_string());
        drawing.rect((ASIDE - 24, y), (48, 18), "aside", Some(&middle.to_string()));
        drawing.text((ASIDE, y + 13), Anchor::Middle, "num", &middle.to_string());
    }
    drawing
}

/// Counts as three groups, whether or not they are grouped already.
pub(super) fn three(cells: &[usize], grouped: bool) -> [usize; 3] {
    let groups = if grouped { cells.to_vec() } else { in_groups(cells) };
    match groups[..] {
        [below, middle, above] => [below, middle, above],
        [below, above] => [below, 0, above],
        _ => [0, groups.iter().sum(), 0],
    }
}

/// Counts in words, from the lowest answer to the highest.
pub(super) fn in_words(item: Option<&PublishedItem>, cells: &[usize], grouped: bool) -> String {
    let unknown = AnswerScale::default();
    let scale = item.map_or(&unknown, |item| &item.scale);
    let names: Vec<String> = match (grouped, cells.len()) {
        (true, 2) => ["below", "above"].map(str::to_owned).to_vec(),
        (true, _) => ["below", "middle", "above"].map(str::to_owned).to_vec(),
        (false, _) => (scale.ends().0..).take(cells.len()).map(|answer| scale.label(answer)).collect(),
    };
    names.iter().zip(cells).map(|(name, count)| format!("{name}: {count}")).collect::<Vec<_>>().join(", ")
}
