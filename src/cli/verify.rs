//! `verify`: repeats every recorded matching from what it read, and checks what is claimed of it by means other than the solver's.

mod announced;
mod claims;
mod finding;
mod matching;
mod proof;

use clap::Args;

use crate::app::draw as step;
use crate::app::draw_history::DrawHistory;
use crate::app::kept;
use crate::app::kept::Inputs;
use crate::app::session::CohortSession;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::domain::draw::Draw;
use crate::domain::fact::Origin;
use crate::domain::match_request::MatchRequest;
use crate::domain::problem::{Place, Problem, Refusal};
use crate::domain::proof::Proof;
use crate::render::output::{Cell, Document, Format, Sheet};
use crate::store::formats::proof as format;
use crate::store::layout;
use finding::{Finding, Outcome};
use proof::Evidence;

/// Repeat every recorded matching from its kept inputs and seed, and check what it claims
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Only the matching with this number
    #[arg(value_name = "N")]
    number: Option<u32>,
    /// Print the proof of matching N in full, one price a row, so that anybody can add it up
    #[arg(long, value_name = "N", conflicts_with = "number")]
    proof: Option<u32>,
}

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open_unjudged()?;
    if let Some(number) = arguments.proof {
        return print_proof(&session, number, console);
    }
    let findings = console.patiently("repeating and proving what is recorded", || match arguments.number {
        Some(number) => {
            let history = DrawHistory::of(&session)?;
            Ok(matching::judge(&session, &history, (number, recorded(&session, number)?))?)
        }
        None => judge_all(&session).map_err(Refusal::from),
    })?;
    let cohort = session.cohort();
    let adopted = cohort.pairs.values().filter(|pair| pair.origin == Origin::Adopted);
    let rows = adopted.map(|pair| [Cell::text(&pair.id), Cell::Day(pair.since)]);
    let adopted = Sheet::new("Pairs taken over as they were, by no matching of this program", ["pair", "since"], rows);
    let (none, any_adopted) = (findings.is_empty(), !adopted.is_empty());
    let mut document = Document::default().sheet("claims", finding::sheet(&findings));
    if any_adopted || !console.format.is_for_people() {
        document = document.sheet("adopted", adopted);
    }
    console.show(&document)?;
    if none {
        console.say("No matching is recorded yet.")?;
    }
    conclude(&findings, console)
}

fn recorded(session: &CohortSession, number: u32) -> Result<&Draw, Refusal> {
    session.facts.draws.get(&number).ok_or_else(|| {
        let numbers: Vec<String> = session.facts.draws.keys().map(ToString::to_string).collect();
        let help = match numbers.last() {
            None => "none is recorded yet: `revmentor match` makes one".to_owned(),
            Some(last) => format!("recorded: {}; the newest: `revmentor verify {last}`", numbers.join(", ")),
        };
        Problem::error("no-such-matching", "there is no matching with this number").value(number.to_string()).help(help).into()
    })
}

/// Every matching that is recorded, or that there must have been: a later one, or a pair, names it.
fn judge_all(session: &CohortSession) -> Result<Vec<Finding>, Problem> {
    let cohort = session.cohort();
    let origins = cohort.pairs.values().map(|pair| pair.origin);
    let named = origins.filter_map(|origin| if let Origin::Draw(number) = origin { Some(number) } else { None });
    let announcements = &session.facts.announcements;
    let last = named.chain(session.facts.draws.keys().chain(announcements.keys()).copied()).max().unwrap_or(0);
    let history = DrawHistory::of(session)?;
    let mut findings = announced::gone(session, &history);
    for number in 1..=last {
        if let Some(announcement) = announcements.get(&number) {
            findings.push(announced::announcement(session, announcement)?);
            continue;
        }
        match session.facts.draws.get(&number) {
            Some(draw) => findings.extend(matching::judge(session, &history, (number, draw))?),
            None if findings.last().is_some_and(|last: &Finding| last.draw + 1 < number) => {}
            None => findings.push(matching::missing(number)),
        }
    }
    Ok(findings)
}

/// Says how many claims hold; what is contradicted ends the verb.
fn conclude(findings: &[Finding], console: &mut Console<'_>) -> anyhow::Result<Done> {
    let count = |outcome: Outcome| findings.iter().filter(|finding| finding.outcome == outcome).count();
    if !findings.is_empty() {
        let (holding, unchecked) = (count(Outcome::Holds), count(Outcome::Unchecked));
        let contradicted = count(Outcome::Contradicted);
        console.say(&format!("{holding} claims hold, {contradicted} are contradicted, {unchecked} could not be checked."))?;
    }
    let advice: Vec<Problem> = findings.iter().filter_map(|finding| finding.advice.clone()).collect();
    console.warn(&advice)?;
    let contradictions: Vec<Problem> = findings.iter().flat_map(Finding::problems).collect();
    if contradictions.is_empty() { Ok(Done) } else { Err(Refusal::unmet(contradictions).into()) }
}

/// The proof that was kept; where it is gone, that of the matching made again.
fn print_proof(session: &CohortSession, number: u32, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let draw = recorded(session, number)?;
    let Inputs { kept, proof: text, .. } = kept::of(session, number, draw)?;
    let kept_proof = match Evidence::new(session, number, draw, text.as_deref()) {
        Evidence::Kept(proof) => Some(proof),
        Evidence::Altered(_) | Evidence::Missing(_) => None,
    };
    let found = kept_proof.map_or_else(|| again(number, kept, console), Ok)?;
    match console.format {
        Format::Json => console.show(&Document::default().sheet("proof", prices(&found)))?,
        Format::Table | Format::List | Format::Csv => console.print(&format::write(&found))?,
    }
    if session.records().is_ok() && !proof::is_recorded(&found, session, draw) {
        let problem = Problem::error("proof", "this proof does not have the digest that is in the record");
        let problem = problem.help("look at `git log` of the record: one of the two was changed");
        return Err(Refusal::unmet(vec![problem.at(Place::file(layout::draw(number).as_str()))]).into());
    }
    Ok(Done)
}

fn again(number: u32, kept: Result<MatchRequest, String>, console: &mut Console<'_>) -> Result<Proof, Refusal> {
    let kept = kept.map_err(|why| {
        let message = format!("matching {number} cannot be repeated: {why}");
        Refusal::unmet(vec![Problem::error("no-inputs", message).help("run the command where its kept inputs are")])
    })?;
    Ok(console.patiently(&step::pairing(&kept), || step::propose(&kept))?.proof)
}

/// The prices as texts: they may have more digits than the numbers of JSON.
fn prices(proof: &Proof) -> Sheet {
    let rows =
        format::rows(proof).into_iter().map(|row| row.map(|cell| if cell.is_empty() { Cell::Empty } else { Cell::Text(cell) }));
    Sheet::new("Proof", format::COLUMNS, rows)
}
