//! `[[event]]`: group sessions, and the dates that each offers.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::{LocalResult, NaiveDateTime, TimeZone};
use chrono_tz::Tz;

use crate::domain::event::{Audience, Event, EventKind};
use crate::domain::problem::Problem;

use super::findings::Findings;
use super::node::Node;
use super::shape::{Key, Section, Shape};
use super::value;

/// Every word for an audience; a reciprocal cohort calls its sides otherwise.
const AUDIENCES: [(Audience, &str); 5] = [
    (Audience::Mentors, "mentors"),
    (Audience::Mentees, "mentees"),
    (Audience::All, "all"),
    (Audience::Mentors, "juniors"),
    (Audience::Mentees, "seniors"),
];

pub(super) const SECTION: Section = Section {
    title: "[[event]]",
    doc: "A group session with one or several dates to choose from.",
    keys: &[
        Key::required("id", Shape::Text, "its id, e.g. \"induction-mentors\"; how it begins says what it is"),
        Key::optional(
            "kind",
            Shape::Word(|| EventKind::ALL.iter().map(|(_, word, _)| *word).collect()),
            "what it is, where the id does not tell",
        ),
        Key::optional("audience", Shape::Word(|| AUDIENCES.iter().map(|(_, word)| *word).collect()), "who comes"),
        Key::optional("title", Shape::Text, "what it is called"),
        Key::optional("minutes", Shape::Whole(1, 1440), "how long it takes"),
        Key::required("dates", Shape::List(&Shape::Moment), "when; several are options to choose from"),
        Key::optional("capacity", Shape::Whole(1, 100_000), "how many people fit into one option"),
    ],
};

/// Reads the events, in the order of the file.
pub(super) fn read(nodes: &[Node<'_>], timezone: &str, findings: &mut Findings<'_>) -> Vec<Event> {
    let mut first: BTreeMap<String, u32> = BTreeMap::new();
    let mut events = Vec::new();
    for (node, number) in nodes.iter().zip(1..) {
        let Some(event) = one(node, timezone, findings) else { continue };
        if let Some(other) = first.insert(event.id.to_lowercase(), number) {
            let problem = Problem::error("duplicate", format!("events {other} and {number} have one id"))
                .value(&event.id)
                .help("call one of them otherwise, e.g. add -2 to its id");
            findings.add(&node.path_of("id"), node.span_of("id"), problem);
        }
        events.push(event);
    }
    events
}

fn one(node: &Node<'_>, timezone: &str, findings: &mut Findings<'_>) -> Option<Event> {
    let id = node.text("id")?;
    shaped(&id, node, findings);
    let kinds = EventKind::ALL.map(|(kind, word, _)| (kind, word));
    Some(Event {
        kind: node.word("kind", &kinds).unwrap_or_else(|| EventKind::of_id(&id)),
        audience: node
            .word("audience", &AUDIENCES)
            .unwrap_or_else(|| said(node, &id, "audience", "all", Audience::All, findings)),
        title: node.text("title").unwrap_or_else(|| titled(&id)),
        minutes: node.whole("minutes").unwrap_or_else(|| said(node, &id, "minutes", "60", 60, findings)),
        dates: dates(node, timezone, findings),
        capacity: node.whole("capacity"),
        id,
    })
}

/// A default, said once with the event's id.
fn said<T>(node: &Node<'_>, id: &str, key: &str, words: &str, default: T, findings: &mut Findings<'_>) -> T {
    if node.value(key).is_none() {
        findings.note(format!("event {id:?}: {key} {words} (not said)"));
    }
    default
}

/// `induction-mentors` is called "Induction mentors".
fn titled(id: &str) -> String {
    let words = id.replace(['-', '_'], " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// An id stands in committed facts, so it can hold no free text.
fn shaped(id: &str, node: &Node<'_>, findings: &mut Findings<'_>) {
    let good = id.len() <= 64 && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if !good {
        let problem = Problem::error("event-id", "an event's id has only letters a to z, digits and hyphens, at most 64")
            .value(id)
            .help("write it like \"supervision-1\" and put the words into `title`");
        findings.add(&node.path_of("id"), node.span_of("id"), problem);
    }
}

fn dates(node: &Node<'_>, timezone: &str, findings: &mut Findings<'_>) -> Vec<NaiveDateTime> {
    let Some(values) = node.value("dates").and_then(|held| held.get_ref().as_array()) else { return Vec::new() };
    if values.is_empty() {
        let problem = Problem::error("blank", "an event needs at least one date").help("write dates = [2027-01-05T14:00:00]");
        findings.add(&node.path_of("dates"), node.span_of("dates"), problem);
    }
    let mut dates: Vec<NaiveDateTime> = Vec::new();
    for held in values {
        let Some(date) = value::moment(held.get_ref()) else { continue };
        let problem = if dates.contains(&date) {
            Some(Problem::error("duplicate", "this date is offered twice").help("take one away"))
        } else {
            clocks_change(date, timezone)
        };
        if let Some(problem) = problem {
            findings.add(&node.path_of("dates"), held.span(), problem.value(date.to_string()));
        }
        dates.push(date);
    }
    dates
}

/// A time that the clocks skip or show twice cannot be met.
fn clocks_change(date: NaiveDateTime, timezone: &str) -> Option<Problem> {
    let zone = Tz::from_str(timezone).ok()?;
    let message = match zone.from_local_datetime(&date) {
        LocalResult::Single(_) => return None,
        LocalResult::None => "the clocks are put forward over this time: it does not exist",
        LocalResult::Ambiguous(..) => "the clocks are put back over this time: it comes twice",
    };
    Some(Problem::error("clocks-change", message).help("take another time of day"))
}
