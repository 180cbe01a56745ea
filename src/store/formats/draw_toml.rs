//! `facts/draws/NNN.toml`: the record of one matching. Short lines in a fixed order, so that a difference in git reads well.
//!
//! Keys of later versions are passed over; a record of a later format is refused by its number.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use crate::domain::draw::{Aims, Draw, Occasion, WaitReason, counts_people, people_in};
use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem};
use crate::domain::settings::{Method, Objective};
use crate::domain::spelling;

use super::table;

/// The format that this version writes, and the greatest that it reads.
const FORMAT: u32 = 1;

/// The record as it stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    #[serde(default = "one", rename = "format")]
    _format: Spanned<u32>,
    number: u32,
    on: Spanned<String>,
    occasion: Spanned<String>,
    method: Spanned<String>,
    objective: Spanned<String>,
    algorithm: u32,
    seed: Spanned<String>,
    public: Option<String>,
    proof: Option<String>,
    places: Option<u32>,
    #[serde(default)]
    people: Vec<Spanned<String>>,
    #[serde(default)]
    forbidden: Vec<Spanned<String>>,
    #[serde(default)]
    fixed: Vec<Spanned<String>>,
    #[serde(default)]
    kept: Vec<Spanned<String>>,
    #[serde(default)]
    made: Vec<Spanned<String>>,
    #[serde(default)]
    ended: Vec<Spanned<String>>,
    aims: AimsRecord,
    #[serde(default)]
    room: BTreeMap<Spanned<String>, u32>,
    #[serde(default)]
    waiting: BTreeMap<Spanned<String>, Spanned<String>>,
    #[serde(default)]
    inputs: BTreeMap<String, String>,
}

/// The one key that every later format has, too.
#[derive(Deserialize)]
struct Head {
    #[serde(default = "one")]
    format: Spanned<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AimsRecord {
    pairs: u32,
    standing: u32,
    kept: u32,
    #[serde(default)]
    precedence: u32,
    // Both are absent where scores are private.
    total: Option<u64>,
    weakest: Option<u16>,
}

fn one() -> Spanned<u32> {
    Spanned::new(0..0, FORMAT)
}

/// Reads a record.
///
/// # Errors
/// Conflict markers, broken TOML, missing keys, and every value that cannot be, with line and span.
pub fn read(text: &str, file: &str) -> Result<Draw, Vec<Problem>> {
    table::conflict_markers(text, file)?;
    if let Some(problem) = toml::from_str::<Head>(text).ok().and_then(|head| newer(&head.format, text, file)) {
        return Err(vec![problem]);
    }
    let record: Record = toml::from_str(text).map_err(|error| vec![broken(&error, text, file)])?;
    let mut reader = Reader { text, file, problems: Vec::new() };
    let draw = reader.draw(record);
    draw.filter(|_| reader.problems.is_empty()).ok_or(reader.problems)
}

fn newer(format: &Spanned<u32>, text: &str, file: &str) -> Option<Problem> {
    let place = place(text, file, &format.span());
    let problem = Problem::error("newer-format", "this record was written by a newer revmentor").at(place);
    (*format.get_ref() > FORMAT).then(|| problem.value(format.get_ref().to_string()).help("update revmentor on this machine"))
}

fn broken(error: &toml::de::Error, text: &str, file: &str) -> Problem {
    let place = error.span().map_or_else(|| Place::file(file), |span| place(text, file, &span));
    Problem::error("draw-record", error.message().to_owned()).at(place).restore(file)
}

fn place(text: &str, file: &str, span: &std::ops::Range<usize>) -> Place {
    let breaks = text.as_bytes().iter().take(span.start).filter(|byte| **byte == b'\n').count();
    Place::file(file).line(u32::try_from(breaks + 1).unwrap_or(u32::MAX)).span(span.clone())
}

struct Reader<'t> {
    text: &'t str,
    file: &'t str,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn draw(&mut self, record: Record) -> Option<Draw> {
        let on = self.value(&record.on, "a day such as 2026-11-21", |text| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok());
        let seed = self.value(&record.seed, "a whole number in quotes", |text| text.parse().ok());
        let method = self.word(&record.method, &Method::ALL);
        let objective = self.word(&record.objective, &Objective::ALL);
        let occasion = self.word(&record.occasion, &Occasion::ALL);
        let reasons = WaitReason::ALL.map(|(reason, code, _)| (reason, code));
        let waiting = record.waiting.iter().filter_map(|(id, reason)| Some((self.person(id)?, self.word(reason, &reasons)?)));
        let waiting = waiting.collect();
        let rooms = record.room.iter();
        let room = rooms.filter_map(|(id, room)| Some((self.person(id)?, *room))).collect();
        let AimsRecord { pairs, standing, kept, precedence, total, weakest } = record.aims;
        let kept_pairs = self.list(&record.kept, "a pair such as M03-E07");
        let made = self.list(&record.made, "a pair such as M03-E07");
        let people = counts_people(record.algorithm).then(|| people_in(kept_pairs.iter().chain(&made)));
        Some(Draw {
            number: record.number,
            algorithm: record.algorithm,
            public: record.public,
            places: record.places,
            aims: Aims { pairs, standing, kept, people, precedence, total: total.unwrap_or(0), weakest: weakest.unwrap_or(0) },
            scores_withheld: total.is_none() || weakest.is_none(),
            people: self.list(&record.people, "an id such as M03"),
            room,
            forbidden: self.list(&record.forbidden, "a pair such as M03-E07"),
            fixed: self.list(&record.fixed, "a pair such as M03-E07"),
            kept: kept_pairs,
            made,
            ended: self.list(&record.ended, "a pair such as M03-E07"),
            waiting,
            inputs: record.inputs,
            proof: record.proof,
            on: on?,
            seed: seed?,
            method: method?,
            objective: objective?,
            occasion: occasion?,
        })
    }

    fn person(&mut self, held: &Spanned<String>) -> Option<PersonId> {
        self.value(held, "an id such as M03", |text| text.parse().ok())
    }

    fn value<T>(&mut self, held: &Spanned<String>, expected: &str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let value = parse(held.get_ref());
        if value.is_none() {
            self.tell(held, Some(format!("write {expected}")));
        }
        value
    }

    fn list<T: FromStr>(&mut self, held: &[Spanned<String>], expected: &str) -> Vec<T> {
        held.iter().filter_map(|held| self.value(held, expected, |text| text.parse().ok())).collect()
    }

    fn word<T: Copy>(&mut self, held: &Spanned<String>, words: &[(T, &'static str)]) -> Option<T> {
        let known = words.iter().find(|(_, word)| word == held.get_ref()).map(|(meaning, _)| *meaning);
        if known.is_none() {
            let names = words.iter().map(|(_, word)| *word);
            let near = spelling::nearest(held.get_ref(), names).map(|near| format!("did you mean {near:?}?"));
            self.tell(held, near);
        }
        known
    }

    fn tell(&mut self, written: &Spanned<String>, help: Option<String>) {
        let problem = Problem::error("draw-record", "invalid value").at(place(self.text, self.file, &written.span()));
        let problem = problem.value(written.get_ref());
        self.problems.push(match help {
            Some(help) => problem.help(help),
            None => problem.restore(self.file),
        });
    }
}

/// Writes a record.
pub fn write(draw: &Draw) -> String {
    let mut text = format!("format = {FORMAT}\nnumber = {}\n", draw.number);
    let mut line = |key: &str, value: &str| _ = writeln!(text, "{key} = {}", quoted(value));
    line("on", &draw.on.to_string());
    line("occasion", draw.occasion.code());
    line("method", draw.method.word());
    line("objective", draw.objective.word());
    line("seed", &draw.seed.to_string());
    draw.public.iter().for_each(|public| line("public", public));
    draw.proof.iter().for_each(|proof| line("proof", proof));
    _ = writeln!(text, "algorithm = {}", draw.algorithm);
    draw.places.iter().for_each(|places| _ = writeln!(text, "places = {places}"));
    list(&mut text, "people", &draw.people);
    let Draw { forbidden, fixed, kept, made, ended, .. } = draw;
    for (key, pairs) in [("forbidden", forbidden), ("fixed", fixed), ("kept", kept), ("made", made), ("ended", ended)] {
        list(&mut text, key, pairs);
    }
    // How many people they are, the pairs say.
    let Aims { pairs, standing, kept, people: _, precedence, total, weakest } = draw.aims;
    _ = write!(text, "\n[aims]\npairs = {pairs}\nstanding = {standing}\nkept = {kept}\n");
    _ = writeln!(text, "precedence = {precedence}");
    if !draw.scores_withheld {
        _ = write!(text, "total = {total}\nweakest = {weakest}\n");
    }
    table_of(&mut text, "room", draw.room.iter().map(|(id, room)| (id.to_string(), room.to_string())));
    let waiting = draw.waiting.iter().map(|(id, reason)| (id.to_string(), quoted(reason.code())));
    table_of(&mut text, "waiting", waiting);
    table_of(&mut text, "inputs", draw.inputs.iter().map(|(file, digest)| (quoted(file), quoted(digest))));
    text
}

/// A list, one on a line, so that two records differ by lines.
pub(super) fn list<T: ToString>(text: &mut String, key: &str, values: &[T]) {
    if values.is_empty() {
        return;
    }
    _ = writeln!(text, "{key} = [");
    for value in values {
        _ = writeln!(text, "    {},", quoted(&value.to_string()));
    }
    text.push_str("]\n");
}

/// A table of keys and values as they are to be written; nothing where there is none.
pub(super) fn table_of(text: &mut String, name: &str, entries: impl Iterator<Item = (String, String)>) {
    let mut entries = entries.peekable();
    if entries.peek().is_some() {
        _ = writeln!(text, "\n[{name}]");
    }
    for (key, value) in entries {
        _ = writeln!(text, "{key} = {value}");
    }
}

/// A TOML basic string.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn id(text: &str) -> PersonId {
        text.parse().unwrap()
    }

    fn draw(public: Option<String>, seed: u64) -> Draw {
        let pair = |text: &str| text.parse().unwrap();
        Draw {
            number: 12,
            on: NaiveDate::from_ymd_opt(2026, 11, 21).unwrap(),
            method: Method::Goals,
            objective: Objective::Fair,
            algorithm: 3,
            seed,
            public,
            occasion: Occasion::Repair,
            aims: Aims { pairs: 3, standing: 2, kept: 1, people: Some(6), precedence: 1, total: 1234, weakest: 17 },
            scores_withheld: false,
            people: vec![id("M01"), id("M02"), id("E01")],
            room: BTreeMap::from([(id("M02"), 3)]),
            places: Some(20),
            forbidden: vec![pair("M01-E01")],
            fixed: vec![pair("M02-E02")],
            kept: vec![pair("M02-E02")],
            made: vec![pair("M03-E03"), pair("M04-E04")],
            ended: vec![],
            waiting: WaitReason::ALL.iter().zip(1..).map(|((reason, ..), n)| (id(&format!("M{n}")), *reason)).collect(),
            inputs: BTreeMap::from([("people.csv".to_owned(), "ab12".to_owned())]),
            proof: Some("cd34".to_owned()),
        }
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(public in prop::option::of("\\PC{0,20}|[\"\\\\\n\r\t']{0,5}"), seed: u64) {
            let draw = draw(public, seed);
            prop_assert_eq!(read(&write(&draw), "facts/draws/012.toml"), Ok(draw));
        }
    }

    #[test]
    fn a_record_reads_line_by_line() {
        let text = write(&draw(None, 7));
        assert!(text.starts_with("format = 1\nnumber = 12\non = \"2026-11-21\"\n"), "{text}");
        assert!(text.contains("made = [\n    \"M03-E03\",\n    \"M04-E04\",\n]\n"));
        assert!(text.contains("[waiting]\nM01 = \"nobody-there\"\n"));
    }

    #[test]
    fn what_cannot_be_is_told_with_its_line() {
        let text = write(&draw(None, 7)).replace("\"M02-E02\"", "\"M02-M02\"").replace("\"goals\"", "\"gaols\"");
        let told = read(&text, "f.toml").unwrap_err();
        let mut lines: Vec<(u32, &str)> = told.iter().map(|p| (p.place.line.unwrap(), p.value.as_deref().unwrap())).collect();
        lines.sort_unstable();
        let wrong = |line: &str| ["gaols", "M02-M02"].into_iter().find(|word| line.contains(word));
        let expected: Vec<(u32, &str)> = (1..).zip(text.lines()).filter_map(|(at, line)| Some((at, wrong(line)?))).collect();
        assert!(expected.len() >= 2);
        assert_eq!(lines, expected);
        assert_eq!(read("format = 1\n", "f.toml").unwrap_err()[0].code, "draw-record");
    }

    #[test]
    fn a_key_that_is_not_known_is_an_error_and_a_newer_format_is_called_so() {
        let text = write(&draw(None, 7));
        let renamed = text.replacen("waiting", "waitimg", 1);
        let problems = read(&renamed, "facts/draws/001.toml").unwrap_err();
        assert!(problems[0].code == "draw-record" && problems[0].message.contains("unknown field `waitimg`"), "{problems:#?}");
        assert!(problems[0].place.line.is_some());
        let newer = format!("new = 1\n{}", text.replacen("format = 1", "format = 2", 1));
        assert_eq!(read(&newer, "f.toml").unwrap_err()[0].code, "newer-format");
        let merged = format!("<<<<<<< a\n{text}=======\n{text}>>>>>>> b\n");
        assert!(read(&merged, "f.toml").unwrap_err().iter().all(|problem| problem.code == "conflict-marker"));
    }
}
