//! `match --announce`: says what is announced, what its list of forbidden pairs tells, and what comes next.

use super::Arguments;
use crate::app::announce;
use crate::app::session::CohortSession;
use crate::cli::console::{Console, Done};
use crate::cli::write_args::WriteArgs;
use crate::domain::announcement::Announcement;
use crate::domain::match_request::MatchRequest;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::public_text::{PublicText, PublicTextError};
use crate::domain::text::{agreeing, counted};
use crate::render::output::{Cell, Document, Sheet};
use crate::store::layout;

/// Announces the matching that is asked for.
pub(super) fn announce(
    mut session: CohortSession,
    request: &MatchRequest,
    write: WriteArgs,
    console: &mut Console<'_>,
) -> anyhow::Result<Done> {
    let announced = announce::announce(&mut session, request, console.today)?;
    console.show(&Document::default().sheet("announcement", sheet(&announced)))?;
    let (forbidden, people) = (announced.forbidden.len(), announced.people.len());
    if forbidden > 0 {
        console.say(&format!(
            "{} committed by id. Somebody who knows the people, and who knows whom, can tell from them who some ids are: {} by the \
             number of pairs that are forbidden to them, of {people}.",
            agreeing(forbidden, "forbidden pair is", "forbidden pairs are"),
            agreeing(announced.telling(), "id stands out", "ids stand out")
        ))?;
    }
    if announced.number == session.facts.announcements.keys().next().copied().unwrap_or_default() {
        console.say("This cohort now uses directory format 2; older versions of revmentor cannot open it.")?;
    }
    let path = layout::draw(announced.number);
    console.say(&format!(
        "Next: commit {path}, draw numbers in public, then `revmentor match --public \"NUMBERS\"`. Until then change nothing. Every number \
         that is drawn counts; their order and spelling make no difference. Say now which draw it will be."
    ))?;
    console.apply(session, write, "match", &format!("a draw of {} announced", counted(people, "person")))
}

fn sheet(announced: &Announcement) -> Sheet {
    let columns = ["number", "method", "seed", "people", "forbidden", "standing"];
    let count = |count: usize| Cell::Whole(count as u64);
    let row = [
        Cell::Whole(announced.number.into()),
        Cell::text(&announced.method.word()),
        Cell::text(&announced.seed),
        count(announced.people.len()),
        count(announced.forbidden.len()),
        count(announced.standing.len()),
    ];
    Sheet::new("Announced", columns, [row])
}

/// What was drawn in public, in its one form.
///
/// # Errors
/// Without a letter or digit, and with a mark that makes two numbers or one of it.
pub(super) fn public(typed: &str) -> Result<String, Refusal> {
    let message = match PublicText::of(typed) {
        Ok(public) => return Ok(public.text),
        Err(PublicTextError::Empty) => "there is no number and no word in it",
        Err(PublicTextError::Ambiguous) => "a mark between its digits may part thousands, decimals or numbers",
    };
    let help = "write whole numbers with blanks between them, such as --public \"3 17 22\"";
    Err(Problem::error("public-form", message).value(typed).help(help).into())
}

/// Says what `verify` will not say of a matching that is recorded without an announcement, or with words.
pub(super) fn tell_unshown(
    session: &CohortSession,
    request: &MatchRequest,
    is_news: bool,
    console: &mut Console<'_>,
) -> anyhow::Result<()> {
    let drawn_before =
        session.facts.draws.values().filter(|draw| draw.number != request.params.draw).any(|draw| draw.public.is_some());
    let announced = request.params.draw.checked_sub(1).and_then(|number| session.facts.announcements.get(&number));
    let is_announced = announced.is_some_and(|announced| announced.retracted.is_none());
    let why = match &request.params.public {
        None if is_news && drawn_before => "it uses no numbers drawn in public",
        Some(_) if is_news && !is_announced => "it was not announced, so the draw and its numbers could have been chosen",
        Some(public) if !PublicText::is_settled(public) => "it has words beside the numbers, which could have been chosen",
        _ => return Ok(()),
    };
    console.say(&format!("This matching is repeatable, not shown to be unchosen: {why}."))
}

/// Takes back the announcement that stands.
pub(super) fn retract(write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(write.access())?;
    let number = announce::retract(&mut session, console.today)?;
    console.say(&format!("Announcement {number} is retracted; it stays in the record, and `verify` lists it."))?;
    console.apply(session, write, "match", &format!("announcement {number} retracted"))
}

/// While an announcement stands only the draw that was announced is made.
pub(super) fn refuse_other(standing: Option<&Announcement>, arguments: &Arguments) -> Result<(), Refusal> {
    let Some(standing) = standing else { return Ok(()) };
    let (code, message) = if arguments.public.is_none() {
        ("announced", "a draw is announced, so no other matching is made".to_owned())
    } else if let Some(option) = chosen(arguments) {
        ("not-as-announced", format!("{option} cannot be chosen any more: the draw is announced"))
    } else {
        return Ok(());
    };
    let help = "draw what was announced with `revmentor match --public \"NUMBERS\"`, or leave it with `revmentor match --announce --retract`";
    let place = Place::file(layout::draw(standing.number).as_str());
    Err(Refusal::unmet(vec![Problem::error(code, message).at(place).help(help)]))
}

fn chosen(arguments: &Arguments) -> Option<&'static str> {
    let chosen = [(arguments.seed.is_some(), "--seed"), (arguments.fresh, "--fresh"), (arguments.allow_moves, "--allow-moves")];
    chosen.into_iter().find(|(chosen, _)| *chosen).map(|(_, option)| option)
}
