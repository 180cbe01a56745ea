//! Whether somebody gave the export of one side for the other: told by who is known, by columns that fit the other side, or because both
//! exports hold the same people.

use std::collections::BTreeSet;

use super::Read;
use crate::domain::problem::{Place, Problem};
use crate::domain::settings::Survey;
use crate::domain::side::{BySide, Kind, Side};
use crate::people::register::Register;
use crate::survey::{self, Codebook, Source};

/// So many people are no accident.
const FEWEST: usize = 3;

/// Exports whose people are registered on the other side, or are the same people.
pub(super) fn by_people(read: &[Read], register: &Register, kind: Kind) -> Vec<Problem> {
    let of_other = read.iter().filter_map(|one| known_on_the_other_side(one, register, kind));
    let mut problems: Vec<Problem> = of_other.collect();
    if let (true, [one, other]) = (problems.is_empty(), read) {
        problems.extend(the_same_people(one, other, kind));
    }
    problems
}

fn known_on_the_other_side(read: &Read, register: &Register, kind: Kind) -> Option<Problem> {
    let known = read.reading.people.iter().filter_map(|person| register.by_email(&person.contact.email));
    let (own, other): (Vec<_>, Vec<_>) = known.partition(|id| id.side() == read.side);
    let side = read.side;
    let message = format!(
        "{} of {} people in it are registered as {}: was it given for the {} by mistake?",
        other.len(),
        read.reading.people.len(),
        side.other().many(kind),
        side.many(kind)
    );
    let is_swapped = other.len() >= FEWEST && other.len() > own.len() && other.len() * 2 > read.reading.people.len();
    is_swapped.then(|| swapped(message, &read.reading.path, side))
}

fn the_same_people(one: &Read, other: &Read, kind: Kind) -> Option<Problem> {
    let addresses =
        |read: &Read| read.reading.people.iter().map(|person| person.contact.email.mailbox()).collect::<BTreeSet<_>>();
    let (first, second) = (addresses(one), addresses(other));
    let common = first.intersection(&second).count();
    let message = format!(
        "{common} people are in it and in the export of the {} ({}): was one file given for both?",
        one.side.many(kind),
        one.reading.path
    );
    let is_one = common >= FEWEST && common * 2 > first.len().min(second.len());
    is_one.then(|| swapped(message, &other.reading.path, other.side))
}

/// Two exports that cannot be read, and can where each is read as the other side's.
pub(super) fn by_columns(
    exports: &BySide<Option<(String, Vec<u8>)>>,
    settings: &BySide<Survey>,
    codebooks: &BySide<Option<Codebook>>,
    kind: Kind,
) -> Option<Problem> {
    let fits = |side: Side| {
        let (path, bytes) = exports[side].as_ref()?;
        let other = side.other();
        let source = Source { path, bytes, side: Some(other), codebook: codebooks[other].as_ref() };
        let reading = survey::read(source, &settings[other]).ok()?;
        (!reading.people.is_empty()).then_some(path)
    };
    let (mentors, _) = (fits(Side::Mentor)?, fits(Side::Mentee)?);
    let [first, second] = Side::BOTH.map(|side| side.many(kind));
    let message = format!("its columns are those of the {second}, and those of the other export are those of the {first}");
    Some(swapped(message, mentors, Side::Mentor))
}

fn swapped(message: String, path: &str, side: Side) -> Problem {
    let other = side.other().key();
    let help = format!("give it with --{other}, or name it as `file` in [survey.{other}]");
    Problem::error("files-swapped", message).at(Place::file(path)).help(help)
}
