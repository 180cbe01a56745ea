//! `evaluate --publish`: figures for the public files, and their retraction.

use crate::app::{evaluation, public_report, publication};
use crate::cli::console::{Console, Done};
use crate::cli::write_args::WriteArgs;
use crate::render::private::publication_table;

/// Publishes the next edition, or says why a figure is not in it.
pub(super) fn publish(accept_unanimous: bool, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(write.access())?;
    let evaluated = evaluation::evaluated(&session)?;
    console.warn(&evaluated.warnings)?;
    evaluated.notes.iter().try_for_each(|note| console.say(note))?;
    let publication = publication::publish(&mut session, &evaluated, console.today, accept_unanimous)?;
    console.show(&publication_table::document(publication.number, &publication.fates, session.settings.programme.kind))?;
    let Some(number) = publication.number else {
        return console.changes_nothing("The published figures are up to date.");
    };
    let said = format!("Edition {number} of the figures is published in facts/evaluation.");
    console.say(&said)?;
    console.apply(session, write, "evaluate", &said)
}

/// Takes back what is published now.
pub(super) fn retract(write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(write.access())?;
    let (_, edition) = publication::retract(&mut session, console.today)?;
    let said = format!("Edition {edition} of the figures is taken back. What was committed before stays in git's history.");
    console.say(&said)?;
    console.say_all(public_report::still_public(&session)?)?;
    console.apply(session, write, "evaluate", &said)
}
