//! A table for people, fitted to the width of their screen. The only file that knows the table library.

use comfy_table::presets::UTF8_FULL_CONDENSED;
use comfy_table::{Cell, CellAlignment, ContentArrangement, Table};

use crate::render::escape::terminal;

/// How the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Texts.
    Left,
    /// Numbers.
    Right,
}

/// The table as text with a line feed at the end; cells that do not fit into `width` columns are wrapped.
pub fn table(headings: &[(String, Align)], rows: &[Vec<String>], width: u16) -> String {
    let cell = |(text, align): (&String, Align)| {
        let alignment = if align == Align::Right { CellAlignment::Right } else { CellAlignment::Left };
        Cell::new(terminal::line(text)).set_alignment(alignment)
    };
    let aligns = || headings.iter().map(|(_, align)| *align);
    let mut table = Table::new();
    table.load_style(UTF8_FULL_CONDENSED).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table.set_header(headings.iter().map(|(text, align)| cell((text, *align))).collect::<Vec<_>>());
    for row in rows {
        table.add_row(row.iter().zip(aligns()).map(cell).collect::<Vec<_>>());
    }
    format!("{}\n", table.trim_fmt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::escape::hostile;

    fn headings() -> Vec<(String, Align)> {
        vec![("Pair".into(), Align::Left), ("Score".into(), Align::Right)]
    }

    #[test]
    fn numbers_stand_right_and_wide_letters_count_double() {
        let rows = vec![vec!["M01-E01".into(), "7.5".into()], vec!["李小龍".into(), "100.0".into()]];
        let expected = "\
┌─────────┬───────┐
│ Pair    ┆ Score │
╞═════════╪═══════╡
│ M01-E01 ┆   7.5 │
│ 李小龍  ┆ 100.0 │
└─────────┴───────┘
";
        assert_eq!(table(&headings(), &rows, 80), expected);
    }

    #[test]
    fn long_cells_are_wrapped_to_the_width() {
        let text = table(&headings(), &[vec!["one two three four five six seven".into(), "1".into()]], 30);
        assert!(text.lines().all(|line| line.chars().count() <= 30), "{text}");
        assert!(text.contains("seven"));
    }

    #[test]
    fn no_hostile_cell_reaches_the_screen() {
        for raw in hostile::TEXTS {
            let text = table(&headings(), &[vec![raw.to_owned(), String::new()]], 200);
            assert_eq!(text.lines().count(), 5, "{raw:?}");
            assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{raw:?}");
        }
    }
}
