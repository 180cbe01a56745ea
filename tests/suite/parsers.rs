//! Every parser of foreign or merged bytes meets inputs that nobody meant. None breaks off, and what is accepted is written and
//! read again as the same. `REVMENTOR_TEST_HEAVY=1` gives each a million.

use std::fs;

use rand::SeedableRng;
use rand::rngs::ChaCha8Rng;
use revmentor::parts::config;
use revmentor::parts::domain::Zone;
use revmentor::parts::store::{draw_toml, holidays, pair_facts, person_facts, register, template};

use crate::effort::{is_picked, tell, tries};
use crate::mutate::mutated;
use crate::stories::example;
use crate::survey::read_as_proposed;
use crate::survey::workbooks::{answer, header, workbook};

/// A parser: what it reads well, and how it is tried with anything. `true` when it accepts.
struct Parser {
    name: &'static str,
    sound: fn() -> Vec<Vec<u8>>,
    accepts: fn(&[u8]) -> bool,
}

const PARSERS: [Parser; 8] = [
    Parser { name: "surveys as CSV", sound: exports, accepts: |bytes| read_as_proposed("x.csv", bytes).is_ok() },
    Parser { name: "surveys as workbooks", sound: workbooks, accepts: |bytes| read_as_proposed("x.xlsx", bytes).is_ok() },
    Parser { name: "the cells of workbooks", sound: sheets, accepts: sheet },
    Parser { name: "cohort.toml", sound: settings, accepts: |bytes| config::read(&lossy(bytes), "cohort.toml").is_ok() },
    Parser { name: "facts", sound: || small("facts"), accepts: facts },
    Parser { name: "draws", sound: || small("facts/draws"), accepts: draw },
    Parser { name: "the register", sound: registers, accepts: registered },
    Parser { name: "calendars", sound: calendars, accepts: calendar },
];

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The first lines of a file, so that many can be tried.
fn head(bytes: &[u8], lines: usize) -> Vec<u8> {
    bytes.split_inclusive(|byte| *byte == b'\n').take(lines).flatten().copied().collect()
}

fn exports() -> Vec<Vec<u8>> {
    let folder = example("..").join("tests/exports");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "csv"));
    files.sort();
    files.iter().map(|file| head(&fs::read(file).unwrap(), 6)).collect()
}

fn sheets() -> Vec<Vec<u8>> {
    vec![(header() + &answer(2, "Ada Whitlock", "ada@x.example", "") + &answer(3, "Bashir Noor", "b@x.example", "")).into_bytes()]
}

fn workbooks() -> Vec<Vec<u8>> {
    sheets().iter().map(|sheet| workbook(&lossy(sheet), "")).collect()
}

fn settings() -> Vec<Vec<u8>> {
    let examples = ["goals", "random", "reciprocal"].map(|name| fs::read(example(name).join("in/cohort.toml")).unwrap());
    examples.into_iter().chain([template::COHORT_TOML.as_bytes().to_vec()]).collect()
}

/// The files of a folder of facts.
fn small(folder: &str) -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for name in ["goals", "random-story"] {
        for inner in ["", "people", "pairs"] {
            let folder = example(name).join("out").join(folder).join(inner);
            let files = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
            all.extend(files.filter(|file| file.is_file()).map(|file| fs::read(file).unwrap()));
        }
    }
    all.sort();
    all
}

fn registers() -> Vec<Vec<u8>> {
    vec![b"id,side,name,email,goals,days\nM01,mentor,Ada Whitlock,ada@x.example,Rotas,\"Monday\nFriday\"\nE01,mentee,Bo,bo@x.example,,\n".to_vec()]
}

fn calendars() -> Vec<Vec<u8>> {
    let event = |more: &str| {
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270503\r\n{more}SUMMARY:Early\r\n  May\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n").into_bytes()
    };
    let ends = [
        "DTEND;VALUE=DATE:20270504\r\n",
        "DURATION:P2D\r\n",
        "RRULE:FREQ=WEEKLY;COUNT=5;INTERVAL=2\r\n",
        "RRULE:FREQ=YEARLY\r\nEXDATE:20280503\r\n",
    ];
    ends.map(event).to_vec()
}

fn sheet(bytes: &[u8]) -> bool {
    read_as_proposed("x.xlsx", &workbook(&lossy(bytes), "<si><t>x</t></si>")).is_ok()
}

/// Facts that are accepted are written and read again as the same.
fn facts(bytes: &[u8]) -> bool {
    let text = lossy(bytes);
    let (people, of_people) = person_facts::read(&text, "x.csv");
    let (pairs, of_pairs) = pair_facts::read(&text, "x.csv");
    if of_people.is_empty() {
        assert_eq!(person_facts::read(&person_facts::write(&people), "x.csv"), (people, vec![]));
    }
    if of_pairs.is_empty() {
        assert_eq!(pair_facts::read(&pair_facts::write(&pairs), "x.csv"), (pairs, vec![]));
    }
    of_people.is_empty() || of_pairs.is_empty()
}

fn draw(bytes: &[u8]) -> bool {
    let Ok(draw) = draw_toml::read(&lossy(bytes), "x.toml") else { return false };
    assert_eq!(draw_toml::read(&draw_toml::write(&draw), "x.toml").unwrap(), draw);
    true
}

fn registered(bytes: &[u8]) -> bool {
    let Ok(read) = register::read(&lossy(bytes), "x.csv") else { return false };
    let again = register::write(&read);
    assert_eq!(register::write(&register::read(&again, "x.csv").unwrap()), again);
    true
}

fn calendar(bytes: &[u8]) -> bool {
    holidays::read(bytes, "x.ics", &(2026..=2028), &Zone::named("Europe/London").unwrap()).is_ok()
}

/// The most memory that the process ever had, in MiB, where the system tells.
fn memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    peak.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}

fn feed(parser: &Parser, inputs: usize) {
    let sound = (parser.sound)();
    assert!(sound.iter().any(|bytes| (parser.accepts)(bytes)), "{}: nothing sound is accepted", parser.name);
    let mut accepted = 0;
    for seed in 0..inputs {
        let input = mutated(&sound, &mut ChaCha8Rng::seed_from_u64(u64::try_from(seed).unwrap()));
        let outcome = std::panic::catch_unwind(|| (parser.accepts)(&input));
        let Ok(outcome) = outcome else { panic!("{}, seed {seed}: {:?}", parser.name, String::from_utf8_lossy(&input)) };
        accepted += usize::from(outcome);
    }
    assert!(accepted > 0 && accepted < inputs, "{}: {accepted} of {inputs} accepted", parser.name);
    tell(&format!("{}: {inputs} inputs, {accepted} accepted, at most {:?} MiB", parser.name, memory()));
}

#[test]
fn no_parser_breaks_off_whatever_it_is_fed() {
    for parser in PARSERS.iter().filter(|parser| is_picked(parser.name)) {
        feed(parser, tries(400, 1_000_000));
    }
}
