//! The questions of an export: a column each, or a column for each option of one question.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::settings::Column;
use crate::domain::spelling;
use crate::survey::cells::counts;
use crate::survey::cells::days;
use crate::survey::cells::marks::{self, Mark};
use crate::survey::cells::polarity::is_one_of;
use crate::survey::cells::several::Joining;
use crate::survey::columns::is_other;
use crate::survey::header::Header;
use crate::survey::header::heading::{Heading, fold};
use crate::survey::intake::sheet::{Row, Sheet, is_blank};

use super::looks::{Looks, look};
use super::runs;
use super::topics::{self, Topic};

/// One question with its columns and what they look like.
#[derive(Debug)]
pub(super) struct Question {
    /// Its columns, from 0.
    pub(super) columns: Vec<usize>,
    /// How the settings would call it.
    pub(super) heading: String,
    /// The headings of its columns, where it has none for each option with a beginning in common.
    pub(super) headings: Vec<String>,
    /// How many of the filled cells in a hundred say yes or no.
    pub(super) marks: usize,
    /// How many filled cells say yes.
    pub(super) yeses: usize,
    /// How many filled cells say yes and go on with words of their own: `Yes - Hugo Ames`.
    pub(super) longer_yeses: usize,
    /// How many of the filled cells in a hundred say of themselves whether somebody agrees: `I consent`, `I object`.
    pub(super) decisions: usize,
    /// How many of the filled cells in a hundred are a number of pairs.
    pub(super) counts: usize,
    /// How many of the filled cells in a hundred name weekdays, where they are texts.
    pub(super) weekdays: usize,
    /// The beginning that its columns share, where there is one for each option.
    pub(super) each: Option<String>,
    /// Whether it has a column for each option, headed by the option alone.
    pub(super) bare: bool,
    /// Its wording as a comparison key, with the option where it is a part of a larger question.
    pub(super) key: String,
    /// What its cells look like.
    pub(super) looks: Looks,
    /// How its answers are joined.
    pub(super) joining: Joining,
    /// Whether the column is the tool's own.
    pub(super) own: bool,
    /// How many rows in a hundred hold something.
    pub(super) filled: usize,
    /// How many of its filled cells in a hundred are different ones.
    pub(super) distinct: usize,
    /// The options, where there is a column for each.
    pub(super) options: Vec<String>,
    /// How many of the filled cells say "no preference" or the like, in a hundred.
    pub(super) indifferent: usize,
    /// Whether every filled cell grants something: "I agree that …".
    pub(super) grants: bool,
    /// What most of the answers are about.
    pub(super) topic: Option<Topic>,
}

impl Question {
    /// Whether a column of yes and no may hold names: nobody says yes, or some cell says something else or more.
    pub(super) fn may_hold_names(&self) -> bool {
        self.each.is_none() && !self.bare && (!self.is_only_marks() || self.yeses == 0)
    }

    /// Whether its cells say yes and no, and nothing else.
    pub(super) fn is_only_marks(&self) -> bool {
        self.marks == 100 && self.longer_yeses == 0
    }

    /// Whether its cells need no heading to say who agrees.
    pub(super) fn decides(&self) -> bool {
        self.decisions == 100 && self.yeses > 0
    }
}

/// The questions of each field.
pub(super) type Mapped<'q> = BTreeMap<String, Vec<&'q Question>>;

/// All questions, in the order of the columns. O(cells).
pub(super) fn all(sheet: &Sheet<'_>, header: &Header) -> Vec<Question> {
    let mut questions = Vec::new();
    let mut at = 0;
    while at < header.headings.len() {
        let run = runs::options(sheet, header, at).map(|(end, each)| (end, Some(each), false));
        let run = run.or_else(|| runs::bare(sheet, header, at).map(|end| (end, None, true)));
        let (end, each, bare) = run.unwrap_or((at + 1, None, false));
        questions.push(question(sheet, header, (at..end).collect(), each, bare));
        at = end;
    }
    mark_repeated(&mut questions);
    mark_whereabouts(&mut questions);
    join_branches(sheet, header, questions)
}

/// A question that a form asks in several branches is one question: one heading, with or without a number that the tool adds, and in
/// each row at most one answer. O(questions² · rows).
fn join_branches(sheet: &Sheet<'_>, header: &Header, questions: Vec<Question>) -> Vec<Question> {
    let answers = |row: &Row<'_>, question: &Question| question.columns.iter().any(|at| !is_blank(row.cell(*at)));
    let apart =
        |one: &Question, other: &Question| !sheet.rows_from(header.body).any(|row| answers(&row, one) && answers(&row, other));
    let is_branch = |one: &Question, other: &Question| {
        let filled = one.filled > 0 && other.filled > 0 && !one.own && !other.own && !one.bare && !other.bare;
        filled && one.each == other.each && is_same_heading(&one.heading, &other.heading) && apart(one, other)
    };
    let mut joined: Vec<Question> = Vec::new();
    for next in questions {
        match joined.iter().position(|known| is_branch(known, &next)) {
            Some(at) => {
                let Some(known) = joined.get_mut(at) else { continue };
                let columns = [known.columns.clone(), next.columns].concat();
                *known = question(sheet, header, columns, known.each.clone(), false);
            }
            None => joined.push(next),
        }
    }
    joined
}

/// Whether two headings are one, or the second is the first with a number behind it.
fn is_same_heading(first: &str, second: &str) -> bool {
    let (first, second) = (fold(first), fold(second));
    let number = second.strip_prefix(first.as_str());
    !first.is_empty() && number.is_some_and(|rest| rest.len() <= 2 && rest.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A question whose answers stand joined in one column and again in a column for each option is read from the latter.
fn mark_repeated(questions: &mut [Question]) {
    let repeats = |whole: &Question, options: &Question| {
        let each = options.each.as_ref().map(|each| fold(each));
        let asked = each.as_ref().map(|each| each.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '?'));
        whole.columns.len() == 1 && whole.each.is_none() && asked == Some(fold(&whole.heading).as_str())
    };
    let mut repeated = Vec::new();
    for (at, pair) in questions.windows(2).enumerate() {
        let [before, after] = pair else { continue };
        repeated.extend(repeats(before, after).then_some(at));
        repeated.extend(repeats(after, before).then_some(at + 1));
    }
    for at in repeated {
        if let Some(question) = questions.get_mut(at) {
            question.own = true;
        }
    }
}

/// Where a tool notes from which place a response came, town and region beside the coordinates are its own, too.
fn mark_whereabouts(questions: &mut [Question]) {
    const PLACES: [&str; 9] =
        ["city", "state region", "state", "region", "country", "country code", "postal", "postal code", "timezone"];
    let is_called = |name: &str| questions.iter().any(|question| question.key == name);
    if !is_called("latitude") || !is_called("longitude") {
        return;
    }
    for question in questions.iter_mut().filter(|question| PLACES.contains(&question.key.as_str())) {
        question.own = true;
    }
}

fn question(sheet: &Sheet<'_>, header: &Header, columns: Vec<usize>, each: Option<String>, bare: bool) -> Question {
    let first = columns.first().and_then(|at| header.headings.get(*at)).cloned().unwrap_or_default();
    let own = header.dialect.is_some_and(|dialect| dialect.owns(&first));
    let rows: Vec<_> = sheet.rows_from(header.body).filter(|row| !row.is_blank()).collect();
    let cells: Vec<&str> =
        rows.iter().flat_map(|row| columns.iter().map(move |at| row.cell(*at))).filter(|cell| !is_blank(cell)).collect();
    let answered = rows.iter().filter(|row| columns.iter().any(|at| !is_blank(row.cell(*at)))).count();
    let joint = header.dialect.and_then(|dialect| dialect.joint);
    let mut options: Vec<String> = each.iter().flat_map(|each| options(header, &columns, &fold(each))).collect();
    if bare {
        let labels = columns.iter().filter_map(|at| header.headings.get(*at)).map(|heading| heading.label.clone());
        options = labels.filter(|label| !is_other(label)).collect();
    }
    let (looks, joining) = if each.is_some() || bare { (Looks::Marks, Joining::default()) } else { look(&cells, joint) };
    let part = first.option.as_ref().filter(|_| each.is_none());
    let words = part.map_or_else(|| apart(&first.question), |part| format!("{part} {}", first.question));
    let heading = unique_name(header, &first, columns.first().copied().unwrap_or(0));
    let headings = if each.is_none() { names(header, &columns, &heading) } else { Vec::new() };
    let share = |test: &dyn Fn(&str) -> bool| cells.iter().filter(|cell| test(cell)).count() * 100 / cells.len().max(1);
    let marks = share(&|cell| marks::read(cell, &Column::default()) != Mark::Unclear);
    let yeses = cells.iter().filter(|cell| marks::read(cell, &Column::default()) == Mark::Yes).count();
    let longer_yeses = cells.iter().filter(|cell| adds_to_yes(cell)).count();
    let decisions = share(&|cell| marks::names_decision(cell));
    let counts = share(&|cell| counts::read(cell).is_some());
    let are_texts = matches!(looks, Looks::FreeText | Looks::Names | Looks::OneOf(_) | Looks::SeveralOf(..));
    let weekdays = if are_texts { share(&|cell| days::names_one(cell)) } else { 0 };
    let topic = if each.is_none() { topics::of(&cells) } else { None };
    let grants = !cells.is_empty() && cells.iter().all(|cell| marks::grants(cell));
    let indifferent = cells.iter().filter(|cell| is_indifferent(cell)).count() * 100 / cells.len().max(1);
    let distinct = cells.iter().map(|cell| fold(cell)).collect::<BTreeSet<String>>().len() * 100 / cells.len().max(1);
    let key = spelling::key(each.as_ref().filter(|_| first.option.is_none()).unwrap_or(&words));
    let key = if part.is_some() { spelling::key(part.map_or("", |part| part)) } else { key };
    let key = if bare { String::new() } else { key };
    Question {
        columns,
        heading,
        headings,
        marks,
        yeses,
        longer_yeses,
        decisions,
        counts,
        weekdays,
        each,
        bare,
        key,
        looks,
        joining,
        own,
        filled: answered * 100 / rows.len().max(1),
        distinct,
        options,
        indifferent,
        grants,
        topic,
    }
}

fn options(header: &Header, columns: &[usize], folded: &str) -> Vec<String> {
    columns
        .iter()
        .filter_map(|at| header.headings.get(*at)?.after(folded))
        .filter(|option| !is_other(option))
        .map(str::to_owned)
        .collect()
}

/// The names of a question's columns; one where they are all called alike.
fn names(header: &Header, columns: &[usize], heading: &str) -> Vec<String> {
    let labels = columns.iter().filter_map(|at| header.headings.get(*at)).map(|heading| heading.label.clone());
    let mut names: Vec<String> = labels.collect();
    names.dedup();
    if names.len() < 2 { vec![heading.to_owned()] } else { names }
}

/// `YourEmployer` as words: some tools leave the blanks out.
fn apart(label: &str) -> String {
    let mut words = String::with_capacity(label.len() + 8);
    let mut before = ' ';
    for c in label.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            words.push(' ');
        }
        words.push(c);
        before = c;
    }
    words
}

/// The label, or the tool's code where several columns have one label.
fn unique_name(header: &Header, heading: &Heading, at: usize) -> String {
    let folded = fold(&heading.label);
    let alone = header.headings.iter().enumerate().all(|(other, heading)| other == at || !heading.is_called(&folded));
    let code = heading.code.as_ref().filter(|_| !alone);
    code.unwrap_or(&heading.label).clone()
}

/// Whether a cell says yes and goes on with words that are no part of the yes.
fn adds_to_yes(cell: &str) -> bool {
    const PART_OF_YES: &str =
        "i|do|have|does|there|is|are|please|happy|to|thanks|thank|you|all|of|it|that|am|yes|can|will|agree|consent";
    let key = spelling::key(cell);
    let behind = key.strip_prefix("yes ").or_else(|| key.strip_prefix("y "));
    behind.is_some_and(|rest| rest.split(' ').any(|word| !is_one_of(PART_OF_YES, word)))
}

fn is_indifferent(cell: &str) -> bool {
    let key = spelling::key(cell);
    key.starts_with("no preference")
        || key.starts_with("any")
        || key.starts_with("no specific")
        || key.ends_with("mind")
        || key == "either"
}
