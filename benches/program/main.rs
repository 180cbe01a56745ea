//! The program as a lead meets it, on invented cohorts of goals: `match --dry-run` from the exports to what would be written, as a
//! process of its own and so with its start, and within it the pairing alone, with scores from people's answers. All verbs are in
//! `benches/waits/`.
//!
//! `cargo bench --bench program` runs all; add `-- 1000` for one size. Times are those of a clock: what the disk takes is in them.

#![expect(
    unreachable_pub,
    dead_code,
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "a benchmark is read by people, may stop at the first surprise, and shares its people with another"
)]

mod people;
#[path = "../assignment/stream.rs"]
mod stream;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use divan::Bencher;
use people::{Invented, Naming};
use revmentor::parts::domain::{
    Criterion, CriterionKind, Kind, MatchInputs, MatchParams, MatchPolicy, MatchRequest, Method, Side,
};
use revmentor::parts::matching;

const SIZES: [usize; 4] = [16, 100, 1000, 10_000];

fn main() {
    divan::main();
}

fn revmentor(directory: &Path, words: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_revmentor"));
    let command = command.args(words).current_dir(directory).env("REVMENTOR_TODAY", "2026-11-21");
    assert!(command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap().success(), "{words:?}");
}

/// A dry run writes nothing, so that each is like the first.
#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn first_match(bencher: Bencher, size: usize) {
    let folder = tempfile::tempdir().unwrap();
    revmentor(folder.path(), &["init", "cohort", "--kind", "goals", "--start", "2027-01-04"]);
    let cohort = folder.path().join("cohort");
    let sides = Invented::sides(size, Naming::Few);
    for side in Side::BOTH {
        fs::write(cohort.join(format!("private/surveys/{}.csv", side.key())), people::export(side, &sides)).unwrap();
    }
    bencher.bench(|| revmentor(&cohort, &["match", "--dry-run", "--seed", "1"]));
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn pairing(bencher: Bencher, size: usize) {
    let sides = Invented::sides(size, Naming::Few);
    let people: Vec<_> = Side::BOTH.iter().flat_map(|&side| people::people(side, &sides)).collect();
    let preference = CriterionKind::Preference { wish: "wish".into(), fact: "specialty".into() };
    let criterion = |name: &str, weight, kind| Criterion { name: name.into(), weight, kind };
    let criteria = [
        criterion("goals", 60, CriterionKind::Overlap { field: "goals".into() }),
        criterion("specialty", 25, preference),
        criterion("place", 15, CriterionKind::Same { field: "place".into() }),
    ];
    let policy = MatchPolicy { method: Method::Goals, criteria: criteria.into(), ..MatchPolicy::default() };
    let params = MatchParams {
        draw: 1,
        algorithm: 1,
        kind: Kind::Goals,
        policy,
        rules: Vec::new(),
        seed: 1,
        public: None,
        allow_moves: false,
        fresh: false,
    };
    let request = MatchRequest { inputs: MatchInputs { people, ..MatchInputs::default() }, params };
    bencher.bench_local(|| matching::propose(&request).unwrap());
}
