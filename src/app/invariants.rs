//! Every invariant of a cohort directory, gathered for the judges of `check`.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::app::plan;
use crate::app::publication;
use crate::app::session::CohortSession;
use crate::check::{self, Subject, ViewState};
use crate::domain::cohort::Cohort;
use crate::domain::days::DayBook;
use crate::domain::id::PairId;
use crate::domain::pair::Pair;
use crate::domain::person::Person;
use crate::domain::problem::{Place, Problem, Refusal, unless_errors};
use crate::domain::text::counted;
use crate::domain::weekdays::Weekdays;
use crate::store::layout::{self, RelPath};

/// Every view as it stands and as it should be; one with scores where they are private now is as an earlier version left it.
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
    let mut found = judged(session, today, &days, check::judge_plans);
    found.extend(without_common_weekday(session));
    found
}

/// The pairs of which both said on which weekdays they can meet, and none is in common: their meetings are on other working days.
fn without_common_weekday(session: &CohortSession) -> Vec<Problem> {
    let cohort = session.cohort();
    let is_without = |pair: &&Pair| {
        let [mentor, mentee] = pair.id.people().map(|person| session.weekdays(person));
        mentor.zip(mentee).is_some_and(|(mentor, mentee)| Weekdays::WORKING.common(mentor).common(mentee).is_empty())
    };
    let problem = |pair: &Pair| {
        let message = format!("the two of {} have no weekday in common: their meetings stay on other working days", pair.id);
        let place = Place::file(layout::pair_facts(pair.id).as_str());
        Problem::warning("no-common-weekday", message).at(place).help("ask them; a new answer goes into the export")
    };
    cohort.active_pairs().filter(is_without).map(problem).collect()
}

/// Those of the pairs whose timetable breaks a rule, or has a meeting on a day on which one of the two meets somebody else, or before a
/// reveal that is still to come; none on a machine without the answers of the people.
pub(crate) fn with_days_that_do_not_fit(session: &CohortSession, pairs: &[PairId], today: NaiveDate) -> Vec<PairId> {
    if pairs.is_empty() || session.records().is_err() {
        return Vec::new();
    }
    let (found, cohort) = (to_plan_anew(session, today), session.cohort());
    let breaks = |pair: &PairId| {
        let file = layout::pair_facts(*pair);
        found.iter().any(|problem| problem.code == check::TIMETABLE && problem.place.file.as_deref() == Some(file.as_str()))
    };
    let known = |pair: &PairId| cohort.pairs.get(pair).filter(|pair| pair.is_active());
    let is_to_come = |pair: &Pair| pair.told_on().is_some_and(|told| told > today);
    let is_too_early =
        |pair: &PairId| known(pair).is_some_and(|pair| is_to_come(pair) && pair.planned_too_early().next().is_some());
    let shares_a_day = |pair: &PairId| known(pair).is_some_and(|pair| shares_a_day(&cohort, pair, today));
    pairs.iter().copied().filter(|pair| breaks(pair) || is_too_early(pair) || shares_a_day(pair)).collect()
}

/// Whether one of the two meets somebody else on a day on which a plan put a meeting of theirs.
fn shares_a_day(cohort: &Cohort, pair: &Pair, today: NaiveDate) -> bool {
    let others = pair.id.people().into_iter().flat_map(|person| cohort.pairs_of(person)).filter(|other| other.id != pair.id);
    let taken: BTreeSet<NaiveDate> = others.flat_map(Pair::planned).map(|meeting| meeting.date).collect();
    pair.planned().any(|meeting| !meeting.fixed && meeting.date > today && taken.contains(&meeting.date))
}

/// What is to be planned anew now and was not `before`, as a warning for each pair, with the verb that does it.
pub(crate) fn newly_to_plan(session: &CohortSession, before: &[Problem], today: NaiveDate) -> Vec<Problem> {
    let mut found = to_plan_anew(session, today);
    found.retain(|problem| !before.contains(problem));
    let of_one_pair = |one: &Problem, other: &Problem| (one.code, &one.place.file) == (other.code, &other.place.file);
    let pairs = found.chunk_by(of_one_pair).filter_map(|of_pair| {
        let (first, more) = of_pair.split_first()?;
        let message =
            if more.is_empty() { String::new() } else { format!("; {} with this pair", counted(more.len(), "more problem")) };
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
