//! Journals that nobody wrote, sealed and unsealed, in the place of an open change: the next command never breaks off, and
//! never touches a file outside the cohort directory.

use std::fmt::Write as _;
use std::path::Path;
use std::rc::Rc;

use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use revmentor::parts::store::{Access, Workspace, layout};
use sha2::{Digest, Sha256};

use crate::effort::{tell, tries};
use crate::faulty::{Faulty, Plan};
use crate::memory::MemoryDisk;
use crate::mutate::mutated;
use crate::story::{ROOT, Verb, is_decided};

fn open_change() -> (Rc<MemoryDisk>, Vec<u8>) {
    let stage = Verb::Commit.stage();
    let killed = |at: usize| {
        let disk = stage.fork();
        Verb::Commit.run(Faulty::new(disk.clone(), Plan::Kill(at))).unwrap_err();
        disk
    };
    let disk = (0..1000).map(killed).find(|disk| is_decided(disk)).unwrap();
    let journal = disk.files()[&format!("{ROOT}/{}/txn", layout::LOCAL)].clone();
    (disk, journal)
}

/// The journal with a seal that fits.
fn sealed(journal: &[u8]) -> Vec<u8> {
    const SEAL: &[u8] = b"sha256 ";
    let body = journal.windows(SEAL.len()).rposition(|window| window == SEAL).unwrap_or(journal.len());
    let mut sealed = journal[..body].to_vec();
    let mut digest = String::new();
    for byte in Sha256::digest(&sealed) {
        write!(digest, "{byte:02x}").unwrap();
    }
    sealed.extend([SEAL, digest.as_bytes(), b"\n"].concat());
    sealed
}

#[test]
fn no_journal_breaks_the_next_command_or_leads_it_out_of_the_directory() {
    let (stage, journal) = open_change();
    let inputs = tries(500, 1_000_000);
    let mut finished = 0;
    for seed in 0..inputs {
        let dice = &mut ChaCha8Rng::seed_from_u64(u64::try_from(seed).unwrap());
        let torn = mutated(std::slice::from_ref(&journal), dice);
        let input = if seed % 4 == 0 { torn } else { sealed(&torn) };
        let disk = stage.fork();
        disk.edit(&Path::new(ROOT).join(layout::LOCAL).join("txn"), &input);
        if let Ok((_, notes)) = Workspace::open_on(disk.clone(), Path::new(ROOT), Access::Read) {
            finished += usize::from(notes.iter().any(|note| note.code == "finished"));
        }
        assert!(disk.files().keys().all(|path| path.starts_with(ROOT)), "seed {seed}: a file outside");
    }
    tell(&format!("the journal: {inputs} inputs, {finished} of them whole enough to be finished"));
    assert!(finished > 0 && finished < inputs);
}
