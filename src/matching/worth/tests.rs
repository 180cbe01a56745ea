//! Every way in which pairs are handed out says the same as `fill`, and leads to the same pairs.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Units, Valued};
use crate::assignment::FORBIDDEN;
use crate::assignment::LANE_BOUND;
use crate::assignment::LANE_FORBIDDEN;
use crate::assignment::LANES;
use crate::assignment::Visitor;
use crate::assignment::Weights;
use crate::assignment::solve;
use crate::assignment::tight;
use crate::domain::answer::Answer;
use crate::domain::conflict::{ConflictReason, ConflictState};
use crate::domain::id::{PairId, PersonId};
use crate::domain::match_request::{MatchInputs, MatchParams, MatchRequest};
use crate::domain::person::Person;
use crate::domain::settings::{ConflictRule, Criterion, CriterionKind, MatchPolicy, Method, Scale};
use crate::domain::side::{Kind, Side};
use crate::domain::stand_in;
use crate::matching::ALGORITHM;
use crate::matching::instance::Instance;
use crate::matching::many_places;
use crate::matching::ties::{Ties, tie_break};

/// SplitMix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % end as u64).unwrap()
    }
}

/// A cohort in which everything occurs that can make a pair worth more or less, or forbid it.
struct Case {
    people: Vec<Person>,
    criteria: Vec<Criterion>,
    rules: Vec<ConflictRule>,
    declared: BTreeMap<PairId, ConflictState>,
    standing: BTreeSet<PairId>,
    precedence: BTreeSet<PersonId>,
    room: BTreeMap<PersonId, u32>,
    places: Option<u32>,
    stand_ins: [Person; 2],
    minimum_score: u16,
    kind: Kind,
}

const FIELDS: [&str; 5] = ["a", "b", "c", "d", "number"];

fn criteria(dice: &mut Dice) -> Vec<Criterion> {
    let field = |dice: &mut Dice| FIELDS[dice.below(4)].to_owned();
    let order = ["0", "1", "2", "3", "4"].map(str::to_owned).to_vec();
    let kinds = (0..=dice.below(5)).map(|_| match dice.below(7) {
        0 => CriterionKind::Overlap { field: field(dice) },
        1 => CriterionKind::Exchange { gives: field(dice), wants: field(dice) },
        2 => CriterionKind::Preference { wish: field(dice), fact: field(dice) },
        3 => CriterionKind::Same { field: field(dice) },
        4 => CriterionKind::Different { field: field(dice) },
        5 => CriterionKind::Near { field: "number".into(), scale: Scale::Numbers { span: 3 } },
        _ => CriterionKind::Near { field: "number".into(), scale: Scale::Order(order.clone()) },
    });
    let kinds: Vec<CriterionKind> = kinds.collect();
    let named = |(kind, name): (CriterionKind, u32)| Criterion { name: name.to_string(), weight: 1 + name * 7, kind };
    kinds.into_iter().zip(0..).map(named).collect()
}

fn person(dice: &mut Dice, side: Side, number: usize) -> Person {
    let answer = |dice: &mut Dice| Answer::List((0..dice.below(4)).map(|_| dice.below(6).to_string()).collect());
    let answers = FIELDS.map(|field| (field.to_owned(), answer(dice))).into();
    let letter = if side == Side::Mentor { 'M' } else { 'E' };
    Person { id: format!("{letter}{:03}", number + 1).parse().unwrap(), answers }
}

impl Case {
    /// With pairs that stand, people who have precedence and mentors with room for several if `packed`.
    fn new(seed: u64, sizes: [usize; 2], packed: bool) -> Case {
        let mut dice = Dice(seed);
        let alike = dice.below(3) == 0;
        let mut people: Vec<Person> = Vec::new();
        for (side, size) in Side::BOTH.into_iter().zip(sizes) {
            for number in 0..size {
                let person = person(&mut dice, side, number);
                let same = people.iter().rev().nth(dice.below(3)).filter(|_| alike).map(|other| other.answers.clone());
                people.push(Person { answers: same.unwrap_or(person.answers), id: person.id });
            }
        }
        let pairs = |dice: &mut Dice, count: usize| -> BTreeSet<PairId> {
            let of = |_| PairId::of(people[dice.below(people.len())].id, people[dice.below(people.len())].id);
            (0..count).filter_map(of).collect()
        };
        let declared = pairs(&mut dice, sizes[0] / 2);
        let standing = if packed { pairs(&mut dice, 5) } else { BTreeSet::new() };
        let rooms = people.iter().filter(|person| packed && person.id.side() == Side::Mentor && dice.below(3) == 0);
        let room = rooms.map(|person| (person.id, 2 + person.id.number() % 2)).collect();
        let first = people.iter().filter(|_| packed && dice.below(4) == 0).map(|person| person.id).collect();
        Case {
            criteria: criteria(&mut dice),
            rules: FIELDS[..dice.below(3)].iter().map(|field| ConflictRule { same: (*field).to_owned() }).collect(),
            declared: declared.into_iter().map(|pair| (pair, ConflictState::Declared(ConflictReason::Knows))).collect(),
            standing,
            precedence: first,
            room,
            places: u32::try_from(sizes[0].min(sizes[1]).saturating_sub(2))
                .ok()
                .filter(|most| packed && *most < 33 && *most % 3 == 0),
            stand_ins: stand_in::both(Kind::Goals),
            minimum_score: [0, 0, 250][dice.below(3)],
            kind: [Kind::Goals, Kind::Reciprocal][dice.below(2)],
            people,
        }
    }

    fn instance(&self) -> Instance<'_> {
        let policy = MatchPolicy {
            method: Method::Goals,
            minimum_score: self.minimum_score,
            criteria: self.criteria.clone(),
            places: self.places,
            ..MatchPolicy::default()
        };
        let params = MatchParams {
            draw: 1,
            algorithm: ALGORITHM,
            kind: self.kind,
            policy,
            rules: self.rules.clone(),
            seed: 1,
            public: None,
            allow_moves: false,
            fresh: false,
        };
        let inputs = MatchInputs {
            people: self.people.clone(),
            room: self.room.clone(),
            precedence: self.precedence.clone(),
            declared: self.declared.clone(),
            ..MatchInputs::default()
        };
        let request = MatchRequest { inputs, params };
        let people = self.people.iter().map(|person| (person.id, person)).collect();
        Instance::of_matching(&request, &people, &self.stand_ins, &BTreeSet::new(), &self.standing)
    }
}

fn table(weights: &dyn Weights) -> Vec<Vec<i64>> {
    let mut table = vec![vec![FORBIDDEN; weights.cols()]; weights.rows()];
    table.iter_mut().enumerate().for_each(|(row, values)| weights.fill(row, values));
    table
}

fn agrees(weights: &dyn Weights, table: &[Vec<i64>], lanes: bool) {
    assert!(table.iter().flatten().all(|&weight| weight == FORBIDDEN || weight.abs() <= weights.largest()));
    for (row, values) in table.iter().enumerate() {
        let mut permitted = vec![0; values.len().div_ceil(64)];
        weights.permitted(row, &mut permitted);
        let bits = |col: usize| col < values.len() && values[col] != FORBIDDEN;
        assert!((0..permitted.len() * 64).all(|col| (permitted[col / 64] >> (col % 64) & 1 == 1) == bits(col)));
    }
    assert_eq!(weights.lanes().is_some(), lanes);
    let Some(in_lanes) = weights.lanes() else { return };
    for order in [in_lanes.row_order(), in_lanes.col_order()] {
        assert_eq!(order.iter().copied().collect::<BTreeSet<u32>>().len(), order.len(), "everybody once");
    }
    assert_eq!([in_lanes.row_order().len(), in_lanes.col_order().len()], [weights.rows(), weights.cols()]);
    for first in 0..table.len() {
        let rows: [usize; LANES] = std::array::from_fn(|lane| (first + 3 * lane) % table.len());
        let mut seen = Seen { order: in_lanes.col_order(), most: Cell::default(), weights: BTreeMap::new() };
        in_lanes.visit(&rows, &mut seen);
        assert_eq!(seen.weights.len(), weights.cols());
        for (col, lane) in (0..weights.cols()).flat_map(|col| (0..LANES).map(move |lane| (col, lane))) {
            let (weight, row) = (seen.weights[&col][lane], rows[lane]);
            match table[row][col] {
                FORBIDDEN => assert!(weight <= LANE_FORBIDDEN || in_lanes.is_exception(row, col)),
                known => assert!(
                    i64::from(weight) == known && weight.abs() <= LANE_BOUND && !in_lanes.is_exception(row, col),
                    "{weight} {known}"
                ),
            }
        }
    }
}

/// Takes everything, and holds it against what was promised.
struct Seen<'o> {
    order: &'o [u32],
    most: Cell<[i16; LANES]>,
    weights: BTreeMap<usize, [i16; LANES]>,
}

impl Visitor for Seen<'_> {
    fn wants(&self, _: Range<usize>, most: &[i16; LANES]) -> bool {
        self.most.set(*most);
        true
    }

    fn take(&mut self, first: usize, weights: &[[i16; LANES]]) {
        for (place, weights) in (first..).zip(weights) {
            assert!(weights.iter().zip(self.most.get()).all(|(weight, most)| *weight <= most));
            assert_eq!(self.weights.insert(self.order[place] as usize, *weights), None, "each place once");
        }
    }
}

/// People of one kind are worth the same to everybody to whom they are permitted.
fn kinds_are_alike(weights: &dyn Weights, table: &[Vec<i64>]) {
    let Some(kinds) = weights.kinds() else { return };
    let mut known = BTreeMap::new();
    for (row, values) in table.iter().enumerate() {
        for (col, value) in values.iter().enumerate().filter(|(_, value)| **value != FORBIDDEN) {
            let first = known.entry((kinds.rows[row], kinds.cols[col])).or_insert(*value);
            assert_eq!(first, value);
        }
    }
}

fn units(score: i64, packed: bool) -> Units {
    if packed {
        Units { kept: 90_000_000, people: 900_000, precedence: 90_000, score }
    } else {
        Units { score, ..Units::default() }
    }
}

#[test]
fn every_way_of_handing_out_says_the_same() {
    for seed in 0..160 {
        let (packed, size) = (seed % 4 == 3, Dice(seed).below(40));
        let sizes = if seed % 20 == 0 { [9, 560] } else { [1 + size, 1 + (size * 7) % 33] };
        let case = Case::new(seed, sizes, packed);
        let instance = case.instance();
        for score in [0, 1] {
            let valued = Valued::new(&instance.worth, units(score, packed));
            let worth = &instance.worth;
            let lanes = !worth.any_standing() && !worth.any_precedence() && worth.firsts.is_none();
            let straight = table(&valued);
            agrees(&valued, &straight, lanes);
            kinds_are_alike(&valued, &straight);
            let transposed = valued.transposed().unwrap();
            let across: Vec<Vec<i64>> =
                (0..valued.cols()).map(|col| straight.iter().map(|values| values[col]).collect()).collect();
            assert_eq!(table(transposed), across);
            agrees(transposed, &across, lanes);
            kinds_are_alike(transposed, &across);
        }
    }
}

/// The same weights, by `fill` alone.
struct Plain<'v>(&'v Valued);

impl Weights for Plain<'_> {
    fn rows(&self) -> usize {
        self.0.rows()
    }

    fn cols(&self) -> usize {
        self.0.cols()
    }

    fn fill(&self, row: usize, out: &mut [i64]) {
        self.0.fill(row, out);
    }
}

/// The pairs that are taken among those that solve these weights best.
fn taken(weights: &dyn Weights, seed: u64) -> Vec<Option<u32>> {
    let optimum = solve(weights);
    let ties = Ties::of(tight(weights, &optimum), &optimum.mate_of_row, weights.cols());
    let lot = |row: u32, col: u32| Dice(seed ^ u64::from(row) << 40 ^ u64::from(col) << 8).below(1 << 40) as u64;
    tie_break::least(&ties, lot)
}

#[test]
fn the_fast_ways_lead_to_the_same_pairs() {
    for (seed, sizes) in (0..24).map(|seed| (seed, [40 + Dice(seed).below(60), 65])).chain([(91, [200, 200]), (92, [230, 190])]) {
        let case = Case::new(seed, sizes, seed % 3 == 2);
        let valued = Valued::new(&case.instance().worth, units(1, seed % 3 == 2));
        assert_eq!(taken(&valued, seed), taken(&Plain(&valued), seed), "seed {seed}");
    }
}

/// The conditions of the head of `assignment`, where all of the smaller side are paired and make the cover.
#[test]
fn where_first_places_count_small_weights_find_as_much_and_their_prices_prove_it() {
    let mut found = 0;
    for seed in 0..200 {
        let size = 4 + Dice(seed).below(14);
        let case =
            Case { minimum_score: 0, places: None, ..Case::new(seed, [size, size + Dice(seed + 1).below(1 + size / 2)], true) };
        let instance = case.instance();
        let units = units(1, true);
        let Some(optimum) = many_places::best(&instance.worth, units) else { continue };
        found += 1;
        let table = table(&Valued::new(&instance.worth, units));
        let worth = |mates: &[Option<usize>]| -> i64 {
            mates.iter().enumerate().map(|(row, col)| col.map_or(0, |col| table[row][col])).sum()
        };
        assert_eq!(worth(&optimum.mate_of_row), worth(&solve(&Valued::new(&instance.worth, units)).mate_of_row), "{seed}");
        let (rows, cols) = (&optimum.prices.rows, &optimum.prices.cols);
        for (row, values) in table.iter().enumerate() {
            for (col, value) in values.iter().enumerate().filter(|(_, value)| **value != FORBIDDEN) {
                assert!(rows[row] + cols[col] >= i128::from(*value), "{seed}");
            }
        }
        let taken: BTreeSet<usize> = optimum.mate_of_row.iter().flatten().copied().collect();
        let free = (0..cols.len()).filter(|col| !taken.contains(col)).map(|col| cols[col]);
        let free = free.chain(optimum.mate_of_row.iter().zip(rows).filter(|(mate, _)| mate.is_none()).map(|(_, price)| *price));
        assert!(free.into_iter().all(|price| price == 0), "{seed}");
        assert_eq!(rows.iter().chain(cols).sum::<i128>(), i128::from(worth(&optimum.mate_of_row)), "{seed}");
    }
    assert!(found > 20, "{found}");
}
