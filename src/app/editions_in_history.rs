//! Editions of published figures that git's history holds and the directory does not: those of another lead who published apart, and
//! whose edition was not kept in the merge. Whoever has the repository can subtract them all the same.

use std::collections::BTreeSet;

use crate::app::session::CohortSession;
use crate::domain::evaluation::EvaluationSettings;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::publication::{Edition, EditionFigures, PublishedFigure};
use crate::domain::spelling;
use crate::domain::text::counted;
use crate::store::formats::edition_toml;
use crate::store::layout::Folder;

/// The most editions of the history that are looked at, the newest.
const MOST: usize = 200;

/// An edition that only the history holds.
pub(crate) struct HistoricEdition {
    commit: String,
    path: String,
    held: EditionFigures,
}

/// What two figures of one question tell together.
pub(crate) struct Together {
    /// Of how many people at most.
    people: usize,
    figure: PublishedFigure,
}

/// The editions that only the history holds. An edition of this directory that was changed is told elsewhere.
///
/// # Errors
/// When git fails.
pub(crate) fn of(session: &CohortSession) -> Result<Vec<HistoricEdition>, Refusal> {
    let Some(git) = session.workspace().git() else { return Ok(Vec::new()) };
    let here: BTreeSet<&str> = session
        .facts
        .editions
        .values()
        .filter_map(Edition::figures)
        .filter_map(|held| Some(held.digests.as_ref()?.edition.as_str()))
        .collect();
    let mut found = Vec::new();
    for version in git.versions_below(&Folder::Editions.to_string())?.into_iter().rev().take(MOST) {
        let text = String::from_utf8_lossy(&version.bytes).into_owned();
        let Ok(edition) = edition_toml::read(&text, &version.path) else { continue };
        let Some(held) = edition.figures() else { continue };
        // Without digests nobody can tell another edition from one that was written anew.
        let is_other = held.digests.as_ref().is_some_and(|digests| !here.contains(digests.edition.as_str()));
        if is_other {
            found.push(HistoricEdition { commit: version.commit.short().to_owned(), path: version.path, held: held.clone() });
        }
    }
    Ok(found)
}

/// The figures of an edition that, beside one of the other, tell what fewer people than the least group answered.
pub(crate) fn together(settings: &EvaluationSettings, one: &EditionFigures, other: &EditionFigures) -> Vec<Together> {
    let least = settings.least_group.0;
    let told = other.figures.iter().filter_map(|figure| {
        let same = one.figures.iter().find(|known| is_one_question((one, known), (other, figure)))?;
        let says_the_same = (same.n, same.change, &same.counts) == (figure.n, figure.change, &figure.counts);
        let people = same.n.abs_diff(figure.n).max(1);
        (!says_the_same && people < least).then(|| Together { people, figure: figure.clone() })
    });
    told.collect()
}

fn is_one_question(
    (one, known): (&EditionFigures, &PublishedFigure),
    (other, figure): (&EditionFigures, &PublishedFigure),
) -> bool {
    let heading = |held: &EditionFigures, name: &str| held.item(name).map(|item| spelling::key(&item.heading));
    let is_one = match (heading(one, &known.item), heading(other, &figure.item)) {
        (Some(one), Some(other)) => one == other,
        _ => known.item == figure.item,
    };
    known.side == figure.side && is_one
}

impl Together {
    /// The figure, and how few people the difference is about.
    pub(crate) fn said(&self) -> String {
        format!("{} of the {}s ({})", self.figure.item, self.figure.side, counted(self.people, "answer"))
    }
}

/// What editions of the history and those of the directory tell together.
///
/// # Errors
/// When git fails.
pub(crate) fn warnings(session: &CohortSession) -> Result<Vec<Problem>, Refusal> {
    let settings = &session.settings.evaluation;
    let mut problems = Vec::new();
    if session.facts.editions.is_empty() {
        return Ok(problems);
    }
    for historic in of(session)? {
        for (number, held) in session.facts.editions.iter().filter_map(|(number, edition)| Some((number, edition.figures()?))) {
            let told: Vec<String> = together(settings, held, &historic.held).iter().map(Together::said).collect();
            if !told.is_empty() {
                let HistoricEdition { commit, path, .. } = &historic;
                let message = format!(
                    "edition {number} and another one of {path} in commit {commit} together tell what few people answered"
                );
                let help = "no command takes it out of commits that others have: keep the repository among those who may know the answers";
                problems
                    .push(Problem::warning("published-figures", message).at(Place::file(path)).value(told.join(", ")).help(help));
            }
        }
    }
    Ok(problems)
}

/// Refuses an edition that would tell, beside one that only the history holds, what few people answered.
///
/// # Errors
/// When it would, or git fails.
pub(crate) fn refuse_telling(session: &CohortSession, next: &EditionFigures) -> Result<(), Refusal> {
    let settings = &session.settings.evaluation;
    // What stands here already tells no more when it is published again.
    let held: Vec<&EditionFigures> = session.facts.editions.values().filter_map(Edition::figures).collect();
    let is_new = |figure: &PublishedFigure| {
        let says_the_same = |old: &PublishedFigure| (old.n, old.change, &old.counts) == (figure.n, figure.change, &figure.counts);
        !held.iter().flat_map(|held| &held.figures).any(|old| old.side == figure.side && says_the_same(old))
    };
    let new = EditionFigures { figures: next.figures.iter().filter(|figure| is_new(figure)).cloned().collect(), ..next.clone() };
    for historic in of(session)? {
        let told: Vec<String> = together(settings, &historic.held, &new).iter().map(Together::said).collect();
        if !told.is_empty() {
            let message = format!(
                "git's history holds another edition, in commit {}, beside which a new one would show what few people answered",
                historic.commit
            );
            let problem = Problem::error("few-new-answers", message).value(told.join(", "));
            return Err(Refusal::unmet(vec![
                problem.help("the published figures stay; publish again when more people have answered"),
            ]));
        }
    }
    Ok(())
}
