//! Rows for people, fitted to the width of their screen: as a table, or where that does not fit as a list of facts.
//!
//! No word is ever broken: an id, a date or an address stays in one piece. The only file that knows the table library.

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{Cell, CellAlignment, ColumnConstraint, ContentArrangement, Table, Width};
use unicode_width::UnicodeWidthStr;

use crate::render::escape::terminal;

/// How the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    /// Texts.
    Left,
    /// Numbers.
    Right,
}

/// A screen of fewer characters shows a list where a table would have to wrap its rows into many lines.
const NARROW: u16 = 100;

/// On a narrow screen a row of a table may have so many lines; with more a list reads better.
const LINES_OF_A_ROW: usize = 2;

/// What stands between the contents of two columns, and around the table: a blank on each side of a line.
const BETWEEN: usize = 3;

/// Columns with their rows, every cell made safe for a terminal.
pub(crate) struct Grid {
    headings: Vec<(String, Align)>,
    rows: Vec<Vec<String>>,
}

impl Grid {
    /// A grid; cells without a heading are left out.
    pub(crate) fn new(headings: Vec<(String, Align)>, rows: &[Vec<String>]) -> Grid {
        let rows = rows.iter().map(|row| row.iter().map(|cell| terminal::line(cell)).collect()).collect();
        Grid { headings, rows }
    }

    /// The rows as a table of at most `width` characters, or as a list. O(characters).
    pub(crate) fn show(mut self, width: u16) -> String {
        self.keep(|column, rows| rows.iter().any(|row| !cell(row, column).is_empty()));
        if self.natural_width() <= width.into() {
            return self.table(width);
        }
        let alike = self.take_alike();
        let shown = self.wrapped(width).unwrap_or_else(|| self.list());
        format!("{alike}{shown}")
    }

    /// The rows as facts, one a line, a blank line between two rows; empty cells are left out.
    pub(crate) fn list(&self) -> String {
        let fact = |(at, cell): (usize, &String)| {
            let heading = self.headings.get(at).map(|(heading, _)| heading.as_str()).unwrap_or_default();
            (!cell.is_empty()).then(|| format!("{heading}: {cell}\n"))
        };
        let row = |row: &Vec<String>| format!("\n{}", row.iter().enumerate().filter_map(fact).collect::<String>());
        self.rows.iter().map(row).collect()
    }

    /// A table whose longer cells are wrapped between words, unless the screen is too narrow for that to read well.
    fn wrapped(&self, width: u16) -> Option<String> {
        if self.width_of(longest_word) > width.into() {
            return None;
        }
        let table = self.table(width);
        let lines = table.lines().count().saturating_sub(4);
        (width >= NARROW || lines <= LINES_OF_A_ROW * self.rows.len()).then_some(table)
    }

    fn table(&self, width: u16) -> String {
        let cell = |(text, align): (&String, Align)| {
            Cell::new(text).set_alignment(if align == Align::Right { CellAlignment::Right } else { CellAlignment::Left })
        };
        let aligns = || self.headings.iter().map(|(_, align)| *align);
        let mut table = Table::new();
        table.load_style(UTF8_FULL_CONDENSED).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        table.set_header(self.headings.iter().map(|(text, align)| cell((text, *align))).collect::<Vec<_>>());
        for row in &self.rows {
            table.add_row(row.iter().zip(aligns()).map(cell).collect::<Vec<_>>());
        }
        for (at, column) in table.column_iter_mut().enumerate() {
            let least = u16::try_from(self.width_of_column(at, longest_word) + BETWEEN - 1).unwrap_or(u16::MAX);
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(least)));
        }
        format!("{}\n", table.trim_fmt())
    }

    /// Takes out the columns that say the same in every row, and says it once.
    fn take_alike(&mut self) -> String {
        let first = self.rows.first().cloned().unwrap_or_default();
        let alike = |column: usize, rows: &[Vec<String>]| {
            column > 0 && rows.len() > 1 && rows.iter().all(|row| cell(row, column) == cell(&first, column))
        };
        let said: Vec<String> = (0..self.headings.len())
            .filter(|column| alike(*column, &self.rows))
            .map(|column| format!("{} {}", self.headings[column].0.to_lowercase(), cell(&first, column)))
            .collect();
        self.keep(|column, rows| !alike(column, rows));
        if said.is_empty() { String::new() } else { format!("In every row: {}\n", said.join(", ")) }
    }

    /// Keeps only some columns.
    fn keep(&mut self, kept: impl Fn(usize, &[Vec<String>]) -> bool) {
        let kept: Vec<bool> = (0..self.headings.len()).map(|column| kept(column, &self.rows)).collect();
        let stays = |at: usize| kept.get(at).copied().unwrap_or(false);
        let mut at = 0..;
        self.headings.retain(|_| at.next().is_some_and(stays));
        for row in &mut self.rows {
            let mut at = 0..;
            row.retain(|_| at.next().is_some_and(stays));
        }
    }

    fn natural_width(&self) -> usize {
        self.width_of(UnicodeWidthStr::width)
    }

    fn width_of(&self, measure: fn(&str) -> usize) -> usize {
        (0..self.headings.len()).map(|column| self.width_of_column(column, measure) + BETWEEN).sum::<usize>() + 1
    }

    fn width_of_column(&self, column: usize, measure: fn(&str) -> usize) -> usize {
        let heading = self.headings.get(column).map(|(heading, _)| heading.as_str()).unwrap_or_default();
        self.rows.iter().map(|row| cell(row, column)).chain([heading]).map(measure).max().unwrap_or_default()
    }
}

fn cell(row: &[String], column: usize) -> &str {
    row.get(column).map(String::as_str).unwrap_or_default()
}

fn longest_word(text: &str) -> usize {
    text.split(' ').map(UnicodeWidthStr::width).max().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::escape::hostile;

    fn table(rows: &[Vec<String>], width: u16) -> String {
        Grid::new(vec![("Pair".into(), Align::Left), ("Score".into(), Align::Right)], rows).show(width)
    }

    fn row(cells: &[&str]) -> Vec<String> {
        cells.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn numbers_stand_right_and_wide_letters_count_double() {
        let rows = vec![row(&["M01-E01", "7.5"]), row(&["李小龍", "100.0"])];
        let expected = "\
┌─────────┬───────┐
│ Pair    ┆ Score │
╞═════════╪═══════╡
│ M01-E01 ┆   7.5 │
│ 李小龍  ┆ 100.0 │
└─────────┴───────┘
";
        assert_eq!(table(&rows, 80), expected);
        assert_eq!(table(&rows, 19), expected);
    }

    #[test]
    fn cells_are_wrapped_between_words() {
        let text = table(&[row(&["one two three four five six seven", "1"])], 36);
        assert!(text.lines().all(|line| line.chars().count() <= 36) && text.contains("┆     1 │"), "{text}");
        assert!(text.contains("seven"));
    }

    #[test]
    fn what_cannot_stand_in_a_table_unbroken_is_a_list() {
        let rows = [row(&["M01-E01", "a.very.long.address@hospital.example"]), row(&["M02-E02", ""])];
        assert_eq!(table(&rows, 40), "\nPair: M01-E01\nScore: a.very.long.address@hospital.example\n\nPair: M02-E02\n");
    }

    #[test]
    fn what_is_alike_in_every_row_is_said_once_where_room_is_short() {
        let headings = || vec![("Pair".into(), Align::Left), ("Revealed".into(), Align::Left), ("Notes".into(), Align::Left)];
        let rows = [row(&["M01-E01", "no", ""]), row(&["M02-E02", "no", ""])];
        let narrow = Grid::new(headings(), &rows).show(15);
        assert!(narrow.starts_with("In every row: revealed no\n┌─────────┐\n│ Pair    │"), "{narrow}");
        let wide = Grid::new(headings(), &rows).show(80);
        assert!(wide.contains("Revealed") && !wide.contains("Notes"), "{wide}");
    }

    #[test]
    fn no_hostile_cell_reaches_the_screen() {
        for raw in hostile::TEXTS {
            let text = table(&[vec![raw.to_owned(), "1".to_owned()]], 400);
            assert_eq!(text.lines().count(), 5, "{raw:?}");
            let list = table(&[vec![format!("x{raw}"), "1".to_owned()]], 8);
            assert!(!text.chars().chain(list.chars()).any(|c| c.is_control() && c != '\n'), "{raw:?}");
        }
    }
}
