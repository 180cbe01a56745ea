//! The window of each planned meeting: the days on which it can be while its neighbours stay where they are.

use super::chain::{Day, Gaps};
use super::planner::{Placed, Planner};
use super::request::PairRequest;
use super::stretches::Anchor;
use super::timetable::Slot;
use super::week::{day, number};
use crate::domain::meeting::{Meeting, MeetingStatus};

/// The slots of every planned meeting by number: anchors as they stand, placed ones with their windows.
pub(super) fn slots(planner: &Planner<'_>, pair: &PairRequest, open: &[Day], anchors: &[Anchor], placed: &[Placed]) -> Vec<Slot> {
    let mut days: Vec<Day> = anchors.iter().map(|anchor| anchor.day).chain(placed.iter().map(|placed| placed.day)).collect();
    days.sort_unstable();
    let mut slots: Vec<Slot> = anchors.iter().filter_map(|anchor| as_it_stands(pair.standing.get(&anchor.number)?)).collect();
    slots.extend(placed.iter().map(|placed| {
        let at = days.partition_point(|day| *day < placed.day);
        let neighbours = (at.checked_sub(1).and_then(|at| days.get(at)).copied(), days.get(at + 1).copied());
        let window = |begin| window(placed.day, neighbours, planner.gaps, &open[open.partition_point(|day| *day < begin)..]);
        let (wide, narrow) = (window(planner.still_untold(pair)), window(planner.begin(pair)));
        slot(placed, pair.standing.get(&placed.number), wide, narrow)
    }));
    slots.sort_unstable_by_key(|slot| slot.number);
    slots
}

fn as_it_stands(meeting: &Meeting) -> Option<Slot> {
    let Meeting { number, earliest, date, latest, .. } = *meeting;
    (meeting.status == MeetingStatus::Planned).then_some(Slot {
        number,
        earliest,
        date,
        latest,
        changed: false,
        before: Some(date),
    })
}

/// A window that was right stays although its first days have passed meanwhile, so that time alone changes nothing.
fn slot(placed: &Placed, standing: Option<&Meeting>, wide: (Day, Day), narrow: (Day, Day)) -> Slot {
    let date = day(placed.day);
    let (mut earliest, latest) = (day(narrow.0), day(narrow.1));
    let mut changed = true;
    if let Some(standing) = standing.filter(|standing| standing.date == date && standing.latest == latest)
        && (wide.0..=narrow.0).contains(&number(standing.earliest))
    {
        earliest = standing.earliest;
        changed = false;
    }
    Slot { number: placed.number, earliest, date, latest, changed, before: placed.before.map(day) }
}

/// The first and the last of the `open` days that keep the gaps to both neighbours and are nearer to `date` than halfway to a
/// neighbour, so that windows never overlap. A gap that the date itself does not keep is not asked of its window.
fn window(date: Day, (previous, next): (Option<Day>, Option<Day>), gaps: Gaps, open: &[Day]) -> (Day, Day) {
    let (mut first, mut last) = (Day::MIN, Day::MAX);
    if let Some(previous) = previous {
        let gap = date - previous;
        first = first.max(date - gap / 2).max(bound(previous + gaps.least, gap >= gaps.least, Day::MIN));
        last = last.min(bound(previous + gaps.most, gap <= gaps.most, Day::MAX));
    }
    if let Some(next) = next {
        let gap = next - date;
        first = first.max(bound(next - gaps.most, gap <= gaps.most, Day::MIN));
        last = last.min(date + (gap - 1) / 2).min(bound(next - gaps.least, gap >= gaps.least, Day::MAX));
    }
    let from = open.partition_point(|day| *day < first);
    let to = open.partition_point(|day| *day <= last);
    let days = open.get(from..to).unwrap_or(&[]);
    (days.first().map_or(date, |first| date.min(*first)), days.last().map_or(date, |last| date.max(*last)))
}

fn bound(bound: Day, kept: bool, unbounded: Day) -> Day {
    if kept { bound } else { unbounded }
}
