//! `meetings`: every pair on a line of time: meetings held, planned and missed, their windows, and the day on which a pair ended. For
//! participants, how many meetings of each number were held, planned and missed: a line of one pair would tell them their own.

use chrono::NaiveDate;

use super::bars::{BarRow, bars};
use super::drawing::{Drawing, place};
use super::picture::{Picture, PictureTable};
use super::programme::{months, number};
use super::words::{agreeing, counted, day};
use super::{Drawn, ReportData};
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::pair::Pair;

const ROW: i64 = 20;

pub(super) fn picture(data: &ReportData<'_>) -> Drawn {
    let pairs: Vec<&Pair> = data.cohort.pairs.values().filter(|pair| !pair.meetings.is_empty()).collect();
    let days = pairs
        .iter()
        .flat_map(|pair| pair.meetings.values())
        .flat_map(|meeting| [meeting.earliest, data.settings.latest_told(meeting), day_of(meeting)]);
    let days: Vec<NaiveDate> = days.collect();
    let (Some(first), Some(last)) = (days.iter().min(), days.iter().max()) else { return Err("no meeting is planned") };
    if data.for_participants {
        return Ok(by_number(&pairs));
    }
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
            mark(&mut drawing, meeting, data.settings.latest_told(meeting), y, ends);
        }
        if let Some((on, _)) = pair.ended {
            let x = place(number(on), ends);
            drawing.line((x, y - 8), (x, y + 8), "end");
        }
        let cell = |number: u32| {
            pair.meetings
                .get(&number)
                .map(|meeting| format!("{} {}", meeting.status.word(), day(day_of(meeting))))
                .unwrap_or_default()
        };
        let ended = pair.ended.map(|(on, _)| day(on)).unwrap_or_default();
        table.push([pair.id.to_string()].into_iter().chain((1..=most).map(cell)).chain([ended]));
    }
    let [held, planned, missed] = SHOWN.map(|status| count(&pairs, None, status));
    let never = pairs.iter().filter(|pair| pair.is_active() && pair.held().next().is_none()).count();
    let finding = format!(
        "{} with {} held, {planned} planned and {missed} missed; {} not met yet. A full circle is a meeting held, an empty one is planned, a cross was missed; a band is its window, a bar the end of a pair.",
        counted(pairs.len(), "pair"),
        counted(held, "meeting"),
        agreeing(never, "current pair has", "current pairs have"),
    );
    Ok(Picture { question: "Which pairs keep the rhythm, and which are quiet?", finding, drawing, table, notes: Vec::new() })
}

/// The states that are counted.
const SHOWN: [MeetingStatus; 3] = [MeetingStatus::Held, MeetingStatus::Planned, MeetingStatus::Missed];

/// How many meetings stand so, of this number or of all.
fn count(pairs: &[&Pair], number: Option<u32>, status: MeetingStatus) -> usize {
    let meetings = pairs.iter().flat_map(|pair| pair.meetings.values());
    meetings.filter(|meeting| meeting.status == status && number.is_none_or(|number| number == meeting.number)).count()
}

/// All pairs together, a line for each number of a meeting.
fn by_number(pairs: &[&Pair]) -> Picture {
    let mut table = PictureTable::new(["meeting".to_owned()].into_iter().chain(SHOWN.map(|status| status.word().to_owned())));
    let most = pairs.iter().flat_map(|pair| pair.meetings.keys()).max().copied().unwrap_or(0);
    let mut rows = Vec::new();
    for number in 1..=most {
        let counts = SHOWN.map(|status| (count(pairs, Some(number), status), status.word().to_owned()));
        table.push([format!("meeting {number}")].into_iter().chain(counts.iter().map(|(count, _)| count.to_string())));
        rows.push(BarRow { label: format!("Meeting {number}"), bars: counts.to_vec() });
    }
    let [held, planned, missed] = SHOWN.map(|status| count(pairs, None, status));
    let finding = format!(
        "{} with {} held, {planned} planned and {missed} missed.",
        counted(pairs.len(), "pair"),
        counted(held, "meeting")
    );
    Picture { question: "How many meetings were held?", finding, drawing: bars(&rows), table, notes: Vec::new() }
}

fn day_of(meeting: &Meeting) -> NaiveDate {
    meeting.held_on.unwrap_or(meeting.date)
}

fn mark(drawing: &mut Drawing, meeting: &Meeting, latest: NaiveDate, y: i64, ends: (i64, i64)) {
    let (x, value) = (place(number(day_of(meeting)), ends), day(day_of(meeting)));
    let (from, to) = (place(number(meeting.earliest), ends), place(number(latest), ends));
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
