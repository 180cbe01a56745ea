//! `check`: every invariant of the directory, and that no personal datum stands in a file that is not private.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::app::guard::{self, Scope, warnings};
use crate::app::plan;
use crate::app::publication;
use crate::app::scores;
use crate::app::session::CohortSession;
use crate::check::{self, CHECKS, Subject, ViewState};
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::domain::person::Person;
use crate::domain::problem::{Place, Problem, Refusal, unless_errors};
use crate::render::output::{Cell, Document, Sheet};
use crate::store::git::Git;
use crate::store::layout::RelPath;

/// Check every invariant of the directory; silent when all is well
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Only whether a name, an address or an answer stands in a file that is not private, that git has staged, or that it has in its history
    #[arg(long)]
    privacy: bool,
    /// Only whether the message of a commit, in this file, names anybody
    #[arg(long, value_name = "FILE", conflicts_with = "privacy")]
    message: Option<PathBuf>,
    /// List the checks by name, and check nothing
    #[arg(long)]
    list: bool,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    if arguments.list {
        let rows = CHECKS.iter().map(|check| [Cell::text(check.name), Cell::text(check.sentence)]);
        console.show(&Document::default().sheet("checks", Sheet::new("Checks", ["check", "holds"], rows)))?;
        return Ok(Done);
    }
    let session = console.open_unjudged()?;
    if let Some(file) = &arguments.message {
        return message(&session, file, console);
    }
    let mut found = if arguments.privacy { Vec::new() } else { judge(&session)? };
    let silent = Git::silent(session.workspace().root());
    if arguments.privacy {
        found.extend(silent.into_iter().chain(nobody_known(&session)));
    } else {
        console.warn(&silent.into_iter().collect::<Vec<_>>())?;
    }
    // Where nobody's name is known, as on a server that runs this, a hook has little to find.
    let unguarded = session.records().ok().and_then(|_| warnings::missing_hook(session.workspace().root()));
    console.warn(&scores::committed(&session).into_iter().chain(unguarded).collect::<Vec<_>>())?;
    let findings = guard::judge(&session, if arguments.privacy { Scope::WithHistory } else { Scope::Present })?;
    console.warn(&findings.warnings)?;
    found.extend(findings.problems());
    if found.is_empty() {
        return Ok(Done);
    }
    Err(Refusal::unmet(found).into())
}

/// Whether the message of a commit names anybody.
fn message(session: &CohortSession, file: &Path, console: &Console<'_>) -> anyhow::Result<Done> {
    let path = console.path(file);
    let unread = |error: std::io::Error| {
        let problem = Problem::error("no-message", format!("the message cannot be read: {error}"));
        problem.at(Place::file(file.display().to_string())).help("name the file that git gives the hook")
    };
    let text = std::fs::read(&path).map_err(unread)?;
    let found = guard::judge_message(session, &String::from_utf8_lossy(&text))?;
    if found.is_empty() { Ok(Done) } else { Err(Refusal::unmet(found).into()) }
}

/// Whoever asks for personal data where nobody's name is at hand must not take silence for a clean bill.
fn nobody_known(session: &CohortSession) -> Option<Problem> {
    let message = "this clone has no private folder, so nobody's name is known and only private files were looked for";
    let problem = Problem::warning("nobody-known", message).help("run this where private/ is");
    session.records().is_err().then_some(problem)
}

/// Every view as it stands and as it should; one with scores where they are private now is as an earlier version left it.
fn views(session: &CohortSession) -> Result<BTreeMap<String, ViewState>, Problem> {
    let with_other_scores = session.views_with_other_scores();
    let state = |(path, rebuilt): (RelPath, Vec<u8>)| {
        let found = session.workspace().read(&path)?;
        let earlier = with_other_scores.get(&path).filter(|earlier| found.as_ref() == Some(earlier));
        Ok((path.to_string(), ViewState { rebuilt: earlier.cloned().unwrap_or(rebuilt), found }))
    };
    session.views().into_iter().map(state).collect()
}

fn judge(session: &CohortSession) -> Result<Vec<Problem>, Refusal> {
    let cohort = session.cohort();
    let people: Option<Vec<Person>> = session.records().ok().map(|records| records.register.people());
    let views = views(session)?;
    // What contradicts itself has no views that could be right, and no timetable.
    unless_errors((), check::judge_facts(&session.settings, &session.facts)).map_err(|found| Refusal::unmet(found.problems))?;
    let (days, warnings) = plan::day_book(session)?;
    let answers = session.records().is_ok().then(|| publication::read_answers(session)).transpose()?;
    let leave = cohort.people.keys().map(|person| (*person, session.closed(*person))).collect();
    let subject = Subject {
        settings: &session.settings,
        facts: &session.facts,
        cohort: &cohort,
        people: people.as_deref(),
        leave: &leave,
        days: Some(&days),
        answers: answers.as_ref(),
        views: &views,
    };
    Ok([warnings, check::judge(&subject)].concat())
}
