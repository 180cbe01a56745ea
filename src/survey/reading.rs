//! What comes out of a survey export: people with their answers, and everybody and everything that was left out, with the reason.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::domain::answer::Answers;
use crate::domain::contact::Contact;
use crate::domain::problem::Problem;

pub(crate) use super::intake::sheet::Facts;

/// A survey export as it was understood. Every row is a person, a header row, or stands in `left_out`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The file, as the lead would name it.
    pub path: String,
    /// Format, encoding, delimiter.
    pub facts: Facts,
    /// The rows that make up the header.
    pub header_records: Vec<u32>,
    /// The name of the tool whose own columns were found; none for a sheet kept by hand.
    pub tool: Option<&'static str>,
    /// The people, in the order of the file.
    pub people: Vec<Respondent>,
    /// Every other row, in the order of the file.
    pub left_out: Vec<LeftOut>,
    /// What the lead should look at.
    pub warnings: Vec<Problem>,
    /// Every guess and every rule that decided something, in words.
    pub notes: Vec<String>,
}

/// A person who answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Respondent {
    /// The row of the sheet, from 1.
    pub record: u32,
    /// The line of the text file on which the row begins, from 1; none in a workbook.
    pub line: Option<u32>,
    /// Name and address.
    pub contact: Rc<Contact>,
    /// The mapped fields, without name and address.
    pub answers: Answers,
    /// Free texts beside the options, by field; they stand among the answers too.
    pub others: BTreeMap<String, Vec<String>>,
}

/// A row that is no person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The row of the sheet, from 1.
    pub record: u32,
    /// The line of the text file on which the row begins, from 1; none in a workbook.
    pub line: Option<u32>,
    /// What it is.
    pub is: LeftOutKind,
    /// Why, for the lead.
    pub why: String,
    /// The row that counts instead.
    pub by_record: Option<u32>,
}

/// Why a row is no person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LeftOutKind {
    /// The same person answered again later.
    Superseded,
    /// The same answer stands in the file twice.
    Duplicate,
    /// Consent was not given.
    NoConsent,
    /// The response was not finished, or there is no address yet.
    Incomplete,
    /// The person's data were erased; the row is not read.
    Erased,
    /// The settings' `only` does not take the row.
    NotSelected,
    /// A preview, a test or spam.
    Preview,
    /// Nothing stands in the row.
    Blank,
    /// A title, a total, a remark.
    Note,
}

impl LeftOutKind {
    /// The word of JSON and tables.
    pub fn word(self) -> &'static str {
        match self {
            LeftOutKind::Superseded => "superseded",
            LeftOutKind::Duplicate => "duplicate",
            LeftOutKind::NoConsent => "no-consent",
            LeftOutKind::Incomplete => "incomplete",
            LeftOutKind::Erased => "erased",
            LeftOutKind::NotSelected => "not-selected",
            LeftOutKind::Preview => "preview",
            LeftOutKind::Blank => "blank",
            LeftOutKind::Note => "note",
        }
    }
}
