//! Who gets a message: people by their state in the cohort.
//!
//! Nobody is chosen by who the partner is. Before the reveal the choice depends on who has a pair and who waits, on nothing else.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::stages::{PersonState, Recipients};
use crate::domain::attendance::{AttendanceRow, AttendanceWord};
use crate::domain::blind::Blind;
use crate::domain::cohort::Cohort;
use crate::domain::correspondence_settings::DeclarationMode;
use crate::domain::draw::WaitReason;
use crate::domain::event::{Event, EventKind};
use crate::domain::fact::EndReason;
use crate::domain::id::{PairId, PersonId};
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::progress;
use crate::domain::settings::Settings;
use crate::domain::side::{BySide, Side};
use crate::domain::visible_pairs::{VisiblePair, VisiblePairs};

/// Something about conflicts of interest that is not clear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnclearAnswer {
    /// The words that are not clear.
    pub words: String,
    /// The whole answer in which they stand.
    pub answer: String,
    /// Whether it stood on a declaration sheet, not in the survey.
    pub is_declared: bool,
}

/// The cohort as messages see it on one day.
#[derive(Debug)]
pub(crate) struct MailState<'a> {
    /// The settings.
    pub settings: &'a Settings,
    /// The cohort.
    pub cohort: &'a Cohort,
    /// The day that counts as today.
    pub today: NaiveDate,
    /// The last day whose reveals and departures have happened: today, but for the record, which has no clock.
    horizon: NaiveDate,
    /// Whoever wrote something that is not clear, with these words.
    pub doubts: &'a BTreeMap<PersonId, Vec<UnclearAnswer>>,
    /// Whose personal data stands in the register.
    pub known: &'a BTreeSet<PersonId>,
    /// The standing pairs that may not be, with the reason.
    forbidden: BTreeMap<PairId, String>,
    /// Whether somebody of each side was invited and has not signed up; none where nobody wrote down who was invited.
    invited: Option<BySide<bool>>,
    /// Whether anything that came of the programme is published.
    published: bool,
    blind: BTreeMap<PersonId, Blind<'a>>,
    visible: BTreeMap<PersonId, VisiblePairs<'a>>,
    /// The day of each side's first reveal.
    first_reveal: BySide<Option<NaiveDate>>,
    waiting: BTreeMap<PersonId, WaitReason>,
    quiet: BTreeSet<PersonId>,
    /// The day on which each person's first pair was made. A later pair of the same person tells nothing new.
    first_paired: BTreeMap<PersonId, NaiveDate>,
    /// The day on which each person's last pair ended.
    last_ended: BTreeMap<PersonId, NaiveDate>,
}

impl<'a> MailState<'a> {
    /// The state on `today`. O(facts · log facts).
    pub(crate) fn new(
        settings: &'a Settings,
        cohort: &'a Cohort,
        today: NaiveDate,
        doubts: &'a BTreeMap<PersonId, Vec<UnclearAnswer>>,
        known: &'a BTreeSet<PersonId>,
    ) -> MailState<'a> {
        MailState::until(settings, cohort, [today, today], doubts, known)
    }

    /// The same, where it is known who was invited.
    pub(crate) fn with_invited(self, invited: Option<BySide<bool>>) -> MailState<'a> {
        MailState { invited, ..self }
    }

    /// The same, where it is known which standing pairs may not be.
    pub(crate) fn with_forbidden(self, forbidden: BTreeMap<PairId, String>) -> MailState<'a> {
        MailState { forbidden, ..self }
    }

    /// The same, where it is known whether anything that came of the programme is published.
    pub(crate) fn with_published(self, published: bool) -> MailState<'a> {
        MailState { published, ..self }
    }

    pub(super) fn is_published(&self) -> bool {
        self.published
    }

    /// The pairs that go on and may not be, each with the reason.
    pub(crate) fn forbidden(&self) -> &BTreeMap<PairId, String> {
        &self.forbidden
    }

    /// Whether an invitation would reach nobody: everybody who was invited has signed up.
    pub(super) fn has_nobody_to_invite(&self, side: Option<Side>) -> bool {
        let is_open = |invited: &BySide<bool>| Side::BOTH.into_iter().any(|of| side.is_none_or(|side| side == of) && invited[of]);
        self.invited.as_ref().is_some_and(|invited| !is_open(invited))
    }

    /// The state without a clock: all that is recorded has happened, and nothing is too late, due at once or quiet.
    pub(super) fn recorded(
        settings: &'a Settings,
        cohort: &'a Cohort,
        doubts: &'a BTreeMap<PersonId, Vec<UnclearAnswer>>,
        known: &'a BTreeSet<PersonId>,
    ) -> MailState<'a> {
        MailState::until(settings, cohort, [NaiveDate::MIN, NaiveDate::MAX], doubts, known)
    }

    fn until(
        settings: &'a Settings,
        cohort: &'a Cohort,
        [today, horizon]: [NaiveDate; 2],
        doubts: &'a BTreeMap<PersonId, Vec<UnclearAnswer>>,
        known: &'a BTreeSet<PersonId>,
    ) -> MailState<'a> {
        let visible = VisiblePairs::by_person(cohort, horizon);
        let first = |side: Side| {
            let of_side = visible.values().filter(|pairs| pairs.person().side() == side);
            of_side.flat_map(|pairs| pairs.iter().map(|pair| pair.revealed_on())).min()
        };
        let quiet = progress::quiet_pairs(cohort, &settings.meetings, today).into_iter().flat_map(|quiet| quiet.pair.people());
        let (mut first_paired, mut last_ended) = (BTreeMap::new(), BTreeMap::new());
        for (pair, person) in cohort.pairs.values().flat_map(|pair| pair.id.people().map(|person| (pair, person))) {
            let first = first_paired.entry(person).or_insert(pair.since);
            *first = pair.since.min(*first);
            if let Some((on, _)) = pair.ended {
                let last = last_ended.entry(person).or_insert(on);
                *last = on.max(*last);
            }
        }
        MailState {
            settings,
            cohort,
            today,
            horizon,
            doubts,
            known,
            forbidden: BTreeMap::new(),
            invited: None,
            published: false,
            blind: Blind::by_person(cohort),
            first_reveal: BySide { mentors: first(Side::Mentor), mentees: first(Side::Mentee) },
            visible,
            waiting: cohort.waiting(),
            quiet: quiet.collect(),
            first_paired,
            last_ended,
        }
    }

    /// How a person stands, without the partner.
    pub(crate) fn blind(&self, person: PersonId) -> Option<Blind<'a>> {
        self.blind.get(&person).copied()
    }

    /// Why a person has no pair.
    pub(crate) fn waits(&self, person: PersonId) -> Option<WaitReason> {
        self.waiting.get(&person).copied()
    }

    /// The day on which the person was first paired; without a person, that of the first pair.
    pub(super) fn first_paired(&self, person: Option<PersonId>) -> Option<NaiveDate> {
        match person {
            Some(person) => self.first_paired.get(&person).copied(),
            None => self.first_paired.values().min().copied(),
        }
    }

    /// The day on which the person's last pair ended.
    pub(super) fn last_ended(&self, person: PersonId) -> Option<NaiveDate> {
        self.last_ended.get(&person).copied()
    }

    /// The pairs that a person may know of; none before the reveal.
    pub(crate) fn visible(&self, person: PersonId) -> Option<&VisiblePairs<'a>> {
        self.visible.get(&person)
    }

    /// Everybody who gets a message, by id; `event` is the group session of the stage.
    pub(crate) fn audience(&self, to: Recipients, event: Option<&Event>) -> Vec<PersonId> {
        self.blind.values().filter(|blind| self.gets(blind, to, event)).map(|blind| blind.person).collect()
    }

    fn gets(&self, blind: &Blind<'a>, to: Recipients, event: Option<&Event>) -> bool {
        let person = blind.person;
        let is_present = blind.left().is_none_or(|on| on > self.horizon);
        let is_paired = blind.is_paired && is_present;
        match to {
            Recipients::Outside(_) => false,
            Recipients::Applicants => is_present,
            Recipients::InDoubt => is_present && self.doubts.contains_key(&person),
            Recipients::Waiting => self.waiting.contains_key(&person) && !self.lost_a_partner(person),
            Recipients::Hidden => is_paired && self.is_hidden(person),
            Recipients::Undeclared => is_paired && self.is_hidden(person) && self.is_asked_to_declare(blind),
            Recipients::Paired => is_paired,
            Recipients::Untrained => is_paired && self.attended(person, EventKind::Training) == 0,
            Recipients::Undecided => is_paired && event.is_some_and(|event| self.is_undecided(blind, event)),
            Recipients::Guests => is_paired && event.is_some_and(|event| is_guest(*blind, event)),
            Recipients::FirstRevealed => is_paired && self.active(person).any(|pair| !self.is_later(person, pair)),
            Recipients::LaterRevealed => is_paired && self.active(person).any(|pair| self.is_later(person, pair)),
            Recipients::Revealed => is_paired && self.active(person).next().is_some(),
            Recipients::StillMeeting => is_paired && self.active(person).any(|pair| !self.has_met_enough(pair)),
            Recipients::HaveMet => is_paired && self.active(person).any(has_met),
            Recipients::LeftBehind => is_present && self.left_behind(person).next().is_some(),
            Recipients::Parted => is_present && self.parted(person).next().is_some(),
            Recipients::Left => !is_present,
            Recipients::NotBooked => {
                let is_time_left = self.today <= self.settings.meetings.last;
                is_paired && is_time_left && self.active(person).any(|pair| !is_booked(pair))
            }
            Recipients::Quiet => is_paired && self.quiet.contains(&person) && self.active(person).next().is_some(),
            Recipients::EverPaired => blind.was_paired,
            Recipients::Begun => self.has_begun(blind, is_present),
            Recipients::Thanked => self.has_begun(blind, is_present) && !self.gets(blind, Recipients::TookPart, None),
            Recipients::TookPart => is_present && self.owed_for_a_letter(person).is_empty(),
            Recipients::WaitingOrAlumni => is_present && (self.waiting.contains_key(&person) || blind.was_paired),
            Recipients::WithData => self.known.contains(&person),
            Recipients::Custom(state, side) => side.is_none_or(|side| side == person.side()) && self.is(blind, state),
        }
    }

    fn is(&self, blind: &Blind<'a>, state: PersonState) -> bool {
        let to = match state {
            PersonState::Everyone => Recipients::Applicants,
            PersonState::Paired => Recipients::Paired,
            PersonState::PairedHidden => Recipients::Hidden,
            PersonState::Waiting => return self.waiting.contains_key(&blind.person),
            PersonState::Revealed => Recipients::Revealed,
            PersonState::Left => Recipients::Left,
            PersonState::EverPaired => Recipients::EverPaired,
        };
        self.gets(blind, to, None)
    }

    /// Whether the person has, or had, a place, or was left over by a matching: whoever applied hears of that, not of the application.
    pub(super) fn is_decided(&self, person: PersonId) -> bool {
        let is_left_over = || self.waits(person).is_some_and(|why| why != WaitReason::NotYetMatched);
        self.blind(person).is_some_and(|blind| blind.was_paired) || !self.cohort.draws.is_empty() && is_left_over()
    }

    /// Whether the programme began for somebody who was paired: whoever left before knew of no partner and came to nothing.
    fn has_begun(&self, blind: &Blind<'a>, is_present: bool) -> bool {
        let knows = self.visible.contains_key(&blind.person) || self.sessions_attended(blind.person).next().is_some();
        blind.was_paired && (is_present || knows)
    }

    /// Whether nothing of a present pair was revealed to the person.
    fn is_hidden(&self, person: PersonId) -> bool {
        self.active(person).next().is_none()
    }

    pub(super) fn active(&self, person: PersonId) -> impl Iterator<Item = VisiblePair<'a>> {
        self.visible.get(&person).into_iter().flat_map(VisiblePairs::active)
    }

    /// Whether the pair was found after the first reveal to the person's side.
    pub(super) fn is_later(&self, person: PersonId, pair: VisiblePair<'a>) -> bool {
        self.first_reveal[person.side()].is_some_and(|first| pair.pair().since > first)
    }

    /// Whether the person knew of a partner and has none now, as another message says.
    fn lost_a_partner(&self, person: PersonId) -> bool {
        self.left_behind(person).next().is_some() || self.parted(person).next().is_some()
    }

    /// Whether every meeting of the pair is reported, and no further one is asked for or possible.
    fn has_met_enough(&self, pair: VisiblePair<'_>) -> bool {
        let is_open = |meeting: &Meeting| meeting.status == MeetingStatus::Planned;
        let mut held = 0;
        for meeting in pair.meetings() {
            if is_open(meeting) {
                return false;
            }
            held += usize::from(meeting.held_on.is_some());
        }
        let is_over = self.today > self.settings.meetings.last;
        held > 0 && (is_over || held >= self.settings.meetings.least as usize)
    }

    fn is_asked_to_declare(&self, blind: &Blind<'a>) -> bool {
        self.settings.declaration.shows[blind.person.side()] != DeclarationMode::Fields && !blind.has_declared()
    }

    fn is_undecided(&self, blind: &Blind<'a>, event: &Event) -> bool {
        let is_to_come = event.dates.iter().any(|start| start.date() >= self.today);
        event.audience.includes(blind.person.side()) && event.dates.len() > 1 && blind.choice(event).is_none() && is_to_come
    }

    /// The day on which the person chose a date of the event that is offered no more.
    pub(super) fn lost_choice(&self, person: PersonId, event: &Event) -> Option<NaiveDate> {
        let blind = self.blind.get(&person)?;
        blind.chosen(event).filter(|_| blind.choice(event).is_none()).map(|chosen| chosen.on)
    }

    /// The pairs that this person knew of and that ended because the other left.
    pub(crate) fn left_behind(&self, person: PersonId) -> impl Iterator<Item = VisiblePair<'a>> {
        let ended = self.visible.get(&person).into_iter().flat_map(VisiblePairs::iter).filter(|pair| !pair.pair().is_active());
        ended.filter(|pair| self.cohort.people.get(&pair.partner()).is_some_and(|partner| partner.withdrew.is_some()))
    }

    /// The pairs that this person knew of and that were ended although neither has left; not those that were made by mistake.
    pub(crate) fn parted(&self, person: PersonId) -> impl Iterator<Item = VisiblePair<'a>> {
        let ended = self.visible.get(&person).into_iter().flat_map(VisiblePairs::iter);
        let is_parted = |pair: &VisiblePair<'_>| {
            let why = pair.pair().ended.map(|(_, why)| why);
            why.is_some_and(|why| !matches!(why, EndReason::Withdrawal | EndReason::Mistake))
        };
        ended.filter(is_parted)
    }

    /// What a letter of participation asks for and this person has not done, each as a clause; empty where the letter is due.
    pub(crate) fn owed_for_a_letter(&self, person: PersonId) -> Vec<String> {
        let asked = &self.settings.letters.participation;
        let (met, least) = (self.held(person), asked.meetings.unwrap_or(self.settings.meetings.least) as usize);
        let supervisions = (asked.supervision as usize).min(self.invitations(person, EventKind::Supervision));
        let supervised = self.attended(person, EventKind::Supervision);
        let misses_induction = asked.induction
            && self.invitations(person, EventKind::Induction) > 0
            && self.attended(person, EventKind::Induction) == 0;
        let clauses = [
            (met < least).then(|| format!("held {met} of the {least} meetings that it asks for")),
            misses_induction.then(|| "is not recorded at the induction".to_owned()),
            (supervised < supervisions)
                .then(|| format!("is recorded at {supervised} of the {supervisions} supervisions that it asks for")),
        ];
        clauses.into_iter().flatten().collect()
    }

    fn invitations(&self, person: PersonId, kind: EventKind) -> usize {
        let is_asked = |event: &&Event| event.kind == kind && event.audience.includes(person.side());
        self.settings.events.iter().filter(is_asked).count()
    }

    fn attended(&self, person: PersonId, kind: EventKind) -> usize {
        self.sessions_attended(person).filter(|(event, _)| event.kind == kind).count()
    }

    /// Whether this person is recorded as absent from the event.
    pub(crate) fn was_absent(&self, person: PersonId, event: &Event) -> bool {
        let row = self.cohort.people.get(&person).and_then(|known| known.attendance.get(&event.id));
        row.is_some_and(|row| row.attended == AttendanceWord::Absent)
    }

    /// The group sessions at which this person is recorded, in the order of `cohort.toml`.
    pub(crate) fn sessions_attended(&self, person: PersonId) -> impl Iterator<Item = (&'a Event, AttendanceRow)> {
        let known = self.cohort.people.get(&person).map(|known| &known.attendance);
        let events = self.settings.events.iter();
        let came = |row: &AttendanceRow| row.attended == AttendanceWord::Came;
        events.filter_map(move |event| Some((event, *known?.get(&event.id).filter(|row| came(row))?)))
    }

    /// How many meetings this person is known to have had, in every pair.
    pub(crate) fn held(&self, person: PersonId) -> usize {
        let pairs = self.visible.get(&person).into_iter().flat_map(VisiblePairs::iter);
        pairs.map(|pair| pair.meetings().filter(|meeting| meeting.held_on.is_some()).count()).sum()
    }
}

/// Whether the two are known to have met.
pub(super) fn has_met(pair: VisiblePair<'_>) -> bool {
    pair.meetings().any(|meeting| meeting.held_on.is_some())
}

fn is_guest(blind: Blind<'_>, event: &Event) -> bool {
    event.audience.includes(blind.person.side()) && start_for(blind, event).is_some()
}

/// The date of the event to which this person comes: the only one, or the chosen one.
pub(crate) fn start_for(blind: Blind<'_>, event: &Event) -> Option<chrono::NaiveDateTime> {
    match event.dates.as_slice() {
        [only] => Some(*only),
        several => several.get((blind.choice(event)? as usize).checked_sub(1)?).copied(),
    }
}

/// Whether a first meeting was held, or its day was fixed by somebody.
pub(super) fn is_booked(pair: VisiblePair<'_>) -> bool {
    pair.meetings().any(|meeting| meeting.held_on.is_some() || meeting.fixed)
}
