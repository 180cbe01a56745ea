//! The best chain of days between two fixed points: a shortest path in a directed acyclic graph.
//!
//! A node is "the i-th meeting is on this day", an edge a permitted gap. Filtering the days forwards and backwards leaves, for each
//! place in the chain, exactly the days on which it can be in some whole chain; dynamic programming over these (Bellman 1958;
//! Cormen et al., *Introduction to Algorithms*, 24.2) finds the best. Days are numbers here; nothing is known of calendars.

use std::cmp::Ordering;

/// A day, counted from the beginning of the common era.
pub(super) type Day = i32;

/// The permitted gaps between two consecutive meetings, in days, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gaps {
    pub least: i32,
    pub most: i32,
}

impl Gaps {
    fn permit(self, from: Day, to: Day) -> bool {
        (self.least..=self.most).contains(&(to - from))
    }
}

/// What lies before the first day of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// Nothing: the chain begins as soon as it likes.
    Free,
    /// A meeting on this day; the gap after it counts.
    After(Day),
    /// A meeting on this day after which no day of the permitted gap is left: any later day will do.
    LongAfter(Day),
}

/// What lies behind the last day of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finish {
    /// Nothing.
    Free,
    /// A meeting on this day; the gap before it counts.
    Before(Day),
    /// A meeting on this day; the gap before it may be longer than permitted.
    LongBefore(Day),
}

/// The stretch in which a chain is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stretch<'a> {
    /// The days on which a meeting can be, ascending.
    pub days: &'a [Day],
    /// The first and the last day of the period, for evenness.
    pub period: (Day, Day),
    pub gaps: Gaps,
    pub start: Start,
    pub finish: Finish,
}

impl Stretch<'_> {
    fn may_begin(&self, day: Day) -> bool {
        match self.start {
            Start::Free => true,
            Start::After(anchor) => self.gaps.permit(anchor, day),
            Start::LongAfter(anchor) => day - anchor >= self.gaps.least,
        }
    }

    fn may_end(&self, day: Day) -> bool {
        match self.finish {
            Finish::Free => true,
            Finish::Before(anchor) => self.gaps.permit(day, anchor),
            Finish::LongBefore(anchor) => anchor - day >= self.gaps.least,
        }
    }

    /// Whether the fixed points may stand without a meeting between them.
    fn may_be_empty(&self) -> bool {
        match (self.start, self.finish) {
            (Start::After(from), Finish::Before(to)) => self.gaps.permit(from, to),
            _ => true,
        }
    }

    /// The most meetings, up to `cap`, that a chain can have; `None` where not even no meeting will do. O(cap · days).
    pub(super) fn longest(&self, cap: usize) -> Option<usize> {
        let mut longest = self.may_be_empty().then_some(0);
        let mut layer: Vec<Day> = self.days.iter().copied().filter(|day| self.may_end(*day)).collect();
        for length in 1..=cap {
            if layer.is_empty() {
                break;
            }
            if layer.iter().any(|day| self.may_begin(*day)) {
                longest = Some(length);
            }
            layer = with_a_successor(self.days, &layer, self.gaps);
        }
        longest
    }

    /// The earliest day on which a chain of `length` can end. O(length · days).
    pub(super) fn earliest_end(&self, length: usize) -> Option<Day> {
        let mut layer: Vec<Day> = self.days.iter().copied().filter(|day| self.may_begin(*day)).collect();
        for _ in 1..length {
            layer = with_a_predecessor(self.days, &layer, self.gaps);
        }
        layer.into_iter().find(|day| self.may_end(*day))
    }

    /// For each place of a chain of `length`, the days on which it can be in some whole chain, ascending. O(length · days).
    fn layers(&self, length: usize) -> Vec<Vec<Day>> {
        let mut layers: Vec<Vec<Day>> = Vec::with_capacity(length);
        for place in 0..length {
            let layer = match layers.last() {
                None => self.days.iter().copied().filter(|day| self.may_begin(*day)).collect(),
                Some(before) => with_a_predecessor(self.days, before, self.gaps),
            };
            layers.push(layer);
            if place + 1 == length {
                layers[place].retain(|day| self.may_end(*day));
            }
        }
        for place in (1..length).rev() {
            layers[place - 1] = with_a_successor(&layers[place - 1], &layers[place], self.gaps);
        }
        layers
    }

    /// The even gap as a fraction (days, parts) for a chain of `length`: the whole time shared out, within what is permitted.
    fn ideal(&self, length: usize) -> (i64, i64) {
        let gaps = i64::try_from(length).unwrap_or(i64::MAX);
        let begin = match self.start {
            Start::After(anchor) => anchor,
            Start::Free | Start::LongAfter(_) => self.period.0,
        };
        let end = match self.finish {
            Finish::Free => self.period.1,
            Finish::Before(anchor) | Finish::LongBefore(anchor) => anchor,
        };
        let free_ends = i64::from(!matches!(self.start, Start::After(_))) + i64::from(self.finish == Finish::Free);
        let parts = (gaps + 1 - free_ends).max(1);
        let (least, most) = (parts * i64::from(self.gaps.least), parts * i64::from(self.gaps.most));
        (i64::from(end - begin).clamp(least, most.max(least)), parts)
    }
}

/// The days that have a permitted gap to some day of `next`. Both ascending; O(days + next).
fn with_a_successor(days: &[Day], next: &[Day], gaps: Gaps) -> Vec<Day> {
    let mut at = 0;
    let has = |day: &Day| {
        while next.get(at).is_some_and(|next| *next < day + gaps.least) {
            at += 1;
        }
        next.get(at).is_some_and(|next| *next <= day + gaps.most)
    };
    days.iter().copied().filter(has).collect()
}

/// The days that have a permitted gap from some day of `before`. Both ascending; O(days + before).
fn with_a_predecessor(days: &[Day], before: &[Day], gaps: Gaps) -> Vec<Day> {
    let mut at = 0;
    let has = |day: &Day| {
        while before.get(at).is_some_and(|before| *before < day - gaps.most) {
            at += 1;
        }
        before.get(at).is_some_and(|before| *before <= day - gaps.least)
    };
    days.iter().copied().filter(has).collect()
}

/// What a chain costs; less is better, the first difference decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    /// Standing meetings that get another day.
    moved: u32,
    /// Days on which none of the standing meetings was.
    strange: u32,
    /// Squared deviations from the even gap.
    uneven: i64,
}

impl Cost {
    fn plus(self, other: Cost) -> Cost {
        Cost {
            moved: self.moved + other.moved,
            strange: self.strange + other.strange,
            uneven: self.uneven.saturating_add(other.uneven),
        }
    }
}

/// The best chain of a given length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chain {
    /// The day of each meeting, and the index of the standing meeting that it is; `None` for a further one.
    pub meetings: Vec<(Day, Option<usize>)>,
}

/// A node's best way to the end, and where it goes next: the place in the next layer and how many standing meetings are dropped by then.
#[derive(Clone, Copy)]
struct Way {
    cost: Cost,
    next: (usize, usize),
}

/// The best chain of `length` meetings, where `standing` are the days of the meetings to be placed again, in their order.
///
/// As many standing meetings as there is room for keep their place in the order; where there is not, the ones dropped are those that
/// cost least. Best is: fewest standing meetings moved, fewest days that are new to the pair, evenest, earliest.
/// `None` if there is no chain of that length. O(length · days · days in the gap) for a chain that drops nothing.
pub(super) fn best(stretch: &Stretch<'_>, length: usize, standing: &[Day]) -> Option<Chain> {
    let layers = stretch.layers(length);
    if layers.iter().any(Vec::is_empty) {
        return None;
    }
    let spare = standing.len().saturating_sub(length);
    let search = Search { stretch, layers: &layers, standing, spare, ideal: stretch.ideal(length) };
    let mut ways: Vec<Vec<Way>> = vec![Vec::new(); length];
    for place in (0..length).rev() {
        let later = ways.get(place + 1).map_or(&[][..], Vec::as_slice);
        let here = search.ways(place, later);
        ways[place] = here;
    }
    Some(search.read(&ways))
}

struct Search<'a> {
    stretch: &'a Stretch<'a>,
    layers: &'a [Vec<Day>],
    standing: &'a [Day],
    /// How many standing meetings have to be dropped.
    spare: usize,
    ideal: (i64, i64),
}

impl Search<'_> {
    /// The best way from every node of a layer; node (day, dropped) is at `day index · (spare + 1) + dropped`.
    fn ways(&self, place: usize, later: &[Way]) -> Vec<Way> {
        let mut ways = Vec::with_capacity(self.layers[place].len() * (self.spare + 1));
        let mut from = 0;
        let next_layer = self.layers.get(place + 1).map_or(&[][..], Vec::as_slice);
        for &day in &self.layers[place] {
            while next_layer.get(from).is_some_and(|next| *next < day + self.stretch.gaps.least) {
                from += 1;
            }
            for dropped in 0..=self.spare {
                let way = if next_layer.is_empty() {
                    Way { cost: self.last_gap(day), next: (0, dropped) }
                } else {
                    self.onward(day, dropped, (from, next_layer), later)
                };
                ways.push(Way { cost: way.cost.plus(self.node(place, dropped, day)), ..way });
            }
        }
        ways
    }

    /// The best edge out of a node, the earliest among equals.
    fn onward(&self, day: Day, dropped: usize, (from, next_layer): (usize, &[Day]), later: &[Way]) -> Way {
        let width = self.spare + 1;
        let mut best: Option<Way> = None;
        let reach = next_layer.iter().enumerate().skip(from).take_while(|(_, next)| **next <= day + self.stretch.gaps.most);
        for (index, next) in reach {
            let gap = self.gap(next - day);
            for more in dropped..width {
                let cost = gap.plus(later[index * width + more].cost);
                if best.is_none_or(|best| cost < best.cost) {
                    best = Some(Way { cost, next: (index, more) });
                }
            }
        }
        best.unwrap_or(Way { cost: UNREACHABLE, next: (0, dropped) })
    }

    /// What it costs that the meeting at this place is on this day.
    fn node(&self, place: usize, dropped: usize, day: Day) -> Cost {
        let moved = self.standing.get(place + dropped).is_some_and(|standing| *standing != day);
        let strange = !self.standing.contains(&day);
        Cost { moved: u32::from(moved), strange: u32::from(strange), uneven: 0 }
    }

    fn gap(&self, days: i32) -> Cost {
        let (whole, parts) = self.ideal;
        let off = i64::from(days) * parts - whole;
        Cost { uneven: off.saturating_mul(off), ..Cost::default() }
    }

    fn first_gap(&self, day: Day) -> Cost {
        let (_, parts) = self.ideal;
        match self.stretch.start {
            Start::After(anchor) => self.gap(day - anchor),
            Start::Free | Start::LongAfter(_) => {
                let late = i64::from(day - self.stretch.period.0) * parts;
                Cost { uneven: late.saturating_mul(late), ..Cost::default() }
            }
        }
    }

    fn last_gap(&self, day: Day) -> Cost {
        match self.stretch.finish {
            Finish::Free => Cost::default(),
            Finish::Before(anchor) | Finish::LongBefore(anchor) => self.gap(anchor - day),
        }
    }

    /// Follows the best ways from the best first node.
    fn read(&self, ways: &[Vec<Way>]) -> Chain {
        let width = self.spare + 1;
        let first = ways.first().into_iter().flatten().enumerate();
        let begin = |(at, way): (usize, &Way)| (way.cost.plus(self.first_gap(self.layers[0][at / width])), at);
        let mut at = first.map(begin).min_by(by_cost_then_place).map(|(_, at)| (at / width, at % width));
        let mut meetings = Vec::with_capacity(ways.len());
        for (place, ways) in ways.iter().enumerate() {
            let Some((index, dropped)) = at else { break };
            let standing = place + dropped;
            meetings.push((self.layers[place][index], (standing < self.standing.len()).then_some(standing)));
            at = ways.get(index * width + dropped).map(|way| way.next);
        }
        Chain { meetings }
    }
}

fn by_cost_then_place(a: &(Cost, usize), b: &(Cost, usize)) -> Ordering {
    a.cmp(b)
}

/// Worse than any way that exists; filtering leaves no node from which it could be chosen.
const UNREACHABLE: Cost = Cost { moved: u32::MAX / 4, strange: 0, uneven: 0 };

#[cfg(test)]
#[path = "chain_tests.rs"]
mod tests;
