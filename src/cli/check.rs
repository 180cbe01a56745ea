//! `check`: every invariant of the directory, and that no personal datum stands in a file that is not private.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::app::editions_in_history;
use crate::app::guard::{self, Scope, warnings};
use crate::app::invariants;
use crate::app::previous;
use crate::app::public_report;
use crate::app::schema_file;
use crate::app::scores;
use crate::app::session::CohortSession;
use crate::check::{self, CHECKS};
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::domain::pair;
use crate::domain::problem::{Place, Problem, Refusal, Severity};
use crate::render::output::{Cell, Document, Sheet};
use crate::store::git::{Git, Pushed};

/// Check the cohort for errors; prints nothing if there are none
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Only whether a name, an address or an answer stands in a file that is not private, that git has staged, or that it has in its history
    #[arg(long)]
    privacy: bool,
    /// Only whether the message of a commit, in this file, names anybody
    #[arg(long, value_name = "FILE", conflicts_with = "privacy")]
    message: Option<PathBuf>,
    /// Only whether what `git push` would bring to this remote names anybody
    #[arg(long, value_name = "REMOTE", conflicts_with_all = ["privacy", "message"])]
    push: Option<String>,
    /// What git tells the hook of a push on its standard input, in a file: nothing else is looked at
    #[arg(long, hide = true, value_name = "FILE", requires = "push")]
    refs: Option<PathBuf>,
    /// The editor of the message: git names one that does nothing to the hooks where the message came with the command
    #[arg(long, hide = true, env = "GIT_EDITOR", hide_env = true, value_name = "COMMAND")]
    editor: Option<String>,
    /// List the checks by name, and check nothing
    #[arg(long)]
    list: bool,
    /// The index of the commit that is about to be made: git names it to the hooks that it runs
    #[arg(long, hide = true, env = "GIT_INDEX_FILE", hide_env = true, value_name = "FILE")]
    index: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    if arguments.list {
        let rows = CHECKS.iter().map(|check| [Cell::text(check.name), Cell::text(check.sentence)]);
        console.show(&Document::default().sheet("checks", Sheet::new("Checks", ["check", "holds"], rows)))?;
        return Ok(Done);
    }
    let session = console.open_unjudged()?;
    if let Some(file) = &arguments.message {
        return message(&session, file, arguments.editor.as_deref() != Some(":"), console);
    }
    if let Some(remote) = &arguments.push {
        return push(&session, remote, arguments.refs.as_deref(), console);
    }
    // A hook asks: whoever commits must not take silence for a clean bill.
    if arguments.index.is_some() && guard::nobody_is_known(&session) {
        console.warn(&[warnings::nobody_known("commit")])?;
    }
    let mut found = if arguments.privacy {
        Vec::new()
    } else {
        [invariants::judge(&session, console.today)?, public_report::withdrawn_but_shown(&session)?].concat()
    };
    if arguments.index.is_some() {
        // What is true is committed, also where the next matching or timetable has to follow from it.
        let repaired = found.extract_if(.., |problem| check::REPAIRED_BY_PLANNING.contains(&problem.code));
        console.warn(&repaired.map(Problem::as_warning).collect::<Vec<_>>())?;
    }
    let silent = Git::silent(session.workspace().root());
    if arguments.privacy {
        found.extend(silent.map(as_error).into_iter().chain(nobody_known(&session)));
    } else {
        console.warn(&silent.into_iter().collect::<Vec<_>>())?;
    }
    // Where nobody's name is known, as on a server that runs this, a hook has little to find.
    let unguarded = session.records().ok().and_then(|_| warnings::missing_hook(session.workspace().git()));
    let pairs = session.cohort().active_pairs().count();
    let beyond = pair::more_than_places(pairs, session.settings.matching.policy.places).filter(|_| !arguments.privacy);
    let schema = if arguments.privacy { None } else { schema_file::outdated(&session)? };
    console.warn(&scores::committed(&session).into_iter().chain(unguarded).chain(beyond).chain(schema).collect::<Vec<_>>())?;
    console.warn(&editions_in_history::warnings(&session)?)?;
    if !arguments.privacy && arguments.index.is_none() {
        console.warn(&previous::not_at_hand(&session))?;
    }
    let findings = guard::judge(&session, if arguments.privacy { Scope::WithHistory } else { Scope::Present })?;
    console.warn(&findings.warnings)?;
    found.extend(findings.problems());
    if found.iter().any(Problem::is_error) {
        return Err(Refusal::unmet(found).into());
    }
    console.warn(&found)?;
    Ok(Done)
}

/// Whether the message of a commit names anybody.
fn message(session: &CohortSession, file: &Path, was_edited: bool, console: &Console<'_>) -> anyhow::Result<Done> {
    let text = of_git("the message", file, console)?;
    clean_or_refused(guard::judge_message(session, &in_any_letters(text), was_edited)?)
}

/// Whether what a push brings to a remote names anybody.
fn push(session: &CohortSession, remote: &str, refs: Option<&Path>, console: &mut Console<'_>) -> anyhow::Result<Done> {
    if guard::nobody_is_known(session) {
        console.warn(&[warnings::nobody_known("push")])?;
    }
    let lines = refs.map(|file| of_git("the list of branches", file, console)).transpose()?;
    let pushed = lines.map(|lines| Pushed::read(&String::from_utf8_lossy(&lines))).transpose().map_err(|line| {
        let problem = Problem::error("no-message", format!("line {line} of the list of branches cannot be read"));
        problem.help("install the newest revmentor, then run `revmentor init --hook`; nothing was pushed")
    })?;
    let findings = guard::judge_push(session, remote, pushed.as_ref())?;
    console.warn(&findings.warnings)?;
    clean_or_refused(findings.problems())
}

/// What git gives a hook in a file.
fn of_git(what: &str, file: &Path, console: &Console<'_>) -> Result<Vec<u8>, Problem> {
    std::fs::read(console.path(file)).map_err(|error| {
        let problem = Problem::error("no-message", format!("{what} cannot be read: {error}"));
        problem.at(Place::file(file.display().to_string())).help("name the file that git gives the hook")
    })
}

/// A message in UTF-8 or, as `i18n.commitEncoding` allows, in Latin letters of one byte.
fn in_any_letters(message: Vec<u8>) -> String {
    String::from_utf8(message).unwrap_or_else(|error| error.as_bytes().iter().copied().map(char::from).collect())
}

fn clean_or_refused(found: Vec<Problem>) -> anyhow::Result<Done> {
    if found.iter().any(Problem::is_error) { Err(Refusal::unmet(found).into()) } else { Ok(Done) }
}

/// What could not be looked at is no clean bill for whoever asks for personal data.
fn as_error(problem: Problem) -> Problem {
    Problem { severity: Severity::Error, ..problem }
}

/// Whoever asks for personal data where nobody's name is at hand must not take silence for a clean bill.
fn nobody_known(session: &CohortSession) -> Option<Problem> {
    let message = "this clone has no private folder, so nobody's name is known and only private files were looked for";
    let problem = Problem::error("nobody-known", message).help("run this where private/ is");
    guard::nobody_is_known(session).then_some(problem)
}
