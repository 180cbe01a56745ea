//! The files under `facts/`: read into [`Facts`] from the directory or from a commit. What the facts mean is not decided here.

mod parted;

use std::path::Path;

use crate::domain::facts::Facts;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::store::changes::Workspace;
use crate::store::formats::table;
use crate::store::formats::{
    announcement_toml, attendance, calendar_dates, draw_toml, edition_toml, format_number, pair_facts, person_facts, told,
};
use crate::store::layout::{self, Folder, RelPath};

/// The code of the warning that the rows of both sides of a merge were taken.
pub(crate) const UNITED: &str = "united";

/// The folders that hold facts.
const FOLDERS: [Folder; 8] = [
    Folder::PeopleFacts,
    Folder::PairFacts,
    Folder::Draws,
    Folder::Told,
    Folder::LettersIssued,
    Folder::Attendance,
    Folder::CalendarDates,
    Folder::Editions,
];

/// Reads every fact of the directory; what is wrong with single files goes to `problems`. With `unite` the rows of both sides are taken
/// where git left a conflict, and it is said; a record of a matching, or of published figures, is never united.
pub(crate) fn read(workspace: &Workspace, problems: &mut Vec<Problem>, unite: bool) -> Result<Facts, Refusal> {
    let mut facts = Facts::default();
    for folder in FOLDERS {
        let listing = workspace.list(folder)?;
        // A desktop's own files are not meant as facts.
        let like_facts = |path: &String| Path::new(path).extension().is_some_and(|end| end == "csv" || end == "toml");
        problems.extend(listing.strangers.into_iter().filter(like_facts).map(stray_facts));
        for path in listing.files {
            let text = text(workspace.read_listed(&path)?, &path)?.unwrap_or_default();
            let is_united = unite && ![Folder::Draws, Folder::Editions].contains(&folder);
            let Some(sides) = is_united.then(|| table::sides(&text)).flatten() else {
                problems.extend(add(&mut facts, &path, &text));
                continue;
            };
            problems.push(of_both_sides(&path));
            problems.extend(add(&mut facts, &path, &sides.united));
            problems.extend(parted::settle(&mut facts, &path, &sides));
        }
    }
    problems.extend(format_of_two(workspace, unite)?);
    Ok(facts)
}

/// Two leads raised the number of the format apart.
fn format_of_two(workspace: &Workspace, unite: bool) -> Result<Vec<Problem>, Problem> {
    let path = layout::format_file();
    let text = text_of(workspace, &path)?.unwrap_or_default();
    let found = table::conflict_markers(&text, path.as_str()).err().unwrap_or_default();
    if !unite || found.is_empty() {
        return Ok(found);
    }
    let united = Problem::warning(UNITED, "git left a conflict here: the higher of the two numbers holds");
    Ok(vec![united.at(Place::file(path.as_str())).help("commit the file")])
}

fn of_both_sides(path: &RelPath) -> Problem {
    Problem::warning(UNITED, "git left a conflict here: the rows of both sides are kept")
        .at(Place::file(path.as_str()))
        .help("commit the file; what contradicts itself is named")
}

/// Adds what one file says to the facts; gives what is wrong with it. A file of another folder adds nothing.
pub(crate) fn add(facts: &mut Facts, path: &RelPath, text: &str) -> Vec<Problem> {
    let (file, stem) = (path.as_str(), path.stem());
    let folder = FOLDERS.into_iter().find(|folder| folder.to_string() == path.folder());
    match folder {
        Some(Folder::PeopleFacts) => {
            let (rows, found) = person_facts::read(text, file);
            facts.people.extend(stem.parse().ok().map(|person| (person, rows)));
            found
        }
        Some(Folder::PairFacts) => {
            let (rows, found) = pair_facts::read(text, file);
            facts.pairs.extend(stem.parse().ok().map(|pair| (pair, rows)));
            found
        }
        Some(Folder::Told) => {
            let (rows, found) = told::read(text, file);
            facts.told.0.insert(stem.to_owned(), rows);
            found
        }
        Some(Folder::LettersIssued) => {
            let (rows, found) = told::read(text, file);
            facts.letters.0.insert(stem.to_owned(), rows);
            found
        }
        Some(Folder::Attendance) => {
            let (rows, found) = attendance::read(text, file);
            facts.attendance.0.insert(stem.to_owned(), rows);
            found
        }
        Some(Folder::CalendarDates) => {
            let (dates, found) = calendar_dates::read(text, file);
            facts.calendar_dates = dates;
            found
        }
        Some(Folder::Editions) => match edition_toml::read(text, file) {
            Ok(edition) => {
                facts.editions.extend(stem.parse().ok().map(|number: u32| (number, edition)));
                Vec::new()
            }
            Err(found) => found,
        },
        Some(_) => add_draw(facts, stem.parse().ok(), text, file).err().unwrap_or_default(),
        None => Vec::new(),
    }
}

/// Adds a matching, or the announcement of one; both have numbers of one row.
fn add_draw(facts: &mut Facts, number: Option<u32>, text: &str, file: &str) -> Result<(), Vec<Problem>> {
    if announcement_toml::is_one(text) {
        let announcement = announcement_toml::read(text, file)?;
        facts.announcements.extend(number.map(|number| (number, announcement)));
    } else {
        let draw = draw_toml::read(text, file)?;
        facts.draws.extend(number.map(|number| (number, draw)));
    }
    Ok(())
}

/// A file's text; `None` when it is not there.
///
/// # Errors
/// When it cannot be read or is not UTF-8.
pub(crate) fn text_of(workspace: &Workspace, path: &RelPath) -> Result<Option<String>, Problem> {
    text(workspace.read(path)?, path)
}

fn text(bytes: Option<Vec<u8>>, path: &RelPath) -> Result<Option<String>, Problem> {
    let Some(bytes) = bytes else { return Ok(None) };
    let help = "save it as UTF-8 text, or take it back from git";
    let not_text = |_| Problem::error("not-utf8", "the file is not UTF-8 text").at(Place::file(path.as_str())).help(help);
    String::from_utf8(bytes).map(Some).map_err(not_text)
}

/// A file among the facts whose name is nobody's: as a program leaves it that keeps two machines alike.
fn stray_facts(path: String) -> Problem {
    Problem::warning("stray-facts", "no fact in this file counts: its name is neither an id, a pair nor the number of a matching")
        .at(Place::file(path))
        .help("it is ignored; delete it after checking that nothing is missing")
}

/// The number of the directory's format with these facts: the one that stands, 1 where no file says it, or a higher one.
///
/// # Errors
/// When the file cannot be read.
pub(crate) fn format(workspace: &Workspace, facts: &Facts) -> Result<u32, Problem> {
    let text = text_of(workspace, &layout::format_file())?;
    Ok(text.and_then(|text| format_number::read(&text)).unwrap_or(1).max(facts.format()))
}
