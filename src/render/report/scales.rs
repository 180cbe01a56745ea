//! `scales`: how people answered before and after, as diverging bars.

use super::diverging::{DivergingRow, diverging, in_words, three};
use super::picture::{Picture, PictureTable};
use super::words::{capital, counted};
use super::{Drawn, ReportData};

pub(super) fn picture(data: &ReportData<'_>) -> Drawn {
    let kind = data.settings.programme.kind;
    let (mut rows, mut figures) = (Vec::new(), 0);
    let mut table = PictureTable::new(["side", "question", "wave", "people", "answers from the lowest to the highest"]);
    let (mut above_before, mut above_after) = (0, 0);
    for figure in &data.figures.figures {
        let Some(counts) = &figure.counts else { continue };
        let (Some(before), Some(after)) = (&counts.before, &counts.after) else { continue };
        figures += 1;
        for (wave, cells) in [("before", before), ("after", after)] {
            let groups = three(cells, counts.grouped);
            if wave == "before" {
                above_before += groups[2];
            } else {
                above_after += groups[2];
            }
            rows.push(DivergingRow { label: format!("{}, {}, {wave}", capital(figure.side.many(kind)), figure.item), groups });
            let people = cells.iter().sum::<usize>().to_string();
            let words = in_words(&data.settings.evaluation, figure, cells, counts.grouped);
            table.push([figure.side.many(kind).to_owned(), figure.item.clone(), wave.to_owned(), people, words]);
        }
    }
    if rows.is_empty() {
        return Err("counts before and after are too small to publish, or not yet there");
    }
    let finding = format!(
        "Of {} with counts, {above_before} answers were above the middle before and {above_after} after.",
        counted(figures, "figure")
    );
    Ok(Picture { question: "How do they stand now?", finding, drawing: diverging(&rows), table, notes: Vec::new() })
}
