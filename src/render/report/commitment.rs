//! `commitment`: in each month how many pairs have held at least so many meetings.

use chrono::{Datelike, Months, NaiveDate};

use super::bars::whole;
use super::drawing::{Anchor, Drawing, LEFT, RIGHT, place};
use super::picture::{Picture, PictureTable};
use super::programme::number;
use super::words::{counted, day};
use super::{Drawn, ReportData};
use crate::domain::pair::Pair;

const TOP: i64 = 24;
const BOTTOM: i64 = 250;

pub(super) fn picture(data: &ReportData<'_>) -> Drawn {
    let pairs: Vec<Vec<NaiveDate>> = data.cohort.pairs.values().map(days_held).collect();
    let all = || pairs.iter().flatten().copied();
    let (Some(first), Some(last)) = (all().min(), all().max()) else { return Err("no meeting was held") };
    let most = pairs.iter().map(Vec::len).max().unwrap_or(0);
    let ends = month_ends(first, last);
    let mut table =
        PictureTable::new(["until".to_owned()].into_iter().chain((1..=most).map(|least| format!("pairs with {least} or more"))));
    let reached = |until: NaiveDate, least: usize| {
        pairs.iter().filter(|days| days.iter().filter(|day| **day <= until).count() >= least).count()
    };
    for until in &ends {
        table.push([day(*until)].into_iter().chain((1..=most).map(|least| reached(*until, least).to_string())));
    }
    let drawing = drawn(&ends, most, pairs.len(), &reached);
    let (until, enough) = (ends.last().copied().unwrap_or(last), data.settings.meetings.least as usize);
    let finding = format!(
        "By {} {} of {} had held a meeting, and {} had held {} or more.",
        day(until),
        reached(until, 1),
        counted(pairs.len(), "pair"),
        reached(until, enough),
        enough
    );
    Ok(Picture { question: "Meetings held over time", finding, drawing, table, notes: Vec::new() })
}

fn days_held(pair: &Pair) -> Vec<NaiveDate> {
    pair.held().filter_map(|meeting| meeting.held_on).collect()
}

/// The last day of each month from the first to the last meeting.
fn month_ends(first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
    let mut ends = Vec::new();
    let mut begin = first.with_day(1).unwrap_or(first);
    while begin <= last {
        let Some(next) = begin.checked_add_months(Months::new(1)) else { break };
        ends.extend(next.pred_opt());
        begin = next;
    }
    ends
}

fn drawn(ends: &[NaiveDate], most: usize, pairs: usize, reached: &dyn Fn(NaiveDate, usize) -> usize) -> Drawing {
    let mut drawing = Drawing::new(BOTTOM + 34);
    let span = (ends.first().copied().map_or(0, number), ends.last().copied().map_or(1, number));
    let height = |count: usize| BOTTOM - whole(count) * (BOTTOM - TOP) / whole(pairs.max(1));
    for count in [0, pairs] {
        drawing.line((LEFT, height(count)), (RIGHT, height(count)), "grid");
        drawing.text((LEFT - 12, height(count) + 4), Anchor::End, "axis-label", &counted(count, "pair"));
    }
    for least in 1..=most {
        let points: Vec<(i64, i64)> =
            ends.iter().map(|until| (place(number(*until), span), height(reached(*until, least)))).collect();
        let class = if least % 2 == 1 { "way s0" } else { "way s1" };
        drawing.path(&points, class);
        for (point, until) in points.iter().zip(ends) {
            drawing.circle(
                *point,
                3,
                if least % 2 == 1 { "mark s0" } else { "mark s1" },
                Some(&reached(*until, least).to_string()),
            );
        }
        if let Some((x, y)) = points.last() {
            drawing.text((x + 8, y + 4), Anchor::Start, "num", &format!("{least}+"));
        }
    }
    let every = ends.len().div_ceil(6).max(1);
    for until in ends.iter().step_by(every) {
        drawing.text(
            (place(number(*until), span), BOTTOM + 20),
            Anchor::Middle,
            "axis-label",
            &until.format("%b %Y").to_string(),
        );
    }
    drawing
}
