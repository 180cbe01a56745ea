//! `log`: what changed, by day; from the facts, so that a clone tells the same.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use clap::Args;

use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::domain::attendance::AttendanceWord;
use crate::domain::conflict::ConflictReason;
use crate::domain::fact::{Dated, DeclaredAnswer, EndReason, Origin, PairFact, PersonFact};
use crate::domain::facts::Facts;
use crate::domain::id::{PairId, PersonId};
use crate::domain::text::long_date;
use crate::render::output::{Cell, Document, Sheet};

/// List the changes of this cohort
#[derive(Args, Debug)]
pub(super) struct Arguments {}

pub(super) fn run(_: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open_to_show()?;
    let rows = changes(&session.facts).into_iter().map(|((on, verb, what), about)| {
        let said = if about.len() == 1 { what.one } else { what.many };
        let said = said.replace("{n}", &about.len().to_string()).replace("{it}", about.first().map_or("", String::as_str));
        [Cell::Day(on), Cell::text(verb), Cell::text(&said)]
    });
    console.show(&Document::default().sheet("log", Sheet::new("Changes", ["on", "verb", "what"], rows)))?;
    Ok(Done)
}

/// How a kind of change is told of one and of several.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Sentence {
    one: String,
    many: String,
}

/// How often which verb changed something, by day: nothing of whom.
pub(super) fn counted(facts: &Facts) -> BTreeMap<(NaiveDate, &'static str), usize> {
    let mut counted = BTreeMap::new();
    for ((on, verb, _), about) in changes(facts) {
        *counted.entry((on, verb)).or_default() += about.len();
    }
    counted
}

/// What happened on a day by a verb, and to whom.
type Changes = BTreeMap<(NaiveDate, &'static str, Sentence), Vec<String>>;

fn changes(facts: &Facts) -> Changes {
    let mut changes = Changes::new();
    for (person, rows) in &facts.people {
        for (at, row) in rows.iter().enumerate() {
            let before = rows.iter().take(at).rev().map(|row| &row.fact).find(|fact| is_of_taking_part(fact));
            let after = rows.iter().skip(at + 1).map(|row| &row.fact).find(|fact| is_of_taking_part(fact));
            let (verb, sentence) = match (before, &row.fact, after) {
                (_, PersonFact::Leaves { .. }, Some(PersonFact::Returned { .. })) => {
                    ("withdraw", alone(format!("{person} was going to leave on this day, and stayed")))
                }
                (_, PersonFact::Leaves { .. }, Some(PersonFact::Leaves { .. })) => {
                    ("withdraw", alone(format!("{person} was going to leave on this day; another day was planned later")))
                }
                (Some(PersonFact::Leaves { .. }), PersonFact::Returned { .. }, _) => {
                    ("rejoin", alone(format!("{person} stays: the planned departure was taken back")))
                }
                (_, fact, _) => of_person(*person, fact),
            };
            changes.entry((row.on, verb, sentence)).or_default().push(person.to_string());
        }
    }
    for (pair, rows) in &facts.pairs {
        for row in rows {
            let (verb, sentence) = of_pair(*pair, row);
            changes.entry((row.on, verb, sentence)).or_default().push(pair.to_string());
        }
    }
    for draw in facts.draws.values().filter(|draw| draw.made.is_empty()) {
        let ended = if draw.ended.is_empty() { String::new() } else { format!(", ended {}", draw.ended.len()) };
        let told = format!("draw {} made no new pair, kept {}{ended}", draw.number, draw.kept.len());
        changes.entry((draw.on, "match", alone(told))).or_default().push(draw.number.to_string());
    }
    for (event, rows) in &facts.attendance.0 {
        for row in rows {
            let sentence = of_attendance(event, row.attended);
            changes.entry((row.on, "attend", sentence)).or_default().push(row.person.to_string());
        }
    }
    for (kind, rows) in &facts.letters.0 {
        for row in rows {
            let what = if row.code.is_some() { "was issued to" } else { "is recorded as not issued to" };
            let sentence = said(&format!("{kind} {what} {{it}}"), &format!("{kind} {what} {{n}} people"));
            let whom = row.person.map_or_else(|| "everybody".to_owned(), |person| person.to_string());
            changes.entry((row.on, "letters issued", sentence)).or_default().push(whom);
        }
    }
    for (stage, rows) in &facts.told.0 {
        for row in rows {
            let what = if row.code.is_some() { "was sent to" } else { "is recorded as not sent to" };
            let sentence = said(&format!("{stage} {what} {{it}}"), &format!("{stage} {what} {{n}} people"));
            let whom = row.person.map_or_else(|| "the list".to_owned(), |person| person.to_string());
            changes.entry((row.on, "messages", sentence)).or_default().push(whom);
        }
    }
    changes
}

fn is_of_taking_part(fact: &PersonFact) -> bool {
    matches!(fact, PersonFact::Withdrew { .. } | PersonFact::Leaves { .. } | PersonFact::Returned { .. })
}

fn of_attendance(event: &str, word: AttendanceWord) -> Sentence {
    match word {
        AttendanceWord::Came => said(&format!("{{it}} attended {event}"), &format!("{{n}} people attended {event}")),
        AttendanceWord::Absent => {
            said(&format!("{{it}} did not attend {event}"), &format!("{{n}} people did not attend {event}"))
        }
        AttendanceWord::Retracted => {
            said(&format!("the record of {{it}} at {event} was taken back"), &format!("{{n}} records of {event} were taken back"))
        }
    }
}

fn said(one: &str, many: &str) -> Sentence {
    Sentence { one: one.to_owned(), many: many.to_owned() }
}

fn alone(sentence: String) -> Sentence {
    Sentence { many: sentence.clone(), one: sentence }
}

fn of_person(person: PersonId, fact: &PersonFact) -> (&'static str, Sentence) {
    match fact {
        PersonFact::Joined { .. } => ("import", said("{it} joined", "{n} people joined")),
        PersonFact::Withdrew { reason } => ("withdraw", alone(format!("{person} withdrew ({})", reason.code()))),
        PersonFact::Leaves { reason } => ("withdraw", alone(format!("{person} is going to leave ({})", reason.code()))),
        PersonFact::Returned { mistake: false } => ("rejoin", alone(format!("{person} came back"))),
        PersonFact::Returned { mistake: true } => ("rejoin", alone(format!("{person} had not withdrawn: recorded by mistake"))),
        PersonFact::Conflict { reason: ConflictReason::Named, .. } => {
            ("import", said("a conflict was named ({it})", "{n} conflicts were named"))
        }
        PersonFact::Conflict { with, reason } => {
            ("conflict", alone(format!("{person} and {with}: conflict ({})", reason.code())))
        }
        PersonFact::Possible { .. } => ("import", said("a conflict is asked about ({it})", "{n} conflicts are asked about")),
        PersonFact::Dismissed { with } => ("conflict", alone(format!("{person} and {with}: conflict dismissed"))),
        PersonFact::Removed { with } => ("conflict", alone(format!("{person} and {with}: conflict taken back"))),
        PersonFact::Erased => ("erase", said("{it}'s personal data were erased", "the personal data of {n} people were erased")),
        PersonFact::Readmitted => ("rejoin", alone(format!("who was {person} may apply again, under a new id"))),
        PersonFact::Declared { answer: DeclaredAnswer::Nobody } => {
            ("conflict", said("{it} declared no conflict of interest", "{n} people declared no conflict of interest"))
        }
        PersonFact::Declared { answer: DeclaredAnswer::Names } => {
            ("conflict", said("{it} declared conflicts", "{n} people declared conflicts"))
        }
        PersonFact::Declared { answer: DeclaredAnswer::Retracted } => {
            ("conflict", said("the declaration of {it} was taken back", "the declarations of {n} people were taken back"))
        }
        PersonFact::Capacity { pairs } => {
            ("import", said(&format!("{{it}} has room for {pairs} pairs"), &format!("{{n}} people have room for {pairs} pairs")))
        }
        PersonFact::Unchose { event } => (
            "choose",
            said(
                &format!("the choice of {{it}} for {event} was taken back"),
                &format!("{{n}} choices for {event} were taken back"),
            ),
        ),
        PersonFact::Alike { .. } => ("import", said("{it} may be known already", "{n} people may be known already")),
        PersonFact::Same { with } => ("identity", alone(format!("{person} and {with} are one person; {with} is retired"))),
        PersonFact::Different { with } => ("identity", alone(format!("{person} and {with} are two people"))),
        PersonFact::Chose { event, option, .. } => (
            "choose",
            said(&format!("{{it}} chose date {option} of {event}"), &format!("{{n}} people chose date {option} of {event}")),
        ),
    }
}

fn of_pair(pair: PairId, row: &Dated<PairFact>) -> (&'static str, Sentence) {
    let corrected = if row.correction > 0 { " (corrected)" } else { "" };
    match &row.fact {
        PairFact::Planned { meeting, .. } if row.correction > 0 => {
            ("meeting", alone(format!("the report on meeting {meeting} of {pair} was taken back")))
        }
        PairFact::Paired { origin: Origin::Adopted, .. } => {
            ("adopt", said("the pair {it} was taken over", "{n} pairs were taken over"))
        }
        PairFact::Paired { origin: Origin::Draw(draw), .. } => {
            ("match", said(&format!("draw {draw} made the pair {{it}}"), &format!("draw {draw} made {{n}} pairs")))
        }
        PairFact::Ended { reason: EndReason::Withdrawal } => ("withdraw", alone(format!("{pair} ended (withdrawal)"))),
        PairFact::Ended { reason: reason @ (EndReason::Unpaired | EndReason::Mistake) } => {
            ("unpair", alone(format!("{pair} ended ({})", reason.code())))
        }
        PairFact::Resumed => ("rejoin", said("the pair {it} goes on again", "{n} pairs go on again")),
        PairFact::Concealed { .. } => {
            ("reveal", said("the reveal of {it} was taken back", "the reveal of {n} pairs was taken back"))
        }
        PairFact::Ended { reason } => ("match", alone(format!("{pair} ended ({})", reason.code()))),
        PairFact::Revealed { .. } => ("reveal", said("{it} was revealed", "{n} pairs were revealed")),
        PairFact::Planned { .. } => ("schedule", said("a meeting of {it} was planned", "{n} meetings were planned")),
        PairFact::Moved { meeting, date } => {
            ("meeting", alone(format!("{pair} moved meeting {meeting} to {}", long_date(*date))))
        }
        PairFact::Held { meeting, date } => {
            ("meeting", alone(format!("{pair} held meeting {meeting} on {}{corrected}", long_date(*date))))
        }
        PairFact::Missed { meeting } => ("meeting", alone(format!("{pair} missed meeting {meeting}{corrected}"))),
        PairFact::Cancelled { .. } => ("schedule", said("a meeting of {it} was cancelled", "{n} meetings were cancelled")),
    }
}
