//! The pre-commit hook: a commit is made only of a cohort that passes its checks. The one thing here that writes into a repository.

use std::fs;
use std::io;
use std::path::Path;

use super::{Git, failed};
use crate::domain::problem::{Place, Problem};

/// By this line a hook is known as ours.
const MARK: &str = "# Installed by `revmentor init --hook`";

/// The hook without its cohorts. Where the program is missing nothing is committed unchecked.
const HEAD: &str = "#!/bin/sh
# Installed by `revmentor init --hook`: no commit of a broken cohort, or with a personal datum in it.
# One line for each cohort directory of this repository; `git commit --no-verify` passes all of them by.
top=$(git rev-parse --show-toplevel) || exit 1
if ! command -v revmentor >/dev/null; then
    echo 'revmentor is not on the PATH: nothing was checked, and nothing is committed' >&2
    exit 1
fi
cohort() { revmentor -C \"$top/$1\" check --privacy && revmentor -C \"$top/$1\" check; }
";

/// What became of the hook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hooked {
    /// It is there now.
    Installed,
    /// It was there for another cohort of the repository, and looks after this one too now.
    Extended,
    /// It was there already.
    Already,
}

/// Installs the hook for the cohort directory of `git`; nothing of anybody else's is overwritten.
///
/// # Errors
/// `foreign-hook` where another hook stands or the hooks are not the repository's own, with the lines to add; or what the disk says.
pub fn install(git: &Git) -> Result<Hooked, Problem> {
    let folder = git.hooks()?;
    let file = folder.join("pre-commit");
    let line = format!("cohort {} || exit 1\n", quoted(git.prefix().trim_end_matches('/')));
    let fault = |error: io::Error| failed(&error.to_string()).at(Place::file(file.display().to_string()));
    let found = match fs::read_to_string(&file) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(fault(error)),
    };
    let (text, hooked) = match found {
        Some(text) if !text.contains(MARK) => return Err(foreign(&file, git)),
        Some(text) if text.contains(&line) => return Ok(Hooked::Already),
        Some(text) => (text + &line, Hooked::Extended),
        None if !git.owns(&folder)? => return Err(foreign(&file, git)),
        None => (format!("{HEAD}{line}"), Hooked::Installed),
    };
    fs::create_dir_all(&folder).and_then(|()| fs::write(&file, text)).and_then(|()| make_executable(&file)).map_err(fault)?;
    Ok(hooked)
}

impl Git {
    /// Whether a folder is the repository's own, and not one that many repositories share (`core.hooksPath`).
    fn owns(&self, folder: &Path) -> Result<bool, Problem> {
        let answer = self.ask(["rev-parse", "--git-common-dir"])?;
        let own = self.root.join(String::from_utf8_lossy(&answer).trim_end_matches('\n'));
        // The folder itself may not be there yet; the way to it is.
        let there = folder.ancestors().find(|part| part.exists()).unwrap_or(folder);
        Ok(matches!((there.canonicalize(), own.canonicalize()), (Ok(there), Ok(own)) if there.starts_with(&own)))
    }
}

fn foreign(file: &Path, git: &Git) -> Problem {
    let folder = quoted(git.prefix().trim_end_matches('/'));
    let folder = if folder == "''" { ".".to_owned() } else { folder };
    Problem::error("foreign-hook", "another hook stands here, or hooks that other repositories share; it is left as it is")
        .at(Place::file(file.display().to_string()))
        .help(format!("add to it: revmentor -C {folder} check --privacy && revmentor -C {folder} check || exit 1"))
}

/// A word for the shell, whatever stands in it.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

#[cfg(unix)]
fn make_executable(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755))
}

/// Git for Windows runs a hook by its first line.
#[cfg(not(unix))]
fn make_executable(_: &Path) -> io::Result<()> {
    Ok(())
}
