//! Looks into an unknown export and guesses how it is to be read. Everything is a guess, and is said; nothing is written.

mod asked_of_both;
mod coded;
mod columns;
mod consents;
mod described;
mod doubts;
mod kept;
mod looks;
mod mapping;
mod places;
mod questions;
mod roles;
mod runs;
mod side;
mod tables_beside;
mod topics;
mod wording;

pub(crate) use coded::CodedQuestion;
pub(crate) use columns::{ColumnLook, columns_read};
pub(crate) use consents::UnreadConsent;
use kept::Kept;
use mapping::map;
use questions::{Mapped, Question};
pub(crate) use roles::Roles;
pub(crate) use side::by_name as side_by_name;

use super::header::{self, Header};
use super::intake::sheet::Sheet;
use super::intake::{sheet_names, with_sheet};
use super::side_tables::{self, OwnTable};
use super::{Facts, Source, sections};
use crate::domain::answer::field;
use crate::domain::problem::Problem;
use crate::domain::settings::Survey;
use crate::domain::side::Side;

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
    /// Questions for consent that are not read.
    pub(crate) unread_consents: Vec<UnreadConsent>,
    /// Whether the sheet holds a table for each side.
    pub of_both: bool,
}

/// Looks into an export.
///
/// # Errors
/// What is wrong with the file as a whole.
pub fn propose(source: Source<'_>) -> Result<Proposal, Vec<Problem>> {
    propose_with(source, &Survey::default())
}

/// Looks into an export of which something is known already: it stays as it is written, and the proposal completes it.
///
/// # Errors
/// What is wrong with the file as a whole.
pub(crate) fn propose_with(source: Source<'_>, known: &Survey) -> Result<Proposal, Vec<Problem>> {
    let mut proposal = with_sheet(source, known, |sheet| {
        let of_both = side_tables::is_for_both(sheet);
        let Some(own) = OwnTable::of(sheet, known, source.side) else {
            return look_into(sheet, source, known).map(|proposal| Proposal { of_both, ..proposal });
        };
        let mut proposal = look_into(&own.sheet, source, known)?;
        // The table below moves with every row of the one above.
        proposal.settings.header_row = known.header_row;
        proposal.side = source.side;
        proposal.notes.push(own.note);
        Ok(Proposal { of_both, ..proposal })
    })?;
    let is_one_of_several = || sheet_names(source).is_some_and(|names| names.len() > 1);
    if proposal.facts.sheet.is_some() && is_one_of_several() {
        proposal.settings.sheet.clone_from(&proposal.facts.sheet);
    }
    Ok(proposal)
}

fn look_into(sheet: &Sheet<'_>, source: Source<'_>, known: &Survey) -> Result<Proposal, Vec<Problem>> {
    let mut header = header::find(sheet, known).map_err(|problem| vec![problem])?;
    let decoded = source.codebook.map(|codebook| codebook.decode(sheet, &mut header).0);
    let sheet = decoded.as_ref().unwrap_or(sheet);
    let first = sections::first_table(sheet, &header);
    let sheet = first.as_ref().unwrap_or(sheet);
    if !sheet.rows_from(header.body).any(|row| !row.is_blank()) {
        return Err(vec![super::no_answers(sheet)]);
    }
    Ok(look_by_role(sheet, &header, known, source.side))
}

/// Looks at the rows of the side that is asked for, where the form is for both; or at those that the settings select.
fn look_by_role(sheet: &Sheet<'_>, header: &Header, known: &Survey, side: Option<Side>) -> Proposal {
    let questions = questions::all(sheet, header);
    if let Some(rows) = roles::rows_where(sheet, header, &known.only) {
        return look(&rows, header, known, &questions::all(&rows, header));
    }
    let Some(roles) = roles::find(sheet, header, &questions) else {
        let mut proposal = look(sheet, header, known, &questions);
        // Where the wording or the file's name says whose answers these are, a post says nothing else.
        let by_posts = proposal.side.is_none().then(|| roles::by_posts(sheet, header, &questions)).flatten();
        proposal.warnings.extend(by_posts.map(|roles| doubts::roles_not_read(sheet, &roles)));
        return proposal;
    };
    let mut proposal = match side {
        None => look(sheet, header, known, &questions),
        Some(side) => {
            let of_side = |side| if roles.is_coded { None } else { Some(roles.rows_of(sheet, header, side)) };
            let (own, others) = (of_side(side), of_side(side.other()));
            let looked = |rows: &Sheet<'_>| look(rows, header, known, &questions::all(rows, header));
            let whole = look(sheet, header, known, &questions);
            let mut proposal = own.as_ref().map_or_else(|| whole.clone(), looked);
            if let (Some(own), Some(others)) = (own, others) {
                for other in [looked(&others), whole] {
                    asked_of_both::add(&mut proposal, &other, &own, header);
                }
            }
            proposal.settings.only = vec![roles.conditions[side].clone()];
            proposal.side = Some(side);
            proposal
        }
    };
    let column = &roles.conditions.mentors.column;
    proposal.notes.push(if roles.is_coded {
        format!("{column:?} seems to say in codes who is a mentor and who a mentee: write Mentor and Mentee beside its codes in the key")
    } else {
        format!("{column:?} says who is a mentor and who a mentee: each side takes its rows")
    });
    proposal.warnings.extend(doubts::unclear_roles(sheet, &roles));
    proposal.roles = Some(roles);
    proposal
}

fn look(sheet: &Sheet<'_>, header: &Header, known: &Survey, questions: &[Question]) -> Proposal {
    let kept = Kept::of(header, known);
    let (mapped, guessed) = (map(sheet, header, questions, &kept), map(sheet, header, questions, &Kept::default()));
    let settings = settings(sheet, header, known, &kept, &mapped);
    let titles = sheet.rows_from(0).take(header.body).flat_map(|row| row.cells.iter()).map(AsRef::as_ref);
    let consent = mapped.get(field::CONSENT).into_iter().flatten().filter_map(|question| question.columns.first());
    let agreed = consent.flat_map(|at| sheet.rows_from(header.body).take(3).map(move |row| row.cell(*at)));
    let (side, why) = side::guess(&sheet.path, titles.chain(agreed));
    let mut notes = [sheet.facts.notes.clone(), header.notes.clone(), kept.notes(sheet, header, &guessed)].concat();
    notes.push(why);
    let coded = coded::all(sheet, header, questions, &mapped);
    let without_key: Vec<Problem> = coded.iter().map(|question| doubts::without_key(sheet, question)).collect();
    let doubts =
        [doubts::all(sheet, header, questions, &mapped), doubts::two_candidates(sheet, header, questions, &mapped, &kept)]
            .concat();
    let unread_consents = consents::unread(sheet, header, questions, &mapped);
    let consents: Vec<Problem> = unread_consents.iter().map(|unread| not_read(sheet, unread)).collect();
    let beside: Vec<Problem> = tables_beside::find(sheet, header, questions).into_iter().collect();
    Proposal {
        path: sheet.path.clone(),
        facts: sheet.facts.clone(),
        header_records: header.records.clone(),
        tool: header.dialect.map(|dialect| dialect.name),
        columns: columns::all(sheet, header, questions, &mapped),
        side,
        settings,
        notes,
        warnings: [sheet.facts.warnings.clone(), doubts, consents, without_key, beside].concat(),
        roles: None,
        coded,
        unread_consents,
        of_both: false,
    }
}

fn not_read(sheet: &Sheet<'_>, unread: &UnreadConsent) -> Problem {
    let follows = if unread.is_certain {
        "`import` takes nobody until that is said"
    } else {
        "whoever says no there is taken like everybody"
    };
    unread.problem(&sheet.path, "the columns of the block", follows)
}

/// What is written, completed by what was found.
fn settings(sheet: &Sheet<'_>, header: &Header, known: &Survey, kept: &Kept<'_>, mapped: &Mapped<'_>) -> Survey {
    let mut settings = known.clone();
    settings.file.get_or_insert_with(|| sheet.path.clone());
    settings.tool = settings.tool.or_else(|| header.dialect.map(|dialect| dialect.name.to_owned()));
    settings.header_row =
        settings.header_row.or_else(|| header.records.first().copied().filter(|row| header.dialect.is_none() && *row > 1));
    settings.only.retain(|condition| kept::is_there(header, &condition.column));
    let email = mapped.get(field::EMAIL).and_then(|found| found.first()?.columns.first().copied());
    let column = |(name, found): (&String, &Vec<&Question>)| {
        let guessed = described::column(sheet, header, name, found, email);
        (name.clone(), kept.completed(name, guessed))
    };
    settings.columns = mapped.iter().map(column).collect();
    settings
}
