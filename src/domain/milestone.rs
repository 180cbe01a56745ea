//! The dates of every programme, from the opening of recruitment to the letters: what they are called, whom they concern, and what must
//! come before what. How far they lie from each other is the scheduler's to propose.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::event::{Audience, Event, EventKind};
use super::side::{Kind, Side};

/// A date of every programme, in the usual order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// The first day for meetings: the date from which the others follow.
    Start,
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

/// What is known of a milestone in every programme.
#[derive(Clone, Copy)]
struct Line {
    milestone: Milestone,
    key: &'static str,
    /// `{mentors}` and `{mentees}` stand for what the sides are called.
    title: &'static str,
    audience: Audience,
    /// What must have been before, as far as it does not follow from that.
    after: &'static [Milestone],
    /// The group sessions that are it.
    session: Option<EventKind>,
}

const fn day(milestone: Milestone, key: &'static str, title: &'static str, after: &'static [Milestone]) -> Line {
    Line { milestone, key, title, audience: Audience::All, after, session: None }
}

const fn session(line: Line, kind: EventKind, audience: Audience) -> Line {
    Line { session: Some(kind), audience, ..line }
}

use Milestone::{
    ConflictsDeclared, FirstMeetingBy, Letters, Matching, MeetingsEnd, MenteesInduction, MentorsInduction, MidPoint,
    RecruitmentCloses, RecruitmentOpens, Reveal, Start, Supervision, WrapUp,
};

/// Conflicts may be declared before the matching or after it; supervision has no place beside the review.
const LINES: [Line; 14] = [
    day(RecruitmentOpens, "recruitment_opens", "Recruitment opens", &[]),
    day(RecruitmentCloses, "recruitment_closes", "Recruitment closes", &[RecruitmentOpens]),
    day(Matching, "matching", "Matching", &[RecruitmentCloses]),
    day(ConflictsDeclared, "conflicts_declared", "Conflicts of interest declared by", &[RecruitmentCloses]),
    session(
        day(MentorsInduction, "mentors_induction", "Induction for {mentors}", &[RecruitmentCloses]),
        EventKind::Induction,
        Audience::Mentors,
    ),
    session(
        day(MenteesInduction, "mentees_induction", "Induction for {mentees}", &[MentorsInduction]),
        EventKind::Induction,
        Audience::Mentees,
    ),
    day(Reveal, "reveal", "Pairs are revealed", &[Matching, ConflictsDeclared, MenteesInduction]),
    day(Start, "start", "First day for meetings", &[Reveal]),
    day(FirstMeetingBy, "first_meeting_by", "First meeting by", &[Start]),
    session(day(Supervision, "supervision", "Group supervision", &[Start]), EventKind::Supervision, Audience::Mentors),
    session(day(MidPoint, "midpoint", "Mid-point review", &[Start]), EventKind::MidPoint, Audience::All),
    day(MeetingsEnd, "meetings_end", "Last day for meetings", &[FirstMeetingBy, MidPoint]),
    session(day(WrapUp, "wrap_up", "Wrap-up", &[MeetingsEnd, Supervision]), EventKind::WrapUp, Audience::All),
    day(Letters, "letters", "Letters of participation", &[WrapUp]),
];

impl Milestone {
    /// Every milestone, in the usual order.
    pub fn all() -> impl Iterator<Item = Milestone> {
        LINES.iter().map(|line| line.milestone)
    }

    fn line(self) -> &'static Line {
        &LINES[self as usize]
    }

    /// Its key under `[dates]`.
    pub fn key(self) -> &'static str {
        self.line().key
    }

    /// What it is called in a programme of `kind`.
    pub fn title(self, kind: Kind) -> String {
        let [mentors, mentees] = Side::BOTH.map(|side| side.many(kind));
        self.line().title.replace("{mentors}", mentors).replace("{mentees}", mentees)
    }

    /// Whom it concerns.
    pub fn audience(self) -> Audience {
        self.line().audience
    }

    /// Whether a group session of this kind and audience is the milestone.
    pub fn is_session(self, event: &Event) -> bool {
        let Line { session, audience, .. } = self.line();
        let asked = event.audience == Audience::All || *audience == Audience::All || event.audience == *audience;
        *session == Some(event.kind) && asked
    }

    /// Whether a programme may do without it: a review, supervision or wrap-up that is neither a session nor written is none of its dates.
    pub(crate) fn is_optional(self) -> bool {
        matches!(self, Supervision | MidPoint | WrapUp)
    }

    /// Everything that must have been before it.
    pub fn comes_after(self) -> BTreeSet<Milestone> {
        let direct = self.line().after;
        direct.iter().flat_map(|before| before.comes_after().into_iter().chain([*before])).collect()
    }
}

/// Where the day of a milestone comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The lead wrote it as a date.
    Given,
    /// The group sessions of its kind.
    Sessions,
    /// It follows from the others.
    Proposed,
}

/// One date of a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProgrammeDate {
    /// Which.
    pub milestone: Milestone,
    /// The day; of sessions the first.
    pub first: NaiveDate,
    /// The same day; of sessions the last.
    pub last: NaiveDate,
    /// Where it comes from.
    pub source: Source,
}

/// The day that the lead wrote for a milestone.
pub(crate) fn written(dates: &[ProgrammeDate], milestone: Milestone) -> Option<NaiveDate> {
    dates.iter().find(|date| date.milestone == milestone && date.source == Source::Given).map(|date| date.last)
}

/// Dates that contradict each other: the later one, and the one that it should follow. Judged is what people wrote; of several that one
/// date should follow, the latest is named. What [`Milestone::Start`] and [`Milestone::MeetingsEnd`] mean for sessions, and sessions for
/// each other, is judged elsewhere.
pub(crate) fn out_of_order(date_plan: &[ProgrammeDate]) -> Vec<(ProgrammeDate, ProgrammeDate)> {
    let written = || date_plan.iter().filter(|date| date.source != Source::Proposed);
    let violated = |late: &ProgrammeDate| {
        let before = late.milestone.comes_after();
        let candidates = written().filter(|early| before.contains(&early.milestone) && are_judged_here(early, late));
        candidates.filter(|early| late.first < early.last).max_by_key(|early| early.last).copied()
    };
    written().filter_map(|late| Some((*late, violated(late)?))).collect()
}

fn are_judged_here(early: &ProgrammeDate, late: &ProgrammeDate) -> bool {
    let of_session = |date: &ProgrammeDate| date.source == Source::Sessions;
    let of_period = |date: &ProgrammeDate| matches!(date.milestone, Start | MeetingsEnd);
    !(of_session(early) && (of_session(late) || of_period(late)) || of_session(late) && of_period(early))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::{event, on};

    #[test]
    fn the_table_is_in_the_order_of_the_milestones_and_of_time() {
        for (place, milestone) in Milestone::all().enumerate() {
            assert_eq!(milestone as usize, place);
            assert!(milestone.comes_after().iter().all(|before| *before < milestone), "{milestone:?}");
        }
        assert_eq!(Letters.comes_after().len(), 13, "the letters come last");
    }

    #[test]
    fn sessions_are_told_by_kind_and_audience() {
        let of = |event: &Event| Milestone::all().filter(|milestone| milestone.is_session(event)).collect::<Vec<_>>();
        let date = ["2027-01-05T14:00"];
        assert_eq!(of(&event("induction-mentors", Audience::Mentors, &date)), [MentorsInduction]);
        assert_eq!(of(&event("induction", Audience::All, &date)), [MentorsInduction, MenteesInduction]);
        assert_eq!(of(&event("midpoint-mentees", Audience::Mentees, &date)), [MidPoint]);
        assert_eq!(of(&event("supervision", Audience::Mentors, &date)), [Supervision]);
        assert_eq!(of(&event("book-club", Audience::All, &date)), []);
        assert_eq!(MenteesInduction.title(Kind::Reciprocal), "Induction for seniors");
    }

    fn date(milestone: Milestone, first: &str, last: &str, source: Source) -> ProgrammeDate {
        ProgrammeDate { milestone, first: on(first), last: on(last), source }
    }

    #[test]
    fn what_people_wrote_is_held_against_everything_that_should_be_before() {
        let given = |milestone, day| date(milestone, day, day, Source::Given);
        let induction = date(MenteesInduction, "2027-01-06", "2027-01-12", Source::Sessions);
        let told = |date_plan: &[ProgrammeDate]| {
            out_of_order(date_plan).into_iter().map(|(late, early)| (late.milestone, early.milestone)).collect::<Vec<_>>()
        };
        assert_eq!(told(&[induction, given(Reveal, "2027-01-12")]), []);
        assert_eq!(told(&[induction, given(Reveal, "2027-01-11")]), [(Reveal, MenteesInduction)]);
        let far = [given(RecruitmentOpens, "2026-11-02"), given(Matching, "2026-12-01"), given(Letters, "2026-10-01")];
        assert_eq!(told(&far), [(Letters, Matching)]);
        let proposed = date(Letters, "2026-10-01", "2026-10-01", Source::Proposed);
        assert_eq!(told(&[given(Matching, "2026-12-01"), proposed]), []);
        assert_eq!(told(&[induction, given(Start, "2027-01-08")]), [], "judged with the period");
    }
}
