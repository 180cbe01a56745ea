//! Random programmes and what happens to them: every timetable keeps every rule, judged by code that does not know the scheduler,
//! and where something cannot be done the reason given is true, found out by a search of its own.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};
use proptest::prelude::*;
use revmentor::check::timetable::{Law, Week, judge};
use revmentor::domain::fact::Origin;
use revmentor::domain::id::PairId;
use revmentor::domain::meeting::{Meeting, MeetingStatus};
use revmentor::domain::pair::Pair;
use revmentor::domain::settings::{
    Calendar, Closure, Division, Matching, Meetings, Method, Objective, Previous, Privacy, Programme, Settings, Tradition,
};
use revmentor::domain::side::{BySide, Kind};
use revmentor::domain::weekdays::Weekdays;
use revmentor::schedule::{DayBook, Obstacle, PairRequest, Remark, Request, Timetable, feasibility, plan};

/// One random programme with one pair, and what is known of its days.
#[derive(Clone, Debug)]
struct Case {
    settings: Settings,
    days: DayBook,
    week: Week,
    since: NaiveDate,
    today: NaiveDate,
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap()
}

fn settings_of(meetings: Meetings, calendar: Calendar) -> Settings {
    let (name, cohort, timezone) = ("Reverse mentoring".into(), "2027".into(), "Europe/London".into());
    let (method, objective) = (Method::Goals, Objective::Total);
    Settings {
        programme: Programme { name, cohort, kind: Kind::Goals, timezone },
        survey: BySide::default(),
        matching: Matching { method, seed: None, minimum_score: 0, objective, criteria: vec![] },
        conflict_rules: vec![],
        meetings,
        calendar,
        events: vec![],
        previous: Previous::default(),
        privacy: Privacy::default(),
    }
}

fn weekdays() -> impl Strategy<Value = Option<Weekdays>> {
    let all = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat];
    let some = proptest::sample::subsequence(all.to_vec(), 1..=6).prop_map(|days| days.into_iter().collect());
    prop_oneof![1 => Just(None), 2 => some.prop_map(Some)]
}

fn stretches(most: usize, length: u64) -> impl Strategy<Value = Vec<(u64, u64)>> {
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
    fn programme()(
        meetings in meetings(), division in 0..4usize, faiths in proptest::bool::ANY, blocked in stretches(4, 20),
        mentors in weekdays(), mentees in weekdays(), leave in stretches(2, 40), since in 0..150u64, today in 0..150u64,
    ) -> Case {
        let first = meetings.first;
        let closure = |(from, length): &(u64, u64)| (after(first, *from), after(first, from + length));
        let observances = if faiths { Tradition::ALL.iter().map(|(tradition, _)| *tradition).collect() } else { vec![] };
        let blocked = blocked.iter().map(closure).map(|(from, to)| Closure { from, to, why: None }).collect();
        let calendar = Calendar { bank_holidays: Division::ALL[division].0, observances, blocked, holidays_file: None };
        let week = Week { weekdays: BySide { mentors, mentees }, leave: leave.iter().map(closure).collect() };
        let early = first - Days::new(60);
        let days = DayBook::new(&calendar, &[], 2024..=2030).unwrap();
        Case { settings: settings_of(meetings, calendar), days, week, since: after(early, since), today: after(early, today) }
    }
}

impl Case {
    fn pair(&self) -> Pair {
        let (id, since) = ("M01-E02".parse().unwrap(), self.since.min(self.today));
        let (origin, revealed, earlier) = (Origin::Adopted, BySide::default(), BTreeMap::new());
        Pair { id, since, score: None, origin, ended: None, revealed, meetings: BTreeMap::new(), earlier }
    }

    fn plan(&self, pair: &Pair, today: NaiveDate) -> Timetable {
        let Week { weekdays, leave } = self.week.clone();
        let request = PairRequest { id: pair.id, since: pair.since, weekdays, closed: leave, standing: pair.meetings.clone() };
        let (days, meetings) = (&self.days, &self.settings.meetings);
        plan(&Request { meetings, days, pairs: &[request], today }).pairs.remove(&pair.id).unwrap()
    }

    fn breaches(&self, pair: &Pair) -> Vec<String> {
        let weeks: BTreeMap<PairId, Week> = BTreeMap::from([(pair.id, self.week.clone())]);
        let law = Law { settings: &self.settings, days: &self.days, weeks: &weeks };
        judge(&law, [pair]).iter().map(ToString::to_string).collect()
    }

    /// The most meetings, up to `cap`, by trying: the days from which the best is still open, counted from the end.
    fn most_possible(&self, from: NaiveDate, lifted: &[Obstacle]) -> usize {
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

    fn may_follow(&self, day: NaiveDate, next: NaiveDate) -> bool {
        let weeks = &self.settings.meetings;
        let gap = (next - day).num_days();
        gap >= i64::from(weeks.weeks_least) * 7 && gap <= i64::from(weeks.weeks_most) * 7
    }

    fn is_open(&self, day: NaiveDate, lifted: &[Obstacle]) -> bool {
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
fn accept(pair: &mut Pair, timetable: &Timetable, today: NaiveDate) {
    for slot in timetable.meetings.iter().filter(|slot| slot.changed) {
        let moved = slot.before != Some(slot.date);
        let before = pair.meetings.get(&slot.number).map(|meeting| meeting.changed_on);
        let changed_on = if moved { today } else { before.unwrap_or(today) };
        let (number, status) = (slot.number, MeetingStatus::Planned);
        let (earliest, date, latest) = (slot.earliest, slot.date, slot.latest);
        let meeting = Meeting { number, earliest, date, latest, status, held_on: None, fixed: false, changes: 0, changed_on };
        pair.meetings.insert(slot.number, meeting);
    }
    for number in &timetable.cancelled {
        pair.meetings.get_mut(number).unwrap().status = MeetingStatus::Cancelled;
    }
}

/// What happens to a pair between two plans.
#[derive(Clone, Copy, Debug)]
enum Happening {
    Time(u64),
    Held { which: usize, late: u64 },
    Missed { which: usize },
    Moved { which: usize, by: u64 },
}

fn happening() -> impl Strategy<Value = Happening> {
    prop_oneof![
        (1..60u64).prop_map(Happening::Time),
        (0..3usize, 0..20u64).prop_map(|(which, late)| Happening::Held { which, late }),
        (0..3usize).prop_map(|which| Happening::Missed { which }),
        (0..4usize, 0..40u64).prop_map(|(which, by)| Happening::Moved { which, by }),
    ]
}

/// Lets it happen; meetings are held and missed only once their day has come.
fn happen(pair: &mut Pair, today: &mut NaiveDate, happening: Happening) {
    let now = *today;
    let planned =
        |past: bool| move |meeting: &&mut Meeting| meeting.status == MeetingStatus::Planned && (meeting.date <= now) == past;
    match happening {
        Happening::Time(days) => *today = after(now, days),
        Happening::Held { which, late } => {
            if let Some(meeting) = pair.meetings.values_mut().filter(planned(true)).nth(which) {
                meeting.status = MeetingStatus::Held;
                meeting.held_on = Some(after(meeting.date, late).min(now));
            }
        }
        Happening::Missed { which } => {
            if let Some(meeting) = pair.meetings.values_mut().filter(planned(true)).nth(which) {
                meeting.status = MeetingStatus::Missed;
            }
        }
        Happening::Moved { which, by } => {
            if let Some(meeting) = pair.meetings.values_mut().filter(planned(false)).nth(which) {
                meeting.date = after(now, by + 1);
                (meeting.earliest, meeting.latest) = (meeting.earliest.min(meeting.date), meeting.latest.max(meeting.date));
                meeting.fixed = true;
            }
        }
    }
}

fn settled(pair: &Pair) -> Vec<Meeting> {
    let stays = |meeting: &&Meeting| meeting.status != MeetingStatus::Planned || meeting.fixed;
    pair.meetings.values().filter(stays).cloned().collect()
}

fn a_fresh_plan_keeps_every_rule_and_has_the_most_meetings(programme: &Case) {
    let mut pair = programme.pair();
    let timetable = programme.plan(&pair, programme.today);
    accept(&mut pair, &timetable, programme.today);
    assert_eq!(programme.breaches(&pair), Vec::<String>::new());
    assert!(timetable.meetings.iter().all(|slot| slot.date > programme.today && slot.changed && slot.before.is_none()));
    assert!(timetable.meetings.windows(2).all(|two| two[0].latest < two[1].earliest), "windows overlap: {timetable:?}");
    let from = pair.since.max(programme.settings.meetings.first).max(after(programme.today, 1));
    assert_eq!(timetable.meetings.len(), programme.most_possible(from, &[]));
    the_reasons_are_true(programme, &timetable, from);
    assert_eq!(programme.plan(&pair, programme.today).meetings.iter().filter(|slot| slot.changed).count(), 0);
}

fn the_reasons_are_true(programme: &Case, timetable: &Timetable, from: NaiveDate) {
    let too_few = timetable.meetings.len() < programme.settings.meetings.least as usize;
    let told: Vec<_> =
        timetable.remarks.iter().filter_map(|remark| if let Remark::TooFew(why) = remark { Some(why) } else { None }).collect();
    assert_eq!(told.len(), usize::from(too_few));
    let all = [Obstacle::Weekdays, Obstacle::Leave, Obstacle::AvoidedDays];
    for why in told {
        assert_eq!(why.on_every_working_day as usize, programme.most_possible(from, &all));
        for obstacle in all {
            let without = programme.most_possible(from, &[obstacle]);
            let said = why.without.iter().find(|(said, _)| *said == obstacle).map(|(_, meetings)| *meetings as usize);
            assert_eq!(said, (without > timetable.meetings.len()).then_some(without), "{obstacle:?}");
        }
    }
}

fn settings_are_refused_exactly_when_no_pair_could_meet_them(programme: &Case) {
    let nobody = Week::default();
    let unlimited = Case { week: nobody, ..programme.clone() };
    let meetings = &programme.settings.meetings;
    let possible = unlimited.most_possible(meetings.first, &[]);
    let problems = feasibility(&programme.settings, &programme.days);
    let refused = problems.iter().find(|problem| problem.code == "meetings-do-not-fit");
    assert_eq!(refused.is_some(), possible < meetings.least as usize, "{problems:?}");
    if let Some(later) = refused.and_then(|problem| problem.help.as_deref()?.split("`last` to ").nth(1)?.get(..10)?.parse().ok())
    {
        let with_last = |last| {
            let settings = settings_of(Meetings { last, ..meetings.clone() }, programme.settings.calendar.clone());
            Case { settings, ..unlimited.clone() }.most_possible(meetings.first, &[])
        };
        let later: NaiveDate = later;
        assert!(with_last(later) >= meetings.least as usize);
        assert!(with_last(later.pred_opt().unwrap()) < meetings.least as usize);
    }
}

fn a_life_keeps_every_rule(programme: &Case, happenings: &[Happening]) {
    let (mut pair, mut today) = (programme.pair(), programme.today);
    let first = programme.plan(&pair, today);
    accept(&mut pair, &first, today);
    for happening in happenings {
        happen(&mut pair, &mut today, *happening);
        let before = settled(&pair);
        let timetable = programme.plan(&pair, today);
        assert!(timetable.meetings.iter().filter(|slot| slot.before != Some(slot.date)).all(|slot| slot.date > today));
        accept(&mut pair, &timetable, today);
        let cancelled_now = |meeting: &Meeting| timetable.cancelled.contains(&meeting.number);
        let after: Vec<Meeting> = settled(&pair).into_iter().filter(|meeting| !cancelled_now(meeting)).collect();
        assert_eq!(before, after, "what is settled stays");
        assert_eq!(programme.breaches(&pair), Vec::<String>::new(), "{timetable:?}");
        let again = programme.plan(&pair, today);
        assert!(again.meetings.iter().all(|slot| !slot.changed) && again.cancelled.is_empty(), "{timetable:?}\nagain {again:?}");
    }
}

prop_compose! {
    /// A programme so small that every timetable can be tried, and a closure that comes to be known after the first plan.
    fn small_programme()(
        case in programme(), length in 10..36u64, weeks in 1..3u32, more in 0..2u32, most in 2..5u32, closure in (0..30u64, 0..4u64),
    ) -> (Case, Closure) {
        let first = case.settings.meetings.first;
        let (least, weeks_least, weeks_most, last) = (1, weeks, weeks + more, after(first, length));
        let meetings = Meetings { least, most, weeks_least, weeks_most, last, ..case.settings.meetings };
        let closure = Closure { from: after(first, closure.0), to: after(first, closure.0 + closure.1), why: None };
        let (settings, week) = (settings_of(meetings, case.settings.calendar), Week::default());
        (Case { settings, week, since: first, today: first - Days::new(1), ..case }, closure)
    }
}

/// Every chain of open days after `today` that keeps the gaps, also to the last meeting held.
fn every_chain(case: &Case, today: NaiveDate, held: Option<NaiveDate>) -> Vec<Vec<NaiveDate>> {
    let last = case.settings.meetings.last;
    let open: Vec<NaiveDate> =
        today.iter_days().skip(1).take_while(|day| *day <= last).filter(|day| case.is_open(*day, &[])).collect();
    let soon = |day: &NaiveDate| held.is_none_or(|held| case.may_follow(held, *day));
    let far_enough =
        |day: &NaiveDate| held.is_none_or(|held| (*day - held).num_days() >= i64::from(case.settings.meetings.weeks_least) * 7);
    let long_ago = !open.iter().any(soon);
    let begins = |day: &&NaiveDate| if long_ago { far_enough(day) } else { soon(day) };
    let mut chains = vec![Vec::new()];
    let mut longest: Vec<Vec<NaiveDate>> = open.iter().filter(begins).map(|day| vec![*day]).collect();
    while !longest.is_empty() {
        chains.extend(longest.iter().cloned());
        let onward = |chain: &Vec<NaiveDate>| {
            let end = chain[chain.len() - 1];
            let next = open.iter().filter(move |day| case.may_follow(end, **day));
            let chain = chain.clone();
            next.map(move |day| [chain.as_slice(), &[*day]].concat()).collect::<Vec<_>>()
        };
        longest = longest.iter().flat_map(onward).collect();
    }
    chains
}

/// In how many of the `standing` days a chain differs, when the surplus standing ones are dropped as well as can be.
fn fewest_moves(standing: &[NaiveDate], chain: &[NaiveDate]) -> usize {
    match (standing.split_first(), chain.split_first()) {
        (None, _) | (_, None) => 0,
        (Some((stood, later)), Some((day, rest))) => {
            let here = usize::from(stood != day) + fewest_moves(later, rest);
            if standing.len() > chain.len() { here.min(fewest_moves(later, chain)) } else { here }
        }
    }
}

fn a_repair_moves_the_fewest_dates(case: &Case, closure: Closure, lateness: &[u64], passed: u64) {
    let mut pair = case.pair();
    let first = case.plan(&pair, case.today);
    accept(&mut pair, &first, case.today);
    let mut case = case.clone();
    case.days = DayBook::new(&case.settings.calendar, &[closure], 2024..=2030).unwrap();
    let today = after(case.today, passed);
    for (meeting, late) in pair.meetings.values_mut().zip(lateness).filter(|(meeting, _)| meeting.date <= today) {
        (meeting.status, meeting.held_on) = (MeetingStatus::Held, Some(after(meeting.date, *late).min(today)));
    }
    let fixed: Vec<NaiveDate> = pair.meetings.values().filter(|m| m.date <= today).map(|m| m.held_on.unwrap_or(m.date)).collect();
    let standing: Vec<NaiveDate> = pair.meetings.values().filter(|m| m.date > today).map(|m| m.date).collect();
    let room = (case.settings.meetings.most as usize).saturating_sub(fixed.len());
    let mut chains = every_chain(&case, today, fixed.iter().max().copied());
    chains.retain(|chain| chain.len() <= room);
    let longest = chains.iter().map(Vec::len).max().unwrap();
    let fewest = chains.iter().filter(|chain| chain.len() == longest).map(|chain| fewest_moves(&standing, chain)).min().unwrap();
    let repaired = case.plan(&pair, today);
    let coming = repaired.meetings.iter().filter(|slot| slot.date > today);
    assert_eq!(coming.clone().count(), longest);
    assert_eq!(coming.filter(|slot| slot.before.is_some_and(|before| before != slot.date)).count(), fewest);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fresh_plans_keep_every_rule(programme in programme()) {
        a_fresh_plan_keeps_every_rule_and_has_the_most_meetings(&programme);
        settings_are_refused_exactly_when_no_pair_could_meet_them(&programme);
    }

    #[test]
    fn repairs_move_the_fewest_dates(
        (case, closure) in small_programme(), lateness in proptest::collection::vec(0..9u64, 5), passed in 0..30u64,
    ) {
        a_repair_moves_the_fewest_dates(&case, closure, &lateness, passed);
    }

    #[test]
    fn lived_plans_keep_every_rule(programme in programme(), happenings in proptest::collection::vec(happening(), 1..12)) {
        a_life_keeps_every_rule(&programme, &happenings);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    #[ignore = "ten thousand programmes take ten seconds; run with --ignored before a release"]
    fn ten_thousand_programmes_keep_every_rule(programme in programme(), happenings in proptest::collection::vec(happening(), 1..12)) {
        a_fresh_plan_keeps_every_rule_and_has_the_most_meetings(&programme);
        settings_are_refused_exactly_when_no_pair_could_meet_them(&programme);
        a_life_keeps_every_rule(&programme, &happenings);
    }
}
