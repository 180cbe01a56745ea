//! The text of a letter or paper: the lead's own Word document, the lead's own Markdown, or the built-in text, in this order.

use crate::app::session::CohortSession;
use crate::correspondence::fields::FieldGroup;
use crate::correspondence::front_matter;
use crate::correspondence::letter_kinds::LetterKind;
use crate::correspondence::stage_list::Vocabulary;
use crate::correspondence::template::{self, Allowed, Template};
use crate::domain::problem::{Place, Problem, Refusal};
use crate::render::word_template::{WordFault, WordTemplate};
use crate::store::layout;

/// A checked text.
pub(crate) enum LetterText {
    /// Markdown with fields.
    Markdown(Box<Template>),
    /// A Word document with fields.
    Word(Box<WordTemplate>),
}

/// A checked text and where it stands.
pub(crate) struct PlacedText {
    pub(crate) text: LetterText,
    /// The file, as problems name it.
    pub(crate) file: String,
}

/// Reads and checks the text of a kind.
///
/// # Errors
/// All that is wrong with it, each with its place.
pub(crate) fn read(session: &CohortSession, kind: &LetterKind, vocabulary: &Vocabulary) -> Result<PlacedText, Refusal> {
    let allowed = Allowed { groups: kind.groups, columns: &vocabulary.columns, links: &vocabulary.links, stage: kind.id };
    let document = layout::letter_template(kind.id, "docx").map_err(|path| unnamed(&path))?;
    if let Some(bytes) = session.workspace().read(&document)? {
        let file = document.as_str().to_owned();
        let text = word(&bytes, kind, allowed, &file)?;
        return Ok(PlacedText { text: LetterText::Word(Box::new(text)), file });
    }
    let markdown = layout::letter_template(kind.id, "md").map_err(|path| unnamed(&path))?;
    let own = crate::app::fact_files::text_of(session.workspace(), &markdown)?;
    match &own {
        Some(text) => of_markdown(text, markdown.as_str().to_owned(), kind, allowed),
        None => built_in(kind, vocabulary),
    }
}

/// The built-in text of a kind.
///
/// # Errors
/// What is wrong with it, where the cohort's columns do not fit it.
pub(super) fn built_in(kind: &LetterKind, vocabulary: &Vocabulary) -> Result<PlacedText, Refusal> {
    let allowed = Allowed { groups: kind.groups, columns: &vocabulary.columns, links: &vocabulary.links, stage: kind.id };
    of_markdown(kind.text, format!("the built-in text of {}", kind.id), kind, allowed)
}

fn of_markdown(text: &str, file: String, kind: &LetterKind, allowed: Allowed<'_>) -> Result<PlacedText, Refusal> {
    let front = front_matter::read(text, &file).map_err(Refusal::input)?;
    if let Some(span) = front.partner.clone().filter(|_| !kind.groups.contains(&FieldGroup::Partner)) {
        let problem = Problem::error("field-not-allowed", format!("{} may not name the partner", kind.id));
        let help = "of the letters only the profile does, after the reveal; delete the line";
        return Err(problem.at(front_matter::place(text, &file, span)).help(help).into());
    }
    let template = Template::new(text, &front, &file, allowed).map_err(Refusal::input)?;
    Ok(PlacedText { text: LetterText::Markdown(Box::new(template)), file })
}

/// A name that the layout does not know, which the table of kinds rules out.
pub(super) fn unnamed(path: &layout::NotAPath) -> Problem {
    Problem::error("letter-name", path.to_string())
}

fn word(bytes: &[u8], kind: &LetterKind, allowed: Allowed<'_>, file: &str) -> Result<WordTemplate, Refusal> {
    let document =
        WordTemplate::open(bytes).map_err(|faults| Refusal::input(faults.iter().map(|fault| placed(fault, file)).collect()))?;
    if !kind.has_word_template {
        let help = format!("delete it and use Markdown: `revmentor letters edit {} --markdown`", kind.id);
        let problem = Problem::error(
            "not-for-word",
            format!("the text of {} needs conditions, which a Word document cannot hold", kind.id),
        );
        return Err(problem.at(Place::file(file)).help(help).into());
    }
    let wrong = |field: &crate::render::word_template::NamedField| {
        let (code, message, help) = template::judge_path(&field.expression.path, allowed)?;
        Some(Problem::error(code, message).at(Place::file(file).column(&field.part)).value(&field.words).help(help))
    };
    let problems: Vec<Problem> = document.fields().iter().filter_map(wrong).collect();
    if problems.is_empty() { Ok(document) } else { Err(Refusal::input(problems)) }
}

/// A fault of a document as a problem of its file.
pub(super) fn placed(fault: &WordFault, file: &str) -> Problem {
    let place = Place::file(file);
    let place = if fault.part.is_empty() { place } else { place.column(&fault.part) };
    let problem = Problem::error(fault.code, &fault.message).at(place).help(&fault.help);
    if fault.words.is_empty() { problem } else { problem.value(&fault.words) }
}
