//! One form for both sides: the question that says which of the two somebody is, and the rows of either.

use std::borrow::Cow;

use super::looks::Looks;
use super::questions::Question;
use super::wording;
use crate::domain::settings::RowCondition;
use crate::domain::side::{BySide, Side};
use crate::domain::spelling;
use crate::domain::text;
use crate::survey::cells::marks::{self, Mark};
use crate::survey::columns::is_code;
use crate::survey::header::Header;
use crate::survey::header::heading::fold;
use crate::survey::intake::sheet::{Row, Sheet, is_blank};

/// A question with more different answers than this does not ask for a role.
const MOST_ANSWERS: usize = 8;

/// Which rows of a form for both sides are whose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Roles {
    /// The condition for the rows of each side.
    pub conditions: BySide<RowCondition>,
    /// Answers that name both sides or neither.
    pub unclear: Vec<String>,
    /// Whether the answers are codes, of which a key has to say which is which.
    pub is_coded: bool,
}

/// Words by which an answer names a side, whatever was asked.
const PLAIN_WORDS: [&[&str]; 2] = [&["mentor", "mentors"], &["mentee", "mentees", "mentored"]];
/// Words of posts, by which an answer names a side only where the question is how somebody takes part: a consultant may be a mentor.
const POSTS: [&[&str]; 2] = [&["junior", "juniors", "trainee"], &["senior", "seniors", "leader", "executive", "consultant"]];

/// The roles that a form asks for, if it does.
pub(super) fn find(sheet: &Sheet<'_>, header: &Header, questions: &[Question]) -> Option<Roles> {
    let single = |question: &&Question| question.each.is_none() && !question.bare && !question.own && question.filled > 50;
    let mut asked = questions.iter().filter(single);
    asked
        .find_map(|question| by_answer(sheet, header, question))
        .or_else(|| by_two_questions(sheet, header, questions))
        .or_else(|| questions.iter().find_map(|question| by_code(sheet, header, question)))
}

/// The roles that a column seems to give by posts alone: `Role` with `Junior doctor` and `Senior leader`. A guess too far to act upon.
pub(super) fn by_posts(sheet: &Sheet<'_>, header: &Header, questions: &[Question]) -> Option<Roles> {
    let single = |question: &&Question| question.each.is_none() && !question.bare && !question.own && question.filled > 50;
    let named = questions.iter().filter(single).filter(|question| wording::names_role(question));
    named.filter(|question| !wording::asks_for_wish(question)).find_map(|question| {
        let answers = answers(sheet, header, question);
        (answers.len() <= MOST_ANSWERS).then(|| of_answers(question, &answers, true)).flatten()
    })
}

/// Whether a question asks for a role, and its answers are codes: `role` with `1` and `2`.
pub(super) fn is_coded(answers: &[String], question: &Question) -> bool {
    let is_code = |answer: &String| answer.len() <= 3 && is_code(answer.trim_end_matches(".0"));
    let asks = wording::names_role(question) && !wording::asks_for_wish(question);
    asks && (2..=4).contains(&answers.len()) && answers.iter().all(is_code)
}

/// `role` with the codes `1` and `2`: the key has to call them Mentor and Mentee.
fn by_code(sheet: &Sheet<'_>, header: &Header, question: &Question) -> Option<Roles> {
    let single = question.each.is_none() && !question.bare && !question.own && question.filled > 50;
    if !single || !is_coded(&answers(sheet, header, question), question) {
        return None;
    }
    let condition = |is: &str| RowCondition { column: question.heading.clone(), is: vec![is.to_owned()] };
    let conditions = BySide { mentors: condition("Mentor"), mentees: condition("Mentee") };
    Some(Roles { conditions, unclear: Vec::new(), is_coded: true })
}

/// The different answers to a question, as first written.
pub(super) fn answers(sheet: &Sheet<'_>, header: &Header, question: &Question) -> Vec<String> {
    let cells = sheet.rows_from(header.body).flat_map(|row| question.columns.iter().map(move |at| row.cell(*at)));
    let mut answers: Vec<String> = Vec::new();
    for cell in cells.filter(|cell| !is_blank(cell)).map(text::tidy) {
        if answers.len() <= MOST_ANSWERS && !answers.iter().any(|known| fold(known) == fold(&cell)) {
            answers.push(cell);
        }
    }
    answers
}

/// `I would like to be a: Mentor / Mentee`.
fn by_answer(sheet: &Sheet<'_>, header: &Header, question: &Question) -> Option<Roles> {
    if !matches!(question.looks, Looks::OneOf(_) | Looks::SeveralOf(..) | Looks::FreeText | Looks::Names) {
        return None;
    }
    let answers = answers(sheet, header, question);
    let is_plain = |answer: &String| PLAIN_WORDS.iter().any(|words| words.iter().take(2).any(|word| has_word(answer, word)));
    let plain = answers.iter().any(|answer| is_plain(answer) || wanted(&spelling::key(answer)).is_some());
    let by_post = wording::asks_to_take_part(question);
    if answers.len() > MOST_ANSWERS || !(plain || wording::asks_for_role(question)) || wording::asks_for_wish(question) {
        return None;
    }
    of_answers(question, &answers, by_post)
}

/// The roles that answers name, where they name both.
fn of_answers(question: &Question, answers: &[String], by_post: bool) -> Option<Roles> {
    let named = |answer: &String| named(answer, by_post);
    let of = |side: Side| answers.iter().filter(|answer| named(answer) == Some(side)).cloned().collect::<Vec<String>>();
    let (mentors, mentees) = (of(Side::Mentor), of(Side::Mentee));
    let unclear: Vec<String> = answers.iter().filter(|answer| named(answer).is_none()).cloned().collect();
    let condition = |is: Vec<String>| RowCondition { column: question.heading.clone(), is };
    let is_role = !mentors.is_empty() && !mentees.is_empty() && unclear.len() <= answers.len() / 2;
    is_role.then(|| Roles {
        conditions: BySide { mentors: condition(mentors), mentees: condition(mentees) },
        unclear,
        is_coded: false,
    })
}

/// `Do you want to be a mentor?` and `Do you want to be a mentee?`
fn by_two_questions(sheet: &Sheet<'_>, header: &Header, questions: &[Question]) -> Option<Roles> {
    let asks = |side: Side| {
        let question =
            questions.iter().find(|question| question.looks == Looks::Marks && wording::offers_role(question, side))?;
        let is = answers(sheet, header, question).into_iter();
        let is: Vec<String> =
            is.filter(|answer| marks::read(answer, &crate::domain::settings::Column::default()) == Mark::Yes).collect();
        (!is.is_empty()).then(|| RowCondition { column: question.heading.clone(), is })
    };
    let (mentors, mentees) = (asks(Side::Mentor)?, asks(Side::Mentee)?);
    (mentors.column != mentees.column).then(|| Roles {
        conditions: BySide { mentors, mentees },
        unclear: Vec::new(),
        is_coded: false,
    })
}

fn has_word(text: &str, word: &str) -> bool {
    spelling::key(text).split(' ').any(|known| known == word)
}

/// Words that take back what an answer names, or name somebody else.
const TURNS: [&str; 17] = [
    "not",
    "no",
    "never",
    "dont",
    "cannot",
    "cant",
    "but",
    "withdrawn",
    "withdrew",
    "cancelled",
    "declined",
    "former",
    "previous",
    "unsure",
    "maybe",
    "rather",
    "by",
];
/// Words of somebody who looks for one.
const SEEKS: [&str; 14] =
    ["looking", "seeking", "seek", "need", "needs", "want", "wants", "like", "find", "get", "have", "having", "wish", "with"];
/// Those of them by which an answer asks for one.
const SEEKING: [&str; 9] = ["looking", "seeking", "seek", "need", "needs", "want", "wants", "like", "wish"];
/// Words by which an answer may mean either side, or takes back what it says.
const BOTH_WAYS: [&str; 12] =
    ["not", "no", "never", "dont", "or", "and", "either", "both", "withdrawn", "unsure", "maybe", "but"];
/// Words of somebody who will be one.
const OFFERS: [&str; 6] = ["be", "become", "becoming", "being", "as", "am"];

/// The one side that an answer names; none where it may speak of the other. `by_post`: whether a post names one too.
fn named(answer: &str, by_post: bool) -> Option<Side> {
    let key = spelling::key(answer);
    if let Some(side) = wanted(&key) {
        return Some(side);
    }
    let says = |words: &[&str]| key.split(' ').any(|word| words.contains(&word));
    if says(&TURNS) || says(&SEEKS) && !says(&OFFERS) {
        return None;
    }
    // In a reciprocal programme the sides are called so.
    let by_post = by_post || matches!(key.as_str(), "junior" | "juniors" | "senior" | "seniors");
    let has = |words: &[&str]| words.iter().any(|word| has_word(answer, word));
    let [mentor, mentee] =
        [(PLAIN_WORDS[0], POSTS[0]), (PLAIN_WORDS[1], POSTS[1])].map(|(plain, posts)| has(plain) || by_post && has(posts));
    match (mentor, mentee) {
        (true, false) => Some(Side::Mentor),
        (false, true) => Some(Side::Mentee),
        _ => None,
    }
}

/// The side of somebody who says what they want: `I want to mentor`, `I want a mentor`, `I would like to be mentored`.
fn wanted(key: &str) -> Option<Side> {
    let words: Vec<&str> = key.split(' ').collect();
    if words.iter().any(|word| BOTH_WAYS.contains(word)) {
        return None;
    }
    let follows = |before: &[&str], word: &str| {
        let mut pairs = words.iter().zip(words.iter().skip(1));
        pairs.any(|(first, second)| before.contains(first) && *second == word)
    };
    let seeks = |role: &str| {
        let asks = words.iter().any(|word| SEEKING.contains(word));
        asks && !words.iter().any(|word| OFFERS.contains(word)) && follows(&["a", "an", "my", "reverse"], role)
    };
    let mentors = [follows(&["to", "can", "could", "will"], "mentor"), seeks("mentee")];
    let mentees = [follows(&["be", "being", "get", "become"], "mentored"), seeks("mentor")];
    match (mentors.contains(&true), mentees.contains(&true)) {
        (true, false) => Some(Side::Mentor),
        (false, true) => Some(Side::Mentee),
        _ => None,
    }
}

impl Roles {
    /// The sheet with the header and the rows of one side; rows are numbered anew.
    pub(super) fn rows_of(&self, sheet: &Sheet<'_>, header: &Header, side: Side) -> Sheet<'static> {
        selected(sheet, header, std::slice::from_ref(&self.conditions[side]))
    }
}

/// The sheet with the header and the rows that meet those of the conditions whose column it has; none where it has none of them, or no
/// row meets them.
pub(super) fn rows_where(sheet: &Sheet<'_>, header: &Header, conditions: &[RowCondition]) -> Option<Sheet<'static>> {
    let there = |condition: &&RowCondition| header.column(&condition.column).is_some();
    let conditions: Vec<RowCondition> = conditions.iter().filter(there).cloned().collect();
    let rows = selected(sheet, header, &conditions);
    (!conditions.is_empty() && rows.len() > header.body).then_some(rows)
}

fn selected(sheet: &Sheet<'_>, header: &Header, conditions: &[RowCondition]) -> Sheet<'static> {
    let found: Vec<(Vec<usize>, Vec<String>)> = conditions
        .iter()
        .map(|condition| {
            let column = fold(&condition.column);
            let is_called = |at: &usize| header.headings.get(*at).is_some_and(|heading| heading.is_called(&column));
            let columns = (0..header.headings.len()).filter(is_called).collect();
            (columns, condition.is.iter().map(|answer| fold(answer)).collect())
        })
        .collect();
    let counts =
        |row: &Row<'_>| found.iter().all(|(columns, answers)| columns.iter().any(|at| answers.contains(&fold(row.cell(*at)))));
    let mut rows = Sheet::new(&sheet.path, sheet.facts.clone());
    for (at, row) in sheet.rows_from(0).enumerate() {
        if at < header.body || counts(&row) {
            row.cells.iter().for_each(|cell| rows.push(Cow::Owned(cell.to_string())));
            rows.end_row(row.line);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_names_one_side_or_none() {
        for (answer, side) in [
            ("Mentor", Some(Side::Mentor)),
            ("A reverse mentor (junior)", Some(Side::Mentor)),
            ("Senior leader", Some(Side::Mentee)),
            ("Either mentor or mentee", None),
            ("Mentoring", None),
            ("I would like to be a mentor", Some(Side::Mentor)),
            ("I would like a mentor", Some(Side::Mentee)),
            ("Looking for a mentor", Some(Side::Mentee)),
            ("I would like to be mentored by a trainee", Some(Side::Mentee)),
            ("I would like to be mentored (consultant)", Some(Side::Mentee)),
            ("I would like to be a mentor (trainee)", Some(Side::Mentor)),
            ("I want to mentor", Some(Side::Mentor)),
            ("I want to mentor and be mentored", None),
            ("I do not want a mentor", None),
            ("I have a mentor", None),
            ("Consultant", Some(Side::Mentee)),
            ("Trainee", Some(Side::Mentor)),
            ("Not a mentee", None),
            ("Mentor (withdrawn)", None),
        ] {
            assert_eq!(named(answer, true), side, "{answer}");
        }
        assert_eq!((named("Consultant", false), named("Senior leader", false)), (None, None));
        assert_eq!(named("Senior", false), Some(Side::Mentee));
        assert_eq!(named("Mentor (consultant)", false), Some(Side::Mentor));
    }
}
