//! The report of the example cohort, and hostile text in both editions.

use std::collections::BTreeMap;

use super::*;
use crate::domain::evaluation::{Item, Level};
use crate::domain::example;
use crate::domain::outcome::{OutcomeId, OutcomeKind};
use crate::domain::publication::{PublishedChange, PublishedCounts, PublishedFigure, PublishedItem};
use crate::domain::side::Side;
use crate::domain::thousandths::Thousandths;
use crate::render::escape::hostile;
use crate::render::private::names;

fn figures() -> ReportFigures {
    let number = Thousandths::new;
    let change =
        PublishedChange { typical: number(1000), low: number(500), high: number(1500), level: number(951), mean: number(900) };
    let counts = PublishedCounts { grouped: false, before: Some(vec![0, 5, 5, 0, 0]), after: Some(vec![0, 0, 5, 5, 0]) };
    let twice = PublishedFigure {
        side: Side::Mentor,
        item: "able".into(),
        since: 1,
        n: 10,
        change: Some(change),
        counts: Some(counts.clone()),
    };
    let once = PublishedFigure {
        item: "liked".into(),
        change: None,
        counts: Some(PublishedCounts { before: None, ..counts }),
        ..twice.clone()
    };
    ReportFigures { edition: Some(1), answered: Vec::new(), figures: vec![twice, once], items: Vec::new() }
}

/// The public edition, the private one and the Markdown, with this text wherever somebody's words can stand.
fn both(words: &str) -> [String; 3] {
    let [public, private, text, _] = every(words);
    [public, private, text]
}

/// The same, and the edition for participants.
fn every(words: &str) -> [String; 4] {
    let mut settings = example::settings();
    settings.programme.name = words.to_owned();
    settings.events.iter_mut().for_each(|event| event.title = words.to_owned());
    let item = |name: &str| Item {
        name: name.into(),
        heading: words.to_owned(),
        level: Level::Learning,
        lower_is_better: false,
        scale: None,
    };
    settings.evaluation.items = vec![item("able"), item("liked")];
    let point = PublishedOutcome {
        id: OutcomeId(1),
        kind: OutcomeKind::Action,
        side: None,
        level: None,
        text: words.to_owned(),
        owner: Some(words.to_owned()),
        due: None,
        is_done: false,
    };
    let items = settings.evaluation.items.iter().map(|item| PublishedItem::of(item, &settings.evaluation)).collect();
    let (scored, figures, summaries) = (example::cohort(), ReportFigures { items, ..figures() }, [words.to_owned()]);
    let cohort = scored.without_scores();
    let row = CohortRow { name: words.to_owned(), applied: 3, paired: 2, completed: 1, better: None };
    let cohorts = [row.clone(), row];
    let public = ReportData {
        settings: &settings,
        cohort: &cohort,
        as_of: Some(example::day(2027, 2, 1)),
        figures: &figures,
        outcomes: std::slice::from_ref(&point),
        summaries: &summaries,
        cohorts: &cohorts,
        private: None,
        for_participants: false,
    };
    let names = names::tests::names(&[("M02", "Anna Smith")]);
    let mailing = [MailingRow { stage: words.to_owned(), due: None, told: 1, missing: 2 }];
    let quotes = [(words.to_owned(), words.to_owned())];
    let gains = [ScoreRow { pair: example::pair("M02-E01"), gains: vec![(words.to_owned(), 700)] }];
    let private = PrivateReport { names: &names, scores: &gains, mailing: &mailing, quotes: &quotes };
    let with_names = ReportData { private: Some(private), cohort: &scored, ..public };
    let for_participants = ReportData { for_participants: true, cohort: &scored, ..public };
    [page(&public), page(&with_names), markdown(&public), page(&for_participants)]
}

fn counts(page: &str) -> BTreeMap<&'static str, usize> {
    ["<", ">", "\n", "<script", "<img", "javascript:", "\"", "</svg>"]
        .into_iter()
        .map(|mark| (mark, page.matches(mark).count()))
        .collect()
}

#[test]
fn hostile_words_change_no_structure() {
    let plain = both("words").map(|page| counts(&page));
    for raw in hostile::TEXTS {
        let [public, private, text] = both(raw);
        assert_eq!(counts(&public).get("\""), plain[0].get("\""), "{raw:?}");
        for (page, plain) in [(&public, &plain[0]), (&private, &plain[1])] {
            let mut found = counts(page);
            // What was typed stays readable as text.
            found.insert("javascript:", 0);
            assert_eq!(&found, plain, "{raw:?}");
            assert!(!page.contains(char::is_control) || page.chars().filter(|c| c.is_control()).all(|c| c == '\n'), "{raw:?}");
        }
        let lines = |text: &str| text.lines().count();
        assert_eq!(lines(&text), lines(&both("words")[2]), "{raw:?}");
        assert!(
            !text.contains("<script") && !text.contains("<img") && !text.replace("\\]", "").contains("]("),
            "{raw:?}\n{text}"
        );
    }
}

#[test]
fn the_public_edition_has_every_picture_that_it_can_have_and_says_what_is_missing() {
    let [public, private, text] = both("words");
    for (id, _) in PICTURES {
        assert_eq!(
            public.contains(&format!("<figure id=\"{id}\">")),
            !["answers", "scores", "people", "mailing", "rhythm", "conflicts"].contains(&id),
            "{id}"
        );
    }
    for id in ["people", "mailing", "scores"] {
        assert!(private.contains(&format!("<figure id=\"{id}\">")), "{id}");
    }
    assert!(public.contains("answers (no figures are published)") && text.contains("answers (no figures are published)"));
    assert!(private.contains("Anna Smith") && !public.contains("Anna Smith"));
    assert!(public.contains("as of 1 February 2027") && public.contains("+1"));
}

#[test]
fn the_edition_for_participants_has_no_line_of_one_pair() {
    let [public, _, _, participants] = every("words");
    let cohort = example::cohort();
    for pair in cohort.pairs.values().filter(|pair| !pair.meetings.is_empty()) {
        assert!(public.contains(&pair.id.to_string()), "the public edition goes by id");
        for id in [pair.id.to_string(), pair.id.mentor.to_string(), pair.id.mentee.to_string()] {
            assert!(!participants.contains(&id), "{id}");
        }
    }
    assert!(participants.contains("<figure id=\"meetings\">") && participants.contains("Meeting 1"));
    assert!(!participants.contains("<figure id=\"scores\">") && !participants.contains("scores ("), "a score is a pair's");
    // No cell and no mark is the day of one pair's meeting; `programme` shows the first and the last of all.
    let days = ["held 13 January 2027", "planned 16 February 2027", "missed 14 January 2027"];
    assert!(days.iter().any(|day| public.contains(day)) && !days.iter().any(|day| participants.contains(day)));
}

#[test]
fn an_empty_cohort_has_a_report_too() {
    let settings = Settings { events: Vec::new(), ..example::settings() };
    let (cohort, figures) = (Cohort::default(), ReportFigures::default());
    let data = ReportData {
        settings: &settings,
        cohort: &cohort,
        as_of: None,
        figures: &figures,
        outcomes: &[],
        summaries: &[],
        cohorts: &[],
        private: None,
        for_participants: false,
    };
    assert!(!page(&data).contains("<figure") && page(&data).contains("Not shown") && markdown(&data).contains("## Summary"));
}
