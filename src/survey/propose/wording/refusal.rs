//! Whether a mark under a question for consent agrees or refuses. A heading of several sentences may say both; then nobody may guess.

use super::super::questions::Question;
use super::says_in;
use crate::domain::spelling;
use crate::survey::cells::polarity::{self, is_one_of};
use crate::survey::cells::{sentences, statements};

/// What a mark under a question for consent says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::survey::propose) enum Direction {
    /// Whoever marks it agrees.
    Grants,
    /// Whoever marks it refuses: `Tick here if you do not consent`.
    Refuses,
    /// The heading says both.
    Both,
}

/// Answers that a heading lists beside yes and no, and that neither agree nor refuse.
const OPTIONS: &str =
    "prefer not to say|rather not say|prefer not to answer|rather not answer|prefer not to disclose|not sure|dont know";
/// What a form asks beside the use of answers, and what is agreed to with that: who refuses the first has not refused the second.
const ELSEWHERE: &str = "newsletter|mailing list|photo|marketing|social media|publicity|filmed|recorded|recording|updates|future contact|future event|reminder|invited to future";
const HERE: &str = "answers|responses|data|information|details|profile|consent|take part|taking part|participate|participating|participation|matching|be matched|be paired|use my|use your";
/// Words by which somebody agrees before a phrase that refuses: the heading lists both answers.
const AGREES: &str = "i agree|i consent|i do agree|i do consent|you agree|you consent|i am happy|yes";
/// Phrases by which a sentence refuses, each as said by somebody who does not agree.
const REFUSALS: &str = "not consent|dont consent|not give consent|dont give consent|not give my consent|dont give my consent|not give permission|not agree|dont agree|not want your|not want my|\
    dont want your|dont want my|not wish your|not wish my|dont wish your|dont wish my|not to use my|not to use your|dont use my|\
    do not use my|rather you didnt use|prefer you not to use|not happy for|not happy with|against the use|remove me|exclude my answers|\
    leave my answers out|no consent|not willing|leave me out|\
    you do not want|you dont want|you do not wish|you dont wish|i do not want|i dont want|i do not wish|i dont wish|rather not|prefer not";
/// Beginnings of words that refuse, and that a `not` before them turns round.
const REFUSING: &str = "withdraw|withdrew|withhold|withheld|opt out|opting out|opted out|object|refus|declin|disagre|dissent|oppos|reject|revok|unhappy|\
    unwilling|left out|say no|saying no";
/// Words before one that refuses by which somebody only knows what it would mean.
const KNOWS: &str = "understand|understands|understood|aware|know|note|acknowledge";
/// What refusing would mean.
const MEANS: &str = "will|would|wont|has|have|does|do|is|means|may|can|cannot";
/// Words by which somebody is told what would follow from it.
const FOLLOWS: &str = "consequence|affect|effect|impact|difference|detriment|disadvantage|penal|prejudic|bearing|possible|be matched|be paired|\
    take part";
/// Whom or what an instruction to fill in the form is about: `Please do not include patient details`.
const OF_OTHERS: &str = "patient|identif|confidential|sensitive|third part|other people|other person|somebody else|someone else|colleague|\
    supervisor|include any|include details|include names|include the names|use abbreviat|use capital|use this form|use all";
/// Beginnings of words that agree, as the other of two answers: `consent or object`.
const AGREEING: &str = "agree|consent|accept|happy|willing|content|opt in|opting in|yes|give|grant|allow|approve";
/// Words that forbid together with one of [`USES`].
const FORBIDS: [&str; 4] = ["do not", "dont", "never", "must not"];
/// What is done with answers.
const USES: &str = "share|use|hold|store|keep|process|pass|include|match|contact";
/// Words by which a sentence agrees.
const GRANTS: &str = "i consent|i agree|i accept|i am happy|i give|i confirm|you consent|you agree|you accept|you happy|happy for|to agree|\
    to consent|do consent|do agree|gives consent|give consent|and consent to|and agree to";
/// Words for a mark.
const MARKS: &str = "tick|cross|mark|box|check|select|enter|write|put|choose|click|circle|initial|state|say|type";
/// Those of them by which nobody writes to anyone.
const TICKS: &str = "tick|cross|mark|box|check|select|choose|click|circle|initial";
/// Words before what somebody may do later.
const MAY: &str = "can|may|could|free|able|right";
/// Words for leaving a cell empty.
const EMPTY: &str = "blank|empty|unticked|unmarked|unchecked";
const UNMARKED: &str = "not tick|dont tick|not cross|not mark|dont mark|not check|not select|no tick";
/// Answers that a legend explains: `(N = refused)`.
const LEGEND_NO: &str = "n|no|0|false";
const LEGEND_YES: &str = "y|yes|1|true|x";

/// What a mark under the question says, as far as its wording tells. That a consent may be withdrawn later is no refusal.
pub(in crate::survey::propose) fn direction(question: &Question) -> Direction {
    // What the cells say goes before a heading: `I agree` agrees.
    if question.grants {
        return Direction::Grants;
    }
    let (mut grants, mut refuses) = (false, false);
    for sentence in sentences(&question.heading) {
        match said(&sentence) {
            Some(Direction::Grants) => grants = true,
            Some(Direction::Refuses) => refuses = true,
            Some(Direction::Both) => (grants, refuses) = (true, true),
            None => {}
        }
    }
    match (grants, refuses) {
        // `I consent` and `I object` need no heading.
        (true, true) if question.decides() => Direction::Grants,
        (true, true) => Direction::Both,
        (_, true) => Direction::Refuses,
        _ => Direction::Grants,
    }
}

/// The wording of a question without the sentences about anything but the answers: `I consent. Tick for our newsletter`.
pub(super) fn of_the_answers(question: &Question) -> String {
    let sentences = sentences(&question.heading);
    let is_here = |sentence: &&String| !says_in(sentence, ELSEWHERE) || says_in(sentence, HERE);
    let here: Vec<&str> = sentences.iter().filter(is_here).map(String::as_str).collect();
    if here.is_empty() || here.len() == sentences.len() { question.key.clone() } else { here.join(" ") }
}

/// The sentences of a heading as comparison keys; what stands for an answer keeps its `=`.
fn sentences(heading: &str) -> Vec<String> {
    let keys = sentences::sentences(heading).map(|part| spelling::key(&part.replace('=', " means ")));
    keys.filter(|key| !key.is_empty()).collect()
}

/// What one sentence says; nothing where it only names what is asked, or what follows.
fn said(sentence: &str) -> Option<Direction> {
    let sentence = &without_options(sentence);
    let words: Vec<&str> = sentence.split(' ').collect();
    let has = |known: &str| words.iter().any(|word| is_one_of(known, word));
    if let [answer, "means", rest @ ..] = words.as_slice() {
        let rest = said(&rest.join(" ")).or_else(|| meaning(rest))?;
        return if is_one_of(LEGEND_NO, answer) { Some(turned(rest)) } else { is_one_of(LEGEND_YES, answer).then_some(rest) };
    }
    // `(yes / refused)` lists the answers.
    if words.len() <= 4 && (has(LEGEND_YES) || has(LEGEND_NO)) && !says_in(sentence, "say no|saying no") {
        return None;
    }
    let is_empty = has(EMPTY) || says_in(sentence, UNMARKED);
    let is_marked = speaks_of_a_mark(&words);
    let plain = without_condition(&polarity::without_wording_of_form(sentence), is_empty || is_marked);
    if plain.is_empty() || statements::is_of_the_form(&plain) {
        return None;
    }
    let direction = decided(&plain, is_marked)?;
    if direction == Direction::Refuses && says_in(&plain, ELSEWHERE) && !says_in(&plain, HERE) {
        return None;
    }
    Some(if is_empty { turned(direction) } else { direction })
}

/// A sentence without the answers that neither agree nor refuse: `Yes / No / Prefer not to say`.
fn without_options(sentence: &str) -> String {
    let rest = OPTIONS.split('|').fold(sentence.to_owned(), |rest, option| rest.replace(option, ""));
    rest.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a sentence speaks of a mark. `You may say no` does not.
fn speaks_of_a_mark(words: &[&str]) -> bool {
    let says_no = |at: usize| words.get(at) == Some(&"say") && words.get(at + 1) == Some(&"no");
    words.iter().enumerate().any(|(at, word)| is_one_of(MARKS, word) && !says_no(at))
}

/// What a word of a legend means: `refused`, `agreed`.
fn meaning(words: &[&str]) -> Option<Direction> {
    let first = words.first()?;
    ["agree", "consent", "accept", "given"].iter().any(|word| first.starts_with(word)).then_some(Direction::Grants)
}

fn turned(direction: Direction) -> Direction {
    match direction {
        Direction::Grants => Direction::Refuses,
        Direction::Refuses => Direction::Grants,
        Direction::Both => Direction::Both,
    }
}

/// A sentence without what happens on a condition: `If you refuse we cannot match you`. Beside a word for a mark the condition is what
/// the mark says.
fn without_condition(sentence: &str, is_marked: bool) -> String {
    let padded = format!(" {sentence} ");
    match padded.find(" if ") {
        Some(at) if !is_marked => padded.get(..at).unwrap_or_default().trim().to_owned(),
        _ => sentence.to_owned(),
    }
}

/// What a sentence says of itself; none where it neither refuses nor agrees. `is_marked`: whether it speaks of a mark.
fn decided(sentence: &str, is_marked: bool) -> Option<Direction> {
    let words: Vec<&str> = sentence.split(' ').collect();
    let granted = || says_in(sentence, GRANTS).then_some(Direction::Grants);
    if says_in(sentence, REFUSALS) || forbids(&words) && !is_promise(sentence, is_marked) && !is_instruction(sentence) {
        return Some(if agrees_first(sentence) { Direction::Both } else { Direction::Refuses });
    }
    let Some(at) = (0..words.len()).find(|at| is_refusing(&words, *at)) else { return granted() };
    let (before, behind) = (words.get(..at).unwrap_or_default(), words.get(at + 1..).unwrap_or_default());
    let near = before.get(at.saturating_sub(3)..).unwrap_or_default();
    // `You can withdraw at any time` is what the form promises.
    let is_way_out = before == ["to"] && !words.iter().any(|word| is_one_of(TICKS, word));
    if is_way_out || near.iter().any(|word| is_one_of(MAY, word)) || is_only_told(&words, at, is_marked) {
        return granted();
    }
    if is_alternative(before, behind) {
        return Some(Direction::Both);
    }
    Some(if near.iter().any(|word| polarity::negates(word)) { Direction::Grants } else { Direction::Refuses })
}

/// Whether a sentence agrees before it refuses in a phrase: `I agree / I do not agree`.
fn agrees_first(sentence: &str) -> bool {
    let ends = REFUSALS.split('|').filter_map(|phrase| sentence.find(phrase.trim())).min();
    ends.and_then(|at| sentence.get(..at)).is_some_and(|before| says_in(before.trim_end_matches(" do "), AGREES))
}

/// Whether a word refuses that begins at a place.
fn is_refusing(words: &[&str], at: usize) -> bool {
    let rest = words.get(at..).unwrap_or_default().join(" ");
    REFUSING.split('|').any(|refusal| rest.starts_with(refusal)) && !rest.starts_with("objectiv")
}

/// Whether something is forbidden that is done with answers.
fn forbids(words: &[&str]) -> bool {
    let uses =
        |at: usize| words.get(at..(at + 6).min(words.len())).is_some_and(|near| near.iter().any(|word| is_one_of(USES, word)));
    (0..words.len()).any(|at| {
        let rest = words.get(at..).unwrap_or_default().join(" ");
        FORBIDS.iter().any(|not| rest.starts_with(not)) && uses(at)
    })
}

/// Whether the word at a place is but what refusing would mean: `I understand that refusing has no consequence`, `Declining will not affect
/// your training`.
fn is_only_told(words: &[&str], at: usize, is_marked: bool) -> bool {
    let (before, behind) = (words.get(..at).unwrap_or_default(), words.get(at + 1..).unwrap_or_default());
    let is_known = before.iter().any(|word| is_one_of(KNOWS, word));
    let is_gerund = words
        .get(at..(at + 2).min(words.len()))
        .is_some_and(|words| words.iter().any(|word| word.ends_with("ing") || *word == "withdrawal"));
    let follows = says_in(&behind.join(" "), FOLLOWS);
    let is_meant = behind.iter().any(|word| is_one_of(MEANS, word));
    is_known && (is_gerund || follows) || !is_marked && is_meant && (follows || is_gerund && before.is_empty())
}

/// Whether a word that refuses is one of two answers: `consent or object`, `agree / disagree`.
fn is_alternative(before: &[&str], behind: &[&str]) -> bool {
    let agrees = |words: &[&str]| says_in(&words.join(" "), AGREEING) && !words.iter().any(|word| polarity::negates(word));
    let stands_beside = |word: Option<&&str>| word.is_some_and(|word| *word == "or" || says_in(word, AGREEING));
    stands_beside(before.last()) && agrees(before) || behind.first() == Some(&"or") && agrees(behind)
}

/// What the form promises: `We do not share your data`. Beside a mark it is what the mark says: `Tick if we must not share your answers`.
fn is_promise(sentence: &str, is_marked: bool) -> bool {
    let is_of_mark = is_marked && sentence.split(' ').any(|word| word == "if");
    !is_of_mark && says_in(sentence, "we |you do not|you dont|they ")
}

/// What whoever fills in the form is told not to write: `Please do not include patient details`.
fn is_instruction(sentence: &str) -> bool {
    says_in(sentence, OF_OTHERS) && !sentence.split(' ').any(|word| matches!(word, "my" | "me" | "mine"))
}
