//! `explain`: why this pair, why not that one, why no pair at all; in names, for the lead, or in a sentence for a participant.

mod basis;
mod participant;

use std::collections::BTreeMap;

use clap::Args;

use crate::app::draw as step;
use crate::app::session::CohortSession;
use crate::cli::console::Console;
use crate::cli::console::Done;
use crate::domain::conflict::Veto;
use crate::domain::draw::WaitReason;
use crate::domain::id::{PairId, PersonId};
use crate::domain::match_request::MatchRequest;
use crate::domain::settings::Method;
use crate::matching::{self, Alternative, Chance, Proposal, Reasons};
use crate::render::output::{Cell, Document, Format, points};
use crate::render::private::explanation::{self, Open};
use crate::render::private::names::Names;
use basis::Basis;

/// Explain a pair, why two people are not one, or why somebody has none
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// An id, an address or a name
    a: String,
    /// Somebody of the other side: why the two are a pair, or are none
    b: Option<String>,
    /// A sentence for the participant, which names nobody else
    #[arg(long, conflicts_with = "b")]
    for_participant: bool,
}

/// How many other people are listed for each of a pair where a person reads.
const LISTED: usize = 5;

pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> anyhow::Result<Done> {
    let session = console.open_to_show()?;
    let person = session.person(&arguments.a)?;
    if arguments.for_participant {
        return participant::run(&session, person, console);
    }
    let (asked, basis) = match &arguments.b {
        Some(other) => {
            let pair = session.two_people(&arguments.a, other)?;
            (Asked::Two(pair), Basis::of_two(&session, pair)?)
        }
        None => (Asked::One(person), Basis::of_one(&session, person)?),
    };
    let proposal = console.patiently(&step::pairing(&basis.request), || step::propose_in(&session, &basis.request))?;
    let account = Account::new(&session, &basis, &proposal);
    let (sentences, document) = account.of(asked, console.format);
    if console.format.is_for_people() {
        console.print_prose(&format!("{}\n\n", sentences.join("\n")))?;
    }
    console.show(&document)?;
    Ok(Done)
}

/// What is to be explained.
#[derive(Clone, Copy)]
enum Asked {
    One(PersonId),
    Two(PairId),
}

/// A matching with its reasons, ready to be told.
struct Account<'a> {
    basis: &'a Basis,
    names: Names,
    request: &'a MatchRequest,
    reasons: Reasons<'a>,
    proposal: &'a Proposal,
    chances: BTreeMap<PairId, Chance>,
    /// Who waits in the cohort.
    waiting: BTreeMap<PersonId, WaitReason>,
}

impl<'a> Account<'a> {
    fn new(session: &CohortSession, basis: &'a Basis, proposal: &'a Proposal) -> Account<'a> {
        let request = &basis.request;
        let reasons = Reasons::new(request, proposal);
        let chances = reasons.chances();
        let waiting = session.cohort().waiting();
        Account { basis, names: session.names(), request, reasons, proposal, chances, waiting }
    }

    fn of(&self, asked: Asked, format: Format) -> (Vec<String>, Document) {
        let pair = match asked {
            Asked::Two(pair) => Some(pair),
            Asked::One(person) => self.pairs_of(person).next(),
        };
        let made = pair.is_some_and(|pair| self.is_made(pair));
        let told: Vec<String> = match (asked, pair) {
            (Asked::One(person), Some(_)) => self.pairs_of(person).flat_map(|pair| self.of_pair(pair)).collect(),
            (_, Some(pair)) if made => self.of_pair(pair),
            (Asked::Two(pair), _) => self.why_not(pair),
            (Asked::One(person), _) => self.alone(person),
        };
        let sentences: Vec<String> = self.basis.said.iter().cloned().chain(told).chain(self.of_which(asked, pair)).collect();
        let mut document = Document::default();
        if !format.is_for_people() {
            document = document.record("explanation", self.head(pair, made, &sentences));
        }
        (sentences, self.sheets(document, asked, pair, format))
    }

    /// Of which of somebody's pairs the tables are.
    fn of_which(&self, asked: Asked, pair: Option<PairId>) -> Option<String> {
        let (Asked::One(person), Some(pair)) = (asked, pair) else { return None };
        let others = self.pairs_of(person).filter(|other| *other != pair);
        let others: Vec<String> = others.map(|other| format!("`revmentor explain {} {}`", other.mentor, other.mentee)).collect();
        (!others.is_empty()).then(|| format!("The tables are about the pair {pair}; of the others: {}.", others.join(", ")))
    }

    fn head(&self, pair: Option<PairId>, made: bool, sentences: &[String]) -> [(&'static str, Cell); 5] {
        let chance = pair.and_then(|pair| self.chances.get(&pair));
        [
            ("matching", self.basis.draw.map_or(Cell::Empty, |(number, _)| Cell::Whole(number.into()))),
            ("pair", pair.map_or(Cell::Empty, |pair| Cell::text(&pair))),
            ("paired", Cell::Flag(made)),
            ("chance", chance.map_or(Cell::Empty, |chance| explanation::chance(*chance))),
            ("sentences", Cell::List(sentences.to_vec())),
        ]
    }

    /// A person reads what matters to the question; programs get everything.
    fn sheets(&self, mut document: Document, asked: Asked, pair: Option<PairId>, format: Format) -> Document {
        let people = match (asked, pair) {
            (Asked::One(person), None) => vec![person],
            (_, Some(pair)) | (Asked::Two(pair), None) => pair.people().to_vec(),
        };
        let listed = if format.is_for_people() && pair.is_some() { LISTED } else { usize::MAX };
        let is_asked =
            |person: PersonId, other: PersonId| matches!(asked, Asked::Two(two) if PairId::of(person, other) == Some(two));
        let open = people.iter().flat_map(|person| self.open(*person, listed));
        let open: Vec<Open> = open.filter(|(person, other, _)| !is_asked(*person, other.with)).collect();
        let gains = pair.map(|pair| self.reasons.gains(pair)).unwrap_or_default();
        if !gains.is_empty() || format == Format::Json {
            document = document.sheet("criteria", explanation::gains(&gains));
        }
        document = document.sheet("alternatives", explanation::alternatives(&open, &self.names));
        if pair.is_none() || format == Format::Json {
            let barred: Vec<_> = people.iter().flat_map(|person| self.barred(*person)).collect();
            document = document.sheet("forbidden", explanation::forbidden(&barred, &self.names));
        }
        document
    }

    /// Whether the matching was made only to explain it: nothing in it has happened.
    fn is_supposed(&self) -> bool {
        self.basis.draw.is_none()
    }

    fn is_made(&self, pair: PairId) -> bool {
        self.proposal.pairs.iter().any(|made| made.pair == pair)
    }

    fn pairs_of(&self, person: PersonId) -> impl Iterator<Item = PairId> {
        self.proposal.pairs.iter().map(|made| made.pair).filter(move |pair| pair.has(person))
    }

    fn of_pair(&self, pair: PairId) -> Vec<String> {
        let (mentor, mentee) = (self.names.label(pair.mentor), self.names.label(pair.mentee));
        let found = self.proposal.pairs.iter().find(|made| made.pair == pair);
        let kept = found.is_some_and(|made| made.kept);
        let (stayed, were) = if self.is_supposed() {
            ("are a pair, and would stay one", "would be")
        } else {
            ("were a pair before it, and stayed one", "were")
        };
        let mut said = vec![match (kept, self.request.params.policy.method) {
            (true, _) => format!("{mentor} and {mentee} {stayed}."),
            (false, Method::Random) if self.is_supposed() => format!("{mentor} and {mentee} would be paired by lot."),
            (false, Method::Random) => {
                format!("{mentor} and {mentee} were paired by lot, with seed {}.", self.request.params.seed)
            }
            (false, Method::Goals) => format!("{mentor} and {mentee} {were} paired by their answers."),
        }];
        said.extend(explanation::shared(self.request, pair, &self.names));
        if let Some(score) = found.and_then(|made| made.score) {
            let is = if self.is_supposed() { "would be" } else { "is" };
            said.push(format!("Their score {is} {} of 100.", points(score)));
        }
        if let Some(chance) = self.chances.get(&pair) {
            let percent = explanation::percent(*chance);
            let had = if self.is_supposed() { "have" } else { "had" };
            said.push(format!("Of {} possible pairings of their part, {} {had} this pair: {percent}.", chance.all, chance.ways));
        }
        said
    }

    fn why_not(&self, pair: PairId) -> Vec<String> {
        let why = self.reasons.why_not(pair.mentor, pair.mentee);
        let mut said = explanation::why_not(pair, &why, self.proposal.aims, self.request.params.policy.method, &self.names);
        let with = |person| self.pairs_of(person).map(move |own| (person, own));
        for (person, own) in pair.people().into_iter().flat_map(with) {
            let other = own.person(person.side().other());
            let was = if self.is_supposed() { "would be" } else { "was" };
            said.push(format!("{} {was} paired with {}.", self.names.label(person), self.names.label(other)));
        }
        if let Some(chance) = self.chances.get(&pair) {
            let had = if self.is_supposed() { "would have" } else { "had" };
            said.push(format!("This pair {had} a chance of {}.", explanation::percent(*chance)));
        }
        said
    }

    /// Why somebody has no pair.
    fn alone(&self, person: PersonId) -> Vec<String> {
        let label = self.names.label(person);
        let without_room = || self.waiting.get(&person).filter(|reason| **reason == WaitReason::NoCapacity);
        let mut said = match self.proposal.waiting.get(&person).or_else(without_room) {
            Some(reason) if self.is_supposed() => vec![format!("{label} would have no pair: {}.", reason.meaning())],
            Some(reason) => vec![format!("{label} has no pair: {}.", reason.meaning())],
            None => vec![format!("{label} was not in it.")],
        };
        if let Some((found, relief)) = matching::obstruction(self.request) {
            let kind = self.request.params.kind;
            said.extend(explanation::obstruction(&found, &relief, step::begun(self.proposal), kind, &self.names));
        }
        said
    }

    fn open(&self, person: PersonId, listed: usize) -> Vec<Open> {
        let chance = |with| PairId::of(person, with).and_then(|pair| self.chances.get(&pair)).copied();
        let is_partner = |alternative: &Alternative| PairId::of(person, alternative.with).is_some_and(|pair| self.is_made(pair));
        let open = self.reasons.alternatives(person).into_iter().filter(|other| !is_partner(other)).take(listed);
        open.map(|alternative| (person, alternative, chance(alternative.with))).collect()
    }

    fn barred(&self, person: PersonId) -> Vec<(PersonId, PersonId, Vec<Veto>)> {
        let others = self.request.inputs.people.iter().filter_map(|other| Some((other.id, PairId::of(person, other.id)?)));
        let barred = others.map(|(other, pair)| (person, other, self.reasons.vetoes(pair)));
        barred.filter(|(.., vetoes)| !vetoes.is_empty()).collect()
    }
}
