//! Scores stay in the private folder: whoever holds everybody's answers could tell a pair by its score.

use super::cohort::{Cohort, run_in, tree};

/// Every score, total or weakest score that a committed file holds, as `FILE: VALUE`.
fn committed(cohort: &Cohort) -> Vec<String> {
    let mut found = Vec::new();
    for (name, bytes) in tree(cohort.root(), &["private", ".revmentor", ".git"]) {
        let text = String::from_utf8(bytes).unwrap();
        let mut lines = text.lines();
        let column = lines.next().unwrap_or_default().split(',').position(|heading| heading == "score");
        if let Some(column) = column {
            let cells = lines.map(|line| line.split(',').nth(column).unwrap_or_default());
            found.extend(cells.filter(|cell| !cell.is_empty()).map(|cell| format!("{name}: {cell}")));
        } else if name.starts_with("facts/draws/") {
            let sums = text.lines().filter(|line| line.starts_with("total") || line.starts_with("weakest"));
            found.extend(sums.map(|line| format!("{name}: {line}")));
        } else if name == "README.md" {
            let score = |line: &str| line.split('|').nth(4).map(str::trim).unwrap_or_default().to_owned();
            let rows = text.lines().filter(|line| line.starts_with("| M") && line.contains("-E"));
            found.extend(rows.map(score).filter(|cell| !cell.is_empty()).map(|cell| format!("{name}: {cell}")));
        }
    }
    found
}

fn scores_shown(root: &std::path::Path) -> Vec<(String, Option<u64>)> {
    let status = run_in(root, &["status", "--format", "json"]);
    let status: serde_json::Value = serde_json::from_str(&status.out).unwrap();
    let row = |pair: &serde_json::Value| (pair["pair"].as_str().unwrap().to_owned(), pair["score"].as_u64());
    status["pairs"].as_array().unwrap().iter().map(row).collect()
}

fn with_committed_scores() -> Cohort {
    let cohort = Cohort::new();
    cohort.write("cohort.toml", &format!("{}\n[privacy]\nscores = \"committed\"\n", cohort.read("cohort.toml")));
    cohort.ok("match --seed 7 --today 2026-11-01");
    cohort
}

fn make_private(cohort: &Cohort) {
    cohort.write("cohort.toml", &cohort.read("cohort.toml").replace("scores = \"committed\"", "scores = \"private\""));
}

#[test]
fn no_committed_file_holds_a_score_and_the_lead_sees_all_of_them() {
    let cohort = Cohort::matched();
    let pair = cohort.pairs()[0].clone();
    let (mentor, _) = pair.split_once('-').unwrap();
    cohort.ok(&format!("withdraw {mentor} --today 2026-11-20"));
    cohort.ok("match --today 2026-11-21");
    cohort.ok("build");
    assert_eq!(committed(&cohort), Vec::<String>::new());
    let shown = scores_shown(cohort.root());
    assert!(shown.len() > 3 && shown.iter().all(|(_, score)| score.is_some()), "{shown:?}");
    let kept = cohort.read("private/draws/001/scores.csv");
    assert!(kept.starts_with("of,score\ntotal,") && kept.contains("\nweakest,"), "{kept}");
    assert!(cohort.ok("verify").out.contains("the total is "), "the total is proved all the same");
    assert_eq!(cohort.ok("check").err, "");
    let active = cohort.pairs()[0].replace('-', " ");
    assert!(cohort.ok(&format!("explain {active}")).out.contains("Their score is "));
}

#[test]
fn adopted_pairs_keep_their_scores_to_themselves_too() {
    let (matched, cohort) = (Cohort::matched(), Cohort::new());
    let pairs = matched.read("pairings.csv");
    cohort.ok("import --today 2026-11-01");
    cohort.write("private/pairs.csv", &pairs);
    cohort.ok("adopt private/pairs.csv --today 2026-11-01");
    assert_eq!(committed(&cohort), Vec::<String>::new());
    assert_eq!(scores_shown(cohort.root()), scores_shown(matched.root()));
}

#[test]
fn scores_are_committed_where_the_lead_says_so() {
    let cohort = with_committed_scores();
    let held = committed(&cohort);
    for file in ["facts/pairs/", "facts/draws/001.toml: total", "pairings.csv", "README.md"] {
        assert!(held.iter().any(|held| held.starts_with(file)), "{file}: {held:?}");
    }
    assert!(!cohort.path("private/draws/001/scores.csv").exists());
    assert_eq!(cohort.ok("check").err, "");
}

#[test]
fn scores_that_were_committed_earlier_are_said_and_moved_by_the_printed_command() {
    let cohort = with_committed_scores();
    let shown = scores_shown(cohort.root());
    make_private(&cohort);
    // A change of cohort.toml alone is no edit of a view.
    let said = cohort.ok("check");
    assert!(said.err.contains("committed-scores") || said.err.contains("the scores of 6 pairs"), "{}", said.err);
    assert!(said.err.contains("revmentor build --move-scores"), "{}", said.err);
    let by_hand = cohort.ok("build --dry-run");
    assert!(!by_hand.err.contains("edited by hand"), "{}", by_hand.err);
    cohort.ok("build --move-scores");
    assert_eq!(committed(&cohort), Vec::<String>::new());
    assert_eq!(scores_shown(cohort.root()), shown);
    cohort.ok("verify");
    assert_eq!(cohort.ok("check").err, "");
    // A clone without the private folder has none to show, and nothing to complain of.
    std::fs::remove_dir_all(cohort.path("private")).unwrap();
    assert!(scores_shown(cohort.root()).iter().all(|(_, score)| score.is_none()));
    assert_eq!(cohort.run("build").status, 0);
    assert_eq!(cohort.run("build --move-scores").status, 1);
}

#[test]
fn scores_that_are_to_be_committed_are_not_moved() {
    let cohort = with_committed_scores();
    let before = cohort.tree();
    let said = cohort.run("build --move-scores");
    assert!(said.status != 0 && said.err.contains("scores are committed"), "{}", said.err);
    assert!(cohort.tree() == before);
}
