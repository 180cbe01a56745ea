//! `init --hook`: from now on git asks the program before every commit.

use std::path::Path;

use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::store::git::Git;
use crate::store::git::hook::{self, Hooked};

/// Installs the hook for a cohort directory in its repository.
///
/// # Errors
/// Where there is no repository, or a hook of somebody else's.
pub(super) fn install(directory: &Path, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let git = Git::of(directory).ok_or_else(|| no_repository(directory))?;
    if write.dry_run {
        console.say(&format!("Dry run, nothing is written. It would install a hook in {}.", git.hooks()?.display()))?;
        return Ok(Done);
    }
    let what = match hook::install(&git).map_err(|problem| Refusal::unmet(vec![problem]))? {
        Hooked::Installed => "The hook is installed",
        Hooked::Extended => "The hook looks after this cohort, too",
        Hooked::Already => "The hook is there already",
    };
    console.say(&format!(
        "{what}: no commit passes with a personal datum in it, or of a cohort that `check` finds fault with. \
         Hooks are not cloned: everybody runs `revmentor init --hook` once."
    ))?;
    Ok(Done)
}

fn no_repository(directory: &Path) -> Refusal {
    let problem = Git::silent(directory).unwrap_or_else(|| {
        Problem::error("no-repository", "this directory is in no git repository, so there is nothing to install a hook in")
            .at(Place::file(directory.display().to_string()))
            .help("run `git init`, then `revmentor init --hook` here")
    });
    Refusal::unmet(vec![problem])
}
