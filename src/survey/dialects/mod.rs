//! The survey tools' own habits, one file each: by which columns a tool is recognised, and what its own columns mean.
//!
//! A new tool: a file here and a line in [`ALL`]. Column names are in the folded form of headings (small letters, no blanks).

mod google_forms;
mod jisc;
mod limesurvey;
mod ms_forms;
mod qualtrics;
mod redcap;
mod smartsurvey;
mod surveymonkey;

use super::header::heading::{Heading, fold};
use super::intake::sheet::Row;
use crate::domain::problem::{Place, Problem};
use crate::domain::spelling;

/// One tool's habits.
#[derive(Debug)]
pub(crate) struct Dialect {
    /// Its name in settings.
    pub(crate) name: &'static str,
    /// Its name in messages.
    pub(crate) title: &'static str,
    /// The columns by which it is recognised; alternatives of one column stand together.
    pub(crate) known_by: &'static [&'static [&'static str]],
    /// So many of them must be there.
    pub(crate) least: usize,
    /// The columns that the tool adds to the questions.
    pub(crate) own: &'static [&'static str],
    /// How its header is laid out.
    pub(crate) layout: Layout,
    /// When the answer was given, the best column first.
    pub(crate) answered: &'static [&'static str],
    /// The number of the response, which rises with time.
    pub(crate) number: &'static [&'static str],
    /// The columns that end an instrument, where an export holds several with columns of their own.
    pub(crate) ends: &'static [&'static str],
    /// What marks a response that is no answer.
    pub(crate) marks: &'static [Mark],
    /// What the tool itself puts between several answers in one cell, without blanks of its own.
    pub(crate) joint: Option<&'static str>,
    /// Which of day and month it writes first where nothing in the file decides.
    pub(crate) month_first: bool,
    /// Whether it writes the newest response first.
    pub(crate) newest_first: bool,
    /// Whether it exports unfinished responses without marking them.
    pub(crate) unmarked_unfinished: bool,
}

/// A tool without habits, to be filled in.
const PLAIN: Dialect = Dialect {
    name: "",
    title: "",
    known_by: &[],
    least: 1,
    own: &[],
    layout: Layout::One,
    answered: &[],
    number: &[],
    ends: &[],
    marks: &[],
    joint: None,
    month_first: false,
    newest_first: false,
    unmarked_unfinished: false,
};

/// How the header rows of a tool are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// One row.
    One,
    /// Questions, and under them options or `Response`.
    Options,
    /// Codes, texts, and a row of JSON.
    Coded,
}

/// What a value in one of the tool's own columns says about a response.
#[derive(Debug)]
pub(crate) struct Mark {
    /// The column, in its spellings.
    pub(crate) column: &'static [&'static str],
    /// The test.
    pub(crate) test: Test,
    /// What it means.
    pub(crate) means: Meaning,
}

/// A test of a cell in folded form.
#[derive(Debug)]
pub(crate) enum Test {
    /// It is one of these.
    Is(&'static [&'static str]),
    /// It is empty.
    Empty,
    /// It is a number below this.
    Below(u32),
}

impl Test {
    /// Whether the cell passes.
    pub(crate) fn holds(&self, cell: &str) -> bool {
        let cell = fold(cell);
        match self {
            Test::Is(words) => words.contains(&cell.as_str()),
            Test::Empty => cell.is_empty(),
            Test::Below(bound) => cell.parse::<u32>().is_ok_and(|number| number < *bound),
        }
    }
}

/// What a mark means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// The response was not finished.
    Unfinished,
    /// A preview, a test, or spam.
    Preview,
}

/// Every tool; earlier ones are looked for first.
pub(crate) const ALL: [&Dialect; 8] = [
    &ms_forms::MS_FORMS,
    &surveymonkey::SURVEYMONKEY,
    &qualtrics::QUALTRICS,
    &limesurvey::LIMESURVEY,
    &jisc::JISC,
    &smartsurvey::SMARTSURVEY,
    &redcap::REDCAP,
    &google_forms::GOOGLE_FORMS,
];

/// Whether a heading is this name of a column, or ends with it where the name begins with a star.
pub(crate) fn is_called(heading: &Heading, name: &str) -> bool {
    name.strip_prefix('*').map_or_else(
        || heading.is_called(name),
        |ending| heading.option.is_none() && fold(&heading.label).strip_suffix(ending).is_some_and(|rest| !rest.is_empty()),
    )
}

/// The word of the settings for a sheet that no tool wrote.
pub(crate) const BY_HAND: &str = "hand";

/// The names that `tool = …` may have.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|dialect| dialect.name).chain([BY_HAND])
}

/// The tool of this name; nothing for a sheet kept by hand.
///
/// # Errors
/// `unknown-tool`, with the nearest name.
pub(crate) fn named(path: &str, name: &str) -> Result<Option<&'static Dialect>, Problem> {
    let key = spelling::key(name).replace(' ', "");
    if key == BY_HAND || key == "excel" {
        return Ok(None);
    }
    let found = ALL.iter().find(|dialect| spelling::key(dialect.name).replace(' ', "") == key);
    found.map(|dialect| Some(*dialect)).ok_or_else(|| {
        let all: Vec<&str> = names().collect();
        let near = spelling::nearest(name, all.iter().copied()).map(|near| format!("did you mean {near:?}? "));
        Problem::error("unknown-tool", "this survey tool is not known")
            .at(Place::file(path).column("tool"))
            .value(name)
            .help(format!("{}known are {}", near.unwrap_or_default(), all.join(", ")))
    })
}

/// The tool that wrote this header row.
pub(crate) fn recognise(row: Row<'_>) -> Option<&'static Dialect> {
    let cells: Vec<Heading> = row.cells.iter().filter(|cell| !cell.trim().is_empty()).map(|cell| Heading::single(cell)).collect();
    ALL.iter().copied().find(|dialect| dialect.fits(&cells))
}

impl Dialect {
    fn fits(&self, headings: &[Heading]) -> bool {
        let there = |names: &&&[&str]| names.iter().any(|name| headings.iter().any(|heading| is_called(heading, name)));
        self.known_by.iter().filter(there).count() >= self.least
    }

    /// Whether a column is the tool's own and not a question.
    pub(crate) fn owns(&self, heading: &Heading) -> bool {
        self.own.iter().any(|name| is_called(heading, name))
    }

    /// The columns of a header row by which it is recognised, for messages.
    pub(crate) fn signature(&self, row: Row<'_>) -> String {
        let headings: Vec<Heading> = row.cells.iter().map(|cell| Heading::single(cell)).collect();
        let found = |names: &&[&str]| {
            let is = |heading: &&Heading| names.iter().any(|name| is_called(heading, name));
            headings.iter().find(is).map(|heading| heading.label.clone())
        };
        self.known_by.iter().filter_map(found).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tool_has_a_name_of_its_own_and_columns_in_folded_form() {
        let mut all: Vec<&str> = names().collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), ALL.len() + 1);
        for dialect in ALL {
            let columns =
                dialect.known_by.iter().copied().flatten().chain(dialect.own).chain(dialect.answered).chain(dialect.number);
            for column in columns {
                assert_eq!(fold(column), **column, "{}", dialect.name);
            }
        }
    }

    #[test]
    fn an_unknown_tool_is_refused_with_the_nearest() {
        let problem = named("x.csv", "qualtrix").unwrap_err();
        assert_eq!(problem.code, "unknown-tool");
        assert!(problem.help.unwrap().contains("qualtrics"));
        assert!(named("x.csv", "hand").unwrap().is_none());
    }
}
