//! `facts/calendar/dates.csv`: what calendars told of the programme's own dates. Rows are appended to those of their date.

use chrono::NaiveTime;

use crate::domain::calendar_dates::{CalendarDateRow, CalendarDates, DateAsTold};
use crate::domain::problem::Problem;

use super::facts::{self, FactRow, Told};

const COLUMNS: [&str; 7] = ["event", "option", "on", "date", "start", "minutes", "code"];

/// The longest session, in minutes: a day.
const LONGEST: u32 = 24 * 60;

/// Reads the rows, with every row that is wrong.
pub(crate) fn read(text: &str, file: &str) -> (CalendarDates, Vec<Problem>) {
    let (rows, problems) = facts::read_fact_rows(text, file, &COLUMNS, |row| {
        let event = row.text("event").to_owned();
        if event.is_empty() {
            return Err(row.damaged("event", "unknown-word", "no event is named"));
        }
        let is_timed = ["start", "minutes"].iter().any(|name| !row.text(name).is_empty());
        let time = if is_timed { Some((start(row)?, row.number("minutes", 1, LONGEST)?)) } else { None };
        let told = DateAsTold { date: row.day("date")?, time, code: code(row)? };
        Ok(((event, row.number("option", 1, 1000)?), CalendarDateRow { on: row.day("on")?, told }))
    });
    let mut dates = CalendarDates::default();
    for (key, row) in rows {
        dates.0.entry(key).or_default().push(row);
    }
    (dates, problems)
}

fn start(row: &FactRow<'_>) -> Result<NaiveTime, Told> {
    let start = NaiveTime::parse_from_str(row.text("start"), "%H:%M").ok();
    start.ok_or_else(|| row.damaged("start", "unknown-word", "invalid time of day"))
}

fn code(row: &FactRow<'_>) -> Result<String, Told> {
    let code = row.text("code");
    let is_code = code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_code.then(|| code.to_owned()).ok_or_else(|| row.damaged("code", "bad-code", "this is not a code of eight digits"))
}

/// Writes the rows, by date.
pub(crate) fn write(dates: &CalendarDates) -> String {
    let rows = dates.0.iter().flat_map(|(key, rows)| rows.iter().map(move |row| (key, row)));
    let cells = rows.map(|((event, option), CalendarDateRow { on, told })| {
        let [start, minutes] =
            told.time.map_or_else(Default::default, |(start, minutes)| [start.format("%H:%M").to_string(), minutes.to_string()]);
        [event.clone(), option.to_string(), on.to_string(), told.date.to_string(), start, minutes, told.code.clone()]
    });
    facts::write(COLUMNS, cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADINGS: &str = "event,option,on,date,start,minutes,code\n";

    #[test]
    fn what_was_written_is_read() {
        let rows = "induction,1,2026-12-01,2027-01-05,14:00,180,0123abcd\n\
                    induction,1,2026-12-20,2027-01-07,14:00,180,0123abcd\n\
                    reveal,1,2026-12-01,2027-01-20,,,89ef0123\n";
        let text = format!("{HEADINGS}{rows}");
        let (dates, problems) = read(&text, "facts/calendar/dates.csv");
        assert_eq!((problems, write(&dates)), (vec![], text));
    }

    #[test]
    fn a_row_that_says_nothing_known_is_named_with_its_line() {
        let bad = [
            ",1,2026-12-01,2027-01-05,14:00,180,0123abcd",
            "a,0,2026-12-01,2027-01-05,14:00,180,0123abcd",
            "a,1,2026-12-01,2027-01-05,,180,0123abcd",
            "a,1,2026-12-01,2027-01-05,14:00,180,0123abcx",
        ];
        let (dates, problems) = read(&format!("{HEADINGS}{}\n", bad.join("\n")), "f.csv");
        let lines: Vec<_> = problems.iter().map(|problem| problem.place.line).collect();
        assert_eq!((dates, lines), (CalendarDates::default(), vec![Some(2), Some(3), Some(4), Some(5)]));
    }
}
