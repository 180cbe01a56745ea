//! Who gets a message for what reason: nobody is asked about what did not happen, and no blank sheet goes out as what a group said.

use super::cohort::Cohort;

const SETTINGS: &str = "\n[messages]\nfrom = \"Reverse mentoring team <team@deanery.example>\"\n\
    links = { survey_post = \"https://forms.example/post\" }\n\n[privacy]\nkeep_until = 2027-12-31\n";

/// A matched cohort that can write.
fn writing() -> Cohort {
    let cohort = Cohort::matched();
    cohort.write("cohort.toml", &(cohort.read("cohort.toml") + SETTINGS));
    cohort
}

fn revealed() -> Cohort {
    let cohort = writing();
    cohort.ok("reveal --on 2026-11-16 --today 2026-11-16 --force --reason early");
    cohort
}

/// The people for whom a stage is drafted.
fn drafted(cohort: &Cohort, line: &str) -> Vec<String> {
    let said = cohort.ok(&format!("messages {line} --format json"));
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    json["drafts"].as_array().unwrap().iter().map(|draft| draft["person"].as_str().unwrap().to_owned()).collect()
}

fn both(pair: &str) -> [String; 2] {
    let (mentor, mentee) = pair.split_once('-').unwrap();
    [mentor.to_owned(), mentee.to_owned()]
}

#[test]
fn a_blank_sheet_is_not_sent_as_what_the_group_said() {
    let cohort = writing();
    let stage = "after-induction-induction-mentees";
    for kind in ["handbook-mentee", "agreement", "agenda-meeting", "expectations", "language", "reflections", "outcomes"] {
        cohort.ok(&format!("letters {kind} --today 2026-11-16"));
    }
    let refused = cohort.run(&format!("messages {stage} --today 2026-11-16"));
    assert_eq!(refused.status, 1, "{}", refused.err);
    for kind in ["expectations", "language"] {
        assert!(refused.err.contains(&format!("the sheet {kind}, which is still blank")), "{}", refused.err);
    }
    cohort.ok(&format!("messages {stage} --force --today 2026-11-16"));
    for kind in ["expectations", "language"] {
        cohort.ok(&format!("letters edit {kind} --markdown"));
        let path = format!("templates/letters/{kind}.md");
        cohort.write(&path, &cohort.read(&path).replacen("&nbsp;", "Be on time", 1));
        cohort.ok(&format!("letters {kind} --today 2026-11-16"));
    }
    cohort.ok(&format!("messages {stage} --force --today 2026-11-16"));
    cohort.ok(&format!("messages {stage} --today 2026-11-16"));
}

#[test]
fn recorded_points_fill_the_sheets_and_each_side_gets_its_own() {
    let cohort = writing();
    cohort.ok("letters outcomes --today 2027-03-01");
    cohort.ok("letters reflections --today 2027-03-01");
    for stage in ["outcomes-draft", "reflections"] {
        let refused = cohort.run(&format!("messages {stage} --today 2027-03-01"));
        assert!(refused.status == 1 && refused.err.contains("outcome add"), "{}", refused.err);
    }
    cohort.ok_words(&["outcome", "add", "learning", "Rotas | exclude"]);
    cohort.ok_words(&["outcome", "add", "action", "Move the clinic", "--owner", "Head of school"]);
    cohort.ok_words(&["outcome", "add", "reflection", "Hard at first", "--side", "mentors"]);
    cohort.ok("letters outcomes --today 2027-03-01");
    cohort.ok("letters reflections --today 2027-03-01");
    let sheet = cohort.read("private/letters/outcomes/outcomes.html");
    assert!(
        sheet.contains("Rotas | exclude") && sheet.contains("Move the clinic") && sheet.contains("Head of school"),
        "{sheet}"
    );
    assert!(cohort.read("private/letters/reflections/mentors.html").contains("Hard at first"));
    assert!(!cohort.read("private/letters/reflections/mentees.html").contains("Hard at first"));
    assert_eq!(drafted(&cohort, "outcomes-draft --today 2027-03-01").len(), 2 * cohort.pairs().len());
    let people = drafted(&cohort, "reflections --today 2027-03-01");
    assert!(people.len() == cohort.pairs().len() && people.iter().all(|person| person.starts_with('M')), "{people:?}");
}

#[test]
fn who_lost_a_partner_is_not_asked_whether_the_application_is_kept() {
    let cohort = revealed();
    let [mentor, mentee] = both(&cohort.pairs()[0]);
    cohort.ok(&format!("withdraw {mentor} --reason workload --today 2026-12-07"));
    assert!(drafted(&cohort, "partner-left --today 2026-12-07").contains(&mentee));
    assert!(!drafted(&cohort, "waiting --today 2026-12-07").contains(&mentee));
    let proof = cohort.read("private/messages/partner-left/proof.txt");
    assert!(proof.contains("names nobody but the partner"), "{proof}");
    let shown = cohort.ok(&format!("messages show evaluation-post {mentor} --today 2027-07-20")).out;
    assert!(!shown.contains("same code as before") && shown.contains("takes the place of your name"), "{shown}");
}

#[test]
fn only_who_met_is_asked_about_meetings_and_who_met_enough_is_asked_no_more() {
    let cohort = revealed();
    let pairs = cohort.pairs();
    let [met, never] = [both(&pairs[0]), both(&pairs[1])];
    let settings = cohort.read("cohort.toml");
    let least = settings.lines().find_map(|line| line.strip_prefix("meetings = ")).map(str::to_owned);
    let count =
        least.and_then(|words| words.trim_matches(['"', '[', ']']).split([',', '-', ' ']).next()?.parse().ok()).unwrap_or(6);
    for number in 1..=count {
        cohort.ok(&format!("meeting held {} {number} --on 2026-12-{number:02} --today 2026-12-20", pairs[0]));
    }
    let asked = drafted(&cohort, "log --today 2027-01-10");
    assert!(met.iter().all(|person| !asked.contains(person)) && never.iter().all(|person| asked.contains(person)), "{asked:?}");
    cohort.ok("letters summary --today 2027-01-10");
    let asked = drafted(&cohort, "summary --today 2027-01-10 --force");
    assert_eq!(asked.len(), 2);
    assert!(met.iter().all(|person| asked.contains(person)), "{asked:?}");
}

#[test]
fn what_is_due_and_lacks_a_link_is_named() {
    let cohort = writing();
    cohort.ok("letters declaration --today 2026-11-03");
    cohort.ok("letters study-leave --today 2026-11-03");
    let said = cohort.run("messages --due --dry-run --today 2026-11-03");
    assert!(said.err.contains("link.survey_pre is empty") && said.err.contains("survey_pre = \"https://"), "{}", said.err);
    let status = cohort.ok("status --today 2026-11-03").out;
    assert!(status.contains("survey_pre"), "{status}");
    assert!(!said.out.contains("ok yes"), "{}", said.out);
}

/// The day by which a first meeting is asked for is never after the last day for meetings.
#[test]
fn no_first_meeting_is_asked_for_after_the_last_day() {
    let cohort = revealed();
    let [mentor, _] = both(&cohort.pairs()[0]);
    let timeline = cohort.read("timeline.csv");
    let last = timeline.lines().find(|line| line.starts_with("meetings_end,")).and_then(|line| line.split(',').nth(3)).unwrap();
    let last: chrono::NaiveDate = last.parse().unwrap();
    let today = last - chrono::Days::new(3);
    let shown = cohort.ok(&format!("messages show book {mentor} --today {today}")).out;
    assert!(shown.contains(&last.format("%-d %B %Y").to_string()), "{shown}");
    assert!(!shown.contains(&(today + chrono::Days::new(7)).format("%-d %B %Y").to_string()), "{shown}");
}

/// The reveal and the message that asks a pair to book name one last day for the first meeting; once it is past, both days are said.
#[test]
fn every_message_names_the_same_last_day_for_the_first_meeting() {
    let cohort = revealed();
    // Four weeks lie between two meetings at least, so that the first could be later than this day.
    let settings = cohort.read("cohort.toml").replacen("\n[dates]\n", "\n[dates]\nfirst_meeting_by = 2026-11-23\n", 1);
    cohort.write("cohort.toml", &settings);
    for kind in ["agenda-meeting", "profile"] {
        cohort.write(&format!("private/letters/{kind}/{kind}.pdf"), "%PDF-1.4");
    }
    cohort.ok("build --today 2026-11-16");
    cohort.ok("calendar --today 2026-11-16");
    let shown = |stage: &str, person: &str, today: &str| {
        let said = cohort.ok(&format!("messages show {stage} {person} --today {today} --format json"));
        let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        json["text"].as_str().unwrap().to_owned()
    };
    for person in cohort.pairs().iter().flat_map(|pair| both(pair)) {
        let reveal = shown("reveal", &person, "2026-11-16");
        let first = reveal.lines().find(|line| line.starts_with("- Meeting 1: ")).unwrap();
        let last = first.split(" and ").nth(1).unwrap().split(", for example").next().unwrap();
        let day: u32 = last.split(' ').nth(1).unwrap().parse().unwrap();
        assert!(last.ends_with(" November 2026") && day <= 23, "{last}");
        let calendar = cohort.read(&format!("private/calendars/{person}.ics")).replace("\r\n ", "");
        assert!(calendar.contains(&format!("to {} will do", last.split_once(' ').unwrap().1)), "{calendar}");
        let book = shown("book", &person, "2026-11-16");
        assert!(book.contains(&format!("by {last}")), "{first}\n{book}");
        let late = shown("book", &person, "2027-01-20");
        assert!(late.contains(&format!("It was to be by {last}. Please meet by Wednesday 27 January 2027")), "{late}");
        assert!(!shown("reveal", &person, "2026-11-18").contains("between Tuesday 17 November"), "no day that is past");
    }
}

/// Whoever has completed the training is neither asked for it nor reminded.
#[test]
fn whoever_has_completed_the_training_is_not_reminded() {
    let cohort = writing();
    let training = "\n[[event]]\nid = \"training\"\nkind = \"training\"\naudience = \"all\"\ntitle = \"Online training\"\nby = 2026-11-12\n\
                    link = \"https://training.example\"\n";
    cohort.write("cohort.toml", &(cohort.read("cohort.toml") + training));
    cohort.ok("build --today 2026-11-02");
    let pair = cohort.pairs()[0].clone();
    let [mentor, mentee] = both(&pair);
    assert_eq!(drafted(&cohort, "training --today 2026-11-02").len(), 2 * cohort.pairs().len());
    cohort.ok("messages sent training --today 2026-11-02");
    cohort.ok(&format!("attend training {mentor} --today 2026-11-05"));
    let people = drafted(&cohort, "training-reminder --today 2026-11-09");
    assert!(people.contains(&mentee) && !people.contains(&mentor), "{people:?}");
}
