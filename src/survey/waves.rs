//! Evaluation waves: an export without names, read into linked answers by number. Nobody is looked up here.

use std::collections::BTreeSet;

use crate::domain::evaluation::{AnswerScale, Item, column};
use crate::domain::problem::{Place, Problem};
use crate::domain::settings::{Column, Survey};
use crate::domain::side::Side;
use crate::domain::spelling;
use crate::domain::wave_answer::WaveAnswer;

use super::answers;
use super::cells::marks::Mark;
use super::cells::on_scale::{answer_on, not_on_scale};
use super::columns::{self, Field};
use super::dialects::Meaning;
use super::header::{self, Header};
use super::intake::{self, sheet::Row, sheet::Sheet};
use super::reading::LeftOutKind;
use super::{Source, rows};

/// The name under which an item's column is looked up: no field with a meaning of its own.
const ITEM: &str = "item";

/// Texts that say nothing worth quoting.
const FEWEST_WORDS: usize = 3;

/// A wave as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WaveReading {
    /// The file, as the lead would name it.
    pub path: String,
    /// The answers, in the order of the file.
    pub rows: Vec<WaveAnswer>,
    /// Which items the wave asks.
    pub asks: Vec<bool>,
    /// How many rows stand above the answers.
    pub above: u32,
    /// Rows that are no answers: the row, the kind, and why.
    pub left_out: Vec<(u32, LeftOutKind, String)>,
    /// What the lead should look at.
    pub warnings: Vec<Problem>,
    /// What was guessed.
    pub notes: Vec<String>,
}

/// What a wave is read by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WaveQuestions<'a> {
    /// The wave's own settings.
    pub survey: &'a Survey,
    /// The items.
    pub items: &'a [Item],
    /// The scale of items without one of their own.
    pub scale: &'a AnswerScale,
}

/// The columns of one wave.
struct Found<'a, 's> {
    sheet: &'a Sheet<'a>,
    header: &'a Header,
    items: Vec<(usize, Field<'s>, &'s AnswerScale)>,
    known: Vec<Field<'s>>,
    texts: Vec<Field<'s>>,
    /// Items without a column here, and with one of nearly the same heading.
    near: Vec<Problem>,
}

/// Reads one wave.
///
/// # Errors
/// Everything that is wrong with the file, at once: columns that are missing, answers that are on no scale.
pub(crate) fn read_wave(source: Source<'_>, questions: WaveQuestions<'_>) -> Result<WaveReading, Vec<Problem>> {
    let wanted = with_items(questions);
    intake::with_sheet(source, &wanted, |sheet| {
        let header = header::find(sheet, &wanted).map_err(|problem| vec![problem])?;
        let item_columns: Vec<Column> = questions.items.iter().map(item_column).collect();
        let found = find(sheet, &header, questions, &item_columns)?;
        found.read(questions)
    })
}

/// The wave's settings with the items' headings, by which the header row is known.
fn with_items(questions: WaveQuestions<'_>) -> Survey {
    let mut wanted = questions.survey.clone();
    wanted.columns.extend(questions.items.iter().map(|item| (format!("item {}", item.name), item_column(item))));
    wanted
}

fn item_column(item: &Item) -> Column {
    Column { headings: vec![item.heading.clone()], ..Column::default() }
}

fn find<'a, 's>(
    sheet: &'a Sheet<'a>,
    header: &'a Header,
    questions: WaveQuestions<'s>,
    item_columns: &'s [Column],
) -> Result<Found<'a, 's>, Vec<Problem>> {
    let mut found = Found { sheet, header, items: Vec::new(), known: Vec::new(), texts: Vec::new(), near: Vec::new() };
    let mut problems = Vec::new();
    for ((at, item), column) in questions.items.iter().enumerate().zip(item_columns) {
        match columns::find_one(sheet, header, ITEM, column) {
            Ok(field) => found.items.push((at, field, item.scale.as_ref().unwrap_or(questions.scale))),
            Err(missing) if missing.iter().all(|problem| problem.code == "missing-column") => {}
            Err(other) => problems.extend(other),
        }
    }
    found.near = near_headings(sheet, header, &found, item_columns);
    if found.items.is_empty() && problems.is_empty() && !questions.items.is_empty() {
        problems.push(no_item(sheet, header, questions.items));
    }
    for (name, column) in &questions.survey.columns {
        match columns::find_one(sheet, header, name, column) {
            Ok(field) if column::KNOWN.contains(&name.as_str()) => found.known.push(field),
            Ok(field) => found.texts.push(field),
            Err(missing) => problems.extend(missing),
        }
    }
    if problems.is_empty() { Ok(found) } else { Err(problems) }
}

/// Items that this wave does not ask, while a column that no item reads has nearly the same heading: it may have been changed between
/// two waves, and the item would count as asked once.
fn near_headings(sheet: &Sheet<'_>, header: &Header, found: &Found<'_, '_>, item_columns: &[Column]) -> Vec<Problem> {
    let read: BTreeSet<&str> = found.items.iter().map(|(_, field, _)| field.label.as_str()).collect();
    let free = || header.headings.iter().map(|heading| heading.label.as_str()).filter(|label| !read.contains(label));
    let unasked = item_columns.iter().enumerate().filter(|(at, _)| !found.items.iter().any(|(item, ..)| item == at));
    let problem = |(_, column): (usize, &Column)| {
        let wanted = column.headings.first()?;
        let near = spelling::nearest(wanted, free())?;
        let place = Place { row: header.records.first().copied(), ..Place::file(&sheet.path) };
        let problem =
            Problem::warning("missing-column", "no column has the heading of this item, so it counts as not asked here");
        Some(problem.at(place).value(wanted).help(format!("if {near:?} is the same question, give the two one heading")))
    };
    unasked.filter_map(problem).collect()
}

/// The file asks none of the questions: another survey, a coded export, or headings that were changed.
fn no_item(sheet: &Sheet<'_>, header: &Header, items: &[Item]) -> Problem {
    let place = Place { row: header.records.first().copied(), ..Place::file(&sheet.path) };
    if header.is_coded() {
        return Problem::error("coded-export", "the headings are codes: which question is which is in a key elsewhere")
            .at(place)
            .help("export the answers with the questions as headings, or write the codes as the items' headings");
    }
    let headings = header.headings.iter().map(|heading| heading.label.as_str());
    let nearest = items.iter().find_map(|item| spelling::nearest(&item.heading, headings.clone()));
    Problem::error("no-item", "no item of [evaluation] has a column in this file").at(place).help(
        nearest.map_or("write each question's heading as it is in the file".to_owned(), |near| format!("did you mean {near:?}?")),
    )
}

impl Found<'_, '_> {
    fn read(&self, questions: WaveQuestions<'_>) -> Result<WaveReading, Vec<Problem>> {
        let asks = (0..questions.items.len()).map(|at| self.items.iter().any(|(item, ..)| *item == at)).collect();
        let mut reading = WaveReading {
            path: self.sheet.path.clone(),
            rows: Vec::new(),
            asks,
            above: u32::try_from(self.header.body).unwrap_or(0),
            left_out: Vec::new(),
            warnings: [self.sheet.facts.warnings.clone(), self.near.clone()].concat(),
            notes: [self.sheet.facts.notes.clone(), self.header.notes.clone()].concat(),
        };
        let fields = || self.items.iter().map(|(_, field, _)| field).chain(&self.known);
        let instruments = self.header.instruments(fields().flat_map(|field| field.sources.iter().map(|(at, _)| *at)));
        let marks = rows::marks(self.header, &instruments);
        let tells = rows::tells_finished(self.sheet, self.header, self.known(column::FINISHED));
        let mut problems = Vec::new();
        for row in self.sheet.rows_from(self.header.body) {
            let marked = marks.iter().find(|(at, mark)| mark.test.holds(row.cell(*at))).map(|(_, mark)| mark.means);
            problems.extend(self.unclear_finish(row, tells));
            match self.not_an_answer(row, marked, tells) {
                Some((kind, why)) => reading.left_out.push((row.record, kind, why.to_owned())),
                None => reading.rows.push(self.answer(row, questions.items.len(), &mut problems)),
            }
        }
        if problems.iter().any(Problem::is_error) {
            return Err(problems);
        }
        reading.warnings.extend(problems);
        Ok(reading)
    }

    fn known(&self, name: &str) -> Option<&Field<'_>> {
        self.known.iter().find(|field| field.name == name)
    }

    /// A word for being finished that nobody knows. Where most rows say that they are, this one is not.
    fn unclear_finish(&self, row: Row<'_>, tells: bool) -> Option<Problem> {
        let is_unclear = |field: &&Field<'_>| !row.is_blank() && answers::says(field, row) == Mark::Unclear;
        let field = self.known(column::FINISHED).filter(is_unclear)?;
        let taken = if tells { "not finished" } else { "finished" };
        let problem = Problem::warning("unclear-mark", format!("this says neither yes nor no; it counts as {taken}"));
        Some(
            problem
                .at(self.sheet.place(row).column(&field.label))
                .value(answers::joined(field, row))
                .help("say `finished = { column = …, yes = […], no = […] }`"),
        )
    }

    fn not_an_answer(&self, row: Row<'_>, marked: Option<Meaning>, tells: bool) -> Option<(LeftOutKind, &'static str)> {
        let unfinished = self.known(column::FINISHED).is_some_and(|field| match answers::says(field, row) {
            Mark::No => true,
            Mark::Unclear => tells,
            Mark::Yes => false,
        });
        let is_empty = |field: &Field<'_>| answers::joined(field, row).is_empty();
        let says_nothing = self.items.iter().all(|(_, field, _)| is_empty(field))
            && self.known(column::CODE).or(self.known(column::EMAIL)).is_none_or(is_empty);
        match marked {
            _ if row.is_blank() => Some((LeftOutKind::Blank, "an empty row")),
            Some(Meaning::Preview) => Some((LeftOutKind::Preview, "a preview, a test or spam")),
            Some(Meaning::Unfinished) => Some((LeftOutKind::Incomplete, "the response was not finished")),
            None if unfinished => Some((LeftOutKind::Incomplete, "the response was not finished")),
            None => says_nothing.then_some((LeftOutKind::Note, "no code and no answer to any item")),
        }
    }

    fn answer(&self, row: Row<'_>, items: usize, problems: &mut Vec<Problem>) -> WaveAnswer {
        let text = |name: &str| self.known(name).map(|field| answers::joined(field, row)).filter(|text| !text.is_empty());
        let mut answers = vec![None; items];
        for (at, field, scale) in &self.items {
            let cell = answers::joined(field, row);
            match answer_on(&cell, scale) {
                Ok(answer) => answers[*at] = answer,
                Err(()) => problems.push(not_on_scale(self.sheet.place(row).column(&field.label), &cell, scale)),
            }
        }
        let texts = self.texts.iter().map(|field| answers::joined(field, row));
        WaveAnswer {
            row: row.record,
            line: row.line,
            typed: text(column::CODE).or_else(|| text(column::EMAIL)),
            side: text(column::SIDE).and_then(|said| side_said(&said)),
            answered: self.answered(row, problems),
            answers,
            texts: texts.filter(|text| text.split_whitespace().count() >= FEWEST_WORDS).collect(),
        }
    }

    fn answered(&self, row: Row<'_>, problems: &mut Vec<Problem>) -> Option<chrono::NaiveDateTime> {
        let field = self.known(column::ANSWERED)?;
        let Ok(moment) = answers::moment(field, row) else {
            let problem = Problem::warning("unreadable-date", "this is no date that can be read; the answer counts as undated");
            problems.push(
                problem
                    .at(self.sheet.place(row).column(&field.label))
                    .value(answers::joined(field, row))
                    .help("say how dates are written: answered = { column = \"…\", format = \"%d/%m/%Y %H:%M\" }"),
            );
            return None;
        };
        moment.map(|moment| moment.instant())
    }
}

/// The side that a cell names: the first of the four words in it.
fn side_said(cell: &str) -> Option<Side> {
    let key = spelling::key(cell);
    key.split(' ').find_map(|word| match word.trim_end_matches('s') {
        "mentor" | "junior" => Some(Side::Mentor),
        "mentee" | "senior" => Some(Side::Mentee),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wave_is_read_without_names_and_every_wrong_answer_is_told() {
        let heading = |text: &str| Column { headings: vec![text.to_owned()], ..Column::default() };
        let columns = [("code", "Your code"), ("side", "Junior or senior?"), ("comment", "Anything else?")];
        let survey = Survey {
            columns: columns.iter().map(|(name, text)| ((*name).to_owned(), heading(text))).collect(),
            ..Survey::default()
        };
        let item = |name: &str, heading: &str| Item {
            name: name.into(),
            heading: heading.into(),
            level: crate::domain::evaluation::Level::Learning,
            lower_is_better: false,
            scale: None,
        };
        let (items, scale) = ([item("a", "I feel able"), item("b", "Never asked")], AnswerScale::default());
        let questions = WaveQuestions { survey: &survey, items: &items, scale: &scale };
        let file =
            "Your code,Junior or senior?,I feel able,Anything else?\n j8,Junior,4,\"A new,\nlong thought\"\nS1,Senior,,ok\n,,,\n";
        let reading = read_wave(Source { path: "pre.csv", bytes: file.as_bytes(), ..Source::default() }, questions).unwrap();
        let rows: Vec<_> = reading.rows.iter().map(|row| (row.row, row.line, row.typed.as_deref(), row.answers[0])).collect();
        assert_eq!(rows, [(2, Some(2), Some("j8"), Some(4)), (3, Some(4), Some("S1"), None)]);
        assert_eq!((reading.rows[0].side, reading.rows[0].texts.len(), reading.rows[1].texts.len()), (Some(Side::Mentor), 1, 0));
        assert_eq!((reading.asks, reading.left_out.len()), (vec![true, false], 1));
        assert_eq!(reading.warnings, []);
        let renamed = "Your code,Junior or senior?,I feel able,Never asked (now),Anything else?\nJ1,Junior,4,4,\n";
        let reading = read_wave(Source { path: "pre.csv", bytes: renamed.as_bytes(), ..Source::default() }, questions).unwrap();
        let warned: Vec<_> =
            reading.warnings.iter().map(|warning| (warning.code, warning.help.clone().unwrap_or_default())).collect();
        let help = "if \"Never asked (now)\" is the same question, give the two one heading".to_owned();
        assert_eq!(warned, [("missing-column", help)]);
        let wrong = "Your code,Junior or senior?,I feel able,Anything else?\nJ1,Junior,6,\nJ2,Junior,x,\n";
        let problems =
            read_wave(Source { path: "pre.csv", bytes: wrong.as_bytes(), ..Source::default() }, questions).unwrap_err();
        assert_eq!(problems.iter().map(|problem| problem.place.line).collect::<Vec<_>>(), [Some(2), Some(3)]);
        let finished = Survey { columns: [("finished".to_owned(), heading("Status"))].into(), ..Survey::default() };
        let questions = WaveQuestions { survey: &finished, ..questions };
        let states = "Status,I feel able\nComplete,4\nComplete,3\nZapped,5\n";
        let reading = read_wave(Source { path: "pre.csv", bytes: states.as_bytes(), ..Source::default() }, questions).unwrap();
        let said: Vec<_> = reading.warnings.iter().map(|warning| (warning.code, warning.place.row)).collect();
        assert_eq!((reading.rows.len(), said), (2, vec![("unclear-mark", Some(4))]));
        let other = read_wave(Source { path: "x.csv", bytes: b"Name,Email\nA,a@x.example\n", ..Source::default() }, questions)
            .unwrap_err();
        assert!(other.iter().any(|problem| problem.code == "no-item"), "{other:?}");
    }
}
