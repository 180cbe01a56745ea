//! Weekdays that are ticked in columns of their own, and what people write beside and under them.

use revmentor::parts::survey::Reading;

use super::cells::both;
use super::read_as_proposed;

fn days(reading: &Reading, at: usize) -> String {
    reading.people[at].answers.get("days").map(|days| days.texts().collect::<Vec<_>>().join(" ")).unwrap_or_default()
}

/// Where a cell for weekdays is named as not understood: row, column, cell.
fn named(reading: &Reading) -> Vec<(u32, String, String)> {
    let said = reading.warnings.iter().filter(|problem| problem.code == "unreadable-days");
    said.map(|problem| {
        (problem.place.row.unwrap(), problem.place.column.clone().unwrap(), problem.value.clone().unwrap_or_default())
    })
    .collect()
}

#[test]
fn what_is_written_beside_ticked_days_takes_none_of_them_away() {
    for (ticks, other, days_read, is_named) in [
        ("Monday,Tuesday,,,", "Clinic", "Monday Tuesday", true),
        ("Monday,,Wednesday,,", "No", "Monday Wednesday", false),
        ("Monday,,,,", "none of these otherwise", "Monday", true),
        ("Monday,,,,", "not Mondays in term", "Monday", true),
        ("Monday,,,,", "depends on rota", "Monday", true),
        ("Monday,,,,", "Thursday too", "Monday Thursday", false),
        ("Monday,,,,", "n/a", "Monday", false),
        (",,,,", "depends on rota", "", true),
        (",,,,", "none of these", "", true),
        (",,,,", "Any day except Tuesday", "Monday Wednesday Thursday Friday", false),
        (",,,,", "", "", false),
    ] {
        let text = format!(
            "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,\
             Full name,Your email,Which topics?,Which days can you meet?,,,,,\n\
             ,,,,,,,,,Response,Response,Response,Monday,Tuesday,Wednesday,Thursday,Friday,Other (please specify)\n\
             1,9,14/09/2026 10:11,14/09/2026 10:12,192.0.2.1,,,,,Ada Whitlock,ada@x.example,Rotas,Monday,,Wednesday,,Friday,\n\
             2,9,14/09/2026 10:13,14/09/2026 10:14,192.0.2.1,,,,,Bashir Noor,bashir@x.example,Exams,,Tuesday,,Thursday,,\n\
             3,9,14/09/2026 10:15,14/09/2026 10:16,192.0.2.1,,,,,Cora Lind,cora@x.example,Exams,{ticks},{other}\n"
        );
        for bytes in [text.clone().into_bytes(), super::workbooks::as_workbook(&text)] {
            let path = if bytes.starts_with(b"PK") { "a.xlsx" } else { "a.csv" };
            let (_, reading) = read_as_proposed(path, &bytes).unwrap();
            assert_eq!(days(&reading, 0), "Monday Wednesday Friday");
            assert_eq!(days(&reading, 2), days_read, "{ticks} {other}");
            let column = "Other (please specify)".to_owned();
            let expected = is_named.then(|| (5, column, other.to_owned()));
            assert_eq!(named(&reading), expected.into_iter().collect::<Vec<_>>(), "{ticks} {other}");
        }
    }
}

#[test]
fn a_duty_under_a_weekday_is_no_free_day_and_what_is_unclear_is_named() {
    for (cell, is_free, is_named) in [
        ("Yes", true, false),
        ("Morning", true, false),
        ("after 2pm", true, false),
        ("9-11am", true, false),
        ("No", false, false),
        ("", false, false),
        ("Not available", false, false),
        ("n/a", false, false),
        ("No, sorry, clinic", false, false),
        ("Day off", false, false),
        ("Clinic all day", false, true),
        ("Theatre list am", false, true),
        ("Clinic", false, true),
        ("Maybe", false, true),
        ("Yes but not 1st of month", false, true),
        ("Only in emergencies", false, true),
        ("If necessary", false, true),
        ("WFH", false, true),
        ("Avail", true, false),
    ] {
        for style in ["When could you meet? [DAY]", "Availability >> DAY", "DAY"] {
            let headings = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"].map(|day| style.replace("DAY", day));
            let [monday, tuesday, wednesday, thursday, friday] = &headings;
            let rows: [&[&str]; 6] = [
                &["Full name", "Email address", "Topics", monday, tuesday, wednesday, thursday, friday],
                &["Ada Whitlock", "ada@x.example", "Rotas; Exams", "Yes", "No", "Yes", "No", "Yes"],
                &["Bashir Noor", "bashir@x.example", "Exams; Pay", "No", "Yes", "Yes", "Yes", "Yes"],
                &["Cora Lind", "cora@x.example", "Pay; Rotas", "Yes", "No", "No", "Yes", "Yes"],
                &["Dov Stein", "dov@x.example", "Pay; Rotas", "Yes", "Yes", "No", "Yes", "No"],
                &["Wei Zhang", "wei@x.example", "Rotas; Pay", "Yes", "No", "Yes", "No", cell],
            ];
            for reading in both(&rows) {
                let expected = if is_free { "Monday Wednesday Friday" } else { "Monday Wednesday" };
                assert_eq!(days(&reading, 0), "Monday Wednesday Friday", "{style}: {cell}");
                assert_eq!(days(&reading, 4), expected, "{style}: {cell}");
                let expected = is_named.then(|| (6, friday.clone(), cell.to_owned()));
                assert_eq!(named(&reading), expected.into_iter().collect::<Vec<_>>(), "{style}: {cell}");
            }
        }
    }
}

#[test]
fn columns_of_weekdays_are_found_where_most_people_wrote_what_keeps_them() {
    for style in ["When could you meet? [DAY]", "Availability >> DAY", "DAY"] {
        let headings = ["Monday", "Tuesday", "Wednesday"].map(|day| style.replace("DAY", day));
        let [monday, tuesday, wednesday] = &headings;
        let rows: [&[&str]; 5] = [
            &["Full name", "Email address", "Topics", monday, tuesday, wednesday],
            &["Ada Whitlock", "ada@x.example", "Rotas; Exams", "Yes", "Clinic", "Clinic"],
            &["Bashir Noor", "bashir@x.example", "Exams; Pay", "Clinic", "Theatre", "Yes"],
            &["Cora Lind", "cora@x.example", "Pay; Rotas", "Clinic", "On call", "Clinic"],
            &["Dov Stein", "dov@x.example", "Pay; Rotas", "Clinic", "Yes", "Maybe"],
        ];
        for reading in both(&rows) {
            let read: Vec<String> = (0..4).map(|at| days(&reading, at)).collect();
            assert_eq!(read, ["Monday", "Wednesday", "", "Tuesday"], "{style}");
        }
    }
}

#[test]
fn days_in_a_sentence_are_read_as_meant_or_named() {
    for (cell, expected) in [
        ("Anything but Friday afternoon", ""),
        ("Any day but Friday afternoons", ""),
        ("Anything but Friday", "Monday Tuesday Wednesday Thursday"),
        ("Any day but Friday", "Monday Tuesday Wednesday Thursday"),
        ("Clinic Mon, Tue. Otherwise flexible", ""),
        ("On call Monday, Tuesday", ""),
        ("Clinic Mon, happy with Tuesday", "Tuesday"),
        ("Mon thru Thu", "Monday Tuesday Wednesday Thursday"),
        ("Monday through Thursday", "Monday Tuesday Wednesday Thursday"),
        ("Monday but prefer Tuesday", "Monday Tuesday"),
    ] {
        let rows: [&[&str]; 5] = [
            &["Full name", "Email address", "Topics", "On which days could you meet?"],
            &["Ada Whitlock", "ada@x.example", "Rotas; Exams", "Monday; Friday"],
            &["Bashir Noor", "bashir@x.example", "Exams; Pay", "Mondays and Fridays"],
            &["Cora Lind", "cora@x.example", "Pay; Rotas", "Tuesday"],
            &["Wei Zhang", "wei@x.example", "Rotas; Pay", cell],
        ];
        for reading in both(&rows) {
            assert_eq!(days(&reading, 3), expected, "{cell}");
            assert_eq!(named(&reading).len(), usize::from(expected.is_empty()), "{cell}");
        }
    }
}
