//! How a change is made at the console: what differs is said, all of it is written or, in a dry run, nothing.

use std::path::Path;

use super::{Console, Done};
use crate::app::fact_files;
use crate::app::guard::warnings;
use crate::app::messages::unwanted;
use crate::app::session::CohortSession;
use crate::cli::write_args::WriteArgs;
use crate::domain::problem::{Problem, Refusal};
use crate::domain::text::counted;
use crate::render::terminal::file_list;
use crate::store::changes::{ChangeSet, Difference, DifferenceKind, LogEntry, Workspace};
use crate::store::git::hook;
use crate::store::layout;

impl Console<'_> {
    /// Applies what a verb did to the session: judges it, says what is written, writes all of it or, in a dry run, nothing.
    pub(in crate::cli) fn apply(
        &mut self,
        session: CohortSession,
        write: WriteArgs,
        verb: &str,
        summary: &str,
    ) -> anyhow::Result<Done> {
        let mut session = session;
        // Whoever drafts says what stands in the folder of the mailing.
        let unwanted = if verb == "messages" { Vec::new() } else { unwanted::take_away(&mut session, self.today)? };
        let done = self.carry_out(session, write, self.entry(verb, summary), CohortSession::commit)?;
        if !write.dry_run {
            self.say_all(unwanted)?;
        }
        Ok(done)
    }

    /// As [`Console::apply`], but with no way back: neither this change nor any earlier one can be taken back afterwards.
    pub(in crate::cli) fn apply_for_good(
        &mut self,
        session: CohortSession,
        write: WriteArgs,
        verb: &str,
        summary: &str,
    ) -> anyhow::Result<Done> {
        self.carry_out(session, write, self.entry(verb, summary), CohortSession::commit_for_good)
    }

    fn carry_out(
        &mut self,
        session: CohortSession,
        write: WriteArgs,
        entry: LogEntry,
        commit: fn(CohortSession, ChangeSet, LogEntry) -> Result<Vec<Problem>, Refusal>,
    ) -> anyhow::Result<Done> {
        session.refuse_edited_views()?;
        let changes = session.changes(session.views())?;
        let differences = session.workspace().difference(&changes)?;
        if !self.goes_on(&differences, write)? {
            return Ok(Done);
        }
        let root = session.workspace().root().to_path_buf();
        let unguarded = if hook::is_told(&root) { None } else { warnings::missing_hook(session.workspace().git()) };
        let format = fact_files::format(session.workspace(), &session.facts).map_err(Refusal::from)?;
        let notes = commit(session, changes, entry)?;
        self.committed()?;
        let done = self.written(&notes, &differences, format)?;
        if let Some(unguarded) = unguarded {
            self.warn(&[unguarded])?;
            hook::tell(&root);
        }
        Ok(done)
    }

    /// Writes files of the directory, with the same words as `apply`.
    pub(in crate::cli) fn write_files(
        &mut self,
        workspace: &mut Workspace,
        changes: ChangeSet,
        write: WriteArgs,
        verb: &str,
        summary: &str,
    ) -> anyhow::Result<Done> {
        let differences = workspace.difference(&changes)?;
        if !self.goes_on(&differences, write)? {
            return Ok(Done);
        }
        let notes = workspace.commit(changes, self.entry(verb, summary))?.notes;
        self.committed()?;
        self.written(&notes, &differences, layout::FORMAT)
    }

    /// Says what is going to be written, and whether it is to be. A commit is made even where no file differs: it closes the
    /// private folder to others, the exports that the lead put there too.
    fn goes_on(&mut self, differences: &[Difference], write: WriteArgs) -> anyhow::Result<bool> {
        self.show_changes(differences);
        if differences.is_empty() {
            self.say("Nothing to do: all files are up to date.")?;
        } else if write.dry_run {
            self.say(&format!("Dry run, nothing is written. It would change {}:", files(differences)))?;
            self.list_files(differences)?;
        }
        Ok(!write.dry_run)
    }

    /// Adds files to the `changes` of the result in JSON.
    pub(in crate::cli) fn show_changes(&mut self, differences: &[Difference]) {
        if let Some(report) = self.sink.report() {
            report.add_changes(differences);
        }
    }

    /// Ends a verb that has nothing to change.
    pub(in crate::cli) fn changes_nothing(&mut self, sentence: &str) -> anyhow::Result<Done> {
        self.show_changes(&[]);
        self.say(sentence).map(|()| Done)
    }

    /// Adds one file, which may stand outside the cohort directory.
    pub(in crate::cli) fn show_change(&mut self, file: &Path, is_new: bool) {
        let kind = if is_new { DifferenceKind::Added } else { DifferenceKind::Changed };
        if let Some(report) = self.sink.report() {
            report.add_change(&file.display().to_string(), kind);
        }
    }

    fn entry(&self, verb: &str, summary: &str) -> LogEntry {
        LogEntry { verb: verb.to_owned(), on: self.today, summary: summary.to_owned() }
    }

    fn written(&mut self, notes: &[Problem], differences: &[Difference], format: u32) -> anyhow::Result<Done> {
        self.warn(notes)?;
        if !differences.is_empty() {
            self.say(&format!("Wrote {}.", files(differences)))?;
        }
        if differences.iter().any(|difference| difference.path == layout::format_file()) {
            self.say(&format!("This cohort now uses directory format {format}; older versions of revmentor cannot open it."))?;
        }
        Ok(Done)
    }

    /// Lists files that change.
    pub(in crate::cli) fn list_files(&mut self, differences: &[Difference]) -> anyhow::Result<()> {
        self.say_all(file_list::lines(differences).iter().map(|line| format!("  {line}")))
    }
}

/// `1 file`, `54 files`.
fn files(differences: &[Difference]) -> String {
    counted(differences.len(), "file")
}
