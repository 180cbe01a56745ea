//! The stages of one cohort: the table's, once for each event where they belong to events, and the lead's own; each with its text.
//!
//! A text of the lead's own wins over the built-in one: first `NAME.md` of the very stage, then the file of the line of the table. All
//! that is wrong with the texts of a cohort is told at once.

use std::collections::BTreeMap;

use super::due::{self, DueRule};
use super::fields::{FieldGroup, LINKS};
use super::front_matter::{self, Attachment, FrontMatter, Located};
use super::stages::{Due, PersonState, Recipients, STAGES, StageRow};
use super::template::{Allowed, Template};
use super::texts;
use crate::domain::correspondence_settings::DeclarationMode;
use crate::domain::event::Event;
use crate::domain::problem::Problem;
use crate::domain::settings::Settings;
use crate::domain::side::Side;
use crate::domain::spelling;

/// One stage of a cohort, ready to be filled.
#[derive(Debug)]
pub(crate) struct Stage<'a> {
    /// Its name: that of the table, followed by the event's id where it belongs to an event.
    pub name: String,
    /// The line of the table; for a stage of the lead's own one made of its head.
    pub row: StageRow,
    /// Who gets it.
    pub to: Recipients,
    /// When it is due.
    pub rule: DueRule,
    /// The group session that it is about.
    pub event: Option<&'a Event>,
    /// What is attached.
    pub attach: Vec<Attachment>,
    /// Whether its text names the partner.
    pub names_partner: bool,
    /// Where the text stands: a file of the lead's own, or a built-in one.
    pub file: String,
    /// The text with its head.
    pub text: String,
    /// The checked text.
    pub template: Template,
}

impl Stage<'_> {
    /// The key under `[dates]` that says by when an answer is asked for, where one does.
    pub(crate) fn deadline_key(&self) -> Option<&'static str> {
        match self.row.deadline? {
            Due::Milestone(milestone, _) => Some(milestone.key()),
            _ => None,
        }
    }

    /// Whether the day by which an answer is asked for depends on the day on which the message is drafted.
    pub(crate) fn deadline_follows_today(&self) -> bool {
        matches!(self.row.deadline, Some(Due::Later(_) | Due::FirstMeeting))
    }
}

/// The texts of the lead's own, by file name without `.md`.
pub(crate) type OwnTexts = BTreeMap<String, String>;

/// Where the lead's own texts stand.
pub(crate) const OWN_FOLDER: &str = "templates/messages";

/// A stage without its text.
#[derive(Clone, Debug)]
pub(crate) struct StageName<'a> {
    /// The name.
    pub name: String,
    /// The line of the table.
    pub row: StageRow,
    /// The event.
    pub event: Option<&'a Event>,
}

/// Every stage of the table that this cohort has, in the order of a programme.
pub(crate) fn names(settings: &Settings) -> Vec<StageName<'_>> {
    let rows = STAGES.iter().filter(|row| is_used(row, settings));
    let named = rows.flat_map(|row| match row.event {
        None => vec![StageName { name: row.id.to_owned(), row: *row, event: None }],
        Some(scope) => {
            let events = settings.events.iter().filter(|event| scope.has(event.kind, event.dates.len()));
            events.map(|event| StageName { name: of_event(row.id, &event.id), row: *row, event: Some(event) }).collect()
        }
    });
    let skipped = |stage: &StageName<'_>| settings.messages.skip.iter().any(|skip| *skip == stage.name || *skip == stage.row.id);
    named.filter(|stage| !skipped(stage)).collect()
}

/// `session-induction-mentors`, `choose-supervision-reminder`.
pub(super) fn of_event(id: &str, event: &str) -> String {
    match id.strip_suffix("-reminder") {
        Some(stem) => format!("{stem}-{event}-reminder"),
        None => format!("{id}-{event}"),
    }
}

fn is_used(row: &StageRow, settings: &Settings) -> bool {
    let declares = Side::BOTH.into_iter().any(|side| settings.declaration.shows[side] != DeclarationMode::Fields);
    let is_of_kind = row.kind.is_none_or(|kind| kind == settings.programme.kind);
    match row.id {
        "declare" | "declare-reminder" => declares,
        "pairing-final" => settings.messages.rematch_notice,
        "training" | "training-reminder" => is_of_kind || due::has_training(settings),
        _ => is_of_kind,
    }
}

/// What a text may name in this cohort.
#[derive(Clone, Debug)]
pub(crate) struct Vocabulary {
    /// The columns of the surveys.
    pub columns: Vec<String>,
    /// The names of links.
    pub links: Vec<String>,
}

impl Vocabulary {
    /// The columns and links of a cohort.
    pub(crate) fn of(settings: &Settings) -> Vocabulary {
        let columns = Side::BOTH.into_iter().flat_map(|side| settings.survey[side].columns.keys().cloned());
        let mut columns: Vec<String> = columns.filter(|column| !is_of_catalogue(column)).collect();
        columns.sort();
        columns.dedup();
        let usual = LINKS.iter().map(|(name, _)| (*name).to_owned());
        let mut links: Vec<String> = usual.chain(settings.messages.links.keys().cloned()).collect();
        links.sort();
        links.dedup();
        Vocabulary { columns, links }
    }

    fn allowed<'v>(&'v self, groups: &'v [FieldGroup], stage: &'v str) -> Allowed<'v> {
        Allowed { groups, columns: &self.columns, links: &self.links, stage }
    }
}

fn is_of_catalogue(column: &str) -> bool {
    super::fields::find(&format!("person.{column}")).is_some()
}

/// The groups that a stage may name. The partner stands in a text only where its head says so and the stage is after the reveal.
pub(crate) fn groups(row: &StageRow, names_partner: bool) -> Vec<FieldGroup> {
    let base = match row.to {
        Recipients::Outside(_) => vec![FieldGroup::Programme],
        _ => vec![FieldGroup::Programme, FieldGroup::Person, FieldGroup::Sessions],
    };
    let own = row.groups.iter().copied().filter(|group| *group != FieldGroup::Partner || names_partner);
    base.into_iter().chain(own).collect()
}

/// Every stage with its text, those of the lead's own last.
///
/// # Errors
/// All that is wrong with any text.
pub(crate) fn stages<'a>(settings: &'a Settings, own: &OwnTexts) -> Result<Vec<Stage<'a>>, Vec<Problem>> {
    let vocabulary = Vocabulary::of(settings);
    let named = names(settings);
    let (mut stages, mut problems) = (Vec::new(), Vec::new());
    for stage in &named {
        match of_table(stage, settings, own, &vocabulary) {
            Ok(stage) => stages.push(stage),
            Err(found) => problems.extend(found),
        }
    }
    for (name, text) in own.iter().filter(|(name, _)| !is_known(name, settings)) {
        match of_lead(name, text, settings, &vocabulary) {
            Ok(stage) => stages.push(stage),
            Err(found) => problems.extend(found),
        }
    }
    problems.sort();
    problems.dedup();
    if problems.is_empty() { Ok(stages) } else { Err(problems) }
}

/// Every name by which a stage of the table can be called in this cohort: that of its line too where it belongs to events.
pub(crate) fn every_name(settings: &Settings) -> BTreeMap<String, &'static StageRow> {
    let of_events = STAGES.iter().filter(|row| row.event.is_some());
    let of_events = of_events.flat_map(|row| settings.events.iter().map(move |event| (of_event(row.id, &event.id), row)));
    STAGES.iter().map(|row| (row.id.to_owned(), row)).chain(of_events).collect()
}

/// Whether a file of this name belongs to the table, in this cohort or in any.
fn is_known(name: &str, settings: &Settings) -> bool {
    every_name(settings).contains_key(name)
}

/// The file and the text of a stage of the table.
pub(crate) fn text_of(stage: &StageName<'_>, own: &OwnTexts) -> (String, String) {
    for name in [stage.name.as_str(), stage.row.id] {
        if let Some(text) = own.get(name) {
            return (format!("{OWN_FOLDER}/{name}.md"), text.clone());
        }
    }
    (format!("the built-in text of {}", stage.row.id), texts::built_in(stage.row.id).unwrap_or_default().to_owned())
}

fn of_table<'a>(
    stage: &StageName<'a>,
    settings: &'a Settings,
    own: &OwnTexts,
    vocabulary: &Vocabulary,
) -> Result<Stage<'a>, Vec<Problem>> {
    let (file, text) = text_of(stage, own);
    let front = front_matter::read(&text, &file)?;
    let built_in = front_matter::read(texts::built_in(stage.row.id).unwrap_or_default(), &file)?;
    let mut problems = Vec::new();
    let to = changed(front.to.as_ref(), built_in.to.as_ref()).map(|words| recipients(words, &text, &file));
    let to = settled(to, stage.row.to, &mut problems);
    let rule = changed(front.due.as_ref(), built_in.due.as_ref()).map(|words| due_of(words, settings, &text, &file));
    let rule = settled(rule, DueRule::Usual(stage.row.due), &mut problems);
    let rule = set_rule(stage, settings).unwrap_or(rule);
    if let Some(span) = front.partner.clone().filter(|_| !stage.row.groups.contains(&FieldGroup::Partner)) {
        problems.push(early(&stage.name, span, &text, &file));
    }
    let groups = groups(&stage.row, front.partner.is_some());
    let template = Template::new(&text, &front, &file, vocabulary.allowed(&groups, &stage.name));
    let template = template.map_err(|found| problems.extend(found)).ok();
    let (Some(template), true) = (template, problems.is_empty()) else { return Err(problems) };
    let FrontMatter { attach, partner, .. } = front;
    let (row, event, names_partner) = (stage.row, stage.event, partner.is_some());
    Ok(Stage { name: stage.name.clone(), row, to, rule, event, attach, names_partner, file, text, template })
}

/// The rule that `[messages.when]` sets for a stage. Words that name no date are told with cohort.toml.
pub(super) fn set_rule(stage: &StageName<'_>, settings: &Settings) -> Option<DueRule> {
    let setting = settings.messages.when.get(&stage.name).or_else(|| settings.messages.when.get(stage.row.id))?;
    due::set(stage.row.due, setting, settings).ok()
}

/// Words that the lead wrote over those of the built-in text.
fn changed<'f>(written: Option<&'f Located>, built_in: Option<&Located>) -> Option<&'f Located> {
    written.filter(|written| built_in.is_none_or(|built_in| built_in.text != written.text))
}

fn settled<T>(read: Option<Result<T, Problem>>, usual: T, problems: &mut Vec<Problem>) -> T {
    match read {
        Some(Ok(value)) => value,
        Some(Err(problem)) => {
            problems.push(problem);
            usual
        }
        None => usual,
    }
}

fn early(stage: &str, span: std::ops::Range<usize>, text: &str, file: &str) -> Problem {
    let message = format!("{stage} may not name the partner");
    let help = "stages before the reveal never do, and of the later ones reveal, new-partner, partner-left, pair-ended and summary; delete the line";
    Problem::error("field-not-allowed", message).at(front_matter::place(text, file, span)).help(help)
}

/// A stage of the lead's own.
fn of_lead<'a>(name: &str, text: &str, settings: &'a Settings, vocabulary: &Vocabulary) -> Result<Stage<'a>, Vec<Problem>> {
    let file = format!("{OWN_FOLDER}/{name}.md");
    if !front_matter::is_kind(name) || VERBS.contains(&name) {
        let message = format!("{name:?} cannot be the name of a stage");
        let help = format!("rename the file: small letters, digits and hyphens, and none of {}", VERBS.join(", "));
        return Err(vec![Problem::error("stage-name", message).at(front_matter::place(text, &file, 0..0)).help(help)]);
    }
    let front = front_matter::read(text, &file)?;
    let mut problems = Vec::new();
    let to = front.to.as_ref().map(|words| recipients(words, text, &file));
    if to.is_none() {
        problems.push(no_recipients(name, settings, text, &file));
    }
    let to = settled(to, Recipients::Custom(PersonState::Everyone, None), &mut problems);
    let rule =
        settled(front.due.as_ref().map(|words| due_of(words, settings, text, &file)), DueRule::Usual(OWN.due), &mut problems);
    let event = match &rule {
        DueRule::EventDays(id, _) => settings.events.iter().find(|event| event.id == *id),
        _ => None,
    };
    let revealed = matches!(to, Recipients::Custom(PersonState::Revealed, _));
    let row_groups: &'static [FieldGroup] = match (event.is_some(), revealed) {
        (true, true) => &[FieldGroup::Session, FieldGroup::Partner],
        (true, false) => &[FieldGroup::Session],
        (false, true) => &[FieldGroup::Partner],
        (false, false) => &[],
    };
    let row = StageRow { groups: row_groups, to, ..OWN };
    if let Some(span) = front.partner.clone().filter(|_| !revealed) {
        let message = format!("{name} goes to people who may not know the partner");
        let help = "write to = \"revealed\", or delete the line";
        problems.push(Problem::error("field-not-allowed", message).at(front_matter::place(text, &file, span)).help(help));
    }
    let groups = groups(&row, front.partner.is_some());
    let template = Template::new(text, &front, &file, vocabulary.allowed(&groups, name));
    let template = template.map_err(|found| problems.extend(found)).ok();
    let (Some(template), true) = (template, problems.is_empty()) else { return Err(problems) };
    let (name, text, names_partner) = (name.to_owned(), text.to_owned(), front.partner.is_some());
    Ok(Stage { name, row, to, rule, event, attach: front.attach, names_partner, file, text, template })
}

/// The words that stand in the place of a stage's name on the command line.
pub(crate) const VERBS: [&str; 6] = ["show", "edit", "fields", "sent", "correction", "template"];

const OWN: StageRow = StageRow {
    id: "own",
    event: None,
    kind: None,
    due: Due::OnRequest,
    to: Recipients::Custom(PersonState::Everyone, None),
    groups: &[],
    deadline: None,
    link: None,
    about: "a stage of this programme's own",
};

fn no_recipients(name: &str, settings: &Settings, text: &str, file: &str) -> Problem {
    let known: Vec<String> =
        names(settings).into_iter().map(|stage| stage.name).chain(STAGES.iter().map(|row| row.id.to_owned())).collect();
    let near = spelling::nearest(name, known.iter().map(String::as_str));
    let near = near.map_or_else(String::new, |near| format!("; if this is the text of {near}, call the file {near}.md"));
    let message = format!("{name} is a stage of your own, and its head does not say to whom it goes");
    Problem::error("front-matter", message)
        .at(front_matter::place(text, file, 0..0))
        .help(format!("add a line such as to = \"paired mentors\"{near}"))
}

/// The recipients that words tell: a state, and a side.
fn recipients(words: &Located, text: &str, file: &str) -> Result<Recipients, Problem> {
    let said = words.text.trim().to_lowercase();
    let sides = [("mentors", Side::Mentor), ("juniors", Side::Mentor), ("mentees", Side::Mentee), ("seniors", Side::Mentee)];
    let side = sides.iter().find_map(|(word, side)| Some((said.strip_suffix(word)?.trim_end(), *side)));
    let (state, side) = side.map_or((said.as_str(), None), |(state, side)| (state, Some(side)));
    let state = if state.is_empty() && side.is_some() { "everyone" } else { state };
    if let Some((state, _)) = PersonState::ALL.iter().find(|(_, word)| *word == state) {
        return Ok(Recipients::Custom(*state, side));
    }
    let known: Vec<&str> = PersonState::ALL.iter().map(|(_, word)| *word).collect();
    let help = match spelling::nearest(state, known.iter().copied()) {
        Some(near) => format!("did you mean {near:?}?"),
        None => format!("write one of {}, and a side where only one is meant: \"paired mentors\"", known.join("; ")),
    };
    let place = front_matter::place(text, file, words.span.clone());
    Err(Problem::error("unknown-recipients", "unknown recipients").at(place).value(&words.text).help(help))
}

fn due_of(words: &Located, settings: &Settings, text: &str, file: &str) -> Result<DueRule, Problem> {
    due::of_words(&words.text, settings).map_err(|known| {
        let name = words.text.split_whitespace().next().unwrap_or_default();
        let help = match spelling::nearest(name, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean {near:?}?"),
            None => format!(
                "write a day, such as 2027-01-31, or one of {}, and the days before or after it: \"reveal - 14d\"",
                known.join(", ")
            ),
        };
        let place = front_matter::place(text, file, words.span.clone());
        Problem::error("unknown-date", "unknown date").at(place).value(&words.text).help(help)
    })
}
