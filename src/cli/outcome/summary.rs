//! `outcome summary`: what pairs wrote at the end, taken in with the consent of both, and written out as far as both consent.

use std::path::PathBuf;

use clap::Subcommand;

use crate::app::{public_report, summaries};
use crate::cli::console::{Console, Done};
use crate::cli::write_args::WriteArgs;

#[derive(Subcommand, Debug)]
pub(super) enum What {
    /// Take summaries over: pair, first, half_way, last, mentor_consent, mentee_consent (named, anonymous or no)
    Import {
        /// The table, CSV or .xlsx
        file: PathBuf,
        #[command(flatten)]
        write: WriteArgs,
    },
    /// Write a document for each pair that wants to be named, and summaries.md with those shown without a name
    Write {
        #[command(flatten)]
        write: WriteArgs,
    },
}

pub(super) fn run(what: &What, console: &mut Console<'_>) -> anyhow::Result<Done> {
    match what {
        What::Import { file, write } => {
            let mut session = console.open(write.access())?;
            let table = console.table(file)?;
            let (read, withdrawn) = summaries::import(&mut session, &table)?;
            let said = format!("Summaries read: {read}.");
            console.say(&said)?;
            if withdrawn > 0 {
                let gone = "documents and published texts go, since the pairs do not want them shown any more";
                console.say(&format!("{withdrawn} {gone}. What was committed before stays in git's history."))?;
                console.say_all(public_report::still_public(&session)?)?;
            }
            console.apply(session, *write, "outcome", &said)
        }
        What::Write { write } => {
            let mut session = console.open(write.access())?;
            let written = summaries::write(&mut session)?;
            let said = format!(
                "Documents of pairs that want to be named: {}. Summaries without a name in summaries.md: {}.",
                written.named.len(),
                written.anonymous
            );
            console.say(&said)?;
            console.apply(session, *write, "outcome", &said)
        }
    }
}
