//! Which matching an explanation is about: the one that made the pair, else the last that knew the people, else one made now.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::app::draw;
use crate::app::draw::Wish;
use crate::app::kept;
use crate::app::session::CohortSession;
use crate::domain::draw::Draw;
use crate::domain::fact::Origin;
use crate::domain::id::{PairId, PersonId};
use crate::domain::match_request::MatchRequest;
use crate::domain::problem::Refusal;
use crate::domain::text::long_date;

/// What a matching read, and which it was.
pub(super) struct Basis {
    pub(super) request: MatchRequest,
    /// The number and day; none for one that is only supposed.
    pub(super) draw: Option<(u32, NaiveDate)>,
    /// What must be said about it first.
    pub(super) said: Vec<String>,
}

impl Basis {
    /// The matching that made the person's pair, else the last in which the person was.
    pub(super) fn of_one(session: &CohortSession, person: PersonId) -> Result<Basis, Refusal> {
        let cohort = session.cohort();
        let own = cohort.pairs_of(person).next();
        let mut basis = match own.map(|pair| pair.origin) {
            Some(Origin::Draw(number)) => Basis::from(session, |draw| draw.number == number),
            Some(Origin::Adopted) => Basis::now(session, Vec::new()),
            None => Basis::from(session, |draw| draw.people.contains(&person)),
        }?;
        if let Some((day, reason)) = cohort.people.get(&person).and_then(|known| known.withdrew) {
            basis.said.push(format!("{} withdrew on {} ({}).", session.label(person), long_date(day), reason.code()));
        }
        if let Some(pair) = own.filter(|pair| pair.origin == Origin::Adopted) {
            basis.said.push(format!("The pair {} was taken over from elsewhere on {}.", pair.id, long_date(pair.since)));
        }
        Ok(basis)
    }

    /// The matching that made the two a pair, else the last in which both were.
    pub(super) fn of_two(session: &CohortSession, pair: PairId) -> Result<Basis, Refusal> {
        let cohort = session.cohort();
        let stands = cohort.pairs.get(&pair).filter(|known| known.is_active());
        match stands.map(|pair| pair.origin) {
            Some(Origin::Draw(number)) => Basis::from(session, |draw| draw.number == number),
            Some(Origin::Adopted) => Basis::now(
                session,
                vec![format!("The pair {pair} was taken over from elsewhere; no matching of this program made it.")],
            ),
            None => Basis::from(session, |draw| pair.people().iter().all(|person| draw.people.contains(person))),
        }
    }

    fn from(session: &CohortSession, fits: impl Fn(&Draw) -> bool) -> Result<Basis, Refusal> {
        let Some((&number, draw)) = session.facts.draws.iter().rev().find(|(_, draw)| fits(draw)) else {
            return Basis::now(session, Vec::new());
        };
        match kept::of(session, number, draw)?.kept {
            Ok(request) => {
                let said = vec![format!("Matching {number} of {} ({}):", long_date(draw.on), draw.occasion.code())];
                Ok(Basis { request, draw: Some((number, draw.on)), said })
            }
            Err(why) => Basis::now(session, vec![format!("What matching {number} read cannot be had: {why}.")]),
        }
    }

    /// A matching as it would be made now.
    fn now(session: &CohortSession, mut said: Vec<String>) -> Result<Basis, Refusal> {
        let seed = session.settings.matching.seed.unwrap_or(0);
        let wish = Wish { seed, public: None, fresh: false, allow_moves: false, precedence: BTreeSet::new() };
        said.push("As `revmentor match` would have it now, by the answers of today:".to_owned());
        Ok(Basis { request: draw::request(session, &session.cohort(), &wish)?, draw: None, said })
    }
}
