//! `rhythm`: how many weeks lie between two meetings that were held, beside the weeks that were planned.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::bars::{BarRow, bars};
use super::picture::{Picture, PictureTable};
use super::words::counted;
use super::{Drawn, ReportData};

pub(super) fn picture(data: &ReportData<'_>) -> Drawn {
    let mut gaps: BTreeMap<i64, usize> = BTreeMap::new();
    for pair in data.cohort.pairs.values() {
        let mut days: Vec<NaiveDate> = pair.held().filter_map(|meeting| meeting.held_on).collect();
        days.sort();
        for two in days.windows(2) {
            // Rounded to whole weeks, half a week upwards.
            let weeks = ((two[1] - two[0]).num_days() + 3) / 7;
            *gaps.entry(weeks).or_default() += 1;
        }
    }
    let (Some(shortest), Some(longest)) = (gaps.keys().next(), gaps.keys().next_back()) else {
        return Err("no pair has met twice");
    };
    let (least, most) = (i64::from(data.settings.meetings.weeks_least), i64::from(data.settings.meetings.weeks_most));
    let planned = |weeks: i64| (least..=most).contains(&weeks);
    let mut table = PictureTable::new(["weeks between two meetings", "times", "as planned"]);
    let mut rows = Vec::new();
    for weeks in (*shortest).min(least)..=(*longest).max(most) {
        let times = gaps.get(&weeks).copied().unwrap_or(0);
        let is_planned = if planned(weeks) { "yes" } else { "no" };
        table.push([weeks.to_string(), times.to_string(), is_planned.to_owned()]);
        let words = if planned(weeks) { "as planned" } else { "" };
        rows.push(BarRow { label: format!("{weeks} weeks"), bars: vec![(times, words.to_owned())] });
    }
    let all: usize = gaps.values().sum();
    let kept: usize = gaps.iter().filter(|(weeks, _)| planned(**weeks)).map(|(_, times)| times).sum();
    let finding = format!("{kept} of {} between two meetings are {least} to {most} weeks long, as planned.", counted(all, "gap"));
    Ok(Picture { question: "Gaps between meetings", finding, drawing: bars(&rows), table, notes: Vec::new() })
}
