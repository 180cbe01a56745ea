//! What the lead is told to do with messages, and in which order: no pair that may not be is told of, corrections, reminders, papers.

use serde_json::Value;

use super::cohort::{Cohort, HEAD_OF_MENTEES, HEAD_OF_MENTORS, export};
use super::messages::{SETTINGS, drafts, ledger, plain, ready};

/// A matched cohort that can write, with stand-ins for all papers.
fn writing() -> Cohort {
    let cohort = Cohort::matched();
    ready(&cohort);
    cohort
}

/// The steps as code, command and reason.
fn steps(cohort: &Cohort, today: &str) -> Vec<[String; 3]> {
    let json: Value = serde_json::from_str(&cohort.ok(&format!("status --today {today} --format json")).out).unwrap();
    let step = |step: &Value| ["code", "command", "why"].map(|key| step[key].as_str().unwrap().to_owned());
    json["next_steps"].as_array().unwrap().iter().map(step).collect()
}

fn place_of(steps: &[[String; 3]], wanted: &str) -> Option<usize> {
    steps.iter().position(|[_, command, _]| command.starts_with(wanted))
}

#[test]
fn nobody_is_told_of_a_partner_with_whom_no_pair_may_be() {
    let cohort = writing();
    let pair = cohort.pairs()[0].clone();
    let (mentor, mentee) = pair.split_once('-').unwrap();
    cohort.ok(&format!("conflict add {mentor} {mentee} --reason knows --today 2026-11-15"));
    let found = steps(&cohort, "2026-11-16");
    assert!(place_of(&found, "revmentor match") < place_of(&found, "revmentor reveal"), "{found:?}");
    let before = cohort.tree();
    let refused = cohort.run("reveal --today 2026-11-16");
    assert!(refused.status == 1 && refused.err.contains("forbidden-pair") && refused.err.contains(&pair), "{}", refused.err);
    assert!(refused.err.contains("`revmentor match`") && refused.err.contains("Nothing was written."), "{}", refused.err);
    assert_eq!(cohort.tree(), before);
    // Their place is drafted, and said; that the pairs are final is not.
    let said = cohort.ok("messages place --today 2026-11-16 --force");
    assert!(said.err.contains("forbidden-pair") && said.err.contains(&pair), "{}", said.err);
    for writes_for_participants in ["calendar", "letters study-leave"] {
        let said = cohort.ok(&format!("{writes_for_participants} --today 2026-11-16"));
        assert!(said.err.contains("warning[forbidden-pair]") && said.err.contains(&pair), "{}", said.err);
    }
    let final_pairs = cohort.run("messages pairing-final --today 2026-11-16");
    assert!(final_pairs.status == 1 && final_pairs.err.contains("forbidden-pair"), "{}", final_pairs.err);
    assert_ne!(ledger(&cohort, "2026-11-16", "pairing-final")["state"], "due");
    // Forced, it is noted and said; the mails about partners are held back all the same.
    let forced = cohort.ok_words(&["reveal", "--force", "--reason", "agreed", "--today", "2026-11-16"]);
    assert!(forced.err.contains("warning[forbidden-pair]"), "{}", forced.err);
    let mails = cohort.run("messages reveal --today 2026-11-16");
    assert!(mails.status == 1 && mails.err.contains("forbidden-pair"), "{}", mails.err);
    assert_eq!(cohort.run(&format!("letters profile --person {mentor} --today 2026-11-16")).status, 1);
    cohort.ok("match --today 2026-11-16");
    assert!(!cohort.pairs().contains(&pair));
    cohort.ok("messages reveal --today 2026-11-16");
    assert!(!cohort.ok("calendar --today 2026-11-16").err.contains("forbidden-pair"));
}

#[test]
fn a_pair_that_breaks_a_rule_stands_in_the_way_as_one_with_a_conflict_does() {
    let cohort = writing();
    cohort.write("cohort.toml", &(cohort.read("cohort.toml") + "\n[[conflict]]\nsame = \"specialty\"\n"));
    cohort.ok("build --today 2026-11-16");
    let found = steps(&cohort, "2026-11-16");
    let at = place_of(&found, "revmentor match").unwrap();
    assert!(Some(at) < place_of(&found, "revmentor reveal") && found[at][2].contains("break a rule"), "{found:?}");
    let refused = cohort.run("reveal --today 2026-11-16");
    assert!(refused.status == 1 && refused.err.contains("rule-broken"), "{}", refused.err);
}

/// Types what is said to be next until nothing more is said of corrections.
fn correct(cohort: &Cohort, today: &str) -> Vec<String> {
    let mut typed = Vec::new();
    while let Some([_, command, _]) =
        steps(cohort, today).into_iter().find(|[_, _, why]| why.contains("outdated") || why.contains("correction"))
    {
        assert!(typed.len() < 20, "{typed:?}");
        cohort.ok(&format!("{} --today {today}", command.trim_start_matches("revmentor ")));
        typed.push(command);
    }
    typed
}

#[test]
fn a_session_that_was_moved_is_corrected_with_its_papers_until_nobody_holds_the_old_time() {
    let cohort = Cohort::matched();
    cohort.write("cohort.toml", &(cohort.read("cohort.toml") + SETTINGS));
    for kind in ["study-leave", "agenda-induction-mentees", "agenda-induction-mentors"] {
        cohort.ok(&format!("letters {kind} --today 2026-11-01"));
    }
    for stage in ["place", "session-induction-mentees"] {
        cohort.ok(&format!("messages {stage} --today 2026-11-01"));
        cohort.ok(&format!("messages sent {stage} --today 2026-11-01"));
    }
    assert_eq!(correct(&cohort, "2026-11-03"), Vec::<String>::new());
    let settings = cohort.read("cohort.toml");
    let (before, after) = settings.split_once("id = \"induction-mentees\"").unwrap();
    let moved = after.replacen("at = \"13:00\"", "at = \"17:15\"\nplace = \"Room 9\"", 1);
    cohort.write("cohort.toml", &format!("{before}id = \"induction-mentees\"{moved}"));
    cohort.ok("build --today 2026-11-03");
    // The papers have the old time: they are named before they go out again.
    let refused = cohort.run("messages correction place --today 2026-11-03");
    assert!(
        refused.status == 1 && refused.err.contains("letter-outdated") && refused.err.contains("`revmentor letters study-leave`")
    );
    let letters: Value = serde_json::from_str(&cohort.ok("letters --today 2026-11-03 --format json").out).unwrap();
    let kind = letters["kinds"].as_array().unwrap().iter().find(|kind| kind["kind"] == "agenda-induction-mentees").unwrap();
    assert_eq!(kind["outdated"], 1);
    let typed = correct(&cohort, "2026-11-03");
    for command in ["letters study-leave", "messages correction place", "messages sent place"] {
        assert!(typed.contains(&format!("revmentor {command}")), "{typed:?}");
    }
    assert!(typed.contains(&"revmentor messages correction session-induction-mentees".to_owned()), "{typed:?}");
    for stage in ["place", "session-induction-mentees"] {
        assert_eq!(ledger(&cohort, "2026-11-03", stage)["outdated"], 0, "{stage}");
    }
    let mentee = cohort.pairs()[0].split_once('-').unwrap().1.to_owned();
    let draft = plain(&drafts(&cohort, "session-induction-mentees")[&format!("{mentee}.eml")]);
    assert!(draft.contains("Subject: Correction: Induction for mentees"), "{draft}");
    let text = draft.replace("\r\n", "\n");
    let note = "This is a correction. It takes the place of our message of Sunday 1 November 2026. This has changed:\n\n\
         - Time: 17:15 to 18:15 (London time) (before: 13:00 to 14:00 (London time))\n- New: Place: Room 9\n";
    assert!(text.contains(note), "{text}");
    assert!(text.find("Dear ") < text.find("This is a correction"));
}

#[test]
fn a_paper_with_times_of_before_is_found_whoever_wrote_it() {
    let cohort = Cohort::matched();
    cohort.write("cohort.toml", &(cohort.read("cohort.toml") + SETTINGS));
    cohort.ok("letters agenda-induction-mentees --today 2026-11-01");
    let folder = "private/letters/agenda-induction-mentees";
    let document = std::fs::read(cohort.path(&format!("{folder}/agenda-induction-mentees.docx"))).unwrap();
    // The lead saved it by another program: it no longer bears a mark of the program's own.
    std::fs::write(cohort.path(&format!("{folder}/agenda-induction-mentees.docx")), saved_again(&document)).unwrap();
    std::fs::remove_file(cohort.path(&format!("{folder}/agenda-induction-mentees.html"))).unwrap();
    cohort.ok("messages session-induction-mentees --today 2026-11-01");
    cohort.write(
        "cohort.toml",
        &cohort.read("cohort.toml").replacen("minutes = 60\nat = \"13:00\"", "minutes = 60\nat = \"17:15\"", 1),
    );
    cohort.ok("build --today 2026-11-01");
    let refused = cohort.run("messages session-induction-mentees --today 2026-11-01");
    let says = refused.err.contains("13:00 to 14:00, and no session is then");
    assert!(refused.status == 1 && refused.err.contains("mailing-fault") && says, "{}", refused.err);
}

/// The same parts in an archive without the mark.
fn saved_again(document: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new_append(std::io::Cursor::new(document.to_vec())).unwrap();
    archive.set_comment("").unwrap();
    archive.finish().unwrap().into_inner()
}

#[test]
fn names_that_hold_names_or_are_words_stop_no_mailing() {
    let cohort = Cohort::new();
    let of = |names: &[&'static str]| names.iter().map(|name| (*name, "exams", "")).collect::<Vec<_>>();
    let mentors = of(&["Meenal Mirza", "Ann Lee", "Nina March", "Tom Strong", "{{ partner.name }}"]);
    let mentees = of(&["Meenal Mirza Khan", "Ann Lee-Wong", "Ola Plain", "Cleo London", "Ivo Friday", "Ada Seminar"]);
    cohort.write("private/surveys/mentors.csv", &export(HEAD_OF_MENTORS, &mentors));
    cohort.write("private/surveys/mentees.csv", &export(HEAD_OF_MENTEES, &mentees));
    cohort.ok("import --today 2026-10-20");
    ready(&cohort);
    let settings = cohort.read("cohort.toml").replace("at = \"13:00\"", "at = \"13:00\"\nplace = \"Tom Strong Seminar Room\"");
    cohort.write("cohort.toml", &settings);
    for stage in ["received", "place", "declare", "session-induction-mentors", "session-induction-mentees"] {
        if stage == "place" {
            cohort.ok("match --seed 3 --today 2026-11-01");
        }
        let said = cohort.ok(&format!("messages {stage} --today 2026-11-01"));
        assert!(said.err.contains("nobody else"), "{stage}\n{}", said.err);
    }
    // Somebody else's name is found as before.
    cohort.write("templates/messages/declare.md", "+++\nsubject = \"x\"\n+++\nDear {{ person.name }},\n\nask Meenal Mirza.\n");
    assert!(cohort.run("messages declare --today 2026-11-01 --force").err.contains("it holds the name of"));
}

#[test]
fn a_reminder_follows_the_first_message_by_days_and_never_comes_alone() {
    let cohort = writing();
    let state = |today: &str, stage: &str| ledger(&cohort, today, stage)["state"] == "due";
    // Late: the day of the reminder is past, and the first message was not sent.
    let today = "2026-11-12";
    assert!(state(today, "session-induction-mentees") && !state(today, "session-induction-mentees-reminder"));
    cohort.ok("messages session-induction-mentees --today 2026-11-01");
    cohort.ok("messages sent session-induction-mentees --today 2026-11-01");
    assert!(state("2026-11-12", "session-induction-mentees-reminder"));
    let supervision = "choose-supervision";
    let due = ledger(&cohort, "2026-11-12", supervision)["due"].as_str().unwrap().to_owned();
    let late = due.parse::<chrono::NaiveDate>().unwrap() + chrono::Days::new(9);
    let (late, later) = (late.to_string(), (late + chrono::Days::new(5)).to_string());
    assert!(state(&late, supervision) && !state(&late, "choose-supervision-reminder"));
    cohort.ok(&format!("messages {supervision} --today {late}"));
    cohort.ok(&format!("messages sent {supervision} --today {late}"));
    assert!(!state(&late, "choose-supervision-reminder") && state(&later, "choose-supervision-reminder"));
}

#[test]
fn thanks_for_an_application_come_before_the_pairing_or_not_at_all() {
    let cohort = Cohort::new();
    cohort.ok("import --today 2026-10-20");
    ready(&cohort);
    let found = steps(&cohort, "2026-10-20");
    assert!(place_of(&found, "revmentor messages received").unwrap() < place_of(&found, "revmentor match").unwrap(), "{found:?}");
    cohort.ok("match --seed 7 --today 2026-10-21");
    assert_ne!(ledger(&cohort, "2026-10-21", "received")["state"], "due");
}

#[test]
fn invitations_come_first_while_people_can_sign_up() {
    let cohort = Cohort::new();
    std::fs::remove_file(cohort.path("private/surveys/mentors.csv")).unwrap();
    ready(&cohort);
    let opens = ledger(&cohort, "2026-08-01", "invitation-mentors")["due"].as_str().unwrap().to_owned();
    let found = steps(&cohort, &opens);
    assert_eq!(found[0][1], "revmentor messages invitation-mentors invitation-mentees --due", "{found:?}");
    cohort.ok(&format!("messages invitation-mentors invitation-mentees --due --today {opens}"));
    let found = steps(&cohort, &opens);
    assert_eq!(found[0][1], "revmentor messages sent invitation-mentors", "{found:?}");
    let missing = place_of(&found, "revmentor import").unwrap();
    assert!(found[missing][0] == "exports-missing" && found[missing][2].starts_with("once sign-up closes"), "{found:?}");
    // After the closing day it is first.
    assert_eq!(steps(&cohort, "2026-10-20")[0][0], "exports-missing");
}

#[test]
fn a_sheet_that_is_blank_holds_up_its_own_message_alone() {
    let cohort = writing();
    for sheet in ["expectations", "language"] {
        cohort.ok(&format!("letters {sheet} --today 2026-11-14"));
    }
    cohort.ok("reveal --today 2026-11-16");
    let found = steps(&cohort, "2026-11-16");
    let sheet = found.iter().find(|[_, _, why]| why.contains("still blank")).unwrap_or_else(|| panic!("{found:?}"));
    assert!(sheet[0] == "letters" && sheet[2].contains("expectations"), "{sheet:?}");
    let [_, command, _] = found.iter().find(|[_, _, why]| why.starts_with("messages are due")).unwrap();
    assert!(command.contains(" reveal") && command.ends_with("--due") && !command.contains("after-induction-induction-mentees"));
    cohort.ok(&format!("{} --today 2026-11-16", command.trim_start_matches("revmentor ")));
    assert!(!drafts(&cohort, "reveal").is_empty());
    // Words below the tables are words, too.
    cohort.ok("letters edit expectations --markdown");
    let own = "templates/letters/expectations.md";
    cohort.write(own, &(cohort.read(own) + "\n- Please write to us first.\n- Please meet us half-way.\n"));
    cohort.ok("letters expectations --today 2026-11-16");
    let refused = cohort.run("messages after-induction-induction-mentees --today 2026-11-16");
    assert!(refused.err.contains("language") && !refused.err.contains("sheet expectations"), "{}", refused.err);
}

#[test]
fn whoever_was_asked_to_declare_and_is_silent_is_named_whatever_the_survey_asked() {
    let cohort = writing();
    let is_named = |today: &str| steps(&cohort, today).iter().any(|[code, ..]| code == "declare-conflicts");
    assert!(!is_named("2026-11-02"));
    cohort.ok("messages declare --today 2026-11-02");
    cohort.ok("messages sent declare --today 2026-11-02");
    assert!(is_named("2026-11-03"));
}

#[test]
fn who_left_before_it_began_is_not_asked_how_it_was() {
    let cohort = writing();
    let mentor = cohort.pairs()[0].split_once('-').unwrap().0.to_owned();
    cohort.ok(&format!("withdraw {mentor} --on 2026-11-05 --today 2026-11-05"));
    cohort.ok("match --today 2026-11-05");
    cohort.ok("reveal --today 2026-11-16");
    let expected = |stage: &str| ledger(&cohort, "2027-12-01", stage)["expected"].clone();
    for stage in ["evaluation-post", "evaluation-post-reminder", "thanks"] {
        cohort.ok(&format!("messages {stage} --today 2027-12-01 --force"));
        let drafts = drafts(&cohort, stage);
        assert!(!drafts.is_empty() && !drafts.contains_key(&format!("{mentor}.eml")), "{stage} {}", expected(stage));
    }
}

#[test]
fn a_second_change_is_told_from_what_was_last_sent() {
    let cohort = Cohort::matched();
    cohort.write("cohort.toml", &(cohort.read("cohort.toml") + SETTINGS));
    let stage = "session-induction-mentees";
    let written = || cohort.ok("letters agenda-induction-mentees --today 2026-11-01");
    let moved = |from: &str, to: &str| {
        let settings = cohort.read("cohort.toml");
        let (before, after) = settings.split_once("id = \"induction-mentees\"").unwrap();
        let after = after.replacen(&format!("at = \"{from}\""), &format!("at = \"{to}\""), 1);
        cohort.write("cohort.toml", &format!("{before}id = \"induction-mentees\"{after}"));
        cohort.ok("build --today 2026-11-03");
        written();
    };
    written();
    cohort.ok(&format!("messages {stage} --today 2026-11-01"));
    cohort.ok(&format!("messages sent {stage} --today 2026-11-01"));
    let mentee = cohort.pairs()[0].split_once('-').unwrap().1.to_owned();
    let said = || plain(&drafts(&cohort, stage)[&format!("{mentee}.eml")]);
    for (from, to, told) in [("13:00", "17:15", "17:15 to 18:15"), ("17:15", "18:30", "18:30 to 19:30")] {
        moved(from, to);
        cohort.ok(&format!("messages correction {stage} --today 2026-11-03"));
        let note = format!("This has changed:\r\n\r\n- Time: {told} (London time) (before: 13:00 to 14:00 (London time))");
        assert!(said().contains(&note), "{}", said());
    }
    cohort.ok(&format!("messages sent {stage} --today 2026-11-03"));
    moved("18:30", "18:45");
    cohort.ok(&format!("messages correction {stage} --today 2026-11-04"));
    assert!(said().contains("Time: 18:45 to 19:45 (London time) (before: 18:30 to 19:30 (London time))"), "{}", said());
}

/// Drafts that were not sent go with the change of the pairs that made them wrong.
#[test]
fn no_draft_stays_that_a_change_of_the_pairs_made_wrong() {
    let cohort = writing();
    cohort.ok("messages place --today 2026-11-02");
    cohort.ok("messages sent place --today 2026-11-02");
    let pair = cohort.pairs()[0].clone();
    let (mentor, mentee) = pair.split_once('-').unwrap();
    cohort.ok(&format!("unpair {pair} --today 2026-11-03"));
    cohort.ok("messages waiting --today 2026-11-03");
    assert_eq!(drafts(&cohort, "waiting").len(), 2);
    let edited = drafts(&cohort, "waiting")[&format!("{mentor}.eml")].replace("Thank you", "Many thanks");
    cohort.write(&format!("private/messages/waiting/{mentor}.eml"), &edited);
    let dry = cohort.ok("match --dry-run --today 2026-11-05");
    assert_eq!((drafts(&cohort, "waiting").len(), dry.err.contains("unsent drafts removed")), (2, false), "{}", dry.err);
    let said = cohort.ok("match --today 2026-11-05");
    assert!(said.err.contains("waiting: 2 unsent drafts removed") && said.err.contains(mentee), "{}", said.err);
    let left: Vec<String> = cohort.tree().into_keys().filter(|name| name.starts_with("private/messages/waiting/")).collect();
    assert_eq!(left, [format!("private/messages/waiting/{mentor}.edited.eml")]);

    // Whoever was told that there is no partner hears of the place again.
    cohort.ok(&format!("unpair {} --today 2026-11-06", cohort.pairs()[0]));
    cohort.ok("messages waiting --today 2026-11-06");
    cohort.ok("messages sent waiting --today 2026-11-06");
    cohort.ok("match --today 2026-11-07");
    let sent = drafts(&cohort, "waiting").into_keys().filter(|file| !file.contains(".edited.")).count();
    assert_eq!(sent, 2, "what was sent stays");
    assert_eq!(ledger(&cohort, "2026-11-07", "place")["sent"], 2 * cohort.pairs().len() - 2);

    cohort.ok("reveal --on 2026-11-16 --today 2026-11-16 --force --reason early");
    cohort.ok("messages reveal --today 2026-11-16");
    let (all, pair) = (drafts(&cohort, "reveal").len(), cohort.pairs()[0].clone());
    let said = cohort.ok(&format!("unpair {pair} --today 2026-11-17"));
    assert!(said.err.contains("reveal: 2 unsent drafts removed"), "{}", said.err);
    let page = cohort.read("private/messages/reveal/index.html");
    let (mentor, mentee) = pair.split_once('-').unwrap();
    assert!([mentor, mentee].iter().all(|id| !page.contains(&format!("id=\"{id}\""))));
    assert_eq!(
        (drafts(&cohort, "reveal").len(), cohort.read("private/messages/reveal/reveal.csv").lines().count()),
        (all - 2, all - 1)
    );
}

/// A paper that the lead put there is searched for names as the message is; one that cannot be searched is said.
#[test]
fn attached_papers_are_searched_for_names() {
    let cohort = writing();
    let said = cohort.ok("messages place --today 2026-11-02");
    assert!(said.err.contains("study-leave.pdf, which could not be searched for names"), "{}", said.err);
    std::fs::remove_file(cohort.path("private/letters/study-leave/study-leave.pdf")).unwrap();
    let document = |text: &str| {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
        let (begin, end) = text.split_at(text.len() / 2);
        let xml = format!("<w:document><w:p><w:r><w:t>{begin}</w:t></w:r><w:r><w:t>{end}</w:t></w:r></w:p></w:document>");
        std::io::Write::write_all(&mut archive, xml.as_bytes()).unwrap();
        std::fs::write(cohort.path("private/letters/study-leave/study-leave.docx"), archive.finish().unwrap().into_inner())
            .unwrap();
    };
    document("Ask Greta Lindqvist about it");
    let refused = cohort.run("messages place --today 2026-11-02");
    let told = format!("the attachment study-leave.docx holds the name of {}", cohort.id("Greta Lindqvist"));
    assert!(refused.status == 1 && refused.err.contains(&told), "{}", refused.err);
    document("Ask the team about it");
    cohort.ok("messages place --today 2026-11-02");
}

/// A sheet that only the lead can fill in holds up no other message.
#[test]
fn a_blank_sheet_holds_up_no_other_message() {
    let cohort = Cohort::matched();
    cohort.write("cohort.toml", &(cohort.read("cohort.toml") + SETTINGS));
    cohort.ok("reveal --on 2026-11-16 --today 2026-11-16 --force --reason early");
    for kind in ["handbook-mentee", "handbook-mentor", "agreement", "agenda-meeting", "expectations", "language"] {
        cohort.ok(&format!("letters {kind} --today 2026-11-16"));
    }
    let found = steps(&cohort, "2026-11-16");
    let profile = place_of(&found, "revmentor letters profile");
    let blank = found.iter().position(|[_, _, why]| why.contains("which is still blank"));
    assert!(profile.is_some() && blank.is_some() && profile < blank, "{found:?}");
    cohort.ok("letters profile --today 2026-11-16");
    let found = steps(&cohort, "2026-11-16");
    let reveal = found.iter().position(|[_, command, why]| command.starts_with("revmentor messages") && why.contains("reveal"));
    let blank = found.iter().position(|[_, _, why]| why.contains("which is still blank"));
    assert!(reveal.is_some() && blank.is_some() && reveal < blank, "{found:?}");
}
