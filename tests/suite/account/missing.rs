//! What a matching read is gone: that is said, and is no contradiction.

use super::cohort::{Directory, GOALS};

fn cohort() -> Directory {
    Directory::repaired("goals", GOALS, &[])
}

fn status_and_inputs(directory: &Directory) -> (u8, String) {
    let (status, claims) = directory.verify();
    assert!(claims.iter().all(|claim| !claim.contains("contradicted")), "{claims:#?}");
    (status, claims[0].clone())
}

#[test]
fn a_file_that_is_gone_is_said() {
    let directory = cohort();
    std::fs::remove_file(directory.path("private/draws/001/people.csv")).unwrap();
    assert_eq!(status_and_inputs(&directory), (0, "1 inputs unchecked: people.csv is not kept here".to_owned()));
    let (_, claims) = directory.verify();
    assert!(claims.contains(&"1 pairs unchecked: people.csv is not kept here".to_owned()), "{claims:#?}");
    assert!(claims.contains(&"1 facts holds: ".to_owned()), "{claims:#?}");
    assert!(claims.contains(&"2 pairs holds: ".to_owned()), "{claims:#?}");
}

#[test]
fn a_proof_that_is_gone_is_made_again() {
    let directory = cohort();
    let kept = directory.done(&["verify", "--proof", "1"]).out;
    assert_eq!(kept, directory.read("private/draws/001/proof.csv"));
    std::fs::remove_file(directory.path("private/draws/001/proof.csv")).unwrap();
    assert!(directory.verify().1.contains(&"1 proof holds: ".to_owned()));
    assert_eq!(directory.done(&["verify", "--proof", "1"]).out, kept);
}

#[test]
fn other_prices_than_the_recorded_ones_are_no_contradiction() {
    let directory = cohort();
    std::fs::remove_file(directory.path("private/draws/001/proof.csv")).unwrap();
    directory.edit("facts/draws/001.toml", "proof = \"", "proof = \"0");
    let (status, claims) = directory.verify();
    assert!(claims.contains(&"1 proof unchecked: proof.csv is not kept here".to_owned()), "{claims:#?}");
    assert!(claims.contains(&"1 best-total holds: ".to_owned()) && status == 0, "{claims:#?}");
}

#[test]
fn a_clone_without_the_private_folder_says_so() {
    let directory = cohort();
    std::fs::remove_dir_all(directory.path("private")).unwrap();
    assert_eq!(status_and_inputs(&directory), (0, "1 inputs unchecked: the private folder is not here".to_owned()));
}

#[test]
fn somebody_who_was_erased_is_no_contradiction() {
    let directory = cohort();
    directory.done(&["erase", "M02"]);
    assert!(!directory.path("private/draws/001/people.csv").exists());
    let (status, inputs) = status_and_inputs(&directory);
    assert_eq!((status, inputs.as_str()), (0, "1 inputs unchecked: people.csv went when M02 was erased"));
}

#[test]
fn an_erasure_excuses_no_file_that_is_still_kept() {
    type Altered = (&'static str, fn(&Directory, &str));
    const ALTERED: [Altered; 4] = [
        ("people.csv", |d, file| d.write(file, "id,goals,region\nM01,sleep,North\n")),
        ("conflicts.csv", |d, file| d.write(file, "mentor,mentee,why\n")),
        ("standing.csv", |d, file| d.write(file, &(d.read(file) + "M01-E01,no\n"))),
        ("settings.toml", |d, file| d.edit(file, "\"7\"", "\"8\"")),
    ];
    for (name, alter) in ALTERED {
        let directory = cohort();
        directory.done(&["erase", "M02"]);
        alter(&directory, &format!("private/draws/001/{name}"));
        let (status, claims) = directory.verify();
        let said = claims.iter().any(|claim| claim.starts_with("1 inputs contradicted") && claim.contains(name));
        assert!(status == 1 && said, "{name}: {claims:#?}");
    }
}

#[test]
fn adopted_pairs_are_listed_as_adopted() {
    let directory = Directory::new("goals", GOALS);
    directory.write("pairs.csv", "mentor,mentee\nAmal Reed,Gwen Tarn\nBola Hart,Hugh Beck\n");
    directory.done(&["adopt", "pairs.csv"]);
    directory.done(&["match"]);
    let shown: serde_json::Value = serde_json::from_str(&directory.done(&["verify", "--format", "json"]).out).unwrap();
    assert_eq!(shown["adopted"].as_array().unwrap().len(), 2);
    assert!(directory.done(&["verify"]).out.contains("taken over as they were"));
}

#[test]
fn a_matching_that_never_was_is_refused() {
    let directory = cohort();
    let ran = directory.run(&["verify", "3"]);
    assert!(ran.status == 2 && ran.err.contains("recorded: 1, 2; the newest: `revmentor verify 2`"), "{}", ran.err);
}

#[test]
fn the_proof_is_printed_in_full_and_adds_up() {
    let directory = cohort();
    let text = directory.done(&["verify", "--proof", "1"]).out;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    assert_eq!(reader.headers().unwrap(), ["stage", "aim", "weight", "person", "price"].as_slice());
    let sum = |stage: &str| -> i128 {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        rows.iter().filter(|row| &row[0] == stage && !row[4].is_empty()).map(|row| row[4].parse::<i128>().unwrap()).sum()
    };
    let record: toml::Table = directory.read("facts/draws/001.toml").parse().unwrap();
    let aim = |name: &str| i128::from(record["aims"][name].as_integer().unwrap());
    assert_eq!((sum("1"), sum("2")), (aim("pairs"), aim("total")));
}
