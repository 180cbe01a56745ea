//! `[messages]`, `[declaration]`, `[profile]`: who writes, which stages are used and when, what is shown to whom.

use std::collections::BTreeMap;

use crate::domain::contact::Email;
use crate::domain::correspondence_settings::{Declaration, DeclarationMode, DueSetting, Mailbox, Messages};
use crate::domain::problem::Problem;
use crate::domain::settings::Survey;
use crate::domain::side::{BySide, Side};
use crate::domain::spelling;

use super::findings::Findings;
use super::node::Node;
use super::shape::{Key, Section, Shape, words};
use super::{value, venue};

const NOTICES: [(bool, &str); 2] = [(true, "all"), (false, "none")];

const WHEN: Shape = Shape::Either(&[Shape::Days(-400, 400), Shape::Day, Shape::Text]);

pub(super) const SECTION: Section = Section {
    title: "[messages]",
    doc: "Who writes to participants, which messages are used, and when they are due.",
    keys: &[
        Key::optional("from", Shape::Text, "who writes: \"Team <team@deanery.example>\"; needed before anything is drafted"),
        Key::optional("reply_to", Shape::Text, "the address for answers, if another"),
        Key::optional("concerns", Shape::Text, "the address for concerns, in confidence"),
        Key::optional("skip", Shape::List(&Shape::Text), "stages that this programme does not use"),
        Key::optional(
            "rematch_notice",
            Shape::Word(|| words(&NOTICES)),
            "whether all, or none, are told that the pairing is final",
        ),
        Key::optional("links", Shape::Map(&Shape::Text), "web addresses by name, https only"),
        Key::optional(
            "when",
            Shape::Map(&WHEN),
            "when a stage is due: days before or after its usual date, a day, or a date in words",
        ),
    ],
};

pub(super) const DECLARATION: Section = Section {
    title: "[declaration]",
    doc: "What each side is shown to declare conflicts of interest.",
    keys: &[
        Key::optional(
            "mentors",
            Shape::Word(|| words(&DeclarationMode::ALL)),
            "what mentors get: the list of mentees by default",
        ),
        Key::optional(
            "mentees",
            Shape::Word(|| words(&DeclarationMode::ALL)),
            "what mentees get: a question in their own words by default",
        ),
        Key::optional("mentors_agreed", Shape::Flag, "whether the mentors have agreed that mentees read a list of their names"),
    ],
};

pub(super) const PROFILE: Section = Section {
    title: "[profile]",
    doc: "What the partner sees after the reveal, beside name and address.",
    keys: &[
        Key::optional("mentors", Shape::List(&Shape::Text), "the columns of mentors"),
        Key::optional("mentees", Shape::List(&Shape::Text), "the columns of mentees"),
    ],
};

/// What a profile shows where nothing is said, as far as the survey asked it.
const USUAL_PROFILE: [&str; 4] = ["specialty", "goals", "wants", "gives"];

/// Reads `[messages]`.
pub(super) fn read(node: &Node<'_>, findings: &mut Findings<'_>) -> Messages {
    let from = node.text("from").and_then(|written| mailbox(node, "from", &written, findings));
    let mut address = |key: &str| {
        let written = node.text(key)?;
        mailbox(node, key, &written, findings).map(|mailbox| mailbox.email)
    };
    let (reply_to, concerns) = (address("reply_to"), address("concerns"));
    let links = links(&node.table("links"), findings);
    let when =
        node.table("when").entries().filter_map(|(stage, _, held)| Some((stage.to_owned(), due(held.get_ref())?))).collect();
    Messages {
        from,
        reply_to,
        concerns,
        skip: node.texts("skip"),
        rematch_notice: node.word("rematch_notice", &NOTICES).unwrap_or(true),
        links,
        when,
    }
}

/// `Team <team@deanery.example>`, or the address alone.
pub(super) fn mailbox(node: &Node<'_>, key: &str, written: &str, findings: &mut Findings<'_>) -> Option<Mailbox> {
    let (name, address) = match written.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
        Some((name, address)) => (name.trim().trim_matches('"'), address),
        None => ("", written),
    };
    if let Ok(email) = Email::parse(address) {
        return Some(Mailbox { name: name.to_owned(), email });
    }
    let problem = Problem::error("bad-address", "not a valid email address").value(written);
    findings.add(
        &node.path_of(key),
        node.span_of(key),
        problem.help("write \"Name <name@organisation.example>\" or the address alone"),
    );
    None
}

fn links(node: &Node<'_>, findings: &mut Findings<'_>) -> BTreeMap<String, String> {
    let mut links = BTreeMap::new();
    for (name, span, held) in node.entries() {
        let Some(link) = held.get_ref().as_str() else { continue };
        let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
        if !is_name {
            let problem = Problem::error("bad-link-name", "templates could not name this link").value(name);
            findings.add(&node.path_of(name), span, problem.help("use small letters, digits and underscores"));
        } else if let Some(problem) = venue::not_a_link(link) {
            findings.add(&node.path_of(name), held.span(), problem);
        } else {
            links.insert(name.to_owned(), link.to_owned());
        }
    }
    links
}

fn due(held: &toml::de::DeValue<'_>) -> Option<DueSetting> {
    let days = value::whole(held).map(DueSetting::Days);
    let day = || value::day(held).map(DueSetting::Day);
    days.or_else(day).or_else(|| held.as_str().map(|words| DueSetting::Words(words.to_owned())))
}

/// Reads `[declaration]`.
pub(super) fn declaration(node: &Node<'_>, findings: &mut Findings<'_>) -> Declaration {
    let usual = Declaration::default().shows;
    let mode = |side: Side| node.word(side.key(), &DeclarationMode::ALL).unwrap_or(usual[side]);
    let shows = BySide { mentors: mode(Side::Mentor), mentees: mode(Side::Mentee) };
    if shows.mentees == DeclarationMode::List && node.flag("mentors_agreed") != Some(true) {
        let message = "a list of the mentors' names tells who signed up as one, and with it their background";
        let help = "write mentors_agreed = true where the survey asked them, or mentees = \"own-words\"";
        findings.add(&node.path_of("mentees"), node.span_of("mentees"), Problem::error("mentors-not-asked", message).help(help));
    }
    Declaration { shows }
}

/// Reads `[profile]`; a column that the survey does not have is an error.
pub(super) fn profile(node: &Node<'_>, survey: &BySide<Survey>, findings: &mut Findings<'_>) -> BySide<Vec<String>> {
    let mut of = |side: Side| -> Vec<String> {
        let columns = &survey[side].columns;
        if node.value(side.key()).is_none() {
            return USUAL_PROFILE
                .iter()
                .filter(|column| columns.contains_key(**column))
                .map(|column| (*column).to_owned())
                .collect();
        }
        let written = node.texts(side.key());
        for column in written.iter().filter(|column| !columns.contains_key(*column)) {
            let near = spelling::nearest(column, columns.keys().map(String::as_str));
            let help = near.map_or_else(
                || "write the name of a column of this side's survey".to_owned(),
                |near| format!("did you mean {near:?}?"),
            );
            let problem = Problem::error("unknown-column", "the survey of this side has no such column").value(column);
            findings.add(&node.path_of(side.key()), node.span_of(side.key()), problem.help(help));
        }
        written
    };
    BySide { mentors: of(Side::Mentor), mentees: of(Side::Mentee) }
}
