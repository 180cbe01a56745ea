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

#[test]
fn a_joined_column_that_each_finds_is_read_as_one_and_said() {
    let text =
        "Name,Email,On which days could you meet?\nAda Whitlock,ada@x.example,Monday; Friday\nBo Lind,bo@x.example,Tuesday\n";
    let each = Column { each: Some("On which days".to_owned()), ..Column::default() };
    let reading = read_text(text, &survey(&[("days", each.clone())]));
    assert_eq!(answers(&reading, "days"), [vec!["Monday", "Friday"], vec!["Tuesday"]]);
    assert!(
        reading.notes.iter().any(|note| note.contains("the only column that begins with \"On which days\"")),
        "{:?}",
        reading.notes
    );
    let goals = text.replace("Monday; Friday", "Rotas; Pay").replace("Tuesday", "Pay");
    assert_eq!(answers(&read_text(&goals, &survey(&[("goals", each.clone())])), "goals"), [vec!["Rotas", "Pay"], vec!["Pay"]]);
    // A column for one option stays one.
    let ticked = "Name,Email,On which days: Monday\nAda Whitlock,ada@x.example,x\nBo Lind,bo@x.example,\n";
    let each = Column { each: Some("On which days:".to_owned()), ..each };
    let reading = read_text(ticked, &survey(&[("days", each)]));
    assert_eq!(answers(&reading, "days"), [vec!["Monday"], vec![]]);
}

#[test]
fn numbers_that_rank_answers_are_no_part_of_them() {
    let text = "Name,Email,Goals\nAda Whitlock,ada@x.example,\"1. Rotas\n2. Pay\"\nBo Lind,bo@x.example,\"1. Pay\n2. Exams\"\n\
        Cy Day,cy@x.example,\"1. Exams\n2. Rotas\n3. Pay\"\n";
    let goals = Column { separators: vec!["\n".to_owned()], ..column("Goals") };
    let reading = read_text(text, &survey(&[("goals", goals)]));
    assert_eq!(answers(&reading, "goals"), [vec!["Rotas", "Pay"], vec!["Pay", "Exams"], vec!["Exams", "Rotas", "Pay"]]);
}

#[test]
fn none_in_whatever_words_is_room_for_nobody() {
    for (cell, room) in [("None at present", "0"), ("N", "0"), ("none at the moment.", "0"), ("2", "2"), ("", "")] {
        let text = format!("Name,Email,How many?\nAda Whitlock,ada@x.example,{cell}\n");
        let reading = read_text(&text, &survey(&[("capacity", column("How many?"))]));
        assert_eq!(reading.people[0].answers.get("capacity").unwrap().texts().next().unwrap_or_default(), room, "{cell}");
    }
}

#[test]
fn the_later_of_two_answers_is_told_by_its_half_of_the_day() {
    for (morning, afternoon) in
        [("a.m.", "p.m."), ("am", "pm"), ("A. M.", "P. M."), ("a.m. BST", "p.m. BST"), ("a", "p"), ("vorm.", "nachm.")]
    {
        let text = format!(
            "When,Name,Email,Topic\n20/09/2030 1:10 {afternoon},Ada Whitlock,ada@x.example,Later\n\
             20/09/2030 9:05 {morning},Ada Whitlock,ada@x.example,Earlier\n21/09/2030 10:00 {morning},Bo Lind,bo@x.example,Later\n"
        );
        let reading = read_text(&text, &survey(&[("answered", column("When")), ("specialty", column("Topic"))]));
        assert_eq!(answers(&reading, "specialty"), [["Later"], ["Later"]], "{afternoon}");
    }
    // A mark that nobody knows decides nothing: the row does, and the cell is named.
    let text = "When,Name,Email,Topic\n20/09/2030 1:10 xm,Ada Whitlock,ada@x.example,Earlier\n\
        20/09/2030 9:05 am,Ada Whitlock,ada@x.example,Later\n";
    let reading = read_text(text, &survey(&[("answered", column("When")), ("specialty", column("Topic"))]));
    assert_eq!(answers(&reading, "specialty"), [["Later"]]);
    let said = reading.warnings.iter().find(|problem| problem.code == "unreadable-date").unwrap();
    assert_eq!((said.place.row, said.value.as_deref()), (Some(2), Some("20/09/2030 1:10 xm")));
    assert!(reading.notes.iter().any(|note| note.contains("by the row")), "{:?}", reading.notes);
}
