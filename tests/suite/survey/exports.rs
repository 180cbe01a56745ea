//! One survey of five invented people in the shape of every tool: always the same people and the same answers come out.

use std::fs;
use std::path::Path;

use revmentor::parts::domain::{Answer, Side};
use revmentor::parts::survey::{Respondent, Source, block, propose, read};

use super::{left_out, read_as_proposed};

/// File, tool, rows of Ada, Carys and of Bashir's later answer, and who is left out.
type Case = (&'static str, Option<&'static str>, [u32; 3], &'static [(u32, &'static str, Option<u32>)]);

const CASES: [Case; 16] = [
    ("ms-forms.csv", Some("ms-forms"), [2, 4, 6], &[(3, "superseded", Some(6)), (5, "no-consent", None)]),
    ("google-forms-direct.csv", Some("google-forms"), [2, 4, 6], &[(3, "superseded", Some(6)), (5, "no-consent", None)]),
    ("google-forms-sheet.csv", Some("google-forms"), [2, 4, 6], &[(3, "superseded", Some(6)), (5, "no-consent", None)]),
    (
        "surveymonkey.csv",
        Some("surveymonkey"),
        [8, 6, 3],
        &[(4, "no-consent", None), (5, "incomplete", None), (7, "superseded", Some(3))],
    ),
    ("surveymonkey-condensed.csv", Some("surveymonkey"), [7, 5, 3], &[(4, "no-consent", None), (6, "superseded", Some(3))]),
    ("qualtrics.csv", Some("qualtrics"), [4, 8, 11], QUALTRICS),
    ("qualtrics-split.csv", Some("qualtrics"), [4, 8, 11], QUALTRICS),
    ("jisc.csv", Some("jisc"), [2, 4, 6], &[(3, "superseded", Some(6)), (5, "no-consent", None)]),
    (
        "limesurvey.csv",
        Some("limesurvey"),
        [2, 5, 7],
        &[(3, "superseded", Some(7)), (4, "incomplete", None), (6, "no-consent", None), (8, "blank", None)],
    ),
    (
        "smartsurvey.csv",
        Some("smartsurvey"),
        [2, 5, 7],
        &[(3, "superseded", Some(7)), (4, "incomplete", None), (6, "no-consent", None)],
    ),
    ("by-hand.csv", None, [5, 8, 10], BY_HAND),
    ("by-hand-utf16-tabs.csv", None, [5, 8, 10], BY_HAND),
    ("by-hand-windows.csv", None, [5, 8, 10], BY_HAND),
    (
        "by-hand-sep.csv",
        None,
        [6, 9, 11],
        &[
            (1, "note", None),
            (2, "note", None),
            (3, "blank", None),
            (4, "note", None),
            (7, "superseded", Some(11)),
            (8, "blank", None),
            (10, "no-consent", None),
            (12, "incomplete", None),
            (13, "note", None),
            (14, "blank", None),
        ],
    ),
    ("jisc-coded.csv", Some("jisc"), [0, 0, 0], &[]),
    ("limesurvey-codes.csv", Some("limesurvey"), [0, 0, 0], &[]),
];

const QUALTRICS: &[(u32, &str, Option<u32>)] =
    &[(5, "preview", None), (6, "preview", None), (7, "superseded", Some(11)), (9, "no-consent", None), (10, "incomplete", None)];
const BY_HAND: &[(u32, &str, Option<u32>)] = &[
    (1, "note", None),
    (2, "blank", None),
    (3, "note", None),
    (6, "superseded", Some(10)),
    (7, "blank", None),
    (9, "no-consent", None),
    (11, "incomplete", None),
    (12, "note", None),
    (13, "blank", None),
];

fn bytes(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/exports").join(name)).unwrap()
}

fn answer(person: &Respondent, field: &str) -> String {
    match person.answers.get(field) {
        Some(Answer::Text(text)) => text.clone(),
        Some(Answer::List(list)) => list.join(" | "),
        None => "not mapped".to_owned(),
    }
}

#[test]
fn every_tools_export_gives_the_same_people_and_answers() {
    for (name, tool, [ada, carys, bashir], not_people) in CASES.into_iter().filter(|case| case.2 != [0, 0, 0]) {
        let (proposal, reading) = read_as_proposed(name, &bytes(name)).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
        assert_eq!((proposal.tool, reading.tool, proposal.side), (tool, tool, Some(Side::Mentor)), "{name}");
        assert_eq!(left_out(&reading), not_people, "{name}");
        let person = |record: u32| reading.people.iter().find(|person| person.record == record).unwrap();
        assert_eq!(reading.people.len(), 3, "{name}");
        let (ada, carys, bashir) = (person(ada), person(carys), person(bashir));
        assert_eq!((ada.contact.name.as_str(), ada.contact.email.reveal()), ("Ada Whitlock", "ada@x.example"), "{name}");
        assert_eq!((carys.contact.name.as_str(), bashir.contact.email.reveal()), ("Carys Ó Sé", "bashir@x.example"), "{name}");
        let facts = [
            (ada, "specialty", "Paediatrics"),
            (ada, "region", "Kent, Surrey and Sussex"),
            (ada, "goals", "Bias, hidden and open | Rotas"),
            (ada, "preferred_specialty", ""),
            (ada, "conflicts", "Dr Piers Holm | siân vaughan"),
            (ada, "days", "Monday | Thursday"),
            (ada, "consent", "yes"),
            (carys, "goals", "Bias, hidden and open | Speaking up"),
            (carys, "preferred_specialty", "Paediatrics"),
            (carys, "conflicts", ""),
            (bashir, "goals", "Rotas"),
            (bashir, "days", "Monday"),
            (bashir, "conflicts", ""),
        ];
        for (person, field, expected) in facts {
            assert_eq!(answer(person, field), expected, "{name}, row {}, {field}", person.record);
        }
        let day = if tool == Some("jisc") { "not mapped" } else { "2026-09-03" };
        assert!(answer(ada, "answered").starts_with(day), "{name}");
    }
}

#[test]
fn coded_exports_stop_and_ask_for_the_key() {
    for (name, code) in [("jisc-coded.csv", "coded-export"), ("limesurvey-codes.csv", "coded-answers")] {
        let problems = read_as_proposed(name, &bytes(name)).unwrap_err();
        assert!(
            problems.iter().any(|problem| problem.code == code && problem.help.as_ref().unwrap().contains("codebook")),
            "{problems:#?}"
        );
    }
}

#[test]
fn with_the_key_a_coded_export_is_read() {
    let name = "limesurvey-codes.csv";
    let mut settings = read_settings(name);
    let goals = settings.columns.get_mut("goals").unwrap();
    for (code, meaning) in [("SQ001", "Bias"), ("SQ002", "Rotas"), ("SQ003", "Speaking up")] {
        goals.aliases.insert(code.to_owned(), meaning.to_owned());
    }
    let days = settings.columns.get_mut("days").unwrap();
    for (at, day) in ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"].into_iter().enumerate() {
        days.aliases.insert(format!("SQ00{}", at + 1), day.to_owned());
    }
    let reading = read(Source { path: name, bytes: &bytes(name), ..Source::default() }, &settings).unwrap();
    let ada = reading.people.first().unwrap();
    assert_eq!((answer(ada, "goals").as_str(), answer(ada, "days").as_str()), ("Bias | Rotas", "Monday | Thursday"));
}

fn read_settings(name: &str) -> revmentor::parts::domain::Survey {
    let mut settings = propose(Source { path: name, bytes: &bytes(name), ..Source::default() }).unwrap().settings;
    let each = |each: &str| revmentor::parts::domain::Column { each: Some(each.into()), ..Default::default() };
    settings.columns.insert("goals".into(), each("goals["));
    settings.columns.insert("days".into(), each("days["));
    settings
}

#[test]
fn private_columns_are_neither_mapped_nor_shown() {
    let text = "Timestamp,Name,Email,Ethnicity,GMC number,Grade,Gender,Any other comments,Specialty\n\
        2026-09-01 10:00:00,Ada Whitlock,ada@x.example,White,9000001,ST3,Female,Secret,Paediatrics\n\
        2026-09-02 10:00:00,Bashir Noor,bashir@x.example,Asian,9000002,ST4,Male,Secret too,Paediatrics\n";
    let (proposal, reading) = read_as_proposed("x.csv", text.as_bytes()).unwrap();
    let mapped: Vec<&str> = proposal.settings.columns.keys().map(String::as_str).collect();
    assert_eq!(mapped, ["answered", "email", "name", "specialty"]);
    let shown = format!("{:?}", proposal.columns);
    assert!(!shown.contains("White") && !shown.contains("9000001") && !shown.contains("Female"), "{shown}");
    assert!(!format!("{reading:?}").contains("White"));
}

#[test]
fn the_proposed_block_names_every_mapped_field() {
    for (name, ..) in CASES {
        let proposal = propose(Source { path: name, bytes: &bytes(name), ..Source::default() }).unwrap();
        let text = block(Side::Mentor, &proposal.settings);
        let parsed: toml::Table = text.parse().unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
        let columns = parsed["survey"]["mentors"]["columns"].as_table().unwrap();
        assert_eq!(columns.len(), proposal.settings.columns.len(), "{text}");
    }
}

#[test]
fn the_order_of_rows_changes_nothing_but_row_numbers() {
    let name = "google-forms-sheet.csv";
    let text = String::from_utf8(bytes(name)).unwrap();
    let mut lines: Vec<&str> = text.split("\r\n").collect();
    lines[1..].reverse();
    let (_, forwards) = read_as_proposed(name, text.as_bytes()).unwrap();
    let (_, backwards) = read_as_proposed(name, lines.join("\r\n").as_bytes()).unwrap();
    let people = |reading: &revmentor::parts::survey::Reading| {
        let mut people: Vec<_> = reading.people.iter().map(|p| (p.contact.email.clone(), p.answers.clone())).collect();
        people.sort();
        people
    };
    assert_eq!(people(&forwards), people(&backwards));
}

#[test]
fn a_question_for_how_many_somebody_could_take_is_the_capacity() {
    let rows = [("Anna Smith", "2", "1"), ("Bola Hart", "one", "3"), ("Chidi Marsh", "", "0"), ("Devi Stone", "none", "2")];
    let row = |(name, room, before): (&str, &str, &str)| {
        format!("{name},{}@x.example,{room},{before}\n", name.to_lowercase().replace(' ', "."))
    };
    let head = "Full name,Email,How many mentees could you take?,How many mentees have you had before?\n";
    let text = head.to_owned() + &rows.map(row).concat();
    let (_, reading) = read_as_proposed("mentors.csv", text.as_bytes()).unwrap();
    let room: Vec<Option<String>> = reading
        .people
        .iter()
        .map(|person| person.answers.get("capacity").and_then(|answer| answer.texts().next().map(str::to_owned)))
        .collect();
    assert_eq!(room, [Some("2".to_owned()), Some("1".to_owned()), None, Some("0".to_owned())]);
    let refused = read_as_proposed("mentors.csv", text.replace("none", "lots").as_bytes()).unwrap_err();
    assert_eq!((refused[0].code, refused[0].place.row, refused[0].value.as_deref()), ("unclear-number", Some(5), Some("lots")));
}

/// A REDCap project with three instruments: the sign-up is finished where its own column says so, whatever the others say.
#[test]
fn of_several_instruments_the_one_with_the_mapped_fields_decides() {
    let raw = "record_id,screening_timestamp,eligible,screening_complete,signup_timestamp,full_name,email,topics___1,consent,signup_complete,\
               feedback_timestamp,useful,clear,again,feedback_complete\n";
    let labels = "Record ID,Survey Timestamp,Eligible,Complete?,Survey Timestamp,Full name,Email,Topics (choice=Rotas),Consent,Complete?,\
                  Survey Timestamp,Useful,Clear,Again,Complete?\n";
    let row = |id: &str, name: &str, first: &str, when: &str, own: &str, last: &str| {
        let email = format!("{}@x.example", name.replace(' ', ".").to_lowercase());
        let feedback = if last == "2" { "2026-11-01 09:00,5,5,5" } else { ",,," };
        format!("{id},2026-10-01 08:00,1,{first},{when},{name},{email},1,Yes,{own},{feedback},{last}\n")
    };
    let rows = [
        row("1", "Ada Whitlock", "0", "2026-10-02 09:00", "2", "0"),
        row("2", "Bo Lind", "2", "2026-10-04 09:00", "2", "2"),
        row("3", "Carys Day", "2", "[not completed]", "0", "2"),
        row("4", "Dov Stein", "2", "2026-10-03 09:00", "2", "2"),
        row("5", "Bo Lind", "2", "2026-10-03 09:00", "2", "2"),
    ];
    let words = |row: &String| {
        let cells: Vec<&str> = row.trim().split(',').collect();
        let word = |(at, cell): (usize, &&str)| match (at, *cell) {
            (3 | 9 | 14, "2") => "Complete".to_owned(),
            (3 | 9 | 14, _) => "Incomplete".to_owned(),
            (7, _) => "Checked".to_owned(),
            (_, cell) => cell.to_owned(),
        };
        cells.iter().enumerate().map(word).collect::<Vec<_>>().join(",") + "\n"
    };
    for (heads, rows) in [(raw, rows.to_vec()), (labels, rows.iter().map(words).collect())] {
        let text = heads.to_owned() + &rows.concat();
        let source = Source { path: "signup.csv", bytes: text.as_bytes(), ..Source::default() };
        let mut settings = propose(source).unwrap().settings;
        settings.columns.retain(|name, _| name != "goals");
        let reading = read(source, &settings).unwrap();
        let people: Vec<(u32, &str)> =
            reading.people.iter().map(|person| (person.record, person.contact.name.as_str())).collect();
        assert_eq!(people, [(2, "Ada Whitlock"), (3, "Bo Lind"), (5, "Dov Stein")], "{:?}", reading.left_out);
        assert_eq!(left_out(&reading), [(4, "incomplete", None), (6, "superseded", Some(3))]);
    }
}
