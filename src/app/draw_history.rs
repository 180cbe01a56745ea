//! Every announcement and every matching that a commit below git's HEAD ever held, also those that no longer stand in the facts: by
//! them it shows when a draw was made, taken back and made again.

use crate::app::session::CohortSession;
use crate::domain::announcement::Announcement;
use crate::domain::draw::Draw;
use crate::domain::problem::Problem;
use crate::store::formats::{announcement_toml, draw_toml};
use crate::store::git::Commit;

/// Something that was committed, with the first commit that holds it. `order` grows from older to newer commits.
pub(crate) struct Committed<T> {
    pub order: usize,
    pub commit: Commit,
    pub what: T,
}

/// What the history holds, the oldest first.
#[derive(Default)]
pub(crate) struct DrawHistory {
    pub announcements: Vec<Committed<Announcement>>,
    pub draws: Vec<Committed<Draw>>,
}

impl DrawHistory {
    /// Reads the history of HEAD; nothing without git or a commit. Files that cannot be read any more are passed over.
    ///
    /// # Errors
    /// When git fails.
    pub(crate) fn of(session: &CohortSession) -> Result<DrawHistory, Problem> {
        let mut history = DrawHistory::default();
        let Some(git) = session.workspace().git() else { return Ok(history) };
        for (order, version) in git.versions_below("facts/draws")?.into_iter().enumerate() {
            let text = String::from_utf8_lossy(&version.bytes).into_owned();
            if announcement_toml::is_one(&text) {
                let read = announcement_toml::read(&text, &version.path);
                history.announcements.extend(read.ok().map(|what| Committed { order, commit: version.commit, what }));
            } else {
                let read = draw_toml::read(&text, &version.path);
                history.draws.extend(read.ok().map(|what| Committed { order, commit: version.commit, what }));
            }
        }
        Ok(history)
    }

    /// The announcements that no longer stand in the facts as they were committed, each once; a retraction is no change.
    pub(crate) fn gone<'h>(&'h self, session: &'h CohortSession) -> impl Iterator<Item = &'h Committed<Announcement>> {
        let stands = |one: &Announcement| session.facts.announcements.values().any(|known| is_same(known, one));
        let mut seen: Vec<&Announcement> = Vec::new();
        self.announcements.iter().filter(move |one| {
            let is_new = !stands(&one.what) && !seen.iter().any(|known| is_same(known, &one.what));
            seen.extend(is_new.then_some(&one.what));
            is_new
        })
    }

    /// Why a matching that followed an announcement may have been chosen all the same: what the history holds beside the two.
    pub(crate) fn doubts(&self, session: &CohortSession, announced: &Announcement, number: u32, draw: &Draw) -> Vec<String> {
        let first = self.announcements.iter().find(|one| is_same(&one.what, announced)).map_or(usize::MAX, |one| one.order);
        let drawn = self.draws.iter().find(|one| one.what.number == number).map_or(usize::MAX, |one| one.order);
        let before_the_draw = || self.announcements.iter().filter(move |one| one.order < drawn);
        let retracted = before_the_draw().find(|one| is_same(&one.what, announced) && one.what.retracted.is_some());
        let retracted =
            retracted.map(|one| format!("the announcement was retracted in commit {} and put back", one.commit.short()));
        let newer = before_the_draw()
            .filter(|one| one.order > first && !is_same(&one.what, announced))
            .map(|one| format!("announcement {} of commit {} was newer", one.what.number, one.commit.short()));
        let gone = self
            .gone(session)
            .filter(|one| one.order < first)
            .map(|one| format!("announcement {} of commit {} was taken out of the record", one.what.number, one.commit.short()));
        let is_other =
            |one: &&Committed<Draw>| one.what.number == number && one.what.public.is_some() && one.what.public != draw.public;
        let again = self.draws.iter().filter(is_other).map(|one| {
            let numbers = one.what.public.as_deref().unwrap_or_default();
            format!("it was drawn before, in commit {}, with {numbers:?}", one.commit.short())
        });
        let mut doubts: Vec<String> = retracted.into_iter().chain(newer).chain(gone).chain(again).collect();
        doubts.dedup();
        doubts
    }

    /// The commit in which the record of a matching had numbers drawn in public that it has no more.
    pub(crate) fn lost_numbers(&self, number: u32, draw: &Draw) -> Option<String> {
        let with = self.draws.iter().find(|one| one.what.number == number && one.what.public.is_some());
        with.filter(|_| draw.public.is_none()).map(|with| {
            format!(
                "commit {} has this matching with the numbers {:?}",
                with.commit.short(),
                with.what.public.as_deref().unwrap_or_default()
            )
        })
    }
}

fn is_same(one: &Announcement, other: &Announcement) -> bool {
    Announcement { retracted: None, ..one.clone() } == Announcement { retracted: None, ..other.clone() }
}
