//! The best of all chains, by dynamic programming from the last place to the first.

use super::{Chain, Day, Finish, Start, Stretch};

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
pub(crate) fn best(stretch: &Stretch<'_>, length: usize, standing: &[Day]) -> Option<Chain> {
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
        let mut at = first.map(begin).min().map(|(_, at)| (at / width, at % width));
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

/// Worse than any way that exists; filtering leaves no node from which it could be chosen.
const UNREACHABLE: Cost = Cost { moved: u32::MAX / 4, strange: 0, uneven: 0 };
