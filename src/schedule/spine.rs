//! The spine of a programme: every date from the opening of recruitment to the letters, proposed from one.
//!
//! One table says how far each date lies from the one before it. Given dates stand; those before the start follow from the next date, those
//! after it from the last one. What is proposed falls on a free day and never into an evening.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate, NaiveTime};

use crate::domain::days::DayBook;
use crate::domain::event::Audience;
use crate::domain::problem::{Place, Problem};
use crate::domain::settings::Meetings;

/// A date of every programme, in the order in which they come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Milestone {
    /// The survey goes out.
    RecruitmentOpens,
    /// The last day for answers.
    RecruitmentCloses,
    /// Pairs are made.
    Matching,
    /// The last day for conflicts of interest.
    ConflictsDeclared,
    /// The mentors' induction.
    MentorsInduction,
    /// The mentees' induction.
    MenteesInduction,
    /// The two of a pair learn each other's name.
    Reveal,
    /// The first day for meetings.
    MeetingsBegin,
    /// The day by which every pair should have met.
    FirstMeetingBy,
    /// Group supervision of mentors.
    Supervision,
    /// The review at half-time.
    MidPoint,
    /// The last day for meetings.
    MeetingsEnd,
    /// The last session.
    WrapUp,
    /// Letters of participation.
    Letters,
}

/// How a milestone's day is found.
#[derive(Clone, Copy)]
enum When {
    /// So many days after the milestone before it.
    After(u64),
    /// This share of the way from the first to the last day for meetings.
    Share(u64, u64),
    /// When the meetings asked for can have been held.
    Meetings,
}

/// A group session: who comes, the hour at which it begins, and the minutes it takes.
type Sitting = (Audience, u32, u32);

/// One line of the table.
#[derive(Clone, Copy)]
struct Step {
    milestone: Milestone,
    key: &'static str,
    title: &'static str,
    when: When,
    sitting: Option<Sitting>,
}

const fn step(milestone: Milestone, key: &'static str, title: &'static str, when: When) -> Step {
    Step { milestone, key, title, when, sitting: None }
}

const fn sitting(step: Step, audience: Audience, hour: u32, minutes: u32) -> Step {
    Step { sitting: Some((audience, hour, minutes)), ..step }
}

/// A session begins before 16:00 whatever the season.
const STEPS: [Step; 14] = [
    step(Milestone::RecruitmentOpens, "recruitment_opens", "Recruitment opens", When::After(0)),
    step(Milestone::RecruitmentCloses, "recruitment_closes", "Recruitment closes", When::After(28)),
    step(Milestone::Matching, "matching", "Matching", When::After(7)),
    step(Milestone::ConflictsDeclared, "conflicts_declared", "Conflicts of interest declared by", When::After(14)),
    sitting(
        step(Milestone::MentorsInduction, "mentors_induction", "Mentors' induction", When::After(14)),
        Audience::Mentors,
        13,
        180,
    ),
    sitting(
        step(Milestone::MenteesInduction, "mentees_induction", "Mentees' induction", When::After(2)),
        Audience::Mentees,
        13,
        60,
    ),
    step(Milestone::Reveal, "reveal", "Pairs are revealed", When::After(1)),
    step(Milestone::MeetingsBegin, "meetings_begin", "Meetings begin", When::After(3)),
    step(Milestone::FirstMeetingBy, "first_meeting_by", "First meeting by", When::After(21)),
    sitting(step(Milestone::Supervision, "supervision", "Group supervision", When::Share(1, 3)), Audience::Mentors, 12, 60),
    sitting(step(Milestone::MidPoint, "midpoint", "Mid-point review", When::Share(1, 2)), Audience::All, 12, 60),
    step(Milestone::MeetingsEnd, "meetings_end", "Last meeting by", When::Meetings),
    sitting(step(Milestone::WrapUp, "wrap_up", "Wrap-up", When::After(7)), Audience::All, 13, 120),
    step(Milestone::Letters, "letters", "Letters of participation", When::After(7)),
];

/// The milestone that `start` names: the first day for meetings.
pub const START: Milestone = Milestone::MeetingsBegin;

/// One date of the spine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vertebra {
    /// Which.
    pub milestone: Milestone,
    /// Its key under `[dates]`.
    pub key: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// The day.
    pub day: NaiveDate,
    /// Whether the lead gave it.
    pub given: bool,
    /// For a group session: who comes, when it begins, and its minutes.
    pub session: Option<(Audience, NaiveTime, u32)>,
}

impl Milestone {
    /// The milestone with this key under `[dates]`.
    pub fn of_key(key: &str) -> Option<Milestone> {
        STEPS.iter().find(|step| step.key == key).map(|step| step.milestone)
    }

    /// Every key under `[dates]`, in the order of the milestones.
    pub fn keys() -> impl Iterator<Item = &'static str> {
        STEPS.iter().map(|step| step.key)
    }
}

/// The whole spine from one date and whatever else is given, in the order of the milestones; with warnings for given dates that are
/// avoided and an error for each date that comes before the one it should follow.
pub fn spine(
    start: NaiveDate,
    given: &BTreeMap<Milestone, NaiveDate>,
    meetings: &Meetings,
    days: &DayBook,
) -> (Vec<Vertebra>, Vec<Problem>) {
    let mut settled = given.clone();
    settled.entry(START).or_insert(start);
    let proposal = Proposal { settled, meetings, days };
    let spine: Vec<Vertebra> = proposal.days().into_iter().zip(&STEPS).map(|(day, step)| vertebra(step, day, given)).collect();
    let mut problems: Vec<Problem> = spine.windows(2).filter_map(out_of_order).collect();
    problems.extend(spine.iter().filter(|vertebra| vertebra.given).flat_map(|vertebra| on_avoided_day(vertebra, days)));
    (spine, problems)
}

fn vertebra(step: &Step, day: NaiveDate, given: &BTreeMap<Milestone, NaiveDate>) -> Vertebra {
    let session =
        step.sitting.and_then(|(audience, hour, minutes)| Some((audience, NaiveTime::from_hms_opt(hour, 0, 0)?, minutes)));
    let Step { milestone, key, title, .. } = *step;
    Vertebra { milestone, key, title, day, given: given.contains_key(&milestone), session }
}

struct Proposal<'a> {
    settled: BTreeMap<Milestone, NaiveDate>,
    meetings: &'a Meetings,
    days: &'a DayBook,
}

impl Proposal<'_> {
    fn days(&self) -> Vec<NaiveDate> {
        let start = STEPS.iter().position(|step| step.milestone == START).unwrap_or(0);
        let begin = self.settled.get(&START).copied().unwrap_or_default();
        let mut days = vec![begin; STEPS.len()];
        for at in (0..start).rev() {
            let back = if let When::After(gap) = STEPS[at + 1].when { earlier(days[at + 1], gap) } else { days[at + 1] };
            days[at] = self.given(at).unwrap_or_else(|| self.free(back, earlier));
        }
        let end_of_meetings = self.end_of_meetings(begin);
        for at in start + 1..STEPS.len() {
            let ahead = match STEPS[at].when {
                When::After(gap) => later(days[at - 1], gap),
                When::Share(part, of) => later(begin, between(begin, end_of_meetings) * part / of),
                When::Meetings => end_of_meetings,
            };
            days[at] = self.given(at).unwrap_or_else(|| self.free(ahead, later));
        }
        days
    }

    fn given(&self, at: usize) -> Option<NaiveDate> {
        self.settled.get(&STEPS[at].milestone).copied()
    }

    /// The most meetings at the middle of the permitted gaps.
    fn end_of_meetings(&self, begin: NaiveDate) -> NaiveDate {
        let Meetings { most, weeks_least, weeks_most, .. } = self.meetings;
        let days = u64::from(most.saturating_sub(1)) * (u64::from(*weeks_least) + u64::from(*weeks_most)) * 7 / 2;
        self.settled.get(&Milestone::MeetingsEnd).copied().unwrap_or_else(|| self.free(later(begin, days), later))
    }

    /// The nearest free day in that direction.
    fn free(&self, day: NaiveDate, towards: fn(NaiveDate, u64) -> NaiveDate) -> NaiveDate {
        (0..366).map(|days| towards(day, days)).find(|day| self.days.is_free(*day)).unwrap_or(day)
    }
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

fn out_of_order(two: &[Vertebra]) -> Option<Problem> {
    let [one, next] = two else { return None };
    let message = format!("{} is on {}, before {} on {}", next.key, next.day, one.key, one.day);
    let key = if next.given { next.key } else { one.key };
    let problem = Problem::error("dates-order", message).at(Place::default().column(format!("dates.{key}")));
    (next.day < one.day).then(|| problem.help(format!("{} comes first", one.title)))
}

fn on_avoided_day(vertebra: &Vertebra, days: &DayBook) -> Vec<Problem> {
    let said = |reason| format!("{} is on {}: {reason}", vertebra.key, vertebra.day);
    let at = || Place::default().column(format!("dates.{}", vertebra.key));
    days.why(vertebra.day).into_iter().map(|reason| Problem::warning("date-on-avoided-day", said(reason)).at(at())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::{book, on, settings};

    fn proposed(start: &str, given: &[(Milestone, &str)]) -> (Vec<String>, Vec<Problem>) {
        let settings = settings();
        let given = given.iter().map(|(milestone, day)| (*milestone, on(day))).collect();
        let (spine, problems) = spine(on(start), &given, &settings.meetings, &book(&settings));
        (spine.iter().map(|vertebra| format!("{} {}", vertebra.day, vertebra.key)).collect(), problems)
    }

    #[test]
    fn everything_follows_from_one_date() {
        let (spine, problems) = proposed("2027-01-11", &[]);
        assert_eq!(
            spine,
            [
                "2026-11-02 recruitment_opens",
                "2026-11-30 recruitment_closes",
                "2026-12-07 matching",
                "2026-12-21 conflicts_declared",
                "2027-01-04 mentors_induction",
                "2027-01-06 mentees_induction",
                "2027-01-08 reveal",
                "2027-01-11 meetings_begin",
                "2027-02-01 first_meeting_by",
                "2027-03-11 supervision",
                "2027-04-08 midpoint",
                "2027-07-05 meetings_end",
                "2027-07-12 wrap_up",
                "2027-07-19 letters",
            ]
        );
        assert_eq!(problems, []);
    }

    #[test]
    fn what_is_given_stands_and_the_rest_follows() {
        let given = [(Milestone::MeetingsEnd, "2027-06-25"), (Milestone::MentorsInduction, "2026-12-08")];
        let (spine, problems) = proposed("2027-01-11", &given);
        assert!(spine.contains(&"2027-07-02 wrap_up".to_owned()), "{spine:?}");
        assert!(spine.contains(&"2026-11-23 conflicts_declared".to_owned()), "{spine:?}");
        assert_eq!(problems, []);
    }

    #[test]
    fn a_given_date_out_of_order_is_an_error_and_one_on_a_holiday_a_warning() {
        let given = [(Milestone::MenteesInduction, "2026-12-28"), (Milestone::WrapUp, "2027-06-01")];
        let (_, problems) = proposed("2027-01-11", &given);
        let said: Vec<(&str, Option<&str>)> = problems.iter().map(|p| (p.code, p.place.column.as_deref())).collect();
        assert_eq!(said, [("dates-order", Some("dates.wrap_up")), ("date-on-avoided-day", Some("dates.mentees_induction"))]);
    }

    #[test]
    fn no_proposed_date_is_avoided_and_the_table_is_in_order() {
        let settings = settings();
        let days = book(&settings);
        for offset in 0..300 {
            let start = later(on("2026-09-01"), offset);
            let (spine, problems) = spine(start, &BTreeMap::new(), &settings.meetings, &days);
            assert!(spine.iter().filter(|v| v.milestone != START).all(|v| days.is_free(v.day)), "{start}");
            assert_eq!(problems, [], "{start}");
            assert!(spine.windows(2).all(|two| two[0].milestone < two[1].milestone));
        }
        assert!(Milestone::keys().all(|key| Milestone::of_key(key).is_some()));
    }
}
