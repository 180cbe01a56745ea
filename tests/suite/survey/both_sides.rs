//! One form for both sides: a question that both were asked gives its field to both; codes for the roles get a key.

use std::fs;

use crate::account::cohort::{Ran, run};

/// Too few mentees answered the questions for region and trust for them to look like it by themselves.
const BOTH: &str = "Full name,Email address,I would like to be a,In which part?,Currently at,What would you like to share?,What would you like to learn?\n\
    Ada Whitlock,ada@x.example,Mentor,Yorkshire,Leeds General Infirmary,Exams;Rotas,\n\
    Bashir Noor,bashir@x.example,Mentor,Humber,Hull Royal Infirmary,Rotas;Faith,\n\
    Carys Pryce,carys@x.example,Mentor,Yorkshire,Leeds General Infirmary,Exams;Faith,\n\
    Robert Jones,robert@x.example,Mentee,somewhere else,a new post,,Exams;Rotas\n\
    Gita Rao,gita@x.example,Mentee,between posts,,,Rotas;Faith\n\
    Finn Holt,finn@x.example,Mentee,,Leeds General Infirmary,,Exams;Faith\n";

/// A new cohort whose settings are written from one export, and what was said of that.
pub(super) fn proposed(name: &str, export: &str) -> (tempfile::TempDir, Ran) {
    let place = tempfile::tempdir().unwrap();
    let there = |line: &[&str]| run(place.path(), line);
    assert_eq!(there(&["init", "cohort", "--kind", "goals", "--start", "2027-01-11"]).status, 0);
    fs::write(place.path().join(name), export).unwrap();
    let written = there(&["survey", name, "--write", "-C", "cohort"]);
    assert_eq!(written.status, 0, "{}", written.err);
    (place, written)
}

#[test]
fn a_question_that_both_sides_were_asked_is_written_for_both() {
    let (place, written) = proposed("both.csv", BOTH);
    let toml = fs::read_to_string(place.path().join("cohort/cohort.toml")).unwrap();
    let (mentors, mentees) = toml.split_once("[survey.mentees]").unwrap();
    let field_of = |block: &str, heading: &str| {
        let line = block.lines().find(|line| line.contains(heading) && !line.contains("only")).unwrap_or_default();
        line.split(" = ").next().unwrap_or_default().to_owned()
    };
    for heading in ["\"In which part?\"", "\"Currently at\""] {
        let field = field_of(mentors, heading);
        assert_eq!(field, field_of(mentees, heading), "{heading}: {toml}");
        assert!(
            !field.is_empty() && written.err.contains(&format!("{field} is {heading} here too: both sides were asked")),
            "{}",
            written.err
        );
    }
    assert!(!mentees.split("[matching]").next().unwrap().contains("What would you like to share?"), "{toml}");
}

/// What REDCap exports raw: codes for the role, consent and topics, and how complete each form is.
const RAW: &str = "record_id,redcap_survey_identifier,signup_timestamp,full_name,email,role,consent,topics___1,topics___2,specialty,signup_complete\n\
    1,,2026-09-14 10:11:12,Ada Whitlock,ada@x.example,1,1,1,1,2,2\n\
    2,,2026-09-15 10:11:12,Bashir Noor,bashir@x.example,1,1,0,1,1,2\n\
    3,,2026-09-16 10:11:12,Robert Jones,robert@x.example,2,1,1,0,2,2\n\
    4,,2026-09-16 11:11:12,Gita Rao,gita@x.example,2,2,1,0,2,2\n\
    5,,[not completed],Finn Holt,finn@x.example,2,,,,,0\n";

#[test]
fn codes_of_role_and_consent_get_a_key_to_fill_in() {
    let (place, written) = proposed("redcap.csv", RAW);
    let there = |line: &[&str]| run(place.path(), line);
    assert!(written.err.contains("write Mentor and Mentee beside its codes"), "{}", written.err);
    let key = place.path().join("cohort/private/surveys/codebook.csv");
    let text = fs::read_to_string(&key).unwrap();
    for row in ["role,1,", "role,2,", "consent,1,", "consent,2,", "topics,1,", "topics,2,", "specialty,1,", "specialty,2,"] {
        assert!(text.lines().any(|line| line == row), "{row}: {text}");
    }
    assert!(!text.contains("complete"), "{text}");
    assert_eq!(there(&["import", "-C", "cohort"]).status, 2);
    let filled = "question,code,text\nrole,1,Mentor\nrole,2,Mentee\nconsent,1,I agree\nconsent,2,I do not agree\ntopics,1,Exams\ntopics,2,Rotas\n\
        specialty,1,Surgery\nspecialty,2,Medicine\n";
    fs::write(&key, filled).unwrap();
    let again = there(&["survey", "redcap.csv", "--write", "-C", "cohort"]);
    assert_eq!(again.status, 0, "{}", again.err);
    assert!(again.err.contains("Nothing to do"), "{}", again.err);
    let imported = there(&["import", "-C", "cohort"]);
    assert_eq!(imported.status, 0, "{}", imported.err);
    let register = fs::read_to_string(place.path().join("cohort/private/register.csv")).unwrap();
    let people: Vec<(&str, bool)> =
        register.lines().skip(1).map(|line| (&line[..1], line.contains("ada@") || line.contains("bashir@"))).collect();
    assert_eq!((people.len(), people.iter().all(|(letter, mentor)| (*letter == "M") == *mentor)), (3, true), "{register}");
    assert!(format!("{}{}", imported.out, imported.err).contains("the response was not finished"), "{}", imported.out);
}

#[test]
fn a_heading_typed_for_one_side_of_a_form_for_both_is_taken_for_the_other_too() {
    let form = "Who,Contact,Work email,I would like to be a,Topics\n\
        Ada Whitlock,ada@x.example,a.w@t.example,Mentor,Exams;Rotas\nBo Lind,bo@x.example,b.l@t.example,Mentor,Rotas;Faith\n\
        Carys Day,carys@x.example,c.d@t.example,Mentee,Exams;Faith\nDov Stein,dov@x.example,d.s@t.example,Mentee,Rotas;Exams\n";
    for typed_for in ["[survey.mentors.columns]", "[survey.mentees.columns]"] {
        let place = tempfile::tempdir().unwrap();
        let there = |line: &[&str]| run(place.path(), line);
        assert_eq!(there(&["init", "cohort", "--kind", "goals", "--start", "2027-01-11"]).status, 0);
        fs::write(place.path().join("both.csv"), form).unwrap();
        let path = place.path().join("cohort/cohort.toml");
        let toml = fs::read_to_string(&path).unwrap();
        let (before, after) = toml.split_once(typed_for).unwrap();
        let after = after.replacen("email = \"Email address\"", "email = \"Contact\"", 1);
        fs::write(&path, format!("{before}{typed_for}{after}")).unwrap();
        let written = there(&["survey", "both.csv", "--write", "-C", "cohort"]);
        assert!(written.status == 0 && written.err.contains("of this file: email"), "{}", written.err);
        let toml = fs::read_to_string(&path).unwrap();
        assert_eq!(toml.matches("\nemail = \"Contact\"").count(), 2, "{toml}");
    }
}

#[test]
fn answers_in_whole_sentences_say_whose_they_are() {
    for (mentor, mentee) in [
        ("I would like to be a mentor (trainee)", "I would like to be mentored (consultant)"),
        ("I want to mentor", "I want a mentor"),
        ("Trainee", "Consultant"),
    ] {
        let row = |name: &str, role: &str| format!("{name} Noor,{name}@x.example,{role},Exams;Rotas,Monday;Friday\n");
        let people = ["Ada", "Bashir", "Cora"].map(|name| row(name, mentor)).concat()
            + &["Dov", "Efua", "Finn"].map(|name| row(name, mentee)).concat();
        let export = format!("Full name,Email address,How would you like to take part?,Topics,Days\n{people}");
        let (place, _) = proposed("both.csv", &export);
        let imported = run(place.path(), &["import", "-C", "cohort"]);
        assert_eq!(imported.status, 0, "{mentor}: {}", imported.err);
        let register = fs::read_to_string(place.path().join("cohort/private/register.csv")).unwrap();
        let of = |side: &str| register.lines().filter(|line| line.starts_with(side)).count();
        assert_eq!((of("M"), of("E")), (3, 3), "{mentor}: {register}");
    }
}

#[test]
fn room_for_several_on_both_sides_is_proposed_for_one_and_an_unclear_number_stops_nothing() {
    let place = tempfile::tempdir().unwrap();
    let there = |line: &[&str]| run(place.path(), line);
    assert_eq!(there(&["init", "cohort", "--kind", "goals", "--start", "2027-01-11"]).status, 0);
    let file = |name: &str, people: [&str; 2], room: [&str; 2]| {
        let topics = ["Exams;Rotas", "Rotas;Pay"];
        let row = |at: usize| format!("{0} Noor,{0}@x.example,{1},{2}\n", people[at], topics[at], room[at]);
        let text = format!("Full name,Email address,Topics,How many partners could you take?\n{}{}", row(0), row(1));
        fs::write(place.path().join(name), text).unwrap();
    };
    file("mentors.csv", ["Ada", "Bashir"], ["2", "1"]);
    file("mentees.csv", ["Dov", "Efua"], ["2", "1"]);
    let written = there(&["survey", "mentors.csv", "mentees.csv", "--write", "-C", "cohort"]);
    assert!(written.status == 0 && written.err.contains("room-on-both-sides"), "{}", written.err);
    assert_eq!(there(&["import", "-C", "cohort"]).status, 0);
    assert_eq!(there(&["match", "--dry-run", "-C", "cohort"]).status, 0);
    // What is written goes before the guess, and one file after the other comes to the same.
    let settings = place.path().join("cohort/cohort.toml");
    let written_for = || {
        let text = fs::read_to_string(&settings).unwrap();
        let (mentors, mentees) = text.split_once("[survey.mentees]").unwrap();
        [mentors, mentees].map(|block| block.contains("\ncapacity = "))
    };
    assert_eq!(written_for(), [true, false]);
    let one = there(&["survey", "mentees.csv", "--write", "-C", "cohort"]);
    assert!(one.status == 0 && one.err.contains("the answers of the mentors count"), "{}", one.err);
    assert_eq!(written_for(), [true, false]);
    let text = fs::read_to_string(&settings).unwrap();
    let capacity = "capacity = \"How many partners could you take?\"\n";
    let (mentors, mentees) = text.split_once("[survey.mentees]").unwrap();
    let moved = mentees.replacen("name = ", &format!("{capacity}name = "), 1);
    fs::write(&settings, format!("{}[survey.mentees]{moved}", mentors.replace(capacity, ""))).unwrap();
    for files in [&["mentors.csv", "mentees.csv"][..], &["mentors.csv"], &["mentees.csv"]] {
        let again = there(&[&["survey", "--write", "-C", "cohort"], files].concat());
        assert_eq!((again.status, written_for()), (0, [false, true]), "{files:?}: {}", again.err);
    }
    fs::write(&settings, text).unwrap();
    file("mentors.csv", ["Ada", "Bashir"], ["1 or 2", "1"]);
    let written = there(&["survey", "mentors.csv", "mentees.csv", "--write", "-C", "cohort"]);
    assert!(written.status == 0 && written.err.contains("warning[unclear-number]"), "{}", written.err);
    let imported = there(&["import", "-C", "cohort"]);
    assert!(imported.status != 0 && imported.err.contains("error[unclear-number]"), "{}", imported.err);
}

#[test]
fn a_post_is_no_side_unless_the_question_is_how_somebody_takes_part() {
    let place = tempfile::tempdir().unwrap();
    let there = |line: &[&str]| run(place.path(), line);
    assert_eq!(there(&["init", "cohort", "--kind", "goals", "--start", "2027-01-11"]).status, 0);
    let file = |name: &str, people: [(&str, &str); 3]| {
        let row = |(name, role): (&str, &str)| format!("{name} Noor,{name}@x.example,{role},Exams;Rotas\n");
        fs::write(place.path().join(name), format!("Full name,Email address,Role,Topics\n{}", people.map(row).concat())).unwrap();
    };
    file("answers.csv", [("Ada", "Junior doctor"), ("Bashir", "Senior leader"), ("Cora", "Senior leader")]);
    let said = there(&["survey", "answers.csv"]).err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("warning[unclear-role]"), "{said}");
    for line in [
        "[survey.mentors] only = [{ column = \"Role\", is = [\"Junior doctor\"] }]",
        "[survey.mentees] only = [{ column = \"Role\", is = [\"Senior leader\"] }]",
    ] {
        assert!(said.contains(line), "{said}");
    }
    file("mentors.csv", [("Ada", "Trainee"), ("Bashir", "Consultant"), ("Cora", "Trainee")]);
    file("mentees.csv", [("Dov", "Consultant"), ("Efua", "Consultant"), ("Finn", "Trainee")]);
    for files in [["mentors.csv", "mentees.csv"], ["mentees.csv", "mentors.csv"]] {
        let written = there(&[&["survey", "--write", "-C", "cohort"], &files[..]].concat());
        assert!(written.status == 0 && !written.err.contains("unclear-role"), "{}", written.err);
        let text = fs::read_to_string(place.path().join("cohort/cohort.toml")).unwrap();
        assert!(!text.contains("only = "), "{text}");
    }
    assert_eq!(there(&["import", "-C", "cohort"]).status, 0);
    let register = fs::read_to_string(place.path().join("cohort/private/register.csv")).unwrap();
    for (side, name) in [("M", "Bashir"), ("E", "Dov"), ("E", "Finn")] {
        assert!(register.lines().any(|line| line.starts_with(side) && line.contains(name)), "{name}: {register}");
    }
}
