//! `evaluate --publish`: what may be public, what a second edition may tell, and that no changed figure goes unnoticed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::evaluation::{cohort, run};

fn published(root: &Path, number: u32) -> toml::Table {
    fs::read_to_string(root.join(format!("facts/evaluation/{number:03}.toml"))).unwrap().parse().unwrap()
}

fn figures(edition: &toml::Table) -> BTreeMap<String, toml::Table> {
    let figures = edition["figure"].as_array().unwrap().iter().map(|figure| figure.as_table().unwrap());
    figures
        .map(|figure| (format!("{} {}", figure["side"].as_str().unwrap(), figure["item"].as_str().unwrap()), figure.clone()))
        .collect()
}

fn ok(root: &Path, arguments: &[&str]) -> crate::stories::Said {
    let said = run(root, arguments);
    assert_eq!(said.status, 0, "{arguments:?}\n{}{}", said.out, said.err);
    said
}

/// One more senior answers the second survey.
fn late_answers(root: &Path, ids: &[&str]) {
    let path = root.join("private/surveys/post.csv");
    let text = fs::read_to_string(&path).unwrap();
    let rows: Vec<String> =
        ids.iter().map(|id| format!("30/11/2024 09:00,30/11/2024 09:05,{id},Senior,2,5,2,2,5,1,2,5,\n")).collect();
    let rows = rows.concat();
    fs::write(path, format!("{}\n{rows}", text.trim_end())).unwrap();
}

#[test]
fn only_figures_that_tell_nobody_are_published() {
    let directory = cohort("id");
    let root = directory.path();
    let tried = ok(root, &["evaluate", "--publish", "--dry-run"]);
    assert!(tried.out.contains("everybody is alike") && !root.join("facts/evaluation").exists(), "{}", tried.out);
    ok(root, &["evaluate", "--publish"]);
    let edition = published(root, 1);
    let figures = figures(&edition);
    assert!(!figures.contains_key("senior understand"), "13 of 13 moved up");
    let discuss = &figures["senior discuss"];
    assert_eq!((discuss["n"].as_integer(), discuss["hodges_lehmann"].as_integer()), (Some(13), Some(1)));
    for figure in figures.values() {
        let known = [
            "side",
            "item",
            "since",
            "n",
            "hodges_lehmann",
            "interval",
            "interval_level",
            "mean_change",
            "grouped",
            "before",
            "after",
        ];
        assert!(figure.keys().all(|key| known.contains(&key.as_str())), "{figure}");
        assert!(figure["n"].as_integer().unwrap() >= 8);
        for wave in ["before", "after"] {
            let cells = figure.get(wave).map(|cells| cells.as_array().unwrap().clone()).unwrap_or_default();
            assert!(cells.iter().all(|cell| cell.as_integer() == Some(0) || cell.as_integer().unwrap() >= 5), "{figure}");
        }
    }
    assert_eq!(fs::read_to_string(root.join("facts/format")).unwrap(), "2\n");
    assert!(ok(root, &["evaluate", "--publish"]).err.contains("up to date"));
    ok(root, &["check"]);
}

#[test]
fn a_single_late_answer_makes_no_second_edition() {
    let directory = cohort("id");
    let root = directory.path();
    ok(root, &["evaluate", "--publish"]);
    let text = fs::read_to_string(root.join("facts/evaluation/001.toml")).unwrap();
    late_answers(root, &["S14"]);
    let refused = run(root, &["evaluate", "--publish"]);
    assert!(
        refused.status == 1 && refused.err.contains("[few-new-answers]: so few answers changed"),
        "{}{}",
        refused.out,
        refused.err
    );
    ok(root, &["evaluate", "--publish", "--retract"]);
    assert_eq!(published(root, 2)["retracts"].as_integer(), Some(1));
    assert_eq!(run(root, &["evaluate", "--publish", "--retract"]).status, 1);
    ok(root, &["evaluate", "--publish"]);
    // After a retraction the figures come back as they were, and are still compared with the first edition.
    let (first, third) = (published(root, 1), published(root, 3));
    assert_eq!(first["figure"], third["figure"]);
    assert_eq!(fs::read_to_string(root.join("facts/evaluation/001.toml")).unwrap(), text);
    ok(root, &["check"]);
    fs::remove_file(root.join("private/evaluation/published.csv")).unwrap();
    let blind = run(root, &["evaluate", "--publish"]);
    assert!(blind.status == 1 && blind.err.contains("[no-published-answers]: the answers behind edition"), "{}", blind.err);
}

#[test]
fn unanimous_figures_are_published_only_when_asked_for() {
    let directory = cohort("id");
    let root = directory.path();
    ok(root, &["evaluate", "--publish", "--accept", "unanimous"]);
    let edition = published(root, 1);
    assert_eq!((edition["holds_unanimous"].as_bool(), figures(&edition).contains_key("senior understand")), (Some(true), true));
    ok(root, &["check"]);
    assert_eq!(run(root, &["evaluate", "--accept", "unanimous"]).status, 2);
}

/// Every number and word of a published file, changed one at a time.
#[test]
fn no_changed_edition_goes_unnoticed() {
    let directory = cohort("id");
    let root = directory.path();
    ok(root, &["evaluate", "--publish"]);
    let path = root.join("facts/evaluation/001.toml");
    let text = fs::read_to_string(&path).unwrap();
    let (mut changed, lines) = (0, text.lines().collect::<Vec<_>>());
    for (at, line) in lines.iter().enumerate() {
        let Some((key, value)) = line.split_once(" = ") else { continue };
        // The first digit of one figure, the last of the next.
        let mut digits = value.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(place, _)| place);
        let digit = if at % 2 == 0 { digits.next() } else { digits.next_back() };
        let mut others: Vec<String> = digit
            .map(|place| {
                let next = (value.as_bytes()[place] - b'0' + 1) % 10;
                format!("{key} = {}{next}{}", &value[..place], &value[place + 1..])
            })
            .into_iter()
            .collect();
        others.push(String::new());
        for other in others {
            let mutated: String =
                lines.iter().enumerate().map(|(n, l)| if n == at { format!("{other}\n") } else { format!("{l}\n") }).collect();
            fs::write(&path, mutated).unwrap();
            let judged = run(root, &["check"]);
            assert_ne!(judged.status, 0, "{line} -> {other}");
            changed += 1;
        }
    }
    assert!(changed > 100, "{changed}");
    fs::write(&path, text).unwrap();
    ok(root, &["check"]);
}

/// Two leads publish apart, and keep one's edition: the other's answers are not behind it, which says nothing against the figures.
#[test]
fn the_answers_of_an_edition_that_was_not_kept_are_told_from_a_changed_edition() {
    let (first, second) = (cohort("id"), cohort("id"));
    late_answers(second.path(), &["S14", "S15", "S16", "S17", "S18"]);
    for directory in [&first, &second] {
        ok(directory.path(), &["evaluate", "--publish"]);
    }
    let edition = "facts/evaluation/001.toml";
    let kept = fs::read_to_string(first.path().join(edition)).unwrap();
    let root = second.path();
    assert_ne!(fs::read_to_string(root.join(edition)).unwrap(), kept, "the leads published the same");
    fs::write(root.join(edition), &kept).unwrap();
    ok(root, &["build"]);
    let judged = ok(root, &["check"]);
    assert!(judged.err.contains("warning[no-published-answers]: the answers behind edition 1 are not at hand"), "{}", judged.err);
    assert_eq!(run(root, &["evaluate", "--publish"]).status, 1);
    // A figure that somebody changed is an error for this lead too.
    fs::write(root.join(edition), kept.replacen("mean_change = ", "mean_change = 1", 1)).unwrap();
    let judged = run(root, &["check"]);
    assert!(judged.status == 1 && judged.err.contains("the edition is not as it was published"), "{}", judged.err);
    fs::write(root.join(edition), &kept).unwrap();
    let answers = "private/evaluation/published.csv";
    fs::remove_file(root.join(answers)).unwrap();
    assert!(ok(root, &["check"]).err.contains("[no-published-answers]"));
    fs::copy(first.path().join(answers), root.join(answers)).unwrap();
    assert!(!ok(root, &["check"]).err.contains("[no-published-answers]"));
}

/// Renames an item in cohort.toml.
fn rename(root: &Path, from: &str, to: &str) {
    let path = root.join("cohort.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace(&format!("name = \"{from}\""), &format!("name = \"{to}\""))).unwrap();
}

#[test]
fn an_item_with_another_name_is_compared_with_what_was_published() {
    let directory = cohort("id");
    let root = directory.path();
    ok(root, &["evaluate", "--publish"]);
    rename(root, "discuss", "talk");
    let judged = run(root, &["check"]);
    assert!(judged.status == 1 && judged.err.contains("no such item any more"), "{}", judged.err);
    assert!(judged.err.contains("`revmentor evaluate --publish --retract` takes the figures back"), "{}", judged.err);
    late_answers(root, &["S14"]);
    // The answer of the one who came late is not the difference between the old name and the new.
    let tried = ok(root, &["evaluate", "--publish", "--format", "json"]);
    assert!(tried.out.contains("as cohort.toml describes the question now: only 1 answered otherwise since"), "{}", tried.out);
    let (first, second) = (figures(&published(root, 1)), figures(&published(root, 2)));
    for key in ["n", "mean_change", "interval"] {
        assert_eq!(first["senior discuss"][key], second["senior talk"][key], "{key}");
    }
    ok(root, &["check"]);
    ok(root, &["evaluate", "--publish", "--retract"]);
    ok(root, &["check"]);
}

#[test]
fn an_item_with_another_name_and_the_same_answers_is_published_anew() {
    let directory = cohort("id");
    let root = directory.path();
    ok(root, &["evaluate", "--publish"]);
    rename(root, "discuss", "talk");
    ok(root, &["evaluate", "--publish"]);
    assert!(figures(&published(root, 2)).contains_key("senior talk"));
    ok(root, &["check"]);
}

/// Changes a text of cohort.toml.
fn correct(root: &Path, from: &str, to: &str) {
    let path = root.join("cohort.toml");
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(&path, text.replacen(from, to, 1)).unwrap();
}

/// Both waves with words instead of numbers.
fn in_words(root: &Path) {
    for wave in ["pre", "post"] {
        let path = root.join(format!("private/surveys/{wave}.csv"));
        let words = ["never", "seldom", "sometimes", "often", "always"];
        let word = |cell: &str| cell.parse::<usize>().ok().and_then(|number| words.get(number - 1)).map(ToString::to_string);
        let line = |line: &str| -> String {
            let cells: Vec<String> = line.split(',').map(|cell| word(cell).unwrap_or_else(|| cell.to_owned())).collect();
            format!("{}\n", cells.join(","))
        };
        let text: String = fs::read_to_string(&path).unwrap().lines().map(line).collect();
        fs::write(&path, text).unwrap();
    }
}

const UPWARDS: &str = "scale = [\"never\", \"seldom\", \"sometimes\", \"often\", \"always\"]\n";

/// What of a figure a reader can subtract: the people, and the mean as it is written.
fn told(figure: &toml::Table) -> (i64, String) {
    (figure["n"].as_integer().unwrap(), figure["mean_change"].to_string())
}

/// A number of the other sign, as it is written.
fn opposite(number: &str) -> String {
    match number.strip_prefix('-') {
        Some(positive) => positive.to_owned(),
        None if number.trim_matches(['0', '.']).is_empty() => number.to_owned(),
        None => format!("-{number}"),
    }
}

#[test]
fn a_scale_that_was_written_the_wrong_way_round_tells_no_late_answer_when_it_is_corrected() {
    let downwards = "scale = [\"always\", \"often\", \"sometimes\", \"seldom\", \"never\"]\n";
    let without_first = "scale = [\"seldom\", \"sometimes\", \"often\", \"always\"]\n";
    for (wrong, is_turned) in [(downwards, true), (without_first, false)] {
        let directory = cohort("id");
        let root = directory.path();
        in_words(root);
        for wave in ["pre", "post"].iter().filter(|_| wrong == without_first) {
            let path = root.join(format!("private/surveys/{wave}.csv"));
            let text = fs::read_to_string(&path).unwrap();
            fs::write(&path, text.replace(",never", ",seldom")).unwrap();
        }
        correct(root, "[evaluation]\n", &format!("[evaluation]\n{wrong}"));
        ok(root, &["evaluate", "--publish"]);
        let first = figures(&published(root, 1));
        late_answers(root, &["S14"]);
        correct(root, wrong, UPWARDS);
        assert!(ok(root, &["check"]).err.contains("warning[published-figures]: cohort.toml describes discuss otherwise"));
        ok(root, &["evaluate", "--publish"]);
        let second = figures(&published(root, 2));
        for item in ["discuss", "address", "wellbeing", "goals"].map(|item| format!("senior {item}")) {
            let ((people, mean), (same_people, turned)) = (told(&first[&item]), told(&second[&item]));
            let restated = if is_turned { opposite(&mean) } else { mean };
            assert_eq!((people, restated), (same_people, turned), "{item}");
        }
        assert!(ok(root, &["check"]).err.is_empty());
    }
}

#[test]
fn the_better_answers_are_corrected_after_publication() {
    let directory = cohort("id");
    let root = directory.path();
    ok(root, &["evaluate", "--publish"]);
    let first = figures(&published(root, 1));
    correct(root, "name = \"wellbeing\"\n", "name = \"wellbeing\"\nbetter = \"lower\"\n");
    late_answers(root, &["S14"]);
    let judged = ok(root, &["check"]);
    assert!(
        judged.err.contains("`revmentor evaluate --publish` publishes the figure as cohort.toml describes it now"),
        "{}",
        judged.err
    );
    ok(root, &["evaluate", "--publish"]);
    let second = figures(&published(root, 2));
    let ((people, mean), (same_people, turned)) = (told(&first["senior wellbeing"]), told(&second["senior wellbeing"]));
    assert!(people == same_people && turned == opposite(&mean) && turned != mean, "{mean} {turned}");
    assert_eq!(first["senior goals"], second["senior goals"]);
    assert!(ok(root, &["check"]).err.is_empty());
    ok(root, &["report"]);
    let report = fs::read_to_string(root.join("report.md")).unwrap();
    let row = report.lines().find(|line| line.contains("seniors") && line.contains("wellbeing: ")).unwrap();
    assert!(row.contains('−'), "{row}");
    // What is published is judged by what it said when it was.
    ok(root, &["evaluate", "--publish", "--retract"]);
    ok(root, &["report"]);
    correct(root, "better = \"lower\"\n", "");
    assert!(ok(root, &["check"]).err.is_empty());
}

#[test]
fn items_whose_names_were_exchanged_are_told_apart_by_their_headings() {
    let directory = cohort("id");
    let root = directory.path();
    ok(root, &["evaluate", "--publish"]);
    let first = figures(&published(root, 1));
    for (from, to) in [("discuss", "middle"), ("goals", "discuss"), ("middle", "goals")] {
        rename(root, from, to);
    }
    late_answers(root, &["S14"]);
    ok(root, &["evaluate", "--publish"]);
    let second = figures(&published(root, 2));
    assert_eq!(told(&first["senior discuss"]), told(&second["senior goals"]));
    assert_eq!(told(&first["senior goals"]), told(&second["senior discuss"]));
    ok(root, &["check"]);
}

#[test]
fn two_items_of_one_heading_are_refused() {
    let directory = cohort("id");
    let root = directory.path();
    let path = root.join("cohort.toml");
    let text = fs::read_to_string(&path).unwrap();
    let again =
        "[[evaluation.item]]\nname = \"again\"\nheading = \"I feel comfortable  discussing EDI issues with colleagues.\"\n";
    fs::write(&path, format!("{text}{again}")).unwrap();
    let refused = run(root, &["evaluate", "--publish"]);
    assert!(
        refused.status == 2 && refused.err.contains("[duplicate]: the item \"discuss\" reads this column already"),
        "{}",
        refused.err
    );
}

/// Both waves with these answers of the seniors to the first question, and none to the others.
fn seniors_answered(root: &Path, answers: &[(i64, i64)]) {
    for (wave, is_after) in [("pre", false), ("post", true)] {
        let path = root.join(format!("private/surveys/{wave}.csv"));
        let header = fs::read_to_string(&path).unwrap().lines().next().unwrap().to_owned();
        let columns = header.matches(',').count();
        let row = |(number, (before, after)): (usize, &(i64, i64))| {
            let answer = if is_after { after } else { before };
            format!("1/{}/2024 09:00,,S{number:02},Senior,{answer}{}\n", if is_after { 11 } else { 1 }, ",".repeat(columns - 4))
        };
        let rows: Vec<String> = (1..).zip(answers).map(row).collect();
        fs::write(&path, format!("{header}\n{}", rows.concat())).unwrap();
    }
}

#[test]
fn an_item_with_another_name_is_no_new_question_however_many_answered_otherwise() {
    let directory = cohort("id");
    let root = directory.path();
    let mut answers: Vec<(i64, i64)> = (0..16).map(|at| if at < 8 { (3, 3) } else { (2, 4) }).collect();
    seniors_answered(root, &answers);
    ok(root, &["evaluate", "--publish"]);
    assert_eq!(figures(&published(root, 1))["senior discuss"]["after"].to_string(), "[0, 0, 8, 8, 0]");
    rename(root, "discuss", "talk");
    answers[..5].fill((3, 4));
    answers[8..11].fill((2, 3));
    seniors_answered(root, &answers);
    ok(root, &["evaluate", "--publish"]);
    // Eight answered otherwise, and the two cells differ by two.
    assert_eq!(figures(&published(root, 2))["senior talk"]["after"].to_string(), "[0, 0, 8, 8, 0]");
    ok(root, &["check"]);
}

#[test]
fn what_is_left_out_is_named_in_the_report() {
    let directory = cohort("id");
    let root = directory.path();
    ok(root, &["evaluate", "--publish"]);
    ok(root, &["report"]);
    let page = fs::read_to_string(root.join("report.md")).unwrap();
    let line = page.lines().find(|line| line.contains("Effectiveness")).unwrap();
    assert!(line.contains("Left out:") && line.contains("for the seniors understand"), "{line}");
}

/// Runs git in a cohort.
fn git(root: &Path, arguments: &[&str]) {
    let identity = ["-c", "user.name=Lead", "-c", "user.email=lead@trust.example", "-c", "commit.gpgsign=false"];
    let status = std::process::Command::new("git").current_dir(root).args(identity).args(arguments).output().unwrap();
    assert!(status.status.success(), "{arguments:?} {}", String::from_utf8_lossy(&status.stderr));
}

#[test]
fn an_edition_that_only_the_history_holds_counts_too() {
    let directory = cohort("id");
    let root = directory.path();
    git(root, &["init", "-q", "-b", "main"]);
    fs::write(root.join(".gitignore"), "private/\n.revmentor/\n").unwrap();
    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", "start"]);
    // The other lead's edition, of whose answers nothing is here, and which was not kept.
    ok(root, &["evaluate", "--publish"]);
    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", "theirs"]);
    fs::remove_dir_all(root.join("facts/evaluation")).unwrap();
    fs::remove_dir_all(root.join("private/evaluation")).unwrap();
    late_answers(root, &["S14"]);
    let refused = run(root, &["evaluate", "--publish"]);
    assert!(
        refused.status == 1 && refused.err.contains("[few-new-answers]: git's history holds another edition"),
        "{}",
        refused.err
    );
    assert!(refused.err.contains("discuss of the mentees (1 answer)"), "{}", refused.err);
    // Where both were published already, check says what they tell.
    fs::rename(root.join(".git"), root.join("private/git")).unwrap();
    ok(root, &["evaluate", "--publish"]);
    fs::rename(root.join("private/git"), root.join(".git")).unwrap();
    for arguments in [&["check"][..], &["check", "--privacy"]] {
        let judged = run(root, arguments);
        assert!(judged.err.contains("together tell what few people answered"), "{}", judged.err);
    }
}
