//! Rows under headings: columns found by name in any order, cells with their places. Tolerant of what spreadsheets do to a file
//! (a byte order mark, semicolons, CRLF), strict about everything that could lose a row.

use std::borrow::Cow;

use crate::domain::problem::{Place, Problem};
use crate::domain::shell;
use crate::domain::spelling;
use crate::domain::text;

use crate::survey::intake::delimited::{self, Quotes};
use crate::survey::intake::sheet::{Facts, Format, Row as SheetRow, Sheet};
use crate::survey::list::{self, ListLayout};

/// The delimiters that spreadsheets write.
const DELIMITERS: [char; 3] = [',', ';', '\t'];

/// A CSV file, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Table {
    /// The file, as the lead would name it.
    pub file: String,
    /// The headings, tidied.
    pub headings: Vec<String>,
    /// The rows below the header.
    pub rows: Vec<Row>,
    /// Whether rows have lines: a workbook has none.
    pub has_lines: bool,
    /// The columns that a survey tool added itself.
    pub added: Vec<usize>,
    /// The column that says when an answer was given.
    pub answered: Option<usize>,
    /// Whether the tool writes the month before the day where nothing in the file decides.
    pub month_first: bool,
}

/// A row of a table. It has as many cells as there are headings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// The row of the sheet, from 1, the header included.
    pub record: u32,
    /// The line of the file on which it begins, from 1.
    pub line: u32,
    /// The cells as written.
    pub cells: Vec<String>,
}

impl Row {
    /// The cell in this column; empty beyond the last.
    pub(crate) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// Reads a CSV table with a header. Rows of empty cells are left out.
///
/// # Errors
/// Conflict markers of git, an open quote, no header, two columns of one heading, rows too long or too short: all at once, where
/// one does not hide the other.
pub(crate) fn read(text: &str, file: &str) -> Result<Table, Vec<Problem>> {
    conflict_markers(text, file)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let delimiter = u8::try_from(delimiter(text)).unwrap_or(b',');
    let mut sheet = Sheet::new(file, Facts::of(Format::Csv));
    delimited::parse(text, delimiter, Quotes::Strict, &mut sheet).map_err(|problem| vec![unquoted(problem)])?;
    of_sheet(&sheet)
}

/// The table in a sheet whose header is the first row that is not empty.
fn of_sheet(sheet: &Sheet<'_>) -> Result<Table, Vec<Problem>> {
    let is_there = |row: &SheetRow<'_>| !matches!(row.cells, [] | [Cow::Borrowed("")]);
    let Some(at) = sheet.rows_from(0).position(|row| is_there(&row)) else { return Err(vec![no_header(&sheet.path)]) };
    let headings = sheet.row(at).map_or(&[][..], |row| row.cells).iter().map(|heading| text::tidy(heading)).collect();
    let (added, no_answers) = (Vec::new(), Vec::new());
    table(sheet, ListLayout { header: at, body: at + 1, headings, added, answered: None, month_first: false, no_answers })
}

/// The table in a list that somebody handed over, in any tool's layout. A column that is empty and shares its heading is passed over.
///
/// # Errors
/// As [`read`].
pub(crate) fn of_list(sheet: &Sheet<'_>) -> Result<Table, Vec<Problem>> {
    let mut layout = list::layout(sheet);
    let is_empty = |column: usize| sheet.rows_from(layout.body).all(|row| row.cell(column).trim().is_empty());
    let shared = |at: usize| layout.headings.iter().filter(|other| Some(*other) == layout.headings.get(at)).count() > 1;
    let passed: Vec<usize> = (0..layout.headings.len()).filter(|at| shared(*at) && is_empty(*at)).collect();
    for at in passed {
        layout.headings.get_mut(at).into_iter().for_each(String::clear);
    }
    if layout.headings.iter().all(String::is_empty) { Err(vec![no_header(&sheet.path)]) } else { table(sheet, layout) }
}

fn no_header(file: &str) -> Problem {
    let problem = Problem::error("empty-file", "the file has no header").at(Place::file(file).line(1));
    problem.help("the first line names the columns; take the file from git or export it again")
}

/// The rows below the header, without those of empty cells; a workbook does not keep the empty cells at the end of a row, so that its
/// rows may be short.
fn table(sheet: &Sheet<'_>, layout: ListLayout) -> Result<Table, Vec<Problem>> {
    let is_workbook = sheet.facts.format != Format::Csv;
    let mut headings = layout.headings;
    while is_workbook && headings.last().is_some_and(String::is_empty) {
        headings.pop();
    }
    let place = sheet.row(layout.header).map_or_else(|| Place::file(&sheet.path), |row| sheet.place(row));
    let mut problems = doubled(&headings, &place);
    let mut rows = Vec::new();
    let is_answer = |at: usize| layout.no_answers.iter().all(|(other, _)| *other != at);
    let answers = sheet.rows_from(layout.body).enumerate().filter(|(at, _)| is_answer(layout.body + at)).map(|(_, row)| row);
    for row in answers.filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty())) {
        let mut cells: Vec<String> = row.cells.iter().map(ToString::to_string).collect();
        while cells.len() > headings.len() && cells.last().is_some_and(|cell| cell.trim().is_empty()) {
            cells.pop();
        }
        if is_workbook && cells.len() < headings.len() {
            cells.resize(headings.len(), String::new());
        }
        if cells.len() != headings.len() {
            problems.push(uneven(cells.len(), headings.len(), sheet.place(row)));
        }
        rows.push(Row { record: row.record, line: row.line.unwrap_or(row.record), cells });
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let (file, has_lines) = (sheet.path.clone(), !is_workbook);
    let ListLayout { added, answered, month_first, .. } = layout;
    Ok(Table { file, headings, rows, has_lines, added, answered, month_first })
}

impl Table {
    /// The place of a row.
    pub(crate) fn row_place(&self, row: &Row) -> Place {
        let place = Place::file(&self.file).at(row.record, row.line);
        if self.has_lines { place } else { Place { line: None, ..place } }
    }

    /// The place of a cell.
    pub(crate) fn place(&self, row: &Row, column: usize) -> Place {
        let place = self.row_place(row);
        match self.headings.get(column) {
            Some(heading) => place.column(heading),
            None => place,
        }
    }

    /// The filled cells of a column, trimmed, in the order of the rows.
    pub(crate) fn filled(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.cell(column).trim()).filter(|cell| !cell.is_empty())
    }

    /// What a column is called; empty where it has no heading.
    pub(crate) fn heading(&self, column: usize) -> &str {
        self.headings.get(column).map_or("", String::as_str)
    }

    /// The column whose heading is one of `names`, as it is or, where only one
    /// heading fits so, without case, blanks or punctuation; the first name that fits wins.
    pub(crate) fn find(&self, names: &[&str]) -> Option<usize> {
        let written = |name: &&str| self.headings.iter().position(|heading| heading == name);
        let alike = |name: &&str| {
            let key = spelling::key(name);
            let mut fitting = self.headings.iter().enumerate().filter(|(_, heading)| spelling::key(heading) == key);
            fitting.next().map(|(at, _)| at).filter(|_| fitting.next().is_none())
        };
        names.iter().find_map(written).or_else(|| names.iter().find_map(alike))
    }

    /// The same, or a problem that names the nearest heading.
    ///
    /// # Errors
    /// When no heading fits.
    pub(crate) fn need(&self, names: &[&str]) -> Result<usize, Box<Problem>> {
        let wanted = names.first().copied().unwrap_or_default();
        self.find(names).ok_or_else(|| {
            let near = names.iter().find_map(|name| spelling::nearest(name, self.headings.iter().map(String::as_str)));
            let help = match near {
                Some(near) => format!("did you mean {wanted:?} in place of {near:?}?"),
                None => format!("the columns are: {}", self.headings.join(", ")),
            };
            let problem = Problem::error("missing-column", format!("there is no column {wanted:?}"));
            Box::new(problem.at(Place::file(&self.file).at(1, 1).column(wanted)).help(help))
        })
    }
}

/// The delimiter that stands most often in the first line outside quotes; a comma where none does.
pub(super) fn delimiter(text: &str) -> char {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut inside = false;
    for c in text.chars() {
        match c {
            '"' => inside = !inside,
            '\n' | '\r' if !inside => break,
            _ if !inside => counts.iter_mut().zip(DELIMITERS).filter(|(_, d)| *d == c).for_each(|(count, _)| *count += 1),
            _ => {}
        }
    }
    // On a tie the earlier delimiter wins.
    let best = counts.iter().zip(DELIMITERS).rev().max_by_key(|(count, _)| **count);
    best.filter(|(count, _)| **count > 0).map_or(',', |(_, delimiter)| delimiter)
}

/// Refuses a file in which git left both sides of a conflict.
///
/// # Errors
/// Each line that begins with a marker.
pub(crate) fn conflict_markers(text: &str, file: &str) -> Result<(), Vec<Problem>> {
    let marked =
        |line: &str| ["<<<<<<<", ">>>>>>>", "|||||||"].iter().any(|m| line.starts_with(m)) || line.trim_end() == "=======";
    let problems: Vec<Problem> = (1..)
        .zip(text.lines())
        .filter(|(_, line)| marked(line))
        .map(|(number, line)| {
            Problem::error("conflict-marker", "git has left a conflict here")
                .at(Place::file(file).line(number))
                .value(line.chars().take(7).collect::<String>())
                .help(cure_of_a_conflict(file))
        })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Rows of facts of both sides are right together; of a record of a matching one side is kept whole.
fn cure_of_a_conflict(file: &str) -> String {
    if file.starts_with("facts/draws/") {
        format!("keep one of the two records whole: `git checkout --ours -- {}`, then `revmentor build`", shell::word(file))
    } else if file == "facts/format" {
        "`revmentor build` keeps the higher of the two numbers".to_owned()
    } else if file.starts_with("facts/") || file == "outcomes.csv" {
        "`revmentor build` unites the rows of both sides".to_owned()
    } else {
        "keep what is right of the two sides, take the marker lines away, and run the command again".to_owned()
    }
}

/// A text in which git left conflicts, as each side had it.
pub(crate) struct Sides {
    /// As it was here.
    pub(crate) ours: String,
    /// As it came from the other lead.
    pub(crate) theirs: String,
    /// With the rows of both, each row of a conflict once.
    pub(crate) united: String,
}

/// Takes the conflicts that git left in a text apart; `None` where there is none.
pub(crate) fn sides(text: &str) -> Option<Sides> {
    let is_marker = |line: &str, marker: &str| line.starts_with(marker);
    if !text.lines().any(|line| is_marker(line, "<<<<<<<")) {
        return None;
    }
    let (mut ours, mut theirs, mut united): (Vec<&str>, Vec<&str>, Vec<&str>) = Default::default();
    let (mut begun, mut side) = (0, 0);
    for line in text.lines() {
        match side {
            0 if is_marker(line, "<<<<<<<") => (begun, side) = (ours.len(), 1),
            0 => [&mut ours, &mut theirs, &mut united].into_iter().for_each(|lines| lines.push(line)),
            _ if is_marker(line, "|||||||") => side = 2,
            _ if line.trim_end() == "=======" => side = 3,
            _ if is_marker(line, ">>>>>>>") => side = 0,
            1 => [&mut ours, &mut united].into_iter().for_each(|lines| lines.push(line)),
            3 => {
                theirs.push(line);
                if !ours.get(begun..).is_some_and(|of_conflict| of_conflict.contains(&line)) {
                    united.push(line);
                }
            }
            // What stood before either side changed it.
            _ => {}
        }
    }
    Some(Sides { ours: rows_once_headed(&ours), theirs: rows_once_headed(&theirs), united: rows_once_headed(&united) })
}

/// The lines as a text in which the first does not come again.
fn rows_once_headed(lines: &[&str]) -> String {
    let header = lines.first().copied();
    let rows = lines.iter().enumerate().filter(|(at, line)| *at == 0 || Some(**line) != header).map(|(_, line)| *line);
    rows.flat_map(|line| [line, "\n"]).collect()
}

/// An open quote in a file of the program's own, which nobody can export again.
fn unquoted(problem: Problem) -> Problem {
    if problem.code != "unclosed-quote" {
        return problem;
    }
    let message = "a quote opens here and is never closed".to_owned();
    Problem { message, ..problem }.help("close it, or double it (\"\") where it belongs to the text")
}

fn doubled(headings: &[String], header: &Place) -> Vec<Problem> {
    let again =
        |(at, heading): &(usize, &String)| !heading.is_empty() && headings.iter().take(*at).any(|other| other == *heading);
    let doubled = headings.iter().enumerate().filter(again);
    doubled
        .map(|(_, heading)| {
            Problem::error("doubled-column", "two columns have this heading")
                .at(header.clone().column(heading))
                .help("rename one or take it away")
        })
        .collect()
}

fn uneven(found: usize, expected: usize, place: Place) -> Problem {
    let long = if found > expected { "long" } else { "short" };
    Problem::error("uneven-row", format!("this row is too {long}: {found} cells under {expected} headings"))
        .at(place)
        .help("look for a comma that belongs to a text and is not in quotes, or for a cell that was deleted")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_saves_is_read() {
        let table =
            read("\u{feff}Pair;Meeting;Date\r\nM01-E02;1;\"2027-01-12\"\r\n;;\r\nM01-E02;2;2027-02-12;;\r\n", "meetings.csv")
                .unwrap();
        assert_eq!(table.headings, ["Pair", "Meeting", "Date"]);
        assert_eq!(table.rows.iter().map(|row| (row.record, row.line)).collect::<Vec<_>>(), [(2, 2), (4, 4)]);
        assert_eq!(table.find(&["pairing", "pair"]), Some(0));
        assert_eq!(table.place(&table.rows[0], 2).to_string(), "meetings.csv, row 2, line 2, column \"Date\"");
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_a_reader_fall(text in "(on|fact|id|pair|[,;\"\n\r\t<=>?M0-9é\u{feff} -]|\\PC){0,60}") {
            for problem in read(&text, "f.csv").err().into_iter().flatten() {
                proptest::prop_assert!(problem.place.line.is_some_and(|line| line as usize <= text.split(['\n', '\r']).count()));
            }
            let (person, pair) = ("on,fact,about,code\n", "on,fact,meeting,date,earliest,latest,score,code\n");
            _ = crate::store::formats::person_facts::read(&format!("{person}{text}"), "f.csv");
            _ = crate::store::formats::pair_facts::read(&format!("{pair}{text}"), "f.csv");
            _ = crate::store::formats::register::read(&format!("id,side,name,email\n{text}"), "f.csv");
            _ = crate::store::formats::draw_toml::read(&text, "f.toml");
        }
    }

    #[test]
    fn both_sides_of_a_conflict_are_united() {
        let text = "on,fact\n1,a\n<<<<<<< HEAD\n2,b\n3,c\n||||||| base\n0,x\n=======\non,fact\n3,c\n4,d\n>>>>>>> theirs\n5,e\n";
        let Sides { ours, theirs, united } = sides(text).unwrap();
        assert_eq!(united, "on,fact\n1,a\n2,b\n3,c\n4,d\n5,e\n");
        assert_eq!((ours.as_str(), theirs.as_str()), ("on,fact\n1,a\n2,b\n3,c\n5,e\n", "on,fact\n1,a\n3,c\n4,d\n5,e\n"));
        assert!(sides("on,fact\n1,a\n").is_none());
    }

    #[test]
    fn a_missing_column_names_the_nearest() {
        let table = read("mentor_emial,mentee_email\n", "pairs.csv").unwrap();
        let problem = table.need(&["mentor_email"]).unwrap_err();
        assert!(problem.to_string().contains("in place of \"mentor_emial\""), "{problem}");
        assert_eq!(table.need(&["Mentee e-mail", "mentee email"]).unwrap(), 1);
    }

    #[test]
    fn what_could_lose_a_row_is_refused_with_its_place() {
        for (text, code, place) in [
            ("", "empty-file", "f.csv, line 1"),
            ("a,b\n1,2,3\n", "uneven-row", "f.csv, row 2, line 2"),
            ("a,b\n1\n", "uneven-row", "f.csv, row 2, line 2"),
            ("a,b\n1,\"2\n3,4\n", "unclosed-quote", "f.csv, row 2, line 2, column \"b\""),
            ("a, a\n1,2\n", "doubled-column", "f.csv, row 1, line 1, column \"a\""),
            ("a,b\n<<<<<<< HEAD\n1,2\n=======\n1,3\n>>>>>>> theirs\n", "conflict-marker", "f.csv, line 2"),
        ] {
            let problem = read(text, "f.csv").unwrap_err().remove(0);
            assert_eq!((problem.code, problem.place.to_string().as_str()), (code, place), "{text:?}");
            assert!(problem.help.is_some());
        }
    }
}
