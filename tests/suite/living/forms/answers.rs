//! Polls of dates, and what `status` and `log` tell of matching.

use super::{Cohort, import, tells};

#[test]
fn a_poll_of_a_form_is_read_by_the_name_that_it_asks_for() {
    let rows: &[&[&str]] = &[
        &["Id", "Start time", "Completion time", "Email", "Name", "Your name", "Event", "Choice"],
        &["1", "11/10/2026 9:00", "11/10/2026 9:05", "anonymous", "", "Amara Okonkwo", "supervision", "2"],
        &["2", "11/10/2026 9:00", "11/10/2026 9:05", "anonymous", "", "", "supervision", "2"],
    ];
    let typed = "choose import FILE --today 2026-11-20";
    let (_, said) = import(Cohort::matched, typed, rows);
    assert_eq!(said.status, 2, "{}", said.err);
    tells(&said, &["[unattributed-row]", "row 3, line 3, column \"Your name\""]);
    let (cohort, said) = import(Cohort::matched, typed, &rows[..2]);
    assert_eq!(said.status, 0, "{}", said.err);
    assert!(cohort.read(&format!("facts/people/{}.csv", cohort.id("Amara Okonkwo"))).contains("chose,supervision,2"));
}

#[test]
fn more_pairs_than_places_are_said_and_a_reason_that_no_longer_holds_is_not() {
    let cohort = Cohort::matched();
    let pairs = cohort.pairs().len();
    let bounded = |places: usize| {
        let text = cohort.read("cohort.toml");
        let lines = text.lines().filter(|line| !line.starts_with("places = ")).map(|line| format!("{line}\n"));
        let text: String = lines.collect();
        cohort.write("cohort.toml", &text.replacen("\n[matching]\n", &format!("\n[matching]\nplaces = {places}\n"), 1));
    };
    bounded(pairs - 1);
    let said = cohort.ok("status");
    tells(&said, &["[more-pairs-than-places]", &format!("write `places = {pairs}` in cohort.toml")]);
    let said = cohort.ok("check");
    tells(&said, &["[more-pairs-than-places]"]);
    bounded(pairs);
    assert!(!cohort.ok("status").err.contains("more-pairs-than-places"));

    let cohort = Cohort::new();
    let text = cohort.read("cohort.toml");
    cohort.write("cohort.toml", &text.replacen("\n[matching]\n", "\n[matching]\nplaces = 2\n", 1));
    cohort.ok("match --seed 7 --today 2026-11-01");
    let waiting = |cohort: &Cohort| cohort.ok("status --format json").out;
    assert!(waiting(&cohort).contains("programme-full"));
    let text = cohort.read("cohort.toml");
    cohort.write("cohort.toml", &text.replacen("places = 2\n", "", 1));
    let said = waiting(&cohort);
    assert!(!said.contains("programme-full") && said.contains("not-yet-matched"), "{said}");
}
