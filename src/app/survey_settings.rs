//! Puts what was found out about exports into cohort.toml, so that `import` runs: copies files from outside into the private folder,
//! and comments out criteria and rules over fields that no column gives.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::app::survey_look::{SurveyLook, path_inside};
use crate::config;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::side::Side;
use crate::store::changes::{ChangeSet, Workspace};
use crate::store::formats::csv_text;
use crate::store::layout::{self, RelPath};
use crate::survey::{self, CodedQuestion};

/// What is to be written, and what the lead is told of it.
#[derive(Debug, Default)]
pub(crate) struct SurveySettings {
    pub(crate) changes: ChangeSet,
    pub(crate) notes: Vec<String>,
    /// What is wrong with cohort.toml after all, or still missing in it.
    pub(crate) remaining: Vec<Problem>,
}

/// The tables of cohort.toml that speak of survey fields.
const COMPARING: [&str; 2] = ["[[matching.criterion]]", "[[conflict]]"];

/// The settings with these exports in them.
///
/// # Errors
/// Where cohort.toml is no TOML.
pub(crate) fn with_exports(workspace: &Workspace, text: &str, looks: &[SurveyLook]) -> Result<SurveySettings, Refusal> {
    let mut settings = SurveySettings::default();
    let mut text = text.to_owned();
    let mut taken: BTreeMap<RelPath, Side> = BTreeMap::new();
    // A form for both sides is copied once.
    let mut copies: BTreeMap<PathBuf, String> = BTreeMap::new();
    let mut keys: BTreeMap<RelPath, Vec<CodedQuestion>> = BTreeMap::new();
    for look in looks {
        let Some(mut proposal) = look.settings.clone() else { continue };
        let earlier = copies.get(&look.file).cloned();
        let path = if let Some(path) = path_inside(workspace.root(), &look.file).or(earlier) {
            path
        } else {
            let is_shared = looks.iter().any(|other| other.side != look.side && other.file == look.file);
            let path = place_for(workspace, &text, look, is_shared, &taken)?;
            copies.insert(look.file.clone(), path.as_str().to_owned());
            if workspace.read(&path)?.is_none_or(|bytes| bytes != look.bytes) {
                settings.changes.put(path.clone(), look.bytes.clone());
                settings.notes.push(format!("{} is copied to {path}", look.path));
            }
            taken.insert(path.clone(), look.side);
            path.as_str().to_owned()
        };
        proposal.file = Some(path);
        let is_named = |key: &RelPath| proposal.codebook.as_deref() == Some(key.as_str());
        let own = [layout::codebook(look.side), layout::codebook_of_both()].into_iter().find(is_named);
        if let Some(key) = own.filter(|_| !look.coded.is_empty()) {
            keys.entry(key).or_default().extend(look.coded.iter().cloned());
        }
        let there = config::surveys(&text);
        text = survey::write_block(&text, look.side, &proposal, &there[look.side])?;
    }
    for (key, questions) in keys {
        if workspace.read(&key)?.is_none() {
            settings.notes.push(format!("{key} lists the codes of the export: write what each means beside it"));
            settings.changes.put(key, codebook(&questions));
        }
    }
    let text = without_stale_comments(&without_missing_fields(text, &mut settings.notes));
    settings.remaining = match config::read(&text, layout::cohort_file().as_str()) {
        Ok(reading) => reading.warnings.into_iter().filter(|problem| problem.code == "missing-key").collect(),
        Err(problems) => problems,
    };
    settings.changes.put(layout::cohort_file(), text);
    Ok(settings)
}

/// A key in which the meanings are still to be written: each code once.
fn codebook(questions: &[CodedQuestion]) -> String {
    let mut codes: Vec<[&str; 3]> = Vec::new();
    for question in questions {
        for code in question.codes.iter().map(|code| [question.question.as_str(), code, ""]) {
            if !codes.contains(&code) {
                codes.push(code);
            }
        }
    }
    let mut records = csv_text::Records::kept();
    std::iter::once(["question", "code", "text"]).chain(codes).for_each(|row| records.push(row));
    records.into_text()
}

/// Where a copy of an export goes: under its own name, unless another file has it; the other side may name it where it `is_shared`.
fn place_for(
    workspace: &Workspace,
    text: &str,
    look: &SurveyLook,
    is_shared: bool,
    taken: &BTreeMap<RelPath, Side>,
) -> Result<RelPath, Problem> {
    let name = look.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let extension =
        look.file.extension().map_or_else(|| "csv".to_owned(), |extension| extension.to_string_lossy().to_lowercase());
    let is_named = |side: Side, path: &RelPath| named_file(text, side).as_deref() == Some(path.as_str());
    let is_free = |path: &RelPath| {
        let same = || workspace.read(path).is_ok_and(|bytes| bytes.is_none_or(|bytes| bytes == look.bytes));
        !taken.contains_key(path) && (is_shared || !is_named(look.side.other(), path)) && (is_named(look.side, path) || same())
    };
    let sided = format!("{}-{name}", look.side.key());
    let mut paths = [name, sided].into_iter().filter_map(|name| layout::survey_export(&name).ok());
    let unnamed = || {
        layout::survey_export(&format!("{}.{extension}", look.side.key())).map_err(|error| {
            Problem::error("file-name", error.to_string())
                .at(Place::file(&look.path))
                .help("give the file a name of letters and digits")
        })
    };
    paths.find(is_free).map_or_else(unnamed, Ok)
}

/// The export of a side that cohort.toml names.
fn named_file(text: &str, side: Side) -> Option<String> {
    let document: toml_edit::DocumentMut = text.parse().ok()?;
    document.get("survey")?.get(side.key())?.get("file")?.as_str().map(str::to_owned)
}

/// The text with every criterion and rule commented out that looks at a field which no column gives.
fn without_missing_fields(mut text: String, notes: &mut Vec<String>) -> String {
    // Every round comments at least one table out, and there are no more tables than lines.
    while let Some((start, end, field)) = missing(&text) {
        let lines: Vec<&str> = text.lines().collect();
        let mut changed: Vec<String> = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let is_commented = (start..end).contains(&at) && !line.trim().is_empty() && !line.trim_start().starts_with('#');
            changed.push(if is_commented { format!("# {line}") } else { (*line).to_owned() });
        }
        let what = if lines.get(start).is_some_and(|line| line.trim().starts_with("[[conflict]]")) {
            "the rule"
        } else {
            "the criterion"
        };
        notes.push(format!("{what} over `{field}` is commented out: {}", lacking(&text, &field)));
        text = changed.join("\n") + "\n";
    }
    text
}

/// The text without the columns that the template proposes in a comment and that are now set.
fn without_stale_comments(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let is_header = |line: &str| line.trim_start().starts_with('[');
    let of_columns = |line: &str| is_header(line) && line.contains(".columns]");
    let key = |line: &str| line.split_once('=').map(|(key, _)| key.trim().to_owned());
    let section = |at: usize| {
        let start = lines.get(..=at).and_then(|before| before.iter().rposition(|line| is_header(line)))?;
        let after = lines.get(start + 1..)?;
        let end = after.iter().position(|line| is_header(line)).unwrap_or(after.len());
        lines.get(start).filter(|line| of_columns(line)).and(after.get(..end))
    };
    let is_stale = |at: usize, line: &str| {
        let commented = line.trim_start().strip_prefix('#').and_then(key);
        let set = section(at).into_iter().flatten().filter_map(|line| key(line));
        commented.is_some_and(|commented| set.into_iter().any(|set| set == commented))
    };
    let kept = lines.iter().enumerate().filter(|(at, line)| !is_stale(*at, line));
    kept.flat_map(|(_, line)| [*line, "\n"]).collect()
}

/// Which side has no column for a field.
fn lacking(text: &str, field: &str) -> String {
    let document: toml_edit::DocumentMut = text.parse().unwrap_or_default();
    let has = |side: &Side| {
        let columns = document.get("survey").and_then(|survey| survey.get(side.key())?.get("columns"));
        columns.is_some_and(|columns| columns.get(field).is_some())
    };
    match Side::BOTH.into_iter().find(has) {
        Some(side) => format!("no column of the {} gives it; where one does, write it into the block", side.other().key()),
        None => "no column gives it".to_owned(),
    }
}

/// The lines (from 0, the end excluded) of the first table that looks at a field which no column gives, and the field.
fn missing(text: &str) -> Option<(usize, usize, String)> {
    let problems = config::read(text, layout::cohort_file().as_str()).err()?;
    let lines: Vec<&str> = text.lines().collect();
    problems.iter().filter(|problem| problem.code == "unknown-field").find_map(|problem| {
        let Place { line: Some(line), .. } = problem.place else { return None };
        let line = usize::try_from(line).ok()?;
        let is_header = |line: &&str| line.trim_start().starts_with('[');
        let start = lines.get(..line)?.iter().rposition(is_header)?;
        let header = lines.get(start)?.trim_start();
        let is_comparing = COMPARING.iter().any(|table| header.starts_with(table));
        let end = lines.iter().skip(start + 1).position(is_header).map_or(lines.len(), |after| start + 1 + after);
        is_comparing.then(|| (start, end, problem.value.clone().unwrap_or_default()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOML: &str = "[programme]\nname = \"X\"\ncohort = \"Y\"\nkind = \"goals\"\n\
        [survey.mentors.columns]\nname = \"N\"\nemail = \"E\"\ngoals = \"G\"\n\
        [survey.mentees.columns]\nname = \"N\"\nemail = \"E\"\ngoals = \"G\"\n\
        [matching]\n\n[[matching.criterion]]\nname = \"goals\"    # stays\n\n\
        [[matching.criterion]]\nname = \"specialty\"\nkind = \"same\"\n\n# About employers.\n\
        [[conflict]]\nsame = \"employer\"\n\n[meetings]\ncount = 2\nweeks_between = 4\nfirst = 2027-01-11\nlast = 2027-06-25\n";

    #[test]
    fn criteria_and_rules_over_missing_fields_are_commented_out_and_said() {
        let mut notes = Vec::new();
        let text = without_missing_fields(TOML.to_owned(), &mut notes);
        assert_eq!(notes.len(), 2, "{notes:?}");
        assert!(
            text.contains("# [[matching.criterion]]\n# name = \"specialty\"\n# kind = \"same\"\n\n# About employers.\n"),
            "{text}"
        );
        assert!(
            text.contains("# [[conflict]]\n# same = \"employer\"\n")
                && text.contains("\n[[matching.criterion]]\nname = \"goals\""),
            "{text}"
        );
        assert!(config::read(&text, "cohort.toml").is_ok(), "{text}");
        assert_eq!(without_missing_fields(text.clone(), &mut Vec::new()), text);
    }

    #[test]
    fn a_column_that_is_set_is_not_proposed_in_a_comment_beside_it() {
        let proposed = "[survey.mentors.columns]\nname = \"N\"\n# capacity = \"Room?\"   # on one side\n# days = \"Days\"\n";
        let set = format!("{proposed}capacity = \"Places\"\n\n[meetings]\n# capacity = 3\n");
        assert_eq!(without_stale_comments(proposed), proposed);
        assert_eq!(without_stale_comments(&set), set.replace("# capacity = \"Room?\"   # on one side\n", ""));
    }
}
