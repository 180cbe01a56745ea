//! Announcements of draws: in which commit each stands, and whether a matching is what was announced before it.

use super::finding::{Claim, Finding, Outcome};
use crate::app::draw_history::{Committed, DrawHistory};
use crate::app::session::CohortSession;
use crate::domain::announcement::Announcement;
use crate::domain::draw::Draw;
use crate::domain::problem::Problem;
use crate::domain::public_text::PublicText;
use crate::domain::settings::Method;
use crate::domain::text::{counted, long_date};
use crate::store::formats::announcement_toml;
use crate::store::git::Commit;
use crate::store::layout;

const UNCHOSEN: (&str, &str) = ("unchosen", "nobody could choose the result: it was announced before its numbers were drawn");
const UNCHOSEN_AMONG_EQUALS: (&str, &str) = (
    "unchosen",
    "nobody could choose among equally good pairings: the draw between them was announced before its numbers were drawn",
);

/// What can be said of an announcement: in which commit it stands, and that it was not changed since.
pub(super) fn announcement(session: &CohortSession, announcement: &Announcement) -> Result<Finding, Problem> {
    let retracted = announcement.retracted.map(|day| format!(", retracted on {}", long_date(day))).unwrap_or_default();
    let (people, forbidden) = (announcement.people.len(), announcement.forbidden.len());
    let says = format!(
        "announced on {}: a draw of {} with {}{retracted}",
        long_date(announcement.on),
        counted(people, "person"),
        counted(forbidden, "forbidden pair")
    );
    let claim = Claim { code: "announcement", says };
    Ok(match standing_in(session, announcement)? {
        Ok((commit, changed)) => {
            let how = format!("in commit {} of {}", commit.short(), commit.day);
            Finding::of(announcement.number, claim, how, changed.into_iter().collect())
        }
        Err(why) => Finding::unchecked(announcement.number, claim, why),
    })
}

/// Announcements that a commit holds and the facts do not: taken out of the record, not retracted.
pub(super) fn gone(session: &CohortSession, history: &DrawHistory) -> Vec<Finding> {
    let finding = |one: &Committed<Announcement>| {
        let says = format!("announced on {}: a draw of {} people", long_date(one.what.on), one.what.people.len());
        let why = format!(
            "in commit {} of {}, and no longer in {}: it was taken out of the record",
            one.commit.short(),
            one.commit.day,
            layout::draw(one.what.number)
        );
        Finding::unchecked(one.what.number, Claim { code: "announcement", says }, why)
    };
    history.gone(session).map(finding).collect()
}

/// Whether a matching is shown to be unchosen; nothing in a cohort in which nothing was ever drawn in public. `pairs` is what came of
/// making them again.
pub(super) fn unchosen(
    session: &CohortSession,
    history: &DrawHistory,
    (number, draw): (u32, &Draw),
    pairs: Option<Outcome>,
) -> Result<Option<Finding>, Problem> {
    let claim = || Claim::from(if draw.method == Method::Goals { UNCHOSEN_AMONG_EQUALS } else { UNCHOSEN });
    let announced = number.checked_sub(1).and_then(|before| session.facts.announcements.get(&before));
    let announced = announced.filter(|announced| announced.retracted.is_none());
    if let Some(lost) = history.lost_numbers(number, draw) {
        return Ok(Some(Finding::of(number, claim(), "by git's history", vec![lost])));
    }
    let Some(public) = &draw.public else {
        let any_public = session.facts.draws.values().any(|draw| draw.public.is_some());
        let is_public = any_public || !session.facts.announcements.is_empty() || !history.announcements.is_empty();
        let why = "not shown to be unchosen: it was made without numbers drawn in public";
        return Ok(is_public.then(|| Finding::unchecked(number, claim(), why)));
    };
    let Some(announced) = announced else {
        let why = "repeatable, not shown to be unchosen: it was not announced";
        return Ok(Some(Finding::unchecked(number, claim(), why)));
    };
    let (commit, changed) = match standing_in(session, announced)? {
        Ok(found) => found,
        Err(why) => return Ok(Some(Finding::unchecked(number, claim(), why))),
    };
    let late = is_late(session, &commit, number)?
        .then(|| format!("the announcement is not in a commit before that of facts/draws/{number:03}.toml"));
    let contradictions: Vec<String> = changed.into_iter().chain(late).chain(announced.contradictions(draw)).collect();
    let spelt = (!PublicText::is_settled(public)).then(|| "what was drawn is not numbers alone in their one form".to_owned());
    let unmade = (pairs != Some(Outcome::Holds)).then(|| "whether the pairs follow from it was not checked here".to_owned());
    let doubts: Vec<String> = history.doubts(session, announced, number, draw).into_iter().chain(spelt).chain(unmade).collect();
    if contradictions.is_empty() && !doubts.is_empty() {
        return Ok(Some(Finding::unchecked(number, claim(), format!("not shown to be unchosen: {}", doubts.join("; ")))));
    }
    let how =
        format!("announced in commit {} of {}; compare its numbers with what was drawn: {public}", commit.short(), commit.day);
    Ok(Some(Finding::of(number, claim(), how, contradictions)))
}

/// The commit that first holds the announcement, and what was changed in it since; or why that cannot be said.
type Standing = Result<(Commit, Option<String>), String>;

fn standing_in(session: &CohortSession, announcement: &Announcement) -> Result<Standing, Problem> {
    let path = layout::draw(announcement.number);
    let Some(git) = session.workspace().git() else {
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
    let Some(git) = session.workspace().git() else { return Ok(false) };
    let drawn = git.added_in(&layout::draw(number))?;
    drawn.map_or(Ok(false), |drawn| git.is_before(announced, &drawn).map(|before| !before))
}
