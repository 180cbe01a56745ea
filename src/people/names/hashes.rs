//! Texts found by their hashes: a table of hashes, and the hashes of every part of a text at the cost of one look at it.
//!
//! A hash says where to look, never that two texts are one.

use std::ops::Range;

/// Hashes with their values, by their first bits, and where each such group starts: about one hash in each.
#[derive(Debug)]
pub(super) struct HashTable {
    entries: Vec<(u32, u32)>,
    starts: Vec<u32>,
    /// How many bits of a hash do not say in which group it is.
    rest: u32,
}

/// Hashes of every part of a text: polynomials, so that those of two parts give that of both together.
pub(super) struct PartHashes {
    /// Of each beginning.
    beginnings: Vec<u64>,
    /// The powers of the base.
    powers: Vec<u64>,
}

impl HashTable {
    /// A table of hashes and their values. O(pairs).
    pub(super) fn new(pairs: &[(u32, u32)]) -> HashTable {
        let rest = u32::BITS - pairs.len().max(2).ilog2();
        let mut starts = vec![0_u32; (1 << (u32::BITS - rest)) + 1];
        for (key, _) in pairs {
            starts[(key >> rest) as usize] += 1;
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let mut entries = vec![(0, 0); pairs.len()];
        // From the last on, so that the values of a hash stay in their order.
        for pair in pairs.iter().rev() {
            let start = &mut starts[(pair.0 >> rest) as usize];
            *start -= 1;
            entries[*start as usize] = *pair;
        }
        HashTable { entries, starts, rest }
    }

    /// The values of a hash, in the order in which they were given.
    pub(super) fn values(&self, key: u32) -> impl Iterator<Item = u32> {
        let group = (key >> self.rest) as usize;
        let bound = |at: usize| self.starts.get(at).map_or(0, |start| *start as usize);
        let near = self.entries.get(bound(group)..bound(group + 1)).unwrap_or_default();
        near.iter().filter(move |(known, _)| *known == key).map(|(_, value)| *value)
    }

    /// How many values a hash has.
    pub(super) fn count(&self, key: u32) -> usize {
        self.values(key).count()
    }
}

impl PartHashes {
    /// The base of the polynomials: any large odd number.
    const BASE: u64 = 0xd134_2543_de82_ef95;

    /// Prepares the parts of a text. O(letters).
    pub(super) fn of(text: &[u8]) -> PartHashes {
        let (mut beginnings, mut powers) = (vec![0_u64], vec![1_u64]);
        let (mut beginning, mut power) = (0_u64, 1_u64);
        for byte in text {
            beginning = beginning.wrapping_mul(PartHashes::BASE).wrapping_add(u64::from(*byte) + 1);
            power = power.wrapping_mul(PartHashes::BASE);
            beginnings.push(beginning);
            powers.push(power);
        }
        PartHashes { beginnings, powers }
    }

    /// The hash of a part; nothing where the text is shorter.
    pub(super) fn key(&self, kind: u8, part: Range<usize>, mut each: impl FnMut(u32)) {
        let bounds = (self.beginnings.get(part.start), self.beginnings.get(part.end), self.powers.get(part.len()));
        if let (Some(start), Some(end), Some(power)) = bounds {
            each(mixed(kind, end.wrapping_sub(start.wrapping_mul(*power))));
        }
    }

    /// The hash of a part, and of it without any one letter; nothing where the text is shorter. O(letters).
    pub(super) fn keys(&self, kind: u8, part: Range<usize>, mut each: impl FnMut(u32)) {
        let Some(beginnings) = self.beginnings.get(part.start..=part.end) else { return };
        let length = part.len();
        let Some(powers) = self.powers.get(..=length) else { return };
        let between = |from: usize, to: usize| beginnings[to].wrapping_sub(beginnings[from].wrapping_mul(powers[to - from]));
        each(mixed(kind, between(0, length)));
        for out in 0..length {
            let (before, after) = (between(0, out), between(out + 1, length));
            each(mixed(kind, before.wrapping_mul(powers[length - out - 1]).wrapping_add(after)));
        }
    }
}

/// The hash of a word.
pub(super) fn word_key(word: &str) -> u32 {
    let add = |hash: u64, byte: u8| hash.wrapping_mul(PartHashes::BASE).wrapping_add(u64::from(byte) + 1);
    mixed(0, word.bytes().fold(0, add))
}

/// The hash of a text of one kind in 32 bits. Two texts of one hash cost a comparison and no more.
fn mixed(kind: u8, hash: u64) -> u32 {
    let kind = u64::from(kind).wrapping_mul(0xa076_1d64_78bd_642f);
    let mixed = hash.wrapping_add(kind).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    u32::try_from(mixed >> u32::BITS).unwrap_or_default()
}
