//! The values of fields that are the same for everybody: the programme, its dates, links, and which sessions it has.

use super::due;
use super::stage_list::Vocabulary;
use super::values::{FieldValue, FieldValues};
use super::wording;
use crate::domain::correspondence_settings::Mailbox;
use crate::domain::event::EventKind;
use crate::domain::induction;
use crate::domain::milestone::Milestone;
use crate::domain::settings::Settings;
use crate::domain::side::Side;

/// The values that are the same for everybody.
pub(crate) fn programme(settings: &Settings, vocabulary: &Vocabulary, values: &mut FieldValues) {
    let (programme, meetings, messages) = (&settings.programme, &settings.meetings, &settings.messages);
    let contact = messages.from.as_ref().map(|from| from.email.reveal()).unwrap_or_default();
    let answers_to = messages.reply_to.as_ref().map_or(contact, |reply| reply.reveal());
    let team = messages.from.as_ref().map(|Mailbox { name, .. }| name.as_str()).filter(|name| !name.is_empty());
    put(values, "programme.name", &programme.name);
    put(values, "programme.cohort", &programme.cohort);
    put(values, "programme.kind", programme.kind.word());
    put(values, "programme.team", team.unwrap_or(&programme.name));
    let contact = programme.contact.as_ref().map(|contact| contact.email.reveal());
    put(values, "programme.contact", contact.unwrap_or(answers_to));
    put(values, "programme.concerns", messages.concerns.as_ref().map_or(answers_to, |concerns| concerns.reveal()));
    put(values, "programme.mentor", Side::Mentor.one(programme.kind));
    put(values, "programme.mentors", Side::Mentor.many(programme.kind));
    put(values, "programme.mentee", Side::Mentee.one(programme.kind));
    put(values, "programme.mentees", Side::Mentee.many(programme.kind));
    put(values, "programme.zone", wording::zone(&programme.timezone));
    put(values, "programme.meetings", wording::range(meetings.least, meetings.most));
    put(values, "programme.meeting_minutes", meetings.minutes.to_string());
    put(values, "programme.weeks_between", wording::range(meetings.weeks_least, meetings.weeks_most));
    put(values, "programme.keep_until", settings.privacy.keep_until.map(wording::day).unwrap_or_default());
    sessions_there_are(settings, values);
    for milestone in Milestone::all() {
        let path = format!("dates.{}", milestone.key());
        if super::fields::find(&path).is_some() {
            put(values, &path, due::milestone(settings, milestone).map(wording::day).unwrap_or_default());
        }
    }
    for link in &vocabulary.links {
        values.insert(format!("link.{link}"), FieldValue::Link(due::link(settings, link).unwrap_or_default().to_owned()));
    }
}

/// Which sessions the programme has, so that no text speaks of one that it has not.
fn sessions_there_are(settings: &Settings, values: &mut FieldValues) {
    let kind = settings.programme.kind;
    let events = || settings.events.iter();
    let has = |kind: EventKind| events().any(|event| event.kind == kind);
    let [mentors, mentees] =
        Side::BOTH.map(|side| events().any(|event| event.kind == EventKind::Induction && event.audience.includes(side)));
    let has_training = has(EventKind::Training) || due::link(settings, "training").is_some();
    for (path, flag) in [
        ("has_induction", has(EventKind::Induction)),
        ("mentors_have_induction", mentors),
        ("mentees_have_induction", mentees),
        ("has_training", has_training),
        ("has_supervision", has(EventKind::Supervision)),
        ("has_midpoint", has(EventKind::MidPoint)),
        ("has_wrap_up", has(EventKind::WrapUp)),
        ("has_sessions", events().any(|event| event.kind != EventKind::Training)),
    ] {
        values.insert(format!("programme.{path}"), FieldValue::Flag(flag));
    }
    let by = due::training(settings).and_then(|event| event.by);
    put(values, "programme.training_by", by.map(wording::day).unwrap_or_default());
    let first = induction::inductions(settings).into_iter().map(|induction| induction.day).min();
    let is_first = by.zip(first).is_some_and(|(by, first)| by < first);
    values.insert("programme.training_comes_first".to_owned(), FieldValue::Flag(is_first));
    for (path, side) in [("programme.mentors_sessions", Side::Mentor), ("programme.mentees_sessions", Side::Mentee)] {
        let of_side = events().filter(|event| event.kind != EventKind::Training && event.audience.includes(side));
        put(values, path, sessions_in_words(of_side.count()));
    }
    let before = match (mentors, mentees, has_training) {
        (true, true, _) => "both sides have had their induction".to_owned(),
        (true, false, _) => format!("the {} have had their induction", Side::Mentor.many(kind)),
        (false, true, _) => format!("the {} have had their induction", Side::Mentee.many(kind)),
        (false, false, true) => "the training is done".to_owned(),
        (false, false, false) => "the pairs are final".to_owned(),
    };
    put(values, "programme.before_reveal", before);
}

/// How many group sessions there are, as a participant is told before signing up.
fn sessions_in_words(count: usize) -> &'static str {
    match count {
        0 => "",
        1 => "one group session",
        2 => "two group sessions",
        3 => "three group sessions",
        _ => "a few group sessions",
    }
}

/// A field with a text.
pub(super) fn put(values: &mut FieldValues, path: &str, text: impl Into<String>) {
    values.insert(path.to_owned(), FieldValue::Text(text.into()));
}
