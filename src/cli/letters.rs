//! `letters`: letters and papers for participants and for the team, made from built-in texts or the lead's own templates.

mod edit;
mod issued;
mod list;
mod make;

use clap::{Args, Subcommand};

use crate::cli::console::{Console, Done};
use crate::cli::write_args::WriteArgs;
use crate::correspondence::letter_kinds::{self, LETTER_KINDS, LetterKind};
use crate::domain::problem::{Problem, Refusal};
use crate::domain::spelling;

/// Write letters, handbooks, agendas and sheets as Word documents and web pages; without a kind, list them
#[derive(Args, Debug)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(super) struct Arguments {
    /// The kind of letter, such as study-leave
    kind: Option<String>,
    /// For this person only (an id, an address or a name); may be repeated
    #[arg(long, value_name = "PERSON", requires = "kind")]
    person: Vec<String>,
    /// Make PDF files too, with an installed LibreOffice
    #[arg(long, requires = "kind")]
    pdf: bool,
    /// Write letters that were edited by hand anew; the edited ones are kept beside them
    #[arg(long, requires = "kind")]
    force: bool,
    #[command(flatten)]
    write: WriteArgs,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Subcommand, Debug)]
enum Action {
    /// Copy a built-in text into templates/letters, for you to change
    Edit(edit::Arguments),
    /// Record that letters of a kind were handed out
    Issued(issued::Arguments),
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    match (&arguments.action, &arguments.kind) {
        (Some(Action::Edit(edit)), _) => edit::run(edit, console),
        (Some(Action::Issued(issued)), _) => issued::run(issued, console),
        (None, Some(kind)) => make::run(arguments, find(kind)?, console),
        (None, None) => list::run(console),
    }
}

/// The kind with this name.
fn find(name: &str) -> Result<&'static LetterKind, Refusal> {
    letter_kinds::find(name).ok_or_else(|| {
        let help = match spelling::nearest(name, LETTER_KINDS.iter().map(|kind| kind.id)) {
            Some(near) => format!("did you mean {near:?}?"),
            None => "`revmentor letters` lists the kinds".to_owned(),
        };
        Problem::error("unknown-letter", "unknown kind of letter").value(name).help(help).into()
    })
}
