//! `cohort.toml`, judged as a whole: every finding at once, each with its line and the spot, and every default said.
//!
//! The way through: text, `syntax`, the tables of keys (`shape`, one file a table) held against it by `judge`, then each
//! table read leniently into the domain, then what no table can see alone (`contradictions`).

mod calendar;
mod column;
mod conflict;
mod contradictions;
mod criterion;
mod dates;
mod drafts;
mod evaluation;
mod event;
mod fields;
mod findings;
mod judge;
mod letters;
mod matching;
mod meetings;
mod message_stages;
mod messages;
mod node;
mod previous;
mod privacy;
mod programme;
mod schema;
mod seed;
mod setting_places;
mod shape;
mod survey;
mod syntax;
mod value;
mod venue;

#[cfg(test)]
mod dates_tests;
#[cfg(test)]
mod tests;

use crate::domain::problem::Problem;
use crate::domain::settings::{Method, Settings, Survey};
use crate::domain::side::BySide;
use crate::domain::zone::Zone;

pub(crate) use meetings::customary;
pub(crate) use schema::{is_key_path, schema, schema_text};
pub(crate) use seed::set_seed;
pub(crate) use setting_places::SettingPlaces;

use fields::Fields;
use findings::Findings;
use judge::Judge;
use node::Node;
use shape::{Key, Section, Shape};

/// What a sound `cohort.toml` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The settings.
    pub settings: Settings,
    /// Where they are written.
    pub places: SettingPlaces,
    /// What is allowed, but hardly meant.
    pub warnings: Vec<Problem>,
    /// Every default that was taken, one sentence each.
    pub notes: Vec<String>,
}

/// The whole file.
const ROOT: Section = Section {
    title: "",
    doc: "The settings of a reverse-mentoring cohort.",
    keys: &[
        Key::required("programme", Shape::Table(&programme::SECTION), "the scheme's name, the cohort's, and the kind"),
        Key::required(
            "survey",
            Shape::Table(&survey::BOTH),
            "[survey.mentors] and [survey.mentees], and the waves of the evaluation",
        ),
        Key::required("matching", Shape::Table(&matching::SECTION), "how pairs are found; it may be empty"),
        Key::optional("conflict", Shape::Tables(&conflict::SECTION), "rules that no pair may break"),
        Key::required("meetings", Shape::Table(&meetings::SECTION), "how often pairs meet, and between which days"),
        Key::optional("calendar", Shape::Table(&calendar::SECTION), "days that are kept free"),
        Key::optional("dates", Shape::Table(&dates::SECTION), "the dates of the programme, from one"),
        Key::optional("event", Shape::Tables(&event::SECTION), "group sessions"),
        Key::optional("evaluation", Shape::Table(&evaluation::SECTION), "how the surveys before and after are compared"),
        Key::optional("previous", Shape::Table(&previous::SECTION), "earlier cohorts"),
        Key::optional(
            "privacy",
            Shape::Table(&privacy::SECTION),
            "how long personal data is kept, and for whom it may be sealed",
        ),
        Key::optional("messages", Shape::Table(&messages::SECTION), "who writes to participants, and when"),
        Key::optional("declaration", Shape::Table(&messages::DECLARATION), "what each side is shown to declare conflicts"),
        Key::optional("profile", Shape::Table(&messages::PROFILE), "what the partner sees after the reveal"),
        Key::optional("letters", Shape::Table(&letters::SECTION), "who signs letters, and what participation asks for"),
    ],
};

/// Every section that a misplaced key may belong to.
const SECTIONS: [&Section; 17] = [
    &programme::SECTION,
    &matching::SECTION,
    &criterion::SECTION,
    &conflict::SECTION,
    &meetings::SECTION,
    &calendar::SECTION,
    &dates::SECTION,
    &event::SECTION,
    &evaluation::SECTION,
    &evaluation::ITEM,
    &previous::SECTION,
    &privacy::SECTION,
    &messages::SECTION,
    &messages::DECLARATION,
    &messages::PROFILE,
    &letters::SECTION,
    &letters::PARTICIPATION,
];

/// Reads and judges `text`, which stands in `file`. A byte order mark and the line ends of Windows are accepted.
///
/// # Errors
/// Everything that is wrong, warnings too, sorted by place.
pub fn read(text: &str, file: &str) -> Result<Reading, Vec<Problem>> {
    let mut findings = Findings::new(file, text);
    let settings = syntax::parse(text, &mut findings).map(|(table, broken)| {
        Judge { findings: &mut findings, broken: &broken, sections: &SECTIONS }.table("", &(0..0), table.get_ref(), &ROOT);
        let root = Node::root(table.get_ref());
        let settings = settings(&root, &mut findings);
        contradictions::judge(&root, &settings, &mut findings);
        let places = SettingPlaces::new(&root, &settings, &findings);
        (settings, places)
    });
    let failed = findings.has_errors();
    let Findings { mut problems, notes, .. } = findings;
    problems.sort_by(|one, other| (one.place.line, &one.place.span, one).cmp(&(other.place.line, &other.place.span, other)));
    problems.dedup();
    match settings {
        Some((settings, places)) if !failed => Ok(Reading { settings, places, warnings: problems, notes }),
        _ => Err(problems),
    }
}

/// What a text says of the two sides' exports, whatever else is wrong in it; nothing where it is no TOML.
pub(crate) fn surveys(text: &str) -> BySide<Survey> {
    let mut findings = Findings::new("", text);
    let Some((table, _)) = syntax::parse(text, &mut findings) else { return BySide::default() };
    survey::read(&Node::root(table.get_ref()).table("survey"), &mut findings)
}

fn settings(root: &Node<'_>, findings: &mut Findings<'_>) -> Settings {
    let method = root.table("matching").word("method", &Method::ALL);
    let programme = programme::read(&root.table("programme"), method, findings);
    let survey = survey::read(&root.table("survey"), findings);
    let fields = Fields { mapped: survey::mapped(&survey, &root.table("survey")) };
    let matching = matching::read(&root.table("matching"), programme.kind, &fields, findings);
    let conflict_rules = conflict::read(&root.tables("conflict"), &fields, findings);
    let calendar = calendar::read(&root.table("calendar"), findings);
    let pace = meetings::pace(&root.table("meetings"), programme.kind, findings);
    let zone = Zone::named(&programme.timezone);
    let sessions = event::read(&root.tables("event"), zone.as_ref(), findings);
    let date_plan = dates::read(root, pace.at_most(), &calendar, &sessions, findings);
    let events = event::appointed(sessions, date_plan.as_ref(), zone.as_ref(), findings);
    let dates = date_plan.map(|date_plan| date_plan.dates);
    let meetings = meetings::read(&root.table("meetings"), pace, dates.as_deref(), &events, findings);
    let dates = dates.unwrap_or_default();
    let evaluation = evaluation::read(&root.table("evaluation"), &root.table("survey"), findings);
    let previous = previous::read(&root.table("previous"), findings);
    let privacy = privacy::read(&root.table("privacy"), findings);
    let messages = messages::read(&root.table("messages"), findings);
    let declaration = messages::declaration(&root.table("declaration"), findings);
    let profile = messages::profile(&root.table("profile"), &survey, findings);
    let letters = letters::read(&root.table("letters"));
    let settings = Settings {
        programme,
        survey,
        matching,
        conflict_rules,
        meetings,
        calendar,
        dates,
        events,
        evaluation,
        previous,
        privacy,
        messages,
        declaration,
        profile,
        letters,
    };
    message_stages::judge(&root.table("messages"), &settings, findings);
    settings
}
