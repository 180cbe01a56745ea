//! `report`: the cohort in pictures, as one web page and as Markdown; with `--private` for the lead alone.

use clap::Args;

use crate::app::{public_report, report};
use crate::cli::console::{Console, Done};
use crate::cli::write_args::WriteArgs;
use crate::render::output::{Cell, Document, Format, Sheet};
use crate::store::layout;

/// Write the report: pictures with tables, without a name; --private writes one with names for you alone
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Write private/report.html, with names, all figures and the mailings
    #[arg(long)]
    private: bool,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(arguments.write.access())?;
    let written = if arguments.private {
        let page = report::private(&session)?;
        session.add(layout::private_report(), page);
        vec![layout::private_report()]
    } else {
        let (page, text) = public_report::public(&session)?;
        session.add(layout::report(), page);
        session.add(layout::report_text(), text);
        vec![layout::report(), layout::report_text()]
    };
    if console.format != Format::Table || console.has_output() {
        let rows = written.iter().map(|path| [Cell::text(path)]);
        console.show(&Document::default().sheet("files", Sheet::new("Files", ["file"], rows)))?;
    }
    let what = if arguments.private { "private" } else { "public" };
    console.say(&format!("Open {} in a browser.", written.first().map(ToString::to_string).unwrap_or_default()))?;
    console.apply(session, arguments.write, "report", &format!("the {what} report"))
}
