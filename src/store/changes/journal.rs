//! The journal of one change as bytes: what is to become of each file, with what it held before and what it shall hold
//! after, sealed with a digest. The undo record is the same bytes under another name.
//!
//! ```text
//! revmentor journal 1
//! on 2026-11-21
//! verb withdraw
//! summary M07 left
//! retire keep
//! steps 1
//! path pairings.csv
//! mode 644
//! before 12
//! <12 bytes>
//! after -
//! sha256 <64 hexadecimal digits of all bytes above>
//! ```

use chrono::NaiveDate;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use crate::domain::text;
use crate::store::layout::RelPath;

const MAGIC: &str = "revmentor journal ";
const VERSION: u32 = 1;
const SEAL: &str = "sha256 ";

/// A SHA-256 digest.
pub(super) type Checksum = [u8; 32];

/// What a change was: one line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// The verb, as typed: `withdraw`.
    pub verb: String,
    /// The day that counted as today.
    pub on: NaiveDate,
    /// What was done, in one line, with ids and without names.
    pub summary: String,
}

/// What becomes of the journal once its change is in place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Retire {
    /// It becomes the newest undo record.
    Keep,
    /// It took back the record with this number: both go.
    Undoes(u32),
    /// It goes, and with it every undo record: nothing of what they hold may stay.
    Forget,
}

/// What becomes of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Step {
    /// The file.
    pub path: RelPath,
    /// The permission bits that it shall have.
    pub mode: u32,
    /// What it held; `None` when it was not there.
    pub before: Option<Vec<u8>>,
    /// What it shall hold; `None` when it goes.
    pub after: Option<Vec<u8>>,
}

/// One change, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Journal {
    /// What it was.
    pub entry: LogEntry,
    /// What becomes of the journal.
    pub retire: Retire,
    /// Its files, by path.
    pub steps: Vec<Step>,
}

/// Why bytes are not a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A newer version of the program wrote it.
    Newer,
    /// It is not whole.
    Damaged,
}

impl Journal {
    /// The files that are there afterwards.
    pub(super) fn new_paths(&self) -> impl Iterator<Item = &RelPath> {
        self.steps.iter().filter(|step| step.after.is_some()).map(|step| &step.path)
    }

    /// The journal as bytes. O(bytes of its files).
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let retire = match self.retire {
            Retire::Keep => "keep".to_owned(),
            Retire::Undoes(number) => format!("undoes {number}"),
            Retire::Forget => "forget".to_owned(),
        };
        let (verb, summary) = (text::tidy(&self.entry.verb), text::tidy(&self.entry.summary));
        let head = format!(
            "{MAGIC}{VERSION}\non {}\nverb {verb}\nsummary {summary}\nretire {retire}\nsteps {}\n",
            self.entry.on,
            self.steps.len()
        );
        let mut bytes = head.into_bytes();
        for step in &self.steps {
            bytes.extend(format!("path {}\nmode {:o}\n", step.path, step.mode).bytes());
            put(&mut bytes, "before", step.before.as_deref());
            put(&mut bytes, "after", step.after.as_deref());
        }
        let seal = format!("{SEAL}{}\n", digest(&bytes));
        bytes.extend(seal.bytes());
        bytes
    }

    /// Reads a journal.
    pub(super) fn parse(bytes: &[u8]) -> Result<Journal, Fault> {
        let mut lines = Lines(bytes);
        let version = lines.field(MAGIC).and_then(|version| version.parse::<u32>().ok());
        match version {
            Some(VERSION) if is_sealed(bytes) => lines.journal().ok_or(Fault::Damaged),
            Some(version) if version > VERSION => Err(Fault::Newer),
            _ => Err(Fault::Damaged),
        }
    }
}

fn put(bytes: &mut Vec<u8>, name: &str, contents: Option<&[u8]>) {
    match contents {
        None => bytes.extend(format!("{name} -\n").bytes()),
        Some(contents) => {
            bytes.extend(format!("{name} {}\n", contents.len()).bytes());
            bytes.extend(contents);
            bytes.push(b'\n');
        }
    }
}

/// The SHA-256 digest of bytes in hexadecimal digits.
pub(super) fn digest(bytes: &[u8]) -> String {
    HEXLOWER.encode(&checksum(bytes))
}

/// The SHA-256 digest of bytes.
pub(super) fn checksum(bytes: &[u8]) -> Checksum {
    Sha256::digest(bytes).into()
}

fn is_sealed(bytes: &[u8]) -> bool {
    let length = SEAL.len() + 64 + 1;
    let Some((body, seal)) = bytes.len().checked_sub(length).and_then(|at| bytes.split_at_checked(at)) else { return false };
    seal == format!("{SEAL}{}\n", digest(body)).as_bytes()
}

/// The rest of the bytes, read line by line or in counted runs.
struct Lines<'a>(&'a [u8]);

impl<'a> Lines<'a> {
    fn journal(&mut self) -> Option<Journal> {
        let on = self.field("on ")?.parse().ok()?;
        let (verb, summary) = (self.field("verb ")?.to_owned(), self.field("summary ")?.to_owned());
        let retire = match self.field("retire ")? {
            "keep" => Retire::Keep,
            "forget" => Retire::Forget,
            other => Retire::Undoes(other.strip_prefix("undoes ")?.parse().ok()?),
        };
        let count: usize = self.field("steps ")?.parse().ok()?;
        let steps = (0..count).map(|_| self.step()).collect::<Option<Vec<Step>>>()?;
        Some(Journal { entry: LogEntry { verb, on, summary }, retire, steps })
    }

    fn step(&mut self) -> Option<Step> {
        let path = self.field("path ")?.parse().ok()?;
        let mode = u32::from_str_radix(self.field("mode ")?, 8).ok()?;
        Some(Step { path, mode, before: self.contents("before ").ok()?, after: self.contents("after ").ok()? })
    }

    fn contents(&mut self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
        let length = self.field(name).ok_or(Fault::Damaged)?;
        if length == "-" {
            return Ok(None);
        }
        let length = length.parse().map_err(|_| Fault::Damaged)?;
        let (contents, rest) = self.0.split_at_checked(length).ok_or(Fault::Damaged)?;
        self.0 = rest.strip_prefix(b"\n").ok_or(Fault::Damaged)?;
        Ok(Some(contents.to_vec()))
    }

    fn field(&mut self, name: &str) -> Option<&'a str> {
        let end = self.0.iter().position(|byte| *byte == b'\n')?;
        let (line, rest) = self.0.split_at_checked(end)?;
        self.0 = rest.strip_prefix(b"\n")?;
        std::str::from_utf8(line).ok()?.strip_prefix(name)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sample() -> Journal {
        let step = |path: &str, before: Option<&[u8]>, after: Option<&[u8]>| Step {
            path: path.parse().unwrap(),
            mode: 0o640,
            before: before.map(<[u8]>::to_vec),
            after: after.map(<[u8]>::to_vec),
        };
        let entry =
            LogEntry { verb: "withdraw".into(), on: NaiveDate::from_ymd_opt(2026, 11, 21).unwrap(), summary: "M07 left".into() };
        let steps = vec![
            step("cohort.toml", Some(b"a\nsteps 0\n"), Some(b"")),
            step("facts/people/M07.csv", None, Some(b"\xff\0\r\n")),
            step("private/key", Some(b"k"), None),
        ];
        Journal { entry, retire: Retire::Undoes(12), steps }
    }

    #[test]
    fn a_journal_reads_back_as_it_was_written() {
        for retire in [Retire::Keep, Retire::Forget, Retire::Undoes(12)] {
            let journal = Journal { retire, ..sample() };
            assert_eq!(Journal::parse(&journal.to_bytes()), Ok(journal));
        }
    }

    #[test]
    fn a_summary_cannot_break_out_of_its_line() {
        let mut journal = sample();
        journal.entry.summary = "x\nretire forget".into();
        let read = Journal::parse(&journal.to_bytes()).unwrap();
        assert_eq!((read.retire, read.entry.summary.as_str()), (Retire::Undoes(12), "x retire forget"));
    }

    #[test]
    fn every_cut_and_every_flipped_bit_is_noticed() {
        let bytes = sample().to_bytes();
        for end in 0..bytes.len() {
            assert!(Journal::parse(&bytes[..end]).is_err(), "cut at {end}");
        }
        for at in 0..bytes.len() {
            for bit in 0..8 {
                let mut flipped = bytes.clone();
                flipped[at] ^= 1 << bit;
                assert!(Journal::parse(&flipped).is_err(), "bit {bit} of byte {at}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 1..200), at in 0..400_usize) {
            let mut whole = sample().to_bytes();
            let at = at.min(whole.len());
            whole.splice(at.., bytes.iter().copied());
            let body = [MAGIC.as_bytes(), b"1\n", &bytes].concat();
            for body in [bytes, whole, body] {
                // Sealed, so that what is inside is read as well.
                let sealed = [&body, format!("{SEAL}{}\n", digest(&body)).as_bytes()].concat();
                prop_assert!(Journal::parse(&body).is_err());
                if let Ok(journal) = Journal::parse(&sealed) {
                    prop_assert_eq!(Journal::parse(&journal.to_bytes()), Ok(journal));
                }
            }
        }
    }

    #[test]
    fn a_newer_journal_is_known_as_such() {
        let newer = String::from_utf8_lossy(&sample().to_bytes()).replacen("journal 1", "journal 2", 1);
        assert_eq!(Journal::parse(newer.as_bytes()), Err(Fault::Newer));
    }

    #[test]
    fn a_path_out_of_the_directory_is_no_journal() {
        let plain = Journal { steps: sample().steps.drain(..1).collect(), ..sample() };
        let forge = |path: &str| {
            let text = String::from_utf8(plain.to_bytes()).unwrap().replacen("cohort.toml", path, 1);
            let body = text.split_once(SEAL).unwrap().0;
            format!("{body}{SEAL}{}\n", digest(body.as_bytes()))
        };
        assert!(Journal::parse(forge("README.md").as_bytes()).is_ok());
        assert_eq!(Journal::parse(forge("../README.md").as_bytes()), Err(Fault::Damaged));
    }
}
