//! Days, times and lists in the words of a letter.

use chrono::{NaiveDate, NaiveTime};

/// `Tuesday 5 January 2027`.
pub(crate) fn day(day: NaiveDate) -> String {
    crate::domain::text::long_date(day)
}

/// `14:00`.
pub(crate) fn time(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// `Europe/London` is `London time`.
pub(crate) fn zone(name: &str) -> String {
    let place = name.rsplit('/').next().unwrap_or(name).replace('_', " ");
    format!("{place} time")
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list<S: AsRef<str>>(texts: &[S]) -> String {
    match texts {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [before @ .., last] => {
            let before: Vec<&str> = before.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", before.join(", "), last.as_ref())
        }
    }
}

/// Answers as a list; where one of them holds an "and" or a comma of its own they are parted by semicolons.
pub(crate) fn answers<S: AsRef<str>>(texts: &[S]) -> String {
    let is_long = |text: &S| text.as_ref().contains([',', ';']) || text.as_ref().contains(" and ");
    if texts.len() < 2 || !texts.iter().any(is_long) {
        return list(texts);
    }
    texts.iter().map(AsRef::as_ref).collect::<Vec<&str>>().join("; ")
}

/// `6`, or `4 to 6`.
pub(crate) fn range(least: u32, most: u32) -> String {
    if least == most { most.to_string() } else { format!("{least} to {most}") }
}

/// `1 hour`, `5 hours 30 minutes`, `45 minutes`.
pub(crate) fn duration(minutes: u32) -> String {
    let counted = |number: u32, one: &str| format!("{number} {one}{}", if number == 1 { "" } else { "s" });
    match (minutes / 60, minutes % 60) {
        (0, minutes) => counted(minutes, "minute"),
        (hours, 0) => counted(hours, "hour"),
        (hours, minutes) => format!("{} {}", counted(hours, "hour"), counted(minutes, "minute")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_lists_read_as_people_write_them() {
        assert_eq!(day(NaiveDate::from_ymd_opt(2027, 1, 5).unwrap()), "Tuesday 5 January 2027");
        assert_eq!((zone("America/New_York"), zone("UTC")), ("New York time".into(), "UTC time".into()));
        assert_eq!(
            (list(&["a", "b", "c"]), list(&["a", "b"]), list::<&str>(&[])),
            ("a, b and c".into(), "a and b".into(), String::new())
        );
        assert_eq!(answers(&["Language and culture", "Exams"]), "Language and culture; Exams");
        assert_eq!((answers(&["Exams", "Rotas"]), answers(&["a, b"])), ("Exams and Rotas".into(), "a, b".into()));
        assert_eq!([60, 330, 61, 45].map(duration), ["1 hour", "5 hours 30 minutes", "1 hour 1 minute", "45 minutes"]);
        assert_eq!((range(4, 6), range(6, 6)), ("4 to 6".into(), "6".into()));
    }
}
