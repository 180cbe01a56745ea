//! Where copies of personal data may be that no command of this program reaches.

use crate::app::session::CohortSession;
use crate::cli::check::privacy;
use crate::cli::console::Console;
use crate::domain::id::PersonId;
use crate::domain::problem::{Problem, Refusal, Severity};
use crate::store::git::Git;

/// What git holds of a person, or of anybody, in any branch and at any time. Empty where the repository was kept clean.
///
/// # Errors
/// When git does not answer.
pub(super) fn in_git(session: &CohortSession, person: Option<PersonId>) -> Result<Vec<Problem>, Refusal> {
    let theirs = |found: &Problem| person.is_none_or(|person| found.message.starts_with(&format!("{person}'s ")));
    let silent = Git::silent(session.workspace().root());
    let privacy::Findings { leaks, lost } = privacy::judge(session, true)?;
    let help = "an erasure does not reach this: take it out, out of the history too, and out of every clone";
    let leaks = leaks.into_iter().filter(theirs).chain(silent);
    let leaks = leaks.map(|found| Problem { severity: Severity::Warning, ..found.help(help) });
    Ok(leaks.chain(lost.into_iter().filter(theirs)).collect())
}

/// Says where else copies may be.
pub(super) fn tell_elsewhere(session: &CohortSession, console: &mut Console<'_>) -> anyhow::Result<()> {
    console.say("Copies may remain where this program does not reach:")?;
    for place in [
        "  the survey tool itself, and exports in other folders (downloads, mail)",
        "  e-mails, letters and invitations that were sent, and calendars into which they were taken",
        "  other leads' machines: `revmentor erase` there, too",
        "  backups of this machine and of shared drives; sealed bundles of private/",
    ] {
        console.say(place)?;
    }
    if Git::of(session.workspace().root()).is_some() {
        console.say("  clones of the repository; `revmentor check --privacy` looks into its history")?;
    }
    for earlier in &session.settings.previous.cohorts {
        console.say(&format!("  the earlier cohort {earlier}: erase there, too"))?;
    }
    Ok(())
}
