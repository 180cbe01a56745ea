//! A workbook to rows: cells become the texts that a person sees, dates in ISO 8601. Bombs are refused before they unpack, and no
//! hidden sheet is read unless the settings name it.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use calamine::{Data, DataRef, DataType, Ods, Range, Reader, SheetVisible, Xls, XlsError, Xlsx};
use chrono::{NaiveDateTime, SubsecRound, Timelike};

use super::cell_errors::CellErrors;
use super::content::not_a_survey;
use super::hidden;
use super::limits;
use super::references::References;
use super::sheet::{Facts, Format, Sheet};
use crate::domain::problem::{Place, Problem};
use crate::domain::spelling;

type Bytes<'a> = Cursor<&'a [u8]>;

/// A workbook of one of the formats.
enum Book<'a> {
    Xlsx(Box<Xlsx<Bytes<'a>>>),
    Xls(Box<Xls<Bytes<'a>>>),
    Ods(Box<Ods<Bytes<'a>>>),
}

/// A sheet's name and whether it is hidden.
#[derive(Clone, Debug)]
struct Named {
    name: String,
    is_hidden: bool,
}

impl<'a> Book<'a> {
    fn open(path: &str, bytes: &'a [u8], format: Format) -> Result<Book<'a>, Problem> {
        match format {
            Format::Xls => {
                Xls::new(Cursor::new(bytes)).map(|book| Book::Xls(book.into())).map_err(|fault| old(path, bytes, &fault))
            }
            Format::Ods => {
                refuse_bombs(path, bytes, "content.xml")?;
                Ods::new(Cursor::new(bytes)).map(|book| Book::Ods(book.into())).map_err(|_| broken(path))
            }
            Format::Xlsx | Format::Csv => {
                refuse_bombs(path, bytes, "xl/workbook.xml")?;
                Xlsx::new(Cursor::new(bytes)).map(|book| Book::Xlsx(book.into())).map_err(|_| broken(path))
            }
        }
    }

    fn sheets(&self) -> Vec<Named> {
        let sheets = match self {
            Book::Xlsx(book) => book.sheets_metadata(),
            Book::Xls(book) => book.sheets_metadata(),
            Book::Ods(book) => book.sheets_metadata(),
        };
        let named =
            |sheet: &calamine::Sheet| Named { name: sheet.name.clone(), is_hidden: sheet.visible != SheetVisible::Visible };
        sheets.iter().map(named).collect()
    }

    fn fill(&mut self, name: &str, sheet: &mut Sheet<'static>) -> Result<(), Problem> {
        let path = sheet.path.clone();
        let range = match self {
            Book::Xlsx(book) => return fill(book, name, sheet),
            Book::Xls(book) => book.worksheet_range(name).map_err(|_| broken(&path))?,
            Book::Ods(book) => book.worksheet_range(name).map_err(|_| broken(&path))?,
        };
        fill_from(&range, sheet)
    }
}

/// Which of a workbook's sheets is read.
pub(crate) struct Wanted<'w> {
    /// The sheet that the settings name.
    pub(crate) name: Option<&'w str>,
    /// How well a sheet fits what is looked for; the first of those that fit best is read.
    pub(crate) fit: &'w dyn Fn(&str, &Sheet<'_>) -> usize,
}

/// Reads one sheet: the one named, or of those that are not hidden and hold anything the one that fits best.
///
/// # Errors
/// `not-a-survey`, `workbook-too-big`, `broken-workbook`, `missing-sheet`, `far-cell`, `too-many-cells`, `empty-file`.
pub(crate) fn read(path: &str, bytes: &[u8], format: Format, wanted: &Wanted<'_>) -> Result<Sheet<'static>, Problem> {
    let mut book = Book::open(path, bytes, format)?;
    let sheets = book.sheets();
    let names: Vec<String> = sheets.iter().map(|sheet| sheet.name.clone()).collect();
    let candidates: Vec<String> = match wanted.name {
        Some(wanted) => vec![named(path, &names, wanted)?],
        None => sheets.iter().filter(|sheet| !sheet.is_hidden).map(|sheet| sheet.name.clone()).collect(),
    };
    let mut best: Option<(usize, String, Sheet<'static>)> = None;
    for name in candidates {
        let mut sheet = Sheet::new(path, facts(&name, format));
        book.fill(&name, &mut sheet)?;
        if !sheet.rows_from(0).any(|row| !row.is_blank()) {
            continue;
        }
        let fit = (wanted.fit)(&name, &sheet);
        if best.as_ref().is_none_or(|(known, ..)| fit > *known) {
            best = Some((fit, name, sheet));
        }
    }
    let Some((_, name, mut sheet)) = best else { return Err(empty(path, &sheets)) };
    sheet.facts.notes.extend(others(&sheets, &name).into_iter().chain(hidden::unknown(format)));
    let shown = hidden::look(bytes, format, &name);
    sheet.facts.warnings.extend(shown.into_iter().map(|problem| problem.at(Place::file(path))));
    Ok(sheet)
}

fn empty(path: &str, sheets: &[Named]) -> Problem {
    let hidden: Vec<String> = sheets.iter().filter(|sheet| sheet.is_hidden).map(|sheet| format!("{:?}", sheet.name)).collect();
    let help = if hidden.is_empty() {
        "export the answers again".to_owned()
    } else {
        format!("sheets that are hidden are not read unasked: {}; `sheet = \"…\"` chooses one", hidden.join(", "))
    };
    Problem::error("empty-file", "the workbook holds no answers").at(Place::file(path)).help(help)
}

/// The names of all sheets.
///
/// # Errors
/// As [`read`].
pub(super) fn names(path: &str, bytes: &[u8], format: Format) -> Result<Vec<String>, Problem> {
    Ok(Book::open(path, bytes, format)?.sheets().into_iter().map(|sheet| sheet.name).collect())
}

/// Every sheet of an Excel workbook with its name, empty and hidden ones too.
///
/// # Errors
/// As [`read`].
pub(crate) fn sheets(path: &str, bytes: &[u8]) -> Result<Vec<(String, Sheet<'static>)>, Problem> {
    let mut book = Book::open(path, bytes, Format::Xlsx)?;
    let all = book.sheets();
    let read = |Named { name, .. }: Named| {
        let mut sheet = Sheet::new(path, facts(&name, Format::Xlsx));
        book.fill(&name, &mut sheet).map(|()| (name, sheet))
    };
    all.into_iter().map(read).collect()
}

fn facts(name: &str, format: Format) -> Facts {
    Facts { sheet: Some(name.to_owned()), ..Facts::of(format) }
}

/// A compound file that is no workbook that can be read.
fn old(path: &str, bytes: &[u8], fault: &XlsError) -> Problem {
    let holds = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.windows(wide.len()).any(|window| window == wide)
    };
    if matches!(fault, XlsError::Password) || holds("EncryptedPackage") {
        return not_a_survey(path, "a workbook with a password", "open it in Excel and save it without a password");
    }
    if holds("WordDocument") {
        return not_a_survey(path, "a Word document", "export the answers as CSV or Excel");
    }
    broken(path)
}

/// The sheets beside the one that was read.
fn others(sheets: &[Named], read: &str) -> Option<String> {
    let word = |sheet: &Named| format!("{:?}{}", sheet.name, if sheet.is_hidden { " (hidden)" } else { "" });
    let others: Vec<String> = sheets.iter().filter(|sheet| sheet.name != read).map(word).collect();
    (!others.is_empty()).then(|| {
        format!("the workbook has several sheets: {read:?} was read, not {}; `sheet = \"…\"` chooses another", others.join(", "))
    })
}

pub(super) fn named(path: &str, names: &[String], wanted: &str) -> Result<String, Problem> {
    let same = names.iter().find(|name| spelling::key(name) == spelling::key(wanted));
    same.cloned().ok_or_else(|| {
        let nearest = spelling::nearest(wanted, names.iter().map(String::as_str));
        let cure = nearest.map_or_else(|| format!("it has {}", names.join(", ")), |near| format!("did you mean {near:?}?"));
        Problem::error("missing-sheet", "the workbook has no such sheet")
            .at(Place::file(path).column("sheet"))
            .value(wanted)
            .help(cure)
    })
}

fn broken(path: &str) -> Problem {
    Problem::error("broken-workbook", "the workbook cannot be read: it is damaged or was cut off")
        .at(Place::file(path))
        .help("open it in Excel and save it again, or download it again")
}

/// Unpacks every part into nothing, counting: what an archive declares of itself is not believed. Sheets whose cells could stand
/// nowhere are refused, too.
fn refuse_bombs(path: &str, bytes: &[u8], needed: &str) -> Result<(), Problem> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken(path))?;
    if archive.index_for_name(needed).is_none() {
        let what = if archive.index_for_name("word/document.xml").is_some() { "a Word document" } else { "a zip archive" };
        return Err(not_a_survey(path, what, "unpack it, or export the answers as CSV or Excel"));
    }
    let mut total = 0_u64;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| broken(path))?;
        let allowed = limits::UNPACKED.saturating_sub(total);
        if part.size() > allowed {
            return Err(too_big(path));
        }
        let (is_sheet, mut references) =
            (part.name().is_ok_and(|name| name.starts_with("xl/worksheets/")), References::default());
        total += std::io::copy(&mut part.take(allowed + 1), &mut references).map_err(|_| broken(path))?;
        if is_sheet && references.is_broken {
            return Err(broken(path));
        }
        let packed = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if total > limits::UNPACKED || total > limits::RATIO_FROM && total / packed.max(1) > limits::RATIO {
            return Err(too_big(path));
        }
    }
    Ok(())
}

fn too_big(path: &str) -> Problem {
    let message = format!("the workbook unpacks to far more than a survey needs (the limit is {} MB)", limits::UNPACKED >> 20);
    Problem::error("workbook-too-big", message)
        .at(Place::file(path))
        .help("copy the answers into a new workbook, or save them as CSV UTF-8")
}

/// Copies the cells, row by row; rows that the file leaves out are blank rows.
fn fill(book: &mut Xlsx<Bytes<'_>>, name: &str, sheet: &mut Sheet<'static>) -> Result<(), Problem> {
    let path = sheet.path.clone();
    let mut reader = book.worksheet_cells_reader(name).map_err(|_| broken(&path))?;
    let (mut cells, mut errors) = (0_usize, CellErrors::default());
    while let Some(cell) = reader.next_cell().map_err(|_| broken(&path))? {
        let (row, column) = cell.get_position();
        let (row, column) = (usize::try_from(row).unwrap_or(usize::MAX), usize::try_from(column).unwrap_or(usize::MAX));
        cells += 1;
        within_limits(&path, row, column, cells)?;
        while sheet.len() < row {
            sheet.end_row(None);
        }
        if sheet.len() > row {
            return Err(broken(&path));
        }
        while sheet.width_so_far() < column {
            sheet.push(Cow::Borrowed(""));
        }
        if let DataRef::Error(shown) = cell.get_value() {
            errors.add(row, column, shown);
        }
        sheet.push(Cow::Owned(text(cell.get_value())));
    }
    if sheet.width_so_far() > 0 {
        sheet.end_row(None);
    }
    let problems = errors.problems(sheet);
    sheet.facts.warnings.extend(problems);
    Ok(())
}

/// Copies a range, which begins at its first filled cell.
fn fill_from(range: &Range<Data>, sheet: &mut Sheet<'static>) -> Result<(), Problem> {
    let Some((row, column)) =
        range.start().and_then(|(row, column)| Some((usize::try_from(row).ok()?, usize::try_from(column).ok()?)))
    else {
        return Ok(());
    };
    let path = sheet.path.clone();
    within_limits(&path, row + range.height(), column + range.width(), range.height().saturating_mul(range.width()))?;
    (0..row).for_each(|_| sheet.end_row(None));
    for cells in range.rows() {
        let filled = cells.iter().rposition(|cell| !matches!(cell, Data::Empty)).map_or(0, |last| last + 1);
        if filled > 0 {
            (0..column).for_each(|_| sheet.push(Cow::Borrowed("")));
        }
        cells.iter().take(filled).for_each(|cell| sheet.push(Cow::Owned(plain_text(cell))));
        sheet.end_row(None);
    }
    let mut errors = CellErrors::default();
    for (at, column_at, cell) in range.used_cells() {
        if let Data::Error(shown) = cell {
            errors.add(row + at, column + column_at, shown);
        }
    }
    let problems = errors.problems(sheet);
    sheet.facts.warnings.extend(problems);
    Ok(())
}

fn within_limits(path: &str, row: usize, column: usize, cells: usize) -> Result<(), Problem> {
    if row >= limits::ROWS || column >= limits::COLUMNS {
        let message = format!("the sheet has a cell in row {}, column {}: far outside a survey", row + 1, column + 1);
        return Err(Problem::error("far-cell", message)
            .at(Place { row: u32::try_from(row + 1).ok(), ..Place::file(path) })
            .help("delete the empty rows and columns beyond the answers, or copy the answers into a new workbook"));
    }
    if cells > limits::CELLS {
        return Err(Problem::error("too-many-cells", format!("the sheet has more than {} cells", limits::CELLS))
            .at(Place::file(path))
            .help("delete the empty rows and columns beyond the answers"));
    }
    Ok(())
}

/// The text of a cell: dates in ISO 8601, whole numbers without a decimal point, errors as nothing.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(_) => value.as_datetime().map(iso).unwrap_or_default(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// The same of a cell of another format.
fn plain_text(value: &Data) -> String {
    match value {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(_) => value.as_datetime().map(iso).unwrap_or_default(),
        _ => String::new(),
    }
}

/// A moment to the second; midnight is a day without a time.
fn iso(moment: NaiveDateTime) -> String {
    let moment = moment.round_subsecs(0);
    let day_only = moment.num_seconds_from_midnight() == 0;
    moment.format(if day_only { "%Y-%m-%d" } else { "%Y-%m-%dT%H:%M:%S" }).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_have_no_decimal_point_and_dates_are_iso() {
        assert_eq!(text(&DataRef::Float(9_460_426.0)), "9460426");
        assert_eq!(text(&DataRef::Float(1.5)), "1.5");
        let date = calamine::ExcelDateTime::new(45_910.306_747_685_19, calamine::ExcelDateTimeType::DateTime, false);
        assert_eq!(text(&DataRef::DateTime(date)), "2025-09-10T07:21:43");
    }

    #[test]
    fn a_sheet_of_too_many_cells_is_refused() {
        assert_eq!(within_limits("a.xlsx", 9, 9, limits::CELLS + 1).unwrap_err().code, "too-many-cells");
        assert!(within_limits("a.xlsx", 9, 9, limits::CELLS).is_ok());
    }

    #[test]
    fn an_archive_that_is_no_workbook_is_said_so() {
        let read = |bytes: &[u8]| read("a.xlsx", bytes, Format::Xlsx, &Wanted { name: None, fit: &|_, _| 0 });
        let problem = read(b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0").unwrap_err();
        assert_eq!(problem.code, "not-a-survey");
        assert_eq!(read(b"PK\x03\x04cut off").unwrap_err().code, "broken-workbook");
    }
}
