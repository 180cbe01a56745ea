//! When a message is due, for the cohort and for each person.

use chrono::{Days, Months, NaiveDate};

use super::audience::{MailState, is_booked, start_for};
use super::stages::{Due, TRAINED};
use crate::domain::correspondence_settings::DueSetting;
use crate::domain::event::{Event, EventKind};
use crate::domain::id::PersonId;
use crate::domain::induction;
use crate::domain::milestone::Milestone;
use crate::domain::settings::Settings;

/// So many days after somebody was told of a partner nobody asks whether the two have met.
const NUDGE: i64 = 14;

/// So many days somebody has for an answer where the usual day for it is past.
const ANSWER: i64 = 7;

/// A rule with what the lead wrote over it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum DueRule {
    /// As in every programme.
    Usual(Due),
    /// On this day.
    Day(NaiveDate),
    /// So many days from the first date of the event with this id.
    EventDays(String, i64),
}

/// The rule of a stage when the lead wrote something else for it.
///
/// # Errors
/// Words that name no date, with the dates that there are.
pub(crate) fn set(usual: Due, setting: &DueSetting, settings: &Settings) -> Result<DueRule, Vec<String>> {
    match setting {
        DueSetting::Day(day) => Ok(DueRule::Day(*day)),
        DueSetting::Days(days) => Ok(DueRule::Usual(moved(usual, *days))),
        DueSetting::Words(words) => of_words(words, settings),
    }
}

fn moved(due: Due, days: i64) -> Due {
    match due {
        Due::Milestone(milestone, _) => Due::Milestone(milestone, days),
        Due::Event(_) => Due::Event(days),
        Due::Training(_) => Due::Training(days),
        Due::Induction(_) => Due::Induction(days),
        Due::Beginning(_) => Due::Beginning(days),
        Due::KeepUntil(_) => Due::KeepUntil(days),
        Due::FirstMeetingNudge(_) => Due::FirstMeetingNudge(days),
        due => due,
    }
}

/// The rule that words tell: a milestone or an event, `± days` (`d`) or weeks (`w`); or a day.
///
/// # Errors
/// Words that name no date, with the dates that there are.
pub(crate) fn of_words(words: &str, settings: &Settings) -> Result<DueRule, Vec<String>> {
    if let Ok(day) = words.trim().parse() {
        return Ok(DueRule::Day(day));
    }
    let named = |name: &str, days: i64| {
        if let Some(milestone) = Milestone::all().find(|milestone| milestone.key() == name) {
            return Some(DueRule::Usual(Due::Milestone(milestone, days)));
        }
        settings.events.iter().any(|event| event.id == name).then(|| DueRule::EventDays(name.to_owned(), days))
    };
    // An id may end as a number of days does: the whole words come first.
    let shifted = || split_days(words).and_then(|(name, days)| named(name, days));
    named(words.trim(), 0).or_else(shifted).ok_or_else(|| {
        let events = settings.events.iter().map(|event| event.id.clone());
        Milestone::all().map(|milestone| milestone.key().to_owned()).chain(events).collect()
    })
}

/// `induction-mentors - 14d`, `induction-mentors-14d` and `induction-mentors - 2 weeks` are the name and −14.
fn split_days(words: &str) -> Option<(&str, i64)> {
    const UNITS: [(&str, i64); 7] = [("weeks", 7), ("week", 7), ("w", 7), ("days", 1), ("day", 1), ("d", 1), ("", 1)];
    let (name, sign, count) = words.char_indices().rev().find_map(|(at, sign)| match sign {
        '-' | '+' => Some((words.get(..at)?, sign, words.get(at + 1..)?.trim())),
        _ => None,
    })?;
    let (digits, days) = UNITS.iter().find_map(|(unit, days)| Some((count.strip_suffix(unit)?, days)))?;
    let number = digits.trim().parse::<i64>().ok().filter(|number| (0..=1000).contains(number))?;
    Some((name.trim(), if sign == '-' { -number * days } else { number * days }))
}

fn shifted(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    let count = Days::new(days.unsigned_abs());
    if days < 0 { day.checked_sub_days(count) } else { day.checked_add_days(count) }
}

/// A link by its name, as written; that of the training stands with its event too.
pub(crate) fn link<'s>(settings: &'s Settings, name: &str) -> Option<&'s str> {
    let of_training = || training(settings).and_then(|event| event.venue.link.as_ref()).filter(|_| name == "training");
    settings.messages.links.get(name).or_else(of_training).map(String::as_str)
}

/// The first training of the programme.
pub(super) fn training(settings: &Settings) -> Option<&Event> {
    settings.events.iter().filter(|event| event.kind == EventKind::Training).min_by_key(|event| event.by)
}

/// Whether the programme has a training.
pub(super) fn has_training(settings: &Settings) -> bool {
    training(settings).is_some()
}

/// The day of a milestone: as written or proposed, else as the period for meetings tells it.
pub(crate) fn milestone(settings: &Settings, milestone: Milestone) -> Option<NaiveDate> {
    let written = settings.dates.iter().find(|date| date.milestone == milestone).map(|date| date.first);
    let of_sessions = || {
        let sessions = settings.events.iter().filter(|event| milestone.is_session(event));
        sessions.flat_map(|event| event.dates.iter().map(chrono::NaiveDateTime::date)).min()
    };
    written.or_else(of_sessions).or(match milestone {
        Milestone::Start => Some(settings.meetings.first),
        Milestone::MeetingsEnd | Milestone::WrapUp => Some(settings.meetings.last),
        Milestone::Letters => shifted(settings.meetings.last, 14),
        _ => None,
    })
}

impl MailState<'_> {
    /// The day on which a message is due for one person, or, without one, for the cohort at the earliest. `last` is the day on which the
    /// person was sent it last.
    pub(crate) fn due(
        &self,
        rule: &DueRule,
        event: Option<&Event>,
        person: Option<PersonId>,
        last: Option<NaiveDate>,
    ) -> Option<NaiveDate> {
        match rule {
            DueRule::Day(day) => Some(*day),
            DueRule::EventDays(id, days) => {
                let event = self.settings.events.iter().find(|event| event.id == *id)?;
                self.event_day(event, person).and_then(|day| shifted(day, *days))
            }
            DueRule::Usual(due) => self.usual(*due, event, person, last),
        }
    }

    /// Whether the message is due on no day: it tells until when personal data is kept, and that is not settled.
    pub(crate) fn is_never_due(&self, rule: &DueRule) -> bool {
        matches!(rule, DueRule::Usual(Due::KeepUntil(_))) && self.settings.privacy.keep_until.is_none()
    }

    /// Whether the rule tells one day for everybody: the person and what the person was sent do not count.
    pub(super) fn is_one_day(&self, rule: &DueRule, event: Option<&Event>) -> bool {
        let has_one_date = |event: Option<&Event>| event.is_none_or(|event| event.dates.len() < 2);
        match rule {
            DueRule::Day(_) => true,
            DueRule::EventDays(id, _) => has_one_date(self.settings.events.iter().find(|event| event.id == *id)),
            DueRule::Usual(Due::Event(_)) => has_one_date(event),
            DueRule::Usual(due) => {
                matches!(due, Due::Milestone(..) | Due::Training(_) | Due::Induction(_) | Due::KeepUntil(_))
            }
        }
    }

    /// The day by which a message drafted today asks for an answer. Where the usual day is past it is a week from today (an invitation to
    /// sign up aside: its day is a closing date), but before what the answer decides about: the matching, the reveal, the session.
    pub(super) fn deadline(&self, rule: Due, event: Option<&Event>, person: Option<PersonId>) -> Option<NaiveDate> {
        let usual = self.due(&DueRule::Usual(rule), event, person, None)?;
        // Nobody is asked for an answer on the very day.
        if usual > self.today || person.is_none() {
            return Some(usual);
        }
        let tomorrow = shifted(self.today, 1)?;
        let next = match (rule, event) {
            (Due::Milestone(Milestone::RecruitmentCloses, _), _) => milestone(self.settings, Milestone::Matching),
            (_, Some(event)) => self.event_day(event, person),
            (Due::Beginning(_), None) => induction::inductions(self.settings).into_iter().map(|induction| induction.day).min(),
            (_, None) => milestone(self.settings, Milestone::Reveal),
        };
        let before = next.and_then(|day| shifted(day, -1)).filter(|day| *day >= tomorrow);
        let week = shifted(self.today, ANSWER)?;
        Some(before.map_or(week, |before| before.min(week)))
    }

    fn usual(&self, due: Due, event: Option<&Event>, person: Option<PersonId>, last: Option<NaiveDate>) -> Option<NaiveDate> {
        match due {
            Due::Milestone(which, days) => milestone(self.settings, which).and_then(|day| shifted(day, days)),
            Due::Training(days) => {
                let by = training(self.settings).and_then(|event| event.by);
                by.or_else(|| milestone(self.settings, Milestone::Start)).and_then(|day| shifted(day, days))
            }
            Due::Event(days) => event.and_then(|event| self.event_day(event, person)).and_then(|day| shifted(day, days)),
            Due::Induction(days) => {
                let first = induction::inductions(self.settings).into_iter().map(|induction| induction.day).min();
                first.or(Some(self.settings.meetings.first)).and_then(|day| shifted(day, days))
            }
            Due::Beginning(days) => {
                let asked = training(self.settings).and_then(|event| event.by).and_then(|by| shifted(by, -TRAINED));
                let first = induction::inductions(self.settings).into_iter().map(|induction| induction.day).chain(asked).min();
                first.or(Some(self.settings.meetings.first)).and_then(|day| shifted(day, days))
            }
            Due::Joined => self.blind(person?)?.joined(),
            Due::Paired => self.first_paired(person),
            Due::Matched => {
                let newest = self.cohort.draws.last()?;
                // After a re-match a place may become free again within days.
                let told = if newest.number > 1 { shifted(newest.on, 3) } else { Some(newest.on) };
                told.max(person.and_then(|person| self.last_ended(person)))
            }
            Due::Revealed => match person {
                Some(person) => self.visible(person)?.active().map(|pair| pair.revealed_on()).max(),
                None => milestone(self.settings, Milestone::Reveal),
            },
            Due::Left => {
                let person = person?;
                let partner = self.left_behind(person).filter_map(|pair| pair.pair().ended).map(|(on, _)| on).max();
                self.blind(person)?.left().or(partner)
            }
            Due::Parted => self.parted(person?).filter_map(|pair| pair.pair().ended).map(|(on, _)| on).max(),
            Due::FirstMeetingNudge(days) => {
                let usual = milestone(self.settings, Milestone::FirstMeetingBy).and_then(|day| shifted(day, days));
                let told = person.and_then(|person| self.active(person).map(|pair| pair.revealed_on()).max());
                usual.max(told.and_then(|told| shifted(told, NUDGE)))
            }
            Due::AtOnce => person.map(|_| self.today),
            Due::Monthly => {
                let revealed = person.and_then(|person| self.visible(person)?.active().map(|pair| pair.revealed_on()).min());
                last.or(revealed)?.checked_add_months(Months::new(1))
            }
            Due::KeepUntil(days) => shifted(self.settings.privacy.keep_until?, days),
            Due::Later(days) => shifted(self.today, days),
            Due::FirstMeeting => {
                let usual = self.first_meeting_by(person?);
                let last = milestone(self.settings, Milestone::MeetingsEnd).map(|end| end.min(self.settings.meetings.last));
                let day = usual.max(shifted(self.today, 7))?;
                Some(last.map_or(day, |last| day.min(last.max(self.today))))
            }
            Due::OnRequest => None,
        }
    }

    /// The last day for the first meeting of a person who was told of the partner: that of the window which the reveal names.
    pub(super) fn first_meeting_by(&self, person: PersonId) -> Option<NaiveDate> {
        let open = self.active(person).filter(|pair| !is_booked(*pair));
        let latest = open.filter_map(|pair| pair.pair().meetings.get(&1).map(|meeting| self.settings.latest_told(meeting))).min();
        latest.or_else(|| milestone(self.settings, Milestone::FirstMeetingBy))
    }

    /// The day of the event to which the person comes; without a choice, or a person, the first.
    fn event_day(&self, event: &Event, person: Option<PersonId>) -> Option<NaiveDate> {
        let own = person.and_then(|person| start_for(self.blind(person)?, event));
        own.or_else(|| event.dates.iter().min().copied()).map(|start| start.date())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example;

    #[test]
    fn words_name_a_milestone_an_event_or_a_day() {
        let settings = example::settings();
        let of = |words| of_words(words, &settings);
        assert_eq!(of("induction-mentors - 14d"), Ok(DueRule::EventDays("induction-mentors".into(), -14)));
        assert_eq!(of("meetings_end + 2w"), Ok(DueRule::Usual(Due::Milestone(Milestone::MeetingsEnd, 14))));
        assert_eq!(of("2027-03-01"), Ok(DueRule::Day(example::day(2027, 3, 1))));
        for same in
            ["induction-mentors-14d", "induction-mentors - 2 weeks", " induction-mentors  -2w ", "induction-mentors - 14 days"]
        {
            assert_eq!(of(same), of("induction-mentors - 14d"), "{same}");
        }
        assert_eq!(of("induction-mentors"), Ok(DueRule::EventDays("induction-mentors".into(), 0)));
        assert!(of("inducton-mentors - 14d").unwrap_err().contains(&"induction-mentors".to_owned()));
    }
}
