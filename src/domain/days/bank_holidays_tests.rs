//! Bank holidays against the published days.

use super::*;

/// The days published on gov.uk for England and Wales, by year.
const ENGLAND_AND_WALES: [(i32, &str); 13] = [
    (2015, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
    (2016, "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27"),
    (2017, "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26"),
    (2018, "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26"),
    (2019, "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26"),
    (2020, "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28"),
    (2021, "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28"),
    (2022, "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27"),
    (2023, "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26"),
    (2024, "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26"),
    (2025, "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26"),
    (2026, "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28"),
    (2027, "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28"),
];

const SCOTTISH: [(i32, &str); 6] = [
    (2021, "01-01 01-04 04-02 05-03 05-31 08-02 11-30 12-27 12-28"),
    (2022, "01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27"),
    (2023, "01-02 01-03 04-07 05-01 05-08 05-29 08-07 11-30 12-25 12-26"),
    (2024, "01-01 01-02 03-29 05-06 05-27 08-05 12-02 12-25 12-26"),
    (2025, "01-01 01-02 04-18 05-05 05-26 08-04 12-01 12-25 12-26"),
    (2026, "01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28"),
];

const NORTHERN_IRISH: [(i32, &str); 4] = [
    (2023, "01-02 03-17 04-07 04-10 05-01 05-08 05-29 07-12 08-28 12-25 12-26"),
    (2024, "01-01 03-18 03-29 04-01 05-06 05-27 07-12 08-26 12-25 12-26"),
    (2025, "01-01 03-17 04-18 04-21 05-05 05-26 07-14 08-25 12-25 12-26"),
    (2026, "01-01 03-17 04-03 04-06 05-04 05-25 07-13 08-31 12-25 12-28"),
];

fn computed(division: Division, year: i32) -> String {
    let days = of_year(division, year).into_iter().map(|(day, _)| day.format("%m-%d").to_string());
    days.collect::<Vec<_>>().join(" ")
}

#[test]
fn the_published_days_are_computed() {
    let tables: [(Division, &[(i32, &str)]); 3] = [
        (Division::EnglandAndWales, &ENGLAND_AND_WALES),
        (Division::Scotland, &SCOTTISH),
        (Division::NorthernIreland, &NORTHERN_IRISH),
    ];
    for (division, table) in tables {
        for (year, published) in table {
            assert_eq!(computed(division, *year), *published, "{division:?} {year}");
        }
    }
}

#[test]
fn earlier_proclamations_are_kept_too() {
    assert_eq!(computed(Division::EnglandAndWales, 2012), "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26");
    assert_eq!(computed(Division::EnglandAndWales, 2011), "01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27");
    assert_eq!(computed(Division::EnglandAndWales, 2002), "01-01 03-29 04-01 05-06 06-03 06-04 08-26 12-25 12-26");
}

#[test]
fn every_bank_holiday_is_a_weekday_of_its_own() {
    for division in [Division::EnglandAndWales, Division::Scotland, Division::NorthernIreland] {
        for year in 2000..=2100 {
            let days: Vec<NaiveDate> = of_year(division, year).into_iter().map(|(day, _)| day).collect();
            assert!(days.iter().all(|day| !is_weekend(*day)), "{division:?} {year}");
            assert!(days.windows(2).all(|two| two[0] < two[1]), "{division:?} {year}");
        }
    }
}

#[test]
fn nobody_has_bank_holidays_where_none_are_kept() {
    assert!(of_year(Division::None, 2027).is_empty());
}
