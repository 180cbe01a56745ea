//! Rows under named columns.

use serde::ser::{Serialize, SerializeSeq, Serializer};

use super::{Cell, Format, heading};
use crate::domain::side::Kind;
use crate::render::escape::csv;
use crate::render::terminal::table::{Align, Grid};

/// Rows under named columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    title: String,
    columns: Vec<&'static str>,
    rows: Vec<Vec<Cell>>,
    /// Whether people always see one fact a line: commands, for example, are copied and must not be wrapped.
    stacked: bool,
    /// Where people find the rows of a long sheet that they are not shown.
    rest: Option<&'static str>,
}

/// A sheet of more rows is cut for people where it says where the rest is.
const LONG: usize = 30;

/// So many rows of it are shown.
const SHOWN: usize = 12;

impl Sheet {
    /// A sheet. `columns` are the stable names (`held_on`) from which people's headings (`Held on`) are made.
    pub(crate) fn new<const N: usize>(
        title: impl Into<String>,
        columns: [&'static str; N],
        rows: impl IntoIterator<Item = [Cell; N]>,
    ) -> Sheet {
        Sheet {
            title: title.into(),
            columns: columns.to_vec(),
            rows: rows.into_iter().map(Vec::from).collect(),
            stacked: false,
            rest: None,
        }
    }

    /// The same sheet under another title.
    #[must_use]
    pub(crate) fn titled(self, title: String) -> Sheet {
        Sheet { title, ..self }
    }

    /// The same sheet, of which people always see one fact a line.
    #[must_use]
    pub(crate) fn stacked(self) -> Sheet {
        Sheet { stacked: true, ..self }
    }

    /// The same sheet, of which people see the first rows where there are many; `rest` says where all of them are.
    #[must_use]
    pub(crate) fn cut(self, rest: &'static str) -> Sheet {
        Sheet { rest: Some(rest), ..self }
    }

    /// Whether there is no row.
    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    #[cfg(test)]
    pub(crate) fn show(&self, format: Format, width: u16, kind: Kind) -> String {
        match format {
            Format::Table | Format::List => self.for_people(format, width, kind),
            Format::Json => super::json(self),
            Format::Csv => self.csv(),
        }
    }

    pub(super) fn for_people(&self, format: Format, width: u16, kind: Kind) -> String {
        if self.rows.is_empty() {
            return format!("{}: none\n", self.title);
        }
        let rest = self.rest.filter(|_| self.rows.len() > LONG);
        let shown = if rest.is_some() { SHOWN } else { self.rows.len() };
        let is_number = |at: usize| self.rows.iter().filter_map(|row| row.get(at)).any(Cell::is_number);
        let align = |at| if is_number(at) { Align::Right } else { Align::Left };
        let headings: Vec<_> = self.columns.iter().enumerate().map(|(at, name)| (heading(name, kind), align(at))).collect();
        let rows: Vec<Vec<String>> = self.rows.iter().take(shown).map(|row| row.iter().map(Cell::for_people).collect()).collect();
        let grid = Grid::new(headings, &rows);
        let more = rest.map(|rest| format!("and {} more: see {rest}\n", self.rows.len() - shown)).unwrap_or_default();
        let shown = if self.stacked || format == Format::List { grid.list() } else { grid.show(width) };
        format!("{} ({})\n{shown}{more}", self.title, self.rows.len())
    }

    pub(super) fn csv(&self) -> String {
        let mut records = csv::Records::headed(&self.columns);
        self.rows.iter().for_each(|row| records.push(row.iter().map(Cell::for_programs)));
        records.into_text()
    }
}

/// An array of objects, their keys in the order of the columns.
impl Serialize for Sheet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(Some(self.rows.len()))?;
        for row in &self.rows {
            rows.serialize_element(&Object(&self.columns, row))?;
        }
        rows.end()
    }
}

/// One row: an object with the columns' names as keys.
pub(super) struct Object<'a>(pub(super) &'a [&'static str], pub(super) &'a [Cell]);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().zip(self.1))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use chrono::NaiveDate;

    use super::*;

    pub(crate) fn sheet() -> Sheet {
        let day = NaiveDate::from_ymd_opt(2027, 1, 5).unwrap();
        let person = Cell::Coded { code: "M03".into(), label: "M03 Anna Smith".into() };
        let rows = [
            [person, Cell::Score(705), Cell::Day(day), Cell::List(vec!["a".into(), "b".into()])],
            [Cell::text("=E01"), Cell::Empty, Cell::Empty, Cell::List(Vec::new())],
        ];
        Sheet::new("People", ["person", "score", "held_on", "goals"], rows)
    }

    #[test]
    fn one_value_shows_in_three_shapes() {
        let people = sheet().show(Format::Table, 100, Kind::Goals);
        assert!(
            people.starts_with("People (2)\n") && people.contains("│ M03 Anna Smith ┆  70.5 ┆ 2027-01-05 ┆ a; b  │"),
            "{people}"
        );
        assert!(people.contains("Held on"));
        assert_eq!(
            sheet().show(Format::Csv, 100, Kind::Goals),
            "person,score,held_on,goals\nM03,705,2027-01-05,a; b\n'=E01,,,\n"
        );
        let json: serde_json::Value = serde_json::from_str(&sheet().show(Format::Json, 100, Kind::Goals)).unwrap();
        let first = serde_json::json!({"person": "M03", "score": 705, "held_on": "2027-01-05", "goals": ["a", "b"]});
        assert_eq!(json[0], first);
        assert_eq!(json[1]["score"], serde_json::Value::Null);
    }

    #[test]
    fn keys_keep_the_order_of_the_columns() {
        let json = sheet().show(Format::Json, 100, Kind::Goals);
        let at = |key: &str| json.find(&format!("\"{key}\"")).unwrap();
        assert!(at("person") < at("score") && at("score") < at("held_on") && at("held_on") < at("goals"));
    }

    #[test]
    fn a_long_sheet_is_cut_for_people_alone() {
        let long = |rows: usize| Sheet::new("People", ["person"], (0..rows).map(|at| [Cell::text(&at)])).cut("people.csv");
        let lines = |sheet: &Sheet, format| sheet.show(format, 100, Kind::Goals).lines().count();
        let people = long(31).show(Format::Table, 100, Kind::Goals);
        assert!(people.starts_with("People (31)\n") && people.ends_with("and 19 more: see people.csv\n"), "{people}");
        assert!(long(31).show(Format::List, 100, Kind::Goals).contains("and 19 more"));
        assert!(!long(30).show(Format::Table, 100, Kind::Goals).contains("more"));
        assert_eq!((lines(&long(31), Format::Csv), long(31).show(Format::Json, 100, Kind::Goals).contains("\"30\"")), (32, true));
    }

    #[test]
    fn an_empty_sheet_is_said_and_keeps_its_header() {
        let empty = Sheet::new("Waiting", ["person", "reason"], []);
        assert_eq!(empty.show(Format::Table, 80, Kind::Goals), "Waiting: none\n");
        assert_eq!(empty.show(Format::Csv, 80, Kind::Goals), "person,reason\n");
        assert_eq!(empty.show(Format::Json, 80, Kind::Goals), "[]\n");
    }
}
