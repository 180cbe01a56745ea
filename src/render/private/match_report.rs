//! What `match` shows of a cohort: one document for programs, and its sheets one by one for people.
//!
//! The names of parts and columns are a promise to programs; new ones may be added.

use std::collections::BTreeMap;

use crate::domain::cohort::Cohort;
use crate::domain::draw::{Draw, WaitReason};
use crate::domain::event::Audience;
use crate::domain::id::PersonId;
use crate::domain::settings::Settings;
use crate::domain::side::{Kind, Side};
use crate::render::output::{Cell, Document, Sheet};
use crate::render::shared::{meetings, timeline};

use super::names::Names;
use super::pairs_table;

/// A row of an export that is not a person, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LeftOut {
    /// Whose export it was.
    pub side: Side,
    /// The file, as the lead would name it.
    pub file: String,
    /// The row of the sheet, from 1.
    pub record: u32,
    /// The line of the text file, from 1; none in a workbook.
    pub line: Option<u32>,
    /// What the row is, as a code: `no-consent`, `superseded`…
    pub is: &'static str,
    /// Why it is left out, for people.
    pub why: String,
}

/// Everything that `match` shows; the pairs are the main sheet.
pub(crate) fn document(settings: &Settings, cohort: &Cohort, names: &Names, left: &[LeftOut]) -> Document {
    Document::default()
        .sheet("pairs", pairs_table::sheet(cohort.active_pairs(), names))
        .sheet("people", people(cohort, names))
        .sheet("waiting", waiting(&cohort.waiting(), names))
        .sheet("left_out", left_out(left))
        .sheet("meetings", all_meetings(settings, cohort))
        .sheet("events", events(settings))
        .record("objective", objective(settings, cohort.draws.last()))
}

/// Everybody who takes part.
pub(crate) fn people(cohort: &Cohort, names: &Names) -> Sheet {
    let rows = cohort.present().map(|person| {
        let contact = names.contact(person.id);
        let name = contact.map_or(Cell::Empty, |contact| Cell::text(&contact.name));
        let email = contact.map_or(Cell::Empty, |contact| Cell::text(contact.email.reveal()));
        [Cell::text(&person.id), Cell::text(&person.id.side()), name, email]
    });
    Sheet::new("People", ["id", "side", "name", "email"], rows)
}

/// Who waits, and why.
pub(crate) fn waiting(waiting: &BTreeMap<PersonId, WaitReason>, names: &Names) -> Sheet {
    let rows = waiting.iter().map(|(id, reason)| {
        let reason = Cell::Coded { code: reason.code().into(), label: reason.meaning().into() };
        [names.cell(*id), reason]
    });
    Sheet::new("Waiting", ["person", "reason"], rows)
}

/// The rows of the exports that are not people.
pub(crate) fn left_out(rows: &[LeftOut]) -> Sheet {
    let rows = rows.iter().map(|row| {
        let line = row.line.map_or(Cell::Empty, |line| Cell::Whole(line.into()));
        let record = Cell::Whole(row.record.into());
        [Cell::text(&row.side), Cell::text(&row.file), record, line, Cell::text(row.is), Cell::text(&row.why)]
    });
    Sheet::new("Left out", ["side", "file", "record", "line", "is", "why"], rows)
}

/// Every meeting, as in `meetings.csv`.
pub(crate) fn all_meetings(settings: &Settings, cohort: &Cohort) -> Sheet {
    let meetings = cohort.pairs.values().flat_map(|pair| pair.meetings.values().map(|meeting| (pair.id, meeting)));
    let rows = meetings.map(|(pair, meeting)| {
        let held_on = meeting.held_on.map_or(Cell::Empty, Cell::Day);
        let number = Cell::Whole(meeting.number.into());
        let [earliest, date, latest] = [meeting.earliest, meeting.date, settings.latest_told(meeting)].map(Cell::Day);
        [Cell::text(&pair), number, earliest, date, latest, Cell::text(meeting.status.word()), held_on]
    });
    Sheet::new("Meetings", meetings::COLUMNS, rows)
}

/// Whom a date concerns, in the words of the programme; programs get the word of files.
pub(crate) fn audience_cell(audience: Audience, kind: Kind) -> Cell {
    Cell::Coded { code: audience.word().into(), label: audience.people(kind).into() }
}

/// Every date of the programme and of the group sessions, as in `timeline.csv`.
pub(crate) fn events(settings: &Settings) -> Sheet {
    let rows = timeline::entries(settings).into_iter().map(|entry| {
        let (start, minutes) = entry.time.map_or((Cell::Empty, Cell::Empty), |(start, minutes)| {
            (Cell::text(&timeline::clock(start)), Cell::Whole(minutes.into()))
        });
        let [id, title] = [entry.event.as_str(), &entry.title].map(Cell::text);
        let audience = audience_cell(entry.audience, settings.programme.kind);
        [id, audience, Cell::Whole(entry.option.into()), Cell::Day(entry.day), start, minutes, title]
    });
    Sheet::new("Dates", timeline::SHOWN, rows)
}

/// What was aimed at, and what the last matching reached; blank where all pairs were made elsewhere.
fn objective(settings: &Settings, draw: Option<&Draw>) -> [(&'static str, Cell); 6] {
    let aim = draw.map_or(settings.matching.policy.objective, |draw| draw.objective);
    let scored = draw.filter(|draw| !draw.scores_withheld);
    let whole = |reached: fn(&Draw) -> u64| draw.map_or(Cell::Empty, |draw| Cell::Whole(reached(draw)));
    [
        ("aim", Cell::text(aim.word())),
        ("pairs", whole(|draw| draw.aims.pairs.into())),
        ("standing", whole(|draw| draw.aims.standing.into())),
        ("kept", whole(|draw| draw.aims.kept.into())),
        ("total", scored.map_or(Cell::Empty, |draw| Cell::Whole(draw.aims.total))),
        ("weakest", scored.map_or(Cell::Empty, |draw| Cell::Score(draw.aims.weakest))),
    ]
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::example;
    use crate::domain::side::Kind;
    use crate::domain::told::Told;
    use crate::render::output::Format;
    use crate::render::private::names::tests::names;

    fn shown() -> Value {
        let row = LeftOut {
            side: Side::Mentor,
            file: "private/surveys/mentors.csv".into(),
            record: 9,
            line: Some(11),
            is: "no-consent",
            why: "the consent box is not ticked".into(),
        };
        let names = names(&[("M02", "Anna Smith")]);
        let document = document(&example::settings(), &example::cohort(), &names, &[row]);
        serde_json::from_str(&document.show(Format::Json, 100, Kind::Goals)).unwrap()
    }

    #[test]
    fn each_part_has_its_promised_columns() {
        let shown = shown();
        assert_eq!(
            shown["people"][0],
            json!({"id": "M02", "side": "mentor", "name": "Anna Smith", "email": "anna.smith@x.example"})
        );
        assert_eq!(shown["people"][1]["name"], Value::Null);
        let first = "2027-01-13";
        let pair = json!({"pair": "M02-E01", "mentor": "M02", "mentee": "E01", "score": 700, "first_meeting": first});
        assert_eq!(shown["pairs"][0], pair);
        assert_eq!(shown["waiting"][0], json!({"person": "M11", "reason": "no-place"}));
        assert_eq!(shown["left_out"][0]["line"], 11);
        assert_eq!(shown["objective"]["total"], 700);
    }

    #[test]
    fn meetings_and_events_are_those_of_the_views() {
        let shown = shown();
        let views = crate::render::shared::views::views(&example::settings(), &example::cohort(), &Told::default());
        for (part, view) in [("meetings", "meetings.csv"), ("events", "timeline.csv")] {
            let mut reader = csv::Reader::from_reader(views[view].as_slice());
            let headings: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
            let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            assert_eq!(shown[part].as_array().unwrap().len(), rows.len());
            for (object, row) in shown[part].as_array().unwrap().iter().zip(&rows) {
                let texts = headings.iter().map(|heading| match &object[heading] {
                    Value::String(text) => text.clone(),
                    Value::Null => String::new(),
                    other => other.to_string(),
                });
                assert_eq!(texts.collect::<Vec<_>>(), row.iter().collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn people_are_told_in_words_why_somebody_waits() {
        let text =
            waiting(&example::cohort().waiting(), &names(&[("E02", "Siân Ó Briain")])).show(Format::Table, 120, Kind::Goals);
        assert!(text.contains("E02 Siân Ó Briain ┆ the pair ended; the next match offers a new one"), "{text}");
    }
}
