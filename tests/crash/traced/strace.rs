//! `strace` as a tool for harm: it counts a program's calls of the system, kills the program on entering one, or lets one
//! fail.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::effort::tell;

/// The calls that change something, make it durable, take a lock, or end one of these.
pub(super) const CHANGING: &[&str] = &[
    "openat",
    "write",
    "rename",
    "renameat",
    "renameat2",
    "unlink",
    "unlinkat",
    "rmdir",
    "mkdir",
    "mkdirat",
    "chmod",
    "fchmod",
    "fchmodat",
    "fsync",
    "fdatasync",
    "syncfs",
    "ftruncate",
    "flock",
    "close",
];

/// The calls that only look; from each of them on nothing is different but what the program knows.
pub(super) const LOOKING: &[&str] = &["read", "statx", "newfstatat", "getdents64", "access", "fcntl", "mmap", "brk", "munmap"];

/// One call of the system: its name, and the how-many-eth of that name it is, from 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Call {
    pub(super) name: &'static str,
    pub(super) number: usize,
}

/// What happens to a call.
#[derive(Clone, Copy, Debug)]
pub(super) enum Harm {
    /// The program dies on entering it.
    Kill,
    /// It fails with this error; and every later one of its name too, if for good.
    Fail { error: &'static str, for_good: bool },
}

/// Whether the tool is here and may be used; where not, says why.
pub(super) fn is_there() -> bool {
    let tried = Command::new("strace").args(["-qq", "-e", "trace=close", "-o", "/dev/null", "true"]).output();
    let missing = match tried {
        Ok(output) if output.status.success() => return true,
        Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
        Err(_) => "it is not installed (Debian: apt install strace)".to_owned(),
    };
    tell(&format!("skipped, for want of strace: {missing}"));
    false
}

/// The program under strace, without the programs that it starts.
fn traced(program: &Command, log: &Path, words: &[&str]) -> Command {
    let mut strace = Command::new("strace");
    strace.args(["-qq", "-o"]).arg(log).args(words);
    strace.arg(program.get_program()).args(program.get_args());
    strace.current_dir(program.get_current_dir().unwrap()).env_clear().env("PATH", "/usr/bin:/bin").stdin(Stdio::null());
    strace
}

/// How often the program makes each of these calls when nothing happens to it.
pub(super) fn count(program: &Command, log: &Path, names: &[&'static str]) -> BTreeMap<&'static str, usize> {
    let trace: Vec<String> = names.iter().map(|name| format!("?{name}")).collect();
    let done = traced(program, log, &["-e", &format!("trace={}", trace.join(","))]).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let text = String::from_utf8_lossy(&fs::read(log).unwrap()).into_owned();
    let mut counts = BTreeMap::new();
    for line in text.lines() {
        let call = line.split('(').next();
        if let Some(name) = names.iter().find(|name| Some(**name) == call) {
            *counts.entry(*name).or_default() += 1;
        }
    }
    counts
}

/// Runs the program with harm done to one of its calls.
pub(super) fn run(program: &Command, log: &Path, call: Call, harm: Harm) -> Output {
    let Call { name, number } = call;
    let what = match harm {
        Harm::Kill => format!("signal=KILL:when={number}"),
        Harm::Fail { error, for_good } => format!("error={error}:when={number}{}", if for_good { "+" } else { "" }),
    };
    traced(program, log, &["-e", &format!("trace={name}"), "-e", &format!("inject={name}:{what}")]).output().unwrap()
}

/// Whether the program was killed: strace dies of the same signal.
pub(super) fn was_killed(done: &Output) -> bool {
    done.status.code().is_none_or(|code| code == 128 + 9)
}
