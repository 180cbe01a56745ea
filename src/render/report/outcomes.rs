//! `outcomes`: learning points, action points with owner, due day and state, and reflections by side.

use super::bars::{BarRow, bars};
use super::picture::{Picture, PictureTable};
use super::words::{capital, counted, day};
use super::{Drawn, ReportData};
use crate::domain::outcome::{OutcomeKind, OutcomeLevel, PublishedOutcome};

pub(super) fn picture(data: &ReportData<'_>) -> Drawn {
    if data.outcomes.is_empty() {
        return Err("no point is published");
    }
    let kind = data.settings.programme.kind;
    let of = |is: fn(&PublishedOutcome) -> bool| data.outcomes.iter().filter(|outcome| is(outcome)).count();
    let lines = [
        ("learning points", of(|outcome| outcome.kind == OutcomeKind::Learning)),
        ("action points open", of(|outcome| outcome.kind == OutcomeKind::Action && !outcome.is_done)),
        ("action points done", of(|outcome| outcome.kind == OutcomeKind::Action && outcome.is_done)),
        ("reflections", of(|outcome| outcome.kind == OutcomeKind::Reflection)),
    ];
    let mut table = PictureTable::new(["id", "kind", "side", "level", "point", "owner", "due", "state"]);
    for outcome in data.outcomes {
        table.push([
            outcome.id.to_string(),
            outcome.kind.word().to_owned(),
            outcome.side.map(|side| side.many(kind).to_owned()).unwrap_or_default(),
            outcome.level.map(OutcomeLevel::word).unwrap_or_default().to_owned(),
            outcome.text.clone(),
            outcome.owner.clone().unwrap_or_default(),
            outcome.due.map(day).unwrap_or_default(),
            if outcome.kind == OutcomeKind::Action { state(outcome) } else { String::new() },
        ]);
    }
    let rows: Vec<BarRow> =
        lines.iter().map(|(what, number)| BarRow { label: capital(what), bars: vec![(*number, String::new())] }).collect();
    let finding = format!(
        "{}, {} open and {} done, {}.",
        counted(lines[0].1, "learning point"),
        counted(lines[1].1, "action point"),
        lines[2].1,
        counted(lines[3].1, "reflection")
    );
    Ok(Picture { question: "Learning and action points", finding, drawing: bars(&rows), table, notes: data.summaries.to_vec() })
}

fn state(outcome: &PublishedOutcome) -> String {
    if outcome.is_done { "done" } else { "open" }.to_owned()
}
