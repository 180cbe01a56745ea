//! What the two sides of a conflict that git left mean together: a correction contradicts what its lead did not know of, and of two ledgers
//! what is new on either side stands.

use crate::domain::correction;
use crate::domain::facts::Facts;
use crate::domain::id::{PairId, PersonId};
use crate::domain::parted_periods;
use crate::domain::parted_rows::{self, LedgerRow, PartedRows};
use crate::domain::problem::{Place, Problem};
use crate::domain::told::Told;
use crate::store::formats::table::Sides;
use crate::store::formats::{attendance, pair_facts, person_facts, told};
use crate::store::layout::{Folder, RelPath};

/// The line of a file's first row.
const FIRST_ROW: usize = 2;

/// Settles the rows of one file, which were read as those of both sides; gives what the lead has to decide.
pub(super) fn settle(facts: &mut Facts, path: &RelPath, sides: &Sides) -> Vec<Problem> {
    let (file, stem) = (path.as_str(), path.stem());
    let is_in = |folder: Folder| path.folder() == folder.to_string();
    if is_in(Folder::PeopleFacts) || is_in(Folder::PairFacts) {
        return part_corrections(facts, path, sides);
    }
    if is_in(Folder::Attendance) {
        let [ours, theirs] = [&sides.ours, &sides.theirs].map(|text| attendance::read(text, file).0);
        let united = parted_rows::unite(&ours, &theirs);
        let doubts = doubts(&united, file, |person| format!("attend {stem} {person} --retract"));
        facts.attendance.0.insert(stem.to_owned(), united.rows);
        return doubts;
    }
    let (ledger, verb): (&mut Told, &str) = match () {
        () if is_in(Folder::Told) => (&mut facts.told, "messages sent"),
        () if is_in(Folder::LettersIssued) => (&mut facts.letters, "letters issued"),
        () => return Vec::new(),
    };
    let [ours, theirs] = [&sides.ours, &sides.theirs].map(|text| told::read(text, file).0);
    let united = parted_rows::unite(&ours, &theirs);
    let doubts = doubts(&united, file, |person| match person {
        Some(person) => format!("{verb} {stem} {person} --retract"),
        None => format!("{verb} {stem} --retract"),
    });
    ledger.0.insert(stem.to_owned(), united.rows);
    doubts
}

/// Names both rows where one lead took back what stood, and the other recorded something new.
fn doubts<R: LedgerRow>(united: &PartedRows<R>, file: &str, command: impl Fn(R::Whom) -> String) -> Vec<Problem> {
    let line = |at: usize| u32::try_from(at + FIRST_ROW).unwrap_or(u32::MAX);
    let doubt = |[record, retraction]: &[usize; 2]| {
        let whom = united.rows.get(*record)?.whom();
        let message = format!(
            "one of you recorded this, the other took back what stood before ({file}, line {}): this row counts",
            line(*retraction)
        );
        let place = Place::file(file).line(line(*record));
        let help = format!("if it is wrong, `revmentor {}` takes it back", command(whom));
        Some(Problem::warning("parted-records", message).at(place).help(help))
    };
    united.doubtful.iter().filter_map(doubt).collect()
}

/// What one lead said of a thing that the other corrected without knowing of it contradicts the correction, and is not taken back by it.
fn part_corrections(facts: &mut Facts, path: &RelPath, sides: &Sides) -> Vec<Problem> {
    let (file, stem) = (path.as_str(), path.stem());
    let is_in = |folder: Folder| path.folder() == folder.to_string();
    let person = stem.parse().ok().filter(|_: &PersonId| is_in(Folder::PeopleFacts));
    let pair = stem.parse().ok().filter(|_: &PairId| is_in(Folder::PairFacts));
    if let Some(rows) = person.and_then(|person| facts.people.get_mut(&person)) {
        let [ours, theirs] = [&sides.ours, &sides.theirs].map(|text| person_facts::read(text, file).0);
        correction::raise_what_was_not_corrected(rows, &ours, &theirs);
    } else if let Some((pair, rows)) = pair.and_then(|pair| Some((pair, facts.pairs.get_mut(&pair)?))) {
        let [ours, theirs] = [&sides.ours, &sides.theirs].map(|text| pair_facts::read(text, file).0);
        let Some(united) = parted_periods::unite(&ours, &theirs) else { return Vec::new() };
        *rows = united.rows;
        return united.is_ended_again.then(|| ended_again(pair, file)).into_iter().collect();
    }
    Vec::new()
}

fn ended_again(pair: PairId, file: &str) -> Problem {
    let message = format!("one of you ended {pair} for good, the other made it again without knowing that: it ends");
    let help = format!("if the two are to go on, `revmentor unpair {pair} --retract`");
    Problem::warning("merged-rows", message).at(Place::file(file)).help(help)
}
