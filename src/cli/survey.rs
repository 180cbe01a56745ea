//! `survey`: looks into an export without changing anything, and prints a block for cohort.toml; `--write` puts it there.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::app::import;
use crate::app::session::CohortSession;
use crate::cli::console::Access;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::write_args::WriteArgs;
use crate::domain::evaluation::{FEEDBACK, KNOWN_WAVES};
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::settings::Survey;
use crate::domain::side::{BySide, Side};
use crate::render::output::Format;
use crate::render::private::survey_report;
use crate::store::layout;
use crate::survey::{self, ColumnLook, Reading, Source};

/// Look into survey exports: who would be read, what would be left out and why, and a block for cohort.toml
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The exports; without any, those that cohort.toml names, read as it says
    files: Vec<PathBuf>,
    /// Whose answers they are, where it cannot be guessed: mentors or mentees (juniors, seniors)
    #[arg(long, value_parser = side_word)]
    side: Option<Side>,
    /// The wave of the evaluation to which the file belongs: pre, mid, then, post, follow-up or feedback-NAME
    #[arg(long, value_name = "WAVE", value_parser = wave_word, requires = "files", conflicts_with_all = ["side", "write"])]
    wave: Option<String>,
    /// Put the block into cohort.toml, keeping comments and order
    #[arg(long, requires = "files")]
    write: bool,
    #[command(flatten)]
    apply: WriteArgs,
}

/// An export and how it was understood.
struct Look {
    side: Side,
    columns: Vec<ColumnLook>,
    settings: Option<Survey>,
    reading: Reading,
}

fn side_word(word: &str) -> Result<Side, String> {
    match word {
        "mentors" | "juniors" => Ok(Side::Mentor),
        "mentees" | "seniors" => Ok(Side::Mentee),
        _ => Err("it is mentors or mentees (juniors or seniors)".to_owned()),
    }
}

fn wave_word(word: &str) -> Result<String, String> {
    let feedback = word.strip_prefix(FEEDBACK).and_then(|rest| rest.strip_prefix('-'));
    let plain = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if KNOWN_WAVES.contains(&word) || feedback.is_some_and(plain) {
        return Ok(word.to_owned());
    }
    Err(format!("it is {} or {FEEDBACK}-NAME", KNOWN_WAVES.join(", ")))
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    if let Some(wave) = &arguments.wave {
        return look_into_wave(wave, &arguments.files, console);
    }
    let looks = if arguments.files.is_empty() { of_the_cohort(console)? } else { of_files(arguments, console)? };
    if console.format == Format::Json {
        let readings: Vec<(Side, Reading)> = looks.iter().map(|look| (look.side, look.reading.clone())).collect();
        console.print(&survey_report::json(&readings))?;
    } else {
        looks.iter().try_for_each(|look| show(look, console))?;
    }
    if arguments.write { write(&looks, arguments, console) } else { Ok(Done) }
}

/// Proposes the block of a wave for one export.
fn look_into_wave(wave: &str, files: &[PathBuf], console: &mut Console<'_>) -> anyhow::Result<Done> {
    let [file] = files else {
        return Err(Refusal::from(Problem::error("one-file", "a wave is one file").help("look into each file by itself")).into());
    };
    let shown = file.display().to_string();
    let bytes = import::bytes_of(&console.path(file), &shown, wave).map_err(Refusal::input)?;
    let mut proposal = survey::propose_wave(Source { path: &shown, bytes: &bytes }, wave).map_err(Refusal::input)?;
    let named = named_in_settings(file, console.root().as_deref(), console);
    for wave in &mut proposal.waves {
        wave.survey.file = Some(named.clone());
    }
    let block = survey::wave_block(&proposal);
    if console.format == Format::Json {
        let document = serde_json::json!({ "wave": wave, "block": block });
        console.print(&format!("{}\n", serde_json::to_string_pretty(&document)?))?;
        return Ok(Done);
    }
    console.say("Look at the names and levels of the items, and take out what is no question of the evaluation.")?;
    console.print(&block)?;
    Ok(Done)
}

/// The cohort's own exports, read as cohort.toml says.
fn of_the_cohort(console: &mut Console<'_>) -> anyhow::Result<Vec<Look>> {
    let session = console.open(Access::Read)?;
    let read = import::read_all(&session, &BySide::default())?;
    Ok(read
        .into_iter()
        .map(|read| Look { side: read.side, columns: Vec::new(), settings: None, reading: read.reading })
        .collect())
}

fn of_files(arguments: &Arguments, console: &Console<'_>) -> Result<Vec<Look>, Refusal> {
    let root = console.root();
    let (mut looks, mut problems): (Vec<Look>, Vec<Problem>) = (Vec::new(), Vec::new());
    for file in &arguments.files {
        let taken: Vec<Side> = looks.iter().map(|look| look.side).collect();
        match look_into(file, arguments.side, &taken, root.as_deref(), console) {
            Ok(look) => looks.push(look),
            Err(found) => problems.extend(found),
        }
    }
    if problems.iter().any(Problem::is_error) {
        return Err(Refusal::input(problems));
    }
    match looks.as_slice() {
        [one, other, ..] if one.side == other.side && arguments.files.len() == 2 => {
            let message = "both files seem to be of one side";
            let help = "look into them one by one, with --side mentors and --side mentees";
            Err(Problem::error("one-side", message).at(Place::file(&other.reading.path)).help(help).into())
        }
        _ => Ok(looks),
    }
}

fn look_into(
    file: &Path,
    side: Option<Side>,
    taken: &[Side],
    root: Option<&Path>,
    console: &Console<'_>,
) -> Result<Look, Vec<Problem>> {
    let shown = file.display().to_string();
    let bytes = import::bytes_of(&console.path(file), &shown, "survey")?;
    let source = Source { path: &shown, bytes: &bytes };
    let mut proposal = survey::propose(source)?;
    proposal.settings.file = Some(named_in_settings(file, root, console));
    let other = || taken.first().map(|taken| taken.other());
    let side = side.or(proposal.side).or_else(other).unwrap_or(Side::Mentor);
    let mut reading = survey::read(source, &proposal.settings)?;
    reading.notes = proposal.notes;
    reading.warnings.extend(proposal.warnings);
    reading.warnings.sort();
    reading.warnings.dedup();
    Ok(Look { side, columns: proposal.columns, settings: Some(proposal.settings), reading })
}

/// The file as cohort.toml names it: relative to the cohort directory where it lies inside.
fn named_in_settings(file: &Path, root: Option<&Path>, console: &Console<'_>) -> String {
    let whole = |path: &Path| std::fs::canonicalize(path).ok();
    let inside = root.and_then(|root| Some(whole(&console.path(file))?.strip_prefix(whole(root)?).ok()?.to_path_buf()));
    inside.unwrap_or_else(|| file.to_path_buf()).display().to_string().replace('\\', "/")
}

fn show(look: &Look, console: &mut Console<'_>) -> anyhow::Result<()> {
    let reading = &look.reading;
    let tool = reading.tool.unwrap_or("no survey tool's own columns");
    console.say(&format!("{}: {} ({tool}; {})", reading.path, look.side.key(), reading.facts.summary()))?;
    reading.notes.iter().try_for_each(|note| console.say(&format!("  {note}")))?;
    console.warn(&reading.warnings)?;
    console.show(&survey_report::document(reading, &look.columns))?;
    match &look.settings {
        Some(settings) if console.format == Format::Table => {
            console.print(&format!("\n{}\n", survey::block(look.side, settings)))
        }
        _ => Ok(()),
    }
}

/// Puts the blocks into cohort.toml.
fn write(looks: &[Look], arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut workspace = console.workspace(arguments.apply.access())?;
    let path = layout::cohort_file();
    let mut text = CohortSession::text_of(&workspace, &path)?.unwrap_or_default();
    for look in looks {
        if let Some(settings) = &look.settings {
            text = survey::write_block(&text, look.side, settings)?;
        }
    }
    console.write_one(&mut workspace, path, text, arguments.apply, "survey", "columns of the surveys written into cohort.toml")
}
