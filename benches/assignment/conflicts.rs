//! Random pairs that may not be made.

/// Random pairs that may not be made: lists where they are few, bits where they are many.
pub enum Conflicts {
    Lists(Vec<Vec<u32>>),
    Bits(Vec<Vec<u64>>),
}

impl Conflicts {
    pub fn none(few: bool, rows: usize, cols: usize) -> Self {
        if few { Conflicts::Lists(vec![Vec::new(); rows]) } else { Conflicts::Bits(vec![vec![0; cols.div_ceil(64)]; rows]) }
    }

    pub fn add(&mut self, row: usize, col: usize) {
        match self {
            Conflicts::Lists(lists) => lists[row].push(col as u32),
            Conflicts::Bits(bits) => bits[row][col / 64] |= 1 << (col % 64),
        }
    }

    /// Calls `conflict` for the columns of `row` from `first` to before `end`; `first` begins a word.
    pub fn each(&self, row: usize, first: usize, end: usize, mut conflict: impl FnMut(usize)) {
        match self {
            Conflicts::Lists(lists) => {
                let list = &lists[row];
                let from = list.partition_point(|&col| (col as usize) < first);
                list[from..].iter().map(|&col| col as usize).take_while(|&col| col < end).for_each(conflict);
            }
            Conflicts::Bits(bits) => {
                for (word, &set) in bits[row].iter().enumerate().take(end.div_ceil(64)).skip(first / 64) {
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
