//! `scales`: how people answered before and after, as diverging bars.

use std::collections::{BTreeMap, BTreeSet};

use super::diverging::{DivergingRow, diverging, in_words, three};
use super::picture::{Picture, PictureTable};
use super::words::{capital, counted, sentences};
use super::{Drawn, ReportData};
use crate::domain::side::Side;

pub(super) fn picture(data: &ReportData<'_>) -> Drawn {
    let kind = data.settings.programme.kind;
    let mut rows = Vec::new();
    let mut table = PictureTable::new(["side", "question", "wave", "people", "answers from the lowest to the highest"]);
    let (mut sides, mut turned) = (BTreeMap::<Side, Better>::new(), BTreeSet::new());
    for (figure, item) in data.figures.with_items() {
        let Some(counts) = &figure.counts else { continue };
        let (Some(before), Some(after)) = (&counts.before, &counts.after) else { continue };
        let of_side = sides.entry(figure.side).or_default();
        of_side.questions += 1;
        let lower_is_better = item.is_some_and(|item| item.lower_is_better);
        turned.extend(lower_is_better.then_some(figure.item.as_str()));
        for (wave, cells) in [("before", before), ("after", after)] {
            let groups = three(cells, counts.grouped);
            let answers = if wave == "before" { &mut of_side.before } else { &mut of_side.after };
            *answers =
                (answers.0 + if lower_is_better { groups[0] } else { groups[2] }, answers.1 + groups.iter().sum::<usize>());
            rows.push(DivergingRow { label: format!("{}, {}, {wave}", capital(figure.side.many(kind)), figure.item), groups });
            let people = cells.iter().sum::<usize>().to_string();
            let words = in_words(item, cells, counts.grouped);
            table.push([figure.side.many(kind).to_owned(), figure.item.clone(), wave.to_owned(), people, words]);
        }
    }
    if rows.is_empty() {
        return Err("counts before and after are too small to publish, or not yet there");
    }
    let said: Vec<String> = sides.iter().map(|(side, better)| better.said(&capital(side.many(kind)))).collect();
    let turned: Vec<&str> = turned.into_iter().collect();
    let note = format!("In {} a lower answer is the better one; the bars show the answers as given.", turned.join(", "));
    let notes = if turned.is_empty() { Vec::new() } else { vec![note] };
    Ok(Picture { question: "What are the answers now?", finding: sentences(&said), drawing: diverging(&rows), table, notes })
}

/// How many answers of a side lie on the better side of the middle, and of how many.
#[derive(Default)]
struct Better {
    questions: usize,
    before: (usize, usize),
    after: (usize, usize),
}

impl Better {
    fn said(&self, who: &str) -> String {
        let ((before, all_before), (after, all_after)) = (self.before, self.after);
        format!(
            "{who}: of {} with counts, {before} of {all_before} answers were on the better side of the middle before, {after} of {all_after} after.",
            counted(self.questions, "question")
        )
    }
}
