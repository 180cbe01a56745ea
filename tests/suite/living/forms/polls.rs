//! Polls of dates and exports of forms, as CSV and as workbooks.

use super::{Cohort, Said, csv, import, tells};

const AMARA: &str = "Amara Okonkwo";
const BILAL: &str = "Bilal Hashemi";
const AT_AMARA: &str = "amara.okonkwo@trust.example";
const AT_BILAL: &str = "bilal.hashemi@trust.example";

const FIRST: &str = "dates = [2027-01-19T12:00:00, 2027-01-21T15:00:00]";
const SECOND: &str = "dates = [2027-04-06T12:00:00, 2027-04-08T15:00:00]";

fn begun() -> Cohort {
    let cohort = Cohort::new();
    let text = cohort.read("cohort.toml");
    let at = "at = [\"12:00\", \"15:00\"]";
    cohort.write("cohort.toml", &text.replacen(at, FIRST, 1).replacen(at, SECOND, 1));
    cohort.ok("match --seed 7 --today 2026-11-01");
    cohort
}

fn read(event: &str, rows: &[&[&str]]) -> (Cohort, Said) {
    import(begun, &format!("choose import FILE{event} --today 2026-12-20"), rows)
}

/// The option that somebody chose.
fn chosen(cohort: &Cohort, event: &str, name: &str) -> Option<String> {
    let facts = cohort.read(&format!("facts/people/{}.csv", cohort.id(name)));
    let row = facts.lines().rev().find_map(|line| line.split_once(&format!(",chose,{event},")))?;
    row.1.split(' ').next().map(str::to_owned)
}

/// Amara comes to the second date and Bilal to the first.
const EXPORTS: &[(&str, &str, &[&[&str]])] = &[
    (
        "our own columns",
        "",
        &[&["person", "event", "option"], &[AMARA, "supervision", "2"], &[AT_BILAL, "Group supervision", "19 Jan, 12:00"]],
    ),
    (
        "Google Forms",
        "",
        &[
            &["Timestamp", "Email Address", "Which date suits you?"],
            &["10/12/2026 18:00:00", AT_AMARA, "Thursday 21 January 2027, 15:00"],
            &["10/12/2026 18:00:00", AT_BILAL, "Tuesday 19 January 2027, 12:00"],
        ],
    ),
    (
        "Microsoft Forms with two sessions",
        "",
        &[
            &[
                "Id",
                "Start time",
                "Completion time",
                "Email",
                "Name",
                "Your name",
                "Date of Group supervision",
                "Date of Second group supervision",
            ],
            &["1", "11/10/2026 9:00", "11/10/2026 9:05", "anonymous", "", AMARA, "21 Jan, 3pm", "6 April, 12:00"],
            &["2", "11/10/2026 9:00", "11/10/2026 9:05", "anonymous", "", BILAL, "19 Jan, 12pm", ""],
        ],
    ),
    (
        "a poll with a column for each date",
        "",
        &[
            &["Name", "E-mail", "19/01/2027 12:00", "21/01/2027 15:00"],
            &[AMARA, AT_AMARA, "", "OK"],
            &[BILAL, AT_BILAL, "OK", "(OK)"],
        ],
    ),
    (
        "a grid of a form",
        "",
        &[
            &["Timestamp", "Your name", "Which date? [Tue 19 Jan, 12:00]", "Which date? [Thu 21 Jan, 15:00]"],
            &["10/12/2026 18:00:00", AMARA, "No", "Yes"],
            &["10/12/2026 18:00:00", BILAL, "Yes", "No"],
        ],
    ),
    ("numbers of one session", " --event supervision", &[&["Who", "Choice"], &[AMARA, "2"], &[BILAL, "1"]]),
    (
        "twice, and the last counts",
        "",
        &[
            &["Timestamp", "Email Address", "Which date suits you?"],
            &["12/12/2026 18:00:00", AT_AMARA, "21 January, 15:00"],
            &["10/12/2026 18:00:00", AT_AMARA, "19 January, 12:00"],
            &["13/12/2026 18:00:00", AT_BILAL, "19 January, 12:00"],
        ],
    ),
];

#[test]
fn choices_are_read_as_polls_and_forms_export_them() {
    for (tool, event, rows) in EXPORTS {
        let (cohort, said) = read(event, rows);
        assert_eq!(said.status, 0, "{tool}: {}", said.err);
        let of = |name| chosen(&cohort, "supervision", name);
        assert_eq!((of(AMARA).as_deref(), of(BILAL).as_deref()), (Some("2"), Some("1")), "{tool}: {}", said.err);
        if tool.contains("two sessions") {
            assert_eq!(chosen(&cohort, "supervision-2", AMARA).as_deref(), Some("1"), "{tool}");
            assert_eq!(chosen(&cohort, "supervision-2", BILAL), None, "{tool}");
            tells(&said, &["chose no date of supervision-2"]);
        }
        if tool.contains("the last counts") {
            tells(&said, &["answered for supervision again in row 2, which counts"]);
        }
    }
}

#[test]
fn what_a_poll_leaves_open_is_named_with_its_row() {
    let refused = |event: &str, rows: &[&[&str]], parts: &[&str]| {
        let (cohort, said) = read(event, rows);
        assert_eq!(said.status, 2, "{}", said.err);
        tells(&said, parts);
        assert_eq!(chosen(&cohort, "supervision", AMARA), None);
    };
    let poll = ["Name", "19/01/2027 12:00", "21/01/2027 15:00"];
    refused("", &[&poll, &[AMARA, "perchance", ""]], &["[neither-yes-nor-no]", "row 2", "perchance"]);
    refused("", &[&poll, &["Nobody Known", "OK", ""]], &["row 2", "Nobody Known"]);
    let dates = ["Email", "Which date suits you?"];
    let named: &[&[&str]] = &[&["person", "event", "option"], &[AMARA, "supervision", "19 January; 21 January"]];
    refused("", named, &["[several-dates]", "row 2", "revmentor choose supervision"]);
    refused("", &[&dates, &[AT_AMARA, "20 January"], &[AT_BILAL, "19 January, 12:00"]], &["[unknown-option]", "row 2"]);
    refused("", &[&["Email", "Choice"], &[AT_AMARA, "1"]], &["[missing-column]", "--event supervision"]);
    refused(" --event supervison", &[&["Email", "Choice"], &[AT_AMARA, "1"]], &["[unknown-event]", "supervision"]);
}

/// As `begun`, and one person fits into each date.
fn with_room_for_one() -> Cohort {
    let cohort = begun();
    let text = cohort.read("cohort.toml");
    cohort.write("cohort.toml", &text.replacen(FIRST, &format!("{FIRST}\ncapacity = 1"), 1));
    cohort
}

#[test]
fn who_can_come_on_several_dates_chooses_none_unless_only_one_has_room() {
    let poll: &[&[&str]] = &[&["Name", "19/01/2027 12:00", "21/01/2027 15:00"], &[AMARA, "OK", "OK"], &[BILAL, "OK", ""]];
    let both = "19 January 2027, 12:00; 21 January 2027, 15:00";
    let form: &[&[&str]] = &[&["Email", "Which date suits you?"], &[AT_AMARA, both], &[AT_BILAL, "19 January, 12:00"]];
    for rows in [poll, form] {
        let (cohort, said) = read("", rows);
        assert_eq!(said.status, 0, "{}", said.err);
        let person = cohort.id(AMARA);
        let cure = format!("`revmentor choose supervision {person} 1` (1 = 19 January 2027, 12:00, 2 = 21 January 2027, 15:00)");
        tells(&said, &["[several-dates]", "row 2", "can come on 2 dates of supervision: none is recorded", &cure]);
        let of = |cohort: &Cohort, name| chosen(cohort, "supervision", name);
        assert_eq!((of(&cohort, AMARA), of(&cohort, BILAL).as_deref()), (None, Some("1")));
        cohort.ok(&format!("choose supervision {person} 2 --today 2026-12-20"));
        cohort.write("again.csv", &String::from_utf8(csv(rows)).unwrap());
        tells(&cohort.ok("choose import again.csv --today 2026-12-21"), &["on 21 January 2027, 15:00 before: that stays"]);
        assert_eq!(of(&cohort, AMARA).as_deref(), Some("2"));
        let (cohort, said) = import(with_room_for_one, "choose import FILE --today 2026-12-20", rows);
        assert_eq!(said.status, 0, "{}", said.err);
        tells(&said, &["can come only 21 January 2027, 15:00 has room", "chose supervision on Thursday 21 January 2027"]);
        assert_eq!((of(&cohort, AMARA).as_deref(), of(&cohort, BILAL).as_deref()), (Some("2"), Some("1")));
    }
}

#[test]
fn whoever_says_that_no_date_suits_is_named_and_chooses_none() {
    let rows: &[&[&str]] = &[&["Email", "Which date suits you?"], &[AT_AMARA, "None of these"], &[AT_BILAL, "19 January, 12:00"]];
    let (cohort, said) = read("", rows);
    assert_eq!(said.status, 0, "{}", said.err);
    tells(&said, &["chose no date of supervision", "row 2"]);
    assert_eq!((chosen(&cohort, "supervision", AMARA), chosen(&cohort, "supervision", BILAL).as_deref()), (None, Some("1")));
}

#[test]
fn a_poll_whose_heading_stands_in_three_rows_is_read() {
    let rows: &[&[&str]] = &[
        &["Poll \"Group supervision\""],
        &["https://poll.example/abc"],
        &[""],
        &["", "January 2027", "", "April 2027", "May 2027"],
        &["", "Tue 19", "Thu 21", "Tue 6", "Mon 3"],
        &["", "12:00 PM – 1:00 PM", "3:00 PM – 4:00 PM", "12:00 PM – 1:00 PM", "9:00 AM – 10:00 AM"],
        &[AMARA, "(OK)", "OK", "", ""],
        &[BILAL, "OK", "", "(OK)", "OK"],
        &["Count", "1", "1", "0", "1"],
    ];
    let (cohort, said) = read("", rows);
    assert_eq!(said.status, 0, "{}", said.err);
    let of = |event, name| chosen(&cohort, event, name);
    assert_eq!(
        (of("supervision", AMARA).as_deref(), of("supervision", BILAL).as_deref()),
        (Some("2"), Some("1")),
        "{}",
        said.err
    );
    assert_eq!(of("supervision-2", BILAL), None, "{}", said.err);
    tells(
        &said,
        &["neither takes nor rules out", "\"January 2027 Tue 19 12:00 PM – 1:00 PM\" of supervision ((OK)): not counted"],
    );
    tells(
        &said,
        &[
            "of supervision-2 ((OK)): not counted",
            "\"May 2027 Mon 3 9:00 AM – 10:00 AM\" is no date of a session",
            "the poll's own count",
        ],
    );
}

#[test]
fn what_polls_call_if_need_be_is_said() {
    for word in ["(OK)", "If need be", "Ifneedbe", "maybe", "?"] {
        let rows: &[&[&str]] = &[&["Name", "19/01/2027 12:00", "21/01/2027 15:00"], &[AMARA, word, "no"], &[BILAL, "yes", "no"]];
        let (cohort, said) = read("", rows);
        assert_eq!(said.status, 0, "{word}: {}", said.err);
        assert_eq!((chosen(&cohort, "supervision", AMARA), chosen(&cohort, "supervision", BILAL).as_deref()), (None, Some("1")));
        tells(
            &said,
            &["row 2", &format!("\"19/01/2027 12:00\" of supervision ({word}): not counted"), "chose no date of supervision"],
        );
    }
}
