//! Commands that are typed in a directory, with the program on the PATH and without.

use std::ffi::OsString;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Output};

/// Types a command in the directory, with the program on the PATH.
pub(super) fn with_program(root: &Path, command: &str) -> Output {
    let program = Path::new(env!("CARGO_BIN_EXE_revmentor")).parent().unwrap();
    let path = std::env::join_paths([program.to_path_buf()].into_iter().chain(folders())).unwrap();
    typed(root, command, &path)
}

/// Types a command in the directory. No `revmentor` is on the PATH, whatever is installed on this machine: a folder that holds one is replaced
/// by links to everything else in it.
pub(super) fn without_program(root: &Path, command: &str) -> Output {
    let links = tempfile::tempdir().unwrap();
    let without = |(number, folder): (usize, std::path::PathBuf)| {
        if !folder.join("revmentor").exists() {
            return folder;
        }
        let other = links.path().join(number.to_string());
        std::fs::create_dir(&other).unwrap();
        for entry in folder.read_dir().unwrap().map(Result::unwrap).filter(|entry| entry.file_name() != "revmentor") {
            symlink(entry.path(), other.join(entry.file_name())).unwrap();
        }
        other
    };
    let path = std::env::join_paths(folders().into_iter().enumerate().map(without)).unwrap();
    typed(root, command, &path)
}

/// The folders of the PATH.
fn folders() -> Vec<std::path::PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH").unwrap()).collect()
}

fn typed(root: &Path, command: &str, path: &OsString) -> Output {
    let mut shell = Command::new("sh");
    shell.current_dir(root).args(["-c", command]).env("PATH", path);
    for (name, value) in [("NAME", "Lead"), ("EMAIL", "lead@programme.example")] {
        shell.env(format!("GIT_AUTHOR_{name}"), value).env(format!("GIT_COMMITTER_{name}"), value);
    }
    shell.env("FILTER_BRANCH_SQUELCH_WARNING", "1").output().unwrap()
}
