//! `letters KIND`: makes the papers of a kind and writes them.

use super::Arguments;
use crate::app::forbidden;
use crate::app::letters::folder;
use crate::app::letters::making::{self, MadePaper};
use crate::app::session::CohortSession;
use crate::cli::console::{Console, Done};
use crate::correspondence::fields::FieldGroup;
use crate::correspondence::letter_kinds::LetterKind;
use crate::domain::id::{PairId, PersonId};
use crate::domain::problem::{Problem, Refusal};
use crate::render::output::{Cell, Document, Sheet};
use crate::store::office;

pub(super) fn run(arguments: &Arguments, kind: &LetterKind, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let mut session = console.open(arguments.write.access())?;
    let only = people(&session, &arguments.person)?;
    let forbidden = not_to_be(&session, kind, &only);
    if !forbidden.is_empty() && !arguments.force {
        return Err(Refusal::unmet(forbidden).into());
    }
    let mut papers = making::make(&session, kind, &only, console.today)?;
    if arguments.pdf && !arguments.write.dry_run {
        console.patiently("LibreOffice makes the PDF files", || add_pdf(&session, &mut papers))?;
    }
    let kept = folder::put(&mut session, kind, &papers, only.is_empty(), arguments.force)?;
    console.show(&document(&session, kind, &papers))?;
    if papers.is_empty() {
        console.say(&format!("Nobody is to get the letter {} on this day.", kind.id))?;
    }
    let people: Vec<PersonId> = papers.iter().filter_map(|paper| paper.person).collect();
    if !people.is_empty() {
        console.warn(&forbidden::warnings(&session, &people))?;
    }
    for path in kept {
        console.say(&format!("The edited version is kept as {path}."))?;
    }
    if kind.id == "privacy-notice" {
        console.say("Have your data protection officer read the privacy notice before you use it.")?;
    }
    let summary = format!("{} {}", papers.len(), kind.id);
    console.apply(session, arguments.write, "letters", &summary)
}

/// The pairs whose people a letter would tell of each other and that may not be.
fn not_to_be(session: &CohortSession, kind: &LetterKind, only: &[PersonId]) -> Vec<Problem> {
    if !kind.groups.contains(&FieldGroup::Partner) {
        return Vec::new();
    }
    let cohort = session.cohort();
    let is_told = |pair: PairId| {
        let Some(pair) = cohort.pairs.get(&pair) else { return false };
        let is_told = |person: &PersonId| pair.revealed[person.side()].is_some();
        pair.id.people().iter().any(|person| is_told(person) && (only.is_empty() || only.contains(person)))
    };
    let found = forbidden::standing(session).into_iter().filter(|found| is_told(found.pair));
    found.map(|found| forbidden::problem(&found)).collect()
}

pub(super) fn people(session: &CohortSession, words: &[String]) -> Result<Vec<PersonId>, Refusal> {
    let (mut people, mut problems) = (Vec::new(), Vec::new());
    for word in words {
        match session.person(word) {
            Ok(person) if people.contains(&person) => {}
            Ok(person) => people.push(person),
            Err(refusal) => problems.extend(refusal.problems),
        }
    }
    if problems.is_empty() { Ok(people) } else { Err(Refusal::input(problems)) }
}

fn add_pdf(session: &CohortSession, papers: &mut [MadePaper]) -> Result<(), Refusal> {
    let documents: Vec<(&str, &[u8])> = papers.iter().filter_map(MadePaper::document).collect();
    let pdfs = office::to_pdf(&session.workspace().root().join("private/letters/making-pdf"), &documents)?;
    for (paper, pdf) in papers.iter_mut().zip(pdfs) {
        paper.formats.push(("pdf", pdf));
    }
    Ok(())
}

fn document(session: &CohortSession, kind: &LetterKind, papers: &[MadePaper]) -> Document {
    let names = session.names();
    let rows = papers.iter().map(|paper| {
        let path = format!("private/letters/{}/{}.docx", kind.id, paper.stem);
        [paper.person.map_or(Cell::Empty, |person| names.cell(person)), Cell::Text(path)]
    });
    let sheet = Sheet::new("Letters", ["person", "path"], rows);
    Document::default().value("kind", Cell::text(kind.id)).sheet("letters", sheet)
}
