//! `cohorts`: earlier cohorts of the programme beside this one.

use super::bars::{BarRow, bars};
use super::flow::met_enough;
use super::picture::{Picture, PictureTable};
use super::words::counted;
use super::{Drawn, ReportData};
use crate::domain::cohort::Cohort;
use crate::domain::publication::{PublishedChange, PublishedFigure};
use crate::domain::settings::Settings;
use crate::domain::side::Side;

/// One cohort of the programme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CohortRow {
    /// Its name.
    pub name: String,
    /// Who signed up.
    pub applied: usize,
    /// Who was ever paired.
    pub paired: usize,
    /// Who held at least the minimum number of meetings.
    pub completed: usize,
    /// How many published changes lie above no change with their whole interval, and of how many.
    pub better: Option<(usize, usize)>,
}

/// What the facts of a cohort, and its published figures, say of it.
pub(crate) fn cohort_row(settings: &Settings, cohort: &Cohort, figures: &[PublishedFigure]) -> CohortRow {
    let changes: Vec<PublishedChange> = figures.iter().filter_map(|figure| figure.change).collect();
    let better = changes.iter().filter(|change| change.low.get() > 0).count();
    CohortRow {
        name: settings.programme.cohort.clone(),
        applied: cohort.people.values().filter(|person| person.counts()).count(),
        paired: cohort.ever_paired().len(),
        completed: Side::BOTH.iter().map(|side| met_enough(cohort, settings, *side).len()).sum(),
        better: (!changes.is_empty()).then_some((better, changes.len())),
    }
}

pub(super) fn picture(data: &ReportData<'_>) -> Drawn {
    if data.cohorts.len() < 2 {
        return Err("no earlier cohort is at hand");
    }
    let mut table = PictureTable::new(["cohort", "signed up", "paired", "met enough", "questions that rose"]);
    let mut rows = Vec::new();
    for row in data.cohorts {
        let better = row.better.map_or_else(|| "not published".to_owned(), |(better, all)| format!("{better} of {all}"));
        table.push([row.name.clone(), row.applied.to_string(), row.paired.to_string(), row.completed.to_string(), better]);
        let bars = [(row.applied, "signed up"), (row.paired, "paired"), (row.completed, "met enough")];
        rows.push(BarRow { label: row.name.clone(), bars: bars.map(|(number, words)| (number, words.to_owned())).to_vec() });
    }
    let share = |row: &CohortRow| (row.completed * 100).checked_div(row.paired);
    let paired: Vec<usize> = data.cohorts.iter().filter_map(share).collect();
    let cohorts = counted(data.cohorts.len(), "cohort");
    let finding = match (paired.first(), paired.last()) {
        (Some(first), Some(last)) if paired.len() == data.cohorts.len() => {
            format!("{cohorts}; of those paired {first} % met enough in the first and {last} % in the last.")
        }
        _ => format!("{cohorts}; nobody is paired yet in {} of them.", data.cohorts.len() - paired.len()),
    };
    Ok(Picture { question: "Are we getting better?", finding, drawing: bars(&rows), table, notes: Vec::new() })
}
