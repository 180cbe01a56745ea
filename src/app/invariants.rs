//! Every invariant of a cohort directory, gathered for the judges of `check`.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::app::plan;
use crate::app::publication;
use crate::app::session::CohortSession;
use crate::check::{self, Subject, ViewState};
use crate::domain::person::Person;
use crate::domain::problem::{Problem, Refusal, unless_errors};
use crate::store::layout::RelPath;

/// Every view as it stands and as it should; one with scores where they are private now is as an earlier version left it.
fn views(session: &CohortSession) -> Result<BTreeMap<String, ViewState>, Problem> {
    let with_other_scores = LazyCell::new(|| session.views_with_other_scores());
    let state = |(path, rebuilt): (RelPath, Vec<u8>)| {
        let found = session.workspace().read(&path)?;
        if found.as_ref() == Some(&rebuilt) {
            return Ok((path.to_string(), ViewState { found, rebuilt }));
        }
        let earlier = with_other_scores.get(&path).filter(|earlier| found.as_ref() == Some(earlier));
        Ok((path.to_string(), ViewState { rebuilt: earlier.cloned().unwrap_or(rebuilt), found }))
    };
    session.views().into_iter().map(state).collect()
}

/// Everything that contradicts itself in the directory: facts, views, timetable, what was published.
///
/// # Errors
/// Facts that contradict each other, of which no views could be right; a file that cannot be read.
pub(crate) fn judge(session: &CohortSession, today: NaiveDate) -> Result<Vec<Problem>, Refusal> {
    let cohort = session.cohort();
    let people: Option<Vec<Person>> = session.records().ok().map(|records| records.register.people());
    let views = views(session)?;
    // What contradicts itself has no views that could be right, and no timetable.
    unless_errors((), check::judge_facts(&session.settings, &session.facts)).map_err(|found| Refusal::unmet(found.problems))?;
    let (days, warnings) = plan::day_book(session)?;
    let (answers, of_editions) = session.records().is_ok().then(|| publication::judged_answers(session)).transpose()?.unzip();
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
        today: Some(today),
    };
    Ok([warnings, of_editions.unwrap_or_default(), check::judge(&subject)].concat())
}
