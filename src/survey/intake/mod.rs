//! From the bytes of a file to a sheet of texts. Nothing here knows what a column means.

mod cell_errors;
pub(crate) mod content;
pub(crate) mod decode;
pub(crate) mod delimited;
mod delimiter;
mod entities;
mod hidden;
mod letters;
pub(crate) mod limits;
mod mojibake;
mod references;
mod remarks;
pub(crate) mod sheet;
mod western;
pub(crate) mod workbook;
mod xml_parts;

use content::Content;
pub(crate) use delimiter::CANDIDATES;
use sheet::{Facts, Format, Sheet};

use super::Source;
use super::named_headings::NamedHeadings;
use crate::domain::problem::{Place, Problem};
use crate::domain::settings::Survey;

/// Reads the file into a sheet and hands it to `work`.
///
/// # Errors
/// What is wrong with the file as a whole, or what `work` finds.
pub(crate) fn with_sheet<T>(
    source: Source<'_>,
    settings: &Survey,
    work: impl FnOnce(&Sheet<'_>) -> Result<T, Vec<Problem>>,
) -> Result<T, Vec<Problem>> {
    if source.bytes.len() > limits::BYTES {
        return Err(vec![too_big(source)]);
    }
    let format = match content::recognise(source.path, source.bytes).map_err(one)? {
        Content::Text => {
            let decoded = decode::decode(source.path, source.bytes, settings.encoding.as_deref());
            let text = decoded.map_err(|problem| one(with_cell(problem, source, settings)))?;
            let mut sheet = Sheet::new(source.path, facts(source.path, &text, settings));
            let delimiter = sheet.facts.delimiter.and_then(|c| u8::try_from(c).ok()).unwrap_or(b',');
            delimited::parse(&text.content, delimiter, delimited::Quotes::Lenient, &mut sheet).map_err(one)?;
            let Some(unwrapped) = unwrapped(&sheet, settings) else {
                entities::replace(&mut sheet);
                return work(&sheet);
            };
            let mut inner =
                Sheet::new(source.path, facts(source.path, &decode::Text { content: (&unwrapped).into(), ..text }, settings));
            let delimiter = inner.facts.delimiter.and_then(|c| u8::try_from(c).ok()).unwrap_or(b',');
            delimited::parse(&unwrapped, delimiter, delimited::Quotes::Lenient, &mut inner).map_err(one)?;
            inner
                .facts
                .notes
                .push("each line was one quoted cell, as where a table was saved twice: what it holds is read".to_owned());
            entities::replace(&mut inner);
            return work(&inner);
        }
        Content::Zip => Format::Xlsx,
        Content::Ods => Format::Ods,
        Content::Xls => Format::Xls,
    };
    let headings = NamedHeadings::of(settings);
    let fit = |name: &str, sheet: &Sheet<'_>| 2 * headings.in_sheet(sheet) + usize::from(source.is_for(name));
    let wanted = workbook::Wanted { name: settings.sheet.as_deref(), fit: &fit };
    let mut sheet = workbook::read(source.path, source.bytes, format, &wanted).map_err(one)?;
    sheet.facts.warnings.extend(misnamed(source.path, format));
    sheet.facts.warnings.extend(mojibake::in_cells(&sheet));
    entities::replace(&mut sheet);
    work(&sheet)
}

/// The names of a workbook's sheets; none of a text or of what is no workbook.
pub(crate) fn sheet_names(source: Source<'_>) -> Option<Vec<String>> {
    let format = match content::recognise(source.path, source.bytes).ok()? {
        Content::Text => return None,
        Content::Zip => Format::Xlsx,
        Content::Ods => Format::Ods,
        Content::Xls => Format::Xls,
    };
    workbook::names(source.path, source.bytes, format).ok()
}

/// Whether a file is no workbook, or one that has a sheet of this name.
pub(crate) fn has_sheet(source: Source<'_>, name: &str) -> bool {
    sheet_names(source).is_none_or(|names| workbook::named(source.path, &names, name).is_ok())
}

/// The table inside a table of one column, each cell of which is a whole line with delimiters; lines stay where they are.
fn unwrapped(sheet: &Sheet<'_>, settings: &Survey) -> Option<String> {
    let is_line = |row: sheet::Row<'_>| row.is_blank() || row.cells.len() == 1 && row.cell(0).contains([',', ';', '\t']);
    let rows = || sheet.rows_from(0);
    let is_wrapped = settings.delimiter.is_none()
        && rows().any(|row| row.cell(0).contains('@'))
        && rows().all(|row| is_line(row) && !row.cell(0).contains(['\r', '\n']));
    let lines = || rows().map(|row| row.cell(0)).collect::<Vec<&str>>().join("\n");
    (is_wrapped && sheet.len() > 1).then(lines)
}

fn one(problem: Problem) -> Vec<Problem> {
    vec![problem]
}

/// With the row and the column of the cell in which a text is damaged.
fn with_cell(problem: Problem, source: Source<'_>, settings: &Survey) -> Problem {
    let Some(line) = problem.place.line else { return problem };
    let text = decode::with_damage_marked(source.bytes, settings.encoding.as_deref());
    let (delimiter, _) = choose_delimiter(&text, settings);
    let mut sheet = Sheet::new(source.path, Facts::of(Format::Csv));
    let delimiter = u8::try_from(delimiter).unwrap_or(b',');
    if delimited::parse(&text, delimiter, delimited::Quotes::Lenient, &mut sheet).is_err() {
        return problem;
    }
    let is_damaged = |cell: &&str| cell.contains(decode::DAMAGED);
    let before = sheet.rows_from(0).take_while(|row| row.line.is_none_or(|begins| begins <= line));
    let Some(row) = before.filter(|row| row.cells.iter().any(|cell| is_damaged(&cell.as_ref()))).last() else { return problem };
    let at = row.cells.iter().position(|cell| is_damaged(&cell.as_ref())).unwrap_or(0);
    let heading = sheet.heading_above(at).filter(|_| row.record > 1);
    let place = problem.place.clone().column(heading.unwrap_or_else(|| (at + 1).to_string()));
    problem.at(Place { row: Some(row.record), ..place })
}

fn too_big(source: Source<'_>) -> Problem {
    let message = format!("the file has more than {} MB, more than any survey", limits::BYTES >> 20);
    Problem::error("file-too-big", message).at(Place::file(source.path)).help("check that this is the survey's export")
}

/// What is found out about a text before its cells have a meaning.
pub(crate) fn facts(path: &str, text: &decode::Text<'_>, settings: &Survey) -> Facts {
    let (delimiter, why) = choose_delimiter(&text.content, settings);
    let mut warnings: Vec<Problem> = misnamed(path, Format::Csv).into_iter().collect();
    warnings.extend(
        mojibake::garbled(&Place::file(path), &text.content)
            .filter(|_| text.likelier.as_ref().is_none_or(|likely| !likely.is_sure)),
    );
    warnings.extend(mojibake::other_encoding(path, text));
    Facts {
        format: Format::Csv,
        encoding: text.encoding.clone(),
        bom: text.bom,
        delimiter: Some(delimiter),
        sheet: None,
        newline: newline(&text.content),
        notes: vec![mojibake::decoded(text), format!("delimiter {delimiter:?}: {why}")],
        warnings,
    }
}

fn choose_delimiter(text: &str, settings: &Survey) -> (char, &'static str) {
    if let Some(delimiter) = settings.delimiter {
        return (delimiter, "the settings say so");
    }
    if let Some(delimiter) = delimiter::named(text) {
        return (delimiter, "the first line says so");
    }
    match delimiter::by_headings(text, &NamedHeadings::of(settings)) {
        Some(delimiter) => (delimiter, "with it the headings of the settings are found"),
        None => (delimiter::detect(text), "with it the rows agree on a number of columns"),
    }
}

fn newline(text: &str) -> Option<&'static str> {
    let at = text.find(['\r', '\n'])?;
    let rest = text.get(at..)?;
    Some(if rest.starts_with("\r\n") {
        "CRLF"
    } else if rest.starts_with('\n') {
        "LF"
    } else {
        "CR"
    })
}

/// A workbook called `.csv` or a text called `.xlsx`: read as what it is, and said.
fn misnamed(path: &str, format: Format) -> Option<Problem> {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_lowercase())?;
    let says = match ending.as_str() {
        "csv" | "txt" | "tsv" => Format::Csv,
        "xlsx" | "xlsm" => Format::Xlsx,
        "xls" => Format::Xls,
        "ods" => Format::Ods,
        _ => return None,
    };
    let message = match format {
        Format::Xlsx | Format::Xls => "the file is an Excel workbook in spite of its name",
        Format::Ods => "the file is an OpenDocument spreadsheet in spite of its name",
        Format::Csv => "the file is delimited text in spite of its name",
    };
    (says != format).then(|| {
        Problem::warning("misnamed-file", message)
            .at(Place::file(path))
            .value(format!(".{ending}"))
            .help("it is read as what it is")
    })
}
