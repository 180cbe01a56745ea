//! `[dates]`: the dates of the programme. All follow from the first day for meetings; one that is written stands, and so do those of the
//! group sessions.

use std::ops::Range;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};

use crate::domain::days::DayBook;
use crate::domain::milestone::{Milestone, ProgrammeDate, Source, out_of_order};
use crate::domain::problem::Problem;
use crate::domain::settings::Calendar;
use crate::domain::text::long_date;
use crate::schedule::{Pace, date_plan};

use super::drafts::{DatePlan, EventDraft};
use super::findings::Findings;
use super::meetings;
use super::node::Node;
use super::shape::{Key, Section, Shape};

const fn date(name: &'static str, doc: &'static str) -> Key {
    Key::optional(name, Shape::Day, doc)
}

pub(super) const SECTION: Section = Section {
    title: "[dates]",
    doc: "The dates of the programme; what is not written follows from `start`.",
    keys: &[
        date("recruitment_opens", "the survey goes out"),
        date("recruitment_closes", "the last day for answers"),
        date("matching", "pairs are made"),
        date("conflicts_declared", "the last day for conflicts of interest"),
        date("mentors_induction", "the mentors' induction"),
        date("mentees_induction", "the mentees' induction, after the mentors'"),
        date("reveal", "the two of a pair learn each other's name"),
        date("start", "the first day for meetings, from which every other date follows"),
        date("first_meeting_by", "the day by which every pair should have met"),
        date("supervision", "group supervision of mentors"),
        date("midpoint", "the review at half-time"),
        date("meetings_end", "the last day for meetings"),
        date("wrap_up", "the last session"),
        date("letters", "letters of participation"),
    ],
};

/// The keys of `[meetings]` that say the same as a milestone.
const IN_MEETINGS: [(Milestone, &str); 2] = [(Milestone::Start, "first"), (Milestone::MeetingsEnd, "last")];

/// Beyond the letters no date is looked for.
const DAYS_AFTER_THE_MEETINGS: u64 = 120;

/// A date that somebody wrote.
struct Written {
    date: ProgrammeDate,
    /// What it is called where it stands.
    name: String,
    path: String,
    span: Range<usize>,
}

/// Reads the table; `None` where there is none.
pub(super) fn read(
    root: &Node<'_>,
    pace: Pace,
    calendar: &Calendar,
    sessions: &[EventDraft<'_>],
    findings: &mut Findings<'_>,
) -> Option<DatePlan> {
    let node = root.table("dates");
    if !node.is_there() {
        return None;
    }
    let written: Vec<Written> = Milestone::all().filter_map(|milestone| one(milestone, root, sessions, findings)).collect();
    let mut settled: Vec<ProgrammeDate> = written.iter().map(|written| written.date).collect();
    if in_order(&written, findings) {
        settled.extend(begin(root, &settled, sessions, findings));
    } else {
        settled.clear();
    }
    let days = known_days(&settled, pace, calendar);
    let dates = date_plan(&settled, pace, &days);
    within_reach(root, calendar, &dates, findings);
    Some(DatePlan { dates, days })
}

/// What is written of one milestone: by its sessions, else here, else in `[meetings]`; what differs is told.
fn one(milestone: Milestone, root: &Node<'_>, sessions: &[EventDraft<'_>], findings: &mut Findings<'_>) -> Option<Written> {
    let here = written(milestone, &root.table("dates"), milestone.key());
    let twin = IN_MEETINGS.iter().find(|(same, _)| *same == milestone);
    let elsewhere = twin.and_then(|(_, key)| written(milestone, &root.table("meetings"), key));
    let sessions = held(milestone, sessions);
    for other in sessions.iter().chain(&elsewhere) {
        if let Some(here) = here.as_ref().filter(|here| !says_the_same(here, other)) {
            let (day, first) = (here.date.first, other.date.first);
            let line = findings.line(&other.span);
            let (said, elsewhere) = (long_date(day), long_date(first));
            let message = format!("{} is {said} here and {elsewhere} in {} (line {line})", here.name, other.name);
            let problem = Problem::error("contradiction", message).value(day.to_string());
            findings.add(&here.path, here.span.clone(), problem.help("take one of the two away: the other will be taken"));
        }
    }
    joined(sessions).or(here).or(elsewhere)
}

fn written(milestone: Milestone, table: &Node<'_>, key: &str) -> Option<Written> {
    let day = table.day(key)?;
    let date = ProgrammeDate { milestone, first: day, last: day, source: Source::Given };
    Some(Written { date, name: format!("`{key}` in [{}]", table.path), path: table.path_of(key), span: table.span_of(key) })
}

/// The group sessions that are the milestone, each by itself; none where one of them waits for the milestone's day. A supervision after
/// the first waits for that of the first.
fn held(milestone: Milestone, sessions: &[EventDraft<'_>]) -> Vec<Written> {
    let of_session = |draft: &EventDraft<'_>| {
        let days = || draft.event.dates.iter().map(NaiveDateTime::date);
        let (first, last) = (days().min()?, days().max()?);
        let date = ProgrammeDate { milestone, first, last, source: Source::Sessions };
        let (path, span) = (draft.node.path_of("dates"), draft.node.span_of("dates"));
        Some(Written { date, name: format!("the event {:?}", draft.event.id), path, span })
    };
    let is_later = |at: usize, draft: &EventDraft<'_>| at > 0 && milestone == Milestone::Supervision && !draft.times.is_empty();
    let own = sessions.iter().filter(|draft| milestone.is_session(&draft.event)).enumerate();
    let own = own.filter(|(at, draft)| !is_later(*at, draft)).map(|(_, draft)| draft);
    own.map(of_session).collect::<Option<Vec<Written>>>().unwrap_or_default()
}

/// A date here may be any from the first to the last of a session's.
fn says_the_same(here: &Written, other: &Written) -> bool {
    let (day, other) = (here.date.first, other.date);
    (other.first..=other.last).contains(&day)
}

/// All sessions of a milestone as one: from the first date to the last, called by the last.
fn joined(sessions: Vec<Written>) -> Option<Written> {
    sessions.into_iter().reduce(|one, other| {
        let (first, last) = (one.date.first.min(other.date.first), one.date.last.max(other.date.last));
        let latest = if other.date.last > one.date.last { other } else { one };
        Written { date: ProgrammeDate { first, last, ..latest.date }, ..latest }
    })
}

/// What nobody wrote: the first day for meetings after the inductions; without them it is missed.
fn begin(
    root: &Node<'_>,
    settled: &[ProgrammeDate],
    sessions: &[EventDraft<'_>],
    findings: &mut Findings<'_>,
) -> Option<ProgrammeDate> {
    let (node, milestone) = (root.table("dates"), Milestone::Start);
    let refused = node.value("start").is_some() || root.table("meetings").value("first").is_some();
    if refused || settled.iter().any(|date| date.milestone == milestone) {
        return None;
    }
    let Some(day) = meetings::after_inductions(sessions.iter().map(|draft| &draft.event)) else {
        let problem = Problem::error("missing-key", "`start` is missing in [dates], and no induction tells when pairs can begin")
            .help("write start = 2027-01-11, the first day on which a pair may meet");
        findings.add(&node.path_of("start"), node.span.clone(), problem);
        return None;
    };
    findings.note(format!("dates.start: {}, the day after the last induction (not said)", long_date(day)));
    Some(ProgrammeDate { milestone, first: day, last: day, source: Source::Proposed })
}

/// Whether what is written can be true; tells what cannot.
fn in_order(written: &[Written], findings: &mut Findings<'_>) -> bool {
    let date_plan: Vec<ProgrammeDate> = written.iter().map(|written| written.date).collect();
    let contradictions = out_of_order(&date_plan);
    let place = |date: &ProgrammeDate| written.iter().find(|written| written.date.milestone == date.milestone);
    for (late, early) in &contradictions {
        let (Some(late), Some(early)) = (place(late), place(early)) else { continue };
        let (day, before) = (late.date.first, early.date.last);
        let message = format!(
            "{} is {}, before {} on {} (line {}), which must have been by then",
            late.name,
            long_date(day),
            early.name,
            long_date(before),
            findings.line(&early.span)
        );
        let problem = Problem::error("dates-order", message).value(day.to_string());
        findings.add(&late.path, late.span.clone(), problem.help(format!("write {before} or later, or an earlier day there")));
    }
    contradictions.is_empty()
}

/// The avoided days of the years in which a date may be.
fn known_days(settled: &[ProgrammeDate], pace: Pace, calendar: &Calendar) -> DayBook {
    let days = settled.iter().map(|date| date.first);
    let (first, last) = (days.clone().min().unwrap_or_default(), days.max().unwrap_or_default());
    let end = last.checked_add_days(Days::new(pace.days() + DAYS_AFTER_THE_MEETINGS)).unwrap_or(last);
    DayBook::as_far_as_known(calendar, &[], first.year() - 1..=end.year())
}

/// A date may be proposed only where it is known which days are avoided.
fn within_reach(root: &Node<'_>, calendar: &Calendar, dates: &[ProgrammeDate], findings: &mut Findings<'_>) {
    let years = || dates.iter().map(|date| date.first).map(|day: NaiveDate| day.year());
    let (Some(first), Some(last)) = (years().min(), years().max()) else { return };
    let node = root.table("calendar");
    for problem in DayBook::problems(calendar, &(first..=last)) {
        // A stretch that ends before it begins is told with its own place.
        if problem.code == DayBook::OUT_OF_REACH {
            findings.add(&node.path_of("observances"), node.span_of("observances"), problem);
        }
    }
}
