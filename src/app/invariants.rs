//! Every invariant of a cohort directory, gathered for the judges of `check`.

use std::cell::LazyCell;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::app::plan;
use crate::app::publication;
use crate::app::session::CohortSession;
use crate::check::{self, Subject, ViewState};
use crate::domain::days::DayBook;
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
    let views = views(session)?;
    // What contradicts itself has no views that could be right, and no timetable.
    unless_errors((), check::judge_facts(&session.settings, &session.facts)).map_err(|found| Refusal::unmet(found.problems))?;
    let (days, warnings) = plan::day_book(session)?;
    let (answers, of_editions) = session.records().is_ok().then(|| publication::judged_answers(session)).transpose()?.unzip();
    let found =
        judged(session, today, &days, |subject| check::judge(&Subject { answers: answers.as_ref(), views: &views, ..*subject }));
    Ok([warnings, of_editions.unwrap_or_default(), found].concat())
}

/// The pairs and meetings that the next matching or timetable changes, because somebody's answers are others than when these were made;
/// nothing where the days to avoid cannot be read.
pub(crate) fn to_plan_anew(session: &CohortSession, today: NaiveDate) -> Vec<Problem> {
    let Ok((days, _)) = plan::day_book(session) else { return Vec::new() };
    judged(session, today, &days, check::judge_plans)
}

/// What is to be planned anew now and was not `before`, as a warning for each pair, with the verb that does it.
pub(crate) fn newly_to_plan(session: &CohortSession, before: &[Problem], today: NaiveDate) -> Vec<Problem> {
    let mut found = to_plan_anew(session, today);
    found.retain(|problem| !before.contains(problem));
    let of_one_pair = |one: &Problem, other: &Problem| (one.code, &one.place.file) == (other.code, &other.place.file);
    let pairs = found.chunk_by(of_one_pair).filter_map(|of_pair| {
        let (first, more) = of_pair.split_first()?;
        let message = if more.is_empty() { String::new() } else { format!("; {} more of this pair", more.len()) };
        Some(Problem { message: format!("{}{message}", first.message), ..first.clone() }.as_warning())
    });
    pairs.collect()
}

fn judged(
    session: &CohortSession,
    today: NaiveDate,
    days: &DayBook,
    judge: impl FnOnce(&Subject<'_>) -> Vec<Problem>,
) -> Vec<Problem> {
    let cohort = session.cohort();
    let people: Option<Vec<Person>> = session.records().ok().map(|records| records.register.people());
    let leave = cohort.people.keys().map(|person| (*person, session.closed(*person))).collect();
    judge(&Subject {
        settings: &session.settings,
        facts: &session.facts,
        cohort: &cohort,
        people: people.as_deref(),
        leave: &leave,
        days: Some(days),
        answers: None,
        views: &BTreeMap::new(),
        today: Some(today),
    })
}
