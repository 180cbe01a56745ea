//! Whether a question asks whom somebody should not be paired with, or for the opposite. A wish that is read as a conflict would forbid the
//! very pair that somebody asked for, so in doubt it is neither.

use super::super::looks::Looks;
use super::super::questions::Question;
use super::table::{COMPANY, EITHER, NEGATIONS, PEOPLE, REMARKS};
use super::{ENOUGH, says, says_in};
use crate::domain::spelling;

/// Beginnings of parts of a heading that only say how to answer: `If not, leave blank`.
const INSTRUCTIONS: [&str; 8] = ["if ", "please ", "leave ", "write ", "enter ", "otherwise ", "e g ", "for example "];

/// Words of being a pair.
const PAIRING: &str = "conflict|paired|matched|pair |match |with ";
/// What is named without a word that negates.
const DECLARED: &str = "declaration|declare|register of interests|supervisor|line manager|off limits|veto|relatives";

/// Whether a question asks whom somebody should not be paired with: by the first of its sentences that says so, or says the opposite.
pub(super) fn asks_whom_to_avoid(question: &Question, words: i32) -> bool {
    if says(question, EITHER) {
        return false;
    }
    let sentences = sentences(question);
    let decided = sentences.iter().find_map(|sentence| {
        let (negated, wished) = (says_in(sentence, NEGATIONS), says_in(sentence, COMPANY));
        let avoids =
            negated && (says_in(sentence, PEOPLE) || says_in(sentence, PAIRING)) || !wished && says_in(sentence, DECLARED);
        if avoids { Some(true) } else { (wished && !negated).then_some(false) }
    });
    decided.unwrap_or_else(|| words >= ENOUGH || sentences.iter().any(|sentence| says_in(sentence, NEGATIONS)))
}

/// The sentences of a heading as comparison keys, without those that only say how to answer.
fn sentences(question: &Question) -> Vec<String> {
    let parts = question.heading.split(['.', '?', '!', ';', ':', '(', ')', '\n', '–', '—']).flat_map(|part| part.split(" - "));
    let keys: Vec<String> = parts.map(spelling::key).filter(|key| !key.is_empty()).collect();
    let is_instruction = |key: &&String| {
        let begins = INSTRUCTIONS.iter().any(|words| key.starts_with(words));
        begins && !says_in(key, PEOPLE) && !says_in(key, "paired|matched")
    };
    let asked: Vec<String> = keys.iter().filter(|key| !is_instruction(key)).cloned().collect();
    if asked.is_empty() { vec![question.key.clone()] } else { asked }
}

/// Whether a question asks for people, so that it may be about conflicts of interest or about wishes.
pub(in crate::survey::propose) fn asks_for_people(question: &Question) -> bool {
    let written = match question.looks {
        Looks::Names | Looks::FreeText | Looks::OneOf(_) | Looks::SeveralOf(..) => true,
        Looks::Marks => question.may_hold_names() && question.marks < 100,
        _ => false,
    };
    written && !question.own && says(question, PEOPLE) && !says(question, REMARKS)
}

/// Whether a question goes on with the one before it: `If yes, with whom?`, `Please give names`.
pub(in crate::survey::propose) fn is_follow_up(question: &Question) -> bool {
    const BEGINNINGS: [&str; 8] =
        ["if yes", "if so", "please give", "please state who", "please name", "please provide", "give details", "details"];
    BEGINNINGS.iter().any(|words| question.key.starts_with(words))
        || matches!(question.key.as_str(), "with whom" | "who" | "names")
}
