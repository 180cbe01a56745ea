//! `[[event]]`: group sessions, and the dates that each offers.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{LocalResult, NaiveDateTime, NaiveTime};
use toml::Spanned;
use toml::de::DeValue;

use crate::domain::event::{Accepted, Audience, Event, EventKind};
use crate::domain::milestone::Milestone;
use crate::domain::problem::Problem;
use crate::domain::zone::Zone;
use crate::schedule::{further_date, spread_date};

use super::drafts::{DatePlan, EventDraft};
use super::findings::Findings;
use super::node::Node;
use super::shape::{Key, Section, Shape, words};
use super::{value, venue};

/// Every word for an audience; a reciprocal cohort calls its sides otherwise.
const AUDIENCES: [(Audience, &str); 5] = [
    (Audience::Mentors, "mentors"),
    (Audience::Mentees, "mentees"),
    (Audience::All, "all"),
    (Audience::Mentors, "juniors"),
    (Audience::Mentees, "seniors"),
];

const CAPACITY: Shape = Shape::Whole(1, 100_000);

pub(super) const SECTION: Section = Section {
    title: "[[event]]",
    doc: "A group session with one or several dates to choose from, or a training with a day by which it is completed.",
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
        Key::optional("dates", Shape::List(&Shape::Moment), "when; several are options to choose from"),
        Key::optional(
            "at",
            Shape::Either(&[Shape::Clock, Shape::List(&Shape::Clock)]),
            "instead of dates: the time of day, on the day that [dates] gives; of several, each later one two days later. Of several supervisions the later ones are spread over the rest of the period",
        ),
        Key::optional(
            "capacity",
            Shape::Either(&[CAPACITY, Shape::List(&CAPACITY)]),
            "how many people fit into each option, or [a number for each]",
        ),
        Key::optional(
            "accept",
            Shape::List(&Shape::Word(|| words(&Accepted::ALL))),
            "what is not warned of, because you know it",
        ),
        Key::optional("place", Shape::Text, "where it is, such as \"Seminar room 2\""),
        Key::optional("link", Shape::Text, "where to join by video, https only; of a training, where it is done"),
        Key::optional("host", Shape::Text, "who leads it, such as \"Programme lead\""),
        Key::optional("recording", Shape::Text, "the recording, https only, for those who could not come"),
        Key::optional("by", Shape::Day, "instead of dates, for kind = \"training\": the day by which everybody has completed it"),
    ],
};

/// Reads the events, in the order of the file.
pub(super) fn read<'t>(nodes: &[Node<'t>], zone: Option<&Zone>, findings: &mut Findings<'_>) -> Vec<EventDraft<'t>> {
    let mut first: BTreeMap<String, u32> = BTreeMap::new();
    let mut events = Vec::new();
    for (node, number) in nodes.iter().zip(1..) {
        let Some(event) = one(node, zone, findings) else { continue };
        if let Some(other) = first.insert(event.id.to_lowercase(), number) {
            let problem = Problem::error("duplicate", format!("events {other} and {number} have one id"))
                .value(&event.id)
                .help("call one of them otherwise, e.g. add -2 to its id");
            findings.add(&node.path_of("id"), node.span_of("id"), problem);
        }
        by_a_day(node, &event, findings);
        let times = if event.kind == EventKind::Training { Vec::new() } else { times(node, &event, findings) };
        events.push(EventDraft { event, node: node.clone(), times });
    }
    events
}

/// The events with every date: those of which only the time of day is written fall on the day of their milestone.
pub(super) fn appointed(
    drafts: Vec<EventDraft<'_>>,
    date_plan: Option<&DatePlan>,
    zone: Option<&Zone>,
    findings: &mut Findings<'_>,
) -> Vec<Event> {
    let is_supervision = |draft: &&EventDraft<'_>| draft.event.kind == EventKind::Supervision;
    let supervisions = drafts.iter().filter(is_supervision).count();
    let mut before = 0;
    let each = drafts.into_iter().map(|draft| {
        let node = draft.node.clone();
        let place = if is_supervision(&&draft) { (before, supervisions) } else { (0, 1) };
        before += usize::from(is_supervision(&&draft));
        let event = on_its_day(draft, place, date_plan, zone, findings);
        seats_for_all(&event, &node, findings);
        event
    });
    each.collect()
}

/// `place` is how many sessions of the same milestone stand before this one, and how many there are: supervisions after the first are
/// spread over the rest of the period.
fn on_its_day(
    draft: EventDraft<'_>,
    place: (usize, usize),
    date_plan: Option<&DatePlan>,
    zone: Option<&Zone>,
    findings: &mut Findings<'_>,
) -> Event {
    let EventDraft { mut event, node, times } = draft;
    let Some(date_plan) = date_plan else {
        if !times.is_empty() {
            let problem = Problem::error("missing-key", "`at` gives a time of day, and without [dates] there is no day for it");
            findings.add(&node.path_of("at"), node.span_of("at"), problem.help(HOW_DAYS_ARE_GIVEN));
        }
        return event;
    };
    let bone = date_plan.dates.iter().find(|bone| bone.milestone.is_session(&event));
    let end = date_plan.dates.iter().find(|bone| bone.milestone == Milestone::MeetingsEnd).map(|bone| bone.last);
    let mut day = bone.map(|bone| match end {
        Some(end) if place.0 > 0 => spread_date(bone.first, end, place, &date_plan.days),
        _ => bone.first,
    });
    for (time, span) in times {
        let Some(on) = day else { continue };
        let date = on.and_time(time);
        if let Some(problem) = clocks_change(date, zone) {
            findings.add(&node.path_of("at"), span, problem.value(date.to_string()));
        }
        event.dates.push(date);
        day = Some(further_date(on, &date_plan.days));
    }
    event
}

const HOW_DAYS_ARE_GIVEN: &str =
    "write dates = [2027-01-05T14:00:00], or [dates] with start = 2027-01-11, from which its day follows";

/// The times under `at`, judged: they stand instead of dates, and only where the event is one of the programme's milestones.
fn times(node: &Node<'_>, event: &Event, findings: &mut Findings<'_>) -> Vec<(NaiveTime, Range<usize>)> {
    let Some(held) = node.value("at") else {
        if node.value("dates").is_none() {
            let problem = Problem::error("missing-key", "`dates` is missing in [[event]]").help(HOW_DAYS_ARE_GIVEN);
            findings.add(&node.path_of("dates"), node.span.clone(), problem);
        }
        return Vec::new();
    };
    let contradiction = if node.value("dates").is_some() {
        Some(("both `dates` and `at` are said", "keep `dates`, or `at` for the day that [dates] gives"))
    } else if !Milestone::all().any(|milestone| milestone.is_session(event)) {
        let why = "[dates] gives no day for this session: it is no induction, supervision, mid-point review or wrap-up";
        Some((why, "write dates = [2027-01-05T14:00:00], or say its `kind`"))
    } else {
        None
    };
    if let Some((message, help)) = contradiction {
        findings.add(&node.path_of("at"), node.span_of("at"), Problem::error("contradiction", message).help(help));
        return Vec::new();
    }
    let one = |held: &Spanned<DeValue<'_>>| Some((value::clock(held.get_ref())?, held.span()));
    held.get_ref().as_array().map_or_else(|| one(held).into_iter().collect(), |times| times.iter().filter_map(one).collect())
}

fn one(node: &Node<'_>, zone: Option<&Zone>, findings: &mut Findings<'_>) -> Option<Event> {
    let id = node.text("id")?;
    shaped(&id, node, findings);
    let kinds = EventKind::ALL.map(|(kind, word, _)| (kind, word));
    Some(Event {
        kind: node.word("kind", &kinds).unwrap_or_else(|| EventKind::of_id(&id)),
        audience: node
            .word("audience", &AUDIENCES)
            .unwrap_or_else(|| said(node, &id, "audience", "all", Audience::All, findings)),
        title: node.text("title").unwrap_or_else(|| titled(&id)),
        minutes: minutes(node, &id, findings),
        dates: dates(node, zone, findings),
        capacity: capacity(node),
        accept: accepted(node),
        venue: venue::read(node, findings),
        by: node.day("by"),
        id,
    })
}

/// A training takes as long as it takes.
fn minutes(node: &Node<'_>, id: &str, findings: &mut Findings<'_>) -> u32 {
    let is_training = node.text("kind").as_deref() == Some(EventKind::Training.word());
    node.whole("minutes").unwrap_or_else(|| if is_training { 60 } else { said(node, id, "minutes", "60", 60, findings) })
}

/// A training has a day by which it is completed and no date; a session has dates.
fn by_a_day(node: &Node<'_>, event: &Event, findings: &mut Findings<'_>) {
    let written = ["dates", "at", "capacity"].into_iter().find(|key| node.value(key).is_some());
    let (key, message, help) = match (event.kind, node.value("by"), written) {
        (EventKind::Training, None, _) => {
            ("by", "`by` is missing: a training has a day by which it is completed", "write by = 2027-01-04 in this [[event]]")
        }
        (EventKind::Training, _, Some(key)) => {
            (key, "a training has no session", "take this key away, or take kind = \"training\" away")
        }
        (EventKind::Training, ..) | (_, None, _) => return,
        (..) => ("by", "only a training is completed by a day", "write kind = \"training\", or dates for a session"),
    };
    findings.add(&node.path_of(key), node.span_of(key), Problem::error("contradiction", message).help(help));
}

fn accepted(node: &Node<'_>) -> Vec<Accepted> {
    let written = node.texts("accept");
    let is_written = |(_, word): &(Accepted, &str)| written.iter().any(|written| written == word);
    Accepted::ALL.into_iter().filter(is_written).map(|(accepted, _)| accepted).collect()
}

/// One number for every option, or one for each.
fn capacity(node: &Node<'_>) -> Vec<u32> {
    let Some(held) = node.value("capacity") else { return Vec::new() };
    let number = |held: &DeValue<'_>| u32::try_from(value::whole(held)?).ok();
    let each = held.get_ref().as_array().map(|numbers| numbers.iter().filter_map(|held| number(held.get_ref())).collect());
    each.unwrap_or_else(|| number(held.get_ref()).into_iter().collect())
}

/// A number for each option has to be there for each option.
fn seats_for_all(event: &Event, node: &Node<'_>, findings: &mut Findings<'_>) {
    let (numbers, options) = (event.capacity.len(), event.dates.len());
    let said_for_each = node.value("capacity").is_some_and(|held| held.get_ref().is_array());
    if said_for_each && options > 0 && numbers != options {
        let message = format!("{numbers} numbers are given for {options} dates");
        let problem =
            Problem::error("contradiction", message).help("write one number for every date, or one for each date in brackets");
        findings.add(&node.path_of("capacity"), node.span_of("capacity"), problem);
    }
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

fn dates(node: &Node<'_>, zone: Option<&Zone>, findings: &mut Findings<'_>) -> Vec<NaiveDateTime> {
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
            clocks_change(date, zone)
        };
        if let Some(problem) = problem {
            findings.add(&node.path_of("dates"), held.span(), problem.value(date.to_string()));
        }
        dates.push(date);
    }
    dates
}

/// A time that the clocks skip or show twice cannot be met.
fn clocks_change(date: NaiveDateTime, zone: Option<&Zone>) -> Option<Problem> {
    let message = match zone?.instants(date) {
        LocalResult::Single(_) => return None,
        LocalResult::None => "the clocks are put forward over this time: it does not exist",
        LocalResult::Ambiguous(..) => "the clocks are put back over this time: it comes twice",
    };
    Some(Problem::error("clocks-change", message).help("take another time of day"))
}
