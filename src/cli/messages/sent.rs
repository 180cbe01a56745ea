//! `messages sent`: the record of what was sent to whom, and taking such a record back.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use clap::Args;

use crate::app::calendar_files;
use crate::app::messages::drafting::Drafting;
use crate::app::messages::folder::MailFolder;
use crate::app::messages::inputs::{self, MessageInputs};
use crate::app::session::CohortSession;
use crate::cli::console::{Console, Done};
use crate::cli::write_args::WriteArgs;
use crate::correspondence::audience::MailState;
use crate::correspondence::front_matter::Attachment;
use crate::correspondence::ledger::Recipient;
use crate::correspondence::stage_list::Stage;
use crate::domain::problem::{Problem, Refusal};
use crate::domain::text::{counted, long_date};
use crate::domain::told::ToldRow;

/// What is recorded.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The stage
    stage: String,
    /// Only these people (ids, addresses or names) [default: everybody for whom a draft stands]
    #[arg(value_name = "PERSON")]
    people: Vec<String>,
    /// Not these people
    #[arg(long, value_name = "PERSON")]
    except: Vec<String>,
    /// The day on which it was sent [default: today]
    #[arg(long, value_name = "DATE", value_parser = crate::cli::day_word)]
    on: Option<NaiveDate>,
    /// Take the record back: it was not sent
    #[arg(long)]
    retract: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(arguments.write.access())?;
    let on = arguments.on.unwrap_or(console.today);
    let rows = rows(arguments, &session, on)?;
    let (stage, count) = (arguments.stage.as_str(), rows.len());
    if rows.is_empty() {
        return console.changes_nothing(&format!("{stage}: nothing to record."));
    }
    for row in rows {
        session.facts.told.add(stage, row);
    }
    if !arguments.retract && hands_out_dates(&session, stage)? {
        calendar_files::record_dates(&mut session, console.today);
    }
    let people = counted(count, "person");
    let said = if arguments.retract {
        format!("{stage}: the record is taken back for {people}.")
    } else {
        format!("{stage}: recorded as sent to {people} on {}.", long_date(on))
    };
    let what = if arguments.retract { "taken back for" } else { "recorded as sent to" };
    let entry = format!("{stage}: {what} {people} on {}", long_date(on));
    console.say(&said)?;
    console.apply(session, arguments.write, "messages", &entry)
}

/// Whether calendar entries go with the stage.
fn hands_out_dates(session: &CohortSession, stage: &str) -> Result<bool, Refusal> {
    let stages = MessageInputs::read(session)?.stages(session)?;
    let attached = &inputs::find(&stages, stage)?.attach;
    Ok(attached.iter().any(|attached| matches!(attached, Attachment::Session | Attachment::Calendar)))
}

fn rows(arguments: &Arguments, session: &CohortSession, on: NaiveDate) -> Result<Vec<ToldRow>, Refusal> {
    let inputs = MessageInputs::read(session)?;
    let stages = inputs.stages(session)?;
    let stage = inputs::find(&stages, &arguments.stage)?;
    let mail = inputs.mail(session, on);
    let named = |words: &[String]| {
        words.iter().map(|word| session.person(word).map(Some)).collect::<Result<BTreeSet<Recipient>, Refusal>>()
    };
    let (people, except) = (named(&arguments.people)?, named(&arguments.except)?);
    if arguments.retract {
        return retracted(session, stage, &people, &except, on);
    }
    let folders = MailFolder::all(session)?;
    let drafted = folders.get(&stage.name).map(MailFolder::drafted).unwrap_or_default();
    let is_named = !people.is_empty();
    let is_for_nobody = drafted.is_empty() && mail.recipients(stage).is_empty();
    if !is_named && is_for_nobody {
        return Ok(Vec::new());
    }
    if !is_named && drafted.is_empty() {
        return Err(Refusal::unmet(vec![no_drafts(stage)]));
    }
    let whom = if people.is_empty() {
        default_people(&mail, stage, session, &drafted)
    } else {
        strangers(&mail, stage, session, &people, &drafted)?;
        people
    };
    let whom: BTreeSet<Recipient> = whom.difference(&except).copied().collect();
    let drafting = Drafting { session, inputs: &inputs, mail: &mail, stage };
    let mut codes = drafting.codes(whom.iter().copied())?;
    if let Some(folder) = folders.get(&stage.name) {
        codes.extend(drafting.codes_of_drafts(folder));
    }
    // What is sent every month, with the same words, is recorded each time.
    let sent = mail.still_sent(stage, &session.facts.told);
    let key = &session.records()?.key;
    let row = |who: &Recipient| {
        let fallback = || key.digest(format!("{} {who:?}", stage.name).as_bytes()).chars().take(8).collect();
        let code = codes.get(who).cloned().unwrap_or_else(fallback);
        let stands = sent.get(who).is_some_and(|sent| sent.code == code && (sent.on == on || !is_named));
        (!stands).then_some(ToldRow { person: *who, on, code: Some(code) })
    };
    Ok(whom.iter().filter_map(row).collect())
}

/// Nothing was drafted, so that nothing can have been sent without the lead saying to whom.
fn no_drafts(stage: &Stage<'_>) -> Problem {
    let name = &stage.name;
    Problem::error("no-drafts", format!("there is no draft of {name}, so it is unknown to whom it was sent"))
        .help(format!("`revmentor messages {name}` drafts it; add the people after the stage if you wrote to them yourself"))
}

/// Everybody for whom a draft stands; where these get it no longer, everybody who is to get it and was not sent it.
fn default_people(
    mail: &MailState<'_>,
    stage: &Stage<'_>,
    session: &CohortSession,
    drafted: &BTreeSet<Recipient>,
) -> BTreeSet<Recipient> {
    let sent = mail.still_sent(stage, &session.facts.told);
    let recipients: BTreeSet<Recipient> = mail.recipients(stage).into_iter().collect();
    let of_drafts: BTreeSet<Recipient> = drafted.iter().copied().filter(|who| recipients.contains(who)).collect();
    // Of whoever holds an older message a draft is a correction: what it says decides whether there is something to record.
    if of_drafts.is_empty() { recipients.into_iter().filter(|who| !sent.contains_key(who)).collect() } else { of_drafts }
}

/// Refuses people who were to get nothing. Whoever has left since may have been sent it before.
fn strangers(
    mail: &MailState<'_>,
    stage: &Stage<'_>,
    session: &CohortSession,
    people: &BTreeSet<Recipient>,
    drafted: &BTreeSet<Recipient>,
) -> Result<(), Refusal> {
    let recipients: BTreeSet<Recipient> = mail.recipients(stage).into_iter().collect();
    let left_since = |who: &Recipient| who.and_then(|person| mail.blind(person)?.left()).is_some_and(|left| left >= mail.today);
    let strangers = people.iter().filter(|who| !recipients.contains(who) && !drafted.contains(who) && !left_since(who));
    let problem = |who: &Recipient| {
        let label = who.map(|person| session.label(person)).unwrap_or_default();
        Problem::error("not-a-recipient", format!("{} does not go to {label}", stage.name))
            .help("`revmentor messages` lists who is to get what")
    };
    let problems: Vec<Problem> = strangers.map(problem).collect();
    if problems.is_empty() { Ok(()) } else { Err(Refusal::unmet(problems)) }
}

fn retracted(
    session: &CohortSession,
    stage: &Stage<'_>,
    people: &BTreeSet<Recipient>,
    except: &BTreeSet<Recipient>,
    on: NaiveDate,
) -> Result<Vec<ToldRow>, Refusal> {
    let sent = session.facts.told.sent(&stage.name);
    let unsent = people.iter().filter(|who| !sent.contains_key(who));
    let problem = |who: &Recipient| {
        let label = who.map(|person| session.label(person)).unwrap_or_default();
        Problem::error("not-sent", format!("{} is not recorded as sent to {label}", stage.name))
            .help("`revmentor messages` shows the record")
    };
    let problems: Vec<Problem> = unsent.map(problem).collect();
    if !problems.is_empty() {
        return Err(Refusal::unmet(problems));
    }
    let whom = sent.keys().filter(|who| (people.is_empty() || people.contains(who)) && !except.contains(who));
    Ok(whom.map(|who| ToldRow { person: *who, on, code: None }).collect())
}
