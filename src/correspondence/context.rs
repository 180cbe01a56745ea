//! The value of every field for one recipient.
//!
//! What is said of the recipient comes from [`Blind`]; what is said of a partner comes from [`VisiblePairs`], which exists only after the
//! reveal to the recipient's side. There is no other way from a person to the partner here.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::audience::{MailState, has_met, start_for};
use super::meeting_rows;
use super::programme_values::{programme, put};
use super::stage_list::{Stage, Vocabulary};
use super::stages::{Due, Recipients};
use super::values::{FieldValue, FieldValues};
use super::wording;
use crate::domain::answer::{Answers, field};
use crate::domain::blind::Blind;
use crate::domain::draw::WaitReason;
use crate::domain::event::{Event, Venue};
use crate::domain::id::PersonId;
use crate::domain::settings::Settings;
use crate::domain::side::{Kind, Side};
use crate::domain::visible_pairs::{VisiblePair, VisiblePairs};

/// Somebody to whom something is written.
#[derive(Clone, Copy)]
pub(crate) struct Correspondent<'a> {
    /// The whole name.
    pub name: &'a str,
    /// The address.
    pub email: &'a str,
    /// The answers.
    pub answers: &'a Answers,
}

/// Where values come from beside the cohort.
pub(crate) struct Directory<'a> {
    /// Who an id is.
    pub person: &'a dyn Fn(PersonId) -> Option<Correspondent<'a>>,
    /// A participant's code for surveys.
    pub code: &'a dyn Fn(PersonId) -> String,
    /// Whether somebody was sent the code before.
    pub had_code: &'a dyn Fn(PersonId) -> bool,
    /// What the surveys ask and which links there are.
    pub vocabulary: &'a Vocabulary,
}

/// The values of a stage for nobody in particular: the invitation.
pub(crate) fn for_nobody(mail: &MailState<'_>, stage: &Stage<'_>, vocabulary: &Vocabulary) -> FieldValues {
    let mut values = FieldValues::new();
    programme(mail.settings, vocabulary, &mut values);
    values.insert("deadline".to_owned(), deadline(mail, stage, None));
    values
}

/// The values of a stage for one person; `None` where the register does not know this person.
pub(crate) fn for_person(
    mail: &MailState<'_>,
    stage: &Stage<'_>,
    blind: Blind<'_>,
    directory: &Directory<'_>,
) -> Option<FieldValues> {
    let mut values = FieldValues::new();
    let known = (directory.person)(blind.person)?;
    programme(mail.settings, directory.vocabulary, &mut values);
    person(mail, blind, known, directory.vocabulary, &mut values);
    answers(mail.settings, blind.person.side(), known, &mut values);
    if let Some(event) = stage.event {
        session(start_for(blind, event), event, mail.settings.programme.kind, &mut values);
        values.insert("session.is_absent".to_owned(), FieldValue::Flag(mail.was_absent(blind.person, event)));
    }
    let waits = mail.waits(blind.person);
    values.insert("waiting.reason".to_owned(), FieldValue::text(waits.map_or("", waiting)));
    values.insert("waiting.had_place".to_owned(), FieldValue::Flag(blind.was_paired));
    doubts(mail, blind.person, &mut values);
    values.insert("code".to_owned(), FieldValue::Text((directory.code)(blind.person)));
    values.insert("code_sent_before".to_owned(), FieldValue::Flag((directory.had_code)(blind.person)));
    values.insert("deadline".to_owned(), deadline(mail, stage, Some(blind.person)));
    if stage.names_partner {
        let pairs = told_pairs(mail, stage, blind.person);
        partners(mail, Some(stage.to), &pairs, directory, &mut values);
    }
    Some(values)
}

/// What the recipient wrote that is not clear, and the whole answer below its question: a "Yes" alone says nothing.
fn doubts(mail: &MailState<'_>, person: PersonId, values: &mut FieldValues) {
    let unclear = mail.doubts.get(&person).map(Vec::as_slice).unwrap_or_default();
    values.insert("question.words".to_owned(), FieldValue::Texts(unclear.iter().map(|one| one.words.clone()).collect()));
    let mut answers: Vec<BTreeMap<&'static str, FieldValue>> = Vec::new();
    for one in unclear {
        let question = if one.is_declared {
            "On the sheet about conflicts of interest you wrote:".to_owned()
        } else {
            question(mail.settings, person.side())
        };
        let row = labelled(question, one.answer.clone());
        if !answers.contains(&row) {
            answers.push(row);
        }
    }
    values.insert("question.answers".to_owned(), FieldValue::Rows(answers));
}

/// The question about conflicts as the survey of a side asks it.
fn question(settings: &Settings, side: Side) -> String {
    let column = settings.survey[side].columns.get(field::CONFLICTS);
    let headings: Vec<String> =
        column.into_iter().flat_map(|column| &column.headings).map(|words| words.trim().to_owned()).collect();
    if headings.is_empty() { "Whom should you not be paired with?".to_owned() } else { headings.join(" / ") }
}

/// The values of somebody who gets a letter; `None` where the register does not know this person.
pub(super) fn person_values(
    mail: &MailState<'_>,
    blind: Blind<'_>,
    directory: &Directory<'_>,
    values: &mut FieldValues,
) -> Option<()> {
    let known = (directory.person)(blind.person)?;
    person(mail, blind, known, directory.vocabulary, values);
    Some(())
}

/// The values of the partners that somebody who gets a letter knows of.
pub(super) fn partner_values(mail: &MailState<'_>, person: PersonId, directory: &Directory<'_>, values: &mut FieldValues) {
    let pairs: Vec<VisiblePair<'_>> = mail.visible(person).into_iter().flat_map(VisiblePairs::active).collect();
    partners(mail, None, &pairs, directory, values);
}

/// The visible pairs of which the stage tells.
pub(crate) fn told_pairs<'a>(mail: &MailState<'a>, stage: &Stage<'_>, person: PersonId) -> Vec<VisiblePair<'a>> {
    match stage.to {
        Recipients::LeftBehind => mail.left_behind(person).collect(),
        Recipients::Parted => mail.parted(person).collect(),
        Recipients::HaveMet => mail.active(person).filter(|pair| has_met(*pair)).collect(),
        Recipients::FirstRevealed => mail.active(person).filter(|pair| !mail.is_later(person, *pair)).collect(),
        Recipients::LaterRevealed => mail.active(person).filter(|pair| mail.is_later(person, *pair)).collect(),
        _ => mail.visible(person).into_iter().flat_map(VisiblePairs::active).collect(),
    }
}

fn deadline(mail: &MailState<'_>, stage: &Stage<'_>, person: Option<PersonId>) -> FieldValue {
    let day = stage.row.deadline.and_then(|rule: Due| mail.deadline(rule, stage.event, person));
    FieldValue::text(day.map(wording::day).unwrap_or_default())
}

/// The values of the recipient.
fn person(mail: &MailState<'_>, blind: Blind<'_>, known: Correspondent<'_>, vocabulary: &Vocabulary, values: &mut FieldValues) {
    let (settings, side) = (mail.settings, blind.person.side());
    let kind = settings.programme.kind;
    put(values, "person.name", known.name);
    put(values, "person.greeting", greeting(known));
    put(values, "person.email", known.email);
    put(values, "person.side", side.to_string());
    put(values, "person.role", side.one(kind));
    put(values, "person.partner_role", side.other().one(kind));
    put(values, "first_meeting_by", mail.first_meeting_by(blind.person).map(wording::day).unwrap_or_default());
    let revealed = mail.visible(blind.person).is_some_and(|pairs| pairs.active().next().is_some());
    values.insert("person.is_paired".to_owned(), FieldValue::Flag(blind.is_paired));
    values.insert("person.is_revealed".to_owned(), FieldValue::Flag(revealed));
    let was_revealed = mail.visible(blind.person).is_some_and(|pairs| pairs.iter().next().is_some());
    values.insert("person.was_revealed".to_owned(), FieldValue::Flag(was_revealed));
    let stays = |pair: VisiblePair<'_>| mail.cohort.people.get(&pair.partner()).is_some_and(|partner| partner.withdrew.is_none());
    let leaves_partner = mail.visible(blind.person).is_some_and(|pairs| pairs.iter().any(stays));
    values.insert("person.leaves_partner".to_owned(), FieldValue::Flag(leaves_partner));
    for column in &vocabulary.columns {
        put(values, &format!("person.{column}"), answered(known, column));
    }
    let asked = settings.events.iter().filter(|event| event.audience.includes(side));
    values.insert("sessions".to_owned(), FieldValue::Rows(session_rows(asked)));
}

/// Every date of these sessions, by day.
pub(super) fn session_rows<'e>(events: impl Iterator<Item = &'e Event>) -> Vec<BTreeMap<&'static str, FieldValue>> {
    let mut rows: Vec<(NaiveDateTime, BTreeMap<&'static str, FieldValue>)> = Vec::new();
    for event in events {
        for (option, start) in (1..).zip(&event.dates) {
            rows.push((*start, session_row(event, option, *start)));
        }
    }
    rows.sort_by_key(|(start, _)| *start);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn session_row(event: &Event, option: u32, start: NaiveDateTime) -> BTreeMap<&'static str, FieldValue> {
    let several = event.dates.len();
    let which = if several > 1 { format!(" (date {option} of {several}: one is enough)") } else { String::new() };
    BTreeMap::from([
        ("title", FieldValue::Text(format!("{}{which}", event.title))),
        ("date", FieldValue::Text(wording::day(start.date()))),
        ("start", FieldValue::Text(wording::time(start.time()))),
        ("end", FieldValue::Text(end(event, start))),
        ("place", FieldValue::Text(event.venue.place.clone().unwrap_or_default())),
        ("link", FieldValue::Link(event.venue.link.clone().unwrap_or_default())),
    ])
}

fn end(event: &Event, start: NaiveDateTime) -> String {
    start
        .checked_add_signed(TimeDelta::minutes(i64::from(event.minutes)))
        .map(|end| wording::time(end.time()))
        .unwrap_or_default()
}

/// The column `known_as`, else the whole name: names are never split.
fn greeting(known: Correspondent<'_>) -> String {
    let called = answered(known, "known_as");
    if called.is_empty() { known.name.to_owned() } else { called }
}

fn answered(known: Correspondent<'_>, column: &str) -> String {
    known.answers.get(column).map(|answer| wording::answers(&answer.texts().collect::<Vec<_>>())).unwrap_or_default()
}

/// Fields that say nothing about a person.
const OF_THE_FORM: [&str; 4] = [field::CONSENT, field::ANSWERED, field::FINISHED, field::CODE];

/// What the recipient answered, and what the partner will see of it.
fn answers(settings: &Settings, side: Side, known: Correspondent<'_>, values: &mut FieldValues) {
    let all = known.answers.fields().filter(|column| !OF_THE_FORM.contains(column));
    let own = [("Name", known.name.to_owned()), ("Email", known.email.to_owned())]
        .map(|(label, value)| labelled(label.to_owned(), value));
    let rest = all.map(|column| labelled(asked(settings, side, column), capitalised(&answered(known, column))));
    values.insert("answers".to_owned(), FieldValue::Rows(own.into_iter().chain(rest).collect()));
    let shown = profile(settings, side, known);
    values.insert("shown_to_partner".to_owned(), FieldValue::Rows(shown));
}

fn labelled(label: String, value: String) -> BTreeMap<&'static str, FieldValue> {
    BTreeMap::from([("label", FieldValue::Text(label)), ("value", FieldValue::Text(value))])
}

/// The question as the survey asks it; without a heading, the field in words.
fn asked(settings: &Settings, side: Side, column: &str) -> String {
    let headings = settings.survey[side].columns.get(column).map(|column| column.headings.as_slice()).unwrap_or_default();
    match headings {
        [only] if !only.trim().is_empty() => only.trim().to_owned(),
        _ => label(settings, side, column),
    }
}

/// A `yes` or `no` as it begins a cell.
fn capitalised(answer: &str) -> String {
    match answer {
        "yes" => "Yes".to_owned(),
        "no" => "No".to_owned(),
        _ => answer.to_owned(),
    }
}

/// What a column is called: the heading of the survey where it is short, else the field in words.
fn label(settings: &Settings, side: Side, column: &str) -> String {
    let heading = settings.survey[side].columns.get(column).and_then(|column| column.headings.first());
    let heading =
        heading.filter(|heading| heading.chars().count() <= 60).map(|heading| heading.trim_end_matches([':', '?', ' ']));
    let words = column.replace('_', " ");
    let mut letters = words.chars();
    let named = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    heading.map_or(named, str::to_owned)
}

/// What the partner sees of somebody after the reveal, beside name and address: the columns that `[profile]` names.
pub(crate) fn profile(settings: &Settings, side: Side, known: Correspondent<'_>) -> Vec<BTreeMap<&'static str, FieldValue>> {
    let shown = settings.profile[side].iter().filter(|column| !answered(known, column).is_empty());
    shown.map(|column| labelled(label(settings, side, column), answered(known, column))).collect()
}

/// The group session; `start` is its date for the recipient, where that is settled.
pub(super) fn session(start: Option<NaiveDateTime>, event: &Event, kind: Kind, values: &mut FieldValues) {
    put(values, "session.title", &event.title);
    put(values, "session.kind", event.kind.word());
    put(values, "session.audience", event.audience.people(kind));
    put(values, "session.date", start.map(|start| wording::day(start.date())).unwrap_or_default());
    put(values, "session.start", start.map(|start| wording::time(start.time())).unwrap_or_default());
    put(values, "session.end", start.map(|start| end(event, start)).unwrap_or_default());
    let dates: Vec<NaiveDateTime> = start.map_or_else(|| event.dates.clone(), |start| vec![start]);
    let spelt: Vec<String> = dates
        .iter()
        .map(|start| format!("{}, {} to {}", wording::day(start.date()), wording::time(start.time()), end(event, *start)))
        .collect();
    put(values, "session.when", spelt.join(", or "));
    put(values, "session.minutes", event.minutes.to_string());
    let Venue { place, link, host, recording } = &event.venue;
    put(values, "session.place", place.clone().unwrap_or_default());
    put(values, "session.host", host.clone().unwrap_or_default());
    values.insert("session.link".to_owned(), FieldValue::Link(link.clone().unwrap_or_default()));
    values.insert("session.recording".to_owned(), FieldValue::Link(recording.clone().unwrap_or_default()));
    values.insert("session.is_absent".to_owned(), FieldValue::Flag(false));
    let option = |(number, start): (u32, &NaiveDateTime)| {
        BTreeMap::from([
            ("number", FieldValue::Text(number.to_string())),
            ("date", FieldValue::Text(wording::day(start.date()))),
            ("start", FieldValue::Text(wording::time(start.time()))),
            ("end", FieldValue::Text(end(event, *start))),
        ])
    };
    let options = if event.dates.len() > 1 { (1..).zip(&event.dates).map(option).collect() } else { Vec::new() };
    values.insert("session.options".to_owned(), FieldValue::Rows(options));
}

/// Why somebody waits, as that person is told: nothing of who got a place, or of any order.
fn waiting(reason: WaitReason) -> &'static str {
    match reason {
        WaitReason::NobodyThere => "Nobody has signed up on the other side so far.",
        WaitReason::NobodyPermitted => {
            "There was nobody this time with whom a pair was possible under the rules of the programme."
        }
        WaitReason::NoPlace => {
            "More people signed up on your side than there are partners on the other, and the pairing as a whole decided."
        }
        WaitReason::PairEnded => "You have no partner at present, through no fault of yours.",
        WaitReason::NotYetMatched => "You joined after the pairs were made.",
        WaitReason::NoCapacity => "You told us that you have room for nobody at present.",
        WaitReason::ProgrammeFull => "There were more people than places in the programme, and the pairing as a whole decided.",
    }
}

/// The partners of the pairs that may be told of; whoever gets a message about a pair that ended reads the name only.
fn partners(
    mail: &MailState<'_>,
    to: Option<Recipients>,
    pairs: &[VisiblePair<'_>],
    directory: &Directory<'_>,
    values: &mut FieldValues,
) {
    let known: Vec<(Side, Correspondent<'_>)> =
        pairs.iter().filter_map(|pair| Some((pair.partner().side(), (directory.person)(pair.partner())?))).collect();
    let joined =
        |of: &dyn Fn(Correspondent<'_>) -> String| wording::list(&known.iter().map(|(_, known)| of(*known)).collect::<Vec<_>>());
    put(values, "partner.name", joined(&|known| known.name.to_owned()));
    if matches!(to, Some(Recipients::LeftBehind | Recipients::Parted)) {
        for (path, empty) in [
            ("partner.profile", true),
            ("partners", true),
            ("meetings", true),
            ("partner.greeting", false),
            ("partner.email", false),
            ("last_held", false),
        ] {
            values.insert(path.to_owned(), if empty { FieldValue::Rows(Vec::new()) } else { FieldValue::text("") });
        }
        return;
    }
    put(values, "partner.greeting", joined(&greeting));
    put(values, "partner.email", joined(&|known| known.email.to_owned()));
    let profiles = known.iter().flat_map(|(side, known)| profile(mail.settings, *side, *known));
    values.insert("partner.profile".to_owned(), FieldValue::Rows(profiles.collect()));
    let row = |(side, known): &(Side, Correspondent<'_>)| {
        BTreeMap::from([
            ("name", FieldValue::text(known.name)),
            ("greeting", FieldValue::Text(greeting(*known))),
            ("email", FieldValue::text(known.email)),
            ("profile", FieldValue::Rows(profile(mail.settings, *side, *known))),
        ])
    };
    values.insert("partners".to_owned(), FieldValue::Rows(known.iter().map(row).collect()));
    let last: Option<NaiveDate> = pairs.iter().flat_map(VisiblePair::meetings).filter_map(|meeting| meeting.held_on).max();
    put(values, "last_held", last.map(wording::day).unwrap_or_default());
    let name = |person: PersonId| (directory.person)(person).map_or_else(String::new, |known| known.name.to_owned());
    values.insert("meetings".to_owned(), FieldValue::Rows(meeting_rows::meetings(mail, to, pairs, &name)));
}
