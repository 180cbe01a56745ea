//! `evaluate`: surveys before and after, the paired change of each question on each side. `--same` answers whose a mistyped code is,
//! `--publish` publishes what may be public.

mod publish;

use clap::Args;

use crate::app::{evaluation, quotes};
use crate::cli::console::{Console, Done};
use crate::cli::write_args::WriteArgs;
use crate::domain::problem::{Problem, Refusal};
use crate::render::output::Format;
use crate::render::private::evaluation_report::EvaluationReport;
use crate::store::changes::ChangeSet;

/// Compare the surveys before and after: what changed for each side, and what cannot be said
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Answer whose a code is that fits nobody: the code as typed, and the right code, an id or a name
    #[arg(long, value_name = "CODE=CODE", conflicts_with = "retract_same")]
    same: Option<String>,
    /// Take back what was answered about a code
    #[arg(long, value_name = "CODE")]
    retract_same: Option<String>,
    /// Publish the figures that reveal no individual answer, as facts for the report
    #[arg(long, conflicts_with_all = ["same", "retract_same"])]
    publish: bool,
    /// Take back what is published
    #[arg(long, requires = "publish", conflicts_with = "accept")]
    retract: bool,
    /// Publish also what is left out without it: unanimous, figures in which everybody is alike
    #[arg(long, requires = "publish", value_name = "WHAT", value_parser = ["unanimous"])]
    accept: Vec<String>,
    #[command(flatten)]
    write: WriteArgs,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    if arguments.retract {
        return publish::retract(arguments.write, console);
    }
    if arguments.publish {
        return publish::publish(!arguments.accept.is_empty(), arguments.write, console);
    }
    match (&arguments.same, &arguments.retract_same) {
        (Some(answer), _) => same(answer, arguments.write, console),
        (None, Some(typed)) => {
            let mut session = console.open(arguments.write.access())?;
            let said = evaluation::retract_same(&mut session, typed)?;
            console.say(&said)?;
            console.apply(session, arguments.write, "evaluate", &said)
        }
        (None, None) => show(arguments.write, console),
    }
}

fn same(answer: &str, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let Some((typed, person)) = answer.split_once('=') else {
        let problem = Problem::error("no-equals-sign", "an answer is two codes with an equals sign between them").value(answer);
        return Err(Refusal::from(problem.help("write it like --same S99=S09")).into());
    };
    let mut session = console.open(write.access())?;
    let said = evaluation::record_same(&mut session, typed, person)?;
    console.say(&said)?;
    console.apply(session, write, "evaluate", "a mistyped participant code was answered")
}

fn show(write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open_to_show()?;
    let evaluated = evaluation::evaluated(&session)?;
    console.warn(&evaluated.warnings)?;
    let report = EvaluationReport {
        settings: &session.settings.evaluation,
        kind: session.settings.programme.kind,
        waves: &evaluated.waves,
        evaluation: &evaluated.evaluation,
        notes: &evaluated.notes,
        problems: &evaluated.warnings,
    };
    let quotes = quotes::candidates(&session, &evaluated)?;
    if console.format == Format::Json {
        console.show_json(&report.json());
        drop(session);
        return keep_quotes(quotes, write, console);
    }
    evaluated.notes.iter().try_for_each(|note| console.say(note))?;
    console.show(&report.document())?;
    if console.format.is_for_people() && !evaluated.evaluation.items.is_empty() {
        console.print_prose(&format!("\n{}", report.words()))?;
    }
    // What was opened to be read is closed before anything is written.
    drop(session);
    keep_quotes(quotes, write, console)
}

/// Keeps free texts that are new, to be asked about before one is quoted.
fn keep_quotes(quotes: Option<ChangeSet>, write: WriteArgs, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let Some(changes) = quotes else {
        console.show_changes(&[]);
        return Ok(Done);
    };
    let mut workspace = console.workspace(write.access())?;
    console.write_files(&mut workspace, changes, write, "evaluate", "free texts kept for consent")
}
