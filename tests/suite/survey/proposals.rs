//! What is proposed for an export: nothing that could do harm, and nothing that looks like answers is passed over in silence.

use revmentor::parts::domain::Side;
use revmentor::parts::survey::{Proposal, Source, block, propose};

fn proposed(text: &str) -> Proposal {
    propose(Source { path: "private/surveys/mentors.csv", bytes: text.as_bytes(), ..Source::default() })
        .unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The column of a field, as the block says it.
fn column(proposal: &Proposal, field: &str) -> Option<String> {
    let text = block(Side::Mentor, &proposal.settings);
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("{field} = ")));
    line.map(str::to_owned)
}

/// An export with a question beside name and address.
fn with(heading: &str, cells: [&str; 4]) -> Proposal {
    let people = ["Ada Whitlock,ada", "Bashir Noor,bashir", "Carys Pryce,carys", "Dov Stein,dov"];
    let rows = people.iter().zip(cells).map(|(person, cell)| format!("{person}@x.example,\"{cell}\"\n"));
    proposed(&format!("Full name,Email address,\"{heading}\"\n{}", rows.collect::<String>()))
}

#[test]
fn a_persons_own_words_are_never_proposed() {
    let cells = [
        "Leadership, Rotas",
        "Leadership, being bullied by Dr Quill at Northgate",
        "\"\"Exams, first time\"\", Rotas",
        "\"\"Exams, first time\"\", Leadership",
    ];
    let proposal = with("What are your goals?", cells);
    let text = block(Side::Mentor, &proposal.settings);
    assert!(!text.contains("bullied") && !text.contains("Quill"), "{text}");
}

#[test]
fn a_wish_is_no_conflict_and_doubt_is_said() {
    let cells = ["Eve Marsh", "", "Finn Holt", "Gita Rao"];
    for heading in [
        "Who is your educational supervisor?",
        "People you should be kept apart from",
        "Not to be paired with",
        "Declarations of interest",
        "Is there anyone you would prefer not to be paired with?",
        "Is there anybody with whom you shouldn't be matched?",
        "Names of people you know personally",
        "Anyone whom you already know",
    ] {
        let proposal = with(heading, cells);
        assert_eq!(column(&proposal, "conflicts"), Some(format!("{heading:?}")), "{heading}");
    }
    for heading in [
        "Is there anyone you would like to be paired with?",
        "Is there anyone you would or would not like to be paired with?",
        "Do you have someone in mind?",
        "With whom would you like to be matched?",
    ] {
        let proposal = with(heading, cells);
        assert_eq!(column(&proposal, "conflicts"), None, "{heading}");
        let said = proposal.warnings.iter().any(|warning| warning.code == "wish-or-conflict");
        assert!(said, "{heading}: {:?}", proposal.warnings);
    }
}

#[test]
fn every_question_about_conflicts_is_read() {
    let text = "Full name,Email address,Not to be paired with,Who is your educational supervisor?\n\
        Ada Whitlock,ada@x.example,Eve Marsh,Finn Holt\nBashir Noor,bashir@x.example,,Gita Rao\n";
    let conflicts = column(&proposed(text), "conflicts").unwrap();
    assert!(conflicts.contains("Not to be paired with") && conflicts.contains("educational supervisor"), "{conflicts}");
}

#[test]
fn columns_for_each_option_are_found_whatever_parts_them() {
    for mark in [" | ", ". ", " — ", ": ", " - ", " > ", " "] {
        let headings: Vec<String> = ["Monday", "Tuesday", "Friday"].map(|day| format!("Availability{mark}{day}")).to_vec();
        let text = format!(
            "Full name,Email address,{}\nAda Whitlock,ada@x.example,Yes,,Yes\nBashir Noor,bashir@x.example,,Yes,\n",
            headings.join(",")
        );
        let proposal = proposed(&text);
        let days = column(&proposal, "days").unwrap_or_default();
        assert!(days.contains("each = \"Availability"), "{mark:?}: {days:?}");
        let reading = revmentor::parts::survey::read(
            Source { path: "x.csv", bytes: text.as_bytes(), ..Source::default() },
            &proposal.settings,
        )
        .unwrap();
        let ada: Vec<&str> = reading.people[0].answers.get("days").unwrap().texts().collect();
        assert_eq!(
            ada,
            ["monday", "friday"].map(|day| ada.iter().find(|read| read.to_lowercase() == day).copied().unwrap()),
            "{mark:?}"
        );
    }
}

#[test]
fn an_address_is_known_by_its_cells_and_unread_answers_are_listed() {
    let text = "Nom et prénom,Courriel,Loisirs\nAda Whitlock,ada@x.example,chess\nBashir Noor,bashir@x.example,go\n";
    let proposal = proposed(text);
    assert_eq!(column(&proposal, "email"), Some("\"Courriel\"".to_owned()));
    let unread: Vec<&str> =
        proposal.columns.iter().filter(|column| column.is_not_read()).map(|column| column.heading.as_str()).collect();
    assert_eq!(unread, ["Loisirs"]);
}
