//! The power is cut at an operation, and the disk forgets what it was not told to keep: in the order of its journal for
//! names, by chance for contents.

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};

use crate::faulty::{Faulty, Plan};
use crate::story::{Verb, before_and_after, next_command, tree};

/// How many fates each operation has.
const FATES: u64 = 4;

#[test]
fn after_a_power_cut_the_directory_is_the_old_or_the_new_one() {
    let mut states = 0;
    for verb in Verb::ALL {
        let stage = verb.stage();
        for at in 0.. {
            let disk = stage.fork();
            let faulty = Faulty::new(disk.clone(), Plan::Kill(at));
            // Whether it fails is seen below by what it was struck by.
            let _ = verb.run(faulty.clone());
            for seed in 0..FATES {
                let mut fate = ChaCha8Rng::seed_from_u64(seed);
                let left = disk.after_power_cut(|below| fate.random_range(0..below));
                next_command(verb, &left, &format!("{verb:?}, power cut at {at}, fate {seed}"));
                states += 1;
            }
            if !faulty.struck() {
                break;
            }
        }
    }
    assert!(states > 2000, "only {states} states");
}

#[test]
fn what_was_told_as_done_outlasts_a_power_cut() {
    for verb in Verb::ALL {
        let disk = verb.stage();
        verb.run(disk.clone()).unwrap();
        for seed in 0..100 {
            let mut fate = ChaCha8Rng::seed_from_u64(seed);
            let left = disk.after_power_cut(|below| fate.random_range(0..below));
            assert_eq!(tree(&left), before_and_after(verb).1, "{verb:?}, fate {seed}");
        }
    }
}
