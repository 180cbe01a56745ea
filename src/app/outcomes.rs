//! The points of a cohort: kept in `private/outcomes.csv`, and those that were agreed published in `outcomes.csv` without a name.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::app::guard;
use crate::app::session::CohortSession;
use crate::domain::outcome::{Outcome, OutcomeId, OutcomeKind, PublishedOutcome};
use crate::domain::outcome_merge::{self, Renumbered};
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::text::{long_date, short_date};
use crate::people::Secret;
use crate::people::search::{Needle, Needles, Whose, scan};
use crate::store::formats::outcomes;
use crate::store::layout;

/// All points, and which of them are published.
pub(crate) struct CohortOutcomes {
    /// In the order of their ids.
    pub(crate) all: Vec<Outcome>,
    /// The ids in `outcomes.csv`.
    pub(crate) published: BTreeSet<OutcomeId>,
    /// Own points whose id another lead published another point under.
    pub(crate) renumbered: Vec<Renumbered>,
    /// Points that another lead took out of `outcomes.csv`.
    pub(crate) withdrawn: Vec<OutcomeId>,
}

impl CohortOutcomes {
    /// Reads both files. What another lead published is taken over, and keeps its id.
    ///
    /// # Errors
    /// Every row that is wrong.
    pub(crate) fn read(session: &CohortSession) -> Result<CohortOutcomes, Refusal> {
        session.records()?;
        let text =
            |path: &layout::RelPath| crate::app::fact_files::text_of(session.workspace(), path).map(Option::unwrap_or_default);
        let (private, public) = (layout::outcomes(), layout::published_outcomes());
        let (all, mut problems) = outcomes::read(&text(&private)?, private.as_str());
        let (published, found) = outcomes::read_published(&text(&public)?, public.as_str());
        problems.extend(found);
        if !problems.is_empty() {
            return Err(Refusal::input(problems));
        }
        Ok(CohortOutcomes::joined(session, all, outcome_merge::united(published).0))
    }

    /// The lead's own points, each with whether it was published when they were written, beside what is published now.
    fn joined(session: &CohortSession, own: Vec<(Outcome, bool)>, published: Vec<PublishedOutcome>) -> CohortOutcomes {
        let was_published = own.iter().filter(|(_, was)| *was).map(|(outcome, _)| outcome.id).collect();
        let own: Vec<Outcome> = own.into_iter().map(|(outcome, _)| outcome).collect();
        let agreed: BTreeSet<OutcomeId> = own.iter().filter(|outcome| outcome.agreed).map(|outcome| outcome.id).collect();
        let (all, renumbered) = outcome_merge::beside_published(own, &was_published, &published, session.settings.meetings.last);
        let is_withdrawn =
            |outcome: &&Outcome| !outcome.agreed && agreed.contains(&outcome.id) && was_published.contains(&outcome.id);
        let withdrawn = all.iter().filter(is_withdrawn).map(|outcome| outcome.id).collect();
        CohortOutcomes { all, published: published.into_iter().map(|point| point.id).collect(), renumbered, withdrawn }
    }

    /// What the lead should know of ids that are not what they were.
    pub(crate) fn notes(&self) -> Vec<String> {
        let note = |Renumbered { from, to, is_same }: &Renumbered| {
            if *is_same {
                return format!("The point {from} of this machine is published as {to}, in the same words: it goes on as {to}.");
            }
            format!("The point {from} of this machine is {to} from now on: another lead published a point under its id.")
        };
        let withdrawn = |id: &OutcomeId| {
            format!(
                "{id} was taken out of outcomes.csv by another lead. `revmentor outcome agree {id}` if it is to be published again."
            )
        };
        self.renumbered.iter().map(note).chain(self.withdrawn.iter().map(withdrawn)).collect()
    }

    /// Refuses ids that stood for one's own points until now, and stand for another lead's.
    fn refuse_renumbered(&self, ids: &[OutcomeId]) -> Result<(), Refusal> {
        let changed = self.renumbered.iter().filter(|changed| ids.contains(&changed.from));
        let problem = |Renumbered { from, to, is_same }: &Renumbered| {
            let why = if *is_same { "is published under another id" } else { "is another lead's" };
            Problem::error("renumbered-point", format!("{from} was your point until now, and {why}: yours is {to}"))
                .value(from.to_string())
                .help("`revmentor build` keeps the new ids; then name the one you mean")
        };
        let problems: Vec<Problem> = changed.map(problem).collect();
        if problems.is_empty() { Ok(()) } else { Err(Refusal::unmet(problems)) }
    }

    /// The id of the next point. An id that is published or kept is never given again.
    pub(crate) fn next_id(&self) -> OutcomeId {
        let last = self.all.iter().map(|outcome| outcome.id).chain(self.published.iter().copied()).max();
        OutcomeId(last.map_or(1, |last| last.0 + 1))
    }

    /// Changes the points with these ids.
    ///
    /// # Errors
    /// Every id that no point has.
    pub(crate) fn change(&mut self, ids: &[OutcomeId], change: impl Fn(&mut Outcome)) -> Result<(), Refusal> {
        self.refuse_renumbered(ids)?;
        let unknown = ids.iter().filter(|id| !self.all.iter().any(|outcome| outcome.id == **id));
        let problems: Vec<Problem> = unknown.map(|id| unknown_point(*id)).collect();
        if !problems.is_empty() {
            return Err(Refusal::input(problems));
        }
        self.all.iter_mut().filter(|outcome| ids.contains(&outcome.id)).for_each(change);
        Ok(())
    }

    /// Publishes these points, or all that were agreed; those published before are brought up to date, and go where they are not agreed
    /// any more. Gives the new ids and those that went.
    ///
    /// # Errors
    /// An id that no point has or that was not agreed.
    pub(crate) fn publish(&mut self, ids: &[OutcomeId]) -> Result<(Vec<OutcomeId>, Vec<OutcomeId>), Refusal> {
        self.refuse_renumbered(ids)?;
        let agreed = |id: &OutcomeId| self.all.iter().find(|outcome| outcome.id == *id).map(|outcome| outcome.agreed);
        let problem = |id: &OutcomeId| match agreed(id) {
            None => Some(unknown_point(*id)),
            Some(false) => Some(
                Problem::error("not-agreed", format!("{id} was not agreed"))
                    .help(format!("`revmentor outcome agree {id}` once the group has agreed on it")),
            ),
            Some(true) => None,
        };
        let problems: Vec<Problem> = ids.iter().filter_map(problem).collect();
        if !problems.is_empty() {
            return Err(Refusal::unmet(problems));
        }
        let all = self.all.iter().filter(|outcome| outcome.agreed).map(|outcome| outcome.id);
        let wanted: Vec<OutcomeId> = if ids.is_empty() { all.collect() } else { ids.to_vec() };
        let new: Vec<OutcomeId> = wanted.into_iter().filter(|id| !self.published.contains(id)).collect();
        let gone = self.published_though_not_agreed();
        self.published.extend(new.iter().copied());
        self.published.retain(|id| !gone.contains(id));
        Ok((new, gone))
    }

    /// Points in `outcomes.csv` that are not agreed any more.
    pub(crate) fn published_though_not_agreed(&self) -> Vec<OutcomeId> {
        let not_agreed = self.all.iter().filter(|outcome| !outcome.agreed).map(|outcome| outcome.id);
        not_agreed.filter(|id| self.published.contains(id)).collect()
    }

    /// Marks action points as done on a day. Gives those that were done already, with their day; they stay as they are.
    ///
    /// # Errors
    /// An id that no point has, a point that is no action, a day to come or before the programme.
    pub(crate) fn done(
        &mut self,
        ids: &[OutcomeId],
        on: NaiveDate,
        days: (NaiveDate, NaiveDate),
    ) -> Result<Vec<(OutcomeId, NaiveDate)>, Refusal> {
        let (first, today) = days;
        let why = if on > today { "still to come" } else { "before the programme" };
        if on > today || on < first {
            let problem = Problem::error("not-that-day", format!("{} is {why}", long_date(on)));
            return Err(problem
                .help(format!("give the day on which it was done, from {} to {}", short_date(first), short_date(today)))
                .into());
        }
        let listed: Vec<&Outcome> = self.all.iter().filter(|outcome| ids.contains(&outcome.id)).collect();
        let others = listed.iter().filter(|outcome| outcome.kind != OutcomeKind::Action);
        let problem = |outcome: &&Outcome| {
            let message = format!("{} is a {} point, and only action points are done", outcome.id, outcome.kind.word());
            Problem::error("not-an-action", message).help("`revmentor outcome list` shows which points are actions")
        };
        let problems: Vec<Problem> = others.map(problem).collect();
        if !problems.is_empty() {
            return Err(Refusal::input(problems));
        }
        let already: Vec<(OutcomeId, NaiveDate)> =
            listed.iter().filter_map(|outcome| Some((outcome.id, outcome.done?))).collect();
        self.change(ids, |outcome| outcome.done = outcome.done.or(Some(on)))?;
        Ok(already)
    }

    /// Takes these points, or all, out of the published file. Gives the ids that went.
    ///
    /// # Errors
    /// An id that is not published.
    pub(crate) fn retract(&mut self, ids: &[OutcomeId]) -> Result<Vec<OutcomeId>, Refusal> {
        self.refuse_renumbered(ids)?;
        let unpublished = ids.iter().filter(|id| !self.published.contains(id));
        let problems: Vec<Problem> = unpublished
            .map(|id| {
                Problem::error("not-published", format!("{id} is not published"))
                    .help("`revmentor outcome list` shows what is published")
            })
            .collect();
        if !problems.is_empty() {
            return Err(Refusal::unmet(problems));
        }
        let gone: Vec<OutcomeId> = if ids.is_empty() { self.published.iter().copied().collect() } else { ids.to_vec() };
        self.published.retain(|id| !gone.contains(id));
        Ok(gone)
    }

    /// Puts both files into the session, to be written with it.
    ///
    /// # Errors
    /// A published point that names somebody.
    pub(crate) fn keep(&self, session: &mut CohortSession) -> Result<(), Refusal> {
        let published: Vec<&Outcome> = self.all.iter().filter(|outcome| self.published.contains(&outcome.id)).collect();
        refuse_names(session, &published)?;
        session.add(layout::outcomes(), outcomes::write(&self.all, &self.published));
        let path = layout::published_outcomes();
        let is_there = session.workspace().read(&path)?.is_some();
        if is_there || !published.is_empty() {
            session.add(path, outcomes::write_published(published));
        }
        Ok(())
    }
}

fn unknown_point(id: OutcomeId) -> Problem {
    Problem::error("unknown-point", "no point has this id").value(id.to_string()).help("`revmentor outcome list` shows all")
}

/// Writes down which of the lead's own points have another id, because another lead published one under theirs.
pub(crate) fn keep_new_ids(session: &mut CohortSession, published: Vec<PublishedOutcome>) -> Vec<Problem> {
    let own = own_points(session).unwrap_or_default();
    let outcomes = CohortOutcomes::joined(session, own, published);
    let notes = outcomes.notes();
    if !notes.is_empty() {
        session.add(layout::outcomes(), outcomes::write(&outcomes.all, &outcomes.published));
    }
    let note = |text| Problem::warning("merged-rows", text).at(Place::file(layout::outcomes().as_str())).help("nothing to do");
    notes.into_iter().map(note).collect()
}

/// The lead's own points; none in a clone without them, or where they cannot be read.
fn own_points(session: &CohortSession) -> Option<Vec<(Outcome, bool)>> {
    session.records().ok()?;
    let path = layout::outcomes();
    let text = crate::app::fact_files::text_of(session.workspace(), &path).ok()??;
    let (own, problems) = outcomes::read(&text, path.as_str());
    problems.is_empty().then_some(own)
}

/// Refuses points in which somebody of the cohort is named: full names, addresses, surnames of five letters or more.
///
/// # Errors
/// Every name that was found; whose it is, never the name.
pub(crate) fn refuse_names(session: &CohortSession, points: &[&Outcome]) -> Result<(), Refusal> {
    let text = |point: &&Outcome| format!("{}\n{}", point.text, point.owner.as_deref().unwrap_or_default());
    refuse_names_in(session, points.iter().map(|point| (point.id.to_string(), text(point))))
}

/// Refuses texts, each with what it is, in which somebody of the cohort is named, or stands with an id or the code of the surveys.
///
/// # Errors
/// Every name that was found; whose it is, never the name.
pub(crate) fn refuse_names_in(session: &CohortSession, texts: impl IntoIterator<Item = (String, String)>) -> Result<(), Refusal> {
    let secrets = session.records()?.secrets();
    let ids = session.facts.people.keys();
    let ids = ids.map(|id| Needle { text: id.to_string(), whole_word: true, of: Whose::Person(*id), what: "id" });
    let secrets = secrets.into_iter().map(Secret::needle);
    let all: Vec<Needle> = secrets.chain(ids).collect();
    // A surname that is a word counts here, too.
    let all = Needles::new(&all, []).map_err(|error| Problem::error("too-many-data", error.to_string()))?;
    let of_guard = guard::needles(session)?;
    let mut found: Vec<Problem> = texts
        .into_iter()
        .flat_map(|(what, text)| [&all, &of_guard].map(|needles| scan(&what, text.as_bytes(), needles)).concat())
        .map(|problem| problem.help("write it without the name: a role instead of a person"))
        .collect();
    found.sort();
    found.dedup_by(|one, other| one.place == other.place && one.message == other.message);
    if found.is_empty() { Ok(()) } else { Err(Refusal::unmet(found)) }
}

/// Actions that are agreed or published, not done, and due by this day.
pub(crate) fn due(outcomes: &CohortOutcomes, today: NaiveDate) -> usize {
    let is_due = |outcome: &&Outcome| {
        outcome.kind == OutcomeKind::Action
            && outcome.agreed
            && outcome.done.is_none()
            && outcome.due.is_some_and(|due| due <= today)
    };
    outcomes.all.iter().filter(is_due).count()
}
