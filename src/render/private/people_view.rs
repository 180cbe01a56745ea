//! `private/people.csv` and `private/pairs.csv`: everybody and every pair with names and addresses, for the lead's spreadsheet and mail
//! merge. With a byte order mark, so that Excel reads the letters right.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::names::Names;
use crate::domain::cohort::{Cohort, Participant};
use crate::domain::draw::WaitReason;
use crate::domain::fact::WithdrawalReason;
use crate::domain::id::{PairId, PersonId};
use crate::domain::pair::Pair;
use crate::domain::progress;
use crate::domain::settings::Settings;
use crate::domain::side::Side;
use crate::render::escape::csv::{CsvCell, OrBlank, Records};
use crate::render::shared::pairings;

const BYTE_ORDER_MARK: &str = "\u{feff}";

const PEOPLE: [&str; 9] = ["id", "side", "name", "email", "state", "pair", "partner", "waiting_reason", "code"];

const PAIRS: [&str; 12] = [
    "pair",
    "status",
    "mentor",
    "mentor_email",
    "mentee",
    "mentee_email",
    "since",
    "until",
    "score",
    "next_meeting",
    "held",
    "quiet_days",
];

/// What the two views are made of.
#[derive(Clone, Copy)]
pub(crate) struct PrivateView<'a> {
    /// The settings.
    pub settings: &'a Settings,
    /// The cohort, with scores.
    pub cohort: &'a Cohort,
    /// Who everybody is.
    pub names: &'a Names,
    /// The evaluation code of each participant.
    pub codes: &'a BTreeMap<PersonId, String>,
    /// The day that counts as today.
    pub today: NaiveDate,
}

impl PrivateView<'_> {
    /// Everybody who ever joined, by id, without retired ids; a row for each pair of somebody who is in several. O(people · log people).
    pub(crate) fn people(&self) -> String {
        let waiting = self.cohort.waiting_now(self.settings.matching.policy.places);
        let mut pairs: BTreeMap<PersonId, Vec<PairId>> = BTreeMap::new();
        for pair in self.cohort.active_pairs() {
            pairs.entry(pair.id.mentor).or_default().push(pair.id);
            pairs.entry(pair.id.mentee).or_default().push(pair.id);
        }
        let mut records = Records::headed_after(BYTE_ORDER_MARK, PEOPLE);
        for person in self.cohort.people.values().filter(|person| person.same_as.is_none()) {
            let reason = waiting.get(&person.id).copied();
            match pairs.get(&person.id) {
                Some(pairs) => pairs.iter().for_each(|pair| self.push_person(&mut records, person, Some(*pair), reason)),
                None => self.push_person(&mut records, person, None, reason),
            }
        }
        records.into_text()
    }

    fn push_person(&self, records: &mut Records, person: &Participant, pair: Option<PairId>, waiting: Option<WaitReason>) {
        let (name, email) = self.contact(person.id);
        let partner = pair.map(|pair| self.names.label(pair.person(person.id.side().other())));
        let reason = waiting.filter(|_| pair.is_none()).map(WaitReason::code);
        let cells: [&dyn CsvCell; 9] = [
            &person.id,
            &person.id.side().one(self.settings.programme.kind),
            &name,
            &email,
            &self.state(person, pair, reason.is_some()),
            &OrBlank(pair),
            &OrBlank(partner),
            &OrBlank(reason),
            &OrBlank(self.codes.get(&person.id).filter(|_| person.erased.is_none())),
        ];
        records.push(cells);
    }

    /// How far the person is: erased, withdrawn, paired, waiting, or an applicant before the first matching.
    fn state(&self, person: &Participant, pair: Option<PairId>, waits: bool) -> &'static str {
        match (person.erased, &person.withdrew, pair) {
            (Some(_), ..) => "erased",
            (_, Some((_, WithdrawalReason::NeverJoined)), _) => "never-joined",
            (_, Some(_), _) => "withdrawn",
            _ if person.leaves.is_some() => "leaving",
            (_, None, Some(_)) => "paired",
            _ if waits && !self.cohort.draws.is_empty() => "waiting",
            _ => "applicant",
        }
    }

    /// Every pair that ever was, by id.
    pub(crate) fn pairs(&self) -> String {
        let quiet = progress::quiet_pairs(self.cohort, &self.settings.meetings, self.today);
        let quiet: BTreeMap<PairId, i64> = quiet.into_iter().map(|quiet| (quiet.pair, quiet.days)).collect();
        let mut records = Records::headed_after(BYTE_ORDER_MARK, PAIRS);
        for pair in self.cohort.pairs.values() {
            self.push_pair(&mut records, pair, quiet.get(&pair.id).copied());
        }
        records.into_text()
    }

    fn push_pair(&self, records: &mut Records, pair: &Pair, quiet_days: Option<i64>) {
        let [(mentor, mentor_email), (mentee, mentee_email)] = Side::BOTH.map(|side| self.contact(pair.id.person(side)));
        let next = pair.planned().map(|meeting| meeting.date).filter(|date| *date >= self.today).min();
        let cells: [&dyn CsvCell; 12] = [
            &pair.id,
            &pairings::status(pair),
            &mentor,
            &mentor_email,
            &mentee,
            &mentee_email,
            &pair.since,
            &OrBlank(pair.ended.map(|(on, _)| on)),
            &OrBlank(pair.score),
            &OrBlank(next),
            &pair.held().count(),
            &OrBlank(quiet_days),
        ];
        records.push(cells);
    }

    /// Name and address; the id where nobody at hand has it.
    fn contact(&self, id: PersonId) -> (String, String) {
        match self.names.contact(id) {
            Some(contact) => (contact.name.clone(), contact.email.reveal().to_owned()),
            None => (id.to_string(), String::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::example;
    use crate::render::private::names::tests::names;

    #[test]
    fn everybody_stands_with_partner_state_and_code() {
        let (settings, cohort) = (example::settings(), example::cohort());
        let names = names(&[("M02", "=Anna"), ("E01", "Siân Ó Briain")]);
        let codes = BTreeMap::from([("E01".parse().unwrap(), "K7QX".to_owned())]);
        let view =
            PrivateView { settings: &settings, cohort: &cohort, names: &names, codes: &codes, today: example::day(2027, 1, 4) };
        let people = view.people();
        assert!(people.starts_with("\u{feff}id,side,name,email,state,pair,partner,waiting_reason,code\n"), "{people}");
        assert!(people.contains(",mentor,'=Anna,"), "{people}");
        assert!(people.contains("E01,mentee,Siân Ó Briain,sian.o.briain@x.example,paired,M02-E01,M02 =Anna,,K7QX\n"), "{people}");
        let pairs = view.pairs();
        assert!(pairs.contains("M02-E01,active,'=Anna,"), "{pairs}");
        assert!(pairs.contains("M09-E02,ended,M09,,E02,,2026-10-20,2027-02-01,"), "{pairs}");
    }
}
