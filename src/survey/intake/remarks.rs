//! What people wrote or painted on a sheet beside its cells: comments, and rows in a colour. It is not read, and only said.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::BytesStart;

use super::xml_parts::{attribute, elements, is, part};
use crate::domain::problem::Problem;
use crate::domain::text::counted;

/// So many cells or rows are named.
const NAMED: usize = 8;

/// The first of the places that something is said of, in words.
pub(super) fn named<T: ToString>(places: &[T]) -> String {
    let more = if places.len() > NAMED { ", …" } else { "" };
    let named: Vec<String> = places.iter().take(NAMED).map(ToString::to_string).collect();
    format!("{}{more}", named.join(", "))
}

/// The comments of a sheet, and its rows with their colours.
#[derive(Debug, Default)]
pub(super) struct Remarks {
    /// The cells that have a comment.
    pub(super) comments: Vec<String>,
    /// For each row with contents: its number, how many cells are filled, and the colours behind them.
    rows: Vec<(usize, usize, BTreeSet<String>)>,
}

impl Remarks {
    /// A sheet with comments on these cells, of which no row is known yet.
    pub(super) fn with(comments: Vec<String>) -> Remarks {
        Remarks { comments, rows: Vec::new() }
    }

    /// Counts a filled cell in a row, with the colour behind it.
    pub(super) fn see(&mut self, row: usize, colour: Option<&String>) {
        if self.rows.last().is_none_or(|(last, ..)| *last != row) {
            self.rows.push((row, 0, BTreeSet::new()));
        }
        if let Some((_, filled, colours)) = self.rows.last_mut() {
            *filled += 1;
            colours.extend(colour.cloned());
        }
    }

    /// What is to be said of them.
    pub(super) fn problems(&self) -> Vec<Problem> {
        let said = |code, message: String, places: &[String]| {
            let problem = Problem::warning(code, message).value(named(places));
            (!places.is_empty()).then(|| {
                problem.help("look at them in the spreadsheet: what they say has to stand in a cell of its own to count")
            })
        };
        let coloured: Vec<String> = self.coloured().iter().map(|row| format!("row {row}")).collect();
        let comments = format!("comments in the spreadsheet, which are not read: {}", counted(self.comments.len(), "cell"));
        let rows =
            format!("coloured in the spreadsheet unlike the others, and read all the same: {}", counted(coloured.len(), "row"));
        [said("cell-comments", comments, &self.comments), said("coloured-rows", rows, &coloured)].into_iter().flatten().collect()
    }

    /// The rows with a colour that less than half of the rows has, without stripes, titles and headings: above such a row stands another one
    /// as long and without that colour.
    fn coloured(&self) -> BTreeSet<usize> {
        let mut by_colour: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut longest_without: BTreeMap<&str, usize> = BTreeMap::new();
        let all: BTreeSet<&str> = self.rows.iter().flat_map(|(_, _, colours)| colours).map(String::as_str).collect();
        for (row, filled, colours) in &self.rows {
            for colour in &all {
                let longest = longest_without.entry(colour).or_default();
                if !colours.contains(*colour) {
                    *longest = (*longest).max(*filled);
                } else if *longest * 2 >= *filled && *longest > 0 {
                    by_colour.entry(colour).or_default().push(*row);
                }
            }
        }
        let rows = self.rows.len();
        let is_mark = |found: &Vec<usize>| found.len() * 2 < rows && !self.is_striped(found);
        by_colour.into_values().filter(is_mark).flatten().collect()
    }

    /// Whether rows of a colour come again and again at the same distance, over the whole sheet.
    fn is_striped(&self, found: &[usize]) -> bool {
        let mut distances = found.windows(2).filter_map(|pair| Some(pair.last()? - pair.first()?));
        let (Some(distance), Some((last, ..))) = (distances.next(), self.rows.last()) else { return false };
        let is_to_the_end = found.last().is_some_and(|end| end + distance > *last);
        distance > 1 && found.len() > 2 && is_to_the_end && distances.all(|other| other == distance)
    }
}

/// The cells of a sheet that have a comment, by the sheet's part in the archive.
pub(super) fn comments_of(bytes: &[u8], sheet: &str) -> Vec<String> {
    let Some((folder, file)) = sheet.rsplit_once('/') else { return Vec::new() };
    let Some(relations) = part(bytes, &format!("{folder}/_rels/{file}.rels")) else { return Vec::new() };
    let mut targets = Vec::new();
    elements(&relations, |element, _| {
        if attribute(element, "Type").is_some_and(|kind| kind.ends_with("/comments")) {
            targets.extend(attribute(element, "Target"));
        }
    });
    let mut cells = Vec::new();
    for target in targets {
        let name = match (target.strip_prefix('/'), target.strip_prefix("../")) {
            (Some(whole), _) => whole.to_owned(),
            (_, Some(beside)) => format!("{}/{beside}", folder.rsplit_once('/').map_or("", |(above, _)| above)),
            _ => format!("{folder}/{target}"),
        };
        elements(&part(bytes, &name).unwrap_or_default(), |element, _| {
            if is(element, "comment") {
                cells.extend(attribute(element, "ref"));
            }
        });
    }
    cells
}

/// The cell formats of a workbook that are painted, by their numbers, with their colour.
#[derive(Debug, Default)]
pub(super) struct Fills {
    section: String,
    colours: Vec<Option<String>>,
    formats: Vec<usize>,
}

impl Fills {
    /// The painted formats of the part with the styles.
    pub(super) fn of(styles: &[u8]) -> Fills {
        let mut found = Fills::default();
        elements(styles, |element, _| found.step(element));
        found
    }

    fn step(&mut self, element: &BytesStart<'_>) {
        const SECTIONS: [&str; 7] = ["fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"];
        if let Some(begins) = SECTIONS.iter().find(|name| is(element, name)) {
            (*begins).clone_into(&mut self.section);
        } else if self.section == "fills" && is(element, "fill") {
            self.colours.push(None);
        } else if self.section == "fills" && is(element, "patternFill") {
            let is_painted = attribute(element, "patternType").is_some_and(|kind| kind != "none" && kind != "gray125");
            if let Some(fill) = self.colours.last_mut().filter(|_| is_painted) {
                *fill = Some(String::new());
            }
        } else if self.section == "fills" && is(element, "fgColor") {
            let colour = ["rgb", "theme", "tint", "indexed"].map(|name| attribute(element, name).unwrap_or_default()).join("/");
            let is_white = colour.to_uppercase().starts_with("FFFFFFFF/") || colour == "/0//";
            if let Some(fill) = self.colours.last_mut().filter(|fill| fill.is_some()) {
                *fill = (!is_white).then_some(colour);
            }
        } else if self.section == "cellXfs" && is(element, "xf") {
            let fill = attribute(element, "fillId").and_then(|fill| fill.parse().ok());
            self.formats.push(fill.unwrap_or_default());
        }
    }

    /// The colour of a cell format.
    pub(super) fn colour(&self, format: usize) -> Option<&String> {
        self.colours.get(*self.formats.get(format)?)?.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_in_a_colour_of_few_is_named_and_headings_and_stripes_are_not() {
        let rows = |colours: &[(usize, &str)]| {
            let mut remarks = Remarks::default();
            for (at, (filled, colour)) in colours.iter().enumerate() {
                let colour = (!colour.is_empty()).then(|| (*colour).to_owned());
                (0..*filled).for_each(|_| remarks.see(at + 1, colour.as_ref()));
            }
            remarks.coloured().into_iter().collect::<Vec<usize>>()
        };
        assert_eq!(rows(&[(4, ""), (4, ""), (4, "red"), (4, "")]), [3]);
        assert_eq!(rows(&[(1, ""), (4, "blue"), (4, ""), (4, ""), (4, ""), (4, "red")]), [6]);
        assert_eq!(rows(&[(4, "blue"), (4, "red"), (4, ""), (4, "")]), [2]);
        assert_eq!(rows(&[(4, ""), (4, "grey"), (4, ""), (4, "grey"), (4, ""), (4, "grey")]), [0_usize; 0]);
        let of = |colours: &str| rows(&colours.chars().map(|c| (4, if c == 'r' { "red" } else { "" })).collect::<Vec<_>>());
        assert_eq!(of("-rr--r-r--"), [2, 3, 6, 8], "four of nine withdrew");
        assert_eq!(of("--r--r--r--"), [0_usize; 0], "stripes of three");
        assert_eq!(of("-rrrrrr---"), [0_usize; 0]);
    }
}
