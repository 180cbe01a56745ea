//! Calendars through the program itself: a small cohort is made, matched, moved, revealed and left, and its files are read as any
//! calendar program reads them.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::PathBuf;

use icalendar::{Calendar, CalendarComponent, Component, Event, EventStatus};
use revmentor::{Environment, WIDTH_OF_A_PIPE};

/// Three mentors, two mentees: somebody waits.
pub(super) const MENTORS: [&str; 3] = ["Amal Reed", "Bola Hart", "Chidi Marsh"];
pub(super) const MENTEES: [&str; 2] = ["Gwen Tarn", "Hugh Beck"];

const WRAP_UP: &str = "\n[[event]]\nid = \"wrap-up-choice\"\naudience = \"all\"\ntitle = \"Farewell\"\ncapacity = 1\n\
                       dates = [2027-09-06T12:00:00, 2027-09-07T12:00:00]\n";

pub(super) struct Cohort(tempfile::TempDir);

impl Cohort {
    /// A cohort in which everybody who can be is paired on 1 October 2026.
    pub(super) fn matched() -> Cohort {
        let cohort = Cohort(tempfile::tempdir().unwrap());
        cohort.done("2026-10-01", &["init", "new", "--kind", "random", "--start", "2027-01-11"]);
        for (file, names) in [("mentors", &MENTORS[..]), ("mentees", &MENTEES[..])] {
            let row = |name: &&str| {
                let address = name.to_lowercase().replace(' ', ".");
                format!("{name},{address}@x.example,R,T {name},,Monday;Tuesday;Wednesday,Yes\n")
            };
            let head = "Full name,Email address,Region,Employer,Is there anyone with whom you should not be paired?,On which days could \
                        you meet?,Do you agree that your answers are used for matching?\n";
            let rows: Vec<String> = names.iter().map(row).collect();
            fs::write(cohort.path(&format!("private/surveys/{file}.csv")), format!("{head}{}", rows.concat())).unwrap();
        }
        cohort.edit("cohort.toml", |text| format!("{text}{WRAP_UP}"));
        cohort.done("2026-10-01", &["match", "--seed", "7"]);
        cohort
    }

    pub(super) fn path(&self, file: &str) -> PathBuf {
        self.0.path().join("new").join(file)
    }

    pub(super) fn edit(&self, file: &str, how: impl FnOnce(String) -> String) {
        fs::write(self.path(file), how(fs::read_to_string(self.path(file)).unwrap())).unwrap();
    }

    /// The status, and what was said.
    pub(super) fn run(&self, today: &str, arguments: &[&str]) -> (u8, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let directory = if self.path("cohort.toml").exists() { self.path("") } else { self.0.path().to_path_buf() };
        let status = revmentor::run(Environment {
            arguments: ["revmentor"].iter().chain(arguments).map(OsString::from).collect(),
            today: today.parse().unwrap(),
            entropy: &mut || Ok([7; 32]),
            directory,
            program: None,
            width: WIDTH_OF_A_PIPE,
            out: &mut out,
            err: &mut err,
            watched: false,
            shown: false,
        });
        (status, String::from_utf8([out, err].concat()).unwrap())
    }

    /// Runs what must succeed.
    pub(super) fn done(&self, today: &str, arguments: &[&str]) -> String {
        let (status, said) = self.run(today, arguments);
        assert_eq!(status, 0, "{arguments:?}: {said}");
        said
    }

    /// Every calendar as text, by its name.
    pub(super) fn calendars(&self) -> BTreeMap<String, String> {
        let files = fs::read_dir(self.path("private/calendars")).unwrap().map(|file| file.unwrap());
        files.map(|file| (file.file_name().into_string().unwrap(), fs::read_to_string(file.path()).unwrap())).collect()
    }

    /// The first pair's id and the entries of its two people.
    pub(super) fn pair(&self) -> (String, [Vec<Event>; 2]) {
        let pairings = fs::read_to_string(self.path("pairings.csv")).unwrap();
        let pair = pairings.lines().nth(1).unwrap().split(',').next().unwrap().to_owned();
        let (calendars, (mentor, mentee)) = (self.calendars(), pair.split_once('-').unwrap());
        let entries = [mentor, mentee].map(|person| entries(&calendars[&format!("{person}.ics")]));
        (pair, entries)
    }
}

pub(super) fn entries(text: &str) -> Vec<Event> {
    let calendar: Calendar = text.parse().unwrap();
    let event = |component| if let CalendarComponent::Event(event) = component { Some(event) } else { None };
    calendar.components.into_iter().filter_map(event).collect()
}

fn titled<'a>(entries: &'a [Event], beginning: &str) -> &'a Event {
    entries.iter().find(|entry| entry.get_summary().unwrap().starts_with(beginning)).unwrap_or_else(|| panic!("{beginning}"))
}

/// UID and SEQUENCE of every entry of every file.
fn numbers(calendars: &BTreeMap<String, String>) -> BTreeMap<String, u32> {
    let all = calendars.values().flat_map(|text| entries(text));
    all.map(|entry| (entry.get_uid().unwrap().to_owned(), entry.get_sequence().unwrap())).collect()
}

#[test]
fn a_second_edition_without_a_change_is_the_first() {
    let cohort = Cohort::matched();
    cohort.done("2026-10-02", &["calendar", "--dry-run"]);
    assert_eq!(cohort.calendars().len(), 0);
    cohort.done("2026-10-02", &["calendar"]);
    let first = cohort.calendars();
    assert_eq!(first.len(), 5, "two pairs and the programme");
    assert!(cohort.done("2026-12-24", &["calendar"]).contains("Nothing to do"));
    assert_eq!(cohort.calendars(), first);
    let uids: Vec<String> = first.values().flat_map(|text| entries(text)).map(|e| e.get_uid().unwrap().to_owned()).collect();
    assert_eq!(uids.iter().collect::<BTreeSet<_>>().len(), uids.len(), "no two files share an entry");
    for name in MENTORS.iter().chain(&MENTEES) {
        assert!(first.values().all(|text| !text.contains(name)), "{name} before the reveal");
    }
}

#[test]
fn numbers_rise_with_a_change_and_never_fall() {
    let cohort = Cohort::matched();
    cohort.done("2026-10-02", &["calendar"]);
    let (pair, hidden) = cohort.pair();
    let mut last = numbers(&cohort.calendars());
    let meetings = |entries: &[Event]| entries.iter().filter(|e| e.get_summary().unwrap().starts_with("Meeting")).count();
    assert_eq!(hidden.map(|entries| meetings(&entries)), [0, 0], "group sessions alone");
    let mut publish = |today: &str, verb: &[&str]| {
        cohort.done(today, verb);
        cohort.done(today, &["calendar"]);
        let next = numbers(&cohort.calendars());
        let risen = last.iter().filter(|(uid, number)| next[*uid] > **number).count();
        assert!(last.iter().all(|(uid, number)| next[uid] >= *number), "{verb:?}");
        last = next;
        risen
    };
    assert_eq!(publish("2026-10-02", &["build"]), 0);
    assert_eq!(
        publish("2026-10-02", &["meeting", "move", &pair, "1", "--on", "2027-01-12"]),
        0,
        "nobody is told before the reveal"
    );
    assert_eq!(publish("2026-10-03", &["reveal", "--force", "--reason", "early"]), 0, "meetings are told for the first time");
    let before = cohort.pair().1;
    assert_eq!(publish("2026-10-03", &["meeting", "move", &pair, "1", "--on", "2027-01-13"]), 2);
    let moved = &cohort.pair().1[0];
    assert_ne!(titled(moved, "Meeting 1").get_start(), titled(&before[0], "Meeting 1").get_start());
    assert_eq!(titled(moved, "Meeting 1").get_uid(), titled(&before[0], "Meeting 1").get_uid());
    assert_eq!(publish("2026-10-04", &["choose", "wrap-up-choice", &pair[..3], "2"]), 2, "chosen, and not");
    let [mentor, mentee] = cohort.pair().1;
    assert!(MENTEES.iter().any(|name| titled(&mentor, "Meeting 2").get_summary().unwrap().ends_with(name)));
    assert!(MENTORS.iter().any(|name| titled(&mentee, "Meeting 2").get_summary().unwrap().ends_with(name)));
    assert!(publish("2027-01-08", &["withdraw", &pair[..3]]) > 2);
    let cancelled = |entries: &[Event]| entries.iter().filter(|e| e.get_status() == Some(EventStatus::Cancelled)).count();
    let [mentor, mentee] = cohort.pair().1;
    assert_eq!((cancelled(&mentee), meetings(&mentee)), (meetings(&before[1]), meetings(&before[1])));
    assert!(cancelled(&mentor) > meetings(&mentor), "whoever left comes to no session either");
    publish("2027-01-08", &["match"]);
    assert_eq!(cohort.done("2027-01-08", &["check"]), "");
}

#[test]
fn what_was_taken_back_counts_on_too() {
    let cohort = Cohort::matched();
    cohort.done("2026-10-02", &["reveal", "--force", "--reason", "early"]);
    cohort.done("2026-10-02", &["calendar"]);
    let (pair, _) = cohort.pair();
    let state = |cohort: &Cohort| {
        let [mentor, _] = cohort.pair().1;
        let first = titled(&mentor, "Meeting 1");
        (first.get_start(), first.get_sequence())
    };
    let (day, number) = state(&cohort);
    cohort.done("2026-10-03", &["meeting", "move", &pair, "1", "--on", "2027-01-13"]);
    cohort.done("2026-10-03", &["calendar"]);
    assert_eq!(state(&cohort).1, number.map(|number| number + 1));
    cohort.edit(&format!("facts/pairs/{pair}.csv"), |text| {
        text.lines().filter(|line| !line.contains(",moved,")).map(|line| format!("{line}\n")).collect::<Vec<_>>().concat()
    });
    cohort.done("2026-10-04", &["build"]);
    assert!(cohort.done("2026-10-04", &["status"]).contains("2 calendar files are out of date"));
    cohort.done("2026-10-04", &["calendar"]);
    assert!(!cohort.done("2026-10-04", &["status"]).contains("calendars anew"));
    assert_eq!(state(&cohort), (day, number.map(|number| number + 2)));
}

/// The numbers of the entries whose titles begin like this, in every file, on a machine that never had a calendar.
fn anew(cohort: &Cohort, today: &str, beginning: &str) -> Vec<u32> {
    fs::remove_dir_all(cohort.path("private/calendars")).unwrap();
    fs::create_dir(cohort.path("private/calendars")).unwrap();
    cohort.done(today, &["calendar"]);
    let all = cohort.calendars().into_values().flat_map(|text| entries(&text));
    let titled = all.filter(|entry| entry.get_summary().unwrap().starts_with(beginning));
    titled.map(|entry| entry.get_sequence().unwrap()).collect()
}

#[test]
fn whoever_writes_the_next_calendar_counts_on_without_having_had_the_last() {
    let cohort = Cohort::matched();
    cohort.done("2026-10-02", &["calendar"]);
    assert_eq!(anew(&cohort, "2026-10-03", "Farewell (date 1"), [0; 5]);
    let (at, moved) = ("2027-09-06T12:00:00", "2027-09-03T13:00:00");
    cohort.edit("cohort.toml", |text| text.replace(at, moved));
    assert_eq!(anew(&cohort, "2026-10-04", "Farewell (date 1"), [1; 5]);
    cohort.edit("cohort.toml", |text| text.replace(moved, at));
    assert_eq!(anew(&cohort, "2026-10-05", "Farewell (date 1"), [2; 5]);
    assert_eq!(anew(&cohort, "2026-10-05", "Farewell (date 2"), [0; 5]);
    cohort.edit("cohort.toml", |text| text.replace("title = \"Farewell\"", "title = \"Good-bye\""));
    assert_eq!(anew(&cohort, "2026-10-06", "Good-bye (date 2"), [1; 5]);
    cohort.edit("cohort.toml", |text| text.replace("start = 2027-01-11", "start = 2027-01-18"));
    assert_eq!(anew(&cohort, "2026-10-06", "First day for meetings"), [1]);
    cohort.edit("cohort.toml", |text| text.replace("start = 2027-01-18", "start = 2027-01-11"));
    // The date that somebody did not choose stands in the calendar that the other lead handed out.
    let (pair, _) = cohort.pair();
    cohort.done("2026-10-07", &["choose", "wrap-up-choice", &pair[..3], "2"]);
    assert_eq!(anew(&cohort, "2026-10-08", "No longer planned"), [4]);
    assert_eq!(anew(&cohort, "2026-10-08", "Good-bye (date 1"), [3; 4]);
    assert_eq!(cohort.done("2026-10-08", &["check"]), "");
}

#[test]
fn two_leads_who_move_a_session_apart_are_followed_by_a_higher_number() {
    let cohort = Cohort::matched();
    cohort.done("2026-10-02", &["calendar"]);
    let dates = "facts/calendar/dates.csv";
    let before = fs::read_to_string(cohort.path(dates)).unwrap();
    let at = "2027-09-06T12:00:00";
    let moved = |to: &str| {
        cohort.edit("cohort.toml", |text| text.replace(at, to));
        fs::write(cohort.path(dates), &before).unwrap();
        cohort.done("2026-10-03", &["calendar"]);
        cohort.edit("cohort.toml", |text| text.replace(to, at));
        let text = fs::read_to_string(cohort.path(dates)).unwrap();
        text.lines().find(|line| !before.contains(line)).unwrap().to_owned()
    };
    let (one, other) = (moved("2027-09-03T13:00:00"), moved("2027-09-10T13:00:00"));
    let united = |text: &str| {
        let row = "wrap-up-choice,1,";
        let first = text.lines().find(|line| line.starts_with(row)).unwrap();
        text.replace(first, &format!("{first}\n<<<<<<< HEAD\n{one}\n=======\n{other}\n>>>>>>> theirs"))
    };
    fs::write(cohort.path(dates), united(&before)).unwrap();
    cohort.done("2026-10-04", &["build"]);
    assert_eq!(anew(&cohort, "2026-10-05", "Farewell (date 1"), [3; 5], "both handed out 1");
    assert_eq!(cohort.done("2026-10-05", &["check"]), "");
}

#[test]
fn the_leads_own_holidays_are_kept_free() {
    let cohort = Cohort::matched();
    cohort.edit("cohort.toml", |text| text.replacen("# blocked", "holidays_file = \"holidays.ics\"\n# blocked", 1));
    let (status, said) = cohort.run("2026-10-02", &["schedule"]);
    assert!(status == 2 && said.contains("cohort.toml:") && said.contains(":17") && said.contains("holidays.ics"), "{said}");
    let closed = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20270111\nDTEND;VALUE=DATE:20270125\nSUMMARY:Exams\nEND:VEVENT\nEND:VCALENDAR\n";
    fs::write(cohort.path("holidays.ics"), closed).unwrap();
    assert!(cohort.done("2026-10-02", &["schedule", "--why", "2027-01-21"]).contains("Exams"));
    cohort.done("2026-10-02", &["schedule"]);
    let meetings = fs::read_to_string(cohort.path("meetings.csv")).unwrap();
    let dates: Vec<&str> = meetings.lines().skip(1).filter_map(|line| line.split(',').nth(3)).collect();
    assert!(!dates.is_empty() && dates.iter().all(|date| *date >= "2027-01-25"), "{meetings}");
    fs::write(cohort.path("holidays.ics"), closed.replace("DTEND", "RRULE:FREQ=MONTHLY\nDTEND")).unwrap();
    let (status, said) = cohort.run("2026-10-02", &["schedule"]);
    assert!(status == 2 && said.contains("holidays.ics:4") || said.contains("holidays.ics, line 4"), "{said}");
}

#[test]
fn a_full_date_and_two_who_are_parted_are_said() {
    let cohort = Cohort::matched();
    cohort.done("2026-10-02", &["calendar"]);
    let (pair, _) = cohort.pair();
    let (mentor, mentee) = pair.split_once('-').unwrap();
    assert!(!cohort.done("2026-10-02", &["choose", "wrap-up-choice", mentor, "1"]).contains("warning"));
    assert!(cohort.done("2026-10-02", &["choose", "wrap-up-choice", mentee, "2"]).contains("pair-apart"));
    let said = cohort.done("2026-10-02", &["choose", "wrap-up-choice", mentee, "1"]);
    assert!(said.contains("date-full") && !said.contains("pair-apart"), "{said}");
    let status = cohort.done("2026-10-02", &["status", "--format", "json"]);
    let status: serde_json::Value = serde_json::from_str(&status).unwrap();
    let dates = status["dates"].as_array().unwrap();
    let farewell = dates.iter().find(|date| date["event"] == "wrap-up-choice" && date["option"] == 1).unwrap();
    assert_eq!((&farewell["chosen"], &farewell["too_many"]), (&2.into(), &1.into()));
    let best = status["best_dates"].as_array().unwrap();
    let all = best.iter().rfind(|row| row["event"] == "wrap-up-choice").unwrap();
    assert_eq!(all["left_out"], 2, "four people, two of them held to one seat, one seat at the other date: {all}");
}
