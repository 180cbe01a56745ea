//! `meeting import` of a form's answers: whose pair, which meeting, and what is asked because two answers fit.

use super::cohort::Cohort;

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

fn import(cohort: &Cohort, text: &str) -> super::cohort::Said {
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
    let cohort = Cohort::new();
    let settings = cohort.read("cohort.toml");
    let with_room = settings.replacen("[survey.mentors.columns]\n", "[survey.mentors.columns]\ncapacity = \"Room for\"\n", 1);
    assert_ne!(with_room, settings);
    cohort.write("cohort.toml", &with_room);
    let export = cohort.read("private/surveys/mentors.csv");
    let rows = export.lines().enumerate().map(|(at, row)| format!("{row},{}\n", if at == 0 { "Room for" } else { "2" }));
    // Three mentors with room for two each, and six mentees.
    cohort.write("private/surveys/mentors.csv", &rows.take(4).collect::<String>());
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
    for command in commands {
        cohort.ok(&format!("{command} {TODAY}"));
    }
}

/// "No" is about a meeting whose day has come, never about one to come.
#[test]
fn whoever_did_not_meet_means_a_day_that_is_past() {
    let cohort = begun();
    let pair = cohort.pairs()[0].clone();
    let (_, [mentor, _]) = meeting(&cohort, &pair, 1);
    let said = import(&cohort, &format!("email,met,when\n{mentor},no,\n"));
    assert_eq!(said.status, 0, "{}{}", said.out, said.err);
    let meetings = cohort.read("meetings.csv");
    let missed: Vec<&str> = meetings.lines().filter(|line| line.starts_with(&pair) && line.contains(",missed,")).collect();
    let [missed] = missed.as_slice() else { panic!("{meetings}") };
    assert!(missed.split(',').nth(3).unwrap() <= "2027-03-20", "{missed}");
}
