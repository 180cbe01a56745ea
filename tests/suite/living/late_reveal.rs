//! What is told of the first meeting where its day, or the day of the reveal, is not what was planned.

use serde_json::Value;

use super::cohort::Cohort;
use super::messages::ready;
use super::two_clones::printed;

fn writing() -> Cohort {
    let cohort = Cohort::matched();
    ready(&cohort);
    cohort
}

fn reveal_to(cohort: &Cohort, person: &str, today: &str) -> String {
    let said = cohort.ok(&format!("messages show reveal {person} --today {today} --format json"));
    let json: Value = serde_json::from_str(&said.out).unwrap();
    json["text"].as_str().unwrap().to_owned()
}

fn first_meeting(cohort: &Cohort, pair: &str) -> Vec<String> {
    let meetings = cohort.read("meetings.csv");
    let line = meetings.lines().find(|line| line.starts_with(&format!("{pair},1,"))).unwrap();
    line.split(',').map(str::to_owned).collect()
}

fn steps(cohort: &Cohort, today: &str) -> Vec<(String, String)> {
    let json: Value = serde_json::from_str(&cohort.ok(&format!("status --today {today} --format json")).out).unwrap();
    let step = |step: &Value| (step["command"].as_str().unwrap().to_owned(), step["due"].as_str().unwrap_or("").to_owned());
    json["next_steps"].as_array().unwrap().iter().map(step).collect()
}

#[test]
fn a_first_meeting_whose_day_passed_before_the_reveal_is_told_and_planned_anew() {
    let cohort = writing();
    let pair = cohort.pairs()[0].clone();
    let mentor = pair.split('-').next().unwrap().to_owned();
    let planned = first_meeting(&cohort, &pair)[3].clone();
    let (late, after) = ("2026-12-02", "2026-12-03");
    assert!(planned.as_str() < late, "{planned}");
    let said = cohort.ok(&format!("reveal --today {late}"));
    assert!(said.err.contains("`revmentor schedule` gives these meetings new days"), "{}", said.err);
    assert!(said.err.contains(&format!("record it first: `revmentor meeting held {pair} 1 --on {planned}`")), "{}", said.err);
    for command in ["meeting held", "undo", "reveal --on"].map(|verb| printed(&said.err, verb)) {
        cohort.ok(&format!("{command} --today {late}"));
        if command.starts_with("meeting") {
            cohort.ok("undo");
        }
    }
    cohort.ok("undo");
    cohort.ok(&format!("reveal --today {late}"));
    // Nobody reads of the second meeting without the first.
    let text = reveal_to(&cohort, &mentor, late);
    assert!(text.contains("- Meeting 1: ") && text.contains("- Meeting 2: "), "{text}");
    let later = reveal_to(&cohort, &mentor, "2027-01-20");
    assert!(later.contains("- Meeting 1: as soon as both of you can"));
    assert!(later.matches("- Meeting ").count() > 1 && later.matches("as soon as both of you can").count() == 1, "{later}");
    cohort.ok("messages reveal --today 2027-01-20");
    let table = cohort.read("private/messages/reveal/reveal.csv");
    let window = "earliest: Wednesday 20 January 2027, is_late: yes, latest: Wednesday 3 February 2027";
    assert!(table.contains(window), "for texts of one's own: {table}");
    assert!(steps(&cohort, late).iter().any(|(command, _)| command == "revmentor schedule"));
    cohort.ok(&format!("schedule --today {late}"));
    assert!(first_meeting(&cohort, &pair)[3].as_str() >= after, "{:?}", first_meeting(&cohort, &pair));
    assert!(!steps(&cohort, late).iter().any(|(command, _)| command == "revmentor schedule"));
    assert_eq!(cohort.run(&format!("check --today {late}")).status, 0);
}

#[test]
fn no_meeting_is_planned_before_a_reveal_that_is_still_to_come() {
    let cohort = writing();
    let pair = cohort.pairs()[0].clone();
    let (today, told) = ("2026-11-16", "2027-01-20");
    let said = cohort.ok(&format!("reveal --on {told} --today {today}")).err;
    assert!(!said.contains("record it first"), "no meeting is past: {said}");
    assert!(steps(&cohort, today).iter().any(|(command, _)| command == "revmentor schedule"));
    cohort.ok(&format!("schedule --today {today}"));
    let meetings = cohort.read("meetings.csv");
    let planned: Vec<Vec<&str>> =
        meetings.lines().filter(|row| row.contains(",planned,")).map(|row| row.split(',').collect()).collect();
    assert!(planned.iter().all(|row| row[2] >= told && row[3] >= told) && !planned.is_empty(), "{meetings}");
    assert!(!steps(&cohort, today).iter().any(|(command, _)| command == "revmentor schedule"), "once is enough");
    let before = cohort.read("meetings.csv");
    cohort.ok("schedule --today 2026-11-17");
    assert_eq!(before, cohort.read("meetings.csv"), "time alone changes nothing");
    // No day is offered on which the two do not know of each other.
    let number = planned.iter().find(|row| row[0] == pair).unwrap()[1];
    let said = cohort.run(&format!("meeting move {pair} {number} --on 2026-12-01 --today {today}")).err;
    let too_early = format!("keeps every rule: `revmentor meeting move {pair} {number} --on 2026-");
    assert!(said.contains("[day-outside-period]") && !said.contains(&too_early), "{said}");
    assert!(said.contains("the two do not know each other before the reveal on Wednesday 20 January 2027"), "{said}");
    // The other day was a mistake, and what was planned around it is planned anew.
    let said = cohort.ok(&format!("reveal --today {today}")).err;
    let retract = printed(&said, "reveal --retract");
    let said = cohort.ok(&format!("{retract} --today {today}")).err;
    assert!(said.contains("`revmentor schedule` plans them anew"), "{said}");
    assert!(!cohort.ok(&format!("schedule --today {today}")).err.contains("0 meetings planned or moved"));
    cohort.ok(&format!("reveal --today {today}"));
    let said = cohort.ok(&format!("reveal --retract --reason mistake --today {today}")).err;
    assert!(!said.contains("revmentor schedule"), "{said}");
}

#[test]
fn nobody_is_told_after_the_programme() {
    let cohort = writing();
    for today in ["2026-11-16", "2028-01-20"] {
        let said = cohort.run(&format!("reveal --on 2028-01-20 --today {today}"));
        assert!(said.status == 2 && said.err.contains("[after-programme]"), "{}", said.err);
        cohort.ok(&format!("{} --today {today}", printed(&said.err, "reveal --on")));
        cohort.ok("undo");
    }
}

/// A pair that goes on again before a reveal that is still to come has no meeting before that day.
#[test]
fn a_pair_that_goes_on_meets_after_a_reveal_that_is_still_to_come() {
    let cohort = writing();
    let pair = cohort.pairs()[0].clone();
    let (today, told) = ("2026-11-16", "2027-01-20");
    cohort.ok(&format!("reveal --on {told} --today {today}"));
    cohort.ok(&format!("unpair {pair} --today {today}"));
    cohort.ok(&format!("schedule --today {today}"));
    let said = cohort.ok(&format!("unpair {pair} --retract --today {today}")).err;
    assert!(said.contains(&format!("{pair} had meetings on days that no longer fit")), "{said}");
    let meetings = cohort.read("meetings.csv");
    let early = meetings.lines().filter(|row| row.contains(",planned,") && row.split(',').nth(3).unwrap() < told);
    assert_eq!(early.count(), 0, "{meetings}");
}

#[test]
fn pairs_that_no_day_is_left_for_are_not_to_be_planned_again_and_again() {
    let cohort = writing();
    let last = cohort.read("meetings.csv").lines().skip(1).map(|line| line.split(',').nth(4).unwrap().to_owned()).max().unwrap();
    cohort.ok(&format!("reveal --on {last} --today 2026-11-16"));
    cohort.ok("schedule --today 2026-11-16");
    assert!(!steps(&cohort, "2026-11-16").iter().any(|(command, _)| command == "revmentor schedule"));
}

#[test]
fn a_reveal_in_time_moves_no_meeting() {
    let cohort = writing();
    let before = cohort.read("meetings.csv");
    let said = cohort.ok("reveal --today 2026-11-16");
    assert!(!said.err.contains("revmentor schedule"), "{}", said.err);
    cohort.ok("schedule --today 2026-12-02");
    assert_eq!(before, cohort.read("meetings.csv"), "what passed unreported may have been held");
}

#[test]
fn status_has_the_reveal_done_on_the_day_that_messages_name() {
    let cohort = writing();
    let told = cohort.read("timeline.csv");
    let told = told.lines().find(|line| line.starts_with("reveal,")).unwrap().split(',').nth(3).unwrap().to_owned();
    let day: chrono::NaiveDate = told.parse().unwrap();
    let has_reveal = |day: chrono::NaiveDate| steps(&cohort, &day.to_string()).iter().any(|step| step.0 == "revmentor reveal");
    assert!(has_reveal(day) && !has_reveal(day.pred_opt().unwrap()), "{told}");
    let late = cohort.read("cohort.toml").replacen("\n[dates]\n", "\n[dates]\nreveal = 2026-11-17\n", 1);
    cohort.write("cohort.toml", &late);
    assert!(!has_reveal("2026-11-16".parse().unwrap()) && has_reveal("2026-11-17".parse().unwrap()));
}

/// `meetings.csv` has the window that people are told, and what an older version wrote there is no edit by hand.
#[test]
fn the_table_of_meetings_has_the_window_that_messages_tell() {
    let cohort = writing();
    let settings = cohort.read("cohort.toml").replacen("\n[dates]\n", "\n[dates]\nfirst_meeting_by = 2026-11-23\n", 1);
    let older = cohort.read("meetings.csv");
    cohort.write("cohort.toml", &settings);
    cohort.ok("build --today 2026-11-16");
    let windows: Vec<String> = cohort.pairs().iter().map(|pair| first_meeting(&cohort, pair)[4].clone()).collect();
    assert!(windows.iter().all(|latest| latest.as_str() <= "2026-11-23"), "{windows:?}");
    cohort.ok("reveal --today 2026-11-16");
    let pair = cohort.pairs()[0].clone();
    let latest: chrono::NaiveDate = first_meeting(&cohort, &pair)[4].parse().unwrap();
    let text = reveal_to(&cohort, pair.split('-').next().unwrap(), "2026-11-16");
    assert!(text.contains(&format!(" and {}", latest.format("%A %-d %B %Y"))), "{latest}\n{text}");
    cohort.write("meetings.csv", &older);
    std::fs::remove_dir_all(cohort.path(".revmentor")).unwrap();
    let said = cohort.ok("conflict list --today 2026-11-16");
    assert!(!said.err.contains("edited-view"), "{}", said.err);
    cohort.ok("schedule --today 2026-11-16");
}
