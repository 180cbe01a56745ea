//! Easter Sunday, Western and Orthodox.

use chrono::{Days, NaiveDate};

/// Western Easter Sunday of `year`, by the anonymous Gregorian computus (Nature, 20 April 1876; Meeus, *Astronomical Algorithms*,
/// chapter 8). `None` outside chrono's years.
pub(crate) fn western(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let leap_centuries = century.div_euclid(4);
    let moon_correction = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let epact = (19 * golden + century - leap_centuries - moon_correction + 15).rem_euclid(30);
    let to_sunday =
        (32 + 2 * century.rem_euclid(4) + 2 * of_century.div_euclid(4) - epact - of_century.rem_euclid(4)).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * to_sunday).div_euclid(451);
    march_1(year)?.checked_add_days(Days::new(days(21 + epact + to_sunday - 7 * late)?))
}

/// Orthodox Easter Sunday of `year` as a Gregorian day, by Meeus's Julian algorithm (*Astronomical Algorithms*, chapter 8).
pub(crate) fn orthodox(year: i32) -> Option<NaiveDate> {
    let moon = (19 * year.rem_euclid(19) + 15).rem_euclid(30);
    let to_sunday = (2 * year.rem_euclid(4) + 4 * year.rem_euclid(7) - moon + 34).rem_euclid(7);
    let julian_behind = year.div_euclid(100) - year.div_euclid(400) - 2;
    march_1(year)?.checked_add_days(Days::new(days(21 + moon + to_sunday + julian_behind)?))
}

fn march_1(year: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, 3, 1)
}

fn days(count: i32) -> Option<u64> {
    u64::try_from(count).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ymd(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, month, day)
    }

    #[test]
    fn western_easter_falls_on_the_published_sundays() {
        let published = [
            (2015, 4, 5),
            (2016, 3, 27),
            (2018, 4, 1),
            (2019, 4, 21),
            (2024, 3, 31),
            (2027, 3, 28),
            (2035, 3, 25),
            (2038, 4, 25),
            (1818, 3, 22),
            (2049, 4, 18),
        ];
        for (year, month, day) in published {
            assert_eq!(western(year), ymd(year, month, day));
        }
    }

    #[test]
    fn orthodox_easter_falls_on_the_published_sundays() {
        for (year, month, day) in
            [(2017, 4, 16), (2021, 5, 2), (2023, 4, 16), (2024, 5, 5), (2025, 4, 20), (2026, 4, 12), (2027, 5, 2), (2035, 4, 29)]
        {
            assert_eq!(orthodox(year), ymd(year, month, day));
        }
    }
}
