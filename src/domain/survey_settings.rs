//! How an export is found and read, as `cohort.toml` says: the file, its shape, and which column holds which field.

use std::collections::BTreeMap;

/// `[survey.mentors]` or `[survey.mentees]`: where the export is and how it is read. All but the columns is found out when not said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// The survey tool, e.g. `qualtrics`.
    pub tool: Option<String>,
    /// The export, relative to the cohort directory.
    pub file: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The row of the (first) header, from 1.
    pub header_row: Option<u32>,
    /// The text encoding's name, e.g. `windows-1252`.
    pub encoding: Option<String>,
    /// The delimiter.
    pub delimiter: Option<char>,
    /// Which rows count: all of these must hold; without any, every row does.
    pub only: Vec<RowCondition>,
    /// The key of a coded export, relative to the cohort directory.
    pub codebook: Option<String>,
    /// Which column holds which field, by field name. `consent` and `finished` may stand here or beside `file`; here they are one.
    pub columns: BTreeMap<String, Column>,
}

/// A condition on the rows of an export: the column holds one of these answers, compared as headings are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowCondition {
    /// The column's heading.
    pub column: String,
    /// The answers.
    pub is: Vec<String>,
}

/// How one field is found in an export: the column or columns, and how a cell is understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Headings; several are joined by a space (first name + surname).
    pub headings: Vec<String>,
    /// The beginning of the headings of one column for each option (instead of `headings`).
    pub each: Option<String>,
    /// Texts that separate several answers in a cell; empty: one answer, or found out for fields that take several.
    pub separators: Vec<String>,
    /// The options that the form offered; the longest that fits decides where an option holds the separator.
    pub options: Vec<String>,
    /// Marks that mean yes.
    pub yes: Vec<String>,
    /// Marks that mean no.
    pub no: Vec<String>,
    /// Other spellings of an answer, and the answer they stand for.
    pub aliases: BTreeMap<String, String>,
    /// How dates are written, as chrono's `strftime` pattern.
    pub format: Option<String>,
}
