//! `import`: reads the exports into the register without pairing anybody; conflicts are best declared before a draw.

use clap::Args;

use super::desk::{Desk, Done};
use super::r#match::ExportArguments;
use super::steps::import;
use super::write::WriteArguments;
use crate::render::output::Document;
use crate::render::private::match_report;

/// Read the survey exports into the register, without matching
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    exports: ExportArguments,
    #[command(flatten)]
    write: WriteArguments,
}

pub(super) fn run(arguments: &Arguments, desk: &mut Desk<'_>) -> anyhow::Result<Done> {
    let mut book = desk.open(arguments.write.access())?;
    let imported = import::import(&mut book, desk, &arguments.exports.by_side(), desk.today)?;
    import::tell(&imported, &book, desk)?;
    let (cohort, names) = (book.cohort(), book.names());
    let document = Document::default()
        .sheet("people", match_report::people(&cohort, &names))
        .sheet("left_out", match_report::left_out(&import::left_out(&imported)))
        .sheet("changes", import::changes_sheet(&imported, &names))
        .sheet("conflicts", import::conflicts_sheet(&imported, &names));
    desk.show(&document)?;
    desk.apply(book, arguments.write, "import", &import::summary(&imported))
}
