//! The date plan of a programme: every date from the opening of recruitment to the letters, proposed from the first day for meetings.
//!
//! One table says how far each date lies from another. What is settled stands; what is proposed follows from it, falls on a free day, and
//! lies between what must come before and what must come after it.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::domain::days::DayBook;
use crate::domain::milestone::{Milestone, ProgrammeDate, Source};
use crate::domain::side::Kind;

use Milestone::{
    ConflictsDeclared, FirstMeetingBy, Letters, Matching, MeetingsEnd, MenteesInduction, MentorsInduction, MidPoint,
    RecruitmentCloses, RecruitmentOpens, Reveal, Start, Supervision, WrapUp,
};

/// How a milestone's day is found.
#[derive(Clone, Copy)]
enum When {
    /// So many days before another.
    Before(Milestone, u64),
    /// So many days after another.
    After(Milestone, u64),
    /// This share of the way from the first to the last day for meetings.
    Share(u64, u64),
    /// When the meetings asked for can have been held.
    Meetings,
}

/// So many days after the first day every pair should have met; timetables are planned by it too.
const FIRST_MEETING_BY: u64 = 21;

/// Each date with what it follows from, in the order in which they are found.
const STEPS: [(Milestone, When); 13] = [
    (Reveal, When::Before(Start, 3)),
    (MenteesInduction, When::Before(Reveal, 1)),
    (MentorsInduction, When::Before(MenteesInduction, 2)),
    (ConflictsDeclared, When::Before(MentorsInduction, 14)),
    (Matching, When::Before(ConflictsDeclared, 14)),
    (RecruitmentCloses, When::Before(Matching, 7)),
    (RecruitmentOpens, When::Before(RecruitmentCloses, 28)),
    (MeetingsEnd, When::Meetings),
    (FirstMeetingBy, When::After(Start, FIRST_MEETING_BY)),
    (Supervision, When::Share(1, 3)),
    (MidPoint, When::Share(1, 2)),
    (WrapUp, When::After(MeetingsEnd, 7)),
    (Letters, When::After(WrapUp, 7)),
];

/// Where both sides learn and teach, a programme's meetings are spread over a year: fifty weeks.
const DAYS_OF_A_YEAR: u64 = 350;

/// Room beside meetings that are always equally far apart, for avoided days.
const ROOM: u64 = 14;

/// How many meetings there are at most, and the fewest and the most weeks between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pace {
    /// Both learn and teach, or one side mentors the other.
    pub kind: Kind,
    /// The most meetings.
    pub most: u32,
    /// The fewest weeks between two.
    pub weeks_least: u32,
    /// The most.
    pub weeks_most: u32,
}

impl Pace {
    /// The days from the first to the last: the most meetings at the middle of the permitted gaps.
    pub(crate) fn days(self) -> u64 {
        if self.kind == Kind::Reciprocal {
            return DAYS_OF_A_YEAR;
        }
        let gaps = u64::from(self.most.saturating_sub(1));
        let (least, most) = (u64::from(self.weeks_least), u64::from(self.weeks_most));
        (gaps * (least + most) * 7 / 2).max(gaps * least * 7 + ROOM)
    }
}

/// The whole date plan from what is settled, in the order of the milestones. Nothing without [`Milestone::Start`]. O(milestones²)
/// beside the search for free days.
pub(crate) fn date_plan(settled: &[ProgrammeDate], pace: Pace, days: &DayBook) -> Vec<ProgrammeDate> {
    let known: BTreeMap<Milestone, ProgrammeDate> = settled.iter().map(|date| (date.milestone, *date)).collect();
    if !known.contains_key(&Start) {
        return Vec::new();
    }
    let mut plan = PlanInProgress { known, pace, days };
    for (milestone, when) in STEPS {
        plan.settle(milestone, when);
    }
    plan.known.into_values().collect()
}

/// The next free day on which a further date of the same session is offered: two days later.
pub(crate) fn further_date(day: NaiveDate, days: &DayBook) -> NaiveDate {
    let wish = later(day, 2);
    free(days, wish, later, (day, NaiveDate::MAX)).unwrap_or(wish)
}

/// The free day of a session that is held again between its first day and the end: of `count` times, the one with `before` before it.
pub(crate) fn spread_date(first: NaiveDate, end: NaiveDate, (before, count): (usize, usize), days: &DayBook) -> NaiveDate {
    let (before, count) = (u64::try_from(before).unwrap_or(0), u64::try_from(count.max(1)).unwrap_or(1));
    let wish = later(first, between(first, end) * before / count);
    free(days, wish, later, (first, end.max(first))).unwrap_or(wish)
}

/// A date plan of which not every date is known yet.
struct PlanInProgress<'a> {
    known: BTreeMap<Milestone, ProgrammeDate>,
    pace: Pace,
    days: &'a DayBook,
}

impl PlanInProgress<'_> {
    fn settle(&mut self, milestone: Milestone, when: When) {
        if self.known.contains_key(&milestone) {
            return;
        }
        let day = match when {
            When::Before(other, days) => self.proposed(milestone, earlier(self.first(other), days), earlier),
            When::After(other, days) => self.proposed(milestone, later(self.last(other), days), later),
            When::Share(part, of) => {
                let way = between(self.first(Start), self.last(MeetingsEnd)) * part / of;
                self.proposed(milestone, later(self.first(Start), way), later)
            }
            When::Meetings => self.proposed(milestone, later(self.first(Start), self.pace.days()), later),
        };
        self.known.insert(milestone, ProgrammeDate { milestone, first: day, last: day, source: Source::Proposed });
    }

    /// The free day nearest to the wish in its direction that lies between what is known to come before and after, on neither's day if
    /// there is room.
    fn proposed(&self, milestone: Milestone, wish: NaiveDate, towards: fn(NaiveDate, u64) -> NaiveDate) -> NaiveDate {
        let before = milestone.comes_after();
        let least = self.known.values().filter(|known| before.contains(&known.milestone)).map(|known| known.last).max();
        let after = self.known.values().filter(|known| known.milestone.comes_after().contains(&milestone));
        let most = after.map(|known| known.first).min();
        let (least, most) = (least.unwrap_or(NaiveDate::MIN), most.unwrap_or(NaiveDate::MAX));
        let within = |least: NaiveDate, most: NaiveDate| {
            free(self.days, wish.min(most).max(least), towards, (least, most)).filter(|_| least <= most)
        };
        let apart = within(later(least, 1), earlier(most, 1));
        apart.or_else(|| within(least, most)).unwrap_or(wish.min(most).max(least))
    }

    fn first(&self, milestone: Milestone) -> NaiveDate {
        self.known.get(&milestone).map_or(NaiveDate::MIN, |known| known.first)
    }

    fn last(&self, milestone: Milestone) -> NaiveDate {
        self.known.get(&milestone).map_or(NaiveDate::MIN, |known| known.last)
    }
}

/// The nearest free day in that direction within the bounds, else in the other.
fn free(
    days: &DayBook,
    day: NaiveDate,
    towards: fn(NaiveDate, u64) -> NaiveDate,
    (least, most): (NaiveDate, NaiveDate),
) -> Option<NaiveDate> {
    let found = |towards: fn(NaiveDate, u64) -> NaiveDate| {
        let mut within = (0..366).map(|days| towards(day, days)).take_while(|day| (least..=most).contains(day));
        within.find(|day| days.is_free(*day))
    };
    found(towards).or_else(|| found(later)).or_else(|| found(earlier))
}

fn earlier(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

fn between(first: NaiveDate, last: NaiveDate) -> u64 {
    u64::try_from((last - first).num_days()).unwrap_or(0)
}

#[cfg(test)]
#[path = "date_plan_tests.rs"]
mod tests;
