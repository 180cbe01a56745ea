//! Writes the manifests by which winget and scoop install a release, from its checksums.
//!
//! `cargo run --example package-managers -- REPOSITORY TAG CHECKSUMS DIRECTORY`

mod manifests;

use std::path::Path;
use std::process::ExitCode;

use manifests::Release;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [repository, tag, checksums, directory] = arguments.as_slice() else {
        return fail("give the repository, the tag, the file of checksums and a directory");
    };
    match write(repository, tag, Path::new(checksums), Path::new(directory)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => fail(&fault),
    }
}

fn write(repository: &str, tag: &str, checksums: &Path, directory: &Path) -> Result<(), String> {
    let checksums = std::fs::read_to_string(checksums).map_err(|error| format!("{}: {error}", checksums.display()))?;
    let release = Release::new(repository, tag, &checksums)?;
    std::fs::create_dir_all(directory).map_err(|error| format!("{}: {error}", directory.display()))?;
    for (name, text) in release.files() {
        let file = directory.join(name);
        std::fs::write(&file, text).map_err(|error| format!("{}: {error}", file.display()))?;
    }
    Ok(())
}

#[expect(clippy::print_stderr, reason = "a tool of the release workflow says what it lacks")]
fn fail(fault: &str) -> ExitCode {
    eprintln!("error: {fault}");
    ExitCode::FAILURE
}
