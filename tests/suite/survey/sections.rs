//! One sheet with several parts: titles over some of its rows, a second table below or beside the first, a row of totals.

use revmentor::parts::domain::Side;
use revmentor::parts::survey::{Reading, Source, propose, read};

use super::lists::{spreadsheet, table};

const HEADS: [&str; 4] = ["Name", "Email", "Trust", "Topics"];
const ADA: [&str; 4] = ["Ada Whitlock", "ada@x.example", "Leeds", "Exams; Rotas"];
const BO: [&str; 4] = ["Bo Lind", "bo@x.example", "York", "Rotas; Faith"];
const CARYS: [&str; 4] = ["Carys Day", "carys@x.example", "Leeds", "Exams; Faith"];
const BLANK: [&str; 4] = [""; 4];

fn title(text: &str) -> [&str; 4] {
    [text, "", "", ""]
}

/// The rows as CSV and as a workbook, each read as proposed for a side.
fn both(rows: &[[&str; 4]], side: Side) -> [Result<Reading, Vec<String>>; 2] {
    let cell = |cell: &&str| format!("\"{cell}\"");
    let csv: String = rows.iter().map(|row| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\n").collect();
    let rows: Vec<(&str, &[&str])> = rows.iter().map(|row| ("", &row[..])).collect();
    let workbook = spreadsheet(&table("Sheet1", &rows));
    [("a.csv", csv.into_bytes()), ("a.ods", workbook)].map(|(path, bytes)| {
        let source = Source { path, bytes: &bytes, side: Some(side), codebook: None };
        let settings = propose(source).unwrap().settings;
        read(source, &settings).map_err(|problems| problems.iter().map(|problem| format!("{problem:?}")).collect())
    })
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
    let rows = [title("MENTORS"), HEADS, ADA, CARYS, BLANK, title("MENTEES"), HEADS, BO];
    for (side, people) in [(Side::Mentor, vec!["Ada Whitlock", "Carys Day"]), (Side::Mentee, vec!["Bo Lind"])] {
        for reading in both(&rows, side) {
            let reading = reading.unwrap();
            assert_eq!(names(&reading), people);
            assert!(reading.warnings.iter().any(|problem| problem.message.contains("they are of the other side")));
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
fn tables_side_by_side_are_named() {
    for (heads, code) in [
        ("Mentor name,Mentor email,Topics,,Mentee name,Mentee email", None),
        ("Name,Email,Topics,,Name,Email", Some("two-columns")),
    ] {
        let text = format!(
            "{heads}\nAda Whitlock,ada@x.example,Exams,,Bo Lind,bo@x.example\nCarys Day,carys@x.example,Rotas,,Gita Rao,gita@x.example\n"
        );
        let source = Source { path: "a.csv", bytes: text.as_bytes(), side: Some(Side::Mentor), codebook: None };
        let proposal = propose(source).unwrap();
        let said = proposal.warnings.iter().find(|problem| problem.code == "tables-side-by-side").unwrap();
        assert!(said.message.contains("column 5"), "{said:?}");
        let refused = read(source, &proposal.settings).err().map(|problems| problems[0].code);
        assert_eq!(refused, code, "{heads}");
    }
    let supervisor = "Name,Email,,Supervisor,Supervisor email\nAda Whitlock,ada@x.example,,Dr Hill,hill@x.example\nBo Lind,bo@x.example,,Dr Moor,moor@x.example\n";
    let proposal = propose(Source { path: "a.csv", bytes: supervisor.as_bytes(), ..Source::default() }).unwrap();
    assert!(proposal.warnings.iter().all(|problem| problem.code != "tables-side-by-side"), "{:?}", proposal.warnings);
}
