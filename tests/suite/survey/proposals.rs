//! What is proposed for an export: nothing that could do harm, and nothing that looks like answers is passed over in silence.

use revmentor::parts::domain::Side;
use revmentor::parts::survey::{Proposal, Source, block, propose};

fn proposed(text: &str) -> Proposal {
    propose(Source { path: "private/surveys/mentors.csv", bytes: text.as_bytes(), ..Source::default() })
        .unwrap_or_else(|problems| panic!("{problems:#?}"))
}

/// The column of a field, as the block says it.
pub(super) fn column(proposal: &Proposal, field: &str) -> Option<String> {
    let text = block(Side::Mentor, &proposal.settings);
    let line = text.lines().find_map(|line| line.strip_prefix(&format!("{field} = ")));
    line.map(str::to_owned)
}

/// An export with a question beside name and address.
pub(super) fn with(heading: &str, cells: [&str; 4]) -> Proposal {
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
        "Is there anyone you should not be matched with? If not, leave blank",
        "If there is anybody whom you should not be paired with, name them (we would like to match everybody)",
        "Who would make you uncomfortable?",
        "Anyone off limits?",
        "Names of relatives in the programme",
        "Veto",
        "Names of anyone you line-manage or appraise",
        "Do you know anyone among the trainees?",
    ] {
        let proposal = with(heading, cells);
        assert_eq!(column(&proposal, "conflicts"), Some(format!("{heading:?}")), "{heading}");
    }
    for heading in [
        "Is there anyone you would like to be paired with?",
        "Is there anyone you would or would not like to be paired with?",
        "Do you have someone in mind?",
        "With whom would you like to be matched?",
        "Is there anyone in particular you would like to be matched with? If not, leave blank",
        "Is there anyone you already know and would be happy to meet?",
        "Name any colleague you already know well and would enjoy working with",
        "Someone you would like to be paired with (not your supervisor)",
        "Is there anyone you do not mind being paired with?",
        "Is there anybody you would welcome being paired with?",
        "Anyone you would not object to being matched with?",
    ] {
        let proposal = with(heading, cells);
        assert_eq!(column(&proposal, "conflicts"), None, "{heading}");
        let said = proposal.warnings.iter().any(|warning| warning.code == "wish-or-conflict");
        assert!(said, "{heading}: {:?}", proposal.warnings);
    }
}

#[test]
fn a_column_of_noes_in_which_somebody_is_named_is_about_conflicts() {
    for heading in
        ["Is there anybody you should not be paired with?", "Conflicts of interest", "Who must you not be paired with?"]
    {
        for name in ["", "Eve Marsh"] {
            let people: Vec<String> = (0..39).map(|at| format!("Ada Whitlock{at},ada{at}@x.example,No\n")).collect();
            let people = people.concat();
            let text = format!("Full name,Email address,{heading}\n{people}Dov Stein,dov@x.example,{name}\n");
            assert_eq!(column(&proposed(&text), "conflicts"), Some(format!("{heading:?}")), "{heading} {name}");
            let (_, reading) = super::read_as_proposed("a.csv", text.as_bytes()).unwrap();
            let named = reading.people.iter().filter(|person| !person.answers.get("conflicts").unwrap().is_empty()).count();
            assert_eq!(named, usize::from(!name.is_empty()), "{heading} {name}");
        }
    }
    let heading = "Have you got a conflict of interest?";
    let proposal = with(heading, ["Yes", "No", "Yes", "No"]);
    assert_eq!(column(&proposal, "conflicts"), None);
    let said = proposal.warnings.iter().find(|warning| warning.code == "wish-or-conflict").unwrap();
    assert!(said.message.contains("somebody says yes"), "{said:?}");
    for named in ["Yes - Hugo Ames", "Yes, Hugo Ames", "yes (hugo ames)"] {
        let proposal = with(heading, [named, "No", "Yes", "No"]);
        assert_eq!(column(&proposal, "conflicts"), Some(format!("{heading:?}")), "{named}");
    }
    assert_eq!(column(&with(heading, ["Yes, I do", "No", "Yes", "No"]), "conflicts"), None);
    for nothing in ["I confirm that I have no conflict of interest", "I have declared my conflicts of interest"] {
        let proposal = with(nothing, ["Yes", "Yes", "Yes", "No"]);
        assert!(!proposal.warnings.iter().any(|warning| warning.code == "wish-or-conflict"), "{:?}", proposal.warnings);
    }
}

#[test]
fn names_behind_a_yes_or_no_about_conflicts_are_read() {
    let text = |follow_up: &str| {
        format!(
            "Full name,Email address,Do you have a conflict of interest?,\"{follow_up}\"\n\
             Ada Whitlock,ada@x.example,Yes,Eve Marsh\nBashir Noor,bashir@x.example,No,\n\
             Carys Pryce,carys@x.example,No,\nDov Stein,dov@x.example,Yes,Finn Holt\n"
        )
    };
    for follow_up in [
        "If yes, with whom?",
        "If so, please give details",
        "Please give names",
        "Please state who",
        "If you answered yes to question 7, please list their names",
        "7a. If yes, please give the name(s) of the person(s) and how you know them",
        "6.a. If yes, who?",
        "If so, who? (confidential)",
        "Do you have a conflict of interest? [Comment]",
        "Name(s)",
        "With whom?",
        "If yes, who and why?",
        "If yes, please give their name and job title",
    ] {
        assert_eq!(column(&proposed(&text(follow_up)), "conflicts"), Some(format!("{follow_up:?}")), "{follow_up}");
    }
    for other in [
        "Please give details of any adjustments",
        "Details of any disability",
        "Please provide your GMC number",
        "Please name your preferred venue",
        "If yes, please give details of any health condition",
    ] {
        let proposal = proposed(&text(other));
        assert_eq!(column(&proposal, "conflicts"), None, "{other}");
        let said = proposal.warnings.iter().find(|warning| warning.code == "wish-or-conflict").unwrap();
        let column = if other.starts_with("If yes") { other } else { "Do you have a conflict of interest?" };
        assert_eq!(said.place.column.as_deref(), Some(column), "{other}");
    }
}

#[test]
fn days_are_read_under_a_heading_that_speaks_of_empty_cells() {
    let heading = "Availability (leave blank if flexible)";
    assert_eq!(column(&with(heading, ["Mon-Wed", "", "Fri", "Tues pm, Thurs"]), "days"), Some(format!("{heading:?}")));
}

#[test]
fn whoever_applied_before_is_read_under_a_question_that_names_the_programme() {
    let heading = "Have you applied before, under this or another name?";
    assert_eq!(column(&with(heading, ["Yes", "No", "Yes", "No"]), "applied_before"), Some(format!("{heading:?}")));
    let heading = "Name of your mentor in a previous cohort";
    assert_eq!(column(&with(heading, ["Eve Marsh", "", "Eve Marsh", ""]), "applied_before"), None);
}

#[test]
fn what_is_shown_of_a_long_answer_is_not_what_cures_it() {
    let long = "as many as the programme team would like me to take on, but no more than three of them please";
    let text = format!(
        "Full name,Email address,How many mentees could you take?\nAda Whitlock,ada@x.example,1\n\
         Bashir Noor,bashir@x.example,\"{long}\"\nCarys Pryce,carys@x.example,2-3\nDov Stein,dov@x.example,2\n"
    );
    let help = |text: &str| {
        let problems = super::read_as_proposed("a.csv", text.as_bytes()).unwrap_err();
        problems.into_iter().find(|problem| problem.code == "unclear-number").and_then(|problem| problem.help).unwrap()
    };
    assert!(help(&text).contains(&format!("\"{long}\" = \"2\"")), "{}", help(&text));
    let longer = [long; 3].join(" and ");
    assert_eq!(help(&text.replace(long, &longer).replace("2-3", "3")), "write a number");
}

#[test]
fn days_that_half_the_people_answer_in_prose_are_proposed() {
    let cells = ["clinic days vary", "Mon, Tue", "depends on the rota", "Fridays mostly"];
    let heading = "Which days are you free?";
    assert_eq!(column(&with(heading, cells), "days"), Some(format!("{heading:?}")));
    let cells = ["clinic days vary", "as they come", "depends on the rota", "not sure"];
    assert_eq!(column(&with(heading, cells), "days"), None);
}

#[test]
fn a_number_of_pairs_in_half_a_sentence_is_an_error_with_its_row() {
    for heading in ["How many mentees could you take?", "Maximum mentees", "How many could you take on?"] {
        let cells = ["1", "as many as needed", "one, possibly two", "not sure yet"];
        let proposal = with(heading, cells);
        assert_eq!(column(&proposal, "capacity"), Some(format!("{heading:?}")), "{heading}");
    }
    let text = "Full name,Email address,How many mentees could you take?\nAda Whitlock,ada@x.example,1\n\
        Bashir Noor,bashir@x.example,1 or 2\nCarys Pryce,carys@x.example,2-3\n";
    let problems = super::read_as_proposed("a.csv", text.as_bytes()).unwrap_err();
    let unclear: Vec<_> = problems.iter().filter(|problem| problem.code == "unclear-number").collect();
    assert_eq!(unclear.iter().map(|problem| problem.place.row).collect::<Vec<_>>(), [Some(3), Some(4)]);
    // One line of cohort.toml says what all of them mean.
    assert!(unclear.iter().all(|problem| problem.help == unclear[0].help), "{problems:#?}");
    assert!(unclear[0].help.as_deref().unwrap().contains("\"1 or 2\" = \"2\", 2-3 = \"2\""), "{problems:#?}");
    assert_eq!(column(&with("Why are you willing to mentor?", ["It is 1", "To learn", "To give back", "Fun"]), "capacity"), None);
}

#[test]
fn of_several_consents_that_for_the_matching_decides_and_the_others_are_named() {
    let text = "Full name,Email address,Consent to be contacted about future programmes,Photo consent,Consent to use my data,Consent to share my profile\n\
        Ada Whitlock,ada@x.example,No,No,Yes,No\nBashir Noor,bashir@x.example,No,Yes,No,No\n";
    let proposal = proposed(text);
    assert_eq!(column(&proposal, "consent"), Some("\"Consent to use my data\"".to_owned()));
    let said = proposal.warnings.iter().find(|warning| warning.code == "consent-not-read").unwrap();
    assert_eq!(said.value.as_deref(), Some("Consent to share my profile"));
}

#[test]
fn a_supervisor_is_a_conflict_and_what_a_supervisor_thinks_is_none() {
    let cells = ["Eve Marsh", "", "Finn Holt", "Gita Rao"];
    for heading in ["Supervisor", "SupervisorName", "Line manager / supervisor name", "Anyone we should keep away from you?"] {
        assert_eq!(column(&with(heading, cells), "conflicts"), Some(format!("{heading:?}")), "{heading}");
    }
    let cells = ["They like it", "", "No view yet", "Will ask"];
    assert_eq!(column(&with("What does your department think of a supervisor taking part?", cells), "conflicts"), None);
}

#[test]
fn a_column_that_is_alike_in_every_row_gives_no_codes() {
    let cells = ["E01", "E01", "E01", "E01"];
    assert_eq!(column(&with("EUID", cells), "code"), None);
    assert_eq!(column(&with("Participant", ["M01", "M02", "M03", "M04"]), "code"), Some("\"Participant\"".to_owned()));
}

#[test]
fn whereabouts_that_a_tool_notes_are_no_place_and_no_region() {
    let text = "Full name,Email address,Latitude,Longitude,City,State/Region\n\
        Ada Whitlock,ada@x.example,53,-1,Leeds,Yorkshire\nBashir Noor,bashir@x.example,53,-1,Leeds,Yorkshire\n";
    assert_eq!((column(&proposed(text), "place"), column(&proposed(text), "region")), (None, None));
}

#[test]
fn days_are_read_from_times_under_each_day() {
    for (yes, no) in [("Morning, Afternoon", ""), ("Available", "Not available"), ("9am-11am", "No")] {
        let text = format!(
            "Full name,Email address,When could you meet? [Monday],When could you meet? [Friday]\n\
             Ada Whitlock,ada@x.example,\"{yes}\",{no}\nBashir Noor,bashir@x.example,{no},\"{yes}\"\n"
        );
        let (_, reading) = super::read_as_proposed("x.csv", text.as_bytes()).unwrap();
        let days: Vec<Vec<&str>> =
            reading.people.iter().map(|person| person.answers.get("days").unwrap().texts().collect()).collect();
        assert_eq!(days, [["Monday"], ["Friday"]], "{yes}");
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

#[test]
fn a_mark_under_a_refusal_is_no_consent() {
    for (heading, mark) in [
        ("Tick here if you do not consent to your data being shared", "x"),
        ("Please tick if you do not agree that your answers may be used", "Ticked"),
        ("Do you wish to withdraw your consent?", "Yes"),
        ("I wish to opt out of data sharing", "Yes"),
    ] {
        let text = format!(
            "Full name,Email address,Topics,{heading}\nAda Whitlock,ada@x.example,Race; Career,\n\
             Bashir Noor,bashir@x.example,Career; Exams,{mark}\nCora Lind,cora@x.example,Race; Exams,\n"
        );
        let (proposal, reading) = super::read_as_proposed("x.csv", text.as_bytes()).unwrap();
        let names: Vec<&str> = reading.people.iter().map(|person| person.contact.name.as_str()).collect();
        assert_eq!(names, ["Ada Whitlock", "Cora Lind"], "{heading}");
        assert!(proposal.warnings.iter().any(|warning| warning.code == "turned-consent"), "{heading}");
    }
}

#[test]
fn what_somebody_wrote_under_a_refusal_is_not_proposed_and_their_row_is_named() {
    let text = "Full name,Email address,Topics,Tick here if you do not consent\nAda Whitlock,ada@x.example,Race; Career,\n\
        Bashir Noor,bashir@x.example,Career; Exams,x\nCora Lind,cora@x.example,Race; Exams,happy unless Dr Quill sees it\n\
        Dov Stein,dov@x.example,Race; Exams,x\n";
    let (proposal, reading) = super::read_as_proposed("x.csv", text.as_bytes()).unwrap();
    let written = block(Side::Mentor, &proposal.settings);
    assert!(!written.contains("Quill") && written.contains("no = [\"Yes\", \"x\"]"), "{written}");
    let names: Vec<&str> = reading.people.iter().map(|person| person.contact.name.as_str()).collect();
    assert_eq!(names, ["Ada Whitlock"], "nobody is taken whose answer is not understood");
    assert!(reading.warnings.iter().any(|warning| warning.code == "unclear-mark"), "{:?}", reading.warnings);
}

#[test]
fn a_question_with_a_negation_is_not_read_as_its_opposite() {
    for (heading, cells, field) in [
        ("Which days can you NOT meet?", ["Monday", "Friday", "Monday; Tuesday", "Thursday"], "days"),
        ("Days to avoid", ["Monday", "Friday", "Monday; Tuesday", "Thursday"], "days"),
        (
            "Which specialty would you like your mentee NOT to be from?",
            ["Surgery", "Psychiatry", "Surgery", "Paediatrics"],
            "preferred_specialty",
        ),
        ("Where would you not want to travel to?", ["Leeds", "York", "Leeds", "Hull"], "preferred_place"),
        ("Which weekdays are you off?", ["Monday", "Friday", "Monday; Tuesday", "Thursday"], "days"),
        ("In which capacity would you like to take part?", ["Mentor", "Mentor", "Mentor", "Mentor"], "capacity"),
        ("If you selected Other, please specify", ["sleep", "", "sleep", ""], "specialty"),
        ("Topics to avoid", ["Racism", "Exams", "Racism; Exams", "Pay"], "conflicts"),
        ("Topics to avoid", ["Racism", "Exams", "Racism; Exams", "Pay"], "goals"),
    ] {
        assert_eq!(column(&with(heading, cells), field), None, "{heading}");
    }
}

#[test]
fn a_status_that_is_not_understood_is_named() {
    for (heading, cells) in [
        ("Status", ["Confirmed", "Waiting list", "Withdrawn", "Cancelled"]),
        ("Response Type", ["completed", "partial", "completed", "completed"]),
    ] {
        let proposal = with(heading, cells);
        let is_mapped = proposal.settings.columns.contains_key("finished");
        let said = proposal.warnings.iter().find(|warning| warning.code == "row-status");
        assert!(is_mapped || said.is_some_and(|said| said.value.as_deref().unwrap().starts_with(cells[0])), "{heading}");
    }
}

#[test]
fn a_text_for_other_beside_a_column_for_each_option_is_no_column_of_the_goals() {
    let text = "Your name,Your email address,3. Topics - Racism,3. Topics - Career,3. Topics - Other,\"3.a. If you selected Other, please specify:\"\n\
        Ada Whitlock,ada@x.example,Racism,,Other,Faith\nBashir Noor,bashir@x.example,,Career,,\nCora Lind,cora@x.example,Racism,Career,,\n";
    let goals = proposed(text).settings.columns.get("goals").cloned().unwrap();
    assert!(goals.each.is_some() && goals.headings.is_empty(), "{goals:?}");
}

#[test]
fn letters_of_another_part_of_the_world_are_named_with_the_encoding_that_reads_them() {
    for (name, encoding) in [
        ("Ольга Иванова", encoding_rs::WINDOWS_1251),
        ("Γιώργος Παππάς", encoding_rs::WINDOWS_1253),
        ("山田 太郎", encoding_rs::SHIFT_JIS),
        ("王小明", encoding_rs::BIG5),
    ] {
        let text = format!("Full name,Email address\n{name},a@x.example\n{name},b@x.example\n{name},c@x.example\n");
        let (bytes, ..) = encoding.encode(&text);
        let proposal = propose(Source { path: "x.csv", bytes: &bytes, ..Source::default() }).unwrap();
        let said = proposal.warnings.iter().find(|warning| warning.code == "garbled-letters").expect(name);
        assert!(said.help.as_deref().unwrap().contains(&encoding.name().to_lowercase()), "{name}: {said:?}");
    }
    for name in ["Siân Prŷs", "Zoë Núñez", "Jürgen Groß", "Søren Åkesson", "Seán Ó Briain"] {
        let text = format!("Full name,Email address\n{name},a@x.example\n");
        let (bytes, _, lossy) = encoding_rs::WINDOWS_1252.encode(&text);
        let proposal = propose(Source { path: "x.csv", bytes: &bytes, ..Source::default() }).unwrap();
        assert!(lossy || !proposal.warnings.iter().any(|warning| warning.code == "garbled-letters"), "{name}");
    }
}
