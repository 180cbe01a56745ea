//! Lists that a lead hands over are read as surveys are: in any encoding, with any delimiter, and as workbooks of three formats.

use std::io::{Cursor, Write};

use revmentor::parts::domain::Survey;
use revmentor::parts::survey::{Source, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::account::cohort::Directory;

/// An OpenDocument spreadsheet of these sheets' rows, as XML.
pub(crate) fn spreadsheet(tables: &str) -> Vec<u8> {
    const TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
    let office = "urn:oasis:names:tc:opendocument:xmlns";
    let content = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0" xmlns:style="{office}:style:1.0"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"#
    );
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("mimetype", SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored)).unwrap();
    archive.write_all(TYPE.as_bytes()).unwrap();
    archive.start_file("META-INF/manifest.xml", SimpleFileOptions::default()).unwrap();
    archive.write_all(b"<manifest/>").unwrap();
    archive.start_file("content.xml", SimpleFileOptions::default()).unwrap();
    archive.write_all(content.as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

/// A sheet of such a spreadsheet; `attributes` of each row go before it.
pub(crate) fn table(name: &str, rows: &[(&str, &[&str])]) -> String {
    let cell =
        |cell: &&str| format!(r#"<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>"#);
    let row = |(attributes, cells): &(&str, &[&str])| {
        format!("<table:table-row {attributes}>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
    };
    format!(r#"<table:table table:name="{name}">{}</table:table>"#, rows.iter().map(row).collect::<String>())
}

fn conflicts(file: &str, bytes: &[u8]) {
    let directory = Directory::new("random", "");
    std::fs::write(directory.path(file), bytes).unwrap();
    directory.done(&["import"]);
    let ran = directory.done(&["conflict", "import", file]);
    assert!(ran.err.contains('1'), "{file}: {}", ran.err);
    let listed = directory.done(&["conflict", "list"]).out;
    assert!(listed.contains("Chidi Marsh") && listed.contains("Gwen Tarn"), "{file}: {listed}");
}

#[test]
fn declarations_are_read_from_every_kind_of_file() {
    let text = "mentor;mentee;reason\r\nChidi Marsh;Gwen Tarn;knows\r\n";
    let wide: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.replace(';', "\t").encode_utf16().flat_map(u16::to_le_bytes)).collect();
    conflicts("semicolons.csv", text.as_bytes());
    conflicts("wide.csv", &wide);
    conflicts("titled.csv", format!("Declarations of interest\n\n{text}").as_bytes());
    conflicts("old.xls", include_bytes!("../../exports/lists/declarations.xls"));
    let rows: [(&str, &[&str]); 2] = [("", &["mentor", "mentee", "reason"]), ("", &["Chidi Marsh", "Gwen Tarn", "knows"])];
    conflicts("open.ods", &spreadsheet(&table("Sheet1", &rows)));
    let cells = |row: u32, cells: [&str; 3]| -> String {
        let cell = |(cell, column): (&str, char)| format!(r#"<c r="{column}{row}" t="inlineStr"><is><t>{cell}</t></is></c>"#);
        format!(r#"<row r="{row}">{}</row>"#, cells.into_iter().zip('A'..).map(cell).collect::<String>())
    };
    let sheet = cells(1, ["mentor", "mentee", "reason"]) + &cells(2, ["Chidi Marsh", "Gwen Tarn", ""]);
    conflicts("new.xlsx", &super::workbooks::workbook(&sheet, ""));
}

#[test]
fn a_hidden_sheet_is_not_read_unasked_and_hidden_rows_are_said() {
    let bytes = include_bytes!("../../exports/lists/people.xls");
    let (proposal, reading) = super::read_as_proposed("people.xls", bytes).unwrap();
    let mut settings = proposal.settings;
    let names = |reading: &revmentor::parts::survey::Reading| -> Vec<String> {
        reading.people.iter().map(|person| person.contact.name.clone()).collect()
    };
    assert_eq!(names(&reading), ["Ada Whitlock", "Siân Noor"]);
    let answered: Vec<&str> = reading.people.iter().flat_map(|person| person.answers.get("answered").unwrap().texts()).collect();
    assert_eq!(answered, ["2026-09-14T10:11:12", "2026-09-15T10:00:00"]);
    assert!(reading.notes.iter().any(|note| note.contains("\"Last year\" (hidden)")), "{:?}", reading.notes);
    settings.sheet = Some("last year".to_owned());
    settings.columns.remove("answered");
    let source = Source { path: "people.xls", bytes, ..Source::default() };
    assert_eq!(names(&read(source, &settings).unwrap()), ["Old Person"]);

    settings.sheet = Some("this year".to_owned());
    assert_eq!(read(source, &settings).unwrap_err()[0].code, "missing-sheet");

    let rows: [(&str, &[&str]); 4] = [
        ("", &["Name", "Email", "Goals"]),
        ("", &["Ada Whitlock", "ada@x.example", "Rotas"]),
        (r#"table:visibility="filter""#, &["Siân Noor", "sian@x.example", "Pay"]),
        ("", &["Carys Day", "carys@x.example", "Pay"]),
    ];
    let (_, reading) = super::read_as_proposed("a.ods", &spreadsheet(&table("Answers", &rows))).unwrap();
    assert_eq!(reading.people.len(), 3);
    let said = reading.warnings.iter().find(|problem| problem.code == "hidden-rows").unwrap();
    assert_eq!(said.value.as_deref(), Some("rows 3"));
}

#[test]
fn what_a_workbook_hides_or_merges_is_said() {
    let cell = |place: &str, text: &str| format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let row = |number: u32, texts: [&str; 3]| {
        let cells = ["A", "B", "C"].iter().zip(texts).map(|(column, text)| cell(&format!("{column}{number}"), text));
        format!(r#"<row r="{number}">{}</row>"#, cells.collect::<String>())
    };
    let rows = row(1, ["Name", "Email", "Goals"]) + &row(2, ["Ada Whitlock", "ada@x.example", "Rotas"]);
    let beside = r#"</sheetData><cols><col min="3" max="3" hidden="1"/></cols><mergeCells><mergeCell ref="C2:C3"/></mergeCells><sheetData>"#;
    let bytes = super::workbooks::workbook(&(rows + beside), "");
    let (_, reading) = super::read_as_proposed("a.xlsx", &bytes).unwrap();
    let said: Vec<&str> = reading.warnings.iter().map(|problem| problem.code).collect();
    assert!(said.contains(&"hidden-columns") && said.contains(&"merged-cells"), "{said:?}");
    let source = Source { path: "a.csv", bytes: &vec![b'a'; (64 << 20) + 1], ..Source::default() };
    assert_eq!(read(source, &Survey::default()).unwrap_err()[0].code, "file-too-big");
}

#[test]
fn rows_that_are_crossed_out_are_said() {
    let (_, reading) = super::read_as_proposed("a.xlsx", &crossed_out()).unwrap();
    let said = reading.warnings.iter().find(|problem| problem.code == "struck-through").unwrap();
    assert_eq!((reading.people.len(), said.value.as_deref()), (2, Some("rows 3")));
}

/// A workbook whose third row is crossed out.
fn crossed_out() -> Vec<u8> {
    let cell =
        |place: &str, style: u32, text: &str| format!(r#"<c r="{place}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let row = |number: u32, style: u32, texts: [&str; 2]| {
        let cells = ["A", "B"].iter().zip(texts).map(|(column, text)| cell(&format!("{column}{number}"), style, text));
        format!(r#"<row r="{number}">{}</row>"#, cells.collect::<String>())
    };
    let rows =
        row(1, 0, ["Name", "Email"]) + &row(2, 0, ["Ada Whitlock", "ada@x.example"]) + &row(3, 1, ["Bo Lind", "bo@x.example"]);
    super::workbooks::workbook_with_styles(
        &rows,
        r#"<fonts count="2"><font/><font><strike/></font></fonts><cellXfs count="2"><xf fontId="0"/><xf fontId="1"/></cellXfs>"#,
    )
}

#[test]
fn comments_and_rows_of_another_colour_are_said() {
    let cell =
        |place: &str, style: u32, text: &str| format!(r#"<c r="{place}" s="{style}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let row = |number: u32, style: u32, texts: [&str; 2]| {
        let cells = ["A", "B"].iter().zip(texts).map(|(column, text)| cell(&format!("{column}{number}"), style, text));
        format!(r#"<row r="{number}">{}</row>"#, cells.collect::<String>())
    };
    let rows = row(1, 2, ["Name", "Email"])
        + &row(2, 0, ["Ada Whitlock", "ada@x.example"])
        + &row(3, 1, ["Bo Lind", "bo@x.example"])
        + &row(4, 0, ["Cy Fox", "cy@x.example"]);
    let styles = r#"<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>
        <fill><patternFill patternType="solid"><fgColor rgb="FFFF0000"/></patternFill></fill>
        <fill><patternFill patternType="solid"><fgColor theme="4"/></patternFill></fill></fills>
        <cellXfs count="3"><xf fillId="0"/><xf fillId="2"/><xf fillId="3"/></cellXfs>"#;
    let comments = r#"<comment ref="A4" authorId="0"><text><t>WITHDRAWN 10/11</t></text></comment>"#;
    let bytes = super::workbooks::workbook_with_comments(&rows, styles, comments);
    let (_, reading) = super::read_as_proposed("a.xlsx", &bytes).unwrap();
    let said =
        |code: &str| reading.warnings.iter().find(|problem| problem.code == code).and_then(|problem| problem.value.clone());
    assert_eq!((said("coloured-rows").as_deref(), said("cell-comments").as_deref()), (Some("row 3"), Some("A4")));
    assert_eq!(reading.people.len(), 3);
    let annotation = "<office:annotation><text:p>WITHDRAWN</text:p></office:annotation>";
    let sheet = table("Sheet1", &[("", &["Name", "Email"]), ("", &["Ada Whitlock", "ada@x.example"])]);
    let sheet = sheet.replace("<text:p>Ada", &format!("{annotation}<text:p>Ada"));
    let (_, reading) = super::read_as_proposed("a.ods", &spreadsheet(&sheet)).unwrap();
    let said = reading.warnings.iter().find(|problem| problem.code == "cell-comments").unwrap();
    assert_eq!((said.value.as_deref(), reading.people[0].contact.name.as_str()), (Some("A2"), "Ada Whitlock"));
}

#[test]
fn a_formula_without_its_result_is_said() {
    let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c><c r="B1" t="inlineStr"><is><t>Email</t></is></c>
        <c r="C1" t="inlineStr"><is><t>Goals</t></is></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>Ada Day</t></is></c>
        <c r="B2" t="inlineStr"><is><t>ada@x.example</t></is></c><c r="C2"><f>A1</f></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><t>Bo Lind</t></is></c><c r="B3" t="str"><f>A1</f><v>bo@x.example</v></c>
        <c r="C3" t="str"><f>A1</f><v></v></c></row><row r="4"><c r="A4" t="inlineStr"><is><t>Cy Fox</t></is></c>
        <c r="B4" t="inlineStr"><is><t>cy@x.example</t></is></c><c r="C4"><f>A1</f><v></v></c></row>
        <row r="5"><c r="A5" t="inlineStr"><is><t>Di Gray</t></is></c><c r="B5" t="inlineStr"><is><t>di@x.example</t></is></c>
        <c r="C5"><f>A1</f><v/></c></row>"#;
    let (_, reading) = super::read_as_proposed("a.xlsx", &super::workbooks::workbook(rows, "")).unwrap();
    let said = reading.warnings.iter().find(|problem| problem.code == "error-cell").unwrap();
    assert_eq!((reading.people.len(), said.value.as_deref()), (4, Some("C2, C4, C5")));
}

#[test]
fn of_two_sheets_that_of_the_side_is_read() {
    let rows = |name: &'static str| -> Vec<(&'static str, Vec<&'static str>)> {
        vec![("", vec!["Name", "Email"]), ("", vec![name, "ada@x.example"])]
    };
    let sheet = |title: &str, name: &'static str| {
        let rows = rows(name);
        let rows: Vec<(&str, &[&str])> = rows.iter().map(|(attributes, cells)| (*attributes, cells.as_slice())).collect();
        table(title, &rows)
    };
    let bytes = spreadsheet(&(sheet("Mentees", "Eve Moss") + &sheet("Mentors", "Max Reed")));
    for (side, name) in
        [(revmentor::parts::domain::Side::Mentor, "Max Reed"), (revmentor::parts::domain::Side::Mentee, "Eve Moss")]
    {
        let source = Source { path: "a.ods", bytes: &bytes, side: Some(side), codebook: None };
        let settings = revmentor::parts::survey::propose(source).unwrap().settings;
        let settings = Survey { sheet: None, ..settings };
        assert_eq!(read(source, &settings).unwrap().people[0].contact.name, name);
    }
}
