//! A built-in text as a template for the lead to change: Markdown as it is, or a Word document with placeholders.

use chrono::NaiveDate;

use super::making::no_value;
use super::texts::unnamed;
use crate::app::messages::inputs::MessageInputs;
use crate::app::session::CohortSession;
use crate::correspondence::front_matter;
use crate::correspondence::letter_kinds::{LetterKind, PaperTarget};
use crate::correspondence::letter_values;
use crate::correspondence::template::{Allowed, Template};
use crate::domain::problem::{Place, Problem, Refusal};
use crate::render::paper::{self, Paper, docx};
use crate::store::layout::{self, RelPath};

/// The file that the lead changes, with its contents.
///
/// # Errors
/// A template of the kind stands already, or the kind is for Markdown only.
pub(crate) fn copy(
    session: &CohortSession,
    kind: &LetterKind,
    markdown: bool,
    today: NaiveDate,
) -> Result<(RelPath, Vec<u8>), Refusal> {
    for ending in ["docx", "md"] {
        let path = layout::letter_template(kind.id, ending).map_err(|path| unnamed(&path))?;
        if session.workspace().read(&path)?.is_some() {
            let problem = Problem::error("template-exists", "this text exists already").at(Place::file(path.as_str()));
            return Err(problem.help("change that file; delete it to go back to the built-in text").into());
        }
    }
    if markdown {
        let path = layout::letter_template(kind.id, "md").map_err(|path| unnamed(&path))?;
        return Ok((path, kind.text.as_bytes().to_vec()));
    }
    if !kind.has_word_template {
        let problem = Problem::error(
            "not-for-word",
            format!("the text of {} needs conditions, which a Word document cannot hold", kind.id),
        );
        return Err(problem.help(format!("use Markdown: `revmentor letters edit {} --markdown`", kind.id)).into());
    }
    let path = layout::letter_template(kind.id, "docx").map_err(|path| unnamed(&path))?;
    Ok((path, word(session, kind, today)?))
}

/// The built-in text with a placeholder for each field.
fn word(session: &CohortSession, kind: &LetterKind, today: NaiveDate) -> Result<Vec<u8>, Refusal> {
    let inputs = MessageInputs::read(session)?;
    let mail = inputs.mail(session, today);
    let target = kind.general(&session.settings).first().copied().unwrap_or(PaperTarget::Everybody);
    let known = inputs.with_directory(session, |directory| letter_values::for_paper(&mail, kind, target, directory))?;
    let values = letter_values::placeholders(kind, &known.unwrap_or_default());
    let front = front_matter::read(kind.text, kind.id).map_err(Refusal::input)?;
    let vocabulary = &inputs.vocabulary;
    let allowed = Allowed { groups: kind.groups, columns: &vocabulary.columns, links: &vocabulary.links, stage: kind.id };
    let template = Template::new(kind.text, &front, kind.id, allowed).map_err(Refusal::input)?;
    let filled = template.fill(&values).map_err(|empty| {
        let problem = |path: &String| no_value(path, kind.id);
        Refusal::unmet(empty.iter().map(problem).collect())
    })?;
    let paper = Paper { title: filled.subject, blocks: paper::read(&filled.markdown) };
    docx::write(&paper)
        .map_err(|error| Problem::error("docx-too-large", format!("the template cannot be written: {error}")).into())
}
