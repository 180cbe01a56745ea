//! `settings.toml` of a matching: what was asked, in the words of `cohort.toml`.

use serde::{Deserialize, Serialize};

use crate::domain::problem::{Place, Problem};
use crate::domain::settings::{ConflictRule, Criterion, CriterionKind, Method, Objective, Scale};
use crate::domain::side::Kind;

/// What a matching was asked, and how it was to decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The number of the matching.
    pub draw: u32,
    /// The kind of cohort.
    pub kind: Kind,
    /// Chance or compatibility.
    pub method: Method,
    /// What is best among pairings of the greatest size.
    pub objective: Objective,
    /// No pair under this score was made.
    pub minimum_score: u16,
    /// The seed.
    pub seed: u64,
    /// The text drawn in public and mixed into the seed.
    pub public: Option<String>,
    /// Whether settled pairs could be moved like others.
    pub allow_moves: bool,
    /// Whether everybody was paired afresh.
    pub fresh: bool,
    /// The criteria of compatibility.
    pub criteria: Vec<Criterion>,
    /// Fields in which two people who are alike were not paired.
    pub rules: Vec<ConflictRule>,
}

#[derive(Serialize, Deserialize)]
struct Record {
    draw: u32,
    kind: String,
    method: String,
    objective: String,
    minimum_score: u16,
    // In quotes: TOML promises 63 bits only.
    seed: String,
    public: Option<String>,
    allow_moves: bool,
    fresh: bool,
    #[serde(default)]
    never_alike: Vec<String>,
    #[serde(default)]
    criterion: Vec<CriterionRecord>,
}

#[derive(Default, Serialize, Deserialize)]
struct CriterionRecord {
    name: String,
    weight: u32,
    kind: String,
    field: Option<String>,
    gives: Option<String>,
    wants: Option<String>,
    wish: Option<String>,
    fact: Option<String>,
    span: Option<u32>,
    order: Option<Vec<String>>,
}

pub(super) fn write(asked: &Asked) -> String {
    let record = Record {
        draw: asked.draw,
        kind: asked.kind.word().to_owned(),
        method: asked.method.word().to_owned(),
        objective: asked.objective.word().to_owned(),
        minimum_score: asked.minimum_score,
        seed: asked.seed.to_string(),
        public: asked.public.clone(),
        allow_moves: asked.allow_moves,
        fresh: asked.fresh,
        never_alike: asked.rules.iter().map(|rule| rule.same.clone()).collect(),
        criterion: asked.criteria.iter().map(recorded).collect(),
    };
    // A record of texts, numbers and lists has no value that TOML cannot hold.
    toml::to_string(&record).unwrap_or_default()
}

pub(super) fn read(text: &str, file: &str) -> Result<Asked, Box<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let told = |message: String| {
        Box::new(Problem::error("kept-settings", message).at(Place::file(file)).help("take the file from a backup"))
    };
    let record: Record = toml::from_str(text).map_err(|error| told(error.message().to_owned()))?;
    let criteria = record.criterion.into_iter().map(criterion).collect::<Option<Vec<_>>>();
    let kind = Kind::ALL.iter().find(|(_, word)| *word == record.kind).map(|(kind, _)| *kind);
    let method = [Method::Random, Method::Goals].into_iter().find(|method| method.word() == record.method);
    let objective = [Objective::Total, Objective::Fair].into_iter().find(|objective| objective.word() == record.objective);
    let unknown = |what: &str| told(format!("`{what}` says nothing that is known here"));
    Ok(Asked {
        draw: record.draw,
        kind: kind.ok_or_else(|| unknown("kind"))?,
        method: method.ok_or_else(|| unknown("method"))?,
        objective: objective.ok_or_else(|| unknown("objective"))?,
        minimum_score: record.minimum_score,
        seed: record.seed.parse().map_err(|_| unknown("seed"))?,
        public: record.public,
        allow_moves: record.allow_moves,
        fresh: record.fresh,
        criteria: criteria.ok_or_else(|| unknown("criterion"))?,
        rules: record.never_alike.into_iter().map(|same| ConflictRule { same }).collect(),
    })
}

fn recorded(criterion: &Criterion) -> CriterionRecord {
    let plain = CriterionRecord { name: criterion.name.clone(), weight: criterion.weight, ..CriterionRecord::default() };
    let of = |kind: &str, field: &String| CriterionRecord {
        kind: kind.to_owned(),
        field: Some(field.clone()),
        ..CriterionRecord::default()
    };
    let filled = match &criterion.kind {
        CriterionKind::Overlap { field } => of("overlap", field),
        CriterionKind::Same { field } => of("same", field),
        CriterionKind::Different { field } => of("different", field),
        CriterionKind::Near { field, scale: Scale::Numbers { span } } => {
            CriterionRecord { span: Some(*span), ..of("near", field) }
        }
        CriterionKind::Near { field, scale: Scale::Order(order) } => {
            CriterionRecord { order: Some(order.clone()), ..of("near", field) }
        }
        CriterionKind::Exchange { gives, wants } => {
            let (kind, gives, wants) = ("exchange".to_owned(), Some(gives.clone()), Some(wants.clone()));
            CriterionRecord { kind, gives, wants, ..CriterionRecord::default() }
        }
        CriterionKind::Preference { wish, fact } => {
            let (kind, wish, fact) = ("preference".to_owned(), Some(wish.clone()), Some(fact.clone()));
            CriterionRecord { kind, wish, fact, ..CriterionRecord::default() }
        }
    };
    CriterionRecord { name: plain.name, weight: plain.weight, ..filled }
}

fn criterion(record: CriterionRecord) -> Option<Criterion> {
    let kind = match (record.kind.as_str(), record.field) {
        ("overlap", Some(field)) => CriterionKind::Overlap { field },
        ("same", Some(field)) => CriterionKind::Same { field },
        ("different", Some(field)) => CriterionKind::Different { field },
        ("near", Some(field)) => {
            let numbers = record.span.map(|span| Scale::Numbers { span });
            CriterionKind::Near { field, scale: numbers.or(record.order.map(Scale::Order))? }
        }
        ("exchange", None) => CriterionKind::Exchange { gives: record.gives?, wants: record.wants? },
        ("preference", None) => CriterionKind::Preference { wish: record.wish?, fact: record.fact? },
        _ => return None,
    };
    Some(Criterion { name: record.name, weight: record.weight, kind })
}
