//! One claim of a matching, how it was checked, and what came of it.

use crate::domain::problem::{Place, Problem};
use crate::render::output::{Cell, Sheet};
use crate::store::layout;

/// What came of checking a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It holds.
    Holds,
    /// Something contradicts it.
    Contradicted,
    /// What is needed to check it is not here.
    Unchecked,
}

impl Outcome {
    fn cell(self) -> Cell {
        let (code, label) = match self {
            Outcome::Holds => ("holds", "holds"),
            Outcome::Contradicted => ("contradicted", "CONTRADICTED"),
            Outcome::Unchecked => ("unchecked", "not checked"),
        };
        Cell::Coded { code: code.into(), label: label.into() }
    }
}

/// What is claimed of a matching, with its stable code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) code: &'static str,
    pub(super) says: String,
}

impl From<(&'static str, &'static str)> for Claim {
    fn from((code, says): (&'static str, &'static str)) -> Claim {
        Claim { code, says: says.to_owned() }
    }
}

/// One claim, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    /// The matching's number.
    pub(super) draw: u32,
    pub(super) claim: Claim,
    /// By what means.
    pub(super) how: String,
    pub(super) outcome: Outcome,
    /// What contradicts it, or why it was not checked.
    pub(super) details: Vec<String>,
    /// What the lead can do so that it can be checked here.
    pub(super) advice: Option<Problem>,
}

impl Finding {
    /// A claim against which `contradictions` were found.
    pub(super) fn of(draw: u32, claim: Claim, how: impl Into<String>, contradictions: Vec<String>) -> Finding {
        let outcome = if contradictions.is_empty() { Outcome::Holds } else { Outcome::Contradicted };
        Finding { draw, claim, how: how.into(), outcome, details: contradictions, advice: None }
    }

    /// A claim that could not be checked.
    pub(super) fn unchecked(draw: u32, claim: Claim, why: impl Into<String>) -> Finding {
        let (how, details) = (String::new(), vec![why.into()]);
        Finding { draw, claim, how, outcome: Outcome::Unchecked, details, advice: None }
    }

    /// Where to look: what a matching read is kept in the private folder, everything else is in git's history.
    fn cure(&self, file: &str) -> String {
        match self.claim.code {
            "inputs" => format!("restore private/draws/{:03} from a backup, or from the colleague who matched", self.draw),
            _ => format!("`git log -p -- {file}` shows whether the record was changed; if it never was, report this as a bug"),
        }
    }

    /// What contradicts the claim, as problems of the record.
    pub(super) fn problems(&self) -> impl Iterator<Item = Problem> {
        let place = Place::file(layout::draw(self.draw).as_str());
        let told = self.details.iter().filter(|_| self.outcome == Outcome::Contradicted);
        let file = layout::draw(self.draw);
        told.map(move |said| Problem::error(self.claim.code, said).at(place.clone()).help(self.cure(file.as_str())))
    }
}

/// The findings, one a row.
pub(super) fn sheet(findings: &[Finding]) -> Sheet {
    let rows = findings.iter().map(|finding| {
        let claim = Cell::Coded { code: finding.claim.code.into(), label: finding.claim.says.clone() };
        let how = Cell::text(&finding.how);
        [Cell::Whole(finding.draw.into()), claim, how, finding.outcome.cell(), Cell::List(finding.details.clone())]
    });
    Sheet::new("Matchings", ["draw", "claim", "how", "result", "details"], rows)
}
