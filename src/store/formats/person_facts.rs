//! `facts/people/ID.csv`: what happened to one person.

use chrono::NaiveDateTime;

use crate::domain::conflict::{ConflictReason, Doubt};
use crate::domain::fact::{Dated, DeclaredAnswer, Likeness, PersonFact, WithdrawalReason};
use crate::domain::person::MOST_PAIRS;
use crate::domain::problem::Problem;

use super::csv_text::{CsvCell, Records};
use super::facts::{self, FactRow, Told};

const COLUMNS: [&str; 4] = ["on", "fact", "about", "code"];

#[derive(Clone, Copy)]
enum Word {
    Joined,
    Withdrew,
    Leaves,
    Returned,
    Conflict,
    Possible,
    Dismissed,
    Removed,
    Erased,
    Readmitted,
    Declared,
    Capacity,
    Chose,
    Alike,
    Same,
    Different,
}

/// Each word with the columns that it uses.
const WORDS: [(Word, &str, &[&str]); 16] = [
    (Word::Joined, "joined", &["code"]),
    (Word::Withdrew, "withdrew", &["code"]),
    (Word::Leaves, "leaves", &["code"]),
    (Word::Returned, "returned", &["code"]),
    (Word::Conflict, "conflict", &["about", "code"]),
    (Word::Possible, "possible", &["about", "code"]),
    (Word::Dismissed, "dismissed", &["about", "code"]),
    (Word::Removed, "removed", &["about", "code"]),
    (Word::Erased, "erased", &["code"]),
    (Word::Readmitted, "readmitted", &["code"]),
    (Word::Declared, "declared", &["code"]),
    (Word::Capacity, "capacity", &["code"]),
    (Word::Chose, "chose", &["about", "code"]),
    (Word::Alike, "alike", &["about", "code"]),
    (Word::Same, "same", &["about", "code"]),
    (Word::Different, "different", &["about", "code"]),
];

/// Why somebody came back.
const BACK: [(bool, &str); 2] = [(false, ""), (true, "mistake")];
/// The code of a choice that is taken back.
const RETRACTED: &str = "retracted";

/// Reads the rows of one person's file, with every row that is wrong.
pub fn read(text: &str, file: &str) -> (Vec<Dated<PersonFact>>, Vec<Problem>) {
    facts::read(text, file, &COLUMNS, fact)
}

/// Writes one person's file, the rows in the order given.
pub fn write(rows: &[Dated<PersonFact>]) -> String {
    let mut records = facts::headed(COLUMNS);
    for row in rows {
        push(&mut records, row);
    }
    records.into_text()
}

fn fact(row: &FactRow<'_>) -> Result<PersonFact, Told> {
    let word = row.word("fact", &WORDS.map(|(word, written, _)| (word, written)))?;
    let used = WORDS.iter().find(|(_, written, _)| *written == row.text("fact")).map_or(&[][..], |(.., used)| used);
    row.only(used, &COLUMNS)?;
    let with = || row.person("about");
    let alone = || row.no_code().and_then(|()| row.person("about"));
    Ok(match word {
        Word::Joined => PersonFact::Joined { mark: filled(row, "code")? },
        Word::Withdrew => PersonFact::Withdrew { reason: row.code_word(&WithdrawalReason::ALL)? },
        Word::Leaves => PersonFact::Leaves { reason: row.code_word(&WithdrawalReason::ALL)? },
        Word::Returned => PersonFact::Returned { mistake: row.code_word(&BACK)? },
        Word::Conflict => PersonFact::Conflict { with: with()?, reason: row.code_word(&ConflictReason::ALL)? },
        Word::Possible => PersonFact::Possible { with: with()?, doubt: row.code_word(&Doubt::ALL)? },
        Word::Dismissed => PersonFact::Dismissed { with: alone()? },
        Word::Removed => PersonFact::Removed { with: alone()? },
        Word::Erased => row.no_code().map(|()| PersonFact::Erased)?,
        Word::Readmitted => row.no_code().map(|()| PersonFact::Readmitted)?,
        Word::Declared => PersonFact::Declared { answer: row.code_word(&DeclaredAnswer::ALL)? },
        Word::Capacity => PersonFact::Capacity { pairs: row.number("code", 0, MOST_PAIRS)? },
        Word::Chose if row.code() == RETRACTED => PersonFact::Unchose { event: filled(row, "about")? },
        Word::Chose => {
            let (option, date) = chosen(row)?;
            PersonFact::Chose { event: filled(row, "about")?, option, date }
        }
        Word::Alike => PersonFact::Alike { with: with()?, why: row.code_word(&Likeness::ALL)? },
        Word::Same => PersonFact::Same { with: alone()? },
        Word::Different => PersonFact::Different { with: alone()? },
    })
}

/// `2 2027-01-18T14:00`: the number that the date had when it was chosen, and the date; older rows have the number alone.
fn chosen(row: &FactRow<'_>) -> Result<(u32, Option<NaiveDateTime>), Told> {
    let (number, date) = match row.code().split_once(' ') {
        Some((number, date)) => (number, Some(date)),
        None => (row.code(), None),
    };
    let option = number
        .parse()
        .ok()
        .filter(|option| (1..=10_000).contains(option))
        .ok_or_else(|| row.told("code", "not-a-number", "this is not the number of a date", "write a whole number from 1"))?;
    let read = |date| NaiveDateTime::parse_from_str(date, CHOSEN).ok();
    match date.map(read) {
        None => Ok((option, None)),
        Some(Some(date)) => Ok((option, Some(date))),
        Some(None) => Err(row.damaged("code", "no-day", "invalid date and time")),
    }
}

/// How a chosen date is written: the minutes are those of `cohort.toml`, which has no seconds that matter.
const CHOSEN: &str = "%Y-%m-%dT%H:%M:%S";

fn filled(row: &FactRow<'_>, name: &str) -> Result<String, Told> {
    let written = row.text(name);
    if written.is_empty() {
        return Err(row.damaged(name, "missing-cell", format!("a row of `{}` needs this cell", row.text("fact"))));
    }
    Ok(written.to_owned())
}

fn push(records: &mut Records, row: &Dated<PersonFact>) {
    let (on, none) = (row.on, "");
    let mut push = |word: &str, about: &dyn CsvCell, code: &str| {
        let code = facts::numbered(code, row.correction);
        let cells: [&dyn CsvCell; 4] = [&on, &word, about, &code];
        records.push(cells);
    };
    match &row.fact {
        PersonFact::Joined { mark } => push("joined", &none, mark),
        PersonFact::Withdrew { reason } => push("withdrew", &none, reason.code()),
        PersonFact::Leaves { reason } => push("leaves", &none, reason.code()),
        PersonFact::Returned { mistake } => push("returned", &none, if *mistake { "mistake" } else { none }),
        PersonFact::Conflict { with, reason } => push("conflict", with, reason.code()),
        PersonFact::Possible { with, doubt } => push("possible", with, doubt.code()),
        PersonFact::Dismissed { with } => push("dismissed", with, none),
        PersonFact::Removed { with } => push("removed", with, none),
        PersonFact::Erased => push("erased", &none, none),
        PersonFact::Readmitted => push("readmitted", &none, none),
        PersonFact::Declared { answer } => push("declared", &none, answer.code()),
        PersonFact::Capacity { pairs } => push("capacity", &none, &pairs.to_string()),
        PersonFact::Chose { event, option, date: None } => push("chose", event, &option.to_string()),
        PersonFact::Chose { event, option, date: Some(date) } => {
            push("chose", event, &format!("{option} {}", date.format(CHOSEN)));
        }
        PersonFact::Unchose { event } => push("chose", event, RETRACTED),
        PersonFact::Alike { with, why } => push("alike", with, why.code()),
        PersonFact::Same { with } => push("same", with, none),
        PersonFact::Different { with } => push("different", with, none),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::correction::Correctable;

    fn one_of_each() -> Vec<PersonFact> {
        let with = "E07".parse().unwrap();
        vec![
            PersonFact::Joined { mark: "0123456789abcdef".into() },
            PersonFact::Withdrew { reason: WithdrawalReason::Workload },
            PersonFact::Leaves { reason: WithdrawalReason::NeverJoined },
            PersonFact::Returned { mistake: false },
            PersonFact::Returned { mistake: true },
            PersonFact::Conflict { with, reason: ConflictReason::SameRegion },
            PersonFact::Possible { with, doubt: Doubt::LostLetters },
            PersonFact::Dismissed { with },
            PersonFact::Removed { with },
            PersonFact::Erased,
            PersonFact::Readmitted,
            PersonFact::Declared { answer: DeclaredAnswer::Nobody },
            PersonFact::Capacity { pairs: 0 },
            PersonFact::Chose { event: "supervision-1".into(), option: 2, date: None },
            PersonFact::Chose {
                event: "supervision-1".into(),
                option: 2,
                date: crate::domain::example::day(2027, 1, 18).and_hms_opt(14, 0, 0),
            },
            PersonFact::Unchose { event: "supervision-1".into() },
            PersonFact::Alike { with, why: Likeness::OneMailbox },
            PersonFact::Same { with },
            PersonFact::Different { with },
        ]
    }

    #[test]
    fn what_was_written_is_read_with_its_lines() {
        let on = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        for correction in [0, 12] {
            let rows = (2..).zip(one_of_each()).map(|(line, fact)| {
                let correction = fact.thing(0).map_or(0, |_| correction);
                Dated { on, fact, line, correction }
            });
            let rows: Vec<Dated<PersonFact>> = rows.collect();
            assert_eq!(read(&write(&rows), "f.csv"), (rows, vec![]));
        }
        let rows: Vec<Dated<PersonFact>> =
            (2..).zip(one_of_each()).map(|(line, fact)| Dated { on, fact, line, correction: 0 }).collect();
        let text = write(&rows);
        assert!(text.starts_with("on,fact,about,code\n2026-11-21,joined,,0123456789abcdef\n"));
        assert_eq!(read(&text, "f.csv"), (rows.clone(), vec![]));
        let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
        assert_eq!(read(&windows, "f.csv"), (rows, vec![]));
    }

    #[test]
    fn a_column_that_is_not_known_is_an_error() {
        let (rows, problems) = read("on,fact,about,code,by\n2026-11-21,returned,,,lead\n", "f.csv");
        assert_eq!((rows.len(), problems.len(), problems[0].code), (0, 1, "unknown-column"));
        assert_eq!(problems[0].place.to_string(), "f.csv, row 1, line 1, column \"by\"");
    }

    #[test]
    fn a_correction_stands_in_the_code() {
        let text =
            "on,fact,about,code\n2026-11-21,conflict,E07,same-region-2\n2026-11-21,removed,E07,3\n2026-11-21,chose,a,2-1\n";
        let (rows, problems) = read(text, "f.csv");
        assert_eq!((rows.iter().map(|row| row.correction).collect::<Vec<_>>(), problems), (vec![2, 3, 1], vec![]));
        assert_eq!(write(&rows), text);
        let (_, problems) = read("on,fact,about,code\n2026-11-21,removed,E07,knows\n2026-11-21,returned,,0\n", "f.csv");
        assert_eq!(problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["stray-cell", "not-a-number"]);
    }

    #[test]
    fn every_bad_row_is_told_and_the_others_stand() {
        let text = "on,fact,about,code\n2026-02-30,returned,,\n2026-11-21,widthrew,,personal\n2026-11-21,returned,,\n\
            2026-11-21,conflict,X9,knows\n2026-11-21,returned,E01,\n2026-11-21,chose,wrap-up,0\n2026-11-21,joined,,\n2026-1-2,returned,,\n";
        let (rows, problems) = read(text, "facts/people/M03.csv");
        assert_eq!(rows.len(), 1);
        let told: Vec<(&str, u32, &str)> =
            problems.iter().map(|p| (p.code, p.place.line.unwrap(), p.place.column.as_deref().unwrap())).collect();
        let expected = [
            ("not-a-day", 2, "on"),
            ("unknown-word", 3, "fact"),
            ("not-an-id", 5, "about"),
            ("stray-cell", 6, "about"),
            ("not-a-number", 7, "code"),
            ("missing-cell", 8, "code"),
            ("not-a-day", 9, "on"),
        ];
        assert_eq!(told, expected);
        assert!(problems[1].to_string().contains("did you mean \"withdrew\""));
    }

    #[test]
    fn a_merge_left_open_is_refused() {
        let (rows, problems) =
            read("on,fact,about,code\n<<<<<<< ours\n2026-11-21,returned,,\n=======\n>>>>>>> theirs\n", "f.csv");
        assert!(rows.is_empty() && problems.iter().all(|p| p.code == "conflict-marker") && problems.len() == 3);
    }
}
