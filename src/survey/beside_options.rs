//! Answers that the form did not offer: a misspelt option, or what people wrote beside "Other".

use std::collections::BTreeMap;

use super::cells::numbered;
use super::reading::Respondent;
use crate::domain::answer::{Answer, field};
use crate::domain::problem::{Place, Problem};
use crate::domain::settings::{Column, Survey};
use crate::domain::spelling;
use crate::domain::text;

/// The most answers that one note repeats.
const MOST: usize = 12;

/// Fields whose answers are read by rules of their own, whatever the form offered.
const OTHERWISE: [&str; 2] = [field::DAYS, field::CONFLICTS];

/// Every answer that is none of the field's options, with where it first stands and the option that may be meant. O(answers · options).
pub(super) fn unknown(path: &str, settings: &Survey, people: &[Respondent]) -> Vec<Problem> {
    let offered =
        settings.columns.iter().filter(|(name, column)| !column.options.is_empty() && !OTHERWISE.contains(&name.as_str()));
    offered.flat_map(|(name, column)| unknown_in(path, name, column, people)).collect()
}

fn unknown_in(path: &str, name: &str, column: &Column, people: &[Respondent]) -> Vec<Problem> {
    let meant = column.aliases.values();
    let plain = |option: &String| numbered::without_number(option).map(spelling::key);
    let unnumbered = column.options.iter().filter_map(plain);
    let known: Vec<String> = column.options.iter().chain(meant).map(|option| spelling::key(option)).chain(unnumbered).collect();
    let mut found: BTreeMap<&str, (u32, Option<u32>, usize)> = BTreeMap::new();
    for person in people {
        let answers = person.answers.get(name).into_iter().flat_map(Answer::texts);
        for answer in answers.filter(|answer| !known.contains(&spelling::key(answer))) {
            found.entry(answer).or_insert((person.record, person.line, 0)).2 += 1;
        }
    }
    let heading = column.headings.first().or(column.each.as_ref()).map_or(name, String::as_str);
    let problem = |(answer, (record, line, rows)): (&str, (u32, Option<u32>, usize))| {
        let near = spelling::nearest(answer, column.options.iter().map(String::as_str));
        let many = column.options.len();
        let times = if rows > 1 { format!(" ({rows} rows, first here)") } else { String::new() };
        let alias = |meant: &str| format!("aliases = {{ {:?} = {meant:?} }}", text::cap(answer, text::FIELD).0);
        let help = match near {
            Some(near) => format!("did you mean {near:?}? Correct it in the export, or say {name} = {{ …, {} }}", alias(near)),
            None => "it counts as an answer of its own; if the form offers it, add it to `options`".to_owned(),
        };
        Problem::warning("unknown-option", format!("this is not one of the {many} options{times}"))
            .at(Place { row: Some(record), line, ..Place::file(path) }.column(heading))
            .value(text::cap(answer, text::FIELD).0)
            .help(help)
    };
    found.into_iter().map(problem).collect()
}

/// What people wrote beside the options, field by field, with its row; of fields whose options are known it is said already.
pub(super) fn others(settings: &Survey, people: &[Respondent]) -> Vec<String> {
    let mut written: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for person in people {
        for (name, texts) in &person.others {
            let is_listed = settings.columns.get(name).is_some_and(|column| !column.options.is_empty());
            let said = texts.iter().map(|text| format!("{:?} (row {})", text::cap(text, 60).0, person.record));
            written.entry(name).or_default().extend(said.filter(|_| !is_listed));
        }
    }
    let note = |(name, texts): (&str, Vec<String>)| {
        let more = texts.len().saturating_sub(MOST);
        let shown = texts.into_iter().take(MOST).collect::<Vec<_>>().join(", ");
        let more = if more > 0 { format!(", and {more} more") } else { String::new() };
        format!("{name}: answers that only one person gave: {shown}{more}")
    };
    written.into_iter().filter(|(_, texts)| !texts.is_empty()).map(note).collect()
}
