//! `messages template`: the built-in text of a stage, and how the lead's own copy differs from what this version has.

use super::texts;
use crate::app::messages::own_texts;
use crate::cli::console::{Console, Done};
use crate::correspondence::stage_list::{self, OWN_FOLDER, OwnTexts, StageName};
use crate::domain::line_diff::{self, LineSide};
use crate::render::escape::terminal;
use crate::render::output::{Cell, Document, Sheet};

/// A stage's built-in text, and the lead's own with its file where there is one.
struct TwoTexts {
    stage: String,
    built_in: String,
    own: Option<(String, String)>,
}

impl TwoTexts {
    fn read(stage: &str, console: &mut Console<'_>) -> Result<TwoTexts, anyhow::Error> {
        let session = console.open_to_show()?;
        let named = stage_list::names(&session.settings);
        let own = own_texts::read(&session)?;
        Ok(TwoTexts::of(texts::known(&named, stage)?, stage, &own))
    }

    /// `session` asks for the text of every session; a copy for one session alone is asked for by that stage's whole name.
    fn of(known: &StageName<'_>, stage: &str, own: &OwnTexts) -> TwoTexts {
        let (_, built_in) = stage_list::text_of(known, &OwnTexts::new());
        let names = [known.name.as_str(), known.row.id];
        let copied = names.into_iter().skip(usize::from(known.name != stage)).find_map(|name| Some((name, own.get(name)?)));
        let own = copied.map(|(name, text)| (format!("{OWN_FOLDER}/{name}.md"), text.clone()));
        TwoTexts { stage: stage.to_owned(), built_in, own }
    }

    fn document(&self) -> Document {
        let file = self.own.as_ref().map_or(Cell::Empty, |(file, _)| Cell::text(file));
        Document::default().value("stage", Cell::text(&self.stage)).value("text", Cell::text(&self.built_in)).value("own", file)
    }
}

/// Shows the built-in text.
pub(super) fn show(stage: &str, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let texts = TwoTexts::read(stage, console)?;
    if console.format.is_for_people() {
        console.print(&texts.built_in)?;
    } else {
        console.show(&texts.document())?;
    }
    if let Some((file, _)) = &texts.own {
        console.say(&format!("{file} is used instead; `revmentor messages template {stage} --diff` shows how it differs."))?;
    }
    Ok(Done)
}

/// Shows the lines in which the lead's copy and the built-in text differ, among those that they share.
pub(super) fn show_differences(stage: &str, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let texts = TwoTexts::read(stage, console)?;
    let lines = texts.own.as_ref().map(|(_, own)| line_diff::lines(own, &texts.built_in)).unwrap_or_default();
    let differs = lines.iter().any(|(side, _)| *side != LineSide::Both);
    if console.format.is_for_people() {
        if let (Some((file, _)), true) = (&texts.own, differs) {
            let head = [format!("--- {file}"), format!("+++ the built-in text of {stage}")];
            let shown = lines.iter().map(|(side, line)| format!("{}{line}", mark(*side)));
            let shown: Vec<String> = head.into_iter().chain(shown).collect();
            console.print(&terminal::lines(&(shown.join("\n") + "\n")))?;
        }
    } else {
        let rows = lines.iter().map(|(side, line)| [Cell::text(word(*side)), Cell::text(line)]);
        console.show(&texts.document().main_sheet("lines", Sheet::new("Lines", ["in", "line"], rows)))?;
    }
    match &texts.own {
        None => {
            let hint = format!("There is no copy: the built-in text is used. `revmentor messages edit {stage}` makes one.");
            console.say(&hint)?;
        }
        Some((file, _)) if !differs => console.say(&format!("{file} is the built-in text, word for word."))?,
        Some(_) => {}
    }
    Ok(Done)
}

fn mark(side: LineSide) -> char {
    match side {
        LineSide::First => '-',
        LineSide::Second => '+',
        LineSide::Both => ' ',
    }
}

fn word(side: LineSide) -> &'static str {
    match side {
        LineSide::First => "own",
        LineSide::Second => "built-in",
        LineSide::Both => "both",
    }
}
