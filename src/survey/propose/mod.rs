//! Looks into an unknown export and guesses how it is to be read. Everything is a guess, and is said; nothing is written.

mod coded;
mod columns;
mod doubts;
mod looks;
mod questions;
mod roles;
mod runs;
mod side;
mod topics;
mod wording;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use coded::CodedQuestion;
pub(crate) use columns::{ColumnLook, columns_read};
pub(crate) use looks::Looks;
use questions::Question;
pub(crate) use roles::Roles;
use wording::Part;

use super::cells::several;
use super::header::heading::fold;
use super::header::{self, Header};
use super::intake::sheet::{Row, Sheet, is_blank};
use super::intake::{with_sheet, workbook};
use super::{Facts, Source};
use crate::domain::answer::field;
use crate::domain::id::PersonId;
use crate::domain::problem::Problem;
use crate::domain::settings::{Column, Survey};
use crate::domain::side::Side;
use crate::domain::text;

/// What an export looks like, and how it would be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The file, as the lead would name it.
    pub path: String,
    /// Format, encoding, delimiter, and why.
    pub facts: Facts,
    /// The rows that make up the header.
    pub header_records: Vec<u32>,
    /// The name of the tool whose own columns were found.
    pub tool: Option<&'static str>,
    /// Every column of the file.
    pub columns: Vec<ColumnLook>,
    /// Whose answers these seem to be.
    pub side: Option<Side>,
    /// Settings that read this file.
    pub settings: Survey,
    /// Every guess, in words.
    pub notes: Vec<String>,
    /// What the lead should look at.
    pub warnings: Vec<Problem>,
    /// Which rows are whose, where the form is for both sides.
    pub roles: Option<Roles>,
    /// The questions whose answers are codes without a key.
    pub coded: Vec<CodedQuestion>,
}

/// Looks into an export.
///
/// # Errors
/// What is wrong with the file as a whole.
pub fn propose(source: Source<'_>) -> Result<Proposal, Vec<Problem>> {
    propose_with(source, &Survey::default())
}

/// Looks into an export of which something is known already: the tool, the header row, the encoding, the sheet.
///
/// # Errors
/// What is wrong with the file as a whole.
pub(crate) fn propose_with(source: Source<'_>, known: &Survey) -> Result<Proposal, Vec<Problem>> {
    let known = &Survey { columns: BTreeMap::new(), ..known.clone() };
    let mut proposal = with_sheet(source, known, |sheet| {
        let mut header = header::find(sheet, known).map_err(|problem| vec![problem])?;
        let decoded = source.codebook.map(|codebook| codebook.decode(sheet, &mut header).0);
        let sheet = decoded.as_ref().unwrap_or(sheet);
        if !sheet.rows_from(header.body).any(|row| !row.is_blank()) {
            return Err(vec![super::no_answers(sheet)]);
        }
        Ok(look_by_role(sheet, &header, known, source.side))
    })?;
    let is_one_of_several = || workbook::sheets(source.path, source.bytes).is_ok_and(|sheets| sheets.len() > 1);
    if proposal.facts.sheet.is_some() && is_one_of_several() {
        proposal.settings.sheet.clone_from(&proposal.facts.sheet);
    }
    Ok(proposal)
}

/// Looks at the rows of the side that is asked for, where the form is for both.
fn look_by_role(sheet: &Sheet<'_>, header: &Header, known: &Survey, side: Option<Side>) -> Proposal {
    let questions = questions::all(sheet, header);
    let Some(roles) = roles::find(sheet, header, &questions).filter(|_| known.only.is_empty()) else {
        return look(sheet, header, known, &questions);
    };
    let mut proposal = match side {
        None => look(sheet, header, known, &questions),
        Some(side) => {
            let rows = roles.rows_of(sheet, header, side);
            let mut proposal = look(&rows, header, known, &questions::all(&rows, header));
            proposal.settings.only = vec![roles.conditions[side].clone()];
            proposal.side = Some(side);
            proposal
        }
    };
    proposal
        .notes
        .push(format!("{:?} says who is a mentor and who a mentee: each side takes its rows", roles.conditions.mentors.column));
    proposal.warnings.extend(doubts::unclear_roles(sheet, &roles));
    proposal.roles = Some(roles);
    proposal
}

fn look(sheet: &Sheet<'_>, header: &Header, known: &Survey, questions: &[Question]) -> Proposal {
    let mapped = map(sheet, header, questions);
    let mut settings = known.clone();
    settings.file.get_or_insert_with(|| sheet.path.clone());
    settings.tool = settings.tool.or_else(|| header.dialect.map(|dialect| dialect.name.to_owned()));
    settings.header_row =
        settings.header_row.or_else(|| header.records.first().copied().filter(|row| header.dialect.is_none() && *row > 1));
    let email = mapped.get(field::EMAIL).and_then(|found| found.first()?.columns.first().copied());
    let settings_of = |name: &str, found: &[&Question]| column(sheet, header, name, found, email);
    settings.columns = mapped.iter().map(|(name, found)| ((*name).to_owned(), settings_of(name, found))).collect();
    let titles = sheet.rows_from(0).take(header.body).flat_map(|row| row.cells.iter()).map(AsRef::as_ref);
    let consent = mapped.get(field::CONSENT).into_iter().flatten().filter_map(|question| question.columns.first());
    let agreed = consent.flat_map(|at| sheet.rows_from(header.body).take(3).map(move |row| row.cell(*at)));
    let (side, why) = side::guess(&sheet.path, titles.chain(agreed));
    let mut notes = [sheet.facts.notes.clone(), header.notes.clone()].concat();
    notes.push(why);
    let coded = coded::all(sheet, header, questions, &mapped);
    let without_key: Vec<Problem> = coded.iter().map(|question| doubts::without_key(sheet, question)).collect();
    Proposal {
        path: sheet.path.clone(),
        facts: sheet.facts.clone(),
        header_records: header.records.clone(),
        tool: header.dialect.map(|dialect| dialect.name),
        columns: columns::all(sheet, header, questions, &mapped),
        side,
        settings,
        notes,
        warnings: [sheet.facts.warnings.clone(), doubts::all(sheet, header, questions, &mapped), without_key].concat(),
        roles: None,
        coded,
    }
}

type Mapped<'q> = BTreeMap<&'static str, Vec<&'q Question>>;

/// Gives each field the question that fits it best; a question goes to one field only.
fn map<'q>(sheet: &Sheet<'_>, header: &Header, questions: &'q [Question]) -> Mapped<'q> {
    let mut mapped = Mapped::new();
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let exchange = has_exchange(questions);
    for wording in &wording::TABLE {
        if matches!(wording.field, "wants" | "gives") && !exchange || wording.field == "goals" && exchange {
            continue;
        }
        let best = best(questions, &taken, |question| wording::weigh(wording, question));
        if let Some(at) = best {
            taken.insert(at);
            mapped.insert(wording.field, questions.get(at).into_iter().collect());
        }
    }
    map_name(sheet, header, questions, &mut mapped);
    map_time(header, questions, &mut mapped);
    map_code(sheet, header, questions, &mut mapped);
    map_finished(header, questions, &taken, &mut mapped);
    add_ranked(questions, &mut mapped);
    add_others(header, questions, &mut mapped);
    add_conflicts(questions, &mut mapped);
    mapped
}

/// A column that says which responses count, where no tool says so.
fn map_finished<'q>(header: &Header, questions: &'q [Question], taken: &BTreeSet<usize>, mapped: &mut Mapped<'q>) {
    let finished = || best(questions, taken, wording::weigh_finished).filter(|_| header.dialect.is_none());
    let found = best(questions, taken, wording::weigh_gone).or_else(finished);
    if let Some(question) = found.and_then(|at| questions.get(at)) {
        mapped.insert(field::FINISHED, vec![question]);
    }
}

/// `First choice`, `Second choice`: questions of one wording but for the rank, of which the first is mapped.
fn add_ranked<'q>(questions: &'q [Question], mapped: &mut Mapped<'q>) {
    for name in [field::GOALS, "wants", "gives"] {
        let Some(found) = mapped.get(name) else { continue };
        let [first] = found.as_slice() else { continue };
        let Some(wanted) = wording::without_rank(&first.key) else { continue };
        let is_next = |question: &&Question| {
            let used = mapped.values().flatten().any(|used| used.columns == question.columns);
            !used && !question.own && wording::without_rank(&question.key).as_ref() == Some(&wanted)
        };
        let further: Vec<&Question> = questions.iter().filter(is_next).collect();
        if let Some(found) = mapped.get_mut(name) {
            found.extend(further);
        }
    }
}

/// Every further question that asks whom somebody should not be paired with: supervisors, and people they know.
fn add_conflicts<'q>(questions: &'q [Question], mapped: &mut Mapped<'q>) {
    let Some(wording) = wording::TABLE.iter().find(|wording| wording.field == field::CONFLICTS) else { return };
    let is_used = |question: &Question| mapped.values().flatten().any(|used| used.columns == question.columns);
    let texts = |question: &Question| !matches!(question.looks, Looks::Empty | Looks::Marks) && question.each.is_none();
    let asks = |question: &&Question| texts(question) && wording::weigh(wording, question).is_some() && !is_used(question);
    let further: Vec<&Question> = questions.iter().filter(asks).collect();
    if let Some(found) = mapped.get_mut(field::CONFLICTS).filter(|found| found.iter().all(|question| question.each.is_none())) {
        found.extend(further);
    }
}

/// The best of the questions that are not taken; the first among equals.
fn best(questions: &[Question], taken: &BTreeSet<usize>, weigh: impl Fn(&Question) -> Option<i32>) -> Option<usize> {
    let open = questions.iter().enumerate().filter(|(at, question)| !taken.contains(at) && !question.heading.is_empty());
    let weighed = open.filter_map(|(at, question)| Some((weigh(question)?, at)));
    weighed.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, at)| at)
}

/// Whether people were asked both what they can give and what they want.
fn has_exchange(questions: &[Question]) -> bool {
    let mut fields = wording::TABLE.iter().filter(|wording| matches!(wording.field, "wants" | "gives"));
    let (Some(wants), Some(gives)) = (fields.next(), fields.next()) else { return false };
    let none = BTreeSet::new();
    let (wants, gives) =
        (best(questions, &none, |q| wording::weigh(wants, q)), best(questions, &none, |q| wording::weigh(gives, q)));
    wants.is_some() && gives.is_some() && wants != gives
}

/// First name and surname in columns of their own; else, where nothing is called so, the column that looks like names.
fn map_name<'q>(sheet: &Sheet<'_>, header: &Header, questions: &'q [Question], mapped: &mut Mapped<'q>) {
    let is_part = |question: &Question, wanted| {
        wording::part_of_name(question) == Some(wanted) || wanted == Part::First && wording::is_half_a_name(question, questions)
    };
    let part = |wanted: Part| {
        let parts = questions.iter().filter(|question| is_part(question, wanted) && !question.own);
        parts.reduce(|best, next| if next.distinct > best.distinct + 20 { next } else { best })
    };
    let named = |question: &Question| {
        !question.own && !wording::is_half_a_name(question, questions) && wording::part_of_name(question).is_none()
    };
    if let (Some(first), None, Some([name])) = (part(Part::First), part(Part::Last), mapped.get(field::NAME).map(Vec::as_slice))
        && first.columns != name.columns
        && !holds(sheet, header, name, first)
    {
        mapped.insert(field::NAME, vec![first, name]);
        return;
    }
    let whole = mapped.get(field::NAME).is_some_and(|found| found.iter().any(|question| named(question)));
    if let (false, Some(first), Some(last)) = (whole, part(Part::First), part(Part::Last)) {
        mapped.insert(field::NAME, vec![first, last]);
        return;
    }
    let unused = |question: &&Question| !mapped.values().flatten().any(|used| used.columns == question.columns);
    let looks = |question: &&Question| question.looks == Looks::Names && question.filled > 60 && !question.heading.is_empty();
    if !mapped.contains_key(field::NAME)
        && let Some(question) = questions.iter().filter(looks).find(unused)
    {
        mapped.insert(field::NAME, vec![question]);
    }
}

/// Whether the cells of one question hold those of another: a whole name beside the first name.
fn holds(sheet: &Sheet<'_>, header: &Header, whole: &Question, part: &Question) -> bool {
    let (Some(whole), Some(part)) = (whole.columns.first(), part.columns.first()) else { return false };
    let rows = || sheet.rows_from(header.body).filter(|row| !is_blank(row.cell(*part)));
    let is_held = |row: &Row<'_>| fold(row.cell(*whole)).contains(&fold(row.cell(*part)));
    2 * rows().filter(is_held).count() >= rows().count()
}

fn map_time<'q>(header: &Header, questions: &'q [Question], mapped: &mut Mapped<'q>) {
    let column = |name: &&'static str| header.column(name);
    let says = |at: &usize| questions.iter().find(|question| question.columns == [*at] && question.looks == Looks::Moments);
    let by_tool = header.dialect.and_then(|dialect| dialect.answered.iter().filter_map(column).find_map(|at| says(&at)));
    let by_words = || best(questions, &BTreeSet::new(), wording::weigh_time).and_then(|at| questions.get(at));
    if let Some(question) = by_tool.or_else(by_words) {
        mapped.insert(field::ANSWERED, vec![question]);
    }
}

/// A code that the programme gave: almost every cell has the shape of an id.
fn map_code<'q>(sheet: &Sheet<'_>, header: &Header, questions: &'q [Question], mapped: &mut Mapped<'q>) {
    let is_code = |question: &&Question| {
        let cells = cells(sheet, header, question);
        // A response has a number of its own, which may look like somebody's.
        let of_response = wording::numbers_responses(question);
        let ids = cells.iter().filter(|cell| cell.trim().parse::<PersonId>().is_ok()).count();
        // Each person has a code of their own; somebody may have answered twice.
        !question.own
            && question.distinct > 60
            && !of_response
            && question.filled > 80
            && question.columns.len() == 1
            && ids * 10 >= cells.len() * 9
    };
    let unused = |question: &&Question| !mapped.values().flatten().any(|used| used.columns == question.columns);
    if let Some(question) = questions.iter().filter(is_code).find(unused) {
        mapped.insert(field::CODE, vec![question]);
    }
}

/// A free-text column beside a question with options belongs to it: "If you selected Other, please specify".
fn add_others<'q>(header: &Header, questions: &'q [Question], mapped: &mut Mapped<'q>) {
    for name in [field::GOALS, "wants", "gives"] {
        // A field is one column, or a column for each option.
        let Some(found) = mapped.get_mut(name).filter(|found| found.iter().all(|question| question.each.is_none())) else {
            continue;
        };
        let Some(last) = found.last().and_then(|question| question.columns.last()).copied() else { continue };
        let next = questions.iter().find(|question| question.columns.first() == Some(&(last + 1)));
        let heading = header.headings.get(last + 1);
        let asks = heading.is_some_and(|heading| {
            super::columns::is_other(&heading.label) || heading.option.as_deref().is_some_and(super::columns::is_other)
        });
        found.extend(next.filter(|question| asks && question.columns.len() == 1));
    }
}

/// The settings of one field.
fn column(sheet: &Sheet<'_>, header: &Header, name: &str, found: &[&Question], email: Option<usize>) -> Column {
    let mut column = Column::default();
    for question in found {
        match &question.each {
            // One option is no list: a consent box.
            Some(_) if matches!(name, field::CONSENT | field::APPLIED_BEFORE) => column.headings.push(question.heading.clone()),
            Some(each) => column.each = Some(each.clone()),
            None => column.headings.extend(question.headings.iter().cloned()),
        }
    }
    let turns = |question: &&Question| match name {
        field::FINISHED => wording::weigh_gone(question).is_some(),
        field::CONSENT => wording::asks_who_refuses(question),
        _ => false,
    };
    if found.iter().any(turns) {
        // Yes means here that the row does not count.
        (column.yes, column.no) = (["No", ""].map(str::to_owned).to_vec(), marks_of_no(sheet, header, name, found));
    }
    let Some(question) = found.first().filter(|question| question.each.is_none() && !question.bare) else { return column };
    if matches!(name, field::GOALS | "wants" | "gives") || name.starts_with("preferred_") {
        let cells = cells_by_person(sheet, header, question, email);
        column.separators.clone_from(&question.joining.separators);
        if several::holding_separator(&cells, &question.joining) {
            // What only one person gave is their own text, and cohort.toml is committed.
            let tally = several::tally(&cells, &question.joining).into_iter();
            column.options = tally.filter(|(_, people)| *people > 1).map(|(option, _)| option).collect();
        }
    }
    column
}

/// The different cells by which a row is said not to count. A sentence that only one person wrote under a question is their own text, and
/// cohort.toml is committed.
fn marks_of_no(sheet: &Sheet<'_>, header: &Header, name: &str, found: &[&Question]) -> Vec<String> {
    let mut people: BTreeMap<String, usize> = BTreeMap::new();
    for cell in found.iter().flat_map(|question| cells(sheet, header, question)).map(text::tidy) {
        *people.entry(cell).or_default() += 1;
    }
    let is_public = |cell: &str, people: usize| name == field::FINISHED || people > 1 || !cell.contains(' ');
    let is_mark = |(cell, people): &(String, usize)| super::yes_or_no(cell) != Some(false) && is_public(cell, *people);
    let marks: BTreeSet<String> = people.into_iter().filter(is_mark).map(|(cell, _)| cell).chain(["Yes".to_owned()]).collect();
    marks.into_iter().collect()
}

/// The different answers to a question, as first written, up to ten.
fn answers_of(sheet: &Sheet<'_>, header: &Header, question: &Question) -> Vec<String> {
    const MOST: usize = 10;
    let mut answers: Vec<String> = Vec::new();
    for cell in cells(sheet, header, question).into_iter().map(text::tidy) {
        if answers.len() < MOST && !answers.contains(&cell) {
            answers.push(cell);
        }
    }
    answers
}

fn cells<'t>(sheet: &'t Sheet<'_>, header: &Header, question: &Question) -> Vec<&'t str> {
    let at = question.columns.first().copied().unwrap_or(usize::MAX);
    sheet.rows_from(header.body).map(|row| row.cell(at)).filter(|cell| !is_blank(cell)).collect()
}

/// The filled cells of a question; the same cell once for each address, where one person answered twice.
fn cells_by_person<'t>(sheet: &'t Sheet<'_>, header: &Header, question: &Question, email: Option<usize>) -> Vec<&'t str> {
    let at = question.columns.first().copied().unwrap_or(usize::MAX);
    let mut seen: BTreeSet<(String, &str)> = BTreeSet::new();
    let address = |row: &Row<'_>| email.map(|column| row.cell(column).trim().to_lowercase()).filter(|cell| !cell.is_empty());
    let rows = sheet.rows_from(header.body).filter(|row| !is_blank(row.cell(at)));
    rows.filter(|row| address(row).is_none_or(|address| seen.insert((address, row.cell(at))))).map(|row| row.cell(at)).collect()
}
