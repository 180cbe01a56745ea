//! Messages typed by their names before what they presuppose has happened: refused with what comes first, or drafted for those alone for
//! whom it has.

use super::cohort::Cohort;
use super::messages::{drafts, ready};

/// A cohort of which people have been paired, and one without anybody matched.
fn writing(is_matched: bool) -> Cohort {
    let cohort = if is_matched { Cohort::matched() } else { Cohort::new() };
    cohort.ok("import --today 2026-10-30");
    ready(&cohort);
    cohort
}

#[test]
fn every_stage_says_what_comes_before_it() {
    let unmatched = writing(false);
    let cohort = writing(true);
    let cases = [
        (&unmatched, "waiting", "2026-10-30", "not-matched", "`revmentor match`"),
        (&unmatched, "place", "2026-10-30", "not-matched", "`revmentor match`"),
        (&cohort, "declare-reminder", "2026-11-02", "stage-early", "`revmentor messages declare`"),
        (&cohort, "evaluation-pre-reminder", "2026-11-02", "stage-early", "`revmentor messages evaluation-pre`"),
        (&cohort, "choose-supervision-reminder", "2026-11-02", "stage-early", "`revmentor messages choose-supervision`"),
        (
            &cohort,
            "session-induction-mentors-reminder",
            "2026-11-02",
            "stage-early",
            "`revmentor messages session-induction-mentors`",
        ),
        (&cohort, "after-induction-induction-mentors", "2026-11-02", "stage-early", "wait until then"),
        (&cohort, "reveal", "2026-11-02", "not-revealed", "`revmentor reveal`"),
        (&cohort, "evaluation-post", "2026-11-02", "survey-early", "wait until then"),
        (&cohort, "evaluation-post-reminder", "2027-12-01", "stage-early", "`revmentor messages evaluation-post`"),
        (&cohort, "thanks", "2026-11-02", "survey-early", "wait until then"),
        (&cohort, "results", "2027-12-01", "stage-early", "`revmentor evaluate --publish`"),
        (&cohort, "session-induction-mentors", "2027-12-01", "session-past", "cohort.toml"),
    ];
    for (cohort, stage, today, code, cure) in cases {
        let said = cohort.run(&format!("messages {stage} --today {today}"));
        assert!(said.status == 1 && said.err.contains(&format!("error[{code}]")), "{stage}: {}", said.err);
        assert!(said.err.contains(cure), "{stage}: {}", said.err);
        assert_eq!(drafts(cohort, stage).len(), 0);
    }
    let cohort = writing(true);
    let toml = cohort.read("cohort.toml");
    cohort.write("cohort.toml", &toml.replacen("\n[dates]\n", "\n[dates]\nconflicts_declared = 2026-11-10\n", 1));
    assert!(cohort.read("cohort.toml").contains("conflicts_declared = 2026-11-10\n"), "{toml}");
    cohort.ok("build --today 2026-11-02");
    let said = cohort.run("messages pairing-final --today 2026-11-10");
    assert!(said.status == 1 && said.err.contains("until Tuesday 10 November 2026 to answer"), "{}", said.err);
    cohort.ok("messages pairing-final --today 2026-11-11");
}

#[test]
fn a_reminder_goes_to_those_who_were_sent_its_message() {
    let cohort = writing(true);
    cohort.ok("messages declare --today 2026-11-02");
    let pairs = cohort.pairs();
    let [(mentor, mentee), (other, _)] = [0, 1].map(|at| pairs[at].split_once('-').unwrap());
    cohort.ok(&format!("messages sent declare {mentor} {mentee} --today 2026-11-02"));
    let said = cohort.ok("messages declare-reminder --today 2026-11-03");
    let files: Vec<String> = drafts(&cohort, "declare-reminder").into_keys().collect();
    let mut expected = [mentor, mentee].map(|person| format!("{person}.eml"));
    expected.sort();
    assert_eq!(files, expected);
    assert!(said.err.contains("warning[stage-early]") && said.err.contains(other), "{}", said.err);
    let refused = cohort.run(&format!("messages declare-reminder --person {other} --today 2026-11-03"));
    assert!(refused.status == 1 && refused.err.contains("stage-early"), "{}", refused.err);
    cohort.ok(&format!("messages declare-reminder --person {other} --force --today 2026-11-03"));
}
