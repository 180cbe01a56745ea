//! What is wrong, where, and what to do about it: problems are values, collected and told all at once.

use std::fmt;
use std::ops::Range;

use super::problem_codes;
use super::setting_ref::SettingRef;

/// Whether a problem stops the work or is only said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is done until it is mended.
    Error,
    /// The work goes on; the lead is told.
    Warning,
}

/// Where a problem lies. Every part is optional; rows and lines count from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, as the lead would name it.
    pub file: Option<String>,
    /// The row of the sheet, or the record of the file, header rows included.
    pub row: Option<u32>,
    /// The line of a text file; not the row as soon as a cell holds a line break.
    pub line: Option<u32>,
    /// The heading of the column, or the key of a setting.
    pub column: Option<String>,
    /// The spot in the file, in bytes from its beginning, for a pointer under it.
    pub span: Option<Span>,
    /// The setting that it is about, of which the finder did not know where it is written.
    pub setting: Option<SettingRef>,
}

/// A span of bytes that, unlike [`Range`], can be ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span { start: range.start, end: range.end }
    }
}

impl Place {
    /// A place in a whole file.
    pub fn file(file: impl Into<String>) -> Place {
        Place { file: Some(file.into()), ..Place::default() }
    }

    /// A setting; `config` knows where it is written. Until then its key is told.
    pub fn setting(setting: SettingRef) -> Place {
        Place { column: Some(setting.key()), setting: Some(setting), ..Place::default() }
    }

    /// The same place, in this row and line.
    #[must_use]
    pub fn at(mut self, row: u32, line: u32) -> Place {
        self.row = Some(row);
        self.line = Some(line);
        self
    }

    /// The same place, in this line.
    #[must_use]
    pub fn line(mut self, line: u32) -> Place {
        self.line = Some(line);
        self
    }

    /// The same place, in this column (or at this key).
    #[must_use]
    pub fn column(mut self, column: impl Into<String>) -> Place {
        self.column = Some(column.into());
        self
    }

    /// The same place, at this span of bytes.
    #[must_use]
    pub fn span(mut self, span: Range<usize>) -> Place {
        self.span = Some(span.into());
        self
    }
}

/// `private/surveys/mentors.csv, row 17, line 19, column "Email"`.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            self.file.clone(),
            self.row.map(|row| format!("row {row}")),
            self.line.map(|line| format!("line {line}")),
            self.column.as_ref().map(|column| format!("column {column:?}")),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        f.write_str(&parts.join(", "))
    }
}

/// One thing that is wrong: a stable code, the place, what is wrong, the value, and what to do next.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// Error or warning.
    pub severity: Severity,
    /// A stable word for the kind of problem, e.g. `unknown-key`.
    pub code: &'static str,
    /// What is wrong, one sentence without a full stop at the end.
    pub message: String,
    /// The offending value as read, never of a sensitive answer.
    pub value: Option<String>,
    /// What to do next.
    pub help: Option<String>,
    /// A file that is to be taken back from git or from a copy. Where git holds it, the help becomes the command that takes it back.
    pub restore: Option<String>,
}

impl Problem {
    /// An error without a place yet.
    pub fn error(code: &'static str, message: impl Into<String>) -> Problem {
        debug_assert!(problem_codes::find(code).is_some(), "{code} has no line in the table of codes");
        let (place, severity, message) = (Place::default(), Severity::Error, message.into());
        Problem { place, severity, code, message, value: None, help: None, restore: None }
    }

    /// A warning without a place yet.
    pub fn warning(code: &'static str, message: impl Into<String>) -> Problem {
        Problem { severity: Severity::Warning, ..Problem::error(code, message) }
    }

    /// The same problem, there.
    #[must_use]
    pub fn at(mut self, place: Place) -> Problem {
        self.place = place;
        self
    }

    /// The same problem with the offending value.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Problem {
        self.value = Some(value.into());
        self
    }

    /// The same problem with what to do next.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Problem {
        self.help = Some(help.into());
        self
    }

    /// The same problem, cured by taking `file` back from git or from a copy of the directory.
    #[must_use]
    pub fn restore(mut self, file: impl Into<String>) -> Problem {
        let file = file.into();
        self.help = Some(format!("put {file} back as it was, from a backup or a colleague's copy"));
        self.restore = Some(file);
        self
    }

    /// The same problem, where it does not stop the work.
    #[must_use]
    pub fn as_warning(self) -> Problem {
        Problem { severity: Severity::Warning, ..self }
    }

    /// Whether it stops the work.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place.to_string();
        if !place.is_empty() {
            write!(f, "{place}: ")?;
        }
        write!(f, "{}", self.message)?;
        if let Some(value) = &self.value {
            write!(f, " ({value:?})")?;
        }
        if let Some(help) = &self.help {
            write!(f, "; {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problem {}

/// Why a request ends without its result, and the exit status that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Status 1: the request cannot be met, or a check found something.
    Unmet,
    /// Status 2: the command line or an input is wrong.
    WrongInput,
}

impl Ending {
    /// The process's exit status.
    pub fn status(self) -> u8 {
        match self {
            Ending::Unmet => 1,
            Ending::WrongInput => 2,
        }
    }
}

/// All that is wrong, at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Which exit status it is.
    pub ending: Ending,
    /// The problems, errors and warnings, in the order of their places.
    pub problems: Vec<Problem>,
}

impl Refusal {
    /// An input is wrong.
    pub fn input(mut problems: Vec<Problem>) -> Refusal {
        problems.sort();
        problems.dedup();
        Refusal { ending: Ending::WrongInput, problems }
    }

    /// The request cannot be met.
    pub fn unmet(mut problems: Vec<Problem>) -> Refusal {
        problems.sort();
        problems.dedup();
        Refusal { ending: Ending::Unmet, problems }
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Refusal {
        Refusal::input(vec![problem])
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.problems.iter().map(ToString::to_string).collect();
        f.write_str(&lines.join("\n"))
    }
}

impl std::error::Error for Refusal {}

/// `value` if nothing in `problems` is an error, with the warnings; else the refusal.
///
/// # Errors
/// When at least one problem is an error.
pub(crate) fn unless_errors<T>(value: T, problems: Vec<Problem>) -> Result<(T, Vec<Problem>), Refusal> {
    if problems.iter().any(Problem::is_error) { Err(Refusal::input(problems)) } else { Ok((value, problems)) }
}
