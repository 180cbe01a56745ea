//! `facts/pairs/MENTOR-MENTEE.csv`: what happened to one pair.

use crate::domain::fact::{Dated, EndReason, Origin, PairFact};
use crate::domain::problem::Problem;
use crate::domain::side::Side;

use super::csv_text::{CsvCell, OrBlank, Records};
use super::facts::{self, FactRow, Told};

const COLUMNS: [&str; 8] = ["on", "fact", "meeting", "date", "earliest", "latest", "score", "code"];
const ADOPTED: &str = "adopted";
/// The greatest number of a meeting or of a matching that is believed.
const MOST: u32 = 9999;

#[derive(Clone, Copy)]
enum Word {
    Paired,
    Ended,
    Resumed,
    Revealed,
    Concealed,
    Planned,
    Moved,
    Held,
    Missed,
    Cancelled,
}

/// Each word with the columns that it uses.
const WORDS: [(Word, &str, &[&str]); 10] = [
    (Word::Paired, "paired", &["score", "code"]),
    (Word::Ended, "ended", &["code"]),
    (Word::Resumed, "resumed", &["code"]),
    (Word::Revealed, "revealed", &["code"]),
    (Word::Concealed, "concealed", &["code"]),
    (Word::Planned, "planned", &["meeting", "date", "earliest", "latest", "code"]),
    (Word::Moved, "moved", &["meeting", "date"]),
    (Word::Held, "held", &["meeting", "date", "code"]),
    (Word::Missed, "missed", &["meeting", "code"]),
    (Word::Cancelled, "cancelled", &["meeting"]),
];

/// To whom a pair is revealed; nothing written is both.
const TO: [(Option<Side>, &str); 3] = [(None, ""), (Some(Side::Mentor), "mentor"), (Some(Side::Mentee), "mentee")];

/// Reads the rows of one pair's file, with every row that is wrong.
pub fn read(text: &str, file: &str) -> (Vec<Dated<PairFact>>, Vec<Problem>) {
    facts::read(text, file, &COLUMNS, fact)
}

/// Writes one pair's file, the rows in the order given.
pub fn write(rows: &[Dated<PairFact>]) -> String {
    let mut records = facts::headed(COLUMNS);
    for row in rows {
        push(&mut records, row);
    }
    records.into_text()
}

fn fact(row: &FactRow<'_>) -> Result<PairFact, Told> {
    let word = row.word("fact", &WORDS.map(|(word, written, _)| (word, written)))?;
    let used = WORDS.iter().find(|(_, written, _)| *written == row.text("fact")).map_or(&[][..], |(.., used)| used);
    row.only(used, &COLUMNS)?;
    if matches!(word, Word::Resumed | Word::Planned | Word::Held | Word::Missed) {
        row.no_code()?;
    }
    let meeting = || row.number("meeting", 1, MOST);
    Ok(match word {
        Word::Paired => PairFact::Paired { score: score(row)?, origin: origin(row)? },
        Word::Ended => PairFact::Ended { reason: row.code_word(&EndReason::ALL)? },
        Word::Resumed => PairFact::Resumed,
        Word::Revealed => PairFact::Revealed { to: row.code_word(&TO)? },
        Word::Concealed => PairFact::Concealed { to: row.code_word(&TO)? },
        Word::Planned => {
            let (date, earliest, latest) = (row.day("date")?, row.day("earliest")?, row.day("latest")?);
            PairFact::Planned { meeting: meeting()?, date, earliest, latest }
        }
        Word::Moved => PairFact::Moved { meeting: meeting()?, date: row.day("date")? },
        Word::Held => PairFact::Held { meeting: meeting()?, date: row.day("date")? },
        Word::Missed => PairFact::Missed { meeting: meeting()? },
        Word::Cancelled => PairFact::Cancelled { meeting: meeting()? },
    })
}

fn score(row: &FactRow<'_>) -> Result<Option<u16>, Told> {
    if row.text("score").is_empty() {
        return Ok(None);
    }
    Ok(u16::try_from(row.number("score", 0, 1000)?).ok())
}

fn origin(row: &FactRow<'_>) -> Result<Origin, Told> {
    if row.text("code") == ADOPTED {
        return Ok(Origin::Adopted);
    }
    let number = row.number("code", 1, MOST).map_err(|mut told| {
        told.help = Some("write the number of a matching such as 001, or adopted".to_owned());
        told
    })?;
    Ok(Origin::Draw(number))
}

fn push(records: &mut Records, row: &Dated<PairFact>) {
    let (on, o) = (&row.on, &"");
    let side = |to: Option<Side>| TO.iter().find(|(side, _)| *side == to).map_or("", |(_, word)| word);
    let code = |code: &str| facts::numbered(code, row.correction);
    let mut push = |cells: [&dyn CsvCell; 8]| records.push(cells);
    match &row.fact {
        PairFact::Paired { score, origin: Origin::Draw(number) } => {
            push([on, &"paired", o, o, o, o, &OrBlank(*score), &format_args!("{number:03}")]);
        }
        PairFact::Paired { score, origin: Origin::Adopted } => push([on, &"paired", o, o, o, o, &OrBlank(*score), &ADOPTED]),
        PairFact::Ended { reason } => push([on, &"ended", o, o, o, o, o, &code(reason.code())]),
        PairFact::Resumed => push([on, &"resumed", o, o, o, o, o, &code("")]),
        PairFact::Revealed { to } => push([on, &"revealed", o, o, o, o, o, &code(side(*to))]),
        PairFact::Concealed { to } => push([on, &"concealed", o, o, o, o, o, &code(side(*to))]),
        PairFact::Planned { meeting, date, earliest, latest } => {
            push([on, &"planned", meeting, date, earliest, latest, o, &code("")]);
        }
        PairFact::Moved { meeting, date } => push([on, &"moved", meeting, date, o, o, o, o]),
        PairFact::Held { meeting, date } => push([on, &"held", meeting, date, o, o, o, &code("")]),
        PairFact::Missed { meeting } => push([on, &"missed", meeting, o, o, o, o, &code("")]),
        PairFact::Cancelled { meeting } => push([on, &"cancelled", meeting, o, o, o, o, o]),
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::domain::correction::Correctable;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2027, 1, day).unwrap()
    }

    fn one_of_each() -> Vec<PairFact> {
        let mut facts = vec![
            PairFact::Paired { score: Some(1000), origin: Origin::Draw(12) },
            PairFact::Paired { score: None, origin: Origin::Adopted },
            PairFact::Resumed,
            PairFact::Concealed { to: None },
            PairFact::Concealed { to: Some(Side::Mentee) },
            PairFact::Revealed { to: None },
            PairFact::Revealed { to: Some(Side::Mentor) },
            PairFact::Revealed { to: Some(Side::Mentee) },
            PairFact::Planned { meeting: 1, date: day(12), earliest: day(11), latest: day(22) },
            PairFact::Moved { meeting: 1, date: day(13) },
            PairFact::Held { meeting: 1, date: day(14) },
            PairFact::Missed { meeting: 2 },
            PairFact::Cancelled { meeting: 3 },
        ];
        facts.extend(EndReason::ALL.map(|(reason, _)| PairFact::Ended { reason }));
        facts
    }

    #[test]
    fn what_was_written_is_read_with_its_lines() {
        for correction in [0, 3] {
            let rows = (2..).zip(one_of_each()).map(|(line, fact)| {
                let correction = fact.thing(1).map_or(0, |_| correction);
                Dated { on: day(1), fact, line, correction }
            });
            let rows: Vec<Dated<PairFact>> = rows.collect();
            assert_eq!(read(&write(&rows), "f.csv"), (rows, vec![]));
        }
        let rows = (2..).zip(one_of_each()).map(|(line, fact)| Dated { on: day(1), fact, line, correction: 0 });
        let rows: Vec<Dated<PairFact>> = rows.collect();
        let text = write(&rows);
        assert!(text.contains("2027-01-01,paired,,,,,1000,012\n2027-01-01,paired,,,,,,adopted\n"), "{text}");
        assert!(text.contains("2027-01-01,planned,1,2027-01-12,2027-01-11,2027-01-22,,\n"));
        assert_eq!(read(&text, "f.csv"), (rows, vec![]));
    }

    #[test]
    fn what_cannot_be_is_told() {
        let header = "on,fact,meeting,date,earliest,latest,score,code\n2027-01-01,";
        for (row, code, column) in [
            ("paired,,,,,1001,001", "not-a-number", "score"),
            ("paired,,,,,,first", "not-a-number", "code"),
            ("ended,,,,,,confict", "unknown-word", "code"),
            ("revealed,,,,,,mentors", "unknown-word", "code"),
            ("held,0,2027-01-02,,,,", "not-a-number", "meeting"),
            ("held,1,,,,,", "not-a-day", "date"),
            ("missed,1,2027-01-02,,,,", "stray-cell", "date"),
            ("planned,1,2027-01-02,2027-01-02,,,", "not-a-day", "latest"),
            ("heled,1,2027-01-02,,,,", "unknown-word", "fact"),
        ] {
            let (rows, problems) = read(&format!("{header}{row}\n"), "f.csv");
            assert!(rows.is_empty(), "{row}");
            assert_eq!((problems[0].code, problems[0].place.column.as_deref()), (code, Some(column)), "{row}");
        }
    }
}
