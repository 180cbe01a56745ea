//! Reads the survey exports into the register: ids are given, conflicts that people named are looked up, nothing is lost.

mod conflicts;
mod consents;
mod erased;
mod newcomers;
mod similar;
mod swapped;
mod unused;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::app::input_file::{self, InputFile};
use crate::app::session::CohortSession;
use crate::domain::answer::{Answer, field};
use crate::domain::cohort::Cohort;
use crate::domain::conflict::Doubt;
use crate::domain::fact::PersonFact;
use crate::domain::id::{PairId, PersonId};
use crate::domain::person;
use crate::domain::problem::{Place, Problem, Refusal, unless_errors};
use crate::domain::settings::Survey;
use crate::domain::side::{BySide, Side};
use crate::domain::text::{agreeing, counted};
use crate::people::register::Change;
use crate::people::register::Respondent;
use crate::render::output::{Cell, Sheet};
use crate::render::private::match_report::LeftOut;
use crate::render::private::names::Names;
use crate::store::layout;
use crate::survey::{self, Codebook, LeftOutKind, Reading, Source};
pub(crate) use conflicts::{ConflictQuestion, questions, sheet as conflicts_sheet};
pub(crate) use similar::questions as similar_answers;
pub(crate) use unused::unused;

/// An export, where it stands and what was read from it.
#[derive(Debug)]
pub(crate) struct Read {
    pub(crate) side: Side,
    pub(crate) reading: Reading,
}

/// What an import did.
#[derive(Debug, Default)]
pub(crate) struct Imported {
    /// The exports that were read.
    pub(crate) read: Vec<Read>,
    /// What changed in the register.
    pub(crate) changes: Vec<Change>,
    /// What the lead should look at.
    pub(crate) warnings: Vec<Problem>,
    /// Conflicts that are now declared or asked about.
    pub(crate) conflicts: Vec<(PairId, Option<Doubt>)>,
    /// What those are asked about was typed so.
    pub(crate) questions: Vec<ConflictQuestion>,
    /// Names that fit nobody, with who typed them.
    pub(crate) nobody: Vec<(PersonId, String)>,
}

impl Imported {
    /// Whether anything differs from before.
    pub(crate) fn is_news(&self) -> bool {
        !self.conflicts.is_empty() || self.changes.iter().any(|change| matches!(change, Change::New(_) | Change::Changed(..)))
    }
}

/// Reads both exports, or those that are at hand, into the session.
///
/// # Errors
/// Everything that is wrong with either file, at once; a file that is missing unless its side was imported before.
pub(crate) fn import(
    session: &mut CohortSession,
    files: &BySide<Option<InputFile>>,
    today: NaiveDate,
) -> Result<Imported, Refusal> {
    let mut imported = Imported { read: read_all(session, files)?, ..Imported::default() };
    let (mut problems, mut changes) = (Vec::new(), Vec::new());
    let before = session.cohort();
    erased::leave_out(session, &before, &mut imported)?;
    let taken = newcomers::ids_ever_given(session);
    let kind = session.settings.programme.kind;
    let settings = session.settings.survey.clone();
    let records = session.records_mut()?;
    let is_swapped = swapped::by_people(&imported.read, &records.register, kind);
    if !is_swapped.is_empty() {
        return Err(Refusal::input(is_swapped));
    }
    for Read { side, reading } in &imported.read {
        let respondents: Vec<Respondent<'_>> = reading.people.iter().map(|person| respondent(&reading.path, person)).collect();
        let (merged, found) = records.register.merge(*side, kind, &records.key, &respondents, &taken);
        changes.extend(merged);
        problems.extend(found.into_iter().map(|problem| under_its_heading(problem, &settings[*side])));
    }
    ((), imported.warnings) = unless_errors((), problems)?;
    record_who_joined(session, &changes, today)?;
    let strangers = newcomers::give_ids_to_strangers(session)?;
    record_who_joined(session, &strangers.changes, today)?;
    for (id, before) in strangers.moved {
        imported.warnings.extend(newcomers::doubts(session, id, before, today));
    }
    changes.extend(strangers.changes);
    newcomers::ask(session, &changes, today)?;
    imported.warnings.extend(taken_by_no_side(&imported.read));
    imported.changes = changes;
    let cohort = session.cohort();
    imported.warnings.extend(record_capacities(session, &cohort, today)?);
    conflicts::record(session, &cohort, today, &mut imported)?;
    similar::record(session, today, &mut imported)?;
    Ok(imported)
}

/// Names the column as the export does, not as the settings do.
fn under_its_heading(mut problem: Problem, settings: &Survey) -> Problem {
    let column = problem.place.column.as_ref().and_then(|field| settings.columns.get(field));
    if let Some(heading) = column.and_then(|column| column.headings.first()) {
        problem.place.column = Some(heading.clone());
    }
    problem
}

/// Reads both exports, or those that are at hand.
///
/// # Errors
/// Everything that is wrong with either file, at once.
pub(crate) fn read_all(session: &CohortSession, files: &BySide<Option<InputFile>>) -> Result<Vec<Read>, Refusal> {
    let (mut read, mut problems) = (Vec::new(), Vec::new());
    for side in Side::BOTH {
        match read_one(session, side, files[side].as_ref()) {
            Ok(one) => read.extend(one),
            Err(found) => problems.extend(found),
        }
    }
    if !problems.iter().any(Problem::is_error) {
        return Ok(read);
    }
    // A file of which only the consent is open is that of its side.
    let is_readable = problems.iter().any(|problem| problem.code == consents::NOT_READ);
    let is_swapped = if read.is_empty() && !is_readable { swapped_by_columns(session, files) } else { None };
    Err(Refusal::input(is_swapped.map_or(problems, |swapped| vec![swapped])))
}

fn swapped_by_columns(session: &CohortSession, files: &BySide<Option<InputFile>>) -> Option<Problem> {
    let export = |side: Side| export_of(session, side, files[side].as_ref()).ok().flatten();
    let settings = &session.settings.survey;
    let codebook = |side: Side| codebook(session, &settings[side]).ok().flatten();
    let exports = BySide { mentors: export(Side::Mentor), mentees: export(Side::Mentee) };
    let codebooks = BySide { mentors: codebook(Side::Mentor), mentees: codebook(Side::Mentee) };
    swapped::by_columns(&exports, settings, &codebooks, session.settings.programme.kind)
}

fn read_one(session: &CohortSession, side: Side, given: Option<&InputFile>) -> Result<Option<Read>, Vec<Problem>> {
    let Some((shown, bytes)) = export_of(session, side, given)? else { return Ok(None) };
    let settings = &session.settings.survey[side];
    let codebook = codebook(session, settings)?;
    let source = Source { path: &shown, bytes: &bytes, side: Some(side), codebook: codebook.as_ref() };
    let mut reading = survey::read(source, settings)?;
    let unread = consents::unread(source, settings, side, has_people(session, side));
    if unread.iter().any(Problem::is_error) {
        return Err(unread);
    }
    reading.warnings.extend(unread);
    Ok(Some(Read { side, reading }))
}

/// The export of a side, as it is called and its bytes; none where it is not at hand and was imported before.
///
/// # Errors
/// When no file is named, or it cannot be read.
pub(crate) fn export_of(
    session: &CohortSession,
    side: Side,
    given: Option<&InputFile>,
) -> Result<Option<(String, Vec<u8>)>, Vec<Problem>> {
    let settings = &session.settings.survey[side];
    let many = side.many(session.settings.programme.kind);
    let (shown, path) = match (given, &settings.file) {
        (Some(given), _) => (given.shown.clone(), given.path.clone()),
        (None, Some(file)) => (file.clone(), session.workspace().root().join(file)),
        (None, None) if has_people(session, side) => return Ok(None),
        (None, None) => return Err(vec![no_file_named(side, many)]),
    };
    if given.is_none() && !path.exists() && has_people(session, side) {
        return Ok(None);
    }
    bytes_of(&path, &shown, many).map(|bytes| Some((shown, bytes)))
}

/// The key of a coded export, where the settings name one.
pub(crate) fn codebook(session: &CohortSession, settings: &Survey) -> Result<Option<Codebook>, Vec<Problem>> {
    let Some(named) = &settings.codebook else { return Ok(None) };
    let bytes = bytes_of(&session.workspace().root().join(named), named, "codebook")?;
    Codebook::read(Source { path: named, bytes: &bytes, ..Source::default() }).map(Some)
}

/// Rows of a file that both sides read and that neither takes: somebody answered, and counts nowhere.
fn taken_by_no_side(read: &[Read]) -> Vec<Problem> {
    let [one, other] = read else { return Vec::new() };
    let is_left = |row: &&survey::LeftOut| row.is == LeftOutKind::NotSelected;
    let by_both = one.reading.left_out.iter().filter(is_left).filter_map(|row| {
        let other = other.reading.left_out.iter().filter(is_left).find(|also| also.record == row.record)?;
        Some((row, other))
    });
    let problem = |(row, other): (&survey::LeftOut, &survey::LeftOut)| {
        let message = if row.why == other.why { row.why.clone() } else { format!("{}; {}", row.why, other.why) };
        Problem::warning("no-side", format!("neither side takes this row: {message}"))
            .at(Place { row: Some(row.record), line: row.line, ..Place::file(&one.reading.path) })
            .help("correct the answer in the export, or the `only` of one side")
    };
    if one.reading.path == other.reading.path { by_both.map(problem).collect() } else { Vec::new() }
}

/// An export's bytes.
///
/// # Errors
/// When it is not there, is a directory, or cannot be read.
pub(crate) fn bytes_of(path: &std::path::Path, shown: &str, whose: &str) -> Result<Vec<u8>, Vec<Problem>> {
    input_file::bytes(path).map_err(|error| vec![unreadable(shown, whose, &error)])
}

fn has_people(session: &CohortSession, side: Side) -> bool {
    session.facts.people.keys().any(|person| person.side() == side)
}

fn no_file_named(side: Side, many: &str) -> Problem {
    Problem::error("no-export", format!("no export of the {many} is named"))
        .at(Place::file("cohort.toml").column(format!("survey.{}.file", side.key())))
        .help(format!("say file = \"private/surveys/…\" in [survey.{}], or give --{} FILE", side.key(), side.key()))
}

fn unreadable(shown: &str, many: &str, error: &std::io::Error) -> Problem {
    let (message, help) = match error.kind() {
        std::io::ErrorKind::NotFound => (
            format!("the export of the {many} does not exist"),
            "check the path: save the export there, or name another file in cohort.toml",
        ),
        _ if error.to_string().contains("directory") => (format!("the export ({many}) is a directory"), "name the file in it"),
        _ => (format!("the export ({many}) cannot be read: {error}"), "close it in other programs, or copy it here again"),
    };
    Problem::error("no-export", message).at(Place::file(shown)).help(help)
}

fn respondent<'a>(file: &'a str, person: &'a survey::Respondent) -> Respondent<'a> {
    Respondent { contact: &person.contact, answers: &person.answers, file, row: person.record, line: person.line }
}

fn record_who_joined(session: &mut CohortSession, changes: &[Change], today: NaiveDate) -> Result<(), Refusal> {
    for change in changes {
        let Change::New(id) = change else { continue };
        let records = session.records()?;
        let mark = records.register.get(*id).map(|entry| records.key.mark(&entry.contact.email)).unwrap_or_default();
        // Somebody whose row was lost has joined before.
        let fact = PersonFact::Joined { mark };
        if !session.facts.people.get(id).is_some_and(|rows| rows.iter().any(|row| row.fact == fact)) {
            session.facts.person(*id, today, fact);
        }
    }
    Ok(())
}

/// Records for how many pairs people have room, where it is news. Nobody loses a pair by it.
fn record_capacities(session: &mut CohortSession, cohort: &Cohort, today: NaiveDate) -> Result<Vec<Problem>, Refusal> {
    let (mut warnings, mut news) = (Vec::new(), Vec::new());
    let mut pairs_of: BTreeMap<PersonId, u32> = BTreeMap::new();
    for person in cohort.active_pairs().flat_map(|pair| pair.id.people()) {
        *pairs_of.entry(person).or_default() += 1;
    }
    for (id, entry) in session.records()?.register.iter() {
        let Some(known) = cohort.people.get(&id) else { continue };
        let (said, pairs) = (person::capacity(&entry.answers), pairs_of.get(&id).copied().unwrap_or(0));
        if said < pairs {
            let message = format!("{id} now has room for {said}, and is in {pairs} pairs: they stay");
            let problem = Problem::warning("more-pairs-than-room", message)
                .at(Place::file(layout::register().as_str()).column(field::CAPACITY));
            warnings.push(problem.help("declare what speaks against one of them, or leave it so"));
        }
        let capacity = said.max(pairs);
        if capacity != known.capacity {
            news.push((id, capacity));
        }
    }
    for (id, pairs) in news {
        session.facts.person(id, today, PersonFact::Capacity { pairs });
    }
    Ok(warnings)
}

/// `private/surveys/mentors.csv: 16 mentors; 2 rows left out (Microsoft Forms, utf-8, comma)`.
pub(crate) fn read_as(side: Side, reading: &Reading, session: &CohortSession) -> String {
    let kind = session.settings.programme.kind;
    let tool = reading.tool.unwrap_or("no known survey tool");
    let (people, left) = (reading.people.len(), reading.left_out.len());
    let people = agreeing(people, side.one(kind), side.many(kind));
    format!("{}: {people}, {} ({tool}; {})", reading.path, counted(left, "other row"), reading.facts.summary())
}

/// One line: how many joined, changed, are missing; how many conflicts.
pub(crate) fn summary(imported: &Imported) -> String {
    let count = |is: fn(&Change) -> bool| imported.changes.iter().filter(|change| is(change)).count();
    let new = count(|change| matches!(change, Change::New(_)));
    let changed = count(|change| matches!(change, Change::Changed(..)));
    let missing = count(|change| matches!(change, Change::Missing(_)));
    let asked = imported.conflicts.iter().filter(|(_, doubt)| doubt.is_some()).count();
    let declared = imported.conflicts.len() - asked;
    format!(
        "{} new, {changed} with changed answers, {missing} no longer in the file (kept); {} declared, {}",
        counted(new, "person"),
        agreeing(declared, "conflict of interest", "conflicts of interest"),
        counted(asked, "question")
    )
}

/// Every row that is no person.
pub(crate) fn left_out(imported: &Imported) -> Vec<LeftOut> {
    let rows = |read: &Read| {
        let (side, file) = (read.side, read.reading.path.clone());
        let row = move |row: &survey::LeftOut| LeftOut {
            side,
            file: file.clone(),
            record: row.record,
            line: row.line,
            is: row.is.word(),
            why: row.why.clone(),
        };
        read.reading.left_out.iter().map(row).collect::<Vec<_>>()
    };
    imported.read.iter().flat_map(rows).collect()
}

/// What changed in the register, field by field.
pub(crate) fn changes_sheet(imported: &Imported, names: &Names) -> Sheet {
    let text = |answer: &Option<Answer>| match answer {
        None => Cell::Empty,
        Some(Answer::Text(text)) => Cell::text(text),
        Some(Answer::List(list)) => Cell::List(list.clone()),
    };
    let rows = imported.changes.iter().flat_map(|change| match change {
        Change::New(id) => vec![[names.cell(*id), Cell::text("new"), Cell::Empty, Cell::Empty, Cell::Empty]],
        Change::Same(_) => Vec::new(),
        Change::Missing(id) => vec![[names.cell(*id), Cell::text("missing"), Cell::Empty, Cell::Empty, Cell::Empty]],
        Change::Changed(id, fields) => fields
            .iter()
            .map(|field| [names.cell(*id), Cell::text("changed"), Cell::text(&field.field), text(&field.old), text(&field.new)])
            .collect(),
    });
    Sheet::new("Changes in the register", ["person", "change", "field", "before", "after"], rows)
}
