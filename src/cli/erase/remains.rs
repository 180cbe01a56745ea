//! Where copies of personal data may be that no command of this program reaches.

use crate::app::guard::{self, Repair, Scope};
use crate::app::session::CohortSession;
use crate::cli::console::Console;
use crate::cli::history_repair;
use crate::domain::id::PersonId;
use crate::domain::problem::{Problem, Refusal};
use crate::store::git::Git;

/// What no erasure reaches and what removes it.
pub(super) struct Remains {
    /// What was found, and files that could not be looked into.
    pub found: Vec<Problem>,
    /// Whether somebody is named there: after the erasure nobody can tell.
    is_last_time: bool,
    /// The commands that clean git.
    repair: Option<Repair>,
}

/// What files that are not private, and git in any branch and at any time, hold of a person, or of anybody; and files that could
/// not be looked into.
///
/// # Errors
/// When git does not answer.
pub(super) fn outside_private(session: &CohortSession, person: Option<PersonId>) -> Result<Remains, Refusal> {
    let silent = Git::silent(session.workspace().root());
    let findings = guard::judge(session, Scope::WithHistory)?;
    let help = "an erasure does not reach this: take it out, out of the history too, and out of every clone";
    let found = person.map_or_else(|| findings.problems(), |person| findings.about(person));
    let is_last_time = !found.is_empty();
    let git = session.workspace().git().filter(|_| is_last_time && findings.is_in_history());
    let repair = match git {
        Some(git) => Some(guard::repair(git, findings.is_only_in_names(), &guard::names_somebody(session)?)?),
        None => None,
    };
    let found = found.into_iter().chain(silent).map(|found| found.help(help).as_warning());
    Ok(Remains { found: found.chain(findings.warnings).collect(), is_last_time, repair })
}

/// What the lead has to do by hand, and now.
pub(super) fn tell_cleaning(remains: &Remains, console: &mut Console<'_>) -> anyhow::Result<()> {
    if !remains.is_last_time {
        return Ok(());
    }
    console.say(
        "Clean what is listed above now: an erased name is known to nobody any more, not to the hook and not to `check`. Only the address is \
         still found, by its keyed hash.",
    )?;
    remains.repair.as_ref().map_or(Ok(()), |repair| history_repair::tell(repair, console))
}

/// Says where else copies may be.
pub(super) fn tell_elsewhere(session: &CohortSession, console: &mut Console<'_>) -> anyhow::Result<()> {
    console.say("Copies may remain where this program does not reach:")?;
    for place in [
        "  the survey tool itself, and exports in other folders (downloads, mail)",
        "  emails, letters and invitations that were sent, and calendars into which they were taken",
        "  other leads' machines: erase there, too",
        "  backups of this machine and of shared drives; sealed bundles of private/",
    ] {
        console.say(place)?;
    }
    if session.workspace().git().is_some() {
        console.say("  clones of the repository; `revmentor check --privacy` looks into its history")?;
    }
    for earlier in &session.settings.previous.cohorts {
        console.say(&format!("  the earlier cohort {earlier}: erase there, too"))?;
    }
    Ok(())
}
