//! The wording of a form that somebody ticked: `I have read the information and agree. I understand that I can withdraw at any time`.
//! Each clause is looked at by itself: what happens to the data and what a participant may do later takes nothing back.

use super::polarity::{self, is_one_of};
use super::sentences::sentences;
use crate::domain::spelling;

/// Beginnings that only say that what follows is known.
const KNOWN: [&str; 7] =
    ["i understand that ", "i understand ", "i am aware that ", "i know that ", "i confirm that ", "i note that ", "that "];
/// Words of what is done with data.
const HANDLING: &str = "share|shared|passed|publish|published|disclose|disclosed|stored|held|kept|deleted|destroyed|removed|retained|\
    used|use|anonymised|anonymous|identifiable|identified|processed|affect|affected|transferred|seen";
/// Those of them without which nobody can be paired.
const USE: &str = "used|use|stored|held|kept|retained|processed|seen|shared|share";
/// Words with which a person speaks for themselves, or asks for something.
const OWN: &str = "i|me|please|must|should|may|can|cannot|cant|could|do|dont|did|didnt|want|prefer|rather|to";
/// Words that turn a statement round.
const TURNS: &str = "but|however|although|though|unless|except|excepting|yet|if";
/// What a participant may do later.
const MAY: [&str; 12] = [
    "i can ",
    "i may ",
    "i could ",
    "free to ",
    "able to ",
    "right to ",
    "if i wish to ",
    "if i want to ",
    "at any time",
    "at any point",
    "at any stage",
    "possible to ",
];
/// Beginnings of what a participant may do then.
const LATER: [&str; 7] = ["withdr", "declin", "refus", "opt out", "leave", "stop", "change my mind"];
/// Parts that negate something, and no agreement.
const HARMLESS: [&str; 6] =
    ["no other purpose", "no questions", "no one has pressured", "no one has forced", "is voluntary", "own free will"];
/// Words that bound what is done with data, and not whether somebody agrees.
const BOUNDS: &str = "only|until|after|when|once|end";
/// Beginnings with which somebody asks to take part.
const WISHES: [&str; 5] = ["i would like to ", "i want to ", "i wish to ", "id like to ", "i do wish to "];
const TO_TAKE_PART: [&str; 6] = ["take part", "participate", "join", "be matched", "be paired", "be included"];
/// Words by which somebody says, or is asked, that they are ready.
const ASKED: &str = "happy|willing|unwilling|content|agree|like|want|wish|ready|glad|pleased|consent|able|keen";
/// The same without `to`: `Will you take part?`
const ASKED_AT_ONCE: [&str; 4] = ["will you", "can you", "could you", "i will"];
/// Words that say no more than that somebody takes part in this programme. `The waiting list` and `next year` say more.
const OF_TAKING_PART: &str = "in|the|this|a|an|as|to|of|with|for|and|please|both|reverse|mentoring|mentor|mentors|mentee|mentees|\
    programme|program|scheme|project|pilot|cohort|study|matching|someone|somebody|anyone|anybody|it|me|my|partner|pair|thanks|thank|\
    you|very|much|again|nhs|reciprocal|matched|paired|participant|at|our|your|trust|hospital|\
    region|deanery|faculty|college|school|university|national|regional";

/// Words of a heading that name the programme, and where it is.
const OF_THE_PROGRAMME: &str = "in|the|this|a|an|to|of|with|for|reverse|mentoring|mentor|mentors|mentee|mentees|programme|program|scheme|project|\
    pilot|cohort|study|matching|someone|somebody|it|nhs|reciprocal|year|s|please";
const OF_ITS_PLACE: &str = "at|our|your|trust|hospital|region|deanery|faculty|college|school|university|national|regional";

/// The clauses of a statement as comparison keys.
pub(super) fn clauses(cell: &str) -> Vec<String> {
    let keys = sentences(cell).flat_map(|part| part.split(',')).map(spelling::key);
    keys.flat_map(|key| key.split(" and ").map(|clause| clause.trim_start_matches("and ").to_owned()).collect::<Vec<_>>())
        .filter(|clause| !clause.is_empty() && clause != "and")
        .collect()
}

/// Whether a clause says what the form promises, or what a participant may do later.
pub(crate) fn is_of_the_form(clause: &str) -> bool {
    let said = KNOWN.iter().find_map(|known| clause.strip_prefix(known)).unwrap_or(clause);
    if said.split(' ').any(|word| is_one_of(TURNS, word)) && !said.starts_with("if i w") {
        return false;
    }
    let later = LATER.iter().any(|later| said.contains(later)) && MAY.iter().any(|may| said.contains(may));
    let negations = said.split(' ').filter(|word| polarity::negates(word) && *word != "without").count();
    if later && negations == 0 || HARMLESS.iter().any(|harmless| said.contains(harmless)) {
        return true;
    }
    let is_handled = said.split(' ').any(|word| is_one_of(HANDLING, word));
    // `my answers not used` is a person's own refusal; what the form promises is `will not be used`, and `no identifiable data`.
    let is_refused =
        negations > 0 && !said.contains("identifiable") && !said.contains("will not be ") && !said.contains("outside");
    if is_refused && said.split(' ').any(|word| is_one_of(USE, word)) {
        return false;
    }
    let is_passive = !polarity::refuses(said) || said.contains("will be ") || said.contains("being ");
    is_handled && is_passive && !said.trim_end_matches(" to third parties").split(' ').any(|word| is_one_of(OWN, word))
}

/// A clause that agrees, without what bounds how data are used.
pub(super) fn unbounded(clause: &str) -> String {
    if !clause.split(' ').any(|word| is_one_of(HANDLING, word)) {
        return clause.to_owned();
    }
    clause.split(' ').filter(|word| !is_one_of(BOUNDS, word)).collect::<Vec<_>>().join(" ")
}

/// `I would like to take part`, and nothing else.
pub(super) fn asks_to_take_part(key: &str) -> bool {
    let asked = WISHES.iter().find_map(|wish| key.strip_prefix(wish));
    let rest = asked.and_then(|asked| TO_TAKE_PART.iter().find_map(|part| asked.strip_prefix(part)));
    rest.is_some_and(|rest| rest.split(' ').all(|word| word.is_empty() || is_one_of(OF_TAKING_PART, word)))
}

/// Whether a heading asks whether somebody takes part at all: `Are you willing to take part?`. As which side, with whom and where somebody
/// would like to be are other questions.
pub(crate) fn is_about_taking_part(heading: &str) -> bool {
    let clauses = clauses(heading);
    clauses.iter().filter(|clause| !clause.starts_with("if ")).any(|clause| {
        let padded = format!("{clause} ");
        let asks = |part: &&str| {
            padded.split_once(&format!(" {part} ")).is_some_and(|(asked, rest)| is_asked(asked) && is_all(part, rest))
        };
        TO_TAKE_PART.iter().any(asks)
    })
}

/// Whether somebody is asked before the words of taking part, or says it.
fn is_asked(asked: &str) -> bool {
    let is_ready = |before: &str| before.split(' ').any(|word| is_one_of(ASKED, word));
    asked.strip_suffix(" to").is_some_and(is_ready) || ASKED_AT_ONCE.iter().any(|words| asked.ends_with(words))
}

/// Whether the words behind say no more than in what.
fn is_all(part: &str, rest: &str) -> bool {
    let has_place = matches!(part, "take part" | "participate");
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let is_known =
        |word: &str| is_number(word) || is_one_of(OF_THE_PROGRAMME, word) || has_place && is_one_of(OF_ITS_PLACE, word);
    rest.split(' ').all(is_known)
}
