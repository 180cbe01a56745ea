//! Chance that can be repeated for ever: one pinned generator, and every use of its words written out here.
//!
//! Words come from ChaCha20 (RFC 8439), keyed with SHA-256 of a text that anybody can type. The bounded number and the shuffle are
//! our own, because those of libraries change between releases while the words of a named generator do not. The vectors in the
//! tests below were computed a second time by other code; they are a promise: a change to any of them is a new version of the algorithm.

use rand::{Rng, SeedableRng, rngs::ChaCha20Rng};
use sha2::{Digest, Sha256};

use crate::domain::id::{PairId, PersonId};

/// What one matching is drawn from: the text that is hashed into the generator's key.
pub(super) fn text(seed: u64, draw: u32, public: Option<&str>) -> String {
    let public = public.map(|public| format!("\n{public}")).unwrap_or_default();
    format!("revmentor/1 {seed} draw {draw}{public}")
}

/// A stream of chance, the same for the same text on every machine.
pub(super) struct Stream(ChaCha20Rng);

impl Stream {
    /// The stream that this text stands for.
    pub(super) fn of(text: &str) -> Stream {
        Stream(ChaCha20Rng::from_seed(Sha256::digest(text.as_bytes()).into()))
    }

    /// The next word.
    pub(super) fn word(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number below `bound`, each with the same chance; 0 when `bound` is 0.
    ///
    /// Words beyond the largest multiple of `bound` are thrown away, so there is no bias at all. Fewer than two words on average.
    pub(super) fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        let surplus = (u64::MAX % bound + 1) % bound;
        loop {
            let word = self.word();
            if word <= u64::MAX - surplus {
                return word % bound;
            }
        }
    }

    /// A number below `bound` where 64 bits may be too few; 0 when `bound` is 0. Cuts words to the bits of `bound` and rejects.
    pub(super) fn below_wide(&mut self, bound: u128) -> u128 {
        if let Ok(bound) = u64::try_from(bound) {
            return u128::from(self.below(bound));
        }
        let mask = u128::MAX >> bound.leading_zeros();
        loop {
            let wide = (u128::from(self.word()) << 64 | u128::from(self.word())) & mask;
            if wide < bound {
                return wide;
            }
        }
    }

    /// A number in [0, 1) of 53 random bits.
    pub(super) fn fraction(&mut self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit exactly")]
        let bits = (self.word() >> 11) as f64;
        bits / 9_007_199_254_740_992.0
    }
}

/// How many bits a lot has: the sum of a million lots fits in 64 bits.
const LOT_BITS: u32 = 43;

/// The lots that break ties: each pair has one, decided by the seed and the ids of the two alone.
///
/// Of all pairings that are equal in every aim the one with the least sum of lots is taken. Were the lots true random numbers, two
/// pairings would share the least sum with a chance of at most (pairs that tie) / 2^43: the isolation lemma of Mulmuley, Vazirani
/// and Vazirani, "Matching is as easy as matrix inversion", Combinatorica 7 (1987).
#[derive(Clone, Copy, Debug)]
pub(super) struct TieBreakKeys([u64; 2]);

impl TieBreakKeys {
    /// The lots of a stream: its first two words are their key.
    pub(super) fn of(stream: &mut Stream) -> TieBreakKeys {
        TieBreakKeys([stream.word(), stream.word()])
    }

    /// The lot of a pair, below 2^43.
    pub(super) fn of_pair(self, pair: PairId) -> u64 {
        let [first, second] = self.0;
        mix(mix(first ^ coded(pair.mentor)).wrapping_add(second) ^ coded(pair.mentee)) >> (64 - LOT_BITS)
    }
}

fn coded(person: PersonId) -> u64 {
    u64::from(u32::from(person.letter())) << 32 | u64::from(person.number())
}

/// The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): every bit of the answer depends on every bit given.
fn mix(word: u64) -> u64 {
    let word = (word ^ word >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let word = (word ^ word >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    word ^ word >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_those_of_chacha20_keyed_with_sha256() {
        let mut stream = Stream::of(&text(20_261_121, 1, None));
        let words: Vec<u64> = (0..3).map(|_| stream.word()).collect();
        assert_eq!(words, [962_644_250_687_838_082, 14_121_963_249_141_057_304, 17_401_633_948_912_489_735]);
    }

    #[test]
    fn numbers_and_lots_of_a_seed_never_change() {
        let mut stream = Stream::of(&text(1, 2, Some("lottery 4 8 15 16 23 42")));
        let numbers: Vec<u64> = (1..9).map(|bound| stream.below(bound * 10)).collect();
        assert_eq!(numbers, [9, 16, 9, 12, 35, 16, 11, 36]);
        assert_eq!(stream.below_wide(1 << 100), 559_058_700_143_483_624_232_084_187_391);
        let keys = TieBreakKeys::of(&mut Stream::of(&text(1, 1, None)));
        let of = |pair: &str| keys.of_pair(pair.parse().unwrap());
        assert_eq!(["M01-E01", "M01-E02"].map(of), [1_601_092_973_138, 1_025_579_136_111]);
        assert_eq!(["M02-E01", "J01-S01"].map(of), [8_525_719_225_104, 7_946_534_695_229]);
    }

    #[test]
    fn every_number_below_the_bound_is_equally_likely() {
        let mut stream = Stream::of("evenly");
        let mut seen = [0_u32; 6];
        (0..60_000).for_each(|_| seen[usize::try_from(stream.below(6)).unwrap()] += 1);
        let chi: f64 = seen.iter().map(|&n| (f64::from(n) - 10_000.0).powi(2) / 10_000.0).sum();
        assert!(chi < 20.5, "chi-square {chi} on 5 degrees of freedom, p < 0.001");
        assert!((0..1000).all(|_| stream.below_wide(3 << 80) < 3 << 80));
        assert_eq!((stream.below(0), stream.below(1)), (0, 0));
    }
}
