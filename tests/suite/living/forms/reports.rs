//! Reports of meetings in the shapes of twelve tools: one that was held, told by a mentor, and one that was not, told by another.

use chrono::NaiveDate;

use super::{Cohort, import};

const TODAY: &str = "--today 2027-03-20";

fn begun() -> Cohort {
    let cohort = Cohort::matched();
    cohort.ok("reveal --on 2026-11-20 --today 2026-11-20");
    cohort
}

/// The exports, with HELD for the day of the meeting that was held, GIVEN for a moment two days after the one that was not, and ONE and
/// TWO for the people; M/D and D/M stand for the day with the month or the day first.
const EXPORTS: &[(&str, &[&str])] = &[
    ("Google Forms", &["Timestamp|Email Address|Did you meet?|On which day?", "GIVEN|AT ONE|Yes|D/M", "GIVEN|AT TWO|No|"]),
    (
        "Microsoft Forms, anonymous",
        &[
            "Id|Start time|Completion time|Email|Name|Your name|Did you meet this month?|Date of the meeting|When is your next meeting?",
            "1|GIVEN|GIVEN|anonymous||NAME ONE|Yes|HELD|2027-05-01",
            "2|GIVEN|GIVEN|anonymous||NAME TWO|No||2027-05-02",
        ],
    ),
    (
        "Qualtrics",
        &[
            "StartDate|EndDate|Status|Finished|RecordedDate|ResponseId|DistributionChannel|Q1|Q2|Q3",
            "Start Date|End Date|Response Type|Finished|Recorded Date|Response ID|Distribution Channel|Your email|Did you meet?|When?",
            "{\"ImportId\":\"startDate\"}|{}|{}|{}|{}|{}|{}|{}|{}|{}",
            "GIVEN|GIVEN|IP Address|True|GIVEN|R_1|anonymous|AT ONE|Yes|HELD",
            "GIVEN|GIVEN|IP Address|True|GIVEN|R_2|anonymous|AT TWO|No|",
            "GIVEN|GIVEN|Survey Preview|True|GIVEN|R_3|preview|test|Yes|HELD",
        ],
    ),
    (
        "SurveyMonkey",
        &[
            "Respondent ID|Collector ID|Start Date|End Date|Email Address|First Name|Last Name|Your name|Have you met?|When?",
            "|||||||Open-Ended Response|Response|Date / Time",
            "118|44|GIVEN|GIVEN||||NAME ONE|Yes|HELD",
            "117|44|GIVEN|GIVEN||||NAME TWO|No|",
        ],
    ),
    (
        "Jisc",
        &[
            "Unique Response Number|Completion Date|1. Your email address|2. Did you and your partner meet?|2.a. If yes, on what date?",
            "1|GIVEN|AT ONE|Yes|D/M",
            "2|GIVEN|AT TWO|No|",
        ],
    ),
    (
        "REDCap",
        &["record_id|report_timestamp|email|met|met_on|report_complete", "1|GIVEN|AT ONE|1|HELD|2", "2|GIVEN|AT TWO|0||2"],
    ),
    ("SharePoint", &["ID|Title|Met|Day|Created|Created By", "1|NAME ONE|TRUE|D/M|GIVEN|Lead", "2|NAME TWO|FALSE||GIVEN|Lead"]),
    (
        "by hand, under a title",
        &["Meeting log|Autumn||", "|||", "Mentor|Met?|Date|Submitted on", "NAME ONE|Y|D/M|GIVEN", "NAME TWO|N|OFF|GIVEN"],
    ),
    ("with ids", &["Person|Did it happen?|Held on", "ID ONE|yes|HELD", "ID TWO|no|OFF"]),
    (
        "with the number of the meeting",
        &["Your name|Which meeting was it?|Did it take place?|Date", "NAME ONE|Meeting 1|Yes|HELD", "NAME TWO|1|No|"],
    ),
    ("ids and names in one cell", &["Who|Met|When", "ID ONE NAME ONE|✓|HELD", "ID TWO NAME TWO|✗|OFF"]),
    (
        "a number of the spreadsheet for a day",
        &["Timestamp|Email|Met?|Day of meeting", "GIVEN|AT ONE|Yes|SERIAL", "GIVEN|AT TWO|No|"],
    ),
];

#[test]
fn every_tools_report_is_read() {
    let cohort = begun();
    let pairs = cohort.pairs();
    let meetings = cohort.read("meetings.csv");
    let day = |pair: &str| -> NaiveDate {
        let row = meetings.lines().find(|line| line.starts_with(&format!("{pair},1,"))).unwrap();
        row.split(',').nth(3).unwrap().parse().unwrap()
    };
    let person = |pair: &str| -> [String; 3] {
        let register = cohort.read("private/register.csv");
        let id = pair.split('-').next().unwrap().to_owned();
        let row = register.lines().find(|line| line.starts_with(&format!("{id},"))).unwrap().to_owned();
        [id, row.split(',').nth(2).unwrap().to_owned(), row.split(',').nth(3).unwrap().to_owned()]
    };
    let (held, off) = (day(&pairs[0]), day(&pairs[1]));
    let given = held.max(off) + chrono::Days::new(2);
    let (one, two) = (person(&pairs[0]), person(&pairs[1]));
    let serial = (held - NaiveDate::from_ymd_opt(1899, 12, 30).unwrap()).num_days().to_string();
    let filled = |cell: &str| -> String {
        let mut cell = cell.to_owned();
        for (mark, person) in [("ONE", &one), ("TWO", &two)] {
            for (what, value) in [("ID", &person[0]), ("NAME", &person[1]), ("AT", &person[2])] {
                cell = cell.replace(&format!("{what} {mark}"), value);
            }
        }
        let cell = if cell == "D/M" { held.format("%d/%m/%Y").to_string() } else { cell };
        let moment = given.format("%Y-%m-%d 10:00:00").to_string();
        match cell.as_str() {
            "GIVEN" => moment,
            "HELD" => held.to_string(),
            "OFF" => off.to_string(),
            "SERIAL" => serial.clone(),
            _ => cell,
        }
    };
    for (tool, lines) in EXPORTS {
        let rows: Vec<Vec<String>> = lines.iter().map(|line| line.split('|').map(filled).collect()).collect();
        let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
        let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
        let (cohort, said) = import(begun, &format!("meeting import FILE {TODAY}"), &rows);
        assert_eq!(said.status, 0, "{tool}: {}", said.err);
        let meetings = cohort.read("meetings.csv");
        let is = |pair: &str, ending: &str| {
            meetings.lines().any(|line| line.starts_with(&format!("{pair},1,")) && line.ends_with(ending))
        };
        assert!(is(&pairs[0], &format!(",held,{held}")), "{tool}: {}", said.err);
        assert!(is(&pairs[1], ",missed,"), "{tool}: {}", said.err);
        assert_eq!(meetings.matches(",held,").count() + meetings.matches(",missed,").count(), 2, "{tool}: {}", said.err);
    }
}
