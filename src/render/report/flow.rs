//! `flow`: how many people of each side came to each step of the programme.

use std::collections::BTreeSet;

use super::bars::{BarRow, bars};
use super::picture::{Picture, PictureTable};
use super::words::{capital, counted, people, sentences};
use super::{Drawn, ReportData};
use crate::domain::cohort::Cohort;
use crate::domain::id::PersonId;
use crate::domain::pair::Pair;
use crate::domain::settings::Settings;
use crate::domain::side::{BySide, Side};

/// One step with how many of each side came to it; none where it is not known.
pub(super) struct FlowStep {
    pub(super) name: &'static str,
    pub(super) people: BySide<Option<usize>>,
}

pub(super) fn picture(data: &ReportData<'_>) -> Drawn {
    if data.cohort.people.is_empty() {
        return Err("nobody has signed up");
    }
    let kind = data.settings.programme.kind;
    let steps = steps(data);
    let mut table =
        PictureTable::new(["step".to_owned(), Side::Mentor.many(kind).to_owned(), Side::Mentee.many(kind).to_owned()]);
    let mut rows = Vec::new();
    for step in &steps {
        let cell = |side| step.people[side].map_or_else(|| "not known".to_owned(), |number| number.to_string());
        table.push([step.name.to_owned(), cell(Side::Mentor), cell(Side::Mentee)]);
        let known = Side::BOTH.into_iter().filter_map(|side| Some((step.people[side]?, side)));
        let bars = known.map(|(number, side)| (number, if number == 1 { side.one(kind) } else { side.many(kind) }.to_owned()));
        rows.push(BarRow { label: capital(step.name), bars: bars.collect() });
    }
    let count = |name: &str, side| steps.iter().find(|step| step.name == name).and_then(|step| step.people[side]).unwrap_or(0);
    let both = |name: &str| {
        format!(
            "{} and {}",
            people(count(name, Side::Mentor), Side::Mentor, kind),
            people(count(name, Side::Mentee), Side::Mentee, kind)
        )
    };
    let finding = sentences(&[
        format!(
            "{} signed up; {} were paired; {} held at least the minimum number of meetings.",
            both("signed up"),
            both("paired"),
            both("met enough")
        ),
        format!("Enough is {} or more.", counted(data.settings.meetings.least as usize, "meeting")),
    ]);
    Ok(Picture {
        question: "Whom did we reach, and where did we lose them?",
        finding,
        drawing: bars(&rows),
        table,
        notes: Vec::new(),
    })
}

/// Every step of the programme, in its order.
pub(super) fn steps(data: &ReportData<'_>) -> Vec<FlowStep> {
    let (cohort, settings) = (data.cohort, data.settings);
    let by_side = |of: &dyn Fn(Side) -> Option<usize>| BySide { mentors: of(Side::Mentor), mentees: of(Side::Mentee) };
    let signed_up = |side| Some(cohort.people.values().filter(|person| person.counts() && person.id.side() == side).count());
    let ever = &cohort.ever_paired();
    let in_pairs = |is: fn(&Pair, Side) -> bool| {
        move |side: Side| -> Option<usize> {
            let pairs = cohort.pairs.values().filter(|pair| is(pair, side));
            let people: BTreeSet<PersonId> =
                pairs.map(|pair| of_side(pair, side)).filter(|person| ever.contains(person)).collect();
            Some(people.len())
        }
    };
    let enough = |side| Some(met_enough(cohort, settings, side).len());
    let answered = |of: fn(&crate::domain::publication::PublishedTurnout) -> usize| {
        move |side: Side| data.figures.answered.iter().find(|row| row.side == side).map(of)
    };
    let mut steps = vec![
        FlowStep { name: "signed up", people: by_side(&signed_up) },
        FlowStep { name: "paired", people: by_side(&in_pairs(|_, _| true)) },
        FlowStep { name: "told their partner", people: by_side(&in_pairs(|pair, side| pair.revealed[side].is_some())) },
        FlowStep { name: "met", people: by_side(&in_pairs(|pair, _| pair.held().next().is_some())) },
        FlowStep { name: "met enough", people: by_side(&enough) },
    ];
    if !data.figures.answered.is_empty() {
        steps.push(FlowStep { name: "answered before", people: by_side(&answered(|row| row.before)) });
        steps.push(FlowStep { name: "answered after", people: by_side(&answered(|row| row.after)) });
        steps.push(FlowStep { name: "answered both", people: by_side(&answered(|row| row.both)) });
    }
    steps
}

fn of_side(pair: &Pair, side: Side) -> PersonId {
    match side {
        Side::Mentor => pair.id.mentor,
        Side::Mentee => pair.id.mentee,
    }
}

/// Who of a side held at least the minimum number of meetings, in all pairs together.
pub(super) fn met_enough(cohort: &Cohort, settings: &Settings, side: Side) -> BTreeSet<PersonId> {
    let held = |person: PersonId| {
        cohort.pairs.values().filter(|pair| pair.id.has(person)).map(|pair| pair.held().count()).sum::<usize>()
    };
    let people = cohort.ever_paired().into_iter().filter(|person| person.side() == side);
    people.filter(|person| held(*person) >= settings.meetings.least as usize).collect()
}
