//! One person taken out of exports of every kind; what is not that person's is compared byte by byte.

use super::*;
use crate::domain::settings::Column;
use crate::people::search::{Needle, Whose};

fn needles(texts: &[&str]) -> Needles {
    let needle = |text: &&str| Needle { text: (*text).into(), whole_word: true, of: Whose::Nobody, what: "name" };
    Needles::new(&texts.iter().map(needle).collect::<Vec<_>>(), []).unwrap()
}

fn survey() -> Survey {
    let column = |heading: &str| Column { headings: vec![heading.into()], ..Column::default() };
    let columns = [("name", "Name"), ("email", "Email"), ("conflicts", "Conflicts")];
    let columns = columns.map(|(field, heading)| (field.to_owned(), column(heading)));
    Survey { columns: columns.into(), ..Survey::default() }
}

/// Takes Siân Okafor out; `ben@x.example` wrote `Sian O`, and meant her.
fn erase(path: &str, bytes: &[u8]) -> Result<Erased, Problem> {
    let survey = survey();
    let all = needles(&["Siân Okafor", "sian@x.example"]);
    let named = BTreeMap::from([(Email::parse("ben@x.example").unwrap(), needles(&["Sian O"]))]);
    without(
        Source { path, bytes, ..Source::default() },
        &[&survey],
        &Whom {
            is: &|email| email.reveal() == "sian@x.example",
            code: &|text| text == "QK7M2PX",
            typed: &|text| ["QK7M2PX", "M01"].contains(&text),
            needles: &all,
            named: &named,
        },
    )
}

fn rest(text: &str) -> String {
    match erase("a.csv", text.as_bytes()).unwrap() {
        Erased::Untouched => "untouched".into(),
        Erased::Rewritten { bytes, .. } => String::from_utf8(bytes).unwrap(),
    }
}

const BEN: &str = "Ben, \"Ben@x.example\" ,\"Sian O; a \"\"b\"\"\",\"two\r\nlines\"\r\n";

#[test]
fn rows_and_names_go_and_every_other_byte_stays() {
    let head = "\u{feff}Answers of October\r\n\r\nName,Email,Conflicts,Goals\r\n";
    let sian = "Siân Okafor, Sian@X.example ,none,\"x\r\ny\"\n";
    let cara = "Cara,cara@x.example,Prof. SIAN OKAFOR,Sian O is here\n";
    let last = "Siân Okafor,sian@x.example,,again";
    let ben = BEN.replace("Sian O;", ";");
    let cara_after = "Cara,cara@x.example,Prof. ,Sian O is here\n";
    let text = format!("{head}{sian}{BEN}{cara}{last}");
    assert_eq!(rest(&text), format!("{head}{ben}{cara_after}"));
    let Ok(Erased::Rewritten { rows, cells, plain, .. }) = erase("a.csv", text.as_bytes()) else { unreachable!() };
    assert_eq!((rows, cells, plain), (vec![4, 7], 2, false));
}

#[test]
fn a_file_that_says_nothing_of_the_person_is_left_alone() {
    let text = "Name,Email,Conflicts\nSian Okaforth,susian@x.example,Sian\n";
    assert_eq!(rest(text), "untouched");
}

#[test]
fn another_address_column_does_not_make_the_row_the_persons() {
    let text = "Name,Email,Supervisor\nBen,ben@x.example,sian@x.example\n";
    assert_eq!(rest(text), "Name,Email,Supervisor\nBen,ben@x.example,\n");
    assert_eq!(rest("A,B\nx,sian@x.example\ny,z\n"), "A,B\ny,z\n", "without known columns any cell tells");
}

#[test]
fn of_tables_side_by_side_the_neighbour_in_the_row_stays() {
    let text = "MENTORS,,,,MENTEES\nName,Email,Conflicts,,Name,Email\nSiân Okafor,sian@x.example,,,Ben,ben@x.example\n\
                Cara,cara@x.example,Siân Okafor,,Dan,dan@x.example\n";
    let left = text.replace("Siân Okafor,sian@x.example", ",").replace("Siân Okafor", "");
    assert_eq!(rest(text), left);
}

#[test]
fn an_export_without_addresses_loses_the_rows_of_the_code() {
    let text = "When,Your code\n1,QK7M2PX\n2,M01\n3,AAAAAAA\n";
    let code = Column { headings: vec!["Your code".into()], ..Column::default() };
    let wave = Survey { columns: [("code".to_owned(), code)].into(), ..Survey::default() };
    let whom = Whom {
        is: &|_| false,
        code: &|text| text == "QK7M2PX",
        typed: &|text| ["QK7M2PX", "M01"].contains(&text),
        needles: &needles(&["Siân Okafor"]),
        named: &BTreeMap::new(),
    };
    let rest = |settings: &[&Survey]| match without(
        Source { path: "a.csv", bytes: text.as_bytes(), ..Source::default() },
        settings,
        &whom,
    ) {
        Ok(Erased::Rewritten { bytes, .. }) => String::from_utf8(bytes).unwrap(),
        other => format!("{other:?}"),
    };
    assert_eq!(rest(&[&wave]), "When,Your code\n3,AAAAAAA\n");
    assert_eq!(rest(&[]), "When,Your code\n2,M01\n3,AAAAAAA\n", "an id elsewhere may be a partner's");
}

#[test]
fn other_encodings_and_delimiters_stay_what_they_are() {
    let text = "Name;Email;Conflicts\r\nBjörn;b@x.example;Siân Okafor\r\nSiân Okafor;sian@x.example;\r\n";
    let left = "Name;Email;Conflicts\r\nBjörn;b@x.example;\r\n";
    let utf_16 = |text: &str| format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let windows = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    for (bytes, expected) in [(utf_16(text), utf_16(left)), (windows(text), windows(left))] {
        let Ok(Erased::Rewritten { bytes, .. }) = erase("a.csv", &bytes) else { unreachable!() };
        assert_eq!(bytes, expected);
    }
}

#[test]
fn a_file_that_is_no_table_is_refused_with_what_to_do() {
    let problem = erase("a.pdf", b"%PDF-1.4").unwrap_err();
    assert_eq!(problem.code, "not-a-survey");
    assert_eq!(erase("a.csv", b"a,\"b\nsian@x.example").unwrap_err().code, "unclosed-quote");
}

fn workbook(rows: &[&[&str]], more: &[(&str, &str)]) -> Vec<u8> {
    let rows = rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect();
    workbook::written(&[("Answers & more".to_owned(), rows), ("Empty".to_owned(), Vec::new())], more)
}

#[test]
fn a_workbook_keeps_its_other_texts_and_nothing_else() {
    let rows: [&[&str]; 4] = [
        &["Name", "Email", "", "Conflicts"],
        &["Siân Okafor", "sian@x.example", "", ""],
        &["Ben", "ben@x.example", "a<b & \"c\" \n d", "Sian O; Dr Siân Okafor"],
        &["Cara", "cara@x.example", "2027-01-11", ""],
    ];
    let bytes = workbook(&rows, &[("xl/comments1.xml", "<c>Siân Okafor rang</c>")]);
    let Ok(Erased::Rewritten { bytes, rows, cells, plain }) = erase("a.xlsx", &bytes) else { unreachable!() };
    assert_eq!((rows, cells, plain), (vec![2], 1, true));
    let sheets = crate::survey::intake::workbook::sheets("a.xlsx", &bytes).unwrap();
    let read: Vec<Vec<&str>> = sheets[0].1.rows_from(0).map(|row| row.cells.iter().map(AsRef::as_ref).collect()).collect();
    let expected = [
        vec!["Name", "Email", "", "Conflicts"],
        vec!["Ben", "ben@x.example", "a<b & \"c\" \n d", "; Dr "],
        vec!["Cara", "cara@x.example", "2027-01-11"],
    ];
    assert_eq!((read, sheets[0].0.as_str(), sheets.len()), (expected.to_vec(), "Answers & more", 2));
    assert_eq!(erase("a.xlsx", &bytes), Ok(Erased::Untouched), "once is enough");
}

#[test]
fn a_comment_alone_is_reason_enough_to_write_a_workbook_anew() {
    let bytes = workbook(&[&["Name", "Email"], &["Ben", "ben@x.example"]], &[("xl/comments1.xml", "<c>Siân Okafor rang</c>")]);
    assert!(matches!(erase("a.xlsx", &bytes), Ok(Erased::Rewritten { .. })));
}
