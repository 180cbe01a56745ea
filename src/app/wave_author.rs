//! By what the rows of surveys without names are known to be one person's: the issued code, the id, and what the lead answered.

use std::collections::BTreeSet;

use crate::app::evaluation;
use crate::app::session::CohortSession;
use crate::domain::id::PersonId;
use crate::domain::participant_code::ParticipantCode;
use crate::domain::problem::Refusal;
use crate::evaluation::linking::link_key;

/// One person as the author of such rows, under every id the person ever had.
pub(crate) struct WaveAuthor {
    ids: BTreeSet<PersonId>,
    codes: BTreeSet<ParticipantCode>,
    answered: BTreeSet<String>,
}

impl WaveAuthor {
    /// The author that this person is.
    ///
    /// # Errors
    /// When the private folder cannot be read.
    pub(crate) fn of(session: &CohortSession, person: PersonId) -> Result<WaveAuthor, Refusal> {
        let cohort = session.cohort();
        let retired = cohort.people.values().filter(|known| known.same_as == Some(person)).map(|known| known.id);
        let ids: BTreeSet<PersonId> = retired.chain([person]).collect();
        let mut codes = session.records()?.key.participant_codes(session.facts.people.keys().copied());
        codes.retain(|id, _| ids.contains(id));
        let answered = evaluation::answered(session)?.into_iter().filter(|(_, of)| ids.contains(of)).map(|(typed, _)| typed);
        Ok(WaveAuthor { answered: answered.collect(), codes: codes.into_values().collect(), ids })
    }

    /// Whether a text is the person's code.
    pub(crate) fn has_code(&self, text: &str) -> bool {
        ParticipantCode::parse(text).is_ok_and(|code| self.codes.contains(&code))
    }

    /// Whether somebody who typed this where a code or an id is asked for is the person.
    pub(crate) fn typed(&self, text: &str) -> bool {
        self.has_code(text) || text.parse().is_ok_and(|id| self.ids.contains(&id)) || self.answered.contains(&link_key(text))
    }
}
