//! What every verb works at: the options common to all, where results and messages go, and how a verb ends.

mod change;

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use super::progress;
use crate::app::input_file::InputFile;
use crate::app::judging::Judging;
use crate::app::messages::own_texts;
use crate::app::restoring;
use crate::app::session::CohortSession;
use crate::app::table;
use crate::app::taking_part::{self, Departed};
use crate::cli::environment::Environment;
use crate::cli::failure;
use crate::cli::result_sink::{Ended, ResultSink};
use crate::cli::transcript::{Transcript, Utterance};
use crate::cli::write_args::WriteArgs;
use crate::domain::problem::{Ending, Problem, Refusal, unless_errors};
use crate::domain::side::Kind;
use crate::domain::text::long_date;
use crate::render::escape::terminal;
use crate::render::output::{Document, Format};
use crate::render::terminal::excerpt::Texts;
use crate::render::terminal::problems::{Look, problems};
use crate::render::terminal::prose;
use crate::store::changes::Workspace;
use crate::store::formats::table::Table;
use crate::store::layout::{self, RelPath};

pub(super) use crate::store::changes::Access;

/// A verb ended well: it did its work, or nothing was to do. Whatever else is an error, and so is what a check finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Done;

/// The console at which a verb works.
pub(super) struct Console<'a> {
    environment: Environment<'a>,
    named: Option<PathBuf>,
    pub(super) format: Format,
    pub(super) today: NaiveDate,
    /// Of the cohort that was opened last.
    kind: Kind,
    texts: Texts,
    transcript: Transcript,
    sink: ResultSink,
}

impl<'a> Console<'a> {
    pub(super) fn new(
        environment: Environment<'a>,
        named: Option<PathBuf>,
        (format, output): (Format, Option<PathBuf>),
        today: NaiveDate,
    ) -> Console<'a> {
        let (kind, texts, transcript) = (Kind::default(), Texts::new(), Transcript::default());
        let output = output.map(|typed| environment.directory.join(typed));
        Console { environment, named, format, today, kind, texts, transcript, sink: ResultSink::new(format, output) }
    }

    /// A path as the user typed it, seen from where the program was started.
    pub(super) fn path(&self, typed: &Path) -> PathBuf {
        self.environment.directory.join(typed)
    }

    /// A file as the user typed it.
    pub(super) fn input_file(&self, typed: &Path) -> InputFile {
        InputFile { shown: typed.display().to_string(), path: self.path(typed) }
    }

    /// Reads a table that the lead named, and says how.
    pub(super) fn table(&mut self, typed: &Path) -> anyhow::Result<Table> {
        let (table, notes) = table::read(&self.input_file(typed))?;
        notes.iter().try_for_each(|note| self.say(note))?;
        Ok(table)
    }

    /// The program's own file, where the system tells.
    pub(super) fn program(&self) -> Option<&Path> {
        self.environment.program.as_deref()
    }

    /// The option that set the day, as a printed command takes it: ` --today 2027-02-01`; empty where no option did.
    pub(super) fn typed_today(&self) -> String {
        if self.today == self.environment.today { String::new() } else { format!(" --today {}", self.today) }
    }

    /// From now on works at the cohort in `directory`, on `today`.
    pub(super) fn turn_to(&mut self, directory: PathBuf, today: NaiveDate) {
        self.named = Some(directory);
        self.today = today;
    }

    fn named(&self) -> Option<PathBuf> {
        self.named.as_deref().map(|named| self.environment.directory.join(named))
    }

    /// Whether the result goes to a file.
    pub(super) fn has_output(&self) -> bool {
        self.sink.has_file()
    }

    /// Refuses to write a result where it would be committed, unless the file is the one that it is made for.
    pub(super) fn output_allowed(&mut self, made_for: Option<&RelPath>) -> anyhow::Result<()> {
        let root = self.root();
        Ok(self.sink.judge_file(root.as_deref(), made_for)?)
    }

    /// The cohort directory, if there is one.
    pub(super) fn root(&self) -> Option<PathBuf> {
        layout::find(&self.environment.directory, self.named().as_deref()).ok()
    }

    /// Opens the cohort directory without reading it; finishes what an interrupted command had decided, and says so.
    pub(super) fn workspace(&mut self, access: Access) -> anyhow::Result<Workspace> {
        let root = layout::find(&self.environment.directory, self.named().as_deref()).map_err(Refusal::from)?;
        if access == Access::Write {
            self.transcript.wait();
        }
        let (workspace, notes) = Workspace::open(&root, access)?;
        self.warn(&notes)?;
        Ok(workspace)
    }

    /// Opens the cohort directory: everything in it is read and judged, all that is wrong is told at once.
    pub(super) fn open(&mut self, access: Access) -> anyhow::Result<CohortSession> {
        self.open_judged(access, |_| Vec::new(), Judging::Strict)
    }

    /// As [`Console::open`], for a verb that only shows: contradictions are told, and do not stop it.
    pub(super) fn open_to_show(&mut self) -> anyhow::Result<CohortSession> {
        self.open_judged(Access::Read, |_| Vec::new(), Judging::Showing)
    }

    /// As [`Console::open`], for a verb that settles what two leads recorded of one thing: contradictions do not stop it.
    pub(super) fn open_settling(&mut self, access: Access) -> anyhow::Result<CohortSession> {
        self.open_judged(access, |_| Vec::new(), Judging::Settling)
    }

    /// As [`Console::open`], but `mend` may set something right before the facts are judged; it gives what the lead should know.
    pub(super) fn open_mended(
        &mut self,
        access: Access,
        mend: fn(&mut CohortSession) -> Vec<Problem>,
    ) -> anyhow::Result<CohortSession> {
        self.open_judged(access, mend, Judging::Strict)
    }

    /// As [`Console::open_mended`], and the rows of both sides are united where git left a conflict among the facts.
    pub(super) fn open_united(
        &mut self,
        access: Access,
        mend: fn(&mut CohortSession) -> Vec<Problem>,
    ) -> anyhow::Result<CohortSession> {
        self.open_judged(access, mend, Judging::Uniting)
    }

    fn open_judged(
        &mut self,
        access: Access,
        mend: fn(&mut CohortSession) -> Vec<Problem>,
        judging: Judging,
    ) -> anyhow::Result<CohortSession> {
        let workspace = self.workspace(access)?;
        let (mut session, warnings) = CohortSession::read(workspace, &mut self.texts, mend, judging)?;
        self.kind = session.settings.programme.kind;
        self.texts.extend(own_texts::shown(&session));
        self.warn(&warnings)?;
        if access == Access::Write {
            self.say_departed(&taking_part::settle_departures(&mut session, self.today))?;
        }
        Ok(session)
    }

    /// Says whose planned departure has come.
    fn say_departed(&mut self, departed: &[Departed]) -> anyhow::Result<()> {
        let pairs = |departed: &Departed| {
            let ended: Vec<String> = departed.ended.iter().map(|(pair, _)| format!("; the pair {pair} ended")).collect();
            ended.concat()
        };
        self.say_all(
            departed.iter().map(|one| format!("{} left on {}, as planned{}.", one.person, long_date(one.on), pairs(one))),
        )
    }

    /// Opens the cohort directory to look for contradictions: only files that cannot be read stop it.
    pub(super) fn open_unjudged(&mut self) -> anyhow::Result<CohortSession> {
        let workspace = self.workspace(Access::Read)?;
        let (session, found) = CohortSession::read_unjudged(workspace, &mut self.texts, Judging::Strict)?;
        let (session, warnings) = unless_errors(session, found)?;
        self.kind = session.settings.programme.kind;
        self.warn(&warnings)?;
        Ok(session)
    }

    /// Brings the lead's own views up to date after a change that was made without reading the cohort.
    pub(super) fn renew_private_views(&mut self, workspace: Workspace) -> anyhow::Result<()> {
        match CohortSession::read(workspace, &mut self.texts, |_| Vec::new(), Judging::Strict) {
            Ok((session, _)) => self.warn(&session.write_private_views(self.today)),
            // What is wrong there is told by the next command that reads it.
            Err(_) => Ok(()),
        }
    }

    /// From now on excerpts of `file` are taken from this text.
    pub(super) fn shows(&mut self, file: &str, text: &str) {
        self.texts.insert(file.to_owned(), text.to_owned());
    }

    /// 32 unpredictable bytes.
    pub(super) fn entropy(&mut self) -> anyhow::Result<[u8; 32]> {
        (self.environment.entropy)()
    }

    /// Writes to standard output as it is; in JSON it is the document's `text`.
    pub(super) fn print(&mut self, text: &str) -> anyhow::Result<()> {
        match self.sink.report() {
            Some(report) => report.add(&serde_json::json!({ "text": text })),
            None => self.utter(Utterance::Result(text.to_owned()))?,
        }
        Ok(())
    }

    /// Writes sentences to standard output, broken between words where somebody reads them on a screen.
    pub(super) fn print_prose(&mut self, text: &str) -> anyhow::Result<()> {
        if self.environment.shown && !self.sink.has_file() && self.sink.report().is_none() {
            return self.print(&prose::wrapped(text, self.environment.width));
        }
        self.print(text)
    }

    /// Writes a text that is the whole result in every format.
    pub(super) fn print_whole(&mut self, text: &str) -> anyhow::Result<()> {
        Ok(self.sink.write_whole(text, self.environment.out)?)
    }

    /// Adds keys to the result in JSON.
    pub(super) fn show_json(&mut self, result: &impl serde::Serialize) {
        if let Some(report) = self.sink.report() {
            report.add(result);
        }
    }

    /// Says something at once, or as soon as the change is made.
    fn utter(&mut self, utterance: Utterance) -> anyhow::Result<()> {
        match self.transcript.add(utterance) {
            Some(utterance) => self.say_now(&utterance),
            None => Ok(()),
        }
    }

    /// Once a change is made, a message that cannot be written must not make it look as if it had failed.
    fn say_now(&mut self, utterance: &Utterance) -> anyhow::Result<()> {
        let written = match utterance {
            Utterance::Result(text) => self.sink.write(text, self.environment.out),
            Utterance::Message(text) | Utterance::Warning(text) => self.environment.err.write_all(text.as_bytes()),
        };
        match (written, utterance) {
            (Err(_), Utterance::Message(_) | Utterance::Warning(_)) if self.transcript.is_committed() => Ok(()),
            (written, _) => Ok(written?),
        }
    }

    /// Says what waited for the change, which is made (`Committed`) or is not going to be (`Open`).
    fn release(&mut self, now: Transcript) -> anyhow::Result<()> {
        self.transcript.take(now).iter().try_for_each(|utterance| self.say_now(utterance))
    }

    /// A change begins: what is said from now on waits until it is made.
    pub(super) fn begin_change(&mut self, write: WriteArgs) {
        if !write.dry_run {
            self.transcript.wait();
        }
    }

    /// The change is made: says what waited for it.
    pub(super) fn committed(&mut self) -> anyhow::Result<()> {
        self.release(Transcript::Committed)
    }

    /// Says at once what waited, before a refusal that points to it.
    pub(super) fn say_what_waited(&mut self) -> anyhow::Result<()> {
        self.release(Transcript::Open)
    }

    /// The verb ended well: says what waited for a change that was not needed.
    pub(super) fn finish(&mut self) -> anyhow::Result<()> {
        self.say_what_waited()?;
        self.sink.finish(Ended::Well, self.environment.out)
    }

    /// Shows a result in the format that was asked for.
    pub(super) fn show(&mut self, document: &Document) -> anyhow::Result<()> {
        if let Some(report) = self.sink.report() {
            report.add(document);
            return Ok(());
        }
        let text = document.show(self.format, self.environment.width, self.kind);
        self.sink.shows_a_result();
        self.print(&text)
    }

    /// Does work that may take a while. Whoever watches is told what is `doing` once it has taken over a second.
    pub(super) fn patiently<T>(&mut self, doing: &str, work: impl FnOnce() -> T) -> T {
        if self.environment.watched { progress::telling(self.environment.err, doing, work) } else { work() }
    }

    /// Says a sentence to the person at the terminal.
    pub(super) fn say(&mut self, sentence: &str) -> anyhow::Result<()> {
        self.say_all([sentence])
    }

    /// Says several lines to the person at the terminal, as they are set out.
    pub(super) fn say_lines(&mut self, lines: &str) -> anyhow::Result<()> {
        self.utter(Utterance::Message(self::lines(lines.lines())))
    }

    /// Says sentences in one breath: each write to a terminal costs a call of the operating system.
    pub(super) fn say_all<S: AsRef<str>>(&mut self, sentences: impl IntoIterator<Item = S>) -> anyhow::Result<()> {
        let lines = lines(sentences);
        self.utter(Utterance::Message(self.fitted(lines)))
    }

    /// Prose as it fits the screen of whoever reads it; as it is where nobody does.
    fn fitted(&self, text: String) -> String {
        if self.environment.watched { prose::wrapped(&text, self.environment.width) } else { text }
    }

    /// Tells problems that do not stop the work.
    pub(super) fn warn(&mut self, warnings: &[Problem]) -> anyhow::Result<()> {
        let warnings = restoring::with_commands(warnings, self.root().as_deref());
        if let Some(report) = self.sink.report() {
            report.add_problems(&warnings);
        }
        let look = Look { colour: true, width: self.environment.width };
        let told = problems(&warnings, &self.texts, look);
        self.utter(Utterance::Warning(self.fitted(told)))
    }

    /// Tells why a verb failed, and gives the exit status. Of a change that was not made nothing is said but warnings.
    pub(super) fn failed(&mut self, error: &anyhow::Error) -> u8 {
        let look = Look { colour: true, width: self.environment.width };
        let root = self.root();
        let refusal = failure::refusal(error).map(|refusal| Refusal {
            problems: restoring::with_commands(&refusal.problems, root.as_deref()).into_owned(),
            ..refusal
        });
        let (mut text, status) = match &refusal {
            Some(refusal) => (self.fitted(problems(&refusal.problems, &self.texts, look)), refusal.ending.status()),
            None if failure::is_broken_pipe(error) => (String::new(), 0),
            None if self.transcript.is_committed() => (failure::not_shown(error), 0),
            None => (failure::other(error), Ending::Unmet.status()),
        };
        if self.environment.watched {
            text.push_str(&refusal.as_ref().map_or_else(String::new, failure::where_to_read_more));
        }
        if let Some(report) = self.sink.report() {
            report.add_problems(&refusal.map_or_else(|| vec![failure::as_problem(error)], |refusal| refusal.problems));
            if self.transcript.is_waiting() && status != 0 {
                report.withdraw_result();
            }
        }
        if self.transcript.is_waiting() && status != 0 && !failure::is_decided(error) {
            text.push_str("Nothing was written.\n");
        }
        let waited = self.transcript.take(Transcript::Open);
        let warnings = waited.iter().filter(|utterance| matches!(utterance, Utterance::Warning(_)));
        let warned: anyhow::Result<Vec<()>> = warnings.map(|warning| self.say_now(warning)).collect();
        let shown = self.sink.finish(Ended::Refused, self.environment.out);
        // A file that cannot be written does not take the document with it.
        let shown = self.sink.finish(Ended::Refused, self.environment.out).and(shown);
        match (warned, self.environment.err.write_all(text.as_bytes()), shown) {
            (Ok(_), Ok(()), Ok(())) => status,
            _ => status.max(Ending::Unmet.status()),
        }
    }
}

/// Each text on a line of its own.
fn lines<S: AsRef<str>>(texts: impl IntoIterator<Item = S>) -> String {
    let mut lines = String::new();
    for text in texts {
        lines.push_str(&terminal::line(text.as_ref()));
        lines.push('\n');
    }
    lines
}
