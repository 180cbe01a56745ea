//! `scores`: how well the pairs fit, or in a random cohort how many partners each person could have had.

use std::collections::{BTreeMap, BTreeSet};

use super::bars::{self, BarRow, bars};
use super::picture::{Picture, PictureTable};
use super::words::counted;
use super::{Drawn, ReportData};
use crate::domain::draw::Draw;
use crate::domain::id::{PairId, PersonId};
use crate::domain::settings::Method;
use crate::render::output::points;

/// What each criterion gave a pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ScoreRow {
    /// The pair.
    pub pair: PairId,
    /// The points by criterion, in the order of cohort.toml; 0 to 1000 in all.
    pub gains: Vec<(String, u16)>,
}

pub(super) fn picture(data: &ReportData<'_>) -> Drawn {
    let draw = data.cohort.draws.last().ok_or("nobody was matched")?;
    if draw.method == Method::Random { possible_partners(data, draw) } else { fit(data) }
}

/// The pairs by score, the strongest first.
fn fit(data: &ReportData<'_>) -> Drawn {
    if data.for_participants {
        return Err("a pair's score is not for participants");
    }
    let mut scored: Vec<(u16, PairId)> = data.cohort.active_pairs().filter_map(|pair| Some((pair.score?, pair.id))).collect();
    scored.sort_by_key(|(score, pair)| (std::cmp::Reverse(*score), *pair));
    let (Some(strongest), Some(weakest)) = (scored.first(), scored.last()) else { return Err("scores are private") };
    let rows: BTreeMap<PairId, &ScoreRow> =
        data.private.iter().flat_map(|private| private.scores).map(|row| (row.pair, row)).collect();
    let criteria: Vec<String> =
        rows.values().next().map(|row| row.gains.iter().map(|(name, _)| name.clone()).collect()).unwrap_or_default();
    let mut table = PictureTable::new(["pair".to_owned(), "score".to_owned()].into_iter().chain(criteria.clone()));
    let mut drawn = Vec::new();
    for (score, pair) in &scored {
        let gain = |name: &String| {
            let gains = rows.get(pair).map(|row| row.gains.as_slice()).unwrap_or_default();
            gains.iter().find(|(known, _)| known == name).map(|(_, gain)| points(*gain)).unwrap_or_default()
        };
        table.push([pair.to_string(), points(*score)].into_iter().chain(criteria.iter().map(gain)));
        drawn.push(BarRow { label: pair.to_string(), bars: vec![(usize::from(*score), "of 100".to_owned())] });
    }
    let finding = format!(
        "{} from {} to {} of 100; the weakest is {}.",
        counted(scored.len(), "pair"),
        points(weakest.0),
        points(strongest.0),
        weakest.1
    );
    let drawing = bars::drawn(&drawn, |score| points(u16::try_from(score).unwrap_or(u16::MAX)));
    Ok(Picture { question: "How well do the pairs fit, and which is the weakest?", finding, drawing, table, notes: Vec::new() })
}

/// How many people had how many possible partners. No person is named.
fn possible_partners(data: &ReportData<'_>, draw: &Draw) -> Drawn {
    let declared = data.cohort.forbidden().map(|(pair, _)| pair);
    let forbidden: BTreeSet<PairId> = draw.forbidden.iter().copied().chain(declared).collect();
    let mut people_by_choice: BTreeMap<usize, usize> = BTreeMap::new();
    for person in &draw.people {
        *people_by_choice.entry(possible(*person, &draw.people, &forbidden)).or_default() += 1;
    }
    let (Some(fewest), Some(most)) = (people_by_choice.keys().next(), people_by_choice.keys().next_back()) else {
        return Err("nobody took part in the draw");
    };
    let mut table = PictureTable::new(["possible partners", "people"]);
    let mut rows = Vec::new();
    for (choices, people) in &people_by_choice {
        table.push([choices.to_string(), people.to_string()]);
        rows.push(BarRow { label: counted(*choices, "possible partner"), bars: vec![(*people, "people".to_owned())] });
    }
    let finding = format!(
        "Of {} in the draw everybody had from {fewest} to {most} possible partners, conflicts that were declared left out.",
        counted(draw.people.len(), "people").replace("peoples", "people")
    );
    Ok(Picture { question: "Was the draw fair?", finding, drawing: bars(&rows), table, notes: Vec::new() })
}

fn possible(person: PersonId, people: &[PersonId], forbidden: &BTreeSet<PairId>) -> usize {
    let pair = |other: &PersonId| PairId::of(person, *other);
    people.iter().filter_map(pair).filter(|pair| !forbidden.contains(pair)).count()
}
