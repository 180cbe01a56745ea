//! Declarations of interest as forms and sheets return them.

use super::exports::EXPORTS;
use super::{Cohort, Said, address, import, tells};

const TYPED: &str = "conflict import FILE --today 2026-11-20";

/// Mentors and mentees of the invented cohort, by name.
const AMARA: &str = "Amara Okonkwo";
const BILAL: &str = "Bilal Hashemi";
const JASPER: &str = "Jasper Thornbury";
const CHANDRA: &str = "Chandra Iyer";
const DALIA: &str = "Dalia Mansour";
const EFUA: &str = "Efua Mensah";
const FARID: &str = "Farid Rahimi";

fn declared(cohort: &Cohort, name: &str) -> Vec<String> {
    let facts = cohort.read(&format!("facts/people/{}.csv", cohort.id(name)));
    let rows = facts.lines().filter(|line| line.contains(",declared,"));
    rows.map(|line| line.rsplit(',').next().unwrap().to_owned()).collect()
}

fn listed(cohort: &Cohort) -> serde_json::Value {
    serde_json::from_str(&cohort.ok("conflict list --format json").out).unwrap()
}

/// The state and the reason of the conflict between two people.
fn state(cohort: &Cohort, mentor: &str, mentee: &str) -> Option<(String, String)> {
    let (mentor, mentee) = (cohort.id(mentor), cohort.id(mentee));
    let rows = listed(cohort)["conflicts"].as_array().unwrap().clone();
    let row = rows.iter().find(|row| row["mentor"] == mentor.as_str() && row["mentee"] == mentee.as_str())?;
    let text = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
    Some((text("state"), text("reason")))
}

fn read(rows: &[&[&str]]) -> (Cohort, Said) {
    import(Cohort::matched, TYPED, rows)
}

const MICROSOFT: &[&str] = &[
    "Id",
    "Start time",
    "Completion time",
    "Email",
    "Name",
    "Your full name",
    "Do you have any conflict of interest?",
    "If so, with whom?",
    "And why?",
];

/// The numbers of the answers are nobody, and one answer without a name stops nothing but itself.
#[test]
fn an_anonymous_form_is_read_by_the_name_that_it_asks_for() {
    let (cohort, said) = read(&[
        MICROSOFT,
        &["1", "11/18/2026 9:00", "11/18/2026 9:01", "anonymous", "", AMARA, "No", "", ""],
        &["2", "11/18/2026 9:10", "11/18/2026 9:11", "anonymous", "", EFUA, "Yes", "Katarzyna Wiśniewska", "supervises"],
        &["3", "11/18/2026 9:20", "11/18/2026 9:21", "anonymous", "", "", "No", "", ""],
    ]);
    assert_eq!(said.status, 0, "{}", said.err);
    tells(&said, &["2 declarations read, 1 with nothing to declare: 1 new conflict", "[unattributed-row]", "row 4, line 4"]);
    assert_eq!((declared(&cohort, AMARA), declared(&cohort, EFUA)), (vec!["none".to_owned()], vec!["list".to_owned()]));
    assert_eq!(state(&cohort, EFUA, "Katarzyna Wiśniewska"), Some(("declared".to_owned(), "supervises".to_owned())));
    let silent = listed(&cohort)["silent"].to_string();
    assert!(silent.contains(&cohort.id(BILAL)) && !silent.contains(&cohort.id(AMARA)), "{silent}");

    let (cohort, said) = read(&[
        MICROSOFT,
        &["1", "11/18/2026 9:00", "11/18/2026 9:01", "anonymous", "", AMARA, "No", "", ""],
        &["2", "11/18/2026 9:10", "11/18/2026 9:11", "anonymous", "", "", "Yes", "Henry Harcourt", ""],
        &["3", "11/18/2026 9:20", "11/18/2026 9:21", "anonymous", "", "Zebedee Quill", "No", "", ""],
    ]);
    assert_eq!(said.status, 2);
    tells(&said, &["[unattributed-row]", "row 3, line 3", "Henry Harcourt", "[who]", "row 4, line 4", "Nothing was written."]);
    assert_eq!(declared(&cohort, AMARA), Vec::<String>::new());
}

#[test]
fn a_yes_without_a_name_and_a_no_with_one_are_asked() {
    let (cohort, said) = read(&[
        MICROSOFT,
        &["1", "11/18/2026 9:00", "11/18/2026 9:01", "anonymous", "", AMARA, "Yes", "", "we worked together"],
        &["2", "11/18/2026 9:10", "11/18/2026 9:11", "anonymous", "", BILAL, "No", "Henry Harcourt", ""],
        &["3", "11/18/2026 9:20", "11/18/2026 9:21", "anonymous", "", DALIA, "Not sure", "", ""],
        &["4", "11/18/2026 9:30", "11/18/2026 9:31", "anonymous", "", EFUA, "", "", ""],
    ]);
    assert_eq!(said.status, 0, "{}", said.err);
    tells(
        &said,
        &["[unnamed-conflict]", "row 2, line 2", "[contradicting-answer]", "row 3, line 3", "[unanswered]", "row 4", "row 5"],
    );
    for name in [AMARA, DALIA, EFUA] {
        assert_eq!(declared(&cohort, name), Vec::<String>::new(), "{name}");
    }
    assert_eq!(state(&cohort, BILAL, "Henry Harcourt").unwrap().0, "question");
    let questions = listed(&cohort)["questions"].to_string();
    assert!(questions.contains("Henry Harcourt"), "{questions}");
    // The yes is kept until the name is known.
    let amara = cohort.id(AMARA);
    assert!(listed(&cohort)["nobody"].to_string().contains("Yes"));
    cohort.ok(&format!("conflict none {amara} --today 2026-11-21"));
    assert!(!listed(&cohort)["nobody"].to_string().contains("Yes"));
}

#[test]
fn phrases_that_deny_are_none_and_an_exception_is_not() {
    let (cohort, said) = read(&[
        &["Timestamp", "Email Address", "Conflicts of interest"],
        &["18/11/2026 09:00:00", &address(AMARA), "No conflicts to declare, thank you"],
        &["18/11/2026 09:00:00", &address(BILAL), "None that I know of."],
        &["18/11/2026 09:00:00", &address(CHANDRA), "I have no conflict of interest"],
        &["18/11/2026 09:00:00", &address(DALIA), "n/a - none"],
        &["18/11/2026 09:00:00", &address(EFUA), "None except Dr Thornbury"],
        &["18/11/2026 09:00:00", &address(FARID), "Nothing to declare."],
    ]);
    assert_eq!(said.status, 0, "{}", said.err);
    for name in [AMARA, BILAL, CHANDRA, DALIA, FARID] {
        assert_eq!(declared(&cohort, name), ["none"], "{name}");
    }
    assert_eq!(declared(&cohort, EFUA), ["list"]);
    assert_eq!(state(&cohort, EFUA, "Jasper Thornbury").unwrap().0, "question");
    tells(&said, &["6 declarations read, 5 with nothing to declare: 0 new conflicts, 0 already known, 1 question"]);
}

#[test]
fn ids_are_read_alone_several_and_with_names() {
    let cohort = Cohort::matched();
    let [jasper, henry, amara] = ["Jasper Thornbury", "Henry Harcourt", AMARA].map(|name| cohort.id(name));
    let dalia = format!("{} {DALIA}", cohort.id(DALIA));
    let with_name = format!("{jasper} Jasper Thornbury");
    let both = format!("{jasper}/{henry}");
    let wrong = format!("{jasper} Henry Harcourt");
    let rows: Vec<&[&str]> = vec![&["person", "conflict"]];
    let one = [dalia.as_str(), &both];
    let two = [EFUA, &with_name];
    let three = [amara.as_str(), &wrong];
    let rows: Vec<&[&str]> = rows.into_iter().chain([&one[..], &two, &three]).collect();
    let (cohort, said) = read(&rows);
    assert_eq!(said.status, 0, "{}", said.err);
    for (mentor, mentee, is) in [
        (DALIA, "Jasper Thornbury", "declared"),
        (DALIA, "Henry Harcourt", "declared"),
        (EFUA, "Jasper Thornbury", "declared"),
        (AMARA, "Jasper Thornbury", "question"),
        (AMARA, "Henry Harcourt", "question"),
    ] {
        assert_eq!(state(&cohort, mentor, mentee).map(|(state, _)| state).as_deref(), Some(is), "{mentor}, {mentee}");
    }
    // A name that is not the id's is no person to declare either.
    let wrong = format!("{jasper} {AMARA}");
    let (_, said) = read(&[&["person", "conflict"], &[&wrong, "none"]]);
    assert_eq!(said.status, 2);
    tells(&said, &["not one person's", "row 2, line 2"]);
}

#[test]
fn people_of_ones_own_side_and_oneself_are_said_as_such() {
    let (cohort, said) =
        read(&[&["person", "conflict"], &[AMARA, "Bilal Hashemi"], &[BILAL, "Bilal Hashemi"], &[CHANDRA, "Zebedee Quill"]]);
    assert_eq!(said.status, 0, "{}", said.err);
    tells(
        &said,
        &["[one-side]", "never paired: nothing to record", "[named-oneself]", "row 3, line 3", "[named-nobody]", "row 4, line 4"],
    );
    assert_eq!((declared(&cohort, AMARA), declared(&cohort, BILAL)), (vec!["list".to_owned()], Vec::new()));
    let nobody = listed(&cohort)["nobody"].to_string();
    assert!(nobody.contains("Zebedee") && !nobody.contains("Hashemi"), "{nobody}");
}

#[test]
fn the_reason_waits_for_the_answer_to_the_question() {
    let (cohort, said) =
        read(&[&["person", "conflict", "reason"], &[CHANDRA, "Harcort", "supervises"], &[DALIA, "Harcort", "we share a car"]]);
    assert_eq!(said.status, 0, "{}", said.err);
    for (name, reason) in [(CHANDRA, "supervises"), (DALIA, "other")] {
        let (mentor, mentee) = (cohort.id(name), cohort.id("Henry Harcourt"));
        cohort.ok(&format!("conflict confirm {mentor} {mentee} --today 2026-11-21"));
        assert_eq!(state(&cohort, name, "Henry Harcourt"), Some(("declared".to_owned(), reason.to_owned())), "{name}");
    }
    assert!(cohort.read("private/notes.csv").contains("we share a car"));
    // Whoever is erased leaves no question that nobody can answer.
    let (cohort, _) = read(&[&["person", "conflict"], &[CHANDRA, "Harcort"]]);
    cohort.ok(&format!("erase {} --today 2026-11-22", cohort.id("Henry Harcourt")));
    let list = listed(&cohort);
    assert!(
        !list["conflicts"].to_string().contains("\"question\"") && list["conflicts"].to_string().contains("\"erased\""),
        "{list}"
    );
}

/// A question with a column for each person, and a free text that speaks of people and names none.
#[test]
fn ticks_under_names_are_names_and_other_questions_are_not_read() {
    let rows: &[&[&str]] = &[
        &[
            "Name",
            "Conflicts of interest? [Jasper Thornbury]",
            "Conflicts of interest? [Henry Harcourt]",
            "What should people know about you?",
        ],
        &[AMARA, "Yes", "", "I like maps and people"],
        &[BILAL, "", "", "nothing"],
        &[CHANDRA, "✓", "x", ""],
    ];
    let (cohort, said) = read(rows);
    assert_eq!(said.status, 0, "{}", said.err);
    tells(
        &said,
        &[
            "3 declarations read, 1 with nothing to declare: 3 new conflicts",
            "Columns not read: “What should people know about you?”",
        ],
    );
    for (mentor, mentee) in [(AMARA, JASPER), (CHANDRA, JASPER), (CHANDRA, "Henry Harcourt")] {
        assert_eq!(state(&cohort, mentor, mentee).unwrap().0, "declared", "{mentor}, {mentee}");
    }
    assert_eq!(declared(&cohort, BILAL), ["none"]);
}

#[test]
fn undo_names_what_the_import_did() {
    let (cohort, _) = read(&[&["person", "conflict"], &[CHANDRA, "Harcort"], &[DALIA, "none"]]);
    let said = cohort.ok("undo --today 2026-11-20");
    let told = said.err + &said.out;
    assert!(told.contains("2 declarations read") && told.contains("1 question"), "{told}");
}

#[test]
fn every_tools_export_is_read() {
    for (tool, rows) in EXPORTS.iter().copied() {
        let (cohort, said) = read(rows);
        assert_eq!(said.status, 0, "{tool}: {}", said.err);
        assert_eq!(state(&cohort, AMARA, JASPER).map(|(state, _)| state).as_deref(), Some("declared"), "{tool}: {}", said.err);
        assert_eq!(declared(&cohort, BILAL), ["none"], "{tool}: {}", said.err);
        let expected = if tool == "Qualtrics" { "left out: the response was not finished" } else { "2 declarations read" };
        tells(&said, &[expected]);
        assert_eq!(declared(&cohort, DALIA), Vec::<String>::new(), "{tool}");
    }
}
