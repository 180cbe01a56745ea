//! The ledger: of each stage who is to get it, who was sent it, who is missing, and what contradicts the cohort's state.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, Months, NaiveDate};

use super::audience::{MailState, start_for};
use super::due;
use super::due::DueRule;
use super::prerequisites;
use super::stage_list::Stage;
use super::stages::{Due, Recipients};
use crate::domain::id::{PairId, PersonId};
use crate::domain::induction;
use crate::domain::problem::Problem;
use crate::domain::progress;
use crate::domain::told::{Sent, Told};

/// For so many days after the last day for meetings people are asked whether they have met.
pub(super) const REPORTS: u64 = 14;

/// Somebody who gets a message; nobody where it goes to a list that only the lead's office has.
pub(crate) type Recipient = Option<PersonId>;

/// Messages of a day: what they said is over, whatever changes later.
const PASSING: [&str; 12] = [
    "received",
    "question",
    "waiting",
    "book",
    "log",
    "quiet",
    "left",
    "partner-left",
    "pair-ended",
    "thanks",
    "results",
    "next-cohort",
];

/// The stage that offers a talk to the two of a quiet pair.
const QUIET: &str = "quiet";

/// One stage of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LedgerLine {
    /// The stage.
    pub stage: String,
    /// The event that it is about.
    pub event: Option<String>,
    /// The earliest day on which it is due for somebody who has not been sent it; without such a person, the cohort's day.
    pub due: Option<NaiveDate>,
    /// Whether it is due today for somebody.
    pub is_due: bool,
    /// For whom it is due today.
    pub due_for: BTreeSet<Recipient>,
    /// Everybody who is to get it or was sent it.
    pub expected: BTreeSet<Recipient>,
    /// Who was sent it.
    pub sent: BTreeSet<Recipient>,
    /// For whom a draft stands that was not sent.
    pub drafted: BTreeSet<Recipient>,
    /// Of those for whom a draft stands, whose draft says what is no longer so.
    pub stale: BTreeSet<Recipient>,
    /// Who was sent what is no longer right.
    pub outdated: BTreeSet<Recipient>,
    /// Of those, for whom a correction is drafted that was not sent.
    pub corrections: BTreeSet<Recipient>,
    /// Whether what people hold still matters to them: something is to come, or an answer is asked for.
    pub still_matters: bool,
    /// The link without which there is nothing to send.
    pub lacks: Option<&'static str>,
    /// Whether it would be due today for somebody, were it not for that link.
    pub is_blocked: bool,
}

impl LedgerLine {
    /// Who holds what is no longer right where it matters, and has no correction drafted.
    pub(crate) fn to_correct(&self) -> BTreeSet<Recipient> {
        let left = self.outdated.difference(&self.corrections).copied();
        left.filter(|_| self.still_matters).collect()
    }

    /// Whether drafts stand that are ready to be sent.
    pub(crate) fn has_drafts(&self) -> bool {
        !self.drafted.is_empty() && self.stale.is_empty()
    }

    /// Who is expected, without a draft and not sent anything.
    pub(crate) fn missing(&self) -> impl Iterator<Item = Recipient> {
        self.expected.iter().copied().filter(|who| !self.sent.contains(who) && !self.drafted.contains(who))
    }
}

impl MailState<'_> {
    /// Who gets the stage now, whether or not it was sent.
    pub(crate) fn recipients(&self, stage: &Stage<'_>) -> Vec<Recipient> {
        match stage.to {
            Recipients::Outside(side) if self.has_nobody_to_invite(side) => Vec::new(),
            Recipients::Outside(_) => vec![None],
            to => {
                let people = self.audience(to, stage.event).into_iter().filter(|person| self.known.contains(person));
                people.filter(|person| !self.is_over(stage, *person)).map(Some).collect()
            }
        }
    }

    /// Whoever the stage still concerns: people in the state to which it speaks, whatever they answered meanwhile and whatever day it is.
    pub(crate) fn concerned(&self, stage: &Stage<'_>) -> BTreeSet<Recipient> {
        let to = match stage.to {
            Recipients::Undeclared => Recipients::Hidden,
            Recipients::Undecided | Recipients::Guests | Recipients::Untrained => Recipients::Paired,
            Recipients::NotBooked | Recipients::Quiet | Recipients::StillMeeting | Recipients::HaveMet => Recipients::Revealed,
            Recipients::InDoubt => Recipients::Applicants,
            to => to,
        };
        self.audience(to, stage.event).into_iter().map(Some).collect()
    }

    /// Whether the session that the message is about is past for this person; of what is sent every month, whether the last meetings are
    /// long past.
    fn is_over(&self, stage: &Stage<'_>, person: PersonId) -> bool {
        if stage.row.due == Due::Monthly {
            return self.today > self.settings.meetings.last + Days::new(REPORTS);
        }
        let before = matches!(stage.row.due, Due::Event(days) if days < 0);
        let start = stage.event.filter(|_| before).and_then(|event| start_for(self.blind(person)?, event));
        start.is_some_and(|start| start.date() < self.today)
    }

    /// Whether the day by which the message asks for an answer is past. Thanks for an answer, and a question, are never too late.
    fn is_late(&self, stage: &Stage<'_>) -> bool {
        // Whoever gets a place late is asked to declare all the same, and reminded no more.
        let is_declaration = stage.to == Recipients::Undeclared && matches!(stage.row.due, Due::Paired);
        let asks = !matches!(stage.to, Recipients::Applicants | Recipients::InDoubt) && !is_declaration;
        let deadline = stage.row.deadline.filter(|_| asks);
        // How things are before the programme can be asked until it begins, although pairs were made when others do the training already.
        if matches!(deadline, Some(Due::Beginning(_))) {
            return induction::first_day(self.settings).unwrap_or(self.settings.meetings.first) <= self.today;
        }
        deadline.and_then(|rule| self.due(&DueRule::Usual(rule), stage.event, None, None)).is_some_and(|day| day < self.today)
    }

    /// Who was sent the stage so that it still counts: a monthly one for a month, a nudge until the pair goes quiet again.
    pub(crate) fn still_sent(&self, stage: &Stage<'_>, told: &Told) -> BTreeMap<Recipient, Sent> {
        let mut sent = told.sent(&stage.name);
        match (stage.row.due, stage.to) {
            (Due::Monthly, _) => {
                sent.retain(|_, sent| sent.on.checked_add_months(Months::new(1)).is_some_and(|again| again > self.today));
            }
            (_, Recipients::Quiet) => sent = self.still_quiet(sent),
            // Whoever was told since that there is no partner hears of a place again.
            (Due::Paired, Recipients::Hidden) => {
                let waits = told.sent("waiting");
                sent.retain(|who, sent| waits.get(who).is_none_or(|waits| waits.on <= sent.on));
            }
            // Whoever chose a date that is offered no more is asked again: what was sent before that choice asked for it.
            (_, Recipients::Undecided) => sent.retain(|who, sent| {
                let lost = who.zip(stage.event).and_then(|(who, event)| self.lost_choice(who, event));
                lost.is_none_or(|chose| sent.on > chose)
            }),
            _ => {}
        }
        sent
    }

    /// Who gets the stage now and has not been sent it, with the day on which it is due.
    pub(crate) fn open(&self, stage: &Stage<'_>, told: &Told) -> Vec<(Recipient, Option<NaiveDate>)> {
        let sent = self.still_sent(stage, told);
        let mut last = told.sent(&stage.name);
        let asked_otherwise = self.asked_by_quiet(stage, told, &mut last);
        let open = self.recipients(stage).into_iter().filter(|who| !sent.contains_key(who) && !asked_otherwise.contains(who));
        let first = prerequisites::reminds_of(stage, self.settings);
        let first = first.map(|(names, days)| (prerequisites::last_sent(&names, told), days));
        let is_held_back = !self.not_to_be(stage).is_empty();
        let due = |who: Recipient| {
            if stage.row.due == Due::Joined && who.is_some_and(|person| self.is_decided(person)) {
                return None;
            }
            let usual = self.due(&stage.rule, stage.event, who, last.get(&who).map(|sent| sent.on)).filter(|_| !is_held_back)?;
            let Some((first, days)) = &first else { return Some(usual) };
            first.get(&who)?.checked_add_days(Days::new(*days)).map(|soonest| soonest.max(usual))
        };
        open.map(|who| (who, due(who))).collect()
    }

    /// The pairs that stand in the way of a stage: it tells people of a partner, or that their pair is final, and the two may not be a
    /// pair.
    fn not_to_be(&self, stage: &Stage<'_>) -> Vec<(PairId, &str)> {
        let is_of_partner = match stage.to {
            Recipients::FirstRevealed | Recipients::LaterRevealed | Recipients::NotBooked => true,
            Recipients::Custom(..) => stage.names_partner,
            _ => stage.row.id == "pairing-final",
        };
        let pairs = if is_of_partner { Some(self.forbidden()) } else { None };
        let pairs = pairs.into_iter().flatten().map(|(pair, why)| (*pair, why.as_str()));
        let concerns = |pair: PairId| {
            let knows = |person: PersonId| self.active(person).any(|known| known.pair().id == pair);
            stage.to == Recipients::Hidden || pair.people().into_iter().any(knows)
        };
        pairs.filter(|(pair, _)| concerns(*pair)).collect()
    }

    /// Of the monthly question whether a pair has met: who is asked it by `quiet` now. Whoever was sent that one is asked again a month
    /// later, so that nobody gets two such mails at once.
    fn asked_by_quiet(&self, stage: &Stage<'_>, told: &Told, last: &mut BTreeMap<Recipient, Sent>) -> BTreeSet<Recipient> {
        if stage.row.due != Due::Monthly || self.settings.messages.skip.iter().any(|skip| skip == QUIET) {
            return BTreeSet::new();
        }
        let was_sent = told.sent(QUIET);
        for (who, sent) in &was_sent {
            let known = last.entry(*who).or_insert_with(|| sent.clone());
            if known.on < sent.on {
                *known = sent.clone();
            }
        }
        let still = self.still_quiet(was_sent);
        let quiet = self.audience(Recipients::Quiet, None).into_iter().map(Some);
        quiet.filter(|who| !still.contains_key(who)).collect()
    }

    /// Of those who were sent `quiet`, whose pair has not gone quiet again since.
    fn still_quiet(&self, mut sent: BTreeMap<Recipient, Sent>) -> BTreeMap<Recipient, Sent> {
        let quiet = progress::quiet_pairs(self.cohort, &self.settings.meetings, self.today);
        sent.retain(|who, sent| !quiet.iter().any(|quiet| who.is_some_and(|who| quiet.pair.has(who)) && sent.on <= quiet.since));
        sent
    }

    /// The line of the stage. `drafted` are those for whom a draft stands, `outdated` those who hold what is no longer right.
    pub(crate) fn line(
        &self,
        stage: &Stage<'_>,
        told: &Told,
        drafted: &BTreeSet<Recipient>,
        outdated: BTreeSet<Recipient>,
        corrections: BTreeSet<Recipient>,
    ) -> LedgerLine {
        let sent: BTreeSet<Recipient> = self.still_sent(stage, told).into_keys().collect();
        let asked_otherwise = self.asked_by_quiet(stage, told, &mut BTreeMap::new());
        let open = self.open(stage, told);
        let earliest = open.iter().filter_map(|(_, due)| *due).min();
        let lacks = stage.row.link.filter(|link| due::link(self.settings, link).is_none());
        let is_time = !self.is_late(stage) && earliest.is_some_and(|due| due <= self.today);
        let due_for = open.iter().filter(|(_, due)| due.is_some_and(|due| due <= self.today)).map(|(who, _)| *who).collect();
        LedgerLine {
            due_for,
            stage: stage.name.clone(),
            event: stage.event.map(|event| event.id.clone()),
            due: earliest.or_else(|| self.due(&stage.rule, stage.event, None, None)),
            is_due: lacks.is_none() && is_time,
            is_blocked: lacks.is_some() && is_time,
            expected: self
                .recipients(stage)
                .into_iter()
                .filter(|who| !asked_otherwise.contains(who))
                .chain(sent.iter().copied())
                .collect(),
            drafted: drafted.iter().copied().filter(|who| !sent.contains(who)).collect(),
            sent,
            stale: BTreeSet::new(),
            outdated,
            corrections,
            still_matters: !PASSING.contains(&stage.row.id) && !self.is_late(stage),
            lacks,
        }
    }

    /// What speaks against sending the stage now, as the cohort stands.
    pub(crate) fn contradictions(&self, stage: &Stage<'_>, told: &Told) -> Vec<Problem> {
        self.not_happened(stage, told).into_iter().chain(self.forbidden_of(stage)).collect()
    }

    /// The pairs of which the stage tells although they may not be.
    pub(crate) fn forbidden_of(&self, stage: &Stage<'_>) -> Vec<Problem> {
        let problem = |(pair, why): (PairId, &str)| {
            let message = format!("{pair} may not be a pair, and {} {}: {why}", stage.name, tells_of_a_pair(stage));
            Problem::error("forbidden-pair", message).help("`revmentor match` makes other pairs")
        };
        self.not_to_be(stage).into_iter().map(problem).collect()
    }
}

/// What a stage does that a pair which may not be stands in the way of.
fn tells_of_a_pair(stage: &Stage<'_>) -> &'static str {
    match stage.to {
        Recipients::Hidden => "says that the pairs are final",
        _ => "tells the two of each other",
    }
}
