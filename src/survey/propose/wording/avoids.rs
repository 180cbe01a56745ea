//! Whether a question asks whom somebody should not be paired with, or for the opposite. A wish that is read as a conflict would forbid the
//! very pair that somebody asked for, so in doubt it is neither.

use super::super::looks::Looks;
use super::super::questions::Question;
use super::table::{COMPANY, EITHER, NEGATIONS, PEOPLE, REMARKS};
use super::{ENOUGH, says, says_in};
use crate::domain::spelling;
use crate::survey::cells::polarity::is_one_of;
use crate::survey::cells::sentences;

/// Beginnings of parts of a heading that only say how to answer: `If not, leave blank`.
const INSTRUCTIONS: [&str; 8] = ["if ", "please ", "leave ", "write ", "enter ", "otherwise ", "e g ", "for example "];

/// Words by which somebody would not mind, so that the `not` in them avoids nobody.
const WELCOMES: &str = "not mind|dont mind|wouldnt mind|not object|dont object|wouldnt object|no objection|no problem|welcome";
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
        let (negated, wished) = (is_negated(sentence), says_in(sentence, COMPANY) || says_in(sentence, WELCOMES));
        let avoids =
            negated && (says_in(sentence, PEOPLE) || says_in(sentence, PAIRING)) || !wished && says_in(sentence, DECLARED);
        if avoids { Some(true) } else { (wished && !negated).then_some(false) }
    });
    decided.unwrap_or_else(|| words >= ENOUGH || sentences.iter().any(|sentence| is_negated(sentence)))
}

/// Whether a sentence negates anything but that somebody minds.
fn is_negated(sentence: &str) -> bool {
    says_in(&WELCOMES.split('|').fold(sentence.to_owned(), |rest, words| rest.replace(words, "")), NEGATIONS)
}

/// The sentences of a heading as comparison keys, without those that only say how to answer.
fn sentences(question: &Question) -> Vec<String> {
    let keys: Vec<String> = sentences::sentences(&question.heading).map(spelling::key).filter(|key| !key.is_empty()).collect();
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
        Looks::Marks => question.may_hold_names() && !question.is_only_marks(),
        _ => false,
    };
    written && !question.own && says(question, PEOPLE) && !says(question, REMARKS)
}

/// Beginnings by which a question is for those alone who said yes to the one before it.
const CONDITIONS: [&str; 14] = [
    "if yes",
    "if so",
    "if you answered yes",
    "if you have answered yes",
    "if you said yes",
    "if you ticked yes",
    "if you selected yes",
    "if the answer is yes",
    "if your answer is yes",
    "if your answer was yes",
    "if there is",
    "if there are",
    "if you do",
    "if you have",
];
/// Words of a question that asks for names and nothing else.
const NAMING: &str = "please|give|list|state|provide|enter|write|tell|us|specify|explain|name|names|named|s|of|the|them|their|they|\
    are|is|it|this|these|that|above|below|here|any|anyone|anybody|person|persons|people|individual|individuals|colleague|colleagues|\
    who|whom|with|and|or|in|full|details|detail|further|more|conflict|conflicts|interest|interests|relationship|what|how|you|know|\
    to|question|previous|last|confidential|confidentially|optional|strictly|stays|kept|will|seen|only|by|programme|team|lead|involved|concerned|relevant|for|each|do|can|be|should|not|paired|matched|avoid|mentor|mentors|mentee|\
    mentees";
/// Words that may stand beside them where a question asks who.
const BESIDE_WHOM: &str =
    "why|reason|reasons|because|job|title|titles|role|roles|post|briefly|brief|can|we|so|that|avoid|pairing|matching";
const WHO: &str = "who|whom|name|names|named";
/// Whole questions that go on with the one before them.
const WHOLE: &str = "please give details|give details|details|please give names|please give their names|please give the names|please name them|\
    please list them|please list their names|please list the names|please state who|please specify|please state names|names|name s|\
    their names|with whom|whom|who";

/// A comparison key without the number of its question: `6 a if yes who`.
fn without_number(key: &str) -> &str {
    let is_number = |word: &str| word.len() == 1 || word.len() <= 3 && word.contains(|c: char| c.is_ascii_digit());
    match key.split_once(' ').filter(|(first, _)| is_number(first)) {
        Some((_, rest)) => without_number(rest),
        None => key,
    }
}

/// A comparison key behind the condition with which it begins, if it does.
fn behind_condition(key: &str) -> Option<&str> {
    let key = without_number(key);
    let behind = |condition: &&str| key.strip_prefix(*condition).filter(|rest| rest.is_empty() || rest.starts_with(' '));
    CONDITIONS.iter().filter_map(behind).min_by_key(|rest| rest.len())
}

/// Whether a question goes on with the one before it: it asks for the names, or is what a tool lets people add to an answer.
pub(in crate::survey::propose) fn goes_on(before: &Question, after: &Question) -> bool {
    is_follow_up(after) || after.key == "comment" && after.heading.starts_with(before.heading.as_str())
}

/// Whether a question goes on with the one before it, and asks for nothing but names: `If yes, with whom?`, `Please give details`. What is
/// asked for beside them is something else: `If yes, details of any adjustments`.
fn is_follow_up(question: &Question) -> bool {
    let is_naming = |word: &str| word.is_empty() || word.parse::<u8>().is_ok() || is_one_of(NAMING, word);
    let asks_who = |rest: &str| rest.split(' ').any(|word| is_one_of(WHO, word));
    let is_beside = |word: &str| is_naming(word) || is_one_of(BESIDE_WHOM, word);
    let asks_for_names = |rest: &str| rest.split(' ').all(is_naming) || asks_who(rest) && rest.split(' ').all(is_beside);
    is_one_of(WHOLE, without_number(&question.key)) || behind_condition(&question.key).is_some_and(asks_for_names)
}

/// Whether a question is only for those who said yes to the one before it.
pub(in crate::survey::propose) fn is_conditional(question: &Question) -> bool {
    behind_condition(&question.key).is_some()
}
