//! `unseal`: a private folder comes out of a bundle into this directory, whole or not at all, and only if it is this cohort's.

mod ours;

use std::path::PathBuf;

use clap::Args;

use crate::app::fact_files;
use crate::app::register_warnings::not_yet_erased;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::problem::{Place, Problem, Refusal, unless_errors};
use crate::domain::shell;
use crate::domain::text::{agreeing, counted};
use crate::people::records::PrivateRecords;
use crate::render::output::{Cell, Document, Sheet};
use crate::store::changes::{ChangeSet, LogEntry, Workspace};
use crate::store::layout::{Folder, RelPath};
use crate::store::sealing::{self, Contents, Program};

/// Take the private folder out of a bundle that `seal` made
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The bundle
    file: PathBuf,
    /// The file of your secret key [default: the program asks for a passphrase]
    #[arg(long, value_name = "FILE")]
    identity: Option<PathBuf>,
    /// Overwrite private files that are other than those of the bundle
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    write: WriteArgs,
}

/// What a file of the bundle is to this directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    New,
    Other,
    OnlyHere,
}

impl Fate {
    fn in_words(self, replace: bool) -> &'static str {
        match self {
            Fate::New => "comes out of the bundle",
            Fate::Other if replace => "is replaced by that of the bundle",
            Fate::Other => "is other than that of the bundle",
            Fate::OnlyHere => "is only here, and stays",
        }
    }
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut workspace = console.workspace(arguments.write.access())?;
    let mut problems = Vec::new();
    let facts = fact_files::read(&workspace, &mut problems, false)?;
    let (facts, _) = unless_errors(facts, problems)?;
    let contents = opened(arguments, console)?;
    let records = ours::judge(&contents, &facts)?;
    let fates = fates(&workspace, &contents)?;
    show(&fates, arguments.replace, console)?;
    // The refusal points to the table.
    console.say_what_waited()?;
    refuse_to_overwrite(&fates, arguments)?;
    console.warn(&not_yet_erased(&facts, &records))?;
    take_over(&mut workspace, contents, &records, arguments.write, console)
}

/// What is in the bundle, decrypted and unpacked in memory.
fn opened(arguments: &Arguments, console: &Console<'_>) -> Result<Contents, Refusal> {
    let file = console.path(&arguments.file);
    let sealed = sealing::read(&file, &arguments.file.display().to_string())?;
    let identity = arguments.identity.as_ref().map(|identity| console.path(identity));
    if let Some(missing) = identity.as_ref().filter(|identity| !identity.is_file()) {
        let problem = Problem::error("no-identity", "no such file").at(Place::file(missing.display().to_string()));
        return Err(problem.help("name the file that `age-keygen` made, or that of your SSH key").into());
    }
    let program = Program::find().map_err(|problem| Refusal::unmet(vec![problem]))?;
    sealing::unpack(&program.open(&file, &sealed, identity.as_deref())?)
}

/// Every file that is not here as it is in the bundle.
fn fates(workspace: &Workspace, contents: &Contents) -> Result<Vec<(RelPath, Fate)>, Problem> {
    let mut fates = Vec::new();
    for (path, bytes) in contents {
        match workspace.read(path)? {
            None => fates.push((path.clone(), Fate::New)),
            Some(here) if here != *bytes => fates.push((path.clone(), Fate::Other)),
            Some(_) => {}
        }
    }
    let here = workspace.list(Folder::Private)?.files;
    let bundle = crate::store::layout::bundle();
    let only_here = here.into_iter().filter(|path| !contents.contains_key(path) && *path != bundle);
    fates.extend(only_here.map(|path| (path, Fate::OnlyHere)));
    fates.sort();
    Ok(fates)
}

fn show(fates: &[(RelPath, Fate)], replace: bool, console: &mut Console<'_>) -> anyhow::Result<()> {
    let rows = fates.iter().map(|(path, fate)| [Cell::text(path), Cell::text(fate.in_words(replace))]);
    console.show(&Document::default().sheet("files", Sheet::new("Private files", ["file", "what"], rows)))
}

fn refuse_to_overwrite(fates: &[(RelPath, Fate)], arguments: &Arguments) -> Result<(), Refusal> {
    let other = fates.iter().filter(|(_, fate)| *fate == Fate::Other && !arguments.replace);
    let key = arguments.identity.as_ref().map(|file| format!(" --identity {}", shell::path(file))).unwrap_or_default();
    let command = format!("revmentor unseal {}{key} --replace", shell::path(&arguments.file));
    let problem = |(path, _): &(RelPath, Fate)| {
        Problem::error("private-differs", "this file is here already, and other than that of the bundle")
            .at(Place::file(path.as_str()))
            .help(format!("compare the two; `{command}` takes those of the bundle, and `revmentor undo` brings yours back"))
    };
    let problems: Vec<Problem> = other.map(problem).collect();
    if problems.is_empty() { Ok(()) } else { Err(Refusal::unmet(problems)) }
}

fn take_over(
    workspace: &mut Workspace,
    contents: Contents,
    records: &PrivateRecords,
    write: WriteArgs,
    console: &mut Console<'_>,
) -> anyhow::Result<Done> {
    let (files, people) = (contents.len(), records.register.iter().count());
    let mut changes = ChangeSet::default();
    for (path, bytes) in contents {
        changes.put(path, bytes);
    }
    let differences = workspace.difference(&changes)?;
    console.show_changes(&differences);
    if write.dry_run {
        console.say(&format!(
            "Dry run, nothing is written. The bundle holds {} and {}.",
            counted(files, "file"),
            counted(people, "person")
        ))?;
        return Ok(Done);
    }
    let entry = LogEntry { verb: "unseal".to_owned(), on: console.today, summary: "the private folder of a bundle".to_owned() };
    let written = workspace.commit(changes, entry)?;
    console.committed()?;
    console.warn(&written.notes)?;
    console.say(&format!(
        "{} known by name now; {} of {} written.",
        agreeing(people, "person is", "people are"),
        written.changed.len(),
        counted(files, "file")
    ))?;
    Ok(Done)
}
