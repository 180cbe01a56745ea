//! Whether a paper that stands in `private/letters` still says what it would say if it were made today.
//!
//! The day on which a letter is dated does not count. A paper that the lead edited is compared by what the program wrote beside it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::making::{self, MadePaper, SOME_DAY};
use super::texts::{self, PlacedText};
use crate::app::messages::inputs::MessageInputs;
use crate::app::session::CohortSession;
use crate::correspondence::audience::MailState;
use crate::correspondence::context::Directory;
use crate::correspondence::letter_kinds::{LetterKind, PaperTarget};
use crate::domain::problem::Problem;
use crate::render::untouched;
use crate::render::word_template::paragraphs;
use crate::store::layout;

/// The longest day in words, in bytes, with room for another language's.
const LONGEST_DAY: usize = 60;

/// Makes papers anew to compare them; each kind's text is read once.
pub(crate) struct PaperMaker<'a> {
    session: &'a CohortSession,
    inputs: &'a MessageInputs,
    mail: &'a MailState<'a>,
    texts: RefCell<BTreeMap<&'static str, Option<Rc<PlacedText>>>>,
    /// What was found of papers that many people get.
    shared: RefCell<BTreeMap<String, bool>>,
}

impl<'a> PaperMaker<'a> {
    /// Nothing is read before it is asked for.
    pub(crate) fn new(session: &'a CohortSession, inputs: &'a MessageInputs, mail: &'a MailState<'a>) -> PaperMaker<'a> {
        PaperMaker { session, inputs, mail, texts: RefCell::default(), shared: RefCell::default() }
    }

    /// Whether the paper stands and would say something else today. One that cannot be made is nobody's to compare.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub(crate) fn is_outdated(
        &self,
        kind: &'static LetterKind,
        target: PaperTarget<'_>,
        directory: &Directory<'_>,
    ) -> Result<bool, Problem> {
        let stem = kind.file_stem(target, self.mail.settings);
        let name = format!("{}/{stem}", kind.id);
        let known = self.shared.borrow().get(&name).copied();
        if let Some(known) = known {
            return Ok(known);
        }
        let is_outdated = self.compared(kind, target, &stem, directory)?;
        if !matches!(target, PaperTarget::Person(_)) {
            self.shared.borrow_mut().insert(name, is_outdated);
        }
        Ok(is_outdated)
    }

    fn compared(
        &self,
        kind: &'static LetterKind,
        target: PaperTarget<'_>,
        stem: &str,
        directory: &Directory<'_>,
    ) -> Result<bool, Problem> {
        let read = |end: &str| match layout::letter(kind.id, &format!("{stem}.{end}")) {
            Ok(path) => self.session.workspace().read(&path),
            Err(_) => Ok(None),
        };
        let (page, document) = (read("html")?, read("docx")?);
        if page.is_none() && document.is_none() {
            return Ok(false);
        }
        let Some(made) = self.made(kind, target, directory) else { return Ok(false) };
        Ok(differs(&made, page.as_deref(), document.as_deref()))
    }

    fn made(&self, kind: &'static LetterKind, target: PaperTarget<'_>, directory: &Directory<'_>) -> Option<MadePaper> {
        let read = || texts::read(self.session, kind, &self.inputs.vocabulary).ok().map(Rc::new);
        let text = self.texts.borrow_mut().entry(kind.id).or_insert_with(read).clone()?;
        making::undated(self.session, self.mail, kind, target, &text, directory)
    }

    /// The paragraphs of a kind as the built-in text has them, for nobody in particular.
    pub(crate) fn built_in(&self, kind: &'static LetterKind, directory: &Directory<'_>) -> Vec<String> {
        let text = texts::built_in(kind, &self.inputs.vocabulary).ok();
        let targets = kind.general(self.mail.settings);
        let made = |target: &PaperTarget<'_>| making::undated(self.session, self.mail, kind, *target, text.as_ref()?, directory);
        let made: Vec<MadePaper> = targets.iter().filter_map(made).collect();
        made.iter().filter_map(MadePaper::document).flat_map(|(_, bytes)| paragraphs(bytes)).collect()
    }
}

fn differs(made: &MadePaper, page: Option<&[u8]>, document: Option<&[u8]>) -> bool {
    let fresh_page = made.formats.iter().find(|(end, _)| *end == "html").map(|(_, bytes)| bytes);
    if let (Some(fresh), Some(page)) = (fresh_page, page) {
        return !says_the_same(&untouched::page(page), &untouched::page(fresh));
    }
    let (Some((_, fresh)), Some(document)) = (made.document(), document) else { return false };
    // What somebody edited by hand is theirs to keep right.
    untouched::is_untouched(document) && !says_the_same(&paragraphs(document).join("\n"), &paragraphs(fresh).join("\n"))
}

/// Whether a text is `fresh` with a day in the place of each [`SOME_DAY`].
fn says_the_same(text: &str, fresh: &str) -> bool {
    let mut pieces = fresh.split(SOME_DAY);
    let Some(mut rest) = text.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    let pieces: Vec<&str> = pieces.collect();
    let Some((last, between)) = pieces.split_last() else { return rest.is_empty() };
    for piece in between {
        match rest.find(piece).filter(|at| *at <= LONGEST_DAY).and_then(|at| rest.get(at + piece.len()..)) {
            Some(after) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last) && rest.len() - last.len() <= LONGEST_DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_day_of_the_letter_may_differ() {
        let fresh = format!("<p>{SOME_DAY}</p><p>17:00 to 18:00</p>");
        assert!(says_the_same("<p>Monday 4 January 2027</p><p>17:00 to 18:00</p>", &fresh));
        assert!(!says_the_same("<p>Monday 4 January 2027</p><p>17:15 to 18:15</p>", &fresh));
        assert!(!says_the_same(&format!("<p>{}</p><p>17:00 to 18:00</p>", "word ".repeat(20)), &fresh));
        assert!(says_the_same("a", "a") && !says_the_same("ab", "a") && !says_the_same("a", "ab"));
        assert!(says_the_same("1 x 2 y", &format!("{SOME_DAY} x {SOME_DAY} y")));
    }
}
