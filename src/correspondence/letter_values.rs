//! The value of every field of a letter or paper.
//!
//! What is said of a partner comes from the visible pairs, as in messages; papers for a side or for all know no pair at all.

use std::collections::BTreeMap;

use chrono::NaiveTime;

use super::audience::MailState;
use super::context::{self, Directory};
use super::due;
use super::fields::{CATALOGUE, FieldGroup, FieldShape};
use super::letter_kinds::{LetterKind, PaperTarget};
use super::programme_values;
use super::values::{FieldValue, FieldValues};
use super::wording;
use crate::domain::attendance::AttendanceWord;
use crate::domain::event::Event;
use crate::domain::id::PersonId;
use crate::domain::milestone::Milestone;
use crate::domain::side::Side;

type Row = BTreeMap<&'static str, FieldValue>;

/// The values of one paper; `None` where the register does not know the person.
pub(crate) fn for_paper(
    mail: &MailState<'_>,
    kind: &LetterKind,
    target: PaperTarget<'_>,
    directory: &Directory<'_>,
) -> Option<FieldValues> {
    let mut values = general(mail, kind, directory);
    match target {
        PaperTarget::Person(person) => {
            let blind = mail.blind(person)?;
            context::person_values(mail, blind, directory, &mut values)?;
            if kind.groups.contains(&FieldGroup::Partner) {
                context::partner_values(mail, person, directory, &mut values);
            }
            took_part(mail, person, &mut values);
        }
        PaperTarget::Side(side) => {
            values.insert("letter.names".to_owned(), FieldValue::Texts(names_shown_to(mail, side, directory)));
        }
        PaperTarget::Session(event) => {
            let only = if event.dates.len() == 1 { event.dates.first().copied() } else { None };
            context::session(only, event, mail.settings.programme.kind, &mut values);
        }
        PaperTarget::Everybody => {
            if kind.id == "register" {
                values.insert("letter.registers".to_owned(), FieldValue::Rows(registers(mail, directory)));
            }
        }
    }
    Some(values)
}

/// What is the same for everybody who gets a paper of this kind.
fn general(mail: &MailState<'_>, kind: &LetterKind, directory: &Directory<'_>) -> FieldValues {
    let mut values = FieldValues::new();
    let settings = mail.settings;
    programme_values::programme(settings, directory.vocabulary, &mut values);
    let declared_by = due::milestone(settings, Milestone::ConflictsDeclared).map(wording::day).unwrap_or_default();
    let texts = [
        ("deadline", declared_by),
        ("letter.date", wording::day(mail.today)),
        ("letter.signed_by", settings.letters.signed_by.clone().unwrap_or_default()),
    ];
    values.extend(texts.map(|(path, text)| (path.to_owned(), FieldValue::Text(text))));
    let side = match kind.id {
        "handbook-mentor" => Some(Side::Mentor),
        "handbook-mentee" => Some(Side::Mentee),
        _ => None,
    };
    let asked = settings.events.iter().filter(|event| side.is_none_or(|side| event.audience.includes(side)));
    values.insert("sessions".to_owned(), FieldValue::Rows(context::session_rows(asked)));
    values
}

/// The names that a side ticks: everybody present on the other side, by name; none where that side answers in its own words.
fn names_shown_to(mail: &MailState<'_>, side: Side, directory: &Directory<'_>) -> Vec<String> {
    use crate::domain::correspondence_settings::DeclarationMode;
    if mail.settings.declaration.shows[side] != DeclarationMode::List {
        return Vec::new();
    }
    let others = mail.cohort.present().filter(|person| person.id.side() != side);
    let mut names: Vec<String> = others.filter_map(|person| Some((directory.person)(person.id)?.name.to_owned())).collect();
    names.sort_by_cached_key(|name| (name.to_lowercase(), name.clone()));
    names
}

/// The meetings and sessions that somebody took part in.
fn took_part(mail: &MailState<'_>, person: PersonId, values: &mut FieldValues) {
    let mut days: Vec<chrono::NaiveDate> = mail
        .visible(person)
        .into_iter()
        .flat_map(|pairs| pairs.iter().collect::<Vec<_>>())
        .flat_map(|pair| pair.meetings().filter_map(|meeting| meeting.held_on).collect::<Vec<_>>())
        .collect();
    days.sort_unstable();
    let day = |day: Option<&chrono::NaiveDate>| day.copied().map(wording::day).unwrap_or_default();
    let minutes = u32::try_from(days.len()).unwrap_or(u32::MAX).saturating_mul(mail.settings.meetings.minutes);
    let texts = [
        ("letter.held", days.len().to_string()),
        ("letter.hours", wording::duration(minutes)),
        ("letter.first", day(days.first())),
        ("letter.last", day(days.last())),
    ];
    values.extend(texts.map(|(path, text)| (path.to_owned(), FieldValue::Text(text))));
    let meetings = (1..).zip(&days).map(|(number, day): (u32, _)| {
        Row::from([("number", FieldValue::Text(number.to_string())), ("date", FieldValue::Text(wording::day(*day)))])
    });
    values.insert("letter.meetings".to_owned(), FieldValue::Rows(meetings.collect()));
    let mut sessions: Vec<_> = mail.sessions_attended(person).collect();
    sessions.sort_by_key(|(_, row)| row.on);
    let sessions = sessions.into_iter().map(|(event, row)| {
        Row::from([("title", FieldValue::text(&event.title)), ("date", FieldValue::Text(wording::day(row.on)))])
    });
    values.insert("letter.sessions".to_owned(), FieldValue::Rows(sessions.collect()));
}

/// For each group session the people who are asked to come.
fn registers(mail: &MailState<'_>, directory: &Directory<'_>) -> Vec<Row> {
    let register = |event: &Event| {
        Row::from([
            ("title", FieldValue::text(&event.title)),
            ("dates", FieldValue::Rows(context::session_rows(std::iter::once(event)))),
            ("people", FieldValue::Rows(guests(mail, event, directory))),
        ])
    };
    mail.settings.events.iter().map(register).collect()
}

fn guests(mail: &MailState<'_>, event: &Event, directory: &Directory<'_>) -> Vec<Row> {
    let paired = mail.cohort.paired();
    let asked = paired.into_iter().filter(|person| event.audience.includes(person.side()));
    let mut rows: Vec<(String, Row)> = asked.filter_map(|person| guest(mail, person, event, directory)).collect();
    rows.sort_by_cached_key(|(name, _)| name.to_lowercase());
    rows.into_iter().map(|(_, row)| row).collect()
}

/// The box of a register: ticked where attendance is recorded already.
fn came(mail: &MailState<'_>, person: PersonId, event: &Event) -> &'static str {
    let row = mail.cohort.people.get(&person).and_then(|known| known.attendance.get(&event.id));
    match row.map(|row| row.attended) {
        Some(AttendanceWord::Came) => "☑",
        Some(AttendanceWord::Absent) => "absent",
        _ => "☐",
    }
}

fn guest(mail: &MailState<'_>, person: PersonId, event: &Event, directory: &Directory<'_>) -> Option<(String, Row)> {
    let name = (directory.person)(person)?.name.to_owned();
    let chosen = mail.blind(person)?.choice(event).and_then(|option| event.dates.get(option.checked_sub(1)? as usize));
    let chosen = match event.dates.len() {
        0 | 1 => "–".to_owned(),
        _ => chosen.map_or("not yet".to_owned(), |start| wording::day(start.date())),
    };
    let row = Row::from([
        ("name", FieldValue::text(&name)),
        ("role", FieldValue::text(person.side().one(mail.settings.programme.kind))),
        ("chosen", FieldValue::Text(chosen)),
        ("came", FieldValue::text(came(mail, person, event))),
    ]);
    Some((name, row))
}

/// When an agenda begins, in the order of the dates; each time of day once.
pub(crate) fn starts(event: &Event) -> Vec<NaiveTime> {
    let mut starts: Vec<NaiveTime> = Vec::new();
    for start in event.dates.iter().map(chrono::NaiveDateTime::time) {
        if !starts.contains(&start) {
            starts.push(start);
        }
    }
    starts
}

/// Fields that conditions compare: a template for all keeps their value.
const COMPARED: [&str; 4] = ["programme.kind", "session.kind", "session.audience", "person.side"];

/// The values with which a built-in text becomes a template of the lead's own: placeholders for everything that is filled later. What
/// `cohort.toml` leaves empty stays empty, so that the text has no line for it.
pub(crate) fn placeholders(kind: &LetterKind, known: &FieldValues) -> FieldValues {
    let mut values = FieldValues::new();
    for field in CATALOGUE.iter().filter(|field| kind.groups.contains(&field.group)) {
        let path = field.path;
        let named = || FieldValue::Text(format!("{{{{ {path} }}}}"));
        let value = match (field.shape, known.get(path)) {
            (_, Some(value)) if COMPARED.contains(&path) => value.clone(),
            (FieldShape::Text | FieldShape::Link, Some(FieldValue::Text(text) | FieldValue::Link(text))) if text.is_empty() => {
                FieldValue::text("")
            }
            (FieldShape::Text | FieldShape::Link, _) => named(),
            // Which sessions the programme has is settled with the template.
            (FieldShape::Flag, Some(value)) if field.group == FieldGroup::Programme => value.clone(),
            (FieldShape::Flag, _) => FieldValue::Flag(false),
            (FieldShape::Texts, _) => FieldValue::Texts(vec![format!("{{{{ {path} }}}}")]),
            (FieldShape::Rows(fields), _) => {
                let cell = |field: &&'static str| (*field, FieldValue::Text(format!("{{{{ {path}.{field} }}}}")));
                FieldValue::Rows(vec![fields.iter().map(cell).collect()])
            }
        };
        values.insert(path.to_owned(), value);
    }
    let families = known.iter().filter(|(path, _)| !values.contains_key(*path)).map(|(path, value)| {
        let is_empty = matches!(value, FieldValue::Text(text) | FieldValue::Link(text) if text.is_empty());
        let value = if is_empty { value.clone() } else { FieldValue::Text(format!("{{{{ {path} }}}}")) };
        (path.clone(), value)
    });
    let families: Vec<_> = families.collect();
    values.extend(families);
    values
}
