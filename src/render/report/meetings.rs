//! `meetings`: every pair on a line of time: meetings held, planned and missed, their windows, and the day on which a pair ended.

use chrono::NaiveDate;

use super::drawing::{Drawing, place};
use super::picture::{Picture, PictureTable};
use super::programme::{months, number};
use super::words::counted;
use super::{Drawn, ReportData};
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::pair::Pair;

const ROW: i64 = 20;

pub(super) fn picture(data: &ReportData<'_>) -> Drawn {
    let pairs: Vec<&Pair> = data.cohort.pairs.values().filter(|pair| !pair.meetings.is_empty()).collect();
    let days = pairs
        .iter()
        .flat_map(|pair| pair.meetings.values())
        .flat_map(|meeting| [meeting.earliest, meeting.latest, day_of(meeting)]);
    let days: Vec<NaiveDate> = days.collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else { return Err("no meeting is planned") };
    let most = pairs.iter().flat_map(|pair| pair.meetings.keys()).max().copied().unwrap_or(0);
    let mut table = PictureTable::new(
        ["pair".to_owned()].into_iter().chain((1..=most).map(|number| format!("meeting {number}"))).chain(["ended".to_owned()]),
    );
    let height = i64::try_from(pairs.len()).unwrap_or(0) * ROW + 40;
    let mut drawing = Drawing::new(height);
    months(&mut drawing, (*first, *last), height);
    let ends = (number(*first), number(*last));
    for (at, pair) in (0_i64..).zip(&pairs) {
        let y = 30 + at * ROW;
        drawing.label(y + 5, &pair.id.to_string());
        for meeting in pair.meetings.values() {
            mark(&mut drawing, meeting, y, ends);
        }
        if let Some((on, _)) = pair.ended {
            let x = place(number(on), ends);
            drawing.line((x, y - 8), (x, y + 8), "end");
        }
        let cell = |number: u32| {
            pair.meetings.get(&number).map(|meeting| format!("{} {}", meeting.status.word(), day_of(meeting))).unwrap_or_default()
        };
        let ended = pair.ended.map(|(on, _)| on.to_string()).unwrap_or_default();
        table.push([pair.id.to_string()].into_iter().chain((1..=most).map(cell)).chain([ended]));
    }
    let of = |status| pairs.iter().flat_map(|pair| pair.meetings.values()).filter(|meeting| meeting.status == status).count();
    let [held, planned, missed] = [MeetingStatus::Held, MeetingStatus::Planned, MeetingStatus::Missed].map(of);
    let never = pairs.iter().filter(|pair| pair.is_active() && pair.held().next().is_none()).count();
    let finding = format!(
        "{} with {} held, {planned} planned and {missed} missed; {} never met so far. A full circle is a meeting held, an empty one is planned, a cross was missed; a band is its window, a bar the end of a pair.",
        counted(pairs.len(), "pair"),
        counted(held, "meeting"),
        counted(never, "standing pair"),
    );
    Ok(Picture { question: "Which pairs keep the rhythm, and which are quiet?", finding, drawing, table, notes: Vec::new() })
}

fn day_of(meeting: &Meeting) -> NaiveDate {
    meeting.held_on.unwrap_or(meeting.date)
}

fn mark(drawing: &mut Drawing, meeting: &Meeting, y: i64, ends: (i64, i64)) {
    let (x, value) = (place(number(day_of(meeting)), ends), day_of(meeting).to_string());
    let (from, to) = (place(number(meeting.earliest), ends), place(number(meeting.latest), ends));
    if meeting.status != MeetingStatus::Cancelled {
        drawing.rect((from, y - 4), ((to - from).max(1), 8), "band", None);
    }
    match meeting.status {
        MeetingStatus::Held => drawing.circle((x, y), 5, "mark s0", Some(&value)),
        MeetingStatus::Planned => drawing.circle((x, y), 5, "open", Some(&value)),
        MeetingStatus::Missed => drawing.cross((x, y), 5, "missed"),
        MeetingStatus::Cancelled => {}
    }
}
