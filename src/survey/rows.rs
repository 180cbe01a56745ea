//! Every row becomes a complete answer or is left out with its reason; a row that a careful person would not believe is a problem.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::answers;
use super::cells::addresses;
use super::cells::dates::{Fault, Moment};
use super::cells::marks::Mark;
use super::cells::names;
use super::cells::nothing::is_placeholder;
use super::columns::{Field, OnlyRows, Plan};
use super::dialects::Meaning;
use super::header::Header;
use super::header::heading::{Heading, fold};
use super::intake::sheet::{Row, Sheet, is_blank};
use super::latest::Candidate;
use super::oddities;
use super::reading::{LeftOut, LeftOutKind, Respondent};
use super::remembered::Remembered;
use super::sections::Sections;
use super::shape::Shape;
use super::unfinished::Expected;
use crate::domain::answer::{Answer, Answers, field};
use crate::domain::contact::{Contact, Email, EmailFault};
use crate::domain::problem::Problem;
use crate::domain::side::Side;
use crate::domain::text;

/// What the rows of a sheet are.
#[derive(Debug, Default)]
pub(crate) struct Judged {
    /// Complete answers, with or without consent, several of one person too.
    pub(crate) candidates: Vec<Candidate>,
    /// Rows that are no answer.
    pub(crate) left_out: Vec<LeftOut>,
    /// What is wrong or odd.
    pub(crate) problems: Vec<Problem>,
    /// What was guessed, in words.
    pub(crate) notes: Vec<String>,
}

/// A sheet with everything that is needed to judge one of its rows.
struct RowClassifier<'a, 's> {
    sheet: &'a Sheet<'a>,
    header: &'a Header,
    plan: &'a Plan<'s>,
    name: &'a Field<'s>,
    email: &'a Field<'s>,
    email_at: usize,
    number: Option<usize>,
    /// The tool's own columns that mark responses which are no answers.
    marks: Vec<(usize, &'static super::dialects::Mark)>,
    shape: Shape,
    sections: Sections,
    expected: Expected,
    /// Whether most rows say that they are finished, so that one which says something else is not.
    tells_finished: bool,
    heads: Vec<String>,
    /// Whether names are written surname first, with a comma.
    turns: bool,
}

/// Fields whose cells are no answers by themselves.
const ELSEWHERE: [&str; 3] = [field::NAME, field::EMAIL, field::ANSWERED];

/// Judges all rows. O(cells).
pub(crate) fn judge<'s>(
    sheet: &Sheet<'_>,
    header: &Header,
    plan: &Plan<'s>,
    time: Option<&Field<'s>>,
    side: Option<Side>,
) -> Judged {
    let mut judged = Judged::default();
    let (Some(name), Some(email)) = (plan.field(field::NAME), plan.field(field::EMAIL)) else { return judged };
    let names: Vec<usize> = name.sources.iter().map(|(at, _)| *at).collect();
    let instruments = plan.instruments(header);
    let classifier = RowClassifier {
        sheet,
        header,
        plan,
        name,
        email,
        email_at: email.sources.first().map_or(0, |(at, _)| *at),
        number: number_column(header),
        marks: marks(header, &instruments),
        shape: Shape::of(sheet, header),
        sections: Sections::of(sheet, header, &names, side),
        expected: Expected::of(sheet, header, &instruments),
        tells_finished: tells_finished(sheet, header, plan.field(field::FINISHED)),
        heads: header.headings.iter().map(|heading| fold(&heading.label)).collect(),
        turns: is_surname_first(sheet, header, name),
    };
    if classifier.turns {
        judged.notes.push(format!("names in {:?} are written surname first: they are turned round", name.label));
    }
    judged.problems.extend(classifier.sections.problems.iter().cloned());
    let first = header.records.first().copied().unwrap_or(1);
    for row in sheet.rows_from(0).take_while(|row| row.record < first) {
        judged.left_out.push(above(row));
        judged.problems.extend(answer_above(sheet, row));
    }
    let mut remembered = Remembered::of(plan, |name| !ELSEWHERE.contains(&name));
    for row in sheet.rows_from(header.body) {
        match classifier.not_an_answer(row) {
            Some((LeftOutKind::Incomplete | LeftOutKind::Note, _))
                if classifier.is_parted_otherwise(row, &mut judged.problems) => {}
            Some((is, why)) => {
                judged.problems.extend((is == LeftOutKind::Incomplete).then(|| classifier.unclear_finish(row)).flatten());
                judged.left_out.push(left_out(row, is, why));
            }
            None => match classifier.candidate(row, time, &mut remembered, &mut judged.problems) {
                Ok(candidate) => judged.candidates.push(candidate),
                Err(problem) => judged.problems.push(problem),
            },
        }
    }
    judged
}

/// Whether at least half of the rows say clearly that they are finished.
pub(crate) fn tells_finished(sheet: &Sheet<'_>, header: &Header, found: Option<&Field<'_>>) -> bool {
    let Some(found) = found else { return false };
    let rows = || sheet.rows_from(header.body).filter(|row| !row.is_blank());
    let finished = rows().filter(|row| answers::says(found, *row) == Mark::Yes).count();
    finished > 0 && finished * 2 >= rows().count()
}

/// Whether nearly all cells of a column of whole names are a surname, a comma and a first name.
fn is_surname_first(sheet: &Sheet<'_>, header: &Header, name: &Field<'_>) -> bool {
    let [(at, _)] = name.sources.as_slice() else { return false };
    let filled = || sheet.rows_from(header.body).map(|row| row.cell(*at)).filter(|cell| !is_placeholder(cell));
    let turned = filled().filter(|cell| names::turned(cell).is_some()).count();
    turned > 1 && turned * 10 >= filled().count() * 8
}

fn left_out(row: Row<'_>, is: LeftOutKind, why: impl Into<String>) -> LeftOut {
    LeftOut { record: row.record, line: row.line, is, why: why.into(), by_record: None }
}

fn above(row: Row<'_>) -> LeftOut {
    let is = if row.is_blank() { LeftOutKind::Blank } else { LeftOutKind::Note };
    left_out(row, is, "above the header")
}

/// A row above the header that looks like somebody's answers.
fn answer_above(sheet: &Sheet<'_>, row: Row<'_>) -> Option<Problem> {
    let has_address = row.cells.iter().any(|cell| cell.contains('@') && Email::parse(cell).is_ok());
    (has_address && row.filled() > 2).then(|| {
        Problem::warning("answer-above-header", "this row has an address and is above the header: it is not read")
            .at(sheet.place(row))
            .help("say which row holds the headings: header_row = N")
    })
}

/// Columns that count the responses, where no tool says so.
const NUMBERS: [&str; 12] =
    ["id", "no.", "no", "#", "nr", "nr.", "number", "row", "response", "responseid", "responsenumber", "responseno."];

fn number_column(header: &Header) -> Option<usize> {
    let names = header.dialect.map_or(&NUMBERS[..], |dialect| dialect.number);
    names.iter().find_map(|name| header.own_column(name))
}

/// The tool's own columns that mark responses which are no answers, of these instruments.
pub(crate) fn marks(header: &Header, instruments: &BTreeSet<usize>) -> Vec<(usize, &'static super::dialects::Mark)> {
    let marks = header.dialect.map_or(&[][..], |dialect| dialect.marks);
    let columns = |mark: &super::dialects::Mark| {
        mark.column.iter().map(|name| header.own_columns(name, instruments)).find(|columns| !columns.is_empty())
    };
    marks.iter().flat_map(|mark| columns(mark).into_iter().flatten().map(move |column| (column, mark))).collect()
}

impl RowClassifier<'_, '_> {
    /// Why a row is no complete answer.
    fn not_an_answer(&self, row: Row<'_>) -> Option<(LeftOutKind, String)> {
        if row.is_blank() {
            return Some((LeftOutKind::Blank, "an empty row".to_owned()));
        }
        if self.is_header_again(row) {
            return Some((LeftOutKind::Note, "the header once more".to_owned()));
        }
        if let Some(found) = self.marked(row).or_else(|| self.sections.of_row(row)) {
            return Some(found);
        }
        if let Some(why) = self.not_selected(row) {
            return Some((LeftOutKind::NotSelected, why));
        }
        let unfinished = Some((LeftOutKind::Incomplete, "the response was not finished".to_owned()));
        if let Some(found) = self.plan.field(field::FINISHED).filter(|found| self.is_unfinished(found, row)) {
            return Some((LeftOutKind::Incomplete, does_not_count(found, &answers::joined(found, row))));
        }
        let (name, email) = (answers::meant(self.name, row), answers::meant(self.email, row));
        if is_placeholder(&email)
            && self.shape.judge(self.sheet, row, self.email_at(row)).is_none_or(|problem| problem.code != "shifted-row")
        {
            return Some(self.without_address(row, &name, &email));
        }
        self.expected.is_broken_off(row).then_some(unfinished).flatten()
    }

    /// Whether a row says that it does not count. Where most rows say that they do, one that says something else does not.
    fn is_unfinished(&self, found: &Field<'_>, row: Row<'_>) -> bool {
        let mark = answers::says(found, row);
        mark == Mark::No || mark == Mark::Unclear && self.tells_finished
    }

    /// A row that is left out because nobody knows what it says of itself.
    fn unclear_finish(&self, row: Row<'_>) -> Option<Problem> {
        let found = self.plan.field(field::FINISHED).filter(|found| answers::says(found, row) == Mark::Unclear)?;
        let help = format!("if such a row counts, say `{} = {{ column = …, yes = […], no = […] }}`", found.name);
        let problem = Problem::warning("unclear-mark", "this says neither yes nor no; it counts as not finished");
        let shown = text::cap(&answers::joined(found, row), 60).0.to_owned();
        Some(problem.at(self.sheet.place(row).column(&found.label)).value(shown).help(help))
    }

    /// Whether somebody's row is parted by another delimiter than the file's, which is said.
    fn is_parted_otherwise(&self, row: Row<'_>, problems: &mut Vec<Problem>) -> bool {
        let found = self.shape.parted_otherwise(self.sheet, row);
        let is_found = found.is_some();
        problems.extend(found);
        is_found
    }

    /// Which of the settings' conditions a row does not meet, in the words of the export.
    fn not_selected(&self, row: Row<'_>) -> Option<String> {
        let said = |only: &OnlyRows| only.columns.iter().map(|at| text::tidy(row.cell(*at))).find(|cell| !cell.is_empty());
        self.plan.only.iter().find_map(|only| {
            let said = said(only).unwrap_or_default();
            let shown = if said.is_empty() { "not answered".to_owned() } else { format!("{:?}", text::cap(&said, 60).0) };
            (!only.answers.contains(&fold(&said))).then(|| format!("{:?} is {shown}", only.label))
        })
    }

    /// The column in which the row holds its address.
    fn email_at(&self, row: Row<'_>) -> usize {
        let filled = self.email.sources.iter().map(|(at, _)| *at).find(|at| !is_blank(row.cell(*at)));
        filled.unwrap_or(self.email_at)
    }

    fn marked(&self, row: Row<'_>) -> Option<(LeftOutKind, String)> {
        let (at, mark) = self.marks.iter().find(|(at, mark)| mark.test.holds(row.cell(*at)))?;
        let column = self.header.headings.get(*at).map(|heading| heading.label.clone()).unwrap_or_default();
        Some(match mark.means {
            Meaning::Preview => (LeftOutKind::Preview, format!("a preview, a test or spam, says {column:?}")),
            Meaning::Unfinished => (LeftOutKind::Incomplete, format!("the response was not finished, says {column:?}")),
        })
    }

    fn is_header_again(&self, row: Row<'_>) -> bool {
        // Most rows are told from the header by the address, which is quicker than folding it.
        let may_be = |head: &str, cell: &str| !head.is_empty() && head.contains('@') == cell.contains('@');
        let is = |head: &String, cell: &str| may_be(head, cell) && *head == fold(cell);
        let same = |at: usize| self.heads.get(at).is_some_and(|head| is(head, row.cell(at)));
        same(self.email_at) && (0..self.heads.len()).filter(|at| same(*at)).count() * 10 >= row.filled() * 8
    }

    /// A row without an address: a person still to be asked, a broken-off response, or a remark.
    fn without_address(&self, row: Row<'_>, name: &str, email: &str) -> (LeftOutKind, String) {
        if self.header.dialect.is_some() && self.expected.is_untouched(row) {
            return (LeftOutKind::Incomplete, "the response was not finished: no question is answered".to_owned());
        }
        let filled = row.filled();
        let is_remark = |text: &str| text.contains(|c: char| c.is_ascii_digit() || c == ':') || text.split(' ').count() > 6;
        let nameless = name.is_empty() || filled == 1 && is_remark(name);
        if nameless && filled <= 2 && email.is_empty() {
            return (LeftOutKind::Note, "not a person: a total or a remark".to_owned());
        }
        if email.is_empty() {
            let what = if name.is_empty() { "neither name nor email address" } else { "no email address" };
            return (LeftOutKind::Incomplete, what.to_owned());
        }
        (LeftOutKind::Incomplete, format!("no email address yet ({email:?})"))
    }

    /// The complete answer in a row.
    fn candidate<'r>(
        &self,
        row: Row<'r>,
        time: Option<&Field<'_>>,
        remembered: &mut Remembered<'_, '_, 'r>,
        problems: &mut Vec<Problem>,
    ) -> Result<Candidate, Problem> {
        if let Some(problem) = self.shape.judge(self.sheet, row, self.email_at(row)) {
            return Err(problem);
        }
        let email = self.address(row)?;
        let name = self.name(row);
        problems.extend(oddities::of_name(self.sheet, row, self.name, &name));
        let name = text::cap(&name, text::FIELD).0.trim_end().to_owned();
        let moment = time.and_then(|time| self.moment(row, time, problems));
        let (answers, others) = self.answers(row, moment, remembered, problems);
        let consents = answers.get(field::CONSENT).is_none_or(|consent| consent.texts().eq(["yes"]));
        Ok(Candidate {
            person: Respondent { record: row.record, line: row.line, contact: Contact { name, email }.into(), answers, others },
            consents,
            moment: moment.map(|moment| moment.instant()),
            to_the_second: moment.is_some_and(|moment| moment.time.is_some()),
            number: self.number.and_then(|at| row.cell(at).trim().parse().ok()),
        })
    }

    fn name(&self, row: Row<'_>) -> String {
        let written = answers::meant(self.name, row);
        let turned = if self.turns { names::turned(&written) } else { None };
        turned.unwrap_or(written)
    }

    /// When the answer was given, if that can be read.
    fn moment(&self, row: Row<'_>, time: &Field<'_>, problems: &mut Vec<Problem>) -> Option<Moment> {
        answers::moment(time, row).unwrap_or_else(|fault| {
            problems.push(self.bad_date(row, time, fault));
            None
        })
    }

    fn answers<'r>(
        &self,
        row: Row<'r>,
        moment: Option<Moment>,
        remembered: &mut Remembered<'_, '_, 'r>,
        problems: &mut Vec<Problem>,
    ) -> (Answers, BTreeMap<String, Vec<String>>) {
        let (mut answers, mut others) = (Answers::new(), BTreeMap::new());
        if self.plan.field(field::ANSWERED).is_some() {
            let answered = moment.map(|moment| moment.iso()).unwrap_or_default();
            answers.insert(field::ANSWERED, Answer::Text(answered));
        }
        for known in remembered.fields() {
            let read = known.read(row);
            problems.extend(oddities::of_answer(self.sheet, row, known.field, &read));
            answers.insert(Rc::clone(&known.name), Rc::clone(&read.answer));
            if !read.others.is_empty() {
                others.insert(known.field.name.to_owned(), read.others.clone());
            }
        }
        (answers, others)
    }

    fn address(&self, row: Row<'_>) -> Result<Email, Problem> {
        let raw = answers::meant(self.email, row);
        addresses::only(&raw).map_err(|fault| {
            let message = match fault {
                EmailFault::Empty => "there is no email address",
                _ if raw.matches('@').count() > 1 => "this cell has more than one email address",
                EmailFault::Blank => "the email address has a blank inside",
                EmailFault::Shape => "not a valid email address",
            };
            Problem::error("bad-address", message)
                .at(self.sheet.place(row).column(&self.email.label))
                .value(raw)
                .help("correct it in the export; write `tbc` if it is not known yet, and the row is left out")
        })
    }

    fn bad_date(&self, row: Row<'_>, time: &Field<'_>, fault: Fault) -> Problem {
        let place = self.sheet.place(row).column(&time.label);
        let value = answers::joined(time, row);
        match fault {
            Fault::Impossible => Problem::error("impossible-date", "there is no such date or time")
                .help("correct it in the export, or say how dates are written: format = \"%d/%m/%Y %H:%M\""),
            Fault::Unreadable => {
                Problem::warning("unreadable-date", "this is no date that can be read; the answer counts as undated")
                    .help("say how dates are written: format = \"%d/%m/%Y %H:%M\"")
            }
        }
        .at(place)
        .value(value)
    }
}

/// Why a row does not count of which the settings' column says so.
fn does_not_count(found: &Field<'_>, said: &str) -> String {
    if said.is_empty() {
        return format!("the response was not finished: {:?} is empty", found.label);
    }
    format!("the response was not finished or does not count: {:?} is {:?}", found.label, text::cap(said, 60).0)
}

/// Whether a file's answers go back in time from row to row.
pub(crate) fn goes_back(candidates: &[Candidate]) -> bool {
    let moments: Vec<_> = candidates.iter().filter_map(|candidate| candidate.moment).collect();
    let pairs = || moments.iter().zip(moments.iter().skip(1));
    pairs().filter(|(a, b)| a > b).count() > pairs().filter(|(a, b)| a < b).count() && moments.len() > 2
}

/// Whether two rows hold the same answers to every question, mapped or not; the tool's own columns and the numbering do not count.
pub(crate) fn same_answers(sheet: &Sheet<'_>, header: &Header, a: u32, b: u32) -> bool {
    let row = |record: u32| usize::try_from(record).ok().and_then(|record| sheet.row(record.checked_sub(1)?));
    let (Some(a), Some(b)) = (row(a), row(b)) else { return false };
    let number = number_column(header);
    let owns = |heading: &Heading| header.dialect.is_some_and(|dialect| dialect.owns(heading));
    let is_own = |at: usize| header.headings.get(at).is_some_and(owns);
    let same = |at: usize| fold(a.cell(at)) == fold(b.cell(at));
    (0..a.cells.len().max(b.cells.len())).filter(|at| Some(*at) != number && !is_own(*at)).all(same)
}
