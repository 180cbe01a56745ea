//! Announces a draw before its numbers are drawn in public, retracts an announcement, and holds a matching to it.

use chrono::NaiveDate;

use crate::app::draw;
use crate::app::session::CohortSession;
use crate::domain::announcement::Announcement;
use crate::domain::match_request::{MatchParams, MatchRequest};
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::settings::Method;
use crate::matching;
use crate::store::formats::{announcement_toml, kept_inputs};
use crate::store::layout;

/// Records what would decide a matching by `request`, all but the numbers to be drawn.
///
/// # Errors
/// Without the private folder; while an announcement stands; where the request cannot be matched at all.
pub(crate) fn announce(session: &mut CohortSession, request: &MatchRequest, on: NaiveDate) -> Result<Announcement, Refusal> {
    if let Some(standing) = session.facts.announced() {
        let problem = Problem::error("announced", "a draw is announced already").at(place(standing));
        let help = "draw it: `revmentor match --public \"NUMBERS\"`; or leave it: `revmentor match --announce --retract`";
        return Err(Refusal::unmet(vec![problem.help(help)]));
    }
    let found = matching::refusals(request);
    if !found.is_empty() {
        return Err(Refusal::unmet(session.locate(found)));
    }
    let number = session.facts.next_draw();
    let announcement = as_asked(session, request, number, on)?;
    session.facts.announcements.insert(number, announcement.clone());
    Ok(announcement)
}

/// Retracts the announcement that stands.
///
/// # Errors
/// When none stands.
pub(crate) fn retract(session: &mut CohortSession, on: NaiveDate) -> Result<u32, Refusal> {
    let number = session.facts.announced().map(|standing| standing.number);
    let standing = number.and_then(|number| session.facts.announcements.get_mut(&number));
    let Some(standing) = standing else {
        let problem = Problem::error("not-announced", "no draw is announced, so there is nothing to retract");
        return Err(Refusal::unmet(vec![problem.help("announce one with `revmentor match --announce`")]));
    };
    standing.retracted = Some(on);
    Ok(standing.number)
}

/// Refuses a matching that is not exactly what was announced, or was announced but not committed.
///
/// # Errors
/// Every change of people, conflicts, rules or settings since.
pub(crate) fn hold_to(session: &CohortSession, announcement: &Announcement, request: &MatchRequest) -> Result<(), Refusal> {
    committed(session, announcement)?;
    let now = as_asked(session, request, announcement.number, announcement.on)?;
    let help = "take the change back, or `revmentor match --announce --retract` and announce anew";
    let problem = |change: String| Problem::error("not-as-announced", change).at(place(announcement)).help(help);
    let problems: Vec<Problem> = announcement.changes(&now).into_iter().map(problem).collect();
    if problems.is_empty() { Ok(()) } else { Err(Refusal::unmet(problems)) }
}

/// The announcement has to stand in HEAD as it stands here.
fn committed(session: &CohortSession, announcement: &Announcement) -> Result<(), Refusal> {
    let in_head = match session.workspace().git() {
        Some(git) => git.head(&layout::draw(announcement.number))?,
        None => None,
    };
    let text = in_head.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    let same = announcement_toml::read(&text, "HEAD").is_ok_and(|held| held == *announcement);
    if same {
        return Ok(());
    }
    let problem = Problem::error("announcement-not-committed", "the announcement is not in git's HEAD as it is here");
    let path = layout::draw(announcement.number);
    let help = format!("`git add {path}` and `git commit -m \"Announce the draw\"`; only then draw the numbers");
    Err(Refusal::unmet(vec![problem.at(place(announcement)).help(help)]))
}

fn place(announcement: &Announcement) -> Place {
    Place::file(layout::draw(announcement.number).as_str())
}

/// The announcement of a matching by `request`.
fn as_asked(session: &CohortSession, request: &MatchRequest, number: u32, on: NaiveDate) -> Result<Announcement, Refusal> {
    let key = &session.records()?.key;
    let MatchRequest { inputs, params } = request;
    let forbidden = draw::forbidden(request);
    // Numbers drawn in public are not known yet, and answers decide nothing where chance does.
    let undrawn = MatchRequest {
        inputs: inputs.clone(),
        params: MatchParams { public: None, draw: number.saturating_add(1), ..params.clone() },
    };
    let decides = |name: &&str| [kept_inputs::PEOPLE, kept_inputs::SETTINGS].contains(name);
    let files =
        kept_inputs::write(&undrawn).into_iter().filter(|(name, _)| decides(name) && params.policy.method == Method::Goals);
    Ok(Announcement {
        number,
        on,
        retracted: None,
        method: params.policy.method,
        objective: params.policy.objective,
        algorithm: params.algorithm,
        seed: params.seed,
        key: key.commitment(),
        fresh: params.fresh,
        allow_moves: params.allow_moves,
        places: params.policy.places,
        people: inputs.people.iter().map(|person| person.id).collect(),
        room: inputs.room.clone(),
        precedence: inputs.precedence.iter().copied().collect(),
        fixed: draw::fixed(request, &forbidden),
        forbidden,
        standing: inputs.standing.keys().copied().collect(),
        inputs: files.map(|(name, text)| (name.to_owned(), key.digest(text.as_bytes()))).collect(),
    })
}
