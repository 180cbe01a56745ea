//! Random pairs that may not be made.

/// So many columns share a bit that says whether any of them may be in conflict.
const SHARED: usize = 16;

/// Random pairs that may not be made: lists where they are few, bits where they are many.
pub enum Conflicts {
    Lists { of_row: Vec<Vec<u32>>, perhaps: Vec<Vec<u64>> },
    Bits(Vec<Vec<u64>>),
}

impl Conflicts {
    pub fn none(few: bool, rows: usize, cols: usize) -> Self {
        let bits = |cols: usize| vec![vec![0; cols.div_ceil(64)]; rows];
        if few {
            Conflicts::Lists { of_row: vec![Vec::new(); rows], perhaps: bits(cols.div_ceil(SHARED)) }
        } else {
            Conflicts::Bits(bits(cols))
        }
    }

    pub fn add(&mut self, row: usize, col: usize) {
        match self {
            Conflicts::Lists { of_row, perhaps } => {
                of_row[row].push(col as u32);
                insert(&mut perhaps[row], col / SHARED);
            }
            Conflicts::Bits(bits) => insert(&mut bits[row], col),
        }
    }

    /// Whether this pair may not be made.
    pub fn has(&self, row: usize, col: usize) -> bool {
        match self {
            Conflicts::Lists { of_row, perhaps } => {
                contains(&perhaps[row], col / SHARED) && of_row[row].binary_search(&(col as u32)).is_ok()
            }
            Conflicts::Bits(bits) => contains(&bits[row], col),
        }
    }

    /// Calls `conflict` for the columns that `row` may not be paired with.
    pub fn each(&self, row: usize, mut conflict: impl FnMut(usize)) {
        match self {
            Conflicts::Lists { of_row, .. } => of_row[row].iter().map(|&col| col as usize).for_each(conflict),
            Conflicts::Bits(bits) => {
                for (word, &set) in bits[row].iter().enumerate() {
                    let mut set = set;
                    while set != 0 {
                        conflict(word * 64 + set.trailing_zeros() as usize);
                        set &= set - 1;
                    }
                }
            }
        }
    }
}

fn insert(bits: &mut [u64], at: usize) {
    bits[at / 64] |= 1 << (at % 64);
}

fn contains(bits: &[u64], at: usize) -> bool {
    bits[at / 64] >> (at % 64) & 1 == 1
}
