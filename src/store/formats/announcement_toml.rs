//! `facts/draws/NNN.toml` where a draw is announced: short lines in a fixed order, like the record of a matching.
//!
//! Versions that know no announcements refuse the file by its format.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::Deserialize;

use super::draw_toml::{list, quoted, table_of};
use super::table;
use crate::domain::announcement::Announcement;
use crate::domain::problem::{Place, Problem};
use crate::domain::settings::{Method, Objective};

const FORMAT: u32 = 2;
const KIND: &str = "announcement";

/// What tells an announcement from the record of a matching.
#[derive(Deserialize)]
struct Head {
    kind: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    #[serde(rename = "kind")]
    _kind: String,
    format: u32,
    number: u32,
    on: String,
    retracted: Option<String>,
    method: String,
    objective: String,
    algorithm: u32,
    seed: String,
    key: String,
    fresh: bool,
    allow_moves: bool,
    places: Option<u32>,
    #[serde(default)]
    people: Vec<String>,
    #[serde(default)]
    precedence: Vec<String>,
    #[serde(default)]
    forbidden: Vec<String>,
    #[serde(default)]
    fixed: Vec<String>,
    #[serde(default)]
    standing: Vec<String>,
    #[serde(default)]
    room: BTreeMap<String, u32>,
    #[serde(default)]
    inputs: BTreeMap<String, String>,
}

/// Whether the text is that of an announcement.
pub(crate) fn is_one(text: &str) -> bool {
    toml::from_str::<Head>(text).is_ok_and(|head| head.kind.as_deref() == Some(KIND))
}

/// Reads an announcement.
///
/// # Errors
/// Conflict markers, broken TOML, missing keys, and a value that cannot be.
pub(crate) fn read(text: &str, file: &str) -> Result<Announcement, Vec<Problem>> {
    table::conflict_markers(text, file)?;
    let damaged = |message: &str| vec![Problem::error("announcement-record", message).at(Place::file(file)).restore(file)];
    let record: Record = toml::from_str(text).map_err(|error| damaged(error.message()))?;
    if record.format > FORMAT {
        let problem = Problem::error("newer-format", "this announcement was written by a newer revmentor");
        return Err(vec![problem.at(Place::file(file)).help("update revmentor on this machine")]);
    }
    announcement(record).ok_or_else(|| damaged("a value of this announcement is invalid"))
}

fn announcement(record: Record) -> Option<Announcement> {
    let room = record.room.iter().map(|(person, room)| Some((person.parse().ok()?, *room)));
    Some(Announcement {
        number: record.number,
        on: record.on.parse().ok()?,
        retracted: record.retracted.as_deref().map(NaiveDate::from_str).transpose().ok()?,
        method: word(&Method::ALL, &record.method)?,
        objective: word(&Objective::ALL, &record.objective)?,
        algorithm: record.algorithm,
        seed: record.seed.parse().ok()?,
        key: record.key,
        fresh: record.fresh,
        allow_moves: record.allow_moves,
        places: record.places,
        people: all(&record.people)?,
        room: room.collect::<Option<_>>()?,
        precedence: all(&record.precedence)?,
        forbidden: all(&record.forbidden)?,
        fixed: all(&record.fixed)?,
        standing: all(&record.standing)?,
        inputs: record.inputs,
    })
}

fn word<T: Copy>(words: &[(T, &str)], written: &str) -> Option<T> {
    words.iter().find(|(_, word)| *word == written).map(|(meaning, _)| *meaning)
}

fn all<T: FromStr>(written: &[String]) -> Option<Vec<T>> {
    written.iter().map(|one| one.parse().ok()).collect()
}

/// Writes an announcement.
pub(crate) fn write(announcement: &Announcement) -> String {
    let mut text = format!("format = {FORMAT}\nnumber = {}\n", announcement.number);
    let mut line = |key: &str, value: &str| _ = writeln!(text, "{key} = {}", quoted(value));
    line("kind", KIND);
    line("on", &announcement.on.to_string());
    announcement.retracted.iter().for_each(|day| line("retracted", &day.to_string()));
    line("method", announcement.method.word());
    line("objective", announcement.objective.word());
    line("seed", &announcement.seed.to_string());
    line("key", &announcement.key);
    let Announcement { algorithm, fresh, allow_moves, .. } = announcement;
    _ = writeln!(text, "algorithm = {algorithm}\nfresh = {fresh}\nallow_moves = {allow_moves}");
    announcement.places.iter().for_each(|places| _ = writeln!(text, "places = {places}"));
    list(&mut text, "people", &announcement.people);
    list(&mut text, "precedence", &announcement.precedence);
    let Announcement { forbidden, fixed, standing, .. } = announcement;
    for (key, pairs) in [("forbidden", forbidden), ("fixed", fixed), ("standing", standing)] {
        list(&mut text, key, pairs);
    }
    table_of(&mut text, "room", announcement.room.iter().map(|(id, room)| (id.to_string(), room.to_string())));
    table_of(&mut text, "inputs", announcement.inputs.iter().map(|(file, digest)| (quoted(file), quoted(digest))));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn announcement(retracted: Option<NaiveDate>) -> Announcement {
        let pair = |text: &str| text.parse().unwrap();
        Announcement {
            number: 3,
            on: NaiveDate::from_ymd_opt(2026, 11, 21).unwrap(),
            retracted,
            method: Method::Random,
            objective: Objective::Total,
            algorithm: 1,
            seed: u64::MAX,
            key: "ab12".into(),
            fresh: true,
            allow_moves: false,
            places: Some(7),
            people: vec!["M01".parse().unwrap(), "E01".parse().unwrap()],
            room: BTreeMap::from([("M01".parse().unwrap(), 2)]),
            precedence: vec!["E01".parse().unwrap()],
            forbidden: vec![pair("M01-E01")],
            fixed: vec![pair("M02-E02")],
            standing: vec![pair("M02-E02"), pair("M03-E03")],
            inputs: BTreeMap::from([("people.csv".to_owned(), "ab12".to_owned())]),
        }
    }

    #[test]
    fn what_was_written_is_read() {
        for retracted in [None, NaiveDate::from_ymd_opt(2026, 11, 22)] {
            let announcement = announcement(retracted);
            let text = write(&announcement);
            assert!(is_one(&text));
            assert_eq!(read(&text, "facts/draws/003.toml"), Ok(announcement));
        }
    }

    #[test]
    fn other_versions_refuse_what_they_do_not_know() {
        let text = write(&announcement(None));
        assert_eq!(super::super::draw_toml::read(&text, "f.toml").unwrap_err()[0].place.file.as_deref(), Some("f.toml"));
        assert_eq!(read(&text.replace("format = 2", "format = 3"), "f.toml").unwrap_err()[0].code, "newer-format");
        assert_eq!(read(&text.replace("M02-E02", "M02-M02"), "f.toml").unwrap_err()[0].code, "announcement-record");
        assert!(!is_one("format = 1\nnumber = 3\n") && !is_one("<<<<<<< a"));
    }
}
