//! Invented cohorts that are scored like a mentoring programme's: integer scores from 0 to 1000, 600 for goals in common, 250 for
//! specialties and 150 for places that are wished for. Only some seventy different scores occur, whatever the size.

use std::collections::BTreeMap;

use revmentor::parts::assignment::{FORBIDDEN, Kinds, LANE_FORBIDDEN, LANES, LaneWeights, Pieces, Visitor, Weights};

use super::conflicts::Conflicts;
use super::stream::Stream;

const GOALS: usize = 10;
const SPECIALTIES: usize = 40;
const REGIONS: usize = 13;

/// What a cohort is like.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    pub rows: usize,
    pub cols: usize,
    /// Random pairs that may not be made, in ten-thousandths.
    pub conflicts: u64,
    /// Whether people of one region may not be paired.
    pub regions_conflict: bool,
    /// The hundredths of the people who live in one region.
    pub concentrated: u64,
    /// The number of different people on each side, if they are clones.
    pub kinds: Option<usize>,
}

impl Shape {
    pub const fn standard(size: usize) -> Self {
        Shape { rows: size, cols: size, conflicts: 100, regions_conflict: false, concentrated: 0, kinds: None }
    }

    pub const fn concentrated(size: usize) -> Self {
        Shape { regions_conflict: true, concentrated: 62, ..Shape::standard(size) }
    }

    pub const fn clones(size: usize) -> Self {
        Shape { kinds: Some(40), ..Shape::standard(size) }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Profile {
    goals: usize,
    specialty: usize,
    region: usize,
    /// `SPECIALTIES` if any will do.
    wished_specialty: usize,
    /// `REGIONS` if any will do.
    wished_region: usize,
}

/// A cohort as seen from one side.
pub struct Cohort {
    own: Vec<Profile>,
    others: Vec<Profile>,
    /// Where each of the others stands in the five tables, by likeness.
    codes: Vec<[u16; 5]>,
    conflicts: Conflicts,
    regions_conflict: bool,
    goal_sets: GoalSets,
    others_of_region: Vec<Vec<u64>>,
    /// Both sides by likeness.
    order: [Vec<u32>; 2],
    pieces: Pieces,
    transposed: Option<Box<Cohort>>,
}

/// The sets of one to four goals, numbered, with the score of each two of them.
#[derive(Clone)]
struct GoalSets {
    number: Vec<usize>,
    scores: Vec<Vec<i16>>,
}

impl Profile {
    fn random(stream: &mut Stream, shape: &Shape) -> Profile {
        let count = 1 + stream.below(4);
        let mut goals = 0usize;
        while goals.count_ones() < count as u32 {
            goals |= 1 << stream.below(GOALS);
        }
        let at_home = stream.next() % 100 < shape.concentrated;
        Profile {
            goals,
            specialty: stream.skewed(SPECIALTIES),
            region: if at_home { 0 } else { 1 + stream.below(REGIONS - 1) },
            wished_specialty: if stream.below(2) == 0 { SPECIALTIES } else { stream.skewed(SPECIALTIES) },
            wished_region: if stream.below(2) == 0 { REGIONS } else { stream.below(REGIONS) },
        }
    }

    fn side(stream: &mut Stream, shape: &Shape, count: usize) -> Vec<Profile> {
        match shape.kinds {
            None => (0..count).map(|_| Profile::random(stream, shape)).collect(),
            Some(kinds) => {
                let kinds: Vec<Profile> = (0..kinds).map(|_| Profile::random(stream, shape)).collect();
                (0..count).map(|_| kinds[stream.below(kinds.len())]).collect()
            }
        }
    }
}

impl GoalSets {
    fn new() -> Self {
        let sets: Vec<usize> = (0usize..1 << GOALS).filter(|set| (1..=4).contains(&set.count_ones())).collect();
        let mut number = vec![0; 1 << GOALS];
        for (at, &set) in sets.iter().enumerate() {
            number[set] = at;
        }
        let score = |a: usize, b: usize| (1200 * (a & b).count_ones() / (a | b).count_ones()).div_ceil(2) as i16;
        let scores = sets.iter().map(|&a| sets.iter().map(|&b| score(a, b)).collect()).collect();
        GoalSets { number, scores }
    }
}

impl Cohort {
    pub fn new(shape: &Shape, seed: u64) -> Self {
        let mut stream = Stream(seed);
        let own = Profile::side(&mut stream, shape, shape.rows);
        let others = Profile::side(&mut stream, shape, shape.cols);
        let few = shape.conflicts <= 200;
        let mut forward = Conflicts::none(few, shape.rows, shape.cols);
        let may_need_columns = shape.rows > shape.cols || shape.regions_conflict;
        let mut backward = may_need_columns.then(|| Conflicts::none(few, shape.cols, shape.rows));
        for row in 0..shape.rows {
            for col in 0..shape.cols {
                if stream.next() % 10_000 < shape.conflicts {
                    forward.add(row, col);
                    if let Some(backward) = &mut backward {
                        backward.add(col, row);
                    }
                }
            }
        }
        let goal_sets = GoalSets::new();
        let transposed = backward.map(|conflicts| {
            Box::new(Cohort::seen(others.clone(), own.clone(), conflicts, shape.regions_conflict, goal_sets.clone(), None))
        });
        Cohort::seen(own, others, forward, shape.regions_conflict, goal_sets, transposed)
    }

    fn seen(
        own: Vec<Profile>,
        others: Vec<Profile>,
        conflicts: Conflicts,
        regions_conflict: bool,
        goal_sets: GoalSets,
        transposed: Option<Box<Cohort>>,
    ) -> Self {
        let mut others_of_region = vec![vec![0u64; others.len().div_ceil(64)]; REGIONS];
        for (col, other) in others.iter().enumerate() {
            others_of_region[other.region][col / 64] |= 1 << (col % 64);
        }
        let code = |other: &Profile| {
            let goals = goal_sets.number[other.goals];
            [goals, other.specialty, other.wished_specialty, other.region, other.wished_region].map(|code| code as u16)
        };
        let order = [&own[..], &others[..]].map(by_likeness);
        let codes: Vec<[u16; 5]> = order[1].iter().map(|&col| code(&others[col as usize])).collect();
        let pieces = Pieces::new(&codes.iter().map(|codes| codes[0].into()).collect::<Vec<u32>>());
        Cohort { own, others, codes, conflicts, regions_conflict, goal_sets, others_of_region, order, pieces, transposed }
    }

    /// One place a code of the other person: what `own` gets for it.
    fn specialty_fact(own: &Profile, code: usize) -> i16 {
        if own.wished_specialty == SPECIALTIES || own.wished_specialty == code { 125 } else { 0 }
    }

    fn specialty_wish(own: &Profile, code: usize) -> i16 {
        if code == SPECIALTIES || own.specialty == code { 125 } else { 0 }
    }

    fn region_fact(&self, own: &Profile, code: usize) -> i16 {
        if self.regions_conflict && own.region == code {
            LANE_FORBIDDEN - 1000
        } else if own.wished_region == REGIONS || own.wished_region == code {
            75
        } else {
            0
        }
    }

    fn region_wish(own: &Profile, code: usize) -> i16 {
        if code == REGIONS || own.region == code { 75 } else { 0 }
    }
}

/// Everybody in an order in which those of equal goals stand beside each other.
fn by_likeness(people: &[Profile]) -> Vec<u32> {
    let mut order: Vec<u32> = (0..people.len() as u32).collect();
    order.sort_by_key(|&person| people[person as usize]);
    order
}

/// Equal profiles have equal numbers.
fn numbered(people: &[Profile]) -> Vec<usize> {
    let mut numbers = BTreeMap::new();
    people
        .iter()
        .map(|person| {
            let next = numbers.len();
            *numbers.entry(*person).or_insert(next)
        })
        .collect()
}

/// What each answer of the other person gives to each of sixteen people.
struct Tables {
    goals: Vec<[i16; LANES]>,
    specialty_fact: [[i16; LANES]; SPECIALTIES],
    specialty_wish: [[i16; LANES]; SPECIALTIES + 1],
    region_fact: [[i16; LANES]; REGIONS],
    region_wish: [[i16; LANES]; REGIONS + 1],
}

impl Tables {
    /// Five additions a person, in vector instructions; a function of its own, or compilers miss that nothing overlaps.
    #[inline(never)]
    fn score(&self, others: &[[u16; 5]], out: &mut [[i16; LANES]]) {
        for (out, other) in out.iter_mut().zip(others) {
            let code = other.map(usize::from);
            let goals = &self.goals[code[0]];
            let specialty = (&self.specialty_fact[code[1]], &self.specialty_wish[code[2]]);
            let region = (&self.region_fact[code[3]], &self.region_wish[code[4]]);
            *out =
                std::array::from_fn(|lane| goals[lane] + specialty.0[lane] + specialty.1[lane] + region.0[lane] + region.1[lane]);
        }
    }
}

/// One table a field of the other person: for each code, what it gives to each of sixteen people.
fn table<const CODES: usize>(own: &[&Profile; LANES], points: impl Fn(&Profile, usize) -> i16) -> [[i16; LANES]; CODES] {
    let mut table = [[0; LANES]; CODES];
    for (code, lanes) in table.iter_mut().enumerate() {
        for (lane, person) in lanes.iter_mut().zip(own) {
            *lane = points(person, code);
        }
    }
    table
}

impl Weights for Cohort {
    fn rows(&self) -> usize {
        self.own.len()
    }

    fn cols(&self) -> usize {
        self.others.len()
    }

    fn fill(&self, row: usize, out: &mut [i64]) {
        let own = &self.own[row];
        let goals = &self.goal_sets.scores[self.goal_sets.number[own.goals]];
        for (weight, other) in out.iter_mut().zip(&self.others) {
            let score = goals[self.goal_sets.number[other.goals]]
                + Cohort::specialty_fact(own, other.specialty)
                + Cohort::specialty_wish(own, other.wished_specialty)
                + self.region_fact(own, other.region)
                + Cohort::region_wish(own, other.wished_region);
            *weight = if score < 0 { FORBIDDEN } else { score.into() };
        }
        self.conflicts.each(row, |col| out[col] = FORBIDDEN);
    }

    fn permitted(&self, row: usize, out: &mut [u64]) {
        out.fill(u64::MAX);
        if let Some(last) = out.last_mut().filter(|_| !self.cols().is_multiple_of(64)) {
            *last = (1 << (self.cols() % 64)) - 1;
        }
        if self.regions_conflict {
            for (word, region) in out.iter_mut().zip(&self.others_of_region[self.own[row].region]) {
                *word &= !region;
            }
        }
        self.conflicts.take_out(row, out);
    }

    fn lanes(&self) -> Option<&dyn LaneWeights> {
        Some(self)
    }

    fn kinds(&self) -> Option<Kinds> {
        Some(Kinds { rows: numbered(&self.own), cols: numbered(&self.others) })
    }

    fn transposed(&self) -> Option<&dyn Weights> {
        self.transposed.as_deref().map(|cohort| cohort as &dyn Weights)
    }
}

impl LaneWeights for Cohort {
    fn row_order(&self) -> &[u32] {
        &self.order[0]
    }

    fn col_order(&self) -> &[u32] {
        &self.order[1]
    }

    fn is_exception(&self, row: usize, col: usize) -> bool {
        self.conflicts.has(row, col)
    }

    fn visit(&self, rows: &[usize; LANES], visitor: &mut dyn Visitor) {
        let own = rows.map(|row| &self.own[row]);
        let goal_rows = own.map(|person| &self.goal_sets.scores[self.goal_sets.number[person.goals]]);
        let tables = Tables {
            goals: (0..goal_rows[0].len()).map(|code| std::array::from_fn(|lane| goal_rows[lane][code])).collect(),
            specialty_fact: table(&own, Cohort::specialty_fact),
            specialty_wish: table(&own, Cohort::specialty_wish),
            region_fact: table(&own, |person, code| self.region_fact(person, code)),
            region_wish: table(&own, Cohort::region_wish),
        };
        self.pieces.walk(&tables.goals, [400; LANES], visitor, |places, out| {
            tables.score(&self.codes[places], out);
        });
    }
}
