//! The settings' columns found in a header: which cells make up which field, and how they are understood.

mod codes;
mod find;
mod joined;
mod moments;
mod options;
mod whole;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use codes::is_code;

use super::cells::dates::Order;
use super::cells::numbered;
use super::cells::several::{self, Joining};
use super::header::Header;
use super::header::heading::{Heading, fold};
use super::intake::sheet::{Sheet, is_blank};
use crate::domain::answer::field;
use crate::domain::problem::{Place, Problem};
use crate::domain::settings::{Column, Survey};
use crate::domain::spelling;

/// How a field's cells are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Yes or no.
    Mark,
    /// A date, perhaps with a time.
    Moment(Order),
    /// A number of pairs.
    Count,
    /// Weekdays.
    Days,
    /// People named in free text.
    Names,
    /// Several answers.
    List,
    /// One answer.
    Text,
}

/// What one column gives to its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The answer, or the answers joined.
    Whole,
    /// Whether this option was ticked.
    Option(String),
    /// What was written beside the options.
    Other,
}

impl Role {
    fn option(&self) -> Option<&str> {
        if let Role::Option(option) = self { Some(option) } else { None }
    }
}

/// One field, found.
#[derive(Clone, Debug)]
pub(crate) struct Field<'s> {
    /// Its name in the settings.
    pub(crate) name: &'s str,
    /// How its cells are understood.
    pub(crate) kind: Kind,
    /// Its columns (from 0) in their order.
    pub(crate) sources: Vec<(usize, Role)>,
    /// What the settings say about it.
    pub(crate) column: &'s Column,
    /// How several answers are joined in a cell.
    pub(crate) joining: Joining,
    /// Other spellings by comparison key.
    pub(crate) aliases: BTreeMap<String, &'s str>,
    /// Whether every option begins with its number, which is no part of the answer: `1. Leadership`.
    pub(crate) is_numbered: bool,
    /// The heading, for messages.
    pub(crate) label: String,
}

impl Field<'_> {
    /// Whether it says what somebody wishes of the other.
    pub(crate) fn is_wish(&self) -> bool {
        self.name.starts_with("preferred_")
    }
}

/// All fields of a survey, found, and what was guessed on the way.
#[derive(Debug, Default)]
pub(crate) struct Plan<'s> {
    /// The fields in the order of their names.
    pub(crate) fields: Vec<Field<'s>>,
    /// Which rows count.
    pub(crate) only: Vec<OnlyRows>,
    /// What was guessed on the way.
    pub(crate) said: Said,
}

/// A condition on the rows of a sheet.
#[derive(Debug)]
pub(crate) struct OnlyRows {
    /// The columns (from 0) of which one is filled in each row.
    pub(crate) columns: Vec<usize>,
    /// The heading, for messages.
    pub(crate) label: String,
    /// The answers that count, folded.
    pub(crate) answers: Vec<String>,
}

/// What is told to the lead beside the result.
#[derive(Debug, Default)]
pub(crate) struct Said {
    /// Guesses in words.
    pub(crate) notes: Vec<String>,
    /// What the lead should look at.
    pub(crate) warnings: Vec<Problem>,
}

impl<'s> Plan<'s> {
    /// The field of this name.
    pub(crate) fn field(&self, name: &str) -> Option<&Field<'s>> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// The instruments of an export that hold the fields.
    pub(crate) fn instruments(&self, header: &Header) -> BTreeSet<usize> {
        header.instruments(self.fields.iter().flat_map(|field| field.sources.iter().map(|(at, _)| *at)))
    }
}

/// Finds every column of the settings.
///
/// # Errors
/// All of: `missing-column`, `two-columns`, `coded-answers`; `name` and `email` must be there.
pub(crate) fn resolve<'s>(sheet: &Sheet<'_>, header: &Header, settings: &'s Survey) -> Result<Plan<'s>, Vec<Problem>> {
    let mut plan = Plan::default();
    let mut problems = Vec::new();
    for needed in [field::NAME, field::EMAIL] {
        if !settings.columns.contains_key(needed) {
            problems.push(
                Problem::error("unmapped-field", format!("the settings do not say which column holds {needed:?}"))
                    .at(Place::file(&sheet.path).column(needed))
                    .help(format!("name it in the block of this survey: {needed} = \"heading of the column\"")),
            );
        }
    }
    find_all(sheet, header, settings, &mut plan, &mut problems);
    for condition in &settings.only {
        match find::one(sheet, header, &condition.column, &mut plan.said) {
            Ok(columns) => {
                let answers = condition.is.iter().map(|answer| fold(answer)).collect();
                plan.only.push(OnlyRows { columns, label: condition.column.clone(), answers });
            }
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(plan) } else { Err(problems) }
}

/// The column (from 0) in which a tool writes when an answer was given, as a field.
pub(crate) fn moment<'s>(sheet: &Sheet<'_>, header: &Header, at: usize, column: &'s Column) -> Field<'s> {
    understand(sheet, header, field::ANSWERED, column, vec![(at, Role::Whole)], &mut Said::default())
}

/// Those of these fields that the settings map and the header has.
pub(crate) fn resolve_fields<'s>(sheet: &Sheet<'_>, header: &Header, settings: &'s Survey, names: &[&str]) -> Plan<'s> {
    let mut plan = Plan::default();
    for (name, column) in settings.columns.iter().filter(|(name, _)| names.contains(&name.as_str())) {
        let Ok(found) = sources(sheet, header, column, &mut plan.said) else { continue };
        plan.fields.push(understand(sheet, header, name, column, found, &mut plan.said));
    }
    plan
}

/// One column, however its cells are written.
///
/// # Errors
/// `missing-column`, `two-columns`.
pub(crate) fn find_one<'s>(
    sheet: &Sheet<'_>,
    header: &Header,
    name: &'s str,
    column: &'s Column,
) -> Result<Field<'s>, Vec<Problem>> {
    let mut said = Said::default();
    let found = sources(sheet, header, column, &mut said)?;
    Ok(understand(sheet, header, name, column, found, &mut said))
}

fn find_all<'s>(sheet: &Sheet<'_>, header: &Header, settings: &'s Survey, plan: &mut Plan<'s>, problems: &mut Vec<Problem>) {
    for (name, column) in &settings.columns {
        match sources(sheet, header, column, &mut plan.said) {
            Ok(sources) => plan.fields.push(understand(sheet, header, name, column, sources, &mut plan.said)),
            Err(found) => problems.extend(found),
        }
    }
    for found in &plan.fields {
        problems.extend(codes::refuse(sheet, header, found));
    }
    plan.said.notes.extend(of_one_column(&plan.fields));
}

/// Fields that are read from one column, where that is no place for which several names fit.
fn of_one_column(fields: &[Field<'_>]) -> Vec<String> {
    const PLACES: [&str; 3] = ["employer", "place", "region"];
    let mut notes = Vec::new();
    for (at, one) in fields.iter().enumerate() {
        let shares = |other: &&Field<'_>| {
            let is_place = [one.name, other.name].iter().all(|name| PLACES.contains(name));
            !is_place && other.sources.iter().any(|(column, _)| one.sources.iter().any(|(own, _)| own == column))
        };
        let others = fields.iter().skip(at + 1).filter(shares);
        notes.extend(others.map(|other| format!("{} and {} are both read from {:?}", one.name, other.name, one.label)));
    }
    notes
}

fn sources(sheet: &Sheet<'_>, header: &Header, column: &Column, said: &mut Said) -> Result<Vec<(usize, Role)>, Vec<Problem>> {
    let mut sources = Vec::new();
    let mut problems = Vec::new();
    if let Some(beginning) = &column.each {
        let folded = fold(beginning);
        let options = header.headings.iter().enumerate().filter_map(|(at, heading)| Some((at, heading.after(&folded)?)));
        sources.extend(options.map(|(at, option)| (at, role(option))));
        if sources.is_empty() {
            problems.push(find::missing(sheet, header, beginning));
        }
    }
    for wanted in &column.headings {
        match find::one(sheet, header, wanted, said) {
            Ok(found) => {
                let beside = !sources.is_empty() && is_other(wanted);
                let role = if beside { Role::Other } else { Role::Whole };
                let new = |at: &usize| !sources.iter().any(|(known, _)| known == at);
                let found: Vec<usize> = found.into_iter().filter(new).collect();
                sources.extend(found.into_iter().map(|at| (at, role.clone())));
            }
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(sources) } else { Err(problems) }
}

fn role(option: &str) -> Role {
    if is_other(option) { Role::Other } else { Role::Option(option.to_owned()) }
}

/// Whether a heading asks for what the options do not offer.
pub(crate) fn is_other(heading: &str) -> bool {
    let key = spelling::key(heading);
    key.starts_with("other")
        || ["please specify", "selected other", "other please", "if other"].iter().any(|words| key.contains(words))
}

fn understand<'s>(
    sheet: &Sheet<'_>,
    header: &Header,
    name: &'s str,
    column: &'s Column,
    sources: Vec<(usize, Role)>,
    said: &mut Said,
) -> Field<'s> {
    let label = sources.first().and_then(|(at, _)| header.headings.get(*at)).map(|heading| heading.question.clone());
    let aliases = column.aliases.iter().map(|(from, to)| (spelling::key(from), to.as_str())).collect();
    let mut found = Field {
        name,
        kind: kind(name, column),
        sources,
        column,
        joining: Joining::default(),
        aliases,
        is_numbered: false,
        label: label.unwrap_or_default(),
    };
    if matches!(found.kind, Kind::List | Kind::Days) {
        options::mark(sheet, header, &mut found);
        whole::mark(sheet, header, &mut found, said);
    }
    match found.kind {
        Kind::List => found.joining = joining(sheet, header, &found, said),
        Kind::Moment(_) => found.kind = Kind::Moment(moments::order(sheet, header, &found, said)),
        _ => {}
    }
    if found.kind == Kind::List {
        mark_others(header, &mut found);
    }
    if matches!(found.kind, Kind::List | Kind::Text)
        && !UNNUMBERED.contains(&name)
        && let Some(what) = numbered_texts(sheet, header, &found)
    {
        found.is_numbered = true;
        said.notes.push(format!("the {what} of {:?} are numbered: they are read without their numbers", found.label));
    }
    found
}

/// Which texts of a field begin with numbers that are no part of them, in words.
fn numbered_texts(sheet: &Sheet<'_>, header: &Header, found: &Field<'_>) -> Option<&'static str> {
    let cells = cells(sheet, header, found);
    let options: Vec<&str> = found.sources.iter().filter_map(|(_, role)| role.option()).collect();
    // Most questions have no number in any answer, and need not be parted to know it.
    if !cells.iter().chain(&options).any(|text| text.bytes().any(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let parted: Vec<Vec<String>> = cells.iter().map(|cell| found.joining.split(cell)).collect();
    if numbered::ranked(&parted) {
        return Some("answers");
    }
    let answers: Vec<String> = parted.into_iter().flatten().chain(options.into_iter().map(str::to_owned)).collect();
    numbered::all(&answers).then_some("options")
}

/// Fields whose answers are no options.
const UNNUMBERED: [&str; 3] = [field::NAME, field::EMAIL, field::CODE];

fn kind(name: &str, column: &Column) -> Kind {
    let list = column.each.is_some() || !column.separators.is_empty() || !column.options.is_empty();
    match name {
        field::CONSENT | field::FINISHED | field::APPLIED_BEFORE => Kind::Mark,
        field::ANSWERED => Kind::Moment(Order::DayFirst),
        field::CAPACITY => Kind::Count,
        field::DAYS => Kind::Days,
        field::CONFLICTS => Kind::Names,
        field::NAME | field::EMAIL | field::CODE => Kind::Text,
        field::GOALS | "gives" | "wants" => Kind::List,
        _ if list || name.starts_with("preferred_") => Kind::List,
        _ => Kind::Text,
    }
}

/// The first of several columns holds the answers; those that ask for "other" hold free text.
fn mark_others(header: &Header, found: &mut Field<'_>) {
    for (at, role) in found.sources.iter_mut().skip(1).filter(|(_, role)| *role == Role::Whole) {
        let asks = |heading: &Heading| is_other(&heading.label) || heading.option.as_deref().is_some_and(is_other);
        if header.headings.get(*at).is_some_and(asks) {
            *role = Role::Other;
        }
    }
}

fn joining(sheet: &Sheet<'_>, header: &Header, found: &Field<'_>, said: &mut Said) -> Joining {
    let joint = header.dialect.and_then(|dialect| dialect.joint);
    if !found.column.separators.is_empty() {
        let separators = several::written(&found.column.separators);
        let tight = joint == Some(",") && found.column.separators == [","] && has_tight_commas(&cells(sheet, header, found));
        let written = Joining::new(&separators, &found.column.options, tight);
        said.warnings.extend(joined::otherwise(sheet, header, found, &written));
        return written;
    }
    if found.sources.iter().any(|(_, role)| *role != Role::Whole) {
        return Joining::default();
    }
    let cells = cells(sheet, header, found);
    let inferred = several::infer(&cells, joint);
    if inferred.separators.is_empty() {
        return inferred;
    }
    said.notes.push(format!(
        "several answers in {:?} are parted by {:?}: so it looks",
        found.label,
        inferred.separators.join(" ")
    ));
    if found.column.options.is_empty() {
        inferred
    } else {
        Joining::new(&inferred.separators, &found.column.options, inferred.tight)
    }
}

/// Whether commas without a blank after them part the answers, so that those with a blank belong to them.
fn has_tight_commas(cells: &[&str]) -> bool {
    let is_tight = |rest: &str| rest.starts_with(|c: char| !c.is_whitespace());
    cells.iter().any(|cell| cell.match_indices(',').any(|(at, _)| cell.get(at + 1..).is_some_and(is_tight)))
}

/// The filled cells of a field's columns.
fn cells<'t>(sheet: &'t Sheet<'_>, header: &Header, found: &Field<'_>) -> Vec<&'t str> {
    let columns = || found.sources.iter().filter(|(_, role)| *role == Role::Whole).map(|(at, _)| *at);
    sheet.rows_from(header.body).flat_map(|row| columns().map(move |at| row.cell(at))).filter(|cell| !is_blank(cell)).collect()
}
