//! Whose answers an export holds: told by how its questions speak of the other side, then by the file's name.

use crate::domain::side::Side;
use crate::domain::spelling;

/// Phrases in which a question shows whom it asks.
const ASKS_MENTORS: [&str; 19] = [
    "your mentee",
    "a mentee",
    "mentee from",
    "find me a mentee",
    "find you a mentee",
    "as a mentor",
    "as a reverse mentor",
    "reverse mentors",
    "become a mentor",
    "be a mentor",
    "being a mentor",
    "the mentee",
    "of mentee",
    "preferred mentee",
    "mentee preference",
    "mentees specialty",
    "for mentors",
    "mentors cohort",
    "reverse mentoring mentors",
];
const ASKS_MENTEES: [&str; 19] = [
    "your mentor",
    "a mentor",
    "mentor from",
    "find me a mentor",
    "find you a mentor",
    "as a mentee",
    "as a reverse mentee",
    "reverse mentees",
    "become a mentee",
    "be a mentee",
    "being a mentee",
    "the mentor",
    "of mentor",
    "preferred mentor",
    "mentor preference",
    "mentors specialty",
    "for mentees",
    "mentees cohort",
    "reverse mentoring mentees",
];
/// Phrases of the other list that hold one of these mean the person's own role.
const OWN_ROLE: [&str; 4] = ["as a", "become a", "be a", "being a"];

/// The side, and why; nothing when wording and name disagree or say nothing.
pub(super) fn guess<'a>(path: &str, texts: impl Iterator<Item = &'a str>) -> (Option<Side>, String) {
    let (mut mentors, mut mentees) = (0, 0);
    for text in texts {
        let key = format!("{} ", spelling::key(text));
        mentors += hits(&key, &ASKS_MENTORS);
        mentees += hits(&key, &ASKS_MENTEES);
    }
    let by_name = by_name(path);
    let by_words = match mentors.cmp(&mentees) {
        std::cmp::Ordering::Greater => Some(Side::Mentor),
        std::cmp::Ordering::Less => Some(Side::Mentee),
        std::cmp::Ordering::Equal => None,
    };
    match (by_words, by_name) {
        (Some(words), Some(name)) if words != name => {
            (None, format!("the questions are addressed to {}, the file's name says {}", words.key(), name.key()))
        }
        (Some(side), _) => (Some(side), format!("the questions are addressed to {}", side.key())),
        (None, Some(side)) => (Some(side), format!("the file's name says {}", side.key())),
        (None, None) => (None, "neither the questions nor the file's name say whose answers these are".to_owned()),
    }
}

fn hits(key: &str, phrases: &[&str]) -> usize {
    let own_role_of_other = |phrase: &str| {
        OWN_ROLE
            .iter()
            .any(|role| phrase.starts_with("a ment") && key.contains(&format!("{role} {}", phrase.trim_start_matches("a "))))
    };
    phrases.iter().filter(|phrase| key.contains(&format!("{phrase} ")) && !own_role_of_other(phrase)).count()
}

/// The side in the last part of a path.
pub(crate) fn by_name(path: &str) -> Option<Side> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path).to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match (says(&["mentor", "junior", "trainee"]) && !only_mentoring(&name), says(&["mentee", "senior", "consultant"])) {
        (true, false) => Some(Side::Mentor),
        (false, true) => Some(Side::Mentee),
        _ => None,
    }
}

/// `Reverse mentoring responses` names no side.
fn only_mentoring(name: &str) -> bool {
    let rest = name.replace("mentoring", "").replace("mentorship", "");
    !["mentor", "junior", "trainee"].iter().any(|word| rest.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_questions_say_whose_answers_these_are() {
        for (texts, path, side) in [
            (&["Preferred specialty of your mentee", "Consent"][..], "x.csv", Some(Side::Mentor)),
            (&["What are your goals as a reverse mentee?"], "x.csv", Some(Side::Mentee)),
            (&["Why do you want to be a mentor?"], "x.csv", Some(Side::Mentor)),
            (&["I would prefer a mentor from this region"], "answers.csv", Some(Side::Mentee)),
            (&["Name"], "private/seniors.csv", Some(Side::Mentee)),
            (&["Name"], "Reverse mentoring.csv", None),
            (&["Preferred specialty of your mentee"], "mentees.csv", None),
        ] {
            assert_eq!(guess(path, texts.iter().copied()).0, side, "{texts:?} {path}");
        }
    }
}
