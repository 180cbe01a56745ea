//! `report`: both editions of a finished cohort; figures in pictures equal those in tables and in JSON, nobody is named, nothing loads.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::stories::{Said, program, said};

pub(crate) fn run(root: &Path, words: &[&str]) -> Said {
    said(&mut program(root, &[words, &["--today", "2027-06-30"]].concat()))
}

pub(crate) fn ok(root: &Path, words: &[&str]) -> Said {
    let said = run(root, words);
    assert_eq!(said.status, 0, "{words:?}\n{}{}", said.out, said.err);
    said
}

/// The finished demo in a directory of its own.
pub(crate) fn finished() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    let made = said(&mut program(directory.path(), &["demo", "--finished", "cohort"]));
    assert_eq!(made.status, 0, "{}{}", made.out, made.err);
    directory
}

fn between<'t>(text: &'t str, from: &str, to: &str) -> &'t str {
    let rest = text.split_once(from).unwrap_or_else(|| panic!("{from} is missing")).1;
    rest.split_once(to).unwrap().0
}

/// The figure with this id.
pub(crate) fn figure<'t>(page: &'t str, id: &str) -> &'t str {
    between(page, &format!("<figure id=\"{id}\">"), "</figure>")
}

fn values(figure: &str) -> Vec<String> {
    figure.split("data-value=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

fn cells(figure: &str) -> Vec<String> {
    let parts = figure.split("<td").chain(figure.split("<th scope=\"row\"")).skip(1);
    parts.filter_map(|rest| Some(rest.split_once('>')?.1.split('<').next()?.to_owned())).collect()
}

#[test]
fn a_finished_cohort_is_whole() {
    let directory = finished();
    let root = &directory.path().join("cohort");
    ok(root, &["check"]);
    ok(root, &["verify"]);
    ok(root, &["status"]);
    let evaluated: Value = serde_json::from_str(&ok(root, &["evaluate", "--format", "json"]).out).unwrap();
    let item = evaluated["items"].as_array().unwrap().iter().find(|item| item["item"] == "isolated").unwrap();
    assert!(item["mean_change"].as_f64().unwrap() > 0.0, "fewer feel isolated, which is better: {item}");
    let outcomes: Value = serde_json::from_str(&ok(root, &["outcome", "list", "--format", "json"]).out).unwrap();
    assert_eq!(outcomes["outcomes"].as_array().unwrap().len(), 5);
}

#[test]
fn the_public_report_names_nobody_loads_nothing_and_is_the_same_on_any_day_and_in_any_clone() {
    let directory = finished();
    let root = &directory.path().join("cohort");
    let (page, text) =
        (fs::read_to_string(root.join("report.html")).unwrap(), fs::read_to_string(root.join("report.md")).unwrap());
    let register = fs::read_to_string(root.join("private/register.csv")).unwrap();
    for line in register.lines().skip(1) {
        let (name, email) = (line.split(',').nth(2).unwrap(), line.split(',').nth(3).unwrap());
        assert!(!page.contains(name) && !text.contains(name) && !page.contains(email) && !text.contains(email), "{line}");
    }
    for forbidden in ["<script", "http:", "https:", "url(", "@import", "<img", "onload", "javascript:"] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert!(
        page.contains("default-src 'none'") && page.contains("<html lang=\"en-GB\">") && page.len() < 500_000,
        "{}",
        page.len()
    );
    let today = said(&mut program(root, &["report", "--today", "2027-12-24"]));
    assert!(today.status == 0 && today.err.contains("Nothing to do"), "{}", today.err);
    fs::rename(root.join("private"), directory.path().join("elsewhere")).unwrap();
    ok(root, &["report"]);
    assert_eq!(
        (fs::read_to_string(root.join("report.html")).unwrap(), fs::read_to_string(root.join("report.md")).unwrap()),
        (page, text)
    );
    assert_eq!(run(root, &["report", "--private"]).status, 1);
}

#[test]
fn every_picture_has_a_title_a_description_and_a_table_with_the_same_figures() {
    let directory = finished();
    let root = &directory.path().join("cohort");
    for (file, ids) in [
        (
            "report.html",
            &["flow", "programme", "meetings", "commitment", "rhythm", "sessions", "answers", "change", "outcomes"][..],
        ),
        (
            "private/report.html",
            &["flow", "meetings", "scores", "answers", "change", "scales", "people", "after", "outcomes"][..],
        ),
    ] {
        let page = fs::read_to_string(root.join(file)).unwrap();
        for id in ids {
            let figure = figure(&page, id);
            for part in ["<svg role=\"img\"", "<title id=", "<desc id=", "<caption>", "<th scope=\"col\">", "<th scope=\"row\">"]
            {
                assert!(figure.contains(part), "{id} lacks {part}");
            }
            assert!(!values(figure).is_empty(), "{id}");
        }
        let named: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert_eq!(named.iter().collect::<BTreeSet<_>>().len(), named.len(), "{file}: an id stands twice");
        for id in ["flow", "answers", "outcomes", "sessions"].iter().filter(|id| page.contains(&format!("<figure id=\"{id}\">")))
        {
            let figure = figure(&page, id);
            let table = cells(figure);
            if *id != "outcomes" {
                assert!(values(figure).iter().all(|value| table.contains(value)), "{id}: {:?} {table:?}", values(figure));
            }
        }
    }
    let private = fs::read_to_string(root.join("private/report.html")).unwrap();
    let evaluated: Value = serde_json::from_str(&ok(root, &["evaluate", "--format", "json"]).out).unwrap();
    let drawn: BTreeSet<String> = values(figure(&private, "change")).into_iter().collect();
    for item in evaluated["items"].as_array().unwrap().iter().filter(|item| !item["interval"].is_null()) {
        for number in [&item["hodges_lehmann"], &item["interval"][0], &item["interval"][1]] {
            assert!(drawn.contains(&number.as_f64().unwrap().to_string()), "{item} {drawn:?}");
        }
    }
}

#[test]
fn headings_go_down_in_steps_and_every_link_has_a_place() {
    let directory = finished();
    let page = fs::read_to_string(directory.path().join("cohort/report.html")).unwrap();
    let levels: Vec<char> =
        page.split("<h").skip(1).filter_map(|rest| rest.chars().next()).filter(char::is_ascii_digit).collect();
    assert_eq!((levels[0], levels[1..].iter().all(|level| *level == '2')), ('1', true), "{levels:?}");
    assert_eq!((page.matches("<main").count(), page.matches("<h1").count()), (1, 1));
    for link in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(page.contains(&format!("id=\"{link}\"")), "{link}");
    }
    for tag in ["section", "figure", "svg", "table", "div", "tr", "main", "header", "nav", "ul"] {
        let (open, close) = (
            page.matches(&format!("<{tag}>")).count() + page.matches(&format!("<{tag} ")).count(),
            page.matches(&format!("</{tag}>")).count(),
        );
        assert_eq!(open, close, "{tag}");
    }
}

#[test]
fn free_texts_are_kept_for_consent_and_printed_only_with_it() {
    let directory = finished();
    let root = &directory.path().join("cohort");
    ok(root, &["evaluate"]);
    let path = root.join("private/quotes.csv");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("To ask before I advise."), "{text}");
    let secret = "To ask before I advise.";
    ok(root, &["report", "--private"]);
    assert!(!fs::read_to_string(root.join("private/report.html")).unwrap().contains(secret));
    let consented: String =
        text.lines().map(|line| if line.contains(secret) { format!("{line}yes\n") } else { format!("{line}\n") }).collect();
    fs::write(&path, consented).unwrap();
    ok(root, &["report", "--private"]);
    ok(root, &["report"]);
    assert!(fs::read_to_string(root.join("private/report.html")).unwrap().contains(secret));
    assert!(!fs::read_to_string(root.join("report.html")).unwrap().contains(secret), "free text never leaves private/");
    ok(root, &["evaluate"]);
    assert!(
        fs::read_to_string(&path).unwrap().contains("advise.,mentee,post,yes")
            || fs::read_to_string(&path).unwrap().contains("yes")
    );
}
