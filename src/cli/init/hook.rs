//! `init --hook`: git asks the program before every commit, and what was committed before is looked through at once.

use std::path::Path;

use crate::app::guard::{self, Scope, warnings};
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::history_repair;
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
    console.show_changes(&[]);
    let planned = hook::planned(&git, console.program()).map_err(Refusal::unmet)?;
    for (file, ..) in planned.files.iter().filter(|(.., became)| *became != Hooked::Already) {
        console.show_change(file, !file.exists());
    }
    let names: Vec<_> =
        planned.files.iter().filter_map(|(file, ..)| file.file_name()).map(|name| name.to_string_lossy()).collect();
    let names = names.join(", ");
    if write.dry_run {
        console.warn(&planned.foreign)?;
        console.say(&format!("Dry run, nothing is written. It would install the hooks {names} in {}.", git.hooks().display()))?;
        return Ok(Done);
    }
    let what = match hook::install(&git, console.program()).map_err(Refusal::unmet)? {
        Hooked::Installed => "The hooks are installed",
        Hooked::Extended => "The hooks check this cohort, too",
        Hooked::Already => "The hooks are already installed",
    };
    if planned.foreign.is_empty() {
        console.say(&format!(
            "{what}: git refuses a commit with personal data in its files or its message, or of a cohort in which `check` finds errors, and a \
             push of personal data. \
             Hooks are not copied when a repository is cloned: everybody runs `revmentor init --hook` once."
        ))?;
    } else {
        console.warn(&planned.foreign)?;
        console.say(&format!("{what} as far as no other hook is in their place: {names}."))?;
    }
    console.turn_to(directory.to_path_buf(), console.today);
    look_back(console)
}

/// Reports personal data that were committed before there was a hook, and the commands that remove them.
fn look_back(console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open_unjudged()?;
    if guard::nobody_is_known(&session) {
        console.warn(&[warnings::nobody_known("commit")])?;
    }
    let findings = guard::judge(&session, Scope::WithHistory)?;
    let Some(git) = session.workspace().git().filter(|_| findings.is_in_history()) else { return Ok(Done) };
    console.warn(&findings.problems().into_iter().map(Problem::as_warning).collect::<Vec<_>>())?;
    let repair = guard::repair(git, findings.is_only_in_names(), &guard::names_somebody(&session)?)?;
    history_repair::tell(&repair, console)?;
    Ok(Done)
}

fn no_repository(directory: &Path) -> Refusal {
    let problem = Git::silent(directory).unwrap_or_else(|| {
        Problem::error("no-repository", "not a git repository, so there is nothing to install a hook in")
            .at(Place::file(directory.display().to_string()))
            .help("run `git init`, then `revmentor init --hook` here")
    });
    Refusal::unmet(vec![problem])
}
