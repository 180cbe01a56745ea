//! What two leads do first, so that it cannot be true of both: chance alone hardly ever lets them meet.

use std::fs;
use std::path::Path;

/// What each of the two leads types first.
type Lines = [Vec<String>; 2];

/// The ways in which two leads come into each other's way, and one of nothing: chance goes on from there.
const CLASHES: [fn(&Pair, &Pair) -> Lines; 6] =
    [one_waiting_person, nothing, two_draws, one_withdrawal_twice, one_meeting_twice, a_meeting_of_a_pair_that_ends];

/// A pair that goes on: its name, and its mentor or junior.
struct Pair {
    name: String,
    person: String,
}

/// The first lines of the leads in the history `number`; empty for those that are left to chance.
pub(super) fn clash(base: &Path, number: usize) -> Lines {
    let view = fs::read_to_string(base.join("pairings.csv")).unwrap();
    let active: Vec<Pair> = view.lines().filter(|line| line.contains(",active,")).filter_map(pair).collect();
    let at = number % active.len();
    let other = (at + 1 + number / active.len() % (active.len() - 1)) % active.len();
    CLASHES[number % CLASHES.len()](&active[at], &active[other])
}

fn pair(line: &str) -> Option<Pair> {
    let mut cells = line.split(',').map(str::to_owned);
    Some(Pair { name: cells.next()?, person: cells.next()? })
}

fn lines(one: &[String], two: &[String]) -> Lines {
    [one.to_vec(), two.to_vec()]
}

/// Different pairs end; both leads give the partner who is left to the one who waits.
fn one_waiting_person(pair: &Pair, other: &Pair) -> Lines {
    [pair, other].map(|of| vec![format!("withdraw {}", of.person), "match".to_owned()])
}

fn one_withdrawal_twice(pair: &Pair, _: &Pair) -> Lines {
    ["unwell", "left"].map(|reason| vec![format!("withdraw {} --reason {reason}", pair.person)])
}

/// Both record a draw under the same number.
fn two_draws(pair: &Pair, _: &Pair) -> Lines {
    lines(&["match --fresh".to_owned()], &[format!("withdraw {}", pair.person), "match --public 3-14-15".to_owned()])
}

fn one_meeting_twice(pair: &Pair, _: &Pair) -> Lines {
    ["held", "missed"].map(|what| vec![format!("meeting {what} {} 1", pair.name)])
}

fn a_meeting_of_a_pair_that_ends(pair: &Pair, _: &Pair) -> Lines {
    lines(&[format!("withdraw {}", pair.person)], &[format!("meeting held {} 1", pair.name)])
}

fn nothing(_: &Pair, _: &Pair) -> Lines {
    lines(&[], &[])
}
