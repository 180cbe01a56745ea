//! A programme's dates through the program itself: moved from one, told with their lines, and held against each other.

use std::fs;

use chrono::{Datelike, NaiveDate, Weekday};

use super::calendar::Cohort;

fn timeline(cohort: &Cohort) -> String {
    fs::read_to_string(cohort.path("timeline.csv")).unwrap()
}

fn lines(text: &str, beginning: &str) -> Vec<String> {
    text.lines().filter(|line| line.starts_with(beginning)).map(str::to_owned).collect()
}

/// The line of cohort.toml on which this stands.
fn line_of(cohort: &Cohort, text: &str) -> usize {
    let settings = fs::read_to_string(cohort.path("cohort.toml")).unwrap();
    settings.lines().position(|line| line.starts_with(text)).unwrap() + 1
}

/// Takes the table of dates and every group session out of cohort.toml.
fn without_dates(cohort: &Cohort) {
    cohort.edit("cohort.toml", |text| {
        let (before, _) = text.split_once("# ---- The dates").unwrap();
        before.replace("[calendar]", "first = 2027-01-11\nlast = 2027-07-05\n[calendar]")
    });
}

#[test]
fn who_moves_the_first_day_moves_the_programme() {
    let cohort = Cohort::matched();
    assert_eq!(lines(&timeline(&cohort), "letters,"), ["letters,all,1,2027-07-19,,,Letters of participation,,,"]);
    cohort.done("2026-10-02", &["calendar"]);
    cohort.edit("cohort.toml", |text| text.replace("start = 2027-01-11", "start = 2027-02-01"));
    assert!(cohort.run("2026-10-02", &["check"]).1.contains("views-current"));
    cohort.done("2026-10-02", &["schedule"]);
    let moved = timeline(&cohort);
    assert_eq!(
        lines(&moved, "induction-mentors,"),
        ["induction-mentors,mentors,1,2027-01-26,13:00,180,Induction for mentors,,,"]
    );
    assert_eq!(moved.lines().count(), 21, "{moved}");
    assert!(cohort.done("2026-10-02", &["status"]).contains("out of date"));
    cohort.done("2026-10-02", &["calendar"]);
    assert!(cohort.calendars()["programme.ics"].contains("DTSTART;VALUE=DATE:20270809"), "the letters");
    assert_eq!(cohort.done("2026-10-02", &["check"]), "");
}

#[test]
fn the_views_are_made_without_the_private_folder_and_without_a_clock() {
    let cohort = Cohort::matched();
    let before = timeline(&cohort);
    fs::remove_dir_all(cohort.path("private")).unwrap();
    fs::remove_file(cohort.path("timeline.csv")).unwrap();
    cohort.done("2029-01-01", &["build"]);
    assert_eq!(timeline(&cohort), before);
}

#[test]
fn pairs_are_revealed_after_the_inductions_and_on_the_day_with_a_word() {
    let cohort = Cohort::matched();
    let reveal = |on: &str| cohort.run("2026-12-01", &["reveal", "--dry-run", "--on", on]);
    let (status, said) = reveal("2027-01-05");
    assert!(status == 1 && said.contains("induction-to-come") && said.contains("`revmentor reveal --on 2027-01-06`"), "{said}");
    let (status, said) = reveal("2027-01-06");
    assert!(status == 0 && said.contains("induction-today") && said.contains("until 14:00"), "{said}");
    let (status, said) = reveal("2027-01-07");
    assert!(status == 0 && !said.contains("warning"), "{said}");
    let due = |today: &str| cohort.done(today, &["status"]).contains("revmentor reveal");
    assert_eq!([due("2027-01-06"), due("2027-01-07"), due("2027-01-08")], [false, false, true], "on the day of timeline.csv");
}

#[test]
fn before_the_day_that_is_written_for_the_reveal_it_is_refused_and_that_day_is_offered() {
    let cohort = Cohort::matched();
    let reveal = |words: &[&str]| cohort.run("2026-12-01", &[&["reveal", "--dry-run", "--on"], words].concat());
    for (written, early) in [("2027-01-09", "2027-01-08"), ("2027-01-06", "2027-01-05"), ("2027-01-05", "2027-01-04")] {
        cohort.edit("cohort.toml", |text| {
            let rest: Vec<&str> = text.lines().filter(|line| !line.starts_with("reveal = ")).collect();
            rest.join("\n").replace("start = 2027-01-11", &format!("start = 2027-01-11\nreveal = {written}")) + "\n"
        });
        let (status, said) = reveal(&[early]);
        assert!(status == 1 && said.contains("reveal-to-come"), "{said}");
        assert!(said.contains(&format!("`revmentor reveal --on {written}`")), "{said}");
        assert_eq!(said.matches("--on 2027").count(), said.matches(&format!("--on {written}")).count(), "{said}");
        assert_eq!(reveal(&[early, "--force", "--reason", "agreed"]).0, 0);
        let (status, said) = reveal(&[written]);
        assert!(status == 0 && !said.contains("reveal-to-come"), "{said}");
        assert!(reveal(&[early, "--to", "mentors"]).1.contains(&format!("`revmentor reveal --to mentors --on {written}`")));
    }
}

#[test]
fn without_an_induction_nothing_is_said_to_be_past() {
    let cohort = Cohort::matched();
    without_dates(&cohort);
    cohort.done("2026-12-01", &["build"]);
    let due = |today: &str| cohort.done(today, &["status"]).contains("revmentor reveal");
    assert_eq!([due("2026-12-01"), due("2027-01-10"), due("2027-01-11")], [false, false, true]);
    assert!(cohort.done("2026-12-01", &["reveal", "--dry-run"]).contains("no-induction"));
    assert_eq!(timeline(&cohort).lines().count(), 1, "no dates but those of events");
}

#[test]
fn what_the_scheduler_finds_is_told_with_its_line() {
    let cohort = Cohort::matched();
    cohort.edit("cohort.toml", |text| text.replace("# supervision = 2027-03-11", "supervision = 2027-02-15"));
    let said = cohort.done("2026-10-02", &["schedule"]);
    let at = line_of(&cohort, "at = [\"12:00\", \"15:00\"]");
    assert!(said.contains("event-in-a-fast") && said.contains(&format!("cohort.toml:{at}:")), "{said}");
    cohort.edit("cohort.toml", |text| text.replace("[\"12:00\", \"15:00\"]", "[\"12:00\", \"16:30\"]"));
    let said = cohort.done("2026-10-02", &["schedule"]);
    assert!(said.contains("ramadan-evening") && said.contains(&format!("cohort.toml:{at}:")), "{said}");
    let accepted = "at = [\"12:00\", \"16:30\"]\naccept = [\"ramadan-evening\"]";
    cohort.edit("cohort.toml", |text| text.replace("at = [\"12:00\", \"16:30\"]", accepted));
    assert!(!cohort.done("2026-10-02", &["schedule"]).contains("ramadan-evening"));
    cohort.edit("cohort.toml", |text| text.replace("supervision = 2027-02-15", "supervision = 2027-03-26"));
    let said = cohort.done("2026-10-02", &["schedule"]);
    assert!(said.contains("Good Friday (bank holiday)") && said.contains(&format!("cohort.toml:{at}:")), "{said}");
}

#[test]
fn every_avoided_day_can_be_asked_for_and_an_unknown_year_is_an_error() {
    let cohort = Cohort::matched();
    let why = |day: &str| cohort.run("2026-10-02", &["schedule", "--why", day]);
    for (day, reason) in [
        ("2027-03-08", "the day before Eid al-Fitr"),
        ("2027-03-10", "the day after Eid al-Fitr"),
        ("2027-03-26", "Good Friday (bank holiday)"),
        ("2027-02-15", "Ramadan"),
        ("2034-12-25", "Christmas Day"),
        ("2027-03-27", "a weekend"),
    ] {
        let (status, said) = why(day);
        assert!(status == 0 && said.contains(reason), "{day}: {said}");
    }
    assert!(why("2027-02-15").1.contains("Monday 15 February 2027 is not avoided."));
    let (status, said) = why("2036-06-10");
    let at = line_of(&cohort, "observances");
    assert!(status == 2 && said.contains("out-of-reach") && said.contains(&format!("cohort.toml:{at}:")), "{said}");
}

#[test]
fn who_can_come_to_which_date_is_asked_once_there_is_somebody() {
    let cohort = Cohort::matched();
    assert!(cohort.done("2026-10-02", &["status"]).contains("Availability by date ("));
    for folder in ["facts", "private"] {
        fs::remove_dir_all(cohort.path(folder)).unwrap();
    }
    cohort.done("2026-10-02", &["build"]);
    let said = cohort.done("2026-10-02", &["status"]);
    assert!(said.contains("Availability by date: none") && said.contains("Dates to come"), "{said}");
}

/// The first pair with the days of its first three meetings.
fn first_pair(cohort: &Cohort) -> (String, Vec<NaiveDate>) {
    let rows = fs::read_to_string(cohort.path("meetings.csv")).unwrap();
    let pair = rows.lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
    let dates = rows.lines().filter(|row| row.starts_with(&pair)).map(|row| row.split(',').nth(3).unwrap().parse().unwrap());
    (pair.clone(), dates.collect())
}

#[test]
fn a_meeting_is_moved_by_the_rules_or_by_force() {
    let cohort = Cohort::matched();
    let (pair, dates) = first_pair(&cohort);
    let run = |words: &[&str]| cohort.run("2026-10-02", &[&["meeting", "move", pair.as_str(), "2"], words].concat());
    let saturday = dates[1].iter_days().find(|day| day.weekday() == Weekday::Sat).unwrap().to_string();
    let near = dates[0].iter_days().skip(7).find(|day| day.weekday() == dates[0].weekday()).unwrap().to_string();
    let late = dates[2].pred_opt().unwrap().to_string();
    let before = fs::read_to_string(cohort.path("meetings.csv")).unwrap();
    for (day, code, why) in [
        (saturday.as_str(), "day-avoided", "a weekend"),
        (late.as_str(), "day-gap", "instead of 28 to 42"),
        (near.as_str(), "day-gap", "meeting 1 is on"),
    ] {
        let (status, said) = run(&["--on", day]);
        assert!(
            status == 1 && said.contains(code) && said.contains(why) && said.contains("Nothing was written."),
            "{day}: {said}"
        );
        assert!(said.contains(&format!("`revmentor meeting move {pair} 2 --on {day} --force`")), "{said}");
    }
    assert_eq!(fs::read_to_string(cohort.path("meetings.csv")).unwrap(), before);
    let (_, said) = run(&["--on", &saturday]);
    assert!(said.contains("keeps every rule: `revmentor "), "{said}");
    cohort.done("2026-10-02", &cure(&said));
    assert_eq!(run(&["--on", &saturday, "--force"]).0, 0);
    assert!(fs::read_to_string(cohort.path("meetings.csv")).unwrap().contains(&saturday));
    assert_eq!(cohort.done("2026-10-02", &["check"]), "", "what somebody wanted all the same is no fault");
}

/// The command that a refusal prints first.
fn cure(said: &str) -> Vec<&str> {
    let command = said.split("`revmentor ").nth(1).and_then(|rest| rest.split('`').next());
    command.unwrap_or_else(|| panic!("no command: {said}")).split(' ').collect()
}

#[test]
fn a_day_that_cannot_be_is_answered_with_a_command_that_works() {
    let cohort = Cohort::matched();
    let (pair, dates) = first_pair(&cohort);
    let after = |date: NaiveDate| date.succ_opt().unwrap().to_string();
    let (late, late_2) = (after(dates[2]), after(dates[1]));
    for (words, code) in [
        (["move", "2", "--on", late.as_str()], "out-of-order"),
        (["move", "1", "--on", late_2.as_str()], "out-of-order"),
        (["move", "3", "--on", late_2.as_str()], "day-gap"),
        (["move", "2", "--on", "2026-09-28"], "day-past"),
        (["move", "2", "", ""], "no-day"),
        (["missed", "1", "", ""], "still-to-come"),
        (["held", "9", "", ""], "no-such-meeting"),
    ] {
        let [verb, number, rest @ ..] = words;
        let rest: Vec<&str> = rest.into_iter().filter(|word| !word.is_empty()).collect();
        let (status, said) = cohort.run("2026-10-02", &[&["meeting", verb, pair.as_str(), number], &rest[..]].concat());
        assert!(status != 0 && said.contains(code), "{words:?}: {said}");
        let typed = [cure(&said), vec!["--dry-run"]].concat();
        cohort.done("2026-10-02", &typed);
    }
    // A meeting that was held on another day than its own stands on that day.
    cohort.done("2027-01-20", &["meeting", "held", &pair, "1", "--on", &after(dates[0])]);
    let (_, said) = cohort.run("2027-01-20", &["meeting", "move", &pair, "1", "--on", "2027-02-01"]);
    assert!(said.contains("held-already"), "{said}");
    cohort.done("2027-01-20", &[cure(&said), vec!["--dry-run"]].concat());
}

#[test]
fn an_import_moves_by_the_same_rules() {
    let cohort = Cohort::matched();
    let (pair, dates) = first_pair(&cohort);
    let saturday = dates[1].iter_days().find(|day| day.weekday() == Weekday::Sat).unwrap().to_string();
    fs::write(cohort.path("private/moves.csv"), format!("pair,meeting,status,date\n{pair},2,planned,{saturday}\n")).unwrap();
    let file = cohort.path("private/moves.csv").display().to_string();
    let (status, said) = cohort.run("2026-10-02", &["meeting", "import", &file]);
    assert!(status == 2 && said.contains("day-avoided") && said.contains("moves.csv, row 2"), "{said}");
    cohort.done("2026-10-02", &["meeting", "import", &file, "--force"]);
}

#[test]
fn nobody_meets_at_christmas() {
    let cohort = Cohort::matched();
    assert!(cohort.run("2026-10-02", &["schedule", "--why", "2026-12-29"]).1.contains("closed: 24 December to 1 January"));
    cohort.edit("cohort.toml", |text| text.replace("[\"christmas\"]", "[\"chrismas\"]"));
    let (status, said) = cohort.run("2026-10-02", &["schedule"]);
    let at = line_of(&cohort, "closed");
    assert!(status == 2 && said.contains("did you mean \"christmas\"") && said.contains(&format!("cohort.toml:{at}:")), "{said}");
}

#[test]
fn sessions_are_real_meetings_and_a_training_has_a_day() {
    let cohort = Cohort::matched();
    let venue = "place = \"Seminar room 2\"\nlink = \"https://meet.example/induction\"\nhost = \"Programme lead\"\n";
    let training = "\n[[event]]\nid = \"online\"\nkind = \"training\"\ntitle = \"Online training\"\naudience = \"all\"\nby = 2027-01-04\n\
                    link = \"https://learn.example/course\"\n";
    cohort.edit("cohort.toml", |text| {
        let text = text.replacen("id = \"induction-mentors\"\n", &format!("id = \"induction-mentors\"\n{venue}"), 1);
        let contact = "contact = \"Team <team@deanery.example>\"\n";
        let from = "\n[messages]\nfrom = \"Team <team@deanery.example>\"\n";
        format!("{}{training}{from}", text.replacen("[programme]\n", &format!("[programme]\n{contact}"), 1))
    });
    cohort.done("2026-10-02", &["build"]);
    let text = timeline(&cohort);
    assert!(text.starts_with("event,audience,option,date,start,minutes,title,place,link,host\n"), "{text}");
    let induction = "180,Induction for mentors,Seminar room 2,https://meet.example/induction,Programme lead";
    assert!(lines(&text, "induction-mentors,")[0].ends_with(induction), "{text}");
    let online = "online,all,1,2027-01-04,,,Online training: to be completed by this day,,https://learn.example/course,";
    assert_eq!(lines(&text, "online,"), [online]);
    cohort.done("2026-10-02", &["calendar"]);
    let calendar = cohort.calendars()["programme.ics"].replace("\r\n ", "");
    for told in ["LOCATION:Seminar room 2", "URL:https://meet.example/induction", "ORGANIZER;CN=Team:mailto:team@deanery.example"]
    {
        assert!(calendar.contains(told), "{told}: {calendar}");
    }
    let mentor = &first_pair(&cohort).0[..3].to_owned();
    cohort.done("2026-12-22", &["letters", "agenda-induction-mentors"]);
    let said = cohort.done("2026-12-22", &["messages", "show", "session-induction-mentors", mentor]);
    for told in ["Seminar room 2", "https://meet.example/induction", "Programme lead"] {
        assert!(said.contains(told), "{told}: {said}");
    }
    let said = cohort.done("2026-12-22", &["messages", "show", "training", mentor]);
    assert!(said.contains("https://learn.example/course") && said.contains("4 January 2027"), "{said}");
}

#[test]
fn what_no_session_can_have_is_told_with_its_line() {
    let cohort = Cohort::matched();
    let refused = |event: &str, key: &str, words: &str| {
        cohort.edit("cohort.toml", |text| format!("{text}\n# here\n[[event]]\nid = \"x\"\naudience = \"all\"\n{event}"));
        let (status, said) = cohort.run("2026-10-02", &["build"]);
        let settings = fs::read_to_string(cohort.path("cohort.toml")).unwrap();
        let at = settings.lines().enumerate().filter(|(_, line)| line.starts_with(key)).last().unwrap().0 + 1;
        assert!(status == 2 && said.contains(words) && said.contains(&format!("cohort.toml:{at}:")), "{event}: {said}");
        cohort.edit("cohort.toml", |text| text.split("\n# here").next().unwrap().to_owned());
    };
    refused("link = \"http://meet.example\"\ndates = [2027-03-02T12:00:00]\n", "link", "begins with https://");
    refused("recording = \"meet.example\"\ndates = [2027-03-02T12:00:00]\n", "recording", "begins with https://");
    refused("kind = \"training\"\n", "[[event]]", "a training has a day by which it is completed");
    refused("kind = \"training\"\nby = 2027-01-04\ndates = [2027-03-02T12:00:00]\n", "dates", "a training has no session");
    refused("by = 2027-01-04\ndates = [2027-03-02T12:00:00]\n", "by", "only a training is completed by a day");
}

/// Two dates for the mentors alone and two for both sides.
const WRAP_UPS: &str = "\n[[event]]\nid = \"end-mentors\"\nkind = \"wrap-up\"\naudience = \"mentors\"\nminutes = 60\n\
    dates = [2027-07-07T13:00:00, 2027-07-14T13:00:00]\n\n[[event]]\nid = \"end\"\nkind = \"wrap-up\"\naudience = \"all\"\n\
    minutes = 90\ndates = [2027-07-07T14:30:00, 2027-07-14T14:30:00]\n";

#[test]
fn the_session_alone_is_chosen_before_the_joint_one() {
    let cohort = Cohort::matched();
    cohort.edit("cohort.toml", |text| {
        let events =
            text.split("\n[[event]]").filter(|event| !event.trim_start().starts_with("id = \"wrap-up")).collect::<Vec<_>>();
        format!("{}{WRAP_UPS}", events.join("\n[[event]]"))
    });
    let said = cohort.done("2026-10-02", &["schedule"]);
    assert!(!said.contains("event-order"), "{said}");
    let mentor = &first_pair(&cohort).0[..3].to_owned();
    cohort.done("2027-06-01", &["choose", "end", mentor, "7 Jul, 14:30"]);
    let (status, said) = cohort.run("2027-06-01", &["choose", "end-mentors", mentor, "Wednesday 14 July at 1pm"]);
    assert!(status == 1 && said.contains("choice-order") && said.contains("Nothing was written."), "{said}");
    assert!(said.contains(&format!("`revmentor choose end-mentors {mentor} 1`")), "{said}");
    let rows = format!("person,event,option\n{mentor},end-mentors,\"14 July, 13:00\"\n{mentor},end,\"14/07/2027 14:30\"\n");
    fs::write(cohort.path("private/poll.csv"), rows).unwrap();
    let file = cohort.path("private/poll.csv").display().to_string();
    cohort.done("2027-06-01", &["choose", "import", &file]);
    let (status, said) = cohort.run("2027-06-01", &["choose", "end", mentor, "1"]);
    assert!(status == 1 && said.contains("choice-order"), "{said}");
    let (status, said) = cohort.run("2027-06-01", &["choose", "end", mentor, "July"]);
    assert!(status == 2 && said.contains("unknown-option"), "{said}");
}

#[test]
fn conflict_list_counts_what_rules_forbid() {
    let cohort = Cohort::matched();
    cohort.edit("cohort.toml", |text| {
        let text = text.replace("# region = \"Region\"", "region = \"Region\"");
        text.replace("# [[conflict]]\n# same = \"region\"", "[[conflict]]\nsame = \"region\"")
    });
    cohort.done("2026-10-02", &["import"]);
    let said: serde_json::Value =
        serde_json::from_str(&cohort.done("2026-10-02", &["conflict", "list", "--format", "json"])).unwrap();
    let pairs = u64::try_from(calendar_names().0 * calendar_names().1).unwrap();
    assert_eq!(said["rules"][0], serde_json::json!({ "by": "same region", "pairs": pairs, "of": pairs }), "{said}");
}

/// How many mentors and mentees the fixture has.
fn calendar_names() -> (usize, usize) {
    (super::calendar::MENTORS.len(), super::calendar::MENTEES.len())
}

#[test]
fn a_full_directory_is_told_before_any_date() {
    let cohort = Cohort::matched();
    fs::create_dir(cohort.path("full")).unwrap();
    fs::write(cohort.path("full/notes.txt"), "x").unwrap();
    let (status, said) = cohort.run("2026-10-02", &["init", "full"]);
    assert!(status == 2 && said.contains("must be empty") && !said.contains("Recruitment"), "{said}");
}
