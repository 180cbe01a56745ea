//! What is written in the settings beats every guess, and every row is judged by what it holds.

use revmentor::parts::domain::{Column, RowCondition, Survey};
use revmentor::parts::survey::{Reading, Source, read};

use super::left_out;

pub(super) fn survey(columns: &[(&str, Column)]) -> Survey {
    let columns = columns.iter().map(|(name, column)| ((*name).to_owned(), column.clone()));
    let usual = [("name", "Name"), ("email", "Email")].map(|(name, heading)| (name.to_owned(), column(heading)));
    Survey { columns: usual.into_iter().chain(columns).collect(), ..Survey::default() }
}

pub(super) fn column(heading: &str) -> Column {
    Column { headings: vec![heading.to_owned()], ..Column::default() }
}

pub(super) fn read_text(text: &str, settings: &Survey) -> Reading {
    read(Source { path: "answers.csv", bytes: text.as_bytes(), ..Source::default() }, settings).unwrap()
}

fn answers<'r>(reading: &'r Reading, field: &str) -> Vec<Vec<&'r str>> {
    reading
        .people
        .iter()
        .map(|person| person.answers.get(field).map(|answer| answer.texts().collect()).unwrap_or_default())
        .collect()
}

#[test]
fn a_written_separator_parts_answers_whatever_the_tool_usually_writes() {
    let text = "Timestamp,Name,Email,Goals\n2026/09/14 10:11:12 AM GMT+1,Ada Whitlock,ada@x.example,Rotas; Pay\n\
        2026/09/14 11:11:12 AM GMT+1,Bo Lind,bo@x.example,Pay;Faith\n";
    for separator in [";", "; "] {
        let goals = Column { separators: vec![separator.to_owned()], ..column("Goals") };
        let reading = read_text(text, &survey(&[("goals", goals)]));
        assert_eq!(answers(&reading, "goals"), [["Rotas", "Pay"], ["Pay", "Faith"]], "{separator:?}");
    }
}

#[test]
fn aliases_hold_for_yes_and_no() {
    let text = "Name,Email,OK?\nAda Whitlock,ada@x.example,oui\nBo Lind,bo@x.example,yes but not now\nCarys Day,carys@x.example,perhaps\n";
    let aliases = [("oui", "yes"), ("yes but not now", "no")].map(|(from, to)| (from.to_owned(), to.to_owned()));
    let reading = read_text(text, &survey(&[("consent", Column { aliases: aliases.into(), ..column("OK?") })]));
    assert_eq!(reading.people.len(), 1);
    assert_eq!(left_out(&reading), [(3, "no-consent", None), (4, "no-consent", None)]);
    assert!(reading.warnings.iter().any(|problem| problem.code == "unclear-mark" && problem.place.row == Some(4)));
    let applied = read_text(text, &survey(&[("applied_before", column("OK?"))]));
    assert_eq!(answers(&applied, "applied_before")[2], ["no"]);
}

#[test]
fn the_delimiter_is_that_with_which_the_named_headings_are_found() {
    let mut text = "Name,Email,Goals\n".to_owned();
    for row in 0..500 {
        let goals = if row % 2 == 0 { "Rotas; Pay; Faith; Exams; Leave" } else { "Pay; Rotas; Exams; Leave; Faith" };
        text = format!("{text}Person {row},p{row}@x.example,{goals}\n");
    }
    let goals = Column { separators: vec![";".to_owned()], ..column("Goals") };
    let reading = read_text(&text, &survey(&[("goals", goals)]));
    assert_eq!((reading.people.len(), reading.facts.delimiter, reading.header_records.as_slice()), (500, Some(','), &[1][..]));
    let proposed =
        revmentor::parts::survey::propose(Source { path: "a.csv", bytes: text.as_bytes(), ..Source::default() }).unwrap();
    assert_eq!((proposed.facts.delimiter, proposed.header_records.as_slice()), (Some(','), &[1][..]));
}

#[test]
fn the_first_respondent_is_no_heading() {
    let qualtrics = "StartDate,EndDate,Status,IPAddress,Progress,Finished,RecordedDate,ResponseId,DistributionChannel,Name,Email\n\
        2026-09-14 10:11:12,2026-09-14 10:15:12,IP Address,1.2.3.4,100,True,2026-09-14 10:15:13,R_1,anonymous,Ada Whitlock,ada@x.example\n\
        2026-09-14 11:11:12,2026-09-14 11:15:12,IP Address,1.2.3.4,100,True,2026-09-14 11:15:13,R_2,anonymous,Bo Lind,bo@x.example\n";
    let surveymonkey = "Respondent ID,Collector ID,End Date,Name,Email,,,\n\
        1,2,09/14/2026 10:11:12 AM,Ada Whitlock,ada@x.example,Rotas,Pay,Faith\n2,2,09/15/2026 10:11:12 AM,Bo Lind,bo@x.example,Rotas,,\n";
    for text in [qualtrics, surveymonkey] {
        let reading = read_text(text, &survey(&[]));
        assert_eq!((reading.people.len(), reading.header_records.as_slice()), (2, &[1][..]), "{text}");
    }
}

#[test]
fn only_rows_that_meet_every_condition_count() {
    let text = "Name,Email,Your role?,Join?\nAda Whitlock,ada@x.example,Mentor,Yes\nBo Lind,bo@x.example,mentee,Yes\n\
        Carys Day,carys@x.example, MENTOR ,No\nDov Lind,dov@x.example,,Yes\n";
    let condition = |column: &str, is: &str| RowCondition { column: column.to_owned(), is: vec![is.to_owned()] };
    let only = vec![condition("Your role?", "mentor"), condition("Join?", "yes")];
    let reading = read_text(text, &Survey { only, ..survey(&[]) });
    assert_eq!(reading.people.iter().map(|person| person.record).collect::<Vec<_>>(), [2]);
    assert_eq!(left_out(&reading), [(3, "not-selected", None), (4, "not-selected", None), (5, "not-selected", None)]);
    let why: Vec<&str> = reading.left_out.iter().map(|row| row.why.as_str()).collect();
    assert_eq!(why, ["\"Your role?\" is \"mentee\"", "\"Join?\" is \"No\"", "\"Your role?\" is not answered"]);
}

#[test]
fn a_question_asked_in_several_branches_is_one_question() {
    let text = "Name,Email,Role,Goals,Goals\nAda Whitlock,ada@x.example,Mentor,Rotas;Pay,\nBo Lind,bo@x.example,Mentee,,Faith\n";
    let goals = Column { separators: vec![";".to_owned()], ..column("Goals") };
    let reading = read_text(text, &survey(&[("goals", goals)]));
    assert_eq!(answers(&reading, "goals"), [vec!["Rotas", "Pay"], vec!["Faith"]]);
    assert!(reading.notes.iter().any(|note| note.contains("they are read as one")));
}

#[test]
fn options_by_redcap_are_goals_and_other_is_none() {
    let text = "Name,Email,Goals (choice=Rotas),Goals (choice=Pay (fair)),Goals (choice=Other),Goals - Other\n\
        Ada Whitlock,ada@x.example,Checked,Unchecked,Checked,Parking\nBo Lind,bo@x.example,Unchecked,Checked,Checked,\n";
    let goals = Column { each: Some("Goals".to_owned()), ..Column::default() };
    let reading = read_text(text, &survey(&[("goals", goals)]));
    assert_eq!(answers(&reading, "goals"), [vec!["Rotas", "Parking"], vec!["Pay (fair)"]]);
}
