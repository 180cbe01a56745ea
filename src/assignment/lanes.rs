//! Weights of sixteen rows at once, in 16 bits: many times faster than one by one, and with a bound by which most need not be worked out.

use std::ops::Range;

/// How many rows are handed out at once.
pub const LANES: usize = 16;

/// The largest absolute value of a weight in 16 bits.
pub(crate) const LANE_BOUND: i16 = (1 << 13) - 1;

/// A weight in 16 bits stands for a pair that is not permitted if it is at most this.
pub const LANE_FORBIDDEN: i16 = -(3 << 13);

/// Weights that fit 16 bits: at most [`LANE_BOUND`] in absolute value, and at most [`LANE_FORBIDDEN`] where a pair is not permitted,
/// unless it is an [exception](LaneWeights::is_exception).
pub trait LaneWeights {
    /// All rows, in an order in which rows that are alike stand beside each other. What is asked for together should be alike.
    fn row_order(&self) -> &[u32];

    /// All columns, in an order in which columns that are alike stand beside each other. A column's *place* is its place in it.
    fn col_order(&self) -> &[u32];

    /// Whether a pair is not permitted although its weight does not say so. Asked only of the few pairs that matter.
    fn is_exception(&self, row: usize, col: usize) -> bool;

    /// Hands the visitor the weights of `rows` (which may repeat) in pieces, whatever piece it wants; each place is in one piece, and
    /// pieces in which weights may be great come early.
    fn visit(&self, rows: &[usize; LANES], visitor: &mut dyn Visitor);
}

/// Whoever looks through the weights of sixteen rows.
pub trait Visitor {
    /// Whether to be handed the columns at these places, where no weight is above its row's `most`.
    fn wants(&self, places: Range<usize>, most: &[i16; LANES]) -> bool;

    /// Takes the weights of the columns from the place `first` on: an array a column, a weight a row.
    fn take(&mut self, first: usize, weights: &[[i16; LANES]]);
}

/// How many columns a piece has at most.
const PIECE: usize = 32;

/// The columns in pieces, with the codes that occur in each: people of one code get the same from everybody for the answer that counts
/// most, which bounds the weights of a piece.
pub struct Pieces {
    /// The codes of the piece that begins at place `32 · n`, each once.
    codes: Vec<Vec<u32>>,
    places: usize,
}

impl Pieces {
    /// Cuts the columns into pieces; `codes` holds the code of the column at each place.
    pub fn new(codes: &[u32]) -> Pieces {
        let distinct = |piece: &[u32]| {
            let mut codes = piece.to_vec();
            codes.sort_unstable();
            codes.dedup();
            codes
        };
        Pieces { codes: codes.chunks(PIECE).map(distinct).collect(), places: codes.len() }
    }

    /// Has a visitor take what it wants, the most promising piece of each row first. A code gives the rows `given[code]`, everything else
    /// at most `rest`; `fill` is to write the weights of the columns at some places.
    pub fn walk(
        &self,
        given: &[[i16; LANES]],
        rest: [i16; LANES],
        visitor: &mut dyn Visitor,
        fill: impl Fn(Range<usize>, &mut [[i16; LANES]]),
    ) {
        let most: Vec<[i16; LANES]> = self.codes.iter().map(|codes| bound(codes, given, rest)).collect();
        let mut promising: Vec<usize> =
            (0..LANES).filter_map(|lane| (0..most.len()).max_by_key(|&piece| most[piece][lane])).collect();
        promising.sort_unstable();
        promising.dedup();
        let later = (0..most.len()).filter(|piece| promising.binary_search(piece).is_err());
        let mut room = [[0; LANES]; PIECE];
        for piece in promising.iter().copied().chain(later) {
            let places = piece * PIECE..self.places.min((piece + 1) * PIECE);
            if visitor.wants(places.clone(), &most[piece]) {
                let weights = &mut room[..places.len()];
                fill(places.clone(), weights);
                visitor.take(places.start, weights);
            }
        }
    }
}

/// The most that each row gets from columns of these codes.
fn bound(codes: &[u32], given: &[[i16; LANES]], rest: [i16; LANES]) -> [i16; LANES] {
    let mut most = [i16::MIN; LANES];
    for &code in codes {
        let given = &given[code as usize];
        most = std::array::from_fn(|lane| most[lane].max(given[lane]));
    }
    std::array::from_fn(|lane| most[lane].saturating_add(rest[lane]))
}
