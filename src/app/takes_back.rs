//! The command that takes back what a change recorded, where git's HEAD holds it and `undo` may not. Decides only what is said.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::app::fact_files;
use crate::app::reveals;
use crate::config;
use crate::domain::attendance::AttendanceWord;
use crate::domain::correction::{self, Correctable};
use crate::domain::fact::{Dated, EndReason, PairFact, PersonFact, WithdrawalReason};
use crate::domain::facts::Facts;
use crate::domain::id::{PairId, PersonId};
use crate::domain::settings::Settings;
use crate::domain::side::{BySide, Side};
use crate::domain::told::Told;
use crate::store::formats::outcomes;
use crate::store::layout::{self, RelPath};

/// How many commands are named; whoever needs more sees from these how they go.
const MOST: usize = 3;

/// What to type, by the rows that a change added to each file, and each file as a whole; nothing where no verb takes it back.
pub(crate) fn help(added: &[(RelPath, String)], whole: impl Fn(&RelPath) -> Option<String>) -> Option<String> {
    let mut all = Facts::default();
    let ledgers: Vec<RelPath> = reveals::TELLING.into_iter().filter_map(|stage| layout::told(stage).ok()).collect();
    for path in added.iter().map(|(path, _)| path).chain(&ledgers).collect::<BTreeSet<_>>() {
        fact_files::add(&mut all, path, &whole(path).unwrap_or_default());
    }
    let settings = whole(&layout::cohort_file()).and_then(|text| config::read(&text, layout::COHORT_FILE).ok());
    let commands = commands(added, &all, settings.map(|reading| reading.settings).as_ref());
    let named: Vec<String> = commands.iter().take(MOST).map(|command| format!("`revmentor {command}`")).collect();
    let more = if commands.len() > MOST { format!(" and {} more like it", commands.len() - MOST) } else { String::new() };
    (!named.is_empty()).then(|| format!("to take back what was wrong: {}{more}", named.join(", ")))
}

/// The commands, each once; `all` is what the files say as a whole.
fn commands(added: &[(RelPath, String)], all: &Facts, settings: Option<&Settings>) -> Vec<String> {
    let mut facts = Facts::default();
    for (path, text) in added {
        fact_files::add(&mut facts, path, text);
    }
    let of_id = |id: &PersonId| all.people.get(id).map_or(&[][..], Vec::as_slice);
    let of_two = |pair: &PairId| all.pairs.get(pair).map_or(&[][..], Vec::as_slice);
    let announced = facts.announcements.keys().map(|_| "match --announce --retract".to_owned());
    let published = facts.editions.keys().map(|_| "evaluate --publish --retract".to_owned());
    let people = facts.people.iter().flat_map(|(id, rows)| of_person(*id, rows, of_id(id)));
    let pairs = facts.pairs.iter().flat_map(|(pair, rows)| of_pair(*pair, rows, of_two(pair)));
    let attended = facts.attendance.0.iter().flat_map(|(event, rows)| {
        let stand = rows.iter().filter(|row| row.attended != AttendanceWord::Retracted);
        stand.map(move |row| format!("attend {event} {} --retract", row.person))
    });
    let ledgers = sent(&facts.told, "messages sent").into_iter().chain(sent(&facts.letters, "letters issued"));
    let points = added.iter().filter(|(path, _)| *path == layout::published_outcomes());
    let points = points.flat_map(|(path, text)| outcomes::read_published(text, path.as_str()).0);
    let points = points.map(|point| format!("outcome publish {} --retract", point.id));
    // What somebody's leaving does to the pair goes with it, and so does what a matching does to single people.
    let (people, pairs): (Vec<String>, Vec<String>) = (people.collect(), pairs.collect());
    let of_people = if facts.draws.is_empty() && !people.is_empty() { people } else { pairs };
    let of_reveals = if facts.draws.is_empty() { of_reveals(&facts, all, settings) } else { Vec::new() };
    let mut seen = BTreeSet::new();
    let all = announced.chain(published).chain(of_people).chain(of_reveals).chain(attended).chain(ledgers).chain(points);
    all.filter(|command| seen.insert(command.clone())).collect()
}

/// The rows that count: of several about one thing the last.
fn last_words<F: Correctable>(rows: &[Dated<F>]) -> Vec<&Dated<F>> {
    let ordered = correction::in_order(rows);
    let thing = |row: &Dated<F>| row.fact.thing(row.correction);
    let is_last = |at: usize, row: &Dated<F>| {
        let later = ordered.get(at + 1..).unwrap_or_default();
        thing(row).is_none_or(|own| later.iter().all(|other| thing(other).as_ref() != Some(&own)))
    };
    ordered.iter().enumerate().filter(|(at, row)| is_last(*at, row)).map(|(_, row)| *row).collect()
}

/// What stood before these rows were added.
fn before<'a, F: PartialEq>(all: &'a [Dated<F>], added: &'a [Dated<F>]) -> impl DoubleEndedIterator<Item = &'a Dated<F>> {
    let is_same =
        |one: &Dated<F>, other: &Dated<F>| (one.on, one.correction) == (other.on, other.correction) && one.fact == other.fact;
    all.iter().filter(move |row| !added.iter().any(|new| is_same(row, new)))
}

/// Of somebody new only that they are; else what was said last of each thing.
fn of_person(id: PersonId, rows: &[Dated<PersonFact>], all: &[Dated<PersonFact>]) -> Vec<String> {
    if rows.iter().any(|row| matches!(row.fact, PersonFact::Joined { .. })) {
        return vec![format!("withdraw {id} --never-joined")];
    }
    let chosen = |wanted: &str| {
        before(all, rows).rev().find_map(|row| match &row.fact {
            PersonFact::Chose { event, option, .. } if event == wanted => Some(format!("choose {event} {id} {option}")),
            _ => None,
        })
    };
    let command = |row: &Dated<PersonFact>| match &row.fact {
        PersonFact::Withdrew { .. } | PersonFact::Leaves { .. } => Some(format!("rejoin {id} --mistake")),
        PersonFact::Returned { .. } => Some(leaving_again(id, all)),
        PersonFact::Conflict { with, .. } => Some(format!("conflict remove {id} {with}")),
        PersonFact::Possible { with, .. } => Some(format!("conflict dismiss {id} {with}")),
        PersonFact::Dismissed { with } => Some(format!("conflict confirm {id} {with}")),
        PersonFact::Removed { with } => Some(format!("conflict add {id} {with}")),
        PersonFact::Declared { .. } => Some(format!("conflict none {id} --retract")),
        PersonFact::Chose { event, .. } => Some(chosen(event).unwrap_or_else(|| format!("choose {event} {id} --retract"))),
        PersonFact::Unchose { event } => chosen(event),
        PersonFact::Same { with } => Some(format!("identity different {id} {with}")),
        PersonFact::Different { with } => Some(format!("identity same {id} {with}")),
        PersonFact::Readmitted => Some(format!("erase {id}")),
        PersonFact::Joined { .. } | PersonFact::Erased | PersonFact::Capacity { .. } | PersonFact::Alike { .. } => None,
    };
    last_words(rows).into_iter().filter_map(command).collect()
}

/// The command, without the program, that records the withdrawal or the planned departure again that somebody's coming back took back.
pub(crate) fn leaving_again(id: PersonId, all: &[Dated<PersonFact>]) -> String {
    let left = all.iter().rev().find_map(|row| match row.fact {
        PersonFact::Withdrew { reason } | PersonFact::Leaves { reason } => Some((row.on, reason)),
        _ => None,
    });
    let Some((on, reason)) = left else { return format!("withdraw {id}") };
    let why = match reason {
        WithdrawalReason::Other => String::new(),
        WithdrawalReason::NeverJoined => " --never-joined".to_owned(),
        _ => format!(" --reason {}", reason.code()),
    };
    format!("withdraw {id} --on {on}{why}")
}

/// Of a new pair only that it is one; of one that was, what happened.
fn of_pair(pair: PairId, rows: &[Dated<PairFact>], all: &[Dated<PairFact>]) -> Vec<String> {
    if rows.iter().any(|row| matches!(row.fact, PairFact::Paired { .. })) {
        return vec![format!("unpair {pair} --mistake")];
    }
    let ended = before(all, rows).rev().find_map(|row| match row.fact {
        PairFact::Ended { reason } => Some(reason),
        _ => None,
    });
    let standing = last_words(rows).into_iter().filter_map(|row| match row.fact {
        PairFact::Ended { .. } => Some(format!("unpair {pair} --retract")),
        PairFact::Resumed if ended == Some(EndReason::Mistake) => Some(format!("unpair {pair} --mistake")),
        PairFact::Resumed => Some(format!("unpair {pair}")),
        _ => None,
    });
    let meetings: BTreeSet<u32> = rows.iter().filter_map(reported).collect();
    let reports = meetings.into_iter().filter_map(|number| {
        let earlier: Vec<Dated<PairFact>> = before(all, rows).filter(|row| reported(row) == Some(number)).cloned().collect();
        let is_move = rows.iter().all(|row| reported(row) != Some(number) || matches!(row.fact, PairFact::Moved { .. }));
        match correction::in_order(&earlier).last().map(|row| &row.fact).filter(|_| !is_move) {
            Some(PairFact::Held { date, .. }) => Some(format!("meeting held {pair} {number} --on {date} --correct")),
            Some(PairFact::Missed { .. }) => Some(format!("meeting missed {pair} {number} --correct")),
            _ => {
                let is_report = |row: &Dated<PairFact>| !matches!(row.fact, PairFact::Planned { .. });
                let last = rows.iter().rfind(|row| reported(row) == Some(number));
                last.is_some_and(is_report).then(|| format!("meeting planned {pair} {number} --correct"))
            }
        }
    });
    standing.chain(reports).collect()
}

/// The meeting of which a row reports something, or which somebody moved.
fn reported(row: &Dated<PairFact>) -> Option<u32> {
    match row.fact {
        PairFact::Held { meeting, .. } | PairFact::Missed { meeting } | PairFact::Moved { meeting, .. } => Some(meeting),
        PairFact::Planned { meeting, .. } => Some(meeting).filter(|_| row.correction > 0),
        _ => None,
    }
}

/// A reveal is of all pairs, so one command a side takes it back, or records it again.
fn of_reveals(facts: &Facts, all: &Facts, settings: Option<&Settings>) -> Vec<String> {
    let mut taken_back = BTreeSet::new();
    let mut again: BySide<Option<NaiveDate>> = BySide::default();
    for (pair, rows) in &facts.pairs {
        let own = rows.iter().filter(|row| matches!(row.fact, PairFact::Revealed { .. } | PairFact::Concealed { .. }));
        match own.clone().next_back().map(|row| &row.fact) {
            Some(PairFact::Revealed { .. }) => {
                taken_back.extend(own.filter_map(|row| if let PairFact::Revealed { to } = row.fact { Some(to) } else { None }));
            }
            Some(PairFact::Concealed { to }) => {
                let told = told_before(all.pairs.get(pair).map_or(&[][..], Vec::as_slice));
                for side in Side::BOTH.into_iter().filter(|side| to.is_none_or(|to| to == *side)) {
                    again[side] = again[side].max(told[side]);
                }
            }
            _ => {}
        }
    }
    let retract = taken_back.into_iter().map(|to| reveals::taking_back(all, to));
    let again = match (again.mentors, again.mentees) {
        (Some(one), Some(other)) if one == other => vec![reveals::revealing(settings, None, one)],
        _ => {
            let of_side = |side: Side| again[side].map(|on| reveals::revealing(settings, Some(side), on));
            Side::BOTH.into_iter().filter_map(of_side).collect()
        }
    };
    retract.chain(again).collect()
}

/// Since when each side was told of the other, before that was taken back last.
fn told_before(rows: &[Dated<PairFact>]) -> BySide<Option<NaiveDate>> {
    let (mut since, mut told): (BySide<Option<NaiveDate>>, BySide<Option<NaiveDate>>) = (BySide::default(), BySide::default());
    for row in correction::in_order(correction::latest_period(rows)) {
        let (PairFact::Revealed { to } | PairFact::Concealed { to }) = row.fact else { continue };
        for side in Side::BOTH.into_iter().filter(|side| to.is_none_or(|to| to == *side)) {
            match row.fact {
                PairFact::Revealed { .. } => since[side] = since[side].or(Some(row.on)),
                _ => told[side] = since[side].take().or(told[side]),
            }
        }
    }
    told
}

fn sent(ledger: &Told, verb: &str) -> Vec<String> {
    let rows = ledger.0.iter().flat_map(|(of, rows)| rows.iter().filter(|row| row.code.is_some()).map(move |row| (of, row)));
    let command = |(of, person): (&String, Option<PersonId>)| match person {
        Some(person) => format!("{verb} {of} {person} --retract"),
        None => format!("{verb} {of} --retract"),
    };
    rows.map(|(of, row)| command((of, row.person))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_hangs_on_somebodys_leaving_is_not_named_beside_it() {
        let row = |path: &str, text: &str| (path.parse::<RelPath>().unwrap(), text.to_owned());
        let pair =
            row("facts/pairs/M01-E02.csv", "on,fact,meeting,date,earliest,latest,score,code\n2027-01-02,ended,,,,,,withdrawal\n");
        let person = row("facts/people/M01.csv", "on,fact,about,code\n2027-01-02,withdrew,,left\n");
        assert_eq!(commands(&[pair.clone(), person], &Facts::default(), None), ["rejoin M01 --mistake"]);
        let without = |_: &RelPath| None;
        assert_eq!(help(&[pair], without).unwrap(), "to take back what was wrong: `revmentor unpair M01-E02 --retract`");
        assert_eq!(help(&[], without), None);
    }

    #[test]
    fn a_command_names_the_day_and_the_side_and_is_named_once() {
        let person = "on,fact,about,code\n";
        let pair = "on,fact,meeting,date,earliest,latest,score,code\n";
        let revealed = "2027-01-08,revealed,,,,,,\n";
        for (paths, head, before, added, said) in [
            (
                &["people/M01"][..],
                person,
                "2027-02-01,leaves,,workload\n",
                "2027-01-09,returned,,\n",
                "withdraw M01 --on 2027-02-01 --reason workload",
            ),
            (
                &["people/M01"],
                person,
                "2027-01-02,withdrew,,other\n",
                "2027-01-09,returned,,mistake\n",
                "withdraw M01 --on 2027-01-02",
            ),
            (&["people/M01"], person, "2027-01-02,conflict,E02,knows\n", "2027-01-09,removed,E02,\n", "conflict add M01 E02"),
            (&["pairs/M01-E02", "pairs/M03-E04"], pair, revealed, "2027-01-09,concealed,,,,,,\n", "reveal --on 2027-01-08"),
            (&["pairs/M01-E02", "pairs/M03-E04"], pair, "", revealed, "reveal --retract --reason mistake"),
            (
                &["pairs/M01-E02"],
                pair,
                "2027-01-02,ended,,,,,,mistake\n",
                "2027-01-09,resumed,,,,,,\n",
                "unpair M01-E02 --mistake",
            ),
            (&["pairs/M01-E02"], pair, "2027-01-02,ended,,,,,,unpaired\n", "2027-01-09,resumed,,,,,,\n", "unpair M01-E02"),
            (
                &["pairs/M01-E02"],
                pair,
                "2027-01-02,missed,1,,,,,\n",
                "2027-01-09,held,1,2027-01-08,,,,\n",
                "meeting missed M01-E02 1 --correct",
            ),
            (&["people/M01"], person, "", "2027-01-02,leaves,,workload\n2027-01-09,withdrew,,workload\n", "rejoin M01 --mistake"),
            (
                &["people/M01"],
                person,
                "",
                "2027-01-02,withdrew,,workload\n2027-01-09,returned,,mistake\n",
                "withdraw M01 --on 2027-01-02 --reason workload",
            ),
        ] {
            let path = |path: &&str| format!("facts/{path}.csv").parse::<RelPath>().unwrap();
            let added_rows: Vec<(RelPath, String)> = paths.iter().map(|at| (path(at), format!("{head}{added}"))).collect();
            let help = help(&added_rows, |_| Some(format!("{head}{before}{added}"))).unwrap();
            assert_eq!(help, format!("to take back what was wrong: `revmentor {said}`"));
        }
    }

    #[test]
    fn each_side_is_told_again_since_its_own_day() {
        let head = "on,fact,meeting,date,earliest,latest,score,code\n";
        let before = format!("{head}2027-01-08,revealed,,,,,,mentor\n2027-01-12,revealed,,,,,,\n");
        let concealed = "2027-01-20,concealed,,,,,,\n";
        let path: RelPath = "facts/pairs/M01-E02.csv".parse().unwrap();
        let help = help(&[(path, format!("{head}{concealed}"))], |_| Some(format!("{before}{concealed}"))).unwrap();
        let commands = "`revmentor reveal --on 2027-01-08 --to mentors`, `revmentor reveal --on 2027-01-12 --to mentees`";
        assert_eq!(help, format!("to take back what was wrong: {commands}"));
    }
}
