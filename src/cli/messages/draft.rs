//! `messages STAGE…`, `--due`, `--check`, `correction`: drafts of one or several stages, written all or not at all, and judged on disk.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Arguments, DueDay};
use crate::app::messages::drafting::Drafting;
use crate::app::messages::folder::MailFolder;
use crate::app::messages::inputs::{self, MessageInputs};
use crate::app::messages::ledger;
use crate::app::messages::mailing::{Mailing, Selection};
use crate::app::session::CohortSession;
use crate::cli::console::{Access, Console, Done};
use crate::cli::write_args::WriteArgs;
use crate::correspondence::ledger::LedgerLine;
use crate::correspondence::stage_list::Stage;
use crate::domain::contact::Email;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::text::counted;
use crate::render::output::{Cell, Document, Sheet};
use crate::store::layout;

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open(arguments.write.access())?;
    let today = match arguments.due {
        Some(DueDay::On(day)) => day,
        Some(DueDay::Today) | None => console.today,
    };
    let copies_to = arguments.proof_to.as_deref().map(|address| copy_address(&session, address)).transpose()?;
    let person = arguments.person.as_deref().map(|word| session.person(word)).transpose()?;
    let only_due = arguments.due.is_some();
    let selection = Selection { person, again: None, only_due, copies_to, force: arguments.force };
    let lines = if only_due { ledger::lines(&session, today).unwrap_or_default() } else { Vec::new() };
    console.warn(&blocked(&lines))?;
    let made = mailings(
        &session,
        today,
        |stages| {
            let named = || arguments.stages.iter().map(|name| inputs::find(stages, name)).collect::<Result<_, _>>();
            let named: Vec<&Stage<'_>> = named()?;
            let is_named = |stage: &Stage<'_>| named.is_empty() || named.iter().any(|named| named.name == stage.name);
            if only_due { Ok(due(&lines, stages).into_iter().filter(|stage| is_named(stage)).collect()) } else { Ok(named) }
        },
        |_, _| Ok(selection.clone()),
    )?;
    let several = only_due || arguments.stages.len() > 1;
    write(session, made, several, arguments.write, console)
}

/// Drafts again for those who hold what is no longer right.
pub(super) fn correction(stage: &str, write_args: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open(write_args.access())?;
    let today = console.today;
    let made = mailings(
        &session,
        today,
        |stages| Ok(vec![inputs::find(stages, stage)?]),
        |inputs, stage| {
            let again = ledger::outdated(&session, inputs, stage, today)?;
            Ok(Selection { again: Some(again), force: true, ..Selection::default() })
        },
    )?;
    write(session, made, false, write_args, console)
}

/// The address of copies must be nobody's who takes part: it gets everybody's messages.
fn copy_address(session: &CohortSession, typed: &str) -> Result<String, Refusal> {
    let help = "write an address such as you@organisation.example";
    let address =
        Email::parse(typed).map_err(|_| Problem::error("bad-address", "not a valid email address").value(typed).help(help))?;
    if let Some(person) = session.records()?.register.by_email(&address) {
        let message = format!("this is the address of {person}, a participant, and the copies are everybody's messages");
        return Err(Problem::error("sender-takes-part", message).value(typed).help(help).into());
    }
    Ok(address.reveal().to_owned())
}

/// The stages that are due for somebody.
fn due<'s, 'a>(lines: &[LedgerLine], stages: &'s [Stage<'a>]) -> Vec<&'s Stage<'a>> {
    stages.iter().filter(|stage| lines.iter().any(|line| line.is_due && line.stage == stage.name)).collect()
}

/// What would be due, were it not for a link.
fn blocked(lines: &[LedgerLine]) -> Vec<Problem> {
    let problem = |(link, stages): (&str, Vec<&str>)| {
        let message = format!("due, and not drafted because link.{link} is empty: {}", stages.join(", "));
        let skip = stages.iter().map(|stage| format!("{stage:?}")).collect::<Vec<_>>().join(", ");
        Problem::warning("empty-field", message).at(Place::file(layout::COHORT_FILE)).help(format!(
            "add under [messages.links]: {link} = \"https://…\"; if you never send them, write under [messages]: skip = [{skip}]"
        ))
    };
    ledger::blocked(lines).into_iter().map(problem).collect()
}

/// What was drafted, and the stages for which there is nobody.
type Made = (Vec<Mailing>, Vec<String>);

/// Drafts the chosen stages; all that is wrong is told at once.
fn mailings<'a>(
    session: &'a CohortSession,
    today: NaiveDate,
    choose: impl for<'s> Fn(&'s [Stage<'a>]) -> Result<Vec<&'s Stage<'a>>, Refusal>,
    select: impl Fn(&MessageInputs, &Stage<'_>) -> Result<Selection, Refusal>,
) -> Result<Made, Refusal> {
    let inputs = MessageInputs::read(session)?;
    let stages = inputs.stages(session)?;
    let mail = inputs.mail(session, today);
    let folders = MailFolder::all(session)?;
    let none = MailFolder::default();
    let (mut made, mut nobody, mut refusals) = (Vec::new(), Vec::new(), Vec::new());
    for stage in choose(&stages)? {
        let drafting = Drafting { session, inputs: &inputs, mail: &mail, stage };
        let selection = select(&inputs, stage)?;
        match drafting.mailing(folders.get(&stage.name).unwrap_or(&none), &selection) {
            Ok(Some(mailing)) => made.push(mailing),
            Ok(None) => nobody.push(stage.name.clone()),
            Err(refusal) => refusals.push(refusal),
        }
    }
    match refusals.iter().map(|refusal| refusal.ending).max_by_key(|ending| ending.status()) {
        None => Ok((made, nobody)),
        Some(ending) => {
            let mut problems: Vec<Problem> = refusals.into_iter().flat_map(|refusal| refusal.problems).collect();
            problems.sort();
            problems.dedup();
            Err(Refusal { ending, problems })
        }
    }
}

/// Writes the drafts, reads them back, and says what the judge found.
fn write(
    mut session: CohortSession,
    (made, nobody): Made,
    several: bool,
    write: WriteArgs,
    console: &mut Console<'_>,
) -> anyhow::Result<Done> {
    for stage in &nobody {
        console.say(&format!("{stage}: nobody to write to."))?;
    }
    for mailing in &made {
        console.warn(&mailing.notes)?;
        for (path, bytes) in &mailing.files {
            match bytes {
                Some(bytes) => session.add(path.clone(), bytes.clone()),
                None => session.take_away(path.clone()),
            }
        }
    }
    let is_for_people = console.format.is_for_people();
    let documents: Vec<Document> = made.iter().map(|mailing| document(mailing, is_for_people)).collect();
    let count: usize = made.iter().map(|mailing| mailing.drafts.len()).sum();
    let summary = format!("{} of {}", counted(count, "draft"), counted(made.len(), "stage"));
    if made.is_empty() {
        if nobody.is_empty() {
            console.say("No message is due.")?;
        }
        console.show_changes(&[]);
        console.show(&shown(documents, &nobody, several))?;
        return Ok(Done);
    }
    console.show(&shown(documents, &nobody, several))?;
    for mailing in &made {
        console.say(&mailing.verdict.sentence(&mailing.stage))?;
        mailing.said.iter().try_for_each(|said| console.say(said))?;
    }
    let done = console.apply(session, write, "messages", &summary)?;
    if !write.dry_run {
        made.iter().try_for_each(|mailing| judged_on_disk(mailing, console))?;
    }
    Ok(done)
}

fn shown(mut documents: Vec<Document>, nobody: &[String], several: bool) -> Document {
    if several {
        return Document::default().documents("stages", documents);
    }
    documents.pop().unwrap_or_else(|| empty(nobody.first().map_or("", String::as_str)))
}

/// The mailing's files as the disk has them, judged once more.
fn judged_on_disk(mailing: &Mailing, console: &mut Console<'_>) -> anyhow::Result<()> {
    let workspace = console.workspace(Access::Read)?;
    let mut files = BTreeMap::new();
    for path in mailing.on_disk() {
        let name = path.as_str().rsplit('/').next().unwrap_or_default().to_owned();
        files.extend(workspace.read(path)?.map(|bytes| (name, bytes)));
    }
    let verdict = mailing.basis.judge(&files);
    if verdict == mailing.verdict {
        return Ok(());
    }
    let problem = |(file, what): &(String, String)| {
        Problem::error("mailing-fault", format!("{file}: {what}"))
            .help(format!("draft it again: `revmentor messages {}`", mailing.stage))
    };
    Err(Refusal::unmet(verdict.faults.iter().map(problem).collect()).into())
}

/// The drafts with what the judge found; for people a sentence says that after the table.
fn document(mailing: &Mailing, is_for_people: bool) -> Document {
    let person = |who: &Option<crate::domain::id::PersonId>| who.map_or(Cell::Empty, |person| Cell::text(&person));
    let rows = mailing
        .drafts
        .iter()
        .map(|(who, path, to, subject)| [person(who), Cell::text(path), Cell::text(to), Cell::text(subject)]);
    let faults = mailing.verdict.faults.iter().map(|(file, what)| format!("{file}: {what}")).collect();
    let sheet = Sheet::new(format!("Drafts of {}", mailing.stage), ["person", "path", "to", "subject"], rows);
    let proof = [("ok", Cell::Flag(mailing.verdict.faults.is_empty())), ("faults", Cell::List(faults))];
    let document = Document::default().value("stage", Cell::text(&mailing.stage)).sheet("drafts", sheet);
    if is_for_people { document } else { document.record("proof", proof) }
}

fn empty(stage: &str) -> Document {
    let sheet = Sheet::new("Drafts", ["person", "path", "to", "subject"], []);
    let proof = [("ok", Cell::Flag(true)), ("faults", Cell::List(Vec::new()))];
    Document::default().value("stage", Cell::text(stage)).sheet("drafts", sheet).record("proof", proof)
}

/// Fills every text for everybody who is to get it, in memory.
pub(super) fn check(console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open_to_show()?;
    let inputs = MessageInputs::read(&session)?;
    let stages = inputs.stages(&session)?;
    let mail = inputs.mail(&session, console.today);
    let (mut rows, mut problems, mut warnings) = (Vec::new(), Vec::new(), Vec::new());
    for stage in &stages {
        let drafting = Drafting { session: &session, inputs: &inputs, mail: &mail, stage };
        warnings.extend(drafting.nowhere());
        let people = if mail.is_never_due(&stage.rule) { Vec::new() } else { mail.recipients(stage) };
        let found = match drafting.bare_drafts(&people) {
            Err(refusal) => refusal.problems,
            Ok(drafts) => drafting.judged(&drafts)?,
        };
        let whole = |number: usize| Cell::Whole(number as u64);
        rows.push([Cell::text(&stage.name), Cell::text(&stage.file), whole(people.len()), whole(found.len())]);
        problems.extend(found);
    }
    match &inputs.invited {
        Ok(invited) => warnings.extend(invited.iter().flat_map(|invited| invited.doubts.clone())),
        Err(refusal) => problems.extend(refusal.problems.clone()),
    }
    // A session and its reminder, and whoever is told of both, lack one and the same thing.
    let mut told = BTreeSet::new();
    warnings.retain(|warning| told.insert((warning.code, warning.help.clone())) || warning.code != "no-place");
    console.warn(&warnings)?;
    console.show(&Document::default().sheet("stages", Sheet::new("Texts", ["stage", "text", "people", "faults"], rows)))?;
    if problems.is_empty() { Ok(Done) } else { Err(Refusal::unmet(problems).into()) }
}
