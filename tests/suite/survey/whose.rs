//! Whose address, name and post a column holds: that of whoever answers, and never that of somebody whom they name.

use revmentor::parts::survey::{Proposal, Source, propose};

use super::proposals::column;
use super::workbooks::as_workbook;

fn proposed(text: &str) -> Proposal {
    let source = Source { path: "private/surveys/mentors.csv", bytes: text.as_bytes(), ..Source::default() };
    let proposal = propose(source).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let book = as_workbook(text);
    let source = Source { path: "private/surveys/mentors.xlsx", bytes: &book, ..Source::default() };
    let other = propose(source).unwrap_or_else(|problems| panic!("{problems:#?}"));
    assert_eq!(column(&proposal, "email"), column(&other, "email"));
    proposal
}

const OWN: [&str; 4] = ["ada@x.example", "bashir@x.example", "carys@x.example", "dov@x.example"];
const KIN: [&str; 4] = ["kin1@home.example", "kin2@home.example", "kin3@home.example", "kin4@home.example"];
const NAMES: [&str; 4] = ["Ada Whitlock", "Bashir Noor", "Carys Pryce", "Dov Stein"];
const OTHERS: [&str; 4] = ["Eve Marsh", "Finn Holt", "Gita Rao", "Hal Voss"];

/// A table with these headings and columns.
fn table(columns: &[(&str, [&str; 4])]) -> String {
    let head: Vec<String> = columns.iter().map(|(heading, _)| format!("\"{heading}\"")).collect();
    let row = |at: usize| columns.iter().filter_map(|(_, cells)| cells.get(at).copied()).collect::<Vec<&str>>().join(",");
    let rows: Vec<String> = (0..4).map(row).collect();
    format!("{}\n{}\n", head.join(","), rows.join("\n"))
}

#[test]
fn the_address_of_somebody_else_is_never_the_persons() {
    let others = [
        "Emergency contact email",
        "Emergency e-mail",
        "Next of kin e-mail",
        "Admin contact email",
        "Guardian e-mail",
        "Payroll email",
        "Spouse email",
        "TPD email",
        "Second e-mail",
        "E-mail 2",
        "Referee email",
        "Partner's email",
        "Rota coordinator email",
        "Head of school email",
        "Mentor’s email (if known)",
        "Colleague's email",
        "Team e-mail",
        "Invoice email",
        "Email of your line manager",
        "Clinical lead's e-mail address",
        "Best email of your next of kin",
    ];
    for other in others {
        for own in
            ["Email", "Work e-mail", "NHS e-mail", "My email", "What is your email address?", "Email address for correspondence"]
        {
            for turned in [false, true] {
                let mut columns = vec![(own, OWN), (other, KIN)];
                if turned {
                    columns.reverse();
                }
                columns.insert(0, ("Full name", NAMES));
                assert_eq!(column(&proposed(&table(&columns)), "email"), Some(format!("{own:?}")), "{own} / {other}");
            }
        }
    }
}

#[test]
fn a_heading_that_says_more_is_taken_where_no_other_has_addresses() {
    for own in
        ["Barts e-mail", "E-Mail-Adresse", "Correo electrónico", "Trainee's email", "Your Trust's e-mail", "Adresse électronique"]
    {
        let text = table(&[("Full name", NAMES), (own, OWN), ("Next of kin e-mail", KIN)]);
        assert_eq!(column(&proposed(&text), "email"), Some(format!("{own:?}")), "{own}");
    }
    let text = table(&[("Full name", NAMES), ("Next of kin e-mail", KIN)]);
    let proposal = proposed(&text);
    assert_eq!(column(&proposal, "email"), None);
    assert!(proposal.warnings.iter().any(|warning| warning.code == "not-found"), "{:?}", proposal.warnings);
}

#[test]
fn of_two_addresses_both_are_named() {
    let text = table(&[("Full name", NAMES), ("E-mail 2", KIN), ("Email", OWN)]);
    let said = proposed(&text).warnings.into_iter().find(|warning| warning.code == "two-candidates").unwrap();
    assert!(said.message.contains("\"Email\" is taken, and not \"E-mail 2\""), "{}", said.message);
    let text = table(&[("Full name", NAMES), ("Emergency contact email", KIN), ("Email", OWN)]);
    assert!(!proposed(&text).warnings.iter().any(|warning| warning.code == "two-candidates"));
}

#[test]
fn the_name_of_somebody_else_is_never_the_persons() {
    for other in [
        "Line manager's name",
        "Referee name",
        "Emergency contact name",
        "Name of next of kin",
        "Rota coordinator name",
        "Clinical lead's name",
        "Name of your head of school",
    ] {
        for own in ["Name", "Full name", "Your name", "Name of applicant"] {
            for turned in [false, true] {
                let mut columns = vec![(own, NAMES), (other, OTHERS)];
                if turned {
                    columns.reverse();
                }
                columns.push(("Email", OWN));
                assert_eq!(column(&proposed(&table(&columns)), "name"), Some(format!("{own:?}")), "{own} / {other}");
            }
        }
    }
    let parts = [("Emergency contact first name", OTHERS), ("First name", ["Ada", "Bashir", "Carys", "Dov"])];
    let text = table(&[parts[0], parts[1], ("Surname", ["Whitlock", "Noor", "Pryce", "Stein"]), ("Email", OWN)]);
    assert_eq!(column(&proposed(&text), "name"), Some("[\"First name\", \"Surname\"]".to_owned()));
}

#[test]
fn the_post_of_a_supervisor_is_not_the_persons() {
    let posts = ["Cardiology", "Psychiatry", "Cardiology", "Psychiatry"];
    let parts = ["London", "Wales", "London", "Wales"];
    let sites = ["Alder House", "Birch House", "Alder House", "Birch House"];
    for (field, theirs, own, cells) in [
        ("specialty", "Specialty of your supervisor", "Specialty", posts),
        ("specialty", "Line manager's specialty", "Your specialty", posts),
        ("region", "Region of your supervisor", "Region", parts),
        ("place", "Your tutor's site", "Site", sites),
    ] {
        let text = table(&[("Name", NAMES), ("Email", OWN), (theirs, cells), (own, cells)]);
        assert_eq!(column(&proposed(&text), field), Some(format!("{own:?}")), "{theirs}");
        let text = table(&[("Name", NAMES), ("Email", OWN), (theirs, cells)]);
        assert_eq!(column(&proposed(&text), field), None, "{theirs}");
    }
}

#[test]
fn what_a_heading_explains_behind_its_head_is_nobody_elses() {
    let posts = ["Cardiology", "Psychiatry", "Cardiology", "Psychiatry"];
    for (field, heading, cells) in [
        ("email", "Email address (the programme team will use this to contact you)", OWN),
        ("email", "Email address for the programme team to contact you", OWN),
        ("email", "Email address used by the rota coordinator", OWN),
        ("email", "3. Email. Your supervisor will not see it", OWN),
        ("email", "Your email, not your manager's", OWN),
        ("email", "Doctor's email", OWN),
        ("email", "My NHS email address (or that of your PA)", OWN),
        ("name", "Name (as you would like it to appear to your partner)", NAMES),
        ("name", "Your full name as your supervisor knows it", NAMES),
        ("name", "Name to be shown to the people you are paired with", NAMES),
        ("specialty", "Your specialty (as your supervisor knows it)", posts),
    ] {
        let mut columns = vec![("Full name", NAMES), ("Email", OWN), (heading, cells)];
        columns.retain(|(known, own)| *known == heading || *own != cells);
        assert_eq!(column(&proposed(&table(&columns)), field), Some(format!("{heading:?}")), "{heading}");
    }
    for heading in [
        "Clinical lead email",
        "Email (line manager)",
        "E-mail - next of kin",
        "Email for your line manager",
        "Team email",
        "Email (for use in an emergency)",
        "Email address for your next of kin, should we need it",
    ] {
        let text = table(&[("Full name", NAMES), (heading, KIN)]);
        assert_eq!(column(&proposed(&text), "email"), None, "{heading}");
    }
}

#[test]
fn beside_a_plain_heading_for_the_name_no_other_is_offered() {
    let text = table(&[("Full name", NAMES), ("Email", OWN), ("Name of your buddy last year", OTHERS)]);
    let proposal = proposed(&text);
    assert_eq!(column(&proposal, "name"), Some("\"Full name\"".to_owned()));
    assert!(!proposal.warnings.iter().any(|warning| warning.code == "two-candidates"), "{:?}", proposal.warnings);
}

#[test]
fn the_names_behind_a_yes_about_conflicts_are_not_the_persons() {
    let yes = ["Yes", "No", "No", "Yes"];
    let named = ["Eve Marsh", "", "", "Finn Holt"];
    for own in ["Your name (as your supervisor would recognise it)", "What is your name? (We will not tell your supervisor)"] {
        let question = ("Is there anybody taking part whom you already know or work for?", yes);
        let text = table(&[(own, NAMES), ("Email", OWN), question, ("If yes, please give their name(s)", named)]);
        let proposal = proposed(&text);
        assert_eq!(column(&proposal, "name"), Some(format!("{own:?}")), "{own}");
        assert_eq!(column(&proposal, "conflicts"), Some("\"If yes, please give their name(s)\"".to_owned()), "{own}");
    }
}
