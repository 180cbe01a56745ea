//! Sets of small numbers as rows of bits: number `n` is bit `n % 64` of word `n / 64`.

pub(super) fn contains(set: &[u64], number: usize) -> bool {
    set[number / 64] >> (number % 64) & 1 == 1
}

pub(super) fn insert(set: &mut [u64], number: usize) {
    set[number / 64] |= 1 << (number % 64);
}

pub(super) fn remove(set: &mut [u64], number: usize) {
    set[number / 64] &= !(1 << (number % 64));
}

/// The empty set, with room for the numbers below `size`.
pub(super) fn none(size: usize) -> Vec<u64> {
    vec![0; size.div_ceil(64)]
}

/// The numbers below `size`.
pub(super) fn all(size: usize) -> Vec<u64> {
    let mut set = vec![u64::MAX; size.div_ceil(64)];
    if let Some(last) = set.last_mut().filter(|_| !size.is_multiple_of(64)) {
        *last = (1 << (size % 64)) - 1;
    }
    set
}

/// The members, in order.
pub(super) fn ones(set: &[u64]) -> impl Iterator<Item = usize> {
    let least = |word: usize, bits: u64| word * 64 + bits.trailing_zeros() as usize;
    set.iter().enumerate().flat_map(move |(word, &bits)| {
        std::iter::successors(Some(bits), |bits| Some(bits & bits.wrapping_sub(1)))
            .take_while(|&bits| bits != 0)
            .map(move |bits| least(word, bits))
    })
}

/// The least number that is in both sets.
pub(super) fn first_common(set: &[u64], other: &[u64]) -> Option<usize> {
    let both = set.iter().zip(other).map(|(word, other)| word & other);
    both.enumerate().find(|&(_, bits)| bits != 0).map(|(word, bits)| word * 64 + bits.trailing_zeros() as usize)
}

pub(super) fn intersect(set: &mut [u64], other: &[u64]) {
    set.iter_mut().zip(other).for_each(|(word, other)| *word &= other);
}

pub(super) fn unite(set: &mut [u64], other: &[u64]) {
    set.iter_mut().zip(other).for_each(|(word, other)| *word |= other);
}

pub(super) fn subtract(set: &mut [u64], other: &[u64]) {
    set.iter_mut().zip(other).for_each(|(word, other)| *word &= !other);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_come_back_in_order() {
        let mut set = none(200);
        for number in [199, 0, 63, 64, 130] {
            insert(&mut set, number);
        }
        remove(&mut set, 64);
        assert_eq!(ones(&set).collect::<Vec<_>>(), [0, 63, 130, 199]);
        assert!(contains(&set, 63) && !contains(&set, 64));
    }

    #[test]
    fn all_has_no_members_beyond_the_size() {
        for size in [0, 1, 63, 64, 65, 128, 130] {
            assert_eq!(ones(&all(size)).collect::<Vec<_>>(), (0..size).collect::<Vec<_>>());
        }
    }
}
