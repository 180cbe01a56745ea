//! What the lead has to decide about a proposal: fields that were not found, questions that may mean two things, codes without a key.

use super::coded::CodedQuestion;
use super::kept::Kept;
use super::looks::Looks;
use super::questions::{Mapped, Question};
use super::roles::Roles;
use super::wording::{self, Direction};
use crate::domain::answer::field;
use crate::domain::problem::{Place, Problem};
use crate::domain::settings::RowCondition;
use crate::domain::side::Side;
use crate::survey::header::Header;
use crate::survey::header::heading::fold;
use crate::survey::intake::sheet::{Row, Sheet};

/// What the lead has to add: fields that were not found, and codes whose key is elsewhere.
pub(super) fn all(sheet: &Sheet<'_>, header: &Header, questions: &[Question], mapped: &Mapped<'_>) -> Vec<Problem> {
    let mut doubts = Vec::new();
    for needed in [field::NAME, field::EMAIL] {
        if !mapped.contains_key(needed) {
            doubts.push(
                Problem::warning("not-found", format!("no column looks like {needed}"))
                    .at(Place::file(&sheet.path).column(needed))
                    .help(format!("add `{needed} = \"heading of the column\"` to the block")),
            );
        }
    }
    doubts.extend(questions.iter().filter(|question| may_be_conflicts(question, mapped)).map(|question| wish(sheet, question)));
    doubts.extend(mapped.get(field::GOALS).into_iter().flatten().filter(|question| question.bare).map(|question| {
        let message = "no question is written over these columns, each of which holds one answer: they are taken for the goals";
        Problem::warning("guessed-question", message)
            .at(Place::file(&sheet.path).column(&question.heading))
            .value(question.options.join("; "))
            .help("take `goals` out of the block, or give the field another name, if something else was asked")
    }));
    doubts.extend(names_not_read(sheet, questions, mapped));
    doubts.extend(mapped.get(field::CONSENT).into_iter().flatten().filter(|question| wording::direction(question) == Direction::Refuses).map(
        |question| {
            Problem::warning(
                "turned-consent",
                "this column asks who refuses: whoever marked it is left out, whoever did not is read",
            )
            .at(Place::file(&sheet.path).column(&question.heading))
            .help("swap `yes` and `no` of `consent` if a mark there agrees; take `consent` out of the block if it asks something else")
        },
    ));
    doubts.extend(other_consents(sheet, questions, mapped));
    let status = questions.iter().filter(|question| may_say_who_counts(question, mapped));
    doubts.extend(status.filter_map(|question| row_status(sheet, header, question)));
    if header.is_coded() {
        doubts.push(
            Problem::warning("coded-export", "the headings are codes: which question is which is in a key elsewhere")
                .at(Place::file(&sheet.path))
                .help("export the answers as texts; or map the columns by hand and name the key: codebook = \"FILE\", a table question,code,text"),
        );
    }
    doubts
}

/// A question about conflicts to which somebody says yes and no more, where the names do not stand in the column behind it.
fn names_not_read(sheet: &Sheet<'_>, questions: &[Question], mapped: &Mapped<'_>) -> Vec<Problem> {
    let is_used = |question: &Question| mapped.values().flatten().any(|used| used.columns == question.columns);
    let behind = |at: usize| questions.get(at + 1);
    let conflicts = mapped.get(field::CONFLICTS);
    let gives_conflicts = |next: &Question| conflicts.into_iter().flatten().any(|used| used.columns == next.columns);
    let asked = questions.iter().enumerate().filter(|(at, question)| {
        let is_open = question.is_only_marks() && question.yeses > 0 && question.each.is_none() && !is_used(question);
        let is_read_behind = behind(*at).is_some_and(|next| wording::goes_on(question, next) || gives_conflicts(next));
        is_open && wording::asks_about_conflicts(question) && !wording::denies_conflicts(question) && !is_read_behind
    });
    let problem = |(at, question): (usize, &Question)| {
        let named = behind(at).filter(|next| wording::is_conditional(next) && !is_used(next));
        let help = match named {
            Some(named) => format!("where it holds the names, add `conflicts = {:?}` to the columns of the block", named.heading),
            None => "ask whoever said yes whom they mean, and declare it: see `revmentor conflict add --help`".to_owned(),
        };
        Problem::warning("wish-or-conflict", "somebody says yes about conflicts of interest, and whom they mean is not read")
            .at(Place::file(&sheet.path).column(&named.unwrap_or(question).heading))
            .help(help)
    };
    asked.map(problem).collect()
}

/// Columns that fit the address or the name as well as the one that is proposed.
pub(super) fn two_candidates(
    sheet: &Sheet<'_>,
    header: &Header,
    questions: &[Question],
    mapped: &Mapped<'_>,
    kept: &Kept<'_>,
) -> Vec<Problem> {
    // `Confirm e-mail` holds the same again.
    let differs = |one: &Question, other: &Question| {
        let cell = |row: &Row<'_>, question: &Question| fold(question.columns.first().map_or("", |at| row.cell(*at)));
        sheet.rows_from(header.body).any(|row| !cell(&row, other).is_empty() && cell(&row, one) != cell(&row, other))
    };
    let problem = |field: &'static str| {
        let [chosen] = mapped.get(field)?.as_slice() else { return None };
        let wording = wording::wording_of(field)?;
        let is_used = |question: &Question| mapped.values().flatten().any(|used| used.columns == question.columns);
        let fits = |question: &&Question| {
            !question.own
                && !is_used(question)
                && !wording::is_note_of_tool(question)
                && differs(chosen, question)
                && wording::part_of_name(question).is_none()
                && (wording.field != field::NAME || !wording::is_plain(chosen) || wording::is_plain(question))
                && wording::weigh(wording, question).is_some()
        };
        let others: Vec<&str> = questions.iter().filter(fits).map(|question| question.heading.as_str()).collect();
        let first = others.first()?;
        let message = format!("several columns may hold the {field}: {:?} is taken, and not {}", chosen.heading, quoted(&others));
        Some(
            Problem::warning("two-candidates", message)
                .at(Place::file(&sheet.path).column(&chosen.heading))
                .help(format!("look at both; `{field} = {first:?}` in the block takes the other")),
        )
    };
    [field::EMAIL, field::NAME].into_iter().filter(|name| !kept.has(name)).filter_map(problem).collect()
}

fn quoted(headings: &[&str]) -> String {
    headings.iter().map(|heading| format!("{heading:?}")).collect::<Vec<_>>().join(", ")
}

/// Further questions for consent beside the one that decides.
fn other_consents(sheet: &Sheet<'_>, questions: &[Question], mapped: &Mapped<'_>) -> Option<Problem> {
    let chosen = mapped.get(field::CONSENT)?.first()?;
    let others: Vec<&str> = questions
        .iter()
        .filter(|question| question.columns != chosen.columns && !matches!(question.looks, Looks::Empty | Looks::Moments))
        .filter(|question| wording::asks_for_consent(question) || wording::speaks_of_taking_part(question))
        .filter(|question| question.marks >= 50)
        .map(|question| question.heading.as_str())
        .collect();
    (!others.is_empty()).then(|| {
        Problem::warning(
            "consent-not-read",
            format!("several columns ask for consent: only {:?} decides who is read", chosen.heading),
        )
        .at(Place::file(&sheet.path).column(others.first().copied().unwrap_or_default()))
        .value(others.join("; "))
        .help("name another in `consent` if the matching needs that one")
    })
}

/// Which codes of a question the key has to explain.
pub(super) fn without_key(sheet: &Sheet<'_>, question: &CodedQuestion) -> Problem {
    Problem::warning("coded-question", "the answers to this question are codes: the key has to say what they mean")
        .at(Place::file(&sheet.path).column(&question.question))
        .value(question.codes.join(", "))
        .help("write a row question,code,text for each into the file that `codebook` names")
}

/// What to do with a column that may say which side a row belongs to.
pub(super) fn roles_not_read(sheet: &Sheet<'_>, roles: &Roles) -> Problem {
    let only = |side: Side| {
        let RowCondition { column, is } = &roles.conditions[side];
        format!("[survey.{}] only = [{{ column = {column:?}, is = {is:?} }}]", side.key())
    };
    let answers = Side::BOTH.map(|side| roles.conditions[side].is.join("; ")).join("; ");
    Problem::warning(
        "unclear-role",
        "this column may say which side a row belongs to: it is not read, and every row counts for one side",
    )
    .at(Place::file(&sheet.path).column(&roles.conditions.mentors.column))
    .value(answers)
    .help(format!(
        "where the file holds both sides, name its rows in cohort.toml: {}; {}",
        only(Side::Mentor),
        only(Side::Mentee)
    ))
}

/// What to do with answers that name both roles or neither.
pub(super) fn unclear_roles(sheet: &Sheet<'_>, roles: &Roles) -> Option<Problem> {
    let problem = || {
        Problem::warning("unclear-role", "these answers name both sides or neither: their rows count for no side")
            .at(Place::file(&sheet.path).column(&roles.conditions.mentors.column))
            .value(roles.unclear.join("; "))
            .help("add each to the `only` of one side")
    };
    (!roles.unclear.is_empty()).then(problem)
}

fn row_status(sheet: &Sheet<'_>, header: &Header, question: &Question) -> Option<Problem> {
    let answers = super::described::answers_of(sheet, header, question);
    let problem = || {
        Problem::warning("row-status", "this column may say which rows count: it is not read, and every row counts")
            .at(Place::file(&sheet.path).column(&question.heading))
            .value(answers.join("; "))
            .help(format!(
                "where some rows do not count, add `only = [{{ column = {:?}, is = {answers:?} }}]` to the block, with the answers of those that do",
                question.heading
            ))
    };
    (answers.len() > 1).then(problem)
}

/// Whether a column that is mapped nowhere is called as those that say which rows count, and says different things of them.
fn may_say_who_counts(question: &Question, mapped: &Mapped<'_>) -> bool {
    let is_used = mapped.values().flatten().any(|used| used.columns == question.columns);
    let has_answers = !matches!(question.looks, Looks::Empty | Looks::Moments | Looks::Numbers | Looks::Addresses);
    !is_used && !question.own && has_answers && wording::is_status(question)
}

/// Whether a question that is mapped nowhere asks for people: as conflicts of interest, or as wishes.
fn may_be_conflicts(question: &Question, mapped: &Mapped<'_>) -> bool {
    let is_used = mapped.values().flatten().any(|used| used.columns == question.columns);
    !is_used && wording::asks_for_people(question)
}

fn wish(sheet: &Sheet<'_>, question: &Question) -> Problem {
    Problem::warning("wish-or-conflict", "this column asks for people, and may be about wishes: it is not read")
        .at(Place::file(&sheet.path).column(&question.heading))
        .help(format!(
            "where it asks whom somebody must not be paired with, add `conflicts = {:?}` to the block",
            question.heading
        ))
}
