//! What mailings say and to whom they go: the report for participants, the lead's list of those who were invited, places, and texts that
//! speak of this cohort's sessions alone.

use super::cohort::{Cohort, HEAD_OF_MENTORS, MENTORS, address, export};
use super::messages::{drafts, plain, ready};

/// A matched cohort that can write.
fn writing() -> Cohort {
    let cohort = Cohort::matched();
    ready(&cohort);
    cohort
}

fn edit(cohort: &Cohort, change: impl Fn(&str) -> String) {
    cohort.write("cohort.toml", &change(&cohort.read("cohort.toml")));
}

#[test]
fn participants_get_a_report_in_which_no_pair_has_a_line() {
    let cohort = writing();
    let pairs = cohort.pairs();
    cohort.ok("reveal --today 2026-12-10");
    for (at, pair) in pairs.iter().enumerate() {
        cohort.ok(&format!("meeting held {pair} 1 --on 2026-12-{} --today 2027-01-20", 14 + at % 4));
    }
    cohort.ok("report --today 2027-07-01");
    assert!(cohort.read("report.html").contains(&pairs[0]), "the board's report goes by id");
    cohort.ok("messages results --force --today 2027-07-01");
    let drafts = drafts(&cohort, "results");
    assert!(!drafts.is_empty());
    for draft in drafts.values() {
        let page = plain(draft);
        assert!(page.contains("Edition for participants") && page.contains("Meeting 1"));
        for pair in &pairs {
            assert!(!page.contains(pair), "{pair}");
            assert!(pair.split('-').all(|id| !page.contains(id)), "{pair}");
        }
    }
}

const INVITED: &str = "private/surveys/invited.csv";

#[test]
fn whoever_was_invited_and_has_not_signed_up_is_on_the_list_of_the_reminder() {
    let cohort = writing();
    let signed_up = address(MENTORS[0].0);
    let list = format!(
        "Name,Email,Side\nNadia Osei,nadia.osei@trust.example,mentor\n{},{},mentors\nTomas Berg,tomas.berg@trust.example,mentee\n\
         Both Ways,both.ways@trust.example,\n",
        MENTORS[0].0,
        signed_up.to_uppercase()
    );
    cohort.write(INVITED, &list);
    let rows = |stage: &str| {
        let said = cohort.ok(&format!("messages {stage} --today 2026-10-20 --force"));
        let table = cohort.read(&format!("private/messages/{stage}/{stage}.csv"));
        let people: Vec<String> = table.lines().skip(1).map(|row| row.split(',').next().unwrap().to_owned()).collect();
        assert!(said.err.contains("of the 4 people"), "{}", said.err);
        people
    };
    assert_eq!(rows("invitation-mentors"), ["nadia.osei@trust.example", "both.ways@trust.example"]);
    assert_eq!(rows("invitation-mentees"), ["tomas.berg@trust.example", "both.ways@trust.example"]);
    assert_eq!(rows("reminder-recruitment"), ["nadia.osei@trust.example", "tomas.berg@trust.example", "both.ways@trust.example"]);
    assert!(!drafts(&cohort, "reminder-recruitment")["list.eml"].contains("\r\nTo:"), "the addresses go to Bcc");
    // What is recorded holds nobody's name or address.
    cohort.ok("messages sent reminder-recruitment --on 2026-10-20 --today 2026-10-20");
    let told = cohort.read("facts/told/reminder-recruitment.csv");
    assert!(told.lines().count() == 2 && !told.contains("osei") && !told.contains('@'), "{told}");
    assert_eq!(cohort.ok("check").out, "");
    // Whoever was erased is not invited again.
    cohort.ok(&format!("erase {} --today 2026-10-21", cohort.id(MENTORS[0].0)));
    cohort.write(INVITED, &format!("email\n{signed_up}\nnadia.osei@trust.example\n"));
    assert!(cohort.ok("messages reminder-recruitment --today 2026-10-21 --force").err.contains("1 of the 2 people"));
    // Where everybody has signed up nobody is written to.
    cohort.write(INVITED, &format!("email\n{}\n", address(MENTORS[1].0)));
    let said = cohort.ok("messages invitation-mentors --today 2026-10-20");
    assert!(said.err.contains("nobody to write to"), "{}", said.err);
}

#[test]
fn rows_of_the_list_that_are_no_invitation_are_named_and_nothing_is_written() {
    let cohort = writing();
    for (list, parts) in [
        ("name,email\nNadia Osei,nadia.osei\n", ["bad-address", "row 2"]),
        ("name,email\n,nadia@trust.example\n", ["unattributed-row", "row 2"]),
        ("name,email\nNadia Osei,n@trust.example\nTomas Berg,n@trust.example\n", ["shared-address", "row 3"]),
        ("name,email,side\nNadia Osei,n@trust.example,both of them\n", ["unknown-word", "row 2"]),
        ("name,side\nNadia Osei,mentor\n", ["missing-column", "email"]),
    ] {
        cohort.write(INVITED, list);
        for typed in ["messages reminder-recruitment --today 2026-10-20 --force", "messages --check --today 2026-10-20"] {
            let said = cohort.run(typed);
            let is_told = parts.iter().all(|part| said.err.contains(part)) && said.err.contains(INVITED);
            assert!(said.status > 0 && is_told, "{typed} {list:?}\n{}", said.err);
        }
        assert!(!cohort.path("private/messages/reminder-recruitment").exists());
        cohort.ok("messages place --today 2026-11-02 --force");
    }
    cohort.write(INVITED, &format!("name,email\n{},private@home.example\n", MENTORS[0].0));
    let said = cohort.ok("messages reminder-recruitment --today 2026-10-20 --force");
    assert!(said.err.contains("same-name") && said.err.contains("row 2"), "{}", said.err);
}

#[test]
fn a_session_without_a_place_is_said_wherever_its_invitation_is_drafted_or_due() {
    let cohort = writing();
    let warned = |typed: &str| {
        let said = cohort.run(typed);
        assert!(said.status < 2, "{}", said.err);
        said.err.contains("no-place") || said.out.contains("neither a place nor a link")
    };
    let drafting = "messages session-induction-mentors --today 2026-11-01 --force";
    assert!(warned(drafting) && warned("messages --check --today 2026-11-01"));
    let due = |cohort: &Cohort| {
        let line = super::messages::ledger(cohort, "2026-11-01", "session-induction-mentors");
        line["due"].as_str().unwrap().to_owned()
    };
    let day = due(&cohort);
    std::fs::remove_dir_all(cohort.path("private/messages")).unwrap();
    let status = format!("status --today {day} --format json");
    let step = |cohort: &Cohort| cohort.ok(&status).out.contains("\"place\"");
    assert!(step(&cohort), "{}", cohort.ok(&status).out);
    edit(&cohort, |text| {
        text.lines()
            .map(|line| {
                if line.starts_with("minutes = ") { format!("{line}\nplace = \"Seminar room 2\"\n") } else { format!("{line}\n") }
            })
            .collect()
    });
    // The meetings of pairs have minutes too, and no place.
    edit(&cohort, |text| {
        let (before, after) = text.split_once("[meetings]").unwrap();
        format!("{before}[meetings]{}", after.replacen("place = \"Seminar room 2\"\n", "", 1))
    });
    assert!(!warned(drafting) && !warned("messages --check --today 2026-11-01"));
    std::fs::remove_dir_all(cohort.path("private/messages")).unwrap();
    assert!(!step(&cohort));
}

#[test]
fn texts_speak_of_the_sessions_that_there_are() {
    let cohort = writing();
    let text = |cohort: &Cohort, stage: &str| plain(drafts(cohort, stage).values().next().unwrap());
    cohort.ok("messages place --today 2026-11-02");
    assert!(text(&cohort, "place").contains("both sides have had their induction"));
    cohort.ok("letters handbook-mentor --today 2026-11-02");
    let handbook = |cohort: &Cohort| cohort.read("private/letters/handbook-mentor/handbook-mentor.html");
    assert!(handbook(&cohort).contains("induction for mentors") && handbook(&cohort).contains("Come to the supervision"));
    // Without any session.
    edit(&cohort, |text| {
        let (before, after) = text.split_once("[[event]]").unwrap();
        let rest = after.rsplit_once("[[event]]").unwrap().1;
        let rest = rest.find("\n# ----").map_or("", |at| &rest[at..]);
        format!("{before}{rest}")
    });
    cohort.ok("messages place --today 2026-11-02 --force");
    cohort.ok("letters handbook-mentor --today 2026-11-02 --force");
    let (place, handbook) = (text(&cohort, "place"), handbook(&cohort));
    for word in ["induction", "supervision", "Group sessions", "closing session"] {
        assert!(!place.contains(word) && !handbook.contains(word), "{word}");
    }
    assert!(place.contains("once the pairs are final"));
}

#[test]
fn who_leaves_before_the_reveal_reads_of_no_partner() {
    let cohort = writing();
    let [first, second] = [0, 1].map(|at: usize| cohort.pairs()[at].split('-').next().unwrap().to_owned());
    cohort.ok(&format!("withdraw {first} --on 2026-11-03 --today 2026-11-03"));
    let left = |person: &str, today: &str| cohort.ok(&format!("messages show left {person} --today {today}")).out;
    assert!(!left(&first, "2026-11-03").to_lowercase().contains("partner"), "{}", left(&first, "2026-11-03"));
    cohort.ok("reveal --today 2026-12-10");
    cohort.ok(&format!("withdraw {second} --on 2026-12-11 --today 2026-12-11"));
    assert!(left(&second, "2026-12-11").contains("Your partner hears from us"));
    assert!(!left(&first, "2026-12-11").to_lowercase().contains("partner"));
}

#[test]
fn a_question_shows_what_was_asked_and_the_whole_answer() {
    let cohort = Cohort::new();
    let people = [MENTORS.as_slice(), &[("Nia Prosser", "exams", "Yes")]].concat();
    cohort.write("private/surveys/mentors.csv", &export(HEAD_OF_MENTORS, &people));
    cohort.ok("match --seed 7 --today 2026-11-01");
    ready(&cohort);
    cohort.ok("messages question --today 2026-10-20");
    let drafts = drafts(&cohort, "question");
    let draft = &drafts[&format!("{}.eml", cohort.id("Nia Prosser"))];
    let said = plain(draft).split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, answer) = said.split_once("Is there anyone with whom you should not be paired?").expect(&said);
    assert!(answer.trim_start_matches(['>', ' ']).starts_with("Yes"), "{said}");
}

#[test]
fn nobody_is_asked_twice_on_one_day_whether_they_have_met() {
    let cohort = writing();
    cohort.ok("reveal --today 2026-12-10");
    let due = |today: &str, stage: &str| {
        let line = super::messages::ledger(&cohort, today, stage);
        (line["state"] == "due", line["expected"].as_u64().unwrap())
    };
    let quiet_day = (0..120)
        .map(|days| chrono::NaiveDate::from_ymd_opt(2026, 12, 11).unwrap() + chrono::Days::new(days))
        .find(|day| due(&day.to_string(), "quiet").0)
        .expect("pairs that never met go quiet");
    let today = quiet_day.to_string();
    let all = due(&today, "quiet").1;
    assert_eq!(due(&today, "log"), (false, 2 * cohort.pairs().len() as u64 - all));
    cohort.ok(&format!("messages quiet --today {today}"));
    cohort.ok(&format!("messages sent quiet --on {today} --today {today}"));
    assert!(!due(&today, "log").0, "asked already today");
    let later = quiet_day.checked_add_months(chrono::Months::new(1)).unwrap().to_string();
    assert!(due(&later, "log").0, "a month later they are asked again");
}

#[test]
fn calendars_name_who_writes_or_nobody() {
    let cohort = Cohort::matched();
    let calendar = || {
        cohort.ok("calendar --today 2026-11-02");
        cohort.read("private/calendars/programme.ics").replace("\r\n ", "")
    };
    assert!(!calendar().contains("ORGANIZER"));
    ready(&cohort);
    assert!(calendar().contains("ORGANIZER;CN=Reverse mentoring team:mailto:team@deanery.example"), "{}", calendar());
    edit(&cohort, |text| text.replacen("[programme]\n", "[programme]\ncontact = \"Lead <lead@deanery.example>\"\n", 1));
    assert!(calendar().contains("mailto:lead@deanery.example") && !calendar().contains("team@deanery.example"));
}

#[test]
fn warnings_alone_are_no_failure_of_check() {
    let cohort = writing();
    let mentor = cohort.pairs()[0].split('-').next().unwrap().to_owned();
    cohort.ok(&format!("choose supervision {mentor} 2 --today 2026-12-01"));
    edit(&cohort, |text| text.replacen("at = [\"12:00\", \"15:00\"]", "at = \"12:00\"", 1));
    cohort.ok("build");
    let said = cohort.run("check");
    assert!(said.status == 0 && said.err.contains("warning[unknown-choice]"), "{}", said.err);
    let json = cohort.run("check --format json");
    assert!(json.status == 0 && json.out.contains("\"warning\""), "{}", json.out);
}
