//! `after`: questions that were asked once, by side.

use super::diverging::{DivergingRow, diverging, in_words, three};
use super::picture::{Picture, PictureTable};
use super::words::{capital, sentences};
use super::{Drawn, ReportData};

pub(super) fn picture(data: &ReportData<'_>) -> Drawn {
    let kind = data.settings.programme.kind;
    let (mut rows, mut said) = (Vec::new(), Vec::new());
    let mut table = PictureTable::new(["side", "question", "people", "answers from the lowest to the highest"]);
    for (figure, item) in data.figures.with_items() {
        let Some(counts) = &figure.counts else { continue };
        let ((None, Some(cells)) | (Some(cells), None)) = (&counts.before, &counts.after) else { continue };
        let groups = three(cells, counts.grouped);
        rows.push(DivergingRow { label: format!("{}: {}", capital(figure.side.many(kind)), figure.item), groups });
        let people = cells.iter().sum::<usize>();
        let question = item.map_or_else(|| figure.item.clone(), |item| format!("{}: {}", figure.item, item.heading));
        let words = in_words(item, cells, counts.grouped);
        table.push([figure.side.many(kind).to_owned(), question, people.to_string(), words]);
        let (better, place) = if item.is_some_and(|item| item.lower_is_better) {
            (groups[0], "below the middle, the better side")
        } else {
            (groups[2], "above the middle")
        };
        said.push(format!("{}, {}: {better} of {people} {place}.", capital(figure.side.many(kind)), figure.item));
    }
    if rows.is_empty() {
        return Err("no question was asked once with counts that may be shown");
    }
    Ok(Picture { question: "Did they like it?", finding: sentences(&said), drawing: diverging(&rows), table, notes: Vec::new() })
}
