//! Whoever chose a date keeps it when the dates in `cohort.toml` are edited, and is asked again when it is gone.

use super::cohort::{Cohort, Said};

const OFFERED: &str = "at = [\"12:00\", \"15:00\"]";
const TODAY: &str = "--today 2026-12-20";

/// A matched cohort whose supervision is on these dates.
fn offering(dates: &str) -> Cohort {
    let cohort = Cohort::new();
    cohort.write("cohort.toml", &cohort.read("cohort.toml").replacen(OFFERED, &format!("dates = [{dates}]"), 1));
    cohort.ok("match --seed 7 --today 2026-11-01");
    cohort
}

const BOTH: &str = "2027-01-19T12:00:00, 2027-01-21T15:00:00";

fn edit(cohort: &Cohort, before: &str, after: &str) {
    let text = cohort.read("cohort.toml");
    assert!(text.contains(before));
    cohort.write("cohort.toml", &text.replacen(before, after, 1));
}

fn mentors(cohort: &Cohort) -> [String; 2] {
    let pairs = cohort.pairs();
    [0, 1].map(|at: usize| pairs[at].split('-').next().unwrap().to_owned())
}

/// What `choose list` says of somebody.
fn chosen(cohort: &Cohort, person: &str) -> Option<u64> {
    let said = cohort.ok(&format!("choose list --format json {TODAY}"));
    let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
    let rows = json["choices"].as_array().unwrap();
    let row = rows.iter().find(|row| row["event"] == "supervision" && row.to_string().contains(&format!("\"{person}\"")))?;
    row["option"].as_u64()
}

fn steps(cohort: &Cohort) -> Said {
    cohort.ok(&format!("status {TODAY}"))
}

#[test]
fn a_date_put_before_others_moves_nobody() {
    let cohort = offering(BOTH);
    let [one, other] = mentors(&cohort);
    cohort.ok(&format!("choose supervision {one} 1 {TODAY}"));
    cohort.ok(&format!("choose supervision {other} 2 {TODAY}"));
    let row = cohort.read(&format!("facts/people/{one}.csv"));
    assert!(row.contains("chose,supervision,1 2027-01-19T12:00:00"), "{row}");
    assert_eq!(cohort.read("facts/format"), "3\n");
    assert_eq!((chosen(&cohort, &one), chosen(&cohort, &other)), (Some(1), Some(2)));
    edit(&cohort, BOTH, &format!("2027-01-12T09:00:00, {BOTH}"));
    cohort.ok(&format!("build {TODAY}"));
    assert_eq!((chosen(&cohort, &one), chosen(&cohort, &other)), (Some(2), Some(3)));
    // The same date chosen again is no news, and another is a correction.
    let same = cohort.ok(&format!("choose supervision {one} 2 {TODAY}"));
    assert!(same.err.contains("Nothing to do"), "{}", same.err);
    cohort.ok(&format!("choose supervision {one} 1 {TODAY}"));
    assert_eq!(chosen(&cohort, &one), Some(1));
    assert!(!steps(&cohort).out.contains("offered no more"));
    assert_eq!(cohort.ok("check").err, "");
}

#[test]
fn whoever_chose_a_date_that_is_gone_is_named_and_asked_again() {
    let cohort = offering(BOTH);
    let from = "\n[messages]\nfrom = \"Team <team@deanery.example>\"\n";
    cohort.write("cohort.toml", &(cohort.read("cohort.toml") + from));
    let [one, other] = mentors(&cohort);
    cohort.ok(&format!("messages choose-supervision {TODAY}"));
    cohort.ok(&format!("messages sent choose-supervision --on 2026-12-18 {TODAY}"));
    cohort.ok(&format!("choose supervision {one} 1 {TODAY}"));
    cohort.ok(&format!("choose supervision {other} 2 {TODAY}"));
    edit(&cohort, BOTH, "2027-01-12T09:00:00, 2027-01-21T16:00:00");
    let said = steps(&cohort);
    let plain = said.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.out.contains(&one) && plain.contains("offered no more"), "{}", said.out);
    assert_eq!((chosen(&cohort, &one), chosen(&cohort, &other)), (None, Some(2)), "at another time of the same day");
    cohort.ok(&format!("build {TODAY}"));
    let check = cohort.ok("check");
    assert!(check.err.contains("unknown-choice") && check.err.contains("2027-01-19 12:00"), "{}", check.err);
    let drafted = cohort.ok(&format!("messages choose-supervision --format json {TODAY}"));
    assert!(drafted.out.contains(&format!("\"{one}\"")) && !drafted.out.contains(&format!("\"{other}\"")), "{}", drafted.out);
    cohort.ok(&format!("choose supervision {one} 1 --today 2026-12-21"));
    assert!(!steps(&cohort).out.contains("offered no more"));
    assert_eq!(cohort.ok("check").err, "");
}

#[test]
fn a_choice_of_an_older_version_is_read_and_a_newer_one_beside_it() {
    let cohort = offering(BOTH);
    let [one, other] = mentors(&cohort);
    let file = format!("facts/people/{one}.csv");
    cohort.write(&file, &(cohort.read(&file) + "2026-12-01,chose,supervision,2\n"));
    cohort.ok(&format!("build {TODAY}"));
    assert_eq!(chosen(&cohort, &one), Some(2));
    cohort.ok(&format!("choose supervision {other} 1 {TODAY}"));
    assert!(cohort.read(&file).ends_with("2026-12-01,chose,supervision,2\n"), "an older row stays as it is");
    for wrong in ["0", "x 2027-01-19T12:00:00", "1 2027-01-39T12:00:00", "1 tomorrow"] {
        cohort.write(&file, &cohort.read(&file).replace(",supervision,2\n", &format!(",supervision,{wrong}\n")));
        let said = cohort.run("status");
        assert!(said.status == 2 && said.err.contains(&file), "{wrong}: {}", said.err);
        cohort.write(&file, &cohort.read(&file).replace(&format!(",supervision,{wrong}\n"), ",supervision,2\n"));
    }
}

#[test]
fn an_attendance_stays_at_the_date_on_which_it_was() {
    let cohort = offering(BOTH);
    let [one, _] = mentors(&cohort);
    cohort.ok(&format!("attend supervision {one} --option 2 --today 2027-01-25"));
    let option = |cohort: &Cohort| {
        let said = cohort.ok("attend list --format json --today 2027-01-25");
        let json: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        let rows: Vec<serde_json::Value> =
            json.as_object().unwrap().values().filter_map(|sheet| sheet.as_array()).flatten().cloned().collect();
        rows.iter().find(|row| row["event"] == "supervision" && row["option"].is_u64()).map(|row| row["option"].as_u64().unwrap())
    };
    assert_eq!(option(&cohort), Some(2));
    edit(&cohort, BOTH, &format!("2027-01-12T09:00:00, {BOTH}"));
    cohort.ok("build --today 2027-01-25");
    assert_eq!(option(&cohort), Some(3));
    assert_eq!(cohort.ok("check").err, "");
}
