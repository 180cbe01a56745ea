//! `[meetings]`: what each pair's timetable looks like, and between which days it lies.

use chrono::{Days, NaiveDate, NaiveTime};

use crate::domain::event::{Event, EventKind};
use crate::domain::milestone::{Milestone, ProgrammeDate};
use crate::domain::problem::Problem;
use crate::domain::settings::Meetings;
use crate::domain::side::Kind;
use crate::domain::text::long_date;
use crate::schedule::Pace;

use super::findings::Findings;
use super::node::Node;
use super::shape::{Key, Section, Shape};
use super::value;

const COUNT: Shape = Shape::Whole(1, 100);
const WEEKS: Shape = Shape::Whole(1, 100);

pub(super) const SECTION: Section = Section {
    title: "[meetings]",
    doc: "What each pair's timetable looks like.",
    keys: &[
        Key::optional(
            "count",
            Shape::Either(&[COUNT, Shape::Two(&COUNT)]),
            "how many meetings, or [least, most]: as many as fit",
        ),
        Key::optional(
            "weeks_between",
            Shape::Either(&[WEEKS, Shape::Two(&WEEKS)]),
            "how many weeks lie between two meetings, [least, most]",
        ),
        Key::said("minutes", Shape::Whole(1, 1440), "60", "how long a meeting takes"),
        Key::said("hours", Shape::Two(&Shape::Clock), "09:00 to 17:00", "between which times of day pairs meet"),
        Key::optional("first", Shape::Day, "no meeting before this day"),
        Key::optional("last", Shape::Day, "no meeting after this day"),
    ],
};

/// How many meetings, and how many weeks lie between two, each least and most, where nothing is said: six months of monthly meetings, or four in a year where both learn and teach.
pub(crate) const fn customary(kind: Kind) -> ((u32, u32), (u32, u32)) {
    match kind {
        Kind::Reciprocal => ((4, 4), (8, 16)),
        Kind::Random | Kind::Goals => ((4, 6), (4, 6)),
    }
}

/// How many meetings, and how far apart, each least and most.
#[derive(Clone, Copy)]
pub(super) struct Counts {
    kind: Kind,
    meetings: (u32, u32),
    weeks: (u32, u32),
}

impl Counts {
    /// What the dates of the programme follow from.
    pub(super) fn at_most(self) -> Pace {
        let ((_, most), (weeks_least, weeks_most)) = (self.meetings, self.weeks);
        Pace { kind: self.kind, most, weeks_least, weeks_most }
    }
}

/// Reads how many meetings there are, and how far apart.
pub(super) fn pace(node: &Node<'_>, kind: Kind, findings: &mut Findings<'_>) -> Counts {
    let customary = customary(kind);
    let meetings = numbers(node, "count", customary.0, findings);
    let weeks = numbers(node, "weeks_between", customary.1, findings);
    Counts { kind, meetings, weeks }
}

/// Reads the table; the days between which pairs meet follow from the dates of the programme or from the events where they are not said.
pub(super) fn read(
    node: &Node<'_>,
    counts: Counts,
    dates: Option<&[ProgrammeDate]>,
    events: &[Event],
    findings: &mut Findings<'_>,
) -> Meetings {
    let ((least, most), (weeks_least, weeks_most)) = (counts.meetings, counts.weeks);
    let weeks = u64::from(least.max(most).saturating_sub(1)) * u64::from(weeks_most.max(weeks_least)) + 1;
    let (first, end) = period(node, weeks, dates, events, findings);
    let meetings = Meetings {
        least,
        most,
        weeks_least,
        weeks_most,
        minutes: node.whole("minutes").unwrap_or(60),
        hours: hours(node).unwrap_or_else(working_hours),
        first,
        last: end,
    };
    fit_the_day(node, &meetings, findings);
    meetings
}

/// The first and the last day: those of `[dates]` where there is such a table; what it lacks is told there.
fn period(
    node: &Node<'_>,
    weeks: u64,
    dates: Option<&[ProgrammeDate]>,
    events: &[Event],
    findings: &mut Findings<'_>,
) -> (NaiveDate, NaiveDate) {
    let Some(dates) = dates else {
        let first = first(node, events, findings);
        return (first, last(node, first, weeks, events, findings));
    };
    let of = |milestone| dates.iter().find(|date| date.milestone == milestone).map(|date| date.first);
    (of(Milestone::Start).unwrap_or_default(), of(Milestone::MeetingsEnd).unwrap_or_default())
}

fn numbers(node: &Node<'_>, key: &str, default: (u32, u32), findings: &mut Findings<'_>) -> (u32, u32) {
    if node.value(key).is_none() && node.is_there() {
        findings.note(format!("{}: {} to {} (not said)", node.path_of(key), default.0, default.1));
    }
    node.span_of_numbers(key).unwrap_or(default)
}

/// The day after the last induction, where no first day is said.
fn first(node: &Node<'_>, events: &[Event], findings: &mut Findings<'_>) -> NaiveDate {
    if let Some(day) = node.day("first") {
        return day;
    }
    let after = after_inductions(events);
    if let Some(day) = after {
        if node.value("first").is_none() && node.is_there() {
            findings.note(format!("meetings.first: {}, the day after the last induction (not said)", long_date(day)));
        }
    } else if node.value("first").is_none() && node.is_there() {
        let problem =
            Problem::error("missing-key", "`first` is missing in [meetings], and no induction tells when pairs can begin")
                .help("write first = 2027-01-11, the first day on which a pair may meet");
        findings.add(&node.path_of("first"), node.span.clone(), problem);
    }
    after.unwrap_or_default()
}

/// The day after the last date of the last induction.
pub(super) fn after_inductions<'a>(events: impl IntoIterator<Item = &'a Event>) -> Option<NaiveDate> {
    let inductions = events.into_iter().filter(|event| event.kind == EventKind::Induction);
    inductions.flat_map(|event| &event.dates).max()?.date().succ_opt()
}

/// The day before the first wrap-up, or as long after the first day as the meetings need, where no last day is said.
fn last(node: &Node<'_>, first: NaiveDate, weeks: u64, events: &[Event], findings: &mut Findings<'_>) -> NaiveDate {
    if let Some(day) = node.day("last") {
        return day;
    }
    let wrap_ups = events.iter().filter(|event| event.kind == EventKind::WrapUp);
    let before = wrap_ups.flat_map(|event| &event.dates).min().and_then(|day| day.date().pred_opt());
    let (day, why) = match before {
        Some(day) => (day, "the day before the wrap-up".to_owned()),
        None => (first.checked_add_days(Days::new(7 * weeks)).unwrap_or(first), format!("{weeks} weeks after the first day")),
    };
    if node.value("last").is_none() && node.is_there() {
        findings.note(format!("meetings.last: {}, {why} (not said)", long_date(day)));
    }
    day
}

fn hours(node: &Node<'_>) -> Option<(NaiveTime, NaiveTime)> {
    let values = node.value("hours")?.get_ref().as_array()?;
    Some((value::clock(values.first()?.get_ref())?, value::clock(values.get(1)?.get_ref())?))
}

fn working_hours() -> (NaiveTime, NaiveTime) {
    let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    (hour(9), hour(17))
}

fn fit_the_day(node: &Node<'_>, meetings: &Meetings, findings: &mut Findings<'_>) {
    let (from, to) = meetings.hours;
    let room = (to - from).num_minutes();
    if from < to && room < i64::from(meetings.minutes) {
        let message = format!(
            "a meeting of {} minutes does not fit between {} and {}",
            meetings.minutes,
            from.format("%H:%M"),
            to.format("%H:%M")
        );
        let problem = Problem::error("contradiction", message).help("widen `hours` or shorten `minutes`");
        findings.add(&node.path_of("hours"), node.span_of("hours"), problem);
    } else if from == to {
        let problem =
            Problem::error("contradiction", "these hours leave no time to meet").help("write hours = [\"09:00\", \"17:00\"]");
        findings.add(&node.path_of("hours"), node.span_of("hours"), problem);
    }
}
