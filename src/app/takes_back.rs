//! The command that takes back what a change recorded, where git's HEAD holds it and `undo` may not. Decides only what is said.

use crate::app::fact_files;
use crate::domain::attendance::AttendanceWord;
use crate::domain::fact::{Dated, PairFact, PersonFact};
use crate::domain::facts::Facts;
use crate::domain::id::{PairId, PersonId};
use crate::domain::told::Told;
use crate::store::formats::outcomes;
use crate::store::layout::{self, RelPath};

/// How many commands are named; whoever needs more sees from these how they go.
const MOST: usize = 3;

/// What to type, by the rows that a change added to each file; nothing where no verb takes it back.
pub(crate) fn help(added: &[(RelPath, String)]) -> Option<String> {
    let commands = commands(added);
    let named: Vec<String> = commands.iter().take(MOST).map(|command| format!("`revmentor {command}`")).collect();
    let more = if commands.len() > MOST { format!(" and {} more like it", commands.len() - MOST) } else { String::new() };
    (!named.is_empty()).then(|| format!("what was wrong of it is taken back by {}{more}", named.join(", ")))
}

fn commands(added: &[(RelPath, String)]) -> Vec<String> {
    let mut facts = Facts::default();
    for (path, text) in added {
        fact_files::add(&mut facts, path, text);
    }
    let announced = facts.announcements.keys().map(|_| "match --announce --retract".to_owned());
    let published = facts.editions.keys().map(|_| "evaluate --publish --retract".to_owned());
    let people = facts.people.iter().flat_map(|(id, rows)| rows.iter().filter_map(|row| of_person(*id, row)));
    let pairs = facts.pairs.iter().flat_map(|(pair, rows)| of_pair(*pair, rows));
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
    announced.chain(published).chain(of_people).chain(attended).chain(ledgers).chain(points).collect()
}

fn of_person(id: PersonId, row: &Dated<PersonFact>) -> Option<String> {
    Some(match &row.fact {
        PersonFact::Joined { .. } => format!("withdraw {id} --never-joined"),
        PersonFact::Withdrew { .. } | PersonFact::Leaves { .. } => format!("rejoin {id} --mistake"),
        PersonFact::Returned { .. } => format!("withdraw {id}"),
        PersonFact::Conflict { with, .. } => format!("conflict remove {id} {with}"),
        PersonFact::Possible { with, .. } => format!("conflict dismiss {id} {with}"),
        PersonFact::Dismissed { with } | PersonFact::Removed { with } => format!("conflict confirm {id} {with}"),
        PersonFact::Declared { .. } => format!("conflict none {id} --retract"),
        PersonFact::Chose { event, .. } => format!("choose {event} {id} --retract"),
        PersonFact::Same { with } => format!("identity different {id} {with}"),
        PersonFact::Different { with } => format!("identity same {id} {with}"),
        PersonFact::Readmitted => format!("erase {id}"),
        PersonFact::Erased | PersonFact::Capacity { .. } | PersonFact::Unchose { .. } | PersonFact::Alike { .. } => return None,
    })
}

/// Of a new pair only that it is one; of one that was, what happened.
fn of_pair(pair: PairId, rows: &[Dated<PairFact>]) -> Vec<String> {
    if rows.iter().any(|row| matches!(row.fact, PairFact::Paired { .. })) {
        return vec![format!("unpair {pair} --mistake")];
    }
    let command = |row: &Dated<PairFact>| match row.fact {
        PairFact::Ended { .. } => Some(format!("unpair {pair} --retract")),
        PairFact::Resumed => Some(format!("unpair {pair}")),
        PairFact::Revealed { .. } => Some("reveal --retract --reason mistake".to_owned()),
        PairFact::Concealed { .. } => Some("reveal".to_owned()),
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
        assert_eq!(commands(&[pair.clone(), person]), ["rejoin M01 --mistake"]);
        assert_eq!(help(&[pair]).unwrap(), "what was wrong of it is taken back by `revmentor unpair M01-E02 --retract`");
        assert_eq!(help(&[]), None);
    }
}
