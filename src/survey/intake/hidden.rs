//! What a spreadsheet shows otherwise than its cells hold: hidden rows and columns, merged cells. The reader of workbooks does not
//! tell, so the parts are looked at here. Whatever is hidden is read all the same; it is only said.

use std::io::{Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::limits;
use super::sheet::Format;
use crate::domain::problem::Problem;
use crate::domain::text::counted;

/// So many rows or columns are named.
const NAMED: usize = 8;

/// What a sheet hides.
#[derive(Debug, Default, PartialEq, Eq)]
struct Hidden {
    rows: Vec<usize>,
    columns: usize,
    merged: usize,
}

/// What is to be said of a sheet.
pub(super) fn look(bytes: &[u8], format: Format, sheet: &str) -> Vec<Problem> {
    let found = match format {
        Format::Csv | Format::Xls => return Vec::new(),
        Format::Xlsx => of_xlsx(bytes, sheet),
        Format::Ods => of_ods(bytes, sheet),
    };
    found.map(|hidden| problems(&hidden)).unwrap_or_default()
}

/// What cannot be told of a format.
pub(super) fn unknown(format: Format) -> Option<String> {
    let is_old = format == Format::Xls;
    is_old.then(|| "whether rows are hidden cannot be told of an .xls file: every row is read".to_owned())
}

fn problems(hidden: &Hidden) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !hidden.rows.is_empty() {
        let named: Vec<String> = hidden.rows.iter().take(NAMED).map(ToString::to_string).collect();
        let more = if hidden.rows.len() > NAMED { ", …" } else { "" };
        let rows = counted(hidden.rows.len(), "row");
        let message = format!("hidden or filtered out in the spreadsheet, and read all the same: {rows}");
        let problem = Problem::warning("hidden-rows", message).value(format!("rows {}{more}", named.join(", ")));
        problems.push(problem.help("delete them in the spreadsheet if they do not count"));
    }
    if hidden.columns > 0 {
        let message = format!("hidden in the spreadsheet, and read all the same: {}", counted(hidden.columns, "column"));
        problems.push(Problem::warning("hidden-columns", message).help("delete them in the spreadsheet if they do not count"));
    }
    if hidden.merged > 0 {
        let blocks = counted(hidden.merged, "block");
        let message = format!("merged cells ({blocks}): only the first cell of each block holds the answer");
        problems.push(Problem::warning("merged-cells", message).help("unmerge them and fill every cell"));
    }
    problems
}

fn part(bytes: &[u8], name: &str) -> Option<Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut text = Vec::new();
    archive.by_name(name).ok()?.take(limits::UNPACKED).read_to_end(&mut text).ok()?;
    Some(text)
}

/// Calls `each` for every element that begins; `true` for those that have contents.
fn elements(part: &[u8], mut each: impl FnMut(&BytesStart<'_>, bool)) {
    let mut reader = Reader::from_reader(part);
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(element)) => each(&element, true),
            Ok(Event::Empty(element)) => each(&element, false),
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
        buffer.clear();
    }
}

fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element.attributes().flatten().find(|attribute| attribute.key.as_ref() == name)?;
    quick_xml::escape::unescape(attribute.value.as_ref()).ok().map(std::borrow::Cow::into_owned)
}

fn is(element: &BytesStart<'_>, name: &str) -> bool {
    element.local_name().as_ref() == name
}

fn of_xlsx(bytes: &[u8], sheet: &str) -> Option<Hidden> {
    let mut id = None;
    elements(&part(bytes, "xl/workbook.xml")?, |element, _| {
        if is(element, "sheet") && attribute(element, "name").as_deref() == Some(sheet) {
            id = attribute(element, "r:id");
        }
    });
    let mut target = None;
    elements(&part(bytes, "xl/_rels/workbook.xml.rels")?, |element, _| {
        if attribute(element, "Id") == id {
            target = attribute(element, "Target");
        }
    });
    let target = target?;
    let name = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
    let mut hidden = Hidden::default();
    let mut row = 0;
    elements(&part(bytes, &name)?, |element, _| {
        let is_hidden = || attribute(element, "hidden").is_some_and(|value| value == "1" || value == "true");
        if is(element, "row") {
            row = attribute(element, "r").and_then(|row| row.parse().ok()).unwrap_or(row + 1);
            if is_hidden() {
                hidden.rows.push(row);
            }
        } else if is(element, "col") && is_hidden() {
            let number = |name| attribute(element, name).and_then(|number| number.parse::<usize>().ok()).unwrap_or(1);
            let (first, last) = (number("min"), number("max"));
            // A sheet may hide everything beyond its last column.
            hidden.columns += if last > limits::COLUMNS { 0 } else { (last + 1).saturating_sub(first) };
        } else if is(element, "mergeCell") {
            hidden.merged += 1;
        }
    });
    Some(hidden)
}

fn of_ods(bytes: &[u8], sheet: &str) -> Option<Hidden> {
    let mut hidden = Hidden::default();
    let (mut inside, mut row) = (false, 0_usize);
    elements(&part(bytes, "content.xml")?, |element, has_contents| {
        if is(element, "table") {
            inside = attribute(element, "table:name").as_deref() == Some(sheet);
            row = 0;
        }
        if !inside {
            return;
        }
        let is_hidden = || attribute(element, "table:visibility").is_some_and(|value| value != "visible");
        let times = |name| attribute(element, name).and_then(|times| times.parse::<usize>().ok()).unwrap_or(1);
        if is(element, "table-row") {
            let repeated = times("table:number-rows-repeated");
            // Rows without contents, or repeated to the end of the sheet, hold no answers.
            if is_hidden() && has_contents && row + repeated <= limits::ROWS {
                hidden.rows.extend(row + 1..=row + repeated);
            }
            row = row.saturating_add(repeated);
        } else if is(element, "table-column") && is_hidden() {
            let repeated = times("table:number-columns-repeated");
            hidden.columns += if repeated > limits::COLUMNS / 4 { 0 } else { repeated };
        } else if is(element, "table-cell") {
            let spans = times("table:number-columns-spanned") > 1 || times("table:number-rows-spanned") > 1;
            hidden.merged += usize::from(spans);
        }
    });
    Some(hidden)
}
