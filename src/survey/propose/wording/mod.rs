//! Which question asks for what: the wordings of many surveys, weighed together with what the cells look like.

mod avoids;
mod own_columns;
mod refusal;
mod table;
mod whose;

use crate::domain::answer::field;
use crate::domain::side::Side;
use crate::survey::cells::polarity::is_one_of;
use crate::survey::cells::statements;

use super::looks::Looks;
use super::questions::Question;
use super::topics::Topic;
pub(super) use avoids::{asks_for_people, goes_on, is_conditional};
use own_columns::{FINISHED, GONE, MOMENTS, NO_MOMENTS, NOTES_OF_TOOLS, NUMBERS_OF_RESPONSES};
pub(super) use refusal::{Direction, direction};
use table::{
    Asks, BESIDE_SUPERVISORS, EMPLOYER, FIRST_NAMES, LAST_NAMES, PRIVATE, REGION, REMARKS, SPECIALTY, SUPERVISORS, WISHES,
};
pub(super) use table::{TABLE, Wording};

/// From this weight on a question is taken for a field's.
const ENOUGH: i32 = 4;
/// From this weight on a phrase leaves no doubt.
const CLEAR: i32 = 5;
/// What a plain heading of an address or a name adds.
const PLAIN: i32 = 4;

/// What somebody consents to.
const CONSENTED_TO: &str =
    "answers|responses|data|information|details|profile|take part|taking part|gdpr|privacy|matching|matched";

/// Which part of a name a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The first name.
    First,
    /// The surname.
    Last,
}

/// Whether the question's wording holds one of the phrases at the beginning of a word.
fn says(question: &Question, phrases: &str) -> bool {
    says_in(&question.key, phrases)
}

fn says_in(key: &str, phrases: &str) -> bool {
    let key = format!(" {key} ");
    phrases.split('|').any(|phrase| {
        !phrase.is_empty() && key.match_indices(phrase).any(|(at, _)| key.get(..at).is_some_and(|before| before.ends_with(' ')))
    })
}

/// The weight of the strongest phrase in the question's wording.
fn strongest(question: &Question, asks: Asks) -> Option<i32> {
    asks.iter().filter(|(_, phrases)| says(question, phrases)).map(|(weight, _)| *weight).max()
}

/// How well a question fits a field; at least [`ENOUGH`], or nothing.
pub(super) fn weigh(wording: &Wording, question: &Question) -> Option<i32> {
    let words = strongest(question, wording.asks).max(by_answers(wording, question))?;
    let is_contact = matches!(wording.field, field::EMAIL | field::NAME);
    // What a heading explains behind an address or a name asks for nothing.
    let asked = match wording.field {
        _ if is_contact => whose::asked(question),
        field::CONSENT => refusal::of_the_answers(question),
        _ => without_instruction(&question.key),
    };
    let excluded = says_in(&asked, wording.never) || says_in(&asked, REMARKS) || is_too_private(wording, &asked, words);
    if question.own && !is_contact || excluded {
        return None;
    }
    // `If yes, their names` are nobody's own, and `Your name (as your supervisor knows it)` names nobody else.
    let is_elsewhere = match wording.field {
        field::EMAIL | field::NAME => is_conditional(question),
        field::CONFLICTS => whose::is_plain(question) || !avoids::asks_whom_to_avoid(question, words),
        _ => false,
    };
    if is_anothers(wording.field, question) || is_elsewhere {
        return None;
    }
    if wording.field == field::CONSENT && direction(question) == Direction::Both {
        return None;
    }
    let wish = says(question, WISHES) || question.indifferent >= 5;
    let list = matches!(wording.field, "goals" | "wants" | "gives");
    let wrong_wish = wording.wish.is_some_and(|wanted| wanted != wish) || list && wish && is_about_a_post(question);
    let short = i32::from(question.key.len() < 30);
    let weight = words + (wording.looks)(question) + short;
    // A plain heading goes before one that says more, such as whose address it is.
    let plain = is_contact && whose::is_plain(question);
    (!wrong_wish && weight >= ENOUGH).then_some(weight + if plain { PLAIN } else { 0 })
}

/// Whether a heading asks for nothing but an address or a name.
pub(super) fn is_plain(question: &Question) -> bool {
    whose::is_plain(question)
}

/// Whether a question asks for what is somebody else's, so that it gives no field of whoever answers.
pub(super) fn is_anothers(field: &str, question: &Question) -> bool {
    match field {
        field::EMAIL => whose::is_address_of_another(question),
        field::NAME => whose::is_name_of_another(question),
        field::CODE | "specialty" | "region" | "place" | "employer" => whose::is_post_of_another(question),
        _ => false,
    }
}

/// A comparison key without what it says of empty cells: `availability leave blank if flexible` asks for no leave.
fn without_instruction(key: &str) -> String {
    const EMPTY: [&str; 5] = ["leave blank", "leave it blank", "leave this blank", "leave empty", "leave it empty"];
    EMPTY.iter().fold(key.to_owned(), |key, words| key.replace(words, ""))
}

/// What the answers themselves say, where no phrase of the question does.
fn by_answers(wording: &Wording, question: &Question) -> Option<i32> {
    // The cells alone show an address, in every language; a heading that names it goes before.
    if wording.field == field::EMAIL {
        return (question.looks == Looks::Addresses && question.filled > 60).then_some(1);
    }
    if wording.field == field::CONFLICTS && names_supervisor(question) {
        return Some(ENOUGH);
    }
    if question.bare {
        return match wording.field {
            field::GOALS => question.topic.is_none().then_some(ENOUGH),
            field::DAYS => Some(1),
            _ => None,
        };
    }
    // A question for consent itself goes before one about taking part, wherever they stand.
    if wording.field == field::CONSENT && !question.grants && !consents_to_use(question) && consents_to_take_part(question) {
        return Some(ENOUGH - 2);
    }
    let fits = match (wording.field, question.topic) {
        ("consent", _) => question.grants || consents_to_use(question),
        ("specialty" | "preferred_specialty", Some(Topic::Specialty))
        | ("region" | "preferred_place", Some(Topic::Region))
        | ("employer", Some(Topic::Employer)) => true,
        _ => false,
    };
    fits.then_some(ENOUGH)
}

/// Whether a heading says that a supervisor or a line manager stands in the column, and nothing else: `Supervisor`, `Name of your ES`.
fn names_supervisor(question: &Question) -> bool {
    let mut words = question.key.split(' ').peekable();
    let is_person = |word: &str| SUPERVISORS.contains(&word);
    words.peek().is_some_and(|first| !first.is_empty())
        && question.key.split(' ').any(is_person)
        && words.all(|word| is_person(word) || BESIDE_SUPERVISORS.contains(&word))
}

/// A question about ethnicity and the like; one about goals may name them among others ("topics: race, faith, …").
fn is_too_private(wording: &Wording, asked: &str, words: i32) -> bool {
    let may_name_it = match wording.field {
        "goals" => words >= CLEAR,
        "wants" | "gives" | "consent" | "conflicts" | "email" => true,
        _ => false,
    };
    !may_name_it && says_in(asked, PRIVATE)
}

fn is_about_a_post(question: &Question) -> bool {
    [SPECIALTY, REGION, EMPLOYER].into_iter().any(|asks| strongest(question, asks).is_some_and(|weight| weight > 3))
}

/// The words of a heading without the rank that it asks for; none where it asks for none: `first choice of topic`, `topic 2`.
pub(super) fn without_rank(key: &str) -> Option<String> {
    const RANKS: [&str; 15] =
        ["first", "second", "third", "fourth", "fifth", "1st", "2nd", "3rd", "4th", "5th", "1", "2", "3", "4", "5"];
    let (ranks, rest): (Vec<&str>, Vec<&str>) = key.split(' ').partition(|word| RANKS.contains(word));
    (ranks.len() == 1 && !rest.is_empty()).then(|| rest.join(" "))
}

/// Whether a question asks which side somebody is on.
pub(super) fn asks_for_role(question: &Question) -> bool {
    says(
        question,
        "role|mentor|mentee|like to take part|take part as|in which capacity|taking part as|join as|joining as|apply as|applying as|register as|sign up as",
    )
}

/// Whether a question asks how somebody takes part, so that even a post says on which side: `How would you like to take part?`, `Role in the
/// programme`, but not `Role`.
pub(super) fn asks_to_take_part(question: &Question) -> bool {
    let names_both = says(question, "mentor") && says(question, "mentee");
    let asks = "like to take part|take part as|in which capacity|taking part as|join as|joining as|apply as|applying as|register as|\
        sign up as|signing up as|role in the|role in this|programme role|program role|mentoring role|role for this|side|participating as|participate as";
    names_both || says(question, asks)
}

/// Whether a question is called after roles, as in an export whose answers are codes: `role`, `mentor_or_mentee`.
pub(super) fn names_role(question: &Question) -> bool {
    let words: Vec<&str> = question.key.split(' ').collect();
    let is = |names: &[&str]| words.iter().any(|word| names.contains(word));
    is(&["role", "roles", "side"]) && !is(&["job", "current", "clinical", "title"]) || is(&["mentor"]) && is(&["mentee"])
}

/// Whether a question asks what the other side should be like.
pub(super) fn asks_for_wish(question: &Question) -> bool {
    says(question, "prefer|paired with|matched with|ideal|someone|somebody|your mentor|your mentee")
}

/// Whether a yes to the question makes somebody one of this side.
pub(super) fn offers_role(question: &Question, side: Side) -> bool {
    let role = match side {
        Side::Mentor => "be a mentor|be a reverse mentor|as a mentor|as a reverse mentor|become a mentor|being a mentor",
        Side::Mentee => "be a mentee|be a reverse mentee|as a mentee|as a reverse mentee|become a mentee|being a mentee",
    };
    says(question, role) && !says(question, "before|previous|already|have you")
}

/// How a field is asked for, if any question asks for it.
pub(super) fn wording_of(field: &str) -> Option<&'static Wording> {
    TABLE.iter().find(|wording| wording.field == field)
}

/// Whether a question asks for consent, whatever its cells hold.
pub(super) fn asks_for_consent(question: &Question) -> bool {
    consents(question, CLEAR)
}

/// Whether a question for consent asks both who agrees and who refuses. Whoever is asked whether they agree with an opinion consents to nothing.
pub(super) fn asks_both_ways(question: &Question) -> bool {
    let is_of_marks = question.looks == Looks::Marks;
    let is_consent = consents(question, CLEAR) || consents(question, ENOUGH) && (is_of_marks || says(question, CONSENTED_TO));
    is_consent && direction(question) == Direction::Both
}

/// Whether somebody is asked whether what they wrote may be used, in whatever words: `Are you content for us to hold these answers?`
fn consents_to_use(question: &Question) -> bool {
    const ASKED: &str =
        "happy|content |willing|agree|ok |okay|permission|permit|allow|accept|confirm|object|unhappy|unwilling|may we|can we";
    const WRITTEN: &str = "answers|responses|data|information|details|profile";
    const USED: &str = "share|use |used|using|hold|held|keep|kept|store|process|pass |passed|see |seen";
    [ASKED, WRITTEN, USED].into_iter().all(|words| says(question, words))
}

/// Whether a question of yes and no is whether somebody takes part: whoever says no must not be taken.
fn consents_to_take_part(question: &Question) -> bool {
    question.marks >= 50 && question.longer_yeses == 0 && speaks_of_taking_part(question)
}

/// Whether a question is whether somebody takes part, whatever its cells hold.
pub(super) fn speaks_of_taking_part(question: &Question) -> bool {
    !question.own && statements::is_about_taking_part(&question.heading)
}

/// Whether the wording of a question asks for consent, and weighs so much.
fn consents(question: &Question, least: i32) -> bool {
    let weighs =
        |wording: &Wording| strongest(question, wording.asks) >= Some(least) || least <= ENOUGH && consents_to_use(question);
    let asks = |wording: &Wording| weighs(wording) && !says_in(&refusal::of_the_answers(question), wording.never);
    !question.own && wording_of(field::CONSENT).is_some_and(asks)
}

/// Whether a question is about conflicts of interest, with names or with yes and no.
pub(super) fn asks_about_conflicts(question: &Question) -> bool {
    let Some(wording) = wording_of(field::CONFLICTS) else { return false };
    let words = strongest(question, wording.asks).unwrap_or_default();
    words >= ENOUGH && !question.own && !says(question, wording.never) && avoids::asks_whom_to_avoid(question, words)
}

/// Whether a yes to a question about conflicts of interest says that there is none, or that they were declared.
pub(super) fn denies_conflicts(question: &Question) -> bool {
    says(
        question,
        "no conflict|have no |have declared|has been declared|i declare that|i confirm|confirm that|rather not|not aware of any",
    )
}

/// Whether a question is private: its answers are neither shown nor mapped.
pub(super) fn is_private(question: &Question) -> bool {
    says(question, PRIVATE)
}

/// Whether a column holds only the first part of a name, or the last.
pub(super) fn part_of_name(question: &Question) -> Option<Part> {
    let shown = matches!(question.looks, Looks::Names | Looks::FreeText | Looks::OneOf(_)) && question.filled > 30;
    let is_called = |name: &str| question.key == name;
    if whose::is_name_of_another(question) {
        return None;
    }
    match (says(question, FIRST_NAMES) || is_called("first"), says(question, LAST_NAMES) || is_called("last")) {
        (true, false) if shown => Some(Part::First),
        (false, true) if shown => Some(Part::Last),
        _ => None,
    }
}

/// Whether a column is called `Name` and holds first names only: the surname stands in a column called `Last` beside it.
pub(super) fn is_half_a_name(question: &Question, questions: &[Question]) -> bool {
    let beside =
        |other: &Question| other.columns.first().zip(question.columns.first()).is_some_and(|(other, own)| *other == own + 1);
    question.key == "name" && questions.iter().any(|other| beside(other) && part_of_name(other) == Some(Part::Last))
}

/// Whether a column numbers the responses.
pub(super) fn numbers_responses(question: &Question) -> bool {
    says(question, NUMBERS_OF_RESPONSES)
}

/// Whether a column is what a tool notes of a response, and no answer.
pub(super) fn is_note_of_tool(question: &Question) -> bool {
    NOTES_OF_TOOLS.contains(&question.key.as_str())
}

/// How well a column fits the time of the answer, where no tool says so.
pub(super) fn weigh_time(question: &Question) -> Option<i32> {
    let asked = question.looks == Looks::Moments && !says(question, NO_MOMENTS);
    strongest(question, MOMENTS).filter(|_| asked)
}

/// How well a column fits a mark of responses that count, where no tool says so: every row says whether the response is finished, or
/// whether the person takes part.
pub(super) fn weigh_finished(question: &Question) -> Option<i32> {
    let is_called = is_one_of(FINISHED, &question.key);
    (is_called && question.looks == Looks::Marks && question.filled > 95).then_some(CLEAR)
}

/// Whether a column is called as those that say whether a row counts.
pub(super) fn is_status(question: &Question) -> bool {
    let key = question.key.as_str();
    is_one_of(FINISHED, key) || is_one_of(GONE, key) || matches!(key, "response type" | "outcome")
}

/// How well a column fits a mark of responses that do not count: `Void`, `Withdrawn`.
pub(super) fn weigh_gone(question: &Question) -> Option<i32> {
    let is_called = is_one_of(GONE, &question.key);
    (is_called && question.looks == Looks::Marks && !question.own).then_some(CLEAR)
}
