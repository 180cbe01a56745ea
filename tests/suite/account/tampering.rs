//! One thing is changed behind the program's back, and `verify` names it.

use revmentor::parts::people::Key;

use super::cohort::{Directory, GOALS};

/// What is changed, the claim that breaks, and a word that its details must hold.
type Tampering = (&'static str, fn(&Directory), &'static str, &'static str);

const RECORD: &str = "facts/draws/001.toml";

const TAMPERINGS: [Tampering; 25] = [
    ("two pairs swapped in the record", swap_in_record, "1 pairs contradicted", "made: only the record says"),
    ("two pairs swapped in the record, against the facts", swap_in_record, "1 facts contradicted", "was made, but facts/pairs/"),
    ("two pairs swapped everywhere", swap_everywhere, "1 pairs contradicted", "only the repeated matching gives"),
    ("two pairs swapped everywhere, and a worse total", swap_everywhere, "1 permitted contradicted", "do not reach"),
    ("the seed", |d| d.edit(RECORD, "seed = \"7\"", "seed = \"8\""), "1 record contradicted", "seed: the record says 8"),
    ("the objective", |d| d.edit(RECORD, "\"total\"", "\"fair\""), "1 record contradicted", "objective"),
    ("the occasion", |d| d.edit(RECORD, "\"first\"", "\"fresh\""), "1 record contradicted", "occasion"),
    ("the version", |d| d.edit(RECORD, "algorithm = 1", "algorithm = 2"), "1 record contradicted", "algorithm"),
    ("the number", |d| d.edit(RECORD, "number = 1", "number = 5"), "1 record contradicted", "number: the record says 5"),
    ("an aim", |d| d.edit(RECORD, "weakest = ", "weakest = 1"), "1 pairs contradicted", "aims.weakest"),
    ("the aims, for the judge", |d| d.edit(RECORD, "weakest = ", "weakest = 1"), "1 permitted contradicted", "do not reach"),
    ("why somebody waits", |d| d.edit(RECORD, "\"no-place\"", "\"nobody-there\""), "1 pairs contradicted", "nobody-there"),
    ("a person less", |d| d.cut(RECORD, "\"M02\","), "1 record contradicted", "people: only what was kept says M02"),
    ("a digest", |d| d.edit(RECORD, "\"people.csv\" = \"", "\"people.csv\" = \"0"), "1 inputs contradicted", "people.csv"),
    ("no digest", |d| d.cut(RECORD, "\"people.csv\" = "), "1 inputs contradicted", "no digest of people.csv"),
    ("the proof's digest", |d| d.edit(RECORD, "proof = \"", "proof = \"0"), "1 proof contradicted", "proof"),
    ("a price", lower_a_price, "1 proof contradicted", "proof.csv is not the recorded proof"),
    ("a price, by somebody who has the key", lower_a_price_with_key, "1 best-total contradicted", "do not add up"),
    ("a proof that cannot be read", garble_the_proof, "1 proof contradicted", "this is not a whole number"),
    ("an answer", |d| d.edit("private/draws/001/people.csv", "exams", "rotas"), "1 inputs contradicted", "people.csv"),
    ("a conflict", |d| d.cut("private/draws/002/conflicts.csv", "conflict,"), "2 inputs contradicted", "conflicts.csv"),
    ("what was asked", |d| d.edit("private/draws/001/settings.toml", "\"7\"", "\"8\""), "1 inputs contradicted", "settings.toml"),
    ("what stood", |d| d.edit("private/draws/002/standing.csv", ",no", ",yes"), "2 inputs contradicted", "standing.csv"),
    ("the key", |d| d.write("private/key", &"5b".repeat(32)), "2 inputs contradicted", "private/key may be another"),
    ("a score", raise_score, "1 facts contradicted", "scores"),
];

fn swapped(directory: &Directory) -> [(String, String); 2] {
    let made = directory.made(1);
    let (one, other) = (made[1].split_once('-').unwrap(), made[2].split_once('-').unwrap());
    [(made[1].clone(), format!("{}-{}", one.0, other.1)), (made[2].clone(), format!("{}-{}", other.0, one.1))]
}

fn swap_in_record(directory: &Directory) {
    for (from, to) in swapped(directory) {
        directory.edit(RECORD, &from, &to);
    }
}

fn swap_everywhere(directory: &Directory) {
    for (from, to) in swapped(directory) {
        for file in [RECORD, "facts/draws/002.toml"] {
            directory.edit(file, &from, &to);
        }
        let rows = directory.read(&format!("facts/pairs/{from}.csv"));
        directory.write(&format!("facts/pairs/{to}.csv"), &rows);
        std::fs::remove_file(directory.path(&format!("facts/pairs/{from}.csv"))).unwrap();
    }
}

fn raise_score(directory: &Directory) {
    let file = format!("facts/pairs/{}.csv", directory.made(1)[1]);
    let text = directory.read(&file);
    let row = text.lines().find(|line| line.contains(",paired,")).unwrap();
    let mut cells: Vec<String> = row.split(',').map(str::to_owned).collect();
    cells[6] = (cells[6].parse::<u32>().unwrap() - 1).to_string();
    directory.edit(&file, row, &cells.join(","));
}

const PROOF: &str = "private/draws/001/proof.csv";

/// Takes 1 from the price of somebody who has one.
fn lower_a_price(directory: &Directory) {
    let text = directory.read(PROOF);
    let row = text.lines().find(|row| row.starts_with("2,,,") && !row.ends_with(",0")).unwrap();
    let (start, price) = row.rsplit_once(',').unwrap();
    let lower = price.parse::<i64>().unwrap() - 1;
    directory.edit(PROOF, row, &format!("{start},{lower}"));
}

fn lower_a_price_with_key(directory: &Directory) {
    lower_a_price(directory);
    record_the_proof(directory);
}

fn garble_the_proof(directory: &Directory) {
    directory.edit(PROOF, "\n2,,,", "\n2,,,M01,x\n2,,,");
    record_the_proof(directory);
}

/// Makes the record agree with the proof that is kept.
fn record_the_proof(directory: &Directory) {
    let digest = Key::new([0x5a; 32]).digest(directory.read(PROOF).as_bytes());
    let record: toml::Table = directory.read(RECORD).parse().unwrap();
    directory.edit(RECORD, record["proof"].as_str().unwrap(), &digest);
}

#[test]
fn nothing_is_found_in_a_clean_cohort() {
    let directory = Directory::repaired("goals", GOALS, &[]);
    let (status, claims) = directory.verify();
    assert_eq!(status, 0, "{claims:#?}");
    let holding = claims.iter().filter(|claim| claim.contains(" holds: ")).count();
    assert_eq!((holding, claims.len()), (17, 17), "{claims:#?}");
    assert!(claims.contains(&"2 fewest-changes holds: ".to_owned()));
}

#[test]
fn every_tampering_is_named() {
    for (what, tamper, claim, word) in TAMPERINGS {
        let directory = Directory::repaired("goals", GOALS, &[]);
        tamper(&directory);
        let (status, claims) = directory.verify();
        assert_eq!(status, 1, "{what}: {claims:#?}");
        assert!(claims.iter().any(|found| found.starts_with(claim) && found.contains(word)), "{what}: {claims:#?}");
    }
}

#[test]
fn a_record_or_a_pair_that_is_gone_is_named() {
    let directory = Directory::repaired("goals", GOALS, &[]);
    std::fs::remove_file(directory.path(RECORD)).unwrap();
    let pair = directory.made(2).remove(0);
    std::fs::remove_file(directory.path(&format!("facts/pairs/{pair}.csv"))).unwrap();
    let (status, claims) = directory.verify();
    assert_eq!(status, 1);
    assert!(claims[0].starts_with("1 record contradicted: facts/draws/001.toml is not here"), "{claims:#?}");
    let gone = format!("2 facts contradicted: {pair} was made, but facts/pairs/{pair}.csv does not say so");
    assert!(claims.iter().any(|claim| claim.starts_with(&gone)), "{claims:#?}");
}
