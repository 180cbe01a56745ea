//! How much a test of chance tries: a little at every run of the tests, much when it is asked for.

/// The variable that asks for the long runs: `1` for all of it, `3` for every third of what is tried one after the other.
const HEAVY: &str = "REVMENTOR_TEST_HEAVY";

/// The variable that picks, of what is tried one after the other, what has this in its name.
const ONLY: &str = "REVMENTOR_TEST_ONLY";

/// Whether the long runs were asked for.
pub(crate) fn is_heavy() -> bool {
    std::env::var_os(HEAVY).is_some()
}

/// How many tries there are: a few, or those of a long run.
pub(crate) fn tries(few: usize, heavy: usize) -> usize {
    if is_heavy() { heavy.div_ceil(stride()) } else { few }
}

/// Every how-many-eth is tried in a long run; at least 1.
pub(crate) fn stride() -> usize {
    std::env::var(HEAVY).ok().and_then(|text| text.parse().ok()).filter(|stride| *stride > 0).unwrap_or(1)
}

/// Whether this one is to be tried.
pub(crate) fn is_picked(name: &str) -> bool {
    std::env::var(ONLY).map_or(true, |part| name.contains(&part))
}

/// Tells what was tried, or why nothing was; seen with `-- --nocapture`.
#[expect(clippy::print_stdout, reason = "the figures of a long run are its result")]
pub(crate) fn tell(sentence: &str) {
    println!("{sentence}");
}
