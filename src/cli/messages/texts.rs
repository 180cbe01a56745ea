//! The texts of messages: shown for one person, copied for the lead, and the fields that they may name.

use crate::app::messages::attachments::Papers;
use crate::app::messages::drafting::Drafting;
use crate::app::messages::inputs::{self, MessageInputs};
use crate::cli::console::{Console, Done};
use crate::cli::write_args::WriteArgs;
use crate::correspondence::fields::{CATALOGUE, FieldGroup, FieldShape, LINKS};
use crate::correspondence::letter_kinds;
use crate::correspondence::stage_list::{self, StageName, VERBS, groups};
use crate::domain::problem::{Problem, Refusal};
use crate::domain::spelling;
use crate::render::escape::terminal;
use crate::render::output::{Cell, Document, Sheet};
use crate::store::layout;

/// Shows the message that one person would get.
pub(super) fn show(stage: &str, person: &str, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open_to_show()?;
    let inputs = MessageInputs::read(&session)?;
    let stages = inputs.stages(&session)?;
    let stage = inputs::find(&stages, stage)?;
    let who = session.person(person)?;
    let mail = inputs.mail(&session, console.today);
    if !mail.recipients(stage).contains(&Some(who)) {
        let message = format!("{} does not go to {}", stage.name, session.label(who));
        let help = "`revmentor messages` lists the stages and who is missing".to_owned();
        return Err(Refusal::unmet(vec![Problem::error("not-a-recipient", message).help(help)]).into());
    }
    let drafts = Drafting { session: &session, inputs: &inputs, mail: &mail, stage }.drafts(&[Some(who)], Papers::AsTheyStand)?;
    let Some(draft) = drafts.first() else { return Ok(Done) };
    let to = draft.email.to.as_ref().map(|to| to.address.clone()).unwrap_or_default();
    let names: Vec<String> = draft.email.attachments.iter().map(|attachment| attachment.name.clone()).collect();
    if console.format.is_for_people() {
        let attached = if names.is_empty() { String::new() } else { format!("Attached: {}\n", names.join(", ")) };
        let subject = terminal::line(&draft.email.subject);
        let head = format!("To: {}\nSubject: {subject}\n{}", terminal::line(&to), terminal::lines(&attached));
        console.print(&format!("{head}\n{}", terminal::lines(&draft.email.text)))?;
        return Ok(Done);
    }
    let document = Document::default()
        .value("to", Cell::Text(to))
        .value("subject", Cell::text(&draft.email.subject))
        .value("text", Cell::text(&draft.email.text))
        .value("html", Cell::text(&draft.email.html))
        .value("attachments", Cell::List(names));
    console.show(&document)?;
    Ok(Done)
}

/// The stage of the table with this name, or with this line of the table: `session` is that of every session.
pub(super) fn known<'s, 'a>(named: &'s [StageName<'a>], stage: &str) -> Result<&'s StageName<'a>, Refusal> {
    let by_row = || named.iter().find(|known| known.row.id == stage);
    named.iter().find(|known| known.name == stage).or_else(by_row).ok_or_else(|| {
        let near = spelling::nearest(stage, named.iter().map(|known| known.name.as_str()));
        let help =
            near.map_or_else(|| "`revmentor messages` lists the stages".to_owned(), |near| format!("did you mean {near:?}?"));
        Problem::error("unknown-stage", "unknown stage").value(stage).help(help).into()
    })
}

/// Copies the built-in text to where the lead's own stand.
pub(super) fn edit(stage: &str, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(write.access())?;
    let named = stage_list::names(&session.settings);
    let known = known(&named, stage)?;
    let name = if known.name == stage { stage } else { known.row.id };
    let (_, text) = stage_list::text_of(known, &stage_list::OwnTexts::new());
    let path = layout::message_text(name).map_err(|path| Problem::error("stage-name", format!("{path} cannot be a text")))?;
    if session.workspace().read(&path)?.is_some() {
        let there = format!("{path} is there already: change it in an editor, then run `revmentor messages --check`.");
        return console.changes_nothing(&there);
    }
    session.add(path.clone(), text);
    let done = console.apply(session, write, "messages", &format!("the text of {name} copied"))?;
    console.say(&format!("Change {path} in an editor, then run `revmentor messages --check`."))?;
    Ok(done)
}

/// Lists the fields of a stage, or all of them.
pub(super) fn fields(stage: Option<&str>, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open_to_show()?;
    let inputs = MessageInputs::read(&session)?;
    let allowed: Vec<FieldGroup> = match stage {
        None => CATALOGUE.iter().map(|field| field.group).collect(),
        Some(name) => {
            // A text of which something is wrong must not hide what it may name.
            let named = stage_list::names(&session.settings);
            match (known(&named, name), letter_kinds::find(name)) {
                (Ok(stage), _) => groups(&stage.row, true),
                (Err(_), Some(letter)) => letter.groups.to_vec(),
                (Err(_), None) => groups(&inputs::find(&inputs.stages(&session)?, name)?.row, true),
            }
        }
    };
    let fixed = CATALOGUE.iter().filter(|field| allowed.contains(&field.group)).map(|field| {
        let inner = match field.shape {
            FieldShape::Rows(fields) => format!("{}; each row has {}", field.meaning, fields.join(", ")),
            _ => field.meaning.to_owned(),
        };
        [Cell::text(field.path), Cell::Text(inner), Cell::text(field.group.word())]
    });
    let links = inputs.vocabulary.links.iter().map(|link| {
        let meaning =
            LINKS.iter().find(|(name, _)| name == link).map_or("a link of this programme's own", |(_, meaning)| meaning);
        [Cell::Text(format!("link.{link}")), Cell::text(meaning), Cell::text("link")]
    });
    let has_person = allowed.contains(&FieldGroup::Person);
    let columns = inputs.vocabulary.columns.iter().filter(|_| has_person).map(|column| {
        [Cell::Text(format!("person.{column}")), Cell::text("what the recipient answered in the survey"), Cell::text("person")]
    });
    let rows: Vec<[Cell; 3]> = fixed.chain(links).chain(columns).collect();
    console.show(&Document::default().sheet("fields", Sheet::new("Fields", ["field", "meaning", "group"], rows)))?;
    let words = VERBS.join(", ");
    console.say(&format!("templates/messages has a text of your own; no stage may be called {words}."))?;
    Ok(Done)
}
