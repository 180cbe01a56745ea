//! Who agreed and whose response counts: whatever takes a yes back, doubts it or binds it to a condition is never a plain yes.

use std::fs;

use super::cells::both;
use super::settings_win::{column, read_text, survey};
use crate::account::cohort::run;

/// The names of the people who are read from an export with this question and these answers.
fn read(heading: &str, cells: [&str; 6]) -> [(Vec<String>, Vec<String>); 2] {
    let names = ["Ada Whitlock", "Bashir Noor", "Cora Lind", "Dov Stein", "Efua Mensah", "Wei Zhang"];
    let addresses: Vec<String> =
        names.iter().map(|name| format!("{}@x.example", name.to_lowercase().replace(' ', "."))).collect();
    let topics = ["Rotas; Exams", "Exams; Pay", "Pay; Rotas"];
    let head = ["Full name", "Email address", "Which topics would you like to discuss?", heading];
    let people = (0..6).map(|at| [names[at], &addresses[at], topics[at % 3], cells[at]]);
    let rows: Vec<[&str; 4]> = std::iter::once(head).chain(people).collect();
    let rows: Vec<&[&str]> = rows.iter().map(|row| &row[..]).collect();
    both(&rows).map(|reading| {
        let people = reading.people.iter().map(|person| person.contact.name.as_str().to_owned()).collect();
        let unclear = reading.warnings.iter().filter(|problem| problem.code == "unclear-mark");
        (people, unclear.map(|problem| format!("{}: {}", problem.place.row.unwrap(), problem.value.clone().unwrap())).collect())
    })
}

#[test]
fn whoever_takes_a_consent_back_is_left_out_in_every_kind_of_file() {
    let heading = "Do you agree that your answers are used for matching?";
    for (answer, is_clear) in [
        ("Consent withdrawn", true),
        ("I consent (withdrawn)", true),
        ("CONSENT DECLINED", true),
        ("Yes (now withdrawn)", false),
        ("Yes, opt me out", false),
        ("Consent pending", false),
        ("y/n", false),
        ("Agree to be contacted only", false),
    ] {
        for (people, unclear) in read(heading, ["Yes", "Yes, happy to", "Yes", "No", "Yes", answer]) {
            assert_eq!(people, ["Ada Whitlock", "Bashir Noor", "Cora Lind", "Efua Mensah"], "{answer}");
            let named = if is_clear { Vec::new() } else { vec![format!("7: {answer}")] };
            assert_eq!(unclear, named, "{answer}");
        }
    }
}

/// Headings with the answer that agrees and the one that refuses.
const QUESTIONS: [(&str, &str, &str); 54] = [
    ("Do you consent to your answers being used?", "Consent given", "Consent declined"),
    ("Do you consent to your answers being used?", "Yes", "Consent refused"),
    ("Consent status", "Consented", "Consent withdrawn"),
    ("Consent", "Given", "Withheld"),
    ("Do you agree to take part?", "I agree", "I don’t agree"),
    ("Tick here if you do NOT want your answers to be used for matching", "", "Ticked"),
    ("I do not wish my answers to be used for matching", "No", "Yes"),
    ("Leave my answers out of the matching", "false", "true"),
    ("Consent: please put a cross if you object", "", "x"),
    ("Agreement - tick if you disagree", "", "x"),
    ("Privacy: do not share my data", "No", "Yes"),
    ("Consent: do you disagree with the privacy notice?", "No", "Yes"),
    ("GDPR: leave blank if you consent", "", "x"),
    ("Consent: do not tick this box if you agree", "", "x"),
    ("Consent (N = refused)", "Y", "N"),
    ("Consent form (yes / refused)", "yes", "refused"),
    ("GDPR consent? If you refuse we cannot match you", "Yes", "No"),
    ("Tick to confirm you have not withdrawn consent", "x", ""),
    ("I consent. I understand that if I do not consent I cannot take part", "Yes", "No"),
    ("I consent to my answers being used (we do not share them with others)", "Yes", "No"),
    ("You may withdraw at any time. Do you consent?", "Yes", "No"),
    ("Consent to the objectives of the programme", "Yes", "No"),
    ("I consent to my answers being used. I understand that refusing has no consequence", "Yes", "No"),
    ("Do you consent to your answers being used? Declining will not affect your training", "Yes", "No"),
    ("I agree that my answers may be used. Please do not include patient details in them", "Yes", "No"),
    ("Do you consent or object?", "I consent", "I object"),
    ("Are you happy, or unhappy, for your answers to be shared with the programme team?", "Happy", "Unhappy"),
    ("Please tick to confirm you are content for us to hold these answers; you may withdraw later", "Yes", "No"),
    ("Do you agree / disagree to your answers being used?", "Agree", "Disagree"),
    ("Consent: tick if you are unhappy for your answers to be used", "", "x"),
    ("I am unwilling for my data to be used", "No", "Yes"),
    ("I am not willing for my answers to be used", "No", "Yes"),
    ("I would like my answers to be left out of the matching", "No", "Yes"),
    ("Consent: tick to say no", "", "x"),
    ("Tick to confirm that you consent and have read that we do not share your answers", "x", ""),
    ("Consent - tick if we must not share your answers", "", "x"),
    ("Consent: tick here if you do not want details shared", "", "x"),
    ("I am happy to take part; refusing has no consequence", "Yes", "No"),
    ("Are you willing to take part? There is no penalty for declining.", "Yes", "No"),
    ("I would like to take part in the programme (you may refuse without giving a reason)", "Yes", "No"),
    ("I understand that this is voluntary, and I wish to participate in this scheme", "Yes", "No"),
    ("Do you want to join the programme?", "Yes", "No"),
    ("I am unwilling to take part", "No", "Yes"),
    ("Will you take part?", "Yes", "No"),
    ("Are you able to take part in the 2026/27 cohort?", "Yes", "No"),
    ("I will take part", "Yes", "No"),
    ("I am happy to participate at our trust, if there is a place", "Yes", "No"),
    ("Do you consent? (Yes / No / Prefer not to say)", "Yes", "No"),
    ("I consent to my answers being used. Tick if you do not want our newsletter", "Yes", "No"),
    ("I have read the leaflet and consent to the use of my answers", "Yes", "No"),
    ("Do you consent to your answers being used? You may say no without any consequence", "Yes", "No"),
    ("I agree to my answers being used. To withdraw, write to the programme team", "Yes", "No"),
    ("I consent. I understand that withdrawal is possible at any time", "Yes", "No"),
    ("Do you consent? Declining means that you cannot be matched", "Yes", "No"),
];

#[test]
fn a_question_whose_options_are_consents_and_refusals_is_read_so() {
    for (heading, yes, no) in QUESTIONS {
        for (people, _) in read(heading, [yes, no, yes, yes, yes, no]) {
            assert_eq!(people, ["Ada Whitlock", "Cora Lind", "Dov Stein", "Efua Mensah"], "{heading} {yes} {no}");
        }
    }
    // A question for consent goes before one about taking part, whatever their order.
    let rows: Vec<&[&str]> = vec![
        &["Full name", "Email address", "Do you want to take part?", "Do you consent to your answers being used?"],
        &["Ada Whitlock", "ada@x.example", "Yes", "No"],
        &["Bo Lind", "bo@x.example", "Yes", "Yes"],
    ];
    for reading in both(&rows) {
        let people: Vec<&str> = reading.people.iter().map(|person| person.contact.name.as_str()).collect();
        assert_eq!(people, ["Bo Lind"]);
    }
    // A right to withdraw later is no refusal.
    let heading = "I consent to the use of my answers. I understand that I can withdraw at any time.";
    for (people, _) in read(heading, ["Yes", "No", "Yes", "Yes", "Yes", "No"]) {
        assert_eq!(people.len(), 4, "{people:?}");
    }
}

#[test]
fn whoever_takes_part_as_one_side_or_in_something_else_is_asked_for_no_consent() {
    for heading in [
        "Are you willing to take part in an interview?",
        "Would you like to take part as a mentor too?",
        "Would you like to be matched with someone at your hospital?",
        "Would you like to be paired with your mentor again?",
        "If you are happy to take part, may we tell your manager?",
        "Did you take part last year?",
    ] {
        for (people, _) in read(heading, ["Yes", "No", "Yes", "Yes", "Yes", "No"]) {
            assert_eq!(people.len(), 6, "{heading}: {people:?}");
        }
    }
}

#[test]
fn a_response_that_says_of_itself_what_is_not_known_does_not_count_beside_finished_ones() {
    for (heading, yes, no) in [
        ("Response Status", "Completed", "Disqualified"),
        ("Response Status", "Complete", "Quota full"),
        ("Entry status", "Active", "Trashed"),
        ("ReviewState", "approved", "rejected"),
        ("Submitted?", "Yes", "No"),
        ("Is test", "false", "true"),
        ("Preview", "0", "1"),
        ("Duplicate?", "", "Duplicate"),
    ] {
        for (people, unclear) in read(heading, [yes, no, yes, yes, yes, yes]) {
            assert_eq!(people, ["Ada Whitlock", "Cora Lind", "Dov Stein", "Efua Mensah", "Wei Zhang"], "{heading} {no}");
            assert_eq!(unclear, Vec::<String>::new(), "{heading} {no}");
        }
    }
    let rows = |states: [&str; 4]| {
        let row = |(at, state)| format!("Ada Whitlock {at},a{at}@x.example,{state}\n");
        format!("Name,Email,State\n{}", states.into_iter().enumerate().map(row).collect::<String>())
    };
    let settings = survey(&[("finished", column("State"))]);
    let reading = read_text(&rows(["Complete", "Zapped", "Complete", "Complete"]), &settings);
    let said = reading.warnings.iter().find(|problem| problem.code == "unclear-mark").unwrap();
    assert_eq!((reading.people.len(), said.place.row, said.value.as_deref()), (3, Some(3), Some("Zapped")));
    // Where hardly a row says anything that is known, everybody counts, and each is named.
    let reading = read_text(&rows(["R", "S", "R", "Complete"]), &settings);
    assert_eq!(reading.people.len(), 4);
    assert_eq!(reading.warnings.iter().filter(|problem| problem.code == "unclear-mark").count(), 3);
}

#[test]
fn a_heading_that_agrees_and_refuses_is_asked() {
    for heading in [
        "By submitting I consent: do you disagree?",
        "By ticking you agree to us sharing your profile. Tick here to refuse",
        "Do you agree or decline?",
        "I agree / I do not agree to my answers being used",
    ] {
        let export = format!("Full name,Email address,{heading}\nAda Whitlock,ada@x.example,Yes\nBo Lind,bo@x.example,No\n");
        let (proposal, _) = super::read_as_proposed("a.csv", export.as_bytes()).unwrap();
        assert!(!proposal.settings.columns.contains_key("consent"), "{heading}");
        let said = proposal.warnings.iter().find(|problem| problem.code == "consent-not-read");
        assert!(said.is_some_and(|said| said.message.contains("both who agrees and who refuses")), "{heading}: {said:?}");
    }
}

/// What `survey` says about the consent in an export with this question, and these answers to it.
fn doubts(heading: &str, answers: [&str; 3]) -> Vec<(String, String, String)> {
    let row = |(at, answer)| format!("Ada Noor {at},a{at}@x.example,{answer}\n");
    let export = format!("Full name,Email address,{heading}\n{}", answers.into_iter().enumerate().map(row).collect::<String>());
    let (proposal, _) = super::read_as_proposed("a.csv", export.as_bytes()).unwrap();
    let said = proposal.warnings.into_iter().filter(|problem| problem.code == "consent-not-read");
    said.map(|said| (said.message, said.place.column.unwrap(), said.help.unwrap())).collect()
}

#[test]
fn a_question_about_taking_part_that_is_not_read_is_named_with_the_line_that_reads_it() {
    let heading = "Would you like to take part?";
    let [(message, column, help)] =
        &doubts(heading, ["Yes - as a mentor", "Yes please next year or the year after that", "No"])[..]
    else {
        panic!()
    };
    assert!(message.contains("asks whether somebody takes part") && column == heading, "{message} {column}");
    assert!(help.contains("consent = { column = \"Would you like to take part?\", yes = [\"Yes\"], no = [\"No\"] }"), "{help}");
    assert_eq!(doubts("Did you take part before?", ["Yes - as a mentor", "Yes please", "No"]), []);
}

#[test]
fn whoever_says_no_beside_the_consent_is_pointed_at() {
    let export = "Full name,Email address,Do you consent to your answers being used?,Do you want to take part?\n\
        Ada Noor,a@x.example,Yes,No\nBo Lind,b@x.example,Yes,Yes\n";
    let (proposal, _) = super::read_as_proposed("a.csv", export.as_bytes()).unwrap();
    let said = proposal.warnings.iter().find(|problem| problem.code == "consent-not-read").unwrap();
    assert_eq!(said.place.column.as_deref(), Some("Do you want to take part?"));
}

#[test]
fn nobody_is_imported_until_it_is_said_what_a_yes_means() {
    let people = ["Ada", "Bashir", "Cora", "Dov"].map(|name| {
        let role = if name < "C" { "Mentor" } else { "Mentee" };
        format!("{name} Noor,{name}@x.example,{role},Exams;Rotas,{}\n", if name == "Dov" { "No" } else { "Yes" })
    });
    let head = "Full name,Email address,I would like to be a,Topics,Do you consent or object to your answers being used?\n";
    let (place, written) = super::both_sides::proposed("both.csv", &format!("{head}{}", people.concat()));
    assert!(written.err.contains("warning[consent-not-read]"), "{}", written.err);
    let import = || run(place.path(), &["import", "-C", "cohort"]);
    let settings = place.path().join("cohort/cohort.toml");
    let line = "consent = { column = \"Do you consent or object to your answers being used?\", yes = [\"Yes\"], no = [\"No\"] }";
    // Each side has a line of its own.
    let mut text = fs::read_to_string(&settings).unwrap();
    for side in ["mentors", "mentees"] {
        let refused = import();
        assert_eq!(refused.status, 2, "{}", refused.err);
        let printed = format!("say in [survey.{side}.columns] of cohort.toml which answers agree: {line}");
        let said = refused.err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("error[consent-not-read]") && said.contains(&printed), "{said}");
        text = text.replace(&format!("[survey.{side}.columns]\n"), &format!("[survey.{side}.columns]\n{line}\n"));
        fs::write(&settings, &text).unwrap();
    }
    assert_eq!(import().status, 0);
    let register = fs::read_to_string(place.path().join("cohort/private/register.csv")).unwrap();
    assert!(register.contains("Cora Noor") && !register.contains("Dov Noor"), "{register}");
    // Whoever was read before stays, and the question is named.
    fs::write(&settings, text.replace(&format!("{line}\n"), "")).unwrap();
    let again = import();
    assert!(again.status == 0 && again.err.contains("warning[consent-not-read]"), "{}", again.err);
}

#[test]
fn a_consent_that_the_settings_do_not_name_is_said_with_the_line_that_reads_it() {
    let text = "Full name,Email address,I would like to be a,Topics,Do you consent to your answers being used?\n\
        Ada Noor,ada@x.example,Mentor,Exams;Rotas,Yes\nBo Lind,bo@x.example,Mentee,Exams;Rotas,Yes\n\
        Cy Marsh,cy@x.example,Mentee,Rotas;Exams,No\n";
    let (place, written) = super::both_sides::proposed("both.csv", text);
    assert_eq!(written.status, 0, "{}", written.err);
    let settings = place.path().join("cohort/cohort.toml");
    let whole = fs::read_to_string(&settings).unwrap();
    let kept: String = whole.split_inclusive('\n').filter(|line| !line.starts_with("consent =")).collect();
    fs::write(&settings, &kept).unwrap();
    let import = |words: &[&str]| run(place.path(), &[&["import", "-C", "cohort"], words].concat());
    let said = import(&["--dry-run"]);
    let words = said.err.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = "consent = \"Do you consent to your answers being used?\"";
    for side in ["mentors", "mentees"] {
        assert!(words.contains(&format!("[survey.{side}.columns] of cohort.toml which answers agree: {line}")), "{words}");
    }
    fs::write(&settings, kept.replace("email =", &format!("{line}\nemail ="))).unwrap();
    let read = import(&[]);
    assert!(read.status == 0 && !read.err.contains("consent-not-read"), "{}", read.err);
    let register = fs::read_to_string(place.path().join("cohort/private/register.csv")).unwrap();
    assert!(!register.contains("Cy Marsh"), "{register}");
}
