//! A random programme with one pair: its settings, its plan, its judge, and a search of its own.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};
use proptest::prelude::*;
use revmentor::parts::check::timetable::{Law, Week, judge};
use revmentor::parts::domain::{
    BySide, Calendar, Closure, Declaration, Division, EvaluationSettings, Kind, Letters, MatchPolicy, Matching, Meeting,
    MeetingStatus, Meetings, Messages, Method, Origin, Pair, PairId, Previous, Privacy, Programme, Settings, Tradition, Weekdays,
};
use revmentor::parts::schedule::{DayBook, Obstacle, PairRequest, Request, Timetable, plan};

/// One random programme with one pair, and what is known of its days.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) settings: Settings,
    pub(super) days: DayBook,
    pub(super) week: Week,
    pub(super) since: NaiveDate,
    pub(super) today: NaiveDate,
}

pub(super) fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap()
}

pub(super) fn settings_of(meetings: Meetings, calendar: Calendar) -> Settings {
    let (name, cohort, timezone) = ("Reverse mentoring".into(), "2027".into(), "Europe/London".into());
    let method = Method::Goals;
    Settings {
        evaluation: EvaluationSettings::default(),
        programme: Programme { name, cohort, kind: Kind::Goals, timezone, contact: None },
        survey: BySide::default(),
        matching: Matching { seed: None, policy: MatchPolicy { method, ..MatchPolicy::default() } },
        conflict_rules: vec![],
        meetings,
        calendar,
        dates: vec![],
        events: vec![],
        previous: Previous::default(),
        privacy: Privacy::default(),
        messages: Messages::default(),
        declaration: Declaration::default(),
        profile: BySide::default(),
        letters: Letters::default(),
    }
}

pub(super) fn weekdays() -> impl Strategy<Value = Option<Weekdays>> {
    let all = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat];
    let some = proptest::sample::subsequence(all.to_vec(), 1..=6).prop_map(|days| days.into_iter().collect());
    prop_oneof![1 => Just(None), 2 => some.prop_map(Some)]
}

pub(super) fn stretches(most: usize, length: u64) -> impl Strategy<Value = Vec<(u64, u64)>> {
    proptest::collection::vec((0..300u64, 0..length), 0..=most)
}

prop_compose! {
    fn meetings()(
        begin in 0..700u64, length in 0..330u64, least in 1..7u32, more in 0..3u32, weeks_least in 1..9u32, weeks_more in 0..5u32,
    ) -> Meetings {
        let first = after(NaiveDate::from_ymd_opt(2025, 9, 1).unwrap(), begin);
        let hours = (NaiveTime::MIN, NaiveTime::MIN);
        let (most, weeks_most, last) = (least + more, weeks_least + weeks_more, after(first, length));
        Meetings { least, most, weeks_least, weeks_most, minutes: 60, hours, first, last }
    }
}

prop_compose! {
    pub(super) fn programme()(
        meetings in meetings(), division in 0..4usize, faiths in proptest::bool::ANY, blocked in stretches(4, 20),
        mentors in weekdays(), mentees in weekdays(), leave in stretches(2, 40), since in 0..150u64, today in 0..150u64,
    ) -> Case {
        let first = meetings.first;
        let closure = |(from, length): &(u64, u64)| (after(first, *from), after(first, from + length));
        let observances = if faiths { Tradition::ALL.iter().map(|(tradition, _)| *tradition).collect() } else { vec![] };
        let blocked = blocked.iter().map(closure).map(|(from, to)| Closure { from, to, why: None }).collect();
        let calendar = Calendar { bank_holidays: Division::ALL[division].0, observances, blocked, closed: vec![], holidays_file: None };
        let week = Week { weekdays: BySide { mentors, mentees }, leave: leave.iter().map(closure).collect() };
        let early = first - Days::new(60);
        let days = DayBook::new(&calendar, &[], 2024..=2030).unwrap();
        Case { settings: settings_of(meetings, calendar), days, week, since: after(early, since), today: after(early, today) }
    }
}

impl Case {
    pub(super) fn pair(&self) -> Pair {
        let (id, since) = ("M01-E02".parse().unwrap(), self.since.min(self.today));
        let (origin, revealed, earlier) = (Origin::Adopted, BySide::default(), BTreeMap::new());
        Pair { id, since, score: None, origin, ended: None, ends: 0, until: None, revealed, meetings: BTreeMap::new(), earlier }
    }

    pub(super) fn plan(&self, pair: &Pair, today: NaiveDate) -> Timetable {
        let Week { weekdays, leave } = self.week.clone();
        let request = PairRequest {
            id: pair.id,
            since: pair.since,
            told_on: pair.told_on(),
            weekdays,
            closed: leave,
            standing: pair.meetings.clone(),
        };
        let (days, meetings) = (&self.days, &self.settings.meetings);
        plan(&Request { meetings, days, pairs: &[request], today }).pairs.remove(&pair.id).unwrap()
    }

    pub(super) fn breaches(&self, pair: &Pair) -> Vec<String> {
        let weeks: BTreeMap<PairId, Week> = BTreeMap::from([(pair.id, self.week.clone())]);
        let law = Law { settings: &self.settings, days: &self.days, weeks: &weeks, today: None };
        judge(&law, [pair]).iter().map(ToString::to_string).collect()
    }

    /// The most meetings, up to `cap`, by trying: the days from which the best is still open, counted from the end.
    pub(super) fn most_possible(&self, from: NaiveDate, lifted: &[Obstacle]) -> usize {
        let Meetings { last, most, .. } = self.settings.meetings;
        let days: Vec<NaiveDate> =
            from.iter_days().take_while(|day| *day <= last).filter(|day| self.is_open(*day, lifted)).collect();
        let mut longest: BTreeMap<NaiveDate, usize> = BTreeMap::new();
        for day in days.iter().rev() {
            let next = days.iter().filter(|next| self.may_follow(*day, **next)).map(|next| longest[next]).max();
            longest.insert(*day, 1 + next.unwrap_or(0));
        }
        longest.values().copied().max().unwrap_or(0).min(most as usize)
    }

    pub(super) fn may_follow(&self, day: NaiveDate, next: NaiveDate) -> bool {
        let weeks = &self.settings.meetings;
        let gap = (next - day).num_days();
        gap >= i64::from(weeks.weeks_least) * 7 && gap <= i64::from(weeks.weeks_most) * 7
    }

    pub(super) fn is_open(&self, day: NaiveDate, lifted: &[Obstacle]) -> bool {
        let counts = |obstacle| !lifted.contains(&obstacle);
        let both = |day: Weekday| {
            let can = |days: Option<Weekdays>| days.is_none_or(|days| days.has(day));
            can(self.week.weekdays.mentors) && can(self.week.weekdays.mentees)
        };
        let share_any = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri].into_iter().any(both);
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let away = self.week.leave.iter().any(|(from, to)| *from <= day && day <= *to);
        let avoided = counts(Obstacle::AvoidedDays) && !self.days.is_free(day);
        let wrong_weekday = counts(Obstacle::Weekdays) && share_any && !both(day.weekday());
        !(weekend || avoided || wrong_weekday || counts(Obstacle::Leave) && away)
    }
}

/// Writes a timetable down as facts would.
pub(super) fn accept(pair: &mut Pair, timetable: &Timetable, today: NaiveDate) {
    for slot in timetable.meetings.iter().filter(|slot| slot.changed) {
        let moved = slot.before != Some(slot.date);
        let before = pair.meetings.get(&slot.number).map(|meeting| meeting.changed_on);
        let changed_on = if moved { today } else { before.unwrap_or(today) };
        let (number, status) = (slot.number, MeetingStatus::Planned);
        let (earliest, date, latest) = (slot.earliest, slot.date, slot.latest);
        let meeting = Meeting {
            number,
            earliest,
            date,
            latest,
            status,
            held_on: None,
            fixed: false,
            changes: 0,
            changed_on,
            revised_on: changed_on,
        };
        pair.meetings.insert(slot.number, meeting);
    }
    for number in &timetable.cancelled {
        pair.meetings.get_mut(number).unwrap().status = MeetingStatus::Cancelled;
    }
}
