//! The exports that a verb reads: the options that name them, and what is said of them.

use std::path::PathBuf;

use clap::Args;

use crate::app::import;
use crate::app::input_file::InputFile;
use crate::app::session::CohortSession;
use crate::cli::console::Console;
use crate::domain::side::BySide;
use crate::domain::text::agreeing;

/// The exports of a verb that reads them.
#[derive(Args, Clone, Debug)]
pub(super) struct ExportArgs {
    /// The mentors' (juniors') export [default: the file in cohort.toml]
    #[arg(long, value_name = "FILE", visible_alias = "juniors")]
    mentors: Option<PathBuf>,
    /// The mentees' (seniors') export [default: the file in cohort.toml]
    #[arg(long, value_name = "FILE", visible_alias = "seniors")]
    mentees: Option<PathBuf>,
}

impl ExportArgs {
    pub(super) fn by_side(&self, console: &Console<'_>) -> BySide<Option<InputFile>> {
        let file = |typed: &Option<PathBuf>| typed.as_deref().map(|typed| console.input_file(typed));
        BySide { mentors: file(&self.mentors), mentees: file(&self.mentees) }
    }
}

/// Says what was read and how, what was guessed, and what changed.
pub(super) fn report(imported: &import::Imported, session: &CohortSession, console: &mut Console<'_>) -> anyhow::Result<()> {
    for import::Read { side, reading } in &imported.read {
        console.say(&import::read_as(*side, reading, session))?;
        for note in &reading.notes {
            console.say(&format!("  {note}"))?;
        }
        for field in import::unused(&session.settings, *side) {
            console
                .say(&format!("  the column `{field}` is read and used by nothing: no criterion, rule or profile names it"))?;
        }
        console.warn(&reading.warnings)?;
    }
    console.warn(&imported.warnings)?;
    if imported.is_news() {
        console.say(&import::summary(imported))?;
    }
    let names = session.names();
    for question in &imported.questions {
        console.say(&format!("  {}", question.words(&names)))?;
    }
    if imported.is_news() && !imported.nobody.is_empty() {
        let count = imported.nobody.len();
        console.say(&format!(
            "  {} nobody here: `revmentor conflict list` shows them",
            agreeing(count, "name given as a conflict matches", "names given as conflicts match")
        ))?;
    }
    Ok(())
}
