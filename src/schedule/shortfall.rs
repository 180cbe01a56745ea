//! Why a pair has too few meetings: what takes the days away is lifted, one thing at a time, and the meetings are counted again.

use super::planner::{Placed, Planner};
use super::remark::{Obstacle, Remark, Shortfall};
use super::request::PairRequest;
use super::stretches::{Anchor, Part};
use super::week::{Limits, Obstacles, day, number};

const LIFTED: [(Obstacle, Obstacles); 3] = [
    (Obstacle::Weekdays, Obstacles { weekdays: false, ..Obstacles::ALL }),
    (Obstacle::Leave, Obstacles { leave: false, ..Obstacles::ALL }),
    (Obstacle::AvoidedDays, Obstacles { avoided: false, ..Obstacles::ALL }),
];

/// The remark that a pair has too few meetings, if it has. Counted are the meetings that can follow the last fixed one.
pub(super) fn remark(
    planner: &Planner<'_>,
    pair: &PairRequest,
    limits: Limits<'_>,
    anchors: &[Anchor],
    placed: &[Placed],
) -> Option<Remark> {
    let (meetings, least) = (anchors.len() + placed.len(), planner.settings.least as usize);
    if meetings >= least {
        return None;
    }
    let last_anchor = anchors.last().copied();
    let settled = anchors.len() + placed.iter().filter(|placed| last_anchor.is_some_and(|a| placed.day < a.day)).count();
    let begin = planner.begin(pair);
    let period = (begin, number(planner.settings.last));
    let tail = Part { after: last_anchor, before: None, standing: Vec::new() };
    let would_be = |obstacles: Obstacles| {
        let days = planner.table.days(begin, limits, obstacles);
        let (_, further) = tail.stretch(&days, period, planner.gaps, (planner.settings.most as usize).saturating_sub(settled));
        count(settled + further)
    };
    let without = LIFTED.map(|(obstacle, left)| (obstacle, would_be(left)));
    let from = last_anchor.map_or(begin, |anchor| begin.max(anchor.day + planner.gaps.least));
    Some(Remark::TooFew(Shortfall {
        meetings: count(meetings),
        least: planner.settings.least,
        from: day(from),
        last: planner.settings.last,
        on_every_working_day: would_be(Obstacles::NONE),
        without: without.into_iter().filter(|(_, would_be)| *would_be > count(meetings)).collect(),
    }))
}

fn count(meetings: usize) -> u32 {
    u32::try_from(meetings).unwrap_or(u32::MAX)
}
