//! `meeting import` of a form's answers: whose pair, which meeting, and what is asked because two answers fit.

use super::Cohort;

const TODAY: &str = "--today 2027-03-20";

fn begun() -> Cohort {
    let cohort = Cohort::matched();
    cohort.ok("reveal --on 2026-11-20 --today 2026-11-20");
    cohort
}

/// The planned day of a meeting, and the addresses of the two of the pair.
fn meeting(cohort: &Cohort, pair: &str, number: u32) -> (String, [String; 2]) {
    let meetings = cohort.read("meetings.csv");
    let row = meetings.lines().find(|line| line.starts_with(&format!("{pair},{number},"))).unwrap().to_owned();
    let day = row.split(',').find(|cell| cell.len() == 10 && cell.starts_with("202")).unwrap().to_owned();
    let register = cohort.read("private/register.csv");
    let email = |id: &str| {
        let row = register.lines().find(|line| line.starts_with(&format!("{id},"))).unwrap();
        row.split(',').find(|cell| cell.contains('@')).unwrap().to_owned()
    };
    let (mentor, mentee) = pair.split_once('-').unwrap();
    (day, [email(mentor), email(mentee)])
}

fn status(cohort: &Cohort, pair: &str, number: u32) -> String {
    let meetings = cohort.read("meetings.csv");
    meetings.lines().find(|line| line.starts_with(&format!("{pair},{number},"))).unwrap().to_owned()
}

fn import(cohort: &Cohort, text: &str) -> super::Said {
    cohort.write("private/answers.csv", text);
    cohort.run(&format!("meeting import private/answers.csv {TODAY}"))
}

#[test]
fn answers_by_address_find_the_meeting_by_its_day() {
    let cohort = begun();
    let pairs = cohort.pairs();
    let (day, [mentor, mentee]) = meeting(&cohort, &pairs[0], 1);
    let (_, [absent, _]) = meeting(&cohort, &pairs[1], 1);
    let (other_day, _) = meeting(&cohort, &pairs[1], 1);
    // As Microsoft Forms exports it: its own days first, then the questions.
    let text = format!(
        "ID,Start time,Completion time,Email,Name,Did you and your partner meet?,When did you meet?,Anything else?\n\
         1,2027-03-01 10:00,2027-03-01 10:02,{mentor},,Yes,{day},it went well\n\
         2,2027-03-01 11:00,2027-03-01 11:02,{mentee},,Yes,{day},\n\
         3,2027-03-02 11:00,2027-03-02 11:02,{absent},,No,{other_day},\n"
    );
    let said = import(&cohort, &text);
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
    assert!(status(&cohort, &pairs[0], 1).contains(",held,"), "{}", status(&cohort, &pairs[0], 1));
    assert!(status(&cohort, &pairs[1], 1).contains(",missed,"), "{}", status(&cohort, &pairs[1], 1));
    let before = cohort.tree();
    assert_eq!(import(&cohort, &text).status, 0);
    let mut after = cohort.tree();
    after.remove("private/answers.csv");
    let same =
        before.iter().filter(|(path, _)| *path != "private/answers.csv").all(|(path, bytes)| after.get(path) == Some(bytes));
    assert!(same, "the same answers again record nothing");
}

#[test]
fn answers_that_differ_are_asked_and_nothing_is_recorded() {
    let cohort = begun();
    let pairs = cohort.pairs();
    let (day, [mentor, mentee]) = meeting(&cohort, &pairs[0], 1);
    let next = (day.parse::<chrono::NaiveDate>().unwrap() + chrono::Days::new(1)).to_string();
    let before = cohort.tree();
    let head = "email,met,when\n";
    let said = import(&cohort, &format!("{head}{mentor},yes,{day}\n{mentee},yes,{next}\n"));
    assert!(said.status > 0 && said.err.contains("[row-twice]") && said.err.contains(&next), "{}", said.err);
    let said = import(&cohort, &format!("{head}{mentor},yes,\n{mentee},perhaps,{day}\nnobody@trust.example,no,\n"));
    for part in ["[no-day]", "line 2", "line 4"] {
        assert!(said.err.contains(part), "{part}: {}", said.err);
    }
    let mut after = cohort.tree();
    after.remove("private/answers.csv");
    assert!(before == after);
}

#[test]
fn a_day_beside_a_report_that_stands_is_no_new_meeting() {
    let cohort = begun();
    let pairs = cohort.pairs();
    let (day, [_, mentee]) = meeting(&cohort, &pairs[0], 1);
    cohort.ok(&format!("meeting held {} 1 --on {day} {TODAY}", pairs[0]));
    let next = (day.parse::<chrono::NaiveDate>().unwrap() + chrono::Days::new(1)).to_string();
    let said = import(&cohort, &format!("email,met,when\n{mentee},yes,{next}\n"));
    assert!(said.status > 0 && said.err.contains("[held-already]"), "{}{}", said.out, said.err);
    let cure =
        said.err.split("`revmentor ").nth(1).unwrap().split('`').next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    cohort.ok(&format!("{cure} {TODAY}"));
    assert!(status(&cohort, &pairs[0], 1).contains(&next));
}

/// A mentor with room for two: the answer does not say which pair met, so it is asked with commands that work.
#[test]
fn an_answer_of_somebody_in_several_pairs_is_asked() {
    // Three mentors with room for two each, and six mentees.
    let cohort = Cohort::with_room_for_two(3);
    cohort.ok("match --seed 7 --today 2026-11-01");
    cohort.ok("reveal --on 2026-11-20 --today 2026-11-20");
    let pairs = cohort.pairs();
    let mentor = |pair: &String| pair.split('-').next().unwrap().to_owned();
    let twice = pairs.iter().find(|pair| pairs.iter().filter(|other| mentor(other) == mentor(pair)).count() == 2).unwrap();
    let (day, [email, _]) = meeting(&cohort, twice, 1);
    let before = cohort.tree();
    let said = import(&cohort, &format!("email,met,when\n{email},yes,{day}\n"));
    assert!(said.status > 0 && said.err.contains("[no-pair]") && said.err.contains("in several pairs"), "{}", said.err);
    let mut after = cohort.tree();
    after.remove("private/answers.csv");
    assert!(before == after);
    let plain = said.err.split_whitespace().collect::<Vec<_>>().join(" ");
    let commands: Vec<&str> = plain.split("`revmentor ").skip(1).map(|rest| rest.split('`').next().unwrap()).collect();
    assert_eq!(commands.len(), 2, "{plain}");
    // The partner in the cell beside tells which.
    let mentee = meeting(&cohort, twice, 1).1[1].clone();
    let said = import(&cohort, &format!("Mentor,Mentee,met,when\n{email},{mentee},yes,{day}\n"));
    assert_eq!(said.status, 0, "{}", said.err);
    assert!(status(&cohort, twice, 1).contains(",held,"), "{}", said.err);
    cohort.ok("undo");
    for command in commands {
        cohort.ok(&format!("{command} {TODAY}"));
    }
}

/// A log that the lead keeps names both: the two are read, in any order of the columns, and who are no pair are refused with the row.
#[test]
fn a_log_with_both_partners_is_about_their_pair() {
    let pairs = begun().pairs();
    let (day, own) = meeting(&begun(), &pairs[0], 1);
    let (_, other) = meeting(&begun(), &pairs[1], 1);
    let orders: [[&str; 4]; 10] = [
        ["Full name of the mentor", "Mentee id", "Met?", "When"],
        ["Your email", "Your mentee's name", "Did you meet?", "When"],
        ["Email", "Name of your mentor or mentee", "Met?", "When"],
        ["Email", "Mentee email", "Met?", "When"],
        ["Mentor", "Mentee", "Met?", "When"],
        ["Mentor email", "Mentee email", "Met?", "When"],
        ["Mentor's name", "Mentee's name", "Met?", "When"],
        ["Mentee", "Met?", "When", "Mentor"],
        ["Your email", "Your partner", "Did you and your partner meet?", "When"],
        ["Email", "Whom did you see", "Met?", "When"],
    ];
    for head in orders {
        let row = |mentor: &str, mentee: &str| {
            let cell = |heading: &str| match heading {
                "Mentor" | "Mentor email" | "Mentor's name" | "Full name of the mentor" | "Your email" | "Email" => {
                    mentor.to_owned()
                }
                "When" => day.clone(),
                "Met?" | "Did you meet?" | "Did you and your partner meet?" => "yes".to_owned(),
                _ => mentee.to_owned(),
            };
            head.map(cell)
        };
        let (right, wrong) = (row(&own[0], &own[1]), row(&own[0], &other[1]));
        let table = |row: &[String; 4]| [head.map(str::to_owned), row.clone()];
        let as_rows = |table: &[[String; 4]; 2], check: &dyn Fn(&Cohort, &super::Said)| {
            let rows: Vec<Vec<&str>> = table.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
            let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
            let (cohort, said) = super::import(begun, &format!("meeting import FILE {TODAY}"), &rows);
            check(&cohort, &said);
        };
        as_rows(&table(&right), &|cohort, said| {
            assert_eq!(said.status, 0, "{head:?} {}", said.err);
            assert!(!said.err.contains("Columns not read"), "{head:?} {}", said.err);
            assert!(status(cohort, &pairs[0], 1).contains(",held,"), "{head:?}");
        });
        as_rows(&table(&wrong), &|cohort, said| {
            assert_eq!(said.status, 2, "{head:?} {}", said.err);
            let name = |id: &str| format!("{id} ");
            let (mentor, mentee) = (pairs[0].split('-').next().unwrap(), pairs[1].split('-').nth(1).unwrap());
            super::tells(
                said,
                &["[no-pair]", "row 2, line 2", "are not a pair", &name(mentor), &name(mentee), &pairs[0], &pairs[1]],
            );
            assert!(!cohort.read("meetings.csv").contains(",held,"), "{head:?}");
        });
    }
}

/// A log may name each by name and by address; who stands there twice has to be the same person.
#[test]
fn several_columns_of_one_side_are_about_one_person() {
    let pairs = begun().pairs();
    let (day, [mentor, mentee]) = meeting(&begun(), &pairs[0], 1);
    let (_, [stranger, _]) = meeting(&begun(), &pairs[1], 1);
    let head = ["Mentor id", "Mentor email", "Mentee id", "Mentee email", "Met?", "When"];
    let (mentor_id, mentee_id) = pairs[0].split_once('-').unwrap();
    for (email, status_then) in [(&mentor, 0), (&stranger, 2)] {
        let row = [mentor_id, email, mentee_id, &mentee, "yes", &day];
        let (cohort, said) = super::import(begun, &format!("meeting import FILE {TODAY}"), &[&head, &row]);
        assert_eq!(said.status, status_then, "{}", said.err);
        assert_eq!(status(&cohort, &pairs[0], 1).contains(",held,"), status_then == 0);
    }
}

/// What else a form asks, or a log keeps, is not about the pair, whoever stands there.
#[test]
fn a_manager_a_comment_and_whoever_keeps_the_log_are_no_partner() {
    let pairs = begun().pairs();
    let (day, [mentor, mentee]) = meeting(&begun(), &pairs[0], 1);
    let (_, [stranger, _]) = meeting(&begun(), &pairs[1], 1);
    let (feedback, nobody) = ("Patient, and curious", "Dr Somebody Else");
    let second = meeting(&begun(), &pairs[1], 1).0;
    for (headings, cells) in [
        (["Email", "Met?", "When", "Partner feedback"], [[mentor.as_str(), feedback], [&stranger, "On time"]]),
        (["Email", "Met?", "When", "Line manager"], [[&mentor, nobody], [&stranger, "Dr A. Nother"]]),
        (["Email", "Met?", "When", "Logged by"], [[&mentor, &stranger], [&stranger, "Programme office"]]),
        (["Email", "Met?", "When", "Comments"], [[&mentor, &stranger], [&stranger, "see above"]]),
        (["Email", "Met?", "When", "My partner"], [[&mentor, "was late"], [&stranger, "is kind"]]),
        (["Email", "Met?", "When", "Your mentor's best advice"], [[&mentor, &stranger], [&stranger, "Listen"]]),
        (["Email", "Met?", "When", "Mentor's line manager"], [[&mentor, &stranger], [&stranger, "Dr A. Nother"]]),
    ] {
        let days = [day.as_str(), &second];
        let rows: Vec<[&str; 4]> = cells.iter().zip(days).map(|([who, other], day)| [*who, "yes", day, *other]).collect();
        let rows: Vec<&[&str]> = std::iter::once(&headings).chain(&rows).map(|row| &row[..]).collect();
        let (cohort, said) = super::import(begun, &format!("meeting import FILE {TODAY}"), &rows);
        assert_eq!(said.status, 0, "{headings:?} {}", said.err);
        super::tells(&said, &[&format!("Columns not read: “{}”", headings[3])]);
        assert!(status(&cohort, &pairs[0], 1).contains(",held,"), "{headings:?}");
    }
    for headings in [["Mentor", "Mentee", "Met?", "When"], ["Email", "My partner", "Met?", "When"]] {
        let rows: [&[&str]; 3] = [&headings, &[&mentor, &mentee, "yes", &day], &[&stranger, &stranger, "yes", &second]];
        let (cohort, said) = super::import(begun, &format!("meeting import FILE {TODAY}"), &rows);
        assert_eq!(said.status, 2, "{headings:?} {}", said.err);
        super::tells(&said, &["[no-pair]", "row 3, line 3", "is named "]);
        assert!(!cohort.read("meetings.csv").contains(",held,"), "{headings:?}");
    }
}

/// "No" is about the last meeting before the answer was given, and where the form does not say when that was, it is asked.
#[test]
fn whoever_did_not_meet_means_the_meeting_before_the_answer() {
    let cohort = begun();
    let pair = cohort.pairs()[0].clone();
    let (first, [mentor, mentee]) = meeting(&cohort, &pair, 1);
    let after = (first.parse::<chrono::NaiveDate>().unwrap() + chrono::Days::new(2)).to_string();
    let head = "Timestamp,email,met,when";
    let said = import(&cohort, &format!("{head}\n{after} 10:00,{mentor},no,\n"));
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
    assert!(status(&cohort, &pair, 1).contains(",missed,"), "{}", status(&cohort, &pair, 1));
    assert!(status(&cohort, &pair, 2).contains(",planned,"), "a later meeting is not touched");

    let other = cohort.pairs()[1].clone();
    let (_, [mentor, _]) = meeting(&cohort, &other, 1);
    let before = cohort.read("meetings.csv");
    let said = import(&cohort, &format!("email,met,when\n{mentor},no,\n{mentee},Not sure,\n"));
    assert_eq!(said.status, 2, "{}{}", said.out, said.err);
    for part in
        ["[which-meeting]", "[neither-yes-nor-no]", &format!("`revmentor meeting missed {other} 1 --today "), "line 2", "line 3"]
    {
        assert!(said.err.contains(part), "{part}: {}", said.err);
    }
    assert_eq!(before, cohort.read("meetings.csv"));
}

/// Each cell is read for itself, and what it leaves out is taken from when the answer was given.
#[test]
fn one_odd_day_hides_no_column() {
    let (first, pairs) = {
        let cohort = begun();
        let pairs = cohort.pairs();
        (pairs.iter().map(|pair| meeting(&cohort, pair, 1)).collect::<Vec<_>>(), pairs)
    };
    let day = |at: usize, pattern: &str| first[at].0.parse::<chrono::NaiveDate>().unwrap().format(pattern).to_string();
    let given = |at: usize| format!("{} 18:00", first[at].0);
    let (given0, given1, given2) = (given(0), given(1), given(2));
    let (day0, day1, day2) = (day(0, "%-d %B"), day(1, "%a %-d %b %Y"), day(2, "%d.%m.%y"));
    let head: &[&str] = &["Timestamp", "Email Address", "Did you meet?", "On which day?"];
    let rows: Vec<[&str; 4]> = vec![
        [&given0, &first[0].1[0], "Yes", &day0],
        [&given1, &first[1].1[0], "Yes", &day1],
        [&given2, &first[2].1[1], "Yes", &day2],
    ];
    let good: Vec<&[&str]> = std::iter::once(head).chain(rows.iter().map(<[&str; 4]>::as_slice)).collect();
    let (cohort, said) = super::import(begun, &format!("meeting import FILE {TODAY}"), &good);
    assert_eq!(said.status, 0, "{}", said.err);
    super::tells(&said, &["names no year and is taken as", &day(0, "%A %-d %B %Y")]);
    for at in 0..3 {
        assert!(status(&cohort, &pairs[at], 1).ends_with(&format!(",held,{}", first[at].0)), "{}", said.err);
    }

    let bad: Vec<&[&str]> = vec![head, &["2027-03-01", "", "Yes", "2027-02-01"], rows[1].as_slice()];
    let odd = [&given0, &first[0].1[0], "Yes", "last Tuesday"];
    let future = [&given1, &first[1].1[0], "Yes", "2027-12-01"];
    let early = [&given2, &first[2].1[0], "Yes", "2025-12-01"];
    let maybe = [&given2, &first[2].1[1], "Maybe", ""];
    let bad: Vec<&[&str]> = bad.into_iter().chain([&odd[..], &future, &early, &maybe]).collect();
    let (_, said) = super::import(begun, &format!("meeting import FILE {TODAY}"), &bad);
    assert_eq!(said.status, 2, "{}", said.err);
    super::tells(
        &said,
        &[
            "[unattributed-row]",
            "row 4, line 4, column \"On which day?\"",
            "[held-in-future]",
            "row 5, line 5",
            "[held-before-pair]",
            "row 6, line 6",
            "[neither-yes-nor-no]",
            "row 7, line 7, column \"Did you meet?\"",
        ],
    );
}

/// What is wrong with a list is told with everything else that is.
#[test]
fn a_list_tells_all_its_faults_at_once() {
    let cohort = begun();
    let pair = cohort.pairs()[0].clone();
    cohort.write("in.csv", &format!("pair,meeting,status,held_on\nM99-E01,x,helt,soon\n{pair},1,held,2030-01-01\n"));
    let said = cohort.run(&format!("meeting import in.csv {TODAY}"));
    super::tells(&said, &["[no-number]", "[unknown-status]", "[no-day]", "[held-in-future]", "line 3"]);
}
