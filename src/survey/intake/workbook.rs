//! An Excel workbook to rows: cells become the texts that a person sees, dates in ISO 8601. Bombs are refused before they unpack.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use calamine::{DataRef, DataType, Reader, Xlsx};
use chrono::{NaiveDateTime, SubsecRound, Timelike};

use super::content::not_a_survey;
use super::limits;
use super::references::References;
use super::sheet::{Facts, Format, Sheet};
use crate::domain::problem::{Place, Problem};
use crate::domain::spelling;

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// Reads one sheet: the one named, or the first that holds anything.
///
/// # Errors
/// `not-a-survey`, `workbook-too-big`, `broken-workbook`, `missing-sheet`, `far-cell`, `too-many-cells`, `empty-file`.
pub(crate) fn read(path: &str, bytes: &[u8], wanted: Option<&str>) -> Result<Sheet<'static>, Problem> {
    refuse_bombs(path, bytes)?;
    let broken = |_| broken(path);
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let names = book.sheet_names();
    let candidates = match wanted {
        Some(wanted) => vec![named(path, &names, wanted)?],
        None => names.clone(),
    };
    for name in &candidates {
        let mut sheet = Sheet::new(path, Facts { sheet: Some(name.clone()), ..Facts::of(Format::Xlsx) });
        fill(&mut book, name, &mut sheet)?;
        if sheet.rows_from(0).any(|row| !row.is_blank()) {
            if let Some(note) = others(&names, name) {
                sheet.facts.notes.push(note);
            }
            return Ok(sheet);
        }
    }
    Err(Problem::error("empty-file", "the workbook holds no answers").at(Place::file(path)).help("export the answers again"))
}

/// Every sheet with its name, empty ones too.
///
/// # Errors
/// As [`read`].
pub(crate) fn sheets(path: &str, bytes: &[u8]) -> Result<Vec<(String, Sheet<'static>)>, Problem> {
    refuse_bombs(path, bytes)?;
    let mut book: Book<'_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| broken(path))?;
    let names = book.sheet_names();
    let read = |name: String| {
        let mut sheet = Sheet::new(path, facts(&name));
        fill(&mut book, &name, &mut sheet).map(|()| (name, sheet))
    };
    names.into_iter().map(read).collect()
}

fn facts(name: &str) -> Facts {
    Facts { sheet: Some(name.to_owned()), ..Facts::of(Format::Xlsx) }
}

fn others(names: &[String], read: &str) -> Option<String> {
    let others: Vec<&str> = names.iter().map(String::as_str).filter(|name| *name != read).collect();
    (!others.is_empty()).then(|| {
        format!("the workbook has several sheets: {read:?} was read, not {}; `sheet = \"…\"` chooses another", others.join(", "))
    })
}

fn named(path: &str, names: &[String], wanted: &str) -> Result<String, Problem> {
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
fn refuse_bombs(path: &str, bytes: &[u8]) -> Result<(), Problem> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken(path))?;
    if archive.index_for_name("xl/workbook.xml").is_none() {
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
fn fill(book: &mut Book<'_>, name: &str, sheet: &mut Sheet<'static>) -> Result<(), Problem> {
    let path = sheet.path.clone();
    let mut reader = book.worksheet_cells_reader(name).map_err(|_| broken(&path))?;
    let mut cells = 0_usize;
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
        sheet.push(Cow::Owned(text(cell.get_value())));
    }
    if sheet.width_so_far() > 0 {
        sheet.end_row(None);
    }
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
    fn an_archive_that_is_no_workbook_is_said_so() {
        let problem = read("a.xlsx", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", None).unwrap_err();
        assert_eq!(problem.code, "not-a-survey");
        assert_eq!(read("a.xlsx", b"PK\x03\x04cut off", None).unwrap_err().code, "broken-workbook");
    }
}
