//! The column that a heading of the settings means.

use std::collections::BTreeSet;

use super::Said;
use crate::domain::problem::{Place, Problem};
use crate::domain::spelling;
use crate::domain::text;
use crate::survey::header::Header;
use crate::survey::header::heading::{Heading, fold};
use crate::survey::intake::sheet::{Sheet, is_blank};

/// The column of this heading (from 0); several where the heading stands in several branches of a form, of which each row has one.
///
/// # Errors
/// `missing-column` with the nearest heading, or `two-columns` where two of one heading differ.
pub(super) fn one(sheet: &Sheet<'_>, header: &Header, wanted: &str, said: &mut Said) -> Result<Vec<usize>, Problem> {
    let folded = fold(wanted);
    let all = |test: &dyn Fn(&Heading) -> bool| {
        header.headings.iter().enumerate().filter(|(_, heading)| test(heading)).map(|(at, _)| at).collect::<Vec<usize>>()
    };
    let mut called = all(&|heading| heading.is_called(&folded));
    if called.is_empty() {
        called = all(&|heading| heading.option.as_deref().is_some_and(|option| fold(option) == folded));
    }
    match called.as_slice() {
        [] => Err(missing(sheet, header, wanted)),
        [only] => Ok(vec![*only]),
        [first, others @ ..] => agree(sheet, header, wanted, *first, others, said),
    }
}

/// Of several columns of one heading: the one that holds something, the first where all say the same, or all where no row fills more
/// than one.
fn agree(
    sheet: &Sheet<'_>,
    header: &Header,
    wanted: &str,
    first: usize,
    others: &[usize],
    said: &mut Said,
) -> Result<Vec<usize>, Problem> {
    let rows = || sheet.rows_from(header.body);
    let all: Vec<usize> = [&[first], others].concat();
    let used: Vec<usize> = all.iter().copied().filter(|at| rows().any(|row| !is_blank(row.cell(*at)))).collect();
    let numbers: Vec<String> = all.iter().map(|at| (at + 1).to_string()).collect();
    let columns = numbers.join(" and ");
    let chosen = used.first().copied().unwrap_or(first);
    let differs = |at: &usize| rows().find(|row| text::tidy(row.cell(*at)) != text::tidy(row.cell(chosen)));
    match used.iter().skip(1).find_map(differs) {
        None => {
            said.notes
                .push(format!("columns {columns} are both called {wanted:?} and say the same: column {} is read", chosen + 1));
            Ok(vec![chosen])
        }
        Some(_) if rows().all(|row| used.iter().filter(|at| !is_blank(row.cell(**at))).count() <= 1) => {
            said.notes
                .push(format!("columns {columns} are called {wanted:?}, and each row fills one of them: they are read as one"));
            Ok(used)
        }
        Some(row) => {
            let message = format!("columns {columns} have this heading, and their answers differ (first here)");
            Err(Problem::error("two-columns", message)
                .at(sheet.place(row).column(wanted))
                .help("rename one of the two headings in the export, or delete the column that is not meant"))
        }
    }
}

/// No column has this heading.
pub(super) fn missing(sheet: &Sheet<'_>, header: &Header, wanted: &str) -> Problem {
    let labels = || header.headings.iter().map(|heading| heading.label.as_str()).filter(|label| !label.is_empty());
    let help = spelling::nearest(wanted, labels()).or_else(|| sharing_words(wanted, labels())).map_or_else(
        || {
            let few: Vec<String> = labels().take(12).map(|label| format!("{label:?}")).collect();
            format!("the columns are {}{}", few.join(", "), if labels().count() > 12 { ", …" } else { "" })
        },
        |near| format!("did you mean {near:?}?"),
    );
    let place = Place { row: header.records.first().copied(), ..Place::file(&sheet.path) };
    Problem::error("missing-column", "no column has this heading").at(place.column(wanted)).value(wanted).help(help)
}

/// The heading that shares most words with the one that is wanted, half of the fewer words at least.
fn sharing_words<'a>(wanted: &str, labels: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let words = |text: &str| -> BTreeSet<String> {
        spelling::key(text).split(' ').filter(|word| word.len() > 2).map(str::to_owned).collect()
    };
    let wanted = words(wanted);
    let shared = |label: &str| {
        let own = words(label);
        let common = own.intersection(&wanted).count();
        (2 * common >= own.len().min(wanted.len()) && common > 0).then(|| (common, usize::MAX - own.len()))
    };
    labels.filter_map(|label| Some((shared(label)?, label))).max_by_key(|(shared, _)| *shared).map(|(_, label)| label)
}
