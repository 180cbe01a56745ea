//! Editions that agree with their answers, and every change of one.

use super::*;
use crate::domain::evaluation::{AnswerScale, Item, LeastGroup, Level};
use crate::domain::publication::{PublishedChange, PublishedCounts, PublishedFigure, PublishedTurnout};
use crate::domain::thousandths::Thousandths;

fn settings() -> EvaluationSettings {
    let item = |name: &str, lower_is_better| Item {
        name: name.into(),
        heading: name.into(),
        level: Level::Learning,
        lower_is_better,
        scale: None,
    };
    EvaluationSettings {
        least_group: LeastGroup(8),
        items: vec![item("able", false), item("tired", true)],
        scale: AnswerScale::default(),
        ..EvaluationSettings::default()
    }
}

/// Ten mentors, five who answered 2 then 3 and five who answered 3 both times.
fn rows(people: std::ops::Range<u32>) -> Vec<PublishedAnswer> {
    let row = |number: u32| {
        let person = format!("M{number:02}").parse().ok();
        let (before, after) = if number.is_multiple_of(2) { (2, 3) } else { (3, 3) };
        PublishedAnswer { person, before: Some(before), after: Some(after) }
    };
    people.map(row).collect()
}

fn published() -> (BTreeMap<u32, Edition>, PublishedAnswers) {
    let thousandths = Thousandths::new;
    let figure = PublishedFigure {
        side: Side::Mentor,
        item: "able".into(),
        since: 1,
        n: 10,
        change: Some(PublishedChange {
            typical: thousandths(500),
            low: thousandths(0),
            high: thousandths(1000),
            level: thousandths(951),
            mean: thousandths(500),
        }),
        counts: None,
    };
    let held = EditionFigures {
        least_group: 8,
        holds_unanimous: false,
        digests: None,
        items: Vec::new(),
        answered: vec![
            PublishedTurnout { side: Side::Mentor, before: 10, after: 10, both: 10 },
            PublishedTurnout { side: Side::Mentee, before: 0, after: 0, both: 0 },
        ],
        figures: vec![figure],
    };
    let on = chrono::NaiveDate::from_ymd_opt(2027, 7, 20).unwrap();
    let turnout: Vec<PublishedAnswer> =
        rows(1..11).into_iter().map(|row| PublishedAnswer { before: Some(1), after: Some(1), ..row }).collect();
    let answers = [((Side::Mentor, "able".to_owned()), rows(1..11)), ((Side::Mentor, String::new()), turnout)];
    let behind = EditionAnswers { on, least_group: Some(8), answers: answers.into_iter().collect() };
    let edition = Edition { on, content: EditionContent::Figures(held) };
    (BTreeMap::from([(1, edition)]), BTreeMap::from([(1, behind)]))
}

fn found(change: impl FnOnce(&mut BTreeMap<u32, Edition>, &mut PublishedAnswers)) -> Vec<String> {
    let (mut editions, mut answers) = published();
    change(&mut editions, &mut answers);
    judge(&settings(), &editions, Some(&answers), "published-figures").into_iter().map(|problem| problem.message).collect()
}

fn figure(editions: &mut BTreeMap<u32, Edition>) -> &mut PublishedFigure {
    let Some(Edition { content: EditionContent::Figures(held), .. }) = editions.get_mut(&1) else { unreachable!() };
    &mut held.figures[0]
}

#[test]
fn an_edition_that_follows_from_its_answers_is_silent() {
    assert_eq!(found(|_, _| ()), Vec::<String>::new());
}

#[test]
fn every_changed_figure_is_noticed_with_and_without_the_answers() {
    let with_private_only: [fn(&mut PublishedFigure); 3] = [
        |figure| figure.change.as_mut().unwrap().typical = Thousandths::new(250),
        |figure| figure.change.as_mut().unwrap().mean = Thousandths::new(600),
        |figure| figure.change.as_mut().unwrap().high = Thousandths::new(1500),
    ];
    for change in with_private_only {
        assert_ne!(found(|editions, _| change(figure(editions))), Vec::<String>::new());
    }
    let always: [fn(&mut PublishedFigure); 8] = [
        |figure| figure.n = 7,
        |figure| figure.n = 11,
        |figure| figure.change.as_mut().unwrap().low = Thousandths::new(1000),
        |figure| figure.change.as_mut().unwrap().level = Thousandths::new(950),
        |figure| figure.change.as_mut().unwrap().mean = Thousandths::new(501),
        |figure| figure.since = 2,
        |figure| {
            let cells = Some(vec![0, 6, 4, 0, 0]);
            figure.counts = Some(PublishedCounts { grouped: false, before: cells.clone(), after: cells });
        },
        |figure| {
            let cells = Some(vec![0, 0, 10, 0, 0]);
            figure.counts = Some(PublishedCounts { grouped: false, before: Some(vec![0, 5, 5, 0, 0]), after: cells });
        },
    ];
    for (at, change) in always.into_iter().enumerate() {
        let (mut editions, _) = published();
        change(figure(&mut editions));
        assert_ne!(judge(&settings(), &editions, None, "published-figures"), [], "{at}");
    }
}

#[test]
fn what_stands_around_the_figures_is_judged_too() {
    let held = |editions: &mut BTreeMap<u32, Edition>, change: fn(&mut EditionFigures)| {
        if let Some(Edition { content: EditionContent::Figures(held), .. }) = editions.get_mut(&1) {
            change(held);
        }
    };
    let changes: [fn(&mut EditionFigures); 5] = [
        |held| held.least_group = 9,
        |held| held.holds_unanimous = true,
        |held| held.answered[0].both = 9,
        |held| held.answered.truncate(1),
        |held| held.figures.clear(),
    ];
    for (at, change) in changes.into_iter().enumerate() {
        assert_ne!(found(|editions, _| held(editions, change)), Vec::<String>::new(), "{at}");
    }
    assert_ne!(found(|editions, _| editions.get_mut(&1).unwrap().on = chrono::NaiveDate::MIN), Vec::<String>::new());
    assert_eq!(found(|_, answers| drop(answers.remove(&1))), Vec::<String>::new(), "the answers of another lead's edition");
    let gap = found(|editions, answers| {
        let (edition, behind) = (editions.remove(&1).unwrap(), answers.remove(&1).unwrap());
        editions.insert(2, edition);
        answers.insert(2, behind);
    });
    assert!(gap.iter().any(|message| message.contains("edition 1 is missing")), "{gap:?}");
}

#[test]
fn an_edition_that_differs_by_few_answers_is_named() {
    let second = |people: std::ops::Range<u32>| {
        move |editions: &mut BTreeMap<u32, Edition>, answers: &mut PublishedAnswers| {
            let (mut edition, mut behind) = (editions[&1].clone(), answers[&1].clone());
            behind.answers.insert((Side::Mentor, "able".to_owned()), rows(people));
            if let EditionContent::Figures(held) = &mut edition.content {
                held.figures[0].since = 2;
            }
            editions.insert(2, edition);
            answers.insert(2, behind);
        }
    };
    let few = found(second(3..13));
    assert!(few.iter().any(|message| message.contains("the answers of 4 people only")), "{few:?}");
    assert_eq!(found(second(11..21)), Vec::<String>::new());
}

#[test]
fn a_rank_is_that_of_the_tables() {
    for (n, rank, level) in [(6, 1, 969), (10, 9, 951), (13, 18, 952)] {
        assert_eq!(recount::rank(n), Some((rank, Thousandths::new(level))));
    }
    assert_eq!(recount::rank(5), None);
}
