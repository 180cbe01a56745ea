//! The changes of this machine: what was done, and taking back the last of it.

use super::change_set::{ChangeSet, Difference};
use super::journal::{Journal, LogEntry, Retire, Step};
use super::transaction::{record, records};
use super::trouble;
use super::workspace::Workspace;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::text::long_date;
use crate::store::formats::announcement_toml;
use crate::store::git::Git;
use crate::store::layout::{
    COHORT_FILE, LOCAL, RelPath, draw, format_file, is_for_people, published_outcomes, published_summaries, view_digests,
};

/// The code of a change that is in git's HEAD.
pub(crate) const COMMITTED: &str = "committed";

/// A change of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// Its number on this machine.
    pub number: u32,
    /// What it was.
    pub entry: LogEntry,
    /// The files that it changed.
    pub changed: Vec<Difference>,
}

/// A change that was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// The change.
    pub entry: LogEntry,
    /// What taking it back changed.
    pub changed: Vec<Difference>,
    /// What the lead should know.
    pub notes: Vec<Problem>,
}

impl Workspace {
    /// The changes that can still be told, the oldest first: at most the last twenty, only those of this machine, and none
    /// from before somebody was erased. O(bytes of the records).
    ///
    /// # Errors
    /// When a record cannot be read.
    pub fn log(&self) -> Result<Vec<Logged>, Problem> {
        let numbers = records(self.site()).map_err(|error| trouble::problem(LOCAL, &error))?;
        numbers.into_iter().map(|number| self.logged(number)).collect()
    }

    fn logged(&self, number: u32) -> Result<Logged, Problem> {
        let journal = self.journal(number)?;
        let steps = journal.steps.iter().filter(|step| step.path != view_digests());
        Ok(Logged { number, entry: journal.entry.clone(), changed: steps.filter_map(Step::difference).collect() })
    }

    fn journal(&self, number: u32) -> Result<Journal, Problem> {
        let file = format!("{LOCAL}/undo/{number:04}");
        let bytes = self.site().disk.read(&record(self.site(), number)).map_err(|error| trouble::problem(&file, &error))?;
        Journal::parse(&bytes.unwrap_or_default()).map_err(|_| {
            Problem::error("damaged-record", "this record of a change cannot be read").at(Place::file(&file)).help("delete it")
        })
    }

    /// What `undo` would take back.
    ///
    /// # Errors
    /// When there is nothing, a file is another than the change left it, or git's HEAD holds its facts.
    pub fn last_change(&self) -> Result<Logged, Refusal> {
        let (number, journal) = self.undoable()?;
        let changed = reverse(&journal);
        Ok(Logged { number, changed: self.difference(&changed)?, entry: journal.entry })
    }

    /// Takes back the newest change that was not yet taken back, private files included. The directory is then as it was
    /// before that change, byte for byte, but for `.revmentor/` and what calendars were written since: people may have them, and a
    /// calendar is corrected by its next edition alone.
    ///
    /// # Errors
    /// As [`Workspace::last_change`] and [`Workspace::commit`].
    pub fn undo(&mut self) -> Result<Undone, Refusal> {
        let (number, journal) = self.undoable()?;
        let written = self.write(reverse(&journal), journal.entry.clone(), Retire::Undoes(number))?;
        let notes = written.notes.into_iter().chain(Git::silent(self.root())).collect();
        Ok(Undone { entry: journal.entry, changed: written.changed, notes })
    }

    /// The rows that the change which `undo` is about added to each file of records, below the file's header.
    ///
    /// # Errors
    /// When there is none, or a record cannot be read.
    pub(crate) fn added_by_last_change(&self) -> Result<Vec<(RelPath, String)>, Refusal> {
        let numbers = records(self.site()).map_err(|error| trouble::refusal(LOCAL, &error))?;
        let (_, journal) = self.newest_but_calendars(&numbers)?;
        let added = journal.steps.iter().filter(|step| is_record(&step.path));
        Ok(added.map(|step| (step.path.clone(), added_rows(step))).collect())
    }

    fn undoable(&self) -> Result<(u32, Journal), Refusal> {
        let numbers = records(self.site()).map_err(|error| trouble::refusal(LOCAL, &error))?;
        let (number, journal) = self.newest_but_calendars(&numbers)?;
        let mut problems = Vec::new();
        for step in journal.steps.iter().filter(|step| step.path != view_digests()) {
            if self.read(&step.path)? != step.after {
                problems.push(edited_since(&step.path));
            }
        }
        problems.extend(committed(self.root(), &journal)?);
        problems.extend(self.announced_draw(&journal)?);
        if problems.is_empty() { Ok((number, journal)) } else { Err(Refusal::unmet(problems)) }
    }

    /// A draw that was announced is made once: taken back without a trace it could be made again until it pleases.
    fn announced_draw(&self, journal: &Journal) -> Result<Option<Problem>, Problem> {
        for step in journal.steps.iter().filter(|step| step.before.is_none()) {
            let number = draw_number(&step.path).and_then(|number| number.checked_sub(1));
            let Some(before) = number.map(draw) else { continue };
            let text = self.read(&before)?.unwrap_or_default();
            if announcement_toml::is_one(&String::from_utf8_lossy(&text)) && step.after.as_deref().is_some_and(has_public) {
                let message = "this draw was announced, and an announced draw is made once";
                let help = "where its numbers were mistyped: commit it, `git revert` that commit, and draw with the right ones; `verify` shows both";
                return Ok(Some(Problem::error("announced-draw", message).at(Place::file(step.path.as_str())).help(help)));
            }
        }
        Ok(None)
    }

    /// The newest change that is no edition of the calendars; beside those, such a change holds only what follows from the facts.
    fn newest_but_calendars(&self, numbers: &[u32]) -> Result<(u32, Journal), Refusal> {
        for number in numbers.iter().rev() {
            let journal = self.journal(*number).map_err(|problem| Refusal::unmet(vec![problem]))?;
            if !journal.steps.iter().any(|step| is_for_people(&step.path)) {
                return Ok((*number, journal));
            }
        }
        Err(nothing_left())
    }

    /// Removes every undo record that holds, before or after, contents of which `tells` says so. O(bytes of the records).
    ///
    /// # Errors
    /// When the disk refuses; what was removed stays removed.
    pub fn purge_undo(&mut self, tells: impl Fn(&RelPath, &[u8]) -> bool) -> Result<usize, Refusal> {
        self.must_be_writer()?;
        let numbers = records(self.site()).map_err(|error| trouble::refusal(LOCAL, &error))?;
        let mut removed = 0;
        for number in numbers {
            // A record that cannot be read may hold anything.
            let told = self.journal(number).map_or(true, |journal| {
                let contents = |step: &Step| step.before.iter().chain(&step.after).any(|bytes| tells(&step.path, bytes));
                journal.steps.iter().any(contents)
            });
            if told {
                self.site().disk.remove(&record(self.site(), number)).map_err(|error| trouble::refusal(LOCAL, &error))?;
                removed += 1;
            }
        }
        Ok(removed)
    }
}

/// The number in the path of the record of a matching.
fn draw_number(path: &RelPath) -> Option<u32> {
    path.as_str().strip_prefix("facts/draws/")?.strip_suffix(".toml")?.parse().ok()
}

fn has_public(record: &[u8]) -> bool {
    String::from_utf8_lossy(record).lines().any(|line| line.starts_with("public = "))
}

/// The change set that takes a change back.
fn reverse(journal: &Journal) -> ChangeSet {
    let mut changes = ChangeSet::default();
    for step in journal.steps.iter().filter(|step| step.path != view_digests()) {
        match &step.before {
            Some(bytes) => changes.put(step.path.clone(), bytes.clone()),
            None => changes.remove(step.path.clone()),
        }
    }
    changes
}

fn nothing_left() -> Refusal {
    let message = "there is no change on this machine that could be taken back";
    let help =
        "`revmentor log` lists what happened; a fact that git holds is corrected by a new one, calendars by the next `calendar`";
    Refusal::unmet(vec![Problem::error("nothing-to-undo", message).help(help)])
}

fn edited_since(path: &RelPath) -> Problem {
    Problem::error("edited-since", "this file was changed after the command that would be taken back")
        .at(Place::file(path.as_str()))
        .help("put it back as the command left it, or enter a correction with the commands")
}

/// That git's HEAD already holds what a change recorded; of one that recorded nothing, that HEAD holds every file as the change left it.
fn committed(root: &std::path::Path, journal: &Journal) -> Result<Option<Problem>, Problem> {
    let shared: Vec<&Step> = journal.steps.iter().filter(|step| is_shared(&step.path)).collect();
    let Some(git) = Git::of(root).filter(|_| !shared.is_empty()) else { return Ok(None) };
    let heads = git.heads(shared.iter().map(|step| &step.path))?;
    let head = |step: &Step| heads.get(&step.path).map(Vec::as_slice);
    let recorded: Vec<&&Step> = shared.iter().filter(|step| is_record(&step.path)).collect();
    let step = recorded.iter().find(|step| is_committed(head(step), step.before.as_deref(), step.after.as_deref()));
    let LogEntry { verb, on, summary } = &journal.entry;
    if let Some(step) = step {
        let message = format!("what `{verb}` recorded on {} is in git's HEAD, where others may have it already", long_date(*on));
        let problem = Problem::error(COMMITTED, message).at(Place::file(step.path.as_str())).value(summary);
        return Ok(Some(problem.help("enter a correction instead")));
    }
    // Settings are changed by hand as well, and may go back to what they were.
    let follows = recorded.is_empty() && shared.iter().all(|step| step.path.as_str() != COHORT_FILE);
    let is_held = follows && shared.iter().all(|step| head(step) == step.after.as_deref());
    let message = format!(
        "what `{verb}` wrote on {} is in git's HEAD, and follows from the facts: there is nothing to take back",
        long_date(*on)
    );
    let problem = || Problem::error("nothing-to-undo", message).value(summary);
    Ok(is_held.then(problem).map(|problem| problem.help("`revmentor log` lists what happened; a fact is corrected by a new one")))
}

/// Whether git may hold the file.
fn is_shared(path: &RelPath) -> bool {
    !path.as_str().starts_with("private/") && *path != view_digests()
}

/// Whether the file holds what was recorded, and is not made from it.
fn is_record(path: &RelPath) -> bool {
    let is_fact = path.as_str().starts_with("facts/") && *path != format_file();
    is_fact || *path == published_outcomes() || *path == published_summaries()
}

/// The header of a file and the lines below it that a change added.
fn added_rows(step: &Step) -> String {
    let text = |bytes: &Option<Vec<u8>>| String::from_utf8_lossy(bytes.as_deref().unwrap_or_default()).into_owned();
    let (before, after) = (text(&step.before), text(&step.after));
    let before: Vec<&str> = before.lines().collect();
    let is_added = |(at, line): &(usize, &str)| *at == 0 || !before.contains(line);
    after.lines().enumerate().filter(is_added).flat_map(|(_, line)| [line, "\n"]).collect()
}

/// Whether HEAD holds a row that the change added, more often than it stood there before.
fn is_committed(head: Option<&[u8]>, before: Option<&[u8]>, after: Option<&[u8]>) -> bool {
    let (Some(head), Some(after)) = (head, after) else { return false };
    let Some(before) = before else { return true };
    let rows = |bytes: &'_ [u8], row: &[u8]| bytes.split(|byte| *byte == b'\n').filter(|line| *line == row).count();
    after.split(|byte| *byte == b'\n').any(|row| rows(after, row) > rows(before, row) && rows(head, row) > rows(before, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_counts_as_committed_only_if_the_change_added_it() {
        let (old, new) = (Some(b"h\na\n".as_slice()), Some(b"h\na\nb\n".as_slice()));
        assert!(!is_committed(old, old, new), "HEAD stands before the change");
        assert!(is_committed(new, old, new), "HEAD holds the change");
        assert!(is_committed(Some(b"h\na\nb\nc\n"), old, new), "HEAD is ahead");
        assert!(!is_committed(Some(b"h\n"), old, new), "HEAD is far behind");
        assert!(!is_committed(None, None, new), "the file is not in HEAD");
        assert!(is_committed(new, None, new), "a new file that HEAD has");
        assert!(is_committed(Some(b"h\na\na\n"), Some(b"h\na\n"), Some(b"h\na\na\n")), "the same row again");
    }
}
