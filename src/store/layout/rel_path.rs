//! A path inside the cohort directory that is known to be one: no way out of it, no name of a person in it, no device of
//! any operating system. Nothing here touches a disk.

use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::domain::id::{PairId, PersonId};

/// The files at the top of the cohort directory that the program reads or writes.
const TOP: [&str; 14] = [
    "cohort.toml",
    "cohort.schema.json",
    "pairings.csv",
    "meetings.csv",
    "timeline.csv",
    "waiting-list.csv",
    "mailing.csv",
    "README.md",
    "report.html",
    "report.md",
    "outcomes.csv",
    "summaries.md",
    ".gitignore",
    ".gitattributes",
];

/// The longest file name, in bytes: short enough for every file system, with room for an ending such as `.yours`.
const LONGEST: usize = 200;

/// A path below the cohort directory, with `/` between its parts. Only paths of the layout exist as values of this type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelPath(String);

/// A text that is no path of a cohort directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAPath(pub String);

impl fmt::Display for NotAPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not a file of a cohort directory", self.0)
    }
}

impl std::error::Error for NotAPath {}

impl RelPath {
    /// A path that a constructor of the layout made from constants and ids.
    pub(super) fn made(path: impl Into<String>) -> RelPath {
        RelPath(path.into())
    }

    /// The path with `/` between its parts.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Where the file stands, given the cohort directory.
    pub fn under(&self, root: &Path) -> PathBuf {
        root.join(&self.0)
    }

    /// The file's name without its ending: the `M03` of `facts/people/M03.csv`.
    pub fn stem(&self) -> &str {
        let name = self.0.rsplit('/').next().unwrap_or(&self.0);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The folder in which the file stands: the `facts/people` of `facts/people/M03.csv`; empty at the top.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Whether only the lead may read the file, so that it is never committed: all below `private/` and `.revmentor/`.
    pub fn is_private(&self) -> bool {
        self.0.starts_with("private/") || self.0.starts_with(".revmentor/")
    }

    /// Whether it is a version that somebody edited and that was kept beside the file: `NAME.yours`, `NAME.yours2`.
    pub fn is_kept_aside(&self) -> bool {
        kept_aside_of(&self.0).is_some()
    }

    /// The folders on the way to the file, the outermost first: `private`, `private/draws` for `private/draws/x`.
    pub fn folders(&self) -> impl DoubleEndedIterator<Item = &str> {
        let cuts: Vec<usize> = self.0.match_indices('/').map(|(at, _)| at).collect();
        cuts.into_iter().filter_map(|cut| self.0.get(..cut))
    }
}

impl fmt::Display for RelPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl FromStr for RelPath {
    type Err = NotAPath;

    /// Reads a path of the layout as the program writes it; ids must be in their one spelling (`M03`, never `m3`).
    fn from_str(text: &str) -> Result<RelPath, NotAPath> {
        let parts: Vec<&str> = kept_aside_of(text).unwrap_or(text).split('/').collect();
        let known = match parts.as_slice() {
            [top] => TOP.contains(top),
            ["facts", "format"] | ["facts", "calendar", "dates.csv"] | [".revmentor", "views"] => true,
            ["facts", "people", file] => is_named_by::<PersonId>(file, ".csv"),
            ["facts", "pairs", file] => is_named_by::<PairId>(file, ".csv"),
            ["facts", "draws" | "evaluation", file] => file.strip_suffix(".toml").is_some_and(is_three_digits),
            ["facts", "told" | "letters" | "sessions", file] => file.strip_suffix(".csv").is_some_and(is_plain),
            ["templates", "messages" | "letters", file] => is_template(file),
            ["private", inside @ ..] => (1..=6).contains(&inside.len()) && inside.iter().all(|part| is_portable(part)),
            _ => false,
        };
        if known { Ok(RelPath(text.to_owned())) } else { Err(NotAPath(text.to_owned())) }
    }
}

/// The path of the file beside which this one was kept.
fn kept_aside_of(path: &str) -> Option<&str> {
    let (file, number) = path.rsplit_once(".yours")?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some(file)
}

fn is_named_by<Id: FromStr + fmt::Display>(file: &str, ending: &str) -> bool {
    let Some(stem) = file.strip_suffix(ending) else { return false };
    stem.parse::<Id>().is_ok_and(|id| id.to_string() == stem)
}

/// A text of the lead's own: a Word document or Markdown, called after its kind.
fn is_template(file: &str) -> bool {
    is_plain(file) && [".docx", ".md"].iter().any(|ending| file.ends_with(ending))
}

fn is_three_digits(stem: &str) -> bool {
    stem.parse::<u32>().is_ok_and(|number| number > 0 && format!("{number:03}") == stem)
}

/// Whether a file may have this name on every operating system. The lead's own exports may have blanks and letters of any
/// script in their names; what the program makes itself is plain (`is_plain`).
pub fn is_portable(name: &str) -> bool {
    let forbidden = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c) || crate::domain::text::is_invisible(c);
    let device = name.split('.').next().unwrap_or(name).trim_end().to_uppercase();
    let numbered = |of: &str| device.strip_prefix(of).is_some_and(|rest| rest.chars().count() == 1 && rest.chars().all(is_digit));
    !name.is_empty()
        && name.len() <= LONGEST
        && !name.contains(forbidden)
        && !name.starts_with(['.', ' '])
        && !name.ends_with(['.', ' '])
        && !matches!(device.as_str(), "CON" | "PRN" | "AUX" | "NUL")
        && !numbered("COM")
        && !numbered("LPT")
}

/// Windows takes superscript digits for digits in the names of devices.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || "¹²³".contains(c)
}

/// Whether a name is portable and of ASCII letters, digits, `-`, `_` and `.` only, as every name that the program makes is.
pub(super) fn is_plain(name: &str) -> bool {
    is_portable(name) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_layout_is_a_path() {
        for text in [
            "cohort.toml",
            "facts/people/M03.csv",
            "facts/told/session-induction-mentors.csv",
            "templates/messages/place.md",
            "facts/pairs/M03-E07.csv",
            "facts/draws/001.toml",
            "facts/draws/1000.toml",
            "facts/letters/study-leave.csv",
            "facts/sessions/induction-mentors.csv",
            "facts/calendar/dates.csv",
            "facts/evaluation/001.toml",
            "outcomes.csv",
            "report.md",
            "facts/told/session-induction-mentors.csv",
            "templates/messages/place.md",
            "templates/letters/study-leave.docx",
            "private/key",
            "private/surveys/Mentor survey (responses).csv",
            "private/surveys/Réponses.xlsx",
            "pairings.csv.yours",
            "facts/pairs/M03-E07.csv.yours2",
        ] {
            assert_eq!(text.parse::<RelPath>().map(|path| path.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn nothing_else_is() {
        for text in [
            "",
            "/etc/passwd",
            "../cohort.toml",
            "notes.txt",
            "facts",
            "facts/people/m3.csv",
            "facts/people/M3.csv",
            "facts/people/COM1.csv",
            "facts/people/anna.csv",
            "facts/pairs/E07-M03.csv",
            "facts/pairs/M03-M07.csv",
            "facts/draws/000.toml",
            "facts/draws/1.toml",
            "templates/letters/study leave.docx",
            "templates/letters/x.exe",
            "private/",
            "private",
            "private/../cohort.toml",
            "private/./key",
            "private/surveys//a.csv",
            "private/surveys/a\\b",
            "private/surveys/con.csv",
            "private/surveys/com1.x",
            "private/surveys/LPT².csv",
            "private/surveys/nul .csv",
            "private/surveys/x.",
            "private/surveys/x:y",
            "private/surveys/\u{202e}gpj.csv",
            ".git/config",
            ".revmentor/lock",
            "notes.txt.yours",
            "pairings.csv.yours.txt",
            "../cohort.toml.yours",
        ] {
            assert!(text.parse::<RelPath>().is_err(), "{text:?}");
        }
        assert!(format!("private/{}", "x".repeat(201)).parse::<RelPath>().is_err());
    }

    #[test]
    fn what_is_private_and_what_stands_on_the_way() {
        let path: RelPath = "private/draws/001/mentors.csv".parse().unwrap();
        assert!(path.is_private());
        assert_eq!(path.folders().collect::<Vec<_>>(), ["private", "private/draws", "private/draws/001"]);
        assert!(!"cohort.toml".parse::<RelPath>().unwrap().is_private());
    }
}
