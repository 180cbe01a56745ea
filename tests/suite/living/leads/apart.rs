//! What one lead corrects or takes out while the other records something of the same thing: neither is lost, and neither undoes what it was
//! never about.

use std::path::Path;

use crate::living::cohort::{Cohort, git, has_git, run_in};
use crate::living::two_clones::{Clones, commit, ok, pull};

/// Two clones of one cohort in which something happened, and its first pair.
fn leads(before: &[&str]) -> (Clones, String) {
    let cohort = Cohort::matched();
    for line in before {
        cohort.ok(line);
    }
    (Clones::of(&cohort), cohort.pairs()[0].clone())
}

#[test]
fn a_correction_takes_back_no_fact_that_its_lead_did_not_know() {
    if !has_git() {
        return;
    }
    let (_, pair) = leads(&[]);
    let mentor = &pair[..3];
    let (leaves, rejoin) = (format!("withdraw {mentor}"), format!("rejoin {mentor} --mistake"));
    let slip = [leaves.as_str(), rejoin.as_str()];
    let (unpair, later) = (format!("unpair {pair}"), format!("withdraw {mentor} --on 2027-02-26"));
    let held = format!("meeting held {pair} 1 --on 2026-11-30");
    let missed =
        [format!("meeting missed {pair} 1 --today 2026-12-20"), format!("meeting planned {pair} 1 --correct --today 2026-12-20")];
    let missed = [missed[0].as_str(), missed[1].as_str()];
    for (one, two, cures) in [
        (unpair.as_str(), &slip, ["unpair", "unpair --retract"]),
        (later.as_str(), &slip, ["withdraw", "rejoin"]),
        (held.as_str(), &missed, ["meeting held", "meeting planned"]),
    ] {
        let (leads, _) = leads(&[]);
        let said = leads.part(&[one], two);
        assert!(said.contains("[united]"), "{said}");
        let judged = run_in(&leads.one, &["check"]);
        assert_eq!(judged.status, 1, "{one}: {}", judged.err);
        let is_named = ["[contradiction]", "[one-report]"].iter().any(|code| judged.err.contains(code));
        assert!(is_named, "{one}: {}", judged.err);
        let verbs = cures.map(|cure| cure.split(' ').next().unwrap());
        assert!(verbs.iter().any(|verb| judged.err.contains(&format!("`revmentor {verb}"))), "{one}: {}", judged.err);
        let status = ok(&leads.one, "status --today 2026-12-21");
        assert!(status.out.contains("contradict") || status.err.contains("contradict"), "{one}: {}{}", status.out, status.err);
    }
}

/// Both leads match under one number, and one of them once more: what the later matching kept stands, whichever record is kept.
#[test]
fn a_pair_that_a_later_matching_kept_outlives_the_record_that_made_it() {
    if !has_git() {
        return;
    }
    let (leads, _) = leads(&[]);
    let pairs = |root: &Path| -> Vec<String> {
        let table = std::fs::read_to_string(root.join("pairings.csv")).unwrap();
        let active = table.lines().filter(|line| line.contains(",active,"));
        active.map(|line| line.split(',').next().unwrap().to_owned()).collect()
    };
    let standing = pairs(&leads.one);
    let apart = |root: &Path, at: [usize; 2]| {
        for pair in at.map(|at| &standing[at]) {
            ok(root, &format!("unpair {pair}"));
        }
        ok(root, "match");
    };
    apart(&leads.one, [0, 1]);
    apart(&leads.two, [2, 3]);
    let mut made: Vec<String> = pairs(&leads.two).into_iter().filter(|pair| !standing.contains(pair)).collect();
    apart(&leads.two, [4, 5]);
    made.retain(|pair| pairs(&leads.two).contains(pair));
    assert!(!made.is_empty(), "the later matching kept none");
    for root in [&leads.one, &leads.two] {
        commit(root);
    }
    pull(&leads.one, &leads.two);
    git(&leads.one, &["checkout", "--ours", "--", "facts/draws/002.toml"]);
    let said = ok(&leads.one, "build").err;
    assert!(made.iter().all(|pair| pairs(&leads.one).contains(pair)), "{said}");
    assert!(said.contains("[unrecorded-pair]") && !said.contains("[superseded-pair]"), "{said}");
    assert_eq!(run_in(&leads.one, &["check"]).status, 0, "{}", run_in(&leads.one, &["check"]).err);
}

#[test]
fn a_point_that_one_lead_took_out_stays_out() {
    if !has_git() {
        return;
    }
    let add = |text: &str| [format!("outcome add action {text}"), String::new()];
    let begin: Vec<String> =
        ["Calendars", "Rotas", "Exams"].iter().flat_map(|text| add(text)).filter(|line| !line.is_empty()).collect();
    let mut begin: Vec<&str> = begin.iter().map(String::as_str).collect();
    begin.extend(["outcome agree O01 O02 O03", "outcome publish"]);
    let (leads, _) = leads(&begin);
    let said = leads.part(
        &["outcome publish O02 --retract"],
        &["outcome done O02", "outcome add action Prayers", "outcome agree O04", "outcome publish"],
    );
    assert!(said.contains("O02 was taken out by one of you, and stays out"), "{said}");
    let points = std::fs::read_to_string(leads.one.join("outcomes.csv")).unwrap();
    assert!(!points.contains("Rotas") && points.contains("Prayers") && points.contains("Exams"), "{points}");
    assert!(!said.contains("--retract O04"), "{said}");
    ok(&leads.one, "outcome agree O02");
    ok(&leads.one, "outcome publish O02");
    assert!(std::fs::read_to_string(leads.one.join("outcomes.csv")).unwrap().contains("Rotas"));
}

#[test]
fn two_corrections_of_an_owner_are_one_in_every_clone_and_said() {
    if !has_git() {
        return;
    }
    let begin = ["outcome add action Rotas --owner Host", "outcome agree O01", "outcome publish"];
    let (deans, registrars) = (["outcome correct O01 --owner Dean"], ["outcome correct O01 --owner Registrar --due 2027-09-01"]);
    let merged = [(&deans[..], &registrars[..]), (&registrars[..], &deans[..])].map(|(ours, theirs)| {
        let (leads, _) = leads(&begin);
        let said = leads.part(ours, theirs);
        let other = "if the other correction is right, `revmentor outcome correct O01 --owner Registrar`";
        assert!(
            said.contains("both of you corrected the owner of O01; it now says: Rotas (owner: Dean") && said.contains(other),
            "{said}"
        );
        std::fs::read_to_string(leads.one.join("outcomes.csv")).unwrap()
    });
    assert_eq!(merged[0], merged[1], "whoever merges");
    assert!(merged[0].contains("O01,action,,,Rotas,Dean,2027-09-01,open"), "{}", merged[0]);
}

#[test]
fn a_new_day_that_is_taken_back_is_the_planned_one_again() {
    let cohort = Cohort::matched();
    let pair = cohort.pairs()[0].clone();
    let day = |cohort: &Cohort| {
        let meetings = cohort.read("meetings.csv");
        let row = meetings.lines().find(|line| line.starts_with(&format!("{pair},2,"))).unwrap().to_owned();
        row.split(',').nth(3).unwrap().to_owned()
    };
    let planned = day(&cohort);
    let moved: chrono::NaiveDate = planned.parse().unwrap();
    let moved = (moved + chrono::Days::new(1)).to_string();
    cohort.ok(&format!("meeting move {pair} 2 --on {moved} --force"));
    assert_eq!(day(&cohort), moved);
    let said = cohort.ok(&format!("meeting planned {pair} 2 --correct"));
    let written = planned.parse::<chrono::NaiveDate>().unwrap().format("%A %-d %B %Y").to_string();
    assert!(said.err.contains(&written) || said.out.contains(&written), "{}{}", said.out, said.err);
    assert_eq!(day(&cohort), planned);
    assert_eq!(cohort.run("check").err, "");
    // A report that is taken back leaves the day that the pair chose.
    cohort.ok(&format!("meeting move {pair} 2 --on {moved} --force"));
    cohort.ok(&format!("meeting held {pair} 2 --on {moved} --today {moved}"));
    cohort.ok(&format!("meeting planned {pair} 2 --correct --today {moved}"));
    assert_eq!(day(&cohort), moved);
    assert_eq!(cohort.run("check").status, 0);
}

/// A day that passed without a report cannot be planned anew: rules that changed since say nothing of it.
#[test]
fn a_past_meeting_without_a_report_stops_nothing() {
    let cohort = Cohort::matched();
    let settings = cohort.read("cohort.toml");
    assert!(settings.contains("weeks_between = [4, 6]"), "{settings}");
    cohort.write("cohort.toml", &settings.replace("weeks_between = [4, 6]", "weeks_between = [3, 3]"));
    cohort.ok("schedule --today 2027-02-01");
    assert_eq!(cohort.run("check --today 2027-02-01").status, 0, "{}", cohort.run("check --today 2027-02-01").err);
    assert_eq!(cohort.run("check --today 2026-11-01").status, 1, "a meeting that is to come is judged");
}

#[test]
fn an_end_that_one_lead_took_back_counts_again_where_the_other_saw_somebody_leave() {
    let (_, pair) = leads(&[]);
    let (mentor, mentee) = pair.split_once('-').unwrap();
    let taken_back = [format!("unpair {pair}"), format!("unpair {pair} --retract")];
    let mistaken = [format!("withdraw {mentee} --never-joined"), format!("rejoin {mentee} --mistake")];
    for (one, two) in [
        (&taken_back, format!("withdraw {mentor}")),
        (&taken_back, format!("withdraw {mentee}")),
        (&mistaken, format!("withdraw {mentor}")),
    ] {
        for is_turned in [false, true] {
            let (leads, _) = leads(&[]);
            let (mine, theirs) = ([one[0].as_str(), one[1].as_str()], [two.as_str()]);
            let (one, two) = if is_turned { (&theirs[..], &mine[..]) } else { (&mine[..], &theirs[..]) };
            leads.part(one, two);
            let pairs = std::fs::read_to_string(leads.one.join("pairings.csv")).unwrap();
            assert!(pairs.lines().any(|line| line.starts_with(&pair) && line.contains(",ended,")), "{two:?}: {pairs}");
            ok(&leads.one, "check");
        }
    }
}

/// The pair ended and was made anew here, while the other lead took an end of their own back: what each said is of the time that they knew.
#[test]
fn a_pair_that_one_lead_made_anew_goes_on_whatever_the_other_took_back() {
    if !has_git() {
        return;
    }
    let (_, pair) = leads(&[]);
    let (mentor, mentee) = pair.split_once('-').unwrap();
    let anew = [format!("withdraw {mentor}"), format!("rejoin {mentor}"), "match".to_owned()];
    let goes_on = |lines: &[String]| (lines.to_vec(), ",active,");
    for (lines, state) in [
        goes_on(&[format!("unpair {pair}"), format!("unpair {pair} --retract")]),
        goes_on(&[format!("withdraw {mentee} --never-joined"), format!("rejoin {mentee} --mistake")]),
        goes_on(&[format!("meeting held {pair} 1 --on 2026-11-30")]),
        (vec![format!("unpair {pair}")], ",ended,"),
        (vec![format!("unpair {pair}"), format!("unpair {pair} --retract"), format!("unpair {pair}")], ",ended,"),
    ] {
        for is_turned in [false, true] {
            let (leads, _) = leads(&[]);
            let sides = [&lines[..], &anew].map(|lines| lines.iter().map(String::as_str).collect::<Vec<_>>());
            let (one, two) = if is_turned { (&sides[1], &sides[0]) } else { (&sides[0], &sides[1]) };
            let said = leads.part(one, two);
            let pairs = std::fs::read_to_string(leads.one.join("pairings.csv")).unwrap();
            assert!(pairs.lines().any(|line| line.starts_with(&pair) && line.contains(state)), "{lines:?}: {pairs}");
            assert_eq!(said.contains("made it again without knowing that"), state == ",ended,", "{said}");
            ok(&leads.one, "check");
            let rows = std::fs::read_to_string(leads.one.join(format!("facts/pairs/{pair}.csv"))).unwrap();
            assert!(rows.contains("held") || !lines[0].contains("held"), "{rows}");
        }
    }
}
