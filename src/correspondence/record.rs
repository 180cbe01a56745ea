//! What was due and told for each person, as `cohort.toml` and the facts alone have it: no clock, no register, no text of the lead's own,
//! no draft. Before the reveal nothing here depends on who the partner is.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};

use super::audience::MailState;
use super::due::DueRule;
use super::ledger::{REPORTS, Recipient};
use super::stage_list::{self, StageName};
use super::stages::{Due, Recipients};
use crate::domain::cohort::Cohort;
use crate::domain::id::PersonId;
use crate::domain::settings::Settings;
use crate::domain::told::{Sent, Told};

/// What is known of one message and one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MailRecord {
    /// The day on which it is due; of what is sent every month, the next. None where no date decides it.
    pub due: Option<NaiveDate>,
    /// The day on which it was sent last.
    pub told: Option<NaiveDate>,
}

/// What is known of each message: its recipients in order.
pub(crate) type MailRecords = BTreeMap<String, Vec<(Recipient, MailRecord)>>;

/// Every message that a date makes due for somebody, or that somebody was sent, by stage and person. O(stages · people · log people).
pub(crate) fn records(settings: &Settings, cohort: &Cohort, told: &Told) -> MailRecords {
    let has_data = |id: &PersonId| cohort.people.get(id).is_some_and(|known| known.erased.is_none() && known.same_as.is_none());
    let known: BTreeSet<PersonId> = cohort.people.keys().copied().filter(has_data).collect();
    let doubts = BTreeMap::new();
    let mail = MailState::recorded(settings, cohort, &doubts, &known);
    let mut records = MailRecords::new();
    for stage in stage_list::names(settings) {
        add(&mut records, &stage.name, of_stage(&mail, &stage, &told.sent(&stage.name)));
    }
    for stage in told.0.keys() {
        let sent = told.sent(stage).into_iter();
        add(&mut records, stage, sent.map(|(who, sent)| (who, MailRecord { due: None, told: Some(sent.on) })).collect());
    }
    records
}

/// The records of a stage in order: of those who are to get it, and of those who were sent it.
fn of_stage(mail: &MailState<'_>, stage: &StageName<'_>, sent: &BTreeMap<Recipient, Sent>) -> Vec<(Recipient, MailRecord)> {
    let rule = stage_list::set_rule(stage, mail.settings).unwrap_or(DueRule::Usual(stage.row.due));
    let for_all = mail.is_one_day(&rule, stage.event).then(|| mail.due(&rule, stage.event, None, None));
    let record = |who: Recipient, is_recipient: bool| {
        let told = sent.get(&who).map(|sent| sent.on);
        let due = for_all.unwrap_or_else(|| mail.recorded_due(&rule, stage, who, told, is_recipient));
        (due.is_some() || told.is_some()).then_some((who, MailRecord { due, told }))
    };
    let recipients = recipients(mail, stage);
    let others = sent.keys().filter(|who| recipients.binary_search(who).is_err());
    let mut records: Vec<_> = recipients.iter().filter_map(|who| record(*who, true)).collect();
    let so_far = records.len();
    records.extend(others.filter_map(|who| record(*who, false)));
    if records.len() > so_far {
        records.sort_by_key(|(who, _)| *who);
    }
    records
}

/// Adds to what is known of a stage; of somebody who stands there already nothing is taken.
fn add(records: &mut MailRecords, stage: &str, more: Vec<(Recipient, MailRecord)>) {
    if more.is_empty() {
        return;
    }
    let Some(of_stage) = records.get_mut(stage) else {
        records.insert(stage.to_owned(), more);
        return;
    };
    let so_far = of_stage.len();
    for (who, record) in more {
        if of_stage.get(..so_far).is_none_or(|known| known.binary_search_by_key(&who, |(who, _)| *who).is_err()) {
            of_stage.push((who, record));
        }
    }
    of_stage.sort_by_key(|(who, _)| *who);
}

/// Who is to get the stage, in order.
fn recipients(mail: &MailState<'_>, stage: &StageName<'_>) -> Vec<Recipient> {
    match stage.row.to {
        Recipients::Outside(_) => vec![None],
        to => {
            // Both are in order: a look-up for each person and stage would be most of the work.
            let mut known = mail.known.iter().copied().peekable();
            let mut is_known = |person: &PersonId| {
                while known.next_if(|known| known < person).is_some() {}
                known.peek() == Some(person)
            };
            mail.audience(to, stage.event).into_iter().filter(|person| is_known(person)).map(Some).collect()
        }
    }
}

impl MailState<'_> {
    fn recorded_due(
        &self,
        rule: &DueRule,
        stage: &StageName<'_>,
        who: Recipient,
        told: Option<NaiveDate>,
        is_recipient: bool,
    ) -> Option<NaiveDate> {
        match rule {
            DueRule::Usual(Due::AtOnce) => None,
            DueRule::Usual(Due::Monthly) => {
                let last = self.settings.meetings.last.checked_add_days(Days::new(REPORTS))?;
                self.due(rule, stage.event, who, told).filter(|due| is_recipient && *due <= last)
            }
            _ => self.due(rule, stage.event, who, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example::{self, day};
    use crate::domain::fact::PairFact;
    use crate::domain::told::ToldRow;

    fn of(records: &MailRecords, stage: &str, who: &str) -> Option<MailRecord> {
        let who = Some(who.parse().unwrap());
        records.get(stage)?.iter().find(|(known, _)| *known == who).map(|(_, record)| *record)
    }

    #[test]
    fn who_is_due_something_stands_with_the_day_and_who_was_told_with_that_day() {
        let (settings, mut facts) = (example::settings(), example::facts());
        let mut told = Told::default();
        told.add("received", ToldRow { person: Some("M11".parse().unwrap()), on: day(2026, 10, 3), code: Some("a".into()) });
        told.add("quiet", ToldRow { person: Some("M02".parse().unwrap()), on: day(2027, 4, 3), code: Some("a".into()) });
        told.add("our-own", ToldRow { person: Some("M02".parse().unwrap()), on: day(2027, 4, 4), code: Some("a".into()) });
        let found = records(&settings, &Cohort::of(&facts), &told);
        let record = |due, told| Some(MailRecord { due, told });
        assert_eq!(of(&found, "received", "M11"), record(Some(day(2026, 10, 1)), Some(day(2026, 10, 3))));
        assert_eq!(of(&found, "place", "M02"), record(Some(day(2026, 10, 20)), None));
        assert_eq!(of(&found, "place", "M11"), None, "waits");
        assert_eq!(of(&found, "quiet", "M02"), record(None, Some(day(2027, 4, 3))));
        assert_eq!(of(&found, "our-own", "M02"), record(None, Some(day(2027, 4, 4))));
        assert_eq!((of(&found, "quiet", "E01"), of(&found, "reveal", "E01")), (None, None));

        facts.pair(example::pair("M02-E01"), day(2027, 1, 7), PairFact::Revealed { to: None });
        let found = records(&settings, &Cohort::of(&facts), &told);
        assert_eq!(of(&found, "reveal", "E01"), record(Some(day(2027, 1, 7)), None));
        assert_eq!(of(&found, "log", "E01"), record(Some(day(2027, 2, 7)), None));
        assert_eq!(of(&found, "place", "M02"), None, "knows the partner by now");
    }
}
