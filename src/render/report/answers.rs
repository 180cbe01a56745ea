//! `answers`: of how many who were paired there is an answer before, after, and both.

use super::bars::{BarRow, bars};
use super::picture::{Picture, PictureTable};
use super::words::{capital, people, sentences};
use super::{Drawn, ReportData};
use crate::domain::side::Side;

pub(super) fn picture(data: &ReportData<'_>) -> Drawn {
    let kind = data.settings.programme.kind;
    if data.figures.answered.iter().all(|row| row.before + row.after == 0) {
        return Err("no figures are published");
    }
    let mut table = PictureTable::new(["side", "paired", "before", "after", "both"]);
    let (mut rows, mut said) = (Vec::new(), Vec::new());
    for row in &data.figures.answered {
        let paired = data.cohort.ever_paired().into_iter().filter(|person| person.side() == row.side).count();
        table.push([
            row.side.many(kind).to_owned(),
            paired.to_string(),
            row.before.to_string(),
            row.after.to_string(),
            row.both.to_string(),
        ]);
        let bars =
            [(paired, "paired"), (row.before, "answered before"), (row.after, "answered after"), (row.both, "answered both")];
        rows.push(BarRow {
            label: capital(row.side.many(kind)),
            bars: bars.map(|(number, words)| (number, words.to_owned())).to_vec(),
        });
        let is_of_more = [row.before, row.after, row.both].into_iter().any(|count| count > paired);
        said.push(if let Some(edition) = data.figures.edition.filter(|_| is_of_more) {
            let who = people(row.both, row.side, kind);
            format!("{} answered both times, by edition {edition}: somebody was taken out of the cohort since.", capital(&who))
        } else {
            format!("Of {} who were paired {} answered both times.", people(paired, row.side, kind), row.both)
        });
    }
    for side in Side::BOTH.into_iter().filter(|side| !data.figures.answered.iter().any(|row| row.side == *side)) {
        said.push(format!("How many {} answered is not shown, since a group is small.", side.many(kind)));
    }
    let notes = vec!["The figures below are about those who answered; the others may think otherwise.".to_owned()];
    Ok(Picture { question: "Response rates", finding: sentences(&said), drawing: bars(&rows), table, notes })
}
