//! Which question gives which field: the one that fits it best, unless cohort.toml says it already.

use std::collections::BTreeSet;

use super::described::cells;
use super::kept::Kept;
use super::looks::Looks;
use super::places;
use super::questions::{Mapped, Question};
use super::wording::{self, Part};
use crate::domain::answer::field;
use crate::domain::id::PersonId;
use crate::survey::columns::is_other;
use crate::survey::header::Header;
use crate::survey::header::heading::fold;
use crate::survey::intake::sheet::{Row, Sheet, is_blank};

/// Gives each field that is not written the question that fits it best; a question goes to one field only.
pub(super) fn map<'q>(sheet: &Sheet<'_>, header: &Header, questions: &'q [Question], kept: &Kept<'_>) -> Mapped<'q> {
    let mut mapped = kept.questions(questions);
    let is_used = |question: &Question| mapped.values().flatten().any(|used| used.columns == question.columns);
    let mut taken: BTreeSet<usize> =
        questions.iter().enumerate().filter(|(_, question)| is_used(question)).map(|(at, _)| at).collect();
    let exchange = kept.has("wants") || kept.has("gives") || !kept.has(field::GOALS) && has_exchange(questions);
    for wording in wording::TABLE.iter().filter(|wording| !kept.has(wording.field)) {
        if matches!(wording.field, "wants" | "gives") && !exchange || wording.field == "goals" && exchange {
            continue;
        }
        let best = best(questions, &taken, |question| wording::weigh(wording, question));
        if let Some(at) = best {
            taken.insert(at);
            mapped.insert(wording.field.to_owned(), questions.get(at).into_iter().collect());
        }
    }
    places::settle(sheet, header, questions, kept, &mut mapped);
    if !mapped.contains_key(field::CONSENT) {
        map_coded_consent(sheet, header, questions, &mut mapped);
    }
    if !kept.has(field::NAME) {
        map_name(sheet, header, questions, &mut mapped);
    }
    if !kept.has(field::ANSWERED) {
        map_time(header, questions, &mut mapped);
    }
    if !kept.has(field::CODE) {
        map_code(sheet, header, questions, &mut mapped);
    }
    if !kept.has(field::FINISHED) {
        map_finished(header, questions, &taken, &mut mapped);
    }
    let lists: Vec<&str> = [field::GOALS, "wants", "gives"].into_iter().filter(|name| !kept.has(name)).collect();
    add_ranked(questions, &lists, &mut mapped);
    add_others(header, questions, &lists, &mut mapped);
    if !kept.has(field::CONFLICTS) {
        add_conflicts(questions, &mut mapped);
    }
    mapped
}

/// A question for consent whose answers are codes: until a key says what they mean, whoever gave one but 1 counts as refusing.
fn map_coded_consent<'q>(sheet: &Sheet<'_>, header: &Header, questions: &'q [Question], mapped: &mut Mapped<'q>) {
    const MOST: usize = 4;
    let codes = |question: &Question| {
        let different: BTreeSet<&str> = cells(sheet, header, question).into_iter().map(str::trim).collect();
        question.looks == Looks::Numbers && different.len() <= MOST && different.iter().all(|code| code.len() <= 3)
    };
    let asked = questions.iter().find(|question| wording::asks_for_consent(question) && codes(question));
    if let Some(question) = asked {
        mapped.insert(field::CONSENT.to_owned(), vec![question]);
    }
}

/// A column that says which responses count, where no tool says so.
fn map_finished<'q>(header: &Header, questions: &'q [Question], taken: &BTreeSet<usize>, mapped: &mut Mapped<'q>) {
    let finished = || best(questions, taken, wording::weigh_finished).filter(|_| header.dialect.is_none());
    let found = best(questions, taken, wording::weigh_gone).or_else(finished);
    if let Some(question) = found.and_then(|at| questions.get(at)) {
        mapped.insert(field::FINISHED.to_owned(), vec![question]);
    }
}

/// `First choice`, `Second choice`: questions of one wording but for the rank, of which the first is mapped.
fn add_ranked<'q>(questions: &'q [Question], lists: &[&str], mapped: &mut Mapped<'q>) {
    for name in lists {
        let Some(found) = mapped.get(*name) else { continue };
        let [first] = found.as_slice() else { continue };
        let Some(wanted) = wording::without_rank(&first.key) else { continue };
        let is_next = |question: &&Question| {
            let used = mapped.values().flatten().any(|used| used.columns == question.columns);
            !used && !question.own && wording::without_rank(&question.key).as_ref() == Some(&wanted)
        };
        let further: Vec<&Question> = questions.iter().filter(is_next).collect();
        if let Some(found) = mapped.get_mut(*name) {
            found.extend(further);
        }
    }
}

/// Every further question that asks whom somebody should not be paired with: supervisors, people they know, and names behind a question
/// that is answered by yes or no.
fn add_conflicts<'q>(questions: &'q [Question], mapped: &mut Mapped<'q>) {
    let Some(wording) = wording::wording_of(field::CONFLICTS) else { return };
    let is_used = |question: &Question| mapped.values().flatten().any(|used| used.columns == question.columns);
    let is_plain = |question: &Question| question.each.is_none() && !question.bare;
    let names = |question: &Question| is_plain(question) && (question.looks != Looks::Marks || question.may_hold_names());
    let asks = |question: &Question| {
        question.looks != Looks::Empty && names(question) && wording::weigh(wording, question).is_some() && !is_used(question)
    };
    let goes_on: Vec<[&Question; 2]> = questions
        .windows(2)
        .filter_map(|pair| if let [before, after] = pair { Some([before, after]) } else { None })
        .filter(|[before, after]| is_plain(before) && wording::asks_about_conflicts(before) && wording::goes_on(before, after))
        .filter(|[_, after]| names(after) && !is_used(after))
        .collect();
    let further: Vec<&Question> = questions.iter().filter(|question| asks(question)).collect();
    let mut found: Vec<&Question> = mapped.get(field::CONFLICTS).cloned().unwrap_or_default();
    if found.iter().any(|question| question.each.is_some()) || found.is_empty() && goes_on.is_empty() {
        return;
    }
    found.extend(further);
    // The yes or no itself names nobody.
    found.retain(|question| !goes_on.iter().any(|[before, _]| before.columns == question.columns && before.is_only_marks()));
    for [_, after] in goes_on {
        if !found.iter().any(|known| known.columns == after.columns) {
            found.push(after);
        }
    }
    mapped.insert(field::CONFLICTS.to_owned(), found);
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
        mapped.insert(field::NAME.to_owned(), vec![first, name]);
        return;
    }
    let whole = mapped.get(field::NAME).is_some_and(|found| found.iter().any(|question| named(question)));
    if let (false, Some(first), Some(last)) = (whole, part(Part::First), part(Part::Last)) {
        mapped.insert(field::NAME.to_owned(), vec![first, last]);
        return;
    }
    let unused = |question: &&Question| !mapped.values().flatten().any(|used| used.columns == question.columns);
    let looks = |question: &&Question| {
        let fits = question.looks == Looks::Names && question.filled > 60 && !question.heading.is_empty();
        fits && !wording::is_anothers(field::NAME, question)
    };
    if !mapped.contains_key(field::NAME)
        && let Some(question) = questions.iter().filter(looks).find(unused)
    {
        mapped.insert(field::NAME.to_owned(), vec![question]);
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
    let columns = mapped.values().flatten().flat_map(|question| question.columns.iter().copied());
    let instruments = header.instruments(columns);
    // Of two columns that are called alike the settings could name neither.
    let is_alone = |at: &usize| {
        let name = header.headings.get(*at).map(|heading| fold(&heading.label)).unwrap_or_default();
        header.headings.iter().filter(|heading| heading.is_called(&name)).count() == 1
    };
    let column = |name: &&'static str| header.own_columns(name, &instruments).last().copied().filter(is_alone);
    let says = |at: &usize| questions.iter().find(|question| question.columns == [*at] && question.looks == Looks::Moments);
    let by_tool = header.dialect.and_then(|dialect| dialect.answered.iter().filter_map(column).find_map(|at| says(&at)));
    let is_of_tool = header
        .dialect
        .is_some_and(|dialect| dialect.answered.iter().any(|name| header.own_column(name).is_some_and(|at| !is_alone(&at))));
    if is_of_tool {
        return;
    }
    let by_words = || best(questions, &BTreeSet::new(), wording::weigh_time).and_then(|at| questions.get(at));
    if let Some(question) = by_tool.or_else(by_words) {
        mapped.insert(field::ANSWERED.to_owned(), vec![question]);
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
        mapped.insert(field::CODE.to_owned(), vec![question]);
    }
}

/// A free-text column beside a question with options belongs to it: "If you selected Other, please specify".
fn add_others<'q>(header: &Header, questions: &'q [Question], lists: &[&str], mapped: &mut Mapped<'q>) {
    for name in lists {
        // A field is one column, or a column for each option.
        let Some(found) = mapped.get_mut(*name).filter(|found| found.iter().all(|question| question.each.is_none())) else {
            continue;
        };
        let Some(last) = found.last().and_then(|question| question.columns.last()).copied() else { continue };
        let next = questions.iter().find(|question| question.columns.first() == Some(&(last + 1)));
        let heading = header.headings.get(last + 1);
        let asks = heading.is_some_and(|heading| is_other(&heading.label) || heading.option.as_deref().is_some_and(is_other));
        found.extend(next.filter(|question| asks && question.columns.len() == 1));
    }
}
