//! What stands in single cells: letters of other encodings, HTML entities, numbered options, wishes beside no preference, rare delimiters.

use revmentor::parts::domain::{Answer, Survey};
use revmentor::parts::survey::{Reading, Source, propose, read};

use super::lists::{spreadsheet, table};
use super::read_as_proposed;

fn list(texts: &[&str]) -> Answer {
    Answer::List(texts.iter().map(ToString::to_string).collect())
}

fn people(reading: &Reading) -> Vec<&str> {
    reading.people.iter().map(|person| person.contact.name.as_str()).collect()
}

/// The same rows as CSV and as a workbook, read as proposed.
pub(super) fn both(rows: &[&[&str]]) -> [Reading; 2] {
    let cell = |cell: &&str| format!("\"{cell}\"");
    let csv: String = rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\n").collect();
    let escaped: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| cell.replace('&', "&amp;")).collect()).collect();
    let cells: Vec<Vec<&str>> = escaped.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<(&str, &[&str])> = cells.iter().map(|row| ("", row.as_slice())).collect();
    let workbook = spreadsheet(&table("Sheet1", &rows));
    [("a.csv", csv.into_bytes()), ("a.ods", workbook)].map(|(path, bytes)| read_as_proposed(path, &bytes).unwrap().1)
}

#[test]
fn letters_of_another_encoding_are_named_with_the_words_as_they_would_be() {
    for (encoding, name) in [
        ("windows-1250", "Jan Dvořák"),
        ("windows-1250", "Paweł Wiśniewski"),
        ("windows-1254", "Ayşe Erdoğan"),
        ("windows-1253", "Γιώργος Παπαδόπουλος"),
        ("windows-1251", "Олена Коваленко"),
    ] {
        let text = format!("Name,Email,Topics\n{name},a@x.example,Exams;Rotas\nBo Lind,b@x.example,Rotas\n");
        let bytes = encoding_rs::Encoding::for_label(encoding.as_bytes()).unwrap().encode(&text).0.into_owned();
        let (_, reading) = read_as_proposed("a.csv", &bytes).unwrap();
        let said = reading.warnings.iter().find(|problem| problem.code == "garbled-letters").unwrap();
        assert!(said.help.as_deref().unwrap().contains(&format!("encoding = {encoding:?}")), "{name}: {said:?}");
        assert!(name.split(' ').any(|word| said.message.contains(word)), "{name}: {said:?}");
    }
    // Two words for each, as MS-DOS and an old Mac write them; the settings may say either.
    for (encoding, bytes) in [("cp850", &b"Zo\x89 Bront\x89"[..]), ("macintosh", &b"Zo\x91 Bront\x91"[..])] {
        let text = [b"Name,Email,Topics\n", bytes, b",a@x.example,Exams;Rotas\nBo Lind,b@x.example,Rotas\n"].concat();
        let (proposal, reading) = read_as_proposed("a.csv", &text).unwrap();
        let said = reading.warnings.iter().find(|problem| problem.code == "garbled-letters").unwrap();
        assert!(said.message.contains("they would be Zoë, Brontë"), "{said:?}");
        assert!(said.help.as_deref().unwrap().contains(&format!("encoding = {encoding:?}")), "{said:?}");
        let settings = Survey { encoding: Some(encoding.to_owned()), ..proposal.settings };
        let reading = read(Source { path: "a.csv", bytes: &text, ..Source::default() }, &settings).unwrap();
        assert_eq!(reading.people[0].contact.name, "Zoë Brontë", "{encoding}");
        assert!(reading.warnings.iter().all(|problem| problem.code != "garbled-letters"), "{encoding}");
    }
    let western =
        encoding_rs::WINDOWS_1252.encode("Name,Email\nSiân Owen,a@x.example\nNoémie Lefèvre,b@x.example\n").0.into_owned();
    let (_, reading) = read_as_proposed("a.csv", &western).unwrap();
    assert!(reading.warnings.iter().all(|problem| problem.code != "garbled-letters"), "{:?}", reading.warnings);
    assert!(reading.notes.iter().any(|note| note.contains("\"Siân\", \"Noémie\", \"Lefèvre\"")), "{:?}", reading.notes);
}

#[test]
fn letters_that_a_program_garbled_before_are_named_in_workbooks_too() {
    for name in ["PaweÅ‚ Nowak", "Pawe³ Nowak"] {
        for reading in both(&[&["Name", "Email"], &["Bo Lind", "bo@x.example"], &[name, "a@x.example"]]) {
            let said = reading.warnings.iter().find(|problem| problem.code == "garbled-letters");
            assert!(said.is_some(), "{name}: {:?}", reading.warnings);
        }
    }
}

#[test]
fn entities_are_read_where_the_whole_column_is_written_so() {
    let rows: [&[&str]; 4] = [
        &["Name", "Email", "Topics", "Trust"],
        &["Shea O&#39;Brien", "a@x.example", "R&amp;D; Rotas", "A &amp; B"],
        &["Bo Lind", "b@x.example", "Rotas; Faith", "C & D"],
        &["Ren&eacute;e Day", "c@x.example", "R&amp;D; Faith", "E"],
    ];
    for reading in both(&rows) {
        assert_eq!(people(&reading), ["Shea O'Brien", "Bo Lind", "Renée Day"]);
        assert_eq!(reading.people[0].answers.get("goals"), Some(&list(&["R&D", "Rotas"])), "{:?}", reading.people);
        assert!(reading.notes.iter().any(|note| note.contains("\"Topics\" holds HTML entities")), "{:?}", reading.notes);
        let named = reading.warnings.iter().find(|problem| problem.code == "html-entities").unwrap();
        assert_eq!((named.place.column.as_deref(), named.value.as_deref()), (Some("Trust"), Some("A &amp; B")));
    }
}

#[test]
fn numbers_of_options_are_no_part_of_an_answer() {
    let rows: [&[&str]; 4] = [
        &["Name", "Email", "Which topics would you like to talk about?", "Specialty"],
        &["Ada Whitlock", "a@x.example", "1. Leadership; 3. Rotas", "1) Surgery"],
        &["Bo Lind", "b@x.example", "2. Research, data; 3. Rotas", "2) Medicine"],
        &["Carys Day", "c@x.example", "1. Leadership; 2. Research, data", "1) Surgery"],
    ];
    for reading in both(&rows) {
        assert_eq!(reading.people[1].answers.get("goals"), Some(&list(&["Research, data", "Rotas"])));
        assert_eq!(reading.people[0].answers.get("specialty"), Some(&Answer::Text("Surgery".to_owned())));
        assert!(reading.notes.iter().any(|note| note.contains("are numbered")), "{:?}", reading.notes);
        assert!(reading.warnings.iter().all(|problem| problem.code != "unknown-option"), "{:?}", reading.warnings);
    }
}

#[test]
fn a_wish_beside_no_preference_is_read_and_said() {
    let wishes = ["Leeds", "No preference, ideally Leeds", "No preference", "York", "No preference but not York", "York"];
    let mut rows: Vec<Vec<String>> = vec![["Name", "Email", "Preferred region of your mentee"].map(str::to_owned).to_vec()];
    for (at, wish) in wishes.iter().enumerate() {
        let name = ["Ada", "Bo", "Carys", "Dov", "Esi", "Finn"][at];
        rows.push(vec![format!("{name} Lind"), format!("{name}@x.example"), (*wish).to_owned()]);
    }
    let cells: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = cells.iter().map(Vec::as_slice).collect();
    for reading in both(&rows) {
        let read = |at: usize| reading.people[at].answers.get("preferred_place");
        assert_eq!((read(1), read(2)), (Some(&list(&["Leeds"])), Some(&list(&[]))), "{:?}", reading.people);
        let said: Vec<_> = reading.warnings.iter().filter(|problem| problem.code == "hedged-wish").collect();
        assert_eq!(said.iter().map(|problem| problem.place.row).collect::<Vec<_>>(), [Some(3), Some(6)], "{said:?}");
        assert!(said[0].message.contains("a wish for Leeds"), "{said:?}");
    }
}

#[test]
fn rare_delimiters_are_found_where_no_other_parts_anything() {
    for mark in ["^", "~", ":"] {
        let text = "Name|Email|Topics\nAda Whitlock|a@x.example|Exams\nBo Lind|b@x.example|Rotas\n".replace('|', mark);
        let (proposal, reading) = read_as_proposed("a.csv", text.as_bytes()).unwrap();
        assert_eq!((people(&reading).len(), proposal.facts.delimiter), (2, mark.chars().next()), "{mark}");
    }
}

#[test]
fn a_formula_without_a_result_is_named_in_an_open_document_too() {
    let cell = |text: &str| format!(r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#);
    let row = |cells: &[String]| format!("<table:table-row>{}</table:table-row>", cells.concat());
    let formula = r#"<table:table-cell table:formula="of:=[.A2]"/>"#.to_owned();
    let sheet = format!(
        r#"<table:table table:name="Sheet1">{}{}{}</table:table>"#,
        row(&["Name", "Email", "Topics"].map(cell)),
        row(&[cell("Ada Whitlock"), cell("a@x.example"), formula]),
        row(&["Bo Lind", "b@x.example", "Rotas"].map(cell)),
    );
    let (_, reading) = read_as_proposed("a.ods", &spreadsheet(&sheet)).unwrap();
    let said = reading.warnings.iter().find(|problem| problem.code == "error-cell").unwrap();
    assert_eq!(said.value.as_deref(), Some("C2"), "{said:?}");
}

#[test]
fn a_written_delimiter_of_any_kind_wins() {
    let text = "Name^Email^Topics\nAda Whitlock^a@x.example^Exams, Rotas\n";
    let source = Source { path: "a.csv", bytes: text.as_bytes(), ..Source::default() };
    let mut settings = propose(source).unwrap().settings;
    settings.delimiter = Some('^');
    assert_eq!(people(&read(source, &settings).unwrap()), ["Ada Whitlock"]);
}
