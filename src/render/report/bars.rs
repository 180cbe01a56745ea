//! Bars from the left, one row a thing and one bar a series; each bar is labelled with its number and its series.

use super::drawing::{Anchor, Drawing, LEFT, RIGHT};

/// One row of bars.
#[derive(Clone, Debug)]
pub(super) struct BarRow {
    /// What the row is about.
    pub(super) label: String,
    /// A number for each series, and what is written after it.
    pub(super) bars: Vec<(usize, String)>,
}

/// Height of a bar, and of the space below a row.
const BAR: i64 = 18;
const GAP: i64 = 12;

/// The rows as a drawing.
pub(super) fn bars(rows: &[BarRow]) -> Drawing {
    drawn(rows, |number| number.to_string())
}

/// The rows as a drawing, each number shown by `shown`.
pub(super) fn drawn(rows: &[BarRow], shown: impl Fn(usize) -> String) -> Drawing {
    let most = rows.iter().flat_map(|row| &row.bars).map(|(number, _)| *number).max().unwrap_or(0).max(1);
    let height = rows.iter().map(|row| whole(row.bars.len()) * BAR + GAP).sum::<i64>() + GAP;
    let mut drawing = Drawing::new(height);
    // Room for the number and the words behind the longest bar.
    let reach = RIGHT - LEFT - 90;
    let mut y = GAP;
    for row in rows {
        let middle = y + whole(row.bars.len()) * BAR / 2 + 4;
        drawing.label(middle, &row.label);
        for (series, (number, words)) in row.bars.iter().enumerate() {
            let width = whole(*number) * reach / whole(most);
            drawing.rect((LEFT, y + 2), (width, BAR - 4), &format!("mark s{}", series % 3), Some(&shown(*number)));
            let text = if words.is_empty() { shown(*number) } else { format!("{} {words}", shown(*number)) };
            drawing.text((LEFT + width + 6, y + BAR - 5), Anchor::Start, "num", &text);
            y += BAR;
        }
        y += GAP;
    }
    drawing.line((LEFT, 0), (LEFT, height), "axis");
    drawing
}

/// A count as a coordinate.
pub(super) fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
