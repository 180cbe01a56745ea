//! Looks for personal data where git or a reader of the shared files could find them.

use std::collections::BTreeSet;

use super::own_words::own_words;
use crate::app::session::CohortSession;
use crate::domain::problem::{Place, Problem, Refusal, Severity};
use crate::domain::settings::{Column, CriterionKind, Scale};
use crate::domain::side::Side;
use crate::domain::spelling;
use crate::people::Secret;
use crate::people::search::Needle;
use crate::people::search::Needles;
use crate::people::search::scan_in;
use crate::store::git::{Git, Kept};
use crate::store::layout;

/// What was found.
#[derive(Default)]
pub(crate) struct Findings {
    /// Personal data where they must not be, and what could not be looked at.
    pub(crate) leaks: Vec<Problem>,
    /// Personal data to which nothing in the repository leads: no clone gets them, and git throws them away in time. And other
    /// repositories within this one.
    pub(crate) lost: Vec<Problem>,
}

/// Every personal datum in the shared files of the directory and in what git tracks, has staged and, if asked, ever had; and what
/// could not be looked at. In a clone without the private folder nobody's data are known: then only what should not be in git is
/// found.
///
/// # Errors
/// When a file cannot be read.
pub(crate) fn judge(session: &CohortSession, history_too: bool) -> Result<Findings, Refusal> {
    let needles = needles(session)?;
    let mut leaks = Vec::new();
    for path in shared_files(session)? {
        let bytes = session.workspace().read(&path)?.unwrap_or_default();
        leaks.extend(scan_in("a file that is not private", path.as_str(), &bytes, &needles));
    }
    let mut lost = Vec::new();
    if let Some(git) = Git::of(session.workspace().root()) {
        in_git(&git, &needles, history_too, &mut leaks)?;
        if history_too {
            lost = lost_in_git(&git, &needles)?;
            lost.extend(git.submodules()?);
        }
    }
    leaks.sort();
    leaks.dedup();
    Ok(Findings { leaks, lost })
}

/// What git would throw away, each as a warning.
fn lost_in_git(git: &Git, needles: &Needles) -> Result<Vec<Problem>, Problem> {
    let help = "nobody who clones the repository gets it; `git gc --prune=now` throws it away";
    let mut lost = Vec::new();
    for kept in git.lost()? {
        let Kept { place, bytes } = kept?;
        let found = scan_in("something that git still keeps and nothing leads to", &place, &bytes, needles);
        lost.extend(found.into_iter().map(|found| Problem { severity: Severity::Warning, ..found.help(help) }));
    }
    Ok(lost)
}

fn needles(session: &CohortSession) -> Result<Needles, Problem> {
    let own_words = own_words(session);
    let secrets = session.records().map(crate::people::records::PrivateRecords::secrets).unwrap_or_default();
    let sought =
        secrets.into_iter().filter(|secret| !secret.may_be_a_word() || !own_words.contains(&spelling::key(&secret.text)));
    let needle = |Secret { text, whole_word, of, what }| Needle { text, whole_word, of, what };
    let wanted: Vec<Needle> = sought.map(needle).collect();
    let text = Needles::new(&wanted, options(session));
    let with_key = text.and_then(|text| match session.records() {
        Ok(records) => text.and_bytes(&records.key.write(), "key"),
        Err(_) => Ok(text),
    });
    with_key.map_err(|error| Problem::error("too-many-data", error.to_string()))
}

/// What the form offered, as cohort.toml says: whoever ticked it told nothing of their own.
fn options(session: &CohortSession) -> impl Iterator<Item = &str> {
    fn of_column(column: &Column) -> impl Iterator<Item = &str> {
        let aliases = column.aliases.iter().flat_map(|(written, meant)| [written.as_str(), meant.as_str()]);
        column.options.iter().map(String::as_str).chain(aliases)
    }
    let columns = Side::BOTH.into_iter().flat_map(|side| session.settings.survey[side].columns.values());
    let places = session.settings.matching.policy.criteria.iter().filter_map(|criterion| match &criterion.kind {
        CriterionKind::Near { scale: Scale::Order(order), .. } => Some(order),
        _ => None,
    });
    columns.flat_map(of_column).chain(places.flatten().map(String::as_str))
}

fn shared_files(session: &CohortSession) -> Result<Vec<layout::RelPath>, Problem> {
    let mut files = vec![layout::cohort_file()];
    files.extend(layout::views());
    for folder in [layout::Folder::PeopleFacts, layout::Folder::PairFacts, layout::Folder::Draws] {
        files.extend(session.workspace().list(folder)?.files);
    }
    Ok(files)
}

fn in_git(git: &Git, needles: &Needles, history_too: bool, found: &mut Vec<Problem>) -> Result<(), Problem> {
    let mut private = BTreeSet::new();
    let mut judge = |kept: Result<Kept, Problem>, medium: &str| match kept {
        // One object that cannot be read is said; the others are looked at all the same.
        Err(problem) => found.push(problem),
        Ok(kept) => {
            let in_cohort = kept.place.strip_prefix(git.prefix()).unwrap_or_default();
            if in_cohort.split('/').any(|part| part == "private" || part == layout::LOCAL) && private.insert(kept.place.clone()) {
                found.push(private_in_git(&kept.place));
            }
            found.extend(scan_in(medium, &kept.place, &kept.bytes, needles));
            found.extend(scan_in("the name of a file", &kept.place, kept.place.as_bytes(), needles));
        }
    };
    git.tracked_files()?.for_each(|kept| judge(kept, "a file that is not private"));
    git.staged()?.for_each(|kept| judge(kept, "what is staged for the next commit"));
    if history_too {
        git.history()?.for_each(|kept| judge(kept, "git's history"));
        git.names()?.into_iter().for_each(|kept| judge(Ok(kept), "git's records"));
        found.extend(git.cut_off()?);
    }
    Ok(())
}

fn private_in_git(place: &str) -> Problem {
    let message = "a private file is in git, or about to be";
    let help = "git rm --cached -r private; what was committed stays in the history and has to be taken out of that too";
    Problem::error("private-in-git", message).at(Place::file(place)).help(help)
}
