//! What is said of an export: where it is damaged, what the form did not offer, who has no name, which row counts instead.

use revmentor::parts::domain::{Column, Problem, Survey};
use revmentor::parts::survey::{Reading, Source, read};

fn survey(goals: Column) -> Survey {
    let column = |heading: &str| Column { headings: vec![heading.to_owned()], ..Column::default() };
    let columns = [("name", column("Name")), ("email", column("Email")), ("goals", goals)];
    Survey { columns: columns.into_iter().map(|(name, column)| (name.to_owned(), column)).collect(), ..Survey::default() }
}

fn read_bytes(bytes: &[u8], goals: Column) -> Result<Reading, Vec<Problem>> {
    read(Source { path: "answers.csv", bytes, ..Source::default() }, &survey(goals))
}

fn goals() -> Column {
    Column { headings: vec!["Goals".to_owned()], separators: vec![";".to_owned()], ..Column::default() }
}

fn place(problem: &Problem) -> (&str, Option<u32>, Option<u32>, &str) {
    let place = &problem.place;
    (problem.code, place.row, place.line, place.column.as_deref().unwrap_or_default())
}

#[test]
fn damage_is_told_with_row_line_and_column() {
    let head = "Name,Email,Goals\n\"Ada\nWhitlock\",ada@x.example,Größe\n".as_bytes();
    for (tail, told) in [
        (&b"Bo Lind,bo@x.example,Ro\0tas\n"[..], ("nul-bytes", Some(3), Some(4), "Goals")),
        (b"Bo L\xFFnd,bo@x.example,Rotas\n", ("broken-utf-8", Some(3), Some(4), "Name")),
        (b"Bo Lind,\"bo@x.example,Rotas\n", ("unclosed-quote", Some(3), Some(4), "Email")),
    ] {
        let problems = read_bytes(&[head, tail].concat(), goals()).unwrap_err();
        assert_eq!(problems.iter().map(place).collect::<Vec<_>>(), [told]);
    }
}

#[test]
fn a_person_without_a_name_is_refused_unless_the_row_does_not_count() {
    let nameless = b"Name,Email,Goals\nAda Whitlock,ada@x.example,Rotas\n-,bo@x.example,Pay\n";
    let problems = read_bytes(nameless, goals()).unwrap_err();
    assert!(problems.iter().any(|problem| place(problem) == ("no-name", Some(3), Some(3), "Name")), "{problems:?}");
    let again = b"Name,Email,Goals\nAda Whitlock,ada@x.example,Rotas\n,bo@x.example,Pay\nBo Lind,bo@x.example,Pay\n";
    let reading = read_bytes(again, goals()).unwrap();
    assert_eq!(reading.people.len(), 2);
    assert_eq!(reading.left_out[0].why, "the same email address answered again later, in row 4");
}

#[test]
fn an_answer_that_is_no_option_is_told_with_the_option_that_may_be_meant() {
    let text = b"Name,Email,Goals\nAda Whitlock,ada@x.example,Leadrship;Pay\nBo Lind,bo@x.example,Leadership;Car parking\n";
    let options = ["Leadership", "Pay", "Rotas"].map(str::to_owned).to_vec();
    let reading = read_bytes(text, Column { options: options.clone(), ..goals() }).unwrap();
    let unknown: Vec<_> = reading.warnings.iter().filter(|problem| problem.code == "unknown-option").collect();
    assert_eq!(
        unknown.iter().map(|problem| place(problem)).collect::<Vec<_>>(),
        [("unknown-option", Some(3), Some(3), "Goals"), ("unknown-option", Some(2), Some(2), "Goals"),]
    );
    let helps = |text: &str| unknown.iter().any(|problem| problem.help.as_deref().is_some_and(|help| help.contains(text)));
    assert!(helps("did you mean \"Leadership\"?") && helps("an answer of its own"));
    let aliases = [("Leadrship".to_owned(), "Leadership".to_owned()), ("Car parking".to_owned(), "Pay".to_owned())].into();
    let reading = read_bytes(text, Column { options, aliases, ..goals() }).unwrap();
    assert!(reading.warnings.iter().all(|problem| problem.code != "unknown-option"));
}

#[test]
fn what_one_person_alone_wrote_is_shown() {
    let mut text = "Name,Email,Goals\n".to_owned();
    for row in 0..7 {
        let goals = if row == 3 { "Pay;Car parking" } else { "Pay" };
        text = format!("{text}Person {row},p{row}@x.example,{goals}\n");
    }
    let reading = read_bytes(text.as_bytes(), goals()).unwrap();
    assert!(reading.notes.iter().any(|note| note.contains("\"Car parking\" (row 5)")), "{:?}", reading.notes);
}

#[test]
fn the_nearest_heading_is_named() {
    let text = b"Name,Email,Which goals would you like to work on this year?\nAda Whitlock,ada@x.example,Rotas\n";
    let wanted = Column { headings: vec!["Your goals this year".to_owned()], ..goals() };
    let problems = read_bytes(text, wanted).unwrap_err();
    assert_eq!(problems[0].help.as_deref(), Some("did you mean \"Which goals would you like to work on this year?\"?"));
}

#[test]
fn a_table_saved_as_one_quoted_column_is_read() {
    let text = b"\"Name,Email,Goals\"\n\"Ada Whitlock,ada@x.example,\"\"Rotas;Pay\"\"\"\n\"Bo Lind,bo@x.example,Pay\"\n";
    let reading = read_bytes(text, goals()).unwrap();
    assert_eq!(reading.people.iter().map(|person| person.line).collect::<Vec<_>>(), [Some(2), Some(3)]);
    assert!(reading.notes.iter().any(|note| note.contains("one quoted cell")), "{:?}", reading.notes);
}
