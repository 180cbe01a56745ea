//! Real places in which nothing can be written, and two programs at once.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use super::cases::MATCHED_WITHDRAWAL;
use super::scratch::{self, Scratch, Tree};
use crate::effort::{tell, tries};

/// A user that owns nothing.
const NOBODY: u32 = 65534;

const WITHDRAW: &str = "withdraw M02 --today 2026-10-20";

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Refused with these words, and every file as it was.
fn refused(place: &Scratch, output: &Output, before: &Tree, words: &str) {
    assert_eq!(output.status.code(), Some(1), "{}", said(output));
    assert!(said(output).contains(words), "{}", said(output));
    assert!(place.tree() == *before, "a refused command has written");
}

/// A file system of its own over a place, for as long as the value lives.
struct Mounted<'a>(&'a Path);

impl Mounted<'_> {
    /// `None` where this user may not mount.
    fn over(place: &Path) -> Option<Mounted<'_>> {
        let done = Command::new("mount").args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"]).arg(place).output();
        done.is_ok_and(|done| done.status.success()).then_some(Mounted(place))
    }

    fn make_read_only(&self) {
        assert!(Command::new("mount").args(["-o", "remount,ro"]).arg(self.0).status().unwrap().success());
    }
}

impl Drop for Mounted<'_> {
    fn drop(&mut self) {
        // A place that stays mounted is the temporary folder's trouble, not the test's.
        let _ = Command::new("umount").arg(self.0).status();
    }
}

/// Fills the disk but for a few blocks.
fn fill(place: &Path) {
    for size in [1 << 16, 1 << 12] {
        for number in 0.. {
            let file = place.join(format!("ballast-{size}-{number}"));
            if fs::write(&file, vec![0; size]).is_err() {
                fs::remove_file(file).unwrap();
                break;
            }
        }
    }
    fs::remove_file(place.join("ballast-4096-0")).unwrap_or_default();
}

#[test]
fn a_full_disk_and_one_that_cannot_be_written_to_refuse_and_keep_everything() {
    let (stage, place) = (MATCHED_WITHDRAWAL.stage(), Scratch::new());
    let Some(mounted) = Mounted::over(place.path()) else { return tell("skipped, for want of the right to mount") };
    scratch::copy(stage.path(), place.path());
    fill(place.path());
    let before = place.tree();
    refused(&place, &place.program(WITHDRAW).output().unwrap(), &before, "[disk-full]: there is no room left");
    for entry in fs::read_dir(place.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.to_string_lossy().contains("ballast") {
            fs::remove_file(path).unwrap();
        }
    }
    mounted.make_read_only();
    let before = place.tree();
    refused(&place, &place.program(WITHDRAW).output().unwrap(), &before, "[read-only]: this disk cannot be written to");
    assert!(place.program("status --today 2026-10-20").output().unwrap().status.success(), "it can still be looked at");
}

#[test]
fn somebody_elses_directory_is_refused_and_kept() {
    let stage = MATCHED_WITHDRAWAL.stage();
    let program = stage.path().join("program");
    fs::copy(env!("CARGO_BIN_EXE_revmentor"), &program).unwrap();
    scratch::open_to_others(stage.path());
    let before = stage.tree();
    let mut other = Command::new(&program);
    other.args(WITHDRAW.split(' ')).args(["-C", "autumn"]).current_dir(stage.path()).env_clear().uid(NOBODY).gid(NOBODY);
    match other.output() {
        Ok(output) => refused(&stage, &output, &before, "[no-permission]: the system does not permit"),
        Err(error) => tell(&format!("skipped, for want of another user: {error}")),
    }
}

#[test]
fn a_link_inside_is_refused_and_what_it_points_to_is_kept() {
    for (inside, outside) in [("facts/people/M02.csv", "M02.csv"), ("private/surveys", "surveys"), ("pairings.csv", "pairs.csv")]
    {
        let stage = MATCHED_WITHDRAWAL.stage();
        let (inside, outside) = (stage.cohort().join(inside), stage.path().join(outside));
        fs::rename(&inside, &outside).unwrap();
        symlink(&outside, &inside).unwrap();
        let before = stage.everything();
        let done = stage.program(WITHDRAW).output().unwrap();
        assert!(done.status.code() == Some(2) && said(&done).contains("[link]: this is a symbolic link"), "{}", said(&done));
        assert!(stage.everything() == before, "{} is followed", inside.display());
    }
}

#[test]
fn of_two_programs_at_once_each_does_its_work_or_is_told_who_is_at_it() {
    let stage = MATCHED_WITHDRAWAL.stage();
    let (mut told, mut longest) = (0, Duration::ZERO);
    let races = tries(8, 200);
    for _ in 0..races {
        let place = stage.fork();
        let start = |line: &str| place.program(line).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let begun = Instant::now();
        let programs = ["M02", "M04"].map(|who| (who, start(&format!("withdraw {who} --today 2026-10-20"))));
        for (who, program) in programs {
            let output = program.wait_with_output().unwrap();
            let left = fs::read_to_string(place.cohort().join(format!("facts/people/{who}.csv"))).unwrap().contains("withdrew");
            assert_eq!(left, output.status.success(), "{}", said(&output));
            if !left {
                assert!(said(&output).contains("another revmentor is at work here ("), "{}", said(&output));
                told += 1;
                longest = longest.max(begun.elapsed());
            }
        }
        assert!(place.program("check").output().unwrap().status.success());
    }
    tell(&format!(
        "{races} races: {told} told that another is at work, after {longest:?} at the most, the other one's start included"
    ));
}
