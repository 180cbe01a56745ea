//! `programme`: every date of the programme on one line, with the days over which the pairs have each of their meetings.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::drawing::{Anchor, Drawing, LEFT, RIGHT, place};
use super::picture::{Picture, PictureTable};
use super::words::{counted, day, sentences};
use super::{Drawn, ReportData};
use crate::domain::cohort::Cohort;
use crate::domain::meeting::MeetingStatus;
use crate::render::shared::timeline;

const ROW: i64 = 22;

pub(super) fn picture(data: &ReportData<'_>) -> Drawn {
    let entries = timeline::entries(data.settings);
    let windows = windows(data.cohort);
    let days = entries.iter().map(|entry| entry.day).chain(windows.values().flat_map(|(from, to)| [*from, *to]));
    let days: Vec<NaiveDate> = days.chain(data.as_of).collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else { return Err("no date is known") };
    let ends = (number(*first), number(*last));
    let mut table = PictureTable::new(["what", "for", "from", "to"]);
    let height = i64::try_from(entries.len() + windows.len()).unwrap_or(0) * ROW + 40;
    let mut drawing = Drawing::new(height);
    months(&mut drawing, (*first, *last), height);
    let mut y = 30;
    for entry in &entries {
        let x = place(number(entry.day), ends);
        drawing.label(y + 5, &entry.title);
        drawing.circle((x, y), 5, "mark s0", Some(&day(entry.day)));
        table.push([
            entry.title.clone(),
            entry.audience.people(data.settings.programme.kind).to_owned(),
            day(entry.day),
            String::new(),
        ]);
        y += ROW;
    }
    for (meeting, (from, to)) in &windows {
        let (left, right) = (place(number(*from), ends), place(number(*to), ends));
        drawing.label(y + 5, &format!("Meeting {meeting}"));
        drawing.rect((left, y - 6), ((right - left).max(4), 12), "mark s1", Some(&format!("{}/{}", day(*from), day(*to))));
        table.push([format!("meeting {meeting} of the pairs"), "pairs".to_owned(), day(*from), day(*to)]);
        y += ROW;
    }
    let runs = format!(
        "The programme runs from {} to {}, with {} and {} of the pairs.",
        day(*first),
        day(*last),
        counted(entries.len(), "date"),
        counted(windows.len(), "meeting")
    );
    let marked = data.as_of.map(|as_of| {
        let x = place(number(as_of), ends);
        drawing.line((x, 18), (x, height), "today");
        format!("The line marks {}, the day of the newest record.", day(as_of))
    });
    let finding = sentences(&[runs, marked.unwrap_or_default()]);
    Ok(Picture { question: "Where are we?", finding, drawing, table, notes: Vec::new() })
}

/// Over which days the pairs have each of their meetings.
fn windows(cohort: &Cohort) -> BTreeMap<u32, (NaiveDate, NaiveDate)> {
    let mut windows = BTreeMap::new();
    let meetings = cohort.pairs.values().flat_map(|pair| pair.meetings.values());
    for meeting in meetings.filter(|meeting| matches!(meeting.status, MeetingStatus::Planned | MeetingStatus::Held)) {
        let day = meeting.held_on.unwrap_or(meeting.date);
        let window = windows.entry(meeting.number).or_insert((day, day));
        *window = (window.0.min(day), window.1.max(day));
    }
    windows
}

/// A day as a number.
pub(super) fn number(day: NaiveDate) -> i64 {
    day.signed_duration_since(NaiveDate::default()).num_days()
}

/// Thin lines at the beginnings of months; every so many are labelled.
pub(super) fn months(drawing: &mut Drawing, (first, last): (NaiveDate, NaiveDate), height: i64) {
    use chrono::Datelike;
    let ends = (number(first), number(last));
    let beginnings: Vec<NaiveDate> = first.iter_days().take_while(|day| *day <= last).filter(|day| day.day() == 1).collect();
    let every = beginnings.len().div_ceil(8).max(1);
    for (at, day) in beginnings.iter().enumerate() {
        let x = place(number(*day), ends);
        drawing.line((x, 18), (x, height), "grid");
        if at % every == 0 && x < RIGHT - 10 && x > LEFT + 10 {
            drawing.text((x, 12), Anchor::Middle, "axis-label", &day.format("%b %Y").to_string());
        }
    }
}
