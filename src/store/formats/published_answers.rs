//! `private/evaluation/published.csv`: the answers on which published figures rest, so that a later edition can be compared with them.
//!
//! A retraction has one row without a side, so that its number and day are kept too.

use crate::domain::id::PersonId;
use crate::domain::problem::Problem;
use crate::domain::publication::{EditionAnswers, PublishedAnswer, PublishedAnswers};
use crate::domain::side::Side;

use super::facts::{self, FactRow, Told};

const COLUMNS: [&str; 8] = ["edition", "on", "least_group", "side", "item", "person", "before", "after"];
const SIDES: [(Side, &str); 2] = [(Side::Mentor, "mentor"), (Side::Mentee, "mentee")];

/// One row; a retraction has no answer.
struct AnswerRow {
    edition: u32,
    on: chrono::NaiveDate,
    least_group: Option<usize>,
    answer: Option<(Side, String, PublishedAnswer)>,
}

/// Reads the answers behind every edition.
///
/// # Errors
/// Every row that is wrong: the file is written by the program alone.
pub(crate) fn read(text: &str, file: &str) -> Result<PublishedAnswers, Vec<Problem>> {
    if text.trim().is_empty() {
        return Ok(PublishedAnswers::new());
    }
    let (rows, problems) = facts::read_rows(text, file, &COLUMNS, answer_row);
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut published = PublishedAnswers::new();
    for row in rows {
        let edition = published.entry(row.edition).or_insert_with(|| EditionAnswers { on: row.on, ..EditionAnswers::default() });
        edition.least_group = row.least_group;
        if let Some((side, item, answer)) = row.answer {
            edition.answers.entry((side, item)).or_default().push(answer);
        }
    }
    Ok(published)
}

fn answer_row(row: &FactRow<'_>) -> Result<AnswerRow, Told> {
    let filled = |name: &str| !row.text(name).is_empty();
    let score = |name: &'static str| -> Result<Option<i64>, Told> {
        filled(name).then(|| row.number(name, 0, 1000).map(i64::from)).transpose()
    };
    let answer = if filled("side") {
        let person = filled("person").then(|| row.person("person")).transpose()?;
        let answer = PublishedAnswer { person, before: score("before")?, after: score("after")? };
        Some((row.word("side", &SIDES)?, row.text("item").to_owned(), answer))
    } else {
        None
    };
    let least_group = filled("least_group").then(|| row.number("least_group", 1, 100_000)).transpose()?;
    Ok(AnswerRow {
        edition: row.number("edition", 1, u32::MAX)?,
        on: row.day("on")?,
        least_group: least_group.and_then(|number| usize::try_from(number).ok()),
        answer,
    })
}

/// The answers behind every edition as a file.
pub(crate) fn write(published: &PublishedAnswers) -> String {
    let mut rows: Vec<[String; 8]> = Vec::new();
    for (number, edition) in published {
        let head = [number.to_string(), edition.on.to_string(), shown(edition.least_group)];
        let row = |cells: [String; 5]| {
            let [edition, on, least_group] = head.clone();
            let [side, item, person, before, after] = cells;
            [edition, on, least_group, side, item, person, before, after]
        };
        if edition.answers.is_empty() {
            rows.push(row(Default::default()));
        }
        for ((side, item), answers) in &edition.answers {
            let cells = answers
                .iter()
                .map(|answer| [side.to_string(), item.clone(), shown(answer.person), shown(answer.before), shown(answer.after)]);
            rows.extend(cells.map(row));
        }
    }
    facts::write(COLUMNS, rows)
}

fn shown<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// The file without the id of somebody: the answers stay, and nothing tells whose they were. None where the person is not in it.
pub(crate) fn without(text: &str, person: PersonId) -> Option<String> {
    let mut published = read(text, "").ok()?;
    let mut found = false;
    for answers in published.values_mut().flat_map(|edition| edition.answers.values_mut()) {
        for answer in answers.iter_mut().filter(|answer| answer.person == Some(person)) {
            answer.person = None;
            found = true;
        }
        answers.sort();
    }
    found.then(|| write(&published))
}

/// What an edition's answers say, whoever gave them and in whatever order: the same before and after somebody is erased.
pub(crate) fn without_people(edition: &EditionAnswers) -> String {
    let mut nameless = edition.clone();
    for answers in nameless.answers.values_mut() {
        for answer in answers.iter_mut() {
            answer.person = None;
        }
        answers.sort();
    }
    write(&PublishedAnswers::from([(1, nameless)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_as_they_were_written_and_one_person_goes_without_the_answers() {
        let day = chrono::NaiveDate::from_ymd_opt(2027, 7, 20).unwrap();
        let answer = |id: &str, before, after| PublishedAnswer { person: id.parse().ok(), before, after };
        let rows = vec![answer("", None, Some(4)), answer("M01", Some(1), Some(2)), answer("M02", Some(3), Some(3))];
        let answers = [((Side::Mentor, "discuss".to_owned()), rows)].into_iter().collect();
        let first = EditionAnswers { on: day, least_group: Some(8), answers };
        let published = PublishedAnswers::from([(1, first), (2, EditionAnswers { on: day, ..EditionAnswers::default() })]);
        let text = write(&published);
        assert_eq!(read(&text, "published.csv"), Ok(published));
        let without = without(&text, "M02".parse().unwrap()).unwrap();
        let digested = |text: &str| without_people(&read(text, "published.csv").unwrap()[&1]);
        assert_eq!(digested(&text), digested(&without), "erasing somebody is no other answer");
        assert_ne!(digested(&text), digested(&text.replace("M01,1,2", "M01,1,3")));
        assert!(!without.contains("M02") && without.contains("M01") && without.lines().count() == text.lines().count());
        assert_eq!(super::without(&without, "M02".parse().unwrap()), None);
        assert!(read("edition,on,least_group,side,item,person,before,after\n1,x,8,mentor,a,M01,1,2\n", "p.csv").is_err());
    }
}
