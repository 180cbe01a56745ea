//! `settings.toml` of a matching: its parameters, in the words of `cohort.toml`.
//!
//! A key that this version adds has a default, so that files of earlier versions stay readable.

use serde::{Deserialize, Serialize};

use crate::domain::match_request::MatchParams;
use crate::domain::problem::{Place, Problem};
use crate::domain::settings::{ConflictRule, Criterion, CriterionKind, MatchPolicy, Method, Objective, Scale};
use crate::domain::side::Kind;

/// The version of the algorithm by which a matching was made where nothing says another.
const FIRST_ALGORITHM: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Record {
    draw: u32,
    // Absent where it is the first version, as in what earlier versions kept.
    algorithm: Option<u32>,
    kind: String,
    method: String,
    objective: String,
    minimum_score: u16,
    // In quotes: TOML promises 63 bits only.
    seed: String,
    public: Option<String>,
    allow_moves: bool,
    fresh: bool,
    places: Option<u32>,
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

pub(super) fn write(params: &MatchParams) -> String {
    let record = Record {
        draw: params.draw,
        algorithm: Some(params.algorithm).filter(|version| *version != FIRST_ALGORITHM),
        kind: params.kind.word().to_owned(),
        method: params.policy.method.word().to_owned(),
        objective: params.policy.objective.word().to_owned(),
        minimum_score: params.policy.minimum_score,
        seed: params.seed.to_string(),
        public: params.public.clone(),
        allow_moves: params.allow_moves,
        fresh: params.fresh,
        places: params.policy.places,
        never_alike: params.rules.iter().map(|rule| rule.same.clone()).collect(),
        criterion: params.policy.criteria.iter().map(recorded).collect(),
    };
    // A record of texts, numbers and lists has no value that TOML cannot hold.
    toml::to_string(&record).unwrap_or_default()
}

pub(super) fn read(text: &str, file: &str) -> Result<MatchParams, Box<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let told = |message: String| {
        Box::new(Problem::error("kept-settings", message).at(Place::file(file)).help("take the file from a backup"))
    };
    let record: Record = toml::from_str(text).map_err(|error| told(error.message().to_owned()))?;
    let criteria = record.criterion.into_iter().map(criterion).collect::<Option<Vec<_>>>();
    let (kind, method) = (meaning(&Kind::ALL, &record.kind), meaning(&Method::ALL, &record.method));
    let objective = meaning(&Objective::ALL, &record.objective);
    let unknown = |what: &str| told(format!("`{what}` says nothing that is known here"));
    Ok(MatchParams {
        draw: record.draw,
        algorithm: record.algorithm.unwrap_or(FIRST_ALGORITHM),
        kind: kind.ok_or_else(|| unknown("kind"))?,
        policy: MatchPolicy {
            method: method.ok_or_else(|| unknown("method"))?,
            objective: objective.ok_or_else(|| unknown("objective"))?,
            minimum_score: record.minimum_score,
            criteria: criteria.ok_or_else(|| unknown("criterion"))?,
            places: record.places,
        },
        seed: record.seed.parse().map_err(|_| unknown("seed"))?,
        public: record.public,
        allow_moves: record.allow_moves,
        fresh: record.fresh,
        rules: record.never_alike.into_iter().map(|same| ConflictRule { same }).collect(),
    })
}

fn meaning<T: Copy>(words: &[(T, &str)], written: &str) -> Option<T> {
    words.iter().find(|(_, word)| *word == written).map(|(meaning, _)| *meaning)
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
