//! The proof of a matching: the one that was kept, against its digest; without it, the one that the repeated matching gives.

use super::finding::{Claim, Finding};
use crate::app::session::CohortSession;
use crate::domain::draw::Draw;
use crate::domain::problem::Problem;
use crate::domain::proof::Proof;
use crate::store::formats::proof;
use crate::store::layout;

const PROOF: (&str, &str) = ("proof", "the proof is the one that was recorded");

/// What is at hand of a matching's proof.
pub(super) enum Evidence {
    /// It is kept, and its digest is the recorded one.
    Kept(Proof),
    /// It is kept, and something is wrong with it.
    Altered(Vec<String>),
    /// It is not here, or cannot be compared, for this reason.
    Missing(String),
}

impl Evidence {
    /// Compares the kept text with the digest in the record of the matching in file `number`.
    pub(super) fn new(session: &CohortSession, number: u32, draw: &Draw, text: Option<&str>) -> Evidence {
        let Some(recorded) = &draw.proof else {
            return Evidence::Altered(vec!["the record holds no digest of a proof".to_owned()]);
        };
        let Ok(records) = session.records() else {
            return Evidence::Missing("its digest needs the key, which is not here".to_owned());
        };
        let Some(text) = text else { return Evidence::Missing(format!("{} is not kept here", proof::NAME)) };
        if records.key.digest(text.as_bytes()) != *recorded {
            let other = format!("{} is not the recorded proof, or its digest was changed", proof::NAME);
            return Evidence::Altered(vec![other]);
        }
        let file = layout::draw_inputs(number, proof::NAME).map_or_else(|_| proof::NAME.to_owned(), |path| path.to_string());
        match proof::read(text, &file) {
            Ok(proof) => Evidence::Kept(proof),
            Err(found) => Evidence::Altered(found.iter().map(Problem::to_string).collect()),
        }
    }

    /// The proof to judge the claims by, where the repeated matching is proved by `again`.
    pub(super) fn or<'p>(&'p self, again: &'p Proof) -> &'p Proof {
        if let Evidence::Kept(proof) = self { proof } else { again }
    }

    /// Whether the proof is the recorded one; `again` is that of the repeated matching. Prices that prove a pairing are not unique,
    /// so that others contradict nothing.
    pub(super) fn finding(&self, number: u32, session: &CohortSession, draw: &Draw, again: Option<&Proof>) -> Finding {
        let claim = Claim::from(PROOF);
        match (self, again) {
            (Evidence::Kept(_), _) => Finding::of(number, claim, "by its keyed digest", Vec::new()),
            (Evidence::Altered(found), _) => Finding::of(number, claim, "by its keyed digest", found.clone()),
            (Evidence::Missing(_), Some(again)) if is_recorded(again, session, draw) => {
                Finding::of(number, claim, "made again, by its keyed digest", Vec::new())
            }
            (Evidence::Missing(why), _) => Finding::unchecked(number, claim, why),
        }
    }
}

/// Whether the digest in the record is that of the proof.
pub(super) fn is_recorded(found: &Proof, session: &CohortSession, draw: &Draw) -> bool {
    let digest = session.records().ok().map(|records| records.key.digest(proof::write(found).as_bytes()));
    digest.is_some() && digest == draw.proof
}
