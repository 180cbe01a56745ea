//! The best of all chains, by dynamic programming from the last place to the first.

use super::leeway::{Leeway, Nearest};
use super::{Chain, Day, FIRST_MEETING_WITHIN, Finish, Start, Stretch};

/// What a chain costs; less is better, the first difference decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    /// Standing meetings that get another day.
    moved: u32,
    /// Days on which none of the standing meetings was.
    strange: u32,
    /// Whether the pair first meets later than it should.
    late: u32,
    /// Meetings that could be on no other day while the others stay.
    rigid: u32,
    /// Squared deviations from the even gap.
    uneven: i64,
}

impl Cost {
    fn plus(self, other: Cost) -> Cost {
        Cost {
            moved: self.moved + other.moved,
            strange: self.strange + other.strange,
            late: self.late + other.late,
            rigid: self.rigid + other.rigid,
            uneven: self.uneven.saturating_add(other.uneven),
        }
    }
}

/// A node's best way to the end, and the node of the next layer to which it goes.
#[derive(Clone, Copy)]
struct Way {
    cost: Cost,
    next: usize,
}

/// The best chain of `length` meetings, where `standing` are the days of the meetings to be placed again, in their order.
///
/// As many standing meetings as there is room for keep their place in the order; where there is not, the ones dropped are those that
/// cost least. Best is: fewest standing meetings moved, fewest days that are new to the pair, a first meeting in good time, fewest meetings
/// that could be on one day only, evenest, earliest. `None` if there is no chain of that length. O(length · days · days in the gap) for a chain that drops nothing.
pub(crate) fn best(stretch: &Stretch<'_>, length: usize, standing: &[Day]) -> Option<Chain> {
    let layers = stretch.layers(length);
    if layers.iter().any(Vec::is_empty) {
        return None;
    }
    let spare = standing.len().saturating_sub(length);
    let nearest = |layer: &Vec<Day>| layer.iter().map(|day| Nearest::of(stretch.days, *day)).collect();
    let nearest = layers.iter().map(nearest).collect();
    let search = Search { stretch, layers: &layers, nearest, standing, spare, ideal: stretch.ideal(length) };
    let mut ways: Vec<Vec<Way>> = vec![Vec::new(); length];
    for place in (0..length).rev() {
        let later = ways.get(place + 1).map_or(&[][..], Vec::as_slice);
        let here = search.ways(place, later);
        ways[place] = here;
    }
    Some(search.read(&ways))
}

/// A node is a day, how many standing meetings are dropped by then, and what the next meeting leaves open to this one.
#[derive(Clone, Copy)]
struct Node {
    index: usize,
    dropped: usize,
    leeway: usize,
}

struct Search<'a> {
    stretch: &'a Stretch<'a>,
    layers: &'a [Vec<Day>],
    nearest: Vec<Vec<Nearest>>,
    standing: &'a [Day],
    /// How many standing meetings have to be dropped.
    spare: usize,
    ideal: (i64, i64),
}

impl Search<'_> {
    fn number(&self, node: Node) -> usize {
        (node.index * (self.spare + 1) + node.dropped) * Leeway::COUNT + node.leeway
    }

    fn node(&self, number: usize) -> Node {
        let (rest, leeway) = (number / Leeway::COUNT, number % Leeway::COUNT);
        Node { index: rest / (self.spare + 1), dropped: rest % (self.spare + 1), leeway }
    }

    /// The best way from every node of a layer, by the node's number.
    fn ways(&self, place: usize, later: &[Way]) -> Vec<Way> {
        let mut ways = Vec::with_capacity(self.layers[place].len() * (self.spare + 1) * Leeway::COUNT);
        let mut from = 0;
        let next_layer = self.layers.get(place + 1).map_or(&[][..], Vec::as_slice);
        for (index, &day) in self.layers[place].iter().enumerate() {
            while next_layer.get(from).is_some_and(|next| *next < day + self.stretch.gaps.least) {
                from += 1;
            }
            for dropped in 0..=self.spare {
                let onward = match self.layers.get(place + 1) {
                    None => self.to_the_end(self.nearest[place][index], day),
                    Some(_) => self.onward(place, (index, day, dropped), from, later),
                };
                let here = self.cost_of_day(place, dropped, day);
                ways.extend(onward.map(|way| Way { cost: way.cost.plus(here), ..way }));
            }
        }
        ways
    }

    /// The ways of a last node: only what the end leaves open is there.
    fn to_the_end(&self, nearest: Nearest, day: Day) -> [Way; Leeway::COUNT] {
        let mut ways = [Way { cost: UNREACHABLE, next: 0 }; Leeway::COUNT];
        let leeway = match self.stretch.finish {
            Finish::Free => nearest.alone(),
            Finish::Before(anchor) | Finish::LongBefore(anchor) => nearest.before_gap(anchor - day, self.stretch.gaps),
        };
        ways[leeway.number()].cost = self.last_gap(day);
        ways
    }

    /// The best edges out of a node, by what they leave open to it; the earliest among equals.
    fn onward(
        &self,
        place: usize,
        (index, day, dropped): (usize, Day, usize),
        from: usize,
        later: &[Way],
    ) -> [Way; Leeway::COUNT] {
        let gaps = self.stretch.gaps;
        let mut best = [(Way { cost: UNREACHABLE, next: 0 }, (0, 0, 0)); Leeway::COUNT];
        let next_layer = self.layers[place + 1].iter().enumerate().skip(from);
        for (next, next_day) in next_layer.take_while(|(_, next)| **next <= day + gaps.most) {
            let gap = next_day - day;
            let open = self.nearest[place][index].before_gap(gap, gaps).number();
            let to_next = self.nearest[place + 1][next].after_gap(gap, gaps);
            for (more, leeway) in (dropped..=self.spare).flat_map(|more| Leeway::ALL.map(|leeway| (more, leeway))) {
                let number = self.number(Node { index: next, dropped: more, leeway: leeway.number() });
                let way = later[number];
                let rigid = Cost { rigid: u32::from(!to_next.shares_a_direction(leeway)), ..Cost::default() };
                let cost = self.gap(gap).plus(rigid).plus(way.cost);
                let order = (next, more, way.next);
                let (known, known_order) = best[open];
                if (cost, order) < (known.cost, known_order) {
                    best[open] = (Way { cost, next: number }, order);
                }
            }
        }
        best.map(|(way, _)| way)
    }

    /// What it costs that the meeting at this place is on this day.
    fn cost_of_day(&self, place: usize, dropped: usize, day: Day) -> Cost {
        let moved = self.standing.get(place + dropped).is_some_and(|standing| *standing != day);
        let strange = !self.standing.contains(&day);
        Cost { moved: u32::from(moved), strange: u32::from(strange), ..Cost::default() }
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
                let is_late = day - self.stretch.period.0 > FIRST_MEETING_WITHIN;
                Cost { late: u32::from(is_late), uneven: late.saturating_mul(late), ..Cost::default() }
            }
        }
    }

    fn last_gap(&self, day: Day) -> Cost {
        match self.stretch.finish {
            Finish::Free => Cost::default(),
            Finish::Before(anchor) | Finish::LongBefore(anchor) => self.gap(anchor - day),
        }
    }

    /// What the beginning leaves open to the first meeting.
    fn at_the_beginning(&self, nearest: Nearest, day: Day) -> Leeway {
        match self.stretch.start {
            Start::Free => nearest.alone(),
            Start::After(anchor) | Start::LongAfter(anchor) => nearest.after_gap(day - anchor, self.stretch.gaps),
        }
    }

    /// Follows the best ways from the best first node.
    fn read(&self, ways: &[Vec<Way>]) -> Chain {
        let begin = |(number, way): (usize, &Way)| {
            let node = self.node(number);
            let day = self.layers[0][node.index];
            let open = self.at_the_beginning(self.nearest[0][node.index], day);
            let rigid = u32::from(!open.shares_a_direction(Leeway::ALL[node.leeway]));
            let cost = way.cost.plus(self.first_gap(day)).plus(Cost { rigid, ..Cost::default() });
            (cost, node.index, node.dropped, way.next, number)
        };
        let first = ways.first().into_iter().flatten().enumerate();
        let best = first.map(begin).min();
        let rigid = best.map_or(0, |(cost, ..)| cost.rigid);
        let mut at = best.map(|(.., number)| number);
        let mut meetings = Vec::with_capacity(ways.len());
        for (place, ways) in ways.iter().enumerate() {
            let Some(number) = at else { break };
            let node = self.node(number);
            let standing = place + node.dropped;
            meetings.push((self.layers[place][node.index], (standing < self.standing.len()).then_some(standing)));
            at = ways.get(number).map(|way| way.next);
        }
        Chain { meetings, rigid }
    }
}

/// Worse than any way that exists; filtering leaves no node from which it could be chosen.
const UNREACHABLE: Cost = Cost { moved: u32::MAX / 4, strange: 0, late: 0, rigid: 0, uneven: 0 };
