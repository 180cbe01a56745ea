//! Days that somebody can not do: as sentences in a cell, and asked for by a heading. None becomes a day that is possible.

use super::cells::both;
use super::proposals::{column, with};

const HEADING: &str = "On which days could you meet?";

#[test]
fn an_excluded_day_is_taken_out_or_named_in_every_kind_of_file() {
    for (cell, days) in [
        ("I don't work Fridays", "Monday Tuesday Wednesday Thursday"),
        ("Friday - no", "Monday Tuesday Wednesday Thursday"),
        ("FRIDAYS ARE IMPOSSIBLE", "Monday Tuesday Wednesday Thursday"),
        ("Any day apart from Friday", "Monday Tuesday Wednesday Thursday"),
        ("Monday: no, Tuesday: yes", "Tuesday"),
        ("Fridays are fine", "Friday"),
        ("No problem with Fridays", "Friday"),
        ("Clinic on Fridays, otherwise free", ""),
        ("On call every Friday", ""),
    ] {
        let rows: [&[&str]; 5] = [
            &["Full name", "Email address", "Topics", HEADING],
            &["Ada Whitlock", "ada@x.example", "Rotas; Exams", "Monday; Friday"],
            &["Bashir Noor", "bashir@x.example", "Exams; Pay", "Mondays and Fridays"],
            &["Cora Lind", "cora@x.example", "Pay; Rotas", "Tuesday"],
            &["Wei Zhang", "wei@x.example", "Rotas; Pay", cell],
        ];
        for reading in both(&rows) {
            let read = |at: usize| reading.people[at].answers.get("days").unwrap().texts().collect::<Vec<_>>().join(" ");
            assert_eq!((read(0).as_str(), read(1).as_str()), ("Monday Friday", "Monday Friday"));
            assert_eq!(read(3), days, "{cell}");
            let named = reading.warnings.iter().find(|problem| problem.code == "unreadable-days");
            let shown = named.map(|problem| (problem.place.row, problem.place.column.as_deref(), problem.value.as_deref()));
            assert_eq!(shown, days.is_empty().then_some((Some(5), Some(HEADING), Some(cell))), "{cell}");
            assert!(named.is_none_or(|problem| problem.message.contains("not clear which")), "{named:?}");
        }
    }
}

#[test]
fn a_heading_that_asks_for_days_that_are_not_possible_is_not_proposed() {
    let cells = ["Monday", "Friday", "Monday; Tuesday", "Thursday"];
    for heading in [
        "On which days can you NOT meet?",
        "Days you are unavailable",
        "Non-working days",
        "Days off",
        "Which day(s) do you not work?",
        "LTFT: which days do you not work",
        "Teaching day",
        "Clinic days",
        "When are you on call?",
        "Which days are you busy?",
        "Regular commitments (days)",
        "Days that are impossible for you",
        "Which days should we rule out?",
        "Tage, an denen Sie nicht können",
        "Quels jours ne pouvez-vous pas vous réunir ?",
    ] {
        let proposal = with(heading, cells);
        assert_eq!(column(&proposal, "days"), None, "{heading}");
        assert!(proposal.columns.iter().any(|column| column.heading == heading && column.field.is_none()), "{heading}");
    }
    for heading in
        ["Which days can you meet?", "Days on which you are free", "When are you available?", "Preferred days", "Jours possibles"]
    {
        assert_eq!(column(&with(heading, cells), "days"), Some(format!("{heading:?}")));
    }
}
