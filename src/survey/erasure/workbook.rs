//! A workbook without one person: every sheet written anew, with the texts that a person sees in the cells where they stood.
//!
//! Office Open XML (ECMA-376) keeps shared strings, caches, comments and former values beside the cells; none of them is carried over.

use std::fmt::Write as _;
use std::io::{Cursor, Read, Write as _};

use zip::write::SimpleFileOptions;

use super::tables::{Fate, Judge};
use super::{Erased, Whom, cannot};
use crate::domain::problem::Problem;
use crate::domain::settings::Survey;
use crate::people::search::scan;
use crate::survey::Source;
use crate::survey::intake::sheet::Sheet;
use crate::survey::intake::workbook;

/// A sheet's name and its cells as texts.
type Table = (String, Vec<Vec<String>>);

/// Takes a person out of a workbook.
pub(super) fn without(source: Source<'_>, settings: &[&Survey], whom: &Whom<'_>) -> Result<Erased, Problem> {
    let sheets = workbook::sheets(source.path, source.bytes)?;
    let (mut tables, mut rows, mut cells) = (Vec::new(), Vec::new(), 0);
    for (name, sheet) in &sheets {
        let (table, gone, lost) = cut(sheet, &Judge::of(sheet, settings), whom);
        tables.push((name.clone(), table));
        rows.extend(gone);
        cells += lost;
    }
    if rows.is_empty() && cells == 0 && !tells_elsewhere(source, whom)? {
        return Ok(Erased::Untouched);
    }
    let bytes = write(&tables).map_err(|_| cannot(source.path, "the workbook cannot be written anew"))?;
    let copy: Vec<Table> =
        workbook::sheets(source.path, &bytes)?.into_iter().map(|(name, sheet)| (name, texts(&sheet))).collect();
    if copy.iter().zip(&tables).all(|(copy, table)| same(copy, table)) && copy.len() == tables.len() {
        Ok(Erased::Rewritten { bytes, rows, cells, plain: true })
    } else {
        Err(cannot(source.path, "its texts do not come back as they were"))
    }
}

fn cut(sheet: &Sheet<'_>, judge: &Judge<'_>, whom: &Whom<'_>) -> (Vec<Vec<String>>, Vec<u32>, usize) {
    let (mut table, mut rows, mut cells) = (Vec::new(), Vec::new(), 0);
    for row in sheet.rows_from(0) {
        let mut texts: Vec<String> = row.cells.iter().map(|cell| cell.clone().into_owned()).collect();
        match judge.fate(row, whom, |at| row.cell(at)) {
            Fate::Goes => {
                rows.push(row.record);
                continue;
            }
            Fate::Stays => {}
            Fate::Loses(losses) => {
                cells += losses.len();
                for (at, new) in losses {
                    texts.get_mut(at).into_iter().for_each(|text| text.clone_from(&new));
                }
            }
        }
        table.push(texts);
    }
    (table, rows, cells)
}

/// Whether a part of the archive that is no cell tells of the person: a comment, a cache, a former value.
fn tells_elsewhere(source: Source<'_>, whom: &Whom<'_>) -> Result<bool, Problem> {
    let broken = || cannot(source.path, "the workbook cannot be unpacked");
    let mut archive = zip::ZipArchive::new(Cursor::new(source.bytes)).map_err(|_| broken())?;
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| broken())?;
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).map_err(|_| broken())?;
        if !scan(source.path, &bytes, whom.needles).is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

fn texts(sheet: &Sheet<'_>) -> Vec<Vec<String>> {
    sheet.rows_from(0).map(|row| row.cells.iter().map(|cell| cell.clone().into_owned()).collect()).collect()
}

/// Whether two sheets show the same; empty cells and rows at an end show nothing.
fn same(one: &Table, other: &Table) -> bool {
    let seen = |table: &Table| {
        let mut rows: Vec<Vec<String>> = table.1.clone();
        for row in &mut rows {
            row.truncate(row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1));
        }
        rows.truncate(rows.iter().rposition(|row| !row.is_empty()).map_or(0, |last| last + 1));
        rows
    };
    one.0 == other.0 && seen(one) == seen(other)
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINKS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The smallest workbook that holds these sheets.
fn write(tables: &[Table]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut part = |name: &str, text: String| -> zip::result::ZipResult<()> {
        archive.start_file(name, SimpleFileOptions::default())?;
        archive.write_all(format!("{HEAD}{text}").as_bytes())?;
        Ok(())
    };
    part("[Content_Types].xml", content_types(tables.len()))?;
    let office = format!("<Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/>");
    part("_rels/.rels", format!("<Relationships xmlns=\"{LINKS}\">{office}</Relationships>"))?;
    let (mut names, mut links) = (String::new(), String::new());
    for (number, (name, _)) in (1..).zip(tables) {
        _ = write!(names, "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>", escaped(name));
        _ = write!(
            links,
            "<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
    }
    part("xl/workbook.xml", format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{names}</sheets></workbook>"))?;
    part("xl/_rels/workbook.xml.rels", format!("<Relationships xmlns=\"{LINKS}\">{links}</Relationships>"))?;
    for (number, (_, rows)) in (1..).zip(tables) {
        part(&format!("xl/worksheets/sheet{number}.xml"), worksheet(rows))?;
    }
    Ok(archive.finish()?.into_inner())
}

fn content_types(sheets: usize) -> String {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let part = |n| format!("<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{kind}.worksheet+xml\"/>");
    let sheets: Vec<String> = (1..=sheets).map(part).collect();
    let sheets = sheets.concat();
    format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
         <Override PartName=\"/xl/workbook.xml\" ContentType=\"{kind}.sheet.main+xml\"/>{sheets}</Types>"
    )
}

fn worksheet(rows: &[Vec<String>]) -> String {
    let mut data = String::new();
    for (number, row) in (1_usize..).zip(rows) {
        _ = write!(data, "<row r=\"{number}\">");
        for (column, text) in row.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            let at = format!("{}{number}", letters(column));
            let text = escaped(text);
            _ = write!(data, "<c r=\"{at}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{text}</t></is></c>");
        }
        data.push_str("</row>");
    }
    format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{data}</sheetData></worksheet>")
}

/// A column (from 0) as a spreadsheet calls it: `A`, `Z`, `AA`.
fn letters(column: usize) -> String {
    let digit = char::from(b'A' + u8::try_from(column % 26).unwrap_or(0));
    if column < 26 { digit.to_string() } else { format!("{}{digit}", letters(column / 26 - 1)) }
}

/// Text for XML; a line break of old systems is spelt out, because a reader of XML makes a new one of it.
fn escaped(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\r' => xml.push_str("&#13;"),
            _ => xml.push(c),
        }
    }
    xml
}

/// A workbook with these sheets and further parts, for tests.
#[cfg(test)]
pub(super) fn written(tables: &[Table], more: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new_append(Cursor::new(write(tables).unwrap())).unwrap();
    for (name, text) in more {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}
