//! `support`: an anonymised bundle for asking for help, looked through by the guard before it is written.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;

use crate::app::guard;
use crate::app::import::{self, Read};
use crate::app::invariants;
use crate::app::session::CohortSession;
use crate::app::support::{Evidence, bundle};
use crate::cli::console::{Access, Console, Done};
use crate::cli::log;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::side::BySide;
use crate::domain::text::counted;
use crate::render::output::{Cell, Document, Sheet};
use crate::store::layout;

/// Write a text file for asking for help: versions, structure, settings without texts, problem codes; no names, no answers
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The file to write; it must not exist yet
    file: PathBuf,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let workspace = console.workspace(Access::Read)?;
    let settings = workspace.read(&layout::cohort_file())?.unwrap_or_default();
    let settings = String::from_utf8_lossy(&settings).into_owned();
    let mut files = Vec::new();
    for path in workspace.shared()?.files {
        let length = workspace.file(&path).ok().flatten().map_or(0, |bytes| bytes.len());
        files.push((path, length));
    }
    drop(workspace);
    // A directory that cannot be read is the most usual reason to ask for help.
    let opened = console.open_unjudged();
    let (session, unread) = match opened {
        Ok(session) => (Some(session), Vec::new()),
        Err(error) => (None, error.downcast::<Refusal>()?.problems),
    };
    let (read, found) = session.as_ref().map(|session| look(session, console.today)).unwrap_or_default();
    let program = format!("revmentor {}", env!("CARGO_PKG_VERSION"));
    let evidence = Evidence {
        versions: vec![program, format!("{} {}", std::env::consts::OS, std::env::consts::ARCH)],
        files,
        settings: &settings,
        session: session.as_ref(),
        history: session.as_ref().map_or_else(BTreeMap::new, |session| log::counted(&session.facts)),
        read,
        problems: [unread, found].concat(),
    };
    let text = bundle(&evidence);
    let shown = arguments.file.display().to_string();
    if let Some(session) = &session {
        looked_through(session, &shown, &text)?;
    }
    write(&console.path(&arguments.file), &shown, &text)?;
    let rows = [[Cell::text(&shown), Cell::Whole(text.lines().count() as u64)]];
    console.show(&Document::default().sheet("bundle", Sheet::new("Written", ["file", "lines"], rows)))?;
    if session.is_none() {
        console.say("The directory could not be read, so no name was known to look for: the bundle holds words of the program and numbers only.")?;
    }
    console.say(&format!(
        "Read {shown} before you give it to anybody: {}, no names, no answers.",
        counted(text.lines().count(), "line")
    ))?;
    Ok(Done)
}

/// What is read from the exports, and everything that is wrong with them and with the directory.
fn look(session: &CohortSession, today: NaiveDate) -> (Vec<Read>, Vec<Problem>) {
    let mut problems = invariants::judge(session, today).unwrap_or_else(|refusal| refusal.problems);
    let read = match import::read_all(session, &BySide::default()) {
        Ok(read) => read,
        Err(refusal) => {
            problems.extend(refusal.problems);
            Vec::new()
        }
    };
    problems.extend(read.iter().flat_map(|read| read.reading.warnings.clone()));
    (read, problems)
}

/// Somebody may be called as a word of the bundle; then the lead decides.
fn looked_through(session: &CohortSession, shown: &str, text: &str) -> Result<(), Refusal> {
    let found = guard::judge_text(session, shown, text)?;
    if found.is_empty() {
        return Ok(());
    }
    let message = "the bundle would hold what may be somebody's name, so it was not written";
    let help = "a participant is called like a word of the program: describe the problem in your own words instead";
    Err(Refusal::unmet(vec![Problem::error("support-name", message).at(Place::file(shown)).help(help)]))
}

fn write(path: &Path, shown: &str, text: &str) -> Result<(), Refusal> {
    let file = std::fs::OpenOptions::new().write(true).create_new(true).open(path);
    let written = file.and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()));
    written.map_err(|error| {
        let problem = |message: String, help: &str| Problem::error("not-written", message).at(Place::file(shown)).help(help);
        Refusal::unmet(vec![match error.kind() {
            ErrorKind::AlreadyExists => problem("the file exists already".to_owned(), "give the bundle a new name"),
            ErrorKind::NotFound => {
                problem("the folder of this file does not exist".to_owned(), "make the folder first, or name another")
            }
            _ => problem(format!("the file cannot be written: {error}"), "name a file in a folder that you may write to"),
        }])
    })
}
