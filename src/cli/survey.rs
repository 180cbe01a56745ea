//! `survey`: looks into an export without changing anything, and prints a block for cohort.toml; `--write` puts it there.
//!
//! Whatever can be shown is shown first; what is missing or wrong stands below, and only then is it an error.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::app::fact_files;
use crate::app::import;
use crate::app::survey_look::{self, Known, SurveyLook};
use crate::app::survey_settings;
use crate::app::written_surveys;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::cli::words;
use crate::cli::write_args::WriteArgs;
use crate::domain::evaluation::{EvaluationSettings, FEEDBACK, Item, KNOWN_WAVES};
use crate::domain::problem::{Place, Problem, Refusal, Severity};
use crate::domain::shell;
use crate::domain::side::Side;
use crate::domain::spelling;
use crate::render::output::Format;
use crate::render::private::survey_report::{self, SurveyExport};
use crate::store::layout;
use crate::survey::{self, Source};

/// Look into survey exports: who would be read, what would be left out and why, and a block for cohort.toml
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The exports; without any, those that cohort.toml names, read as it says
    files: Vec<PathBuf>,
    /// Whose answers they are, where it cannot be guessed: mentors or mentees (juniors, seniors)
    #[arg(long, hide_possible_values = true, value_parser = words::of(side_word, words::SIDES))]
    side: Option<Side>,
    /// The wave of the evaluation to which the file belongs: pre, mid, then, post, follow-up or feedback-NAME
    #[arg(long, value_name = "WAVE", value_parser = wave_word, requires = "files", conflicts_with_all = ["side", "write"])]
    wave: Option<String>,
    /// Put the blocks into cohort.toml, keeping comments and order; files from elsewhere are copied into private/surveys
    #[arg(long, requires = "files")]
    write: bool,
    #[command(flatten)]
    apply: WriteArgs,
}

/// What is wrong with an export whose answers are codes, until its key is there.
const WITHOUT_KEY: [&str; 3] = ["coded-export", "coded-answers", "code-without-text"];
/// What cohort.toml can put right once the block is in it; until then `import` refuses the export.
const CURED_IN_BLOCK: [&str; 2] = ["unclear-number", "impossible-date"];

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
    let (looks, mut problems) = if arguments.files.is_empty() { of_the_cohort(console)? } else { of_files(arguments, console) };
    problems.extend(one_side(&looks));
    if console.format == Format::Json {
        let exports: Vec<SurveyExport<'_>> = looks.iter().map(SurveyLook::export).collect();
        console.show_json(&survey_report::json(&exports, &problems));
    } else {
        looks.iter().try_for_each(|look| show(look, console))?;
    }
    problems.extend(looks.iter().flat_map(|look| look.problems.iter().filter(|problem| problem.is_error()).cloned()));
    // A key that is still to be filled in keeps nothing from being written: its file is written too.
    let is_cured = |problem: &Problem| CURED_IN_BLOCK.contains(&problem.code);
    let is_open = |problem: &Problem| WITHOUT_KEY.contains(&problem.code) || is_cured(problem);
    let may_go_on = problems.is_empty() || arguments.write && problems.iter().all(is_open);
    if !may_go_on {
        return Err(Refusal::input(problems).into());
    }
    if !arguments.write {
        return Ok(Done);
    }
    let mut for_import: Vec<Problem> =
        problems.into_iter().map(|problem| Problem { severity: Severity::Warning, ..problem }).collect();
    for_import.sort();
    for_import.dedup();
    console.warn(&for_import)?;
    write(&looks, arguments, console)
}

/// Proposes the block of a wave for one export.
fn look_into_wave(wave: &str, files: &[PathBuf], console: &mut Console<'_>) -> anyhow::Result<Done> {
    let [file] = files else {
        return Err(Refusal::from(Problem::error("one-file", "a wave is one file").help("look into each file by itself")).into());
    };
    let file = console.input_file(file);
    let bytes = import::bytes_of(&file.path, &file.shown, wave).map_err(Refusal::input)?;
    let mut proposal =
        survey::propose_wave(Source { path: &file.shown, bytes: &bytes, ..Source::default() }, wave).map_err(Refusal::input)?;
    let inside = console.root().and_then(|root| survey_look::path_inside(&root, &file.path));
    let named = inside.unwrap_or_else(|| file.shown.clone());
    for wave in &mut proposal.waves {
        wave.survey.file = Some(named.clone());
    }
    let known = console.root().and_then(|root| std::fs::read_to_string(root.join(layout::COHORT_FILE)).ok());
    let has_table = known.is_some_and(|text| text.lines().any(|line| line.trim_start().starts_with("[evaluation]")));
    if has_table && let Ok(session) = console.open_to_show() {
        leave_out(&mut proposal, &session.settings.evaluation);
    }
    let is_new = !proposal.waves.is_empty() || !proposal.items.is_empty();
    let block = if is_new { survey::wave_block(&proposal, has_table) } else { String::new() };
    if console.format == Format::Json {
        let document = serde_json::json!({ "wave": wave, "block": block });
        console.show_json(&document);
        return Ok(Done);
    }
    if !is_new {
        console
            .say(&format!("cohort.toml has [survey.{wave}] and every question of this file already: there is nothing to add."))?;
        return Ok(Done);
    }
    console.say("Look at the names and levels of the items, and take out what is no question of the evaluation.")?;
    console.print(&block)?;
    Ok(Done)
}

/// Takes out of a proposal what stands in cohort.toml already. What is new has its own scale where that of the table is another.
fn leave_out(proposal: &mut EvaluationSettings, known: &EvaluationSettings) {
    proposal.waves.retain(|wave| known.waves.iter().all(|there| there.name != wave.name));
    let heading = |item: &Item| spelling::key(&item.heading);
    proposal.items.retain(|item| known.items.iter().all(|there| heading(there) != heading(item)));
    let is_other = proposal.scale != known.scale;
    for item in &mut proposal.items {
        if known.items.iter().any(|there| there.name == item.name) {
            item.name.push_str("-2");
        }
        if is_other && item.scale.is_none() {
            item.scale = Some(proposal.scale.clone());
        }
    }
}

/// The cohort's own exports, read as cohort.toml says, and what is wrong with those that cannot be shown.
fn of_the_cohort(console: &mut Console<'_>) -> anyhow::Result<(Vec<SurveyLook>, Vec<Problem>)> {
    let session = console.open_to_show()?;
    let (mut looks, mut problems) = (Vec::new(), Vec::new());
    for side in Side::BOTH {
        match SurveyLook::into_own(&session, side) {
            Ok(look) => looks.extend(look),
            Err(found) => problems.extend(found),
        }
    }
    Ok((looks, problems))
}

fn of_files(arguments: &Arguments, console: &Console<'_>) -> (Vec<SurveyLook>, Vec<Problem>) {
    let (mut looks, mut problems): (Vec<SurveyLook>, Vec<Problem>) = (Vec::new(), Vec::new());
    let root = console.root();
    let text = root.as_ref().and_then(|root| std::fs::read_to_string(root.join(layout::COHORT_FILE)).ok());
    let (written, as_given) = text.map(|text| written_surveys::written(&text)).unwrap_or_default();
    let known = Known { written, as_given, root: root.clone() };
    let files = once_each(&arguments.files);
    if let ([file], None) = (files.as_slice(), arguments.side)
        && let Ok(Some(found)) = SurveyLook::into_sheets(&console.input_file(file), &known)
    {
        let mut looks: Vec<SurveyLook> = found.map(|look| named_from(look, root.as_deref())).into();
        survey_look::keep_room_on_one_side(&mut looks, &known.written);
        return (looks, problems);
    }
    let by_name = sides_by_name(&files);
    for file in files {
        let taken = looks.first().map(|look| look.side);
        let side = arguments.side.or_else(|| by_name.then(|| survey::side_by_name(&file.to_string_lossy())).flatten());
        match SurveyLook::into_file(&console.input_file(file), side, taken, &known) {
            Ok(found) => looks.extend(found.into_iter().map(|look| named_from(look, root.as_deref()))),
            Err(found) => problems.extend(found),
        }
    }
    survey_look::keep_room_on_one_side(&mut looks, &known.written);
    (looks, problems)
}

/// Whether there are two files, one called after the mentors and one after the mentees: each holds that side, whatever is asked in it.
fn sides_by_name(files: &[&PathBuf]) -> bool {
    let sides: Vec<Option<Side>> = files.iter().map(|file| survey::side_by_name(&file.to_string_lossy())).collect();
    matches!(sides.as_slice(), [Some(one), Some(other)] if one != other)
}

/// The files without those that are named a second time: of a file for both sides both are read.
fn once_each(files: &[PathBuf]) -> Vec<&PathBuf> {
    let place = |file: &PathBuf| std::fs::canonicalize(file).unwrap_or_else(|_| file.clone());
    let mut seen = BTreeSet::new();
    files.iter().filter(|file| seen.insert(place(file))).collect()
}

fn named_from(mut look: SurveyLook, root: Option<&Path>) -> SurveyLook {
    look.name_file_from(root);
    look
}

/// Two exports of one side: cohort.toml names one, and the other would be left out.
fn one_side(looks: &[SurveyLook]) -> Vec<Problem> {
    let two = |side: Side| {
        let mut of_side = looks.iter().filter(move |look| look.side == side);
        let (one, other) = (of_side.next()?, of_side.next()?);
        let message = format!("{} and this file both hold {}", one.path, side.key());
        // A file that is called after a side is of that side.
        let by_name = || survey::side_by_name(&one.path).or_else(|| survey::side_by_name(&other.path).map(Side::other));
        let side = by_name().unwrap_or(side);
        let help = format!(
            "a side has one file: look into them one by one with `revmentor survey {} --side {}` and `revmentor survey {} --side {}`, or \
             copy the rows into one file",
            shell::word(&one.path),
            side.key(),
            shell::word(&other.path),
            side.other().key()
        );
        Some(Problem::error("one-side", message).at(Place::file(&other.path)).help(help))
    };
    Side::BOTH.into_iter().filter_map(two).collect()
}

fn show(look: &SurveyLook, console: &mut Console<'_>) -> anyhow::Result<()> {
    let export = look.export();
    console.say(&look.headline())?;
    look.notes.iter().try_for_each(|note| console.say(&format!("  {note}")))?;
    console.show(&survey_report::document(&export))?;
    let not_read = survey_report::not_read(export.columns);
    if !not_read.is_empty() {
        console.say("Not read, though they look like answers:")?;
        not_read.iter().try_for_each(|heading| console.say(&format!("  {heading}")))?;
    }
    let warnings: Vec<Problem> = look.problems.iter().filter(|problem| !problem.is_error()).cloned().collect();
    console.warn(&warnings)?;
    match &look.settings {
        Some(settings) if console.format.is_for_people() => console.print(&format!("\n{}\n", survey::block(look.side, settings))),
        _ => Ok(()),
    }
}

/// Puts the blocks into cohort.toml, and the files where it says.
fn write(looks: &[SurveyLook], arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut workspace = console.workspace(arguments.apply.access())?;
    let path = layout::cohort_file();
    let text = fact_files::text_of(&workspace, &path)?.unwrap_or_default();
    let settings = survey_settings::with_exports(&workspace, &text, looks)?;
    let summary = "columns of the surveys written into cohort.toml";
    let done = console.write_files(&mut workspace, settings.changes, arguments.apply, "survey", summary)?;
    settings.notes.iter().try_for_each(|note| console.say(&format!("  {note}")))?;
    let open: Vec<Problem> =
        settings.remaining.into_iter().map(|problem| Problem { severity: Severity::Warning, ..problem }).collect();
    console.warn(&open)?;
    Ok(done)
}
