//! `check`: every invariant of the directory, and that no personal datum stands in a file that is not private.

mod own_words;
pub(super) mod privacy;

use std::collections::BTreeMap;

use clap::Args;

use crate::app::plan;
use crate::app::scores;
use crate::app::session::CohortSession;
use crate::check::{self, CHECKS, Subject, ViewState};
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::domain::person::Person;
use crate::domain::problem::{Problem, Refusal, unless_errors};
use crate::render::output::{Cell, Document, Sheet};
use crate::store::git::Git;
use crate::store::layout::RelPath;

/// Check every invariant of the directory; silent when all is well
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Only whether a name, an address or an answer stands in a file that git tracks, has staged, or has in its history
    #[arg(long)]
    privacy: bool,
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
    let mut found = if arguments.privacy { Vec::new() } else { judge(&session)? };
    let silent = Git::silent(session.workspace().root());
    if arguments.privacy {
        found.extend(silent.into_iter().chain(nobody_known(&session)));
    } else {
        console.warn(&silent.into_iter().collect::<Vec<_>>())?;
    }
    console.warn(&scores::committed(&session).into_iter().collect::<Vec<_>>())?;
    let privacy::Findings { leaks, lost } = privacy::judge(&session, arguments.privacy)?;
    console.warn(&lost)?;
    found.extend(leaks);
    if found.is_empty() {
        return Ok(Done);
    }
    Err(Refusal::unmet(found).into())
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
    let leave = cohort.people.keys().map(|person| (*person, session.closed(*person))).collect();
    let subject = Subject {
        settings: &session.settings,
        facts: &session.facts,
        cohort: &cohort,
        people: people.as_deref(),
        leave: &leave,
        days: Some(&days),
        views: &views,
    };
    Ok([warnings, check::judge(&subject)].concat())
}
