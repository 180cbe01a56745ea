//! Documents as leads hand them in: fields cut by Word anywhere, letterheads, tables, merge fields, and what is refused.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use super::*;
use crate::correspondence::values::FieldValue;
use crate::render::escape::hostile;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const SPACE: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

fn part(kind: &str, inner: &str) -> String {
    format!("{HEAD}<w:{kind} {SPACE}>{inner}</w:{kind}>")
}

fn document(body: &str) -> Vec<u8> {
    package_of(&[("word/document.xml", part("document", &format!("<w:body>{body}</w:body>")))])
}

fn package_of(parts: &[(&str, String)]) -> Vec<u8> {
    let types = ("[Content_Types].xml", "<Types/>".to_owned());
    package::write(&[&[types], parts].concat()).unwrap()
}

fn paragraph(runs: &[&str]) -> String {
    let runs: Vec<String> = runs
        .iter()
        .map(|text| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r><w:proofErr w:type=\"x\"/>"))
        .collect();
    format!("<w:p>{}</w:p>", runs.concat())
}

fn row(cells: &[&str]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| format!("<w:tc>{}</w:tc>", paragraph(&[text]))).collect();
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn values() -> FieldValues {
    let session =
        |title: &str, date: &str| BTreeMap::from([("title", FieldValue::text(title)), ("date", FieldValue::text(date))]);
    let sessions = vec![session("Induction", "Tuesday 5 January 2027"), session("Supervision", "Monday 1 March 2027")];
    let texts = [
        ("person.name", "Zoë <b> & Ọlá"),
        ("person.email", "z@x.example"),
        ("letter.date", "Friday 1 January 2027"),
        ("session.place", ""),
    ];
    let mut values: FieldValues = texts.iter().map(|(path, text)| ((*path).to_owned(), FieldValue::text(*text))).collect();
    values.insert("sessions".into(), FieldValue::Rows(sessions));
    values.insert("meetings".into(), FieldValue::Rows(Vec::new()));
    values.insert("letter.names".into(), FieldValue::Texts(vec!["Anna".into(), "Bob".into()]));
    values
}

fn read_part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn filled(bytes: &[u8]) -> String {
    let filled = WordTemplate::open(bytes).unwrap().fill(&values(), None).unwrap();
    read_part(&filled, "word/document.xml")
}

/// The text of the body: a line for each paragraph.
fn shown(xml: &str) -> Vec<String> {
    let part = xml_tree::XmlPart::read(xml.as_bytes()).unwrap();
    let mut lines = Vec::new();
    fill::for_paragraphs(&part.root, &mut |paragraph| lines.push(placeholders::text_of(paragraph)));
    lines
}

fn faults(bytes: &[u8]) -> Vec<(&'static str, String)> {
    let faults = WordTemplate::open(bytes).unwrap_err();
    faults.into_iter().map(|fault| (fault.code, fault.words)).collect()
}

#[test]
fn a_placeholder_is_found_however_word_cuts_it() {
    let text = "Dear {{ person.name }}, write to {{person.email}}.";
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    for first in &places {
        for second in places.iter().filter(|second| *second >= first) {
            let body = paragraph(&[&text[..*first], &text[*first..*second], &text[*second..]]);
            assert_eq!(shown(&filled(&document(&body))), ["Dear Zoë <b> & Ọlá, write to z@x.example."], "{first} {second}");
        }
    }
    let letters: Vec<String> = text.chars().map(String::from).collect();
    let letters: Vec<&str> = letters.iter().map(String::as_str).collect();
    assert_eq!(shown(&filled(&document(&paragraph(&letters)))), ["Dear Zoë <b> & Ọlá, write to z@x.example."]);
}

#[test]
fn hostile_values_stay_text() {
    let template = WordTemplate::open(&document(&paragraph(&["{{ person.name }}"]))).unwrap();
    for raw in hostile::TEXTS {
        let mut values = values();
        values.insert("person.name".into(), FieldValue::text(raw));
        let bytes = template.fill(&values, None).unwrap();
        let lines: Vec<String> = raw.split('\n').map(crate::render::escape::terminal::line).collect();
        assert_eq!(shown(&read_part(&bytes, "word/document.xml")), [lines.join("\n")], "{raw:?}");
    }
}

#[test]
fn what_is_not_a_field_is_left_byte_for_byte() {
    let body =
        format!("<w:p  w:rsidR='x'><w:r><w:t>a &#65; {{ b</w:t></w:r></w:p><!-- c -->{}", paragraph(&["{{ person.name }}"]));
    let before = part("document", &format!("<w:body>{body}</w:body>"));
    let after = filled(&document(&body));
    let place = before.find("{{ person").unwrap();
    assert_eq!(after[..place], before[..place]);
    let template = WordTemplate::open(&document("<w:p><w:r><w:t>x</w:t></w:r></w:p>")).unwrap();
    assert_eq!(template.fill(&values(), None), template.fill(&values(), None));
}

#[test]
fn headers_notes_and_text_boxes_are_filled() {
    let name = paragraph(&["{{ person.name }}"]);
    let text_box = format!(
        "<w:p><w:r><mc:AlternateContent xmlns:mc=\"m\"><mc:Choice><w:txbxContent>{name}</w:txbxContent></mc:Choice><mc:Fallback>\
         <w:txbxContent>{name}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>by {{{{ person.email }}}}</w:t></w:r></w:p>"
    );
    let parts = [
        ("word/document.xml", part("document", &format!("<w:body>{text_box}</w:body>"))),
        ("word/header2.xml", part("hdr", &name)),
        ("word/footer1.xml", part("ftr", &name)),
        ("word/footnotes.xml", part("footnotes", &name)),
        ("word/media/image1.png", "{{ person.name }}".to_owned()),
    ];
    let filled = WordTemplate::open(&package_of(&parts)).unwrap().fill(&values(), None).unwrap();
    assert_eq!(shown(&read_part(&filled, "word/document.xml")), ["by z@x.example", "Zoë <b> & Ọlá", "Zoë <b> & Ọlá"]);
    for name in ["word/header2.xml", "word/footer1.xml", "word/footnotes.xml"] {
        assert_eq!(shown(&read_part(&filled, name)), ["Zoë <b> & Ọlá"], "{name}");
    }
    assert_eq!(read_part(&filled, "word/media/image1.png"), "{{ person.name }}");
}

#[test]
fn a_row_or_a_line_is_repeated_for_each_entry_of_a_list() {
    let table = |rows: &str| format!("<w:tbl>{rows}</w:tbl>");
    let body = table(&(row(&["Session", "Day"]) + &row(&["{{ sessions.title }} for {{ person.email }}", "{{ sessions.date }}"])));
    assert_eq!(
        shown(&filled(&document(&body))),
        [
            "Session",
            "Day",
            "Induction for z@x.example",
            "Tuesday 5 January 2027",
            "Supervision for z@x.example",
            "Monday 1 March 2027"
        ]
    );
    assert_eq!(shown(&filled(&document(&paragraph(&["- {{ letter.names }}"])))), ["- Anna", "- Bob"]);
    let empty = format!("<w:tc>{}</w:tc>", table(&row(&["{{ meetings.date }}"])));
    let xml = filled(&document(&format!("<w:tbl><w:tr>{empty}</w:tr></w:tbl>")));
    assert!(xml.contains("<w:tc><w:p/></w:tc>"), "neither a table without rows nor a cell without a paragraph: {xml}");
    let two = document(&table(&row(&["{{ sessions.title }}", "{{ meetings.date }}"])));
    assert_eq!(WordTemplate::open(&two).unwrap().fill(&values(), None).unwrap_err()[0].code, "docx-placeholder");
}

#[test]
fn merge_fields_are_fields() {
    let run = |inner: &str| format!("<w:r><w:rPr><w:b/></w:rPr>{inner}</w:r>");
    let mark = |kind: &str| run(&format!("<w:fldChar w:fldCharType=\"{kind}\"/>"));
    let instruction = |text: &str| run(&format!("<w:instrText>{text}</w:instrText>"));
    let complex = format!(
        "<w:p>{}{}{}{}{}{}{}</w:p>",
        mark("begin"),
        instruction(" MERGEFIELD  Na"),
        instruction("me \\* MERGEFORMAT "),
        mark("separate"),
        run("<w:t>«Na</w:t>"),
        run("<w:t>me»</w:t>"),
        mark("end")
    );
    let bare = format!("<w:p>{}{}{}</w:p>", mark("begin"), instruction("MERGEFIELD \"person.email\""), mark("end"));
    let simple = "<w:p><w:fldSimple w:instr=\" MERGEFIELD letter_date \"><w:r><w:t>«x»</w:t></w:r></w:fldSimple></w:p>";
    let page = "<w:p><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>";
    let bytes = document(&format!("{complex}{bare}{simple}{page}"));
    let paths: Vec<String> =
        WordTemplate::open(&bytes).unwrap().fields().iter().map(|field| field.expression.path.clone()).collect();
    assert_eq!(paths, ["person.name", "person.email", "letter.date"]);
    let xml = filled(&bytes);
    assert_eq!(shown(&xml), ["Zoë <b> & Ọlá", "z@x.example", "Friday 1 January 2027", "1"]);
    assert!(!xml.contains("MERGEFIELD") && xml.contains(" PAGE ") && xml.contains("<w:b/>"), "{xml}");
    let nested = format!(
        "<w:p>{}{}{}{}{}{}</w:p>",
        mark("begin"),
        instruction("IF "),
        mark("begin"),
        instruction("MERGEFIELD Name"),
        mark("end"),
        mark("end")
    );
    assert_eq!(faults(&document(&nested))[0].0, "docx-placeholder");
}

#[test]
fn every_mistake_is_told_at_once_with_the_words_around() {
    let body = [
        paragraph(&["see {{ person.name", " and"]),
        paragraph(&["}} more"]),
        paragraph(&["{% if x %}"]),
        paragraph(&["{{ person name }}"]),
        "<w:p><w:r><w:drawing><wp:docPr xmlns:wp=\"w\" descr=\"{{ person.name }}\"/></w:drawing></w:r></w:p>".to_owned(),
    ];
    let told = faults(&document(&body.concat()));
    assert_eq!(told.iter().map(|(code, _)| *code).collect::<Vec<_>>(), ["docx-placeholder"; 4]);
    assert_eq!((told[0].1.as_str(), told[2].1.as_str()), ("see {{ person.name and", "{{ person name }}"));
    assert!(told[3].1.contains("descr="));
}

#[test]
fn an_empty_field_is_a_fault_unless_something_stands_in_its_place() {
    let template = |text: &str| WordTemplate::open(&document(&paragraph(&[text]))).unwrap();
    let faults = template("at {{ session.place }}").fill(&values(), None).unwrap_err();
    assert_eq!(
        (faults[0].code, faults[0].words.as_str(), faults[0].part.as_str()),
        ("empty-field", "at {{ session.place }}", "word/document.xml")
    );
    let filled = template("at {{ session.place or “a place to be told” }}").fill(&values(), None).unwrap();
    assert_eq!(shown(&read_part(&filled, "word/document.xml")), ["at a place to be told"]);
}

#[test]
fn an_agenda_gets_its_times() {
    let rows = row(&["Minutes", "What"]) + &row(&["10", "Welcome"]) + &row(&["20", "Talk"]);
    let template = WordTemplate::open(&document(&format!("<w:tbl>{rows}</w:tbl>"))).unwrap();
    let start = chrono::NaiveTime::from_hms_opt(14, 0, 0).unwrap();
    let filled = template.fill(&values(), Some(&AgendaTimes { minutes: 60, starts: vec![start] })).unwrap();
    let shown = shown(&read_part(&filled, "word/document.xml"));
    assert_eq!(shown, ["Time", "What", "14:00 to 14:20", "Welcome", "14:20 to 15:00", "Talk"]);
    let short = template.fill(&values(), Some(&AgendaTimes { minutes: 10, starts: vec![start] })).unwrap_err();
    assert_eq!((short[0].code, short[0].words.as_str()), ("agenda", "18"));
}

#[test]
fn what_would_tell_too_much_is_refused() {
    let text = "<w:p><w:r><w:t>x</w:t></w:r></w:p>";
    let with = |name: &'static str, content: &str| {
        package_of(&[("word/document.xml", part("document", &format!("<w:body>{text}</w:body>"))), (name, content.to_owned())])
    };
    let code = |bytes: &[u8]| faults(bytes)[0].0;
    assert_eq!(code(&document("<w:p><w:ins><w:r><w:t>x</w:t></w:r></w:ins></w:p>")), "docx-tracked-changes");
    assert_eq!(code(&document("<w:p><w:pPr><w:pPrChange/></w:pPr></w:p>")), "docx-tracked-changes");
    assert_eq!(code(&with("word/comments.xml", &part("comments", "<w:comment/>"))), "docx-comments");
    let relation = |kind: &str, mode: &str| {
        format!(
            "<Relationships><Relationship Id=\"r1\" Type=\"http://x.example/{kind}\" Target=\"https://x.example/a.png\" {mode}/></Relationships>"
        )
    };
    let external = "TargetMode=\"External\"";
    assert_eq!(code(&with("word/_rels/document.xml.rels", &relation("image", external))), "docx-external");
    assert!(WordTemplate::open(&with("word/_rels/document.xml.rels", &relation("image", ""))).is_ok());
    assert!(WordTemplate::open(&with("word/_rels/document.xml.rels", &relation("hyperlink", external))).is_ok());
    assert_eq!(code(&package_of(&[("word/styles.xml", part("styles", ""))])), "not-docx");
    assert_eq!(code(&with("word/vbaProject.bin", "x")), "docx-macros");
    assert_eq!(code(&with("word/charts/chart1.xml", "<c>{{ person.name }}</c>")), "docx-placeholder");
    assert_eq!(code(&[&[0xD0, 0xCF, 0x11, 0xE0][..], &[0; 600]].concat()), "not-docx");
    assert_eq!(code(b"Dear you"), "not-docx");
    assert_eq!(code(&package_of(&[("xl/workbook.xml", String::new())])), "not-docx");
    assert_eq!(code(&document("<w:p>")), "not-docx");
    assert_eq!(code(&vec![b'P'; 21 << 20]), "docx-too-large");
    assert_eq!(code(&with("word/media/big.bin", &"0".repeat(121 << 20))), "docx-too-large");
    assert!(
        WordTemplate::open(&with("word/comments.xml", &part("comments", ""))).is_ok(),
        "an empty list of comments says nothing"
    );
}

#[test]
fn a_letter_tells_nothing_of_the_computer() {
    let parts = [
        ("word/document.xml", part("document", "<w:body/>")),
        ("docProps/core.xml", "<c:x xmlns:c=\"c\" xmlns:d=\"d\"><d:creator>Anna Smith</d:creator><c:lastModifiedBy>Bob</c:lastModifiedBy><d:title>T</d:title></c:x>".to_owned()),
        ("docProps/app.xml", "<P><Manager>Carol</Manager><Pages>1</Pages></P>".to_owned()),
        ("word/settings.xml", part("settings", "<w:attachedTemplate r:id=\"a\"/><w:mailMerge><w:query w:val=\"C:\\list.xlsx\"/></w:mailMerge><w:zoom/>")),
        (
            "word/_rels/settings.xml.rels",
            "<R><Relationship Id=\"a\" Type=\"x/attachedTemplate\" Target=\"C:\\Users\\anna\"/><Relationship Id=\"b\" Type=\"x/mailMergeSource\" Target=\"list\"/></R>".to_owned(),
        ),
    ];
    let filled = WordTemplate::open(&package_of(&parts)).unwrap().fill(&values(), None).unwrap();
    assert_eq!(
        read_part(&filled, "docProps/core.xml"),
        "<c:x xmlns:c=\"c\" xmlns:d=\"d\"><d:creator></d:creator><c:lastModifiedBy></c:lastModifiedBy><d:title>T</d:title></c:x>"
    );
    assert_eq!(read_part(&filled, "docProps/app.xml"), "<P><Manager></Manager><Pages>1</Pages></P>");
    assert_eq!(read_part(&filled, "word/settings.xml"), part("settings", "<w:zoom/>"));
    assert_eq!(read_part(&filled, "word/_rels/settings.xml.rels"), "<R></R>");
}
