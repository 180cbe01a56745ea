//! What a spreadsheet shows otherwise than its cells hold: hidden rows and columns, merged cells, cells crossed out. The reader of workbooks does not
//! tell, so the parts are looked at here. Whatever is hidden is read all the same; it is only said.

use std::collections::BTreeSet;

use quick_xml::events::BytesStart;

use super::limits;
use super::remarks::{self, Fills, Remarks, named};
use super::sheet::Format;
use super::xml_parts::{attribute, elements, is, part};
use crate::domain::problem::Problem;
use crate::domain::text::counted;

/// What a sheet hides.
#[derive(Debug, Default)]
struct Hidden {
    rows: Vec<usize>,
    columns: usize,
    merged: usize,
    /// Where the first merged cells are.
    first_merged: Option<String>,
    /// Cells with a formula whose result is not in the file.
    formulas: Vec<String>,
    /// Rows with a cell that is crossed out.
    struck: BTreeSet<usize>,
    /// Comments and colours.
    remarks: Remarks,
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
    let struck: Vec<usize> = hidden.struck.iter().copied().collect();
    problems.extend(rows_read_all_the_same("hidden-rows", "hidden or filtered out", &hidden.rows));
    problems.extend(rows_read_all_the_same("struck-through", "crossed out", &struck));
    if !hidden.formulas.is_empty() {
        let message = format!("formulas without a result, which count as empty: {}", counted(hidden.formulas.len(), "cell"));
        let problem = Problem::warning("error-cell", message).value(named(&hidden.formulas));
        problems.push(problem.help("open the file in Excel and save it: then the results are in it"));
    }
    if hidden.columns > 0 {
        let message = format!("hidden in the spreadsheet, and read all the same: {}", counted(hidden.columns, "column"));
        problems.push(Problem::warning("hidden-columns", message).help("delete them in the spreadsheet if they do not count"));
    }
    if hidden.merged > 0 {
        let blocks = counted(hidden.merged, "block");
        let message = format!("merged cells ({blocks}): only the first cell of each block holds the answer");
        let problem = Problem::warning("merged-cells", message).help("unmerge them and fill every cell");
        problems.push(hidden.first_merged.iter().fold(problem, |problem, place| problem.value(place.clone())));
    }
    problems.extend(hidden.remarks.problems());
    problems
}

fn rows_read_all_the_same(code: &'static str, how: &str, rows: &[usize]) -> Option<Problem> {
    let message = format!("{how} in the spreadsheet, and read all the same: {}", counted(rows.len(), "row"));
    let problem = Problem::warning(code, message).value(format!("rows {}", named(rows)));
    (!rows.is_empty()).then(|| problem.help("delete them in the spreadsheet if they do not count"))
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
    let styles = part(bytes, "xl/styles.xml").unwrap_or_default();
    let (struck, fills) = (struck_styles(&styles), Fills::of(&styles));
    let name = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
    let remarks = Remarks::with(remarks::comments_of(bytes, &name));
    let mut hidden = Hidden { remarks, ..Hidden::default() };
    let (mut row, mut formula) = (0, OpenFormula::default());
    elements(&part(bytes, &name)?, |element, has_contents| {
        formula.step(element, has_contents, &mut hidden.formulas);
        let is_hidden = || attribute(element, "hidden").is_some_and(|value| value == "1" || value == "true");
        let style = || attribute(element, "s").and_then(|style| style.parse::<usize>().ok());
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
            let place = attribute(element, "ref").filter(|place| !is_title(place));
            hidden.merged += usize::from(place.is_some());
            hidden.first_merged = hidden.first_merged.take().or(place);
        } else if has_contents && is(element, "c") {
            let style = style();
            hidden.struck.extend(style.filter(|style| struck.contains(style)).map(|_| row));
            hidden.remarks.see(row, style.and_then(|style| fills.colour(style)));
        }
    });
    hidden.formulas.extend(formula.is_open.then_some(formula.cell));
    Some(hidden)
}

/// Whether a block of merged cells is a title over the sheet: `A1:K1`.
fn is_title(place: &str) -> bool {
    place.strip_prefix("A1:").is_some_and(|end| end.trim_start_matches(|c: char| c.is_ascii_alphabetic()) == "1")
}

/// The cell that is being read, if it has a formula and no result yet.
#[derive(Debug, Default)]
struct OpenFormula {
    cell: String,
    /// Whether its result is a text, which may be empty.
    is_text: bool,
    is_open: bool,
}

impl OpenFormula {
    /// Looks at the next element.
    fn step(&mut self, element: &BytesStart<'_>, has_contents: bool, found: &mut Vec<String>) {
        if is(element, "f") {
            self.is_open = true;
        } else if is(element, "is") || is(element, "v") && (has_contents || self.is_text) {
            self.is_open = false;
        } else if !is(element, "v") && std::mem::take(&mut self.is_open) {
            found.push(self.cell.clone());
        }
        if is(element, "c") {
            self.cell = attribute(element, "r").unwrap_or_default();
            self.is_text = attribute(element, "t").as_deref() == Some("str");
        }
    }
}

/// `B3`, of a row from 1 and a column from 0.
fn place(row: usize, column: usize) -> String {
    let (mut letters, mut rest) = (String::new(), column + 1);
    while rest > 0 {
        let letter = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.insert(0, char::from(b'A' + letter));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{row}")
}

/// The cell formats of a workbook in which text is crossed out, by their numbers.
fn struck_styles(styles: &[u8]) -> BTreeSet<usize> {
    const SECTIONS: [&str; 7] = ["fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"];
    let (mut section, mut fonts, mut formats) = (String::new(), 0_usize, 0_usize);
    let (mut struck_fonts, mut struck) = (BTreeSet::new(), BTreeSet::new());
    elements(styles, |element, _| {
        if let Some(begins) = SECTIONS.iter().find(|name| is(element, name)) {
            (*begins).clone_into(&mut section);
        } else if section == "fonts" && is(element, "font") {
            fonts += 1;
        } else if section == "fonts" && is(element, "strike") {
            let is_off = attribute(element, "val").is_some_and(|value| value == "0" || value == "false");
            struck_fonts.extend(fonts.checked_sub(1).filter(|_| !is_off));
        } else if section == "cellXfs" && is(element, "xf") {
            let font = attribute(element, "fontId").and_then(|font| font.parse::<usize>().ok());
            struck.extend(font.filter(|font| struck_fonts.contains(font)).map(|_| formats));
            formats += 1;
        }
    });
    struck
}

fn of_ods(bytes: &[u8], sheet: &str) -> Option<Hidden> {
    let mut hidden = Hidden::default();
    let (mut inside, mut row, mut column, mut repeated_row) = (false, 0_usize, 0_usize, 1_usize);
    let (mut style, mut struck) = (String::new(), BTreeSet::new());
    elements(&part(bytes, "content.xml")?, |element, has_contents| {
        if is(element, "style") {
            style = attribute(element, "style:name").unwrap_or_default();
        } else if is(element, "text-properties")
            && attribute(element, "style:text-line-through-style").is_some_and(|line| line != "none")
        {
            struck.insert(style.clone());
        }
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
            (repeated_row, column) = (repeated, 0);
        } else if is(element, "table-column") && is_hidden() {
            let repeated = times("table:number-columns-repeated");
            hidden.columns += if repeated > limits::COLUMNS / 4 { 0 } else { repeated };
        } else if is(element, "annotation") {
            hidden.remarks.comments.push(place(row, column.saturating_sub(1)));
        } else if is(element, "covered-table-cell") {
            column = column.saturating_add(times("table:number-columns-repeated"));
        } else if is(element, "table-cell") {
            if attribute(element, "table:formula").is_some() && attribute(element, "office:value-type").is_none() && !has_contents
            {
                hidden.formulas.push(place(row, column));
            }
            column = column.saturating_add(times("table:number-columns-repeated"));
            let spans = times("table:number-columns-spanned") > 1 || times("table:number-rows-spanned") > 1;
            hidden.merged += usize::from(spans);
            if has_contents
                && repeated_row == 1
                && attribute(element, "table:style-name").is_some_and(|name| struck.contains(&name))
            {
                hidden.struck.insert(row);
            }
        }
    });
    Some(hidden)
}
