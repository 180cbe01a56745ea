//! Excel workbooks made here, good and hostile.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{left_out, read_as_proposed};

/// A workbook with one sheet of these cells, as XML.
pub(crate) fn workbook(sheet: &str, strings: &str) -> Vec<u8> {
    parts_of(sheet, strings, r#"<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs>"#, "")
}

/// The same with formats of its own, as XML.
pub(crate) fn workbook_with_styles(sheet: &str, styles: &str) -> Vec<u8> {
    parts_of(sheet, "", styles, "")
}

/// The same with comments on cells, as XML.
pub(crate) fn workbook_with_comments(sheet: &str, styles: &str, comments: &str) -> Vec<u8> {
    parts_of(sheet, "", styles, comments)
}

/// A text with delimiters as a workbook: every cell a text, as most tools write them.
pub(crate) fn as_workbook(text: &str) -> Vec<u8> {
    let delimiter = if text.lines().next().unwrap().contains(';') { b';' } else { b',' };
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let row = |(number, record): (usize, csv::StringRecord)| {
        let cell = |(column, cell): (usize, &str)| {
            let letter = char::from(b'A' + u8::try_from(column % 26).unwrap());
            let place = format!("{}{letter}{}", if column < 26 { "" } else { "A" }, number + 1);
            format!(r#"<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>"#, escaped(cell))
        };
        let cells: String = record.iter().enumerate().filter(|(_, cell)| !cell.is_empty()).map(cell).collect();
        format!(r#"<row r="{}">{cells}</row>"#, number + 1)
    };
    let rows: String = reader.records().map(Result::unwrap).enumerate().map(row).collect();
    workbook(&rows, "")
}

fn parts_of(sheet: &str, strings: &str, styles: &str, comments: &str) -> Vec<u8> {
    let head = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
    let main = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main""#;
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relations = "http://schemas.openxmlformats.org/package/2006/relationships";
    let parts = [
        (
            "_rels/.rels",
            format!(
                r#"{head}<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"{head}<workbook {main} xmlns:r="{office}"><sheets><sheet name="Form1" sheetId="1" r:id="r1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"{head}<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{office}/styles" Target="styles.xml"/><Relationship Id="r3" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#
            ),
        ),
        ("xl/sharedStrings.xml", format!("{head}<sst {main}>{strings}</sst>")),
        ("xl/styles.xml", format!("{head}<styleSheet {main}>{styles}</styleSheet>")),
        ("xl/worksheets/sheet1.xml", format!("{head}<worksheet {main}><sheetData>{sheet}</sheetData></worksheet>")),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let commented = [
        (
            "xl/worksheets/_rels/sheet1.xml.rels",
            format!(
                r#"{head}<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}/comments" Target="../comments1.xml"/></Relationships>"#
            ),
        ),
        ("xl/comments1.xml", format!("{head}<comments {main}><commentList>{comments}</commentList></comments>")),
    ];
    for (name, text) in parts.into_iter().chain(commented.into_iter().filter(|_| !comments.is_empty())) {
        archive.start_file(name, SimpleFileOptions::default()).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn text(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

pub(crate) fn header() -> String {
    let names = ["ID", "Start time", "Completion time", "Email", "Name", "Full name", "Your e-mail address", "Consent"];
    let cells: String = names.iter().zip('A'..).map(|(name, column)| text(&format!("{column}1"), name)).collect();
    format!(r#"<row r="1">{cells}</row>"#)
}

pub(crate) fn answer(row: u32, name: &str, email: &str, more: &str) -> String {
    let cells = [
        text(&format!("D{row}"), "anonymous"),
        text(&format!("F{row}"), name),
        text(&format!("G{row}"), email),
        text(&format!("H{row}"), "I agree"),
    ];
    let serial = 45_910.5 + f64::from(row);
    let dates = format!(
        r#"<c r="A{row}"><v>{row}</v></c><c r="B{row}" s="1"><v>{serial}</v></c><c r="C{row}" s="1"><v>{serial}</v></c>"#
    );
    format!(r#"<row r="{row}">{dates}{}{more}</row>"#, cells.concat())
}

#[test]
fn date_cells_and_left_out_rows_are_read_as_a_person_sees_them() {
    let sheet =
        [header(), answer(2, "Ada Whitlock", "ada@x.example", ""), answer(4, "Bashir Noor", "bashir@x.example", "")].concat();
    let (_, reading) = read_as_proposed("answers.xlsx", &workbook(&sheet, "")).unwrap();
    let people: Vec<(u32, Option<u32>, &str)> =
        reading.people.iter().map(|p| (p.record, p.line, p.contact.name.as_str())).collect();
    assert_eq!(people, [(2, None, "Ada Whitlock"), (4, None, "Bashir Noor")]);
    assert_eq!(left_out(&reading), [(3, "blank", None)]);
    let answered = reading.people[0].answers.get("answered").unwrap();
    assert_eq!(answered.texts().next(), Some("2025-09-12T12:00:00"));
}

#[test]
fn a_workbook_by_another_name_is_read_and_said() {
    let sheet = [header(), answer(2, "Ada Whitlock", "ada@x.example", "")].concat();
    let (_, reading) = read_as_proposed("answers.csv", &workbook(&sheet, "")).unwrap();
    assert_eq!(reading.warnings.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["misnamed-file"]);
}

#[test]
fn bombs_and_far_cells_are_refused_in_words() {
    let far = [header(), answer(2, "Ada", "ada@x.example", r#"<c r="XFD2"><v>1</v></c>"#)].concat();
    let deep =
        [header(), answer(2, "Ada", "ada@x.example", ""), r#"<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>"#.to_owned()]
            .concat();
    let bomb = "<si/>".repeat(4 << 20);
    for (bytes, code) in
        [(workbook(&far, ""), "far-cell"), (workbook(&deep, ""), "far-cell"), (workbook(&header(), &bomb), "workbook-too-big")]
    {
        let problems = read_as_proposed("answers.xlsx", &bytes).unwrap_err();
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), [code]);
        assert!(problems.iter().all(|problem| problem.help.is_some()));
    }
}

#[test]
fn a_cell_that_could_stand_nowhere_is_refused() {
    for place in ["AAAAAAAAAAAAAAAA2", "A99999999999999999999"] {
        let cell = format!(r#"<c r="{place}"><v>1</v></c>"#);
        let problems = read_as_proposed("answers.xlsx", &workbook(&(header() + &answer(2, "Ada", "ada@x.example", &cell)), ""));
        assert_eq!(problems.unwrap_err()[0].code, "broken-workbook", "{place}");
    }
}

#[test]
fn a_workbook_that_was_cut_off_is_refused() {
    let whole = workbook(&header(), "");
    let problems = read_as_proposed("answers.xlsx", &whole[..whole.len() / 2]).unwrap_err();
    assert_eq!(problems[0].code, "broken-workbook");
}

#[test]
fn a_cell_that_shows_an_error_is_said_with_its_place() {
    let broken =
        answer(2, "Ada Whitlock", "ada@x.example", "").replace(&text("H2", "I agree"), r#"<c r="H2" t="e"><v>#REF!</v></c>"#);
    let sheet = [header(), broken, answer(3, "Bashir Noor", "bashir@x.example", "")].concat();
    let (_, reading) = read_as_proposed("answers.xlsx", &workbook(&sheet, "")).unwrap();
    let problem = reading.warnings.iter().find(|problem| problem.code == "error-cell").unwrap();
    let told = (problem.place.row, problem.place.column.as_deref(), problem.value.as_deref());
    assert_eq!(told, (Some(2), Some("Consent"), Some("#REF!")));
    assert_eq!(left_out(&reading), [(2, "no-consent", None)]);
}
