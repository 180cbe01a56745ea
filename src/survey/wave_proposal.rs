//! Looks into an evaluation export and proposes its block: which column is the code, which are questions, and on what scale.

use std::collections::BTreeSet;

use crate::domain::evaluation::{AnswerScale, EvaluationSettings, Item, Level, Wave, column};
use crate::domain::participant_code::ParticipantCode;
use crate::domain::problem::Problem;
use crate::domain::settings::{Column, Survey};
use crate::domain::spelling;

use super::cells::dates;
use super::header::{self, Header};
use super::intake::sheet::{Sheet, is_blank};
use super::intake::with_sheet;
use super::{Source, answers, columns};

/// The wordings of answer scales that forms offer, from the lowest to the highest.
const SCALES: [&[&str]; 7] = [
    &["strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"],
    &["strongly disagree", "disagree", "neither", "agree", "strongly agree"],
    &["strongly disagree", "disagree", "neutral", "agree", "strongly agree"],
    &["not at all", "slightly", "moderately", "very", "extremely"],
    &["very dissatisfied", "dissatisfied", "neither satisfied nor dissatisfied", "satisfied", "very satisfied"],
    &["never", "rarely", "sometimes", "often", "always"],
    &["very poor", "poor", "fair", "good", "very good"],
];

/// The highest number that answers of a scale have.
const HIGHEST: i64 = 10;

/// The proposal for a wave: its settings and the items that its columns ask.
///
/// # Errors
/// What is wrong with the file as a whole.
pub(crate) fn propose_wave(source: Source<'_>, name: &str) -> Result<EvaluationSettings, Vec<Problem>> {
    with_sheet(source, &Survey::default(), |sheet| {
        let header = header::find(sheet, &Survey::default()).map_err(|problem| vec![problem])?;
        Ok(proposal(sheet, &header, name))
    })
}

/// What one column is.
enum Guess {
    Known(&'static str),
    Item(AnswerScale),
    Text,
    Nothing,
}

fn proposal(sheet: &Sheet<'_>, header: &Header, name: &str) -> EvaluationSettings {
    let mut survey = Survey { tool: header.dialect.map(|dialect| dialect.name.to_owned()), ..Survey::default() };
    let (mut items, mut texts): (Vec<Item>, usize) = (Vec::new(), 0);
    for (at, heading) in header.headings.iter().enumerate().filter(|(_, heading)| !heading.label.is_empty()) {
        let taken: BTreeSet<String> = survey.columns.keys().cloned().collect();
        let own = header.dialect.is_some_and(|dialect| dialect.owns(heading));
        let mut map = |field: &str| {
            let column = Column { headings: vec![heading.label.clone()], ..Column::default() };
            survey.columns.insert(field.to_owned(), column);
        };
        match guess(sheet, header, at, own) {
            Guess::Known(field) if field == column::ANSWERED || !taken.contains(field) => map(field),
            Guess::Item(scale) => {
                let name = item_name(&heading.label, &items);
                items.push(Item {
                    name,
                    heading: heading.label.clone(),
                    level: Level::default(),
                    lower_is_better: false,
                    scale: Some(scale),
                });
            }
            Guess::Text => {
                texts += 1;
                map(&if texts == 1 { "comments".to_owned() } else { format!("comments_{texts}") });
            }
            Guess::Known(_) | Guess::Nothing => {}
        }
    }
    let scale = common_scale(&mut items);
    EvaluationSettings { waves: vec![Wave { name: name.to_owned(), survey }], scale, items, ..EvaluationSettings::default() }
}

/// The scale of the first item becomes that of all that have it.
fn common_scale(items: &mut [Item]) -> AnswerScale {
    let common = items.first().and_then(|item| item.scale.clone()).unwrap_or_default();
    for item in items.iter_mut().filter(|item| item.scale.as_ref() == Some(&common)) {
        item.scale = None;
    }
    common
}

fn guess(sheet: &Sheet<'_>, header: &Header, at: usize, own: bool) -> Guess {
    let label = header.headings.get(at).map(|heading| spelling::key(&heading.label)).unwrap_or_default();
    let cells: Vec<&str> = sheet.rows_from(header.body).map(|row| row.cell(at)).filter(|cell| !is_blank(cell)).collect();
    let words: BTreeSet<&str> = label.split(' ').collect();
    let most =
        |test: &dyn Fn(&str) -> bool| !cells.is_empty() && cells.iter().filter(|cell| test(cell)).count() * 10 >= cells.len() * 7;
    let is_code = |cell: &str| ParticipantCode::parse(cell).is_ok() || cell.parse::<crate::domain::id::PersonId>().is_ok();
    if most(&is_code) || words.contains("code") && !own {
        return Guess::Known(column::CODE);
    }
    if is_moment(sheet, header, at) && !words.contains("start") {
        return Guess::Known(column::ANSWERED);
    }
    if own || cells.is_empty() || is_moment(sheet, header, at) {
        return Guess::Nothing;
    }
    if most(&|cell| ["junior", "senior", "mentor", "mentee"].contains(&spelling::key(cell).trim_end_matches('s'))) {
        return Guess::Known(column::SIDE);
    }
    match scale_of(&cells) {
        Some(scale) => Guess::Item(scale),
        None if cells.iter().any(|cell| cell.split_whitespace().count() >= 3) => Guess::Text,
        None => Guess::Nothing,
    }
}

/// Whether every cell is a date, as the reader of dates sees it.
fn is_moment(sheet: &Sheet<'_>, header: &Header, at: usize) -> bool {
    let Some(heading) = header.headings.get(at) else { return false };
    let column = Column { headings: vec![heading.label.clone()], ..Column::default() };
    let Ok(field) = columns::find_one(sheet, header, column::ANSWERED, &column) else { return false };
    let filled = || sheet.rows_from(header.body).filter(|row| !is_blank(row.cell(at)));
    let reads = |row| matches!(answers::moment(&field, row), Ok(Some(dates::Moment { .. })));
    filled().count() > 0 && filled().all(reads)
}

/// The scale on which all of these cells lie.
fn scale_of(cells: &[&str]) -> Option<AnswerScale> {
    let keys: BTreeSet<String> = cells.iter().map(|cell| spelling::key(cell)).collect();
    let words = SCALES.iter().find(|scale| keys.iter().all(|key| scale.contains(&key.as_str())));
    if let Some(words) = words {
        return Some(AnswerScale::Words(words.iter().map(|word| (*word).to_owned()).collect()));
    }
    let numbers: Option<Vec<i64>> = cells.iter().map(|cell| cell.trim().trim_end_matches(".0").parse().ok()).collect();
    let numbers = numbers.filter(|numbers| numbers.iter().all(|number| (0..=HIGHEST).contains(number)))?;
    let (low, high) = (numbers.iter().min()?, numbers.iter().max()?);
    let to = [5, 7, HIGHEST].into_iter().find(|to| high <= to)?;
    Some(AnswerScale::Numbers { from: i64::from(*low != 0), to })
}

/// A short word of the heading that no other item has.
fn item_name(heading: &str, items: &[Item]) -> String {
    const SHORT: usize = 5;
    let key = spelling::key(heading);
    let words: Vec<&str> = key.split(' ').filter(|word| word.len() > SHORT && word.is_ascii()).collect();
    let taken = |name: &str| items.iter().any(|item| item.name == name);
    let word = words.iter().rev().find(|word| !taken(word));
    word.map_or_else(|| format!("item{}", items.len() + 1), |word| (*word).to_owned())
}
