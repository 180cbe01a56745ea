//! Random programmes and what happens to them: every timetable keeps every rule, judged by code that does not know the scheduler,
//! and where something cannot be done the reason given is true, found out by a search of its own.

mod case;
mod date_plan;
mod fresh;
mod lived;
mod published;
mod repaired;
mod sessions;

use proptest::prelude::*;

use case::programme;

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    #[ignore = "ten thousand programmes take ten seconds; run with --ignored before a release"]
    fn ten_thousand_programmes_keep_every_rule(
        programme in programme(), happenings in proptest::collection::vec(lived::happening(), 1..12), draft in date_plan::draft(),
        (small, closure) in repaired::small_programme(), lateness in proptest::collection::vec(0..9u64, 5), passed in 0..30u64,
    ) {
        date_plan::a_spine_keeps_every_rule(&draft);
        repaired::a_repair_moves_the_fewest_dates(&small, closure, &lateness, passed);
        fresh::a_fresh_plan_keeps_every_rule_and_has_the_most_meetings(&programme);
        fresh::settings_are_refused_exactly_when_no_pair_could_meet_them(&programme);
        lived::a_life_keeps_every_rule(&programme, &happenings);
    }
}
