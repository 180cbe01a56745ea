//! A proof of optimality as a table, one aim or one price a row, so that anybody can add up the prices in a spreadsheet.
//!
//! `stage` counts from 1 and is `weakest` for the proof that the weakest pair cannot be stronger. A stage begins with its aims,
//! each with its weight, and ends with the prices, of which those that are not listed are 0. The price of `M03` is that of each of M03's
//! places; where there is one of `M03+`, it is that of each place beyond the first. In the stage `weakest` the weight tells how many
//! pairs are at that score or below in any pairing. It is kept
//! beside what the matching read, because another version may prove the same pairs by other prices; its digest stands in the record.

use crate::domain::id::PersonId;
use crate::domain::problem::{Place, Problem};
use crate::domain::proof::{Aim, Ceiling, PlacesOf, Prices, Proof, Stage};

use super::csv_text::CsvCell;
use super::facts::{self, FactRow, Told};

/// The file of a matching's inputs that holds its proof.
pub(crate) const NAME: &str = "proof.csv";
/// The headings.
pub(crate) const COLUMNS: [&str; 5] = ["stage", "aim", "weight", "person", "price"];
const WEAKEST: &str = "weakest";
const ABOVE: &str = "above-";
const FURTHER: char = '+';
const AIMS: [(Aim, &str); 5] =
    [(Aim::Pairs, "pairs"), (Aim::Kept, "kept"), (Aim::People, "people"), (Aim::Precedence, "precedence"), (Aim::Total, "total")];

/// Writes a proof. The same proof gives the same bytes.
pub(crate) fn write(proof: &Proof) -> String {
    let mut records = facts::headed(COLUMNS);
    each_row(proof, |cells| records.push(cells));
    records.into_text()
}

/// The rows of a proof.
pub(crate) fn rows(proof: &Proof) -> Vec<[String; 5]> {
    let mut rows = Vec::new();
    each_row(proof, |cells| rows.push(cells.map(CsvCell::shown)));
    rows
}

fn each_row(proof: &Proof, mut row: impl FnMut([&dyn CsvCell; 5])) {
    for (number, Stage { aims, prices }) in (1_u32..).zip(&proof.stages) {
        stage(&number, aims, prices, &mut row);
    }
    if let Some(Ceiling { score, pairs, prices }) = &proof.weakest {
        stage(&WEAKEST, &[(Aim::Above(*score), i128::from(*pairs))], prices, &mut row);
    }
}

fn stage(name: &dyn CsvCell, aims: &[(Aim, i128)], prices: &Prices, row: &mut impl FnMut([&dyn CsvCell; 5])) {
    let o = &"";
    for (aim, weight) in aims {
        row([name, &word(*aim), weight, o, o]);
    }
    for (places, price) in prices {
        row([name, o, o, places, price]);
    }
}

impl CsvCell for PlacesOf {
    fn write(&self, text: &mut String) {
        self.person.push_to(text);
        text.extend(self.further.then_some(FURTHER));
    }

    fn is_word(&self) -> bool {
        true
    }
}

fn word(aim: Aim) -> String {
    match aim {
        Aim::Above(score) => format!("{ABOVE}{score}"),
        _ => AIMS.iter().find(|(known, _)| *known == aim).map_or_else(String::new, |(_, word)| (*word).to_owned()),
    }
}

/// Reads a proof.
///
/// # Errors
/// Every row that cannot be, and stages that are out of order.
pub(crate) fn read(text: &str, file: &str) -> Result<Proof, Vec<Problem>> {
    let (rows, mut problems) = facts::read_rows(text, file, &COLUMNS, read_row);
    let mut proof = Proof::default();
    for (stage, row, place) in rows {
        if !add(&mut proof, &stage, row) {
            problems.push(Problem::error("proof-order", "this row does not belong here").at(place).value(stage).help(BACKUP));
        }
    }
    if problems.is_empty() { Ok(proof) } else { Err(problems) }
}

const BACKUP: &str = "print the proof again with `revmentor verify --proof`";

/// What a row tells of its stage.
#[derive(Clone, Copy)]
enum Row {
    Aim(Aim, i128),
    Price(PlacesOf, i128),
}

fn read_row(row: &FactRow<'_>) -> Result<(String, Row, Place), Told> {
    let (stage, place) = (row.text("stage").to_owned(), row.place("stage"));
    if row.text("aim").is_empty() {
        row.only(&["stage", "person", "price"], &COLUMNS)?;
        return Ok((stage, Row::Price(places(row)?, whole(row, "price")?), place));
    }
    row.only(&["stage", "aim", "weight"], &COLUMNS)?;
    Ok((stage, Row::Aim(aim(row)?, whole(row, "weight")?), place))
}

fn places(row: &FactRow<'_>) -> Result<PlacesOf, Told> {
    let text = row.text("person");
    let further = text.strip_suffix(FURTHER).and_then(|person| person.parse().ok()).map(PlacesOf::further);
    match further.or(PersonId::of_stand_in(text).map(PlacesOf::from)) {
        Some(places) => Ok(places),
        None => row.person("person").map(PlacesOf::from),
    }
}

fn aim(row: &FactRow<'_>) -> Result<Aim, Told> {
    match row.text("aim").strip_prefix(ABOVE).map(str::parse) {
        Some(Ok(score)) => Ok(Aim::Above(score)),
        _ => row.word("aim", &AIMS),
    }
}

fn whole(row: &FactRow<'_>, name: &str) -> Result<i128, Told> {
    row.text(name).parse().map_err(|_| row.told(name, "not-a-number", "this is not a whole number", BACKUP))
}

/// Adds a row to the proof; whether it had a place there.
fn add(proof: &mut Proof, stage: &str, row: Row) -> bool {
    if stage == WEAKEST {
        return add_to_ceiling(proof, row);
    }
    let last = proof.stages.len();
    let Ok(number) = stage.parse::<usize>() else { return false };
    match row {
        Row::Aim(aim, weight) if number == last + 1 && proof.weakest.is_none() => {
            proof.stages.push(Stage { aims: vec![(aim, weight)], prices: Prices::new() });
            true
        }
        _ if number != last => false,
        Row::Aim(aim, weight) => proof.stages.last_mut().is_some_and(|stage| {
            stage.aims.push((aim, weight));
            stage.prices.is_empty()
        }),
        Row::Price(places, price) => proof.stages.last_mut().is_some_and(|stage| stage.prices.insert(places, price).is_none()),
    }
}

fn add_to_ceiling(proof: &mut Proof, row: Row) -> bool {
    match (row, &mut proof.weakest) {
        (Row::Aim(Aim::Above(score), pairs), weakest @ None) => {
            let ceiling = u32::try_from(pairs).ok().map(|pairs| Ceiling { score, pairs, prices: Prices::new() });
            *weakest = ceiling;
            weakest.is_some()
        }
        (Row::Price(places, price), Some(ceiling)) => ceiling.prices.insert(places, price).is_none(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn id(text: &str) -> PlacesOf {
        match text.strip_suffix(FURTHER) {
            Some(person) => PlacesOf::further(person.parse().unwrap()),
            None => PersonId::of_stand_in(text).unwrap_or_else(|| text.parse().unwrap()).into(),
        }
    }

    fn proof() -> Proof {
        let prices = |list: &[(&str, i128)]| list.iter().map(|(person, price)| (id(person), *price)).collect();
        let second = vec![(Aim::Kept, 1 << 80), (Aim::People, 8010), (Aim::Precedence, 4001), (Aim::Total, 1)];
        Proof {
            stages: vec![
                Stage { aims: vec![(Aim::Pairs, 1)], prices: prices(&[("M00", 1), ("E10", 1)]) },
                Stage { aims: second, prices: prices(&[("M01", -7), ("M01+", 0), ("M10", i128::MAX), ("E02", 0)]) },
                Stage { aims: vec![(Aim::Above(512), 1)], prices: Prices::new() },
            ],
            weakest: Some(Ceiling { score: 999, pairs: 3, prices: prices(&[("E02", 1)]) }),
        }
    }

    #[test]
    fn a_proof_is_a_table_of_aims_and_prices() {
        let text = write(&proof());
        assert!(text.starts_with("stage,aim,weight,person,price\n1,pairs,1,,\n1,,,M00,1\n1,,,E10,1\n2,kept,"), "{text}");
        assert!(
            text.contains("\n2,people,8010,,\n2,precedence,") && text.contains("\n2,,,M01,-7\n2,,,M01+,0\n2,,,M10,"),
            "{text}"
        );
        assert!(text.ends_with("3,above-512,1,,\nweakest,above-999,3,,\nweakest,,,E02,1\n"), "{text}");
        assert_eq!(read(&text, "p.csv"), Ok(proof()));
        assert_eq!(read(&write(&Proof::default()), "p.csv"), Ok(Proof::default()));
    }

    #[test]
    fn rows_out_of_place_are_told_with_their_line() {
        let told = |body: &str| {
            let told = read(&format!("stage,aim,weight,person,price\n{body}"), "p.csv").unwrap_err();
            (told[0].code, told[0].place.line.unwrap())
        };
        assert_eq!(told("1,,,M01,1\n"), ("proof-order", 2));
        assert_eq!(told("1,pairs,1,,\n3,total,1,,\n"), ("proof-order", 3));
        assert_eq!(told("1,pairs,1,,\n1,,,M01,1\n1,,,M01,2\n"), ("proof-order", 4));
        assert_eq!(told("weakest,total,1,,\n"), ("proof-order", 2));
        assert_eq!(told("1,piars,1,,\n"), ("unknown-word", 2));
        assert_eq!(told("1,pairs,x,,\n"), ("not-a-number", 2));
        assert_eq!(told("1,pairs,1,M01,\n"), ("stray-cell", 2));
    }

    /// Prices by number, and whether they are those of further places.
    type Listed = std::collections::BTreeMap<(u32, bool), i128>;

    proptest! {
        #[test]
        fn what_was_written_is_read(
            listed in prop::collection::vec(
                (prop::collection::vec((0_usize..6, any::<i128>()), 1..4), prop::collection::btree_map((1_u32..200, any::<bool>()), any::<i128>(), 0..4)),
                0..4,
            ),
        ) {
            let aim = |at: usize| AIMS.get(at).map_or(Aim::Above(17), |(aim, _)| *aim);
            let stage = |(aims, prices): (Vec<(usize, i128)>, Listed)| Stage {
                aims: aims.into_iter().map(|(at, weight)| (aim(at), weight)).collect(),
                prices: prices.into_iter().map(|((n, further), price)| (PlacesOf { further, ..id(&format!("E{n}")) }, price)).collect(),
            };
            let proof = Proof { stages: listed.into_iter().map(stage).collect(), weakest: None };
            prop_assert_eq!(read(&write(&proof), "p.csv"), Ok(proof));
        }
    }
}
