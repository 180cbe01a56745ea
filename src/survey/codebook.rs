//! The key of a coded export: which answer a code means, by question. It changes cells and the headings of option columns, and knows
//! nothing of fields.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Source;
use super::header::Header;
use super::header::heading::{Heading, fold};
use super::intake::sheet::{Row, Sheet, is_blank};
use super::intake::with_sheet;
use crate::domain::problem::{Place, Problem};
use crate::domain::settings::Survey;
use crate::domain::text;

/// Names under which a key's three columns stand.
const COLUMNS: [&[&str]; 3] = [
    &["question", "column", "variable", "field", "item"],
    &["code", "value", "key", "number"],
    &["text", "answer", "label", "meaning", "option", "description"],
];

/// What stands between several codes in a cell.
const BETWEEN: [char; 4] = [',', ';', '|', '\n'];

/// Which answer each code means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Codebook {
    /// The questions by their folded names, each with its name as written and its answers by code.
    questions: BTreeMap<String, (String, BTreeMap<String, String>)>,
}

/// How a column is decoded.
enum Coding<'b> {
    /// Its cells hold codes of this question.
    Cells(&'b BTreeMap<String, String>),
    /// It is the column of one option: its code and its text.
    Option(String, &'b str),
    /// Not at all.
    Plain,
}

impl Codebook {
    /// Reads a key: the columns `question`, `code`, `text`, or as a tool calls them.
    ///
    /// # Errors
    /// What makes the file no table, a column that is missing, a code that means two things.
    pub fn read(source: Source<'_>) -> Result<Codebook, Vec<Problem>> {
        with_sheet(source, &Survey::default(), |sheet| {
            let found = sheet.rows_from(0).find_map(|row| Some((row.record, columns(row)?)));
            let Some((header, columns)) = found else { return Err(vec![no_columns(sheet)]) };
            let mut book = Codebook::default();
            let rows = sheet.rows_from(0).filter(|row| row.record > header && !row.is_blank());
            let mut problems: Vec<Problem> = rows.filter_map(|row| book.add(sheet, row, columns)).collect();
            problems.extend(book.without_text(&sheet.path));
            if problems.is_empty() { Ok(book) } else { Err(problems) }
        })
    }

    fn add(&mut self, sheet: &Sheet<'_>, row: Row<'_>, columns: [usize; 3]) -> Option<Problem> {
        let [question, code, answer] = columns.map(|at| text::tidy(row.cell(at)));
        let (_, answers) = self.questions.entry(fold(&question)).or_insert_with(|| (question.clone(), BTreeMap::new()));
        let known = answers.insert(code_key(&code), answer.clone())?;
        (known != answer).then(|| {
            Problem::error("two-meanings", format!("the code {code:?} of {question:?} is here with another meaning: {known:?}"))
                .at(sheet.place(row))
                .value(answer)
                .help("keep one of the two rows")
        })
    }

    /// Questions with codes that the key does not explain yet.
    fn without_text(&self, path: &str) -> Vec<Problem> {
        let open = |answers: &BTreeMap<String, String>| {
            let codes: Vec<&str> = answers.iter().filter(|(_, text)| text.is_empty()).map(|(code, _)| code.as_str()).collect();
            codes.join(", ")
        };
        let questions = self.questions.values().map(|(question, answers)| (question, open(answers)));
        let problem = |(question, codes): (&String, String)| {
            Problem::error("code-without-text", format!("the key does not say what these codes of {question:?} mean"))
                .at(Place::file(path).column("text"))
                .value(codes)
                .help("write what each means beside its code, or take the rows out")
        };
        questions.filter(|(_, codes)| !codes.is_empty()).map(problem).collect()
    }

    /// The sheet with answers where it had codes, and what could not be decoded; headings of option columns get their options' texts.
    pub(super) fn decode(&self, sheet: &Sheet<'_>, header: &mut Header) -> (Sheet<'static>, Vec<Problem>) {
        let codings: Vec<Coding<'_>> = header.headings.iter().map(|heading| self.coding(heading)).collect();
        let mut decoded = Sheet::new(&sheet.path, sheet.facts.clone());
        let mut problems = Vec::new();
        for row in sheet.rows_from(0) {
            let is_answer = usize::try_from(row.record).is_ok_and(|record| record > header.body);
            for (at, cell) in row.cells.iter().enumerate() {
                let coding = codings.get(at).filter(|_| is_answer).unwrap_or(&Coding::Plain);
                let answer = answer(coding, cell).unwrap_or_else(|code| {
                    let label = header.headings.get(at).map(|heading| heading.label.clone()).unwrap_or_default();
                    problems.push(unknown(sheet.place(row).column(label), &code));
                    cell.to_string()
                });
                decoded.push(Cow::Owned(answer));
            }
            decoded.end_row(row.line);
        }
        for (heading, coding) in header.headings.iter_mut().zip(&codings) {
            if let Coding::Option(question, option) = coding {
                *heading = heading.decoded(question, option);
            }
        }
        (decoded, problems)
    }

    fn coding(&self, heading: &Heading) -> Coding<'_> {
        if let Some((_, (_, answers))) = self.questions.iter().find(|(question, _)| heading.is_called(question)) {
            return Coding::Cells(answers);
        }
        let options = self.questions.iter().filter_map(|(folded, (question, answers))| {
            let text = answers.get(&code_key(heading.after(folded)?))?;
            Some((folded.len(), question, text))
        });
        // Of `Q1` and `Q10` the longer beginning is the question.
        options
            .max_by_key(|(length, ..)| *length)
            .map_or(Coding::Plain, |(_, question, text)| Coding::Option(question.clone(), text))
    }
}

/// The answer that a cell means.
///
/// # Errors
/// The code that is not in the key.
fn answer(coding: &Coding<'_>, cell: &str) -> Result<String, String> {
    let Coding::Cells(answers) = coding else { return Ok(cell.to_owned()) };
    if is_blank(cell) {
        return Ok(String::new());
    }
    if let Some(answer) = answers.get(&code_key(cell)) {
        return Ok(answer.clone());
    }
    let parts: Vec<&str> = cell.split(BETWEEN).filter(|part| !is_blank(part)).collect();
    let known: Option<Vec<&String>> = parts.iter().map(|part| answers.get(&code_key(part))).collect();
    match known {
        // A JSON array is parted the same by every reader, whatever the answers hold.
        Some(known) if !known.is_empty() => serde_json::to_string(&known).map_err(|_| cell.to_owned()),
        _ if parts.iter().all(|part| code_key(part).bytes().all(|byte| byte.is_ascii_digit())) => Err(text::tidy(cell)),
        _ => Ok(cell.to_owned()),
    }
}

/// A code as it is compared: without case, blanks, and the decimal point that spreadsheets add.
fn code_key(code: &str) -> String {
    let folded = fold(code);
    folded.strip_suffix(".0").map(str::to_owned).unwrap_or(folded)
}

fn columns(row: Row<'_>) -> Option<[usize; 3]> {
    let find = |names: &[&str]| row.cells.iter().position(|cell| names.contains(&fold(cell).as_str()));
    let [question, code, text] = COLUMNS.map(find);
    Some([question?, code?, text?])
}

fn no_columns(sheet: &Sheet<'_>) -> Problem {
    Problem::error("missing-column", "the key has no columns question, code and text")
        .at(Place::file(&sheet.path))
        .help("write a header question,code,text and a row for each code below it")
}

fn unknown(place: Place, code: &str) -> Problem {
    Problem::warning("unknown-code", "this code is not in the key; it stays as it is")
        .at(place)
        .value(code)
        .help("add a row with the question, the code and its text to the key")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::answer::{Answer, field};
    use crate::domain::settings::Column;

    fn codebook(text: &str) -> Result<Codebook, Vec<Problem>> {
        Codebook::read(Source { path: "key.csv", bytes: text.as_bytes(), ..Source::default() })
    }

    #[test]
    fn codes_in_cells_and_in_headings_are_read_as_their_texts() {
        let key = codebook(
            "Column,Code,Answer\nQ3,1,\"Surgery, general\"\nQ3,2,Medicine\nQ7,1,Bias\nQ7,2,\"Rotas, pay\"\nQ8,1,Mon\nQ8,2,Tue\n",
        )
        .unwrap();
        let export = "Q1,Q2,Q3,Q7_1,Q7_2,Q8\nAnna Birch,anna@x.example,1,,1,\"1,2\"\nBen Cole,ben@x.example,2.0,1,1,9\n";
        let column = |heading: &str| Column { headings: vec![heading.to_owned()], ..Column::default() };
        let goals = Column { each: Some("Q7".to_owned()), ..Column::default() };
        let columns = [
            (field::NAME, column("Q1")),
            (field::EMAIL, column("Q2")),
            ("specialty", column("Q3")),
            (field::GOALS, goals),
            (field::DAYS, column("Q8")),
        ];
        let settings = Survey {
            columns: columns.into_iter().map(|(name, column)| (name.to_owned(), column)).collect(),
            ..Survey::default()
        };
        let source = Source { path: "a.csv", bytes: export.as_bytes(), codebook: Some(&key), ..Source::default() };
        let reading = crate::survey::read(source, &settings).unwrap();
        let list = |texts: &[&str]| Answer::List(texts.iter().map(ToString::to_string).collect());
        let [anna, ben] = &reading.people[..] else { panic!() };
        assert_eq!(anna.answers.get("specialty"), Some(&Answer::Text("Surgery, general".to_owned())));
        assert_eq!(anna.answers.get(field::GOALS), Some(&list(&["Rotas, pay"])));
        assert_eq!(anna.answers.get(field::DAYS), Some(&list(&["Monday", "Tuesday"])));
        assert_eq!(ben.answers.get("specialty"), Some(&Answer::Text("Medicine".to_owned())));
        assert_eq!(ben.answers.get(field::GOALS), Some(&list(&["Bias", "Rotas, pay"])));
        assert!(reading.warnings.iter().any(|problem| problem.code == "unknown-code" && problem.place.row == Some(3)));
    }

    #[test]
    fn a_key_that_cannot_be_is_refused_with_its_row() {
        let twice = codebook("question,code,text\nQ1,1,a\nQ1,1,b\n").unwrap_err();
        assert_eq!((twice[0].code, twice[0].place.row), ("two-meanings", Some(3)));
        let open = codebook("question,code,text\nQ1,1,a\nQ1,2,\nQ1,3,\n").unwrap_err();
        assert_eq!((open[0].code, open[0].value.as_deref()), ("code-without-text", Some("2, 3")));
        assert_eq!(codebook("a,b\n1,2\n").unwrap_err()[0].code, "missing-column");
    }
}
