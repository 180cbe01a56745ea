//! Of several answers of one person the latest complete one counts; which rule decided is said.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use super::reading::{LeftOut, LeftOutKind, Respondent};
use crate::domain::problem::{Place, Problem};
use crate::people::may_be_of_one;

/// A complete answer with what it can be ordered by.
#[derive(Debug)]
pub(crate) struct Candidate {
    /// The person.
    pub(crate) person: Respondent,
    /// Whether consent was given.
    pub(crate) consents: bool,
    /// When it was given.
    pub(crate) moment: Option<NaiveDateTime>,
    /// Whether the moment tells the time of day too.
    pub(crate) to_the_second: bool,
    /// The tool's number of the response.
    pub(crate) number: Option<u64>,
}

/// What became of the answers.
#[derive(Debug, Default)]
pub(crate) struct Chosen {
    /// The latest answer of each person.
    pub(crate) latest: Vec<Candidate>,
    /// The others.
    pub(crate) left_out: Vec<LeftOut>,
    /// What is wrong or odd.
    pub(crate) problems: Vec<Problem>,
    /// Which rule decided, for each rule that did.
    pub(crate) notes: Vec<String>,
}

/// The rule that decided which of two answers is later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rule {
    Time,
    Number,
    Row,
}

/// Whether two rows hold the same answers to every question.
pub(crate) type Same<'a> = &'a dyn Fn(u32, u32) -> bool;

/// Chooses the latest answer of each person. O(n log n).
pub(crate) fn choose(path: &str, mut candidates: Vec<Candidate>, newest_first: bool, same: Same<'_>) -> Chosen {
    candidates.sort_by(|a, b| a.person.contact.email.cmp(&b.person.contact.email));
    let mut candidates = candidates.into_iter().peekable();
    let mut chosen = Chosen::default();
    let mut rules: BTreeMap<Rule, usize> = BTreeMap::new();
    while let Some(first) = candidates.next() {
        let email = first.person.contact.email.clone();
        let again = |next: &Candidate| next.person.contact.email == email;
        if !candidates.peek().is_some_and(again) {
            chosen.latest.push(first);
            continue;
        }
        let mut answers = vec![first];
        answers.extend(std::iter::from_fn(|| candidates.next_if(again)));
        chosen.problems.extend(two_people(path, &answers));
        *rules.entry(sort(&mut answers, newest_first)).or_default() += 1;
        let Some(last) = answers.pop() else { continue };
        for earlier in answers {
            chosen.problems.extend(same_moment(path, &earlier, &last, same));
            chosen.left_out.push(left_out(&earlier, &last, same));
        }
        chosen.latest.push(last);
    }
    chosen.latest.sort_by_key(|candidate| candidate.person.record);
    chosen.notes = rules.into_iter().map(|(rule, people)| said(rule, people, newest_first)).collect();
    chosen
}

fn said(rule: Rule, people: usize, newest_first: bool) -> String {
    let by = match rule {
        Rule::Time => "by the time of the answer",
        Rule::Number => "by the number of the response, for the times do not decide",
        Rule::Row if newest_first => "by the row, for neither times nor numbers decide; the newest come first",
        Rule::Row => "by the row, for neither times nor numbers decide",
    };
    let who = if people == 1 { "one person".to_owned() } else { format!("{people} people") };
    format!("{who} answered more than once: the latest complete answer counts, {by}")
}

/// Sorts, the latest last: by time where every answer has one and they differ, else by number, else by row.
fn sort(answers: &mut [Candidate], newest_first: bool) -> Rule {
    let timed = answers.iter().all(|answer| answer.moment.is_some());
    let numbered = answers.iter().all(|answer| answer.number.is_some());
    let mut rule = Rule::Time;
    let by_row = |a: &Candidate, b: &Candidate| {
        let order = a.person.record.cmp(&b.person.record);
        if newest_first { order.reverse() } else { order }
    };
    answers.sort_by(|a, b| {
        let time = if timed { a.moment.cmp(&b.moment) } else { Ordering::Equal };
        let number = if numbered { a.number.cmp(&b.number) } else { Ordering::Equal };
        time.then(number).then_with(|| by_row(a, b))
    });
    if let [.., before, last] = &*answers {
        let same_time = !timed || before.moment == last.moment;
        let same_number = !numbered || before.number == last.number;
        rule = if !same_time {
            Rule::Time
        } else if !same_number {
            Rule::Number
        } else {
            Rule::Row
        };
    }
    rule
}

fn left_out(earlier: &Candidate, last: &Candidate, same: Same<'_>) -> LeftOut {
    let same = same(earlier.person.record, last.person.record) && earlier.number == last.number;
    let row = last.person.record;
    let (is, why) = if same && earlier.moment == last.moment {
        (LeftOutKind::Duplicate, format!("row {row} has the same answer"))
    } else {
        (LeftOutKind::Superseded, format!("the same email address answered again later, in row {row}"))
    };
    LeftOut { record: earlier.person.record, line: earlier.person.line, is, why, by_record: Some(last.person.record) }
}

fn same_moment(path: &str, earlier: &Candidate, last: &Candidate, same: Same<'_>) -> Option<Problem> {
    let at_once = earlier.moment.is_some() && earlier.moment == last.moment && last.to_the_second;
    (at_once && !same(earlier.person.record, last.person.record)).then(|| {
        let other = last.person.record;
        Problem::warning("same-moment", format!("one person answered twice at the same moment, differently: row {other} counts"))
            .at(place(path, &earlier.person))
            .help("ask the person which answer is meant, and delete the other row")
    })
}

/// Two names under one address that share no word, or no more than a surname: two people, or one who must be asked.
fn two_people(path: &str, answers: &[Candidate]) -> Option<Problem> {
    let first = answers.first()?;
    let known = &first.person.contact.name;
    let stranger = answers.iter().skip(1).find(|other| !may_be_of_one(known, &other.person.contact.name))?;
    let message = format!("two people with different names have one address; the other is in row {}", first.person.record);
    Some(
        Problem::error("shared-address", message)
            .at(place(path, &stranger.person))
            .value(stranger.person.contact.email.reveal())
            .help("give each their own address in the export; if it is one person, write one name in both rows"),
    )
}

fn place(path: &str, person: &Respondent) -> Place {
    Place { file: Some(path.to_owned()), row: Some(person.record), line: person.line, ..Place::default() }
}
