//! Paths of which only the shape is told: a file can be called after somebody.

use std::collections::BTreeMap;

/// Folders that the program makes, and whose names may be told.
const FOLDERS: [&str; 15] = [
    "facts/people",
    "facts/pairs",
    "facts/draws",
    "facts/told",
    "facts/letters",
    "facts/sessions",
    "facts/calendar",
    "facts/evaluation",
    "facts",
    "private/surveys",
    "private/calendars",
    "private/messages",
    "private/letters",
    "private/draws",
    "private",
];

/// Files that the program makes under these very names.
const FILES: [&str; 13] = [
    "cohort.toml",
    "cohort.schema.json",
    "pairings.csv",
    "meetings.csv",
    "timeline.csv",
    "waiting-list.csv",
    "mailing.csv",
    "outcomes.csv",
    "summaries.md",
    "report.html",
    "report.md",
    "README.md",
    "private/register.csv",
];

/// Endings that say what a file is.
const ENDINGS: [&str; 16] =
    ["csv", "xlsx", "xls", "ods", "toml", "md", "html", "docx", "pdf", "ics", "eml", "txt", "json", "zip", "png", "tsv"];

/// How many files of each shape there are, and how many bytes they hold.
pub(super) fn counted(files: &[(String, usize)]) -> Vec<String> {
    let mut shapes: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for (path, length) in files {
        let (count, bytes) = shapes.entry(shape(path)).or_default();
        (*count, *bytes) = (*count + 1, *bytes + length);
    }
    shapes.into_iter().map(|(shape, (count, bytes))| format!("{shape} {count}, {bytes} bytes")).collect()
}

/// `facts/people/M03.csv` as `facts/people/*.csv`; of a file that the program does not make, its ending alone.
pub(super) fn shape(path: &str) -> String {
    if FILES.contains(&path) {
        return path.to_owned();
    }
    let folder = FOLDERS.into_iter().find(|folder| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')));
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_lowercase());
    let ending = ending.filter(|ending| ENDINGS.contains(&ending.as_str())).map(|ending| format!(".{ending}"));
    format!("{}*{}", folder.map(|folder| format!("{folder}/")).unwrap_or_default(), ending.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn only_names_that_the_program_gives_are_told() {
        for (path, told) in [
            ("cohort.toml", "cohort.toml"),
            ("facts/people/M03.csv", "facts/people/*.csv"),
            ("facts/draws/001.toml", "facts/draws/*.toml"),
            ("private/surveys/mentors of Anna Birch.XLSX", "private/surveys/*.xlsx"),
            ("Anna Birch.docx", "*.docx"),
            ("Anna.Birch", "*"),
            ("factsheet", "*"),
        ] {
            assert_eq!(shape(path), told);
        }
    }
}
