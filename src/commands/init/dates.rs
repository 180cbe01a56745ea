//! The dates of a new programme, proposed from one, as the template's gaps.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime};

use crate::domain::days::DayBook;
use crate::domain::problem::{Problem, Refusal};
use crate::domain::settings::{Calendar, Division, Meetings, Tradition};
use crate::domain::side::{Kind, Side};
use crate::schedule::{Milestone, START, Vertebra, spine};
use crate::store::formats::cohort_toml;

/// From the opening of recruitment to the first day for meetings, where nobody says when that is.
const WEEKS_BEFORE: u64 = 10;

/// Where both sides learn and teach, a programme's meetings are spread over a year.
const WEEKS_OF_A_YEAR: u64 = 50;

/// The joint wrap-up begins so long after the mentors' own, which takes an hour.
const AFTER_THE_MENTORS: u32 = 90;

/// A second date of the same session is offered on a later free day, at another hour.
const SECOND_DATE: (u64, u32) = (2, 15);

/// The dates of a programme and the days on which they may fall.
pub(super) struct Spine {
    /// Every date, in order.
    pub(super) bones: Vec<Vertebra>,
    meetings: Meetings,
    days: DayBook,
}

/// Every date from the first day for meetings, with warnings where the lead's own choice is an avoided day.
///
/// # Errors
/// The table of observances does not reach the programme's years.
pub(super) fn proposed(kind: Kind, start: Option<NaiveDate>, today: NaiveDate) -> Result<(Spine, Vec<Problem>), Refusal> {
    let begin = start.unwrap_or(later(today, 7 * WEEKS_BEFORE));
    let days = DayBook::new(&calendar(), &[], begin.year() - 1..=begin.year() + 2).map_err(Refusal::input)?;
    let begin = start.unwrap_or_else(|| free(&days, begin));
    let mut given: BTreeMap<Milestone, NaiveDate> = start.map(|start| (START, start)).into_iter().collect();
    if kind == Kind::Reciprocal {
        given.insert(Milestone::MeetingsEnd, free(&days, later(begin, 7 * WEEKS_OF_A_YEAR)));
    }
    let meetings = meetings(kind, begin);
    let (bones, problems) = spine(begin, &given, &meetings, &days);
    Ok((Spine { bones, meetings, days }, problems))
}

/// What the template avoids.
fn calendar() -> Calendar {
    Calendar {
        bank_holidays: Division::EnglandAndWales,
        observances: Tradition::ALL.map(|(tradition, _)| tradition).to_vec(),
        blocked: Vec::new(),
        holidays_file: None,
    }
}

fn meetings(kind: Kind, begin: NaiveDate) -> Meetings {
    let ((least, most), (weeks_least, weeks_most)) = cohort_toml::customary(kind);
    let hours = (NaiveTime::MIN, NaiveTime::MIN);
    Meetings { least, most, weeks_least, weeks_most, minutes: 60, hours, first: begin, last: begin }
}

/// The template's gaps.
pub(super) fn gaps(kind: Kind, spine: &Spine) -> BTreeMap<&'static str, String> {
    let Meetings { least, most, weeks_least, weeks_most, first, .. } = spine.meetings;
    let [mentors, mentees] = Side::BOTH.map(|side| side.many(kind).to_owned());
    let count = if least == most { least.to_string() } else { format!("[{least}, {most}]") };
    let mut gaps = BTreeMap::from([
        ("kind", kind.word().to_owned()),
        ("year", first.year().to_string()),
        ("previous_year", (first.year() - 1).to_string()),
        ("mentors", mentors),
        ("mentees", mentees),
        ("count", count),
        ("weeks_between", format!("[{weeks_least}, {weeks_most}]")),
    ]);
    gaps.extend(spine.bones.iter().flat_map(|vertebra| of_date(vertebra, &spine.days)));
    gaps
}

/// The gaps that one date fills.
fn of_date(vertebra: &Vertebra, days: &DayBook) -> Vec<(&'static str, String)> {
    let day = vertebra.day;
    let start = vertebra.session.map_or(NaiveTime::MIN, |(_, start, _)| start);
    let at = |day: NaiveDate, time: NaiveTime| day.and_time(time).format("%Y-%m-%dT%H:%M:%S").to_string();
    let second = || {
        let (after, hour) = SECOND_DATE;
        at(free(days, later(day, after)), NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(start))
    };
    match vertebra.milestone {
        Milestone::MentorsInduction => vec![("induction_mentors", at(day, start))],
        Milestone::MenteesInduction => vec![("induction_mentees", at(day, start))],
        Milestone::MeetingsBegin => vec![("first", day.to_string())],
        Milestone::Supervision => vec![("supervision_1", at(day, start)), ("supervision_2", second())],
        Milestone::MidPoint => {
            let mentees = free(days, later(day, 1));
            let third = free(days, later(mentees, SECOND_DATE.0));
            vec![
                ("midpoint_mentors", at(day, start)),
                ("midpoint_mentees_1", at(mentees, start)),
                ("midpoint_mentees_2", at(third, start)),
            ]
        }
        Milestone::MeetingsEnd => vec![("last", day.to_string())],
        Milestone::WrapUp => {
            let (joint, _) = start.overflowing_add_signed(chrono::TimeDelta::minutes(AFTER_THE_MENTORS.into()));
            vec![("wrapup_mentors", at(day, start)), ("wrapup", at(day, joint))]
        }
        Milestone::Letters => vec![("keep_until", day.checked_add_months(Months::new(6)).unwrap_or(day).to_string())],
        _ => Vec::new(),
    }
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// The day, or the next that is not avoided.
fn free(days: &DayBook, day: NaiveDate) -> NaiveDate {
    day.iter_days().take(366).find(|day| days.is_free(*day)).unwrap_or(day)
}
