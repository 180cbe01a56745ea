//! How much a test of chance tries: a little at every run of the tests, much when it is asked for.

/// The variable that asks for the long runs.
const HEAVY: &str = "REVMENTOR_TEST_HEAVY";

/// Whether the long runs were asked for.
pub(crate) fn is_heavy() -> bool {
    std::env::var_os(HEAVY).is_some()
}

/// How many tries there are: a few, or those of a long run.
pub(crate) fn tries(few: usize, heavy: usize) -> usize {
    if is_heavy() { heavy } else { few }
}

/// Tells what was tried, or why nothing was; seen with `-- --nocapture`.
#[expect(clippy::print_stdout, reason = "the figures of a long run are its result")]
pub(crate) fn tell(sentence: &str) {
    println!("{sentence}");
}
