//! Takes a pair's meetings apart: fixed points that stay, and between them the parts in which meetings are planned.

use std::collections::BTreeMap;

use super::chain::{Day, Finish, Gaps, Start, Stretch};
use super::week::number;
use crate::domain::meeting::{Meeting, MeetingStatus};

/// A meeting that stays where it is: held, past, or moved by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Anchor {
    pub day: Day,
    pub number: u32,
}

/// The days up to which what was planned is past.
#[derive(Clone, Copy, Debug)]
pub(super) struct Since {
    pub today: Day,
    /// The day from which the two know each other, where both were told.
    pub told_on: Option<Day>,
}

/// A planned meeting that may be placed again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    pub number: u32,
    pub day: Day,
}

/// The time between two neighbouring anchors, or before the first or after the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub after: Option<Anchor>,
    pub before: Option<Anchor>,
    pub standing: Vec<Standing>,
}

/// The anchors by day, and the parts by day; the last part has no end and is where further meetings go.
///
/// A meeting belongs after every anchor of a smaller number, and after what is past.
pub(super) fn parts(standing: &BTreeMap<u32, Meeting>, since: Since) -> (Vec<Anchor>, Vec<Part>) {
    let mut anchors: Vec<Anchor> = standing.values().filter_map(|meeting| anchor(meeting, since)).collect();
    anchors.sort_unstable();
    let past = anchors.partition_point(|anchor| anchor.day <= since.today);
    let coming = &anchors[past..];
    let mut before: Vec<Option<Anchor>> = coming.iter().copied().map(Some).collect();
    before.push(None);
    let last_past = past.checked_sub(1).and_then(|last| anchors.get(last)).copied();
    let after = std::iter::once(last_past).chain(coming.iter().copied().map(Some));
    let mut parts: Vec<Part> = after.zip(before).map(|(after, before)| Part { after, before, standing: Vec::new() }).collect();
    for meeting in standing.values().filter(|meeting| is_open(meeting, since)) {
        let follows = coming.iter().rposition(|anchor| anchor.number < meeting.number);
        if let Some(part) = parts.get_mut(follows.map_or(0, |anchor| anchor + 1)) {
            part.standing.push(Standing { number: meeting.number, day: number(meeting.date) });
        }
    }
    (anchors, parts)
}

fn anchor(meeting: &Meeting, since: Since) -> Option<Anchor> {
    let day = match meeting.status {
        MeetingStatus::Held => meeting.held_on.unwrap_or(meeting.date),
        MeetingStatus::Planned if !is_open(meeting, since) => meeting.date,
        _ => return None,
    };
    Some(Anchor { day: number(day), number: meeting.number })
}

/// Whether a re-plan may place it again: it is to come, or was planned for a day on which the two did not know each other.
fn is_open(meeting: &Meeting, since: Since) -> bool {
    let day = number(meeting.date);
    meeting.status == MeetingStatus::Planned
        && !meeting.fixed
        && (day > since.today || since.told_on.is_some_and(|told| day < told))
}

impl Part {
    /// The stretch of this part among `days`, and how many meetings, up to `cap`, it gets.
    ///
    /// Gaps are kept wherever they can be. Where the last meeting is so long past, or two fixed ones stand so, that no chain keeps
    /// them, a gap beside a fixed point may be longer, never shorter.
    pub(super) fn stretch<'a>(&self, days: &'a [Day], period: (Day, Day), gaps: Gaps, cap: usize) -> (Stretch<'a>, usize) {
        let days = self.within(days);
        let start = self.start(days, gaps);
        let Some(before) = self.before else {
            let stretch = Stretch { days, period, gaps, start, finish: Finish::Free };
            return (stretch, stretch.longest(cap).unwrap_or(0));
        };
        let strict = Stretch { days, period, gaps, start, finish: Finish::Before(before.day) };
        let longer = Stretch { finish: Finish::LongBefore(before.day), ..strict };
        match strict.longest(cap) {
            Some(length) if length > 0 || start != Start::Free => (strict, length),
            _ => (longer, longer.longest(cap).unwrap_or(0)),
        }
    }

    fn within<'a>(&self, days: &'a [Day]) -> &'a [Day] {
        let begin = self.after.map_or(0, |anchor| days.partition_point(|day| *day <= anchor.day));
        let end = self.before.map_or(days.len(), |anchor| days.partition_point(|day| *day < anchor.day));
        days.get(begin..end).unwrap_or(&[])
    }

    fn start(&self, days: &[Day], gaps: Gaps) -> Start {
        let Some(anchor) = self.after else { return Start::Free };
        let in_gap = |day: &Day| (gaps.least..=gaps.most).contains(&(day - anchor.day));
        if days.iter().any(in_gap) { Start::After(anchor.day) } else { Start::LongAfter(anchor.day) }
    }
}
