//! The command that takes back what a change recorded, where git's HEAD holds it and `undo` may not. Decides only what is said.

use std::collections::BTreeSet;

use crate::app::fact_files;
use crate::domain::attendance::AttendanceWord;
use crate::domain::fact::{Dated, PairFact, PersonFact, WithdrawalReason};
use crate::domain::facts::Facts;
use crate::domain::id::{PairId, PersonId};
use crate::domain::side::Side;
use crate::domain::told::Told;
use crate::store::formats::outcomes;
use crate::store::layout::{self, RelPath};

/// How many commands are named; whoever needs more sees from these how they go.
const MOST: usize = 3;

/// What to type, by the rows that a change added to each file, and each file as a whole; nothing where no verb takes it back.
pub(crate) fn help(added: &[(RelPath, String)], whole: impl Fn(&RelPath) -> Option<String>) -> Option<String> {
    let mut before = Facts::default();
    for (path, _) in added {
        fact_files::add(&mut before, path, &whole(path).unwrap_or_default());
    }
    let commands = commands(added, &before);
    let named: Vec<String> = commands.iter().take(MOST).map(|command| format!("`revmentor {command}`")).collect();
    let more = if commands.len() > MOST { format!(" and {} more like it", commands.len() - MOST) } else { String::new() };
    (!named.is_empty()).then(|| format!("to take back what was wrong: {}{more}", named.join(", ")))
}

/// The commands, each once; `all` is what the files say as a whole.
fn commands(added: &[(RelPath, String)], all: &Facts) -> Vec<String> {
    let mut facts = Facts::default();
    for (path, text) in added {
        fact_files::add(&mut facts, path, text);
    }
    let of_id = |id: &PersonId| all.people.get(id).map_or(&[][..], Vec::as_slice);
    let of_two = |pair: &PairId| all.pairs.get(pair).map_or(&[][..], Vec::as_slice);
    let announced = facts.announcements.keys().map(|_| "match --announce --retract".to_owned());
    let published = facts.editions.keys().map(|_| "evaluate --publish --retract".to_owned());
    let people = facts.people.iter().flat_map(|(id, rows)| rows.iter().filter_map(|row| of_person(*id, row, of_id(id))));
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
    let mut seen = BTreeSet::new();
    let all = announced.chain(published).chain(of_people).chain(attended).chain(ledgers).chain(points);
    all.filter(|command| seen.insert(command.clone())).collect()
}

fn of_person(id: PersonId, row: &Dated<PersonFact>, all: &[Dated<PersonFact>]) -> Option<String> {
    Some(match &row.fact {
        PersonFact::Joined { .. } => format!("withdraw {id} --never-joined"),
        PersonFact::Withdrew { .. } | PersonFact::Leaves { .. } => format!("rejoin {id} --mistake"),
        PersonFact::Returned { .. } => leaving_again(id, all),
        PersonFact::Conflict { with, .. } => format!("conflict remove {id} {with}"),
        PersonFact::Possible { with, .. } => format!("conflict dismiss {id} {with}"),
        PersonFact::Dismissed { with } => format!("conflict confirm {id} {with}"),
        PersonFact::Removed { with } => format!("conflict add {id} {with}"),
        PersonFact::Declared { .. } => format!("conflict none {id} --retract"),
        PersonFact::Chose { event, .. } => format!("choose {event} {id} --retract"),
        PersonFact::Same { with } => format!("identity different {id} {with}"),
        PersonFact::Different { with } => format!("identity same {id} {with}"),
        PersonFact::Readmitted => format!("erase {id}"),
        PersonFact::Erased | PersonFact::Capacity { .. } | PersonFact::Unchose { .. } | PersonFact::Alike { .. } => return None,
    })
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

/// To whom a reveal was, as an option.
fn to_side(to: Option<Side>) -> String {
    to.map_or_else(String::new, |side| format!(" --to {}", side.key()))
}

/// Of a new pair only that it is one; of one that was, what happened.
fn of_pair(pair: PairId, rows: &[Dated<PairFact>], all: &[Dated<PairFact>]) -> Vec<String> {
    if rows.iter().any(|row| matches!(row.fact, PairFact::Paired { .. })) {
        return vec![format!("unpair {pair} --mistake")];
    }
    let command = |row: &Dated<PairFact>| match row.fact {
        PairFact::Ended { .. } => Some(format!("unpair {pair} --retract")),
        PairFact::Resumed => Some(format!("unpair {pair}")),
        PairFact::Revealed { to } => Some(format!("reveal --retract{} --reason mistake", to_side(to))),
        PairFact::Concealed { to } => {
            let told = all.iter().rev().find(|row| matches!(row.fact, PairFact::Revealed { .. }));
            let on = told.map_or_else(String::new, |told| format!(" --on {}", told.on));
            Some(format!("reveal{on}{}", to_side(to)))
        }
        PairFact::Held { meeting, .. } | PairFact::Missed { meeting } | PairFact::Moved { meeting, .. } => {
            Some(format!("meeting planned {pair} {meeting} --correct"))
        }
        PairFact::Paired { .. } | PairFact::Planned { .. } | PairFact::Cancelled { .. } => None,
    };
    rows.iter().filter_map(command).collect()
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
        assert_eq!(commands(&[pair.clone(), person], &Facts::default()), ["rejoin M01 --mistake"]);
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
        ] {
            let path = |path: &&str| format!("facts/{path}.csv").parse::<RelPath>().unwrap();
            let added_rows: Vec<(RelPath, String)> = paths.iter().map(|at| (path(at), format!("{head}{added}"))).collect();
            let help = help(&added_rows, |_| Some(format!("{head}{before}{added}"))).unwrap();
            assert_eq!(help, format!("to take back what was wrong: `revmentor {said}`"));
        }
    }
}
