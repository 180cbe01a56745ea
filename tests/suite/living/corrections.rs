//! Every slip that a lead records can be taken back by a verb, after it was committed too: the facts keep both rows, the views, the
//! calendars and the log follow, and `check` is silent all the way.

use std::collections::BTreeMap;

use super::cohort::{Cohort, Said, has_git};

/// A matched cohort whose calendars were handed out, with everything committed.
fn begun() -> Cohort {
    let cohort = Cohort::matched();
    cohort.ok("reveal --on 2026-11-20");
    cohort.ok("calendar");
    commit(&cohort, "begin");
    cohort
}

fn commit(cohort: &Cohort, message: &str) {
    if !has_git() {
        return;
    }
    if !cohort.path(".git").exists() {
        cohort.git(&["init", "-q", "-b", "main"]);
    }
    cohort.git(&["add", "-A"]);
    cohort.git(&["commit", "-q", "--allow-empty", "-m", message]);
}

/// Runs a line that succeeds, finds the directory sound afterwards, and commits it.
fn done(cohort: &Cohort, line: &str) -> Said {
    let said = cohort.ok(line);
    let check = cohort.run("check");
    // A repository without the hooks is said, and is no fault of the facts.
    let other = check.err.contains("error") || check.err.matches("warning").count() > check.err.matches("no-hook").count() + 1;
    assert!(check.status == 0 && check.out.is_empty() && !other, "after {line}: {}", check.err);
    commit(cohort, "a change");
    said
}

fn refused(cohort: &Cohort, line: &str, code: &str) -> String {
    let before = cohort.tree();
    let said = cohort.run(line);
    assert!(said.status > 0 && said.err.contains(code), "{line}: {}{}", said.out, said.err);
    assert!(said.err.ends_with("Nothing was written.\n"), "{line}: {}", said.err);
    assert!(cohort.tree() == before, "{line}");
    said.err
}

/// The command that a message prints as the cure.
fn cure(err: &str) -> String {
    let (_, rest) = err.split_once("`revmentor ").unwrap_or_else(|| panic!("no cure: {err}"));
    rest.split('`').next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The row of a view that begins so.
fn row(cohort: &Cohort, view: &str, begins: &str) -> String {
    let text = cohort.read(view);
    text.lines().find(|line| line.starts_with(begins)).unwrap_or_else(|| panic!("{begins} is not in {view}:\n{text}")).to_owned()
}

/// SEQUENCE by UID in somebody's calendar.
fn sequences(cohort: &Cohort, person: &str) -> BTreeMap<String, u32> {
    let text = cohort.read(&format!("private/calendars/{person}.ics"));
    let value = |event: &str, name: &str| event.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().to_owned();
    let events = text.split("BEGIN:VEVENT").skip(1);
    events.map(|event| (value(event, "UID:"), value(event, "SEQUENCE:").trim().parse().unwrap())).collect()
}

fn rises(cohort: &Cohort, person: &str, line: &str) {
    let before = sequences(cohort, person);
    done(cohort, line);
    done(cohort, "calendar");
    let after = sequences(cohort, person);
    for (uid, number) in &before {
        assert!(after.get(uid).is_some_and(|now| now >= number), "{line}: {before:?}\n{after:?}");
    }
    assert!(before.iter().any(|(uid, number)| after[uid] > *number), "{line}: nothing is new in the calendar");
}

#[test]
fn a_report_on_a_meeting_is_corrected_and_taken_back() {
    let cohort = begun();
    let pair = cohort.pairs()[0].clone();
    let meeting = format!("{pair},1,");
    done(&cohort, &format!("meeting held {pair} 1 --on 2026-11-24"));
    let err = refused(&cohort, &format!("meeting held {pair} 1 --on 2026-11-25"), "held-already");
    assert_eq!(cure(&err), format!("meeting held {pair} 1 --on 2026-11-25 --correct"));
    rises(&cohort, &pair[..3], &cure(&err));
    assert!(row(&cohort, "meetings.csv", &meeting).ends_with(",held,2026-11-25"));
    assert!(cohort.read(&format!("facts/pairs/{pair}.csv")).contains("held,1,2026-11-25,,,,1\n"));
    let err = refused(&cohort, &format!("meeting planned {pair} 1"), "reported-already");
    rises(&cohort, &pair[..3], &cure(&err));
    assert!(row(&cohort, "meetings.csv", &meeting).ends_with(",planned,"));
    refused(&cohort, &format!("meeting planned {pair} 1 --correct"), "not-reported");
    done(&cohort, &format!("meeting missed {pair} 1"));
    let day = row(&cohort, "meetings.csv", &meeting).split(',').nth(3).unwrap().to_owned();
    let err = refused(&cohort, &format!("meeting held {pair} 1 --on {day}"), "held-already");
    done(&cohort, &cure(&err));
    let log = cohort.ok("log --format json").out;
    for what in ["was taken back", "held meeting 1 on Wednesday 25 November 2026 (corrected)"] {
        assert!(log.contains(what), "{log}");
    }
    assert_eq!(cohort.read("facts/format"), "2\n");
}

#[test]
fn a_missed_meeting_is_caught_up_with_on_another_day_without_a_correction() {
    let cohort = begun();
    let pair = cohort.pairs()[0].clone();
    done(&cohort, &format!("meeting missed {pair} 1"));
    done(&cohort, &format!("meeting held {pair} 1 --on 2026-12-01"));
    assert!(cohort.read(&format!("facts/pairs/{pair}.csv")).contains("held,1,2026-12-01,,,,\n"));
}

#[test]
fn a_list_of_reports_changes_what_stands_only_on_request() {
    let cohort = begun();
    let pair = cohort.pairs()[0].clone();
    done(&cohort, &format!("meeting held {pair} 1 --on 2026-11-24"));
    let list = cohort.path("private/list.csv").display().to_string();
    cohort.write("private/list.csv", &format!("pair,meeting,status,held_on\n{pair},1,held,2026-11-26\n"));
    refused(&cohort, &format!("meeting import {list}"), "held-already");
    done(&cohort, &format!("meeting import {list} --correct"));
    assert!(row(&cohort, "meetings.csv", &format!("{pair},1,")).ends_with(",held,2026-11-26"));
    cohort.write("private/list.csv", &format!("pair,meeting,status,held_on\n{pair},1,planned,\n"));
    done(&cohort, &format!("meeting import {list} --correct"));
    assert!(row(&cohort, "meetings.csv", &format!("{pair},1,")).ends_with(",planned,"));
}

#[test]
fn a_withdrawal_of_the_wrong_person_is_taken_back_with_the_pair() {
    let cohort = begun();
    let pair = cohort.pairs()[0].clone();
    let (person, before) = (pair[..3].to_owned(), cohort.read("meetings.csv"));
    let left = done(&cohort, &format!("withdraw {person}"));
    assert_eq!(cure(left.err.split_once("If this was a mistake").unwrap().1), format!("rejoin {person} --mistake"));
    done(&cohort, "calendar");
    rises(&cohort, &pair[4..], &format!("rejoin {person} --mistake"));
    assert!(row(&cohort, "pairings.csv", &pair).contains(",active,"));
    assert_eq!(cohort.read("meetings.csv"), before);
    refused(&cohort, &format!("rejoin {person}"), "not-withdrawn");
    done(&cohort, &format!("withdraw {person} --on 2026-11-30"));
    done(&cohort, &format!("rejoin {person}"));
    assert!(row(&cohort, "pairings.csv", &pair).contains(",ended,"));
    assert!(row(&cohort, "waiting-list.csv", &person).starts_with(&person));
    done(&cohort, "match");
    done(&cohort, "verify");
}

#[test]
fn a_partner_who_found_somebody_else_keeps_them() {
    let cohort = begun();
    let (pair, other) = (cohort.pairs()[0].clone(), cohort.pairs()[1].clone());
    done(&cohort, &format!("withdraw {}", &pair[..3]));
    done(&cohort, &format!("withdraw {}", &other[4..]));
    done(&cohort, "match --allow-moves");
    let said = done(&cohort, &format!("rejoin {} --mistake", &pair[..3]));
    assert!(said.err.contains("does not go on") && said.err.contains("now."), "{}", said.err);
}

#[test]
fn a_day_to_come_is_a_planned_departure() {
    let cohort = begun();
    let pair = cohort.pairs()[0].clone();
    let person = pair[..3].to_owned();
    let before = cohort.read("meetings.csv");
    let err = refused(&cohort, &format!("withdraw {person} --on 2032-10-17"), "after-programme");
    assert!(err.contains("look at the year"), "{err}");
    let err = refused(&cohort, &format!("withdraw {person} --today 2028-01-10"), "after-programme");
    assert!(err.contains("the programme ended on") && !err.contains("year"), "{err}");
    let command = err.split('`').find_map(|part| part.strip_prefix("revmentor ")).unwrap();
    cohort.ok(&format!("{command} --dry-run --today 2028-01-10"));
    let dry = cohort.ok(&format!("withdraw {person} --on 2027-02-01 --dry-run"));
    assert!(dry.err.contains("Dry run") && cohort.read("meetings.csv") == before, "{}", dry.err);
    let said = done(&cohort, &format!("withdraw {person} --on 2027-02-01 --reason left"));
    assert!(said.err.contains("in 62 days") && said.err.contains("goes on until then"), "{}", said.err);
    assert!(row(&cohort, "pairings.csv", &pair).contains(",active,2026-11-01,2027-02-01,"));
    let late = |cohort: &Cohort| {
        let rows = cohort.read("meetings.csv");
        let own = rows.lines().filter(|line| line.starts_with(&pair) && line.contains(",planned,"));
        own.filter(|line| line.split(',').nth(3).unwrap() > "2027-02-01").count()
    };
    assert_eq!(late(&cohort), 0);
    for line in ["schedule", "match", "match --allow-moves"] {
        done(&cohort, line);
    }
    assert_eq!(late(&cohort), 0);
    assert!(cohort.pairs().contains(&pair) && !cohort.read("waiting-list.csv").contains(&person));
    assert!(cohort.ok("status --format json").out.contains("ends after 1 February 2027, in 62 days"));
    rises(&cohort, &pair[4..], &format!("rejoin {person}"));
    assert!(late(&cohort) > 0);
    done(&cohort, &format!("withdraw {person} --on 2027-02-01 --reason left"));
    let said = done(&cohort, "schedule --today 2027-02-01");
    assert!(!said.err.contains("as planned"), "the last day is not past: {}", said.err);
    let said = done(&cohort, "schedule --today 2027-02-02");
    assert!(
        said.err.contains(&format!("{person} left on Monday 1 February 2027, as planned; the pair {pair} ended")),
        "{}",
        said.err
    );
    assert!(row(&cohort, "pairings.csv", &pair).contains(",ended,2026-11-01,2027-02-01,"));
}

#[test]
fn a_matching_beside_a_planned_departure_is_repeated_as_it_was() {
    let cohort = begun();
    let [leaver, gone] = [0, 1].map(|at| cohort.pairs()[at][..3].to_owned());
    done(&cohort, &format!("withdraw {leaver} --on 2027-02-01"));
    done(&cohort, &format!("withdraw {gone}"));
    done(&cohort, "match");
    assert!(cohort.path("facts/draws/002.toml").exists());
    cohort.ok("verify");
}

#[test]
fn who_should_never_have_been_there_counts_nowhere() {
    let cohort = begun();
    let pair = cohort.pairs()[0].clone();
    done(&cohort, &format!("withdraw {} --never-joined", &pair[..3]));
    assert!(row(&cohort, "pairings.csv", &pair).ends_with(",mistake"));
    assert!(cohort.read("README.md").contains("| withdrawn | 0 |\n"));
    done(&cohort, &format!("rejoin {} --mistake", &pair[..3]));
    assert!(row(&cohort, "pairings.csv", &pair).contains(",active,"));
}

#[test]
fn a_pair_that_the_lead_ended_is_not_made_again_unless_by_mistake() {
    let cohort = begun();
    let pair = cohort.pairs()[0].clone();
    done(&cohort, &format!("unpair {pair} --reason tired"));
    assert!(row(&cohort, "pairings.csv", &pair).ends_with(",unpaired"));
    assert!(cohort.read("private/notes.csv").contains("tired"));
    done(&cohort, "match --allow-moves");
    assert!(!cohort.pairs().contains(&pair));
    done(&cohort, "verify");
    let cohort = begun();
    let pair = cohort.pairs()[0].clone();
    done(&cohort, &format!("unpair {pair}"));
    done(&cohort, &format!("unpair {pair} --retract"));
    assert!(cohort.pairs().contains(&pair));
    refused(&cohort, &format!("unpair {pair} --retract"), "pair-goes-on");
    done(&cohort, &format!("unpair {pair}"));
    done(&cohort, &format!("unpair {pair} --mistake"));
    done(&cohort, "match");
    assert!(cohort.pairs().contains(&pair), "{}", cohort.read("pairings.csv"));
}

#[test]
fn a_reveal_is_taken_back_and_what_people_were_told_is_weighed() {
    let cohort = begun();
    let pair = cohort.pairs()[0].clone();
    rises(&cohort, &pair[..3], "reveal --retract --to mentors --reason early");
    refused(&cohort, "reveal --retract --to mentors --reason early", "not-revealed");
    done(&cohort, "reveal");
    cohort.write("facts/told/reveal.csv", &format!("person,on,code\n{},2026-11-21,0123abcd\n", &pair[..3]));
    refused(&cohort, "reveal --retract --reason early", "told-already");
    let said = done(&cohort, "reveal --retract --reason early --force");
    assert!(said.err.contains("1 person is recorded as told"), "{}", said.err);
    assert!(cohort.ok("log").out.contains("was taken back"));
}

#[test]
fn a_choice_is_taken_back() {
    let cohort = begun();
    let settings = cohort.read("cohort.toml");
    let event = "[[event]]\nid = \"talk\"\naudience = \"all\"\ntitle = \"Talk\"\nminutes = 60\n\
                 dates = [2027-01-19T14:00:00, 2027-01-20T14:00:00]\n";
    cohort.write("cohort.toml", &format!("{settings}\n{event}"));
    let person = cohort.pairs()[0][..3].to_owned();
    done(&cohort, &format!("choose talk {person} 2"));
    done(&cohort, &format!("choose talk {person} 1"));
    done(&cohort, &format!("choose talk {person} --retract"));
    refused(&cohort, &format!("choose talk {person} --retract"), "not-chosen");
    assert!(cohort.read(&format!("facts/people/{person}.csv")).ends_with("chose,talk,retracted-2\n"));
}

#[test]
fn a_conflict_is_taken_back_and_declared_again() {
    let cohort = begun();
    let pair = cohort.pairs()[0].clone();
    let (a, b) = (&pair[..3], &cohort.pairs()[1].clone()[4..]);
    for deed in ["add", "remove", "add", "remove"] {
        done(&cohort, &format!("conflict {deed} {a} {b}"));
    }
    let rows = cohort.read(&format!("facts/people/{a}.csv"));
    assert!(rows.contains(&format!("conflict,{b},other-2\n")) && rows.contains(&format!("removed,{b},3\n")), "{rows}");
}

#[test]
fn an_erased_name_leaves_the_partners_calendar_by_its_next_edition() {
    let cohort = begun();
    let pair = cohort.pairs()[0].clone();
    let (person, partner) = (&pair[..3], &pair[4..]);
    let register = cohort.read("private/register.csv");
    let name = register.lines().find(|line| line.starts_with(person)).unwrap().split(',').nth(2).unwrap().to_owned();
    let (before, text) = (sequences(&cohort, partner), cohort.read(&format!("private/calendars/{partner}.ics")));
    assert!(text.contains(&name));
    cohort.ok(&format!("erase {person}"));
    let after = sequences(&cohort, partner);
    assert!(before.iter().all(|(uid, number)| after.get(uid).is_some_and(|now| now >= number)), "{before:?}\n{after:?}");
    assert!(before.iter().any(|(uid, number)| after[uid] > *number));
    assert!(!cohort.read(&format!("private/calendars/{partner}.ics")).contains(&name));
}

#[test]
fn a_pair_that_goes_on_again_gets_other_days_where_its_own_no_longer_fit_and_nobody_else_does() {
    let cohort = Cohort::matched();
    let rows = |of: &str| -> Vec<String> {
        cohort.read("meetings.csv").lines().filter(|line| line.starts_with(of)).map(str::to_owned).collect()
    };
    let pairs = cohort.pairs();
    let first = rows(&pairs[0])[0].split(',').nth(3).unwrap().to_owned();
    cohort.ok(&format!("unpair {} --today 2026-11-02", pairs[0]));
    let settings = cohort.read("cohort.toml");
    let blocked =
        settings.replacen("\n[calendar]\n", &format!("\n[calendar]\nblocked = [{{ from = {first}, to = {first} }}]\n"), 1);
    assert_ne!(settings, blocked);
    cohort.write("cohort.toml", &blocked);
    let others: Vec<Vec<String>> = pairs[1..].iter().map(|pair| rows(pair)).collect();
    assert!(others.iter().flatten().any(|row| row.contains(&first)), "another pair was to meet on that day, too");
    let said = cohort.ok(&format!("unpair {} --retract --today 2026-11-03", pairs[0])).err;
    assert!(
        said.contains(&format!("{} had meetings on days that no longer fit: 1 meeting planned or moved, 0 cancelled.", pairs[0])),
        "{said}"
    );
    assert!(rows(&pairs[0]).iter().all(|row| row.split(',').nth(3) != Some(first.as_str())));
    assert_eq!(others, pairs[1..].iter().map(|pair| rows(pair)).collect::<Vec<_>>());
    // Where everything fits nothing is said.
    cohort.ok(&format!("unpair {} --today 2026-11-04", pairs[0]));
    let said = cohort.ok(&format!("unpair {} --retract --today 2026-11-05", pairs[0])).err;
    assert!(!said.contains("no longer fit") && said.contains("goes on, with"), "{said}");
}
