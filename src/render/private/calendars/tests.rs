//! What people's calendars say, read by a parser that did not write it, edition after edition.

use chrono::NaiveTime;
use icalendar::{Calendar, CalendarComponent, CalendarDateTime, Component, DatePerhapsTime, Event, EventLike, EventStatus};

use super::*;
use crate::domain::event::{Audience, Event as Session, EventKind, Venue};
use crate::domain::example::{self, day, pair};
use crate::domain::fact::{Dated, EndReason, Origin, PairFact, PersonFact, WithdrawalReason};
use crate::domain::side::Side;
use crate::people::key::Key;
use crate::render::escape::hostile;
use crate::render::private::names::tests::names;

fn id(text: &str) -> PersonId {
    text.parse().unwrap()
}

/// The example with every pair revealed on the day on which it was made.
fn revealed() -> Facts {
    let mut facts = example::facts();
    let pairs: Vec<_> = facts.pairs.keys().copied().collect();
    for pair in pairs {
        facts.pair(pair, day(2026, 10, 20), PairFact::Revealed { to: None });
    }
    facts
}

/// The entries of a person, or of the programme, and their file as text.
fn made(settings: &Settings, facts: &Facts, today: NaiveDate, whose: Option<&str>) -> (Vec<Entry>, String) {
    let (cohort, key) = (Cohort::of(facts), Key::new([7; 32]));
    let names = names(&[("M02", "Anna Smith"), ("E01", "Siân O’Brien"), ("M09", "Ravi Rao"), ("E02", "Ola Król")]);
    let uid = |of: &str| key.uid(of);
    let changes = facts.calendar_dates.changes(&dates_as_told(settings));
    let zone = Zone::named(&settings.programme.timezone);
    let view = View { settings, zone: zone.as_ref(), facts, cohort: &cohort, names: &names, today, changes: &changes, uid: &uid };
    let entries = whose.map_or_else(|| of_programme(view), |person| of_person(view, id(person)));
    let text = write(settings, &entries);
    (entries, text)
}

fn of(facts: &Facts, today: NaiveDate, person: &str) -> (Vec<Entry>, String) {
    made(&example::settings(), facts, today, Some(person))
}

/// The file as the crate's own parser reads it, in the order of the file.
fn read_back(text: &str) -> Vec<Event> {
    let calendar: Calendar = text.parse().unwrap();
    let event = |component| match component {
        CalendarComponent::Event(event) => event,
        other => panic!("{other:?}"),
    };
    calendar.components.into_iter().map(event).collect()
}

fn find<'a>(entries: &'a [Entry], title: &str) -> &'a Entry {
    entries.iter().find(|entry| entry.title == title).unwrap_or_else(|| panic!("{title:?} in {entries:#?}"))
}

#[test]
fn a_parser_reads_what_was_meant() {
    let (entries, text) = of(&revealed(), day(2027, 1, 1), "E01");
    let mut meant: Vec<&Entry> = entries.iter().collect();
    meant.sort_by_key(|entry| (entry.when.begin(), &entry.uid));
    let read = read_back(&text);
    assert_eq!(read.len(), 5);
    for (event, entry) in read.iter().zip(meant) {
        assert_eq!((event.get_uid(), event.get_summary()), (Some(entry.uid.as_str()), Some(entry.title.as_str())));
        assert_eq!(event.get_timestamp().unwrap().date_naive(), entry.stamp);
        assert_eq!((event.get_timestamp(), event.get_sequence()), (event.get_last_modified(), Some(entry.sequence)));
        let (start, end) = (event.get_start().unwrap(), event.get_end().unwrap());
        match entry.when {
            When::Day(day) => assert_eq!((start, end), (day.into(), day.succ_opt().unwrap().into())),
            When::Time(from, to) => assert_eq!((start, end), (from.into(), to.into())),
        }
    }
    assert_eq!(published::read(text.as_bytes(), "E01.ics").unwrap().len(), 5);
}

#[test]
fn lines_are_folded_and_end_as_the_standard_asks() {
    for hostile in hostile::TEXTS.into_iter().chain(["x\nEND:VEVENT\nBEGIN:VEVENT", "a\rATTENDEE:mailto:a@x.example", "łó\\;,\""])
    {
        let mut settings = example::settings();
        settings.events[0].title = format!("{hostile} {}", "ä".repeat(80));
        let (_, before) = made(&example::settings(), &revealed(), day(2027, 1, 1), Some("E01"));
        let (entries, text) = made(&settings, &revealed(), day(2027, 1, 1), Some("E01"));
        assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])), "{text}");
        let [was, is] =
            [&before, &text].map(|text| read_back(text).iter().map(|event| event.properties().len()).collect::<Vec<_>>());
        assert_eq!(was, is, "{hostile:?}");
        let kept = published::read(text.as_bytes(), "E01.ics").unwrap();
        assert!(kept.iter().all(|kept| entries.iter().any(|entry| crate::domain::text::tidy(&entry.title) == kept.title)));
    }
}

#[test]
fn an_hour_of_the_day_is_the_same_hour_on_both_sides_of_a_change_of_the_clocks() {
    let zones = [
        ("Europe/London", ["13:00", "12:00", "12:00", "13:00"]),
        ("America/New_York", ["17:00", "17:00", "17:00", "17:00"]),
        ("Asia/Kolkata", ["07:30", "07:30", "07:30", "07:30"]),
        ("UTC", ["13:00", "13:00", "13:00", "13:00"]),
    ];
    let days = [day(2027, 3, 26), day(2027, 3, 29), day(2027, 10, 29), day(2027, 11, 1)];
    for (zone, hours) in zones {
        let mut settings = example::settings();
        zone.clone_into(&mut settings.programme.timezone);
        let dates = days.map(|day| day.and_hms_opt(13, 0, 0).unwrap()).to_vec();
        let (audience, title) = (Audience::All, "Session".to_owned());
        settings.events = vec![Session {
            id: "s".into(),
            kind: EventKind::Session,
            audience,
            title,
            minutes: 90,
            dates,
            capacity: Vec::new(),
            accept: Vec::new(),
            venue: Venue::default(),
            by: None,
        }];
        let (_, text) = made(&settings, &Facts::default(), day(2027, 1, 1), None);
        let sessions = read_back(&text).into_iter().filter(|event| event.get_summary().unwrap().starts_with("Session"));
        let instants = sessions.map(|event| match (event.get_start(), event.get_end()) {
            (
                Some(DatePerhapsTime::DateTime(CalendarDateTime::Utc(start))),
                Some(DatePerhapsTime::DateTime(CalendarDateTime::Utc(end))),
            ) => {
                assert_eq!((end - start).num_minutes(), 90);
                start
            }
            other => panic!("{other:?}"),
        });
        let read: Vec<String> = instants.map(|start| start.format("%H:%M").to_string()).collect();
        assert_eq!(read, hours, "{zone}");
    }
}

#[test]
fn before_the_reveal_there_are_group_sessions_alone_and_two_files_have_nothing_in_common() {
    let mut facts = example::facts();
    facts.pair(pair("M02-E01"), day(2027, 1, 7), PairFact::Revealed { to: Some(Side::Mentee) });
    let (mentor, mentee) = (of(&facts, day(2027, 1, 8), "M02"), of(&facts, day(2027, 1, 8), "E01"));
    assert!(mentor.0.iter().all(|entry| !entry.title.starts_with("Meeting")), "{:#?}", mentor.0);
    find(&mentee.0, "Meeting 2 with Anna Smith");
    let (_, early) = of(&facts, day(2027, 1, 6), "E01");
    let (_, programme) = made(&example::settings(), &facts, day(2027, 1, 8), None);
    for text in [&mentor.1, &early, &programme] {
        for told in ["Anna", "Siân", "M02", "E01", "x.example"] {
            assert!(!text.contains(told), "{told} in {text}");
        }
    }
    let (other, _) = made(&example::settings(), &facts, day(2027, 1, 8), None);
    let uids = |entries: &[Entry]| entries.iter().map(|entry| entry.uid.clone()).collect::<Vec<_>>();
    let all = [uids(&mentor.0), uids(&mentee.0), uids(&other)].concat();
    let distinct: std::collections::BTreeSet<&String> = all.iter().collect();
    assert_eq!(distinct.len(), all.len());
    assert!(all.iter().all(|uid| uid.len() == 32 && uid.bytes().all(|byte| byte.is_ascii_hexdigit())));
}

#[test]
fn a_choice_leaves_the_chosen_date_and_takes_the_others_back() {
    let (facts, settings) = (example::facts(), example::settings());
    let (open, text) = made(&settings, &facts, day(2027, 1, 8), Some("E01"));
    assert_eq!(find(&open, "Review, one of two (date 2 of 2)").status, Status::Tentative);
    let mut facts = facts;
    facts.person(id("E01"), day(2027, 2, 1), PersonFact::Chose { event: "midpoint-mentees".into(), option: 2, date: None });
    let (chosen, _) = made(&settings, &facts, day(2027, 2, 1), Some("E01"));
    let next = published::next_edition(chosen, published::read(text.as_bytes(), "E01.ics").unwrap());
    let kept = find(&next, "Review, one of two");
    assert_eq!((kept.status, kept.sequence, kept.stamp), (Status::Confirmed, 1, day(2027, 2, 1)));
    let taken_back = find(&next, "No longer planned");
    assert_eq!((taken_back.status, taken_back.sequence), (Status::Cancelled, 1));
    assert_eq!(taken_back.uid, find(&open, "Review, one of two (date 1 of 2)").uid);
}

#[test]
fn who_left_comes_to_no_later_session() {
    let mut facts = example::facts();
    facts.person(id("M02"), day(2027, 1, 4), PersonFact::Withdrew { reason: WithdrawalReason::Left });
    assert_eq!(find(&of(&facts, day(2027, 1, 4), "M02").0, "Mentor induction").status, Status::Cancelled);
    facts.person(id("M02"), day(2027, 1, 4), PersonFact::Returned { mistake: false });
    assert_eq!(find(&of(&facts, day(2027, 1, 4), "M02").0, "Mentor induction").status, Status::Confirmed);
}

/// Plans, moves, cancels, pairs again, takes back: every edition is published and read again by the next.
#[test]
fn numbers_never_fall_and_rise_only_with_a_change() {
    let two = pair("M02-E01");
    let planned = |meeting, date| PairFact::Planned { meeting, date, earliest: date, latest: date };
    let story: Vec<(PairFact, bool)> = vec![
        (PairFact::Moved { meeting: 2, date: day(2027, 2, 23) }, true),
        (PairFact::Revealed { to: None }, false),
        (PairFact::Ended { reason: EndReason::Conflict }, true),
        // They are strangers again: the meetings are taken back, and nothing new is told before the next reveal.
        (PairFact::Paired { score: None, origin: Origin::Draw(2) }, true),
        (planned(1, day(2027, 3, 1)), false),
        (planned(2, day(2027, 4, 6)), false),
        (PairFact::Revealed { to: None }, true),
        (PairFact::Held { meeting: 1, date: day(2027, 3, 2) }, true),
        (PairFact::Cancelled { meeting: 2 }, true),
    ];
    let mut facts = revealed();
    let (first, mut text) = of(&facts, day(2027, 1, 15), "E01");
    let uid = |entries: &[Entry], number: u32| find(entries, &format!("Meeting {number} with Anna Smith")).uid.clone();
    let watched = [1, 2, 10].map(|number| uid(&first, number));
    for (days, (fact, changes)) in story.into_iter().enumerate() {
        let today = day(2027, 1, 16) + chrono::Days::new(days as u64);
        let before = published::read(text.as_bytes(), "E01.ics").unwrap();
        let undone = facts.clone();
        facts.pair(two, today, fact.clone());
        let next = published::next_edition(of(&facts, today, "E01").0, before.clone());
        let numbers = |entries: &[Entry]| watched.clone().map(|uid| entries.iter().find(|e| e.uid == uid).unwrap().sequence);
        let (was, is) = (numbers(&before), numbers(&next));
        assert!(was.iter().zip(&is).all(|(was, is)| was <= is), "{fact:?}: {was:?} to {is:?}");
        assert_eq!(was != is, changes, "{fact:?}: {was:?} to {is:?}");
        text = write(&example::settings(), &next);
        let again = published::next_edition(of(&facts, today, "E01").0, published::read(text.as_bytes(), "E01.ics").unwrap());
        assert_eq!(write(&example::settings(), &again), text, "{fact:?}");
        let back = published::next_edition(of(&undone, today, "E01").0, again);
        assert!(numbers(&back).iter().zip(&is).all(|(back, is)| back >= is), "{fact:?} taken back");
    }
}

#[test]
fn a_window_that_is_told_anew_counts_though_the_day_stays() {
    let (mut facts, two) = (revealed(), pair("M02-E01"));
    let (before, _) = of(&facts, day(2027, 1, 15), "E01");
    let Some(PairFact::Planned { meeting, date, earliest, latest }) = facts.pairs[&two]
        .iter()
        .rev()
        .map(|row| row.fact.clone())
        .find(|fact| matches!(fact, PairFact::Planned { meeting: 2, .. }))
    else {
        panic!("meeting 2 is planned")
    };
    facts.pair(two, day(2027, 1, 15), PairFact::Planned { meeting, date, earliest, latest: latest + chrono::Days::new(3) });
    let (after, _) = of(&facts, day(2027, 1, 15), "E01");
    let [was, is] = [&before, &after].map(|entries| find(entries, "Meeting 2 with Anna Smith"));
    assert_eq!((is.when, is.sequence, is.stamp), (was.when, was.sequence + 1, day(2027, 1, 15)));
    assert_ne!(was.description, is.description);
}

#[test]
fn who_lost_the_partner_before_they_met_is_told_that_sessions_are_open() {
    let mut facts = example::facts();
    let review = |facts: &Facts, person: &str| {
        let (entries, _) = of(facts, day(2027, 2, 2), person);
        let review = find(&entries, "Review, one of two (date 1 of 2)");
        (review.status, review.description.contains("no partner"))
    };
    assert_eq!(review(&facts, "E01"), (Status::Tentative, false), "open until a date is chosen");
    assert_eq!(review(&facts, "E02"), (Status::Tentative, true), "the pair ended before it met");
    facts.person(id("E02"), day(2027, 2, 1), PersonFact::Chose { event: "midpoint-mentees".into(), option: 1, date: None });
    let chosen = |facts: &Facts| find(&of(facts, day(2027, 2, 2), "E02").0, "Review, one of two").status;
    assert_eq!(chosen(&facts), Status::Tentative);
    facts.pair(pair("M11-E02"), day(2027, 2, 2), PairFact::Paired { score: None, origin: Origin::Draw(2) });
    assert_eq!(chosen(&facts), Status::Confirmed);
    facts.pair(pair("M02-E01"), day(2027, 2, 1), PairFact::Ended { reason: EndReason::Withdrawal });
    assert_eq!(review(&facts, "E01"), (Status::Tentative, false), "they had met");
}

#[test]
fn what_was_handed_out_too_early_is_reissued_as_cancelled_and_returns_with_the_reveal() {
    let (hidden, shown) = (example::facts(), revealed());
    let (_, early) = of(&shown, day(2027, 1, 1), "E01");
    let before = published::read(early.as_bytes(), "E01.ics").unwrap();
    let next = published::next_edition(of(&hidden, day(2027, 1, 2), "E01").0, before.clone());
    let meetings: Vec<&Entry> = before.iter().filter(|entry| entry.title.starts_with("Meeting")).collect();
    assert_eq!(meetings.len(), 3);
    for was in &meetings {
        let is = next.iter().find(|entry| entry.uid == was.uid).unwrap();
        assert_eq!((is.status, is.sequence, is.title.as_str()), (Status::Cancelled, was.sequence + 1, "No longer planned"));
    }
    let told = published::next_edition(of(&shown, day(2027, 1, 3), "E01").0, next);
    let back = find(&told, "Meeting 2 with Anna Smith");
    assert_eq!((back.status, back.sequence), (Status::Confirmed, find(&before, "Meeting 2 with Anna Smith").sequence + 2));
}

#[test]
fn an_ended_pair_stays_cancelled_and_what_it_held_stays() {
    let (entries, _) = of(&revealed(), day(2027, 2, 2), "M09");
    assert_eq!(find(&entries, "Meeting 2 with Ola Król").status, Status::Cancelled);
    let (entries, text) = of(&revealed(), day(2027, 2, 2), "E01");
    let held = find(&entries, "Meeting 1 with Anna Smith");
    assert_eq!((held.status, held.when), (Status::Confirmed, When::Day(day(2027, 1, 13))));
    let cancelled = |event: &&Event| event.get_status() == Some(EventStatus::Cancelled);
    assert_eq!(read_back(&text).iter().filter(cancelled).count(), 0);
}

#[test]
fn a_moved_session_keeps_its_uid_and_counts_on() {
    let (mut settings, facts) = (example::settings(), example::facts());
    let (before, text) = made(&settings, &facts, day(2027, 1, 1), None);
    settings.events[1].dates = vec![day(2027, 1, 6).and_time(NaiveTime::MIN)];
    let (after, _) = made(&settings, &facts, day(2027, 1, 1), None);
    let after = published::next_edition(after, published::read(text.as_bytes(), "programme.ics").unwrap());
    let [was, is] = [&before, &after].map(|entries| find(entries, "Mentor induction"));
    assert_eq!((&was.uid, was.sequence), (&is.uid, 0));
    assert_eq!((is.sequence, find(&after, "Review, one of two (date 1 of 2)").sequence), (1, 0));
}

#[test]
fn an_edited_file_is_told_with_its_line() {
    let (_, text) = of(&revealed(), day(2027, 1, 1), "E01");
    let problems =
        published::read(text.replacen("SEQUENCE", "X-SEQUENCE", 1).as_bytes(), "private/calendars/E01.ics").unwrap_err();
    assert_eq!((problems[0].code, problems[0].place.line, problems.len()), ("calendar-edited", Some(7), 1));
}

#[test]
fn where_a_session_is_and_who_leads_it_is_told() {
    let mut settings = example::settings();
    let contact = crate::domain::correspondence_settings::Mailbox {
        name: "Team, \"reverse\"".into(),
        email: crate::domain::contact::Email::parse("team@deanery.example").unwrap(),
    };
    settings.programme.contact = Some(contact);
    let venue = |place: &str| Venue {
        place: Some(place.into()),
        link: Some("https://meet.example/a,b;c".into()),
        host: Some("Programme lead".into()),
        recording: None,
    };
    settings.events[1].venue = venue("Room 2; east, wing");
    settings.events.push(Session {
        kind: EventKind::Training,
        dates: vec![],
        by: Some(day(2027, 1, 4)),
        ..settings.events[1].clone()
    });
    settings.events[2].id = "online".into();
    for whose in [Some("M02"), None] {
        let (_, text) = made(&settings, &revealed(), day(2027, 1, 1), whose);
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains("ORGANIZER;CN=\"Team, 'reverse'\":mailto:team@deanery.example"), "{unfolded}");
        let read = read_back(&text);
        let session = read.iter().find(|event| event.get_summary() == Some("Mentor induction")).unwrap();
        assert_eq!(session.get_location(), Some("Room 2; east, wing"));
        assert_eq!(session.get_url(), Some("https://meet.example/a,b;c"));
        assert!(session.get_description().unwrap().contains("Led by: Programme lead. Join: https://meet.example"));
        let training = read.iter().find(|event| event.get_summary().unwrap().contains("to be completed by this day")).unwrap();
        assert_eq!(training.get_start().unwrap(), day(2027, 1, 4).into());
    }
    let before = published::read(made(&settings, &revealed(), day(2027, 1, 1), Some("M02")).1.as_bytes(), "M02.ics").unwrap();
    settings.events[1].venue = venue("Room 3");
    let next = published::next_edition(made(&settings, &revealed(), day(2027, 1, 1), Some("M02")).0, before);
    assert_eq!(find(&next, "Mentor induction").sequence, 1, "another room is told anew");
    assert_eq!(find(&next, "Mentor induction: to be completed by this day").sequence, 0);
}

/// Whoever loses the partner after the reveal and gets one again is told so with rising numbers, whoever writes the file.
#[test]
fn a_session_without_a_partner_and_with_one_again_counts_on() {
    let mut facts = revealed();
    let induction = |facts: &Facts| {
        let (entries, _) = of(facts, day(2026, 12, 1), "M10");
        let entry = find(&entries, "Mentor induction");
        (entry.status, entry.sequence)
    };
    let mut seen = vec![induction(&facts)];
    let ended = PairFact::Ended { reason: EndReason::Unpaired };
    for fact in [ended.clone(), PairFact::Resumed, ended] {
        facts.pair(pair("M10-E03"), day(2026, 11, 1), fact);
        seen.push(induction(&facts));
    }
    assert_eq!(seen, [(Status::Confirmed, 0), (Status::Tentative, 1), (Status::Confirmed, 2), (Status::Tentative, 3)]);
}

#[test]
fn what_two_leads_record_alike_counts_once() {
    let numbers = |facts: &Facts| of(facts, day(2027, 3, 1), "M02").0.iter().map(|entry| entry.sequence).collect::<Vec<_>>();
    let missed = || PairFact::Missed { meeting: 2 };
    let ended = || PairFact::Ended { reason: EndReason::Unpaired };
    let mut facts = revealed();
    facts.pair(pair("M02-E01"), day(2027, 2, 20), missed());
    facts.pair(pair("M02-E01"), day(2027, 2, 21), ended());
    let once = numbers(&facts);
    let rows = facts.pairs.get_mut(&pair("M02-E01")).unwrap();
    rows.push(Dated::new(day(2027, 2, 22), missed()));
    rows.push(Dated::new(day(2027, 2, 22), ended()));
    assert_eq!(numbers(&facts), once, "before `build` takes the rows away as after");
}
