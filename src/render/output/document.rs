//! Everything that a verb shows, as one value.

use serde::ser::{Serialize, SerializeMap, Serializer};
use unicode_width::UnicodeWidthStr;

use super::sheet::Object;
use super::{Cell, Format, Sheet, heading, json};
use crate::domain::side::Kind;
use crate::render::escape::terminal;

/// One part of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Rows.
    Sheet(Sheet),
    /// Single values by name.
    Record(Vec<(&'static str, Cell)>),
    /// One value.
    Value(Cell),
    /// Several documents of one kind.
    Documents(Vec<Document>),
}

/// Everything that a verb shows, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Document {
    parts: Vec<(&'static str, Part)>,
    /// The sheet that CSV has; without it the first.
    main: Option<&'static str>,
}

impl Document {
    /// The document with one more sheet.
    #[must_use]
    pub(crate) fn sheet(mut self, name: &'static str, sheet: Sheet) -> Document {
        self.parts.push((name, Part::Sheet(sheet)));
        self
    }

    /// The document with one more sheet, which is the one that CSV has.
    #[must_use]
    pub(crate) fn main_sheet(mut self, name: &'static str, sheet: Sheet) -> Document {
        self.main = Some(name);
        self.sheet(name, sheet)
    }

    /// The document with one more record.
    #[must_use]
    pub(crate) fn record(mut self, name: &'static str, values: impl IntoIterator<Item = (&'static str, Cell)>) -> Document {
        self.parts.push((name, Part::Record(values.into_iter().collect())));
        self
    }

    /// The document with one more value.
    #[must_use]
    pub(crate) fn value(mut self, name: &'static str, value: Cell) -> Document {
        self.parts.push((name, Part::Value(value)));
        self
    }

    /// The document with several documents inside it.
    #[must_use]
    pub(crate) fn documents(mut self, name: &'static str, documents: Vec<Document>) -> Document {
        self.parts.push((name, Part::Documents(documents)));
        self
    }

    /// The document for a cohort of `kind`; `width` is the screen's. CSV has the main sheet only.
    pub(crate) fn show(&self, format: Format, width: u16, kind: Kind) -> String {
        match format {
            Format::Table | Format::List => {
                let shown = |(name, part): &(&'static str, Part)| part.for_people(name, format, width, kind);
                self.parts.iter().map(shown).collect::<Vec<_>>().join("\n")
            }
            Format::Json => json(self),
            Format::Csv => self.sheet_for_csv().map(Sheet::csv).unwrap_or_default(),
        }
    }

    fn sheet_for_csv(&self) -> Option<&Sheet> {
        let candidates = self.parts.iter().filter(|(name, _)| self.main.is_none_or(|main| main == *name));
        candidates.into_iter().find_map(|(_, part)| match part {
            Part::Sheet(sheet) => Some(sheet),
            Part::Documents(documents) => documents.iter().find_map(Document::sheet_for_csv),
            Part::Record(_) | Part::Value(_) => None,
        })
    }
}

impl Part {
    fn for_people(&self, name: &str, format: Format, width: u16, kind: Kind) -> String {
        match self {
            Part::Sheet(sheet) => sheet.for_people(format, width, kind),
            Part::Value(value) => format!("{}: {}\n", heading(name, kind), terminal::line(&value.for_people())),
            Part::Documents(documents) => {
                let shown = |document: &Document| document.show(format, width, kind);
                documents.iter().map(shown).collect::<Vec<_>>().join("\n")
            }
            Part::Record(values) => {
                let is_empty = |cell: &Cell| matches!(cell, Cell::List(items) if items.is_empty());
                let said =
                    |(key, cell): &(&'static str, Cell)| format!("{} {}", heading(key, kind).to_lowercase(), cell.for_people());
                let said: Vec<String> =
                    values.iter().filter(|(_, cell)| !is_empty(cell)).map(said).map(|said| terminal::line(&said)).collect();
                let line = format!("{}: {}\n", heading(name, kind), said.join(", "));
                let fits = format == Format::Table && UnicodeWidthStr::width(line.as_str()) <= width.into();
                if fits { line } else { format!("{}:\n  {}\n", heading(name, kind), said.join("\n  ")) }
            }
        }
    }
}

/// One object, its keys in the order of the parts.
impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut document = serializer.serialize_map(Some(self.parts.len()))?;
        for (name, part) in &self.parts {
            match part {
                Part::Sheet(sheet) => document.serialize_entry(name, sheet)?,
                Part::Value(value) => document.serialize_entry(name, value)?,
                Part::Documents(documents) => document.serialize_entry(name, documents)?,
                Part::Record(values) => {
                    let (names, cells): (Vec<&'static str>, Vec<Cell>) = values.iter().cloned().unzip();
                    document.serialize_entry(name, &Object(&names, &cells))?;
                }
            }
        }
        document.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::output::sheet::tests::sheet;

    #[test]
    fn a_document_is_one_object() {
        let document = Document::default().record("objective", [("total", Cell::Whole(9))]).sheet("people", sheet());
        let json: serde_json::Value = serde_json::from_str(&document.show(Format::Json, 100, Kind::Goals)).unwrap();
        assert_eq!(json["objective"]["total"], 9);
        assert_eq!(json["people"].as_array().unwrap().len(), 2);
        assert!(document.show(Format::Csv, 100, Kind::Goals).starts_with("person,"));
        let several = Document::default().value("stage", Cell::text("place")).documents("stages", vec![document.clone()]);
        let json: serde_json::Value = serde_json::from_str(&several.show(Format::Json, 100, Kind::Goals)).unwrap();
        assert_eq!((&json["stage"], &json["stages"][0]["objective"]["total"]), (&"place".into(), &9.into()));
        assert!(several.show(Format::Table, 100, Kind::Goals).starts_with("Stage: place\n\nObjective: total 9\n"));
        assert!(document.show(Format::Table, 100, Kind::Goals).starts_with("Objective: total 9\n\nPeople (2)\n"));
    }
}
