//! What a matching read: from the private folder where its digests agree, else from a public record where that is enough.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::session::CohortSession;
use crate::domain::answer::Answers;
use crate::domain::conflict::{ConflictReason, ConflictState};
use crate::domain::draw::{Draw, Occasion};
use crate::domain::id::{PairId, PersonId};
use crate::domain::match_request::{MatchInputs, MatchParams, MatchRequest};
use crate::domain::person::Person;
use crate::domain::problem::Problem;
use crate::domain::settings::{MatchPolicy, Method};
use crate::domain::side::Kind;
use crate::store::formats::draw_toml;
use crate::store::formats::kept_inputs;
use crate::store::formats::proof;
use crate::store::git::Commit;
use crate::store::layout::{self, Folder};

/// What is at hand to repeat a matching with.
pub(crate) struct Inputs {
    /// Everything that it read, or why it cannot be had.
    pub(crate) kept: Result<MatchRequest, String>,
    /// Whether it was taken from the record alone.
    pub(crate) public: bool,
    /// What was kept, against the digests of the record.
    pub(crate) judged: Judged,
    /// The proof as it was written, where it is kept.
    pub(crate) proof: Option<String>,
}

/// The inputs of the matching in file `number`.
///
/// # Errors
/// When the directory cannot be read.
pub(crate) fn of(session: &CohortSession, number: u32, draw: &Draw) -> Result<Inputs, Problem> {
    let folder = Folder::DrawInputs(number);
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for path in session.workspace().list(folder)?.files {
        let name = path.as_str().rsplit('/').next().unwrap_or_default().to_owned();
        files.insert(name, session.workspace().read(&path)?.unwrap_or_default());
    }
    let judged = Judged::new(session, number, draw, &files);
    let texts: BTreeMap<String, String> =
        files.iter().map(|(name, bytes)| (name.clone(), String::from_utf8_lossy(bytes).into_owned())).collect();
    let read = || kept_inputs::read(&texts, &folder.to_string()).map_err(|found| said(&found));
    let own = judged.why_not().map_or_else(read, Err);
    let public = own.is_err();
    let kept = own.or_else(|why| from_record(draw).ok_or(why));
    Ok(Inputs { public: public && kept.is_ok(), kept, judged, proof: texts.get(proof::NAME).cloned() })
}

fn said(found: &[Problem]) -> String {
    found.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// The kept files against the digests of the record.
#[derive(Default)]
pub(crate) struct Judged {
    /// How many files are as they were read.
    pub(crate) same: usize,
    /// What contradicts the record.
    pub(crate) contradictions: Vec<String>,
    /// What could not be compared, and why.
    pub(crate) unknown: Vec<String>,
    /// The commit of another matching of this number, given up in a merge, that read what is kept here.
    pub(crate) given_up: Option<Commit>,
}

impl Judged {
    fn new(session: &CohortSession, number: u32, draw: &Draw, files: &BTreeMap<String, Vec<u8>>) -> Judged {
        let mut judged = Judged::default();
        let names = kept_inputs::NAMES;
        let unrecorded = names.iter().filter(|name| !draw.inputs.contains_key(**name));
        judged.contradictions.extend(unrecorded.map(|name| format!("the record holds no digest of {name}")));
        let Ok(records) = session.records() else {
            judged.unknown.push("the private folder is not here".to_owned());
            return judged;
        };
        let erased = erased(session, draw);
        for (name, recorded) in &draw.inputs {
            match files.get(name).map(|bytes| records.key.digest(bytes)) {
                None if name == kept_inputs::PEOPLE && !erased.is_empty() => {
                    judged.unknown.push(format!("{name} went when {} was erased", erased.join(", ")));
                }
                None => judged.unknown.push(format!("{name} is not kept here")),
                Some(digest) if digest == *recorded => judged.same += 1,
                Some(_) => judged.contradictions.push(format!("{name} is not what the matching read, or its digest was changed")),
            }
        }
        if !judged.contradictions.is_empty() {
            judged.given_up = given_up(session, number, draw, files);
        }
        if let Some(commit) = &judged.given_up {
            judged.contradictions.clear();
            judged.unknown =
                vec![format!("what is kept here was read by another matching, given up in a merge (commit {})", commit.short())];
        } else if judged.contradictions.len() == names.len() {
            judged.contradictions.push("all of them differ: private/key may be another than then".to_owned());
        }
        judged
    }

    /// Why the kept files cannot be believed.
    fn why_not(&self) -> Option<String> {
        let why: Vec<&str> = self.contradictions.iter().chain(&self.unknown).map(String::as_str).collect();
        (!why.is_empty()).then(|| why.join("; "))
    }
}

/// The commit of a matching that another lead's record of the same number took the place of, where the kept files are what it read. Both
/// records were added by commits that did not know of each other; one that was changed afterwards is nothing of the kind.
fn given_up(session: &CohortSession, number: u32, draw: &Draw, files: &BTreeMap<String, Vec<u8>>) -> Option<Commit> {
    let key = &session.records().ok()?.key;
    let path = layout::draw(number);
    let added = session.workspace().git()?.added_apart(&path).ok()?;
    let records = added.into_iter().filter_map(|version| {
        let record = draw_toml::read(&String::from_utf8_lossy(&version.bytes), path.as_str()).ok()?;
        Some((version.commit, record))
    });
    let records: Vec<(Commit, Draw)> = records.collect();
    let is_added = records.iter().any(|(_, record)| record.inputs == draw.inputs && record.made == draw.made);
    let read = |record: &Draw| {
        let is_same = |name: &str| files.get(name).map(|bytes| key.digest(bytes)).as_ref() == record.inputs.get(name);
        record.inputs != draw.inputs && kept_inputs::NAMES.iter().all(|name| is_same(name))
    };
    records.into_iter().filter(|_| is_added).find(|(_, record)| read(record)).map(|(commit, _)| commit)
}

/// Who was in the matching and was erased since: of whom nothing is kept any more.
fn erased(session: &CohortSession, draw: &Draw) -> Vec<String> {
    let cohort = session.cohort();
    let gone = |person: &&PersonId| cohort.people.get(person).is_some_and(|known| known.erased.is_some());
    draw.people.iter().filter(gone).map(ToString::to_string).collect()
}

/// What the record itself holds of a draw by lot with words drawn in public: enough for anybody to repeat it, as long as nobody
/// had precedence. Who is forbidden to whom stands there without the reasons.
fn from_record(draw: &Draw) -> Option<MatchRequest> {
    let public = draw.public.clone().filter(|_| draw.method == Method::Random && draw.aims.precedence == 0)?;
    let fixed: BTreeSet<_> = draw.fixed.iter().copied().collect();
    let standing = draw.kept.iter().chain(&draw.ended);
    let forbidden = |pair: &PairId| (*pair, ConflictState::Declared(ConflictReason::Other));
    let params = MatchParams {
        draw: draw.number,
        algorithm: draw.algorithm,
        kind: Kind::Random,
        policy: MatchPolicy { method: draw.method, objective: draw.objective, places: draw.places, ..MatchPolicy::default() },
        rules: Vec::new(),
        seed: draw.seed,
        public: Some(public),
        allow_moves: false,
        fresh: draw.occasion == Occasion::Fresh,
    };
    let inputs = MatchInputs {
        people: draw.people.iter().map(|id| Person { id: *id, answers: Answers::new() }).collect(),
        room: draw.room.clone(),
        precedence: BTreeSet::new(),
        declared: draw.forbidden.iter().map(forbidden).collect(),
        standing: standing.map(|pair| (*pair, fixed.contains(pair))).collect(),
    };
    Some(MatchRequest { inputs, params })
}
