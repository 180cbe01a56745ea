//! Registers and forms that say who came to a session.

use super::{Cohort, Said, import, tells};

const AFTER: &str = "--today 2027-02-20";
const AMARA: &str = "Amara Okonkwo";
const BILAL: &str = "Bilal Hashemi";
const AT_AMARA: &str = "amara.okonkwo@trust.example";
const AT_BILAL: &str = "bilal.hashemi@trust.example";
const CHANDRA: &str = "Chandra Iyer";

/// A cohort with a past induction of the mentors and a training, both by their titles too.
fn begun() -> Cohort {
    let cohort = Cohort::new();
    let written = cohort.read("cohort.toml");
    let (before, _) = written.split_once("[[event]]").unwrap();
    let (_, rest) = written.rsplit_once("[[event]]").unwrap();
    let rest = rest.find("\n[").map_or("", |at| &rest[at..]);
    let events = "[[event]]\nid = \"induction\"\nkind = \"induction\"\naudience = \"mentors\"\ntitle = \"Mentor induction\"\n\
                  dates = [2026-11-10T14:00:00]\n\n[[event]]\nid = \"safety\"\nkind = \"training\"\naudience = \"mentors\"\n\
                  title = \"Safety training\"\nby = 2026-11-09\n";
    cohort.write("cohort.toml", &format!("{before}{events}{rest}"));
    cohort.ok("match --seed 7 --today 2026-11-01");
    cohort
}

fn read(event: &str, rows: &[&[&str]]) -> (Cohort, Said) {
    import(begun, &format!("attend import FILE{event} {AFTER}"), rows)
}

/// What is recorded of somebody at an event.
fn recorded(cohort: &Cohort, event: &str, name: &str) -> Option<String> {
    let id = cohort.id(name);
    let file = std::fs::read_to_string(cohort.path(&format!("facts/sessions/{event}.csv"))).ok()?;
    let row = file.lines().find(|line| line.starts_with(&format!("{id},")))?;
    row.split(',').nth(1).map(str::to_owned)
}

/// Amara came and Bilal did not, as twelve tools and people would send it.
const EXPORTS: &[(&str, &str, &[&[&str]])] = &[
    (
        "Google Forms",
        " --event induction",
        &[
            &["Timestamp", "Email Address", "Did you attend the mentor induction?"],
            &["10/11/2026 18:00:00", AT_AMARA, "Yes"],
            &["10/11/2026 18:00:00", AT_BILAL, "No, I was on call"],
        ],
    ),
    (
        "Microsoft Forms",
        "",
        &[
            &["Id", "Start time", "Completion time", "Email", "Name", "Your name", "Which session?", "Attended?"],
            &["1", "11/10/2026 9:00", "11/10/2026 9:05", "anonymous", "", AMARA, "Mentor induction", "Yes"],
            &["2", "11/10/2026 9:00", "11/10/2026 9:05", "anonymous", "", BILAL, "Mentor induction", "No"],
        ],
    ),
    (
        "Qualtrics",
        " --event induction",
        &[
            &[
                "StartDate",
                "EndDate",
                "Status",
                "Progress",
                "Finished",
                "RecordedDate",
                "ResponseId",
                "DistributionChannel",
                "Q1",
                "Q2",
            ],
            &[
                "Start Date",
                "End Date",
                "Response Type",
                "Progress",
                "Finished",
                "Recorded Date",
                "Response ID",
                "Distribution Channel",
                "Email",
                "Were you there?",
            ],
            &["{\"ImportId\":\"startDate\"}", "{}", "{}", "{}", "{}", "{}", "{}", "{}", "{}", "{}"],
            &[
                "2026-11-10 09:00",
                "2026-11-10 09:05",
                "IP Address",
                "100",
                "True",
                "2026-11-10 09:05",
                "R_1",
                "anonymous",
                AT_AMARA,
                "Yes",
            ],
            &[
                "2026-11-10 09:00",
                "2026-11-10 09:05",
                "IP Address",
                "100",
                "True",
                "2026-11-10 09:05",
                "R_2",
                "anonymous",
                AT_BILAL,
                "No",
            ],
        ],
    ),
    (
        "SurveyMonkey",
        " --event induction",
        &[
            &[
                "Respondent ID",
                "Collector ID",
                "Start Date",
                "End Date",
                "Email Address",
                "First Name",
                "Last Name",
                "Your name",
                "Did you come?",
            ],
            &["", "", "", "", "", "", "", "Open-Ended Response", "Response"],
            &["118", "44", "11/10/2026 09:00:00 AM", "11/10/2026 09:03:00 AM", "", "", "", AMARA, "Yes"],
            &["117", "44", "11/10/2026 09:00:00 AM", "11/10/2026 09:03:00 AM", "", "", "", BILAL, "No"],
        ],
    ),
    (
        "Jisc, whose own column says that the answer is complete",
        " --event induction",
        &[
            &["Unique Response Number", "Completed", "1. Your email address", "2. Did you come to the induction?"],
            &["1", "25/11/2026 10:00", AT_AMARA, "Yes"],
            &["2", "25/11/2026 10:00", AT_BILAL, "No"],
        ],
    ),
    (
        "SmartSurvey, likewise",
        " --event induction",
        &[
            &["UserID", "Tracking Link", "Started", "Ended", "Status", "Your name", "Were you present?"],
            &["1", "x", "10/11/2026 10:00", "10/11/2026 10:05", "Completed", AMARA, "Yes"],
            &["2", "x", "10/11/2026 10:00", "10/11/2026 10:05", "Completed", BILAL, "No"],
        ],
    ),
    (
        "REDCap",
        "",
        &[
            &[
                "record_id",
                "redcap_survey_identifier",
                "attendance_timestamp",
                "name",
                "event",
                "attended",
                "attendance_complete",
            ],
            &["1", "", "2026-11-10 09:00", AMARA, "induction", "1", "2"],
            &["2", "", "2026-11-10 09:00", BILAL, "induction", "0", "2"],
        ],
    ),
    (
        "SharePoint",
        " --event induction",
        &[
            &["ID", "Title", "Attended", "Created", "Created By", "Item Type", "Path"],
            &["1", AMARA, "TRUE", "10/11/2026 09:00", "Lead Person", "Item", "x"],
            &["2", BILAL, "FALSE", "10/11/2026 09:00", "Lead Person", "Item", "x"],
        ],
    ),
    ("a register in words", " --event induction", &[&["Name", "Status"], &[AMARA, "Present"], &[BILAL, "Apologies"]]),
    (
        "a register with ids and a title",
        " --event induction",
        &[&["Attendance register", "10 November"], &["", ""], &["Participant", "Present (Y/N)"], &[AMARA, "Y"], &[BILAL, "N"]],
    ),
    (
        "ticks under the names of sessions",
        "",
        &[&["Name", "Mentor induction", "Safety training"], &[AMARA, "✓", "✓"], &[BILAL, "", "✓"]],
    ),
    (
        "first name and surname",
        " --event induction",
        &[&["First name", "Surname", "Came"], &["Amara", "Okonkwo", "yes"], &["Bilal", "Hashemi", "no"]],
    ),
];

#[test]
fn every_tools_register_is_read() {
    for (tool, event, rows) in EXPORTS.iter().copied() {
        let (cohort, said) = read(event, rows);
        assert_eq!(said.status, 0, "{tool}: {}", said.err);
        assert_eq!(recorded(&cohort, "induction", AMARA).as_deref(), Some("yes"), "{tool}: {}", said.err);
        assert_eq!(recorded(&cohort, "induction", BILAL).as_deref(), Some("no"), "{tool}: {}", said.err);
        if tool.starts_with("ticks") {
            tells(&said, &["1 cell without a mark"]);
            assert_eq!(recorded(&cohort, "safety", BILAL).as_deref(), Some("yes"));
        }
    }
}

#[test]
fn an_empty_cell_beside_a_no_is_no_answer_and_all_faults_are_told_at_once() {
    let (cohort, said) = read(
        "",
        &[
            &["Email", "Name", "Session", "Came", "Date"],
            &["anonymous", AMARA, "Mentor induction", "Yes", ""],
            &["anonymous", BILAL, "Mentor induction", "No", ""],
            &["anonymous", CHANDRA, "Mentor induction", "", ""],
            &["anonymous", "", "Mentor induction", "Yes", ""],
            &["anonymous", "Zebedee Quill", "Inducton", "Perhaps", ""],
            &["anonymous", AMARA, "Mentor induction", "Yes", "2028-01-01"],
            &["anonymous", "Greta Lindqvist", "Mentor induction", "Yes", "soon"],
        ],
    );
    assert_eq!(said.status, 2, "{}", said.err);
    tells(
        &said,
        &[
            "the row does not say whether they came",
            "row 4, line 4, column \"Came\"",
            "[unattributed-row]",
            "row 5, line 5, column \"Name\"",
            "[who]",
            "[unknown-event]",
            "“Perhaps”",
            "[no-day]",
            "row 8, line 8, column \"Date\"",
        ],
    );
    assert_eq!(recorded(&cohort, "induction", AMARA), None);
    let (_, said) = read(" --event induction", &[&["Name", "Joined at"], &[AMARA, "14:00"]]);
    assert_eq!(said.status, 2);
    tells(&said, &["no column says who came", "call it `attended`"]);
}
