//! Random pairs that may not be made.

/// So many columns share a bit that says whether any of them may be in conflict.
const SHARED: usize = 4;

/// Random pairs that may not be made: lists where they are few, bits where they are many.
pub enum Conflicts {
    Lists { of_row: Vec<Vec<u32>>, perhaps: Bits },
    Bits(Bits),
}

/// A row of bits for each row.
pub struct Bits {
    words: usize,
    bits: Vec<u64>,
}

impl Conflicts {
    pub fn none(few: bool, rows: usize, cols: usize) -> Self {
        if few {
            Conflicts::Lists { of_row: vec![Vec::new(); rows], perhaps: Bits::none(rows, cols.div_ceil(SHARED)) }
        } else {
            Conflicts::Bits(Bits::none(rows, cols))
        }
    }

    pub fn add(&mut self, row: usize, col: usize) {
        match self {
            Conflicts::Lists { of_row, perhaps } => {
                of_row[row].push(col as u32);
                perhaps.insert(row, col / SHARED);
            }
            Conflicts::Bits(bits) => bits.insert(row, col),
        }
    }

    /// Whether this pair may not be made.
    pub fn has(&self, row: usize, col: usize) -> bool {
        match self {
            Conflicts::Lists { of_row, perhaps } => {
                perhaps.contains(row, col / SHARED) && of_row[row].binary_search(&(col as u32)).is_ok()
            }
            Conflicts::Bits(bits) => bits.contains(row, col),
        }
    }

    /// Calls `conflict` for the columns that `row` may not be paired with.
    pub fn each(&self, row: usize, mut conflict: impl FnMut(usize)) {
        match self {
            Conflicts::Lists { of_row, .. } => of_row[row].iter().map(|&col| col as usize).for_each(conflict),
            Conflicts::Bits(bits) => {
                for (word, &set) in bits.of_row(row).iter().enumerate() {
                    let mut set = set;
                    while set != 0 {
                        conflict(word * 64 + set.trailing_zeros() as usize);
                        set &= set - 1;
                    }
                }
            }
        }
    }

    /// Takes the columns that `row` may not be paired with out of a set of bits.
    pub fn take_out(&self, row: usize, out: &mut [u64]) {
        match self {
            Conflicts::Lists { of_row, .. } => of_row[row].iter().for_each(|&col| out[col as usize / 64] &= !(1 << (col % 64))),
            Conflicts::Bits(bits) => out.iter_mut().zip(bits.of_row(row)).for_each(|(word, conflicts)| *word &= !conflicts),
        }
    }
}

impl Bits {
    fn none(rows: usize, cols: usize) -> Self {
        let words = cols.div_ceil(64);
        Bits { words, bits: vec![0; rows * words] }
    }

    fn of_row(&self, row: usize) -> &[u64] {
        &self.bits[row * self.words..(row + 1) * self.words]
    }

    fn insert(&mut self, row: usize, at: usize) {
        self.bits[row * self.words + at / 64] |= 1 << (at % 64);
    }

    fn contains(&self, row: usize, at: usize) -> bool {
        self.bits[row * self.words + at / 64] >> (at % 64) & 1 == 1
    }
}
