//! One sheet with several parts: titles over some of its rows, a second table below or beside the first, a row of totals.

use revmentor::parts::domain::Side;
use revmentor::parts::survey::{Reading, Source, propose, read};

use super::lists::{spreadsheet, table};

const HEADS: [&str; 4] = ["Name", "Email", "Trust", "Topics"];
const ADA: [&str; 4] = ["Ada Whitlock", "ada@x.example", "Leeds", "Exams; Rotas"];
const BO: [&str; 4] = ["Bo Lind", "bo@x.example", "York", "Rotas; Faith"];
const CARYS: [&str; 4] = ["Carys Day", "carys@x.example", "Leeds", "Exams; Faith"];
const GITA: [&str; 4] = ["Gita Rao", "gita@x.example", "Hull", "Faith; Exams"];
const BLANK: [&str; 4] = [""; 4];

fn title(text: &str) -> [&str; 4] {
    [text, "", "", ""]
}

/// The rows as CSV and as a workbook, each read as proposed for a side.
fn both(rows: &[[&str; 4]], side: Side) -> [Result<Reading, Vec<String>>; 2] {
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.to_vec()).collect();
    kinds(&rows).map(|(path, bytes)| {
        let source = Source { path, bytes: &bytes, side: Some(side), codebook: None };
        let settings = propose(source).unwrap().settings;
        read(source, &settings).map_err(|problems| problems.iter().map(|problem| format!("{problem:?}")).collect())
    })
}

/// The rows as CSV and as a workbook.
fn kinds(rows: &[Vec<&str>]) -> [(&'static str, Vec<u8>); 2] {
    let cell = |cell: &&str| format!("\"{cell}\"");
    let csv: String = rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\n").collect();
    let rows: Vec<(&str, &[&str])> = rows.iter().map(|row| ("", &row[..])).collect();
    [("a.csv", csv.into_bytes()), ("a.ods", spreadsheet(&table("Sheet1", &rows)))]
}

fn names(reading: &Reading) -> Vec<&str> {
    reading.people.iter().map(|person| person.contact.name.as_str()).collect()
}

#[test]
fn whoever_stands_under_withdrawn_is_left_out_and_it_is_said() {
    for words in ["WITHDRAWN", "Withdrawn since October", "Waiting list", "No longer taking part"] {
        for rows in [vec![HEADS, ADA, title(words), BO, CARYS], vec![HEADS, ADA, BLANK, title(words), HEADS, BO, CARYS]] {
            for reading in both(&rows, Side::Mentor) {
                let reading = reading.unwrap();
                assert_eq!(names(&reading), ["Ada Whitlock"], "{words}");
                let left = reading.left_out.iter().find(|row| row.record == u32::try_from(rows.len()).unwrap()).unwrap();
                assert!(left.why.contains(&format!("it is under {words:?}")), "{}", left.why);
                let said = reading.warnings.iter().find(|problem| problem.code == "section-title").unwrap();
                assert_eq!((said.value.as_deref(), said.message.contains("2 rows below")), (Some(words), true), "{said:?}");
            }
        }
    }
}

#[test]
fn a_title_that_is_not_understood_is_said_and_nobody_is_lost() {
    for reading in both(&[HEADS, ADA, BLANK, title("North"), BO, title("Zed Whose-Address-Follows"), CARYS], Side::Mentor) {
        let reading = reading.unwrap();
        assert_eq!(names(&reading), ["Ada Whitlock", "Bo Lind", "Carys Day"]);
        let said: Vec<_> = reading.warnings.iter().filter(|problem| problem.code == "section-title").collect();
        assert_eq!(said.len(), 1, "{said:?}");
        assert_eq!((said[0].value.as_deref(), said[0].place.row), (Some("North"), Some(4)));
    }
}

#[test]
fn of_two_tables_over_each_other_each_side_reads_its_own() {
    let other = ["Title", "Full name", "E-mail address", "Goals"];
    let bo = ["Dr", "Bo Lind", "bo@x.example", "Rotas; Faith"];
    let gita = ["Prof", "Gita Rao", "gita@x.example", "Faith; Exams"];
    for rows in [
        vec![title("MENTORS"), HEADS, ADA, CARYS, BLANK, title("MENTEES"), HEADS, BO, GITA],
        vec![title("Junior mentors"), HEADS, ADA, CARYS, title("Senior leaders"), other, bo, gita],
        vec![HEADS, title("Mentors"), ADA, CARYS, BLANK, title("Mentees (2)"), BO, GITA],
        vec![HEADS, ADA, CARYS, BLANK, title("MENTEES"), BO, GITA],
        vec![title("Mentees"), other, bo, gita, BLANK, title("Mentors"), HEADS, ADA, title("Mentors, York"), HEADS, CARYS],
    ] {
        for (side, people) in [(Side::Mentor, vec!["Ada Whitlock", "Carys Day"]), (Side::Mentee, vec!["Bo Lind", "Gita Rao"])] {
            for reading in both(&rows, side) {
                let reading = reading.unwrap();
                assert_eq!(names(&reading), people, "{rows:?}");
                assert!(reading.people.iter().all(|person| person.answers.get("goals").is_some()), "{rows:?}");
                assert!(reading.notes.iter().any(|note| note.contains("each side reads its own")), "{:?}", reading.notes);
                let not_selected: Vec<_> = reading.left_out.iter().filter(|row| row.is.word() == "not-selected").collect();
                assert_eq!(not_selected.len(), 2, "{:?}", reading.left_out);
                assert!(not_selected.iter().all(|row| row.why.starts_with("it is in the table ")), "{not_selected:?}");
            }
        }
    }
}

#[test]
fn a_role_that_people_have_or_a_surname_is_no_title_of_a_table() {
    let heads = ["Role", "Name", "Email", "Topics"];
    let rows = [
        heads,
        ["Mentee", "Bo Lind", "bo@x.example", "Rotas"],
        ["Mentee", "", "", ""],
        ["Mentee", "Ada", "ada@x.example", "Exams"],
    ];
    for side in Side::BOTH {
        for reading in both(&rows, side) {
            assert_eq!(names(&reading.unwrap()).len(), 2);
        }
    }
}

#[test]
fn a_second_table_with_other_headings_is_refused() {
    let second = [["Full name", "Reason", "E-mail address", "Since"], ["Bo Lind", "ill", "bo@x.example", "May"]];
    for rows in [[HEADS, ADA, CARYS, BLANK, second[0], second[1]], [HEADS, ADA, CARYS, second[0], second[1], second[1]]] {
        for reading in both(&rows, Side::Mentor) {
            let problems = reading.unwrap_err();
            assert!(problems.iter().any(|problem| problem.contains("second-table")), "{problems:?}");
        }
    }
    let summary = [HEADS, ADA, BO, CARYS, BLANK, ["Trust", "Name", "", ""], ["Leeds", "2", "", ""], ["Total", "3", "", ""]];
    for reading in both(&summary, Side::Mentor) {
        let reading = reading.unwrap();
        assert_eq!(names(&reading).len(), 3);
        assert!(reading.left_out.iter().any(|row| row.why == "a second row of headings"), "{:?}", reading.left_out);
    }
}

#[test]
fn a_row_of_totals_is_nobody_and_a_way_of_contact_is_no_heading() {
    let heads = ["Name", "Email", "Contact by", "Topics"];
    let rows = [heads, ADA, ["Dov Stein", "tbc", "Email", ""], BO, BLANK, ["Total", "2", "", "2"]];
    for reading in both(&rows, Side::Mentor) {
        let reading = reading.unwrap();
        assert_eq!(names(&reading), ["Ada Whitlock", "Bo Lind"]);
        let is: Vec<_> = reading.left_out.iter().map(|row| (row.record, row.is.word())).collect();
        assert_eq!(is, [(3, "incomplete"), (5, "blank"), (6, "note")]);
    }
}

#[test]
fn of_tables_side_by_side_each_side_reads_its_own() {
    let tables: [&[[&str; 7]]; 4] = [
        &[["MENTORS", "", "", "", "MENTEES", "", ""], ["Name", "Email", "Topics", "", "Name", "Email", "Goals"]],
        &[["Mentor name", "Mentor email", "Topics", "", "Mentee name", "Mentee email", "Goals"]],
        &[
            ["", "Reverse mentors", "", "", "", "Reverse mentees", ""],
            [""; 7],
            ["Name", "Email", "Topics", "", "Name", "Email", "Goals"],
        ],
        &[["Mentors", "", "", "Mentees", "", "", ""], ["Name", "Email", "Topics", "Name", "Email", "Trust", "Goals"]],
    ];
    for heads in tables {
        let has_gap = heads[0][3].is_empty();
        let gap = if has_gap { &[""][..] } else { &[] };
        let more = if has_gap { &[][..] } else { &["Leeds"] };
        let row = |mentor: [&'static str; 3], mentee: [&'static str; 2], goals: &'static str| -> Vec<&str> {
            [&mentor[..], gap, &mentee, more, &[goals]].concat()
        };
        let ada = row(["Ada Whitlock", "ada@x.example", "Exams; Rotas"], ["Bo Lind", "bo@x.example"], "Rotas; Faith");
        let carys = row(["Carys Day", "carys@x.example", "Rotas; Faith"], ["Gita Rao", "gita@x.example"], "Faith; Exams");
        let eva = row([""; 3], ["Eva Holm", "eva@x.example"], "Rotas; Exams");
        let rows: Vec<Vec<&str>> = heads.iter().map(|row| row.to_vec()).chain([ada, carys, eva]).collect();
        for (side, people) in
            [(Side::Mentor, vec!["Ada Whitlock", "Carys Day"]), (Side::Mentee, vec!["Bo Lind", "Gita Rao", "Eva Holm"])]
        {
            for (path, bytes) in kinds(&rows) {
                let source = Source { path, bytes: &bytes, side: Some(side), codebook: None };
                let proposal = propose(source).unwrap();
                let reading = read(source, &proposal.settings).unwrap();
                assert_eq!(names(&reading), people, "{path} {rows:?}");
                assert_eq!(reading.people[0].answers.get("goals").map(|goals| goals.texts().count()), Some(2), "{path} {rows:?}");
                assert!(proposal.of_both && proposal.warnings.iter().all(|problem| problem.code != "tables-side-by-side"));
            }
        }
    }
}

#[test]
fn tables_side_by_side_of_which_nothing_tells_the_side_are_named() {
    let text = "Name,Email,Topics,,Name,Email\nAda Whitlock,ada@x.example,Exams,,Bo Lind,bo@x.example\n\
                Carys Day,carys@x.example,Rotas,,Gita Rao,gita@x.example\n";
    let source = Source { path: "a.csv", bytes: text.as_bytes(), side: Some(Side::Mentor), codebook: None };
    let proposal = propose(source).unwrap();
    let said = proposal.warnings.iter().find(|problem| problem.code == "tables-side-by-side").unwrap();
    assert!(said.message.contains("column 5") && said.help.as_ref().is_some_and(|help| help.contains("MENTORS")), "{said:?}");
    assert_eq!(read(source, &proposal.settings).err().map(|problems| problems[0].code), Some("two-columns"));
    let supervisor = "Name,Email,,Supervisor,Supervisor email\nAda Whitlock,ada@x.example,,Dr Hill,hill@x.example\nBo Lind,bo@x.example,,Dr Moor,moor@x.example\n";
    let proposal = propose(Source { path: "a.csv", bytes: supervisor.as_bytes(), ..Source::default() }).unwrap();
    assert!(proposal.warnings.iter().all(|problem| problem.code != "tables-side-by-side"), "{:?}", proposal.warnings);
}
