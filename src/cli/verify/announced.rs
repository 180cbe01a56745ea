//! Announcements of draws: in which commit each stands, and whether a matching is what was announced before it.

use super::finding::{Claim, Finding};
use crate::app::session::CohortSession;
use crate::domain::announcement::Announcement;
use crate::domain::draw::Draw;
use crate::domain::problem::Problem;
use crate::store::formats::announcement_toml;
use crate::store::git::{Commit, Git};
use crate::store::layout;

const UNCHOSEN: (&str, &str) = ("unchosen", "nobody could choose the result: it was announced before its numbers were drawn");

/// What can be said of an announcement: in which commit it stands, and that it was not changed since.
pub(super) fn announcement(session: &CohortSession, announcement: &Announcement) -> Result<Finding, Problem> {
    let retracted = announcement.retracted.map(|day| format!(", retracted on {day}")).unwrap_or_default();
    let (people, forbidden) = (announcement.people.len(), announcement.forbidden.len());
    let says = format!("announced on {}: a draw of {people} people with {forbidden} forbidden pairs{retracted}", announcement.on);
    let claim = Claim { code: "announcement", says };
    Ok(match standing_in(session, announcement)? {
        Ok((commit, changed)) => {
            let how = format!("in commit {} of {}", commit.short(), commit.day);
            Finding::of(announcement.number, claim, how, changed.into_iter().collect())
        }
        Err(why) => Finding::unchecked(announcement.number, claim, why),
    })
}

/// Whether a matching with words drawn in public is shown to be unchosen; nothing of one without such words.
pub(super) fn unchosen(session: &CohortSession, number: u32, draw: &Draw) -> Result<Option<Finding>, Problem> {
    if draw.public.is_none() {
        return Ok(None);
    }
    let announced = number.checked_sub(1).and_then(|before| session.facts.announcements.get(&before));
    let Some(announced) = announced.filter(|announced| announced.retracted.is_none()) else {
        let why = "repeatable, not shown to be unchosen: it was not announced";
        return Ok(Some(Finding::unchecked(number, UNCHOSEN.into(), why)));
    };
    let (commit, changed) = match standing_in(session, announced)? {
        Ok(found) => found,
        Err(why) => return Ok(Some(Finding::unchecked(number, UNCHOSEN.into(), why))),
    };
    let how = format!("announced in commit {} of {}", commit.short(), commit.day);
    let late = is_late(session, &commit, number)?
        .then(|| format!("the announcement does not stand in a commit before that of facts/draws/{number:03}.toml"));
    let contradictions = changed.into_iter().chain(late).chain(announced.contradictions(draw)).collect();
    Ok(Some(Finding::of(number, UNCHOSEN.into(), how, contradictions)))
}

/// The commit that first holds the announcement, and what was changed in it since; or why that cannot be said.
type Standing = Result<(Commit, Option<String>), String>;

fn standing_in(session: &CohortSession, announcement: &Announcement) -> Result<Standing, Problem> {
    let path = layout::draw(announcement.number);
    let Some(git) = Git::of(session.workspace().root()) else {
        return Ok(Err("there is no git repository here that could tell when it was announced".to_owned()));
    };
    let Some(commit) = git.added_in(&path)? else { return Ok(Err(format!("{path} is not committed"))) };
    let first = git.held_by(&commit, &path)?.unwrap_or_default();
    let first = announcement_toml::read(&String::from_utf8_lossy(&first), path.as_str());
    let same = first.is_ok_and(|first| Announcement { retracted: announcement.retracted, ..first } == *announcement);
    Ok(Ok((commit, (!same).then(|| format!("{path} was changed after it was committed")))))
}

/// Whether the matching is committed, and not after its announcement.
fn is_late(session: &CohortSession, announced: &Commit, number: u32) -> Result<bool, Problem> {
    let Some(git) = Git::of(session.workspace().root()) else { return Ok(false) };
    let drawn = git.added_in(&layout::draw(number))?;
    drawn.map_or(Ok(false), |drawn| git.is_before(announced, &drawn).map(|before| !before))
}
